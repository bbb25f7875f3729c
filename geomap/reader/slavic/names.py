"""Place names in Ukrainian and Russian sentences, by their forms and the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from geomap.names import Names
from geomap.reader.slavic.beside import (
    PREPOSITIONS,
    after_place_noun,
    apart,
    beside_a_person,
    governed,
    is_lived_in,
    is_of_an_outlet,
    joined,
    may_be_adjective,
    opens,
)
from geomap.reader.slavic.morphology import Forms, Nominative, forms, towns_of
from geomap.reader.slavic.named import LISTED, Known, Named, as_known, compound, town_of_that_name
from geomap.reader.slavic.words import Word, country_of, lexicon

_LONGEST = 5  # words of a name
_NOT_ITS_NAME = ("demonym", "fuzzy")
# Common nouns that end a name: 'у Білому домі', 'по Кримському мосту'
_SMALL = frozenset(
    ["дім", "дому", "домі", "домом", "дом", "доме", "міст", "мост", "мосту", "мосте", "мості", "мостом", "моста"]
)  # fmt: skip
_MOST_SHARED = 6  # adjectives before one noun: 'Брянской, Курской и Белгородской областей'
_MOST_COMBINED = 64
_HEARD_OF = 20_000
_AT_HOME = frozenset({"UA", "RU", "BY"})
_OF_SEVERAL = ("област", "район", "напрям", "направлен")
# With these a person may stand as well: 'до Петренка', 'к Путину', 'через Трампа'.
_ALSO_OF_PERSONS = frozenset(
    ["до", "від", "од", "от", "з", "із", "зі", "из", "с", "со", "к", "ко", "через", "по", "біля", "коло", "возле",
     "около", "за", "на", "над", "перед", "між", "между"]
)  # fmt: skip


class Finder:
    """Finds the names of one language."""

    def __init__(self, names: Names, language: str) -> None:
        self._names = names
        self._language = language
        self.known = lru_cache(maxsize=20_000)(self._known)
        self._exonyms_start = {name.split()[0] for name in lexicon().exonyms if " " in name}
        self._begins = lru_cache(maxsize=20_000)(self._starts)
        self._town_of = lru_cache(maxsize=5_000)(self._town)

    def find(self, text: str, row: Sequence[Word]) -> list[Named]:
        """Return the names in a sentence's words, in order, none overlapping."""
        shouting = sum(word.shouted for word in row) > 0.6 * len(row)
        found: list[Named] = []
        at = 0
        while at < len(row):
            if shared := self._sharing(text, row, at):
                found += shared
                at = shared[-1].past
                continue
            hit = self._phrase(text, row, at)
            if hit is None:
                hit = self._single(text, row, at, shouting=shouting)
            if hit is not None:
                found.append(hit)
                at = hit.past
                continue
            found.extend(compound(row[at], at))
            at += 1
        return self._listed(text, found)

    # --- names of several words --------------------------------------------------------------

    def _phrase(self, text: str, row: Sequence[Word], at: int) -> Named | None:
        first = row[at]
        units, fronts = lexicon().words["unit"], lexicon().words["front"]
        longest = 1
        while (
            longest < _LONGEST
            and at + longest < len(row)
            and joined(text, row[at + longest - 1], row[at + longest])
        ):
            longest += 1
        for count in range(longest, 1, -1):
            part = row[at : at + count]
            last = part[-1]
            is_unit = last.form == "обл" or bool(units.match(part, count - 1))
            is_front = bool(fronts.match(part, count - 1))
            leads = units.match(part, 0) and last.capital  # 'сектор Газа', 'острів Зміїний'
            if not first.capital and not (count == 2 and (is_unit or is_front or leads)):
                continue
            is_called = count == 2 and first.capital and last.form in _SMALL  # 'Білий дім'
            if not (last.capital or is_unit or is_front or is_called):
                continue
            is_oblast = count == 2 and last.form.startswith("област")
            hit = (self._oblast(first, last) if is_oblast else None) or self._combined(part)
            if is_called and hit is not None and hit[2].kind != "facility":
                hit = None  # 'Новий міст', a village somewhere
            if hit is None and count == 2 and (is_unit or is_front):
                hit = self._by_adjective(part, front=is_front)
            if hit is None and count == 2 and first.capital and last.capital:
                hit = self._nearly(row, at, part)
            if hit is not None:
                lookup, cases, known = hit
                return Named(at, at + count, first.start, last.end, lookup, cases, known)
        return None

    def _sharing(self, text: str, row: Sequence[Word], at: int) -> list[Named]:
        """Return the units or fronts whose adjectives share a noun: 'Брянской, Курской и Белгородской областей'."""
        if not row[at].capital or at + 2 >= len(row) or not may_be_adjective(row[at].form):
            return []
        members = [at]
        while len(members) < _MOST_SHARED:
            past = members[-1] + 1
            following = past + (past < len(row) and row[past].form in LISTED)
            if following >= len(row) or not row[following].capital:
                break
            between = text[row[members[-1]].end : row[following].start].strip()
            if between not in LISTED or not may_be_adjective(row[following].form):
                break
            members.append(following)
        noun = members[-1] + 1
        if len(members) < 2 or noun >= len(row) or not row[noun].form.startswith(_OF_SEVERAL):
            return []
        found: list[Named] = []
        for member in members:
            hit = self._with_noun(row[member], row[noun])
            if hit is None:
                continue
            is_last = member == members[-1]
            last = noun if is_last else member
            found.append(Named(member, last + 1, row[member].start, row[last].end, *hit))
        return found

    def _with_noun(self, word: Word, noun: Word) -> tuple[str, frozenset[str], Known] | None:
        """Return the unit or front that an adjective and a noun, maybe in the plural, name."""
        if noun.form.startswith("обл"):
            return self._oblast(word, noun)
        front = bool(lexicon().words["front"].match([noun], 0))
        lemma = forms(word.form, self._language).adjective
        if lemma and (known := self.known(self._called(lemma, front=front))):
            return self._called(lemma, front=front), frozenset(), known
        return self._by_adjective([word, noun], front=front)

    def _called(self, lemma: str, *, front: bool) -> str:
        """Return the name of the one district or front of that adjective."""
        if not front:
            return f"{lemma} район"
        return f"{lemma} напрямок" if self._language == "uk" else f"{lemma[:-2]}ое направление"

    def _oblast(self, word: Word, noun: Word) -> tuple[str, frozenset[str], Known] | None:
        """Return the oblast of an adjective, by its own name or else by its town's."""
        lemma = forms(word.form, self._language).adjective
        if lemma is None:
            return None
        feminine = lemma[:-2] + ("а" if self._language == "uk" else "ая")
        town = self._town_of(lemma)
        tried = (f"{town.name} Oblast" if town else "", f"{feminine} область")
        rows = [match.row for name in tried if name for match in self._names.lookup(name)]
        units = [row for row in rows if row.kind == "admin1"]
        for row in sorted(units, key=lambda row: row.name not in tried):
            cases = [one.cases for one in forms(noun.form, self._language).nominatives]
            return row.name, frozenset().union(*cases), as_known(row)
        return None

    def _combined(self, part: Sequence[Word]) -> tuple[str, frozenset[str], Known] | None:
        """Return the name that the words make when each stands in the nominative."""
        choices: list[list[Nominative]] = []
        for number, word in enumerate(part):
            form = "область" if word.form == "обл" else word.form
            listed = [*forms(form, self._language).nominatives]
            listed.append(Nominative(form, frozenset()))  # 'Ростов-на-Дону', 'Сектор Газа'
            if not number:
                listed = [one for one in listed if self._begins(one.form)]
                if not listed:
                    return None
            choices.append(listed)
        best: tuple[str, frozenset[str], Known] | None = None
        for tried, combined in enumerate(product(*choices)):
            if tried >= _MOST_COMBINED:
                break
            name = " ".join(one.form for one in combined)
            known = self.known(name)
            if known is None:
                continue
            cases = frozenset.intersection(*(one.cases or combined[0].cases for one in combined))
            hit = (lexicon().exonyms.get(name) or name, cases or combined[0].cases, known)
            if cases:
                return hit
            best = best or hit
        return best

    def _starts(self, form: str) -> bool:
        return form in self._exonyms_start or self._names.starts(form)

    def _by_adjective(
        self, part: Sequence[Word], *, front: bool
    ) -> tuple[str, frozenset[str], Known] | None:
        """Return the district or the front that is called after a town."""
        lemma = forms(part[0].form, self._language).adjective
        town = self._town_of(lemma) if lemma else None
        if town is None:
            return None
        name = f"{town.name} {'direction' if front else 'Raion'}"
        known = self.known(name)
        if known is None:
            if not front or town.country not in _AT_HOME:
                return None
            name, known = town.name, town  # a front that no list has is told by its town
        cases = [one.cases for one in forms(part[1].form, self._language).nominatives]
        return name, frozenset().union(*cases), known

    # --- names of one word -------------------------------------------------------------------

    def _single(self, text: str, row: Sequence[Word], at: int, *, shouting: bool) -> Named | None:
        word = row[at]
        country = country_of(word.form)
        if country is not None and (known := self.known(country)) is not None:
            return Named(at, at + 1, word.start, word.end, country, frozenset(), known, "country")
        said = forms(word.form, self._language)
        if not word.capital:
            return self._adjective(text, row, at, said)
        if len(word.form) < 2 or is_of_an_outlet(row, at):
            return None
        preposition = row[at - 1].form if at and apart(text, row[at - 1], word) else ""
        taken = PREPOSITIONS.get(preposition, frozenset())
        options: list[tuple[bool, int, Nominative, Known]] = []
        for one in said.nominatives:
            known = self.known(one.form)
            if known is not None and (one.form == word.form or one.cases):
                options.append((bool(taken & one.cases), known.population, one, known))
        if options:
            _, _, name, known = max(options, key=lambda option: option[:2])
            town = None
            if known.kind == "natural" and is_lived_in(row, at, preposition):
                town = town_of_that_name(self._names, name.form)
            known = town or known
            sure = self._is_meant(text, row, at, name, known, shouting=shouting)
            if sure is not None:
                lookup = lexicon().exonyms.get(name.form) or (town.name if town else name.form)
                return Named(
                    at, at + 1, word.start, word.end, lookup, name.cases, known, is_sure=sure
                )
        elif hit := self._nearly(row, at, row[at : at + 1]):
            lookup, cases, known = hit
            return Named(at, at + 1, word.start, word.end, lookup, cases, known)
        return self._adjective(text, row, at, said)

    def _is_meant(
        self,
        text: str,
        row: Sequence[Word],
        at: int,
        name: Nominative,
        known: Known,
        *,
        shouting: bool,
    ) -> bool | None:
        """Return whether the word surely names the place, perhaps (False), or does not (None)."""
        word = row[at]
        said = forms(word.form, self._language)
        if after_place_noun(text, row, at):
            return True
        if self._is_called_after(text, row, at, known):
            return None
        if name.form in lexicon().exonyms:
            return True
        if lexicon().words["never"].match(row, at) or beside_a_person(
            text, row, at, self._language
        ):
            return None
        if word.shouted and not shouting and len(word.form) <= 5:
            return True if known.kind in ("country", "region", "admin1") else None
        preposition = row[at - 1].form if at and apart(text, row[at - 1], word) else ""
        placed = bool(PREPOSITIONS.get(preposition, frozenset()) & name.cases)
        first = shouting or at == 0 or opens(text, word.start)
        world = known.is_famous and (known.kind != "city" or known.seat == 2)
        if said.is_person and not world:
            if placed and preposition not in _ALSO_OF_PERSONS and not known.is_famous:
                return True
            if known.is_famous and (said.is_place or placed):
                return True
            # A place to the dictionary too: 'біля Лимана'.
            if not said.is_place or known.country not in _AT_HOME:
                return None
            return placed or governed(row, at, name.cases)
        if said.is_common and not said.is_place:
            if known.is_famous and not first:
                return True
            return True if placed and not first else None
        if known.is_famous or placed or governed(row, at, name.cases):
            return True
        if said.is_place and (known.country in _AT_HOME or known.population >= _HEARD_OF):
            return True
        return None if said.is_common else False

    def _is_called_after(self, text: str, row: Sequence[Word], at: int, known: Known) -> bool:
        """Return whether the word only names a street or a quarter: 'на вулиці Хрещатик', 'Індустріальний район'."""
        lists = lexicon().words
        if at and lists["street"].match(row, at - 1) and not known.is_famous:
            return True
        if at + 1 >= len(row) or not apart(text, row[at], row[at + 1]):
            return False
        noun = any(lists[name].match(row, at + 1) for name in ("unit", "front", "street"))
        return noun and forms(row[at].form, self._language).adjective is not None

    def _nearly(
        self, row: Sequence[Word], at: int, part: Sequence[Word]
    ) -> tuple[str, frozenset[str], Known] | None:
        """Return a place of nearly that spelling, where a preposition or a noun says it is one."""
        word = part[0]
        if len(word.form) < 5 or not at:
            return None
        previous = row[at - 1].form
        cases = PREPOSITIONS.get(previous, frozenset())
        called = bool(lexicon().words["place"].match(row, at - 1))
        if not cases and not called:
            return None
        read = [forms(one.form, self._language) for one in part]
        if len(part) == 1 and (read[0].is_person or read[0].is_common):
            return None
        if len(part) == 2 and (read[0].is_person or read[1].is_person or not read[0].adjective):
            return None
        tried = 0
        for combined in product(*(one.nominatives for one in read)):
            held = frozenset.intersection(*(one.cases for one in combined))
            if not (held & cases or (called and held)):
                continue
            tried += 1
            if tried > 4:
                return None
            name = " ".join(one.form for one in combined)
            for match in self._names.fuzzy(name)[:1]:
                if match.row.country in _AT_HOME:
                    return name, held, as_known(match.row)
        return None

    # --- adjectives --------------------------------------------------------------------------

    def _adjective(self, text: str, row: Sequence[Word], at: int, said: Forms) -> Named | None:
        """Return the town of an adjective before an office, an organisation or a front."""
        word = row[at]
        if said.adjective is None or at + 1 >= len(row) or not apart(text, word, row[at + 1]):
            return None
        lists = lexicon().words
        beside = any(
            lists[name].match(row, at + 1)
            for name in ("front", "office", "org", "unit", "place", "pact", "works")
        ) or row[at + 1].form.startswith(("міськ", "городск", "обл", "район"))
        if not beside:
            return None
        town = self._town_of(said.adjective)
        if town is None:
            return None
        return Named(at, at + 1, word.start, word.end, town.name, frozenset(), town, "town")

    def _town(self, adjective: str) -> Known | None:
        found = [self.known(name) for name in towns_of(adjective, self._language)]
        towns = [
            town
            for town in found
            if town is not None and town.kind == "city"
            and (town.population >= _HEARD_OF // 2 or town.country == "UA")
        ]  # fmt: skip
        return max(towns, key=lambda town: town.population, default=None)

    # --- the gazetteer -----------------------------------------------------------------------

    def _known(self, name: str) -> Known | None:
        exonym = lexicon().exonyms.get(name)
        if exonym == "":
            return None
        rows = [m for m in self._names.lookup(exonym or name) if m.quality not in _NOT_ITS_NAME]
        if exonym:  # the list names the place as the gazetteer first does
            rows.sort(key=lambda match: match.quality != "primary")
        return as_known(rows[0].row) if rows else None

    def _listed(self, text: str, found: list[Named]) -> list[Named]:
        """Return the names, those sure that stand in a list with sure ones."""
        kept = list(found)
        for order in (range(1, len(kept)), range(len(kept) - 2, -1, -1)):
            for at in order:
                one = kept[at]
                other = kept[at - 1] if order.step > 0 else kept[at + 1]
                left, right = (other, one) if order.step > 0 else (one, other)
                between = text[left.end : right.start].strip()
                if (
                    not one.is_sure
                    and other.is_sure
                    and other.adjective is None
                    and between in LISTED
                    and one.cases & other.cases
                ):
                    kept[at] = one._replace(is_sure=True)
        return kept

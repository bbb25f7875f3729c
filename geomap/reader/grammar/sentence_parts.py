"""A sentence taken apart: its phrases, its clauses, and which phrases stand in one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from geomap.reader.dates.datelines import dateline_end
from geomap.reader.grammar.phrases import Phrase, before, parsed, partitives
from geomap.reader.wording.actor_words import lexicon
from geomap.reader.wording.grammar_words import (
    ANSWERS,
    AUX,
    BESIDE_TOO,
    BORDERS,
    DETERMINERS,
    FINITE,
    JOINING,
    LIKE,
    OPENERS,
    OPENS_TIME,
    PLURALS,
    PREPOSITIONS,
    PRONOUNS,
    REACTS,
    RELATIVES,
    SAME_FORMS,
    SAYS,
    TELLS_WHEN,
)
from geomap.reader.wording.tokens import Token

_OPENING = 6  # tokens that tell when, before a clause's subject


class Parts:
    """The parts of a sentence; what stands at `ground`, places themselves, acts nowhere."""

    def __init__(self, sentence: str, site: str, ground: frozenset[tuple[int, int]]) -> None:
        self.sentence = sentence
        self.site = site
        self.words = lexicon()
        self.verbs = self.words.verbs[site]
        self.tokens, whole = parsed(sentence)
        opening = dateline_end(sentence)
        self.dateline = sum(token.start < opening for token in self.tokens) if opening else 0
        self.lower = [t.word.lower() for t in self.tokens]
        self.phrases = [p for p in _off_ground(whole, self.tokens, ground) if p.start >= opening]
        self.at: dict[int, int] = {}
        for index, phrase in enumerate(self.phrases):
            for token in range(phrase.first, phrase.last):
                self.at.setdefault(token, index)
        self._owned = {
            token
            for phrase in self.phrases
            if phrase.form == "thing"
            for token in range(phrase.last, phrase.reach)
        }
        # how many verbs stand before each token
        self._verbs_before = [0, *accumulate(self._is_verb(w) or w in REACTS for w in self.lower)]
        self.cuts: list[int] = []
        self.cuts = self._cuts()
        self.dropped: dict[int, int] = {}  # a phrase that stands for another -> that one
        self.ruled = [self._preposition(p) for p in self.phrases]
        self.joined = self._joined()
        self._partitives()

    def token_at(self, start: int) -> int:
        """Return the token that stands at `start`, or the first one after it."""
        return next((i for i, t in enumerate(self.tokens) if t.end > start), len(self.tokens))

    def clause(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return the tokens [first, last) of the clause in which `span` begins."""
        first, last = 0, len(self.tokens)
        for cut in self.cuts:
            if self.tokens[cut].start <= span[0]:
                first = cut
            else:
                last = cut
                break
        return first, last

    def clause_at(self, token: int) -> tuple[int, int]:
        """Return the tokens [first, last) of the clause of a token; past the end: of the last one."""
        return self.clause((self.tokens[min(token, len(self.tokens) - 1)].start, 0))

    def _cuts(self) -> list[int]:
        """Return the tokens at which a new clause begins."""
        cuts = [self.dateline] if self.dateline else []
        for at, word in enumerate(self.lower):
            previous = self.lower[at - 1] if at else ""
            if (
                (
                    at
                    and (previous in (";", "—", "–") or (previous == ":" and not word[0].isdigit()))
                )
                or word in BORDERS
                or (word == "as" and self._opens_clause(at))
                or (word in ("in", "as") and self._answers(at))
                or (
                    word in RELATIVES
                    and at
                    and (previous == "," or previous in REACTS or at - 1 in self.at)
                )
                or (
                    at > 1
                    and self._says(at - 1)
                    and word not in (",", ".", "by", "to", "responsibility")
                )
            ):
                cuts.append(at)
            elif (
                at and word == "," and cuts == cuts[:1] != [] and cuts[0] == 0 and at + 1 in self.at
            ):
                cuts.append(at + 1)  # "After bombers struck the airport, Brussels ..."
            elif at and word == "," and cuts and self.lower[cuts[-1]] in OPENERS:
                # "Two years after the fall of Kabul, gunmen attacked ..."
                is_opening = self._verbs_before[cuts[-1]] == 0
                if self._begins(at + 1) or (is_opening and self._acts(at + 1)):
                    cuts.append(at + 1)
            elif (word == "and" or (word == "then" and previous == ",")) and self._begins(
                self._after_time(at + 1), cuts[-1] if cuts else 0
            ):
                cuts.append(at + 1)
        return sorted(set(cuts))

    def _says(self, at: int) -> bool:
        """Return whether a verb of saying stands at `at`, not as in 'the alleged leader', 'struck alleged camps'."""
        if self.lower[at] not in SAYS or at in self.at:
            return False  # "the United States"
        earlier = self.lower[at - 1] if at else ""
        is_said = self.lower[at].endswith("ed") and (
            earlier in DETERMINERS or earlier in PREPOSITIONS or self._is_verb(earlier)
        )
        return not is_said

    def _answers(self, at: int) -> bool:
        """Return whether 'in retaliation for' or its like stands at `at`, and no more than interrupts."""
        follows = self.lower[at + 1 : at + 4]
        if not any(pair in ANSWERS for pair in pairwise(follows)):
            return False
        return not at or self.lower[at - 1] != "," or "," not in self.lower[at:]

    def _opens_clause(self, at: int) -> bool:
        if at + 1 >= len(self.lower) or self.lower[at + 1] in ("well", "part", "many", "much"):
            return False
        if at and self.lower[at - 1] in LIKE:
            return False
        return any(
            self.verbs.get(self.lower[token]) or self.lower[token] in FINITE
            for token in range(at + 1, min(len(self.lower), at + 10))
        )

    def _begins(self, at: int, low: int = 0) -> bool:
        """Return whether a subject and its verb stand at `at`, after a clause that has a verb."""
        if at >= len(self.tokens) or self._verbs_before[low] == self._verbs_before[at]:
            return False
        if at > 1 and at - 2 in self.at:
            ruler = self._preposition(self.phrases[self.at[at - 2]])
            if ruler in ("between", "by", "of", "with"):
                return False
            if self._agrees(at) or self._ends_series(self.phrases[self.at[at - 2]]):
                return False
        return self._acts(at)

    def _ends_series(self, phrase: Phrase) -> bool:
        """Return whether a comma joins a phrase with the one before it: 'Jordan' in 'Egypt, Jordan and Hamas'."""
        comma = before(self.tokens, phrase.first)
        return comma > 0 and self.lower[comma] == "," and comma - 1 in self.at

    def _agrees(self, at: int) -> bool:
        """Return whether the verb after the one named at `at` is that of many: 'Putin and | Modi are to meet'."""
        phrase = self.phrases[self.at[at]] if at in self.at else None
        if phrase is None or phrase.form not in ("name", "person", "office"):
            return False
        last = self.lower[phrase.last - 1]
        if last.endswith("s") or phrase.last >= len(self.lower) or phrase.kind == "group":
            return False
        word = self.lower[phrase.last]
        return word in PLURALS or (
            word + "s" in self.verbs and not word.endswith("s") and word not in SAME_FORMS
        )

    def _after_time(self, at: int) -> int:
        """Return the token after what tells when or where, from `at` on: 'hours later |', 'on Sunday the |'."""
        end = at
        while end < len(self.lower) and end - at < _OPENING and self.lower[end] in TELLS_WHEN:
            end += 1
        opens = any(word in OPENS_TIME for word in self.lower[at:end])
        if end < len(self.lower) and self.lower[end] == ",":
            end += 1
        return end if opens else at

    def _acts(self, at: int) -> bool:
        """Return whether a subject and its verb stand at `at`."""
        while at < len(self.tokens) and at not in self.at and self._beside(at):
            at += 1
        index = self.at.get(at)
        if index is not None:
            end = self._list_end(index)
        elif at < len(self.lower) and self.lower[at] in PRONOUNS:
            end = at + 1
        else:
            return False
        while end < len(self.lower) and self.lower[end] in AUX | {"later"}:
            end += 1
        if end >= len(self.lower):
            return False
        word = self.lower[end]
        return (
            self._is_verb(word)
            or word in SAYS
            or word in REACTS
            or (word in ("hit", "strikes") and end > at + 1)
        )

    def _list_end(self, index: int) -> int:
        """Return the token after the list that a phrase opens: 'Russia and Turkey | met'."""
        end = max(self.phrases[index].last, self.phrases[index].reach)
        if self.lower[end : end + 1] == ["and"]:
            follows = self.at.get(end + 1)
            if follows is not None and self.phrases[follows].first == end + 1:
                return max(self.phrases[follows].last, self.phrases[follows].reach)
        return end

    def _is_verb(self, word: str) -> bool:
        return word in self.verbs and word not in self.words.nouns

    def _preposition(self, phrase: Phrase) -> str:
        """Return the preposition that rules `phrase`, "" for none."""
        if phrase.form == "pair":
            return ""
        if self.lower[max(0, phrase.first - 2) : phrase.first] in (
            ["those", "of"],
            ["those", "from"],
        ):
            return ""
        beside = self.lower[phrase.first - 1] if phrase.first else ""
        if phrase.form == "person" and phrase.first - 1 in self.at:
            described = self.phrases[self.at[phrase.first - 1]]
            if described.form in ("head", "office") and not described.named:
                return self._preposition(described)  # "led by the warlord Joseph Kony"
        if beside in BESIDE_TOO:
            return beside  # "over eastern Ukraine", while "over 300 rebels" tells how many
        at = before(self.tokens, phrase.first)
        while at >= 0 and self.lower[at] in self.words.inside:
            at -= 1
        if at > 0 and self.lower[at - 1 : at + 1] == ["up", "to"]:
            at -= 2  # "lost up to 300 troops"
        word = self.lower[at] if at >= 0 else ""
        if word == "as" and at in self.cuts and self._acts(at + 1):
            return ""  # "as Afghan forces shelled X"
        if word in ("and", "or") and at and at - 1 not in self.at:
            is_object = any(w in PREPOSITIONS for w in self.lower[max(0, at - 4) : at])
            return word if is_object and at + 1 not in self.cuts else ""
        return word if word in PREPOSITIONS else ""

    def _joined(self) -> list[list[int]]:
        """Return for each phrase those that 'and' or a comma joins with it, itself among them."""
        groups: list[list[int]] = []
        listed = self._listed()
        for index, phrase in enumerate(self.phrases):
            link = before(self.tokens, phrase.first)
            previous = self.phrases[index - 1] if index else None
            if previous and groups and (self._link(previous, link) or index in listed):
                groups[-1].append(index)
                self.ruled[index] = self.ruled[index - 1]
            else:
                groups.append([index])
        found: list[list[int]] = [[] for _ in self.phrases]
        for group in groups:
            for index in group:
                found[index] = group
        return found

    def _link(self, previous: Phrase, link: int) -> bool:
        if previous.form == "pair" and link == before(self.tokens, previous.first):
            return True
        if self._between(previous, link) in JOINING:
            return not self._begins(link + 1, self.clause_at(link)[0]) or not self._in_list(
                previous
            )
        return False

    def _between(self, previous: Phrase, link: int) -> list[str]:
        end = max(previous.last, previous.reach if previous.form == "thing" else previous.last)
        return self.lower[end : link + 1]

    def _listed(self) -> set[int]:
        """Return the phrases that a comma joins with the one before: 'Germany' in 'France, Germany and Britain'.

        A comma joins only where 'and' or 'or' ends the list.
        """
        found: set[int] = set()
        ends, begins = False, False
        for index in range(len(self.phrases) - 1, 0, -1):
            previous, link = self.phrases[index - 1], before(self.tokens, self.phrases[index].first)
            between = self._between(previous, link)
            if between in JOINING:
                ends, begins = True, self._begins(link + 1, self.clause_at(link)[0])
                continue
            ends = ends and between == [","] and link + 1 not in self.cuts
            ends = ends and not (begins and self._in_list(previous))
            if ends and not self._opens(link) and not self._describe(index - 1, index):
                found.add(index)
            else:
                ends = False
        return found

    def _opens(self, comma: int) -> bool:
        """Return whether `comma` ends what opens a clause: 'In Vienna, France and Germany met'."""
        low = self.clause_at(comma)[0]
        opener = self.lower[low]
        is_opener = opener in PREPOSITIONS and opener not in ("between", "among", "like")
        return is_opener and self.lower.index(",", low) == comma

    def _describe(self, first: int, second: int) -> bool:
        """Return whether one of two phrases describes the other: 'Ihor, the envoy', 'the envoy, Ihor'."""
        both = (self.phrases[first], self.phrases[second])
        if {phrase.form for phrase in both} != {"office", "person"}:
            return False
        office = next(phrase for phrase in both if phrase.form == "office")
        owned = any(token.owns for token in self.tokens[office.first : office.last])
        return owned or (office.first > 0 and self.lower[office.first - 1] in DETERMINERS)

    def _in_list(self, previous: Phrase) -> bool:
        """Return whether a verb stands before `previous`: then 'and' may begin a new clause."""
        low = self.clause_at(previous.first)[0]
        return self._verbs_before[previous.first] > self._verbs_before[low]

    def _partitives(self) -> None:
        """Let 'fighters of the M23', 'delegations from Oslo' stand for whom they name."""
        for index in partitives(self.phrases, self.lower):
            self.dropped[index] = index + 1
            for member in self.joined[index + 1]:
                self.ruled[member] = self.ruled[index]
            if len(self.joined[index]) > 1:
                rest = [i for i in self.joined[index] if i != index]
                group = sorted({*rest, *self.joined[index + 1]})
                for member in group:
                    self.joined[member] = group

    def _beside(self, at: int) -> bool:
        word = self.lower[at]
        return before(self.tokens, at + 1) < at or word in self.words.inside or "-" in word


def overlap(phrase: Phrase, span: tuple[int, int]) -> bool:
    """Return whether a phrase and a range of its sentence share a letter."""
    return phrase.start < span[1] and span[0] < phrase.end


def _off_ground(
    found: Iterable[Phrase], toks: Sequence[Token], ground: Iterable[tuple[int, int]]
) -> Iterator[Phrase]:
    """Yield the phrases without the places at `ground`: no 'Tehran', and of 'West Bank soldiers' the last word."""
    spans = sorted(ground)
    for phrase in found:
        under = next((span for span in spans if overlap(phrase, span)), None)
        if under is None:
            yield phrase
        elif phrase.form == "head" and under[1] <= toks[phrase.last - 1].start:
            first = phrase.first
            while toks[first].start < under[1]:
                first += 1
            yield phrase._replace(start=toks[first].start, first=first, named=False)
        elif phrase.form != "person" and not phrase.is_place:
            yield phrase

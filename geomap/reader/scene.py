"""A sentence taken apart: its phrases, its clauses, and who stands where by a verb."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from itertools import accumulate

from geomap.reader.actor_words import lexicon
from geomap.reader.grammar_words import (
    AMOUNTS,
    AUX,
    BE,
    BLAMES,
    BORDERS,
    DETERMINERS,
    FINITE,
    MEANWHILE,
    NO_NOUNS,
    OPENERS,
    PARTITIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SAYS,
    TIES,
)
from geomap.reader.phrases import Phrase, before, parsed

_FAR = 14  # tokens between a verb and what belongs to it


def scene(
    sentence: str,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None,
    site: str,
    places: Sequence[tuple[int, int]],
) -> Scene:
    """Return `sentence` taken apart, as it tells of the event of `mention`.

    All are ranges of `sentence`; `places` are names read as places themselves.
    """
    hidden = frozenset(
        p.start
        for p in parsed(sentence)[1]
        if p.form == "person" and any(p.start < e and s < p.end for s, e in places)
    )
    return _taken_apart(sentence, site, hidden).of_event(mention, trigger)


@lru_cache(maxsize=16)  # the places of one sentence are read one after the other
def _taken_apart(sentence: str, site: str, hidden: frozenset[int]) -> Scene:
    return Scene(sentence, site, hidden)


class Scene:
    """A sentence taken apart, without phrases that start at `hidden`: places, no persons."""

    def __init__(self, sentence: str, site: str, hidden: frozenset[int]) -> None:
        self.sentence = sentence
        self.site = site
        self.words = lexicon()
        self.verbs = self.words.verbs[site]
        self.tokens, whole = parsed(sentence)
        self.lower = [t.word.lower() for t in self.tokens]
        self.phrases = [p for p in whole if p.start not in hidden]
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
        self._verbs_before = [0, *accumulate(self._is_verb(word) for word in self.lower)]
        self.cue: set[int] = set()
        self.clauses: list[tuple[int, int]] = []
        self.cuts: list[int] = []
        self.cuts = self._cuts()
        self.dropped: dict[int, int] = {}  # a phrase that stands for another -> that one
        self.ruled = [self._preposition(p) for p in self.phrases]
        self.joined = self._joined()
        self._partitives()
        self.objects: set[int] = set()

    def of_event(self, mention: tuple[int, int], trigger: tuple[int, int] | None) -> Scene:
        """Return the sentence as it tells of the event of `mention`."""
        made = copy(self)
        start, end = trigger or (0, 0)
        made.cue = {i for i, t in enumerate(self.tokens) if start <= t.start < end}
        both = (self.clause(trigger or mention), self.clause(mention))
        made.clauses = list(dict.fromkeys(both))
        made.objects = set()
        return made

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

    def verb(self, token: int) -> str | None:
        """Return the frame of the verb at `token`; None where it is none."""
        frame = self.verbs.get(self.lower[token])
        if frame is None or token in self.at:
            return None
        previous = self.lower[token - 1] if token else ""
        if previous in DETERMINERS:
            return None  # "the host", "a defeated minister"
        if self.lower[token] not in self.words.nouns:
            return frame
        is_subject = token - 1 in self.at and self.phrases[self.at[token - 1]].form != "thing"
        if is_subject or previous in AUX or previous in RELATIVES or previous in PRONOUNS:
            return frame
        follows = self.lower[token + 1] if token + 1 < len(self.lower) else ""
        if token and self.lower[token - 1] in self.words.things and follows not in PREPOSITIONS:
            return frame
        return None

    def is_passive(self, token: int) -> bool:
        """Return whether the verb at `token` is passive: 'was hit', 'hit by'."""
        if self.lower[token].endswith("ing"):
            return False
        at = token - 1
        while at >= 0 and token - at < 5:
            if self.lower[at] in BE:
                return True
            if self.lower[at] not in AUX and not self.lower[at].endswith("ly"):
                break
            at -= 1
        follows = self.lower[token + 1 : token + 3]
        return follows[:1] == ["by"] or (follows[1:] == ["by"] and follows[0] in MEANWHILE)

    def subject(self, token: int, low: int) -> list[int]:
        """Return the phrases before the verb at `token` that are its subject; [] when none is."""
        previous = self._plain_before(token)
        if previous >= 0 and self.lower[previous] in PRONOUNS:
            return self._speaker(previous)
        if previous >= 0 and self.lower[previous] in RELATIVES:
            return self._antecedent(previous)
        if token - 1 in self.at and self.tokens[token - 2].word.lower() in ("its", "their"):
            owned = self.phrases[self.at[token - 1]]
            if not owned.named and (speaker := self._speaker(owned.first - 1)):
                return speaker
        if self._has_other_subject(token, low):
            return []
        if self.lower[token].endswith("ing") and self.lower[token - 1 : token] in (["of"], ["for"]):
            return self._accused(token, low)
        for at in range(token - 1, low - 1, -1):
            index = self.at.get(at)
            if index is None or self.phrases[index].last - 1 != at:
                if at == low and self.lower[at] in RELATIVES:
                    return self._antecedent(at)
                continue
            phrase = self.phrases[index]
            if index in self.dropped or self.ruled[index] or index in self.objects:
                continue
            if any(self.lower[k] in SAYS for k in range(phrase.last, min(token, phrase.last + 6))):
                continue
            if phrase.form == "thing" or not phrase.owns:
                owned_by = phrase.first and self.lower[phrase.first - 1] in ("its", "their")
                if owned_by and not phrase.named:
                    return self._speaker(phrase.first - 1)
                return self.joined[self._named_before(index)]
        return []

    def _has_other_subject(self, token: int, low: int) -> bool:
        """Return whether a noun that is no phrase stands before the verb: 'drones hit'."""
        if self.lower[token].endswith("ing"):
            return False
        at = token - 1
        while at >= low and (self.lower[at] in AUX or self.lower[at].endswith("ly")):
            if self.lower[at] == "to":
                return False
            at -= 1
        first = at
        while at >= low and at not in self.at and self.lower[at][0].isalpha():
            word = self.lower[at]
            if at in self._owned or word in PREPOSITIONS or word in SAYS or word in NO_NOUNS:
                return False
            if self._is_verb(word) or word.endswith(("ed", "ing")):
                return False
            if word in RELATIVES or word in BORDERS or word == "as":
                return at < first
            at -= 1
        return at < first and (at < low or self.lower[at] in (",", "and", ":", "”", '"'))

    def _accused(self, token: int, low: int) -> list[int]:
        """Return who is accused: 'accused Moscow of shelling'; [] where nobody is."""
        for at in range(token - 2, low - 1, -1):
            if self.lower[at] in BLAMES:
                return self.after(at, token)
        return []

    def _named_before(self, index: int) -> int:
        """Return the phrase that `index` only describes, as in 'Ihor, the envoy, said'; else itself."""
        phrase = self.phrases[index]
        comma = before(self.tokens, phrase.first)
        if (
            index
            and comma > 0
            and self.lower[comma] == ","
            and self.lower[phrase.last : phrase.last + 1] == [","]
        ):
            earlier = self.phrases[index - 1]
            if earlier.last == comma and not self.ruled[index - 1]:
                return index - 1
        return index

    def after(self, token: int, high: int, *, prepositions: Sequence[str] = ()) -> list[int]:
        """Return the phrases that follow `token` directly, or one of `prepositions` after it."""
        wanted = None if prepositions else ""
        for at in range(token + 1, min(high, token + _FAR)):
            index = self.at.get(at)
            if index is None:
                if self._amount(at):
                    continue
                if wanted == "" and self.lower[at] in PREPOSITIONS:
                    return []
                if prepositions and self.verb(at) and self.lower[at] not in prepositions:
                    return []
                if wanted == "" and not self._beside(at):
                    return []
                continue
            index = self.dropped.get(index, index)
            if self.phrases[index].owns and self.phrases[index].form != "thing":
                return []  # "by the UN's man"
            if wanted == "":
                return self.joined[index]
            if self.ruled[index] in prepositions:
                return self.joined[index]
        return []

    def _amount(self, at: int) -> bool:
        pairs = zip(self.lower[max(0, at - 1) : at + 1], self.lower[at : at + 2], strict=False)
        return any(pair in AMOUNTS for pair in pairs)

    def _beside(self, at: int) -> bool:
        word = self.lower[at]
        return before(self.tokens, at + 1) < at or word in self.words.inside or "-" in word

    def _plain_before(self, token: int) -> int:
        at = token - 1
        while at >= 0 and (self.lower[at] in AUX or self.lower[at].endswith("ly")):
            at -= 1
        return at

    def _speaker(self, at: int) -> list[int]:
        """Return who speaks before `at`: 'Russia said it ...'."""
        for token in range(at - 1, max(-1, at - 8), -1):
            if self.lower[token] in SAYS:
                for back in range(token - 1, max(-1, token - 6), -1):
                    if back in self.at and not self.ruled[self.at[back]]:
                        return self.joined[self.at[back]]
                return []
        return []

    def _antecedent(self, relative: int) -> list[int]:
        """Return the phrase right before 'who' or 'which'."""
        at = relative - 1
        if at >= 0 and self.lower[at] == ",":
            at -= 1
        index = self.at.get(at)
        if index is None or index in self.dropped:
            return []
        return self.joined[index]

    def _cuts(self) -> list[int]:
        """Return the tokens at which a new clause begins."""
        cuts = []
        for at, word in enumerate(self.lower):
            previous = self.lower[at - 1] if at else ""
            if (
                (
                    at
                    and (previous in (";", "—", "–") or (previous == ":" and not word[0].isdigit()))
                )
                or word in BORDERS
                or (word == "as" and self._opens_clause(at))
                or (word in RELATIVES and at and (previous == "," or at - 1 in self.at))
                or (previous in SAYS and word not in (",", ".", "responsibility") and at > 1)
            ):
                cuts.append(at)
            elif (
                at and word == "," and cuts == cuts[:1] != [] and cuts[0] == 0 and at + 1 in self.at
            ):
                cuts.append(at + 1)  # "After bombers struck the airport, Brussels ..."
            elif at and word == "," and cuts and self.lower[cuts[-1]] in OPENERS:
                if self._begins(at + 1):
                    cuts.append(at + 1)
            elif word == "and" and self._begins(at + 1, cuts[-1] if cuts else 0):
                cuts.append(at + 1)
        return sorted(set(cuts))

    def _opens_clause(self, at: int) -> bool:
        if at + 1 >= len(self.lower) or self.lower[at + 1] in ("well", "part", "many", "much"):
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
        while at < len(self.tokens) and at not in self.at and self._beside(at):
            at += 1
        index = self.at.get(at)
        if index is None:
            return False
        end = max(self.phrases[index].last, self.phrases[index].reach)
        while end < len(self.lower) and self.lower[end] in AUX | {"later"}:
            end += 1
        if end >= len(self.lower):
            return False
        word = self.lower[end]
        return self._is_verb(word) or word in SAYS or (word in ("hit", "strikes") and end > at + 1)

    def _is_verb(self, word: str) -> bool:
        return word in self.verbs and word not in self.words.nouns

    def _preposition(self, phrase: Phrase) -> str:
        """Return the preposition that rules `phrase`, "" for none."""
        if phrase.form == "pair":
            return ""
        at = before(self.tokens, phrase.first)
        while at >= 0 and self.lower[at] in self.words.inside:
            at -= 1
        word = self.lower[at] if at >= 0 else ""
        if word in ("and", "or") and at and at - 1 not in self.at:
            is_object = any(w in PREPOSITIONS for w in self.lower[max(0, at - 4) : at])
            return word if is_object and at + 1 not in self.cuts else ""
        return word if word in PREPOSITIONS else ""

    def _joined(self) -> list[list[int]]:
        """Return for each phrase those that 'and' or a comma joins with it, itself among them."""
        groups: list[list[int]] = []
        for index, phrase in enumerate(self.phrases):
            link = before(self.tokens, phrase.first)
            previous = self.phrases[index - 1] if index else None
            if previous is not None and self._link(previous, link) and groups:
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
        if previous.form == "pair" and link == previous.first - 1:
            return True
        end = max(previous.last, previous.reach if previous.form == "thing" else previous.last)
        between = self.lower[end : link + 1]
        if between in (["and"], [",", "and"], ["or"], ["as", "well", "as"]):
            return not self._begins(link + 1) or not self._in_list(previous)
        return False

    def _in_list(self, previous: Phrase) -> bool:
        """Return whether a verb stands before `previous`: then 'and' may begin a new clause."""
        return self._verbs_before[previous.first] > 0

    def _partitives(self) -> None:
        """Let 'fighters of the M23', 'delegations from Oslo' stand for whom they name."""
        for index in range(len(self.phrases) - 1):
            phrase, other = self.phrases[index], self.phrases[index + 1]
            generic = phrase.form in ("head", "office") and not phrase.named
            if not generic or other.first - phrase.last > 5:
                continue
            between = self.lower[phrase.last : other.first]
            ties = bool(between) and (between[0] in TIES or between[0] in PARTITIVES)
            if not ties or not other.named or (other.form == "thing"):
                continue
            if other.form == "person" and between[0] not in TIES:
                continue
            self.dropped[index] = index + 1
            for member in self.joined[index + 1]:
                self.ruled[member] = self.ruled[index]
            if len(self.joined[index]) > 1:
                rest = [i for i in self.joined[index] if i != index]
                group = sorted({*rest, *self.joined[index + 1]})
                for member in group:
                    self.joined[member] = group

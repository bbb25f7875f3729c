"""Who stands where by a verb in a sentence taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import lru_cache

from geomap.reader.grammar_words import (
    AMOUNT_WORDS,
    AMOUNTS,
    AUX,
    BE,
    BLAMES,
    BORDERS,
    CONTROL,
    DETERMINERS,
    FELLED,
    HELD,
    HOLDS,
    MEANWHILE,
    NO_NOUNS,
    NOT_DOWNED,
    OWN,
    OWN_DEEDS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTES,
    RELATIVES,
    SAYS,
    SUFFERED,
    WITHOUT_OBJECT,
)
from geomap.reader.phrases import before, parsed
from geomap.reader.sentence_parts import Parts

_GERUND = (",", "and", "after", "before", "while")
_THEN = (["after"], ["before"], ["while"])
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


class Scene(Parts):
    """A sentence taken apart, as it tells of one event."""

    def __init__(self, sentence: str, site: str, hidden: frozenset[int]) -> None:
        super().__init__(sentence, site, hidden)
        self.cue: set[int] = set()
        self.clauses: list[tuple[int, int]] = []
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

    def verb(self, token: int) -> str | None:
        """Return the frame of the verb at `token`; None where it is none."""
        frame = self.verbs.get(self.lower[token])
        if frame is None or token in self.at or token < self.dateline:
            return None
        if self.tokens[token].word == "March":
            return None  # the month
        if frame == "hostile" and self.lower[token] in HOLDS:
            return None if HELD & set(self.lower[token + 1 : token + 4]) else frame
        previous = self.lower[token - 1] if token else ""
        if previous in DETERMINERS or (previous in NOT_DOWNED and self.lower[token] == "down"):
            return None  # "the host", "a defeated minister"
        if self.lower[token] not in self.words.nouns:
            return frame
        if (
            self.lower[token].endswith("ing")
            and (previous in _GERUND or previous in CONTROL)
            and self._has_object(token)
        ):
            return frame  # ', killing two'
        is_subject = token - 1 in self.at and self.phrases[self.at[token - 1]].form != "thing"
        if is_subject or previous in AUX or previous in RELATIVES or previous in PRONOUNS:
            return frame
        follows = self.lower[token + 1] if token + 1 < len(self.lower) else ""
        if token and self.lower[token - 1] in self.words.things and follows not in PREPOSITIONS:
            return frame
        return None

    def _is_what(self, token: int) -> bool:
        """Return whether the verb at `token` tells what was begun or agreed: 'began shelling', 'agreed to pull out'."""
        return self.lower[token - 1] == "to" or self.lower[token].endswith("ing")

    def _has_object(self, token: int) -> bool:
        """Return whether those it was done to, or their number, stand right after the word at `token`."""
        follows = token + 1
        if self._amount(follows) or follows in self.at:
            return True
        return follows < len(self.lower) and (
            self.lower[follows] in DETERMINERS
            or self.lower[follows][0].isdigit()
            or (self._beside(follows) and self.lower[follows] not in PREPOSITIONS)
        )

    def is_passive(self, token: int) -> bool:
        """Return whether the verb at `token` is passive: 'was hit', 'hit by'."""
        if self.lower[token].endswith("ing"):
            return False
        if token and self.lower[token] == "down" and self.lower[token - 1] in FELLED:
            return self.is_passive(token - 1)
        at = token - 1 - (self.lower[token - 1 : token] != [] and self.lower[token - 1] in QUOTES)
        while at >= 0 and token - at < 5:
            if self.lower[at] in BE:
                return True
            if self.lower[at] not in AUX and not self.lower[at].endswith("ly"):
                break
            at -= 1
        if self.lower[token - 1 : token] and self.lower[token - 1] in self.words.nouns:
            reach = self.lower[token + 1 : token + 6]
            if reach[:1] == ["in"] and "by" in reach:
                return True  # 'a deal signed in X by Y'
        follows = self.lower[token + 1 : token + 3]
        if follows[:1] == ["by"] or (follows[1:] == ["by"] and follows[0] in MEANWHILE):
            return True
        return self.lower[token] in SUFFERED and self._lacks_object(token)

    def _lacks_object(self, token: int) -> bool:
        """Return whether a participle lacks object and auxiliary: 'three soldiers killed in a clash'."""
        low = self.clause((self.tokens[token].start, 0))[0]
        subject = self.lower[self._plain_before(token)] if token else ""
        is_relative = any(
            self.lower[at] in RELATIVES and self.lower[at - 1] not in SAYS
            for at in range(max(low, token - 6), token)
        )
        if is_relative or subject in PRONOUNS:
            return False  # "the town that rebels captured in May"
        if any(
            word in ("has", "have", "had", "to") for word in self.lower[max(low, token - 2) : token]
        ):
            return False
        if self._amount(token + 1):
            return False  # "abducted at least 40"
        rest = self.lower[token + 1 : token + 4]
        if self.lower[token] == "shot" and rest[:1] == ["at"]:
            return False
        if rest[:1] in (["dead"], ["down"]):
            del rest[0]
        if rest[:1] in (["and"], ["or"]):
            return not rest[1:] or not (self._is_verb(rest[1]) or rest[1].endswith("ed"))
        return not rest or rest[0] in WITHOUT_OBJECT

    def subject(self, token: int, low: int) -> list[int]:
        """Return the phrases before the verb at `token` that are its subject; [] when none is."""
        if token > low and self.lower[token] == "down" and self.lower[token - 1] in FELLED:
            felled = self._plain_before(token - 1)
            if self.is_passive(token) and felled not in self.at and felled not in self._owned:
                return []  # "two drones were shot down"
            return self.subject(token - 1, low)
        previous = self._plain_before(token)
        if previous >= 0 and self.lower[previous] in PRONOUNS:
            return self._speaker(previous)
        if previous >= 0 and self.lower[previous] in RELATIVES:
            return self._antecedent(previous)
        if (
            previous > 0
            and self.lower[previous] in self.words.things
            and self.lower[previous - 1] in OWN
        ):
            return self._speaker(previous - 1)  # "Unita said its guns had shelled X"
        if token - 1 in self.at and self.tokens[token - 2].word.lower() in ("its", "their"):
            owned = self.phrases[self.at[token - 1]]
            if not owned.named and (speaker := self._speaker(owned.first - 1)):
                return speaker
        if previous >= low and self.lower[previous] in CONTROL and self._is_what(token):
            return self.subject(previous, low)
        if self.lower[token].endswith("ing") and self.lower[token - 1 : token] in _THEN:
            return self._subject_before(token - 1)
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
            acts = phrase.last == token and self.lower[token].endswith("ing")
            if index in self.dropped or self.ruled[index] or (index in self.objects and not acts):
                continue
            if self._is_aside(phrase.first, phrase.last, token):
                continue
            if any(self.lower[k] in SAYS for k in range(phrase.last, min(token, phrase.last + 6))):
                continue
            if phrase.form == "thing" or not phrase.owns:
                owned_by = phrase.first and self.lower[phrase.first - 1] in ("its", "their")
                if owned_by and not phrase.named:
                    return self._speaker(phrase.first - 1)
                return self.joined[self._named_before(index)]
        return []

    def _subject_before(self, border: int) -> list[int]:
        """Return who acts in the clause before 'after' or 'before': 'X fled after attacking Y'; [] where none does."""
        if border == 0:
            return []
        low = self.clause((self.tokens[border - 1].start, 0))[0]
        for at in range(low, border):
            if self.verb(at):
                return self.subject(at, low)
        first = next((self.at[at] for at in range(low, border) if at in self.at), None)
        return [] if first is None or self.ruled[first] else self.joined[first]

    def _is_aside(self, first: int, last: int, token: int) -> bool:
        """Return whether a phrase stands in an aside before the verb at `token`: 'X, backed by Y, attacked'."""
        if "," not in self.lower[last:token]:
            return False
        for at in range(first - 1, max(0, first - 20), -1):
            if self._is_verb(self.lower[at]):
                return False
            if self.lower[at] == "," and self._is_participle(at + 1):
                return True
        return False

    def _is_participle(self, at: int) -> bool:
        """Return whether the word there tells what others did: 'condemned', 'seen', 'backed'."""
        word = self.lower[at]
        is_past = word.endswith("ed") or word in ("seen", "known", "held", "run", "made", "told")
        return is_past and word not in OWN_DEEDS and self.verbs.get(word) != "hostile"

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
                if prepositions == ("by",) and self._of_another(token, at):
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

    def _of_another(self, token: int, at: int) -> bool:
        """Return whether the word at `at` begins what others did: ', condemned', 'seen by'."""
        if self.lower[at] == ",":
            return at + 1 < len(self.lower) and self._is_participle(at + 1)
        return self.lower[at] == "by" and at - 1 > token and self._is_participle(at - 1)

    def _amount(self, at: int) -> bool:
        if at >= len(self.lower) or self.lower[at] not in AMOUNT_WORDS:
            return False
        pairs = zip(self.lower[max(0, at - 1) : at + 1], self.lower[at : at + 2], strict=False)
        return any(pair in AMOUNTS for pair in pairs)

    def _plain_before(self, token: int) -> int:
        at = token - 1
        while at >= 0 and (self.lower[at] in AUX or self.lower[at].endswith("ly")):
            at -= 1
        return at

    def _speaker(self, at: int) -> list[int]:
        """Return who speaks before `at`: 'Russia said it ...'."""
        for token in range(at - 1, max(-1, at - 8), -1):
            if self._says(token):
                last = token - 1
                if (
                    last > 0
                    and self.lower[last] == ")"
                    and "(" in self.lower[max(0, last - 4) : last]
                ):
                    last = max(k for k in range(last) if self.lower[k] == "(") - 1  # 'X (ABC) said'
                if self.lower[last] == "," and "," in self.lower[max(0, last - 12) : last]:
                    # 'X, which Y backs, said'
                    last = max(k for k in range(last) if self.lower[k] == ",") - 1
                for back in range(last, max(-1, last - 5), -1):
                    if back in self.at and not self.ruled[self.at[back]]:
                        speakers = self.joined[self.at[back]]
                        is_one = self.lower[at] in ("he", "she", "it", "its")
                        is_person = self.phrases[self.at[back]].kind == "person"
                        if self.lower[at] in ("he", "she") and not is_person:
                            return []
                        return [] if is_one and len(speakers) > 1 else speakers
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

"""Who stands where by a verb in a sentence taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import lru_cache

from geomap.reader.grammar.phrases import before, parsed
from geomap.reader.grammar.sentence_parts import overlap
from geomap.reader.grammar.sentence_verbs import Verbs
from geomap.reader.wording.grammar_words import (
    ASIDES,
    AUX,
    BLAMES,
    BORDERS,
    CONTROL,
    FELLED,
    LAUNCHED,
    NO_NOUNS,
    OWN,
    OWN_DEEDS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SAYS,
)

_THEN = (["after"], ["before"], ["while"])
_AMONG = ("including", "diplomatic")  # 'a committee including Hamas met'
_ASIDE = 25  # tokens in an aside
FAR = 14  # tokens between a verb and what belongs to it
_DEEP = 20  # verbs that one subject may have: "X met Y and left and ..."


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
    whole = parsed(sentence)[1]
    ground = {span for span in places if any(overlap(p, span) for p in whole)}
    if any(overlap(p, mention) and p.end > mention[1] for p in whole):
        ground.add(mention)
    return _taken_apart(sentence, site, frozenset(ground)).of_event(mention, trigger, places)


@lru_cache(maxsize=16)  # the places of one sentence are read one after the other
def _taken_apart(sentence: str, site: str, ground: frozenset[tuple[int, int]]) -> Scene:
    return Scene(sentence, site, ground)


class Scene(Verbs):
    """A sentence taken apart, as it tells of one event."""

    def __init__(self, sentence: str, site: str, ground: frozenset[tuple[int, int]]) -> None:
        super().__init__(sentence, site, ground)
        self.cue: set[int] = set()
        self.mention = 0
        self.elsewhere: list[int] = []
        self.clauses: list[tuple[int, int]] = []
        self.objects: set[int] = set()
        self._subjects: dict[tuple[int, int, int], list[int]] = {}
        self._depth = 0

    def of_event(
        self,
        mention: tuple[int, int],
        trigger: tuple[int, int] | None,
        places: Sequence[tuple[int, int]],
    ) -> Scene:
        """Return the sentence as it tells of the event of `mention`, with the other `places` in it."""
        made = copy(self)
        made.mention = self.token_at(mention[0])
        made.elsewhere = sorted({self.token_at(start) for start, _ in places} - {made.mention})
        start, end = trigger or (0, 0)
        made.cue = {i for i, t in enumerate(self.tokens) if start <= t.start < end}
        both = (self.clause(trigger or mention), self.clause(mention))
        made.clauses = list(dict.fromkeys(both))
        made.objects = set()
        made._subjects = {}
        return made

    def subject(self, token: int, low: int) -> list[int]:
        """Return the phrases before the verb at `token` that are its subject; [] when none is."""
        key = (token, low, len(self.objects))  # who is an object acts no more
        if key not in self._subjects:
            self._depth += 1
            self._subjects[key] = self._subject(token, low) if self._depth <= _DEEP else []
            self._depth -= 1
        return self._subjects[key]

    def _subject(self, token: int, low: int) -> list[int]:
        """Return what `subject` keeps."""
        if token > low and self.lower[token] == "down" and self.lower[token - 1] in FELLED:
            felled = self._plain_before(token - 1)
            if self.is_passive(token) and felled not in self.at and felled not in self._owned:
                return []  # "two drones were shot down"
            return self.subject(token - 1, low)
        if self.lower[token] in LAUNCHED and self.lower[token - 1] in self.words.things:
            return self._owners_of(token)  # "downed drones launched from X"
        previous = self._plain_before(token)
        if previous >= 0 and self.lower[previous] in PRONOUNS:
            return self._speaker(previous) or self._resumed(previous)
        if previous >= 0 and self.lower[previous] in RELATIVES:
            return self._antecedent(previous)
        if previous > 0 and self.lower[previous] in self.words.things:
            if self.lower[previous - 1] in OWN:
                return self._speaker(previous - 1)  # "Unita said its guns had shelled X"
            if self.lower[previous - 1] == "whose":
                return self._antecedent(previous - 1)
        if owner := self._owner(previous):
            return owner
        if token - 1 in self.at and self.tokens[token - 2].word.lower() in ("its", "their"):
            owned = self.phrases[self.at[token - 1]]
            if not owned.named and (speaker := self._speaker(owned.first - 1)):
                return speaker
        if previous >= low and self.lower[previous] in CONTROL and self._is_what(token):
            return self.subject(previous, low)
        if self.lower[token].endswith("ing") and self.lower[token - 1 : token] in _THEN:
            return self.subject_before(token - 1)
        if self._has_other_subject(token, low):
            return []
        interrupted = self._interrupted(token)
        if interrupted is not None:
            return interrupted
        if previous > 0 and self.lower[previous] in ("and", "but", "then"):
            earlier = self._verb_before(previous)
            subject = self.subject(*earlier) if earlier else []
            if subject:
                return subject
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
            is_ruled = self.ruled[index] and (self.ruled[index], self.site) != _AMONG
            if index in self.dropped or is_ruled or (index in self.objects and not acts):
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

    def _owners_of(self, reach: int) -> list[int]:
        """Return whose the things are that end before `reach`: 'Russian drones |'; [] for nobody's."""
        return [
            index
            for index, phrase in enumerate(self.phrases)
            if phrase.form == "thing" and phrase.reach == reach
        ]

    def _owner(self, at: int) -> list[int]:
        """Return whose the nameless phrase at `at` is: 'Russia, whose troops | invaded X'; [] for nobody's."""
        owned = self.phrases[self.at[at]] if at in self.at else None
        if owned is None or owned.named or not owned.first:
            return []
        is_whose = self.lower[owned.first - 1] == "whose"
        return self._antecedent(owned.first - 1) if is_whose else []

    def _verb_before(self, at: int) -> tuple[int, int] | None:
        """Return the verb before `at` in its clause, and where that clause begins: 'X took A and | lost B'."""
        low = self.clause_at(at - 1)[0]
        verb = next((t for t in range(at - 1, low - 1, -1) if self.verb(t)), None)
        return None if verb is None else (verb, low)

    def _resumed(self, pronoun: int) -> list[int]:
        """Return whom 'they' or 'it' names that opens the next clause: 'rebels took X and they burned Y'."""
        opening = max((cut for cut in self.cuts if cut <= pronoun), default=0)
        if not opening or self.lower[opening - 1] not in ("and", "but"):
            return []
        earlier = self._verb_before(opening - 1)
        subject = self.subject(*earlier) if earlier else []
        if not subject or self.lower[pronoun] not in ("they", "it"):
            return []
        last = self.phrases[subject[-1]]
        many = len(subject) > 1 or self.lower[last.last - 1].endswith("s")
        return subject if many == (self.lower[pronoun] == "they") else []

    def _interrupted(self, token: int) -> list[int] | None:
        """Return who acts before an aside that ends at the verb: 'X, who back Y, attacked'; None without an aside."""
        comma = token - 1
        while comma > 0 and (self.lower[comma] in AUX or self._leads_on(comma)):
            comma -= 1
        if comma <= 0 or self.lower[comma] != "," or self.lower[token].endswith("ing"):
            return None
        for at in range(comma - 1, max(0, comma - _ASIDE), -1):
            if self.lower[at] == ",":
                is_aside = self.lower[at + 1] in RELATIVES or self.lower[at + 1] in ASIDES
                return self._antecedent(at + 1) if is_aside else None
        return None

    def _leads_on(self, at: int) -> bool:
        """Return whether the word there only leads to a verb: 'to', 'offered to', 'later'."""
        return self.lower[at].endswith("ly") or (
            self.lower[at].endswith("ed") and self.lower[at + 1] == "to"
        )

    def _is_what(self, token: int) -> bool:
        """Return whether the verb at `token` tells what was begun or agreed: 'began shelling', 'agreed to pull out'."""
        return (
            self.lower[token - 1] == "to"
            or self.lower[token - 2 : token] == ["to", "have"]
            or self.lower[token].endswith("ing")
        )

    def subject_before(self, border: int) -> list[int]:
        """Return who acts in the clause before 'after' or 'before': 'X fled after attacking Y'; [] where none does."""
        if border == 0:
            return []
        low = self.clause_at(border - 1)[0]
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
        for at in range(token + 1, min(high, token + FAR)):
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
                        phrase = self.phrases[self.at[back]]
                        last_word = self.lower[phrase.last - 1]
                        is_many = last_word.endswith("s") and last_word in self.words.heads
                        is_one_person = phrase.kind == "person" and not is_many
                        if self.lower[at] in ("he", "she") and not is_one_person:
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

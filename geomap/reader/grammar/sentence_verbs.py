"""Which words of a sentence are verbs of its table, and which of them are passive."""

from __future__ import annotations

from geomap.reader.grammar.sentence_parts import Parts
from geomap.reader.wording.grammar_words import (
    AMOUNT_WORDS,
    AMOUNTS,
    AUX,
    BE,
    CONTROL,
    DETERMINERS,
    FELLED,
    HELD,
    HOLDS,
    MEANWHILE,
    NOT_DOWNED,
    OUSTED,
    PREPOSITIONS,
    PRONOUNS,
    QUOTES,
    RELATIVES,
    SAYS,
    SUFFERED,
    WITHOUT_OBJECT,
)

_GERUND = (",", "and", "after", "before", "while")


class Verbs(Parts):
    """A sentence taken apart, with its verbs."""

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
        beside = self.phrases[self.at[token - 1]] if token - 1 in self.at else None
        is_subject = beside is not None and beside.form != "thing" and not beside.owns
        if is_subject or previous in AUX or previous in RELATIVES or previous in PRONOUNS:
            return frame
        follows = self.lower[token + 1] if token + 1 < len(self.lower) else ""
        if token and self.lower[token - 1] in self.words.things and follows not in PREPOSITIONS:
            return frame
        return None

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
        is_ousted = self.lower[token] in OUSTED and follows[:1] in (["out"], ["from"], ["back"])
        return (is_ousted and not self._is_had(token)) or (
            self.lower[token] in SUFFERED and self._lacks_object(token)
        )

    def _is_had(self, token: int) -> bool:
        """Return whether the participle at `token` follows 'has' or 'had'."""
        return not {"has", "have", "had"}.isdisjoint(self.lower[max(0, token - 3) : token])

    def _lacks_object(self, token: int) -> bool:
        """Return whether a participle lacks object and auxiliary: 'three soldiers killed in a clash'."""
        low = self.clause_at(token)[0]
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

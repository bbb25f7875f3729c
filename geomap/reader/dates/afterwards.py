"""Whether a sentence's day is that of a trial, a funeral, a wreath: of what an event led to long after.

'A man was jailed on Monday for the attack in X' dates the sentence, and 'survivors of the siege of X
marched on Monday' their march; the event was some time before. The words are in dates.toml.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.wording.cues import inflected

_JOINS = (
    r"(?:of|from|over|for|into|about|after|to|who|whose|killed|wounded|shot|slain|murdered|lost)"
)
_FAR, _BESIDE = 140, 12  # code points between such a word, a day, and the event
# What may not stand between them: another clause, or a verb whose subject the word is.
_APART = re.compile(
    r"[;:()]|,(?!\s+(?:accused|suspected|killed|shot|wounded|who|whose)\b)"
    r"|\b(?:and|but|as|while|when|before|amid|was|were|is|are|has|have|had|will|would|triggered|sparked|led|prompted"
    r"|caused|ignited|drew|became|turned)\b"
    r"|\b(?!(?:accused|suspected|convicted|charged|killed|wounded|injured|involved|linked|blamed|tied|captured|murdered"
    r"|tortured|massacred|executed|buried|alleged|failed|foiled|armed|united|died|served)\b)[a-z]{2,}ed\b"
)
_JOINED = re.compile(rf"\b(?:{_JOINS}|in|on|at|that|during|accused)\b")
_NOUN_JOINED = re.compile(rf"\b{_JOINS}\b")
# A verb between the event and a day: the day is this verb's.
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|can|may|might|begins?|began|opens?|starts?|ends?|resumes?|closes?"
    r"|held|won|met|went|came|took|wept|laid|gave|got|heard|told|found|saw|stood|sat|made|[a-z]{2,}ed)\b"
)
# What the survivors, the trial itself did: 'victims of the flood fled X'
_ACTS = re.compile(
    r"(?!(?:killed|wounded|injured|shot|captured|murdered|massacred|executed|besieged|wrecked)\b)"
    r"(?:[a-z]{2,}ed|fought|took|hit|fell|struck|shot|overran|swept|broke|burnt|beat|won|lost)\b"
)
_STRIKES = re.compile(
    r"\b(?:killed|shot|attacked|bombed|stormed|shelled|struck|hit|fired|ambushed|raided|seized|captured|wounded)\b"
)
_RELATIVE = re.compile(r"\b(?:who|whose|that|which|after|since|where)\b")
_ASIDE = re.compile(r",?\s+(?:which|that|who|whose|where|when)\b")
_AT_ONCE = re.compile(
    r"\b(?:hospitals?|clinics?|rushed|rescued|evacuated|pulled|ferried|died|dead)\b"
)
_ITS_NOUN = re.compile(r"(?:['’]s?)?\s+(?:[\w-]{1,30}\s+){0,2}?$")
# 'the May attack', "Monday's killings": the event's own
_OF_THE_EVENT = re.compile(
    rf"['’]s?\s|\s+(?:(?!(?:{_JOINS}|on|in|at|the|an?|that|this|his|her|their|its|those|these)\s)[\w-]+\s+){{0,2}}?"
    rf"{EVENT_NOUN}\b"
)
_NEXT_CLAUSE = re.compile(r"[;:]|\b(?:and|but|as|while|when|where)\b")
_YEARS_SINCE = re.compile(
    r"\b(?:years?(?:\s+(?:on\s+)?\w+day)?\s+(?:since|ago)|anniversary\s+(?:of|since))\b[^,;:.]*$",
    re.I,
)
_ANNIVERSARY = re.compile(r"(?:anniversary|centenary)$", re.I)


_LETTERS = re.compile(r"[a-z]+")


class _Word(NamedTuple):
    start: int
    end: int
    verb: bool
    joined: bool  # what joins it to the event is in the words themselves
    late: bool  # a day beside the event is its own, too


class Afterwards:
    """What a sentence tells of the time after one of its events."""

    def __init__(
        self, sentence: str, mention: tuple[int, int], trigger: tuple[int, int] | None
    ) -> None:
        self._sentence = sentence
        self._event = _event(sentence, mention, trigger)
        words = _words(sentence) if self._event and trigger else ()
        self._words = [
            word for word in words if trigger and not word.start <= trigger[0] < word.end
        ]
        self._leading = [word for word in self._words if self._leads(word)]

    def tells(self) -> bool:
        """Return whether the sentence looks back at the event, from whatever day."""
        return bool(self._leading)

    def dates(self, expression: tuple[int, int], *, of_a_year: bool) -> bool:
        """Return whether the date is that of what came long after the event.

        `of_a_year`: it names its year.
        """
        if self._event is None:
            return False
        start, end = self._event
        if expression[1] <= start:
            return self._before(expression)
        if expression[0] < end:
            return False
        told = self._sentence[slice(*expression)]
        if _ANNIVERSARY.search(told) or self._behind(expression):
            return True
        late = not of_a_year and any(word.late for word in self._leading)
        return late and expression[0] - end < _BESIDE

    def _leads(self, word: _Word) -> bool:
        """Return whether the word leads up to the event: 'jailed a man for the attack'."""
        assert self._event is not None
        if not 0 <= self._event[0] - word.end <= _FAR:
            return False
        between = self._sentence[word.end : self._event[0]]
        joins = _JOINED if word.verb else _NOUN_JOINED
        if _APART.search(between) or not (word.joined or joins.search(between)):
            return False
        acts = _ACTS.match(self._sentence, self._event[0]) is not None
        return not acts or word.verb or _RELATIVE.search(between) is not None

    def _before(self, date: tuple[int, int]) -> bool:
        assert self._event is not None
        between = self._sentence[date[1] : self._event[0]]
        if len(between) > _FAR * 2 or _OF_THE_EVENT.match(self._sentence, date[1]):
            return False
        if _ANNIVERSARY.search(self._sentence[slice(*date)]):
            return bool(re.search(r"[,;:]", between) or _NEXT_CLAUSE.search(between))
        if _YEARS_SINCE.search(between):
            return True
        return any(
            (date[1] <= word.start and not self._strikes(date[1], word))
            or (word.end <= date[0] and not _NEXT_CLAUSE.search(between))
            for word in self._leading
        )

    def _strikes(self, start: int, word: _Word) -> bool:
        """Return whether another attack is told of from `start` on, before a noun: its day stays."""
        return not word.verb and _STRIKES.search(self._sentence, start, word.start) is not None

    def _behind(self, date: tuple[int, int]) -> bool:
        assert self._event is not None
        between = self._sentence[self._event[1] : date[0]]
        if len(between) > _FAR * 2 or _is_in_an_aside(between) or _AT_ONCE.search(between):
            return False
        told_in = self._sentence[slice(*self._event)]  # 'X that gunmen': its verb is the event's
        if self._leading and not _RELATIVE.search(told_in) and _FINITE.search(between):
            return True
        last = [w for w in self._words if w.verb and self._event[1] <= w.start < date[0]][-1:]
        return bool(last) and not _NEXT_CLAUSE.search(self._sentence, last[0].end, date[0])


def _event(
    sentence: str, mention: tuple[int, int], trigger: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return where the event is told: its own words and the place; None where they stand apart."""
    if trigger is None:
        return None
    if trigger[0] <= mention[0]:
        return trigger[0], mention[1]
    near = _ITS_NOUN.fullmatch(sentence, mention[1], trigger[0])
    return (mention[0], trigger[1]) if near else None


def _is_in_an_aside(between: str) -> bool:
    """Return whether a relative clause that opens in `between` isn't closed there."""
    opened = list(_ASIDE.finditer(between))
    return bool(opened) and "," not in between[opened[-1].end() :]


@lru_cache(maxsize=8)  # a sentence's mentions come one after another
def _words(sentence: str) -> tuple[_Word, ...]:
    pattern, late, hints = _lexicon()
    if hints.isdisjoint(_LETTERS.findall(sentence.lower())):
        return ()
    return tuple(
        _Word(
            match.start(),
            match.end(),
            verb=match["verb"] is not None,
            joined=match["joined"] is not None,
            late=match.group().lower().removesuffix("s") in late,
        )
        for match in pattern.finditer(sentence)
    )


@cache
def _lexicon() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    """Return the pattern of the words of dates.toml, which of them are late, and a word that each holds."""
    table = tomllib.loads(
        files("geomap.reader.dates").joinpath("dates.toml").read_text(encoding="utf-8")
    )
    irregular = {verb: forms.split() for verb, forms in table["irregular"].items()}
    lists = {name: _listed(listed) for name, listed in table["afterwards"].items()}
    verbs = [
        " ".join((form, *rest))
        for first, *rest in (entry.lstrip("~").split() for entry in lists["verbs"])
        for form in inflected(first, irregular)
        if form not in (first, f"{first}s")  # 'jail', 'sentences': nouns
    ]
    verbs += [entry.lstrip("~") for entry in lists["verbs"] if " " in entry]
    to_do = [entry.lstrip("~") for entry in lists["verbs"]]
    nouns = [form for noun in lists["nouns"] for form in (noun, f"{noun}s")]
    shown = [
        "|".join(r"\s+".join(map(re.escape, form.split())) for form in sorted(forms, key=len)[::-1])
        for forms in (verbs, lists["joined"], nouns, to_do)
    ]
    pattern = re.compile(
        rf"\b(?:(?P<verb>(?:{shown[0]})(?!\s+mines?)|(?:(?<=will )|(?<=would )|(?<=to )|(?<=may ))(?:{shown[3]}))|(?P<joined>{shown[1]})|(?:{shown[2]}))\b",
        re.I,
    )
    held = (
        max(_LETTERS.findall(form), key=len) for form in (*verbs, *to_do, *lists["joined"], *nouns)
    )
    return pattern, frozenset(lists["late"]), frozenset(held)


def _listed(text: str) -> list[str]:
    return [entry for part in text.split(",") if (entry := " ".join(part.split()))]

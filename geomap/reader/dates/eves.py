"""Dates told by an event that the text has dated: 'on the eve of the vote', 'on the morning of the signing'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.dates.expressions import Expression, with_made
from geomap.reader.dates.meanings import Days

_NOUN = (
    rf"(?:{EVENT_NOUN}|signing|vote|elections?|polls?|referendum|parade|departure|arrival|funeral)"
)
_EVE = re.compile(
    r"\bon\s+the\s+(?:very\s+)?(?P<part>eve|day|morning|afternoon|evening|night)\s+of\s+(?:the|its|his|her|their|those|that)\s+"
    rf"(?:[\w’'-]+\s+){{0,3}}?(?P<noun>{_NOUN})\b",
    re.I,
)
_A_NOUN = re.compile(rf"\b{_NOUN}\b")
_ENDING = re.compile(r"(?:ings?|ions?|ed|e?s|e|y)$")
_SHORT = 4  # letters that tell a word
_ITS_DAY = re.compile(r"(?:\s+(?!and\b|but\b)[\w’'.-]+){0,6}?\s+(?:on\s+|of\s+)?")
_A_DAY = timedelta(days=1)


def stems(sentence: str, start: int, end: int) -> Iterator[str]:
    """Yield what words for the events named in that part of `sentence` begin with, a space before it."""
    for match in _A_NOUN.finditer(sentence, start, end):
        yield _stem(match.group())


def _stem(noun: str) -> str:
    cut = _ENDING.sub("", noun.lower())
    return f" {cut if len(cut) >= _SHORT else noun.lower()}"


def on_the_eve(
    sentence: str,
    found: list[Expression],
    day_of: Callable[[str], date | None],
    last_day: date | None,
) -> list[Expression]:
    """Return `found` with days told by an event's: that of its sentence, of the text before, or the last named."""
    placed = found
    for match in _EVE.finditer(sentence):
        told = next((e for e in found if _ITS_DAY.fullmatch(sentence, match.end(), e.start)), None)
        if told is not None and told.days.unit == "day":
            day: date | None = told.days.begin
            placed = [e for e in placed if e is not told]
        else:
            day = day_of(_stem(match["noun"])) or last_day
        if day is None:
            continue
        if match["part"].lower() == "eve":
            day -= _A_DAY
        days = Days(day, day, "day")
        placed = with_made(placed, Expression(match.start(), match.end(), match.group(), days))
    return placed

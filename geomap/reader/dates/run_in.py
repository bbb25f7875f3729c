"""Days that open the paragraphs of a chronology: 'Monday 12. Shells fell ...', 'Jan 3 - Troops entered ...'."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from geomap.reader.dates.meanings import day_number, weekday_number
from geomap.reader.dates.patterns import DAY, MONTH, WEEKDAY, YEAR

_LEAST = 3  # paragraphs that make a chronology
_TWO_MONTHS = 62  # days
_OPENS = re.compile(
    r"(?:[•▪*–—-]\s*)?(?P<date>"
    rf"(?:{WEEKDAY},?\s+)?(?:{DAY}\s+(?:of\s+)?{MONTH}|{MONTH}\s+{DAY})(?:,?\s+{YEAR})?"
    rf"|(?P<wd>{WEEKDAY})(?:,?\s+(?:the\s+)?(?P<d>{DAY}))?"
    r")(?:\s?[.:]|\s?[–—]|\s-)\s+(?=\S)"
)


class Opened(NamedTuple):
    """A paragraph that its day opens."""

    start: int
    end: int  # past its last code point
    day: date
    text: str


def opened(
    text: str,
    lines: list[tuple[int, int]],
    published: date | None,
    read: Callable[[str], date | None],
) -> list[Opened]:
    """Return the paragraphs of a chronology in `text`, whose `lines` are ranges; none where it holds none.

    `read` gives the day that words with a month mean. Their days go on, or back, from one to the next.
    """
    found = []
    for start, end in lines:
        match = _OPENS.match(text, start, end)
        if match is None:
            continue
        day = _on_weekday(match, published) if match["wd"] else read(match["date"])
        if day is not None:
            found.append(Opened(start, end, day, match["date"]))
    steps = [after.day - before.day for before, after in pairwise(found)]
    nothing = timedelta(0)
    goes = all(step >= nothing for step in steps) or all(step <= nothing for step in steps)
    return found if len(found) >= _LEAST and goes and any(steps) else []


def _on_weekday(match: re.Match[str], published: date | None) -> date | None:
    """Return the last such weekday up to `published`; one of a day's number where the words tell it."""
    if published is None:
        return None
    number = match["d"] and day_number(match["d"])
    for back in range(_TWO_MONTHS):
        day = published - timedelta(days=back)
        if day.weekday() == weekday_number(match["wd"]) and number in (None, day.day):
            return day
    return None

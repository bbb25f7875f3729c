"""The days an EDTF date allows."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

Interval = tuple[date, date]


@lru_cache(maxsize=4096)
def interval(edtf: str | None) -> Interval:
    """Return the first and last day of an EDTF date; `date.min` and `date.max` where it is open.

    None, and what is no date, is open on both sides.
    """
    if edtf is None:
        return date.min, date.max
    first, slash, last = edtf.partition("/")
    return _first_day(first), _last_day(last if slash else first)


def _first_day(text: str) -> date:
    parts = _numbers(text)
    return date(parts[0], parts[1] or 1, parts[2] or 1) if parts else date.min


def _last_day(text: str) -> date:
    parts = _numbers(text)
    if parts is None:
        return date.max
    year, month, day = parts
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of an EDTF date, zero where it has none; None when it is open."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day

"""What is named by the year or month of publication: 'the spring of last year', 'the 21st of last month', 'the new year'."""

from __future__ import annotations

import re
from datetime import date

from geomap.reader.dates.meanings import SEASONS, STEPS, Days, When, month_days, shift

_EARLY_MONTHS = 2  # so long a new year is new


def season_of_year(match: re.Match[str], when: When) -> Days | None:
    """'The spring of last year'."""
    if when.day is None:
        return None
    first, last = SEASONS[match["season"].lower()]
    found = when.day.year + STEPS[match["of"].lower()]
    return Days(*month_days(found, first, (found, last)), "month")


def new_year(match: re.Match[str], when: When) -> Days | None:  # noqa: ARG001
    """'In the new year': the one that comes, or has just begun."""
    if when.day is None:
        return None
    just_begun = when.day.month <= _EARLY_MONTHS
    if not (just_begun or when.future):
        return None
    found = when.day.year + (not just_begun)
    return Days(date(found, 1, 1), date(found, 12, 31), "year")


def this_time(match: re.Match[str], when: When) -> Days | None:
    """'This time last year': the same month of it."""
    if when.day is None:
        return None
    found = when.day.year + STEPS[match["which"].lower()]
    return Days(*month_days(found, when.day.month), "month")


def day_of_month(match: re.Match[str], when: When) -> Days | None:
    """'The 21st of last month'."""
    if when.day is None:
        return None
    first = shift(when.day, STEPS[match["which"].lower()], "month")[0]
    found = first.replace(day=int(match["d"]))
    return Days(found, found, "day")

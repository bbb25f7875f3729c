"""Parts of months and years, and what is named by those of publication: 'late April', 'the 21st of last month'."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geomap.reader.dates.meanings import (
    PARTS,
    SEASONS,
    STEPS,
    Days,
    When,
    group,
    month_days,
    month_number,
    shift,
    year_of,
)

_EARLY_MONTHS = 2  # so long a new year is new
_ONE_DAY = timedelta(days=1)
# What is part of a month or a year, before 'of': without groups.
PART_OF = (
    r"(?:(?:very\s+)?(?:start|beginning|middle|end|close)"
    r"|(?:very\s+)?(?:first|second|third|fourth|last|final|opening|closing|latter)\s+"
    r"(?:half|weeks?|fortnight|(?:few\s+|ten\s+)?days))"
)
_THIRDS = {
    **{"early": 0, "start": 0, "beginning": 0, "mid": 1, "middle": 1},
    **{"late": 2, "end": 2, "close": 2},
}
_TEN = 10  # days; the last third of a month goes on to its end
_HALF = 15  # the day of the month up to which its first half lasts
_WEEKS = {"week": 7, "weeks": 14, "fortnight": 14}
_MONTHS_OF = {
    **{"early": (1, 3), "late": (10, 12), "start": (1, 1), "beginning": (1, 1)},
    **{"middle": (6, 7), "end": (12, 12), "close": (12, 12)},
}


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


def since_new_year(match: re.Match[str], when: When) -> Days | None:  # noqa: ARG001
    """'Since the new year', 'since the start of the year': its first day."""
    if when.day is None:
        return None
    first = when.day.replace(month=1, day=1)
    return Days(first, first, "day")


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


def is_part_of_month(days: Days) -> bool:
    """Return whether what is told in months is no whole one: 'late April'."""
    first, last = month_days(days.begin.year, days.begin.month)
    return (
        days.unit == "month" and days.finish <= last and (days.begin, days.finish) != (first, last)
    )


def part_of_month(match: re.Match[str], when: When) -> Days | None:
    """'Late April', 'the first week of May 2014', 'the end of the month': a third, a week or a half of it."""
    month = _month(match, when)
    if month is None:
        return None
    begin, finish = _part(month[0], match)
    if when.day is not None and not when.future:
        if group(match, "which") == "the" and begin > when.day:
            return None  # what has been isn't at the end of this month
        if begin <= when.day:
            finish = min(finish, when.day)
    return Days(begin, finish, "month", stated=month[1])


def _month(match: re.Match[str], when: When) -> tuple[date, bool] | None:
    """Return the first day of the month named, and whether the text gives its year."""
    named, which = group(match, "m"), group(match, "which")
    if named is None or which:
        if when.day is None:
            return None
        step, base = STEPS.get((which or "").lower(), 0), when.day.replace(day=1)
        if named is None:
            return shift(base, step, "month")[0], False
        return date(base.year + step, month_number(named), 1), False
    month = month_number(named)
    # Of this year, if that part has begun; of what is to come, if it isn't over.
    edge = _part(date(2023, month, 1), match)[1 if when.future else 0]
    found = year_of(match, when, month, edge.day)
    return found and (date(found[0], month, 1), found[1])


def _part(first: date, match: re.Match[str]) -> tuple[date, date]:
    """Return the days of the part of the month that begins with `first`."""
    last = month_days(first.year, first.month)[1]
    words = (group(match, "part") or match["of"]).lower().split()
    unit = words[-1]
    nth = next((PARTS[word] for word in words if word in PARTS), None)  # None: at its end
    if unit == "half":
        middle = first.replace(day=_HALF)
        return (first, middle) if nth == 1 else (middle + _ONE_DAY, last)
    if unit in _WEEKS:
        long = _WEEKS[unit] * _ONE_DAY
        begin = first + (nth - 1) * long if nth else last + _ONE_DAY - long
        return begin, min(begin + long - _ONE_DAY, last)
    third = _THIRDS.get(unit, min(nth - 1, 2) if nth else 2)
    begin = first + third * _TEN * _ONE_DAY
    return begin, last if third > 1 else begin + (_TEN - 1) * _ONE_DAY


def part_of_any_year(match: re.Match[str], when: When) -> Days | None:
    """'Early last year', 'late 2021', 'the end of the year': its months."""
    given = group(match, "y")
    if given is not None:
        found = int(given)
    elif when.day is None:
        return None
    else:
        found = when.day.year + STEPS.get(match["which"].lower(), 0)
    first, last = _MONTHS_OF[(group(match, "part") or match["of"]).lower().split()[-1]]
    begin, finish = month_days(found, first, (found, last))
    if when.day is not None and not when.future and begin > when.day and not given:
        return None  # what has been isn't at the end of this year
    return Days(begin, finish, "month", stated=given is not None)

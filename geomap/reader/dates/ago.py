"""What lies so many years or days before publication: 'eighty years ago today', 'four summers ago'."""

from __future__ import annotations

import re
from datetime import timedelta

from geomap.reader.dates.meanings import (
    SEASONS,
    Days,
    When,
    month_days,
    shift,
    weekday_before,
    weekday_number,
)
from geomap.reader.dates.numbers import NUMBER, number, ordinal_number

_SEASON = r"(?:spring|summer|autumn|winter)"
COUNTED_BACK = (
    rf"(?P<n>{NUMBER}|(?<!-)half\s+an?)[-\s]+"
    rf"(?:(?P<unit>day|week|fortnight|month|year|decade|century|spring|summer|autumn|winter)s?|(?P<ies>centuries))"
)
# 'ago today', 'ago this week': the same day, week, month or season of that year
TO_THE_DAY = (
    rf"(?:today|tomorrow|yesterday|this\s+(?:week|month|{_SEASON}|morning|afternoon|evening|very\s+day)"
    r"|to\s+the\s+(?:day|hour|minute))"
)
_HALVES = {"decade": (5, "year"), "century": (50, "year"), "year": (6, "month")}
_HUNDREDS = {"centenary": 100, "bicentenary": 200, "tercentenary": 300}
_ONE_DAY = timedelta(days=1)
_FROM_TODAY = {
    **{"yesterday": -1, "today": 0, "tomorrow": 1, "day": 0, "hour": 0, "minute": 0},
    **{"morning": 0, "afternoon": 0, "evening": 0},
}


def _counted(match: re.Match[str]) -> tuple[int, str]:
    """Return how many units lie between, and which: half a century is fifty years."""
    unit = (match["unit"] or "century").lower()
    if match["n"].lower().startswith("half"):
        return _HALVES.get(unit, (1, unit))
    return number(match["n"]), unit


def ago(match: re.Match[str], when: When) -> Days | None:
    if when.day is None:
        return None
    count, unit = _counted(match)
    if unit in SEASONS:
        return _season(when.day.year - count, unit)
    found = shift(when.day, -count, unit)
    return Days(*found, coarse=found[2] == "year")


def ago_to_the_day(match: re.Match[str], when: When) -> Days | None:
    """'Eighty years ago today', 'a year ago tomorrow', '... this week', '... this month', '... this spring'."""
    if when.day is None:
        return None
    count, unit = _counted(match)
    years = count * {"year": 1, "decade": 10, "century": 100}.get(unit, 0)
    what = match["what"].lower().split()[-1]
    one_day = what in _FROM_TODAY
    day = when.day + _FROM_TODAY.get(what, 0) * _ONE_DAY
    if unit == "month" and one_day:
        first, last = shift(day, -count, unit)[:2]
        then = min(first + (day.day - 1) * _ONE_DAY, last)
        return Days(then, then, "day")
    if not years:
        return ago(match, when._replace(day=day))  # 'a week ago today'
    if what in SEASONS:
        return _season(day.year - years, what)
    if what == "month":
        return Days(*month_days(day.year - years, day.month), "month")
    # 29 February only exists in some years.
    leaps = (day.month, day.day) == (2, 29)
    then = day.replace(year=day.year - years, day=28 if leaps else day.day)
    if one_day:
        return Days(then, then, "day")
    monday = then - day.weekday() * _ONE_DAY
    return Days(monday, monday + 6 * _ONE_DAY, "day")


def ago_on_weekday(match: re.Match[str], when: When) -> Days | None:
    """'A week ago Friday', 'a year ago last Saturday': so long before the last such day."""
    if when.day is None:
        return None
    count, unit = _counted(match)
    last = weekday_before(when.day, weekday_number(match["wd"]), strictly=bool(match["last"]))
    if unit == "year" and match["last"]:  # else the weekday of an anniversary
        last = last.replace(year=last.year - count)
    elif unit == "week":
        last -= 7 * count * _ONE_DAY
    else:
        return None
    return Days(last, last, "day")


def this_day_in(match: re.Match[str], when: When) -> Days | None:
    """'This day in 2014'."""
    if when.day is None:
        return None
    day = when.day.replace(year=int(match["y"]))
    return Days(day, day, "day", stated=True)


def anniversary(match: re.Match[str], when: When) -> Days | None:
    """'The tenth anniversary' of something: the year it was in."""
    if when.day is None:
        return None
    years = (
        _HUNDREDS[match["hundred"].lower()] if match["hundred"] else ordinal_number(match["nth"])
    )
    return Days(*shift(when.day, -years, "year"), coarse=True)


def _season(year: int, name: str) -> Days:
    first, last = SEASONS[name]
    return Days(*month_days(year, first, (year + (last < first), last)), "month")

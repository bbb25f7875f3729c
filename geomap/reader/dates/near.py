"""What dates counted from publication mean, and its week, month and year: 'in two weeks', 'this month'."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geomap.reader.dates.meanings import (
    Days,
    When,
    group,
    month_days,
    shift,
    weekday_before,
    weekday_number,
)
from geomap.reader.dates.numbers import ORDINAL, number

_ONE_DAY = timedelta(days=1)
_AN_ASIDE = 90  # code points in which it is told which in a row something is
# 'his third visit there in two years', 'the first talks in a decade', 'for the second time in a month'
_NTH = re.compile(
    r"\b(?:(?P<first>first(?!\s+(?:rounds?|of|sessions?|phase|stage)\b)|twice|(?<!can )only|such|(?-i:times?))"
    rf"|{ORDINAL})\b"
    r"(?:(?!\b(?:will|would|is|are|was|to\s+be|held|due|set)\b)[^,;:.]){0,60}$",
    re.I,
)
_TIME = re.compile(r"\bfirst\s+time\s$")


def ahead(match: re.Match[str], when: When) -> Days | None:
    if when.day is None:
        return None
    return Days(*shift(when.day, number(match["n"]), match["unit"].lower()))


def weeks_on(match: re.Match[str], when: When) -> Days | None:
    """'A week today', 'a fortnight tomorrow'."""
    if when.day is None or not when.future:
        return None
    days = shift(when.day, number(match["n"]), match["unit"].lower())[0]
    days += _ONE_DAY * (match["from"].lower() == "tomorrow")
    return Days(days, days, "day")


def before_last(match: re.Match[str], when: When) -> Days | None:
    """'The week before last', 'the Friday before last', 'the night before last'."""
    if when.day is None or when.future:
        return None
    unit = match["unit"].lower()
    if unit == "night":
        unit = "day"
    if unit in {"day", "month", "year"}:
        return Days(*shift(when.day, -2, unit))
    if unit in {"week", "weekend"}:
        monday = when.day - timedelta(days=when.day.weekday() + 14)
        begin = monday if unit == "week" else monday + 5 * _ONE_DAY
        return Days(begin, monday + 6 * _ONE_DAY, "day")
    last = weekday_before(when.day, weekday_number(unit), strictly=True)
    return Days(last - 7 * _ONE_DAY, last - 7 * _ONE_DAY, "day")


def within(match: re.Match[str], when: When) -> Days | None:
    """'Within three months', 'in the coming days': from publication up to then."""
    if when.day is None or not when.future:
        return None
    unit = "week" if match["few"] else match["unit"].lower()
    count = 1 if match["few"] else number(match["n"])
    if unit == "hour":
        count, unit = -(-count // 24), "day"
    last = shift(when.day, count, unit)[1]
    if unit == "month":
        last = last.replace(day=min(when.day.day, last.day))
    return Days(when.day, last, "day")


def ahead_if_so(match: re.Match[str], when: When) -> Days | None:
    """'In two weeks', unless it is how long it took, or in how long something is the first or one of several."""
    if not when.future:
        return None
    nth = _NTH.search(match.string, max(0, match.start() - _AN_ASIDE), match.start())
    long = {"year", "decade", "month"} if nth and nth["first"] else {"year", "decade"}
    if nth and (match["unit"].lower() in long or _TIME.search(nth.group())):
        return None  # a second round may be two months ahead, and the first in two weeks
    return ahead(match, when)


def past_units(match: re.Match[str], when: When) -> Days | None:
    """The stretch from N units ago up to publication: 'in the past three days'."""
    if when.day is None:
        return None
    words = match["unit"].lower()
    count = number(group(match, "n") or "one")
    words = "day" if words == "night" else words
    if words.endswith("hours"):
        count, words = -(-int(words.split()[0]) // 24), "day"
    begin, _, unit = shift(when.day, -count, words)
    if unit == "month":
        return Days(begin, month_days(when.day.year, when.day.month)[1], "month")
    return Days(begin, when.day, unit)


def period(match: re.Match[str], when: When) -> Days | None:
    """This, last or next week, weekend, month or year, and 'earlier' or 'later' in it."""
    ahead_only = re.match(r"(?:the )?end of (?:the|this)|later in", match["date"].lower())
    if when.day is None or (ahead_only and not when.future):
        return None  # the end of this month lies ahead
    day, unit = when.day, match["unit"].lower()
    which = (group(match, "which") or "").lower().split()[-1:]
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get("".join(which), 0)
    step = 2 if group(match, "after") else step  # 'the week after next'
    if unit in {"month", "year"}:
        return Days(*shift(day, step, unit))
    monday = day - timedelta(days=day.weekday())
    if unit == "weekend":
        if step == 0:
            # On a Monday "this weekend" is the one just over, unless it lies ahead.
            step = -1 if day.weekday() < 5 and not when.future else 0
        saturday = monday + timedelta(days=5 + 7 * step)
        return Days(saturday, saturday + _ONE_DAY, "day")
    if step == 0 and when.future and day.weekday() >= 5:
        step = 1  # said on a Sunday of what is to come, "this week" is the one that begins
    monday += timedelta(days=7 * step)
    sunday = monday + timedelta(days=6)
    if step == 0:
        return Days(day, sunday, "day") if when.future else Days(monday, day, "day")
    return Days(monday, sunday, "day")


def age(match: re.Match[str], when: When) -> Days | None:
    """When a thing of some age began: 'the three-and-a-half-year war'."""
    if when.day is None:
        return None
    unit = (group(match, "unit") or "year").lower()
    count = number(match["n"])
    half = 6 if "half" in match["date"].lower() else 0
    if unit == "year":
        begin, _, _ = shift(when.day, -12 * count - half, "month")
        return Days(date(begin.year, 1, 1), when.day, "year", open_ended=True, coarse=True)
    begin, _, precision = shift(when.day, -count, unit)
    return Days(begin, when.day, precision, open_ended=True, coarse=True)

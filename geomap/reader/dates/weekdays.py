"""What weekdays mean, and the nights and feasts that are told by them."""

from __future__ import annotations

import re
from datetime import timedelta

from dateutil.easter import easter

from geomap.reader.dates.meanings import (
    STEPS,
    Days,
    When,
    day_number,
    group,
    month_number,
    one_day,
    weekday_after,
    weekday_before,
    weekday_number,
)
from geomap.reader.dates.numbers import number

_ONE_DAY = timedelta(days=1)
_ONE_WEEK = timedelta(days=7)
_A_MONTH = 31
_NEXT_NOT_THIS = timedelta(days=2)  # on a Thursday 'next Friday' isn't tomorrow
_SLACK = timedelta(days=2)  # as for any other date without its year
# Days from Easter Sunday.
_CHURCH_FEASTS = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "holy saturday": -1,
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "whit monday": 50,
}


def weekday(match: re.Match[str], when: When) -> Days | None:
    if when.day is None:
        return None
    wanted, which = weekday_number(match["wd"]), (group(match, "which") or "").lower()
    if which == "next" or which.endswith("coming"):
        found = weekday_after(when.day, wanted, strictly=True)
        if which == "next" and found - when.day <= _NEXT_NOT_THIS:
            found += _ONE_WEEK
    elif which == "last" or which.endswith("previous"):
        found = weekday_before(when.day, wanted, strictly=True)
        if which == "last" and when.day - found <= _ONE_DAY:
            found -= _ONE_WEEK
    elif when.future:
        found = weekday_after(when.day, wanted)
    else:
        found = weekday_before(when.day, wanted)
    return Days(found, found, "day")


def weekday_of_week(match: re.Match[str], when: When) -> Days | None:
    """'Tuesday of last week'."""
    if when.day is None:
        return None
    step = STEPS[match["which"].lower()]
    monday = when.day - timedelta(days=when.day.weekday())
    found = monday + timedelta(days=7 * step + weekday_number(match["wd"]))
    return Days(found, found, "day")


def weekday_and_day(match: re.Match[str], when: When) -> Days | None:
    """'Wednesday 23': the last such day, or the next; None where within a month the 23rd is no Wednesday."""
    if when.day is None:
        return None
    wanted = weekday_number(match["wd"]), day_number(match["d"])
    way = _ONE_DAY if when.future else -_ONE_DAY
    days = (when.day + step * way for step in range(_A_MONTH + 1))
    found = next((day for day in days if (day.weekday(), day.day) == wanted), None)
    return None if found is None else Days(found, found, "day")


def weeks_from_weekday(match: re.Match[str], when: When) -> Days | None:
    """'Two weeks from Thursday', 'Thursday week': so many weeks after the next Thursday."""
    if when.day is None or not when.future:
        return None
    weeks = number(group(match, "n") or "a")
    found = weekday_after(when.day, weekday_number(match["wd"])) + weeks * _ONE_WEEK
    return Days(found, found, "day")


def weekday_range(match: re.Match[str], when: When) -> Days | None:
    if when.day is None:
        return None
    first, last = weekday_number(match["wd"]), weekday_number(match["last"])
    if when.future:
        begin = weekday_after(when.day, first)
        return Days(begin, weekday_after(begin, last, strictly=True), "day")
    finish = weekday_before(when.day, last)
    return Days(weekday_before(finish, first, strictly=True), finish, "day")


def overnight(match: re.Match[str], when: When) -> Days | None:
    if when.day is None:
        return None
    into, on = group(match, "into"), group(match, "wd")
    last = when.day
    if into:
        last = weekday_before(when.day, weekday_number(into))
    elif on:
        last = weekday_before(when.day, weekday_number(on))
    return Days(last - _ONE_DAY, last, "day")


def overnight_dated(match: re.Match[str], when: When) -> Days | None:
    """'Overnight on 9 March': the night into that day, as 'overnight on Monday' is."""
    named = month_number(match["m"] or match["m1"])
    day = one_day(match, when, named, day_number(match["d"] or match["d2"]))
    return day and day._replace(begin=day.finish - _ONE_DAY)


def church_feast(match: re.Match[str], when: When) -> Days | None:
    """A feast of the western churches that moves with Easter."""
    days = timedelta(days=_CHURCH_FEASTS[" ".join(match["feast"].lower().split())])
    given = group(match, "y")
    stated = given is not None or when.year is not None
    if given or when.year:
        found = easter(int(given or when.year or 0)) + days
    elif when.day is None:
        return None
    else:
        found = easter(when.day.year) + days
        if when.future and found < when.day - _SLACK:
            found = easter(when.day.year + 1) + days
        elif not when.future and found > when.day + _SLACK:
            found = easter(when.day.year - 1) + days
    return Days(found, found, "day", stated=stated)

"""What each kind of date expression means: from its match to days.

Every function here takes the match of a pattern of `expressions` and what it is resolved
against, and returns the days meant, or None where that can't be told. A date that does not
exist (31 June) raises ValueError, which the caller takes for None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

from geomap.reader.dates.numbers import number, ordinal_number

Unit = Literal["day", "month", "year"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
# First and last month; winter ends in the year after.
SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}
_FEASTS = {
    "new year's day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
_YEARS_OF = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}  # a decade
PARTS = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4}  # others: at its end
STEPS = {"last": -1, "this": 0, "next": 1}
_ONE_DAY = timedelta(days=1)
_A_YEAR, _YEAR = date(2023, 1, 1), 365  # the months of its days are those of any year's

# An event told of may fall this long after its article's date: time zones, late updates.
_SLACK = timedelta(days=2)


class Days(NamedTuple):
    """A stretch of days, both ends inclusive, and how exactly the text gives it."""

    begin: date
    finish: date
    unit: Unit
    stated: bool = False  # its year stands in the text
    open_ended: bool = False  # only the beginning is told: the age of a war
    coarse: bool = False  # yields to any closer expression


class When(NamedTuple):
    """What an expression is resolved against."""

    day: date | None  # of publication
    future: bool  # the event lies ahead of it
    year: int | None  # the year the text tells of, where it says so


def month_number(name: str) -> int:
    """Return 1 for 'Jan.' or 'January', and so on."""
    return _MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """Return 0 for Monday, and so on."""
    return _WEEKDAYS.index(name.lower())


def group(match: re.Match[str], name: str) -> str | None:
    """Return what a group of the match holds; None too where its pattern has no such group."""
    value = match.groupdict().get(name)
    return value if value is None else str(value)


def day_number(words: str) -> int:
    """Return 3 for '3rd', and so on."""
    return int(re.sub(r"\D", "", words))


def month_days(year: int, month: int, last: tuple[int, int] | None = None) -> tuple[date, date]:
    """Return the first day of a month and the last of it, or of `last`, a year and its month."""
    end_year, end_month = last or (year, month)
    return date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def year_of(
    match: re.Match[str], when: When, month: int, day: int | None
) -> tuple[int, bool] | None:
    """Return the year of a date, and whether the text gives it; None when nothing tells."""
    given = group(match, "y") or group(match, "y1")
    if given:
        return int(given), True
    if when.year is not None:
        return when.year, True
    if when.day is None:
        return None
    year = when.day.year
    if day is None:
        if when.future:
            return (year if month >= when.day.month else year + 1), False
        return (year if month <= when.day.month else year - 1), False
    # 29 February only exists in some years; its neighbour tells as much.
    guess = date(year, month, min(day, 28) if month == 2 else day)
    if when.future:
        return (year if guess >= when.day - _SLACK else year + 1), False
    return (year if guess <= when.day + _SLACK else year - 1), False


def numeric(match: re.Match[str], when: When) -> Days | None:  # noqa: ARG001
    day = date(int(match["y"]), int(match["mn"]), int(match["d"]))
    return Days(day, day, "day", stated=True)


def one_day(match: re.Match[str], when: When, month: int, day: int) -> Days | None:
    """Return that day of the year that the match or the text gives, or of the nearest."""
    year = year_of(match, when, month, day)
    if year is None:
        return None
    found = date(year[0], month, day)
    return Days(found, found, "day", stated=year[1])


def day_month(match: re.Match[str], when: When) -> Days | None:
    return one_day(match, when, month_number(match["m"]), day_number(match["d"]))


def week_of(match: re.Match[str], when: When) -> Days | None:
    """The seven days from one on: 'the week of 17 April'."""
    named = month_number(match["m"] or match["m1"])
    first = one_day(match, when, named, day_number(match["d"] or match["d2"]))
    return first and first._replace(finish=first.begin + timedelta(days=6))


def feast(match: re.Match[str], when: When) -> Days | None:
    words = re.sub(r"\s+", " ", match["feast"].lower().replace("’", "'"))
    return one_day(match, when, *_FEASTS[words])


def bare_day(match: re.Match[str], when: When) -> Days | None:
    """'On the 20th': the next such day, or the latest; of another year its month isn't told."""
    if when.day is None or (when.year is not None and not when.future):
        return None
    day = ordinal_number(match["nth"]) if match["nth"] else int(match["d"] or match["of"])
    months = when.day.year * 12 + when.day.month - 1
    months += day < when.day.day if when.future else -(day > when.day.day)
    found = date(months // 12, months % 12 + 1, day)
    last = found.replace(day=int(match["d2"] or day))
    return Days(found - _ONE_DAY if match["night"] else found, max(found, last), "day")


def day_range(match: re.Match[str], when: When) -> Days | None:
    last_month = month_number(group(match, "m2") or match["m"])
    first_month = month_number(group(match, "m1") or match["m"])
    day, last_day = day_number(match["d"]), day_number(match["d2"])
    year = year_of(match, when, last_month, last_day)
    if year is None:
        return None
    finish = date(year[0], last_month, last_day)
    first_year = int(group(match, "y1") or year[0] - (first_month > last_month))
    begin = date(first_year, first_month, day)
    apart = first_month != last_month and match["to"].strip() == "and" and not match["between"]
    if apart and finish - begin > _ONE_DAY:
        return None  # 'on 12 January and 14 March': two days
    return Days(begin, finish, "day", stated=year[1]) if begin <= finish else None


def month_range(match: re.Match[str], when: When) -> Days | None:
    first, last = month_number(match["m"]), month_number(match["m2"])
    given = group(match, "y")
    year = (int(given), True) if given else year_of(match, when, last, None)
    if year is None:
        return None
    first_year = int(group(match, "y1") or year[0] - (first > last))
    begin, finish = month_days(first_year, first, (year[0], last))
    return Days(begin, finish, "month", stated=year[1]) if begin <= finish else None


def months_of_year(match: re.Match[str], when: When) -> Days | None:
    """'May and June this year'."""
    if when.day is None:
        return None
    year = when.day.year + STEPS[match["which"].lower()]
    first, last = month_number(match["m"]), month_number(match["m2"])
    listed = match["to"].strip() == "and" and not match["between"]
    if listed and (last - first) % 12 != 1:
        return None  # 'in February and November last year': two months
    return Days(*month_days(year - (first > last), first, (year, last)), "month")


def day_in_words(match: re.Match[str], when: When) -> Days | None:
    """'The Fourth of July', 'the last day of May'."""
    named = month_number(match["m"])
    if match["nth"]:
        return one_day(match, when, named, ordinal_number(match["nth"]))
    first = one_day(match, when, named, 28)
    if first is None:
        return None
    last = month_days(first.begin.year, named)[1]
    return first._replace(begin=last, finish=last)


def month(match: re.Match[str], when: When) -> Days | None:
    which = (group(match, "which") or "").lower()
    wanted = month_number(match["m"])
    if which and when.day is not None:
        year = when.day.year
        if which == "last":
            year -= wanted >= when.day.month
        elif which == "next":
            year += wanted <= when.day.month
        return Days(*month_days(year, wanted), "month")
    beside = " ".join((group(match, "beside") or "").lower().split())
    found = _year_beside(beside, when) if beside else year_of(match, when, wanted, None)
    if found is None:
        return None
    return Days(*month_days(found[0], wanted), "month", stated=found[1])


def _year_beside(words: str, when: When) -> tuple[int, bool] | None:
    """Return the year that 'of the year before' means: counted from the one the text tells of."""
    if words in {"last year", "this year"}:
        return (when.day.year - (words == "last year"), False) if when.day else None
    if when.year is None:
        return None
    back, on = re.search("before|prev|prec|last", words), re.search("after|foll|next", words)
    return when.year - (back is not None) + (on is not None), True


def short_year(match: re.Match[str], when: When) -> Days | None:
    """'In '73', 'the '90s': the latest such year or decade up to publication."""
    if when.day is None:
        return None
    now = when.day.year
    found = now - (now - int(match["short"])) % 100
    last = found + (9 if group(match, "tens") else 0)
    return Days(date(found, 1, 1), date(last, 12, 31), "year", stated=True, coarse=True)


def of_year(match: re.Match[str], when: When) -> Days | None:
    """'March last year', '3 May of this year'."""
    if when.day is None:
        return None
    found = when.day.year + STEPS[match["which"].lower()]
    wanted, given = month_number(match["m"]), group(match, "d") or group(match, "d2")
    if given is None:
        return Days(*month_days(found, wanted), "month")
    day = date(found, wanted, day_number(given))
    return Days(day, day, "day")


def year(match: re.Match[str], when: When) -> Days | None:
    found = int(match["y"])
    # A number this far ahead is a count, not a year.
    if when.day is not None and found > when.day.year + 20:
        return None
    return Days(date(found, 1, 1), date(found, 12, 31), "year", stated=True, coarse=True)


def year_range(match: re.Match[str], when: When) -> Days | None:  # noqa: ARG001
    first, last = int(match["y1"]), int(match["y"])
    if first >= last:
        return None
    return Days(date(first, 1, 1), date(last, 12, 31), "year", stated=True, coarse=True)


def season(match: re.Match[str], when: When) -> Days | None:
    first, last = SEASONS[match["season"].lower()]
    given = group(match, "y")
    if given:
        return Days(*month_days(int(given), first, (int(given), last)), "month", stated=True)
    if when.day is None:
        return None
    which, now = (group(match, "which") or "").lower(), when.day.month
    over = last < first  # winter: named by the year it ends in
    under_way = now >= first or now <= last if over else first <= now <= last
    found = when.day.year + (now > last)  # of the one that is on, or else comes
    if which == "last":
        found -= 1
    elif which == "next" or (not which and when.future):
        found += under_way
    elif not which:
        found -= not under_way
    elif not over:
        found = when.day.year  # 'this summer', said in autumn
    return Days(*month_days(found - over, first, (found, last)), "month")


def quarter(match: re.Match[str], when: When) -> Days | None:  # noqa: ARG001
    last, found = 3 * int(match["q"]), int(match["y"])
    return Days(*month_days(found, last - 2, (found, last)), "month", stated=True)


def part_of_year(match: re.Match[str], when: When) -> Days | None:
    """The second half, the last three months, the third week (its month) of a year; 'the third quarter' of none.

    Of no year that is told: of publication's, the one before or the next, as it lies.
    """
    first, last = _months_of_part(match)
    if not 0 < first <= last <= 12:
        return None
    of = (group(match, "of") or "the").lower()
    given = group(match, "y") or (when.year if of == "the" else None)
    if given is not None:
        found = int(given)
    elif when.day is None:
        return None
    else:
        found = when.day.year + STEPS.get(of, 0)
        found -= not when.future and date(found, first, 1) > when.day
        found += when.future and of == "the" and last < when.day.month
    return Days(*month_days(found, first, (found, last)), "month", stated=given is not None)


def _months_of_part(match: re.Match[str]) -> tuple[int, int]:
    """Return the first and the last month of a part of a year; outside 1 to 12 where no year has it."""
    unit, part = match["unit"].lower(), PARTS.get(match["which"].lower())
    count = number(group(match, "n") or "one")
    days = {"week": 7, "weeks": 7, "days": 1}.get(unit)
    if days is None:
        long = {"half": 6, "quarter": 3}.get(unit, count)
        last = long * part if part else 12
        return last - long + 1, last
    end = min(count * days * part, _YEAR) if part else _YEAR
    begin = max(0, end - count * days)
    return (_A_YEAR + begin * _ONE_DAY).month, (_A_YEAR + (end - 1) * _ONE_DAY).month


def decade(match: re.Match[str], when: When) -> Days | None:  # noqa: ARG001
    first, last = _YEARS_OF.get((match["part"] or "").lower(), (0, 9))
    begin, finish = (int(match["decade"]) + year for year in (first, last))
    return Days(date(begin, 1, 1), date(finish, 12, 31), "year", stated=True, coarse=True)


def weekday_before(day: date, wanted: int, *, strictly: bool = False) -> date:
    """Return the latest day with weekday `wanted` up to `day`; before it where `strictly`."""
    back = (day.weekday() - wanted) % 7
    return day - timedelta(days=back or (7 if strictly else 0))


def weekday_after(day: date, wanted: int, *, strictly: bool = False) -> date:
    """Return the first day with weekday `wanted` from `day`; after it where `strictly`."""
    ahead = (wanted - day.weekday()) % 7
    return day + timedelta(days=ahead or (7 if strictly else 0))


def yesterday(match: re.Match[str], when: When) -> Days | None:
    if when.day is None:
        return None
    day = when.day - (2 if "before" in match["date"].lower() else 1) * _ONE_DAY
    return Days(day, day, "day")


def today(match: re.Match[str], when: When) -> Days | None:  # noqa: ARG001
    return None if when.day is None else Days(when.day, when.day, "day")


def tomorrow(match: re.Match[str], when: When) -> Days | None:
    if when.day is None:
        return None
    day = when.day + (2 if "after" in match["date"].lower() else 1) * _ONE_DAY
    return Days(day, day, "day")


def shift(day: date, count: int, unit: str) -> tuple[date, date, Unit]:
    """Return the day, month or year that lies `count` units from `day`, forward if positive."""
    if unit in {"day", "week", "fortnight"}:
        found = day + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
        return found, found, "day"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        return *month_days(months // 12, months % 12 + 1), "month"
    years = day.year + count * {"decade": 10, "century": 100}.get(unit, 1)
    return date(years, 1, 1), date(years, 12, 31), "year"

"""Dates named by another one: 'the following spring', 'the previous Saturday', and 'that spring', of the year told of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from geomap.reader.dates.expressions import Expression, with_made
from geomap.reader.dates.meanings import (
    SEASONS,
    Days,
    month_days,
    month_number,
    weekday_after,
    weekday_before,
    weekday_number,
)
from geomap.reader.dates.patterns import MONTH, WEEKDAY
from geomap.reader.dates.speech_days import is_day_of_speech
from geomap.reader.wording.speech_words import SPEAKING

# 'took X in May and lost it the following spring', 'the following Thursday'
_NEXT_NAMED = re.compile(
    r"\b(?P<words>[Tt]he\s+(?:(?P<next>following|next)|previous|preceding)\s+"
    rf"(?:(?P<wd>{WEEKDAY})|(?P<season>spring|summer|autumn|fall|winter)|(?P<m>{MONTH})(?!\s+\d)))\b"
)

# 'seized it that September', 'that same summer'; not 'said that May was'
_OF_THE_YEAR = re.compile(
    r"\b(?P<words>(?:[Tt]hat(?:\s+same)?|[Tt]he\s+same)\s+"
    rf"(?:(?P<season>spring|summer|autumn|fall|winter)|(?P<m>{MONTH})(?!\s+\d)))\b"
    r"(?!['’]s|\s+(?:was|were|is|are|has|have|had|will|would|can|could|may|might|should|said|says)\b)"
)
# 'the same week', 'later that week', 'that weekend'
_OF_THE_WEEK = re.compile(
    r"\b(?P<words>(?:(?P<side>[Ee]arlier|[Ll]ater)\s+)?(?:[Tt]hat(?:\s+same)?|[Tt]he\s+same)\s+(?P<unit>week(?:end)?))\b(?!['’]s)"
)
_OPENS_CLAUSE = re.compile(
    rf"\b(?:{SPEAKING}|fact|so|news|evidence|hopes?|fears?|shows?|showed|showing)\s+$", re.I
)
_WORD = 20  # code points
_ONE_DAY, _A_WEEK = timedelta(days=1), timedelta(days=7)
_MONDAY, _SUNDAY = 0, 6


def next_named(
    sentence: str,
    found: list[Expression],
    mention: tuple[int, int],
    last: Callable[[], Expression | None],
    year: Callable[[], int | None],
) -> list[Expression]:
    """Return `found` with weekdays, seasons and months counted on from another date: 'the following spring'.

    `last` gives the last date of the text before, of whatever length; `year` that of the last date
    that names one.
    """
    placed = _of_the_week(sentence, _of_the_year(sentence, found, last, year), last)
    firm: list[Expression] | None = None  # no days of speech
    for match in _NEXT_NAMED.finditer(sentence):
        if any(match.end() < e.start < mention[0] for e in found):
            continue  # 'left it the next June, and in autumn took X'
        begins = [e for e in found if e.end <= match.start()]
        if firm is None:
            firm = [e for e in found if not is_day_of_speech(sentence, e.start, e.end)]
        told = [e for e in firm if e.end <= match.start()]
        from_it = next(reversed(told or begins), None) or last()
        if (
            from_it is None
            or (match["m"] and begins)
            or (match["wd"] and from_it.days.unit != "day")
        ):
            continue
        days = _next_days(match, from_it.days)
        placed = with_made(placed, Expression(match.start(), match.end(), match["words"], days))
    return placed


def _of_the_year(
    sentence: str,
    found: list[Expression],
    last: Callable[[], Expression | None],
    year: Callable[[], int | None],
) -> list[Expression]:
    """Return `found` with the seasons and months of a year told of before: 'fell in 1982, and that summer ...'."""
    placed = found
    for match in _OF_THE_YEAR.finditer(sentence):
        if _OPENS_CLAUSE.search(sentence, max(0, match.start() - _WORD), match.start()):
            continue
        told = _nearest(placed, match.start()) or last()
        one_year = told is not None and told.days.begin.year == told.days.finish.year
        of_year = told.days.begin.year if told is not None and one_year else year()
        if of_year is None:
            continue
        days = _in_year(match, of_year, told)
        placed = with_made(placed, Expression(match.start(), match.end(), match["words"], days))
    return placed


def _nearest(found: list[Expression], at: int) -> Expression | None:
    """Return the last of `found` that ends up to `at`."""
    return next((e for e in reversed(found) if e.end <= at), None)


def _of_the_week(
    sentence: str, found: list[Expression], last: Callable[[], Expression | None]
) -> list[Expression]:
    """Return `found` with weeks of a day told of before: 'fell on 3 May; later that week ...'."""
    placed = found
    for match in _OF_THE_WEEK.finditer(sentence):
        told = _nearest(found, match.start()) or last()
        if told is None or not told.is_day:
            continue
        day, stated = told.days.begin, told.days.stated
        if date.max - day < _A_WEEK:
            continue
        begin, finish = weekday_before(day, _MONDAY), weekday_after(day, _SUNDAY)
        if match["unit"] == "weekend":
            begin = finish - _ONE_DAY
        elif match["side"]:
            later = match["side"].lower() == "later"
            begin, finish = (day + _ONE_DAY, finish) if later else (begin, day - _ONE_DAY)
        if begin <= finish:
            days = Days(begin, finish, "day", stated=stated)
            placed = with_made(placed, Expression(match.start(), match.end(), match["words"], days))
    return placed


def _in_year(match: re.Match[str], year: int, told: Expression | None) -> Days:
    """Return the month or season of `year`; a winter that `told` lies in the end of began the year before."""
    first, last = _months(match)
    over = last < first
    if over and told is not None and told.days.unit != "year" and told.days.finish.month <= last:
        year -= 1
    return _begun_in(year, first, last, stated=told is None or told.days.stated)


def _months(match: re.Match[str]) -> tuple[int, int]:
    """Return the first and the last month of the month or season named."""
    if match["m"]:
        month = month_number(match["m"])
        return month, month
    return SEASONS[match["season"].lower()]


def _begun_in(year: int, first: int, last: int, *, stated: bool) -> Days:
    """Return the days of these months of `year`; a winter goes on into the next."""
    return Days(*month_days(year, first, (year + (last < first), last)), "month", stated=stated)


def _next_days(match: re.Match[str], from_it: Days) -> Days:
    """Return the first such weekday, month or season after a date, or the last before it."""
    begin, finish = from_it.begin, from_it.finish
    if match["wd"]:
        wanted = weekday_number(match["wd"])
        onward = weekday_after(finish, wanted, strictly=True)
        day = onward if match["next"] else weekday_before(begin, wanted, strictly=True)
        return Days(day, day, "day", stated=from_it.stated)
    first, last = _months(match)
    if match["next"]:
        in_it = first > finish.month or (from_it.unit == "year" and last < first)
        year = finish.year + (not in_it)
    else:
        year = begin.year - (last >= begin.month) - (last < first)
    return _begun_in(year, first, last, stated=from_it.stated)

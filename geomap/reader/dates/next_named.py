"""Dates named as the next after another one, or the last before it: 'the following spring', 'the previous Saturday'."""

from __future__ import annotations

import re
from collections.abc import Callable

from geomap.reader.dates.expressions import Expression
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

# 'took X in May and lost it the following spring', 'the following Thursday'
_NEXT_NAMED = re.compile(
    r"\b(?P<words>[Tt]he\s+(?:(?P<next>following|next)|previous|preceding)\s+"
    rf"(?:(?P<wd>{WEEKDAY})|(?P<season>spring|summer|autumn|fall|winter)|(?P<m>{MONTH})(?!\s+\d)))\b"
)


def next_named(
    sentence: str,
    found: list[Expression],
    mention: tuple[int, int],
    last: Callable[[], Expression | None],
) -> list[Expression]:
    """Return `found` with weekdays, seasons and months counted on from another date: 'the following spring'.

    `last` gives the last date of the text before, of whatever length.
    """
    placed = found
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
        made = Expression(match.start(), match.end(), match["words"], days)
        placed = [e for e in placed if not match.start() <= e.start < match.end()] + [made]
    return placed


def _next_days(match: re.Match[str], from_it: Days) -> Days:
    """Return the first such weekday, month or season after a date, or the last before it."""
    begin, finish = from_it.begin, from_it.finish
    if match["wd"]:
        wanted = weekday_number(match["wd"])
        onward = weekday_after(finish, wanted, strictly=True)
        day = onward if match["next"] else weekday_before(begin, wanted, strictly=True)
        return Days(day, day, "day", stated=from_it.stated)
    if match["m"]:
        first = last = month_number(match["m"])
    else:
        first, last = SEASONS[match["season"].lower()]
    if match["next"]:
        in_it = first > finish.month or (from_it.unit == "year" and last < first)
        year = finish.year + (not in_it)
    else:
        year = begin.year - (last >= begin.month) - (last < first)
    return Days(
        *month_days(year, first, (year + (last < first), last)), "month", stated=from_it.stated
    )

"""Which of the date patterns may match in a sentence: hints that are looked for before a pattern is tried."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from geomap.reader.dates import ago as back
from geomap.reader.dates import meanings as mean
from geomap.reader.dates import near
from geomap.reader.dates import parts as part
from geomap.reader.dates import weekdays as weekly
from geomap.reader.dates.patterns import (
    MONTH,
    OPTIONAL_YEAR,
    RULES,
    UNDATED,
    WEEKDAY,
    YEAR,
    Meaning,
)
from geomap.reader.dates.patterns_nearby import NEARBY

# What a rule's words are told by, before its pattern is tried: most sentences hold few of them.
# In lower case but for the months, which patterns want with a capital: 'march' tells nothing.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_YEARS = ("15", "16", "17", "18", "19", "20")  # how one begins
_OF_YEAR = ("last year", "this year", "next year")
_WORDS: dict[Meaning, tuple[str, ...]] = {
    mean.season: ("spring", "summer", "autumn", "fall", "winter"),
    weekly.overnight: ("night",),
    mean.yesterday: ("night", "yesterday"),
    mean.today: (
        *("today", "tonight", "morning", "afternoon", "evening", "earl", "late", "hours"),
    ),
    mean.tomorrow: ("tomorrow",),
    weekly.church_feast: ("ash", "palm", "maundy", "good", "holy", "easter", "whit"),
    mean.quarter: ("q1", "q2", "q3", "q4"),
    mean.short_year: tuple(f"{sign}{digit}" for sign in "'’‘" for digit in "0123456789"),
    near.past_units: ("past", "last", "previous"),
    mean.of_year: _OF_YEAR,
    mean.months_of_year: _OF_YEAR,
    mean.part_of_year: ("half", "quarter", "month", "week", "days"),
    part.season_of_year: _OF_YEAR,
    part.new_year: ("new year",),
    part.since_new_year: ("new year", "of the year"),
    part.part_of_month: ("month",),
    part.part_of_any_year: ("year",),
    part.this_time: ("this time",),
    part.day_of_month: ("th of", "st of", "nd of", "rd of"),
    mean.feast: ("new year", "christmas", "boxing"),
    mean.bare_day: (
        *("1st", "2nd", "3rd", *(f"{digit}th" for digit in range(10)), "the day "),
        *("urth", "ifth", "ixth", "enth", "ghth", "inth", "elfth", "tieth", "ty-", "ty "),
    ),
    back.ago_to_the_day: ("ago",),
    back.ago_on_weekday: ("ago",),
    back.anniversary: ("anniversary", "centenary"),
    back.ago: ("ago", "back", "since"),
    near.before_last: ("before last",),
    near.weeks_on: ("today", "tomorrow"),
    near.ahead: ("time", "now", "today"),
    near.within: ("within", "next", "coming"),
    near.ahead_if_so: ("day", "week", "fortnight", "month", "year", "decade"),
    near.period: ("week", "month", "year"),
    near.age: ("year", "month", "week", "day"),
}

_NAMED_BY_WORDS = frozenset(
    (
        *(weekly.church_feast, mean.quarter, mean.short_year, mean.of_year, mean.months_of_year),
        *(part.season_of_year, near.before_last),
    )
)


# A sentence is read as news and as what is to come, and again as context of those that follow.
@lru_cache(maxsize=256)
def rules_for(sentence: str) -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    """Return the patterns that may match in `sentence`, compiled, and what each means, in order."""
    shown = f"{sentence}\n{sentence.lower()}"
    held = {word for word in _needed() if word in shown}
    if not held:
        return ()
    told = {words for words in _hints() if not held.isdisjoint(words)}
    return tuple([(pattern, meaning) for pattern, meaning, words in _rules() if words in told])


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Meaning, frozenset[str]], ...]:
    return tuple(
        (re.compile(pattern), meaning, frozenset(_needs(meaning, pattern)))
        for meaning, pattern in (*RULES, *NEARBY)
    )


@cache
def _hints() -> frozenset[frozenset[str]]:
    return frozenset(words for _, _, words in _rules())


@cache
def _needed() -> frozenset[str]:
    return frozenset(word for words in _hints() for word in words)


def _needs(meaning: Meaning, pattern: str) -> tuple[str, ...]:
    """Return what a sentence must hold one of for `pattern` to match in it."""
    if meaning in _NAMED_BY_WORDS:
        return _WORDS[meaning]
    pattern = pattern.replace(UNDATED, "")
    if MONTH in pattern:
        return _MONTHS
    if WEEKDAY in pattern:
        return _WEEKDAYS
    if YEAR in pattern.replace(OPTIONAL_YEAR, "") or "<decade>" in pattern:
        return _YEARS
    return _WORDS[meaning]

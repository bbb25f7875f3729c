"""The days that what is told took: 'four days of talks', 'on the third day', 'begun on Tuesday'.

A report from the first day of a battle or of talks and one from the last are told of two days, and
are of one event all the same: the later one says how long it has been going on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from geomap.grouping.named_days import COUNT, ORDINALS, WEEKDAY, counted, latest

_MOST = 31  # days
# 'After four days', 'a two-day visit'; not 'the second in four days', 'four days ago', 'a day of mourning'.
_LASTED = re.compile(
    rf"(?<!\bin )(?<!\bwithin )(?<!\bevery )(?<!truce of )(?<!ceasefire of )(?<![\w-])({COUNT})"
    r"(?: days|-days?)\b(?!-old| (?:ago|earlier|before|after|late|later|old|on|behind|truce|ceasefire|"
    r"pause|deadline|ultimatum)\b)(?!['’] (?:notice|mourning))"
)
_NTH = re.compile(
    rf"\b({'|'.join(ORDINALS)}) (?:straight |consecutive |successive )?(?:day|night|morning|evening)\b"
)
# 'Since Thursday's raid' tells what came of it.
_BEGAN = re.compile(
    r"\b(?:since|(?:began|begun|started|opened|launched)(?: last| on| only on)?)"
    rf" ({WEEKDAY})\b(?!['’]s)"
)
_WEEK = re.compile(r"\b(?:th(?:e|is) week['’]s|week-long|all week)\b")


def course(sentence: str, published: date, last: date, *, goes_on: bool = False) -> frozenset[date]:
    """Return the days that the event of `sentence` took, as far as it says so, up to `last`.

    `goes_on`: it isn't over, and a 'three-day visit' may have begun on that day.
    """
    days: set[date] = set()
    sentence = sentence.lower()
    for back in _backwards(sentence, published, last):
        days.update(last - timedelta(n) for n in range(back + 1))
    if goes_on:
        for count in _lasting(sentence):
            days.update(last + timedelta(n) for n in range(count))
    return frozenset(days)


def _backwards(sentence: str, published: date, last: date) -> Iterator[int]:
    """Yield how many days before `last` it began."""
    # After four days: on the fifth, or on the fourth.
    yield from _lasting(sentence)
    for nth in _NTH.finditer(sentence):
        yield ORDINALS.index(nth[1]) + 1
    for began in _BEGAN.finditer(sentence):
        first = latest(began[1], published)
        if first <= last:
            yield (last - first).days
    if "week" in sentence and _WEEK.search(sentence):
        yield (last - published).days + published.weekday()  # to its Monday


def _lasting(sentence: str) -> Iterator[int]:
    if "days" not in sentence and "-day" not in sentence:
        return  # most sentences
    for lasted in _LASTED.finditer(sentence):
        count = counted(lasted[1])
        if 1 < count <= _MOST:
            yield count

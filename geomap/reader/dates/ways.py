"""Which way a date without its year is read: ahead of publication, back from it, or to the nearest."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from geomap.reader.dates import plans, tense
from geomap.reader.dates.expressions import Expression
from geomap.reader.dates.wording import PAST
from geomap.reader.wording.clauses import opens

# "happened" takes the other reading whatever the status says of it; so does "nearest" its own.
Way = Literal["keep", "turn", "nearest", "happened", "drop"]
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
# 'was due on Saturday and has been cancelled': told ahead of it
_NOW_OFF = re.compile(
    r"\b(?:(?:has|have)\s+(?:now\s+)?been|(?:is|are)\s+(?:now\s+)?off|will\s+not|won['’]t)\b"
)
# 'a ceremony arranged for Tuesday in X was called off when they stayed away'
_CALLED_OFF = re.compile(
    r"[^,;:.]{0,60}?\s(?:was|were)\s(?:called\s+off|cancell?ed|scrapped|dropped|abandoned)\s+(?:when|after|because|as)\b"
)
_A_WEEK, _LATELY = timedelta(days=7), 2
_HEADS = re.compile(r"(?:\s+[-–—]+\s|\s?:\s)")
# A day that was, so lately that its next is a year away, is hardly the one meant.
_HARDLY_AHEAD = timedelta(days=300)


def way(
    sentence: str,
    item: Expression,
    mention: tuple[int, int],
    status: str,
    *,
    published: date,
    since: int,
) -> Way:
    """Return what becomes of a date that was read the way its event's status looks.

    `since` is where the date before it ends.
    """
    if plans.new_day(sentence, item.start):
        if status not in PAST:
            return "keep"
        if not plans.put_off_itself(sentence, item.start, mention):
            return "drop"
        if not _WEEKDAY.search(item.text):
            return "nearest"
        return "keep" if plans.in_passing(sentence, item.start) else "happened"
    if status in PAST:
        return _told_of(sentence, item, mention)
    if tense.arranged(sentence, item.start) is not None:
        return _set_for(sentence, item, status, published)
    if tense.next_stop(sentence, item.start) is not None:
        return "keep"
    if status == "ruled_out" and tense.came_to_nothing(sentence, item.end):
        return "happened"
    willed = _willed(sentence, item)
    if willed is not None:
        return "nearest" if willed.long_ago else "keep"
    if tense.direction(sentence, item.start, since=since) != "back":
        return _without_verb(sentence, item, status, published)
    if tense.governs(sentence, mention, item.start):
        return "happened"
    return "drop" if status == "ruled_out" else "turn"


def read_as(item: Expression, other: Expression, chosen: Way, published: date) -> Expression:
    """Return the one of the two readings of a date that `chosen` asks for."""
    if chosen == "nearest":
        return min(item, other, key=lambda e: abs((e.days.begin - published).days))
    return other


def _told_of(sentence: str, item: Expression, mention: tuple[int, int]) -> Way:
    """Return what becomes of the date of what has happened, or is read so."""
    stop = tense.next_stop(sentence, item.start)
    if stop is not None:
        return "happened" if mention[0] >= stop else "drop"
    willed = _willed(sentence, item)
    if willed is not None:
        if mention[1] <= willed.aim:
            return "drop"
        return "nearest" if mention[1] <= item.start else "keep"
    # what was set for a month lay ahead, whatever the reader makes of it
    set_for = tense.arranged(sentence, item.start) == "for"
    return "happened" if set_for and item.days.unit == "month" else "keep"


def _willed(sentence: str, item: Expression) -> tense.Willed | None:
    """Return what was willed for a date whose year the text doesn't give."""
    if item.days.stated or item.days.unit not in ("day", "month") or _WEEKDAY.match(item.text):
        return None
    return tense.willed_for(sentence, item.start)


def _set_for(sentence: str, item: Expression, status: str, published: date) -> Way:
    """Return what becomes of the date for which something is or was set."""
    was = tense.had_been(sentence, item.start)
    if tense.came_to_nothing(sentence, item.end):
        return "happened"
    if _WEEKDAY.match(item.text):  # 'was set for Friday' is said of the next, too
        off = status == "ruled_out" and not _NOW_OFF.search(sentence, item.end)
        over = (
            was == "had been"
            or (was is not None and off)
            or (
                off
                and (published + _A_WEEK - item.days.begin).days <= _LATELY
                and _CALLED_OFF.match(sentence, item.end)
            )
        )
        return "nearest" if over else "keep"
    return "nearest" if was or _called_off(item, status) else "keep"


def _called_off(item: Expression, status: str) -> bool:
    """Return whether a day or a month is of what was called off, as often after it as before."""
    if status != "ruled_out" or item.days.unit not in ("day", "month"):
        return False
    return not (item.days.stated or _WEEKDAY.match(item.text))


def _without_verb(sentence: str, item: Expression, status: str, published: date) -> Way:
    """Return what becomes of the date of a plan where no verb before it looks back."""
    if _called_off(item, status) and not tense.lies_ahead(sentence, item.start):
        return "nearest"
    if item.days.unit != "day" or item.days.stated or _WEEKDAY.match(item.text):
        return "keep"
    if opens(sentence, item.start) and _HEADS.match(sentence, item.end):
        return "nearest"  # 'May 3 - Envoys meet in X'
    hardly = item.days.begin - published > _HARDLY_AHEAD
    if hardly and tense.direction(sentence, item.start) != "ahead":
        return "happened"
    return "keep"

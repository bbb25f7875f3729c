"""Dates of events that the sentence beside theirs tells: 'The raid took place on Thursday'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import inf

from geomap.model import Mention
from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.dates.expressions import Expression
from geomap.reader.dates.sentences import Story

_NEXT = "dated by the sentence after it: {!r}"
_LAST = "dated by the sentence before it: {!r}"
# 'The raid took place on', 'That attack happened on', 'The meeting on'
_TOOK_PLACE = re.compile(
    r"(?:The|That|This)\s+"
    r"(?:(?!(?:\w{3,}est|first|second|third|fourth|last|next|previous|earlier|other|only|worst|similar)\b)[a-z-]+\s+)?"
    rf"(?P<what>{EVENT_NOUN})\b(?:\s+(?:itself\s+)?"
    r"(?:had\s+)?(?:took\s+place|taken\s+place|happened|occurred|(?:was|were)\s+carried\s+out)\b|(?=\s+on\s))",
)
# ... of a place that was lost or taken: 'It fell on'
_FELL = re.compile(
    r"It\s+(?:had\s+)?(?:fell|fallen|was\s+(?:taken|captured|seized|overrun|lost))\b"
)
_MEETS = re.compile(
    r"talks|meetings?|summits?|visits?|ceremony|conference|negotiations|rounds?|accord|session|truce|ceasefire"
)
# 'Troops retook X. It fell on 3 May': the loss before
_RETAKES = re.compile(
    r"\b(?:re(?:took|tak(?:es?|en|ing)|captur\w+|gain\w*|claim\w*|conquer\w*)|(?:won|wrested)\s+back|liberat\w+)\b"
)
_IN = re.compile(
    r"[^,;:.]{0,40}?\b(?:in|near|at|outside|around|against|on|off|over)\s+(?:the\s+)?(?P<place>(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][\w'’-]+)"
)
_ITS_DATE = re.compile(
    r"\s+(?:(?:at|around|shortly|just|before|after|dawn|midnight|late|early|on|in|the|back)\s+)*"
)
# 'The meeting on Tuesday was chaired by'
_WAS = re.compile(
    r"\s+(?:was|were|had|brought|ended|lasted|came|took|drew|produced|followed|broke)\b"
)
_HAS = re.compile(r"\b(?:has|have)\b")
_ANOTHER_MEETING = re.compile(
    r"\b(?:an|a|another)\s+(?:[\w-]+\s+){0,2}?(?:talks|meeting|summit|conference|session|round|congress)\b"
)
# 'Muscat is the likeliest host'
_HOSTS = re.compile(
    r"\b(?:(?:likel\w+|possible|probable|preferred|favoured|proposed)\s+(?:host|venue|location|setting|place)"
    r"|(?:to|would|will|could|may|might|should)\s+(?:be\s+(?:the\s+)?(?:host|venue)|host|take\s+place)"
    r"|(?:is|are|as)\s+(?:the|a)\s+(?:host|venue))\b"
)
_TALKS = re.compile(
    r"\b(?:talks|meetings?|meet|summit|conference|negotiations|session|round|congress)\b"
)


def restated(story: Story, events: Sequence[Mention]) -> dict[tuple[int, int], Mention]:
    """Return those of `events` that the sentence beside theirs dates, by where they stand, with that date.

    An event that its own sentence dates keeps its date.
    """
    found: dict[tuple[int, int], Mention] = {}
    others = _other_kinds(events)
    for event in events:
        if event.site == "none":
            continue
        number = story.at(event.start)
        published = story.published(number)
        if published is None or (event.date_text and not _is_bound(event)):
            continue
        if event.status == "occurred":
            alone = others[event.start] >= story.sentence(number).end
            item = _told_next(story, number, event, published) if alone else None
            why = _NEXT
        elif event.status in ("planned", "proposed") and event.site == "diplomatic":
            item, why = _told_last(story, number, published), _LAST
        else:
            continue
        if item is not None:
            update = {
                "event_date": item.edtf,
                "date_basis": "stated" if item.days.stated else "relative",
                "date_text": item.text,
                "why": (*event.why, why.format(item.text)),
            }
            found[event.start, event.end] = event.model_copy(update=update)
    return found


def _is_bound(event: Mention) -> bool:
    """Return whether only the day on which it was told of bounds the event."""
    return (event.event_date or "").startswith("../")


def _other_kinds(events: Sequence[Mention]) -> dict[int, float]:
    """Return where the next event of another kind starts, by where each event does; infinity where none follows."""
    found: dict[int, float] = {}
    kind, nearest, other = None, inf, inf  # of the next event with a kind, and of one with another
    for event in sorted(events, key=lambda one: one.start, reverse=True):
        found[event.start] = other if event.event_type == kind else nearest
        if event.event_type:
            other = other if event.event_type == kind else nearest
            kind, nearest = event.event_type, event.start
    return found


def _told_next(story: Story, number: int, event: Mention, published: date) -> Expression | None:
    """Return the date of 'The raid took place on Thursday' after the event's sentence."""
    if number + 1 >= len(story):
        return None
    own, told = story.sentence(number), story.sentence(number + 1)
    opening = _TOOK_PLACE.match(told.text)
    # 'have held their first talks in X.', and in a paragraph of its own: 'The meeting on Tuesday'
    apart = opening is not None and event.site == "diplomatic" and _HAS.search(own.text)
    if not (apart or story.share_paragraph(own, told)):
        return None
    if opening is not None and (_MEETS.match(opening["what"]) is None) == (
        event.site == "diplomatic"
    ):
        return None
    if opening is None and event.event_type == "capture" and not _RETAKES.search(own.text):
        opening = _FELL.match(told.text)
    if opening is None:
        return None
    for day in story.days(number + 1, future=False):
        item = day.found
        if _ITS_DATE.fullmatch(told.text, opening.end(), item.start) and not day.spoken:
            place = _IN.match(told.text, item.end)
            there = place is None or place["place"] in event.text
            only_named = opening.re is _TOOK_PLACE and opening.end() == opening.end("what")
            if only_named and not _WAS.match(told.text, item.end):
                return None  # 'The meeting on Friday will be the first'
            return item if there and item.days.begin <= published else None
    return None


def _told_last(story: Story, number: int, published: date) -> Expression | None:
    """Return the date of talks that are agreed on right before a sentence tells who may host them."""
    if not number:
        return None
    last, own = story.sentence(number - 1), story.sentence(number)
    if not _HOSTS.search(own.text) or _ANOTHER_MEETING.search(own.text):
        return None  # 'X would host a summit': of its own day
    if not _TALKS.search(last.text) or not story.share_paragraph(last, own):
        return None
    days = [day for day in story.days(number - 1, future=True) if not day.spoken]
    ahead = [day.found for day in days if day.found.days.finish >= published]
    return ahead[0] if len(ahead) == 1 else None

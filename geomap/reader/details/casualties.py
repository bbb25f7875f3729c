"""How many people a sentence says were killed, wounded, missing, captured or displaced. Never summed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from geomap.model import CasualtyKind
from geomap.reader.details.casualty_words import casualty_words
from geomap.reader.details.counted import THINGS, Count, counts
from geomap.reader.details.fates import giver, kinds
from geomap.reader.details.tolls import first_part, is_part, of_others
from geomap.reader.voice.attribution import speaker
from geomap.reader.voice.speech import sayings
from geomap.reader.wording.clauses import apart


class Found(NamedTuple):
    """A statement where it stands: sentence[start:end]."""

    start: int
    end: int
    low: int | None
    high: int | None
    kind: CasualtyKind | None
    said_by: str | None
    text: str


def find(
    sentence: str,
    *,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None = None,
    others: Sequence[tuple[int, int]] = (),
    beside: Sequence[tuple[int, int]] = (),
    context_before: str = "",
) -> list[Found]:
    """Return the numbers of people that `sentence` gives for the event at `mention`, by offset.

    `trigger` is the word that tells of the event; what a war has cost as a whole isn't its toll.

    `others` are the other places of the sentence where something happened: a number nearer to one
    of them is theirs, unless it is named in one breath with the mention. `beside` are its places of
    another class: what is told in a clause that one of them opens is told of that one.
    """
    if not casualty_words().any_word.search(sentence):
        return []
    elsewhere = of_others(sentence, mention, trigger)
    openers = [place for place in beside if _opens_clause(sentence, place, mention)]
    found: list[Found] = []
    head, past = (0, 0), 0
    for one in stated(sentence, context_before=context_before):
        if not (past and _AND_HURT.fullmatch(sentence, past, one.start)):
            head = (one.start, one.end)
        past = one.end
        if not _is_here(sentence, head, mention, others):
            continue
        if any(place[1] <= one.start for place in openers) or _is_split(sentence, one, mention):
            continue
        if any(first <= one.start < last for first, last in elsewhere):
            continue
        if one.start < mention[1] and mention[0] < one.end:
            continue
        if one.text.endswith(" of them") and _OF_THEM.fullmatch(sentence, one.end, mention[0]):
            part = sentence.rfind(";", 0, one.start)
            while found and found[-1].kind == one.kind and found[-1].start >= part:
                found.pop()  # of all of whom so many are told of here
        found.append(one)
    return found


def stated(
    sentence: str, *, before: CasualtyKind | None = None, context_before: str = ""
) -> list[Found]:
    """Return all numbers of people hurt that `sentence` gives, of whatever event; no part of a total told.

    `before` is what became of those counted in the sentence before, where another figure for them is given.
    """
    people = counts(sentence)
    speakers = [saying.by_span for saying in sayings(sentence)]
    found = []
    for count, kind in zip(people, kinds(sentence, people, before), strict=True):
        if kind is None or count.noun == THINGS:
            continue
        if is_part(sentence, count.start, count.end):
            continue
        if any(_speaks(sentence, count, by) for by in speakers):
            continue
        span = (count.start, count.end)
        by = giver(sentence, span) or speaker(sentence, span, context_before=context_before)
        found.append(
            Found(*span, count.low, count.high, kind[0], by, sentence[count.start : count.end])
        )
    return found


def _speaks(sentence: str, count: Count, by: tuple[int, int]) -> bool:
    """Return whether those counted are the ones who speak: 'killed nine, a doctor and two nurses said'."""
    first, last = by
    if not (first <= count.start < last or count.start <= first < count.end):
        return False
    return not casualty_words().any_word.search(sentence, first, max(first, count.start))


# 'In Kharkiv region, ...': what holds the places told of after it
_HOLDER = re.compile(
    r"\W*In\s+(?:the\s+)?[^,;.]{2,40}?\s(?:region|province|oblast|state|district|county|governorate|department|valley)\b,?",
    re.I,
)


def _is_split(sentence: str, one: Found, mention: tuple[int, int]) -> bool:
    """Return whether a number is the sum of those told for the mention and other places behind it."""
    part = first_part(sentence, one.end)
    return part is not None and part <= mention[0]


# 'killing six people | and wounding 11': one list of those hurt
_AND_HURT = re.compile(
    r",?\s+(?:and|or|as\s+well\s+as)\s+(?:\w{2,20}ly\s+)?(?:wound|injur|hurt|kill|maim)\w{0,4}\s+"
)
# ', hours after ...': another event, whatever is told behind it
_HOURS = re.compile(
    r",\s+(?:(?:just|only|barely|less\s+than|a\s+few|several|an?|one|two|three|\d{1,2})\s+){0,3}"
    r"(?:hours?|days?|weeks?|months?)\s+(?:after|before)\s"
)


def _is_here(
    sentence: str,
    span: tuple[int, int],
    mention: tuple[int, int],
    others: Sequence[tuple[int, int]],
) -> bool:
    """Return whether the number at `span`, the first of its list, is nearer to the mention than to the other places."""
    holder = _HOLDER.match(sentence)
    if holder and mention[0] > holder.end():
        others = [other for other in others if other[1] > holder.end()]
    hours = _HOURS.search(sentence, span[1], max(span[1], mention[0]))
    if hours and any(other[1] <= hours.start() for other in others):
        return False
    if sentence.endswith(_HAIL, 0, span[1]):
        others = [one for one in others if not _HAILING.fullmatch(sentence, span[1], one[0])]
    own = apart(sentence, span, mention)
    listed = listed_with(
        sentence, mention, [one for one in others if not _THERE.match(sentence, one[1])]
    )
    return not any(
        apart(sentence, span, other) + 4 < own for other in others if other not in listed
    )


_BORDER = re.compile(
    r"(?:[,;]|\b(?:while|whereas|and|but))\s+(?:\w{2,20}\s+)?(?:in|at|near)\s+(?:the\s+)?$"
)
_UNIT = (
    r"(?:district|suburb|neighbou?rhood|quarter|area|camp|school|hospital|market|village|town|city|region|province|county|state"
    r"|township|settlement|commune|governorate|airport|base|port|compound|hotel|mosque|church|station|square|prison|crossing|valley)"
)
_SUBJECT = re.compile(
    rf"(?:\s+{_UNIT}\b)?+\s+(?!\w+ing\b|(?:and|or|on|in|at|when|where|as|after|with|by)\b)\w"
)


def _opens_clause(sentence: str, place: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Return whether a clause behind the mention's opens with `place`: ', while in X militiamen killed 12'."""
    if place[0] < mention[1]:
        return False
    border = _BORDER.search(sentence, max(mention[1], place[0] - 40), place[0])
    return border is not None and _SUBJECT.match(sentence, place[1]) is not None


_LISTED = re.compile(
    r"(?:\s*(?:,|and|or|the|in|near|at)\s*)+"
    # 'the X | district of | Y', 'X | and a market in | Y'
    rf"|(?:,?\s+(?:and\s+)?(?:an?|the))?\s+(?:[a-z][\w-]{{1,20}}\s+){{0,2}}?{_UNIT}\s+(?:of|in|at|near|outside)\s+(?:the\s+)?"
)
# 'five soldiers | from X', 'eleven displaced people | from X'
_HAILING = re.compile(r"\s+from\s+(?:the\s+)?")
_HAIL = (
    "displaced people",
    "soldiers",
    "fighters",
    "refugees",
    "militants",
    "troops",
    "workers",
    "pilgrims",
    "migrants",
)
_THERE = re.compile(r",?\s+(?:where|there)\b")  # 'X and the town of Y, |where they killed 13'
# '12 of them |in X'
_OF_THEM = re.compile(r"\s+(?:in|at|near|from)\s+(?:the\s+)?")


def listed_with(
    sentence: str, mention: tuple[int, int], others: Sequence[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Return the places of one list with the mention: 'Homs, Hama and Idlib'."""
    places = sorted({mention, *others})
    lists = [{places[0]}]
    for first, last in pairwise(places):
        between = sentence[first[1] : last[0]]
        if len(between) < 40 and _LISTED.fullmatch(between):
            lists[-1] |= {first, last}
        else:
            lists.append({last})
    return set().union(*(listed for listed in lists if mention in listed))

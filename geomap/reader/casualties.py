"""How many people a sentence says were killed, wounded, missing, captured or displaced. Never summed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from geomap.model import CasualtyKind
from geomap.reader.attribution import speaker
from geomap.reader.casualty_words import casualty_words
from geomap.reader.clauses import apart
from geomap.reader.counted import THINGS, Count, counts
from geomap.reader.fates import kinds
from geomap.reader.speech import sayings
from geomap.reader.tolls import is_part, of_others


class Found(NamedTuple):
    """A statement where it stands: sentence[start:end]."""

    start: int
    end: int
    low: int | None
    high: int | None
    kind: CasualtyKind | None
    said_by: str | None


def find(
    sentence: str,
    *,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None = None,
    others: Sequence[tuple[int, int]] = (),
    context_before: str = "",
) -> list[Found]:
    """Return the numbers of people that `sentence` gives for the event at `mention`, by offset.

    `trigger` is the word that tells of the event; what a war has cost as a whole isn't its toll.

    `others` are the other places of the sentence where something happened: a number nearer to one
    of them is theirs, unless it is named in one breath with the mention.
    """
    if not casualty_words().any_word.search(sentence):
        return []
    people = counts(sentence)
    elsewhere = of_others(sentence, mention, trigger)
    speakers = [saying.by_span for saying in sayings(sentence)]
    found = []
    for count, kind in zip(people, kinds(sentence, people), strict=True):
        if kind is None or count.noun == THINGS:
            continue
        if is_part(sentence, count.start, count.end) or not _is_here(
            sentence, count, mention, others
        ):
            continue
        if any(_speaks(sentence, count, by) for by in speakers):
            continue
        if any(first <= count.start < last for first, last in elsewhere):
            continue
        if count.start < mention[1] and mention[0] < count.end:
            continue
        found.append(
            Found(
                count.start,
                count.end,
                count.low,
                count.high,
                kind[0],
                speaker(sentence, (count.start, count.end), context_before=context_before),
            )
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


def _is_here(
    sentence: str, count: Count, mention: tuple[int, int], others: Sequence[tuple[int, int]]
) -> bool:
    span = (count.start, count.end)
    own = apart(sentence, span, mention)
    listed = _in_one_breath(sentence, mention, others)
    holder = _HOLDER.match(sentence)
    if holder and mention[0] > holder.end():
        others = [other for other in others if other[1] > holder.end()]
    return not any(
        apart(sentence, span, other) + 4 < own for other in others if other not in listed
    )


_LISTED = re.compile(r"(?:\s*(?:,|and|or|the|in|near|at)\s*)+")


def _in_one_breath(
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

"""One event told at two names: 'the harbour in Gaza City' is a part, and the town that it lies in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from geomap.grouping.nearby import related
from geomap.model import Sighting

_KIND = r"(?:market|neighbou?rhood|district|quarter|suburb|area|camp|hospital|school|mosque|church|airport|port|station|prison|base|square|hotel)"
_HOLDS = re.compile(
    rf"(?:\s(?:refugee\s|displacement\s)?{_KIND})?,?\s(?:in|of|at|near|inside|outside)\s(?:the\s|central\s)?"
    r"(?:(?:city|town)\sof\s|(?:(?:north|south|east|west)(?:ern)?\s)?(?:suburbs|outskirts)\sof\s)?|,\s"
)
_NEAR = 45  # code points between the two names, at most

Reports = list[Sighting]


def with_their_towns(told: Iterable[Reports]) -> list[Reports]:
    """Return the events of each article, those of a part and of its town as one, the part first.

    Only where the one name stands right behind the other, and class, type, date and status are the same.
    """
    events = list(told)
    by_article: dict[str, list[tuple[Sighting, int]]] = defaultdict(list)
    for number, reports in enumerate(events):
        by_article[reports[0].article.id].extend((report, number) for report in reports)
    gone: set[int] = set()
    for named in by_article.values():
        named.sort(key=lambda one: (one[0].start, one[1]))
        for (one, part), (other, town) in pairwise(named):
            if part == town or not gone.isdisjoint((part, town)):
                continue
            if _stands_behind(one, other) and _alike(one, other):
                events[part] = [*events[part], *events[town]]
                gone.add(town)
    return [reports for number, reports in enumerate(events) if number not in gone]


def _alike(one: Sighting, other: Sighting) -> bool:
    """Return whether both tell the same of two places of which one is a part of the other."""
    assert one.place is not None and other.place is not None
    return (
        other.place.kind == "city"
        and all(
            getattr(one, field) == getattr(other, field)
            for field in ("site", "event_type", "event_date", "status", "background", "on_map")
        )
        and other.place.id in related([one.place, other.place]).get(one.place.id, ())
    )


def _stands_behind(one: Sighting, other: Sighting) -> bool:
    """Return whether `other` follows `one` in its sentence with nothing but 'in' between."""
    gap = other.start - one.end
    if not 0 < gap <= _NEAR or one.sentence != other.sentence:
        return False
    at = one.sentence.find(one.text)
    while at >= 0:
        end = at + len(one.text)
        if one.sentence.startswith(other.text, end + gap):
            return bool(_HOLDS.fullmatch(one.sentence, end, end + gap))
        at = one.sentence.find(one.text, end)
    return False

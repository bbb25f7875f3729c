"""What articles tell of one event, brought together.

Near-linear: a report meets only events at its place, or at the town it is a part of, in weeks that
can be the same, and of each event only a few reports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from geomap.grouping.copies import Copies
from geomap.grouping.evidence import barred, belief, enough
from geomap.grouping.nearby import related
from geomap.grouping.outlines import is_headline
from geomap.grouping.told import Report, report
from geomap.model import Sighting

_WEEK = 7  # days
_MOST_WEEKS = 12  # a longer event is found by its first and its last weeks
_MOST_EVENTS = 24  # at one place in one week: those that began last
# Two events as likely but for this: what doesn't tell its day tells of what was nearest before it.
_NEARLY = 0.5
_MOST_REPORTS = 6  # of one event: its first and its last

Key = tuple[str, str, bool, int]


class _Gathered:
    """An event while its reports are being gathered."""

    def __init__(self, number: int, place: str) -> None:
        self.number = number
        self.place = place
        self.reports: list[Sighting] = []
        self.compared: list[Report] = []
        self.articles: set[str] = set()

    def take(self, sightings: Sequence[Sighting], compared: Report) -> None:
        self.reports += sightings
        self.articles.update(one.article.id for one in sightings)
        if len(self.compared) == _MOST_REPORTS:
            del self.compared[_MOST_REPORTS // 2]
        self.compared.append(compared)


def across_articles(told: Iterable[Sequence[Sighting]]) -> list[list[Sighting]]:
    """Return the reports of each event, given what each article tells of one, in order of report.

    Two events of one article stay two: it was read as telling of two. What only denies an event
    joins one and makes none.
    """
    drafts = list(told)
    places = {r.place.id: r.place for reports in drafts for r in reports if r.place is not None}
    others = related(places.values())
    events: list[_Gathered] = []
    index: dict[Key, list[_Gathered]] = defaultdict(list)
    copies: dict[tuple[str, str, bool], Copies] = defaultdict(Copies)
    often = Counter(_of(reports[0]) for reports in drafts)
    # Denials last: what they deny may be published after them.
    for reports in sorted(drafts, key=lambda reports: not reports[0].on_map):
        first = reports[0]
        assert first.place is not None
        compared = min(map(report, reports), key=_breadth)
        own = _of(first)
        event = _copied(reports, compared, copies[own], events) if often[own] > 1 else None
        event = event or _best(compared, others.get(first.place.id, ()), index)
        if event is None and not first.on_map:
            continue
        if event is None:
            event = _Gathered(len(events), first.place.id)
            events.append(event)
        event.take(reports, compared)
        if often[own] > 1:
            copies[own].add(reports, event.number)
        for key in _keys(first.place.id, compared):
            if event not in index[key][-_MOST_EVENTS:]:
                index[key].append(event)
    return [event.reports for event in events]


def _copied(
    reports: Sequence[Sighting], compared: Report, copies: Copies, events: Sequence[_Gathered]
) -> _Gathered | None:
    """Return the event of the same place that has one of these sentences, or None."""
    for sighting in reports:
        number = copies.original(sighting.sentence)
        if number is None:
            continue
        event = events[number]
        if (
            all(compared.gap(other) <= 1 for other in event.compared)
            and sighting.article.id not in event.articles
            and not any(barred(compared, other) for other in event.compared)
        ):
            return event
    return None


def _best(
    compared: Report, others: Sequence[str], index: dict[Key, list[_Gathered]]
) -> _Gathered | None:
    """Return the event that `compared` most likely reports again, or None."""
    sighting = compared.sighting
    assert sighting.place is not None
    may_be = {sighting.place.id, *others}
    seen: set[int] = set()
    found: list[tuple[float, _Gathered]] = []
    needed = enough()
    for place in (sighting.place.id, *others):
        for key in _keys(place, compared, around=1):
            for event in index.get(key, ())[-_MOST_EVENTS:]:
                if event.number in seen or sighting.article.id in event.articles:
                    continue
                seen.add(event.number)
                held = event.compared
                # A part meets the town, and no other part of it.
                if any(barred(compared, one) or _place(one) not in may_be for one in held):
                    continue
                odds = max(
                    belief(compared, one, same_place=_place(one) == sighting.place.id)
                    for one in held
                )
                if odds >= needed:
                    found.append((odds, event))
    if not found:
        return None
    most = max(odds for odds, _ in found)
    nearly = [(odds, event) for odds, event in found if odds == most or odds + _NEARLY > most]
    if len(nearly) == 1 or compared.exact or sighting.article.published is None:
        return max(nearly, key=lambda one: (one[0], -one[1].number))[1]
    told_at = sighting.article.published
    return min(nearly, key=lambda one: (_since(one[1], told_at), -one[0], one[1].number))[1]


def _since(event: _Gathered, published: date) -> int:
    """Return how many days before `published` the event was; many where that isn't known."""
    days = [one.first for one in event.compared if one.exact and one.first <= published]
    return (published - max(days)).days if days else date.max.toordinal()


def _place(one: Report) -> str:
    return _place_id(one.sighting)


def _place_id(sighting: Sighting) -> str:
    return sighting.place.id if sighting.place is not None else ""


def _of(sighting: Sighting) -> tuple[str, str, bool]:
    return _place_id(sighting), sighting.site, sighting.background


def _breadth(told: Report) -> tuple[int, bool, int]:
    """Sort reports of one article: the best dated first, the headline after the text, then by offset."""
    return (told.last - told.first).days, is_headline(told.sighting), told.sighting.start


def _keys(place: str, compared: Report, *, around: int = 0) -> list[Key]:
    """Return where an event is looked for: its place in each week that it may lie in."""
    sighting = compared.sighting
    first = min((compared.first, *compared.course)).toordinal() // _WEEK - around
    last = compared.last.toordinal() // _WEEK + around
    if compared.first == date.min or compared.last == date.max:
        first = last = 0  # nobody says when, not even the article
    weeks = list(range(first, last + 1))
    if len(weeks) > _MOST_WEEKS:
        half = _MOST_WEEKS // 2
        weeks = [*weeks[:half], *weeks[-half:]]
    return [(place, sighting.site, sighting.background, week) for week in weeks]

"""Sightings -> events."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from geomap.days import interval
from geomap.grouping.across import across_articles
from geomap.grouping.copies import sources
from geomap.grouping.corrected import regroup
from geomap.grouping.order import digest, event_order, is_denial, report_order, strongest
from geomap.grouping.outlines import with_what_they_tell, without_headlines
from geomap.grouping.parts import with_their_towns
from geomap.grouping.stories import Begin, begin_here, stories
from geomap.model import Event, EventType, Place, Sighting, Status, Step
from geomap.precision import REALISED

_Word = TypeVar("_Word", bound=str)
_OPEN = ("attack", "venue")
_BASES = ("stated", "relative", "bounded_by_publication", None)


def group_events(
    sightings: Iterable[Sighting],
    *,
    all_of: Callable[[Collection[str]], Iterable[Sighting]] | None = None,
    begin_stories: Begin = begin_here,
) -> list[Event]:
    """Return the events that the sightings on the map report, sorted by date, place and id.

    Where `sightings` leaves out some that are off the map, `all_of` gives all those of some articles.
    `begin_stories` tells stories elsewhere while events of single articles are made (see `stories`).
    """
    buckets: dict[Hashable, list[Sighting]] = defaultdict(list)
    given = list(sightings)
    # Most records are of no event: they are not sorted.
    wanted = [s for s in given if s.on_map or is_denial(s)]
    for sighting in sorted(wanted, key=report_order):
        if sighting.place is not None:
            buckets[_bucket(sighting, sighting.place)].append(sighting)
    drafts = [draft for reports in buckets.values() for draft in _within_article(reports)]
    drafts.sort(key=lambda draft: report_order(draft.reports[0]))
    of_each = with_what_they_tell([draft.reports for draft in drafts])
    gathered = across_articles(with_their_towns(of_each))
    # Only what several articles report has sources to be told apart.
    shared = {r.article.id for reports in gathered if _articles(reports) > 1 for r in reports}
    whole = all_of(shared) if all_of else (s for s in given if s.article.id in shared)
    ordered = sorted(whole, key=report_order)
    waiting = stories(ordered, begin_stories)
    alone = {
        n: _event(one, {}) for n, one in enumerate(gathered) if one[0].article.id not in shared
    }
    told = waiting()

    def made(reports: Sequence[Sighting]) -> Event:
        return _event(reports, told)

    events = [alone.get(n) or made(reports) for n, reports in enumerate(gathered)]
    return sorted(regroup(events, made), key=event_order)


def _articles(reports: Sequence[Sighting]) -> int:
    return len({report.article.id for report in reports})


@dataclass(eq=False)
class _Draft:
    """What one article tells of one event; its date is what all of its reports allow."""

    reports: list[Sighting]
    first: date
    last: date
    statuses: set[str] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)  # where its reports stand, sorted

    @classmethod
    def of(cls, sighting: Sighting) -> _Draft:
        first, last = interval(sighting.event_date)
        return cls([sighting], first, last, {str(sighting.status)}, [sighting.start])

    def fits(self, other: _Draft) -> bool:
        """Say whether both can be the same event, going by date and status alone."""
        if max(self.first, other.first) > min(self.last, other.last):
            return False
        both = self.statuses | other.statuses
        if both <= REALISED or not both & REALISED:
            return True
        # What has happened and what is yet to come differ in date, unless the text names one
        # day for both: then the plan was carried out.
        if "ruled_out" in both:
            return False
        return self.first == self.last == other.first == other.last

    def take(self, other: _Draft) -> None:
        self.reports += other.reports
        self.first, self.last = max(self.first, other.first), min(self.last, other.last)
        self.statuses |= other.statuses
        for start in other.starts:
            insort(self.starts, start)

    def distance(self, start: int) -> int:
        """Return how far the nearest of its reports stands from `start` in the text."""
        at = bisect_left(self.starts, start)
        return min(abs(near - start) for near in self.starts[max(at - 1, 0) : at + 1])


def _within_article(reports: Sequence[Sighting]) -> list[_Draft]:
    """Return the events one article tells of, the best dated first to claim what is undated."""
    whole = date.max - date.min

    def width(sighting: Sighting) -> timedelta:
        first, last = interval(sighting.event_date)
        return last - first if last >= first else whole

    drafts: list[_Draft] = []
    for sighting in sorted(reports, key=lambda s: (width(s), s.start)):
        new = _Draft.of(sighting)
        fitting = [draft for draft in drafts if draft.fits(new)]
        if fitting:
            min(fitting, key=lambda draft: draft.distance(sighting.start)).take(new)
        else:
            drafts.append(new)
    for draft in drafts:
        draft.reports.sort(key=report_order)
    return drafts


def _event(members: Sequence[Sighting], told: Mapping[str, str]) -> Event:
    reports = sorted((one for one in members if one.on_map), key=report_order)
    denials = sorted((one for one in members if not one.on_map), key=report_order)
    telling = without_headlines(reports)
    first = telling[0]
    assert first.place is not None and first.site != "none"
    dated = min(reports, key=_date_rank)
    speaking = sources(reports, told)
    return Event(
        id=digest("e", reports[0].id),
        place=first.place,
        site=first.site,
        event_type=_kind(telling),
        role=_commonest([report.role for report in reports]),
        status=_latest_status(telling),
        event_date=dated.event_date,
        date_basis=dated.date_basis,
        background=first.background,
        reports=tuple(reports),
        sources_independent=len(speaking),
        sources_copies=sum(source.articles - 1 for source in speaking),
        denied_by=tuple(dict.fromkeys(_deniers([*reports, *denials]))),
        sources=speaking,
        history=_history(telling),
        denials=tuple(denials),
    )


def _kind(reports: Sequence[Sighting]) -> EventType | None:
    """Return the type of what `reports` tell: the commonest, but for one that leaves the kind open."""
    types = [report.event_type for report in reports]
    return _commonest([one for one in types if one not in _OPEN]) or _commonest(types)


def _commonest(values: Sequence[_Word | None]) -> _Word | None:
    """Return what most of `values` are, the first of several; None is no value."""
    told = [value for value in values if value is not None]
    if len(told) < 2:
        return told[0] if told else None
    return Counter(told).most_common(1)[0][0]


def _deniers(reports: Iterable[Sighting]) -> Iterator[str]:
    for report in reports:
        told = report.attribution
        yield from told.denied_by
        if not report.on_map and not told.denied_by and told.by is not None:
            yield told.by


def _history(reports: Sequence[Sighting]) -> tuple[Step, ...]:
    """Return the statuses in the order of publication, the strongest of a day for that day."""
    if len(reports) == 1 and reports[0].status is not None:
        (one,) = reports
        told_at = one.article.published
        return (Step(status=one.status, published=told_at, article=one.article.id),)
    by_day: dict[date, list[Sighting]] = defaultdict(list)
    for report in reports:
        by_day[report.article.published or date.min].append(report)
    steps: list[Step] = []
    for day in sorted(by_day):
        status = strongest(report.status for report in by_day[day] if report.status is not None)
        if steps and steps[-1].status == status:
            continue
        told = next(report for report in by_day[day] if report.status == status)
        steps.append(Step(status=status, published=told.article.published, article=told.article.id))
    return tuple(steps)


def _date_rank(report: Sighting) -> tuple[bool, bool, int, timedelta]:
    first, last = interval(report.event_date)
    yet_to_come = report.status not in REALISED
    basis = _BASES.index(report.date_basis)
    return report.event_date is None, yet_to_come and basis > 1, basis, abs(last - first)


def _latest_status(reports: Sequence[Sighting]) -> Status:
    """Return the strongest status in the newest article; undated articles count as oldest."""
    newest = max(report.article.published or date.min for report in reports)
    return strongest(
        report.status
        for report in reports
        if report.status is not None and (report.article.published or date.min) == newest
    )


def _bucket(sighting: Sighting, place: Place) -> Hashable:
    article = sighting.article
    return (
        article.id,
        article.source,
        place.id,
        sighting.site,
        sighting.event_type,
        sighting.background,
        sighting.on_map,
    )

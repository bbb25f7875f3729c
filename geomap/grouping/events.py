"""Sightings -> events."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from geomap.days import interval
from geomap.grouping.copies import Copies, sources
from geomap.grouping.order import digest, event_order, strongest
from geomap.model import Event, Place, Sighting, Status
from geomap.precision import REALISED

_BASES = ("stated", "relative", "bounded_by_publication", None)

# The widest dates, in days, that let reports of two articles be one event. Fighting goes on
# from day to day in the same places; delegations seldom meet twice in one town in one month,
# so that for them 'before the article' is narrow enough.
_NARROW_DAYS = {"battlefield": 3, "diplomatic": 31}


def group_events(sightings: Iterable[Sighting]) -> list[Event]:
    """Return the events that the sightings on the map report, sorted by date, place and id."""
    buckets: dict[Hashable, list[Sighting]] = defaultdict(list)
    for sighting in sorted(sightings, key=_report_order):
        if sighting.on_map and sighting.place is not None and sighting.status is not None:
            buckets[_bucket(sighting, sighting.place)].append(sighting)
    drafts = [draft for reports in buckets.values() for draft in _drafts(reports)]
    events = [_event(draft) for draft in drafts]
    return sorted(events, key=event_order)


@dataclass(eq=False)
class _Draft:
    """An event while its reports are being gathered; its date is what all of them allow."""

    reports: list[Sighting]
    first: date
    last: date
    statuses: set[str] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)  # where its reports stand, sorted
    number: int = -1  # its place in the list of a bucket's events, once it is there

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

    def distance(self, start: int) -> int:
        """Return how far the nearest of its reports stands from `start` in the text."""
        at = bisect_left(self.starts, start)
        return min(abs(near - start) for near in self.starts[max(at - 1, 0) : at + 1])

    def days(self) -> list[date]:
        """Return the days on which another article's event may be the same; none when too many."""
        told = self.reports[0]
        widest = _NARROW_DAYS[told.site]
        first, last = self.first, self.last
        if told.site == "diplomatic" and told.event_type is not None and first == date.min:
            last = min(last, told.article.published or date.max)
            first = last - timedelta(days=widest - 1) if last < date.max else first
        if first == date.min or last == date.max or (last - first).days >= widest:
            return []
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _drafts(reports: Sequence[Sighting]) -> list[_Draft]:
    """Return the events of one bucket: first within each article, then across articles."""
    by_article: dict[str, list[Sighting]] = defaultdict(list)
    for report in reports:
        by_article[report.article.id].append(report)
    events: list[_Draft] = []
    by_day: dict[date, list[_Draft]] = defaultdict(list)
    copies = Copies()
    for members in by_article.values():
        fresh: list[_Draft] = []
        for draft in _within_article(members):
            same = _twin(draft, by_day, copies, events)
            if same is None:
                fresh.append(draft)
            else:
                same.take(draft)
                copies.add(draft.reports, same.number)
        # Two events of one article stay two: it was read as telling of two.
        for draft in fresh:
            draft.number = len(events)
            events.append(draft)
            copies.add(draft.reports, draft.number)
            for day in draft.days():
                by_day[day].append(draft)
    return events


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
            nearest = min(fitting, key=lambda draft: draft.distance(sighting.start))
            nearest.take(new)
            insort(nearest.starts, sighting.start)
        else:
            drafts.append(new)
    return sorted(drafts, key=lambda draft: draft.starts[0])


def _twin(
    draft: _Draft,
    by_day: dict[date, list[_Draft]],
    copies: Copies,
    events: Sequence[_Draft],
) -> _Draft | None:
    """Return the event of earlier articles that `draft` reports again, or None."""
    for report in draft.reports:
        index = copies.original(report.sentence)
        if index is not None and events[index].fits(draft):
            return events[index]
    for day in draft.days():
        for event in by_day[day]:
            if event.fits(draft):
                return event
    return None


def _event(draft: _Draft) -> Event:
    reports = sorted(draft.reports, key=_report_order)
    first = reports[0]
    assert first.place is not None and first.site != "none"
    dated = min(reports, key=_date_rank)
    roles = Counter(report.role for report in reports if report.role is not None)
    independent, copies = sources(reports)
    return Event(
        id=digest("e", first.id),
        place=first.place,
        site=first.site,
        event_type=first.event_type,
        role=roles.most_common(1)[0][0] if roles else None,
        status=_latest_status(reports),
        event_date=dated.event_date,
        date_basis=dated.date_basis,
        background=first.background,
        reports=tuple(reports),
        sources_independent=independent,
        sources_copies=copies,
        denied_by=tuple(
            dict.fromkeys(name for report in reports for name in report.attribution.denied_by)
        ),
    )


def _date_rank(report: Sighting) -> tuple[bool, int, timedelta]:
    first, last = interval(report.event_date)
    return report.event_date is None, _BASES.index(report.date_basis), abs(last - first)


def _latest_status(reports: Sequence[Sighting]) -> Status:
    """Return the strongest status in the newest article; undated articles count as oldest."""
    newest = max(report.article.published or date.min for report in reports)
    return strongest(
        report.status
        for report in reports
        if report.status is not None and (report.article.published or date.min) == newest
    )


def _bucket(sighting: Sighting, place: Place) -> Hashable:
    return place.id, sighting.site, sighting.event_type, sighting.background


def _report_order(sighting: Sighting) -> tuple[date, str, str, int, str]:
    article = sighting.article
    return article.published or date.max, article.source, article.id, sighting.start, sighting.id

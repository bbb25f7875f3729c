"""Sightings -> events -> sites.

An event is what reports say of one place, in one class, of one type, at dates that can be the
same. Within an article that suffices. Across articles geomap is more careful, since a wrong
merger makes two attacks one and counts corroboration that nobody gave: there the dates must be
narrow and overlap, or the one sentence must be a copy of the other.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from geomap.model import Event, Place, Sighting, Site, Status

# Strongest first: what a site or an event is when no date decides.
_STRENGTH: tuple[Status, ...] = ("occurred", "ongoing", "planned", "proposed", "ruled_out")
_REALISED: frozenset[str] = frozenset({"occurred", "ongoing"})
_BASES = ("stated", "relative", "bounded_by_publication", None)

# The widest dates, in days, that let reports of two articles be one event. Fighting goes on
# from day to day in the same places; delegations seldom meet twice in one town in one month.
_NARROW_DAYS = {"battlefield": 3, "diplomatic": 31}

# A sentence is a copy when this share of its four-word runs stands in one earlier article.
_COPIED_SHARE = 0.7
_SHINGLE_WORDS = 4
_OWNERS = 20  # a run of words in more texts than this tells nothing, and costs time
_NEAR_M = 25_000  # UCDP GED codebook 23.1: where_prec 2 is 'within ca. 25 km of a known point'

Interval = tuple[date, date]


def group_events(sightings: Iterable[Sighting]) -> list[Event]:
    """Return the events that the sightings on the map report, sorted by date, place and id."""
    buckets: dict[Hashable, list[Sighting]] = defaultdict(list)
    for sighting in sorted(sightings, key=_report_order):
        if sighting.on_map and sighting.place is not None and sighting.status is not None:
            buckets[_bucket(sighting, sighting.place)].append(sighting)
    drafts = [draft for reports in buckets.values() for draft in _drafts(reports)]
    events = [_event(draft) for draft in drafts]
    return sorted(events, key=_event_order)


def group_sites(events: Iterable[Event]) -> list[Site]:
    """Return a site for each place in one class, sorted by place name, place id and class."""
    by_site: dict[Hashable, list[Event]] = defaultdict(list)
    for event in sorted(events, key=_event_order):
        by_site[(event.place.id, event.site)].append(event)
    sites = [_site(members) for members in by_site.values()]
    return sorted(sites, key=lambda site: (site.place.name, site.place.id, site.site, site.id))


@lru_cache(maxsize=4096)
def interval(edtf: str | None) -> Interval:
    """Return the first and last day of an EDTF date; `date.min` and `date.max` where it is open.

    None, and what is no date, is open on both sides.
    """
    if edtf is None:
        return date.min, date.max
    first, slash, last = edtf.partition("/")
    return _first_day(first), _last_day(last if slash else first)


# --- events ---------------------------------------------------------------------------------


@dataclass(eq=False)
class _Draft:
    """An event while its reports are being gathered; its date is what all of them allow."""

    reports: list[Sighting]
    first: date
    last: date
    statuses: set[str] = field(default_factory=set)
    number: int = -1  # its place in the list of a bucket's events, once it is there

    @classmethod
    def of(cls, sighting: Sighting) -> _Draft:
        first, last = interval(sighting.event_date)
        return cls([sighting], first, last, {str(sighting.status)})

    def fits(self, other: _Draft) -> bool:
        """Say whether both can be the same event, going by date and status alone."""
        if max(self.first, other.first) > min(self.last, other.last):
            return False
        both = self.statuses | other.statuses
        if both <= _REALISED or not both & _REALISED:
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

    @property
    def days(self) -> int | None:
        """How many days its date spans; None when it is open on a side."""
        if self.first == date.min or self.last == date.max:
            return None
        return (self.last - self.first).days + 1


def _drafts(reports: Sequence[Sighting]) -> list[_Draft]:
    """Return the events of one bucket: first within each article, then across articles."""
    by_article: dict[str, list[Sighting]] = defaultdict(list)
    for report in reports:
        by_article[report.article.id].append(report)
    events: list[_Draft] = []
    by_day: dict[date, list[_Draft]] = defaultdict(list)
    copies = _Copies()
    widest = _NARROW_DAYS[str(reports[0].site)]
    for members in by_article.values():
        fresh: list[_Draft] = []
        for draft in _within_article(members):
            days = draft.days
            narrow = _days_of(draft) if days is not None and days <= widest else []
            same = _twin(draft, narrow, by_day, copies, events)
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
            days = draft.days
            if days is not None and days <= widest:
                for day in _days_of(draft):
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
            min(fitting, key=lambda draft: _distance(draft, sighting)).take(new)
        else:
            drafts.append(new)
    return sorted(drafts, key=lambda draft: min(report.start for report in draft.reports))


def _distance(draft: _Draft, sighting: Sighting) -> int:
    return min(abs(report.start - sighting.start) for report in draft.reports)


def _twin(
    draft: _Draft,
    days: Sequence[date],
    by_day: dict[date, list[_Draft]],
    copies: _Copies,
    events: Sequence[_Draft],
) -> _Draft | None:
    """Return the event of earlier articles that `draft` reports again, or None."""
    for report in draft.reports:
        index = copies.original(report.sentence)
        if index is not None and events[index].fits(draft):
            return events[index]
    for day in days:
        for event in by_day[day]:
            if event.fits(draft):
                return event
    return None


class _Copies:
    """Which sentences were seen before, by the four-word runs they share."""

    def __init__(self) -> None:
        self._owners: dict[Hashable, set[int]] = defaultdict(set)

    def add(self, reports: Iterable[Sighting], owner: int) -> None:
        for report in reports:
            for shingle in _shingles(report.sentence):
                owners = self._owners[shingle]
                if len(owners) < _OWNERS:
                    owners.add(owner)

    def original(self, sentence: str) -> int | None:
        """Return the owner that holds most of `sentence`, or None when it is no copy."""
        shingles = _shingles(sentence)
        held = Counter(owner for s in shingles for owner in self._owners.get(s, ()))
        if not held:
            return None
        owner, count = min(held.items(), key=lambda item: (-item[1], item[0]))
        return owner if count >= _COPIED_SHARE * len(shingles) else None


@lru_cache(maxsize=4096)
def _shingles(sentence: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of four words; none for a sentence too short to tell a copy from chance."""
    words = re.findall(r"\w+", sentence.casefold())
    runs = range(len(words) - _SHINGLE_WORDS + 1)
    return frozenset(tuple(words[i : i + _SHINGLE_WORDS]) for i in runs)


def _event(draft: _Draft) -> Event:
    reports = sorted(draft.reports, key=_report_order)
    first = reports[0]
    assert first.place is not None and first.site != "none"
    dated = min(reports, key=_date_rank)
    roles = Counter(report.role for report in reports if report.role is not None)
    independent, copies = _sources(reports)
    return Event(
        id=_id("e", first.id),
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
    return _strongest(
        report.status
        for report in reports
        if report.status is not None and (report.article.published or date.min) == newest
    )


def _strongest(statuses: Iterable[Status]) -> Status:
    return min(statuses, key=_STRENGTH.index)


def _sources(reports: Sequence[Sighting]) -> tuple[int, int]:
    """Return how many articles speak for themselves, and how many repeat one of these.

    One publisher is one source, and so is a sentence that several print.
    """
    by_article: dict[str, list[Sighting]] = defaultdict(list)
    for report in reports:
        by_article[report.article.id].append(report)
    publishers: set[str] = set()
    seen = _Copies()
    independent = 0
    for number, (article_id, members) in enumerate(by_article.items()):
        publisher = _publisher(members[0]) or article_id
        copied = all(seen.original(report.sentence) is not None for report in members)
        if publisher not in publishers and not copied:
            independent += 1
        publishers.add(publisher)
        seen.add(members, number)
    return independent, len(by_article) - independent


def _publisher(report: Sighting) -> str | None:
    """Return the publisher as the article names it, else the host of its address."""
    if report.article.publisher:
        return report.article.publisher.casefold().strip()
    host = urlsplit(report.article.url or "").hostname
    return host.removeprefix("www.") if host else None


# --- sites ----------------------------------------------------------------------------------


def _site(events: Sequence[Event]) -> Site:
    place, kind = events[0].place, events[0].site
    status = _site_status(events)
    where_prec, geo_precision = _precision(events) if status in _REALISED else (None, None)
    counted = Counter(event.status for event in events)
    return Site(
        id=_id("s", f"{place.id}|{kind}"),
        place=place,
        site=kind,
        status=status,
        statuses={name: counted[name] for name in _STRENGTH if counted[name]},
        first_date=_first_date(events),
        last_date=_last_date(events),
        where_prec=where_prec,
        geo_precision=geo_precision,
        background=all(event.background for event in events),
        events=tuple(events),
    )


def _site_status(events: Sequence[Event]) -> Status:
    """Return the status of the latest dated event, else the strongest.

    'Before the article' is no date of the event. What goes on is as late as its newest report.
    """
    told = [event for event in events if not event.background] or list(events)
    dated = [(end, event.status) for event in told if (end := _end(event)) is not None]
    if not dated:
        return _strongest(event.status for event in told)
    latest = max(end for end, _ in dated)
    return _strongest(status for end, status in dated if end == latest)


def _end(event: Event) -> date | None:
    if event.event_date is None or event.date_basis == "bounded_by_publication":
        return None
    first, last = interval(event.event_date)
    if last < date.max:
        return last
    newest = max((report.article.published or date.min) for report in event.reports)
    return max(first, newest)


def _dates(events: Iterable[Event]) -> list[str]:
    return [
        event.event_date
        for event in events
        if event.event_date is not None and event.date_basis != "bounded_by_publication"
    ]


def _first_date(events: Iterable[Event]) -> str | None:
    """Return the earliest known beginning, as precise as it was told."""
    starts = [text.partition("/")[0] for text in _dates(events)]
    return min((s for s in starts if interval(s)[0] > date.min), key=interval, default=None)


def _last_date(events: Iterable[Event]) -> str | None:
    """Return the latest known end, as precise as it was told."""
    ends = [text.rpartition("/")[2] for text in _dates(events)]
    known = [end for end in ends if interval(end)[1] < date.max]
    return max(known, key=lambda end: (interval(end)[1], interval(end)[0]), default=None)


def _precision(events: Sequence[Event]) -> tuple[int | None, int | None]:
    """Return UCDP's where_prec and ACLED's geo_precision of a place where something happened.

    Sources: UCDP GED codebook 23.1, section 'where_prec'; ACLED codebook 2023, 'Geo-precision'.
    """
    place = events[0].place
    match place.kind:
        case "country":
            return 6, None
        case "continent":
            return None, None  # neither scheme goes beyond a country
        case "admin1":
            return 4, 3
        case "admin2":
            return 3, 2
        case "region" | "natural":
            if place.kind == "natural" and place.country is None:
                return 7, 3  # international waters
            return (2, 2) if place.radius_m <= _NEAR_M else (5, 3)
    told = [event for event in events if event.status in _REALISED]
    # '20 km west of Bakhmut' is a point of its own, reckoned from the town's.
    near = place.id.startswith("relative:") or all(event.role == "near" for event in told)
    return (2, 2) if near else (1, 1)


# --- keys, order and days -------------------------------------------------------------------


def _bucket(sighting: Sighting, place: Place) -> Hashable:
    return place.id, sighting.site, sighting.event_type, sighting.background


def _report_order(sighting: Sighting) -> tuple[date, str, str, int, str]:
    article = sighting.article
    return article.published or date.max, article.source, article.id, sighting.start, sighting.id


def _event_order(event: Event) -> tuple[date, str, str]:
    first, last = interval(event.event_date)
    return first if first > date.min else last, event.place.name, event.id


def _days_of(draft: _Draft) -> list[date]:
    return [draft.first + timedelta(days=n) for n in range((draft.last - draft.first).days + 1)]


def _first_day(text: str) -> date:
    parts = _numbers(text)
    return date(parts[0], parts[1] or 1, parts[2] or 1) if parts else date.min


def _last_day(text: str) -> date:
    parts = _numbers(text)
    if parts is None:
        return date.max
    year, month, day = parts
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of an EDTF date, zero where it has none; None when it is open."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day


def _id(prefix: str, key: str) -> str:
    return f"{prefix}:{hashlib.sha256(key.encode()).hexdigest()[:16]}"

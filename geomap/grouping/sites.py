"""Events -> sites."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date

from geomap.days import interval
from geomap.grouping.order import STRENGTH, digest, event_order, strongest
from geomap.model import Event, Site, Status
from geomap.precision import REALISED, precision_codes


def group_sites(events: Iterable[Event]) -> list[Site]:
    """Return a site for each place in one class, sorted by place name, place id and class."""
    by_site: dict[Hashable, list[Event]] = defaultdict(list)
    for event in sorted(events, key=event_order):
        by_site[(event.place.id, event.site)].append(event)
    sites = [_site(members) for members in by_site.values()]
    return sorted(sites, key=lambda site: (site.place.name, site.place.id, site.site, site.id))


def _site(events: Sequence[Event]) -> Site:
    place, kind = events[0].place, events[0].site
    status = _site_status(events)
    told = [event for event in events if event.status in REALISED]
    near = all(event.role == "near" for event in told)
    where_prec, geo_precision = precision_codes(place, status, near=near)
    counted = Counter(event.status for event in events)
    return Site(
        id=digest("s", f"{place.id}|{kind}"),
        place=place,
        site=kind,
        status=status,
        statuses={name: counted[name] for name in STRENGTH if counted[name]},
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
        return strongest(event.status for event in told)
    latest = max(end for end, _ in dated)
    return strongest(status for end, status in dated if end == latest)


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

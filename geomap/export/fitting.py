"""What of a big corpus one page shows, so that it still opens: by time, by significance, by place.

Events outside the window are not on the page. Of the others, each place in one class keeps the
event that stands on most, then events follow by how much they stand on, until the page is full.
What is left out is counted and said on the page, and stands in the GeoJSON and in the records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geomap.days import interval
from geomap.export.listing import Listing
from geomap.model import Event, Sighting, Site
from geomap.settings import Settings

MOST_OFF = 200_000  # mentions that are not on the map: more are counted by reason, not listed
MOST_REPORTS = 50  # of one event
_STATUS = ("occurred", "ongoing", "planned", "proposed", "ruled_out", "did_not_occur")


@dataclass(frozen=True)
class Fitted:
    """What a page shows."""

    events: Sequence[Event]
    sites: Sequence[Site]
    lists_off: bool  # the mentions that are not on the map, one by one
    most_reports: int  # that an event lists
    left: str | None  # what is not on the page, in a sentence; None: all is

    @property
    def whole(self) -> bool:
        """Say whether nothing is left out."""
        return self.left is None


def fit(
    sightings: Sequence[Sighting] | Listing,
    events: Sequence[Event],
    sites: Sequence[Site],
    *,
    settings: Settings,
    most_off: int = MOST_OFF,
    most_reports: int = MOST_REPORTS,
) -> Fitted:
    """Return what of the events and sites a page shows by these settings."""
    within = [event for event in events if _within(event, settings.since, settings.until)]
    kept = within
    if len(within) > settings.most_events:
        chosen = _most_significant(within, settings.most_events)
        kept = [event for event in within if event.id in chosen]
    told: list[str] = []
    if len(within) < len(events):
        told.append(f"{_count(len(events) - len(within))} {_outside(settings)}")
    if len(kept) < len(within):
        told.append(f"{_count(len(within) - len(kept))} that fewer sources report")
    reports = sum(max(0, len(event.reports) - most_reports) for event in kept)
    if reports:
        told.append(f"{reports:,} further reports of events with over {most_reports}")
    listing = Listing.of(sightings)
    listed = lists_off(listing, most_off)
    if not listed:
        told.append(f"the list of {listing.off_map:,} mentions that are not on the map")
    left = f"Not on this page, for its size: {'; '.join(told)}. The files beside it hold all."
    if len(kept) < len(events):
        sites = _of(kept, sites)
    return Fitted(kept, sites, listed, most_reports, left if told else None)


def lists_off(listing: Listing, most: int = MOST_OFF) -> bool:
    """Return whether a page lists the mentions that are not on the map, one by one."""
    return listing.off_map <= most


def _within(event: Event, since: date | None, until: date | None) -> bool:
    """Say whether an event may have been within the window; what is undated was when it was told."""
    if since is None and until is None:
        return True
    first, last = interval(event.event_date)
    told = [r.article.published for r in event.reports if r.article.published is not None]
    if told and last == date.max:
        last = max(told)
    if told and first == date.min:
        # What happened 'before' it was told happened shortly before, for all one knows.
        first = min(min(told) - timedelta(days=1), last)
    return (since is None or last >= since) and (until is None or first <= until)


def _most_significant(events: Sequence[Event], most: int) -> set[str]:
    """Return the ids of the `most` events that stand on most; first one for each place and class."""
    ranked = sorted(events, key=_rank)
    first: dict[tuple[str, str], str] = {}
    for event in ranked:
        first.setdefault((event.place.id, event.site), event.id)
    chosen = set(list(first.values())[:most])
    for event in ranked:
        if len(chosen) >= most:
            break
        chosen.add(event.id)
    return chosen


def _rank(event: Event) -> tuple[bool, int, int, int, int, str]:
    """Sort what stands on most first; of the same, the latest."""
    told = [r.article.published for r in event.reports if r.article.published is not None]
    latest = max(told).toordinal() if told else 0
    return (
        event.background,
        -event.sources_independent,
        _STATUS.index(event.status),
        -len(event.reports),
        -latest,
        event.id,
    )


def _of(events: Sequence[Event], sites: Sequence[Site]) -> list[Site]:
    """Return the sites that have some of `events`, with these alone; what else is said of them stays."""
    kept = {event.id for event in events}
    made: list[Site] = []
    for site in sites:
        there = tuple(event for event in site.events if event.id in kept)
        if there:
            alike = len(there) == len(site.events)
            made.append(site if alike else site.model_copy(update={"events": there}))
    return made


def _outside(settings: Settings) -> str:
    if settings.since is None:
        return f"after {settings.until}"
    if settings.until is None:
        return f"before {settings.since}"
    return f"before {settings.since} or after {settings.until}"


def _count(number: int) -> str:
    return f"{number:,} event{'' if number == 1 else 's'}"

"""What events and sites share: their order, the strength of statuses, their ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from geomap.days import interval
from geomap.model import Event, Sighting, Status

# Strongest first: what a site or an event is when no date decides.
STRENGTH: tuple[Status, ...] = ("occurred", "ongoing", "planned", "proposed", "ruled_out")


def strongest(statuses: Iterable[Status]) -> Status:
    """Return the status that outweighs the others."""
    return min(statuses, key=STRENGTH.index)


def event_order(event: Event) -> tuple[date, str, str]:
    """Sort events by their beginning, where it is known, then by place."""
    first, last = interval(event.event_date)
    return first if first > date.min else last, event.place.name, event.id


def report_order(sighting: Sighting) -> tuple[date, str, str, int, str]:
    """Sort reports by day of publication, the undated last, then by article and offset."""
    article = sighting.article
    return article.published or date.max, article.source, article.id, sighting.start, sighting.id


def is_denial(sighting: Sighting) -> bool:
    """Return whether it says of a place on the map that something did not happen there."""
    return sighting.off_map_reason == "did_not_occur" and sighting.site != "none"


def digest(prefix: str, key: str) -> str:
    """Return a short stable id for `key`."""
    return f"{prefix}:{hashlib.sha256(key.encode()).hexdigest()[:16]}"

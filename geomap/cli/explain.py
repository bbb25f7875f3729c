"""Why a point is on the map, and why a mention is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from geomap.cli.talk import cells, table
from geomap.errors import UsageError
from geomap.grouping import group_events, group_sites
from geomap.model import OFF_MAP_REASONS, Event, Sighting

if TYPE_CHECKING:
    from rich.table import Table

_MOST_NAMED = 30  # places, where none is the one that was asked for


def explain(sightings: Sequence[Sighting], place: str | None) -> Iterator[Table]:
    """Yield a table of what is on the map and one of what is not.

    Raises UsageError: no mention is of `place`.
    """
    wanted = [sighting for sighting in sightings if place is None or _is_of(sighting, place)]
    if place is not None and not wanted:
        raise UsageError(f"No mention is of {place!r}. {_named_instead(sightings, place)}")
    ids = {sighting.id for sighting in wanted}
    on_map = table("place", "class", "status", "date", "told", "why", title="On the map")
    for site in group_sites(group_events(sightings)):
        for event in site.events:
            for report in event.reports:
                if report.id in ids:
                    on_map.add_row(*cells(site.place.name, site.site, *_told(event, report)))
    off_map = table("mention", "place", "reason", "told", "why", title="Not on the map")
    for sighting in _by_reason(wanted):
        reason = str(sighting.off_map_reason)
        off_map.add_row(
            *cells(
                sighting.text,
                sighting.place.name if sighting.place else None,
                OFF_MAP_REASONS.get(reason, reason),
                _where(sighting),
                "; ".join(sighting.why),
            )
        )
    yield from (made for made in (on_map, off_map) if made.row_count)


def _named_instead(sightings: Sequence[Sighting], place: str) -> str:
    """Return which places are named: those spelt much like `place`, else the first of all."""
    known = sorted({s.place.name for s in sightings if s.place is not None})
    folded = {name.casefold(): name for name in known}
    alike = [folded[name] for name in get_close_matches(place.casefold(), folded, n=5)]
    if alike:
        return f"Is it {' or '.join(alike)}?"
    more = f" and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
    return f"Places mentioned: {', '.join(known[:_MOST_NAMED]) or 'none'}{more}."


def _told(event: Event, report: Sighting) -> tuple[str | None, ...]:
    setting = " (setting)" if event.background else ""
    return (
        f"{report.status}{setting}",
        report.event_date,
        f"{report.sentence} {_where(report)}",
        "; ".join(report.why),
    )


def _by_reason(sightings: Sequence[Sighting]) -> list[Sighting]:
    order = list(OFF_MAP_REASONS)
    off = [sighting for sighting in sightings if not sighting.on_map]
    return sorted(off, key=lambda s: order.index(s.off_map_reason or order[-1]))


def _is_of(sighting: Sighting, place: str) -> bool:
    """Say whether a mention or its place bears the name, or has the id."""
    names = [sighting.text]
    if sighting.place is not None:
        if sighting.place.id == place:
            return True
        names.append(sighting.place.name)
    return any(place.casefold() in name.casefold() for name in names)


def _where(sighting: Sighting) -> str:
    return f"[{sighting.article.source}:{sighting.start}]"

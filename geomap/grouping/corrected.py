"""Events as a person joined or split them: their mentions say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geomap.grouping.order import digest
from geomap.model import Event, Sighting

Make = Callable[[list[Sighting]], Event]


def event_id(mention_id: str) -> str:
    """Return the id of the event whose first report is the mention."""
    return digest("e", mention_id)


@dataclass
class _Gathered:
    """An event while reports are moved; it has none of its own when a person split it off."""

    event: Event | None
    reports: list[Sighting]
    joined: bool = False


def regroup(events: Sequence[Event], make: Make) -> list[Event]:
    """Return `events` with those mentions elsewhere that a person said belong elsewhere.

    What is split off comes first, so that mentions can be joined to it. `make` gives the event of
    some reports. An event that mentions are joined to keeps its place, class and type, and its id
    where its first report stays; one that loses all its mentions is gone.
    """
    if not any(mark.into for event in events for r in event.reports for mark in r.corrected):
        return list(events)
    groups = [_Gathered(event, list(event.reports)) for event in events]
    split: dict[str, _Gathered] = {}
    for group in list(groups):
        for report in list(group.reports):
            into = _into(report).get("split")
            if into is None:
                continue
            if into not in split:
                split[into] = _Gathered(None, [])
                groups.append(split[into])
            group.reports.remove(report)
            split[into].reports.append(report)
    at = {report.id: group for group in groups for report in group.reports}
    bases = [make(group.reports) if group.event is None else group.event for group in groups]
    moves = [
        (report, group, at[into])
        for group in groups
        for report in group.reports
        if (into := _into(report).get("merge")) in at and at[into] is not group
    ]
    for report, source, target in moves:
        source.reports.remove(report)
        target.reports.append(report)
        target.joined = True
    return [
        _event(group, base, make)
        for group, base in zip(groups, bases, strict=True)
        if group.reports
    ]


def _into(report: Sighting) -> dict[str, str]:
    return {mark.field: mark.into for mark in report.corrected if mark.into is not None}


def _event(group: _Gathered, base: Event, make: Make) -> Event:
    if group.reports == list(base.reports):
        return base
    anew = make([*group.reports, *base.denials])
    if not group.joined:
        return anew
    same = {name: getattr(base, name) for name in ("place", "site", "event_type")}
    if base.reports[0] in group.reports:
        same["id"] = base.id
    return anew.model_copy(update=same)

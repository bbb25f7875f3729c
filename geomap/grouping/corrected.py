"""Events as a person joined or split them: their mentions say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geomap.grouping.order import digest
from geomap.model import Event, Sighting

Make = Callable[[list[Sighting]], Event]


def event_id(mention_id: str) -> str:
    """Return the id of the event whose first report is the mention."""
    return digest("e", mention_id)


def regroup(events: Sequence[Event], make: Make) -> list[Event]:
    """Return `events` with those mentions elsewhere that a person said belong elsewhere.

    `make` gives the event of some reports. An event that mentions are joined to keeps its id, place,
    class and type; one that loses all its mentions is gone.
    """
    if not any(mark.into for event in events for r in event.reports for mark in r.corrected):
        return list(events)
    at = {report.id: number for number, event in enumerate(events) for report in event.reports}
    kept: dict[int, list[Sighting]] = {n: list(event.reports) for n, event in enumerate(events)}
    split: dict[str, list[Sighting]] = {}
    joined: dict[int, list[Sighting]] = {}
    for number, event in enumerate(events):
        for report in event.reports:
            into = {mark.field: mark.into for mark in report.corrected if mark.into is not None}
            if "split" in into:
                split.setdefault(into["split"], []).append(report)
            elif "merge" in into and at.get(into["merge"], number) != number:
                joined.setdefault(at[into["merge"]], []).append(report)
            else:
                continue
            kept[number].remove(report)
    made: list[Event] = []
    for number, event in enumerate(events):
        reports = [*kept[number], *joined.get(number, ())]
        if reports == list(event.reports):
            made.append(event)
        elif reports:
            anew = make([*reports, *event.denials])
            if number in joined:
                same = {
                    name: getattr(event, name) for name in ("id", "place", "site", "event_type")
                }
                anew = anew.model_copy(update=same)
            made.append(anew)
    return made + [make(reports) for reports in split.values()]

"""The map of a folder with what changed since another in its list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geomap.errors import UsageError
from geomap.run.differing import Diff
from geomap.run.lines import SIGHTINGS_FILE, load_records
from geomap.run.record import load_run, recorded_settings
from geomap.run.rendering import house_labels


def changes_page(folder: Path, found: Diff) -> bytes:
    """Return the page of `folder` that lists what `found` says changed.

    Raises UsageError: `folder` is no folder of outputs with its records.
    """
    from geomap.export.looks import Since, look_from
    from geomap.export.page import map_html
    from geomap.grouping import group_events, group_sites

    if not (folder / SIGHTINGS_FILE).is_file():
        raise UsageError(
            f"{folder} holds no {SIGHTINGS_FILE}, of which its map is made. Name a folder that "
            "`geomap map` wrote without --publish, or leave out --map."
        )
    sightings = load_records(folder / SIGHTINGS_FILE)
    events = group_events(sightings)
    gone = ("withdrawn", "joined")
    since = Since(
        label=Path(found.old).name or found.old,
        changed={c.event: c.words for c in found.changes if not set(gone) & set(c.kinds)},
        gone=tuple(
            (c.name, c.site, c.event_date, c.words)
            for c in found.changes
            if set(gone) & set(c.kinds)
        ),
    )
    settings = recorded_settings(load_run(folder), folder)
    look = replace(look_from(settings), labels=house_labels(settings), since=since)
    return map_html(sightings, events, group_sites(events), look=look).encode()

"""`--to`: what else a command writes to, beside the files of its folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.seams import Exporter

Targets = dict[str, "Exporter"]


def open_targets(to: Iterable[str] | None, *, bom: bool = False) -> Targets:
    """Return what writes to each target, each checked: better told before a long reading.

    Raises UsageError: nothing writes such a target, or it can't be written.
    """
    from geomap import seams

    targets: Targets = {}
    for target in to or ():
        told = {"bom": True} if bom and seams.export_format(target) == "csv" else {}
        targets[target] = seams.exporter(target, **told)
    if bom and not any(seams.export_format(target) == "csv" for target in targets):
        raise UsageError("--bom is for a CSV. Add --to FILE.csv, or leave it out.")
    for target, exporter in targets.items():
        exporter.check(target)
    return targets


def write_targets(targets: Targets, records: bytes) -> Sequence[str]:
    """Write the events that `records` (of sightings.jsonl) report, and return the targets as shown.

    Raises UsageError: one can't be written; those before it are.
    """
    if not targets:
        return ()
    from geomap import pipeline, run, seams

    lines = records.splitlines()
    sightings = list(run.parse_records(lines, origin=run.SIGHTINGS_FILE))
    events, sites = pipeline.group(sightings)
    for target, exporter in targets.items():
        exporter.write(sightings, events, sites, target)
    return [seams.shown(target) for target in targets]

"""The command that reads and draws nothing: extract."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.app import app
from geomap.cli.options import (
    Columns,
    Config,
    Fast,
    Geocoder,
    Inputs,
    OwnGazetteer,
    Published,
    Reader,
    Strict,
    settings_from,
)
from geomap.cli.talk import complain, out, progress
from geomap.cli.working import Dask, Log, Metrics, Workers, crew_of, say_skipped, source_of

if TYPE_CHECKING:
    from geomap.articles import Skipped
    from geomap.export.sighting_parts import SightingParts
    from geomap.run import Reading
    from geomap.settings import Settings


@app.command()
def extract(
    inputs: Inputs,
    *,
    published: Published = None,
    config: Config = None,
    own_gazetteer: OwnGazetteer = None,
    geocoder: Geocoder = None,
    reader: Reader = None,
    fast: Fast = False,
    columns: Columns = None,
    strict: Strict = False,
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Write GeoParquet there, in parts; what was read is kept there for the next time.",
        ),
    ] = None,
    workers: Workers = None,
    dask: Dask = None,
    log: Log = None,  # noqa: ARG001
) -> None:
    """Write a JSON line for each place name.

    Every name is there, on the map or not, by article, then offset.

    \b
    Examples:
      geomap extract news/ > sightings.jsonl
      geomap extract news/ | jq 'select(.place == null) | .text'
      geomap extract a.txt --published 2025-08-21 | geomap render - -o one/
      geomap extract 2025/*.jsonl.zst --workers 8 --into sightings/
    """
    from geomap import pipeline, run
    from geomap.articles import find_files
    from geomap.stages import Stages

    settings = settings_from(
        inputs,
        config,
        published=published,
        gazetteer=own_gazetteer,
        geocoder=geocoder,
        reader=reader,
        fast=fast,
        columns=columns,
        strict=strict,
    )
    crew = crew_of(workers, dask, keep=into is not None)
    found = find_files(inputs)  # a wrong path is told before the gazetteer is opened
    metrics = Metrics()
    unsupported: list[Skipped] = []
    with ExitStack() as stack:
        stack.enter_context(run.unhurried())
        parts = None
        if into is not None:
            run.check_writable(into)
            stack.enter_context(run.locked(into))
            parts = stack.enter_context(_parts(into))
        advance = stack.enter_context(progress("Reading articles"))
        stages = Stages.open(settings, progress=sys.stderr.isatty())
        store = run.Store()
        if into is not None:
            opened = run.Store.open(into, stages.parts, settings, keep=True, note=complain)
            store = stack.enter_context(opened)
        outcomes = pipeline.read(
            inputs,
            stages,
            settings=settings,
            store=store,
            note=complain,
            found=found,
            crew=crew(settings, stages.parts) if crew is not None else None,
            reach=advance.reach,
        )
        for outcome in outcomes:
            advance(source_of(outcome))
            metrics.take(outcome)
            if not isinstance(outcome, run.Reading):
                if outcome.cause is None:
                    say_skipped([outcome])
                else:
                    unsupported.append(outcome)
                continue
            lines = _lines(outcome, settings)
            if parts is not None:
                parts.add(lines)
            else:
                for line in lines.decode().splitlines():
                    out(line)
        say_skipped(unsupported)
        if not metrics.articles:
            complain("No article could be read.")
            raise typer.Exit(1)
        if parts is not None:
            for path in parts.finish():
                out(str(path))
    metrics.say()
    if settings.strict and metrics.skipped:
        raise typer.Exit(1)


@contextmanager
def _parts(folder: Path) -> Iterator[SightingParts]:
    from geomap.export.sighting_parts import SightingParts

    parts = SightingParts(folder)
    try:
        yield parts
    finally:
        parts.discard()


def _lines(reading: Reading, settings: Settings) -> bytes:
    """Return the records of an article as lines, its source graded."""
    from geomap.grouping import graded
    from geomap.run import records

    if not settings.sources:
        return reading.lines
    return records(graded(reading.sightings, settings.sources)[0])

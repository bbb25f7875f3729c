"""The commands that make: map, regenerate, render."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.app import app
from geomap.cli.looks import (
    Borders,
    Delay,
    Embed,
    Most,
    Png,
    Publish,
    Since,
    Tiles,
    Until,
    check_look,
    look_flags,
    say_look,
    write_picture,
)
from geomap.cli.options import (
    Bom,
    Columns,
    Config,
    Corrections,
    Fast,
    Geocoder,
    Inputs,
    Out,
    OwnGazetteer,
    Published,
    Reader,
    Strict,
    To,
    settings_from,
)
from geomap.cli.talk import Advance, complain, out, progress, say
from geomap.cli.targets import Targets
from geomap.cli.working import Dask, Log, Metrics, Workers, crew_of, say_skipped, source_of
from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.pipeline import Outcome
    from geomap.run import Content, Run
    from geomap.settings import Settings


@app.command("map")
def map_(
    inputs: Inputs,
    *,
    folder: Out = Path("outputs"),
    published: Published = None,
    config: Config = None,
    own_gazetteer: OwnGazetteer = None,
    geocoder: Geocoder = None,
    reader: Reader = None,
    fast: Fast = False,
    columns: Columns = None,
    strict: Strict = False,
    publish: Publish = False,
    delay: Delay = None,
    embed: Embed = False,
    png: Png = False,
    tiles: Tiles = None,
    borders: Borders = None,
    since: Since = None,
    until: Until = None,
    most: Most = None,
    corrections: Corrections = None,
    to: To = None,
    bom: Bom = False,
    workers: Workers = None,
    dask: Dask = None,
    log: Log = None,  # noqa: ARG001
) -> None:
    """Read articles and write the map, and the record of why.

    What was read is kept in the folder: after an interruption the same command goes on where it was. A corrections.toml in the folder is applied.

    \b
    Examples:
      geomap map news/ --published 2025-08-21
      geomap map a.html b.txt -o august/
      cat article.txt | geomap map - -o one/
      geomap map articles.jsonl --column text=body --column date=day
      geomap map news/ --to events.gpkg --to events.csv
      geomap map news/ -o public/ --publish --delay 3 --embed --png
      geomap map 2025/*.warc.gz --workers 8 -o year/
    """
    from geomap import pipeline, run

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
        corrections=corrections,
        **look_flags(
            publish=publish,
            delay=delay,
            embed=embed,
            tiles=tiles,
            borders=borders,
            since=since,
            until=until,
            most=most,
        ),
    )
    run.check_writable(folder)
    check_look(settings, folder)
    targets = Targets(to, bom=bom)
    crew = crew_of(workers, dask)
    metrics = Metrics()
    with run.locked(folder), run.unhurried():
        with progress("Reading articles") as advance:
            made, files = pipeline.make(
                inputs,
                folder,
                settings=settings,
                keep=True,
                watch=_watch(advance, metrics),
                note=complain,
                hand=targets.hand,
                crew=crew,
                reach=advance.reach,
                progress=sys.stderr.isatty(),
            )
        say_skipped(made.skipped)
        _stop_without_articles(made)
        files[run.RUN_FILE] = made.dump()
        run.write_files(folder, files)
    drawn = _tell(made, files, folder, settings, targets, png=png)
    metrics.say(made.counts)
    _stop_if_strict(made)
    if not drawn:
        raise typer.Exit(1)


@app.command()
def regenerate(
    folder: Annotated[Path, typer.Argument(metavar="DIR")] = Path("outputs"),
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 when something is stale.")
    ] = False,
    to: To = None,
    bom: Bom = False,
    workers: Workers = None,
    dask: Dask = None,
    log: Log = None,  # noqa: ARG001
) -> None:
    """Make a folder's files again, or tell whether they are stale.

    What to read is what its run.json recorded. Unchanged articles are not read again; the same input gives the same bytes.

    \b
    Examples:
      geomap regenerate
      geomap regenerate outputs/ --check
      geomap regenerate outputs/ --to events.parquet
    """
    from geomap import pipeline, run

    if check and to:
        raise UsageError("--check writes nothing. Leave out --to, or --check.")
    targets = Targets(to, bom=bom)
    crew = crew_of(workers, dask)
    metrics = Metrics()
    if not (folder / run.RUN_FILE).is_file():
        run.load_run(folder)  # says so, before the folder is locked
    if not check:
        run.check_writable(folder)
    with run.locked(folder, alone=not check), run.unhurried(), closing(run.Ahead(folder)) as ahead:
        with progress("Reading articles") as advance:
            made, files = pipeline.remake(
                folder,
                keep=not check,
                watch=_watch(advance, metrics),
                note=complain,
                hand=targets.hand,
                crew=crew,
                reach=advance.reach,
                ready=ahead.add if not check else lambda *_: None,
                progress=sys.stderr.isatty(),
            )
        say_skipped(made.skipped)
        _stop_without_articles(made)
        files[run.RUN_FILE] = made.dump()
        done = ahead.done(files)
        found = run.changes(folder, files, known={name: one.differs for name, one in done.items()})
        if check and found:
            raise run.stale(folder, found)
        if found:
            written = {name: one.temporary for name, one in done.items() if one.temporary}
            run.write_files(folder, {name: files[name] for name in found}, written=written)
    _write(targets, [f"{folder / name}: {what}" for name, what in found.items()])
    say(f"{run.summary(made.counts)}." if found else f"{folder} is fresh.")
    metrics.say(made.counts)
    _stop_if_strict(made)


@app.command()
def render(
    records: Annotated[
        str,
        typer.Argument(
            metavar="SIGHTINGS", help="Lines of `geomap extract`, a folder of its parts, or -."
        ),
    ],
    *,
    folder: Out = Path("outputs"),
    publish: Publish = False,
    delay: Delay = None,
    embed: Embed = False,
    png: Png = False,
    tiles: Tiles = None,
    borders: Borders = None,
    since: Since = None,
    until: Until = None,
    most: Most = None,
    to: To = None,
    bom: Bom = False,
) -> None:
    """Make the files from such lines, with no reading.

    The map and the GeoJSON are those of `geomap map`, but for what an article without a place name
    took back or replaced: it has no record. Without a record nothing is written: exit 1.

    \b
    Examples:
      geomap render sightings.jsonl -o outputs/
      geomap render outputs/sightings.jsonl -o public/ --publish --delay 3
      grep -v '"background": true' sightings.jsonl | geomap render - -o events/
      geomap render sightings/ -o outputs/        a folder of `geomap extract --into`
      geomap render sightings.jsonl -o outputs/ --to postgresql://me@localhost/news
    """
    from geomap import pipeline, run
    from geomap.settings import load_settings

    settings = load_settings(
        None,
        **look_flags(
            publish=publish,
            delay=delay,
            embed=embed,
            tiles=tiles,
            borders=borders,
            since=since,
            until=until,
            most=most,
        ),
    )
    run.check_writable(folder)
    check_look(settings, folder)
    targets = Targets(to, bom=bom)
    if records == run.STDIN:
        sightings = list(run.parse_records(sys.stdin.buffer, origin="Standard input"))
    else:
        sightings = run.load_records(Path(records))
    if not sightings:  # an empty map must not replace a full one
        named = "Standard input" if records == run.STDIN else records
        complain(f"{named} holds no record; nothing was written.")
        raise typer.Exit(1)
    with run.locked(folder):
        made, files = pipeline.make_from_records(
            sightings, records, folder, settings=settings, note=complain, hand=targets.hand
        )
        files[run.RUN_FILE] = made.dump()
        run.write_files(folder, files)
    if not _tell(made, files, folder, settings, targets, png=png):
        raise typer.Exit(1)


def _tell(
    made: Run,
    files: Mapping[str, Content],
    folder: Path,
    settings: Settings,
    targets: Targets,
    *,
    png: bool,
) -> bool:
    """Write what else was asked for, name what was written, and sum up; return whether all is there."""
    from geomap import run

    written = [str(folder / name) for name in files]
    drawn = True
    if png:
        picture = write_picture(folder, files)
        written += [str(picture)] if picture else []
        drawn = picture is not None
    _write(targets, written)
    say(f"{run.summary(made.counts)}.")
    say_look(settings, files)
    return drawn


def _write(targets: Targets, written: list[str]) -> None:
    """Write to the targets, then name all that was written: whoever reads no names loses no file."""
    try:
        written += targets.write()
    finally:
        for line in written:
            out(line)


def _watch(advance: Advance, metrics: Metrics) -> Callable[[Outcome], None]:
    def watch(outcome: Outcome) -> None:
        advance(source_of(outcome))
        metrics.take(outcome)

    return watch


def _stop_without_articles(made: Run) -> None:
    """End with 1 when there is nothing to draw: an empty map must not replace a full one."""
    if made.command == "map" and not made.articles:
        complain("No article could be read; nothing was written.")
        raise typer.Exit(1)


def _stop_if_strict(made: Run) -> None:
    """End with 1 when an article was skipped, where the settings ask for that."""
    if made.settings.get("strict") and made.counts.articles_skipped:
        raise typer.Exit(1)

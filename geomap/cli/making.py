"""The commands that make: map, regenerate, extract, render."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.app import app
from geomap.cli.looks import (
    Borders,
    Delay,
    Embed,
    Png,
    Publish,
    Tiles,
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
from geomap.cli.talk import complain, out, progress, say
from geomap.cli.targets import Targets
from geomap.errors import UsageError

MOST_NAMED = 20  # articles that are named when many are skipped for one reason

if TYPE_CHECKING:
    from geomap.articles import Skipped
    from geomap.pipeline import Outcome
    from geomap.run import Run, SkippedArticle


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
    corrections: Corrections = None,
    to: To = None,
    bom: Bom = False,
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
        **look_flags(publish=publish, delay=delay, embed=embed, tiles=tiles, borders=borders),
    )
    run.check_writable(folder)
    check_look(settings, folder)
    targets = Targets(to, bom=bom)
    with run.locked(folder), run.unhurried():
        with progress("Reading articles") as advance:
            made, files = pipeline.make(
                inputs,
                folder,
                settings=settings,
                keep=True,
                watch=lambda outcome: advance(_source(outcome)),
                note=complain,
                hand=targets.take,
                progress=sys.stderr.isatty(),
            )
        _say_skipped(made.skipped)
        _stop_without_articles(made)
        files[run.RUN_FILE] = made.dump()
        run.write_files(folder, files)
    for name in files:
        out(str(folder / name))
    drawn = write_picture(folder, files) if png else True
    for target in targets.write():
        out(target)
    say(f"{run.summary(made.counts)}.")
    say_look(settings, files)
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
    run.load_run(folder)  # a folder that holds none is told before it is locked
    with run.locked(folder, alone=not check), run.unhurried():
        with progress("Reading articles") as advance:
            made, files = pipeline.remake(
                folder,
                keep=not check,
                watch=lambda outcome: advance(_source(outcome)),
                note=complain,
                hand=targets.take,
                progress=sys.stderr.isatty(),
            )
        _say_skipped(made.skipped)
        _stop_without_articles(made)
        files[run.RUN_FILE] = made.dump()
        found = run.changes(folder, files)
        if check and found:
            raise run.stale(folder, found)
        if found:
            run.write_files(folder, {name: files[name] for name in found})
        for name, what in found.items():
            out(f"{folder / name}: {what}")
    for target in targets.write():
        out(target)
    say(f"{run.summary(made.counts)}." if found else f"{folder} is fresh.")
    _stop_if_strict(made)


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
) -> None:
    """Write a JSON line for each place name.

    Every name is there, on the map or not, by article, then offset.

    \b
    Examples:
      geomap extract news/ > sightings.jsonl
      geomap extract news/ | jq 'select(.place == null) | .text'
      geomap extract a.txt --published 2025-08-21 | geomap render - -o one/
    """
    from geomap import pipeline, run
    from geomap.articles import find_files
    from geomap.grouping import graded

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
    find_files(inputs)  # a wrong path is told before the gazetteer is opened
    read, skipped = 0, 0
    unsupported: list[Skipped] = []
    with progress("Reading articles") as advance:
        stages = pipeline.Stages.open(settings, progress=sys.stderr.isatty())
        for outcome in pipeline.read(inputs, stages, settings=settings, note=complain):
            advance(_source(outcome))
            if not isinstance(outcome, run.Reading):
                skipped += not outcome.repeated
                if outcome.cause is None:
                    _say_skipped([outcome])
                else:
                    unsupported.append(outcome)
                continue
            read += 1
            for sighting in graded(outcome.sightings, settings.sources)[0]:
                out(run.record_line(sighting))
    _say_skipped(unsupported)
    if not read:
        complain("No article could be read.")
    if not read or (settings.strict and skipped):
        raise typer.Exit(1)


@app.command()
def render(
    records: Annotated[
        str, typer.Argument(metavar="SIGHTINGS.jsonl", help="Lines of `geomap extract`, or -.")
    ],
    *,
    folder: Out = Path("outputs"),
    publish: Publish = False,
    delay: Delay = None,
    embed: Embed = False,
    png: Png = False,
    tiles: Tiles = None,
    borders: Borders = None,
    to: To = None,
    bom: Bom = False,
) -> None:
    """Make the files from such lines, with no reading.

    The map and the GeoJSON are those of `geomap map`.

    \b
    Examples:
      geomap render sightings.jsonl -o outputs/
      geomap render outputs/sightings.jsonl -o public/ --publish --delay 3
      grep -v '"background": true' sightings.jsonl | geomap render - -o events/
      geomap render sightings.jsonl -o outputs/ --to postgresql://me@localhost/news
    """
    from geomap import pipeline, run
    from geomap.settings import load_settings

    settings = load_settings(
        None, **look_flags(publish=publish, delay=delay, embed=embed, tiles=tiles, borders=borders)
    )
    run.check_writable(folder)
    check_look(settings, folder)
    targets = Targets(to, bom=bom)
    if records == run.STDIN:
        sightings = list(run.parse_records(sys.stdin.buffer, origin="Standard input"))
    else:
        sightings = run.load_records(Path(records))
    with run.locked(folder):
        made, files = pipeline.make_from_records(
            sightings, records, folder, settings=settings, hand=targets.take
        )
        files[run.RUN_FILE] = made.dump()
        run.write_files(folder, files)
    for name in files:
        out(str(folder / name))
    drawn = write_picture(folder, files) if png else True
    for target in targets.write():
        out(target)
    say(f"{run.summary(made.counts)}.")
    say_look(settings, files)
    if not drawn:
        raise typer.Exit(1)


def _source(outcome: Outcome) -> str:
    from geomap.run import Reading

    return outcome.article.source if isinstance(outcome, Reading) else outcome.source


def _say_skipped(skipped: Iterable[Skipped | SkippedArticle]) -> None:
    """Say of each article why it was skipped; of those of one cause, once for all."""
    alike: dict[str, list[Skipped | SkippedArticle]] = {}
    for one in skipped:
        if one.cause is None:
            complain(f"skipped {one.source}: {one.reason}")
        else:
            alike.setdefault(one.cause, []).append(one)
    for cause, those in alike.items():
        if len(those) == 1:
            complain(f"skipped {those[0].source}: {those[0].reason}")
            continue
        named = ", ".join(one.source for one in those[:MOST_NAMED])
        more = f" and {len(those) - MOST_NAMED} more" if len(those) > MOST_NAMED else ""
        complain(f"skipped {len(those)} articles ({cause}): {named}{more}. Each {those[0].reason}")


def _stop_without_articles(made: Run) -> None:
    """End with 1 when there is nothing to draw: an empty map must not replace a full one."""
    if made.command == "map" and not made.articles:
        complain("No article could be read; nothing was written.")
        raise typer.Exit(1)


def _stop_if_strict(made: Run) -> None:
    """End with 1 when an article was skipped, where the settings ask for that."""
    if made.settings.get("strict") and made.counts.articles_skipped:
        raise typer.Exit(1)

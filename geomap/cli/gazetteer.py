"""The commands about the gazetteer."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from geomap.cli.options import AsJson, OwnGazetteer
from geomap.cli.talk import cells, out, say, show, table

app = typer.Typer(
    help="Say what the gazetteer holds, build it, or add to it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def info(*, own_gazetteer: OwnGazetteer = None, as_json: AsJson = False) -> None:
    """Say what the gazetteer holds, from which sources, under which licences."""
    from geomap.names import Names

    names = Names.open(own_gazetteer, progress=sys.stderr.isatty())
    facts: dict[str, Any] = {"version": names.version, **names.info()}
    if as_json:
        out(json.dumps(facts, ensure_ascii=False, sort_keys=True))
        return
    made = table("", "")
    for key, value in _flat(facts):
        made.add_row(*cells(key, value))
    show(made)


@app.command()
def build(*, own_gazetteer: OwnGazetteer = None) -> None:
    """Build the index, which otherwise the first command that needs it does."""
    from geomap.names import Names

    names = Names.open(own_gazetteer, progress=sys.stderr.isatty())
    say(f"The gazetteer's index is ready, version {names.version}.")


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="GeoNames dumps (.txt, .zip), or places of your own (.csv, .geojson).",
        ),
    ],
    *,
    own_gazetteer: Annotated[
        Path,
        typer.Option(
            "--gazetteer", metavar="INDEX", help="The index they go into; made when missing."
        ),
    ] = Path("gazetteer.sqlite"),
) -> None:
    """Add GeoNames dumps, or places of your own, to an index of your own.

    \b
    Examples:
      geomap gazetteer import UA.zip
      geomap gazetteer import villages.csv --gazetteer mine.sqlite
      geomap map news/ --gazetteer mine.sqlite
    """
    from geomap.names import import_places

    made = table("file", "places", "left out")
    try:
        for file in files:
            report = import_places(file, own_gazetteer, progress=sys.stderr.isatty())
            made.add_row(*cells(file, report.rows, report.malformed))
            for example in report.examples:
                say(f"{file}: left out {example}")
    finally:
        if made.row_count:  # what came before a file that can't be used is taken in
            show(made)
    say(
        f"Use it with --gazetteer {own_gazetteer}, or write "
        f'gazetteer = "{own_gazetteer}" into geomap.toml.'
    )


def _flat(facts: dict[str, Any], above: str = "") -> list[tuple[str, str]]:
    """Return nested facts as rows: 'sources geonames', '123'."""
    rows: list[tuple[str, str]] = []
    for key, value in facts.items():
        name = f"{above} {key}".strip()
        if isinstance(value, dict):
            rows += _flat(value, name)
        elif isinstance(value, list | tuple):
            rows += [(name, str(item)) for item in value]
        else:
            rows.append((name, str(value)))
    return rows

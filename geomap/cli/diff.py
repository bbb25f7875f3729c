"""The command that tells what is new: diff."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.app import app
from geomap.cli.options import AsJson
from geomap.cli.talk import cells, out, say, show, table
from geomap.errors import UsageError

Maps = Annotated[
    Path, typer.Argument(metavar="OLD", help="What `geomap map` wrote, or its events.geojson.")
]
_WORDS = {
    "new": "new", "split": "split off", "status": "with another status",
    "class": "in another class", "place": "elsewhere", "date": "with another date",
    "denied": "newly denied", "toll": "with another toll", "sources": "with new sources",
    "sources_lost": "with fewer sources", "reports": "with new reports",
    "joined": "joined to others", "withdrawn": "withdrawn",
}  # fmt: skip


@app.command()
def diff(
    old: Maps,
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same, of another day.")],
    *,
    as_json: AsJson = False,
    page: Annotated[
        Path | None,
        typer.Option("--map", metavar="FILE", help="Write NEW's map, with what changed, here."),
    ] = None,
) -> None:
    """Tell what changed between two maps.

    New events, changed status, dates, places and tolls, denials, new sources and reports, and what was withdrawn and why.

    \b
    Examples:
      geomap diff monday/ tuesday/
      geomap diff monday/ tuesday/ --json | jq '.changes[] | select(.kinds[] == "status")'
      geomap diff monday/ tuesday/ --map tuesday/changes.html
    """
    from geomap import run

    if page is not None:
        _check_page(page)
    found = run.diff(old, new)
    if page is not None:
        content = run.changes_page(new, found)
        run.write_files(page.parent, {page.name: content})
        say(f"{page} shows what changed.")
    if as_json:
        out(found.model_dump_json())
        return
    if found.changes:
        made = table("place", "class", "type", "date", "what changed")
        for change in found.changes:
            made.add_row(
                *cells(change.name, change.site, change.event_type, change.event_date, change.words)
            )
        show(made)
    told = ", ".join(f"{number} {_WORDS[kind]}" for kind, number in found.counts.items())
    say(f"Events: {told}." if told else "Nothing changed.")


def _check_page(page: Path) -> None:
    """Do nothing when a page may be written there.

    Raises UsageError: it is a folder, or what a folder of outputs is made of.
    """
    from geomap import run

    name = page / "changes.html" if page.is_dir() else page.with_name("changes.html")
    if page.is_dir():
        raise UsageError(f"--map {page} is a folder. Name a file in it: --map {name}.")
    if (page.parent / run.RUN_FILE).is_file() and page.name in run.load_run(page.parent).files:
        raise UsageError(
            f"--map {page} is a file of the map in {page.parent}, which would be lost. Name another: "
            f"--map {name}."
        )

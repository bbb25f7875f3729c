"""Arguments and options that commands share, and how they become settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.settings import Settings

CONFIG_FILE = "geomap.toml"

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Articles: .txt, .html, .json, .jsonl, .parquet, .warc (.gz and .zst too), folders of "
        "them, or - for standard input.",
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where the files go.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Dates the articles that carry no date: 2025-08-21."),
]
Config = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Settings. Without it: the geomap.toml beside the inputs."),
]
OwnGazetteer = Annotated[
    Path | None,
    typer.Option("--gazetteer", metavar="FILE", help="A gazetteer of your own."),
]
Geocoder = Annotated[
    str | None, typer.Option(metavar="NAME", help="What looks names up. Shipped: gazetteer.")
]
Reader = Annotated[
    str | None, typer.Option(metavar="NAME", help="What reads the articles. Shipped: model.")
]
Fast = Annotated[
    bool, typer.Option("--fast", help="Read with the small network: faster, and less well.")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Exit with 1 when an article could not be read.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="NAME=COLUMN",
        help="Which column of .json, .jsonl and .parquet holds what: text=body.",
    ),
]
To = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TARGET",
        help="Write the events here too, as often as given: FILE.gpkg, FILE.parquet, FILE.csv or "
        "postgresql://USER@HOST/DATABASE?schema=NAME (password: PGPASSWORD or ~/.pgpass).",
    ),
]
Bom = Annotated[
    bool, typer.Option("--bom", help="A byte order mark in the CSV, for Excel to know UTF-8.")
]
Corrections = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="What people corrected. Without it: corrections.toml in the folder."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]


def settings_from(inputs: Sequence[str], config: Path | None, **flags: Any) -> Settings:
    """Return `flags` over the settings file over the defaults.

    Raises UsageError: a setting is wrong, or the inputs have different settings files.
    """
    from geomap.settings import load_settings

    columns = flags.pop("columns", None)
    for switch in ("strict", "fast"):
        flags[switch] = flags.get(switch) or None  # a switch that was not given decides nothing
    if columns:
        flags["columns"] = dict(_column(text) for text in columns)
    return load_settings(config or _beside(inputs), **flags)


def _column(text: str) -> tuple[str, str]:
    name, equals, column = text.partition("=")
    if not (name and equals and column):
        raise UsageError(f"--column {text!r} is not NAME=COLUMN. Write --column text=body.")
    return name, column


def _beside(inputs: Sequence[str]) -> Path | None:
    """Return the settings file in or beside the inputs; None when there is none."""
    found: dict[Path, Path] = {}
    for name in inputs:
        path = Path() if name == "-" else Path(name)
        file = (path if path.is_dir() else path.parent) / CONFIG_FILE
        if file.is_file():
            found.setdefault(file.resolve(), file)
    if len(found) > 1:
        files = " and ".join(str(file) for file in found.values())
        raise UsageError(f"The inputs have different settings: {files}. Choose with --config.")
    return next(iter(found.values()), None)

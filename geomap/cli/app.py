"""The command itself; the modules of commands add to it."""

from __future__ import annotations

from typing import Annotated

import typer

from geomap.cli.talk import out

app = typer.Typer(
    name="geomap",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def geomap(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", is_eager=True)
    ] = False,
) -> None:
    """News in, a conflict map out that one can defend.

    \b
    Start with:
      geomap map news/ --published 2025-08-21     then open outputs/map.html
      geomap explain outputs/ Donetsk             why it is, or is not, on the map
      geomap COMMAND --help                       more examples
    """
    if version:
        from geomap.run import geomap_version

        out(f"geomap {geomap_version()}")
        raise typer.Exit

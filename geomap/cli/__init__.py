"""The command `geomap`: a thin function for each command.

Standard output is data, standard error is talk. Exit codes: 0 done, 1 done but not as asked,
2 wrong usage, 130 interrupted. What is heavy is imported by the command that needs it.
"""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from errno import ENOSPC
from io import TextIOWrapper

from geomap.cli import (
    corrections,
    diff,
    extracting,
    fetch,
    gazetteer,
    making,
    questions,
    watch,
)
from geomap.cli.app import app
from geomap.cli.talk import complain, flush, log_as, open_missing, unwritable
from geomap.errors import GeomapError, UsageError

__all__ = [
    "app",
    "corrections",
    "diff",
    "extracting",
    "fetch",
    "gazetteer",
    "main",
    "making",
    "questions",
    "run",
    "watch",
]

app.add_typer(corrections.app, name="corrections")
app.add_typer(gazetteer.app, name="gazetteer")


def run() -> None:
    """Run the command line as a program of its own, which ends with it.

    What fills its memory isn't taken apart first: of 100,000 records that is half a second.
    """
    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        atexit._run_exitfuncs()
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(end.code)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; a GeomapError becomes a message and an exit code."""
    open_missing()
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "replace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    log_as("text")
    try:
        try:
            app(arguments, prog_name="geomap")
        except OSError as error:  # the help, which is written elsewhere
            if error.errno != ENOSPC or error.filename is not None:
                raise
            raise unwritable(error) from None
        finally:
            flush()
    except GeomapError as error:
        complain(str(error))
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except KeyboardInterrupt:
        sys.exit(130)

"""What a command says: data to standard output, talk to standard error."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table

# C0 and C1 control characters, by which text can drive a terminal, and the marks by which it
# can show its letters in another order.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Return `text` on one line, with nothing in it that a terminal would obey."""
    return _CONTROL.sub(lambda found: " " if found[0].isspace() else "\ufffd", text)


def say(text: str) -> None:
    """Write a line of talk."""
    sys.stdout.flush()
    print(plain(text), file=sys.stderr, flush=True)


def complain(text: str) -> None:
    """Write what went wrong, in the program's name."""
    with suppress(BrokenPipeError):
        say(f"geomap: {text}")


def out(line: str) -> None:
    """Write a line of data; when nobody reads on, end quietly.

    Lone surrogates, which UTF-8 can't hold, become question marks.
    """
    try:
        sys.stdout.write(line.encode("utf-8", "replace").decode() + "\n")
    except BrokenPipeError:
        _hang_up()


def show(table: Table) -> None:
    """Write a table as data, as wide as the terminal, or as its content needs in a pipe."""
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            _hang_up()  # rich's own way ends with 1

    width = None if sys.stdout.isatty() else 160
    Quiet(file=sys.stdout, width=width, highlight=False, markup=False).print(table)


def table(*columns: str, title: str | None = None) -> Table:
    """Return an empty table whose cells are taken as they are, without markup."""
    from rich import box
    from rich.table import Table

    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def cells(*texts: Any) -> Iterator[Any]:
    """Yield each text as a cell that can't be taken for markup or for a terminal's commands."""
    from rich.text import Text

    for text in texts:
        yield Text("" if text is None else plain(str(text)))


def close_quietly() -> None:
    """Flush standard output; whoever has stopped reading it is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()


def _hang_up() -> None:
    _silence()
    raise SystemExit(0)


def _silence() -> None:
    # Python flushes standard output once more on its way out.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """Give a function that counts one more done; it draws on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.completed:.0f}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(what, total=None, now="")
        yield lambda now: bar.update(task, advance=1, now=Text(plain(now)).plain[-60:])

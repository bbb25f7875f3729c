"""What a command says: data to standard output, talk to standard error."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import OutputError

if TYPE_CHECKING:
    from rich.table import Table

# C0 and C1 control characters, by which text can drive a terminal, and the marks by which it
# can show its letters in another order.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Return `text` on one line, with nothing in it that a terminal would obey."""
    return _CONTROL.sub(lambda found: " " if found[0].isspace() else "\ufffd", text)


class _Log:
    """How this process talks: it has one standard error."""

    as_json = False


def log_as(form: str) -> None:
    """Talk in lines of "text" or of "json" from now on."""
    _Log.as_json = form == "json"


def say(text: str) -> None:
    """Write a line of talk."""
    _talk("info", text, text)


def complain(text: str) -> None:
    """Write what went wrong, in the program's name."""
    _talk("warning", f"geomap: {text}", text)


def facts(name: str, text: str, values: Mapping[str, Any]) -> None:
    """Write a line of talk that holds numbers: as JSON, these under `name`."""
    _talk("info", text, text, {name: values})


def _talk(level: str, line: str, text: str, more: Mapping[str, Any] | None = None) -> None:
    flush()
    if _Log.as_json:
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        told = {"time": time, "level": level, "message": plain(text), **(more or {})}
        line = json.dumps(told, ensure_ascii=False)
    with suppress(OSError, ValueError):  # where talk can't be written, nobody can be told
        print(plain(line), file=sys.stderr, flush=True)


def out(line: str) -> None:
    """Write a line of data; when nobody reads on, end quietly.

    Lone surrogates, which UTF-8 can't hold, become question marks.

    Raises OutputError: standard output can't be written.
    """
    try:
        sys.stdout.write(line.encode("utf-8", "replace").decode() + "\n")
    except BrokenPipeError:
        _hang_up()
    except OSError as error:
        raise unwritable(error) from None


def flush() -> None:
    """Hand on what was written as data; whoever has stopped reading it is no error.

    Raises OutputError: standard output can't be written.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    except OSError as error:
        raise unwritable(error) from None


def show(table: Table) -> None:
    """Write a table as data, as wide as the terminal, or as its content needs in a pipe.

    Raises OutputError: standard output can't be written.
    """
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            _hang_up()  # rich's own way ends with 1

    width = None if sys.stdout.isatty() else 160
    try:
        Quiet(file=sys.stdout, width=width, highlight=False, markup=False).print(table)
    except OSError as error:
        raise unwritable(error) from None


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


def open_missing() -> None:
    """Give the process those of its standard streams that it was started without."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def unwritable(error: OSError) -> OutputError:
    """Return what to say of standard output that can't be written; nothing more is tried."""
    _silence()
    what = error.strerror or type(error).__name__
    return OutputError(f"Standard output can't be written: {what}. Make room, or write elsewhere.")


def _hang_up() -> None:
    _silence()
    raise SystemExit(0)


def _silence() -> None:
    # Python flushes standard output once more on its way out.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Advance:
    """Told of one more done, and of how much of all there is was reached."""

    def __init__(self, draw: Callable[[str, float], None] = lambda *_: None) -> None:
        self._draw = draw
        self._share = 0.0

    def __call__(self, now: str) -> None:
        """Count one more, which is `now`."""
        self._draw(now, self._share)

    def reach(self, done: int, total: int) -> None:
        """Note that `done` of `total` bytes were read."""
        self._share = done / total if total else 0.0


@contextmanager
def progress(what: str) -> Iterator[Advance]:
    """Give what counts one more done; it draws on a terminal only: rate, share and time left."""
    if not sys.stderr.isatty() or _Log.as_json:
        yield Advance()
        return
    from rich.console import Console, RenderableType
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    count, newest, reached = 0, "", 0.0

    class Bar(Progress):
        """Looks at what is newest whenever it draws, not whenever something is done."""

        def get_renderables(self) -> Iterable[RenderableType]:
            for task in self.tasks:
                seconds = task.elapsed or 0.0
                self.update(
                    task.id,
                    now=Text(plain(newest)).plain[-40:],
                    count=count,
                    rate=f"{count / seconds:.1f}/s" if seconds >= 1 else "",
                    total=1.0 if reached else None,
                    completed=reached or None,
                )
            yield from super().get_renderables()

    with Bar(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[count]:,}", markup=False),
        TextColumn("{task.fields[rate]}", markup=False),
        BarColumn(bar_width=16),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[now]}", markup=False),
        console=Console(stderr=True),
        transient=True,
        speed_estimate_period=120,
    ) as bar:
        bar.add_task(what, total=None, now="", count=0, rate="")

        def draw(now: str, share: float) -> None:
            nonlocal count, newest, reached
            count, newest, reached = count + 1, now, share

        yield Advance(draw)

"""The command that goes on by itself: watch."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.app import app
from geomap.cli.fetch import fetch
from geomap.cli.looks import Delay, Embed, Publish, Since, Until
from geomap.cli.making import map_
from geomap.cli.options import Config, Fast, Out, Published, To, settings_from
from geomap.cli.talk import complain, say
from geomap.cli.working import Dask, Log, Workers
from geomap.errors import GeomapError, UsageError

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LEAST_S = 1

State = dict[str, tuple[int, int] | str]


@app.command()
def watch(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="FOLDER", help="Folders of articles; files too. Feeds: --feed."),
    ],
    *,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="Between two looks: 90s, 15m, 6h, 1d.")
    ] = "15m",
    once: Annotated[
        bool, typer.Option("--once", help="Look once and end, as cron and systemd timers want it.")
    ] = False,
    feed: Annotated[
        list[str] | None,
        typer.Option(metavar="URL", help="Feeds and pages to fetch into the first folder."),
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Your mail or web address, for servers to know."),
    ] = None,
    folder: Out = Path("outputs"),
    published: Published = None,
    config: Config = None,
    fast: Fast = False,
    publish: Publish = False,
    delay: Delay = None,
    embed: Embed = False,
    since: Since = None,
    until: Until = None,
    to: To = None,
    workers: Workers = None,
    dask: Dask = None,
    log: Log = None,
) -> None:
    """Make the map again whenever a folder or a feed has something new.

    Only what is new is read. What goes wrong in one round is said, and the next one tries again.

    \b
    Examples:
      geomap watch news/ -o outputs/ --every 15m
      geomap watch news/ --feed https://example.org/feed.xml --contact desk@example.org
      geomap watch news/ --feed https://example.org/feed.xml --once --log json
    """
    from geomap.settings import load_settings

    seconds = _seconds(every)
    first = Path(inputs[0])
    if feed and first.is_file():
        raise UsageError(f"{first} is a file; what feeds hold goes into a folder. Name one first.")
    if feed:
        first.mkdir(parents=True, exist_ok=True)
    for name in inputs:
        if not Path(name).exists():
            raise UsageError(f"{name} doesn't exist. Check the path.")
    if config is not None:
        load_settings(config)  # what is wrong there is wrong in every round
    make = partial(
        map_, list(inputs), folder=folder, published=published, config=config, fast=fast,
        publish=publish, delay=delay, embed=embed, since=since, until=until, to=to,
        workers=workers, dask=dask, log=log,
    )  # fmt: skip
    get = partial(fetch, list(feed), into=first, contact=contact) if feed else None
    seen: State | None = None
    while True:
        started = time.monotonic()
        code = _try(get) if get is not None else 0
        there = _state(inputs, folder, config)
        if there != seen:
            made = _try(make)
            code = max(code, made)
            # What a round could not do, the next one tries again.
            seen = there if made == 0 else None
        elif not once:
            say("Nothing new.")
        if once:
            raise typer.Exit(code)
        time.sleep(max(_LEAST_S, seconds - (time.monotonic() - started)))


def _try(work: Callable[[], None]) -> int:
    """Do one piece of work, and return the exit code that it alone would have had."""
    try:
        work()
    except typer.Exit as ended:
        return ended.exit_code
    except GeomapError as error:
        complain(str(error))
        return 2 if isinstance(error, UsageError) else 1
    except Exception as error:  # a fault of geomap's own ends this round, and not the watch
        complain(f"This round failed: {type(error).__name__}: {error}. Tell geomap's makers.")
        return 1
    return 0


def _state(inputs: Sequence[str], outputs: Path, config: Path | None) -> State:
    """Return what a map depends on: its settings, and each file's size and time of change.

    The files are those in the inputs, but for hidden ones, and what people corrected.
    """
    from geomap.corrections import CORRECTIONS_FILE

    found: State = {}
    corrected = outputs / CORRECTIONS_FILE
    try:
        settings = settings_from(inputs, config)
        found["settings"] = settings.model_dump_json()
        corrected = settings.corrections or corrected
    except UsageError as error:
        found["settings"] = str(error)
    _note(corrected, found)
    mine = outputs.absolute()
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            for place, folders, names in os.walk(path):
                folders[:] = [
                    one
                    for one in folders
                    if not one.startswith(".") and Path(place, one).absolute() != mine
                ]
                for one in names:
                    if not one.startswith("."):
                        _note(Path(place, one), found)
        else:
            _note(path, found)
    return found


def _note(path: Path, found: State) -> None:
    try:
        facts = path.stat()
    except OSError:
        return
    found[str(path)] = facts.st_size, facts.st_mtime_ns


def _seconds(text: str) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd]?)", text.strip().lower())
    seconds = float(match[1]) * _UNITS[match[2]] if match else 0.0
    if seconds < _LEAST_S:
        raise UsageError(f"--every {text!r} is no time. Write 90s, 15m, 6h or 1d.")
    return seconds

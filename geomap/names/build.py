"""The index's file: where it is, and how it comes to be, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.names import data
from geomap.names.rows import Entry
from geomap.names.writing import SCHEMA, fill

_DAY_S = 24 * 3600
_MONTH_S = 30 * _DAY_S


def cached(version: str) -> Path:
    """Return where the index of the shipped data belongs; $GEOMAP_CACHE overrides the folder."""
    if chosen := os.environ.get("GEOMAP_CACHE"):
        root = Path(chosen)
    else:
        from platformdirs import user_cache_dir

        root = Path(user_cache_dir("geomap"))
    return root / f"names-{version}.sqlite"


def version_of(folder: Path) -> str:
    """Return the version of an index of the data in `folder`: their digest and the schema."""
    return f"{data.digest(folder)[:16]}-{SCHEMA}"


def build_index(
    target: Path | None = None, *, folder: Path | None = None, progress: bool = False
) -> Path:
    """Build the index of the data in `folder` (None: the shipped) at `target`; return its path.

    `target` None is the user's cache. An index that stands there stays until the new one is
    whole; two processes may build at once. `progress` draws a bar on a terminal's stderr.

    Raises GazetteerError: the data are missing or damaged, or `target` can't be written.
    """
    folder = folder or data.folder()
    version = version_of(folder)
    total = sum(int(part["rows"]) for part in data.manifest(folder)["files"].values())
    entries = followed(
        data.entries(folder), "Building the gazetteer's index, once", total=total, draw=progress
    )
    meta = {"version": version, "base": version}
    if target is not None:
        return write_index(entries, target, meta=meta)
    made = write_index(entries, cached(version), meta=meta)
    _sweep(made)
    return made


def _sweep(kept: Path) -> None:
    """Remove the cache's indexes of other versions that nobody has opened for a month."""
    for other in kept.parent.glob("names-*.sqlite"):
        try:
            if other != kept and time.time() - other.stat().st_atime > _MONTH_S:
                other.unlink()
        except OSError:
            continue  # in use, or gone already


def write_index(
    entries: Iterable[Entry],
    target: Path,
    *,
    meta: dict[str, str],
    start: Path | None = None,
    first: bool = False,
) -> Path:
    """Write an index to `target`, whole or not at all; see `writing.fill` for the arguments.

    Raises GazetteerError: `target` can't be written. What stood there still does.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(prefix=target.name, suffix=".part", dir=target.parent)
    except OSError as error:
        raise GazetteerError(
            f"{target} can't be written: {error.strerror}. Set GEOMAP_CACHE to a folder that can."
        ) from None
    os.close(handle)
    partial = Path(scratch)
    _clear(target)
    try:
        fill(partial, entries, meta, start=start, first=first)
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise GazetteerError(
            f"{target} can't be written: {error}. Free some space, or set GEOMAP_CACHE."
        ) from None
    finally:
        partial.unlink(missing_ok=True)
    return target


def _clear(target: Path) -> None:
    """Remove what a run that was killed a day or longer ago left beside `target`."""
    for left in target.parent.glob(f"{target.name}*.part"):
        try:
            if time.time() - left.stat().st_mtime > _DAY_S:
                left.unlink()
        except OSError:
            continue


def followed(
    entries: Iterable[Entry], words: str, *, total: int | None = None, draw: bool
) -> Iterator[Entry]:
    """Yield `entries`, drawing a progress bar on stderr if `draw` and that is a terminal."""
    if not (draw and sys.stderr.isatty()):
        yield from entries
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(entries, words, total=total, console=Console(stderr=True))

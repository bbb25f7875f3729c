"""The index: built from the data once, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.names import data
from geomap.names.keys import normalise, skeleton
from geomap.names.rows import KINDS, MARKS, Entry

SCHEMA = 1  # of the index; a change makes geomap build a new one
OTHER = 1 << 40  # the first number of places that are not GeoNames'

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (
  num INTEGER PRIMARY KEY, name TEXT, kind INTEGER, country TEXT, admin1 TEXT,
  lon INTEGER, lat INTEGER, radius_m INTEGER, population INTEGER, feature TEXT, seat INTEGER,
  source INTEGER);
CREATE TABLE admin1 (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE note (num INTEGER PRIMARY KEY, note TEXT);
CREATE TABLE other (id TEXT PRIMARY KEY, num INTEGER) WITHOUT ROWID;
CREATE TABLE name (key TEXT PRIMARY KEY, places TEXT) WITHOUT ROWID;
CREATE TABLE bones (bones TEXT PRIMARY KEY, keys TEXT) WITHOUT ROWID;
CREATE TEMP TABLE stage (key TEXT, num INTEGER, quality TEXT, lang TEXT);
CREATE TEMP TABLE skel (bones TEXT, key TEXT);
"""


def cached(version: str) -> Path:
    """Return where the index of the shipped data belongs; $GEOMAP_CACHE overrides the folder."""
    if chosen := os.environ.get("GEOMAP_CACHE"):
        root = Path(chosen)
    else:
        from platformdirs import user_cache_dir

        root = Path(user_cache_dir("geomap"))
    return root / f"names-{version[:16]}.sqlite"


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
    target = target or cached(version)
    entries = data.entries(folder)
    total = sum(int(part["rows"]) for part in data.manifest(folder)["files"].values())
    if progress and sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import track

        entries = iter(
            track(
                entries,
                "Building the gazetteer's index (once)",
                total=total,
                console=Console(stderr=True),
            )
        )
    return write_index(entries, target, version=version, meta={"base": version})


def write_index(
    entries: Iterable[Entry], target: Path, *, version: str, meta: dict[str, str]
) -> Path:
    """Write an index of `entries` to `target`, whole or not at all, in constant memory.

    Of two entries of one id the first gives the place; the names of both lead to it.
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
    try:
        _fill(entries, partial, {**meta, "schema": str(SCHEMA), "version": version})
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise GazetteerError(
            f"{target} can't be written: {error}. Free some space, or set GEOMAP_CACHE."
        ) from None
    finally:
        partial.unlink(missing_ok=True)
    return target


def _fill(entries: Iterable[Entry], path: Path, meta: dict[str, str]) -> None:
    base = sqlite3.connect(path, isolation_level=None)
    try:
        base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;"
            "PRAGMA temp_store=FILE; PRAGMA cache_size=-65536;" + _TABLES
        )
        base.execute("BEGIN")
        sources = _stage(base, entries)
        base.executemany("INSERT INTO name VALUES (?, ?)", _postings(base))
        base.executemany("INSERT INTO bones VALUES (?, ?)", _skeletons(base))
        meta["sources"] = "\n".join(sources)
        base.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        base.execute("COMMIT")
    finally:
        base.close()


def _stage(base: sqlite3.Connection, entries: Iterable[Entry]) -> list[str]:
    """Insert the places, and their names into `stage`; return the sources by number."""
    sources: dict[str, int] = {}
    others = 0
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, str, str]] = []
    bones: list[tuple[str, str]] = []
    for entry in entries:
        rest = entry.id.removeprefix("geonames:")
        if rest is not entry.id and rest.isdigit():
            num = int(rest)
        else:
            found = base.execute("SELECT num FROM other WHERE id = ?", (entry.id,)).fetchone()
            if found:
                num = found[0]
            else:
                num, others = OTHER + others, others + 1
                base.execute("INSERT INTO other VALUES (?, ?)", (entry.id, num))
        places.append(
            (
                num,
                entry.name,
                KINDS.index(entry.kind),  # type: ignore[arg-type]
                entry.country or None,
                entry.admin1 or None,
                round(entry.lon * 1e6),
                round(entry.lat * 1e6),
                round(entry.radius_m),
                entry.population,
                entry.feature,
                entry.seat,
                sources.setdefault(entry.source, len(sources)),
            )
        )
        if entry.kind == "admin1" and entry.admin1:
            base.execute("INSERT OR IGNORE INTO admin1 VALUES (?, ?)", (entry.admin1, entry.name))
        if entry.note:
            base.execute("INSERT OR IGNORE INTO note VALUES (?, ?)", (num, entry.note))
        for key, quality, lang in keys_of(entry):
            names.append((key, num, quality, lang))
            if quality in "pox" and lang in ("", "en", "uk") and (shape := skeleton(key)):
                bones.append((shape, key))
        if len(places) >= 2_000:
            _insert(base, places, names, bones)
    _insert(base, places, names, bones)
    return list(sources)


def _insert(
    base: sqlite3.Connection,
    places: list[tuple[object, ...]],
    names: list[tuple[str, int, str, str]],
    bones: list[tuple[str, str]],
) -> None:
    marks = ", ".join("?" * 12)
    base.executemany(f"INSERT OR IGNORE INTO place VALUES ({marks})", places)
    base.executemany("INSERT INTO stage VALUES (?, ?, ?, ?)", names)
    base.executemany("INSERT INTO skel VALUES (?, ?)", bones)
    for batch in (places, names, bones):
        batch.clear()


def keys_of(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield (key, quality's letter, language) for the names of `entry`; the best of each key."""
    own = "x" if entry.names.startswith("?") or "|?" in entry.names else "p"
    seen: dict[str, str] = {}
    if key := normalise(entry.name):
        seen[key] = own
        yield key, own, ""
    marked = [_unmark(name) for name in entry.names.split("|")] if entry.names else []
    for quality, lang, name in sorted(marked, key=lambda mark: _WEIGHT[mark[0]]):
        key = normalise(name)
        if key and key not in seen:
            seen[key] = quality
            yield key, quality, lang


_WEIGHT = {letter: weight for weight, letter in enumerate("poxbfda")}


def _unmark(name: str) -> tuple[str, str, str]:
    """Return (quality's letter, language, name) of a marked name."""
    letter = MARKS.get(name[:1], "")
    if not letter:
        return "a", "", name
    name = name[1:]
    if name[:1] == "=" and letter == "x":
        name = name[1:]
    elif letter != "o":
        return letter, "", name
    lang, colon, rest = name.partition(":")
    return (letter, lang, rest) if colon and len(lang) <= 3 else (letter, "", name)


def _postings(base: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield (key, "num,quality,lang …") from `stage`, in the keys' order."""
    last, found = "", {}
    for key, num, quality, lang in base.execute(
        "SELECT key, num, quality, lang FROM stage ORDER BY key, num"
    ):
        if key != last:
            if found:
                yield last, " ".join(found.values())
            last, found = key, {}
        held = found.get(num)
        if held is None or _WEIGHT[quality] < _WEIGHT[held[len(str(num))]]:
            found[num] = f"{num}{quality}{lang}"
    if found:
        yield last, " ".join(found.values())


def _skeletons(base: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield (skeleton, its keys separated by "|") from `skel`, in the skeletons' order."""
    last, found = "", list[str]()
    for bones, key in base.execute("SELECT DISTINCT bones, key FROM skel ORDER BY bones, key"):
        if bones != last:
            if found:
                yield last, "|".join(found)
            last, found = bones, []
        found.append(key)
    if found:
        yield last, "|".join(found)

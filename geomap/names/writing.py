"""The index's tables, filled in constant memory: names are staged, then sorted by SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.names.keys import normalise, skeleton, without_article
from geomap.names.rows import KINDS, MARKS, Entry

SCHEMA = 4  # of the index; a change makes geomap build a new one
OTHER = 1 << 40  # the first number of the places that are not GeoNames'

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (
  num INTEGER PRIMARY KEY, name TEXT, kind INTEGER, country TEXT, admin1 TEXT,
  lon INTEGER, lat INTEGER, radius_m INTEGER, population INTEGER, feature TEXT, seat INTEGER,
  source INTEGER, note TEXT);
CREATE TABLE admin1 (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE other (id TEXT PRIMARY KEY, num INTEGER) WITHOUT ROWID;
CREATE TABLE other_id (num INTEGER PRIMARY KEY, id TEXT);
CREATE TABLE name (key TEXT PRIMARY KEY, places TEXT) WITHOUT ROWID;
CREATE TABLE bones (bones TEXT PRIMARY KEY, keys TEXT) WITHOUT ROWID;
CREATE TEMP TABLE stage (key TEXT, num INTEGER, quality TEXT, lang TEXT);
CREATE TEMP TABLE skel (bones TEXT, key TEXT);
"""
_BATCH = 2_000
_KIND: dict[str, int] = {kind: number for number, kind in enumerate(KINDS)}
_WEIGHT = {letter: weight for weight, letter in enumerate("poxbfda")}
# Where a name's article is as often left out as written: Al Hudaydah, Hodeidah.
_ARTICLED = {
    "AE", "BH", "DZ", "EG", "EH", "ER", "IL", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS",
    "QA", "SA", "SD", "SO", "SY", "TD", "TN", "YE",
}  # fmt: skip


def fill(
    path: Path,
    entries: Iterable[Entry],
    meta: dict[str, str],
    *,
    start: Path | None = None,
    first: bool = False,
) -> None:
    """Fill the empty file `path` with an index of `entries`, over that of `start` if given.

    Of two places of one id the first stands, and the names of both lead to it: with `first`
    those of `entries` come before `start`'s, else after.

    Raises sqlite3.Error: `path` can't be written, or `start` can't be read.
    """
    base = sqlite3.connect(path, isolation_level=None, uri=True)
    try:
        base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;"
            "PRAGMA temp_store=FILE; PRAGMA cache_size=-32768;" + _TABLES
        )
        sources: dict[str, int] = {}
        if start is not None:
            base.execute("ATTACH ? AS start", (f"{start.absolute().as_uri()}?mode=ro",))
            held = dict(base.execute("SELECT key, value FROM start.meta"))
            sources = {name: num for num, name in enumerate(held["sources"].split("\n"))}
        base.execute("BEGIN")
        if start is not None:
            for table in ("other", "other_id"):
                base.execute(f"INSERT INTO {table} SELECT * FROM start.{table}")
        if first:
            _stage(base, entries, sources)
        if start is not None:
            _copy(base)
        if not first:
            _stage(base, entries, sources)
        base.executemany("INSERT INTO name VALUES (?, ?)", _postings(base))
        base.executemany("INSERT INTO bones VALUES (?, ?)", _skeletons(base))
        meta = {**meta, "schema": str(SCHEMA), "sources": "\n".join(sources)}
        base.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        base.execute("COMMIT")
    finally:
        base.close()


def _copy(base: sqlite3.Connection) -> None:
    """Copy places from the attached index, and its names into `stage`."""
    for table in ("place", "admin1"):
        base.execute(f"INSERT OR IGNORE INTO {table} SELECT * FROM start.{table}")
    base.executemany(
        "INSERT INTO stage VALUES (?, ?, ?, ?)",
        (
            (key, *split(posting))
            for key, places in base.execute("SELECT key, places FROM start.name")
            for posting in places.split(" ")
        ),
    )
    base.executemany(
        "INSERT INTO skel VALUES (?, ?)",
        (
            (bones, key)
            for bones, keys in base.execute("SELECT bones, keys FROM start.bones")
            for key in keys.split("|")
        ),
    )


def split(posting: str) -> tuple[int, str, str]:
    """Return (number, quality's letter, language) of a posting like "709717pen"."""
    digits = posting.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits), posting[len(digits)], posting[len(digits) + 1 :]


def _stage(base: sqlite3.Connection, entries: Iterable[Entry], sources: dict[str, int]) -> None:
    """Insert the places of `entries`, and their names into `stage`."""
    last = base.execute("SELECT max(num) FROM other_id").fetchone()[0]
    fresh = OTHER if last is None else last + 1
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, str, str]] = []
    bones: list[tuple[str, str]] = []
    for entry in entries:
        scheme, _, rest = entry.id.partition(":")
        if scheme == "geonames" and rest.isdigit():
            num = int(rest)
        elif found := base.execute("SELECT num FROM other WHERE id = ?", (entry.id,)).fetchone():
            num = found[0]
        else:
            num, fresh = fresh, fresh + 1
            base.execute("INSERT INTO other VALUES (?, ?)", (entry.id, num))
            base.execute("INSERT INTO other_id VALUES (?, ?)", (num, entry.id))
        places.append(
            (
                num,
                entry.name,
                _KIND[entry.kind],
                entry.country or None,
                entry.admin1 or None,
                round(entry.lon * 1e6),
                round(entry.lat * 1e6),
                round(entry.radius_m),
                entry.population,
                entry.feature,
                entry.seat,
                sources.setdefault(entry.source, len(sources)),
                entry.note or None,
            )
        )
        if entry.kind == "admin1" and entry.admin1 and entry.source != "own":
            base.execute("INSERT OR IGNORE INTO admin1 VALUES (?, ?)", (entry.admin1, entry.name))
        for key, quality, lang in keys_of(entry):
            names.append((key, num, quality, lang))
            if quality in "pox" and lang in ("", "en", "uk") and (shape := skeleton(key)):
                bones.append((shape, key))
        if len(places) >= _BATCH:
            _insert(base, places, names, bones)
    _insert(base, places, names, bones)


def _insert(
    base: sqlite3.Connection,
    places: list[tuple[object, ...]],
    names: list[tuple[str, int, str, str]],
    bones: list[tuple[str, str]],
) -> None:
    marks = ", ".join("?" * 13)
    base.executemany(f"INSERT OR IGNORE INTO place VALUES ({marks})", places)
    base.executemany("INSERT INTO stage VALUES (?, ?, ?, ?)", names)
    base.executemany("INSERT INTO skel VALUES (?, ?)", bones)
    for batch in (places, names, bones):
        batch.clear()


def keys_of(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield (key, quality's letter, language) for the names of `entry`; the best of each key."""
    if not entry.names and entry.country not in _ARTICLED:
        if key := normalise(entry.name):
            yield key, "p", ""
        return
    own = "x" if entry.names.startswith("?") or "|?" in entry.names else "p"
    marked = [(own, "", entry.name)]
    if entry.names:
        marked += map(unmark, entry.names.split("|"))
        marked.sort(key=lambda mark: _WEIGHT[mark[0]])
    seen: set[str] = set()
    bare: list[str] = []
    for quality, lang, name in marked:
        key = normalise(name)
        if key and key not in seen:
            seen.add(key)
            yield key, quality, lang
            if entry.country in _ARTICLED and (short := without_article(key)) != key:
                bare.append(short)
    for key in bare:
        if key not in seen:
            seen.add(key)
            yield key, "a", ""


def unmark(name: str) -> tuple[str, str, str]:
    """Return (quality's letter, language, name) of a name marked as the data have it."""
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
    """Yield (key, "709717p 709716oen …") from `stage`, in the keys' order."""
    last = ""
    found: dict[int, tuple[str, str]] = {}
    for key, num, quality, lang in base.execute(
        "SELECT key, num, quality, lang FROM stage ORDER BY key, num"
    ):
        if key != last:
            if found:
                yield last, _joined(found)
            last, found = key, {num: (quality, lang)}
            continue
        held = found.get(num)
        if held is None or _WEIGHT[quality] < _WEIGHT[held[0]]:
            found[num] = (quality, lang)
    if found:
        yield last, _joined(found)


def _joined(found: dict[int, tuple[str, str]]) -> str:
    return " ".join(f"{num}{quality}{lang}" for num, (quality, lang) in found.items())


def _skeletons(base: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield (skeleton, its keys separated by "|") from `skel`, in the skeletons' order."""
    last = ""
    found: list[str] = []
    for bones, key in base.execute("SELECT DISTINCT bones, key FROM skel ORDER BY bones, key"):
        if bones != last:
            if found:
                yield last, "|".join(found)
            last, found = bones, []
        found.append(key)
    if found:
        yield last, "|".join(found)

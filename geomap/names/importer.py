"""Places of one's own, added to the index: GeoNames dumps, CSV and GeoJSON."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from geomap.errors import GazetteerError
from geomap.names.build import followed, write_index
from geomap.names.dump import Dump
from geomap.names.lookup import Names
from geomap.names.own import own_places
from geomap.names.rows import Entry


class ImportReport(NamedTuple):
    """What an import took in."""

    into: Path  # the index
    rows: int  # taken in
    malformed: int  # lines of a dump that were left out
    examples: tuple[str, ...]  # of those, the first few: line, fault and value


def import_places(path: Path, into: Path, *, progress: bool = False) -> ImportReport:
    """Add the places of `path` to the index at `into`, made from the shipped one when missing.

    `path` is a GeoNames dump (`.txt` or `.zip`, 19 columns), a `.csv` or a `.geojson` of one's
    own. The index is replaced when all is read; until then, and after an error, the old stands.

    Raises GazetteerError: `path` can't be used, which line, which value, and how to mend it.
    """
    if not path.is_file():
        raise GazetteerError(f"{path} is no file. Check the path.")
    if path.suffix.lower() in (".csv", ".geojson", ".json"):
        entries = own_places(path)
        count = _merge(entries, path, into, first=True)
        return ImportReport(into, count, 0, ())
    return import_dump(path, into, progress=progress)


def import_dump(path: Path, into: Path, *, progress: bool = False) -> ImportReport:
    """Add the places of a GeoNames dump to the index at `into`; see `import_places`.

    Malformed lines are left out and counted. What the index knows already keeps its row, and
    gets the dump's names. Memory stays the same for a dump of any length.

    Raises GazetteerError: `path` is missing, no dump, or cut off inside its archive.
    """
    dump = Dump(path)
    taken = _merge(followed(dump, f"Reading {path.name}", draw=progress), path, into, first=False)
    return ImportReport(into, taken, dump.malformed, tuple(dump.examples))


def _merge(entries: Iterable[Entry], path: Path, into: Path, *, first: bool) -> int:
    names = Names.open(into if into.exists() else None)
    start, held = names.path, names.meta
    names.close()
    counted = _Counted(entries)
    imports = [*filter(None, held.get("imports", "").split("\n")), f"{path.name} {_digest(path)}"]
    version = hashlib.sha256("\n".join([held["base"], *imports]).encode()).hexdigest()[:16]
    meta = {"version": f"{version}-own", "base": held["base"], "imports": "\n".join(imports)}
    write_index(counted, into, meta=meta, start=start, first=first)
    return counted.count


class _Counted:
    """Entries, counted as they pass."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = iter(entries)
        self.count = 0

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> Entry:
        entry = next(self._entries)
        self.count += 1
        return entry


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()[:16]

"""Sightings as partitioned GeoParquet: a folder of parts, a row for each place name.

`record` is the record as `geomap extract` prints it; the other columns are what one selects by.
A point stands only where the place is one: countries and first-order units have none. Parts
are written beside what stands in the folder, and take its place when all are there.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import OutputError, UsageError
from geomap.export import words

if TYPE_CHECKING:
    import pyarrow

ROWS_A_PART = 50_000
_NAME = "part-{:05}.parquet"
_PATTERN = "part-[0-9][0-9][0-9][0-9][0-9]*.parquet"
_PREFIX = ".geomap-"  # a run that holds the folder clears away what such a name was left to
_TEXTS = (
    "id", "text", "sentence", "section", "usage", "site", "status", "role", "event_type",
    "event_date", "date_text", "date_basis", "off_map_reason",
)  # fmt: skip
_OF_ARTICLE = ("id", "source", "url", "title", "publisher", "published", "language")
_OF_PLACE = ("id", "name", "kind", "country", "admin1")
_SCORES = ("usage", "place", "site", "status")


class SightingParts:
    """The parts of one folder, while they are written."""

    def __init__(self, folder: Path, *, rows_a_part: int = ROWS_A_PART) -> None:
        self._folder = folder
        self._rows_a_part = rows_a_part
        self._lines: list[bytes] = []
        self._waiting: list[Path] = []

    def add(self, lines: bytes) -> None:
        """Take the records of one article, as lines; an article lies in one part."""
        self._lines += lines.splitlines()
        if len(self._lines) >= self._rows_a_part:
            self._write()

    def finish(self) -> list[Path]:
        """Put the parts where they belong, in place of those that stood there; return them.

        Raises OutputError: they can't be written; what stood there still does.
        """
        if self._lines or not self._waiting:
            self._write()
        made = [self._folder / _NAME.format(number) for number in range(len(self._waiting))]
        try:
            for temporary, path in zip(self._waiting, made, strict=True):
                temporary.replace(path)
            for path in set(self._folder.glob(_PATTERN)) - set(made):
                path.unlink()
        except OSError as error:
            raise _unwritable(self._folder, error) from None
        self._waiting.clear()
        return made

    def discard(self) -> None:
        """Delete what was written and is not in its place."""
        for path in self._waiting:
            with suppress(OSError):
                path.unlink()

    def _write(self) -> None:
        from pyarrow import parquet

        path = self._folder / f"{_PREFIX}{_NAME.format(len(self._waiting))}"
        self._waiting.append(path)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            parquet.write_table(_table(self._lines), path, compression="zstd")
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
        except OSError as error:
            self.discard()
            raise _unwritable(self._folder, error) from None
        self._lines.clear()


def part_lines(folder: Path) -> Iterator[bytes]:
    """Yield the records in the parts of `folder` as lines, in their order.

    Raises UsageError: it holds no parts, or one is damaged.
    """
    import pyarrow
    from pyarrow import parquet

    paths = sorted(folder.glob(_PATTERN))
    if not paths:
        raise UsageError(
            f"{folder} holds no parts of sightings. Name a folder that `geomap extract --into` "
            "wrote, or a sightings.jsonl."
        )
    for path in paths:
        try:
            with parquet.ParquetFile(path) as table:
                for batch in table.iter_batches(columns=["record"], batch_size=1_000):
                    for record in batch.column(0).to_pylist():
                        yield record.encode()
        except (pyarrow.ArrowException, OSError, KeyError) as error:
            what = str(error).splitlines()[0][:120]
            raise UsageError(f"{path} is damaged: {what}. Run `geomap extract` again.") from None


def _table(lines: Iterable[bytes]) -> pyarrow.Table:
    import pyarrow as pa

    texts = [line.decode() for line in lines]
    records = [json.loads(text) for text in texts]
    articles = [record["article"] for record in records]
    places = [record["place"] or {} for record in records]
    points = [_point(place) for place in places]

    def column(values: Iterable[Any], kind: pa.DataType) -> pa.Array:
        return pa.array(list(values), kind)

    columns: dict[str, pa.Array] = {}
    for name in _TEXTS:
        columns[name] = column((record[name] for record in records), pa.string())
    for name in ("start", "end"):
        columns[name] = column((record[name] for record in records), pa.int64())
    for name in ("background", "on_map"):
        columns[name] = column((record[name] for record in records), pa.bool_())
    for name in _OF_ARTICLE:
        columns[f"article_{name}"] = column((one[name] for one in articles), pa.string())
    told = [record["attribution"] for record in records]
    columns["voice"] = column((one["voice"] for one in told), pa.string())
    columns["said_by"] = column((one["by"] for one in told), pa.string())
    for name in _OF_PLACE:
        columns[f"place_{name}"] = column((one.get(name) for one in places), pa.string())
    columns["place_radius_m"] = column((one.get("radius_m") for one in places), pa.float64())
    for name in _SCORES:
        columns[f"score_{name}"] = column((r["score"][name] for r in records), pa.float64())
    columns["record"] = pa.array(texts, pa.string())
    columns["geometry"] = column((_wkb(point) for point in points), pa.binary())
    return pa.table(columns).replace_schema_metadata(_metadata([p for p in points if p]))


def _point(place: dict[str, Any]) -> tuple[float, float] | None:
    if not place or place["kind"] in (*words.AREA_KINDS, "continent"):
        return None
    return round(place["lon"], 6), round(place["lat"], 6)


def _wkb(point: tuple[float, float] | None) -> bytes | None:
    """Return a point as ISO WKB: little-endian, of type 1."""
    return None if point is None else struct.pack("<BIdd", 1, 1, *point)


def _metadata(points: list[tuple[float, float]]) -> dict[bytes, bytes]:
    # Without `crs`, coordinates are OGC:CRS84, longitude first: geoparquet.org/releases/v1.1.0
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if points else []}
    if points:
        lons, lats = zip(*points, strict=True)
        column["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    about = {"schema": "geomap/sightings-table/1"}
    return {b"geo": json.dumps(geo).encode(), b"geomap": json.dumps(about).encode()}


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{folder} can't be written: {error.strerror or error}. The parts that stood there are as "
        "they were. Make room there, or name another folder."
    )

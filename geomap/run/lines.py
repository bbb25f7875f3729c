"""The lines of sightings.jsonl: written, and read with every value checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import BaseModel, ValidationError

from geomap.errors import UsageError
from geomap.model import Sighting

SIGHTINGS_FILE = "sightings.jsonl"


class Packed:
    """An article's lines as a store keeps them (a frame of zstd), expanded when they are asked for."""

    __slots__ = ("_frame",)

    def __init__(self, frame: bytes) -> None:
        self._frame = frame

    def __bytes__(self) -> bytes:
        return _expand()(self._frame)


class Lines:
    """The lines of all articles: a quarter of a million records, joined when they are asked for."""

    def __init__(self, parts: Sequence[bytes | Packed]) -> None:
        self._parts = parts

    def __bytes__(self) -> bytes:
        return self._joined

    @cached_property
    def _joined(self) -> bytes:
        joined = BytesIO()  # each expanded after the last is forgotten: half the memory of a join
        for part in self._parts:
            joined.write(bytes(part))
        return joined.getvalue()


Content: TypeAlias = bytes | Lines  # of a file


@cache
def _expand() -> Callable[[bytes], bytes]:
    import zstandard

    expand: Callable[[bytes], bytes] = zstandard.ZstdDecompressor().decompress
    return expand


def record_line(sighting: Sighting) -> str:
    """Return the sighting's record as one line of JSON, without the line's end."""
    told = dict(vars(sighting))
    told["schema"] = told.pop("schema_name")  # by its alias; it stays the last
    return _ENCODER.encode(told)


def _plain(value: date | BaseModel) -> str | dict[str, Any]:
    """Return what JSON has for a value of the model, as `model_dump` would."""
    return value.isoformat() if isinstance(value, date) else vars(value)


# Values are in no circle, and written as they lie: to dump them first takes a third longer.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_plain)


def records(sightings: Iterable[Sighting]) -> bytes:
    """Return the bytes of sightings.jsonl."""
    return "".join(record_line(sighting) + "\n" for sighting in sightings).encode()


def relined(lines: bytes, changed: Mapping[int, Sighting]) -> bytes:
    """Return `lines` with those of `changed`, by their numbers from 0, made anew."""
    if not changed:
        return lines
    told = lines.split(b"\n")
    for number, sighting in changed.items():
        told[number] = record_line(sighting).encode()
    return b"\n".join(told)


def parse_records(lines: Iterable[str | bytes], *, origin: str) -> Iterator[Sighting]:
    """Yield the sightings of JSON Lines; `origin` names them in errors.

    Raises UsageError: a line is no record.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Sighting.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UsageError(
                f"{origin} line {number} is no geomap record: {where or 'the line'}: "
                f"{first['msg']}. `geomap extract` writes such lines; in a folder of outputs "
                "`geomap regenerate` makes them again."
            ) from None


def load_records(path: Path) -> list[Sighting]:
    """Return the sightings of a sightings.jsonl, or of a folder of their parts.

    Raises UsageError: the file can't be read, or a line is no record.
    """
    if path.is_dir():
        from geomap.export.sighting_parts import part_lines

        return list(parse_records(part_lines(path), origin=str(path)))
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(
            f"{path} can't be read: {error.strerror}. Name what `geomap map` wrote without --publish, "
            "or lines of `geomap extract`."
        ) from None
    return list(parse_records(lines, origin=str(path)))

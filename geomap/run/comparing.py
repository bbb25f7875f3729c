"""Telling what of a folder of outputs is stale."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from geomap.errors import StaleError, UsageError
from geomap.run.lines import SIGHTINGS_FILE, Content
from geomap.run.record import RUN_FILE, plural

# A feature on a line of its own, as geomap writes them.
FEATURE = b'\n{"type":"Feature"'

_BLOCK = 1 << 16  # bytes that are compared at once

_Found = dict[str, tuple[Any, Any]]  # id -> where it is, and what else it says


def changes(
    folder: Path,
    files: Mapping[str, Content],
    *,
    known: Mapping[str, str | None] = MappingProxyType({}),
) -> dict[str, str]:
    """Return for each file of `folder` that differs from `files` what differs, in words.

    `known`: what `difference` gave, where it was asked before.
    """
    told = {
        name: known[name] if name in known else difference(folder / name, bytes(content))
        for name, content in files.items()
    }
    return {name: words for name, words in told.items() if words is not None}


def difference(path: Path, content: bytes) -> str | None:
    """Return in words what in the file at `path` differs from `content`; None: nothing does.

    Raises UsageError: it can't be read.
    """
    try:
        if path.name != SIGHTINGS_FILE:
            old, new = path.read_bytes(), content
        else:  # of a gigabyte of records few lines differ
            with path.open("rb") as stream:
                old, new = _middles(stream, path.stat().st_size, content)
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.") from None
    return None if old == new else _difference(path.name, old, new)


def stale(folder: Path, found: Mapping[str, str]) -> StaleError:
    """Return the error that tells what of `folder` is stale."""
    told = "; ".join(
        f"{folder / name} is {'missing' if what == 'missing' else f'stale: {what}'}"
        for name, what in sorted(found.items(), key=lambda item: _telling(item[0]))
    )
    return StaleError(f"{told}. Run `geomap regenerate`.")


def _telling(name: str) -> tuple[int, str]:
    """Sort first what tells a reader most."""
    order = ("sites.geojson", "events.geojson", SIGHTINGS_FILE, "map.html", RUN_FILE)
    return (order.index(name) if name in order else len(order)), name


def _difference(name: str, old: bytes, new: bytes) -> str:
    nouns = {"sites.geojson": "site", "events.geojson": "event", SIGHTINGS_FILE: "mention"}
    if name not in nouns:
        return "content differs"
    try:
        before, after = _features(name, old, new)
    except (ValueError, KeyError, TypeError, AttributeError):
        return "content is damaged"
    both = before.keys() & after.keys()
    moved = {key for key in both if before[key][0] != after[key][0]}
    numbers = {
        "added": len(after.keys() - before.keys()),
        "removed": len(before.keys() - after.keys()),
        "moved": len(moved),
        "changed": sum(before[key] != after[key] for key in both - moved),
    }
    told: list[str] = []
    for verb, number in numbers.items():
        if number:
            told.append(f"{number} {verb}" if told else f"{plural(number, nouns[name])} {verb}")
    return ", ".join(told) or "layout differs"


def _features(name: str, old: bytes, new: bytes) -> tuple[_Found, _Found]:
    """Return where each feature that may differ is, and what else it says, by id."""
    if name == SIGHTINGS_FILE:
        return _by_id(_unlike(old, new), _record)
    if FEATURE in old and FEATURE in new:
        middles = _middles(BytesIO(old), len(old), new)
        lines = (
            [line for line in found if line.startswith(FEATURE[1:])] for found in _unlike(*middles)
        )
        return _by_id(lines, _feature)
    whole = (json.loads(content)["features"] for content in (old, new))
    first, second = ({str(one["id"]): _feature(one) for one in features} for features in whole)
    return first, second


def _unlike(old: bytes, new: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the lines that stand in one of the two only."""
    before, after = (set(text.split(b"\n")) for text in (old, new))
    return [line.rstrip(b",") for line in before - after], [x.rstrip(b",") for x in after - before]


def _middles(stream: BinaryIO, size: int, new: bytes) -> tuple[bytes, bytes]:
    """Return what is left of a file of `size` bytes and of `new` between what they begin and end with alike.

    Whole lines; of equal ones nothing is left, and only what is left of the file is held at once.
    """
    most = min(size, len(new))
    first = 0
    while first < most:
        block = stream.read(min(_BLOCK, most - first))
        if not block or block != new[first : first + len(block)]:
            break
        first += len(block)
    if first == size == len(new):
        return b"", b""
    first = new.rfind(b"\n", 0, first) + 1
    most -= first
    last = 0
    while last + _BLOCK <= most:
        stream.seek(size - last - _BLOCK)
        if stream.read(_BLOCK) != new[len(new) - last - _BLOCK : len(new) - last]:
            break
        last += _BLOCK
    if last:
        at = new.find(b"\n", len(new) - last)
        last = len(new) - at if at >= 0 else 0
    stream.seek(first)
    return stream.read(size - last - first), new[first : len(new) - last]


def _by_id(
    lines: Iterable[list[bytes]], facts: Callable[[Any], tuple[Any, Any]]
) -> tuple[_Found, _Found]:
    before, after = (
        {str(value["id"]): facts(value) for value in map(json.loads, filter(None, found))}
        for found in lines
    )
    return before, after


def _record(record: dict[str, Any]) -> tuple[Any, Any]:
    return _point(record["place"]), record


def _feature(feature: dict[str, Any]) -> tuple[Any, Any]:
    return feature["geometry"], feature["properties"]


def _point(place: dict[str, Any] | None) -> tuple[Any, Any] | None:
    return (place["lon"], place["lat"]) if place else None

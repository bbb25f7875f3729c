"""Telling what of a folder of outputs is stale."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geomap.errors import StaleError, UsageError
from geomap.run.lines import SIGHTINGS_FILE
from geomap.run.record import RUN_FILE, plural

# A feature on a line of its own, as geomap writes them.
FEATURE = b'\n{"type":"Feature"'

_BLOCK = 1 << 16  # bytes that are compared at once

_Found = dict[str, tuple[Any, Any]]  # id -> where it is, and what else it says


def changes(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    known: Mapping[str, str | None] = MappingProxyType({}),
) -> dict[str, str]:
    """Return for each file of `folder` that differs from `files` what differs, in words.

    `known`: what `difference` gave, where it was asked before.
    """
    told = {
        name: known[name] if name in known else difference(folder / name, content)
        for name, content in files.items()
    }
    return {name: words for name, words in told.items() if words is not None}


def difference(path: Path, content: bytes) -> str | None:
    """Return in words what in the file at `path` differs from `content`; None: nothing does.

    Raises UsageError: it can't be read.
    """
    try:
        old = path.read_bytes()
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.") from None
    return None if old == content else _difference(path.name, old, content)


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
        lines = (
            [line for line in found if line.startswith(FEATURE[1:])] for found in _unlike(old, new)
        )
        return _by_id(lines, _feature)
    whole = (json.loads(content)["features"] for content in (old, new))
    first, second = ({str(one["id"]): _feature(one) for one in features} for features in whole)
    return first, second


def _unlike(old: bytes, new: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the lines that stand in one of the two only: of many records few differ."""
    first, last = _alike(old, new)
    middle = (text[first : len(text) - last].split(b"\n") for text in (old, new))
    before, after = (set(lines) for lines in middle)
    return [line.rstrip(b",") for line in before - after], [x.rstrip(b",") for x in after - before]


def _alike(old: bytes, new: bytes) -> tuple[int, int]:
    """Return how many bytes both begin and end with alike, whole lines of them."""
    most = min(len(old), len(new))
    first = 0
    while first < most and old[first : first + _BLOCK] == new[first : first + _BLOCK]:
        first = min(first + _BLOCK, most)
    first = old.rfind(b"\n", 0, first) + 1
    last = 0
    most -= first
    while last + _BLOCK <= most and (
        old[len(old) - last - _BLOCK : len(old) - last]
        == new[len(new) - last - _BLOCK : len(new) - last]
    ):
        last += _BLOCK
    if last:
        at = old.find(b"\n", len(old) - last)
        last = len(old) - at if at >= 0 else 0
    return first, last


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

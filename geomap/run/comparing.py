"""Telling what of a folder of outputs is stale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geomap.errors import StaleError, UsageError
from geomap.run.record import RUN_FILE, plural
from geomap.run.store import SIGHTINGS_FILE


def changes(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return for each file of `folder` that differs from `files` what differs, in words."""
    found: dict[str, str] = {}
    for name, content in files.items():
        path = folder / name
        try:
            old = path.read_bytes()
        except FileNotFoundError:
            found[name] = "missing"
            continue
        except OSError as error:
            raise UsageError(f"{path} can't be read: {error.strerror}.") from None
        if old != content:
            found[name] = _difference(name, old, content)
    return found


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
        before, after = _features(name, old), _features(name, new)
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


def _features(name: str, content: bytes) -> dict[str, tuple[Any, Any]]:
    """Return where each feature is and what else it says, by id."""
    if name == SIGHTINGS_FILE:
        lines = [json.loads(line) for line in content.splitlines()]
        return {line["id"]: (_point(line["place"]), line) for line in lines}
    return {
        str(feature["id"]): (feature["geometry"], feature["properties"])
        for feature in json.loads(content)["features"]
    }


def _point(place: dict[str, Any] | None) -> tuple[Any, Any] | None:
    return (place["lon"], place["lat"]) if place else None

"""Lists of names with their points, held against a geocoder: found at all, and found first.

Two shapes: a CSV or JSON Lines with `name, lat, lon` and, as they are known, `kind, country,
tolerance_km`; and UCDP's, with `place, lat, lon, country, where_prec`, of which only exact places
(1 and 2) are counted.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from geomap.errors import UsageError
from geomap.evaluate.counting import distance_km
from geomap.evaluate.measures import Figure
from geomap.model import Candidate, Place

# How far off a point may be, in km, by what the list calls the place.
TOLERANCE_KM = {
    "facility": 10.0, "city": 25.0, "town": 25.0, "village": 25.0, "admin2": 80.0, "island": 100.0,
    "admin1": 200.0, "region": 300.0, "water": 600.0, "river": 600.0, "natural": 600.0,
    "country": 900.0, "continent": 3_000.0,
}  # fmt: skip
_EXACT = (1, 2)  # UCDP where_prec
_OF_TEXTS = ("doc", "toponyms")  # what a row of annotated texts has

Look = Callable[[str], Sequence[Candidate]]


class Listed(NamedTuple):
    """A name and where it lies."""

    name: str
    lon: float
    lat: float
    kind: str | None
    country: str
    tolerance_km: float


class NameList(NamedTuple):
    """One list of names."""

    name: str
    digest: str
    rows: tuple[Listed, ...]


def is_list(path: Path) -> bool:
    """Return whether `path` is a list of names rather than annotated texts."""
    if path.suffix.lower() == ".csv":
        return True
    try:
        with path.open(encoding="utf-8") as lines:
            first = json.loads(lines.readline() or "null")
    except (OSError, ValueError):
        return False
    if not isinstance(first, dict) or not first.keys().isdisjoint(_OF_TEXTS):
        return False
    return first.keys() >= {"lat", "lon"} and bool(_name(first))


def load_list(path: Path) -> NameList:
    """Return the names of `path`.

    Raises UsageError: it can't be read, or a row has no name or no point on the earth.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8: {error.reason}. Save it as UTF-8.") from None
    rows: list[Listed] = []
    for where, row in _rows(path, content):
        if int(row.get("where_prec") or 1) not in _EXACT:
            continue
        try:
            name, lon, lat = _name(row), float(row["lon"]), float(row["lat"])
        except (KeyError, TypeError, ValueError):
            raise UsageError(
                f"{where} has no name or no point: name, lat, lon are needed."
            ) from None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise UsageError(
                f"{where}: lat is {lat:g}, lon is {lon:g}; they lie in -90..90 and -180..180. They "
                "may be swapped."
            )
        kind = row.get("kind") or None
        least = float(row.get("tolerance_km") or 0)
        tolerance = max(least, TOLERANCE_KM.get(str(kind), TOLERANCE_KM["city"]))
        rows.append(Listed(name, lon, lat, kind, str(row.get("country") or "?"), tolerance))
    if not rows:
        raise UsageError(f"{path} holds no name to look up.")
    return NameList(path.stem, hashlib.sha256(content.encode()).hexdigest()[:16], tuple(rows))


def _rows(path: Path, content: str) -> Iterable[tuple[str, dict[str, Any]]]:
    if path.suffix.lower() == ".csv":
        for number, row in enumerate(csv.DictReader(content.splitlines()), 2):
            yield f"{path} line {number}", dict(row)
        return
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            try:
                yield f"{path} line {number}", json.loads(line)
            except ValueError as error:
                raise UsageError(f"{path} line {number} is no JSON: {error}.") from None


def _name(row: dict[str, Any]) -> str:
    return str(row.get("name") or row.get("place") or "")


def score(names: NameList, look: Look) -> dict[str, Any]:
    """Return the figures of a list, and by country its counts and the names not found first."""
    counts: Counter[tuple[str, str]] = Counter()
    missed: dict[str, list[str]] = {}
    for row in names.rows:
        near = [_is_near(row, candidate) for candidate in look(row.name)]
        groups = ["names", *([row.kind] if row.kind else []), f"in {row.country}"]
        for group in groups:
            counts[group, "n"] += 1
            counts[group, "found"] += any(near)
            counts[group, "first"] += bool(near and near[0])
        if not (near and near[0]):
            missed.setdefault(row.country, []).append(row.name)
    figures: dict[str, Figure] = {}
    kinds = sorted({row.kind for row in names.rows if row.kind})
    for group in ("names", *kinds):
        n = counts[group, "n"]
        for what in ("found", "first"):
            figures[f"{group} {what}"] = Figure(round(counts[group, what] / n, 4), n)
    countries = sorted({row.country for row in names.rows})
    return {
        "digest": names.digest,
        "texts": len(names.rows),
        "figures": {name: figure._asdict() for name, figure in figures.items()},
        "countries": {
            country: {
                **{what: counts[f"in {country}", what] for what in ("n", "found", "first")},
                "missed": missed.get(country, []),
            }
            for country in countries
        },
    }


def _is_near(row: Listed, found: Candidate) -> bool:
    place = Place(
        id=found.id, name=found.name, kind=found.kind, lon=found.lon, lat=found.lat,
        radius_m=found.radius_m, source=found.source,
    )  # fmt: skip
    return distance_km(row.lon, row.lat, place) <= row.tolerance_km

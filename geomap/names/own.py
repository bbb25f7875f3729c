"""Places of one's own: a CSV with a header, or GeoJSON points. A fault in them stops the import."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError
from geomap.names.keys import normalise
from geomap.names.rows import KINDS, Entry

_LONGEST_NAME = 200
_SHAPE = (
    "Wanted: a header line with name, lon, lat, and as you like "
    "id, kind, country, radius_m, population, names (separated by |)."
)
_RADIUS_M = {
    "country": 300_000.0,
    "continent": 3_000_000.0,
    "admin1": 100_000.0,
    "admin2": 30_000.0,
}


def own_places(path: Path) -> list[Entry]:
    """Return the places of `path`, with ids `own:…`.

    Raises GazetteerError: which line, which value, and how to mend it.
    """
    read = _geojson if path.suffix.lower() in (".geojson", ".json") else _csv
    found: dict[str, str] = {}
    entries = []
    for where, row in read(path):
        entry = _entry(row, where)
        if entry.id in found:
            raise GazetteerError(
                f"{where}: id {entry.id!r} stands already at {found[entry.id]}. Give each its own."
            )
        found[entry.id] = where
        entries.append(entry)
    if not entries:
        raise GazetteerError(f"{path} holds no places. {_SHAPE}")
    return entries


def _csv(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            columns = [(name or "").strip().lower() for name in reader.fieldnames or []]
            if missing := {"name", "lon", "lat"} - set(columns):
                raise GazetteerError(
                    f"{path} line 1: no column {', '.join(sorted(missing))} in {columns!r:.200}. "
                    f"{_SHAPE}"
                )
            reader.fieldnames = columns
            for row in reader:
                where = f"{path} line {reader.line_num}"
                if None in row:
                    raise GazetteerError(
                        f"{where}: more values than the header's {len(columns)} columns. "
                        'Put values with commas in "quotes".'
                    )
                yield where, {key: (value or "").strip() for key, value in row.items()}
    except OSError as error:
        raise GazetteerError(f"{path} can't be read: {error.strerror}. Check the path.") from None
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path} is not UTF-8: {error.reason}. Save it as UTF-8.") from None
    except csv.Error as error:
        raise GazetteerError(f"{path} is no CSV: {error}. {_SHAPE}") from None


def _geojson(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8-sig"))
        features = loaded["features"]
    except OSError as error:
        raise GazetteerError(f"{path} can't be read: {error.strerror}. Check the path.") from None
    except (ValueError, TypeError, KeyError):
        raise GazetteerError(
            f"{path} is no GeoJSON FeatureCollection. Save points as one, each with a name."
        ) from None
    for number, feature in enumerate(features, 1):
        where = f"{path} feature {number}"
        try:
            lon, lat = feature["geometry"]["coordinates"][:2]
            kind = feature["geometry"]["type"]
            properties = dict(feature.get("properties") or {})
        except (TypeError, KeyError, ValueError):
            raise GazetteerError(f"{where} has no point. Give it a Point geometry.") from None
        if kind != "Point":
            raise GazetteerError(f"{where} is a {kind!r:.40}. Give it a Point geometry.")
        yield where, {"id": feature.get("id", ""), **properties, "lon": lon, "lat": lat}


def _entry(row: dict[str, Any], where: str) -> Entry:
    name = str(row.get("name") or "").strip()
    if not name or len(name) > _LONGEST_NAME or not normalise(name):
        raise GazetteerError(
            f"{where}: name {name[:40]!r} has {len(name)} characters. "
            f"Write 1 to {_LONGEST_NAME}, letters among them."
        )
    lon, lat = _number(row, "lon", where), _number(row, "lat", where)
    if not -90 <= lat <= 90:
        raise GazetteerError(
            f"{where}: lat is {lat}, outside -90..90. "
            "Longitude and latitude may be swapped; columns are named lon and lat."
        )
    if not -180 <= lon <= 180:
        raise GazetteerError(f"{where}: lon is {lon}, outside -180..180. Write degrees.")
    kind = str(row.get("kind") or "city").strip()
    if kind not in KINDS:
        raise GazetteerError(f"{where}: kind {kind!r:.40} is none of {', '.join(KINDS)}.")
    country = str(row.get("country") or "").strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise GazetteerError(f"{where}: country {country!r:.40} is no ISO 3166-1 code like UA.")
    given = str(row.get("id") or "").strip()
    scheme = given.partition(":")[0]
    slug = given or normalise(name).replace(" ", "-")
    radius_m = (
        _number(row, "radius_m", where) if row.get("radius_m") else _RADIUS_M.get(kind, 5_000)
    )
    if radius_m <= 0:
        raise GazetteerError(f"{where}: radius_m is {radius_m}. Write metres, above 0.")
    others = row.get("names") or []
    listed = others if isinstance(others, list) else str(others).split("|")
    names = ["+" + str(other).strip().replace("|", " ") for other in listed if str(other).strip()]
    return Entry(
        id=given if scheme in ("geonames", "own") else f"own:{slug}",
        name=name,
        kind=kind,
        country=country,
        admin1="",
        lon=lon,
        lat=lat,
        radius_m=radius_m,
        population=int(_number(row, "population", where)) if row.get("population") else 0,
        feature="",
        seat=0,
        note="",
        names="|".join(names),
        source="own",
    )


def _number(row: dict[str, Any], key: str, where: str) -> float:
    try:
        value = float(row.get(key, ""))
    except (TypeError, ValueError):
        raise GazetteerError(
            f"{where}: {key} is {row.get(key)!r:.40}, no number. Write degrees like 37.8."
        ) from None
    if not isfinite(value):
        raise GazetteerError(f"{where}: {key} is {value}. Write a finite number.")
    return value

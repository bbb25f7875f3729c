"""The rows written by hand: `gazetteer/overlay/*.csv`, checked line by line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from steps.rows import Place

COLUMNS = ["slug", "name", "kind", "lon", "lat", "radius_m", "countries", "names", "former", "why"]
KINDS = {"city", "facility", "admin1", "admin2", "country", "region", "natural", "continent"}
_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


class Faults(list[str]):
    """What is wrong with the overlay, each with its file, line and value."""


def overlay(
    folder: Path, boxes: dict[str, tuple[float, float, float, float]]
) -> tuple[list[Place], Faults]:
    """Return the overlay's places, and what is wrong in it.

    `boxes` are (west, south, east, north) of the countries, roughly: a place outside its own
    country's box (longitude and latitude swapped, most often) is a fault.
    """
    faults = Faults()
    seen: dict[str, str] = {}
    points: dict[tuple[str, float, float], str] = {}
    places: list[Place] = []
    for path in sorted(folder.glob("*.csv")):
        for where, row in _rows(path, faults):
            place = _place(row, where, boxes, faults)
            if place is None:
                continue
            if place.id in seen:
                faults.append(f"{where}: slug {row['slug']!r} stands already in {seen[place.id]}.")
                continue
            spot = (place.name.casefold(), round(place.lon, 1), round(place.lat, 1))
            if spot in points:
                faults.append(f"{where}: {place.name!r} stands already in {points[spot]}.")
                continue
            seen[place.id] = points[spot] = where
            places.append(place)
    return places, faults


def _rows(path: Path, faults: Faults) -> Iterator[tuple[str, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if reader.fieldnames != COLUMNS:
            faults.append(f"{path.name} line 1: columns are {reader.fieldnames}, not {COLUMNS}.")
            return
        for row in reader:
            where = f"{path.name} line {reader.line_num}"
            if None in row or any(row[column] is None for column in COLUMNS):
                faults.append(f"{where}: {len(COLUMNS)} columns wanted. Quote values with commas.")
                continue
            yield where, row


def _place(
    row: dict[str, str],
    where: str,
    boxes: dict[str, tuple[float, float, float, float]],
    faults: Faults,
) -> Place | None:
    try:
        lon, lat, radius_m = float(row["lon"]), float(row["lat"]), int(float(row["radius_m"]))
    except ValueError:
        faults.append(
            f"{where}: lon, lat, radius_m are no numbers: {row['lon']!r}, {row['lat']!r}."
        )
        return None
    wrong = []
    if not _SLUG.match(row["slug"]):
        wrong.append(f"slug {row['slug']!r} is not lower-case words joined by hyphens")
    if row["kind"] not in KINDS:
        wrong.append(f"kind {row['kind']!r} is none of {', '.join(sorted(KINDS))}")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        wrong.append(f"({lon}, {lat}) is outside the earth; write lon, then lat")
    if not row["name"].strip() or radius_m <= 0:
        wrong.append("name is empty or radius_m not above 0")
    countries = [code for code in row["countries"].split("|") if code]
    for code in countries:
        if code not in boxes:
            wrong.append(f"country {code!r} is no ISO 3166-1 code")
    if not wrong and countries and not _near(boxes[countries[0]], lon, lat, radius_m):
        wrong.append(f"({lon}, {lat}) lies outside {countries[0]}; are lon and lat swapped?")
    if wrong:
        faults.extend(f"{where}: {fault}." for fault in wrong)
        return None
    place = Place(
        id=f"overlay:{row['slug']}",
        name=row["name"].strip(),
        kind=row["kind"],
        country=countries[0] if countries else "",
        admin1="",
        lon=lon,
        lat=lat,
        radius_m=radius_m,
    )
    if row["why"].startswith("historic"):
        place.feature = "RGNH"  # GeoNames' code of a historical region
    for name in row["names"].split("|"):
        place.add("+", name)
    for name in row["former"].split("|"):
        place.add("-", name)
    return place


def _near(box: tuple[float, float, float, float], lon: float, lat: float, radius_m: int) -> bool:
    """Return whether a point lies in `box`, widened by its radius and two degrees of coast."""
    west, south, east, north = box
    slack = 2 + radius_m / 100_000
    inside = west - slack <= lon <= east + slack or west - slack <= lon + 360 <= east + slack
    return inside and south - slack <= lat <= north + slack

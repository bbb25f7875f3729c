"""Borders as the profile 'un' draws them: Natural Earth's units cut and moved by hand tables."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the hand table `name`."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def patched(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the features with the cuts and moves done.

    Each has the properties `key` (unique; pieces of one unit share it), `country`, `iso`,
    `gn` (GeoNames id, 0 when unknown), `name`, `names`, `region`, `lon`, `lat`.
    """
    seen: Counter[str] = Counter()
    units = []
    for feature in sorted(features, key=lambda f: int(f["properties"]["ne_id"])):
        unit = {
            "type": "Feature",
            "properties": _properties(feature["properties"]),
            "geometry": feature["geometry"],
        }
        code = unit["properties"]["iso"]
        seen[code] += 1
        unit["properties"]["key"] = code if seen[code] == 1 else f"{code}/{seen[code]}"
        units.append(unit)
    by_key = {unit["properties"]["key"]: unit for unit in units}
    for row in rows("cuts.csv"):
        units.append(_cut(by_key, row))
    by_key = {unit["properties"]["key"]: unit for unit in units}
    for row in rows("moves.csv"):
        _move(by_key, row)
    return units


def _properties(given: dict[str, Any]) -> dict[str, Any]:
    code = str(given["iso_3166_2"])
    gn = int(given.get("gn_id") or 0)
    names = [given.get(key) for key in ("name", "name_en", "gn_name", "woe_name", "name_local")]
    names += str(given.get("name_alt") or "").split("|")
    unique = list(dict.fromkeys(name.strip() for name in names if name and name.strip()))
    return {
        "country": str(given["iso_a2"]),
        "iso": code,
        "gn": max(gn, 0),
        "name": unique[0] if unique else str(given["admin"]),
        "names": unique[1:],
        "region": _region(given),
        "lon": given["longitude"],
        "lat": given["latitude"],
    }


def _region(given: dict[str, Any]) -> str:
    """Return the first-order unit that this unit, of second order, belongs to; else ''."""
    part = given.get("geonunit") if given["iso_a2"] in {"GB", "BE"} else given.get("region")
    return str(part or "")


def _cut(by_key: dict[str, dict[str, Any]], row: dict[str, str]) -> dict[str, Any]:
    """Return what lies beyond the line of `row`, as a piece of its unit `to`; shorten `from`."""
    from shapely.geometry import Polygon, mapping, shape

    line = [tuple(map(float, point.split())) for point in row["line"].split("|")]
    lons, lats = [x for x, _ in line], [y for _, y in line]
    if row["side"] == "east":
        beyond = Polygon([*line, (max(lons) + 5, min(lats)), (max(lons) + 5, max(lats))])
    else:
        beyond = Polygon([*line, (max(lons), min(lats) - 20), (min(lons), min(lats) - 20)])
    source = by_key[row["from"]]
    whole = shape(source["geometry"])
    source["geometry"] = mapping(whole.difference(beyond))
    if row["to"] in by_key:
        properties = dict(by_key[row["to"]]["properties"])
    else:
        properties = dict(source["properties"], key=row["to"], country=row["to"][:2], iso="")
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": mapping(whole.intersection(beyond)),
    }


def _move(by_key: dict[str, dict[str, Any]], row: dict[str, str]) -> None:
    """Give a unit another country, name or, with `into`, make it part of another unit."""
    properties = by_key[row["unit"]]["properties"]
    if row["into"]:
        properties.update(by_key[row["into"]]["properties"])
    properties["country"] = row["country"]
    if row["name"]:
        properties["name"] = row["name"]
    if properties["iso"].startswith("-99"):
        properties["iso"] = ""

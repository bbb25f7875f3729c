"""GeoNames' dumps: 19 columns, tab-separated, zipped or not."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from geomap.errors import GazetteerError
from geomap.names.junk import useful
from geomap.names.rows import Entry

COLUMNS = 19
_EXAMPLES = 5
_LONGEST_NAME = 200  # GeoNames' own limit
_LONGEST_LINE = 1_000_000  # code points; a longer one is no line of a dump
_MEND = "Download it again from GeoNames."
_FACILITIES = frozenset(["MILB", "NVB", "AIRB", "AIRP", "AIRF", "AIRH", "INSM"])
_LANDS = frozenset(["PRK", "RES", "AREA"])  # nature reserves and plain areas
_RADIUS_M = {"natural": 10_000, "region": 50_000, "facility": 2_000, "admin1": 100_000}
_SEAS = frozenset(
    [
        "OCN",
        "SEA",
        "GULF",
        "STRT",
        "BAY",
        "CHN",
        "STM",
        "LK",
        "RSV",
        "CNL",
        "ISL",
        "ISLS",
        "MTS",
        "PEN",
        "DSRT",
    ]
)


class Dump:
    """A dump's places, read once from its start to its end; what was left out is counted.

    Raises GazetteerError, while it is read: the file is missing, is no dump, or is cut off.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.malformed = 0
        self._before = b""  # the id of the line before: dumps are sorted by it
        self.examples: list[str] = []

    def __iter__(self) -> Iterator[Entry]:
        good = number = 0
        raw = b""
        self._before = b""
        try:
            with _opened(self.path) as lines:
                for number, raw in enumerate(_lines(lines), 1):
                    entry = self._entry(number, raw)
                    if entry is not None:
                        good += 1
                        yield entry
                    if number == 1_000 and good == 0:
                        break
                else:
                    if good and not raw.endswith(b"\n") and raw.count(b"\t") != COLUMNS - 1:
                        shown = raw[-40:].decode("utf-8", "replace")
                        raise EOFError(f"line {number} ends at {shown!r}")
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise GazetteerError(
                f"{self.path} is damaged or cut off after {good} places: {error}. {_MEND}"
            ) from None
        if good == 0:
            why = f" ({self.examples[0]})" if self.examples else ""
            raise GazetteerError(
                f"{self.path} holds no place in GeoNames' {COLUMNS} columns{why}. "
                "A dump is a country's file or allCountries, as .txt or .zip; "
                "places of your own come as .csv or .geojson."
            )

    def _entry(self, number: int, raw: bytes) -> Entry | None:
        fault = ""
        try:
            fields = raw.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            return self._fault(number, "is not UTF-8")
        if len(fields) == 1 and not fields[0].strip():
            return None
        if len(fields) != COLUMNS:
            fault = f"has {len(fields)} columns, not {COLUMNS}"
        elif not fields[0].isascii() or not fields[0].isdigit() or len(fields[0]) > 12:
            fault = f"id {fields[0][:20]!r} is no number"
        elif not fields[1].strip() or len(fields[1]) > _LONGEST_NAME:
            fault = f"name {fields[1][:20]!r} has {len(fields[1])} characters"
        elif raw.startswith(self._before + b"\t"):
            fault = f"id {fields[0]} stands already on the line before"
        if fault:
            return self._fault(number, fault)
        self._before = raw[: raw.index(b"\t")]
        try:
            lat, lon, population = float(fields[4]), float(fields[5]), int(fields[14] or 0)
        except ValueError:
            return self._fault(number, f"({fields[4][:20]!r}, {fields[5][:20]!r}) are no numbers")
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            return self._fault(number, f"lat {lat}, lon {lon} lies outside the earth")
        return _entry(fields, lon, lat, population)

    def _fault(self, number: int, words: str) -> Entry | None:
        self.malformed += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(f"line {number} {words}")
        return None


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if not path.is_file():
        raise GazetteerError(f"{path} is no file. Check the path.")
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise zipfile.BadZipFile("no zip archive")
        with path.open("rb") as lines:
            yield lines
        return
    with zipfile.ZipFile(path) as archive:
        inside = [
            name
            for name in archive.namelist()
            if name.endswith(".txt") and "readme" not in name.lower()
        ]
        if len(inside) != 1:
            raise GazetteerError(
                f"{path} holds {len(inside)} .txt files, not the one of a dump. {_MEND}"
            )
        with archive.open(inside[0]) as lines:
            yield lines


def _lines(content: IO[bytes]) -> Iterator[bytes]:
    while line := content.readline(_LONGEST_LINE):
        yield line


def _entry(fields: list[str], lon: float, lat: float, population: int) -> Entry | None:
    feature_class, feature, country = fields[6], fields[7], fields[8]
    kind = _kind(feature_class, feature)
    names = [
        name
        for name in fields[3].split(",")
        if name and useful(name, country) and name != fields[1]
    ]
    if fields[2] and fields[2] != fields[1]:
        names.append("+" + fields[2])
    code = f"{country}.{fields[10]}" if country and fields[10] and fields[10] != "00" else ""
    return Entry(
        id=f"geonames:{int(fields[0])}",
        name=fields[1].strip().lstrip("|"),
        kind=kind,
        country=country if len(country) == 2 else "",
        admin1=code,
        lon=lon,
        lat=lat,
        radius_m=_radius_m(kind, feature, population),
        population=max(0, population),
        feature=feature,
        seat={"PPLC": 2, "PPLA": 1}.get(feature, 0),
        note="",
        names="|".join(name.replace("|", " ") for name in names),
        source="geonames",
    )


def _kind(feature_class: str, feature: str) -> str:
    if feature_class == "P":
        return "city"
    if feature_class == "A":
        if feature.startswith("PCL"):
            return "country"
        return "admin1" if feature.startswith("ADM1") else "admin2"
    if feature == "CONT":
        return "continent"
    if feature in _FACILITIES or feature_class in ("S", "R"):
        return "facility"
    if feature_class == "L" and feature not in _LANDS:
        return "region"
    return "natural"


def _radius_m(kind: str, feature: str, population: int) -> float:
    if kind == "city":
        return 12_000 if population >= 1_000_000 else 5_000 if population >= 20_000 else 3_000
    if kind == "country":
        return 300_000
    if feature in _SEAS:
        return 50_000
    return _RADIUS_M.get(kind, 30_000)

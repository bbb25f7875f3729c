"""The data that ship: each place in its own country, nothing damaged, nothing swapped."""

from __future__ import annotations

import csv
import hashlib
import lzma
import re
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from geomap.names import data
from geomap.names.rows import KINDS, Entry

GAZETTEER = Path(__file__).parent.parent / "gazetteer"
DATA = GAZETTEER / "data"
# West, south, east, north, roughly and by hand: a swapped or foreign point can't hide in them.
BOXES = {
    "UA": (22, 44, 41, 53), "SD": (21, 8, 39, 23), "SY": (35, 32, 43, 38), "YE": (41, 12, 55, 19),
    "CD": (12, -14, 32, 6), "MM": (92, 9, 102, 29), "PS": (34, 31, 36, 33), "IL": (34, 29, 36, 34),
    "LB": (35, 33, 37, 35), "IQ": (38, 29, 49, 38), "AF": (60, 29, 75, 39), "ET": (32, 3, 48, 15),
    "SO": (40, -2, 52, 12), "ML": (-13, 10, 5, 25), "NG": (2, 4, 15, 14), "LY": (9, 19, 26, 34),
    "IR": (44, 25, 64, 40), "PK": (60, 23, 78, 38), "GE": (40, 41, 47, 44), "AM": (43, 38, 47, 42),
    "TR": (25, 35, 45, 43), "PL": (14, 49, 25, 55), "DE": (5, 47, 16, 56), "VE": (-74, 0, -59, 16),
}  # fmt: skip


@pytest.fixture(scope="module")
def places() -> list[Entry]:
    """Every place of the data."""
    return list(data.entries(DATA))


def test_the_data_are_what_the_manifest_says_and_no_larger_than_twelve_megabytes() -> None:
    files = data.manifest(DATA)["files"]
    for name, digests in files.items():
        packed = (DATA / name).read_bytes()
        assert hashlib.sha256(packed).hexdigest() == digests["file_sha256"], name
        text = lzma.decompress(packed)
        assert hashlib.sha256(text).hexdigest() == digests["text_sha256"], name
        assert text.count(b"\n") == digests["rows"] + 1, name
    assert sum((DATA / name).stat().st_size for name in files) <= 12_000_000


def test_ids_are_unique_and_well_formed(places: list[Entry]) -> None:
    twice = [place_id for place_id, count in Counter(p.id for p in places).items() if count > 1]
    assert not twice
    shape = re.compile(r"geonames:\d+|geonames-code:[A-Z]{2}\.\S+|katottg:UA\d+|overlay:[a-z0-9-]+")
    assert not [place.id for place in places if not shape.fullmatch(place.id)]


def test_every_place_has_a_known_kind_a_name_and_a_point_on_earth(places: list[Entry]) -> None:
    for place in places:
        assert place.kind in KINDS, place
        assert place.name.strip() == place.name != "", place
        assert -180 <= place.lon <= 180, place
        assert -90 <= place.lat <= 90, place
        assert place.radius_m > 0, place


def test_every_place_lies_inside_its_own_country(places: list[Entry]) -> None:
    strays = []
    for place in places:
        if place.country not in BOXES:
            continue
        west, south, east, north = BOXES[place.country]
        slack = 1 + (place.radius_m / 100_000 if place.id.startswith("overlay:") else 0)
        if not (
            west - slack <= place.lon <= east + slack
            and south - slack <= place.lat <= north + slack
        ):
            strays.append((place.id, place.name, place.lon, place.lat))
    assert not strays


def test_a_swapped_point_would_be_seen(places: list[Entry]) -> None:
    """The test above is worth something: few settlements stay at home when their axes swap."""
    hidden = Counter[str]()
    total = Counter[str]()
    for place in places:
        if place.kind == "city" and place.country in BOXES:
            west, south, east, north = BOXES[place.country]
            total[place.country] += 1
            hidden[place.country] += west <= place.lat <= east and south <= place.lon <= north
    assert all(
        hidden[country] < total[country] / 4
        for country in total
        if country not in ("TR", "SY", "GE", "NG")
    )


def test_every_settlement_is_near_the_others_of_its_first_order_unit(places: list[Entry]) -> None:
    """A settlement far from its unit's point has a wrong point or a wrong code."""
    units = {p.admin1: p for p in places if p.kind == "admin1" and p.admin1}
    far = defaultdict(list)
    for place in places:
        unit = units.get(place.admin1)
        if place.country == "UA" and place.kind == "city" and unit is not None:
            away = max(abs(place.lon - unit.lon) * 0.66, abs(place.lat - unit.lat)) * 111_000
            if away > unit.radius_m + 130_000:
                far[unit.name].append(place.name)
    assert sum(map(len, far.values())) <= 2  # GeoNames itself has one in the wrong oblast


def test_crimea_and_sevastopol_belong_to_ukraine(places: list[Entry]) -> None:
    by_id = {place.id: place for place in places}
    for place_id, name in (("geonames:703883", "Crimea"), ("geonames:694422", "Sevastopol")):
        assert (by_id[place_id].name, by_id[place_id].country) == (name, "UA")
        assert "A/RES/68/262" in by_id[place_id].note
    inside = [p for p in places if 32.6 < p.lon < 36.5 and 44.3 < p.lat < 45.8 and p.kind == "city"]
    assert len(inside) > 200
    assert {place.country for place in inside} == {"UA"}


@pytest.mark.parametrize(
    ("place_id", "name", "country"),
    [
        ("geonames:709716", "Donetsk Oblast", "UA"),
        ("geonames:687699", "Zaporizhzhia Oblast", "UA"),
        ("geonames:5879092", "Alaska", "US"),
        ("geonames:690791", "Ukraine", "UA"),
        ("geonames:2017370", "Russia", "RU"),
        ("geonames:298795", "Turkey", "TR"),
        ("geonames:6255148", "Europe", ""),
        ("geonames:703448", "Kyiv", "UA"),
        ("geonames:709717", "Donetsk", "UA"),
        ("geonames:79415", "Hodeidah", "YE"),
        ("geonames:147625", "Lachin", "AZ"),
        ("geonames:147626", "Lachin District", "AZ"),
    ],
)
def test_known_places_have_geonames_ids_and_the_names_of_news(
    places: list[Entry], place_id: str, name: str, country: str
) -> None:
    place = next(place for place in places if place.id == place_id)
    assert (place.name, place.country) == (name, country)


def test_occupied_and_disputed_places_say_by_whose_word(places: list[Entry]) -> None:
    noted = {place.name: place.note for place in places if place.note}
    donetsk = noted["Donetsk Oblast"]
    assert "partly occupied by Russia" in donetsk
    assert "ES-11/4, 12 October 2022" in donetsk
    for name in ("West Bank", "Gaza Strip", "Kosovo", "Taiwan", "Western Sahara", "Golan Heights"):
        assert re.search(r"\b(19|20)\d\d\b", noted[name]), name


def test_towns_of_karabakh_lie_in_the_units_that_are_drawn_around_them(places: list[Entry]) -> None:
    units = {p.admin1: p.name for p in places if p.kind == "admin1" and p.country == "AZ"}
    towns = {
        p.id: units[p.admin1] for p in places if p.kind == "city" and p.country == "AZ" and p.admin1
    }
    assert towns["geonames:147625"] == "Lachin District"
    assert towns["geonames:146970"] == "Stepanakert"


def test_villages_known_by_a_war_are_marked(places: list[Entry]) -> None:
    marked = {place.id for place in places if place.seat == -1}
    with (GAZETTEER / "tables" / "known.csv").open(encoding="utf-8", newline="") as lines:
        known = [row["place"] for row in csv.DictReader(lines)]
    assert len(known) == len(set(known)) > 100
    assert set(known) == marked


def test_towns_known_by_an_event_are_marked(places: list[Entry]) -> None:
    with (GAZETTEER / "tables" / "told_of.csv").open(encoding="utf-8", newline="") as lines:
        told = [row["place"] for row in csv.DictReader(lines)]
    assert len(told) == len(set(told)) > 500
    marked = [place for place in places if place.seat in (-2, 3)]
    assert 1_000 < len(marked) <= len(told)
    assert {place.kind for place in marked} == {"city"}
    assert "Palmyra" in {place.name for place in marked if place.country == "SY"}


def test_every_country_has_a_demonym() -> None:
    with (GAZETTEER / "tables/demonyms.csv").open(encoding="utf-8", newline="") as lines:
        told = {row["place"] for row in csv.DictReader(lines)}
    members = "AF DE FR IQ IR KP SD SS SY TL UA US YE XK PS EH TW".split()  # noqa: SIM905
    assert not [code for code in members if f"country:{code}" not in told]
    assert len([place for place in told if place.startswith("country:")]) >= 190


def test_villages_without_a_point_of_their_own_say_so(places: list[Entry]) -> None:
    villages = [place for place in places if place.id.startswith("katottg:")]
    assert len(villages) > 20_000
    assert all(place.radius_m >= 12_000 and "?" in place.names for place in villages)


def test_every_source_is_pinned_and_has_its_licence() -> None:
    sources = tomllib.loads((GAZETTEER / "sources.toml").read_text(encoding="utf-8"))
    for name, source in sources.items():
        assert re.fullmatch(r"[0-9a-f]{64}", source["sha256"]), name
        assert source["version"] in source["file"], name
        assert source["licence"], name
        assert source["attribution"], name
    assert data.manifest(DATA)["sources"].keys() == sources.keys()


def test_the_overlay_is_in_the_data_row_for_row(places: list[Entry]) -> None:
    """Rows that the base has are merged; every other stands in the data as it is written."""
    built = {place.id: place for place in places if place.source == "overlay"}
    missing = []
    rows = 0
    for path in sorted((GAZETTEER / "overlay").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                rows += 1
                place = built.get(f"overlay:{row['slug']}")
                if place is None:
                    missing.append(row["slug"])
                    continue
                assert (place.name, place.kind) == (row["name"].strip(), row["kind"])
                assert abs(place.lon - float(row["lon"])) < 1e-4
    assert len(missing) < rows / 10, f"Run gazetteer/build.py; missing: {missing[:20]}"


def test_the_overlay_checker_names_file_line_and_value(tmp_path: Path) -> None:
    sys.path.insert(0, str(GAZETTEER))
    try:
        from steps.overlay import COLUMNS, overlay  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    good = "old-fort,Old Fort,facility,37.5,48.5,500,UA,Stara Fortetsia,,made up"
    lines = [
        good,
        "swapped,Swapped Fort,facility,48.5,37.5,500,UA,,,made up",
        good,
        "Bad Slug,Bad,facility,37.5,48.5,500,UA,,,made up",
        "no-kind,No Kind,castle,37.5,48.5,500,UA,,,made up",
        "far,Far,facility,237.5,48.5,500,UA,,,made up",
    ]
    (tmp_path / "a.csv").write_text("\n".join([",".join(COLUMNS), *lines]), encoding="utf-8")
    (tmp_path / "b.csv").write_text("slug,name\n", encoding="utf-8")
    rows, faults = overlay(tmp_path, {"UA": (22.0, 44.0, 40.5, 52.5)})
    assert [row.id for row in rows] == ["overlay:old-fort"]
    assert "a.csv line 3" in faults[0]
    assert "swapped" in faults[0]
    assert "old-fort" in faults[1]
    assert "Bad Slug" in faults[2]
    assert "castle" in faults[3]
    assert "237.5" in faults[4]
    assert "b.csv line 1" in faults[5]

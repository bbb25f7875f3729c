"""Places of one's own taken into the index: dumps, CSV, GeoJSON, and faults in all of them."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from pathlib import Path

import pytest

from geomap.cli import main
from geomap.errors import GazetteerError
from geomap.names import Names, import_places

DUMP = Path(__file__).parent.parent.parent / "shared/data/geonames"


def test_a_csv_of_ones_own_takes_precedence(tmp_path: Path, small: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "name,lon,lat,kind,country,names\nKamianka,31.5,49.0,facility,UA,Depot Nine|Дев'яте\n",
        encoding="utf-8",
    )
    report = import_places(own, small)
    assert (report.rows, report.malformed) == (1, 0)
    names = Names.open(small)
    matches = names.lookup("Kamianka")
    assert [match.row.id for match in matches] == ["own:kamianka", "geonames:1"]
    assert matches[0].row.source == "own"
    assert names.lookup("Дев'яте")[0].row.id == "own:kamianka"
    assert names.lookup("Staryi Mlyn")
    assert names.version != "test-2"
    assert names.info()["imports"]


def test_a_geojson_of_ones_own_is_taken_in(tmp_path: Path, small: Path) -> None:
    own = tmp_path / "own.geojson"
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [36.5, 50.25]},
        "properties": {"name": "Checkpoint Nine", "kind": "facility", "id": "cp9"},
    }
    own.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    import_places(own, small)
    row = Names.open(small).lookup("Checkpoint Nine")[0].row
    assert (row.id, row.lon, row.lat) == ("own:cp9", 36.5, 50.25)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kamianka,31.5,49.0\n", "no column lat, lon, name"),
        ("name,lon,lat\nDepot,31.5,149.0\n", r"line 2: lat is 149.0.*swapped"),
        ("name,lon,lat\nDepot,x,49\n", "line 2: lon is 'x', no number"),
        ("name,lon,lat\nDepot,nan,49\n", "line 2: lon is nan"),
        ("name,lon,lat\n" + "x" * 10_000 + ",31,49\n", "has 10000 characters"),
        ("name,lon,lat\n,31,49\n", "has 0 characters"),
        ("id,name,lon,lat\na,Depot,31,49\na,Mill,31,49\n", r"line 3: id 'own:a'.*line 2"),
        ("name,lon,lat\nDepot,31,49,7,8\n", "line 2: more values"),
        ("name,lon,lat,kind\nDepot,31,49,castle\n", "kind 'castle'"),
        ("name,lon,lat,country\nDepot,31,49,Ukraine\n", "no ISO 3166-1 code"),
        ("name,lon,lat\n", "holds no places"),
        ("", "no column"),
    ],
)
def test_a_fault_in_ones_own_csv_names_line_and_value_and_changes_nothing(
    tmp_path: Path, small: Path, text: str, words: str
) -> None:
    own = tmp_path / "own.csv"
    own.write_text(text, encoding="utf-8")
    before = small.read_bytes()
    with pytest.raises(GazetteerError, match=words):
        import_places(own, small)
    assert small.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def dump_line(number: int, name: str, **facts: str) -> str:
    """Return a line of 19 columns."""
    lat, lon = facts.get("lat", "48.5"), facts.get("lon", "37.5")
    return "\t".join(
        [str(number), name, name, facts.get("alternates", ""), lat, lon,
         facts.get("feature_class", "P"), facts.get("feature", "PPL"), "UA", "", "05", "", "", "",
         facts.get("population", "0"), "", "", "Europe/Kyiv", "2025-01-01"]
    )  # fmt: skip


def test_a_dump_is_taken_in_and_its_malformed_lines_are_counted(
    tmp_path: Path, small: Path
) -> None:
    dump = tmp_path / "UA.txt"
    lines = [
        dump_line(101, "Nova Hreblia", alternates="Novaya Greblya,XYZ,nova hreblja"),
        dump_line(102, "Mokryi Yar", feature_class="H", feature="STM"),
        "103\ttoo\tfew",
        dump_line(104, "Out", lat="98.5"),
        dump_line(105, "Words", lat="north"),
        dump_line(106, "x" * 10_000),
        dump_line(1, "Kamianka", alternates="Kamyanka"),
        "",
    ]
    dump.write_text("\n".join(lines), encoding="utf-8")
    report = import_places(dump, small)
    assert (report.rows, report.malformed) == (3, 4)
    assert report.examples[0] == "line 3 has 3 columns, not 19"
    names = Names.open(small)
    assert names.lookup("Mokryi Yar")[0].row.kind == "natural"
    assert names.lookup("XYZ") == []
    known = names.lookup("Kamyanka")[0].row
    assert (known.id, known.population) == ("geonames:1", 5_000)


def test_a_zipped_dump_is_read_and_one_cut_off_leaves_the_index_as_it_was(
    tmp_path: Path, small: Path
) -> None:
    whole = tmp_path / "UA.zip"
    rows = "\n".join(dump_line(1_000 + n, f"Selo {n} na richtsi") for n in range(3_000))
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("UA.txt", rows)
    before = small.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:-300])
    with pytest.raises(GazetteerError, match=r"cut.zip is damaged or cut off.*Download it again"):
        import_places(cut, small)
    assert small.read_bytes() == before
    assert import_places(whole, small).rows == 3_000
    assert Names.open(small).lookup("Selo 2999 na richtsi")


def test_a_file_that_is_no_dump_is_refused(tmp_path: Path, small: Path) -> None:
    prose = tmp_path / "notes.txt"
    prose.write_text("Nothing here is a place.\n" * 20, encoding="utf-8")
    with pytest.raises(GazetteerError, match="19 columns"):
        import_places(prose, small)
    with pytest.raises(GazetteerError, match="no file"):
        import_places(tmp_path / "none.txt", small)
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 50)
    with pytest.raises(GazetteerError, match="holds no place"):
        import_places(binary, small)


@pytest.mark.skipif(not DUMP.exists(), reason="shared/data/geonames is not here")
def test_a_real_country_dump_is_taken_in(tmp_path: Path, small: Path) -> None:
    report = import_places(DUMP / "SG.zip", small)
    assert report.rows > 500
    assert report.malformed == 0
    assert Names.open(small).lookup("Changi")


@pytest.mark.skipif(not DUMP.exists(), reason="shared/data/geonames is not here")
def test_a_real_malformed_dump_is_told_from_a_good_one(tmp_path: Path, small: Path) -> None:
    assert import_places(DUMP / "clavin/GeoNamesSampleSet.txt", small).rows > 10
    try:
        report = import_places(DUMP / "clavin/BadGeoNamesSample.txt", small)
    except GazetteerError as error:
        assert "BadGeoNamesSample" in str(error)
    else:
        assert report.malformed > 0


def test_a_dump_cut_off_in_the_middle_of_a_line_leaves_the_index_as_it_was(
    tmp_path: Path, small: Path
) -> None:
    dump = tmp_path / "UA.txt"
    whole = "\n".join(dump_line(1_000 + n, f"Selo {n} na richtsi") for n in range(300))
    dump.write_text(whole[: whole.rindex("P\tPPL")], encoding="utf-8")
    before = small.read_bytes()
    with pytest.raises(GazetteerError, match=r"cut off after 299 places: line 300 ends at '.*Down"):
        import_places(dump, small)
    assert small.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
    dump.write_text(whole, encoding="utf-8")
    assert import_places(dump, small).rows == 300


def test_an_id_that_a_dump_repeats_is_left_out_and_told(tmp_path: Path, small: Path) -> None:
    dump = tmp_path / "UA.txt"
    lines = [dump_line(101, "Nova Hreblia"), dump_line(101, "Stara Hreblia"), dump_line(102, "Yar")]
    dump.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = import_places(dump, small)
    assert (report.rows, report.malformed) == (2, 1)
    assert report.examples == ("line 2 id 101 stands already on the line before",)


def test_an_index_of_another_version_takes_nothing_in(tmp_path: Path, small: Path) -> None:
    with sqlite3.connect(small) as base:
        base.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    base.close()
    before = small.read_bytes()
    dump = tmp_path / "UA.txt"
    dump.write_text(dump_line(101, "Nova Hreblia") + "\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="has schema 2, this geomap reads"):
        import_places(dump, small)
    assert small.read_bytes() == before


def test_what_a_killed_import_left_is_cleared_when_it_is_old(tmp_path: Path, small: Path) -> None:
    old, young = (small.with_name(f"{small.name}{mark}.part") for mark in ("old", "young"))
    for left in (old, young):
        left.write_bytes(b"half")
    os.utime(old, (1_000_000, 1_000_000))
    dump = tmp_path / "UA.txt"
    dump.write_text(dump_line(101, "Nova Hreblia") + "\n", encoding="utf-8")
    import_places(dump, small)
    assert (old.exists(), young.exists()) == (False, True)


def test_of_several_files_what_came_before_a_wrong_one_is_taken_in_and_told(
    tmp_path: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, wrong = tmp_path / "good.csv", tmp_path / "wrong.csv"
    good.write_text("name,lon,lat\nNova Hreblia,37,48\n", encoding="utf-8")
    wrong.write_text("Nova Hreblia,37,48\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["gazetteer", "import", str(good), str(wrong), "--gazetteer", str(small)])
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert "good.csv" in told.out
    assert "wrong.csv line 1: no column lat, lon, name" in told.err
    assert Names.open(small).lookup("Nova Hreblia")

"""What `--to` writes: CSV, GeoParquet and GeoPackage, read back by others' programs."""

from __future__ import annotations

import json
import sqlite3
import struct
from datetime import date
from pathlib import Path

import pytest
from export_cases import BAGHDAD, EDGES, EUROPE, HOSTILE, hostile, rows, write
from map_cases import POKROVSK, Cases, assemble, report, varied

from geomap import seams
from geomap.errors import UsageError
from geomap.export.table_csv import CsvExporter
from geomap.export.tables import EVENT_COLUMNS, REPORT_COLUMNS

FORMATS = ["csv", "parquet", "gpkg"]


@pytest.fixture(scope="module")
def cases() -> Cases:
    return varied()


# --- which exporter ------------------------------------------------------------------------------


def test_the_suffix_or_the_scheme_chooses_in_any_case_of_letters() -> None:
    assert isinstance(seams.exporter("deep/A.CSV"), CsvExporter)
    assert type(seams.exporter("postgres://x/y")).__name__ == "PostgisExporter"


@pytest.mark.parametrize("target", ["a.docx", "a", "mysql://me@host/db", ""])
def test_what_nothing_writes_is_told_with_what_is_written(target: str) -> None:
    with pytest.raises(UsageError, match=r"csv, gpkg, parquet, postgres, postgresql"):
        seams.exporter(target)


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("postgresql://me:secret@host/db", "postgresql://me:***@host/db"),
        ("postgresql://me@host/db", "postgresql://me@host/db"),
        ("postgresql://me:se/cr@et@host/db", "postgresql://me:***@host/db"),
        ("postgresql://host/db?password=secret&x=1", "postgresql://host/db?password=***&x=1"),
        ("postgresql://host:5/db?sslpassword=se@cret", "postgresql://host:5/db?sslpassword=***"),
        ("a:b@c.csv", "a:b@c.csv"),
    ],
)
def test_a_password_is_not_shown(target: str, shown: str) -> None:
    assert seams.shown(target) == shown


def test_a_strangers_exporter_is_found_like_geomaps_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cases: Cases
) -> None:
    class Point:
        name = "kml"

        @staticmethod
        def load() -> type[CsvExporter]:
            return CsvExporter

    monkeypatch.setattr(seams, "entry_points", lambda group: [Point()])
    assert write(cases, tmp_path / "a.kml").stat().st_size > 0


# --- whole or not at all, the same twice ---------------------------------------------------------


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_events_give_the_same_bytes_in_whatever_order(
    suffix: str, tmp_path: Path, cases: Cases
) -> None:
    turned = Cases(cases.sightings[::-1], cases.events[::-1], cases.sites[::-1])
    one = write(cases, tmp_path / f"one.{suffix}").read_bytes()
    assert write(turned, tmp_path / f"two.{suffix}").read_bytes() == one


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_writing_that_fails_leaves_what_stood_there_and_nothing_else(
    suffix: str, tmp_path: Path, cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / f"a.{suffix}"
    target.write_text("what stood here")

    def full(self: Path, other: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match=r"a\.\w+ can't be written: No space left on device"):
        write(cases, target)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert target.read_text() == "what stood here"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_in_the_way_of_the_folder_and_a_folder_in_that_of_the_file_are_told(
    suffix: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for target in (tmp_path / "file" / f"a.{suffix}", tmp_path):
        exporter = seams.exporter(f"a.{suffix}")
        with pytest.raises(UsageError, match=str(target)):
            exporter.check(str(target))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_link_stays_a_link_and_new_folders_are_made(
    suffix: str, tmp_path: Path, cases: Cases
) -> None:
    real = tmp_path / "deep" / "er" / f"a.{suffix}"
    write(cases, real)
    link = tmp_path / f"b.{suffix}"
    link.symlink_to(real)
    real.write_bytes(b"old")
    write(cases, link)
    assert link.is_symlink()
    assert real.stat().st_size > 100


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_events_make_a_file_that_can_be_read(suffix: str, tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    path = write(Cases(), tmp_path / f"none.{suffix}")
    if suffix == "csv":
        assert rows(path) == []
        return
    told = {} if suffix == "parquet" else {"layer": "points"}
    read = geopandas.read_parquet if suffix == "parquet" else geopandas.read_file
    frame = read(path, **told)
    assert len(frame) == 0
    assert "first_day" in frame.columns


# --- GeoParquet ----------------------------------------------------------------------------------


def test_geopandas_reads_the_parquet_with_reports_nested(tmp_path: Path, cases: Cases) -> None:
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.read_parquet(write(cases, tmp_path / "a.parquet"))
    assert frame.crs.to_epsg() == 4326
    assert list(frame["id"]) == sorted(event.id for event in cases.events)
    assert all(frame.geometry.is_valid)
    reports = {event.id: [r.sentence for r in event.reports] for event in cases.events}
    found = {
        row.id: [one["sentence"] for one in row.reports] for row in frame.itertuples(index=False)
    }
    assert found == reports
    assert type(frame["first_day"].dropna().iloc[0]) is date
    nearby = geopandas.read_parquet(tmp_path / "a.parquet", bbox=(37, 48, 38, 49))
    assert set(nearby["name"]) >= {"Pokrovsk", "Donetsk Oblast"}
    assert len(nearby) < len(frame)


def test_the_parquet_says_what_geoparquet_1_1_asks_for(tmp_path: Path, cases: Cases) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = write(cases, tmp_path / "a.parquet")
    schema = parquet.read_schema(path)
    geo = json.loads(schema.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert geo["version"] == "1.1.0"
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["MultiPolygon", "Point"]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    assert column["orientation"] == "counterclockwise"
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    west, south, east, north = column["bbox"]
    table = parquet.read_table(path)
    boxes = [box for box in table.column("bbox").to_pylist() if box is not None]
    assert (west, east) == (min(b["xmin"] for b in boxes), max(b["xmax"] for b in boxes))
    assert (south, north) == (min(b["ymin"] for b in boxes), max(b["ymax"] for b in boxes))
    assert str(schema.field("geometry").type) == "binary"


def test_the_columns_types_are_the_same_whatever_the_rows_hold(
    tmp_path: Path, cases: Cases
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    full = parquet.read_schema(write(cases, tmp_path / "a.parquet"))
    none = parquet.read_schema(write(Cases(), tmp_path / "b.parquet"))
    assert full.equals(none)


# --- GeoPackage ----------------------------------------------------------------------------------


def test_the_geopackage_has_points_areas_and_reports(tmp_path: Path, cases: Cases) -> None:
    geopandas = pytest.importorskip("geopandas")
    path = write(cases, tmp_path / "a.gpkg")
    points, areas, reports = (
        geopandas.read_file(path, layer=layer) for layer in ("points", "areas", "reports")
    )
    assert set(points.geometry.geom_type) == {"Point"}
    assert set(areas.geometry.geom_type) == {"MultiPolygon"}
    assert {*points["id"], *areas["id"]} == {event.id for event in cases.events}
    assert set(areas["kind"]) == {"admin1", "country"}
    assert set(reports["event_id"]) == {event.id for event in cases.events}
    assert len(reports) == sum(len(event.reports) for event in cases.events)
    assert str(points["first_day"].dtype).startswith("datetime64")
    assert [*points.columns] == [*[column.name for column in EVENT_COLUMNS], "geometry"]
    assert [*reports.columns] == [column.name for column in REPORT_COLUMNS]


def test_the_geopackage_holds_dates_as_dates_and_a_style_for_each_layer(
    tmp_path: Path, cases: Cases
) -> None:
    from xml.etree import ElementTree

    path = write(cases, tmp_path / "a.gpkg")
    with sqlite3.connect(path) as database:
        types = {row[1]: row[2] for row in database.execute("PRAGMA table_info(points)")}
        styles = database.execute(
            "SELECT f_table_name, styleQML FROM layer_styles WHERE f_table_schema = ''"
            " AND f_geometry_column = 'geom' AND useAsDefault ORDER BY id"
        ).fetchall()
        listed = {row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")}
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert (types["first_day"], types["last_day"]) == ("DATE", "DATE")
    assert [layer for layer, _ in styles] == ["points", "areas"]
    assert listed == {"points", "areas", "reports", "layer_styles"}
    for _, qml in styles:
        temporal = ElementTree.fromstring(qml.partition("\n")[2]).find("temporal")
        assert temporal is not None
        assert temporal.get("enabled") == "1"
        assert (temporal.get("startField"), temporal.get("endField")) == ("first_day", "last_day")


def test_an_area_without_a_boundary_is_in_the_areas_without_a_geometry(tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    made = assemble([[report(BAGHDAD)], [report(EUROPE)], [report(POKROVSK)]])
    path = write(made, tmp_path / "a.gpkg")
    areas = geopandas.read_file(path, layer="areas")
    assert set(areas["name"]) == {"Baghdad Governorate", "Europe"}
    assert all(geometry is None for geometry in areas.geometry)
    frame = geopandas.read_parquet(write(made, tmp_path / "a.parquet"))
    assert list(frame[frame.geometry.isna()]["name"].sort_values()) == [
        "Baghdad Governorate",
        "Europe",
    ]


def test_a_geopackage_that_another_program_has_open_is_left_alone(
    tmp_path: Path, cases: Cases
) -> None:
    path = write(cases, tmp_path / "a.gpkg")
    before = path.read_bytes()
    (tmp_path / "a.gpkg-wal").write_bytes(b"")
    exporter = seams.exporter(str(path))
    for act in (lambda: exporter.check(str(path)), lambda: write(cases, path)):
        with pytest.raises(UsageError, match=r"open in another program: a\.gpkg-wal"):
            act()
    assert path.read_bytes() == before


@pytest.mark.parametrize("suffix", ["parquet", "gpkg"])
def test_hostile_texts_come_back_as_they_were_but_for_nulls(suffix: str, tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    made = hostile()
    path = write(made, tmp_path / f"a.{suffix}")
    frame = (
        geopandas.read_parquet(path)
        if suffix == "parquet"
        else geopandas.read_file(path, layer="points")
    )
    said = [text.replace("\0", "\ufffd").replace("\ud800", "\ufffd") for text in HOSTILE]
    for column in ("name", "admin1", "status_note", "url"):
        assert sorted(frame[column]) == sorted(said), column
    assert sorted(frame["evidence"]) == sorted(text or " " for text in said)


def test_areas_across_the_antimeridian_stay_inside_the_world(tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    made = assemble([[report(where)] for where in EDGES])
    frame = geopandas.read_file(write(made, tmp_path / "a.gpkg"), layer="areas")
    assert len(frame) == len(EDGES)
    assert all(frame.geometry.is_valid)
    for geometry in frame.geometry:
        west, _, east, _ = geometry.bounds
        assert -180 <= west < east <= 180
        for part in geometry.geoms:
            assert part.bounds[2] - part.bounds[0] < 180
            assert part.exterior.is_ccw


def test_the_geometry_of_a_layer_is_written_as_the_standard_has_it(
    tmp_path: Path, cases: Cases
) -> None:
    path = write(cases, tmp_path / "a.gpkg")
    with sqlite3.connect(path) as database:
        (blob,) = database.execute("SELECT geom FROM points WHERE name = 'Pokrovsk'").fetchone()
    assert blob[:2] == b"GP"
    assert struct.unpack("<i", blob[4:8]) == (4326,)
    assert struct.unpack("<dd", blob[-16:]) == (37.1753, 48.282)

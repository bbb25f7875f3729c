"""Sightings as parts of GeoParquet: all of them, in order, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import make_place, make_sighting

from geomap.errors import OutputError, UsageError
from geomap.export.sighting_parts import SightingParts, part_lines
from geomap.run import load_records, records

TOWN = make_sighting("a")
COUNTRY = make_sighting("b", place=make_place("geonames:690791", "Ukraine", kind="country"))
NOWHERE = make_sighting("c", place=None, on_map=False, off_map_reason="unplaced")


def written(folder: Path, *articles: list[object], rows: int = 2) -> list[str]:
    parts = SightingParts(folder, rows_a_part=rows)
    for sightings in articles:
        parts.add(records(sightings))  # type: ignore[arg-type]
    return [path.name for path in parts.finish()]


def test_parts_give_back_every_record_in_its_order(tmp_path: Path):
    made = written(tmp_path, [TOWN, COUNTRY], [NOWHERE], [TOWN])
    assert made == ["part-00000.parquet", "part-00001.parquet"]
    assert load_records(tmp_path) == [TOWN, COUNTRY, NOWHERE, TOWN]


def test_a_point_stands_only_where_the_place_is_one(tmp_path: Path):
    import geopandas

    written(tmp_path, [TOWN, COUNTRY, NOWHERE])
    frame = geopandas.read_parquet(tmp_path / "part-00000.parquet")
    assert [one and (one.x, one.y) for one in frame.geometry] == [(37.26, 49.21), None, None]
    assert frame.crs.to_epsg() == 4326 or frame.crs.to_string() == "OGC:CRS84"
    assert list(frame["place_name"].fillna("")) == ["Izium", "Ukraine", ""]
    assert json.loads(frame["record"][0])["id"] == TOWN.id


def test_fewer_parts_leave_none_of_the_earlier_ones(tmp_path: Path):
    written(tmp_path, [TOWN, COUNTRY], [NOWHERE])
    assert written(tmp_path, [NOWHERE]) == ["part-00000.parquet"]
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["part-00000.parquet"]


def test_what_is_not_finished_leaves_the_earlier_parts_as_they_were(tmp_path: Path):
    written(tmp_path, [TOWN])
    before = (tmp_path / "part-00000.parquet").read_bytes()
    parts = SightingParts(tmp_path, rows_a_part=1)
    parts.add(records([NOWHERE]))
    parts.discard()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "part-00000.parquet": before
    }


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="can't be written"):
        written(tmp_path / "file" / "parts", [TOWN])


def test_a_folder_without_parts_and_a_damaged_part_are_told(tmp_path: Path):
    with pytest.raises(UsageError, match="holds no parts"):
        list(part_lines(tmp_path))
    (tmp_path / "part-00000.parquet").write_bytes(b"PAR1 and nothing")
    with pytest.raises(UsageError, match="is damaged"):
        list(part_lines(tmp_path))

"""Events and sites as GeoJSON and as frames."""

from __future__ import annotations

import json
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from export_cases import BAGHDAD, CHUKOTKA, EUROPE, FIJI
from map_cases import (
    ALASKA,
    BUDAPEST,
    DONETSK,
    KYIV,
    POKROVSK,
    RUSSIA,
    SUVA,
    UKRAINE,
    Cases,
    assemble,
    report,
    varied,
)  # fmt: skip

from geomap.errors import UsageError
from geomap.export import geojson
from geomap.export.formats import json_schema, sighting_schema
from geomap.export.frames import EVENT_COLUMNS, SITE_COLUMNS, events_frame, sites_frame
from geomap.export.geojson import bbox_of, events_geojson, place_geometry, rounded, sites_geojson
from geomap.export.words import one_side_only, precision_words, sources_words
from geomap.model import Sighting


@pytest.fixture(scope="module")
def cases() -> Cases:
    return varied()


def _positions(geometry: dict[str, Any]) -> list[list[float]]:
    found: list[list[float]] = []

    def walk(node: Any) -> None:
        if isinstance(node[0], int | float):
            found.append(node)
        else:
            for one in node:
                walk(one)

    walk(geometry["coordinates"])
    return found


def _rings(geometry: dict[str, Any]) -> list[tuple[bool, list[list[float]]]]:
    polygons = {
        "Point": lambda c: [],
        "Polygon": lambda c: [c],
        "MultiPolygon": lambda c: c,
    }[geometry["type"]](geometry["coordinates"])
    return [(i == 0, ring) for polygon in polygons for i, ring in enumerate(polygon)]


def test_every_event_and_every_site_is_a_feature_with_its_own_id(cases: Cases) -> None:
    events, sites = events_geojson(cases.events), sites_geojson(cases.sites)
    assert sorted(e.id for e in cases.events) == [f["id"] for f in events["features"]]
    assert sorted(s.id for s in cases.sites) == [f["id"] for f in sites["features"]]
    assert sum(f["properties"]["events_count"] for f in sites["features"]) == len(cases.events)


@pytest.mark.parametrize("kind", ["events", "sites"])
def test_what_is_written_fits_the_published_schema(cases: Cases, kind: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    made = deepcopy(
        events_geojson(cases.events) if kind == "events" else sites_geojson(cases.sites)
    )
    for feature in made["features"]:  # a few corners of each ring will do: the rest cost seconds
        for _, ring in _rings(feature["geometry"]):
            del ring[3:-1]
    check = jsonschema.Draft202012Validator(json_schema(f"{kind}.geojson"))
    assert [error.message for error in check.iter_errors(json.loads(json.dumps(made)))] == []


def test_a_record_fits_the_published_schema_and_that_is_the_models_own(cases: Cases) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    assert json_schema("sightings.jsonl") == sighting_schema()
    check = jsonschema.Draft202012Validator(json_schema("sightings.jsonl"))
    for sighting in cases.sightings:
        assert check.is_valid(sighting.model_dump(mode="json"))


def test_a_record_names_its_schema_and_an_older_one_without_it_is_read(cases: Cases) -> None:
    record = cases.sightings[0].model_dump(mode="json")
    assert record.pop("schema") == "geomap/sighting/1"
    assert Sighting.model_validate(record) == cases.sightings[0]


def test_a_schema_that_is_not_published_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"map\.html"):
        json_schema("map.html")


def test_no_events_make_an_empty_collection_without_a_bbox() -> None:
    made = events_geojson([])
    assert made["features"] == []
    assert "bbox" not in made


def test_a_town_is_a_point_longitude_first() -> None:
    assert place_geometry(POKROVSK) == {"type": "Point", "coordinates": [37.1753, 48.282]}


@pytest.mark.parametrize("area", [DONETSK, UKRAINE, ALASKA, RUSSIA, FIJI, CHUKOTKA])
def test_an_area_is_its_boundary_and_its_label_stands_apart(area: Any) -> None:
    [feature] = events_geojson(assemble([[report(area)]]).events)["features"]
    assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert len(feature["bbox"]) == 4
    properties = feature["properties"]
    assert (properties["label_lon"], properties["label_lat"]) == (area.lon, area.lat)


@pytest.mark.parametrize("area", [DONETSK, ALASKA, RUSSIA, FIJI, CHUKOTKA])
def test_rings_are_closed_turned_by_the_right_hand_rule_and_rounded(area: Any) -> None:
    geometry = place_geometry(area)
    for outer, ring in _rings(geometry):
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
        doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
        assert (doubled > 0) == outer
    for lon, lat in _positions(geometry):
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        assert (lon, lat) == (round(lon, 6), round(lat, 6))


@pytest.mark.parametrize("area", [BAGHDAD, EUROPE])
def test_no_point_stands_for_an_area_whose_boundary_is_not_known(area: Any) -> None:
    made = events_geojson(assemble([[report(area)], [report(POKROVSK)]]).events)
    features = {feature["properties"]["name"]: feature for feature in made["features"]}
    assert features[area.name]["geometry"] is None
    assert "bbox" not in features[area.name]
    assert features[area.name]["properties"]["label_lon"] == area.lon
    assert made["bbox"] == [37.1753, 48.282, 37.1753, 48.282]
    [row] = sites_frame(assemble([[report(area)]]).sites).itertuples()
    assert row.geometry is None


@pytest.mark.parametrize("area", [ALASKA, RUSSIA, FIJI, CHUKOTKA])
def test_what_the_antimeridian_crosses_is_cut_there(area: Any) -> None:
    from shapely.geometry import shape

    geometry = place_geometry(area)
    assert geometry is not None
    assert geometry["type"] == "MultiPolygon"
    assert shape(geometry).is_valid
    for _, ring in _rings(geometry):
        assert all(abs(a[0] - b[0]) < 180 for a, b in pairwise(ring))
    west, _, east, _ = bbox_of([geometry]) or [0, 0, 0, 0]
    assert west > 0 > east


def test_a_boundary_that_many_events_have_is_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[int] = []
    real = geojson.bbox_of
    monkeypatch.setattr(
        geojson, "bbox_of", lambda shapes: looked.append(len(shapes)) or real(shapes)
    )
    geojson._boundary_box.cache_clear()
    groups = [[report(UKRAINE, sentence=f"Shells fell in {{}}, {n}.")] for n in range(50)]
    made = events_geojson(assemble(groups).events)
    assert looked == [1, 1]  # of the country, and of all
    assert made["bbox"] == made["features"][7]["bbox"]


def test_rings_turned_the_wrong_way_with_repeats_are_mended_and_slivers_dropped() -> None:
    clockwise = [[0, 0], [0, 1], [0, 1], [1.00000049, 1], [1, 0], [0, 0]]
    hole = [[0.2, 0.2], [0.4, 0.2], [0.4, 0.4], [0.2, 0.2]]
    sliver = [[0.5, 0.5], [0.5, 0.5000001], [0.5, 0.5]]
    made = rounded({"type": "Polygon", "coordinates": [clockwise, hole, sliver]})
    assert made["coordinates"][0] == [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    assert made["coordinates"][1] == [[0.2, 0.2], [0.4, 0.4], [0.4, 0.2], [0.2, 0.2]]
    assert len(made["coordinates"]) == 2


def test_a_box_across_the_antimeridian_has_west_greater_than_east() -> None:
    west, south, east, north = bbox_of([place_geometry(RUSSIA)]) or [0, 0, 0, 0]
    assert west > 0 > east
    assert south < north
    plain = bbox_of([place_geometry(POKROVSK), place_geometry(SUVA)])
    assert plain is not None
    assert plain[0] < plain[2]


def test_islands_on_both_sides_of_the_antimeridian_make_a_narrow_box() -> None:
    box = bbox_of([place_geometry(ALASKA)])
    assert box is not None
    assert box[0] > 170
    assert -135 < box[2] < -125


def test_towns_on_both_sides_of_the_antimeridian_make_a_narrow_box() -> None:
    other = SUVA.model_copy(update={"lon": -179.9, "lat": -16.8})
    assert bbox_of([place_geometry(SUVA), place_geometry(other)]) == [
        178.4419, -18.1416, -179.9, -16.8,
    ]  # fmt: skip


def test_precision_is_null_in_both_codes_for_what_did_not_happen_yet(cases: Cases) -> None:
    for feature in sites_geojson(cases.sites)["features"]:
        properties = feature["properties"]
        if properties["status"] not in ("occurred", "ongoing"):
            assert properties["where_prec"] is None
            assert properties["geo_precision"] is None


def test_a_report_keeps_its_sentence_source_and_attribution(cases: Cases) -> None:
    features = {f["id"]: f for f in events_geojson(cases.events)["features"]}
    reports = features[cases.events[0].id]["properties"]["reports"]
    assert [r["sentence"] for r in reports] == [r.sentence for r in cases.events[0].reports]
    assert reports[1]["attribution"]["by"] == "a monitoring mission"
    assert reports[1]["article"]["url"] == "https://example.org/b?x=1&y=2"
    assert reports[0]["certainty"] == "high"


def test_two_makings_in_another_order_are_the_same_bytes(cases: Cases) -> None:
    forth = json.dumps(events_geojson(cases.events), ensure_ascii=False)
    back = json.dumps(events_geojson(reversed(cases.events)), ensure_ascii=False)
    assert forth == back


def test_exact_is_said_of_facilities_only() -> None:
    for where in (POKROVSK, DONETSK, UKRAINE, BUDAPEST):
        assert "exact" not in precision_words(where)
    assert precision_words(POKROVSK, "near") == "near, ± 4 km"
    assert precision_words(DONETSK) == "somewhere in this area; not control"


def test_an_event_told_by_one_party_only_says_so() -> None:
    from map_cases import GENERAL, MONITOR

    claimed = report(KYIV, told=GENERAL)
    assert one_side_only([claimed])
    assert not one_side_only([claimed, report(KYIV, told=MONITOR)])
    assert not one_side_only([claimed, report(KYIV)])


def test_sources_are_counted_in_words() -> None:
    assert sources_words(1, 3) == "1 independent source, 3 copies"
    assert sources_words(2, 0) == "2 independent sources"
    assert sources_words(1, 1) == "1 independent source, 1 copy"


def test_frames_have_a_row_for_each_feature_in_wgs84(cases: Cases) -> None:
    sites, events = sites_frame(cases.sites), events_frame(cases.events)
    assert sites.crs.to_epsg() == events.crs.to_epsg() == 4326
    assert [*sites.columns] == [*SITE_COLUMNS, "geometry"]
    assert [*events.columns] == [*EVENT_COLUMNS, "geometry"]
    assert len(sites) == len(cases.sites)
    assert len(events) == len(cases.events)
    assert all(sites.geometry.is_valid)


def test_frames_of_nothing_keep_their_columns() -> None:
    empty = sites_frame([])
    assert len(empty) == 0
    assert "status" in empty.columns
    assert empty.crs.to_epsg() == 4326

"""The base map and the boundaries: borders as written down, geometry as RFC 7946 has it."""

from __future__ import annotations

import csv
import lzma
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import GazetteerError
from geomap.export import boundaries
from geomap.model import Kind, Place

ROOT = Path(__file__).parents[1]
DATA = ROOT / "gazetteer" / "data"


def place(place_id: str, kind: Kind, country: str, name: str = "") -> Place:
    return Place(
        id=place_id, name=name or country, kind=kind, country=country, lon=0, lat=0,
        radius_m=1, source="test",
    )  # fmt: skip


def country(code: str) -> dict[str, Any]:
    found = boundaries.boundary(place(f"own:{code}", "country", code))
    assert found is not None, code
    return found


def unit(geonames_id: int, code: str = "UA") -> dict[str, Any] | None:
    return boundaries.boundary(place(f"geonames:{geonames_id}", "admin1", code))


def polygons(geometry: dict[str, Any]) -> list[Any]:
    rings = geometry["coordinates"]
    return [rings] if geometry["type"] == "Polygon" else rings


def signed_area(ring: list[tuple[float, float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


@cache
def codes() -> tuple[str, ...]:
    return tuple(row["code"] for row in boundaries.basemap()["countries"] if row["code"])


@cache
def shapes() -> Any:
    """Return a tree of the countries' polygons, in the order of codes()."""
    from shapely import STRtree
    from shapely.geometry import shape

    return STRtree([shape(country(code)) for code in codes()])


def probes() -> list[dict[str, str]]:
    with (ROOT / "gazetteer" / "basemap" / "probes.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("probe", probes(), ids=lambda probe: probe["place"])
def test_a_probe_point_lies_in_the_country_and_unit_that_the_policy_gives_it(
    probe: dict[str, str],
) -> None:
    from shapely.geometry import Point, shape

    point = Point(float(probe["lon"]), float(probe["lat"]))
    found = [codes()[number] for number in shapes().query(point, predicate="within")]
    assert found == [probe["country"]], probe["why"]
    if probe["admin1"]:
        units = boundaries.regions(probe["country"])["units"]
        (given,) = (row for row in units if row["iso"] == probe["admin1"])
        area = unit(given["gn"], probe["country"])
        assert area is not None
        assert shape(area).contains(point), probe["why"]


def test_every_probe_far_from_a_border_lies_in_its_country_on_the_light_base_map_too() -> None:
    base = boundaries.basemap()
    arcs = [decoded(arc, base["per_degree"]) for arc in base["arcs"]]
    rings = {
        row["code"]: [
            [p for n in ring for p in (arcs[n] if n >= 0 else arcs[~n][::-1])]
            for ring in row["rings"]
        ]
        for row in base["countries"]
    }
    near = {"Kiryat Shmona", "Ein Gev", "Ghajar", "West Jerusalem", "Old City of Jerusalem"}
    near |= {"Sheikh Jarrah", "Shebaa farms", "Gibraltar", "Kinmen", "Guantanamo Bay", "Varosha"}
    near |= {"Taveuni", "Cayenne", "Attu", "Suva", "Uelen", "Las Anod", "North Mitrovica"}
    for probe in probes():
        if probe["place"] not in near:
            point = float(probe["lon"]), float(probe["lat"])
            inside = [code for code, them in rings.items() if even_odd(point, them)]
            assert inside == [probe["country"]], probe["place"]


def decoded(arc: list[int], per_degree: int) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / per_degree, y / per_degree))
    return points


def even_odd(point: tuple[float, float], rings: list[list[tuple[float, float]]]) -> bool:
    x, y = point
    inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
    return inside


def test_every_country_is_valid_right_handed_in_range_and_of_six_decimals() -> None:
    from shapely.geometry import shape

    for code in codes():
        geometry = country(code)
        assert shape(geometry).is_valid, code
        for outer, *holes in polygons(geometry):
            assert signed_area(outer) > 0, code
            assert all(signed_area(hole) < 0 for hole in holes), code
            for ring in (outer, *holes):
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                for lon, lat in ring:
                    assert -180 <= lon <= 180
                    assert -90 <= lat <= 90
                    assert (lon, lat) == (round(lon, 6), round(lat, 6))


def test_no_polygon_crosses_the_antimeridian() -> None:
    for code in ("US", "RU", "FJ", "NZ"):
        for outer, *_ in polygons(country(code)):
            lons = [lon for lon, _ in outer]
            assert max(lons) - min(lons) < 180, code


@pytest.mark.parametrize(
    ("geonames_id", "code", "west", "east"),
    [
        (5879092, "US", (172, 173), (-131, -129)),  # Alaska
        (2126099, "RU", (157, 159), (-170, -168)),  # Chukotka
    ],
)
def test_a_unit_over_the_antimeridian_is_split_and_its_box_runs_over_it(
    geonames_id: int, code: str, west: tuple[int, int], east: tuple[int, int]
) -> None:
    geometry = unit(geonames_id, code)
    assert geometry is not None
    assert geometry["type"] == "MultiPolygon"
    box = boundaries.bbox(geometry)
    assert west[0] <= box[0] <= west[1]
    assert east[0] <= box[2] <= east[1]


def test_a_box_of_one_polygon_is_its_extent() -> None:
    ring = [(1.0, 2.0), (5.0, 2.0), (5.0, 8.0), (1.0, 2.0)]
    assert boundaries.bbox({"type": "Polygon", "coordinates": [ring]}) == (1.0, 2.0, 5.0, 8.0)


def test_a_label_point_lies_inside_its_geometry() -> None:
    from shapely.geometry import Point, shape

    for code in ("UA", "NO", "HR", "VN", "CL", "US", "FJ", "IL", "GM", "MV"):
        geometry = country(code)
        assert shape(geometry).contains(Point(boundaries.label_point(geometry))), code


def test_a_unit_is_found_by_id_by_name_and_by_former_or_local_name() -> None:
    by_id = unit(709716)
    assert by_id is not None
    for name in ("Donetsk Oblast", "Donetsk", "Donets'ka Oblast'"):
        assert boundaries.boundary(place("overlay:x", "admin1", "UA", name)) == by_id


@pytest.mark.parametrize(
    ("code", "name", "within", "outside"),
    [
        ("GB.ENG", "England", (-1.5, 52.5), (-3.2, 55.9)),
        ("FR.75", "New Aquitaine", (0.0, 45.0), (2.35, 48.85)),
        ("MD.58", "Transnistria", (29.6, 46.85), (28.8, 47.0)),
        ("RS.VO", "Vojvodina", (19.8, 45.3), (20.9, 44.0)),
    ],
)
def test_a_unit_that_the_source_draws_in_pieces_is_put_together(
    code: str, name: str, within: tuple[float, float], outside: tuple[float, float]
) -> None:
    from shapely.geometry import Point, shape

    found = boundaries.boundary(place(f"geonames-code:{code}", "admin1", code[:2], name))
    assert found is not None
    assert shape(found).contains(Point(within))
    assert not shape(found).contains(Point(outside))


def test_a_unit_put_together_is_found_by_its_number_as_by_its_code() -> None:
    by_code = boundaries.boundary(place("geonames-code:ES.56", "admin1", "ES", "Catalonia"))
    assert by_code is not None
    assert boundaries.boundary(place("geonames:3336901", "admin1", "ES", "X")) == by_code


def test_what_has_no_boundary_or_an_outdated_one_gets_none() -> None:
    assert boundaries.boundary(place("geonames:1", "city", "UA", "Kyiv")) is None
    assert boundaries.boundary(place("geonames:2", "admin1", "UA", "Atlantis Oblast")) is None
    assert boundaries.boundary(place("own:3", "country", "QQ")) is None
    outdated = place("geonames:216661", "admin1", "CD", "Équateur Province")
    assert boundaries.boundary(outdated) is None
    assert boundaries.boundary(outdated, stale=True) is not None


def test_the_towns_of_a_unit_lie_inside_its_boundary() -> None:
    from shapely.geometry import Point, shape
    from shapely.prepared import prep

    path = DATA / "first-order.tsv.xz"
    if not path.exists():
        pytest.skip("the gazetteer's data are not built")
    wanted = {"UA", "US", "SD", "IQ", "AF", "ML", "YE", "IN"}
    units = {
        row[4]: place(row[0], "admin1", row[3], row[1])
        for row in rows("first-order.tsv.xz")
        if row[3] in wanted
    }
    drawn = {code: boundaries.boundary(given) for code, given in units.items()}
    shaped = {code: prep(shape(geometry)) for code, geometry in drawn.items() if geometry}
    towns = [
        (row[4], Point(float(row[5]), float(row[6])))
        for row in rows("geonames-settlements.tsv.xz")
        if row[3] in wanted and row[4] in shaped
    ]
    inside = sum(shaped[code].contains(point) for code, point in towns)
    assert inside / len(towns) > 0.96


def rows(name: str) -> list[list[str]]:
    with lzma.open(DATA / name, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]


def test_the_fine_chains_of_a_region_end_where_the_light_ones_do() -> None:
    base, fine = boundaries.basemap(), boundaries.regions("UA", "MD")
    arcs = [decoded(arc, fine["per_degree"]) for arc in fine["arcs"]]
    step = 1 / base["per_degree"]
    for chain, ring in fine["chains"].items():
        light = decoded(base["arcs"][int(chain)], base["per_degree"])
        if light:
            points = [p for n in ring for p in (arcs[n] if n >= 0 else arcs[~n][::-1])]
            for a, b in ((light[0], points[0]), (light[-1], points[-1])):
                assert abs(a[0] - b[0]) <= step
                assert abs(a[1] - b[1]) <= step


def test_neighbours_share_the_chains_of_their_border() -> None:
    rings = {row["code"]: row["rings"] for row in boundaries.basemap()["countries"]}

    def chains(code: str) -> set[int]:
        return {n for ring in rings[code] for n in ring}

    for a, b in (("UA", "RU"), ("UA", "MD"), ("IL", "SY"), ("EH", "MA"), ("KP", "KR")):
        assert {~n for n in chains(a)} & chains(b), (a, b)


def test_disputed_lines_are_dashed_and_others_are_not() -> None:
    base = boundaries.basemap()
    rings = {row["code"]: row["rings"] for row in base["countries"]}

    def border(a: str, b: str) -> set[int]:
        first = {n for ring in rings[a] for n in ring}
        shared = first & {~n for ring in rings[b] for n in ring}
        return {n if n >= 0 else ~n for n in shared}

    dashed = set(base["dashed"])
    for a, b in (("IL", "SY"), ("IL", "PS"), ("EH", "MA"), ("XK", "RS"), ("KP", "KR")):
        assert border(a, b) <= dashed, (a, b)
    for a, b in (("UA", "RU"), ("FR", "DE"), ("XK", "AL"), ("IL", "EG")):
        assert not border(a, b) & dashed, (a, b)
    assert border("IN", "PK") & dashed
    assert border("IN", "PK") - dashed


def test_nothing_that_is_stroked_runs_along_the_antimeridian() -> None:
    base = boundaries.basemap()
    for number, arc in enumerate(base["arcs"]):
        if number not in base["seam"]:
            points = decoded(arc, base["per_degree"])
            for a, b in pairwise(points):
                assert abs(a[0] - b[0]) < 30, number
                assert not (abs(a[0]) == abs(b[0]) == 180), number


def test_the_base_map_has_lakes_rivers_and_labels() -> None:
    base = boundaries.basemap()
    superior = (-87.5, 47.7)
    assert any(even_odd(superior, [decoded(lake, base["per_degree"])]) for lake in base["lakes"])
    assert len(base["rivers"]) > 300
    labels = {row[2]: row for row in base["labels"]}
    assert labels["Kyiv"][3:] == [3, 1]
    assert labels["New Delhi"][3:] == [3, 1]
    assert labels["Jerusalem"][4] == 0
    assert labels["Kharkiv"][3] < labels["Kramatorsk"][3]
    zooms = [row[3] for row in base["labels"]]
    assert zooms == sorted(zooms)
    assert "Natural Earth" in base["attribution"]
    assert "GeoNames" in base["attribution"]


def test_the_artefacts_stay_small() -> None:
    assert (DATA / "basemap.json.gz").stat().st_size <= 220_000
    assert (DATA / "boundaries.json.gz").stat().st_size <= 1_300_000


def test_missing_or_damaged_data_say_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundaries, "_data_dir", lambda: tmp_path)
    with pytest.raises(GazetteerError, match=r"missing\. Reinstall"):
        boundaries.basemap()
    (tmp_path / "basemap.json.gz").write_bytes(b"not gzip")
    with pytest.raises(GazetteerError, match="damaged"):
        boundaries.basemap()

"""Tiles, borders' profiles and pictures of the page: what is asked for, and what it opens."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from map_cases import varied
from test_map_page import _data

from geomap.errors import OutputError, UsageError
from geomap.export import borders, boundaries, snapshot
from geomap.export.looks import Look, look_from, tiles_from
from geomap.export.page import map_html
from geomap.settings import Settings, load_settings

ROOT = Path(__file__).parents[1]
OWN = "https://tiles.example.org/{z}/{x}/{y}.png"


def policy_of(html: str) -> str:
    start = html.index('content="') + 9
    return html[start : html.index('"', start)]


def test_the_policy_is_opened_for_the_tiles_pictures_and_for_nothing_else():
    closed = policy_of(map_html([], [], []))
    opened = policy_of(map_html([], [], [], look=Look(tiles=tiles_from(OWN, "Example tiles"))))
    images = "img-src data: blob:"
    assert f"{images};" in closed
    assert f"{images} https://tiles.example.org;" in opened
    for part in ("default-src 'none'", "connect-src 'none'", "object-src 'none'"):
        assert part in opened


def test_without_tiles_a_page_has_no_layer_for_them():
    assert "Online background" not in map_html([], [], []).split("_layers = {")[-1]
    html = map_html([], [], [], look=Look(tiles=tiles_from("osm")))
    assert "Online background" in html.split("_layers = {")[-1]
    data = _data(html)
    assert "OpenStreetMap contributors" in " ".join(data["attribution"])
    assert data["borders"].endswith("The online background draws borders and names of its own.")


@pytest.mark.parametrize(
    "given",
    [
        "mapnik", "http://tiles.example.org/{z}/{x}/{y}.png", "https://{s}.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png", "https://a:b@tiles.example.org/{z}/{x}/{y}.png",
        "https://ex ample.org/{z}/{x}/{y}.png", "https://x.org;script-src *//{z}/{x}/{y}", "", "https://[::1/{z}/{x}/{y}",
        "javascript:{z}{x}{y}", "https://x'.org/{z}/{x}/{y}", 'https://x".org/{z}/{x}/{y}', "https://x.org:99999/{z}/{x}/{y}",
    ],
)  # fmt: skip
def test_what_is_no_plain_https_address_of_tiles_is_refused(given: str):
    with pytest.raises(UsageError, match=r"tiles\.example\.org"):
        tiles_from(given)


def test_an_unknown_profile_of_borders_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match="'un' or 'none'"):
        load_settings(None, borders="in")
    assert look_from(Settings(borders="none")).borders == "none"


@pytest.mark.parametrize("profile", ["un", "none"])
def test_the_page_says_whose_borders_it_draws(profile: Any):
    data = _data(map_html([], [], [], look=Look(borders=profile)))
    assert data["borders"] == borders.NOTES[profile]
    assert "no opinion on the status" in data["borders"]


# --- probe points: from one place to another one crosses these lines -------------------------

CROSSINGS = [
    # from, to, then what is crossed on the way with the profiles un and none
    ("Crimea", (34.1, 45.3), (34.1, 46.6), "", "dashed"),
    ("Sukhumi to Zugdidi: Abkhazia", (41.3, 42.9), (42.2, 42.35), "", "dashed"),
    ("Abkhazia to Russia", (40.5, 43.3), (40.5, 43.9), "solid", "dashed"),
    ("Svaneti to Russia: beside Abkhazia", (43.0, 42.9), (43.0, 43.5), "solid", "solid"),
    ("Srinagar to Muzaffarabad: Kashmir", (74.8, 34.08), (73.47, 34.37), "dashed", "dashed"),
    ("Ladakh to Aksai Chin", (78.0, 34.5), (79.8, 35.2), "dashed", "dashed"),
    ("Laayoune to Tan-Tan: Western Sahara", (-12.2, 27.2), (-11.1, 28.43), "dashed", "dashed"),
    ("Tifariti to Mauritania", (-10.57, 26.16), (-8.0, 24.9), "dashed", "dashed"),
    ("Golan to Galilee", (35.79, 33.1), (35.57, 33.207), "dashed", "dashed"),
    ("Golan to Damascus", (35.79, 33.05), (36.28, 33.5), "", "dashed"),
    ("Pristina to Serbia: Kosovo", (21.166, 42.663), (21.9, 42.99), "dashed", "dashed"),
    ("Pristina to Skopje", (21.166, 42.4), (21.43, 41.99), "solid", "dashed"),
    ("Kyrenia to Limassol: Cyprus", (33.32, 35.3), (33.04, 34.75), "", "dashed"),
    ("Ramallah to Tel Aviv: Palestine", (35.2, 31.9), (34.85, 32.05), "dashed", "dashed"),
    ("Gaza to Beersheba", (34.4, 31.43), (34.79, 31.25), "dashed", "dashed"),
    ("Tiraspol to Chisinau: Transnistria", (29.64, 46.84), (28.83, 47.0), "", "dashed"),
    ("Hargeisa to Garowe: Somaliland", (44.065, 9.56), (49.0, 8.4), "", "dashed"),
    ("Stepanakert to Baku", (46.75, 39.82), (48.5, 40.2), "", "dashed"),
    ("Kyiv to Warsaw: no dispute", (30.5, 50.45), (21.0, 52.2), "solid", "solid"),
    ("Paris to Berlin: no dispute", (2.35, 48.85), (13.4, 52.5), "solid", "solid"),
]  # fmt: skip


def _lines(arcs: list[list[int]], per_degree: int) -> list[list[tuple[float, float]]]:
    made = []
    for arc in arcs:
        x = y = 0
        points = []
        for dx, dy in zip(arc[::2], arc[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / per_degree, y / per_degree))
        made.append(points)
    return made


@pytest.fixture(scope="module")
def drawn() -> dict[str, dict[str, Any]]:
    """Return for each profile what the page strokes, as shapely lines: solid and dashed."""
    shapely = pytest.importorskip("shapely")
    kinds: dict[str, dict[str, Any]] = {}
    for profile in ("un", "none"):
        world = borders.drawn(boundaries.basemap(), profile)  # type: ignore[arg-type]
        chains = _lines(world["arcs"], world["per_degree"])
        silent = {*world["seam"], *world["replaced"]}
        # A coast bounds one country only: no border.
        sides = [0] * len(chains)
        for one in world["countries"]:
            for ring in one["rings"]:
                for n in ring:
                    sides[n if n >= 0 else ~n] += 1
        plain = [
            c
            for n, c in enumerate(chains)
            if n not in silent | set(world["dashed"]) and sides[n] > 1
        ]
        dashed = [c for n, c in enumerate(chains) if n in set(world["dashed"]) - silent]
        per_degree = world["claimed_per_degree"]
        kinds[profile] = {
            "solid": shapely.MultiLineString([c for c in (*plain, *_lines(world["unclaimed"], per_degree)) if len(c) > 1]),
            "dashed": shapely.MultiLineString([c for c in (*dashed, *_lines(world["claimed"], per_degree)) if len(c) > 1]),
        }  # fmt: skip
    return kinds


@pytest.mark.parametrize("crossing", CROSSINGS, ids=lambda one: one[0])
@pytest.mark.parametrize("profile", ["un", "none"])
def test_a_way_between_two_probe_points_crosses_the_lines_that_the_policy_draws(
    drawn: dict[str, dict[str, Any]], crossing: tuple[Any, ...], profile: str
):
    shapely = pytest.importorskip("shapely")
    _, start, end, *wanted = crossing
    way = shapely.LineString([start, end])
    crossed = {kind for kind, lines in drawn[profile].items() if way.intersects(lines)}
    expected = wanted[("un", "none").index(profile)]
    if expected == "solid":
        assert "solid" in crossed
        assert "dashed" not in crossed
    else:
        assert crossed == ({expected} if expected else set())


def test_every_disputed_territory_is_in_the_data_and_in_the_policy():
    units = boundaries.fine_data()["units"]
    known = {unit["key"] for unit in units} | {unit["country"] for unit in units}
    for names in borders.DISPUTED.values():
        assert set(names) <= known
    policy = (ROOT / "gazetteer" / "basemap" / "BORDERS.md").read_text(encoding="utf-8")
    assert "`none`" in policy
    for label in borders.DISPUTED:
        assert label in policy, label


def test_lines_drawn_anew_stand_for_whole_chains_of_the_base_map():
    lines = borders.disputed_lines()
    data = boundaries.fine_data()
    known = {tuple(arc) for arc in (*lines.dashed, *lines.solid)}
    for chain in lines.chains:
        for arc in data["chains"][chain]:
            assert tuple(data["arcs"][arc if arc >= 0 else ~arc]) in known
    assert all(len(arc) >= 4 and len(arc) % 2 == 0 for arc in lines.dashed)


def test_probe_points_of_the_issues_list_are_among_the_policys():
    with (ROOT / "gazetteer" / "basemap" / "probes.csv").open(encoding="utf-8") as file:
        why = " ".join(f"{row['place']} {row['why']}" for row in csv.DictReader(file))
    for name in ("Crimea", "Kashmir", "Western Sahara", "Taiwan", "Golan", "Abkhazia", "Kosovo",
                 "Cyprus", "West Bank", "Aksai Chin"):  # fmt: skip
        assert name in why, name


# --- pictures ------------------------------------------------------------------------------


def test_without_a_chromium_a_clear_word_says_how_to_get_a_picture(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(snapshot, "browser", lambda: None)
    with pytest.raises(OutputError, match=r"apt-get install chromium.*button PNG"):
        snapshot.map_png(b"")


def test_a_chromium_that_takes_no_picture_is_said_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(snapshot, "browser", lambda: str(program))
    with pytest.raises(OutputError, match="wrote none"):
        snapshot.map_png(b"<!DOCTYPE html>")


def test_a_page_of_every_look_is_the_same_bytes_twice():
    looks = [
        Look(mode="embed"), Look(public=True), Look(borders="none"), Look(tiles=tiles_from(OWN)),
    ]  # fmt: skip
    for one, other in pairwise([map_html(*varied().parts, look=look) for look in looks for _ in (1, 2)][:2]):  # fmt: skip
        assert one == other
    assert len({map_html(*varied().parts, look=look) for look in looks}) == len(looks)

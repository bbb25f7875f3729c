"""Where the map ends and begins again: views, the list, cards and boundaries at 180 degrees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from map_cases import KYIV, assemble, place, report

from geomap.export.page import map_html

Open = Callable[..., Any]

SUVA = place("Suva", "city", 178.44, -18.14, 5_000, "FJ")
APIA = place("Apia", "city", -171.76, -13.83, 5_000, "WS")


@pytest.mark.parametrize("link", ["3/-17/215", "3/-17/200", "3/-17/-200.5", "4/-89/219", "3/0/-220"])  # fmt: skip
def test_a_link_beyond_the_map_opens_at_its_edge(
    open_map: Open, varied_file: Path, link: str
) -> None:
    opened = open_map(varied_file, link=f"#v={link}")
    lat, lon = opened.js("[geomap.map.getCenter().lat, geomap.map.getCenter().lng]")
    assert abs(lat) < 80.2
    assert abs(lon) < 200.2
    assert opened.watch.quiet(), opened.watch


def test_the_map_comes_back_from_beyond_its_edge_in_one_step(open_map: Open, varied_file: Path) -> None:  # fmt: skip
    opened = open_map(varied_file)
    moves = opened.js(
        """() => {
          let moves = 0;
          geomap.map.on("moveend", () => { moves += 1; });
          geomap.map.setView([-17, 260], 3.25, { animate: false });
          return [moves, geomap.map.getCenter().lng];
        }"""
    )
    assert moves[0] <= 3
    assert 199 < moves[1] < 201
    assert opened.watch.quiet(), opened.watch


@pytest.mark.parametrize("lon", [180, -180, 188, -172, -185])
def test_across_the_antimeridian_the_list_holds_what_the_map_shows(
    open_map: Open, lon: float
) -> None:
    opened = open_map(
        map_html(*assemble([[report(SUVA)], [report(APIA)], [report(KYIV)]]).parts),
        link=f"#v=4/-16/{lon}",
    )
    names = "[...new Set(geomap.listed.map((site) => site.place.name))].sort()"
    assert opened.js(names) == ["Apia", "Suva"]
    for name in ("Apia", "Suva"):
        opened.page.locator("#gm-items button", has_text=name).click()
        card = opened.page.locator(".leaflet-popup")
        card.wait_for()
        opened.page.wait_for_timeout(500)
        assert opened.js(f"Math.abs(geomap.map.getCenter().lng - ({lon}))") < 40
        box = card.bounding_box()
        assert 0 <= box["x"] <= 1280 - box["width"]
        opened.page.keyboard.press("Escape")
        opened.js("(lon) => { geomap.map.setView([-16, lon], 4, { animate: false }); }", lon)


def test_the_cut_at_the_antimeridian_is_no_boundary(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    lines = opened.js(
        """() => {
          const rings = [
            [0.9, 0.1, 1, 0.1, 1, 0.2, 1, 0.3, 0.9, 0.3], // cut along the east
            [0, 0.1, 0.1, 0.2, 0, 0.3],                     // cut along the west
            [0.5, 0.1, 0.6, 0.1, 0.6, 0.2],                 // whole
            [0.8, 0.4, 1, 0.5, 0.8, 0.6],                   // touches it only
          ].map((ring) => Float64Array.from(ring));
          return geomap.linesOf(rings).map((line) => [...line]);
        }"""
    )
    assert lines == [
        [1, 0.3, 0.9, 0.3, 0.9, 0.1, 1, 0.1],
        [0, 0.1, 0.1, 0.2, 0, 0.3],
        [0.5, 0.1, 0.6, 0.1, 0.6, 0.2, 0.5, 0.1],
        [0.8, 0.4, 1, 0.5, 0.8, 0.6, 0.8, 0.4],
    ]

"""The page opens offline, says nothing to the console, and says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from map_cases import Cases, assemble, many, place, report, varied

from geomap.export.page import make_map, map_html

Open = Callable[..., Any]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1280, 800), (2560, 1440)])
def test_the_map_opens_without_a_request_or_a_word_to_the_console(
    open_map: Open, varied_file: Path, tmp_path: Path, size: tuple[int, int], scheme: str
) -> None:
    width, height = size
    opened = open_map(varied_file, viewport={"width": width, "height": height}, color_scheme=scheme)
    opened.page.screenshot(path=str(tmp_path / "page.png"))
    assert opened.counts() == (26, 28)  # without the two that are background
    assert opened.js("document.documentElement.scrollWidth") <= width
    assert opened.js("document.documentElement.scrollHeight") <= height
    map_box = opened.page.locator(".folium-map").bounding_box()
    assert map_box["height"] > height * 0.45
    assert opened.js("document.documentElement.dataset.theme") == scheme
    assert opened.js("geomap.drawn.length") > 3
    assert opened.watch.quiet(), opened.watch


def test_the_canvas_shows_land_sea_and_symbols(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    colours = opened.js(
        """() => {
          const seen = {};
          for (const [name, layer] of [["ground", geomap.ground], ["symbols", geomap.symbols]]) {
            const c = layer._container;
            const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
            seen[name] = new Set();
            for (let i = 0; i < d.length; i += 4) {
              if (d[i + 3] === 255) seen[name].add((d[i] << 16) + (d[i + 1] << 8) + d[i + 2]);
            }
            seen[name] = [...seen[name]].map((n) => "#" + n.toString(16).padStart(6, "0"));
          }
          return seen;
        }"""
    )
    theme = opened.js("geomap.THEMES.light")
    assert {theme["land"], theme["sea"]} <= set(colours["ground"])
    assert {theme["battlefield"], theme["diplomatic"]} <= set(colours["symbols"])


def test_a_map_without_sites_says_so_and_lists_what_was_left_out(open_map: Open) -> None:
    off = [s for s in varied().sightings if not s.on_map]
    opened = open_map(map_html(off, [], []))
    assert "No sites" in opened.page.locator("#gm-empty").inner_text()
    opened.page.locator("#gm-tab-off").click()
    assert (
        "6 mentions read: 0 on the map, 6 not" in opened.page.locator("#gm-off-count").inner_text()
    )
    assert opened.watch.quiet(), opened.watch


def test_one_site_a_thousand_at_one_point_and_a_site_at_the_pole_open(open_map: Open) -> None:
    poles = [
        place("Pole", "city", 180, 90, 4_000, None),
        place("Other", "city", -180, -90, 1, None),
    ]
    crowd = [place(f"Flat {n}", "city", 30, 50, 100, "UA") for n in range(1000)]
    for places in ([poles[0]], poles, crowd):
        opened = open_map(map_html(*assemble([[report(p)] for p in places]).parts))
        assert opened.counts() == (len(places), len(places))
        assert opened.watch.quiet(), opened.watch
    opened.js("geomap.openGroup(geomap.drawn[0].group)")
    assert "1,000 places close together" in opened.page.locator(".gm-card").inner_text()


def test_a_browser_that_cannot_unpack_the_data_says_what_is_needed(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file, state="failed", init="delete window.DecompressionStream")
    assert "Firefox 113" in opened.page.locator("#gm-trouble").inner_text()


def test_damaged_data_are_said_to_be_damaged(open_map: Open, varied_file: Path) -> None:
    html = varied_file.read_text(encoding="utf-8")
    at = html.index('id="geomap-data">["') + 60
    opened = open_map(html[:at] + "AAAA" + html[at + 40 :], state="failed")
    assert "damaged" in opened.page.locator("#gm-trouble").inner_text()


def test_without_javascript_there_is_a_table(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file, state="", java_script_enabled=False)
    table = opened.page.locator(".gm-noscript table")
    assert table.is_visible()
    assert "Pokrovsk" in table.inner_text()
    assert opened.watch.quiet(), opened.watch


def test_a_folium_map_with_layers_of_ones_own_opens_without_a_request(open_map: Open) -> None:
    import folium

    made = make_map(*varied().parts)
    group = folium.FeatureGroup(name="Mine").add_to(made)
    folium.Marker([48, 37], popup="my own words").add_to(group)
    folium.GeoJson({"type": "Point", "coordinates": [36, 49]}).add_to(made)
    opened = open_map(made.get_root().render())
    assert opened.js("document.querySelectorAll('.leaflet-marker-icon').length") == 2
    assert opened.watch.quiet(), opened.watch


def test_a_folium_map_shows_itself_in_a_notebooks_frame(open_map: Open) -> None:
    shown = make_map(*varied().parts)._repr_html_()
    opened = open_map(f"<!DOCTYPE html><title>n</title><body>{shown}</body>", state="")
    frame = opened.page.frame_locator("iframe")
    frame.locator("html[data-geomap=ready]").wait_for(state="attached")
    assert "26 of 27 sites" in frame.locator("#gm-count").inner_text()
    errors = [line for line in opened.watch.console if line.startswith("error")]
    assert errors == []


def test_500_sites_cluster_only_at_places_where_something_is(open_map: Open) -> None:
    cases: Cases = many(500)
    opened = open_map(map_html(*cases.parts))
    groups = opened.js(
        "geomap.drawn.map((d) => [d.x, d.y, d.w, d.group.length, d.group[0].place.id])"
    )
    assert sum(size for *_, size, _ in groups) == 500
    assert len(groups) < 200
    known = {e.place.id for e in cases.events}
    where = opened.js(
        """() => geomap.drawn.map((d) => {
          const p = d.group[0].place;
          const at = geomap.map.latLngToContainerPoint([p.lat, p.lon]);
          return Math.hypot(at.x - d.x, at.y - d.y);
        })"""
    )
    assert max(where) < 1.5
    assert {group[-1] for group in groups} <= known
    for i, (x, y, w, _, _) in enumerate(groups):
        for other_x, other_y, other_w, _, _ in groups[:i]:
            apart = abs(x - other_x) >= w + other_w - 7 or abs(y - other_y) >= 23
            assert apart, "two badges lie on one another"


def test_on_a_phone_the_panel_opens_over_part_of_the_map_whose_centre_stays(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(
        varied_file, link="#v=5/48/36", viewport={"width": 390, "height": 844}, has_touch=True
    )
    assert not opened.page.locator("#gm-list").is_visible()
    opened.page.locator("#gm-panel-toggle").tap()
    assert opened.page.locator("#gm-list").is_visible()
    opened.page.wait_for_timeout(300)
    assert opened.page.locator(".folium-map").bounding_box()["height"] > 150
    lat, lon = opened.js("(() => { const c = geomap.map.getCenter(); return [c.lat, c.lng]; })()")
    assert abs(lat - 48) < 0.5
    assert abs(lon - 36) < 0.5
    opened.page.locator("#gm-panel-toggle").tap()
    assert not opened.page.locator("#gm-list").is_visible()

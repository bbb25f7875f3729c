"""Pages for anyone, for a frame, over tiles, with borders of no side, and the picture they save."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from map_cases import KYIV, article, assemble, report, varied

from geomap.export.looks import Look, tiles_from
from geomap.export.page import map_html

Open = Callable[..., Any]

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)
FRAME = (
    '<iframe src="embed.html" title="Conflict map" width="800" height="600" loading="lazy" '
    'sandbox="allow-scripts allow-popups" referrerpolicy="no-referrer"></iframe>'
)


@pytest.mark.parametrize("size", [(390, 500), (800, 600)])
def test_a_page_for_a_frame_is_a_map_with_its_caveat_and_nothing_around_it(
    open_map: Open, size: tuple[int, int]
) -> None:
    html = map_html(*varied().parts, look=Look(mode="embed", public=True))
    opened = open_map(html, viewport={"width": size[0], "height": size[1]})
    for part in ("#gm-panel", "#gm-time", ".gm-buttons"):
        assert not opened.page.locator(part).is_visible()
    head = opened.page.locator("#gm-head").inner_text()
    assert "as of 21 August 2025" in head
    assert "not verified facts" in head
    assert opened.page.locator(".folium-map").bounding_box()["height"] > size[1] * 0.75
    assert "Natural Earth" in opened.page.locator(".leaflet-control-attribution").inner_text()
    card = opened.open_place("geonames:706950")
    assert "Shells fell" in card.inner_text()
    assert opened.watch.quiet(), opened.watch


def test_the_frame_that_the_docs_advise_shows_the_map_and_may_do_nothing_else(
    open_map: Open, tmp_path: Path
) -> None:
    docs = Path(map_html.__code__.co_filename).parent / "embedding.md"
    assert FRAME in docs.read_text(encoding="utf-8")
    (tmp_path / "embed.html").write_text(
        map_html(*varied().parts, look=Look(mode="embed", public=True)), encoding="utf-8"
    )
    page = tmp_path / "article.html"
    page.write_text(f"<!DOCTYPE html><title>t</title><body>{FRAME}</body>", encoding="utf-8")
    opened = open_map(page, state="")
    frame = opened.page.frame_locator("iframe")
    frame.locator("html[data-geomap=ready]").wait_for(state="attached")
    assert "not verified facts" in frame.locator("#gm-head").inner_text()
    assert [line for line in opened.watch.console if line.startswith("error")] == []
    assert opened.page.title() == "t"


def test_a_page_for_anyone_counts_what_is_off_the_map_and_lists_none_of_it(open_map: Open) -> None:
    opened = open_map(map_html(*varied().parts, look=Look(public=True)))
    opened.page.locator("#gm-tab-off").click()
    pane = opened.page.locator("#gm-pane-off")
    assert "6 not" in pane.inner_text()
    assert "Stands for a government, people or team" in pane.inner_text()
    assert pane.locator("blockquote").count() == 0
    assert not opened.page.locator("#gm-off-search").is_visible()
    assert opened.watch.quiet(), opened.watch


def test_tiles_are_asked_for_where_they_were_named_and_their_makers_are_named(
    open_map: Open,
) -> None:
    tiles = tiles_from("https://tiles.example.org/{z}/{x}/{y}.png", '<b onclick="x()">Example & co')
    opened = open_map(map_html(*varied().parts, look=Look(tiles=tiles)), state="")
    asked: list[str] = []
    opened.page.route(
        re.compile("^https://"), lambda r: (asked.append(r.request.url), r.fulfill(body=PIXEL, content_type="image/png"))
    )  # fmt: skip
    opened.page.reload()
    opened.page.wait_for_selector("html[data-geomap=ready]", state="attached")
    opened.page.wait_for_selector(".leaflet-tile-loaded", state="attached")
    assert all(url.startswith("https://tiles.example.org/") for url in asked)
    shown = opened.page.locator(".leaflet-control-attribution")
    assert '<b onclick="x()">Example & co' in shown.inner_text()
    assert shown.locator("b").count() == 0
    before = len(asked)
    opened.js("geomap.showLayer('tiles', false)")
    opened.js("geomap.map.setZoom(6, {animate: false})")
    assert len(asked) == before
    assert "Example" not in shown.inner_text()


def test_a_page_without_tiles_may_ask_for_no_picture(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    opened.js("new Image().src = 'https://tiles.example.org/1/1/1.png'")
    opened.page.wait_for_timeout(300)
    assert any(
        "violates" in line and "Content Security Policy" in line for line in opened.watch.console
    )


def test_borders_of_no_side_dash_what_the_uns_leave_out(open_map: Open) -> None:
    pictures = []
    for profile in ("un", "none"):
        opened = open_map(map_html(*varied().parts, look=Look(borders=profile)))
        opened.js("geomap.map.setView([46, 34], 5, {animate: false})")
        pictures.append(opened.js("geomap.ground._container.toDataURL()"))
        opened.page.locator("#gm-tab-about").click()
        words = {"un": "United Nations", "none": "take no side"}[profile]
        assert words in opened.page.locator("#gm-borders").inner_text()
        assert opened.watch.quiet(), opened.watch
    assert pictures[0] != pictures[1]


def test_the_button_saves_a_picture_with_caveat_and_filters_in_it(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file, link="#off=status.planned")
    words: list[str] = opened.js(
        """() => {
          const said = [];
          const plain = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
            said.push(text);
            return plain.call(this, text, ...rest);
          };
          geomap.picture(900, 700, 1);
          return said;
        }"""
    )
    text = " ".join(words)
    for part in ("Conflict map", "as of 21 August 2025", "claims in cited text, not verified facts",
                 "hidden: Planned", "battlefield", "one side’s word only", "Natural Earth", "GeoNames",
                 "no opinion on the status"):  # fmt: skip
        assert part in text, part
    with opened.page.expect_download() as waiting:
        opened.page.locator("#gm-png").click()
    assert waiting.value.suggested_filename == "map.png"
    assert Path(waiting.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    hit = "geomap.drawn.map((d) => [d.x, d.y])"
    before = opened.js(hit)
    opened.js("geomap.picture(900, 700, 1)")
    assert opened.js(hit) == before


def test_an_archived_copy_is_linked_beside_the_source(open_map: Open) -> None:
    kept = "https://archive.example.org/1"
    groups = [
        [report(KYIV, source=article("a", url="https://example.org/a", archive_url=kept))],
        [
            report(
                KYIV, sentence="{} again.", source=article("b", archive_url="javascript:alert(1)")
            )
        ],
    ]
    opened = open_map(map_html(*assemble(groups).parts))
    card = opened.open_place(KYIV.id)
    card.locator("details").evaluate_all("(all) => all.forEach((n) => { n.open = true; })")
    links = card.locator("a").evaluate_all("(all) => all.map((a) => [a.href, a.textContent])")
    assert [kept, "archived copy"] in links
    assert all(address.startswith("https://") for address, _ in links)


def test_an_area_with_a_hole_is_drawn_and_saved_with_its_hole(open_map: Open) -> None:
    opened = open_map(map_html(*varied().parts))
    polygons = opened.js(
        """() => {
          const square = (a, b) => Float64Array.from([a, a, b, a, b, b, a, b]);
          return geomap.polygonsOf([square(0.51, 0.55), square(0.52, 0.54), square(0.525, 0.535)])
            .map((rings) => rings.length);
        }"""
    )
    assert polygons == [2, 1]  # a hole, and an island in it
    assert opened.watch.quiet(), opened.watch

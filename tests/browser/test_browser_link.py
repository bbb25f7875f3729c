"""The view in the address, and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Open = Callable[..., Any]


def test_a_link_brings_back_the_whole_view(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    opened.js(
        """() => {
          geomap.map.setView([48.3, 37.1], 6.5, {animate: false});
          geomap.state.off.add("status.planned");
          Object.assign(geomap.state, {from: geomap.dayNumber("2025-08-01"), undated: false, query: "пок & =?#"});
          geomap.showLayer("density", true);
          geomap.setTheme("dark");
          geomap.changed();
        }"""
    )
    link = opened.js("location.hash")
    state = opened.js("[geomap.linkOf(), geomap.counts, geomap.shownEvents]")
    again = open_map(varied_file, link=link)
    assert again.js("[geomap.linkOf(), geomap.counts, geomap.shownEvents]") == state
    assert again.js("document.documentElement.dataset.theme") == "dark"
    assert again.page.locator("#gm-search").input_value() == "пок & =?#"


def test_a_link_to_a_place_opens_its_card(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file, link="#v=7/48.3/37.1&p=geonames%3A706950")
    assert opened.page.locator(".gm-card h2").inner_text() == "Pokrovsk"


@pytest.mark.parametrize(
    "link",
    [
        "#garbage", "#v=", "#v=1/2", "#v=99/0/0", "#v=5/91/0", "#v=5/1/2/3", "#off=status.nonsense",
        "#off=__proto__.x", "#t=2025-13-45..", "#t=2025-08-22..2025-08-01", "#u=1", "#p=nowhere",
        "#theme=pink", "#on=battlefield,nonsense", "#q=%E0%A4%A", "#x=1", "#v=5/1/2&v=5/1/2",
        "#<script>alert(1)</script>", "#constructor=1", "#q=" + "x" * 300, "#=1", "#&&&",
    ],
)  # fmt: skip
def test_a_malformed_link_shows_everything_and_says_so(
    open_map: Open, varied_file: Path, link: str
) -> None:
    opened = open_map(varied_file, link=link)
    assert "could not be read" in opened.page.locator("#gm-status").inner_text()
    assert opened.counts() == (26, 28)
    assert opened.watch.quiet(), opened.watch


def test_a_new_address_in_the_same_page_is_followed(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    opened.js("location.hash = '#off=mark.diplomatic'")
    opened.page.wait_for_timeout(200)
    assert opened.js("geomap.shownSites.every((site) => site.site === 'battlefield')")


def test_the_skip_link_comes_first_and_leads_to_the_list(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    opened.page.keyboard.press("Tab")
    assert opened.js("document.activeElement.className") == "gm-skip"
    opened.page.keyboard.press("Enter")
    assert opened.js("document.activeElement.closest('#gm-items') !== null")
    assert "could not be read" not in opened.page.locator("#gm-status").inner_text()


def test_by_key_from_the_list_into_a_card_and_back(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    opened.page.locator("#gm-items button").first.focus()
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    row = opened.js("document.activeElement.dataset.site")
    assert opened.js("document.activeElement.dataset.row") == "2"
    opened.page.keyboard.press("Enter")
    assert opened.js("document.activeElement.id") == "gm-card-title"
    opened.page.keyboard.press("Tab")
    assert opened.js("document.activeElement.closest('.leaflet-popup') !== null")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator(".gm-card").count() == 0
    assert opened.js("document.activeElement.dataset.site") == row
    opened.page.keyboard.press("End")
    last = opened.js("geomap.listed.length - 1")
    assert opened.js("document.activeElement.dataset.row") == str(last)


def test_the_map_goes_from_mark_to_mark_by_key(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file, link="#v=6.5/48.3/35")
    opened.page.locator(".folium-map").focus()
    opened.page.keyboard.press("n")
    first = opened.js("geomap.focus.name")
    assert first in opened.page.locator("#gm-status").inner_text()
    opened.page.keyboard.press("n")
    assert opened.js("geomap.focus.name") != first
    opened.page.keyboard.press("p")
    assert opened.js("geomap.focus.name") == first
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".gm-card h2").inner_text() == first
    opened.page.keyboard.press("Escape")
    assert opened.js("document.activeElement.classList.contains('folium-map')")
    before = opened.js("geomap.map.getZoom()")
    opened.page.keyboard.press("+")
    opened.page.wait_for_timeout(600)
    assert opened.js("geomap.map.getZoom()") > before


def test_tabs_are_changed_by_arrow(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    opened.page.locator("#gm-tab-list").focus()
    opened.page.keyboard.press("ArrowRight")
    assert opened.js("document.activeElement.id") == "gm-tab-legend"
    assert opened.page.locator("#gm-pane-legend").is_visible()
    assert not opened.page.locator("#gm-pane-list").is_visible()


def test_the_theme_has_a_switch(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    button = opened.page.locator("#gm-theme")
    seen = []
    for _ in range(3):
        button.click()
        seen.append((button.inner_text(), opened.js("document.documentElement.dataset.theme")))
    assert seen == [("Theme: light", "light"), ("Theme: dark", "dark"), ("Theme: auto", "light")]

"""Cards and lists say what the record says, character for character."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from map_cases import KYIV, Cases, article, assemble, place, report, varied

from geomap.export.page import map_html

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def cases() -> Cases:
    return varied()


def test_each_card_holds_its_records_character_for_character(
    open_map: Open, varied_file: Path, cases: Cases
) -> None:
    opened = open_map(varied_file, link="#on=battlefield,diplomatic,areas,background")
    for where in {e.place.id: e.place for e in cases.events}.values():
        card = opened.open_place(where.id)
        card.locator("details").evaluate_all("(all) => all.forEach((n) => { n.open = true; })")
        assert card.locator("h2").evaluate("(n) => n.textContent") == where.name
        here = [e for e in cases.events if e.place.id == where.id]
        quotes = card.locator("blockquote").evaluate_all("(all) => all.map((n) => n.textContent)")
        assert sorted(quotes) == sorted(r.sentence for e in here for r in e.reports)
        text = card.evaluate("(n) => n.textContent")
        if where.status_note:
            assert where.status_note in text
        for report_ in (r for e in here for r in e.reports):
            assert report_.id in text
            assert report_.article.source in text
            if report_.attribution.by:
                assert report_.attribution.by in text
            for reason in report_.why:
                assert reason in text
        for name in (n for e in here for n in e.denied_by):
            assert f"Denied by{name}" in text
    assert opened.watch.quiet(), opened.watch


def test_the_cue_and_the_name_are_marked_in_the_sentence(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    card = opened.open_place("geonames:706950")
    marks = card.locator("blockquote").first.locator("mark").all_inner_texts()
    assert marks == ["Shells fell", "Pokrovsk"]
    assert "2 independent sources, 1 copy" in card.inner_text()
    assert "in or around the town, ± 4 km" in card.inner_text()
    assert "high (usage high, place high, class high, status high)" in card.inner_text()


def test_a_claim_says_on_whose_word_and_who_denies_it(open_map: Open, varied_file: Path, cases: Cases) -> None:  # fmt: skip
    plant = next(e.place for e in cases.events if e.denied_by)
    opened = open_map(varied_file)
    text = opened.open_place(plant.id).inner_text()
    assert "reported as having happened, by the army" in text
    assert "on one side’s word only" in text
    assert "the governor" in text


def test_a_report_links_to_its_source_by_http_only(open_map: Open) -> None:
    addresses = [
        "https://example.org/a?b=1&c=2", "http://example.org/", "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "//example.org",
        "JaVaScRiPt:alert(1)", " javascript:alert(1)", "not an address",
    ]  # fmt: skip
    groups = [
        [report(KYIV, sentence=f"{n} {{}}", source=article(f"{n}", url=url, title=f"T{n}"))]
        for n, url in enumerate(addresses)
    ]
    opened = open_map(map_html(*assemble(groups).parts))
    card = opened.open_place(KYIV.id)
    links = card.locator("a").evaluate_all("(all) => all.map((a) => [a.href, a.rel, a.target])")
    assert sorted(links) == [
        ["http://example.org/", "noopener noreferrer", "_blank"],
        ["https://example.org/a?b=1&c=2", "noopener noreferrer", "_blank"],
    ]


def test_a_card_opens_by_a_click_on_its_symbol_and_names_what_the_filters_hide(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file, link="#v=7/48.3/37.2&off=status.ongoing")
    spot = opened.js("geomap.drawn.find((d) => d.group[0].place.name === 'Pokrovsk')")
    box = opened.page.locator(".folium-map").bounding_box()
    opened.page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    card = opened.page.locator(".leaflet-popup .gm-card")
    card.wait_for()
    opened.page.wait_for_timeout(700)  # the map pans until the card is inside it
    assert "1 event here hidden by the filters" in card.inner_text()
    inside = opened.page.locator(".leaflet-popup").bounding_box()
    assert inside["x"] >= box["x"]
    assert inside["y"] >= box["y"]
    assert inside["x"] + inside["width"] <= box["x"] + box["width"]


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, {"width": 390, "height": 844}])
def test_an_open_card_follows_the_filters_and_stays_as_it_was_unfolded(
    open_map: Open, varied_file: Path, size: dict[str, int]
) -> None:
    opened = open_map(varied_file, link="#v=7/48.3/37.2&p=geonames:706950", viewport=size)
    told = "[...document.querySelectorAll('.gm-card .gm-event')].map((one) => [one.dataset.event, one.open])"
    first = opened.js(told)
    assert len(first) == 3
    opened.js(
        """() => {
          for (const one of document.querySelectorAll('.gm-card .gm-event, .gm-card .gm-others')) one.open = true;
          document.querySelector('.gm-card').parentElement.scrollTop = 40;
          document.querySelector('#gm-theme').focus();
        }"""
    )
    opened.page.wait_for_timeout(700)  # the map pans until the card is inside it
    centre = opened.js("geomap.map.getCenter().toString()")
    opened.js("geomap.state.off.add('status.ongoing'); geomap.changed()")
    left = opened.js(told)
    assert len(left) == 2
    assert all(unfolded for _, unfolded in left)
    assert opened.js("document.querySelector('.gm-others').open")
    assert opened.js("document.querySelector('.gm-card').parentElement.scrollTop") == 40
    assert opened.js("document.activeElement.id") == "gm-theme"
    assert "1 event here hidden by the filters" in opened.page.locator(".gm-card").inner_text()
    assert opened.page.locator("[role=dialog][aria-labelledby=gm-card-title]").count() == 1
    opened.js("geomap.state.off.clear(); geomap.changed()")
    assert [one for one, _ in opened.js(told)] == [one for one, _ in first]
    assert opened.js("geomap.map.getCenter().toString()") == centre
    opened.js("geomap.state.query = 'nothing says this'; geomap.changed()")
    assert opened.page.locator(".gm-card").count() == 0


def test_no_button_of_the_map_lies_on_an_open_card(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file, link="#v=6/48/37&p=geonames:706950")
    overlapped = """() => {
      const card = document.querySelector(".leaflet-popup").getBoundingClientRect();
      return [...document.querySelectorAll(".leaflet-top > .leaflet-control")].filter((control) => {
        const box = control.getBoundingClientRect();
        return getComputedStyle(control).visibility !== "hidden" && box.left < card.right
          && card.left < box.right && box.top < card.bottom && card.top < box.bottom;
      }).length;
    }"""
    for across in range(-500, 600, 100):
        opened.js("(x) => { geomap.map.panBy([x, 0], { animate: false }); }", across)
        assert opened.js(overlapped) == 0, across
    opened.page.keyboard.press("Escape")
    hidden = "() => document.querySelectorAll('.gm-under-card').length"
    assert opened.js(hidden) == 0


def test_on_a_phone_the_card_is_a_sheet_and_the_symbol_stays_in_sight(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file, viewport={"width": 390, "height": 844}, has_touch=True)
    opened.open_place("geonames:706950")
    sheet = opened.page.locator("#gm-sheet")
    assert sheet.is_visible()
    top = sheet.bounding_box()["y"]
    at = opened.js(
        """() => { const p = geomap.open;
          const point = geomap.map.latLngToContainerPoint([p.lat, p.lon]);
          const box = geomap.map.getContainer().getBoundingClientRect();
          return [box.left + point.x, box.top + point.y]; }"""
    )
    assert 0 < at[0] < 390
    assert 0 < at[1] < top
    opened.page.locator(".gm-close").tap()
    assert not sheet.is_visible()


def test_a_long_evidence_text_stays_inside_its_card(open_map: Open) -> None:
    long = report(KYIV, sentence="In {} " + "word " * 20_000)
    opened = open_map(map_html(*assemble([[long]]).parts))
    card = opened.open_place(KYIV.id)
    quote = card.locator("blockquote")
    assert quote.evaluate("(n) => n.textContent") == long.sentence
    assert quote.bounding_box()["height"] < 300
    size = opened.page.locator(".leaflet-popup").bounding_box()
    assert size["height"] < 700


def test_what_is_not_on_the_map_is_listed_by_reason_and_found(
    open_map: Open, varied_file: Path, cases: Cases
) -> None:
    opened = open_map(varied_file)
    opened.page.locator("#gm-tab-off").click()
    off = [s for s in cases.sightings if not s.on_map]
    reasons = opened.page.locator(".gm-reason")
    assert reasons.count() == len({s.off_map_reason for s in off})
    for one in reasons.all():
        one.locator("summary").click()
    opened.page.wait_for_timeout(300)
    shown = opened.page.locator("#gm-off-list blockquote").all_inner_texts()
    assert sorted(shown) == sorted(s.sentence for s in off)
    opened.page.locator("#gm-off-search").fill("moon")
    opened.page.wait_for_timeout(400)
    assert "1 mention of 6 found" in opened.page.locator("#gm-off-count").inner_text()
    assert "no place of that name" in opened.page.locator("#gm-off-list").inner_text()


def test_the_list_holds_all_that_is_in_view_but_few_rows_at_a_time(open_map: Open) -> None:
    places = [place(f"P{n:04}", "city", 20 + n % 40 * 0.4, 40 + n // 40 * 0.2, 900, "UA") for n in range(2_000)]  # fmt: skip
    opened = open_map(map_html(*assemble([[report(p)] for p in places]).parts))
    rows = opened.page.locator("#gm-items li")
    assert rows.count() < 40
    assert rows.first.get_attribute("aria-setsize") == "2000"
    opened.js("geomap.byId('gm-list').scrollTop = 1e9")
    opened.page.locator('#gm-items button[data-row="1999"]').wait_for()
    opened.js("geomap.map.setView([40, 20], 12, {animate: false})")
    assert opened.js("geomap.listed.length") < 10
    opened.page.locator("#gm-everywhere").check()
    assert opened.js("geomap.listed.length") == 2_000


def test_a_row_in_sight_stays_the_same_while_the_list_scrolls_and_the_map_moves(
    open_map: Open, varied_file: Path
) -> None:
    """A row that is put in anew between press and release loses its click."""
    opened = open_map(varied_file)
    opened.page.locator("#gm-everywhere").check()
    opened.js("document.querySelector('#gm-items button').marked = true")
    opened.js("document.getElementById('gm-list').scrollTop = 20")
    opened.js("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    opened.js("geomap.map.fire('moveend')")
    assert opened.js("document.querySelector('#gm-items button').marked === true")


def test_a_row_of_the_list_opens_the_card_and_brings_the_place_into_view(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file)
    opened.page.locator("#gm-everywhere").check()
    opened.page.locator("#gm-items button", has_text="Alaska").click()
    assert opened.page.locator(".gm-card h2").inner_text() == "Alaska"
    assert opened.js("geomap.map.getBounds().contains([geomap.open.lat, geomap.open.lon])")

"""Article text is hostile: in every field, nothing runs and all is shown as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hostile_cases import PAYLOADS, RUN, hostile
from map_cases import Cases

from geomap.export.page import make_map, map_html

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def cases() -> Cases:
    return hostile()


def test_there_are_at_least_ninety_payloads() -> None:
    assert len(set(PAYLOADS)) >= 90


# What is in the page and in every place where it could run, once all is open.
OPEN_ALL = """async () => {
  const bad = [];
  const norm = (s) => s;
  for (const place of geomap.places) {
    if (!geomap.sites.some((s) => s.place === place)) continue;
    geomap.openPlace(place);
    const card = document.querySelector(".gm-card");
    for (const d of card.querySelectorAll("details")) d.open = true;
    const payload = place.name;
    if (card.querySelector("h2").textContent !== payload) bad.push(["title", payload]);
    const text = card.textContent;
    const sentence = geomap.report(geomap.sites.find((s) => s.place === place).events[0].first).sentence;
    if (card.querySelector("blockquote").textContent !== sentence) bad.push(["sentence", payload]);
    if (text.split(payload).length < 8) bad.push(["fields", payload]);
    if (card.querySelector("script, img, svg, iframe, object, embed, math, form, style, meta, base, link")) {
      bad.push(["element", payload]);
    }
    for (const node of card.querySelectorAll("*")) {
      for (const a of node.attributes) if (a.name.startsWith("on")) bad.push(["handler", payload]);
    }
    for (const a of card.querySelectorAll("a")) if (!/^https?:/.test(a.href)) bad.push(["link", a.href]);
    for (const node of card.querySelectorAll("button, b, bdi, summary")) node.click();
  }
  geomap.closeCard();
  geomap.chooseTab("gm-tab-off");
  for (const d of document.querySelectorAll(".gm-reason")) d.open = true;
  await new Promise((done) => setTimeout(done, 300));
  for (let more; (more = document.querySelector(".gm-reason > button:not([hidden])"));) more.click();
  return bad;
}"""


def test_nothing_runs_and_everything_is_shown_as_it_was_written(
    open_map: Open, cases: Cases
) -> None:
    opened = open_map(map_html(*cases.parts))
    assert opened.js("geomap.sites.length") == len(PAYLOADS)
    names = opened.js("geomap.sites.map((s) => s.place.name)")
    assert names == PAYLOADS
    assert opened.js(OPEN_ALL) == []
    shown = opened.js(
        "[...document.querySelectorAll('#gm-off-list blockquote')].map((n) => n.textContent)"
    )
    assert shown == [s.sentence for s in cases.sightings if not s.on_map]
    opened.js("geomap.byId('gm-everywhere').checked = true; geomap.chooseTab('gm-tab-list')")
    for top in range(0, len(PAYLOADS) * 54, 500):
        opened.js("(top) => { geomap.byId('gm-list').scrollTop = top; }", top)
        opened.page.wait_for_timeout(20)
    opened.page.mouse.move(700, 400)
    opened.page.locator("#gm-search").fill(PAYLOADS[0])
    opened.page.wait_for_timeout(600)
    assert opened.js("window.__ran") is None
    assert opened.watch.quiet(), opened.watch


def test_nothing_runs_in_a_browser_without_scripts(open_map: Open, cases: Cases) -> None:
    opened = open_map(map_html(*cases.parts), state="", java_script_enabled=False)
    rows = opened.page.locator(".gm-noscript tr")
    assert rows.count() == len(PAYLOADS) + 1
    assert opened.page.locator(".gm-noscript :is(script, img, svg, iframe)").count() == 0
    assert opened.watch.requests == []


def test_nothing_runs_in_the_folium_map_of_a_notebook_which_has_no_policy(
    open_map: Open, cases: Cases
) -> None:
    opened = open_map(make_map(*cases.parts).get_root().render())
    assert opened.js(OPEN_ALL) == []
    opened.page.wait_for_timeout(300)
    assert opened.js("window.__ran") is None
    assert opened.watch.quiet(), opened.watch


def test_a_hostile_title_is_text(open_map: Open) -> None:
    title = f"</title><script>{RUN}</script>${{1}}{{{{2}}}}"
    opened = open_map(map_html([], [], [], title=title))
    assert opened.page.title() == title
    assert opened.page.locator("#gm-title").inner_text() == title
    assert opened.js("window.__ran") is None
    assert opened.watch.quiet(), opened.watch


def test_even_a_planted_script_would_not_run_under_the_pages_policy(open_map: Open) -> None:
    html = map_html([], [], []).replace("</body>", f"<script>{RUN}</script></body>")
    opened = open_map(html)
    assert opened.js("window.__ran") is None
    assert any("Content Security Policy" in line for line in opened.watch.console)

"""What people corrected, and what changed since another map, stand on the page as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from map_cases import varied

from geomap.export.looks import WHOLE, Since
from geomap.export.page import map_html
from geomap.grouping import group_events, group_sites
from geomap.model import Corrected

Open = Callable[..., Any]
HOSTILE = "O. <img src=x onerror=alert(1)> Reader"


def test_a_card_says_by_whom_it_was_corrected_when_and_why(open_map: Open) -> None:
    mark = Corrected(field="status", who=HOSTILE, when="2025-08-22T10:15:00Z", why="It <b>goes</b>")
    sightings = [s.model_copy(update={"corrected": (mark,)}) for s in varied().sightings]
    events = group_events(sightings)
    html = map_html(sightings, events, group_sites(events))
    opened = open_map(html, link="#on=battlefield,diplomatic,areas,background")
    card = opened.open_place(events[0].place.id)
    text = card.evaluate("(n) => n.textContent")
    assert f"Status correctedby {HOSTILE}" in text
    assert ": It <b>goes</b>" in text
    assert opened.watch.quiet()


def test_the_list_begins_with_what_changed_and_says_what_is_gone(open_map: Open) -> None:
    cases = varied()
    changed = cases.sites[-1].events[0]
    since = Since(
        label="mon<i>day",
        changed={changed.id: "proposed → held"},
        gone=(("Old <b>town", "battlefield", "2025-08-20", "withdrawn: taken back by its source"),),
    )
    html = map_html(*cases.parts, look=replace(WHOLE, since=since))
    opened = open_map(html, link="#on=battlefield,diplomatic,areas,background")
    opened.page.locator("#gm-everywhere").check()
    first = opened.page.locator("#gm-items button").first.evaluate("(n) => n.textContent")
    assert changed.place.name in first
    assert "proposed → held" in first
    told = opened.page.locator("#gm-since").evaluate("(n) => n.textContent")
    assert told.startswith("Since mon<i>day: 1 event new or changed, 1 gone.")
    assert "Old <b>town" in told
    assert "taken back by its source" in told
    assert opened.watch.quiet()

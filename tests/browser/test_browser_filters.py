"""Counts, filters, time, layers and downloads: the page and the GeoJSON tell the same story."""

from __future__ import annotations

import csv
import io
import itertools
import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from map_cases import KYIV, POKROVSK, UKRAINE, article, assemble, place, report, varied

from geomap.export.geojson import events_geojson
from geomap.export.looks import Look
from geomap.export.page import map_html

Open = Callable[..., Any]
FUZZY = ("admin2", "region", "natural", "continent")


@pytest.fixture(scope="module")
def features() -> list[dict[str, Any]]:
    return [f["properties"] | {"id": f["id"]} for f in events_geojson(varied().events)["features"]]


def _mark(event: dict[str, Any]) -> str:
    if event["site"] == "diplomatic":
        return "diplomatic"
    if event["event_type"] in ("build_up", "interception"):
        return str(event["event_type"])
    return "origin" if event["role"] == "origin" else "attack"


def _precision(event: dict[str, Any]) -> str:
    kind = event["place"]["kind"]
    if kind in ("country", "admin1"):
        return "country" if kind == "country" else "area"
    return "ring" if kind in FUZZY or event["role"] == "near" else "point"


def _passes(event: dict[str, Any], off: set[str], layers: set[str]) -> bool:
    keys = {
        f"mark.{_mark(event)}",
        f"status.{event['status']}",
        f"precision.{_precision(event)}",
        f"word.{'one_side' if event['one_side_only'] else 'others'}",
    }
    if keys & off or event["site"] not in layers:
        return False
    return not event["background"] or "background" in layers


def _expected(events: list[dict[str, Any]]) -> tuple[int, int]:
    return len({(e["place"]["id"], e["site"]) for e in events}), len(events)


def test_counts_agree_with_the_geojson_under_every_filter_and_many_combinations(
    open_map: Open, varied_file: Path, features: list[dict[str, Any]]
) -> None:
    opened = open_map(varied_file)
    groups = opened.js("geomap.GROUPS")
    every = [f"{group}.{value}" for group, values in groups.items() for value in values]
    chance = random.Random(5)
    choices = [{key} for key in every]
    choices += [set(chance.sample(every, chance.randint(2, 6))) for _ in range(120)]
    layers = ("battlefield", "diplomatic", "background")
    shown = [set(c) for n in range(4) for c in itertools.combinations(layers, n)]
    asked = [(off, chance.choice(shown)) for off in choices] + [(set(), s) for s in shown]
    found = opened.js(
        """(asked) => asked.map(([off, layers]) => {
          geomap.state.off = new Set(off);
          for (const key of ["battlefield", "diplomatic", "background"]) {
            geomap.state.layers[key] = layers.includes(key);
          }
          geomap.changed();
          const node = geomap.byId("gm-count");
          return [Number(node.dataset.sites), Number(node.dataset.events)];
        })""",
        [[sorted(off), sorted(layer)] for off, layer in asked],
    )
    for (off, layer), counts in zip(asked, found, strict=True):
        expected = _expected([e for e in features if _passes(e, off, layer)])
        assert tuple(counts) == expected, (off, layer)


def test_the_legends_boxes_filter_and_their_figures_are_live(
    open_map: Open, varied_file: Path, features: list[dict[str, Any]]
) -> None:
    opened = open_map(varied_file)
    opened.page.locator("#gm-tab-legend").click()
    front = [e for e in features if not e["background"]]
    row = opened.page.locator('label:has([data-filter="status.ruled_out"])')
    assert row.locator(".gm-figure").inner_text() == "1"
    row.click()
    assert opened.counts() == _expected([e for e in front if e["status"] != "ruled_out"])
    opened.page.locator('[data-filter="class.battlefield"]').uncheck()
    left = [e for e in front if e["site"] == "diplomatic" and e["status"] != "ruled_out"]
    assert opened.counts() == _expected(left)
    planned = opened.page.locator('label:has([data-filter="status.planned"]) .gm-figure')
    assert planned.inner_text() == str(sum(e["status"] == "planned" for e in left))
    opened.page.locator("#gm-reset").click()
    assert opened.counts() == _expected(front)


def test_the_layer_control_and_the_legend_are_one_switch(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    opened.page.locator(".leaflet-control-layers").hover()
    box = opened.page.locator(".leaflet-control-layers-overlays label", has_text="Diplomatic")
    box.locator("input").uncheck()
    opened.page.locator("#gm-tab-legend").click()
    assert not opened.page.locator('[data-filter="class.diplomatic"]').is_checked()
    assert opened.js("geomap.shownSites.every((site) => site.site === 'battlefield')")


@pytest.mark.parametrize("layer", ["areas", "density", "labels", "waters", "regions"])
def test_every_layer_changes_what_is_drawn(open_map: Open, varied_file: Path, layer: str) -> None:
    opened = open_map(varied_file, link="#v=6/48.3/35")
    picture = (
        """() => [geomap.ground, geomap.symbols].map((l) => l._container.toDataURL()).join()"""
    )
    before = opened.js(picture)
    opened.js("key => geomap.showLayer(key, !geomap.state.layers[key])", layer)
    assert opened.js(picture) != before
    opened.js("key => geomap.showLayer(key, !geomap.state.layers[key])", layer)
    assert opened.js(picture) == before


def _dated(days: dict[str, str | None]) -> str:
    groups = [
        [report(KYIV, sentence=f"{name} in {{}}.", event_date=day)] for name, day in days.items()
    ]
    return map_html(*assemble(groups).parts)


def test_the_time_range_keeps_its_last_day_and_what_may_lie_in_it(open_map: Open) -> None:
    days = {
        "day": "2025-08-20", "later": "2025-08-25", "month": "2025-08", "before": "../2025-08-21",
        "since": "2025-08-24/..", "span": "2025-08-01/2025-08-05", "none": None, "year": "2024",
    }  # fmt: skip
    opened = open_map(_dated(days))

    def shown(start: str, end: str, undated: bool) -> set[str]:
        code = """([from, to, undated]) => {
          Object.assign(geomap.state, {from: geomap.dayNumber(from), to: geomap.dayNumber(to), undated});
          geomap.changed();
          return geomap.events.filter((e) => e.passes).map((e) => geomap.report(e.first).sentence.split(" ")[0]);
        }"""
        return set(opened.js(code, [start, end, undated]))

    assert shown("2025-08-20", "2025-08-20", False) == {"day", "month", "before"}
    assert shown("2025-08-21", "2025-08-25", False) == {"later", "month", "before", "since"}
    assert shown("2025-08-22", "2025-08-23", False) == {"month"}
    assert shown("2025-08-05", "2025-08-06", True) == {"month", "before", "span", "none"}
    assert shown("2024-12-31", "2025-01-01", False) == {"year", "before"}


def test_a_date_known_by_its_reports_only_ends_with_the_newest_of_them(open_map: Open) -> None:
    bounded = {"event_date": "2025-02", "date_basis": "bounded_by_publication", "date_text": None}
    first, second = (article(f"made/{d}.txt", day=date(2025, 2, d)) for d in (3, 5))
    groups = [
        [report(KYIV, source=first, **bounded), report(KYIV, source=second, sentence="{} again.", **bounded)],
        [report(POKROVSK, source=second, event_date="2025-02", date_basis="stated")],
    ]  # fmt: skip
    for most in (None, 1):  # of each event's reports
        opened = open_map(map_html(*assemble(groups).parts, look=Look(most_reports=most)))
        passing = """(day) => {
          Object.assign(geomap.state, { from: geomap.dayNumber(day) });
          geomap.changed();
          return geomap.events.filter((event) => event.passes).map((event) => event.place.name);
        }"""
        assert opened.js(passing, "2025-02-05") == ["Kyiv", "Pokrovsk"]
        assert opened.js(passing, "2025-02-06") == ["Pokrovsk"]
        assert opened.js("geomap.isoDay(geomap.newestOf([geomap.events[0]]))") == "2025-02-05"


def test_thumbs_move_by_key_and_the_undated_have_a_switch(open_map: Open) -> None:
    opened = open_map(_dated({"a": "2025-08-01", "b": "2025-08-02", "c": "2025-08-03", "d": None}))
    assert opened.counts() == (1, 4)
    opened.page.locator("#gm-from").focus()
    opened.page.keyboard.press("ArrowRight")
    assert opened.counts() == (1, 3)
    assert opened.page.locator("#gm-from").get_attribute("aria-valuetext") == "2 August 2025"
    opened.page.locator("#gm-to").focus()
    opened.page.keyboard.press("ArrowLeft")
    assert opened.counts() == (1, 2)
    opened.page.locator("#gm-undated").uncheck()
    assert opened.counts() == (1, 1)
    opened.page.locator("#gm-all-time").click()
    assert opened.counts() == (1, 3)


def test_play_moves_a_window_through_time_and_stops(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    opened.page.locator("#gm-play").click()
    first = opened.js("geomap.state.from")
    opened.page.wait_for_timeout(1_600)
    assert opened.js("geomap.state.from") > first
    opened.page.locator("#gm-play").click()
    stopped = opened.js("geomap.state.from")
    opened.page.wait_for_timeout(900)
    assert opened.js("geomap.state.from") == stopped
    assert opened.page.locator("#gm-play").inner_text() == "Play"


@pytest.mark.parametrize(
    ("words", "events"),
    [
        ("pokrovsk", 3),
        ("POKRÓVSK monitors", 1),
        ("херсон", 1),
        ("غزة", 1),
        ("monitoring mission", 1),
        ("nothing like it", 0),
        (".*", 0),
    ],
)
def test_the_search_looks_through_places_sentences_and_sources(
    open_map: Open, varied_file: Path, words: str, events: int
) -> None:
    opened = open_map(varied_file)
    opened.page.locator("#gm-search").fill(words)
    opened.page.wait_for_timeout(400)
    assert opened.counts()[1] == events


def test_a_sites_status_is_that_of_its_latest_event_among_those_shown(open_map: Open) -> None:
    groups = [
        [report(KYIV, status="occurred", event_date="2025-08-01")],
        [report(KYIV, status="planned", event_date="2025-08-09", sentence="{} next.")],
    ]
    opened = open_map(map_html(*assemble(groups).parts))
    assert opened.js("geomap.sites[0].shownStatus") == "planned"
    opened.js("geomap.state.off.add('status.planned'); geomap.changed()")
    assert opened.js("geomap.sites[0].shownStatus") == "occurred"
    assert opened.js("geomap.sites[0].style") == "filled"


def test_a_country_is_listed_and_never_drawn_as_a_point(open_map: Open) -> None:
    opened = open_map(map_html(*assemble([[report(UKRAINE)]]).parts))
    assert opened.js("geomap.drawn") == []
    row = opened.page.locator("#gm-items button")
    assert "country" in row.inner_text()
    row.click()
    assert opened.js("geomap.focus.name") == "Ukraine"


def _saved(opened: Any, button: str) -> str:
    with opened.page.expect_download() as waiting:
        opened.page.locator(button).click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def test_the_geojson_download_holds_what_the_filters_let_through(
    open_map: Open, varied_file: Path, features: list[dict[str, Any]]
) -> None:
    opened = open_map(varied_file, link="#off=status.planned,mark.origin")
    saved = json.loads(_saved(opened, "#gm-geojson"))
    off = {"status.planned", "mark.origin"}
    expected = [e for e in features if _passes(e, off, {"battlefield", "diplomatic"})]
    assert {f["id"] for f in saved["features"]} == {e["id"] for e in expected}
    by_id = {e["id"]: e for e in expected}
    for feature in saved["features"]:
        event, properties = by_id[feature["id"]], feature["properties"]
        for key in ("name", "site", "status", "event_date", "precision", "denied_by", "label_lon"):
            assert properties[key] == event[key], key
        area = event["place"]["kind"] in ("admin1", "country")
        assert (feature["geometry"]["type"] == "Point") != area
    from shapely.geometry import shape

    assert all(shape(f["geometry"]).is_valid for f in saved["features"])


def test_an_area_whose_boundary_is_not_known_has_no_point_in_the_download_either(
    open_map: Open,
) -> None:
    lost = place("Lost Province", "admin1", 33.0, 49.0, 90_000, "UA", admin1="Lost Province")
    cases = assemble([[report(lost)], [report(KYIV)]])
    saved = json.loads(_saved(open_map(map_html(*cases.parts)), "#gm-geojson"))
    exported = {f["id"]: f["geometry"] for f in events_geojson(cases.events)["features"]}
    assert {f["id"]: f["geometry"] for f in saved["features"]} == exported
    assert None in exported.values()


def test_the_csv_download_neutralises_formulas_and_leaves_areas_without_a_point(
    open_map: Open,
) -> None:
    from map_cases import DONETSK

    evil = ['=cmd|"/c calc"!A1', "+1+1", "-2", "@SUM(1)", "\t=1", "|x", "\r=1", 'fine, "quoted"']
    groups = [[report(KYIV, sentence=text, source=article(f"s{n}"))] for n, text in enumerate(evil)]
    opened = open_map(map_html(*assemble([*groups, [report(DONETSK)]]).parts))
    rows = list(csv.DictReader(io.StringIO(_saved(opened, "#gm-csv").lstrip("\ufeff"), newline="")))
    assert len(rows) == len(evil) + 1
    for row in rows:
        assert row["sentence"][0] not in "=+-@\t\r|"
        area = row["kind"] == "admin1"
        assert (row["lon"] == "") == area
    assert any(row["sentence"] == 'fine, "quoted"' for row in rows)

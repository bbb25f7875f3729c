"""What the page saves of large areas and of hostile cells, and that it says when it can't."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from export_cases import EUROPE
from map_cases import KYIV, UKRAINE, article, assemble, report

from geomap.export.page import map_html
from geomap.export.table_csv import CELL_UNITS, FORMULA, harmless

Open = Callable[..., Any]
CELLS = [
    "=1+1", "＝1", "＋1", "－1", "＠SUM", "\u200b=1", "\ufeff@x", "\u202e-1", "\u2066|x", "\x85=1",
    "\u3000+1", "\t1", "plain", "1 = 1", "é=1", "a" * 40_000, "a" + "😀" * 40_000,
]  # fmt: skip


def test_page_and_csv_export_share_the_rule_for_what_is_a_formula() -> None:
    import geomap.export

    script = Path(geomap.export.__file__).parent / "web" / "downloads.js"
    assert f"/^(?:{FORMULA})/" in script.read_text(encoding="utf-8")


def test_a_cell_of_the_pages_csv_is_what_the_csv_export_makes_of_it(open_map: Open) -> None:
    groups = [[report(KYIV, sentence=text, source=article(f"s{n}"))] for n, text in enumerate(CELLS)]  # fmt: skip
    opened = open_map(map_html(*assemble(groups).parts))
    rows = list(csv.DictReader(io.StringIO(opened.js("geomap.filteredCSV()"), newline="")))
    assert [row["sentence"] for row in rows] == [harmless(text) for text in CELLS]
    assert all(len(row["sentence"].encode("utf-16-le")) <= 2 * CELL_UNITS for row in rows)


def test_a_continent_is_listed_as_countries_are_and_has_no_point(open_map: Open) -> None:
    opened = open_map(map_html(*assemble([[report(EUROPE)], [report(UKRAINE)]]).parts))
    assert opened.js("geomap.drawn") == []
    assert "1 country, 1 continent listed, not drawn" in opened.page.locator("#gm-count").inner_text()  # fmt: skip
    assert opened.js("geomap.filteredGeoJSON().features.map((f) => f.geometry && f.geometry.type)")[0] is None  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(opened.js("geomap.filteredCSV()"), newline="")))
    assert {(row["kind"], row["lon"], row["lat"]) for row in rows} == {
        ("continent", "", ""),
        ("country", "", ""),
    }
    opened.open_place(EUROPE.id)
    assert opened.js("geomap.map.getZoom()") <= 3


def test_a_boundary_that_many_events_have_is_worked_out_once(open_map: Open) -> None:
    groups = [[report(UKRAINE, sentence=f"Shells fell in {{}}, {n} times.")] for n in range(300)]
    opened = open_map(map_html(*assemble(groups).parts))
    calls = opened.js(
        """() => {
          let calls = 0;
          const made = geomap.polygonsOf;
          geomap.polygonsOf = (rings) => { calls += 1; return made(rings); };
          const parts = geomap.filteredGeoJSONParts();
          const same = JSON.stringify(JSON.parse(parts.join(""))) === JSON.stringify(geomap.filteredGeoJSON());
          return [calls, same];
        }"""
    )
    assert calls == [1, True]


@pytest.mark.parametrize("button", ["#gm-geojson", "#gm-csv"])
def test_what_the_browser_cannot_save_is_said(open_map: Open, button: str) -> None:
    opened = open_map(map_html(*assemble([[report(KYIV)]]).parts))
    opened.js("(() => { window.Blob = function () { throw new RangeError('No room'); }; })()")
    opened.page.locator(button).click()
    assert "could not be made" in opened.page.locator("#gm-status").inner_text()

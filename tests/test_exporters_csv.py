"""The rows that every exporter writes, and the CSV of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from export_cases import BAGHDAD, EUROPE, HOSTILE, hostile, rows, write
from map_cases import DONETSK, POKROVSK, UKRAINE, Cases, article, assemble, report, varied

from geomap.export.table_csv import CELL_UNITS, harmless
from geomap.export.tables import event_table, report_table
from geomap.model import Sighting


@pytest.fixture(scope="module")
def cases() -> Cases:
    return varied()


# --- rows ----------------------------------------------------------------------------------------


def test_an_edtf_date_stands_beside_the_days_it_allows() -> None:
    told = {
        "2025-08-20": ("2025-08-20", "2025-08-20"),
        "2025-02": ("2025-02-01", "2025-02-28"),
        "2025": ("2025-01-01", "2025-12-31"),
        "2025-08-01/2025-08-03": ("2025-08-01", "2025-08-03"),
        "2025-08-01/..": ("2025-08-01", None),
        "../2025-08-21": (None, "2025-08-21"),
        "the other day": (None, None),
    }
    made = assemble([[report(POKROVSK, event_date=edtf)] for edtf in told])
    found = {
        row["event_date"]: (row["first_day"], row["last_day"])
        for row in event_table(made.events).rows
    }
    as_days = {
        edtf: tuple(day and date.fromisoformat(day) for day in days) for edtf, days in told.items()
    }
    assert found == as_days


def test_a_date_known_by_publication_only_ends_with_the_newest_report() -> None:
    def told(day: int | None, **more: Any) -> Sighting:
        published = day and date(2025, 2, day)
        more = {"event_date": "2025-02", "date_basis": "bounded_by_publication", **more}
        return report(POKROVSK, source=article(f"{day}.txt", day=published or None), **more)

    groups = [
        [told(3), told(None), told(5)],
        [told(None)],
        [told(5, date_basis="stated")],
        [told(5, event_date="2025-03")],  # an edition dated before the month it tells of
        [told(5, event_date="../2025-02-05")],
    ]
    made = assemble(groups)
    last = {row["id"]: row["last_day"] for row in event_table(made.events).rows}
    assert [last[event.id] for event in made.events] == [
        date(2025, 2, 5), date(2025, 2, 28), date(2025, 2, 28), date(2025, 3, 1), date(2025, 2, 5),
    ]  # fmt: skip
    assert [row["last_day"] for row in report_table(made.events[:1]).rows] == [
        date(2025, 2, 3), date(2025, 2, 28), date(2025, 2, 5),
    ]  # fmt: skip


def test_an_event_has_its_own_precision_codes_whatever_its_site_became() -> None:
    took_place = report(POKROVSK, event_date="2025-08-01")
    near = report(POKROVSK, event_date="2025-08-02", role="near")
    planned = report(POKROVSK, event_date="2025-08-25", status="planned")
    made = assemble([[took_place], [near], [planned], [report(DONETSK)], [report(UKRAINE)]])
    codes = {
        (row["name"], row["event_date"]): (row["where_prec"], row["geo_precision"])
        for row in event_table(made.events, made.sites).rows
    }
    assert codes["Pokrovsk", "2025-08-01"] == (1, 1)
    assert codes["Pokrovsk", "2025-08-02"] == (2, 2)
    assert codes["Pokrovsk", "2025-08-25"] == (None, None)
    assert codes["Donetsk Oblast", "2025-08-20"] == (4, 3)
    assert codes["Ukraine", "2025-08-20"] == (6, None)


def test_a_report_that_is_given_twice_stands_once(cases: Cases) -> None:
    event = cases.events[0]
    twice = event.model_copy(update={"reports": (*event.reports, event.reports[0])})
    assert len(report_table([twice]).rows) == len(event.reports)
    assert event_table([twice]).rows[0]["reports_count"] == len(event.reports)


# --- CSV -----------------------------------------------------------------------------------------


def test_a_csv_has_a_row_for_each_event_with_both_precision_codes(
    tmp_path: Path, cases: Cases
) -> None:
    path = write(cases, tmp_path / "a.csv")
    found = rows(path)
    assert [row["id"] for row in found] == sorted(event.id for event in cases.events)
    assert {"geo_precision", "where_prec", "event_date", "first_day", "last_day"} <= {*found[0]}
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == len(found) + 1


def test_a_byte_order_mark_stands_first_only_when_asked(tmp_path: Path, cases: Cases) -> None:
    plain = write(cases, tmp_path / "a.csv").read_bytes()
    marked = write(cases, tmp_path / "b.csv", bom=True).read_bytes()
    assert marked == b"\xef\xbb\xbf" + plain


def test_coordinates_are_blank_for_what_is_no_point(tmp_path: Path) -> None:
    areas = [DONETSK, UKRAINE, BAGHDAD, EUROPE]
    made = assemble([[report(where)] for where in (POKROVSK, *areas)])
    found = {row["name"]: row for row in rows(write(made, tmp_path / "a.csv"))}
    assert (found["Pokrovsk"]["longitude"], found["Pokrovsk"]["latitude"]) == ("37.1753", "48.282")
    for area in areas:
        assert (found[area.name]["longitude"], found[area.name]["latitude"]) == ("", "")
    assert not [name for name in found["Pokrovsk"] if "label" in name]


def test_no_cell_is_a_formula_nor_longer_than_a_spreadsheet_holds(tmp_path: Path) -> None:
    for row in rows(write(hostile(), tmp_path / "a.csv")):
        for name, cell in row.items():
            shows = cell.lstrip(" \t\r\n\u200b\ufeff\u202e\u202c\x00")
            number = name in ("longitude", "latitude")
            assert number or not shows.startswith(("=", "+", "-", "@", "|", "＝")), (
                name,
                cell[:40],
            )
            assert len(cell.encode("utf-16-le")) <= 2 * CELL_UNITS


def test_what_is_no_formula_comes_through_as_it_was(tmp_path: Path) -> None:
    evidence = {row["evidence"] for row in rows(write(hostile(), tmp_path / "a.csv"))}
    for text in HOSTILE:
        if text and len(text) < 1000 and harmless(text) == text:
            assert text.replace("\0", "\ufffd").replace("\ud800", "\ufffd") in evidence


def test_a_cut_never_halves_a_letter() -> None:
    cut = harmless("a" + "😀" * 40_000)
    assert cut.endswith("😀 […]")
    assert len(cut.encode("utf-16-le")) <= 2 * CELL_UNITS


def test_pandas_reads_the_csv_with_lines_and_quotes_in_it(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    made = hostile()
    frame = pandas.read_csv(write(made, tmp_path / "a.csv"), keep_default_na=False)
    assert len(frame) == len(made.events)
    assert 'quotes " and \'\' and "" and , and ; here' in set(frame["evidence"])

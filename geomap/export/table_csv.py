"""A CSV of the events (RFC 4180, UTF-8), for spreadsheets and for conflict-data tools.

`event_date` is EDTF, `first_day` and `last_day` are the days it allows. `geo_precision` is
ACLED's code and `where_prec` UCDP's. Longitude and latitude are blank for an area: no point
stands for a country or a region of it. The same events give the same bytes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from geomap.export.geojson import place_geometry
from geomap.export.tables import Table, event_table
from geomap.export.whole_file import check_target, whole_file
from geomap.model import Event, Sighting, Site

# Excel spills what is longer into further cells, where it could begin a formula.
CELL_UNITS = 32_767  # UTF-16 code units
_CUT = " […]"

# What a spreadsheet takes for a formula, also after what it skips or doesn't show: the page's script
# (web/downloads.js) has the same pattern.
FORMULA = (
    r"[\u0000-\u0020\u0085\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff]*"
    r"[=+\-@|\uff1d\uff0b\uff0d\uff20]|[\t\r\n]"
)
_FORMULA = re.compile(FORMULA)


class CsvExporter:
    """Writes a row for each event; `bom` puts a byte order mark first, by which Excel knows UTF-8."""

    def __init__(self, *, bom: bool = False) -> None:
        self._encoding = "utf-8-sig" if bom else "utf-8"

    def check(self, target: str) -> None:
        """Raise UsageError when no file can be made at `target`."""
        check_target(target)

    def write(
        self,
        sightings: Sequence[Sighting],  # noqa: ARG002
        events: Sequence[Event],
        sites: Sequence[Site],
        target: str,
    ) -> None:
        """Write `events` to `target`, whole or not at all."""
        table = event_table(events, sites)
        with (
            whole_file(target) as path,
            path.open("w", encoding=self._encoding, newline="") as stream,
        ):
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow(csv_header(table))
            writer.writerows(csv_rows(table))


def csv_header(table: Table) -> list[str]:
    """Return the names of the columns, the coordinates after the place's name."""
    names = [column.name for column in table.columns]
    at = names.index("name") + 1
    return [*names[:at], "longitude", "latitude", *names[at:]]


def csv_rows(table: Table) -> list[list[str]]:
    """Return the cells of each row, in the order of `csv_header`."""
    header = csv_header(table)
    made = []
    for row, place in zip(table.rows, table.places, strict=True):
        geometry = place_geometry(place) if place.kind not in ("country", "admin1") else None
        lon, lat = geometry["coordinates"] if geometry else (None, None)
        cells = {**row, "longitude": lon, "latitude": lat}
        made.append([_cell(cells[name]) for name in header])
    return made


def harmless(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula, nor breaks it over cells."""
    if _FORMULA.match(text):
        text = f"'{text}"
    if len(text) <= CELL_UNITS // 2:  # whatever its characters, it fits
        return text
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * CELL_UNITS:
        return text
    return units[: 2 * (CELL_UNITS - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return harmless("; ".join(value))
    return harmless(value) if isinstance(value, str) else f"{value:.10g}"

"""GeoParquet 1.1 of the events, each with its reports: for DuckDB, pandas, GDAL and QGIS.

Geometries are WKB, longitude first, outer rings counter-clockwise; `bbox` is the covering column
by which a reader skips what lies elsewhere. The same events, written by the same pyarrow, give
the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geomap.export.arrow import CRS, arrow_columns, as_metadata, column_type, shapes, wkb
from geomap.export.tables import (
    ATTRIBUTION,
    MADE_BY,
    REPORT_COLUMNS,
    event_table,
    report_row,
    reports_once,
)
from geomap.export.whole_file import check_target, whole_file
from geomap.model import Event, Sighting, Site

if TYPE_CHECKING:
    import pyarrow

_CORNERS = ("xmin", "ymin", "xmax", "ymax")
_ROWS_A_GROUP = 50_000


class GeoParquetExporter:
    """Writes a row for each event, its reports nested in it."""

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
        from pyarrow import parquet

        made = _table(events, sites)
        with whole_file(target) as path:
            parquet.write_table(made, path, compression="zstd", row_group_size=_ROWS_A_GROUP)


def _table(events: Sequence[Event], sites: Sequence[Site]) -> pyarrow.Table:
    import pyarrow as pa

    events = sorted(events, key=lambda event: event.id)
    table = event_table(events, sites)
    geometries = shapes(table.places)
    columns = arrow_columns(table)
    reports = pa.struct(
        [
            pa.field(column.name, column_type(column))
            for column in REPORT_COLUMNS
            if column.name != "event_id"
        ]
    )
    columns["reports"] = pa.array(
        [[report_row(report) for report in reports_once(event)] for event in events],
        pa.list_(reports),
    )
    columns["bbox"] = pa.array(
        [
            None if one is None else dict(zip(_CORNERS, one.bounds, strict=True))
            for one in geometries
        ],
        pa.struct([pa.field(corner, pa.float64()) for corner in _CORNERS]),
    )
    columns["geometry"] = pa.array(wkb(geometries), pa.binary())
    about = {
        "schema": "geomap/events-table/1",
        "note": MADE_BY,
        "attribution": ATTRIBUTION,
    }
    metadata = {"geo": json.dumps(_geo(geometries)), "geomap": json.dumps(about)}
    return pa.table(columns).replace_schema_metadata(as_metadata(metadata))


def _geo(geometries: Sequence[Any]) -> dict[str, Any]:
    """Return the file's metadata under the key `geo`: geoparquet.org/releases/v1.1.0."""
    from pyproj import CRS as Crs

    there = [one for one in geometries if one is not None]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({one.geom_type for one in there}),
        "crs": Crs(CRS).to_json_dict(),
        "edges": "planar",
        "orientation": "counterclockwise",
        "covering": {"bbox": {corner: ["bbox", corner] for corner in _CORNERS}},
    }
    if there:
        bounds = list(zip(*(one.bounds for one in there), strict=True))
        column["bbox"] = [min(bounds[0]), min(bounds[1]), max(bounds[2]), max(bounds[3])]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}

"""A GeoPackage for QGIS: events as points and as areas, their reports, and a style with time.

`points` holds the events whose place is a point, `areas` those somewhere in a unit (its boundary,
or no geometry where that isn't known), `reports` every report by its event's id. QGIS finds the
style in `layer_styles`. The same events, written by the same GDAL and SQLite, give the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from geomap.errors import UsageError
from geomap.export.arrow import CRS, arrow_columns, shapes, where, wkb
from geomap.export.qgis_style import style_qml
from geomap.export.tables import ATTRIBUTION, MADE_BY, Table, event_table, report_table
from geomap.export.whole_file import check_target, whole_file
from geomap.model import Event, Sighting, Site

# The file tells when it was last changed; the day it was made would make every file another.
_NO_TIME = "1970-01-01T00:00:00.000Z"
_VERSION = "1.3"  # what the GDAL of QGIS 3.22 knows

# As QGIS makes it: https://docs.qgis.org/latest/en/docs/user_manual (Save layer style, database).
_STYLES = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
    owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
)"""
_STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
    styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, 'geomap', ?)"""
_LISTED = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)"""


class GeoPackageExporter:
    """Writes the layers points, areas and reports, and their style."""

    def check(self, target: str) -> None:
        """Raise UsageError when no file can be made at `target`, or a program has it open."""
        check_target(target)
        _check_closed(target)

    def write(
        self,
        sightings: Sequence[Sighting],  # noqa: ARG002
        events: Sequence[Event],
        sites: Sequence[Site],
        target: str,
    ) -> None:
        """Write `events` to `target`, whole or not at all."""
        table = event_table(events, sites)
        geometries = shapes(table.places)
        point = [one is not None and one.geom_type == "Point" for one in geometries]
        areas = [not one for one in point]
        with whole_file(target) as path:
            with _without_time():
                for name, kind, kept in (
                    ("points", "Point", point),
                    ("areas", "MultiPolygon", areas),
                ):
                    here = [one for one, keep in zip(geometries, kept, strict=True) if keep]
                    _write_layer(path, name, where(table, kept), kind, here)
                _write_layer(path, "reports", report_table(events))
            _write_styles(path)
            _check_closed(target)


def _write_layer(
    path: Path,
    name: str,
    table: Table,
    kind: str | None = None,
    geometries: Sequence[Any] = (),
) -> None:
    import pyarrow as pa
    import pyogrio
    from pyogrio.errors import DataSourceError

    columns: dict[str, Any] = arrow_columns(table, joined=True)
    told: dict[str, Any] = {}
    if kind is not None:
        columns["geom"] = pa.array(wkb(geometries), pa.binary())
        told = {"geometry_name": "geom", "geometry_type": kind, "crs": CRS}
    try:
        pyogrio.write_arrow(
            pa.table(columns),
            path,
            layer=name,
            driver="GPKG",
            dataset_options={} if path.exists() else {"VERSION": _VERSION},
            layer_options={
                **({"GEOMETRY_NAME": "geom"} if kind else {}),
                "DESCRIPTION": f"{MADE_BY} {ATTRIBUTION}",
            },
            **told,
        )
    except DataSourceError as error:
        raise OSError(str(error)) from error


def _write_styles(path: Path) -> None:
    styles = (("points", "marker"), ("areas", "fill"))
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(_STYLES)
        database.execute(_LISTED, (_NO_TIME,))
        for layer, kind in styles:
            about = "By class and status; time from first_day to last_day."
            row = (layer, "geomap", style_qml(kind), about, _NO_TIME)
            database.execute(_STYLE, row)


def _check_closed(target: str) -> None:
    """Raise UsageError when SQLite's log lies beside the file: another program writes to it.

    A log that outlives its file would be played into the new one.
    """
    for suffix in ("-wal", "-journal"):
        log = Path(target + suffix)
        if log.exists():
            raise UsageError(
                f"{target} is open in another program: {log.name} lies beside it. "
                "Close it there (in QGIS: remove its layers), or name another file with --to."
            )


@contextmanager
def _without_time() -> Iterator[None]:
    """Let GDAL write one and the same time of last change."""
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_TIME})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})

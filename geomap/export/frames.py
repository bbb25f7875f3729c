"""Sites and events as GeoDataFrames (WGS84), for pandas, QGIS, PostGIS and notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geomap.export.geojson import events_geojson, sites_geojson
from geomap.model import Event, Site

if TYPE_CHECKING:
    import geopandas

CRS = "EPSG:4326"

_PLACE = ("id", "kind", "country", "admin1", "radius_m", "status_note")
SITE_COLUMNS = (
    "id",
    "name",
    "place_id",
    "kind",
    "country",
    "admin1",
    "radius_m",
    "status_note",
    "site",
    "status",
    "statuses",
    "first_date",
    "last_date",
    "where_prec",
    "geo_precision",
    "precision",
    "background",
    "events_count",
    "reports_count",
    "label_lon",
    "label_lat",
    "events",
)
EVENT_COLUMNS = (
    "id",
    "name",
    "place_id",
    "kind",
    "country",
    "admin1",
    "radius_m",
    "status_note",
    "site",
    "event_type",
    "role",
    "status",
    "event_date",
    "date_basis",
    "background",
    "one_side_only",
    "said_by",
    "denied_by",
    "sources_independent",
    "sources_copies",
    "sources",
    "history",
    "precision",
    "label_lon",
    "label_lat",
    "reports",
)


def sites_frame(sites: Iterable[Site]) -> geopandas.GeoDataFrame:
    """Return one row for each site, in the order of `sites.geojson`; the CRS is EPSG:4326."""
    return _frame(sites_geojson(sites), SITE_COLUMNS)


def events_frame(events: Iterable[Event]) -> geopandas.GeoDataFrame:
    """Return one row for each event, in the order of `events.geojson`; the CRS is EPSG:4326."""
    return _frame(events_geojson(events), EVENT_COLUMNS)


def _frame(collection: dict[str, Any], columns: tuple[str, ...]) -> geopandas.GeoDataFrame:
    import geopandas
    from shapely.geometry import shape

    rows = [_row(feature) for feature in collection["features"]]
    found = [feature["geometry"] for feature in collection["features"]]
    shapes = [None if geometry is None else shape(geometry) for geometry in found]
    data = {column: [row[column] for row in rows] for column in columns}
    return geopandas.GeoDataFrame(data, geometry=shapes, crs=CRS)


def _row(feature: dict[str, Any]) -> dict[str, Any]:
    properties = dict(feature["properties"])
    place = properties.pop("place")
    row: dict[str, Any] = {"id": feature["id"], **properties}
    row.update({"place_id" if key == "id" else key: place[key] for key in _PLACE})
    return row

"""Tables and geometries as Arrow columns, of the same types whatever the rows hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geomap.export.geojson import place_geometry
from geomap.export.tables import Column, Row, Table
from geomap.model import Place

if TYPE_CHECKING:
    import pyarrow

CRS = "EPSG:4326"


def column_type(column: Column) -> pyarrow.DataType:
    """Return the Arrow type of a column's cells."""
    import pyarrow as pa

    return {
        "text": pa.string(),
        "json": pa.string(),
        "texts": pa.list_(pa.string()),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
    }[column.kind]


def arrow_columns(table: Table, *, joined: bool = False) -> dict[str, pyarrow.Array]:
    """Return the columns of `table`; with `joined`, a list of texts is one text."""
    import pyarrow as pa

    made = {}
    for column in table.columns:
        cells = [row[column.name] for row in table.rows]
        if joined and column.kind == "texts":
            made[column.name] = pa.array(["; ".join(cell) for cell in cells], pa.string())
        else:
            made[column.name] = pa.array(cells, column_type(column))
    return made


def shapes(places: Sequence[Place]) -> list[Any]:
    """Return a shapely Point or MultiPolygon for each place, None for what has no geometry."""
    from shapely.geometry import MultiPolygon, shape

    known: dict[Place, Any] = {}
    for place in places:
        if place not in known:
            geometry = place_geometry(place)
            made = None if geometry is None else shape(geometry)
            if made is not None and made.geom_type == "Polygon":
                made = MultiPolygon([made])  # so that a layer holds geometries of one type
            known[place] = made
    return [known[place] for place in places]


def where(table: Table, kept: Sequence[bool]) -> Table:
    """Return the rows of `table` for which `kept` holds true."""
    rows: list[Row] = [row for row, keep in zip(table.rows, kept, strict=True) if keep]
    places = [place for place, keep in zip(table.places, kept, strict=True) if keep]
    return Table(table.columns, rows, places)


def wkb(geometries: Sequence[Any], *, srid: int | None = None) -> list[bytes | None]:
    """Return ISO WKB, or with `srid` PostGIS's EWKB, each geometry made into bytes once."""
    import shapely

    known: dict[int, bytes | None] = {id(None): None}
    made = []
    for geometry in geometries:
        if id(geometry) not in known:
            flavor = "extended" if srid else "iso"
            one = shapely.set_srid(geometry, srid) if srid else geometry
            known[id(geometry)] = shapely.to_wkb(
                one, byte_order=1, include_srid=bool(srid), flavor=flavor
            )
        made.append(known[id(geometry)])
    return made


def as_metadata(values: Mapping[str, str]) -> dict[bytes, bytes]:
    """Return what an Arrow schema keeps as its metadata."""
    return {key.encode(): value.encode() for key, value in values.items()}

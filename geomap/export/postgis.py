"""PostGIS: the tables events, sites and reports in a schema of their own, replaced whole.

An event's or site's place is in `point` or in `area`, each with a GiST index; no point stands for
an area. A table that geomap made before is emptied and filled, so that views on it and rights to
it last; one that somebody else made is left alone. All of it is one transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.errors import UsageError
from geomap.export.arrow import shapes, wkb
from geomap.export.postgis_server import Address, parse_address, transaction
from geomap.export.tables import (
    ATTRIBUTION,
    MADE_BY,
    Table,
    event_table,
    report_table,
    site_table,
)
from geomap.model import Event, Sighting, Site

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[Any]

_SRID = 4326
_TYPES = {
    "text": "text",
    "texts": "text[] NOT NULL",
    "json": "jsonb",
    "int": "bigint",
    "float": "double precision",
    "bool": "boolean",
    "date": "date",
}
# In the order in which they need one another.
_TABLES = ("sites", "events", "reports")
_KEYS = {
    "sites": "PRIMARY KEY (id)",
    "events": "PRIMARY KEY (id), FOREIGN KEY (site_id) REFERENCES {schema}.sites (id)",
    "reports": "FOREIGN KEY (event_id) REFERENCES {schema}.events (id)",
}
_INDEXED = {
    "sites": ("first_day",),
    "events": ("first_day", "site_id"),
    "reports": ("event_id",),
}


class PostgisExporter:
    """Writes the tables events, sites and reports."""

    def check(self, target: str) -> None:
        """Raise UsageError when `target` can't be reached, or its tables not be written."""
        address = _address(target)
        with transaction(address) as connection:
            _Place.look(connection, address)

    def write(
        self,
        sightings: Sequence[Sighting],  # noqa: ARG002
        events: Sequence[Event],
        sites: Sequence[Site],
        target: str,
    ) -> None:
        """Replace the tables at `target` by these events and sites, whole or not at all."""
        address = _address(target)
        tables = {
            "sites": site_table(sites),
            "events": event_table(events, sites),
            "reports": report_table(events),
        }
        with transaction(address) as connection:
            # Two runs at once wait for each other.
            lock = f"geomap {address.schema}"
            connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [lock])
            place = _Place.look(connection, address)
            _make_room(connection, place, tables)
            for name in _TABLES:
                _fill(connection, place, name, tables[name])


class _Place(NamedTuple):
    """The schema that is written to, and what stands in it."""

    schema: str
    postgis: str  # the schema that PostGIS is installed in
    exists: bool
    notes: dict[str, str]  # geomap's tables there, by name: the note on each

    @classmethod
    def look(cls, connection: Connection, address: Address) -> _Place:
        """Return what is there.

        Raises UsageError: PostGIS is missing, or a table there isn't ours to replace.
        """
        database, user, exists, allowed, postgis = _one(connection, _LOOK, address.schema)
        if postgis is None:
            raise UsageError(
                f"{address.shown}: the database {database!r} has no PostGIS. Let a superuser run "
                "CREATE EXTENSION postgis; in it."
            )
        if not allowed:
            what = f"make tables in its schema {address.schema!r}" if exists else "make a schema"
            raise UsageError(
                f"{address.shown}: {user!r} may not {what}. Have CREATE granted, or write to a "
                "schema of your own: ?schema=NAME."
            )
        notes = {}
        rows = connection.execute(_LOOK_AT_TABLES, [address.schema, list(_TABLES)]).fetchall()
        for name, owner, mine, note in rows:
            if not mine:
                raise UsageError(
                    f"{address.shown}: {address.schema}.{name} belongs to {owner!r}, and {user!r} "
                    f"may not replace it. Connect as {owner!r}, or write to another schema: "
                    "?schema=NAME."
                )
            if not note.startswith(MADE_BY):
                raise UsageError(
                    f"{address.shown}: {address.schema}.{name} wasn't made by geomap and is left "
                    "alone. Write to another schema: ?schema=NAME."
                )
            notes[name] = note
        return cls(address.schema, postgis, exists, notes)


_LOOK = """
SELECT current_database(), current_user, n.oid IS NOT NULL,
    coalesce(has_schema_privilege(n.oid, 'CREATE, USAGE'),
        has_database_privilege(current_database(), 'CREATE')),
    (SELECT p.nspname FROM pg_extension e JOIN pg_namespace p ON p.oid = e.extnamespace
     WHERE e.extname = 'postgis')
FROM (SELECT) one LEFT JOIN pg_namespace n ON n.nspname = %s"""
_LOOK_AT_TABLES = """
SELECT c.relname, pg_get_userbyid(c.relowner), pg_has_role(c.relowner, 'USAGE'),
    coalesce(obj_description(c.oid, 'pg_class'), '')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relname = ANY(%s) ORDER BY c.relname"""


def _address(target: str) -> Address:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise UsageError(
            f"Writing to {target.partition('://')[0]}:// needs psycopg. "
            "Run: pip install 'conflict-geomap[postgis]'."
        ) from None
    return parse_address(target)


def _one(connection: Connection, query: Any, *values: Any) -> tuple[Any, ...]:
    row = connection.execute(query, values).fetchone()
    assert row is not None
    return tuple(row)


def _make_room(connection: Connection, place: _Place, tables: dict[str, Table]) -> None:
    """Have the three tables there, empty; those of another layout are made anew."""
    from psycopg import sql

    schema = sql.Identifier(place.schema)
    if not place.exists:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
    notes = {name: _note(place, name, tables[name]) for name in _TABLES}
    if place.notes == notes:
        for name in reversed(_TABLES):
            # Not TRUNCATE, during which nobody could read.
            connection.execute(sql.SQL("DELETE FROM {}.{}").format(schema, sql.Identifier(name)))
        return
    for name in reversed(_TABLES):
        if name in place.notes:
            connection.execute(sql.SQL("DROP TABLE {}.{}").format(schema, sql.Identifier(name)))
    for name in _TABLES:
        table = sql.SQL("{}.{}").format(schema, sql.Identifier(name))
        connection.execute(_definition(place, name, tables[name]))
        note = sql.Literal(notes[name])
        connection.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(table, note))
        for column in _INDEXED[name]:
            connection.execute(
                sql.SQL("CREATE INDEX ON {} ({})").format(table, sql.Identifier(column))
            )
        if name != "reports":
            for column in ("point", "area"):
                connection.execute(
                    sql.SQL("CREATE INDEX ON {} USING gist ({})").format(
                        table, sql.Identifier(column)
                    )
                )


def _definition(place: _Place, name: str, table: Table) -> Any:
    from psycopg import sql

    columns = [
        sql.SQL("{} {}").format(sql.Identifier(column.name), sql.SQL(_TYPES[column.kind]))
        for column in table.columns
    ]
    if name != "reports":
        columns += [
            sql.SQL("{} {}.geometry({}, {})").format(
                sql.Identifier(column), sql.Identifier(place.postgis), sql.SQL(kind), _SRID
            )
            for column, kind in (("point", "Point"), ("area", "MultiPolygon"))
        ]
    schema = sql.Identifier(place.schema)
    columns.append(sql.SQL(_KEYS[name]).format(schema=schema))
    return sql.SQL("CREATE TABLE {}.{} ({})").format(
        schema, sql.Identifier(name), sql.SQL(", ").join(columns)
    )


def _note(place: _Place, name: str, table: Table) -> str:
    """Return the note on a table, by which geomap knows its own and their layout again."""
    layout = f"{table.columns} {_TYPES} {_KEYS[name]} {_INDEXED[name]} {place.postgis}"
    digest = hashlib.sha256(layout.encode()).hexdigest()[:12]
    return f"{MADE_BY} {ATTRIBUTION} geomap/{name}-table/1, layout {digest}."


def _fill(connection: Connection, place: _Place, name: str, table: Table) -> None:
    from psycopg import sql

    names = [column.name for column in table.columns]
    if name != "reports":
        names += ["point", "area"]
    target = sql.SQL("{}.{}").format(sql.Identifier(place.schema), sql.Identifier(name))
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    copy = sql.SQL("COPY {} ({}) FROM STDIN").format(target, listed)
    with connection.cursor() as cursor, cursor.copy(copy) as stream:
        for row in _rows(name, table):
            stream.write_row(row)
    connection.execute(sql.SQL("ANALYZE {}").format(target))


def _rows(name: str, table: Table) -> Iterator[list[Any]]:
    cells = ([row[column.name] for column in table.columns] for row in table.rows)
    if name == "reports":
        yield from cells
        return
    geometries = shapes(table.places)
    written = wkb(geometries, srid=_SRID)
    for row, geometry, binary in zip(cells, geometries, written, strict=True):
        text = None if binary is None else binary.hex()
        is_point = geometry is not None and geometry.geom_type == "Point"
        yield [*row, text if is_point else None, None if is_point else text]

"""`--to postgresql://…` on a real PostgreSQL with PostGIS, which these tests start and stop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import postgres_cluster
import pytest
from export_cases import BAGHDAD, EDGES, HOSTILE, hostile
from map_cases import DONETSK, POKROVSK, Cases, assemble, report, varied
from postgres_cluster import PASSWORD

from geomap import seams
from geomap.errors import UsageError

psycopg = pytest.importorskip("psycopg", reason="needs psycopg (the extra postgis)")
from psycopg import sql  # noqa: E402

MISSING = postgres_cluster.missing()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(MISSING is not None, reason=MISSING or ""),
]
GEOMETRIES = {
    (table, column, kind, 4326)
    for table in ("events", "sites")
    for column, kind in (("point", "POINT"), ("area", "MULTIPOLYGON"))
}


@pytest.fixture(scope="module")
def socket() -> Iterator[Path]:
    with postgres_cluster.cluster() as folder:
        with connect(folder, "template1") as connection:
            connection.execute("CREATE EXTENSION postgis")
            connection.execute(f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'")
            connection.execute(f"CREATE ROLE writer LOGIN PASSWORD '{PASSWORD}'")
        yield folder


@pytest.fixture
def database(socket: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    name = f"db{abs(hash(request.node.name))}"
    with connect(socket, "postgres") as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield Server(socket, name)
    with connect(socket, "postgres") as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def connect(socket: Path, database: str, user: str = "postgres") -> Any:
    return psycopg.connect(
        host=str(socket), dbname=database, user=user, password=PASSWORD, autocommit=True
    )


class Server:
    """A database of one test."""

    def __init__(self, socket: Path, name: str) -> None:
        self.socket, self.name = socket, name

    def url(self, *more: str, user: str = "postgres", password: str = PASSWORD) -> str:
        told = "&".join((f"host={quote(str(self.socket), safe='')}", *more))
        return f"postgresql://{user}:{quote(password, safe='')}@/{self.name}?{told}"

    def ask(self, query: Any, user: str = "postgres") -> list[tuple[Any, ...]]:
        with connect(self.socket, self.name, user) as connection:
            cursor = connection.execute(query)
            return cursor.fetchall() if cursor.description else []

    def refusal(self, made: Cases, *more: str, **told: str) -> str:
        """Return the words with which writing ends; they never hold the password."""
        with pytest.raises(UsageError) as refused:
            write(made, self.url(*more, **told))
        words = str(refused.value)
        assert PASSWORD not in words
        assert quote(PASSWORD, safe="") not in words
        return words


def write(made: Cases, url: str) -> None:
    exporter = seams.exporter(url)
    exporter.check(url)
    exporter.write(*made.parts, url)


@pytest.fixture(scope="module")
def cases() -> Cases:
    return varied()


def test_the_tables_have_geometry_types_keys_and_gist_indexes(
    database: Server, cases: Cases
) -> None:
    write(cases, database.url())
    found = database.ask(
        "SELECT f_table_name::text, f_geometry_column::text, type::text, srid FROM geometry_columns "
        "WHERE f_table_schema = 'geomap'"
    )
    assert set(found) == GEOMETRIES
    indexes = [row[0] for row in database.ask(
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'geomap'"
    )]  # fmt: skip
    assert sum("USING gist" in index for index in indexes) == 4
    assert database.ask("SELECT count(*), count(point), count(area) FROM geomap.events") == [
        (30, 24, 6)
    ]
    assert database.ask("SELECT count(*) FROM geomap.sites") == [(len(cases.sites),)]
    assert database.ask(
        "SELECT count(*) FROM geomap.reports JOIN geomap.events e ON e.id = event_id "
        "JOIN geomap.sites s ON s.id = e.site_id"
    ) == [(sum(len(event.reports) for event in cases.events),)]


@pytest.mark.filterwarnings("ignore:pandas only supports SQLAlchemy")
def test_geopandas_reads_both_geometries_back(database: Server, cases: Cases) -> None:
    geopandas = pytest.importorskip("geopandas")
    write(cases, database.url())
    with connect(database.socket, database.name) as connection:
        points, areas = (
            geopandas.read_postgis(
                f"SELECT *, {column} AS geom FROM geomap.events WHERE {column} IS NOT NULL",
                connection,
            )
            for column in ("point", "area")
        )
    assert points.crs.to_epsg() == areas.crs.to_epsg() == 4326
    assert {*points["id"], *areas["id"]} == {event.id for event in cases.events}
    (at,) = {(one.x, one.y) for one in points[points["name"] == "Pokrovsk"].geometry}
    assert at == (37.1753, 48.282)
    assert all(areas.geometry.is_valid)
    assert database.ask("SELECT bool_and(ST_IsPolygonCCW(area)) FROM geomap.events") == [(True,)]


def test_areas_on_the_edges_of_the_world_are_valid_and_found_by_their_points(
    database: Server,
) -> None:
    write(assemble([[report(where)] for where in (*EDGES, BAGHDAD)]), database.url())
    assert database.ask(
        "SELECT bool_and(ST_IsValid(area) AND ST_XMin(area) >= -180 AND ST_XMax(area) <= 180) "
        "FROM geomap.events WHERE area IS NOT NULL"
    ) == [(True,)]
    for lon, lat, name in ((-172.5, 66.5, "Russia"), (178.4, -18.1, "Fiji"), (-150, 65, "Alaska")):
        assert (name,) in database.ask(
            f"SELECT name FROM geomap.events "
            f"WHERE ST_Contains(area, ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326))"
        )
    nowhere = "SELECT name FROM geomap.events WHERE point IS NULL AND area IS NULL"
    assert database.ask(nowhere) == [("Baghdad Governorate",)]


def test_a_second_writing_replaces_the_first_and_keeps_views_and_rights(
    database: Server, cases: Cases
) -> None:
    write(cases, database.url())
    database.ask("CREATE VIEW public.mine AS SELECT name FROM geomap.events")
    database.ask("GRANT USAGE ON SCHEMA geomap TO reader")
    database.ask("GRANT SELECT ON geomap.events TO reader")
    write(assemble([[report(POKROVSK)]]), database.url())
    assert database.ask("SELECT * FROM public.mine") == [("Pokrovsk",)]
    assert database.ask("SELECT name FROM geomap.events", user="reader") == [("Pokrovsk",)]
    assert database.ask("SELECT count(*) FROM geomap.reports") == [(1,)]
    write(cases, database.url())
    assert database.ask("SELECT count(*) FROM geomap.events") == [(30,)]


def test_what_fails_in_the_midst_leaves_all_three_tables_as_they_were(
    database: Server, cases: Cases
) -> None:
    write(assemble([[report(POKROVSK)]]), database.url())
    database.ask(
        "ALTER TABLE geomap.reports ADD CONSTRAINT short CHECK (length(sentence) < 3) NOT VALID"
    )
    words = database.refusal(cases)
    assert "Nothing in it was changed" in words
    assert database.ask("SELECT name FROM geomap.events") == [("Pokrovsk",)]
    assert database.ask("SELECT count(*) FROM geomap.reports") == [(1,)]
    assert database.ask("SELECT count(*) FROM geomap.sites") == [(1,)]


def test_tables_of_another_layout_are_made_anew_unless_something_depends_on_them(
    database: Server, cases: Cases
) -> None:
    write(cases, database.url())
    database.ask(
        "COMMENT ON TABLE geomap.events IS "
        "'Made by machine: claims in cited text, not verified facts. layout old'"
    )
    database.ask("CREATE VIEW public.mine AS SELECT name FROM geomap.events")
    assert "Drop what depends on them" in database.refusal(cases)
    assert database.ask("SELECT count(*) FROM public.mine") == [(30,)]
    database.ask("DROP VIEW public.mine")
    write(assemble([[report(DONETSK)]]), database.url())
    assert database.ask("SELECT name FROM geomap.events") == [("Donetsk Oblast",)]


@pytest.mark.parametrize("schema", ['a"; DROP SCHEMA public CASCADE; --', "Ünï 'code'", "select"])
def test_a_schemas_name_is_a_name_whatever_is_in_it(
    database: Server, cases: Cases, schema: str
) -> None:
    for _ in range(2):
        write(cases, database.url(f"schema={quote(schema)}"))
    counted = sql.SQL("SELECT count(*) FROM {}.events").format(sql.Identifier(schema))
    assert database.ask(counted) == [(30,)]
    assert database.ask("SELECT 1 FROM pg_namespace WHERE nspname = 'public'") == [(1,)]


@pytest.mark.parametrize("schema", ["", "x" * 64, "pg_mine"])
def test_a_schema_that_cannot_be_is_told(database: Server, schema: str) -> None:
    words = database.refusal(Cases(), f"schema={schema}")
    assert "schema" in words
    assert "?schema=NAME" in words


def test_hostile_texts_come_back_as_they_were_but_for_nulls(database: Server) -> None:
    write(hostile(), database.url())
    said = [text.replace("\0", "\ufffd").replace("\ud800", "\ufffd") for text in HOSTILE]
    for column in ("name", "admin1", "status_note", "url", "said_by[1]"):
        found = [row[0] for row in database.ask(f"SELECT {column} FROM geomap.events")]
        assert sorted(found) == sorted(said), column
    told = [row[0] for row in database.ask("SELECT sentence FROM geomap.reports")]
    assert sorted(told) == sorted(text or " " for text in said)


def test_no_events_empty_the_tables(database: Server, cases: Cases) -> None:
    write(cases, database.url())
    write(Cases(), database.url())
    assert database.ask("SELECT count(*) FROM geomap.events") == [(0,)]


def test_a_database_without_postgis_is_told_with_its_mend(database: Server, cases: Cases) -> None:
    database.ask("DROP EXTENSION postgis")
    words = database.refusal(cases)
    assert f"'{database.name}' has no PostGIS" in words
    assert "CREATE EXTENSION postgis;" in words


def test_postgis_in_a_schema_of_its_own_is_found(database: Server, cases: Cases) -> None:
    database.ask("DROP EXTENSION postgis")
    database.ask('CREATE SCHEMA "Post GIS"')
    database.ask('CREATE EXTENSION postgis SCHEMA "Post GIS"')
    write(cases, database.url())
    assert database.ask("SELECT count(point) FROM geomap.events") == [(24,)]


def test_a_table_that_belongs_to_somebody_else_is_told_with_its_owner(
    database: Server, cases: Cases
) -> None:
    write(cases, database.url())
    database.ask("GRANT ALL ON SCHEMA geomap TO writer")
    words = database.refusal(cases, user="writer")
    assert "geomap.events belongs to 'postgres', and 'writer' may not replace it" in words
    assert "?schema=NAME" in words
    assert database.ask("SELECT count(*) FROM geomap.events") == [(30,)]


def test_a_table_that_geomap_did_not_make_is_left_alone(database: Server, cases: Cases) -> None:
    database.ask("CREATE SCHEMA geomap")
    database.ask("CREATE TABLE geomap.sites AS SELECT 'theirs' AS whose")
    assert "geomap.sites wasn't made by geomap" in database.refusal(cases)
    assert database.ask("SELECT * FROM geomap.sites") == [("theirs",)]


def test_a_user_who_may_make_nothing_is_told_what_to_have_granted(
    database: Server, cases: Cases
) -> None:
    assert "'writer' may not make a schema" in database.refusal(cases, user="writer")
    database.ask("CREATE SCHEMA geomap")
    words = database.refusal(cases, user="writer")
    assert "'writer' may not make tables in its schema 'geomap'" in words


def test_a_wrong_password_and_a_missing_database_are_told_without_the_password(
    database: Server, cases: Cases
) -> None:
    words = database.refusal(cases, password="wr/on:g")
    assert "password authentication failed" in words
    assert "wr/on:g" not in words
    absent = Server(database.socket, "absent")
    assert '"absent" does not exist' in absent.refusal(cases)


def test_a_database_that_cannot_hold_the_letters_is_told(socket: Path) -> None:
    with connect(socket, "postgres") as connection:
        connection.execute("CREATE DATABASE old TEMPLATE template0 ENCODING LATIN1 LOCALE 'C'")
    old = Server(socket, "old")
    old.ask("CREATE EXTENSION postgis")
    words = old.refusal(assemble([[report(POKROVSK, sentence="Обстріл: {}.")]]))
    assert "ENCODING 'UTF8'" in words


def test_tables_in_use_are_waited_for_and_then_told(
    database: Server, cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geomap.export.postgis_server._LOCK_SECONDS", 1)
    write(cases, database.url())
    with connect(database.socket, database.name) as holder, holder.transaction():
        holder.execute("LOCK TABLE geomap.sites")
        assert "Another program has held the tables" in database.refusal(cases)


def test_the_command_writes_to_a_server_and_prints_no_password(
    database: Server, news: Path, stages: Any, geomap_: Any
) -> None:
    for words in (("map", "news"), ("regenerate",), ("render", "outputs/sightings.jsonl")):
        done = geomap_(*words, "--to", database.url())
        assert done.code == 0, done.err
        assert f"postgresql://postgres:***@/{database.name}" in done.out
        assert quote(PASSWORD, safe="") not in done.out + done.err
    assert database.ask("SELECT count(*) FROM geomap.events") == [(2,)]
    done = geomap_("map", "news", "--to", database.url(password="nope"))
    assert done.code == 2

"""A connection to PostgreSQL, and its errors in words that show no password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from geomap.errors import UsageError
from geomap.seams import shown

if TYPE_CHECKING:
    import psycopg

SCHEMA = "geomap"
_CONNECT_SECONDS = "10"
_LOCK_SECONDS = 30
_IDENTIFIER_BYTES = 63  # PostgreSQL cuts what is longer

# SQLSTATE -> what to do about it.
_MENDS = {
    "42501": "Connect as the owner, have the right granted, or write to another schema: ?schema=NAME",
    "55P03": f"Another program has held the tables for {_LOCK_SECONDS} s. End it, or try again",
    "22P05": "The database's encoding can't hold every letter. Make one with ENCODING 'UTF8'",
    "2BP01": "Drop what depends on them, or write to another schema: ?schema=NAME",
    "23505": "The records hold one mention twice, read in two ways: leave one reading out",
    "25006": "The server only lets itself be read. Give the primary server's address",
    "53100": "Make room on the server's disk",
    "42939": "Choose another schema: ?schema=NAME",
}


class Address(NamedTuple):
    """Where to write, apart from how it is shown."""

    conninfo: str
    schema: str
    shown: str  # without the password
    secrets: tuple[str, ...]  # what no message may hold


def parse_address(target: str) -> Address:
    """Return what a URL postgresql://USER@HOST:PORT/DATABASE?schema=NAME says.

    Any other parameter is libpq's own (sslmode, host for a socket's folder, service).
    Raises UsageError: it is no such URL.
    """
    from psycopg import Error
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    safe = shown(target)
    base, _, query = target.partition("?")
    server = base.partition("://")[2].partition("/")[0]
    if server.count("@") > 1:
        raise UsageError(
            f"The address {safe} holds more than one @. Write %40 for one in a user's name or "
            "password, or leave the password out and set PGPASSWORD."
        )
    schema = SCHEMA
    others = []
    for part in filter(None, query.split("&")):
        name, _, value = part.partition("=")
        if name == "schema":
            schema = unquote(value)
        else:
            others.append(part)
    _check_schema(schema, safe)
    url = f"{base}?{'&'.join(others)}" if others else base
    known: dict[str, Any] = {}
    with suppress(Error):
        known = conninfo_to_dict(url)
    # An unescaped / in a password makes a port and a database of its pieces. Neither their words
    # nor libpq's are shown, then.
    ports = str(known.get("port", "")).split(",")
    if not known or not all(p.isdigit() or not p for p in ports) or "@" in known.get("dbname", ""):
        raise UsageError(
            f"The address {safe} can't be understood. Write "
            "postgresql://USER@HOST:PORT/DATABASE, with %-escapes for :, /, ?, # and @ in a "
            "user's name or password, or set PGPASSWORD."
        )
    known.setdefault("connect_timeout", _CONNECT_SECONDS)
    known.setdefault("application_name", "geomap")
    secrets = tuple(str(known[key]) for key in ("password", "sslpassword") if known.get(key))
    return Address(make_conninfo("", **known), schema, safe, secrets)


def _check_schema(schema: str, safe: str) -> None:
    if not schema or "\0" in schema or len(schema.encode("utf-8", "replace")) > _IDENTIFIER_BYTES:
        raise UsageError(
            f"{safe}: the schema {schema!r} is no name of 1 to {_IDENTIFIER_BYTES} bytes. "
            "Write ?schema=NAME, or nothing for 'geomap'."
        )


@contextmanager
def transaction(address: Address) -> Iterator[psycopg.Connection[Any]]:
    """Give a connection in one transaction: what fails inside leaves the database as it was.

    Raises UsageError: the server isn't reached, or refuses.
    """
    import psycopg

    try:
        connection = psycopg.connect(address.conninfo, client_encoding="utf8")
    except (psycopg.Error, UnicodeError) as error:
        raise UsageError(
            f"{address.shown} can't be reached: {_words(error, address)}. Nothing was written "
            "there. Is the server running, and are host, port, database, user and password right?"
        ) from None
    try:
        with connection:
            connection.execute(f"SET LOCAL lock_timeout = '{_LOCK_SECONDS}s'")
            yield connection
    except psycopg.Error as error:
        mend = _MENDS.get(error.sqlstate or "", "See the server's log")
        raise UsageError(
            f"{address.shown} refuses: {_words(error, address)}. Nothing in it was changed. {mend}."
        ) from None


def _words(error: Exception, address: Address) -> str:
    """Return the error's words on one line, without the password."""
    diagnosed = getattr(getattr(error, "diag", None), "message_primary", None)
    text = " ".join((diagnosed or str(error)).split()).rstrip(".")
    for secret in address.secrets:
        text = text.replace(secret, "***")
    return text

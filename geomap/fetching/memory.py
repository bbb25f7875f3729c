"""What was fetched into a folder, so that it isn't fetched again: DIR/.fetch.sqlite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from geomap.errors import OutputError, UsageError

FILE = ".fetch.sqlite"
_VERSION = 1
_TABLES = """
CREATE TABLE page (
    key TEXT PRIMARY KEY,   -- what its addresses have in common
    etag TEXT, modified TEXT,
    stamp TEXT NOT NULL,    -- when its feed says that it was changed
    digest TEXT,            -- of the article in the newest file, if there is one
    file TEXT,              -- the newest file, in the folder
    cause TEXT,             -- why there is none
    asked_at REAL NOT NULL  -- seconds since 1970
) WITHOUT ROWID;
CREATE TABLE text (         -- which articles a site has given, under whatever address
    digest TEXT PRIMARY KEY, file TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE feed (key TEXT PRIMARY KEY, etag TEXT, modified TEXT) WITHOUT ROWID;
CREATE TABLE host (host TEXT PRIMARY KEY, not_before REAL NOT NULL) WITHOUT ROWID;
"""


class Page(NamedTuple):
    """What is known of a page."""

    etag: str | None
    modified: str | None
    stamp: str
    digest: str | None
    file: str | None
    cause: str | None
    asked_at: float


class Memory:
    """The folder's memory; each change is kept at once, and one process holds it at a time."""

    def __init__(self, folder: Path) -> None:
        """Open it, or make it.

        Raises UsageError: another process holds it, it is damaged or of another version.
        """
        path = self._path = folder / FILE
        try:
            self._store = sqlite3.connect(path, timeout=1, isolation_level=None)
            self._store.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._store.execute("BEGIN EXCLUSIVE")
            (version,) = self._store.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in _TABLES.strip().split(";\n"):
                    self._store.execute(statement)
                self._store.execute(f"PRAGMA user_version = {_VERSION}")
            self._store.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise _unusable(path, error) from None
        except sqlite3.DatabaseError as error:
            raise UsageError(
                f"{path} is damaged: {error}. Delete it: the articles stay, and are asked for again."
            ) from None
        if version not in {0, _VERSION}:
            self._store.close()
            raise UsageError(
                f"{path} was written by another version of geomap (its form is {version}, this one "
                f"writes {_VERSION}). Delete it: the articles stay, and are asked for again."
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.close()

    def page(self, key: str) -> Page | None:
        """Return what is known of a page; None when it was never asked for."""
        row = self._one(
            "SELECT etag, modified, stamp, digest, file, cause, asked_at FROM page WHERE key = ?",
            key,
        )
        return Page(*row) if row else None

    def keep_page(self, key: str, page: Page) -> None:
        """Remember a page, and which article it holds."""
        changes: list[tuple[str, tuple[object, ...]]] = [
            ("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (key, *page))
        ]
        if page.digest and page.file:
            known = "INSERT OR REPLACE INTO text VALUES (?, ?)"
            changes.append((known, (page.digest, page.file)))
        self._keep(changes)

    def file_of(self, digest: str) -> str | None:
        """Return the file of the article of this digest; None when it was never met."""
        row = self._one("SELECT file FROM text WHERE digest = ?", digest)
        return str(row[0]) if row else None

    def files(self) -> Iterator[str]:
        """Yield the names of the files that the folder should hold."""
        for row in self._store.execute("SELECT DISTINCT file FROM page WHERE file IS NOT NULL"):
            yield row[0]

    def feed(self, key: str) -> tuple[str | None, str | None]:
        """Return the ETag and Last-Modified of a feed all of whose entries were dealt with."""
        row = self._one("SELECT etag, modified FROM feed WHERE key = ?", key)
        return (row[0], row[1]) if row else (None, None)

    def keep_feed(self, key: str, etag: str | None, modified: str | None) -> None:
        """Remember a feed all of whose entries were dealt with."""
        self._keep([("INSERT OR REPLACE INTO feed VALUES (?, ?, ?)", (key, etag, modified))])

    def not_before(self, host: str) -> float:
        """Return when a host may be asked again, in seconds since 1970; 0 when it said nothing."""
        row = self._one("SELECT not_before FROM host WHERE host = ?", host)
        return float(row[0]) if row else 0.0

    def keep_not_before(self, host: str, moment: float) -> None:
        """Remember when a host may be asked again."""
        self._keep([("INSERT OR REPLACE INTO host VALUES (?, ?)", (host, moment))])

    def _one(self, query: str, key: str) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._store.execute(query, (key,)).fetchone()
        return found

    def _keep(self, changes: list[tuple[str, tuple[object, ...]]]) -> None:
        """Make `changes`, all or none.

        Raises OutputError: they can't be written.
        """
        try:
            self._store.execute("BEGIN")
            for statement, values in changes:
                self._store.execute(statement, values)
            self._store.execute("COMMIT")
        except sqlite3.Error as error:
            if self._store.in_transaction:
                self._store.execute("ROLLBACK")
            raise OutputError(
                f"{self._path} can't be written: {error}. Make room, and fetch again: what was "
                "written stays."
            ) from None


def _unusable(path: Path, error: sqlite3.OperationalError) -> UsageError:
    if "locked" in str(error):
        return UsageError(
            f"Another geomap fetch is writing into {path.parent}. Wait for it, or name another folder."
        )
    return UsageError(
        f"{path} can't be written: {error}. Make room, mend its permissions, or name another folder."
    )

"""The SQLite file that readings are kept in: `.geomap-readings.sqlite` in a folder of outputs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from geomap.errors import OutputError
from geomap.run.lines import Packed
from geomap.run.readahead import ReadAhead

STORE_FILE = ".geomap-readings.sqlite"
SCHEMA = 2
_APPLICATION = 0x67656F6D  # "geom": what `file` and SQLite's own tools tell the file by
_MEMORY = ":memory:"
_BUSY = ("database is locked", "database table is locked")
_TABLES = """
CREATE TABLE epoch (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reading (
    digest TEXT PRIMARY KEY,   -- of all that is known of the article, but for where it was read
    id TEXT NOT NULL,          -- of the article
    source TEXT NOT NULL,      -- where it was read
    refused TEXT,              -- why the reader didn't read it; NULL: it did
    cause TEXT NOT NULL,       -- then what that is counted as
    lines BLOB NOT NULL,       -- its lines of sightings.jsonl, zstd
    brief BLOB NOT NULL,       -- what a map needs of them, zstd
    packed BLOB NOT NULL       -- all of them, quicker to take back than lines, zstd
);
CREATE TABLE made (
    key TEXT PRIMARY KEY,      -- digest of the row or file that the article was made of
    digest TEXT NOT NULL       -- of the article
) WITHOUT ROWID;
"""

Note = Callable[[str], None]


class Kept(NamedTuple):
    """The row of one article."""

    id: str
    source: str
    refused: str | None
    cause: str
    lines: bytes | Packed
    brief: bytes
    packed: bytes = b""  # asked for by itself


class StoreFile:
    """An open store, of one epoch. What is put into it is committed at once."""

    def __init__(self, path: Path, database: sqlite3.Connection, *, write: bool) -> None:
        import zstandard

        self.path = path
        self._database = database
        self._write = write
        self.renewed = False  # another stands there, which can't be used
        # Of a store that takes the other's place once something is put into it; until then it lies
        # in memory, so that a run which reads nothing costs nothing of what was read.
        self._waits: Mapping[str, str] | None = None
        self._squeeze = zstandard.ZstdCompressor(level=3, write_checksum=True).compress
        self._expand = zstandard.ZstdDecompressor().decompress
        self._damage: type[Exception] = zstandard.ZstdError
        self.digests: dict[str, str] = dict(database.execute("SELECT digest, id FROM reading"))
        self._last: tuple[str, Kept] | None = None  # asked for twice: is it here, and what is it
        self._ahead: ReadAhead | None = None  # from when the first is asked for
        self._asked = False
        self.made: dict[str, str] = dict(database.execute("SELECT key, digest FROM made"))

    @classmethod
    def open(
        cls, folder: Path, epoch: Mapping[str, str], *, write: bool, note: Note
    ) -> StoreFile | None:
        """Return the store in `folder`; without `write`, None where there is none to use.

        One of another epoch, of another version of geomap or damaged is begun anew, when the first
        reading is kept, and `note` hears of it.

        Raises OutputError: another process has it open.
        """
        path = folder / STORE_FILE
        if not write:
            return cls._open_to_look(path, epoch) if path.is_file() else None
        try:
            why: str | StoreFile | None = None
            if path.exists():
                database = _connect(path)
                found = cls._of(path, database, epoch, write=True)
                if isinstance(found, cls):
                    return found
                why = found
        except sqlite3.DatabaseError as error:
            _stop_if_busy(folder, error)
            why = f"is damaged ({error})"
        if why is not None:
            note(f"{path} {why}: every article is read again.")
        try:
            made = cls(path, _begin(path if why is None else _MEMORY, epoch), write=True)
            if why is not None:
                made.renewed, made._waits = True, epoch
            return made
        except (sqlite3.Error, OSError) as error:
            _stop_if_busy(folder, error)
            note(f"{path} can't be written: {error}. What is read is not kept. Make room there.")
            return None

    @classmethod
    def _of(
        cls, path: Path, database: sqlite3.Connection, epoch: Mapping[str, str], *, write: bool
    ) -> StoreFile | str:
        """Return the store in `database`, or why it is of no use; then the file is closed.

        Left to itself it would stay open, and locked, until a collector comes by.
        """
        try:
            why = _unusable(database, epoch)
            if why is None:
                return cls(path, database, write=write)
        except BaseException:
            database.close()
            raise
        database.close()
        return why

    @classmethod
    def _open_to_look(cls, path: Path, epoch: Mapping[str, str]) -> StoreFile | None:
        # immutable: in a folder that can't be written; then what a kill left to be done is not seen.
        for mode in ("mode=ro", "mode=ro&immutable=1"):
            with suppress(sqlite3.Error):
                uri = f"{path.absolute().as_uri()}?{mode}"
                database = sqlite3.connect(uri, uri=True, isolation_level=None)
                found = cls._of(path, database, epoch, write=False)
                return found if isinstance(found, cls) else None
        return None

    @staticmethod
    def packed(folder: Path, articles: Collection[str]) -> list[bytes]:
        """Return the packed records of these articles, whatever the epoch; those that are there."""
        import zstandard

        path = folder / STORE_FILE
        if not articles or not path.is_file():
            return []
        found: list[bytes] = []
        with suppress(sqlite3.Error, zstandard.ZstdError):
            database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            with closing(database):
                if database.execute("PRAGMA user_version").fetchone() == (SCHEMA,):
                    rows = database.execute("SELECT id, packed FROM reading WHERE refused IS NULL")
                    expand = zstandard.ZstdDecompressor().decompress
                    found = [expand(packed) for identity, packed in rows if identity in articles]
        return found

    @staticmethod
    def delete(folder: Path) -> None:
        """Delete the store of `folder`, and what SQLite keeps beside it."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                (folder / f"{STORE_FILE}{suffix}").unlink(missing_ok=True)

    def article_of(self, key: str) -> str | None:
        """Return the id of the article that `key` gave, when its reading is here and whole."""
        digest = self.made.get(key)
        kept = self.get(digest) if digest is not None else None
        return None if kept is None else kept.id

    def get(self, digest: str) -> Kept | None:
        """Return the row of an article; None when there is none, or it is damaged."""
        if digest not in self.digests:
            return None
        if self._last is not None and self._last[0] == digest:
            return self._last[1]
        kept = self._row(digest)
        self._last = None if kept is None else (digest, kept)
        return kept

    def _row(self, digest: str) -> Kept | None:
        try:
            if not self._asked:
                self._asked = True
                self._ahead = ReadAhead.begun(self._database, len(self.digests))
            if self._ahead is not None and (row := self._ahead.take(digest)) is not None:
                return Kept(row.id, row.source, None, "", row.lines, row.brief)
            row = self._database.execute(
                "SELECT id, source, refused, cause, lines, brief FROM reading WHERE digest = ?",
                (digest,),
            ).fetchone()
            identity, source, refused, cause, lines, brief = row
            if refused is not None:
                return Kept(identity, source, refused, cause, b"", b"")
            self._expand(lines)  # whole, or damaged
            return Kept(identity, source, None, cause, Packed(lines), self._expand(brief))
        except (sqlite3.DatabaseError, TypeError, self._damage):
            del self.digests[digest]
            return None

    def whole(self, digest: str) -> bytes | None:
        """Return the packed records of an article; None when they are not there, or damaged."""
        try:
            row = self._database.execute(
                "SELECT packed FROM reading WHERE digest = ?", (digest,)
            ).fetchone()
            return None if row is None else self._expand(row[0])
        except (sqlite3.DatabaseError, TypeError, self._damage):
            return None

    def put(self, digest: str, kept: Kept, keys: Iterable[str]) -> str | None:
        """Keep a row and what its article was made of; return why that failed, or None."""
        row = kept
        if kept.refused is None:
            told = (bytes(kept.lines), kept.brief, kept.packed)
            lines, brief, packed = map(self._squeeze, told)
            row = kept._replace(lines=lines, brief=brief, packed=packed)
        why = self._commit(
            ("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [(digest, *row)]),
            ("INSERT OR REPLACE INTO made VALUES (?, ?)", [(key, digest) for key in keys]),
        )
        if why is None and self._write:
            self._last = None
            if self._ahead is not None:
                self._ahead.forget(digest)
            self.digests[digest] = kept.id
        return why

    def put_keys(self, digest: str, keys: Iterable[str]) -> str | None:
        """Keep what an article was made of; return why that failed, or None."""
        rows = [(key, digest) for key in keys]
        return self._commit(("INSERT OR REPLACE INTO made VALUES (?, ?)", rows))

    def close(self, *, keep: Collection[str] | None) -> None:
        """Close the file; with `keep`, delete the rows of all other articles first."""
        if self._ahead is not None:
            self._ahead.close()
        with suppress(sqlite3.Error):
            if self._write and keep is not None and len(keep) < len(self.digests):
                gone = [(digest,) for digest in self.digests if digest not in keep]
                self._commit(
                    ("DELETE FROM reading WHERE digest = ?", gone),
                    ("DELETE FROM made WHERE digest = ?", gone),
                )
        with suppress(sqlite3.Error):
            empty = (
                self._write
                and self._waits is None
                and not self._database.execute(
                    "SELECT EXISTS (SELECT 1 FROM reading WHERE refused IS NULL)"
                ).fetchone()[0]
            )
            self._database.close()
            if empty:
                self.delete(self.path.parent)

    def _replace(self, epoch: Mapping[str, str]) -> None:
        """Begin the file in the place of the one that can't be used."""
        self._database.close()
        self.delete(self.path.parent)
        self._database = _begin(self.path, epoch)
        self._waits = None

    def _commit(self, *statements: tuple[str, Sequence[tuple[object, ...]]]) -> str | None:
        if not self._write or not any(rows for _, rows in statements):
            return None
        try:
            if self._waits is not None:
                self._replace(self._waits)
            self._database.execute("BEGIN IMMEDIATE")
            for statement, rows in statements:
                self._database.executemany(statement, rows)
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            return str(error)
        return None


def _connect(path: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        # One process at a time, by SQLite's own lock too, and no file of shared memory.
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA journal_mode = WAL")
        # A kill loses nothing; when the machine itself stops, the last articles are read again.
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA wal_autocheckpoint = 256")  # 1 MB: the disk may be small
        database.execute("BEGIN IMMEDIATE")
        database.execute("COMMIT")
    except sqlite3.Error:
        database.close()
        raise
    return database


def _begin(path: Path | str, epoch: Mapping[str, str]) -> sqlite3.Connection:
    database = _connect(path)
    try:
        database.executescript(
            f"BEGIN; PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {SCHEMA};"
            f"{_TABLES} COMMIT;"
        )
        database.executemany("INSERT INTO epoch VALUES (?, ?)", sorted(epoch.items()))
    except sqlite3.Error:
        database.close()
        raise
    return database


def _unusable(database: sqlite3.Connection, epoch: Mapping[str, str]) -> str | None:
    """Return why the readings in `database` are of no use here; None when they are."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version != SCHEMA:
        return f"was written by another version of geomap (schema {version}, not {SCHEMA})"
    found = dict(database.execute("SELECT name, value FROM epoch"))
    if found == dict(epoch):
        return None
    changed = ", ".join(sorted(_changed(found, epoch)))
    return f"holds what was read with other {changed or 'parts'}"


def _changed(found: Mapping[str, str], epoch: Mapping[str, str]) -> Iterable[str]:
    for name, value in epoch.items():
        if name == "parts" and name in found:
            new = json.loads(value)
            try:
                old = dict(json.loads(found[name]))
            except (TypeError, ValueError):  # no geomap wrote that
                old = {}
            yield from (part for part in new if old.get(part) != new[part])
        elif found.get(name) != value:
            yield name


def _stop_if_busy(folder: Path, error: Exception) -> None:
    if str(error) in _BUSY:
        raise OutputError(
            f"Another geomap is at work in {folder}. Nothing in it was changed. Wait until it has "
            "ended, or name another folder."
        ) from None

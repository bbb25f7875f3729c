"""Rows of a store, expanded before they are asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

from geomap.run.lines import Packed

# At once: a thread that expanded each by itself would wait for the interpreter each time.
_ROWS = 500


class Row(NamedTuple):
    """What a store holds of an article that was read; its lines are whole."""

    id: str
    source: str
    lines: Packed
    brief: bytes


class ReadAhead:
    """Expands rows in a thread, in the order they were kept: a run that is made again asks so.

    Of what is asked for otherwise, and of what is damaged, it knows nothing. It holds two lots of
    rows, however many there are.
    """

    @classmethod
    def begun(cls, database: sqlite3.Connection, rows: int) -> ReadAhead | None:
        """Return one for a store of so many rows; None where it isn't worth a thread."""
        import zstandard

        if rows < 2 * _ROWS or "multi_decompress_to_buffer" not in zstandard.backend_features:
            return None
        return cls(database, zstandard.ZstdDecompressor())

    def __init__(self, database: sqlite3.Connection, decompressor: Any) -> None:
        self._database = database
        self._decompressor = decompressor
        self._pool = ThreadPoolExecutor(1)
        self._after = -1  # the last row that was taken up
        self._here: dict[str, Row] = {}
        self._outdated: set[str] = set()
        self._coming: tuple[set[str], Future[dict[str, Row]]] | None = None
        self._begin()

    def take(self, digest: str) -> Row | None:
        """Return the row of an article, once; None: it isn't at hand."""
        if digest not in self._here and self._coming is not None and digest in self._coming[0]:
            future = self._coming[1]
            self._begin()
            self._here = future.result()
        row = self._here.pop(digest, None)
        return row if digest not in self._outdated else None

    def forget(self, digest: str) -> None:
        """Know nothing of an article any more: another row is kept of it."""
        self._outdated.add(digest)

    def close(self) -> None:
        """Let go of all that wasn't asked for."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._here, self._coming = {}, None

    def _begin(self) -> None:
        """Take up the next rows."""
        rows = self._database.execute(
            "SELECT rowid, digest, id, source, lines, brief FROM reading "
            "WHERE refused IS NULL AND rowid > ? ORDER BY rowid LIMIT ?",
            (self._after, _ROWS),
        ).fetchall()
        if not rows:
            self._coming = None
            return
        self._after = rows[-1][0]
        self._coming = {row[1] for row in rows}, self._pool.submit(self._expanded, rows)

    def _expanded(self, rows: Sequence[tuple[Any, ...]]) -> dict[str, Row]:
        expanded = self._decompressor.multi_decompress_to_buffer
        try:
            expanded([row[-2] for row in rows], threads=1)  # whole, or one of them isn't
            briefs = expanded([row[-1] for row in rows], threads=1)
        except Exception:  # damaged: told of, and read again, when it is asked for by itself
            return {}
        return {
            digest: Row(identity, source, Packed(lines), briefs[at].tobytes())
            for at, (_, digest, identity, source, lines, _) in enumerate(rows)
        }

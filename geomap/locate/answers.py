"""What online services answered, kept in SQLite, and when the next request may be made."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from geomap.errors import GeocoderUnusable

FOUND_S = 90 * 86_400.0
NOTHING_S = 7 * 86_400.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (
    service TEXT, query TEXT, country TEXT, stored REAL, found TEXT,
    PRIMARY KEY (service, query, country)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS clock (service TEXT PRIMARY KEY, free REAL) WITHOUT ROWID;
"""


class Answers:
    """The answers of one service; every process that opens the same file shares them."""

    def __init__(
        self,
        path: Path,
        *,
        service: str,
        delay_s: float,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path, self._service, self._delay_s = path, service, delay_s
        self._now, self._sleep = now, sleep
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as base, base:
                base.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise GeocoderUnusable(
                f"{path} can't keep the service's answers: {error}. Delete it, or free the folder."
            ) from None

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30, isolation_level=None)

    def get(self, query: str, country: str | None) -> list[dict[str, Any]] | None:
        """Return the answer that is held and young enough, [] for none found, None for no answer."""
        with closing(self._open()) as base:
            held = base.execute(
                "SELECT stored, found FROM answer WHERE service=? AND query=? AND country=?",
                (self._service, query, country or ""),
            ).fetchone()
        if held is None:
            return None
        found: list[dict[str, Any]] = json.loads(held[1])
        return found if self._now() - held[0] < (FOUND_S if found else NOTHING_S) else None

    def put(self, query: str, country: str | None, found: list[dict[str, Any]]) -> None:
        """Keep an answer."""
        with closing(self._open()) as base:
            base.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)",
                (self._service, query, country or "", self._now(), json.dumps(found)),
            )

    def wait(self, *, longest_s: float) -> float | None:
        """Sleep until a request may be made; None then, else the seconds that are too many."""
        with closing(self._open()) as base:
            base.execute("BEGIN IMMEDIATE")
            held = base.execute(
                "SELECT free FROM clock WHERE service=?", (self._service,)
            ).fetchone()
            now = self._now()
            turn = max(now, held[0] if held else now)
            if turn - now > longest_s:
                base.execute("ROLLBACK")
                return float(turn - now)
            base.execute(
                "INSERT OR REPLACE INTO clock VALUES (?, ?)", (self._service, turn + self._delay_s)
            )
            base.execute("COMMIT")
        if turn > now:
            self._sleep(turn - now)
        return None

    def hold(self, seconds: float) -> None:
        """Let no request be made for so long: the service asked for it."""
        with closing(self._open()) as base:
            base.execute(
                "INSERT OR REPLACE INTO clock VALUES (?, ?)", (self._service, self._now() + seconds)
            )

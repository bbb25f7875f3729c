"""The index opened: names to places."""

from __future__ import annotations

import sqlite3
from collections import Counter
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from geomap.errors import GazetteerError
from geomap.names import data
from geomap.names.build import build_index, cached, version_of
from geomap.names.keys import normalise, romanised, skeleton, without_article
from geomap.names.rows import KINDS, QUALITIES, Match, Row
from geomap.names.style import PLAIN, Style, style
from geomap.names.writing import OTHER, SCHEMA, split

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Match", "Names", "Row"]

_PLACE = (
    "SELECT num, name, kind, country, admin1, lon, lat, radius_m, population, feature, seat,"
    " source, note FROM place WHERE num = ?"
)
# How much better known a place must be, in powers of ten of people, to make up for a worse name.
_COST = {"p": 0.0, "o": 1.0, "b": 1.0, "f": 1.0, "a": 3.0, "x": 3.0, "d": 9.0, "z": 0.0}
_KNOWN = {"country": 5.0, "continent": 5.0, "region": 6.0, "natural": 5.5, "facility": 5.5,
          "admin1": -0.5, "city": 1.0, "admin2": -0.5}  # fmt: skip
_SEAT = {1: 1.5, 2: 3.0, 3: 1.5}
# How alike two spellings with the same consonants must be, of 100: below it is a guess.
_CLOSE = {2: 90.0, 3: 84.0, 4: 80.0}
_CLOSE_LONG = 76.0
_MANY = 400  # keys of one skeleton that are compared at most


class Names:
    """The gazetteer's names, opened."""

    version: str  # digest of data and schema

    def __init__(self, base: sqlite3.Connection, path: Path, meta: dict[str, str]) -> None:
        self.version = meta["version"]
        self.path = path
        self.meta = meta
        self._base = base
        self._sources = meta["sources"].split("\n")
        self._admin1: dict[str, str] = {}
        self._style: Style = PLAIN

    @classmethod
    def open(
        cls,
        path: Path | None = None,
        *,
        progress: bool = False,
        shown: Mapping[str, str] | None = None,
    ) -> Self:
        """Return the names of the index at `path`; None: the shipped data's, built when missing.

        `shown` is a house style: a place's id, or a name of it -> the name it is shown by.

        Raises GazetteerError: the index or the data are missing, damaged or of another version.
        Raises UsageError: `shown` names no place.
        """
        names = cls._found(path, progress=progress)
        if shown:
            names._style = style(shown, place=names.place, lookup=names.lookup)
            names.version += f"+{names._style.version}"
        return names

    @classmethod
    def _found(cls, path: Path | None, *, progress: bool) -> Self:
        if path is not None:
            return cls._opened(path, "Make it again with `geomap gazetteer import`.")
        folder = data.folder()
        version = version_of(folder)
        target = cached(version)
        if not target.exists():
            build_index(folder=folder, progress=progress)
        return cls._opened(target, f"Delete {target}; geomap builds it again.")

    @classmethod
    def _opened(cls, path: Path, mend: str) -> Self:
        if not path.is_file():
            raise GazetteerError(f"{path} is no gazetteer index: no such file. {mend}")
        try:
            base = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            meta = dict(base.execute("SELECT key, value FROM meta"))
            base.execute("SELECT places FROM name LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise GazetteerError(
                f"{path} is damaged or no gazetteer index: {error}. {mend}"
            ) from None
        if meta.get("schema") != str(SCHEMA):
            base.close()
            raise GazetteerError(
                f"{path} has schema {meta.get('schema')}, this geomap reads {SCHEMA}. {mend}"
            )
        return cls(base, path, meta)

    def lookup(self, name: str) -> list[Match]:
        """Return the places called `name`, better named and better known first.

        Spellings that differ only in form (`normalise`) are equal; a people's or nationality's
        name leads to its place with quality `demonym`. Empty when nothing is called so.
        """
        key = normalise(name)
        found = self._postings(key)
        if not found and name.rstrip().endswith(("'s", "’s")):
            key = normalise(name.rstrip()[:-2])
            found = self._postings(key)
        if not found and (bare := without_article(key)) != key:
            found = self._postings(bare)
        if not found and (shown := self._style.keys.get(key)):
            row = self.place(shown)
            return [Match(row, "primary", "")] if row is not None else []
        return self._matches(found) if found else []

    def fuzzy(self, name: str) -> list[Match]:
        """Return the places whose name is spelled nearly like `name`, closest first.

        Only spellings of the same consonants that also look alike; empty rather than a guess.
        """
        from rapidfuzz import fuzz, process

        key = normalise(name)
        bones = skeleton(key)
        if not bones:
            return []
        held = self._query("SELECT keys FROM bones WHERE bones = ?", bones)
        if held is None:
            return []
        wanted = romanised(without_article(key)).replace(" ", "")
        choices = {
            choice: romanised(without_article(choice)).replace(" ", "")
            for choice in str(held[0]).split("|")[:_MANY]
        }
        close = process.extract(
            wanted,
            choices,
            scorer=fuzz.ratio,
            score_cutoff=_CLOSE.get(len(bones), _CLOSE_LONG),
            limit=5,
        )
        matches: list[Match] = []
        seen: set[str] = set()
        for _, _, choice in close:
            for match in self._matches(self._postings(choice)):
                if (
                    match.quality in ("primary", "official", "approximate")
                    and match.row.id not in seen
                ):
                    seen.add(match.row.id)
                    matches.append(Match(match.row, "fuzzy", match.lang))
        return matches

    def place(self, place_id: str) -> Row | None:
        """Return the place with that id; None when there is none."""
        rest = place_id.removeprefix("geonames:")
        if rest != place_id and rest.isdigit() and len(rest) < 13:
            return self._row(int(rest))
        found = self._query("SELECT num FROM other WHERE id = ?", place_id)
        return self._row(int(found[0])) if found else None

    def renamed(self) -> list[Row]:
        """Return the places that the house style shows by another name, by id."""
        rows = (self.place(place_id) for place_id in sorted(self._style.shown))
        return [row for row in rows if row is not None and row.given is not None]

    def districts(self, country: str) -> list[Row]:
        """Return the second-order units of a country (ISO 3166-1 alpha-2), by number."""
        found = self._all(
            "SELECT num FROM place WHERE kind = ? AND country = ? ORDER BY num",
            KINDS.index("admin2"),
            country,
        )
        rows = (self._row(num) for (num,) in found)
        return [row for row in rows if row is not None]

    def __contains__(self, name: str) -> bool:
        key = normalise(name)
        return self._query("SELECT 1 FROM name WHERE key = ?", key) is not None

    def starts(self, word: str) -> bool:
        """Return whether a name of several words begins with `word`."""
        key = normalise(word) + " "
        held = self._query("SELECT 1 FROM name WHERE key > ? AND key < ?", key, key[:-1] + "!")
        return held is not None

    def info(self) -> dict[str, object]:
        """Return what the index holds: version, path, counts by source and kind, attributions."""
        by_source: Counter[str] = Counter()
        by_kind: Counter[str] = Counter()
        for source, kind, count in self._all(
            "SELECT source, kind, count(*) FROM place GROUP BY source, kind"
        ):
            by_source[self._sources[source]] += count
            by_kind[KINDS[kind]] += count
        names = self._query("SELECT count(*) FROM name")
        return {
            "version": self.version,
            "path": str(self.path),
            "places": sum(by_kind.values()),
            "names": int(names[0]) if names else 0,
            "by_source": dict(sorted(by_source.items())),
            "by_kind": dict(sorted(by_kind.items())),
            "imports": [line for line in self.meta.get("imports", "").split("\n") if line],
            "attribution": attribution(),
        }

    def close(self) -> None:
        """Close the index; no lookup works afterwards."""
        self._base.close()

    def _query(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        try:
            found: tuple[Any, ...] | None = self._base.execute(statement, values).fetchone()
        except sqlite3.Error as error:
            raise self._damaged(error) from None
        return found

    def _all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._base.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(error) from None

    def _damaged(self, error: sqlite3.Error) -> GazetteerError:
        return GazetteerError(
            f"{self.path} is damaged: {error}. Delete it; geomap builds its own again."
        )

    def _postings(self, key: str) -> list[tuple[int, str, str]]:
        """Return (number, quality's letter, language) of the places with that key."""
        held = self._query("SELECT places FROM name WHERE key = ?", key) if key else None
        if held is None:
            return []
        return [split(posting) for posting in str(held[0]).split(" ")]

    def _matches(self, postings: list[tuple[int, str, str]]) -> list[Match]:
        found: list[tuple[bool, float, str, Match]] = []
        for num, letter, lang in postings:
            row = self._row(num)
            if row is not None:
                known = log10(row.population + 1) + _SEAT.get(row.seat, 0.0) + _KNOWN[row.kind]
                known -= row.feature == "PPLX"  # a part of a town
                order = (row.source != "own", _COST[letter] - known, row.id)
                found.append((*order, Match(row, QUALITIES[letter], lang)))
        found.sort(key=lambda one: one[:3])
        return [one[3] for one in found]

    def _row(self, num: int) -> Row | None:
        held = self._query(_PLACE, num)
        if held is None:
            return None
        code: str | None = held[4]
        row = Row(
            f"geonames:{num}" if num < OTHER else self._other(num),
            held[1],
            KINDS[held[2]],
            held[3],
            self._admin1_name(code) if code else None,
            code,
            held[5] / 1e6,
            held[6] / 1e6,
            float(held[7]),
            held[8],
            held[9],
            held[10],
            self._sources[held[11]],
            held[12],
        )
        return self._style.row(row) if self._style.version else row

    def _other(self, num: int) -> str:
        found = self._query("SELECT id FROM other_id WHERE num = ?", num)
        if found is None:
            raise self._damaged(sqlite3.DatabaseError(f"place {num} has no id"))
        return str(found[0])

    def _admin1_name(self, code: str) -> str | None:
        if not self._admin1:
            self._admin1 = dict(self._all("SELECT code, name FROM admin1"))
        return self._admin1.get(code)


def attribution() -> list[str]:
    """Return the lines that a map made with the gazetteer owes its sources."""
    sources = data.manifest(data.folder()).get("sources", {})
    lines = dict.fromkeys(str(source["attribution"]) for source in sources.values())
    return [*lines, "geomap's own overlay, CC BY 4.0"]

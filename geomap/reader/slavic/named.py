"""A name in Ukrainian or Russian text, and what the gazetteer knows of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from geomap.model import Kind
from geomap.names import Names, Row
from geomap.reader.slavic.words import Word, country_of

_KNOWN = 100_000  # people from which a town's name stands for itself without a word beside it
LISTED = frozenset({",", "і", "й", "та", "и", ", і", ", та", ", и", "або", "или", "а также"})


class Known(NamedTuple):
    """The best known place of a name."""

    name: str
    kind: Kind
    country: str | None
    population: int
    seat: int
    source: str

    @property
    def is_famous(self) -> bool:
        """Return whether the name alone tells that a place is meant."""
        if self.kind == "city":
            return self.seat == 2 or self.population >= _KNOWN
        if self.kind == "admin2":
            return False
        return self.kind in ("country", "continent", "admin1") or self.source == "overlay"


class Named(NamedTuple):
    """A name in a row of words: row[first:past]."""

    first: int
    past: int
    start: int
    end: int
    lookup: str  # the name as the gazetteer may have it
    cases: frozenset[str]
    known: Known
    adjective: str | None = None  # "country" or "town" where the name is an adjective
    is_sure: bool = True  # False: only where the article elsewhere names it surely


def lists_on(text: str, left: Named, right: Named) -> bool:
    """Return whether nothing but what goes on with a list stands between two names."""
    return text[left.end : right.start].strip() in LISTED


def settled(found: Iterable[Named], sure: Collection[str]) -> list[Named]:
    """Return the sure names, and the others whose name is in `sure`."""
    return [one for one in found if one.is_sure or one.lookup in sure]


def as_known(row: Row) -> Known:
    return Known(row.name, row.kind, row.country, row.population, row.seat, row.source)


def compound(word: Word, at: int) -> list[Named]:
    """Return the countries of 'російсько-українська', each with its own part."""
    if "-" not in word.form or len(word.form) != word.end - word.start:
        return []
    found = []
    start = 0
    for part in word.form.split("-"):
        country = country_of(part)
        if country is not None:
            begin = word.start + start
            known = Known(country, "country", None, 0, 0, "")
            found.append(
                Named(at, at + 1, begin, begin + len(part), country, frozenset(), known, "country")
            )
        start += len(part) + 1
    return found


def town_of_that_name(names: Names, name: str) -> Known | None:
    """Return the large town that `name` names as well; None when there is none."""
    rows = (match.row for match in names.lookup(name) if match.quality not in ("demonym", "fuzzy"))
    return next((as_known(r) for r in rows if r.kind == "city" and r.population >= _KNOWN), None)

"""The geocoder that ships with geomap: the gazetteer's names, offline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import Protocol, runtime_checkable

from geomap.locate import bygone, weights
from geomap.locate.forms import MAX_NAME, Form, clean
from geomap.locate.inside import lies_in
from geomap.locate.options import EMPTY, Option, Pool, find, softmax
from geomap.locate.reasons import alone
from geomap.model import Candidate, Place
from geomap.names import Names, Row
from geomap.seams import Geocoder

MOST_CACHED = 20_000  # names; a run over many articles asks for the same ones
_MOST_SHOWN = 4_096  # places as records have them, 2 kB each
NEARLY = (
    0.4  # the score of the only place of a like spelling, or of the town of an unknown building
)
_KNOWN = 5.0  # what speaks for a place of the gazetteer, about; see weights
MOST_CANDIDATES = 20
_MOST_OUTER = 8  # 'Georgia' after a comma: the country, the state, a town


class GazetteerGeocoder:
    """Says which places a name may mean, from the gazetteer's index."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.version = f"gazetteer-{weights.VERSION}+{names.version}"
        self._pools: dict[str, Pool] = {}

    def candidates(self, name: str, *, country: str | None = None) -> list[Candidate]:
        """Return the places `name` may mean, best first; empty when there are none.

        `country` is ISO 3166-1 alpha-2 and narrows the search. Close spellings are given only
        where no place has the name as written.
        """
        pool = bygone.today(self.pool(name))
        options = pool.options
        if not options and "," in name:
            pool, options = self._inside(name)
        if country is not None:
            options = tuple(o for o in options if o.row.country == country.upper())
        if not options:
            return []
        options = options[:MOST_CANDIDATES]
        scores = softmax([option.prior for option in options])
        return [
            candidate(option, score=score * _worth(option), why=tuple(alone(pool, option)))
            for option, score in zip(options, scores, strict=True)
        ]

    def _inside(self, name: str) -> tuple[Pool, tuple[Option, ...]]:
        """Return the options for 'Paris, Texas': those that lie in what stands after the comma."""
        head, _, rest = name.partition(",")
        pool, outer = self.pool(head), self.pool(rest).options[:_MOST_OUTER]
        return pool, tuple(o for o in pool.options if any(lies_in(o.row, u.row) for u in outer))

    def pool(self, name: str) -> Pool:
        """Return all options for a name with what speaks for each before any context."""
        key = name[:MAX_NAME]
        pool = self._pools.get(key)
        if pool is None:
            pool = find(self.names, key)
            if len(self._pools) >= MOST_CACHED:
                self._pools.clear()
            self._pools[key] = pool
        return pool


def _worth(option: Option) -> float:
    """Return how much an answer counts that is not quite to the question."""
    return NEARLY if option.quality == "fuzzy" or option.stand_in else 1.0


def pool_of(geocoder: Geocoder, name: str, *, asking: bool = True) -> Pool:
    """Return the options that any geocoder gives for a name.

    With `asking` false, only what can be told without a request: for the words beside a name.

    Raises GeocoderError: this lookup failed.
    Raises GeocoderUnusable: no lookup will work.
    """
    if isinstance(geocoder, GazetteerGeocoder):
        return geocoder.pool(name)
    if isinstance(geocoder, Pooled):
        return geocoder.pool(name) if asking else geocoder.known(name)
    return pool_from(clean(name), geocoder.candidates(name)) if asking else EMPTY


@runtime_checkable
class Pooled(Protocol):
    """A geocoder over the gazetteer that asks elsewhere for what it lacks."""

    def pool(self, name: str) -> Pool:
        """Return all options for a name."""
        ...

    def known(self, name: str) -> Pool:
        """Return those of the gazetteer, without a request."""
        ...


def pool_from(name: str, found: Sequence[Candidate]) -> Pool:
    """Return a stranger's candidates as options: their scores are all that speaks for them."""
    if not name or not found:
        return EMPTY
    form = Form(name)
    options = [
        Option(
            Row(
                id=c.id,
                name=c.name,
                kind=c.kind,
                country=c.country,
                admin1=c.admin1,
                admin1_code=None,
                lon=c.lon,
                lat=c.lat,
                radius_m=c.radius_m,
                population=0,
                feature="",
                seat=0,
                source=c.source,
                status_note=None,
            ),
            "primary",
            form,
            0.0,
            False,
            log(max(c.score, 0.001)) + _KNOWN,
        )
        for c in found
    ]
    return Pool(name, name.casefold(), tuple(options))


def candidate(option: Option, *, score: float, why: tuple[str, ...]) -> Candidate:
    """Return an option as the value that leaves this room."""
    return _candidate(option.row, round(score, 2), why)


# The same rivals of the same names come in article after article, mostly as unlikely.
@lru_cache(maxsize=_MOST_SHOWN)
def _candidate(row: Row, score: float, why: tuple[str, ...]) -> Candidate:
    return Candidate(
        id=row.id,
        name=row.name,
        kind=row.kind,
        country=row.country,
        admin1=row.admin1,
        lon=round(row.lon, 6),
        lat=round(row.lat, 6),
        radius_m=round(row.radius_m),
        source=row.source,
        score=score,
        why=why,
    )


@lru_cache(maxsize=_MOST_SHOWN)
def place(row: Row) -> Place:
    """Return a gazetteer row as the value that leaves this room."""
    return Place(
        id=row.id,
        name=row.name,
        kind=row.kind,
        country=row.country,
        admin1=row.admin1,
        lon=round(row.lon, 6),
        lat=round(row.lat, 6),
        radius_m=round(row.radius_m),
        source=row.source,
        status_note=row.status_note,
    )

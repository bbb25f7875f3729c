"""What the index holds: places and the marks of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geomap.model import Kind


class Row(NamedTuple):
    """A place of the gazetteer."""

    id: str
    name: str
    kind: Kind
    country: str | None  # ISO 3166-1 alpha-2
    admin1: str | None  # name of the first-order unit
    admin1_code: str | None  # GeoNames' code: "UA.05"
    lon: float
    lat: float
    radius_m: float  # metres: how far off the point may be
    population: int
    feature: str  # GeoNames feature code ("PPLC", "ADM1"), or ""
    seat: int  # 2 national capital, 1 seat of a first-order unit, -1 known by a war; see is_told_of
    source: str
    status_note: str | None  # occupied, annexed or disputed: who says so, since when
    given: str | None = None  # the gazetteer's own name, where a house style shows another

    @property
    def is_told_of(self) -> bool:
        """Return whether it is known by what happened there, in news of such things.

        `seat` tells it too: -2, and 3 for a seat of a first-order unit.
        """
        return self.seat in (-2, 3)


class Match(NamedTuple):
    """A place that a name may mean, and how well the name fits."""

    row: Row
    quality: str  # a value of QUALITIES
    lang: str  # ISO 639-1 of the name; "" unknown


# One letter in the index -> what a Match says; in the order of how much such a name weighs.
QUALITIES: dict[str, str] = {
    "p": "primary",
    "o": "official",
    "b": "abbreviation",
    "f": "former",
    "a": "alternate",
    "x": "approximate",
    "d": "demonym",
    "z": "fuzzy",
}
# The mark before a name in the data's text -> letter in the index. See gazetteer/steps/rows.py.
MARKS = {"+": "p", "=": "o", "-": "f", ".": "b", "~": "d", "?": "x"}

KINDS: tuple[Kind, ...] = (
    "city",
    "facility",
    "admin1",
    "admin2",
    "country",
    "region",
    "natural",
    "continent",
)


class Entry(NamedTuple):
    """A place as the data have it, on its way into the index; `names` are marked."""

    id: str
    name: str
    kind: str
    country: str
    admin1: str
    lon: float
    lat: float
    radius_m: float
    population: int
    feature: str
    seat: int
    note: str
    names: str  # separated by "|"
    source: str

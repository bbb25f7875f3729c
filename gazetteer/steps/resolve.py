"""Hand-written tables joined to the places they speak of, and names cleared of impostors."""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from steps.rows import KNOWN, MARKS, SEAT_TOLD_OF, TOLD_OF, Place

_CONTINENTS = {"EU": 6255148, "AF": 6255146, "AS": 6255147, "NA": 6255149, "SA": 6255150,
               "OC": 6255151, "AN": 6255152}  # fmt: skip


class Places:
    """All places, found by the references that tables use.

    `country:UA`, `admin1:UA.05`, `continent:EU`, `geonames:703448`, `overlay:slug`,
    `name:Bakhmut@UA` (the most populous of that primary name there), `name:Darfur` (anywhere).
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = list(places)
        self._by_id = {place.id: place for place in self.places}
        self._countries = {p.country: p for p in self.places if p.kind == "country"}
        self._admin1 = {p.admin1: p for p in self.places if p.kind == "admin1" and p.admin1}
        self._named: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            for name in {place.name, *(n[1:] for n in place.names if n[:1] == "+")}:
                self._named[fold(name)].append(place)

    def find(self, reference: str) -> Place | None:
        """Return the place that `reference` means; None when there is none."""
        scheme, _, rest = reference.partition(":")
        if scheme == "country":
            return self._countries.get(rest)
        if scheme == "admin1":
            return self._admin1.get(rest)
        if scheme == "continent":
            return self._by_id.get(f"geonames:{_CONTINENTS[rest]}")
        if scheme == "name":
            name, _, country = rest.partition("@")
            named = [
                place
                for place in self._named.get(fold(name), [])
                if not country or (place.country == country and place.kind == "city")
            ]
            rank = {"country": 0, "continent": 0, "region": 1, "admin1": 2, "natural": 3}
            named.sort(
                key=lambda p: (rank.get(p.kind, 4) if not country else 0, -p.population, p.id)
            )
            return named[0] if named else None
        return self._by_id.get(reference)

    def merge(self, own: list[Place]) -> list[Place]:
        """Return the rows of `own` that the base lacks; the others' names go to the base's row.

        An overlay row is the base's when it has the same name and kind of thing in the same
        country and lies within both radii: 'Crimea' is GeoNames' first-order unit.
        """
        fresh = []
        for place in own:
            twin = next(
                (
                    other
                    for other in self._named.get(fold(place.name), [])
                    if other.kind in _TWINS.get(place.kind, ())
                    and other.country == place.country
                    and not other.id.startswith(("overlay:", "katottg:"))
                    and _near(place, other)
                ),
                None,
            )
            if twin is None:
                fresh.append(place)
                continue
            for name in place.names:
                twin.names = [held for held in twin.names if held != name[1:]]
                twin.add(name[:1], name[1:])
        return fresh


_TWINS = {
    "city": ("city",),
    "region": ("admin1", "country"),
    "admin1": ("admin1",),
    "admin2": ("admin2",),
    "country": ("country",),
    "continent": ("continent",),
}


def _near(one: Place, other: Place) -> bool:
    """Return whether two points lie within the sum of their radii, and 20 km."""
    wide = (one.lon - other.lon) * 111_320 * math.cos(math.radians(one.lat))
    tall = (one.lat - other.lat) * 110_574
    return math.hypot(wide, tall) <= one.radius_m + other.radius_m + 20_000


def fold(name: str) -> str:
    """Return `name` as the index's keys have it, nearly: enough to compare names here."""
    name = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^\w]+", " ", "".join(c for c in name if not unicodedata.combining(c))).strip()


def _told(places: Places, table: Path, dead: list[str]) -> Iterator[tuple[Place, dict[str, str]]]:
    """Yield the places that `table` tells of, each with its row; `dead` gets the references to none."""
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = places.find(row["place"])
            if place is None:
                dead.append(f"{table.name}: nothing is {row['place']}")
            else:
                yield place, row


def add_names(places: Places, table: Path, mark: str) -> list[str]:
    """Add the names of `table` (columns place, names) with `mark`; return its dead references."""
    dead: list[str] = []
    for place, row in _told(places, table, dead):
        for name in row["names"].split("|"):
            place.names = [n for n in place.names if n not in (name, "+" + name)]
            place.add(mark, name)
    return dead


def rename(places: Places, table: Path) -> list[str]:
    """Give places the name of `table` (columns place, name, why); the old one stays beside it."""
    dead: list[str] = []
    for place, row in _told(places, table, dead):
        old, place.name = place.name, row["name"]
        place.names = [n for n in place.names if n not in (row["name"], "+" + row["name"])]
        place.add("+", old)
    return dead


def note(places: Places, table: Path) -> list[str]:
    """Set the status notes of `table` (place, inherits, note, source); return dead references.

    `inherits` is `yes` where every place of that first-order unit or country shares the status;
    a place's own note stands before an inherited one.
    """
    dead: list[str] = []
    inherited: dict[str, str] = {}
    for place, row in _told(places, table, dead):
        place.note = f"{row['note']} ({row['source']})"
        if row["inherits"] == "yes":
            inherited[place.admin1 or place.country] = place.note
    for place in places.places:
        if not place.note and place.kind != "country":
            place.note = inherited.get(place.admin1) or inherited.get(place.country, "")
    return dead


def mark_known(places: Places, table: Path, seat: int = KNOWN) -> list[str]:
    """Mark the places of `table` (place, name, why) as known; return dead references.

    KNOWN: by a war; of many villages of a name the news means these, however few live there.
    TOLD_OF: by something that happened; news of such things means these. A seat that is told of is
    both; else a place that has a mark, or is the seat of something, keeps that.
    """
    dead: list[str] = []
    for place, row in _told(places, table, dead):
        called = (place.name, *(name.lstrip(MARKS) for name in place.names))
        if fold(row["name"]) not in map(fold, called):
            dead.append(f"{table.name}: {row['place']} is not called {row['name']}")
        elif not place.seat:
            place.seat = seat
        elif place.seat == 1 and seat == TOLD_OF:
            place.seat = SEAT_TOLD_OF
    return dead


def drop_impostors(places: Places) -> int:
    """Drop alternates that are the name of a country, a first-order unit or a capital elsewhere.

    GeoNames' untagged list gives many a town the name of its country, and 'Benin' to Beni.
    Returns how many went.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for place in places.places:
        if (
            place.kind in ("country", "continent")
            or place.seat == 2
            or place.population > 1_000_000
        ):
            for name in {place.name, *(n[1:] for n in place.names if n[:1] == "+")}:
                owners[fold(name)].add(place.id)
            for name in place.names:
                if name[:1] == "=" and place.kind == "country":
                    owners[fold(name.rpartition(":")[2])].add(place.id)
    gone = 0
    for place in places.places:
        if place.kind != "city":
            continue
        kept = [
            name
            for name in place.names
            if name[:1] in "+=-.~?" or not (owner := owners.get(fold(name))) or place.id in owner
        ]
        gone += len(place.names) - len(kept)
        place.names = kept
    return gone

"""Which places may hold one event: a part of a town and the town, a town and the district of its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import asin, cos, floor, radians, sin, sqrt

from geomap.model import Place

_CELL = 0.25  # degrees
_SLACK_M = 3_000  # a town's airport lies somewhat outside
_MOST_M = 25_000
_PART_M = 30_000  # a district or an area no wider than this may be a part
_UNITS = frozenset({"admin1", "admin2", "region"})
_LARGE_M = (
    8_000  # a town of this radius or more has quarters that the gazetteer holds as settlements
)
_DERIVED = "relative:"
_EARTH_M = 6_371_009  # IUGG mean radius


def related(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    """Return, for each place, the others that it is a part of or that are parts of it.

    Two parts of one town are not related, and neither are two towns. A unit named after its town is: who
    writes 'in Timbuktu' may mean either. Near-linear in the number of places: only those in
    neighbouring cells, or of one name, are compared.
    """
    by_id = {place.id: place for place in places}
    cells: dict[tuple[int, int], list[Place]] = defaultdict(list)
    named: dict[tuple[str | None, str], list[Place]] = defaultdict(list)
    for place in by_id.values():
        if place.kind == "city" and not _is_derived(place):
            cells[_cell(place)].append(place)
            named[place.country, place.name.casefold()].append(place)
    found: dict[str, set[str]] = defaultdict(set)
    for place in by_id.values():
        for town in (*_towns(place, by_id, cells), *_seats(place, named)):
            found[place.id].add(town)
            found[town].add(place.id)
    return {place: tuple(sorted(others)) for place, others in found.items()}


def _towns(
    place: Place, by_id: dict[str, Place], cells: dict[tuple[int, int], list[Place]]
) -> list[str]:
    """Return the towns that `place` is a part of."""
    if _is_derived(place):
        town = by_id.get(base_of(place.id))
        return [town.id] if town is not None and _metres(town, place) <= _MOST_M else []
    is_unit = place.kind in _UNITS and place.radius_m <= _PART_M
    if not is_unit and place.kind not in ("facility", "city"):
        return []
    x, y = _cell(place)
    return [
        town.id
        for dx in (-2, -1, 0, 1, 2)
        for dy in (-1, 0, 1)
        for town in cells.get((x + dx, y + dy), ())
        if town.country == place.country
        and (reach := _reach(place, town)) > 0
        and _metres(town, place) <= reach
    ]


def _reach(place: Place, town: Place) -> float:
    """Return within how many metres of `town` the `place` may be a part of it; -1: it can't be."""
    if place.kind == "city":
        is_quarter = town.radius_m >= max(_LARGE_M, 2 * place.radius_m)
        return town.radius_m if is_quarter else -1
    if place.kind != "facility":
        return min(max(town.radius_m + _SLACK_M, place.radius_m), _MOST_M)
    if town.name.casefold() in place.name.casefold():
        return _MOST_M  # 'Goma airport', wherever it was laid out
    return min(town.radius_m + _SLACK_M + place.radius_m, _MOST_M)


def _seats(place: Place, named: dict[tuple[str | None, str], list[Place]]) -> list[str]:
    """Return the towns inside the unit `place` whose name it bears: 'Sinjar' for 'Sinjar district'."""
    if place.kind not in _UNITS or _is_derived(place):
        return []
    name = place.name.casefold()
    called = (*named.get((place.country, name), ()), *named.get((place.country, _bare(name)), ()))
    return [town.id for town in called if _metres(town, place) <= place.radius_m]


def _bare(name: str) -> str:
    """Return a unit's name without what says what it is: 'timbuktu' for 'timbuktu region'."""
    return name.rpartition(" ")[0]


def _is_derived(place: Place) -> bool:
    """Return whether the point was reckoned from another place's."""
    return place.id.startswith(_DERIVED)


def base_of(place_id: str) -> str:
    """Return the id of the place it was reckoned from: 'relative:geonames:1:in-old-town'."""
    return ":".join(place_id.removeprefix(_DERIVED).split(":")[:2])


def _cell(place: Place) -> tuple[int, int]:
    return floor(place.lon / _CELL), floor(place.lat / _CELL)


def _metres(a: Place, b: Place) -> float:
    """Return the distance on a sphere; haversine."""
    south, north = radians(a.lat), radians(b.lat)
    h = (
        sin((north - south) / 2) ** 2
        + cos(south) * cos(north) * sin(radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * _EARTH_M * asin(min(1.0, sqrt(h)))

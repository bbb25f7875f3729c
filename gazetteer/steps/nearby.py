"""The first-order unit of what is written by hand: that of the settlements around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from math import cos, hypot, radians

from steps.rows import Place

_MOST = 5  # settlements that are asked
_FEWEST = 3
_FAR = 100_000.0  # metres: what lies farther off knows nothing of it
_SMALL_M = 15_000  # what is wider may lie in several units
_POINTS = ("city", "facility")
_CELL = 1.0  # degrees


def give_units(own: Iterable[Place], towns: Iterable[Place]) -> int:
    """Give towns and buildings the unit in which all settlements around them lie; return how many.

    Where these disagree, near a border, the unit stays unknown.
    """
    cells: dict[tuple[str, int, int], list[Place]] = defaultdict(list)
    for town in towns:
        if town.admin1:
            cells[town.country, int(town.lon // _CELL), int(town.lat // _CELL)].append(town)
    given = 0
    for place in own:
        if place.admin1 or not (place.kind in _POINTS and place.radius_m <= _SMALL_M):
            continue
        near = nsmallest(_MOST, _around(place, cells), key=lambda pair: pair[0])
        units = {unit for metres, unit in near if metres <= _FAR}
        if len(near) >= _FEWEST and len(units) == 1:
            place.admin1 = units.pop()
            given += 1
    return given


def _around(
    place: Place, cells: dict[tuple[str, int, int], list[Place]]
) -> Sequence[tuple[float, str]]:
    x, y = int(place.lon // _CELL), int(place.lat // _CELL)
    scale = cos(radians(place.lat))
    return [
        (hypot((town.lon - place.lon) * scale, town.lat - place.lat) * 111_195, town.admin1)
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
        for town in cells.get((place.country, x + dx, y + dy), ())
    ]

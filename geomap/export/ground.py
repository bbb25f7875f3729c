"""The page's base map: the world's light tier, and the fine tier of the countries with events.

An area's boundary is not shipped twice: it is a unit of the fine tier or a country of the base
map; only one that is neither brings rings of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from geomap.export import boundaries, words
from geomap.export.borders import drawn
from geomap.export.looks import Borders, Label
from geomap.model import Place

# Numbers in the arcs of the fine tier, about 1.3 bytes each when packed. A map of few places can
# afford more of them; with the smaller budget 500 sites stay below 0.8 MB.
FINE_BUDGET = 90_000
SMALL_FINE_BUDGET = 40_000
FEW_PLACES = 200
# Rings that an area brings itself are rounded to 4 decimals (11 m): they are drawn, not exported.
RING_SCALE = 10_000
SAME_TOWN = 0.02  # degrees between a town of the gazetteer and its label


@dataclass(frozen=True)
class Ground:
    """The base map's two tiers as the page reads them, and where each area is in them."""

    world: dict[str, Any]
    fine: dict[str, Any] | None
    numbers: list[list[int]]  # what the tiers count in `arcs`, `lakes`, `rivers`, in that order
    attribution: str
    _units: dict[str, int] = field(default_factory=dict)
    _codes: frozenset[str] = frozenset()

    def area(self, place: Place) -> list[Any] | None:
        """Return where the place's boundary is: ["unit", n], ["country", code] or ["rings", […]].

        None for what is drawn as a point.
        """
        if place.kind not in words.AREA_KINDS:
            return None
        if place.kind == "admin1" and place.id in self._units:
            return ["unit", self._units[place.id]]
        if place.kind == "country" and place.country in self._codes:
            return ["country", place.country]
        found = boundaries.boundary(place)
        if found is None:
            return None
        polygons = [found["coordinates"]] if found["type"] == "Polygon" else found["coordinates"]
        return ["rings", [_steps(ring) for polygon in polygons for ring in polygon]]


def build(
    places: Mapping[Place, int], *, borders: Borders = "un", labels: Sequence[Label] = ()
) -> Ground:
    """Return the ground for a map of `places`, each with its number of events.

    `labels` are the names of a house style.
    """
    world = _called(drawn(boundaries.basemap(), borders), labels)
    attribution = str(world["attribution"])
    fine = _fine_tier(places)
    units = {
        f"geonames:{unit['gn']}": index
        for index, unit in enumerate(fine["units"] if fine else ())
        if unit["gn"]
    }
    codes = frozenset(country["code"] for country in world["countries"] if country["code"])
    # Names and codes of units are in the places already.
    if fine is not None:
        fine = {**fine, "units": [{"rings": unit["rings"]} for unit in fine["units"]]}
    numbers: list[list[int]] = []
    world = _counted(world, ("arcs", "lakes", "rivers", "claimed", "unclaimed"), numbers)
    fine = None if fine is None else _counted(fine, ("arcs",), numbers)
    return Ground(world, fine, numbers, attribution, units, codes)


def _called(world: dict[str, Any], labels: Sequence[Label]) -> dict[str, Any]:
    """Return the base map with countries and towns called as `labels` say."""
    countries = {label.country: label.name for label in labels if label.kind == "country"}
    towns = [label for label in labels if label.kind == "city"]
    if not countries and not towns:
        return world
    return {
        **world,
        "countries": [
            {**country, "name": countries.get(country["code"], country["name"])}
            for country in world["countries"]
        ],
        "labels": [_town(label, towns) for label in world["labels"]],
    }


def _town(label: Sequence[Any], towns: Sequence[Label]) -> list[Any]:
    lon, lat, name, *rest = label
    for town in towns:
        if abs(town.lon - lon) < SAME_TOWN and abs(town.lat - lat) < SAME_TOWN:
            return [lon, lat, town.name, *rest]
    return [lon, lat, name, *rest]


def _fine_tier(places: Mapping[Place, int]) -> dict[str, Any] | None:
    """Return the fine tier of as many countries as the budget allows; None for none."""
    left = FINE_BUDGET if len(places) < FEW_PLACES else SMALL_FINE_BUDGET
    chosen = []
    for code in _by_need(places):
        size = sum(map(len, boundaries.regions(code)["arcs"]))
        if 0 < size <= left:
            chosen.append(code)
            left -= size
    return boundaries.regions(*chosen) if chosen else None


def _counted(tier: dict[str, Any], keys: Sequence[str], numbers: list[list[int]]) -> dict[str, Any]:
    """Return the tier with the lists under `keys` moved to `numbers` and their count in place."""
    for key in keys:
        numbers += tier[key]
    return {**tier, **{key: len(tier[key]) for key in keys}}


def _by_need(places: Mapping[Place, int]) -> list[str]:
    """Return countries, those whose units are drawn as areas first, then by number of events."""
    need: dict[str, list[int]] = {}
    for place, events in places.items():
        if place.country:
            score = need.setdefault(place.country, [0, 0])
            score[0] += place.kind == "admin1"
            score[1] += events
    return sorted(need, key=lambda code: (-need[code][0], -need[code][1], code))


def _steps(ring: Iterable[Sequence[float]]) -> list[int]:
    """Return a ring as whole numbers: its first point, then steps; lon and lat in turn."""
    steps: list[int] = []
    x = y = 0
    for lon, lat in ring:
        next_x, next_y = round(lon * RING_SCALE), round(lat * RING_SCALE)
        if not steps or (next_x, next_y) != (x, y):
            steps += (next_x - x, next_y - y)
        x, y = next_x, next_y
    return steps

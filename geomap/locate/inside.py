"""Whether one place lies in another, from units, countries and distance."""

from __future__ import annotations

from geomap.locate.sphere import distance_m
from geomap.names import Row

_PROBABLY = 0.7  # of what is near enough and whose unit isn't known
_BEYOND_TOWN_M = 20_000.0


def lies_in(inner: Row, outer: Row) -> float:
    """Return how surely `inner` lies in `outer`, 0 to 1, from units, countries and distance."""
    if inner.id == outer.id or outer.kind == "facility" or inner.kind == "continent":
        return 0.0
    if outer.kind == "country":
        return float(inner.country == outer.country and inner.kind != "country")
    if inner.kind == "country":
        return float(
            outer.kind in ("continent", "region")
            and outer.country is None
            and _metres(inner, outer) < outer.radius_m
        )
    if outer.kind == "admin1":
        if inner.kind == "admin1" or inner.country != outer.country:
            return 0.0
        if inner.admin1_code and outer.admin1_code:
            # 'Hostomel airport in Kyiv': of a building the town is told as often
            sure = _PROBABLY if inner.kind == "facility" else 1.0
            return sure * (inner.admin1_code == outer.admin1_code)
        if inner.admin1:
            return float(inner.admin1 == outer.name)
        return _PROBABLY if _metres(inner, outer) < outer.radius_m + inner.radius_m else 0.0
    if inner.kind == "admin1" and outer.kind in ("admin2", "city"):
        return 0.0
    if outer.country and inner.country and outer.country != inner.country:
        return 0.0
    metres = _metres(inner, outer)
    reach = max(outer.radius_m, 12_000.0)
    if outer.kind == "city" and inner.kind == "city":
        if inner.population > outer.population:
            return 0.0
        return 0.6 if metres < reach else 0.0
    if metres < reach:
        return 1.0
    if outer.kind == "city" and inner.kind == "facility" and metres < reach + _BEYOND_TOWN_M:
        return _PROBABLY  # a town's airport
    return 0.4 if metres < 1.6 * reach else 0.0


def unit(row: Row) -> tuple[str | None, str] | None:
    """Return what tells the first-order unit that a place lies in; None where it isn't known."""
    name = row.admin1_code or row.admin1
    return (row.country, name) if name else None


def _metres(a: Row, b: Row) -> float:
    return distance_m(a.lon, a.lat, b.lon, b.lat)

"""The places that are told from others: their points, radii and ids."""

from __future__ import annotations

from geomap.locate.coasts import OFF
from geomap.locate.options import AREAS, part_of
from geomap.locate.relative import Relative
from geomap.locate.sphere import BEARINGS, along, destination, distance_m
from geomap.locate.words import DIRECTION_WORDS
from geomap.names import Row

_LONG_M = 15_000.0  # a river or a range: nobody knows where along it
_METROPOLIS = 500_000  # people: what lies 'north of' one may lie far off
_NEARBY_M = 15_000.0  # what lies 'near' a town
_SOMEWHERE_M = 25_000.0  # what lies 'north of' a town, nobody says how far
_FAR_M = 300_000.0  # two places farther apart have no 'between' that a map could show


def place(said: Relative, base: Row, *, partner: Row | None = None) -> Row | None:
    """Return the place that `said` makes of its base; None when the base must stand for itself.

    `partner` is the other end of a road, the other side of a border.
    """
    if said.how == "distance":
        is_long = base.kind == "natural" and base.radius_m > _LONG_M
        return None if is_long else _at_distance(said, base)
    if said.how == "just" and base.kind not in AREAS and said.towards:
        return _beside(said, base)
    is_town = base.kind not in AREAS and base.population < _METROPOLIS
    if said.how == "towards" and is_town and said.towards:
        return _at_distance(said._replace(metres=_SOMEWHERE_M), base)._replace(
            id=f"relative:{base.id}:towards-{said.towards}",
            name=f"{DIRECTION_WORDS[said.towards]} of {base.name}",
            radius_m=1.4 * _SOMEWHERE_M,
        )
    if said.how == "near" and base.kind not in AREAS:
        return base._replace(
            id=f"relative:{base.id}:near",
            name=f"near {base.name}",
            kind="region",
            radius_m=max(1.5 * base.radius_m, _NEARBY_M),
        )
    if said.how == "part" and said.towards and base.kind in AREAS | {"natural", "city"}:
        return part_of(base, said.towards, said.word)
    if said.how == "outskirts" and base.kind == "city":
        return base._replace(
            id=f"relative:{base.id}:outskirts",
            name=f"outskirts of {base.name}",
            radius_m=max(base.radius_m * 1.5, 5_000.0),
        )
    if said.how == "border" and base.kind in ("country", "admin1"):
        return _border(base, partner)
    if said.how in ("between", "road") and partner is not None:
        return _between(said.how, base, partner)
    if said.how == "coast" and base.kind in ("country", "region", "admin1", "city", "natural"):
        return _coast(base)
    return None


def _at_distance(said: Relative, base: Row) -> Row:
    spoken = _spoken(said.metres)
    if said.towards is None or said.towards == "c":
        return base._replace(
            id=f"relative:{base.id}:{round(said.metres)}",
            name=f"within {spoken} of {base.name}",
            kind="region",
            radius_m=said.metres + base.radius_m,
        )
    lon, lat = destination(
        base.lon, base.lat, bearing_deg=BEARINGS[said.towards], metres=said.metres
    )
    return base._replace(
        id=f"relative:{base.id}:{said.towards}{round(said.metres)}",
        name=f"{spoken} {DIRECTION_WORDS[said.towards]} of {base.name}",
        kind="region",
        lon=lon,
        lat=lat,
        radius_m=max(
            0.2 * said.metres, base.radius_m, 1_000.0
        ),  # of the town's middle or of its edge
    )


def _coast(base: Row) -> Row:
    """Return the waters off a place; for a country a point off its coast, else its own."""
    known = OFF.get(base.country or "") if base.kind == "country" else None
    lon, lat, km = known or (base.lon, base.lat, base.radius_m / 1000)
    return base._replace(
        id=f"relative:{base.id}:coast",
        name=f"coast of {base.name}",
        kind="natural" if base.kind == "natural" else "region",
        lon=lon,
        lat=lat,
        radius_m=max(km * 1000, 30_000.0),
    )


def _spoken(metres: float) -> str:
    if metres < 1000:
        return f"{metres:.0f} m"
    km = metres / 1000
    return f"{km:.0f} km" if km >= 10 or abs(km - round(km)) < 0.05 else f"{km:.1f} km"


def _beside(said: Relative, base: Row) -> Row:
    towards = said.towards or "n"
    metres = max(min(base.radius_m, 8_000.0), 4_000.0)
    lon, lat = destination(base.lon, base.lat, bearing_deg=BEARINGS[towards], metres=metres)
    return base._replace(
        id=f"relative:{base.id}:{DIRECTION_WORDS[towards]}",
        name=f"{DIRECTION_WORDS[towards]} of {base.name}",
        kind="region",
        lon=lon,
        lat=lat,
        radius_m=metres * 1.5,
    )


def _border(base: Row, partner: Row | None) -> Row | None:
    if partner is None or partner.id == base.id:
        return base._replace(
            id=f"relative:{base.id}:border", name=f"border of {base.name}", kind="region"
        )
    first, second = sorted((base, partner), key=lambda row: row.id)
    if partner.kind in ("city", "facility"):
        # The text names a town there: the border beside that town.
        return partner._replace(
            id=f"relative:{first.id}+{second.id}:border",
            name=f"border with {base.name} near {partner.name}",
            kind="region",
            radius_m=max(partner.radius_m, 40_000.0),
        )
    reach = base.radius_m + partner.radius_m
    if distance_m(base.lon, base.lat, partner.lon, partner.lat) > 2.5 * reach:
        return None
    lon, lat = along(
        base.lon, base.lat, partner.lon, partner.lat, share=base.radius_m / max(reach, 1.0)
    )
    return base._replace(
        id=f"relative:{first.id}+{second.id}:border",
        name=f"border of {first.name} and {second.name}",
        kind="region",
        country=partner.country,
        admin1=None,
        admin1_code=None,
        lon=lon,
        lat=lat,
        radius_m=min(base.radius_m, partner.radius_m) * 0.8,
    )


def _between(how: str, base: Row, partner: Row) -> Row | None:
    if base.id == partner.id or base.kind in AREAS or partner.kind in AREAS:
        return None
    metres = distance_m(base.lon, base.lat, partner.lon, partner.lat)
    if metres > _FAR_M:
        return None
    first, second = sorted((base, partner), key=lambda row: row.id)
    lon, lat = along(first.lon, first.lat, second.lon, second.lat)
    word = "road between" if how == "road" else "between"
    return base._replace(
        id=f"relative:{first.id}+{second.id}:{how}",
        name=f"{word} {base.name} and {partner.name}",
        kind="region",
        lon=lon,
        lat=lat,
        radius_m=max(metres / 2, 1_000.0),
    )

"""What it means for an option that the text tells of a place that the name lies in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from geomap.locate.anchors import Anchor, Weighed, nearness
from geomap.locate.inside import lies_in
from geomap.locate.options import Option
from geomap.locate.sphere import distance_m
from geomap.names import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_BEYOND_M = 100_000.0  # beside a land, not in it: borders move, and a region's edge is vague
_UNIT_M = 30_000.0
_BEYOND_TOWN_M = 40_000.0
_ABROAD_M = 400_000.0
_FAMOUS = 100_000  # people of a town that borders may have passed over
_RENOWNED = 500_000  # people of a town that news may tell of in an account of another land
_NO_QUARTER = 300_000  # people from which a town is no quarter of another
_SURELY = 0.6
_HARDLY = 0.05
_BY_NAME = ("primary", "official", "former", "abbreviation")
# Whose places news tells as another's, too: dependent, disputed, parted within living memory.
_ALSO: dict[str, str] = {
    "AM": "AZ", "AR": "FK", "AU": "NF CX CC", "AZ": "AM", "CN": "HK MO TW IN", "CY": "TR", "DK": "GL FO",
    "ER": "ET", "ET": "ER", "FR": "GF GP MQ RE YT NC PF PM BL MF WF", "GB": "FK GI SH IM JE GG BM IE",
    "GE": "RU", "ID": "TL", "IE": "GB", "IL": "PS SY", "IN": "PK CN", "JO": "PS", "KP": "KR", "KR": "KP",
    "LB": "IL SY", "MA": "EH", "MD": "UA", "NL": "AW CW SX BQ", "PK": "IN BD", "PS": "IL", "RS": "XK ME",
    "RU": "UA GE", "SD": "SS", "SS": "SD", "SY": "IL", "TR": "CY", "TW": "CN", "US": "PR GU VI AS MP",
    "XK": "RS",
}  # fmt: skip


class Contained(NamedTuple):
    """What the text's words of containers say of one option, each from 0 to 1."""

    inside: float  # it lies in what is told to hold the name
    outside: float  # it does not, though the text tells it
    holds: float  # what is told to lie in the name does lie in it
    near: float  # it lies where the text tells the name from another
    barred: bool  # it can't be meant: the text puts the name where the option surely isn't


def contained(
    option: Option,
    *,
    outers: Sequence[Weighed],
    inners: Sequence[Weighed],
    barring: Sequence[tuple[Weighed, Sequence[Row]]],
    anchors: Sequence[tuple[Weighed, Anchor]],
    is_told: bool,
    told_as: str,
) -> Contained:
    """Return what the containers (`outers`) and contents (`inners`) say of `option`.

    `barring`: those containers that rule out what lies elsewhere, each with all lands that its name
    may mean; `told_as`: how, see barring.BARRED_AS.
    """
    row = option.row
    inside = max((sum(p * lies_in(row, outer) for p, outer in top) for top in outers), default=0.0)
    if told_as == "lead" and row.kind == "natural":
        inside = 0.0  # a long river is not told to lie in 'In Kharkiv Oblast, drones hit Dnipro'
    holds = max((sum(p * lies_in(inner, row) for p, inner in top) for top in inners), default=0.0)
    sure = max((sum(p for p, _ in top) for top in outers), default=0.0)
    barred = inside < _HARDLY and any(
        sum(p for p, outer in top if _rules_out(option, outer, told_as=told_as)) > _SURELY
        for top, lands in barring
        if not any(lies_in(row, land) for land in lands)
    )
    near, is_far = nearness(row, anchors)
    outside = max(0.0, sure - inside) if is_told else 0.0
    return Contained(inside, outside, holds, near, barred or is_far)


def elsewhere(
    options: Sequence[Option], inside: Floats, barring: Sequence[tuple[Weighed, Sequence[Row]]]
) -> NDArray[np.bool_]:
    """Return which options of a name do not lie in what is told to hold it, where another does."""
    import numpy as np

    lands = [land for _, lands in barring for land in lands]
    held = np.array([any(lies_in(o.row, land) for land in lands) for o in options], dtype=bool)
    held |= inside > _SURELY
    return ~held & (inside < _HARDLY) & held.any()


def _rules_out(option: Option, outer: Row, *, told_as: str) -> bool:
    """Return whether what lies in `outer` can't be the option: in another land, or far off."""
    row = option.row
    if row.kind in ("country", "continent") or outer.kind in ("facility", "continent"):
        return False
    metres = distance_m(row.lon, row.lat, outer.lon, outer.lat)
    if outer.kind in ("city", "admin2"):
        is_large = row.population >= min(_NO_QUARTER, max(outer.population, 1))
        is_large = (is_large or row.kind in ("admin1", "natural")) and told_as != "site"
        # 'the Damascus suburb of Douma', but 'the Medina district of Mogadishu'
        is_part = told_as == "part" and (row.seat == 0 or outer.population > row.population)
        if is_large and not is_part:
            return False
        return metres > outer.radius_m + _BEYOND_TOWN_M
    if row.kind == "admin1" and outer.kind != "country" and told_as not in ("site", "lead"):
        return False  # 'to lakes in Michigan, in Utah's valleys'
    is_by_name = option.quality in _BY_NAME
    if told_as == "lead" and not _is_passed_over(row, outer, is_by_name=is_by_name):
        return False
    if metres > outer.radius_m + row.radius_m + _BEYOND_M:
        return outer.kind != "country" or _is_foreign(row, outer)
    is_known = row.population >= _FAMOUS or row.seat != 0 or row.source == "overlay"
    if is_by_name and is_known:
        return False
    if outer.kind == "admin1" and row.country == outer.country:
        codes = row.admin1_code, outer.admin1_code
        return None not in codes and codes[0] != codes[1] and metres > outer.radius_m + _UNIT_M
    return outer.kind in ("country", "admin1") and _is_foreign(row, outer)


def _is_passed_over(row: Row, outer: Row, *, is_by_name: bool) -> bool:
    """Return whether a clause that opens with 'In Zamfara,' hardly speaks of `row`, so far from there."""
    if row.kind in ("admin1", "admin2"):
        metres = distance_m(row.lon, row.lat, outer.lon, outer.lat)
        return metres > row.radius_m + _ABROAD_M
    is_large = (
        row.population >= _FAMOUS and row.country == outer.country
    )  # 'In Darfur, ... Port Sudan'
    return row.kind == "city" and not (is_by_name and (is_large or _is_renowned(row)))


def _is_renowned(row: Row) -> bool:
    return row.population >= _RENOWNED or row.seat in (2, -1) or row.source == "overlay"


def _is_foreign(row: Row, outer: Row) -> bool:
    if row.country is None or outer.country is None or row.country == outer.country:
        return False
    return row.status_note is None and row.country not in _ALSO.get(outer.country, "").split()

"""Names that a text tells from another: 'Kaya, a village south of Dori' lies there, and no Kaya far off is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from geomap.apposition import told_from
from geomap.locate.relative import apposed
from geomap.locate.sphere import BEARINGS, bearing, distance_m
from geomap.locate.words import DIRECTION_RE
from geomap.names import Row

if TYPE_CHECKING:
    from geomap.locate.targets import Target

Weighed = Sequence[tuple[float, Row]]  # what another name may mean, with its probability

_NEAR_M = 120_000.0  # beyond this nothing is 'near' a place
_JUST_M = 80_000.0
_TOWARDS_M = 700_000.0  # Basra lies 'south of Baghdad'
_FADES_M = 40_000.0
_ASIDE = 60.0  # degrees off the direction that is told
_ASTRAY = 0.4  # what lies in another direction
_SURELY = 0.6
_OWN = ("literal", "associative")
_WIDE_M = 150_000.0  # what lies near a sea or a long river may lie anywhere along it
# 'soldiers from Texas near Baghdad'
_NOT_THERE = re.compile(
    r"\b(?:soldiers?|troops|fighters?|forces|units?|guards(?:m[ae]n)?|rebels|militia(?:men)?|volunteers|reservists|police(?:m[ae]n)?"
    r"|people|men|women|families|refugees|workers|contractors|pilots|jets|rockets|missiles|drones)\s(?:from|of)\s(?:the\s)?$",
    re.I,
)
# 'South of Agadir, north of Nouadhibou'
_ALIKE = re.compile(rf"\b(?:(?:{DIRECTION_RE})\s+of|near|outside|beside)\s+(?:the\s)?$", re.I)


class Anchor(NamedTuple):
    """Where a name lies from another one."""

    base: int  # index of the other target, then of its group
    metres: float | None  # told as a number
    reach_m: float  # farther off it can't lie
    towards: str | None  # compass letters


def anchor(text: str, inner: Target, outer: Target, base: int) -> Anchor | None:
    """Return how the text tells `inner` from `outer`, the name after it; None when it doesn't."""
    if inner.mention is None or outer.mention is None or inner.mention.usage != "literal":
        return None
    if outer.mention.usage not in _OWN:
        return None
    told = told_from(text, inner.end, outer.start)
    if told is None:
        return None
    is_set_off = told.phrase or "," in text[inner.end : outer.start]
    before = _ALIKE if is_set_off else _NOT_THERE
    if not told.phrase and before.search(text, max(0, inner.start - 40), inner.start):
        return None
    said = apposed(text, outer.start, previous_end=inner.end)
    if said is None:
        return None
    if said.how == "distance":
        return Anchor(base, said.metres, 1.5 * said.metres + _JUST_M, said.towards)
    reach_m = {"near": _NEAR_M, "just": _JUST_M}.get(said.how, _TOWARDS_M)
    return Anchor(base, None, reach_m, said.towards)


def nearness(row: Row, anchors: Sequence[tuple[Weighed, Anchor]]) -> tuple[float, bool]:
    """Return how well `row` lies where the text tells it from others, 0 to 1, and whether it can't be meant."""
    best, is_barred = 0.0, False
    for top, told in anchors:
        if row.kind in ("country", "continent"):
            continue
        best = max(best, sum(p * _closeness(row, base, told) for p, base in top))
        far = sum(p for p, base in top if _is_far(row, base, told))
        is_barred |= far > _SURELY
    return best, is_barred


def _closeness(row: Row, base: Row, told: Anchor) -> float:
    if base.kind in ("country", "continent"):
        return 0.0
    metres = distance_m(base.lon, base.lat, row.lon, row.lat)
    off = metres - (told.metres or 0.0)
    fades = _FADES_M if told.metres is None else 0.3 * told.metres + 10_000.0
    close = exp(-max(abs(off) - base.radius_m, 0.0) / fades)
    if told.towards in BEARINGS and metres > base.radius_m:
        aside = abs(bearing(base.lon, base.lat, row.lon, row.lat) - BEARINGS[told.towards])
        close *= 1.0 if min(aside, 360 - aside) <= _ASIDE else _ASTRAY
    return close


def _is_far(row: Row, base: Row, told: Anchor) -> bool:
    if base.kind == "continent":
        return False
    metres = distance_m(base.lon, base.lat, row.lon, row.lat)
    reach_m = base.radius_m * (2.0 if base.radius_m > _WIDE_M else 1.0)
    return metres > told.reach_m + reach_m + row.radius_m

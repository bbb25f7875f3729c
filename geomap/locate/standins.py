"""A place for what the gazetteer lacks: a hospital in a known town is somewhere in that town."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from geomap.locate.buildings import is_built, is_called_built
from geomap.locate.forms import clean
from geomap.locate.home import COMING, Home, at_once, is_holder, is_passing, sets_scene
from geomap.locate.sphere import distances_m
from geomap.locate.surest import Surest
from geomap.locate.targets import Target
from geomap.model import Kind
from geomap.names import Row

NEAR = 300  # code points within which a town may hold an unknown place
_WIDE = frozenset({"country", "continent"})
_LEAST_M = 5_000.0
_TOWN_SURE, _FOCUS_SURE, _AROUND_SURE = 0.5, 0.4, 0.35
_AROUND_M = 100_000.0  # how far off a point may be of which only the surroundings are known
_TOGETHER_M = 100_000.0  # places this close speak for one part of the world
_AGREED = 0.6  # the share of what is heard that must speak for one part
_FADES = 400.0  # code points in which a neighbour's word fades to a third
_FEW = 2  # places: fewer say nothing of which part of the world an article is about
_SAME_PART_M = 300_000.0
_MOST = 60  # neighbours that are heard, before and after each
_ANY_OF_A_TOWN = re.compile(r"\b[Aa]n?\s$")  # 'a Khartoum market' is in Khartoum
_ENDS = re.compile(r"[.!?][\"'”’)]*\s")


class StandIn(NamedTuple):
    """A place that holds the unknown one, and why it is taken."""

    row: Row
    probability: float
    why: str


def is_building(text: str, target: Target) -> bool:
    """Return whether the name, or the words after it, are those of a building or a street.

    Not that of a known town which a clause passes over: 'In North Darfur, drones hit Port Sudan'.
    """
    if is_called_built(text, target.end):
        return True
    is_town = target.told_as == "lead" and any(
        option.row.kind == "city" and option.quality != "fuzzy" for option in target.pool.options
    )
    return not is_town and is_built(text[target.start : target.end])


def namesakes(
    text: str, found: Sequence[Target], rows: Sequence[Row | None], surest: Surest
) -> list[tuple[int, str]]:
    """Return which targets, and of what place, are buildings that only bear the name of their place: 'the Sabah hotel' in Aleppo.

    Nothing else that the text names lies near that place, or in its country.
    """
    if len(surest.rows) < _FEW:
        return []
    countries = Counter(row.country for row in rows if row is not None)
    return [
        (at, row.name)
        for at, (target, row) in enumerate(zip(found, rows, strict=True))
        if row is not None
        and row.kind in ("city", "admin1", "admin2", "region")
        and countries[row.country] == 1
        and target.mention is not None
        and target.mention.usage == "literal"
        and is_called_built(text, target.end)
        and not _ANY_OF_A_TOWN.search(text, max(0, target.start - 8), target.start)
        and not surest.within(row, _SAME_PART_M)
    ]


def told(
    target: Target, found: Sequence[Target], rows: Sequence[Row | None], sure: Sequence[float]
) -> StandIn | None:
    """Return the place that the text says holds the unknown one: 'the clinic in Nyala'."""
    name = target.mention.text if target.mention else target.pool.name
    for at in target.inside:
        row = rows[at]
        if at in target.listed and not is_built(name):
            continue  # 'Kaya, Anka and Gusau' may be a list
        if row is None or row.kind in ("country", "continent") or row.radius_m > 60_000:
            continue
        words = target.link or found[at].pool.name
        return _in(target, row, 0.8 * sure[at], f"the text says it lies there: '{words}'")
    return None


def beside(
    text: str,
    target: Target,
    found: Sequence[Target],
    rows: Sequence[Row | None],
    sure: Sequence[float],
    *,
    home: Home,
) -> StandIn | None:
    """Return the town that an unknown building most likely stands in.

    The nearest in the text; where that is of another sentence and hardly told of, the article's own.
    """
    best: tuple[bool, int, int] | None = None
    mention = target.mention
    sentence, site = (mention.sentence, mention.site) if mention else ("", "none")
    for at, other in enumerate(found):
        row, beside = rows[at], other.mention
        if row is None or not is_holder(row) or sure[at] < 0.6 or other is target:
            continue
        if beside is not None and beside.usage not in ("literal", "associative"):
            continue
        is_next = mention is not None and mention.status in COMING and at_once(text, other, target)
        if is_passing(text, other) and not is_next:
            continue
        if beside is not None and "none" not in (site, beside.site) and site != beside.site:
            continue  # what was shelled is not where they met
        between = text[min(target.end, other.end) : max(target.start, other.start)]
        if other.start > target.start and (_ENDS.search(between) or "\n" in between):
            continue  # what is told of later lies elsewhere
        gap = target.start - other.end if other.start < target.start else other.start - target.end
        elsewhere = beside is None or beside.sentence != sentence
        if gap <= NEAR and (best is None or (elsewhere, gap, at) < best):
            best = (elsewhere, gap, at)
    if best is None:
        return in_home(target, home)
    row = rows[best[2]]
    assert row is not None
    there = found[best[2]].mention
    is_alike = site == "none" or there is None or there.site == site
    is_quiet = row.seat == 2 and (there is None or there.site == "none")
    # 'In Bogotá, the minister spoke.': of a capital that is no scene
    is_scene = is_alike and not is_quiet and sets_scene(text, found[best[2]].start)
    if best[0] and home.instead_of(row, is_scene=is_scene):
        return in_home(target, home)
    return _in(
        target,
        row,
        _TOWN_SURE * sure[best[2]],
        f"{row.name} is the town named beside it",
        built=True,
    )


def in_home(target: Target, home: Home) -> StandIn | None:
    """Return the article's own town as the place that holds an unknown building; None without one."""
    if home.town is None:
        return None
    return _in(
        target, home.town, _FOCUS_SURE, f"most of the article is about {home.town.name}", built=True
    )


def around(
    target: Target, found: Sequence[Target], rows: Sequence[Row | None], sure: Sequence[float]
) -> StandIn | None:
    """Return the part of the world that the places around an unknown one agree on, if they do.

    Only for what is not drawn: a name on the map has a place of its own or none.
    """
    at = next(i for i, other in enumerate(found) if other is target)
    heard: list[tuple[float, int, Row]] = []
    for n in range(max(0, at - _MOST), min(len(found), at + _MOST + 1)):
        row = rows[n]
        if row is None or sure[n] < 0.6 or row.kind in _WIDE or row.radius_m > _TOGETHER_M:
            continue
        said = found[n].mention
        if said is not None and said.usage not in ("literal", "associative", "org_part"):
            continue
        weight = sure[n] * exp(-abs(found[n].start - target.start) / _FADES)
        heard.append((weight, n, row))
    total = sum(weight for weight, _, _ in heard)
    if not total:
        return None
    shares = _shares(heard)
    best = max(range(len(heard)), key=lambda i: (round(shares[i], 9), heard[i][0], -i))
    share = shares[best] / total
    if share < _AGREED:
        return None
    row = heard[best][2]
    row = row._replace(kind="region", radius_m=max(row.radius_m, _AROUND_M))
    why = f"{row.name} is where the places named around it lie"
    return _in(target, row, _AROUND_SURE * share, why)


def _shares(heard: Sequence[tuple[float, int, Row]]) -> list[float]:
    """Return the weight of all that lie in one part of the world with each."""
    import numpy as np

    lon = np.radians([row.lon for _, _, row in heard])
    lat = np.radians([row.lat for _, _, row in heard])
    near = distances_m(lon[:, None], lat[:, None], lon, lat) < _TOGETHER_M
    shares: list[float] = (near @ np.array([weight for weight, _, _ in heard])).tolist()
    return shares


def slug(name: str) -> str:
    """Return `name` as a part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60] or "place"


def _in(
    target: Target, row: Row, probability: float, reason: str, *, built: bool = False
) -> StandIn:
    name = clean(target.mention.text if target.mention else target.pool.name)
    kind: Kind = (
        "facility" if built or is_built(name) else "city" if row.kind == "city" else "region"
    )
    radius_m = max(row.radius_m, _LEAST_M)
    place = row._replace(
        id=f"relative:{row.id}:in-{slug(name)}",
        name=name,
        kind=kind,
        radius_m=radius_m,
        population=0,
    )
    there = any(option.quality != "fuzzy" for option in target.pool.options)
    why = (
        f"no {name!r} {'hereabouts ' if there else ''}is known to the gazetteer: placed at {row.name}, "
        f"give or take {radius_m / 1000:.0f} km; {reason}"
    )
    return StandIn(place, probability, why)

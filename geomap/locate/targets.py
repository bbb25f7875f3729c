"""An article's mentions as groups to choose places for: names, cues, containers, neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from geomap.errors import GeocoderError, GeocoderUnusable
from geomap.locate import cues, divided
from geomap.locate.anchors import Anchor, anchor
from geomap.locate.barring import (
    BARRED_AS,
    barred_through,
    bars,
    goes_on,
    leads,
    only_lists,
    only_owns,
    turned,
)
from geomap.locate.gazetteer import pool_of
from geomap.locate.groups import Group
from geomap.locate.options import AREAS, EMPTY, Pool
from geomap.model import Mention
from geomap.seams import Geocoder

_NEIGHBOUR_REACH = 250  # code points
_MOST_NEIGHBOURS = 6
_OWN = ("literal", "associative")  # usages by which the place itself may be spoken of


@dataclass
class Target:
    """A mention on its way to a place; `mention` is None for a name read only as a container."""

    mention: Mention | None
    start: int
    end: int
    pool: Pool
    cue: cues.Cue | None = None
    failure: str | None = None  # why the lookup failed
    inside: list[int] = field(default_factory=list)  # targets said to contain it
    holds: list[int] = field(default_factory=list)
    is_told: bool = False  # 'in' or 'of' say so, not only a comma, which lists names too
    barring: list[int] = field(
        default_factory=list
    )  # of `inside`, those that bar what is elsewhere
    listed: list[int] = field(
        default_factory=list
    )  # of `inside`, those after a comma that bar nothing
    anchors: list[Anchor] = field(default_factory=list)  # those it is told from: 'south of Dori'
    told_as: str = ""  # "site", "part", "lead": see barring
    is_half: bool = False  # read only as an end of a road: 'the Goma-Rutshuru road'
    link: str | None = None  # the words that say in what it lies
    holding: str | None = None  # the words that say what lies in it
    group: int = -1

    @property
    def is_place(self) -> bool:
        return self.mention is None or self.mention.usage != "not_a_place"


def targets(text: str, mentions: Sequence[Mention], geocoder: Geocoder) -> list[Target]:
    """Return the mentions by offset, and the containers that only the text names.

    Raises GeocoderUnusable: no lookup will work.
    """
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    found: list[Target] = []
    for at, mention in enumerate(ordered):
        found.append(_target(text, mention, geocoder))
        found += halves(text, found[-1], geocoder)
        next_start = ordered[at + 1].start if at + 1 < len(ordered) else len(text)
        container = _container(text, mention.end, next_start, geocoder)
        if container is not None:
            found.append(container)
    _link(text, found)
    return found


def _link(text: str, found: Sequence[Target]) -> None:
    """Tell the targets which lies inside which, as the words between them say."""
    named = [i for i, target in enumerate(found) if target.is_place and not target.is_half]
    spans = [(found[i].start, found[i].end) for i in named]
    told = (
        turned(text, found, link._replace(inner=named[link.inner], outer=named[link.outer]))
        for link in cues.links(text, spans)
    )
    linked = [
        link
        for link in told
        if not only_owns(text, found, link) and not only_lists(text, found, link)
    ]
    for at, after in pairwise(named):
        if (near := anchor(text, found[at], found[after], after)) is not None:
            found[at].anchors.append(near)
            found[at].link = " ".join(text[found[at].start : found[after].end].split())
    linked += leads(text, found)
    for link in reversed(linked):  # 'Salama, Lamu, Kenya': Kenya holds Lamu first
        inner, outer = found[link.inner], found[link.outer]
        if bars(text, found, link):
            inner.barring.append(link.outer)
        inner.barring += barred_through(found, link)
    for link in linked:
        inner, outer = found[link.inner], found[link.outer]
        inner.inside.append(link.outer)
        is_told = link.outer in inner.barring or barred_through(found, link)
        if link.how == "comma" and not is_told and goes_on(text, outer.end):
            inner.listed.append(link.outer)
        if link.how != "scene":
            outer.holds.append(link.inner)
        inner.is_told |= link.how not in ("comma", "lead", "scene") or outer.mention is None
        if link.how in BARRED_AS:
            inner.told_as = link.how
        inner.link = inner.link or link.words
        outer.holding = outer.holding or link.words


def _target(text: str, mention: Mention, geocoder: Geocoder) -> Target:
    if mention.usage == "not_a_place":
        return Target(mention, mention.start, mention.end, EMPTY)
    try:
        pool, cue = _pool(text, mention, geocoder)
    except GeocoderUnusable:
        raise
    except GeocoderError as error:
        return Target(mention, mention.start, mention.end, EMPTY, failure=str(error))
    return Target(mention, mention.start, mention.end, pool, cue)


def _pool(text: str, mention: Mention, geocoder: Geocoder) -> tuple[Pool, cues.Cue | None]:
    """Return a mention's options and the class that the words beside it ask for."""
    name = mention.lookup or mention.text
    if divided.is_part(text, mention.start, name):
        land = divided.half(text, mention.start, name)
        return divided.without_towns(pool_of(geocoder, land or name)), None
    if mention.usage == "demonym":
        return only_demonyms(pool_of(geocoder, name)), None
    cue = cues.cue(text, mention.start, mention.end)
    if mention.usage in _OWN and (words := cues.built(text, mention.end)):
        longer = pool_of(geocoder, f"{name} {words.strip(' -')}", asking=False)
        if any(not option.stand_in for option in longer.options):
            return longer, None  # 'the Zaporizhzhia nuclear power plant' is not in that city
    if flows := cues.river(text, mention.start, mention.end):
        waters = _waters(geocoder, name)
        if waters.options:
            return waters, flows
    if extension := cues.extension(text, mention.end):
        return _extended(geocoder, name, *extension, cue)
    pool = pool_of(geocoder, name)
    has_unit = any(o.row.kind == "admin1" and o.quality != "fuzzy" for o in pool.options)
    if has_unit and (governs := cues.governed(text, mention.end)):
        return pool, governs
    if has_unit and cues.is_in_bare(text, mention.start):
        named = _named_waters(geocoder, f"{name} River").options
        rivers = {o.row.id for o in named if not o.form.word}
        pool = pool._replace(options=tuple(o for o in pool.options if o.row.id not in rivers))
    return pool, cue


def _extended(
    geocoder: Geocoder, name: str, cls: str, word: str, cue: cues.Cue | None
) -> tuple[Pool, cues.Cue | None]:
    """Return the options of a name that a designator follows ('Donetsk region'), and the class asked for."""
    longer = pool_of(geocoder, f"{name} {word.strip(' -')}", asking=False)
    # 'Paris City Council' speaks of Paris, 'Kansas City Council' of Kansas City.
    taken = (
        o for o in longer.options if not o.stand_in and (cls != "settlement" or not o.form.word)
    )
    if any(taken):
        return longer, cue
    return pool_of(geocoder, name), cue or cues.Cue(cls, word.strip())


_ROAD_AFTER = re.compile(
    r"(?:\s+[a-z]+)?\s+(?:(?:high|rail|motor|express)way|rail|road|route|corridor|axis|line|front|frontline|border|pipeline|train"
    r"|bridge|trail)\b"
)
_HALVES = re.compile(r"(?P<one>[^\W\d_][^-–—]{2,40})[-–—](?P<other>[^\W\d_][^-–—]{2,40})")


def halves(text: str, target: Target, geocoder: Geocoder) -> list[Target]:
    """Return the two ends of 'the Goma-Rutshuru road', whose name the gazetteer lacks; else []."""
    pool, mention = target.pool, target.mention
    match = _HALVES.fullmatch(text, target.start, target.end)
    if mention is None or match is None or any(o.quality != "fuzzy" for o in pool.options):
        return []
    if not _ROAD_AFTER.match(text, target.end) or mention.usage == "not_a_place":
        return []
    ends: list[Target] = []
    for name in ("one", "other"):
        found = pool_of(geocoder, match[name], asking=False)
        kept = tuple(o for o in found.options if o.quality != "fuzzy" and o.row.kind not in AREAS)
        if not kept or not match[name][0].isupper():
            return []
        ends.append(Target(None, *match.span(name), found._replace(options=kept), is_half=True))
    return ends


def _waters(geocoder: Geocoder, name: str) -> Pool:
    """Return the rivers that a name may mean."""
    return _named_waters(geocoder, f"{name.removeprefix('the ')} River", name)


def _named_waters(geocoder: Geocoder, *names: str) -> Pool:
    for called in names:
        pool = pool_of(geocoder, called, asking=False)
        kept = tuple(o for o in pool.options if o.row.kind == "natural" and o.quality != "fuzzy")
        if kept:
            return pool._replace(options=kept)
    return EMPTY


def only_demonyms(pool: Pool) -> Pool:
    """Return the options that the name means as an adjective; all of them if none does so."""
    kept = tuple(option for option in pool.options if option.quality == "demonym")
    if not kept or len(kept) == len(pool.options):
        return pool
    return pool._replace(options=kept)


def _container(text: str, end: int, next_start: int, geocoder: Geocoder) -> Target | None:
    """Return the country or unit after 'Name, ' that is no mention itself: 'Alexandria, La.'."""
    for words in cues.container_after(text, end):
        start = text.index(words.split()[0], end)
        stop = start + len(words)
        if start >= next_start:
            return None
        try:
            pool = pool_of(geocoder, words, asking=False)
        except GeocoderUnusable:
            raise
        except GeocoderError:
            return None
        kept = tuple(
            option
            for option in pool.options
            if option.row.kind in ("country", "admin1")
            and option.quality not in ("fuzzy", "demonym")
            and not option.form.word
        )
        if kept:
            return Target(None, start, stop, pool._replace(options=kept))
    return None


def groups(found: Sequence[Target]) -> list[Group]:
    """Return what is to be chosen, and tell each target its group.

    Mentions of one name share a group when the same words beside them speak for a place.
    """
    numbers: dict[tuple[object, ...], int] = {}
    members: list[list[int]] = []
    for index, target in enumerate(found):
        key = (
            target.pool.name.casefold(),
            len(target.pool.options),  # adjective or noun; a pool of its own for a container
            target.cue.cls if target.cue else None,
            target.mention is not None and target.mention.usage == "metonymic",
            tuple(found[i].pool.name for i in target.inside),
            tuple(found[i].pool.name for i in target.holds),
            target.is_told,
            tuple(found[i].pool.name for i in target.barring),
            tuple((found[a.base].pool.name, *a[1:]) for a in target.anchors),
            target.told_as,
        )
        target.group = numbers.setdefault(key, len(numbers))
        if target.group == len(members):
            members.append([])
        members[target.group].append(index)
    return [_group(found, indices) for indices in members]


def _group(found: Sequence[Target], indices: list[int]) -> Group:
    first = found[indices[0]]
    beside: dict[int, None] = {}
    for index in indices[:20]:
        for other in _beside(found, index):
            if len(beside) < _MOST_NEIGHBOURS:
                beside[other] = None
    count = sum(1 for index in indices if found[index].mention is not None)
    return Group(
        pool=first.pool,
        cue=first.cue.cls if first.cue else None,
        is_actor=first.mention is not None and first.mention.usage == "metonymic",
        first=first.start,
        weight=min(sqrt(count), 3.0) if count else 0.5,
        neighbours=tuple(beside),
        is_told=first.is_told,
        inside=tuple(dict.fromkeys(found[i].group for i in first.inside)),
        holds=tuple(dict.fromkeys(found[i].group for i in first.holds)),
        barring=tuple(dict.fromkeys(found[i].group for i in first.barring)),
        anchors=tuple(a._replace(base=found[a.base].group) for a in first.anchors),
        told_as=first.told_as,
        site=_site(found, indices),
    )


def _site(found: Sequence[Target], indices: Sequence[int]) -> str:
    """Return the class of event told of at a group's place; talks before fighting: fewer towns see them."""
    told = {target.mention.site for i in indices if (target := found[i]).mention is not None}
    return next((site for site in ("diplomatic", "battlefield") if site in told), "none")


def _beside(found: Sequence[Target], index: int) -> list[int]:
    """Return the groups of the nearest names before and after a target."""
    target = found[index]
    near: list[int] = []
    for step in (-1, 1, -2, 2):
        at = index + step
        if not 0 <= at < len(found):
            continue
        other = found[at]
        gap = target.start - other.end if step < 0 else other.start - target.end
        if (
            other.is_place
            and other.pool.options
            and gap <= _NEIGHBOUR_REACH
            and other.pool.core != target.pool.core
        ):
            near.append(other.group)
    return near

"""What places are chosen for, and what was chosen."""

from __future__ import annotations

from typing import NamedTuple

from geomap.locate.anchors import Anchor
from geomap.locate.options import Pool


class Group(NamedTuple):
    """Mentions of one name that the text treats alike: they get one place."""

    pool: Pool
    cue: str | None  # class asked for
    is_actor: bool  # the name stands for a government
    first: int  # where the first of them stands
    weight: float  # from the number of mentions; 0 for a name read only as a container
    neighbours: tuple[int, ...]  # groups that stand beside it
    inside: tuple[int, ...]  # groups said to contain it
    is_told: bool  # words say so, not only a comma
    holds: tuple[int, ...]  # groups said to lie in it
    barring: tuple[int, ...] = ()  # of `inside`, those that rule out what lies elsewhere
    told_as: str = ""  # how those do; see barring.BARRED_AS
    anchors: tuple[Anchor, ...] = ()  # groups that the text tells it from: 'south of Dori'
    site: str = "none"  # the class of event that the text tells of there


class Choice(NamedTuple):
    """What was chosen for a group: probabilities over its pool's options."""

    probabilities: tuple[float, ...]
    order: tuple[int, ...]  # option indices, best first
    sure: float  # probability that the best, or what lies within its reach, is meant
    features: tuple[tuple[float, ...], ...]  # by option, in the order of COLUMNS
    company: float  # how many other names could vouch for one, 0 to 1
    world: float  # how many countries the article names, 0 to 1
    barred: tuple[bool, ...] = ()  # by option: the text puts the name where it surely isn't

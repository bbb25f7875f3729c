"""Names that only say where another lies: a bomb 'in Ramadi, 100 km west of Baghdad' is none in Baghdad.

Where nothing nearer is named ('fighting 20 km west of Bakhmut'), or only the land around ('in Iraq,
50 km from Mosul'), the name is all that there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from geomap.apposition import Told, told_from


class Name(NamedTuple):
    """A literal name by its offsets."""

    start: int
    end: int
    happened: bool  # something is read to have happened there
    is_target: bool = False  # and the network is rather sure that it was the target


_LARGE = 100_000  # people


class Known(NamedTuple):
    """What a gazetteer knows of a name."""

    people: int = 0  # of the largest town that is called so
    is_country: bool = False
    is_land: bool = False  # a wide land is called so, and no large town
    is_natural: bool = False  # water, an island or a mountain is called so
    is_unit: bool = False  # an administrative unit or a region is called so, and no large town
    # In which countries something is called so; empty: it isn't known.
    countries: frozenset[str] = frozenset()

    @property
    def is_large(self) -> bool:
        """Whether a country or a large town is called so."""
        return self.is_country or self.is_town

    @property
    def is_town(self) -> bool:
        """Whether a large town is called so."""
        return self.people >= _LARGE


# A way is long, and a land wide: what lies there is told by what it lies near to.
_LONG_OR_WIDE = re.compile(
    r"^(?:the\s+)?(?:(?:north|south|east|west|central|upper|lower|inner|outer|rural)\w*[\s-])"
    r"|\b(?:road|highway|street|river|line|railway|motorway|route|border|frontier|front|province|region|state"
    r"|governorate|oblast|county|republic|territory|peninsula|valley|desert|mountains?|hills|forest|sea|gulf|strait"
    r"|coast|basin|delta|belt|corridor)$",
    re.I,
)
_IS_WIDE = re.compile(
    r"\s+(?:province|region|state|governorate|oblast|county|republic|territory|peninsula|valley|road|highway|river)\b",
    re.I,
)
_IS_DISTRICT = re.compile(r"\s+districts?\b", re.I)
_IN = re.compile(
    r"(?:\s+\w+)?(?:,\s+(?:in\s+)?|\s+in\s+)(?:the\s+)?(?:\w+ern\s+)?(?:\w+\s+of\s+)?", re.I
)
_UNIT = re.compile(
    r"(?:['’]s)?\s+(?:province|governorate|state|region|county|oblast|district|department)\b", re.I
)
# Of what is built, 'near' says where in the other place: 'in Gaza, near the Karni crossing'.
_THING = (
    r"(?:crossing|checkpoint|airport|airfield|airbase|stadium|bridge|gate|square|hospital|mosque|church|cathedral|temple"
    r"|shrine|school|university|embassy|consulate|palace|hotel|market|bazaar|souk|station|barracks|prison|dam|plant"
    r"|refinery|tower|museum|parliament|ministry|cemetery|camp)s?\b"
)
BUILT = re.compile(rf"\b{_THING}", re.I)
_BUILT_AFTER = re.compile(rf"[ ](?:\w+[ ])?{_THING}", re.I)
# '10 miles north of A, near B', 'outside A, near B'
_MEASURED = re.compile(
    r"\b(?:(?:(?:north|south|east|west)[\w-]*|km|kms|kilomet\w+|miles?|outskirts|edge)\s+(?:of|from)|near|outside|around|off)"
    r"\s+(?:the\s+)?(?:\w+\s+of\s+)?$",
    re.I,
)
# 'B, which was shelled too', 'B itself', 'B, where a bomb went off', 'B, a city that many expect to be next'
_OWN_EVENT = re.compile(
    r"\s*,?\s*(?:which|itself|too|as\s+well|also)\b"
    r"|\s*,\s+(?:where|whose|in\s+which)\b"
    r"|\s*,\s+an?\s+(?:[\w-]+\s+){0,2}(?:city|town|village|port|capital|stronghold|hub|base)\b",
    re.I,
)
_GOES_ON = re.compile(r"\s+(?:was|were|is|are|has|have|had|came|will|would|could|fell)\b")
# 'in Bakhmut, near Soledar, near Kreminna': a list
_ANOTHER = re.compile(
    r"\s*,?\s*(?:and\s+)?(?:near|outside|close\s+to|(?:north|south|east|west)[\w-]*\s+of)\b", re.I
)
_SHORT = re.compile(r"^(?:m|met(?:er|re)s|yards)$", re.I)


def told_by(
    text: str, names: Sequence[Name], *, known: Callable[[str], Known] = lambda _: Known()
) -> set[int]:
    """Return which of the names only tell where the one before lies, by their starts.

    `names` are the literal ones by offset; `known` says what a gazetteer knows of one.
    """
    found: set[int] = set()
    for at, (first, second) in enumerate(pairwise(names)):
        chained = first.start in found
        site, end = first, first.end
        if not (first.happened or chained):
            # 'Ramadi, in Anbar province, 100 km west of Baghdad'
            site = names[at - 1] if at else first
            if not site.happened or _IN.fullmatch(text, site.end, first.start) is None:
                continue
            unit = _UNIT.match(text, end)
            end = unit.end() if unit else end
        if second.is_target:
            continue
        told = told_from(text, end, second.start, chained=chained)
        if told is not None and _only_tells(text, site, second, told, known):
            found.add(second.start)
    return found


def _only_tells(
    text: str, first: Name, second: Name, told: Told, known: Callable[[str], Known]
) -> bool:
    name, other = text[first.start : first.end], text[second.start : second.end]
    if _LONG_OR_WIDE.search(name) or _IS_WIDE.match(text, first.end):
        return False
    if _OWN_EVENT.match(text, second.end) or (told.phrase and _GOES_ON.match(text, second.end)):
        return False
    if told.how == "distance":
        if _SHORT.match(told.unit or ""):  # within the town, or beside it
            return False
    elif _ANOTHER.match(text, second.end) or _IS_DISTRICT.match(text, first.end):
        return False
    if told.how == "near" and _is_nearer(text, first, second):
        return False
    own, others = known(name), known(other)
    if own.is_country or (own.is_land and told.how != "distance"):
        return False
    return own.people <= others.people  # a town is told from a larger one


def _is_nearer(text: str, first: Name, second: Name) -> bool:
    """Return whether the second name says more exactly where it was than the first."""
    if BUILT.search(text, second.start, second.end) or _BUILT_AFTER.match(text, second.end):
        return True
    return _MEASURED.search(text, max(0, first.start - 40), first.start) is not None

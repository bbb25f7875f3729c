"""Names that only hold the place just named: Kossi and Boucle du Mouhoun in 'Barani, Kossi, Boucle du Mouhoun'.

What happened in Barani is no second event in its province. A list ('Homs, Hama and Idlib') holds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from geomap.reader.anchors import BUILT, Known, Name

_UNIT = (
    r"(?:province|prefecture|sub-prefecture|region|district|sub-district|county|tehsil|territory|governorate|state|commune"
    r"|department|oblast|krai|woreda|zone|division|canton|municipality|locality|LGA|local\sgovernment(?:\sarea)?|wilaya|raion"
    r"|rayon|ward|chiefdom)"
)
_IS_UNIT = re.compile(rf"(?:^|\s){_UNIT}$", re.I)
_UNIT_AFTER = re.compile(rf"\s(?:\w+\s)?{_UNIT}\b", re.I)
_UNIT_BEFORE = re.compile(rf"\b{_UNIT}\sof\s(?:the\s)?$", re.I)
# From the end of a name to the one that holds it: ', ', ' (', ' sub-prefecture, '
_HELD = re.compile(
    rf"(?:\s(?:town|city|village|camp)|\s(?:\w+\s)?{_UNIT})?(?:,\s(?:in\s)?|\s\()(?:the\s)?(?:{_UNIT}\sof\s(?:the\s)?)?",
    re.I,
)
_BANK = re.compile(
    r"(?:,)?\son\sthe\s(?:\w+\s)?(?:banks?|shores?|coast)\sof\s(?:the\s)?(?:river\s|lake\s)?", re.I
)
# ', on the Volga', ', on Lake Tanganyika'
_ON_WATER = re.compile(r",\son\s(?:the\s(?:river\s)?)?", re.I)
_IS_WATER = re.compile(r"^(?:lake|river)\s|\s(?:sea|river|ocean|gulf|strait|lake|bay)$", re.I)
_LISTED = re.compile(r"\)?(?:,?\s(?:and|or)\s|,\s)(?:in\s|near\s)?(?:the\s)?")


def holders(
    text: str, names: Sequence[Name], *, known: Callable[[str], Known] = lambda _: Known()
) -> set[int]:
    """Return which of the names only hold the place named just before them, by their starts.

    `names` are the literal ones by offset; `known` says what a gazetteer knows of one.
    """
    found: set[int] = set()
    for at in range(1, len(names)):
        inner, outer = names[at - 1], names[at]
        if not (inner.happened or inner.start in found):
            continue
        if _BANK.fullmatch(text, inner.end, outer.start):
            found.add(outer.start)
            continue
        if _ON_WATER.fullmatch(text, inner.end, outer.start) and _is_water(text, outer, known):
            found.add(outer.start)
            continue
        if _HELD.fullmatch(text, inner.end, outer.start) and _holds(text, names, at, known):
            found.add(outer.start)
    return found


def _is_water(text: str, name: Name, known: Callable[[str], Known]) -> bool:
    """Return whether a town can lie on what is called so: a lake, a river, a sea."""
    called = text[name.start : name.end]
    return _IS_WATER.search(called) is not None or known(called).is_natural


def _holds(text: str, names: Sequence[Name], at: int, known: Callable[[str], Known]) -> bool:
    """Return whether names[at] is of a land or unit, and no other one in a list with the name before."""
    inner, outer = names[at - 1], names[at]
    listed = at + 1 < len(names) and bool(_LISTED.fullmatch(text, outer.end, names[at + 1].start))
    if BUILT.search(text, inner.start, inner.end):
        return False  # what holds it was struck itself
    one, other = known(text[inner.start : inner.end]), known(text[outer.start : outer.end])
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return False  # 'strikes in Gaza, Lebanon'
    if _is_called_unit(text, outer, inner.end):
        return not (listed or _is_called_unit(text, inner, inner.start))
    if listed or (one.is_country and other.is_country):
        return False
    return other.is_country or (other.is_unit and not one.is_unit)


def _is_called_unit(text: str, name: Name, low: int) -> bool:
    """Return whether text[low:] calls the name one of an administrative unit."""
    return (
        _IS_UNIT.search(text[name.start : name.end]) is not None
        or _UNIT_AFTER.match(text, name.end) is not None
        or _UNIT_BEFORE.search(text, max(low, name.start - 40), name.start) is not None
    )

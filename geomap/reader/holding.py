"""Names that only hold the place just named: Kossi and Boucle du Mouhoun in 'Barani, Kossi, Boucle du Mouhoun'.

What happened in Barani is no second event in its province, nor in the land that a sentence sets out
from ('In Mali, gunmen attacked Barani'). A list ('Homs, Hama and Idlib') holds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from geomap.reader.anchors import BUILT, Known, Name
from geomap.reader.wording.cues import is_cue

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
# 'Barani in Mali', 'the Barani bridge in northern Mali'
_IN = re.compile(
    rf"(?:\s(?:\w+\s)?{BUILT.pattern}|\s(?:\w+\s)?{_UNIT}|\s(?:area|town|city|village))?"
    r"\sin\s(?:the\s)?(?:(?:north|south|east|west|centr)[\w-]*\s)?",
    re.I,
)
# 'In Mali, gunmen attacked |Barani'
_OPENS_IN = re.compile(r"(?:^|[.!?]['\"”’]?\s|\n)\W{0,3}In\s(?:the\s)?(?:[a-z]+ern\s)?$")
_ONE_CLAUSE = re.compile(r"(?!,?\s(?:which|where|whose|and|or|but)\b)[^;:.!?\n]{3,110}")
_ONE_OF_IT = re.compile(
    r"\bof\s(?:them|whom|which)\b|\b(?:war|including|among|mainly|mostly|especially|after|before|across|throughout|nationwide|elsewhere"
    r"|days?|hours?|weeks?)\b|,\s(?:and|while|but|as|with|killing|wounding|leaving)\b"
)
# 'jets hit radars and |a drone hit'
_NEXT_CLAUSE = re.compile(
    r"\s(?:and|while|as|when)\s(?=(?:an?|the|its|their|other|another|\d[\d,]*|two|three|four)\s|[A-Z])"
)


def holders(
    text: str, names: Sequence[Name], *, known: Callable[[str], Known] = lambda _: Known()
) -> set[int]:
    """Return which of the names only hold the place named just before them, by their starts.

    `names` are the literal ones by offset; `known` says what a gazetteer knows of one.
    """
    found: set[int] = set()
    for at in range(1, len(names)):
        inner, outer = names[at - 1], names[at]
        if inner.happened and outer.happened and _leads(text, inner, outer, known):
            found.add(inner.start)
            continue
        if not (inner.happened or inner.start in found):
            continue
        if _BANK.fullmatch(text, inner.end, outer.start):
            found.add(outer.start)
            continue
        if _ON_WATER.fullmatch(text, inner.end, outer.start) and _is_water(text, outer, known):
            found.add(outer.start)
            continue
        held = _HELD.fullmatch(text, inner.end, outer.start) and _holds(text, names, at, known)
        if held or _is_in(text, names, at, known):
            found.add(outer.start)
    return found


def _leads(text: str, land: Name, name: Name, known: Callable[[str], Known]) -> bool:
    """Return whether a sentence sets out from a land for what happened at a name in it: 'In Mali, ...'."""
    if _OPENS_IN.search(text, max(0, land.start - 30), land.start) is None:
        return False
    if not _ONE_CLAUSE.fullmatch(text, land.end, name.start):
        return False
    one, other = known(text[name.start : name.end]), known(text[land.start : land.end])
    # a camp of that name may be in many lands
    apart = _apart(one, other) and not BUILT.search(text, name.start, name.end)
    if one.is_country or not _is_a_land(other) or apart:
        return False
    if _ONE_OF_IT.search(text, land.end, name.start):
        return False
    return not _fought_before(text[land.end : name.start])


def _fought_before(words: str) -> bool:
    """Return whether a clause of fighting goes before the last one of `words`, which is of fighting too."""
    return any(
        is_cue(words[: clause.start()], "battlefield")
        and is_cue(words[clause.end() :], "battlefield")
        for clause in _NEXT_CLAUSE.finditer(words)
    )


def _is_in(text: str, names: Sequence[Name], at: int, known: Callable[[str], Known]) -> bool:
    """Return whether names[at] is of the land or unit that the one before lies in, and no other is listed."""
    inner, outer = names[at - 1], names[at]
    if _IN.fullmatch(text, inner.end, outer.start) is None:
        return False
    one, other = known(text[inner.start : inner.end]), known(text[outer.start : outer.end])
    if one.is_country or _apart(one, other):
        return False
    if at + 1 < len(names) and _LISTED.fullmatch(text, outer.end, names[at + 1].start):
        beside = known(text[names[at + 1].start : names[at + 1].end])
        if beside.is_country or beside.is_unit:
            return False  # 'at Barani in Mali and Niger'
    wide = _is_a_land(other) or (other.is_unit and not other.people)
    return wide or _is_called_unit(text, outer, inner.end)


def _is_a_land(one: Known) -> bool:
    """Return whether a country is called so, and no large town: not Kuwait, nor Panama."""
    return one.is_country and not one.is_town


def _apart(one: Known, other: Known) -> bool:
    """Return whether the two are known to lie in different countries: 'strikes in Gaza, Lebanon'."""
    known = bool(one.countries and other.countries)
    return known and one.countries.isdisjoint(other.countries)


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
    if _apart(one, other):
        return False
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

"""Which containers a text tells so plainly that a name can't mean what lies elsewhere.

'Kaya, in Nigeria', 'the Angolan town of Kuito', 'Kaya, Nigeria, on Monday': no Kaya of another
land. 'Talks with Kaya, Nigeria and Mali' lists names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap.locate.cues import MODIFIERS, Link, led, names_a_town
from geomap.locate.inside import lies_in

if TYPE_CHECKING:
    from geomap.locate.targets import Target

# Links by which no town is meant ("site"), none that is a seat ("part"), or one that is known after all ("lead").
BARRED_AS = ("site", "part", "lead")
_MOST_LED = 6
_MOST_HELD, _MOST_HOLDERS = 20, 4  # options asked whether one lies in another
_OWN_PLACE = ("literal", "associative")
_HOLDERS = ("country", "admin1", "region")
# Whose forces are there says nothing of whose land it is.
_HELD = re.compile(
    r"\b(?:\w+-)?(?:held|controlled|occupied|annexed|administered|backed|run|governed|ruled|captured|seized|claimed"
    r"|besieged|stronghold|territory|enclave|settlements?|twin|sister|partner)\b",
    re.I,
)
# What follows 'Kaya, Nigeria' where it is no list of names and no new clause.
_CLOSED = re.compile(
    r"\s*(?:[.;:!?)(\]—–]|-\s|$)|\s*\n"
    r"|,?\s+(?:on|in|at|after|before|when|where|while|during|by|with|last|early|late|this|yesterday|today|near|from"
    r"|since|until|for|to|as|over|under|amid|across|along|about|against|beside|around|through|because|despite|which|following|killing|wounding|injuring|leaving)\b"
    r"|,\s+(?:and|but)\s+(?:[a-z]|the\s+[a-z])|,\s+(?:a|an|the|his|her|its|their|some|about|around|who)\s+[a-z\d]"
    r"|,\s+[a-z]+(?:ed|ing|ly)\b"
    r"|,?\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|,?\s+(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d"
)
_GOES_ON = re.compile(r",?\s+(?:and|or)\s+(?:in\s+)?[A-Z]|,\s+[A-Z]")
_ENDED = re.compile(r"\s*(?:[.;)(]|$)")


# 'in Nigeria's far north', 'in Malian territory', 'in Indian Kashmir': not 'in French air strikes'.
_LAND_AFTER = re.compile(
    rf"(?:['’]s?)?\s+{MODIFIERS}(?:[A-Z]|(?:territory|soil|waters|land|lands|side|provinces?|states?|regions?|district"
    r"|county|oblast|governorate|department|island|city|town|village|capital|coast|border|frontier|desert|mountains"
    r"|highlands|countryside|interior|hinterland|heartland|(?:north|south|east|west|north-?east|north-?west|south-?east"
    r"|south-?west|cent(?:er|re))|part|half|enclave|area|steppe|jungle|plains?|valley|delta|hills)\b)"
)
_A_NOUN = re.compile(
    r"[ ](?:governor|mayor|officials?|authorities|police|president|minister|prosecutors?|residents|lawmakers?|troops|forces|army"
    r"|soldiers|military|media|captain|coach|manager|striker|midfielder|defender|goalkeeper|batsman|bowler|players?|fans|supporters"
    r"|commanders?|chief|spokes\w+|diplomats?|envoys?|lawyers?|correspondent|professor)\b"
)
_OWNS = re.compile(r"['’](?:s\b|\s)")


def only_owns(text: str, found: Sequence[Target], link: Link) -> bool:
    """Return whether `link`'s outer name is that of an actor: Gao, 'killed in Gao in French air strikes'."""
    outer = found[link.outer]
    if outer.mention is None:
        return False
    if link.how == "comma":
        # 'near Sumy, Ukraine's army said', 'in Sumy, Kharkiv officials said'; not 'Homs, Syria's third city'
        if outer.mention.usage == "associative" and _A_NOUN.match(text, outer.end):
            return True
        land = _LAND_AFTER.match(text, outer.end)
        is_land = land is not None and land.group()[-1].islower()  # no 'Ukraine's President'
        return _OWNS.match(text, outer.end) is not None and not is_land
    if link.how not in ("in", "site", "part"):
        return False
    usage = outer.mention.usage
    owns = usage == "demonym" or (usage == "associative" and _is_country(outer))
    if not owns and _OWNS.match(text, outer.end) is None:
        return False
    return _LAND_AFTER.match(text, outer.end) is None


def bars(text: str, found: Sequence[Target], link: Link) -> bool:
    """Return whether `link`, by index in `found`, rules out what lies elsewhere."""
    inner, outer = found[link.inner], found[link.outer]
    if inner.mention is None or inner.mention.usage not in _OWN_PLACE:
        return False
    between = text[min(inner.end, outer.end) : max(inner.start, outer.start)]
    if outer.mention is None:
        return False  # a word that only looks like a container: 'Kansas City, North'
    usage = outer.mention.usage
    if usage == "demonym" and not _is_country(outer):
        return False
    if link.how == "scene":
        return False
    if link.outer < link.inner and link.how in ("lead", "site"):
        return True  # 'In Zamfara, gunmen captured Kaya'
    if link.how != "comma":
        return _HELD.search(between) is None
    if not _holds(outer) or ("," not in between and "(" not in between):
        return False
    pattern = _ENDED if usage == "metonymic" else _CLOSED
    return pattern.match(text, outer.end, min(len(text), outer.end + 40)) is not None


def goes_on(text: str, end: int) -> bool:
    """Return whether a list of names goes on at `end`."""
    return _GOES_ON.match(text, end) is not None


def turned(text: str, found: Sequence[Target], link: Link) -> Link:
    """Return `link`, the other way round where a land stands first: 'the Angolan town of Kuito'."""
    inner, outer = found[link.inner], found[link.outer]
    if link.how not in ("in", "part") or not _is_country(inner):
        return link
    if not names_a_town(text, inner.end, outer.start):
        return link
    return link._replace(inner=link.outer, outer=link.inner, how="of")


_ALSO_IN = re.compile(r"\b[Ii]n\s+(?:the\s+)?$")
_OR_IN = re.compile(r",?\s+(?:(?:and|or|nor)\s+(?:even\s+)?)?(?:in|at)\b|,?\s+(?:and|or|nor)\b")


def only_lists(text: str, found: Sequence[Target], link: Link) -> bool:
    """Return whether `link` is a step of 'in Kaya, in Gao or in any town': the first lies in no such place."""
    inner, outer = found[link.inner], found[link.outer]
    if link.how != "in" or "," not in text[inner.end : outer.start]:
        return False
    if not _ALSO_IN.search(text, max(0, inner.start - 12), inner.start):
        return False
    goes = text[inner.end : outer.start].strip(", ").lower()
    if goes not in ("in", "in the") or not _OR_IN.match(text, outer.end):
        return False
    held = [o.row for o in inner.pool.options[:_MOST_HELD] if o.quality != "fuzzy"]
    holders = [o.row for o in outer.pool.options[:_MOST_HOLDERS]]
    return bool(held) and not any(lies_in(row, holder) for row in held for holder in holders)


def leads(text: str, found: Sequence[Target]) -> list[Link]:
    """Return the links of 'In Zamfara, gunmen attacked Kaya, Anka and Gusau' to the names that follow.

    A "scene" bars nothing: a name at which nothing happened may lie elsewhere ('In Ohio, they sang of Paris').
    """
    links: list[Link] = []
    for at, lead in enumerate(found):
        if lead.mention is None or lead.mention.usage != "literal":
            continue
        if not _holds(lead) and not _is_area(lead):
            continue
        for n in range(at + 1, min(at + 1 + _MOST_LED, len(found))):
            target = found[n].mention
            how = led(text, (lead.start, lead.end), found[n].start)
            if how is None:
                break
            if target is None or target.usage != "literal":
                continue
            words = f"In {lead.mention.text}"
            cue = found[n].cue
            if how == "likely" or target.site == "none":
                if _is_area(lead) and not _is_country(found[n]):
                    links.append(Link(n, at, "scene", words))
            elif cue is not None and cue.cls == "district" and _is_town(lead):
                links.append(Link(n, at, "site", words))  # 'the districts of Kaya and Anka'
            else:
                links.append(Link(n, at, "lead", words))
    return links


def barred_through(found: Sequence[Target], link: Link) -> list[int]:
    """Return what holds a name by way of the one after it: Kenya, of 'Salama, Lamu, Kenya'."""
    inner, middle = found[link.inner], found[link.outer]
    if link.how != "comma" or inner.mention is None or inner.mention.usage not in _OWN_PLACE:
        return []
    return [] if _is_country(middle) else [i for i in middle.barring if i > link.outer]


def _is_country(target: Target) -> bool:
    options = target.pool.options
    return bool(options) and options[0].row.kind == "country"


def _is_area(target: Target) -> bool:
    options = target.pool.options
    return bool(options) and options[0].row.kind in (*_HOLDERS, "admin2")


def _is_town(target: Target) -> bool:
    return any(option.row.kind == "city" for option in target.pool.options[:3])


def _holds(target: Target) -> bool:
    return any(option.row.kind in _HOLDERS for option in target.pool.options[:3])

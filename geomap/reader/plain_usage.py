"""What the words beside a name plainly say that it is: a ship, a make of weapon, a club, who is handed something.

'The frigate Orve', 'INS Kolkata' and 'Merkava tanks' are no places; 'Shakhtar Donetsk' and 'the
Suffolk Regiment' hold one in an organisation's name; what is 'ceded to Cairo' goes to its government.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from geomap.reader.anchors import Known
from geomap.reader.decode import Read

_REACH = 120  # code points before a name
_SHIP_CALLED = r"\s(?:the\s)?['’‘\"“]?(?:[A-Z][\w’'-]*\s)?$"
_SHIP = re.compile(
    r"\b(?:USS|USNS|USCGC|HMS|HMAS|HMCS|HMNZS|HNLMS|HDMS|HNoMS|INS|ICGS|BRP|KRI|ROKS|JS|FS|FGS|ARA|RFS|TCG|PNS|BNS|HTMS|CNS|CCG|MV"
    rf"|M/V|MT|M/T|SS|RRS|RFA|RMS){_SHIP_CALLED}"
)
_VESSEL = re.compile(
    r"\b(?:aircraft\scarrier|carrier|destroyer|frigate|corvette|cruiser|battleship|submarine|gunboat|minesweeper|tanker|freighter|trawler|cutter"
    r"|flagship|warship|liner|steamer|(?:landing|container|cargo|hospital|supply)\sship|bulk\scarrier|patrol\s(?:boat|ship|vessel))"
    rf"{_SHIP_CALLED}"
)
_HEADLINE = re.compile(r"[^a-z]*")
_ARM = (
    r"(?:howitzers?|drones?|rockets?|tanks?|missiles?|rifles?|(?:fighter\s)?jets?|launchers?|helicopters?|mortars?|ammunition|warheads?"
    r"|UAVs?|batter(?:y|ies)|bombers?|interceptors?|warplanes?)"
)
_MAKES = (
    r"(?:Vilkha|Bohdana|Palianytsia|Merkava|Heron|Rafale|Gepard|Leopard|Abrams|Patriot|Iskander|Kinzhal|Shahed|Bayraktar|Neptune"
    r"|Tochka|Grad|Uragan|Smerch|Caesar|Oreshnik|Kalibr|Katyusha|Qassam|Fajr|Fateh|Scud|Tomahawk|Lancet|Orlan|Kornet|Javelin"
    r"|Stinger|Mirage|Hermes|Geran|Tejas|Gripen|Typhoon|Hind|Panther|Marder|Bradley|Challenger|Shaheen|Ghauri|Agni|Prithvi|Pinaka)"
)
_IS_ARM = re.compile(rf"\s(?:\w+[\s-])?{_ARM}\b")
_IS_MAKE = re.compile(
    rf"\s(?:\w+[\s-])?(?:{_ARM}|guns?|fighters?|systems?|vehicles?|aircraft|planes?)\b"
)
_MAKE = re.compile(_MAKES)
_BESIDE_MAKE = re.compile(
    rf"(?:\b{_MAKES}|\b[A-Z]{{1,4}}-\d+\w*),?\s(?:and\s)?(?:the\s)?$|^,?\s(?:and\s)?(?:the\s)?(?:{_MAKES}\b|[A-Z]{{1,4}}-\d)"
)
_ARMED_BAND = re.compile(
    r"\s(?:[a-z]+\s)?(?:commanders?|fighters?|operatives?|militants?|gunm[ae]n|militiam[ae]n|commandos?|units?|forces?)\b"
)
_AT_A_PLACE = re.compile(
    r"\b(?:in|at|from|to|near|outside|around|into|on|off|over|through|across|towards?|inside|between|via|for|of|and"
    r"|north|south|east|west)\s(?:the\s)?$",
    re.I,
)
# Of clubs that have the city after it; 'Real', 'Inter' and the like are followed by nothing else.
_CLUB = re.compile(
    r"\b(?:Shakht[ay]o?r|D[iy]namo|CSKA|Lokomoti[vf]|Spartak|Torpedo|Zenit|Inter|AC|FC|FK|Maccabi|Hapoel|Beitar|Bnei|Zorya"
    r"|Metalist|Chornomorets|Karpaty|Vorskla|Real|Atl[eé]tico|Deportivo|Sporting|Borussia|Eintracht|Bayern|Olympique|Red\sStar"
    r"|Crvena\sZvezda|Partizan|Hajduk|Steaua|Legia|Lech|Slavia|Sparta|Young\sBoys|Terek|Rubin|Persija|Persib|PSV)\s$"
)
_BAYERN = re.compile(r"Bayern(?=\s(?:Munich|München)\b)")
_TEAM = re.compile(
    r"\s(?:United(?!\s(?:Nations|States|Kingdom|Arab))|Rovers|Wanderers|Albion|Hotspur|Athletic|Sultans|Qalandars|Kings|Royals|Zalmi"
    r"|Gladiators|Super\sKings|Indians(?=\s(?:beat|lost|won|and\s[A-Z]\w+\s[A-Z])))\b"
)
_UNIT = re.compile(
    r"\s(?:Brigades?|Battalions?|Regiment|Division|Corps|Fusiliers|Rifles|Lancers|Guards|Clan|Cartel|TV|Television|Radio|Force)\b"
)
_LAND = (
    r"(?:towns?|city|villages?|district|province|region|territor(?:y|ies)|islands?|lands?|area|base|airport|port|enclave|strip"
    r"|hills?|heights|fort|dam|crossing|post|peninsula|archipelago|valley|zone|control)"
)
_BEEN = (
    r"(?:was|were|is|are|had\sbeen|has\sbeen|have\sbeen|will\sbe|would\sbe|be|being)\s(?:\w+ly\s)?"
)
# 'X was handed back to Cairo', 'surrendered the town to Cairo'; of a person only, 'was returned to Cairo'
_GIVEN = re.compile(
    rf"\b{_LAND}\s{_BEEN}(?:returned|restored|given\sback|awarded)\sto\s$"
    rf"|\b(?:{_LAND}|[A-Z][\w’'-]+)\s{_BEEN}(?:handed(?:\s(?:back|over))?|surrendered|ceded|turned\sover|signed\sover)\sto\s$"
    r"|\b(?:(?:hand|surrender|yield)(?:ed|s|ing)?|(?:ced|restor)(?:e|ed|es|ing))\s(?:(?:back|over)\s)?(?:(?:the|its|their|an?|all|both)\s)(?:\w+\s){0,2}?"
    rf"(?!crossing|post){_LAND}(?:\sof\s(?:[A-Z][\w’'-]+\s?){{1,2}})?\s(?:(?:back|over)\s)?to\s$|\bced(?:e|ed|es|ing)\s(?:[A-Z][\w’'-]+\s){{1,2}}to\s$"
)
# 'handed over the road to |Gaza to monitors'
_ON_TO = re.compile(r"\sto\s")


def usage_told(
    text: str,
    reads: Sequence[Read],
    *,
    is_named: Callable[[str], bool],
    known: Callable[[str], Known],
) -> list[Read]:
    """Return the reads, with the usage that the words beside a name plainly give it.

    `is_named`: the gazetteer has a place of that name; `known`: what it knows of it.
    """
    found = []
    for read in reads:
        usage = _usage(text, read, is_named, known)
        found.append(read.ruled("usage", usage) if usage else read)
    return found


def _usage(
    text: str, read: Read, is_named: Callable[[str], bool], known: Callable[[str], Known]
) -> str | None:
    """Return the usage that the words beside a name give it; None where they give none, or the same."""
    usage = read.best("usage")
    if usage in ("demonym", "not_a_place", "name_part"):
        return None
    before = text[max(0, read.start - _REACH) : read.start]
    name = text[read.start : read.end]
    # 'the tanker Iran seized' is one that Iran seized
    may_act = usage == "metonymic" and known(name).is_large
    if _is_ship(before, name) or (_VESSEL.search(before) and not may_act):
        return "not_a_place"
    if _is_weapon(text, read, before, name, is_named):
        return "not_a_place"
    if usage == "org_part":
        return None
    if _CLUB.search(before) or _BAYERN.fullmatch(text, read.start, read.end):
        return "org_part"
    if _TEAM.match(text, read.end) or (usage != "literal" and _UNIT.match(text, read.end)):
        return "org_part"
    given = _GIVEN.search(before) and not _ON_TO.match(text, read.end)
    if usage == "literal" and given and known(name).is_large:
        return "metonymic"
    return None


def _is_ship(before: str, name: str) -> bool:
    """Return whether a ship's prefix stands before the name, and not in a headline of capitals."""
    if _SHIP.search(before) is None:
        return False
    return not (name.isupper() and _HEADLINE.fullmatch(before[-20:]))


def _is_weapon(
    text: str, read: Read, before: str, name: str, is_named: Callable[[str], bool]
) -> bool:
    """Return whether the name is of a make of arms, or of a band of fighters that no place is called like."""
    if _AT_A_PLACE.search(before) and read.best("usage") == "literal" and is_named(name):
        return False
    if _MAKE.fullmatch(name):
        after = text[read.end : read.end + 20]
        if _IS_MAKE.match(text, read.end) or _BESIDE_MAKE.search(before[-20:]):
            return True
        return _BESIDE_MAKE.match(after) is not None or not is_named(name)
    if is_named(name) or " " in name:
        return False
    return any(one.match(text, read.end) is not None for one in (_IS_ARM, _ARMED_BAND))

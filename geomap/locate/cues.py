"""What the words around a name say of it: its class, and the place it lies in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from geomap.locate.words import CLASS_OF, DIRECTION_RE, word_class

WINDOW = 90  # code points looked at on either side


class Cue(NamedTuple):
    """A class that a word beside the name asks for."""

    cls: str  # of words.FITS
    words: str  # as the text has them, for `why`


class Link(NamedTuple):
    """The text says that one name lies inside another."""

    inner: int  # index of a span
    outer: int
    how: str  # "comma", "in", "of"; "site" and "part" where the inner one is a building's or a quarter's; see barring
    words: str


_MANY = (
    "villages towns cities settlements hamlets communities districts areas parts regions "
    "provinces counties elsewhere places localities frontlines positions territory camps bases"
)
_PLURALS = frozenset(_MANY.split())
_SHARES = frozenset(
    [
        "part",
        "parts",
        "much",
        "most",
        "rest",
        "swathes",
        "swaths",
        "all",
        "areas",
        "whole",
        "sliver",
        "slivers",
        "strip",
        "slice",
        "chunk",
        "chunks",
        "pocket",
        "pockets",
        "patch",
        "half",
        "third",
    ]
)
_OF_A_TOWN = frozenset(
    [
        "outskirts",
        "streets",
        "centre",
        "center",
        "suburbs",
        "mayor",
        "downtown",
        "edge",
        "edges",
        "siege",
        "battle",
    ]
)
_BEFORE_A_NAME = frozenset(
    [
        "village",
        "town",
        "city",
        "capital",
        "river",
        "lake",
        "mount",
        "island",
        "port",
        "hamlet",
        "settlement",
        "kibbutz",
    ]
)
_NOT_AFTER_STATE = frozenset(
    [
        "media",
        "television",
        "tv",
        "news",
        "department",
        "run",
        "owned",
        "radio",
        "secretary",
        "visit",
        "terrorism-sponsor",
        "broadcaster",
        "agency",
        "sponsor",
        "controlled",
        "backed",
    ]
)
_WORD = re.compile(r"[ \u00a0\n-]([A-Za-z]+)(?:[ -]([A-Za-z]+))?(?:[ -]([A-Za-z]+))?")
_WORDS = re.compile(r"[ \u00a0\n-][A-Za-z]+(?:[ -][A-Za-z]+){0,3}")
_LIST_AFTER = re.compile(
    r"(?:,\s+[A-Z][\w'’-]+){0,8},?\s+(?:and|or)\s+(?:[A-Z][\w'’-]+\s+){1,2}"
    r"(regions|oblasts|provinces|counties|states|districts|governorates|prefectures)\b"
)
_LIST_BEFORE = re.compile(
    r"\b(regions|oblasts|provinces|counties|governorates|cities|towns|villages|states|districts|quarters|neighbou?rhoods|suburbs)"
    r"\s+(?:of|in)\s+(?:(?:[A-Z]|a[dlnrstz]-|el-)[\w'’-]+(?:\s(?:[A-Z]|a[dlnrstz]-|el-)[\w'’-]+)?(?:,\s+(?:and\s+)?|\s+and\s+))+$"
)
# Classes whose word after a name changes which place it is: 'Donetsk region', 'Niger river'.
EXTENDS = frozenset({"admin1", "region", "admin2", "district", "settlement", "water", "land"})


def extension(text: str, end: int) -> tuple[str, str] | None:
    """Return (class, words) of the designator that follows a name ending at `end`, if one does."""
    match = _WORD.match(text, end, min(len(text), end + 50))
    if match is None:
        return None
    one, two, three = match[1], match[2], match[3]
    if two and (cls := word_class(f"{one} {two}")) in EXTENDS:
        return str(cls), text[match.start() : match.end(2)]
    cls = CLASS_OF.get(one.lower())
    if cls not in EXTENDS:
        return None
    if one.lower() in ("state", "states"):
        if two and (two.lower() in _NOT_AFTER_STATE or (three or "").lower() in _NOT_AFTER_STATE):
            return None
        if one[0] == "s" and text[end : end + 1] == "-":
            return None
    if one.lower() in ("plains", "sound", "department", "departments", "co", "republic"):
        return None
    return cls, text[match.start() : match.end(1)]


def built(text: str, end: int) -> str | None:
    """Return the words after a name ending at `end` that make it a building's: ' nuclear power plant'."""
    match = _WORDS.match(text, end, min(len(text), end + 60))
    words = match[0] if match else ""
    while words and word_class(words) not in ("facility", "camp"):
        words = words[: max(words.rfind(" "), words.rfind("-"), 0)]
    return words or None


_RIVER_BEFORE = re.compile(
    r"\b(?:cross(?:ed|es|ing)?|ford(?:ed|s|ing)?|along|on|over|above|across|up|down|beyond|(?:banks?|mouth|waters|shores?)\s+of)"
    r"\s+the\s+$",
    re.I,
)
_NO_NOUN_AFTER = re.compile(
    r"\s*(?:[^\w\s'’-]|$)|\s+(?:near|at|in|to|on|and|or|from|into|by|with|for|under|after|before|where|which|who|while"
    r"|as|between|during|over|last|early|late|this|that|was|were|is|are|has|have|had|since|until|through|towards?)\b"
)


def river(text: str, start: int, end: int) -> Cue | None:
    """Return the class water where the words ask for it: 'crossed the Dnipro', 'on the Niger near Gao'."""
    match = _RIVER_BEFORE.search(text, max(0, start - 30), start)
    if match is None or _NO_NOUN_AFTER.match(text, end) is None:
        return None
    return Cue("water", " ".join(match[0].split()))


_GOVERNOR = re.compile(
    r"(?:['’]s?)?\s(?:(?:regional|provincial|state|military|acting)\s){0,2}[Gg]overnor\b(?!['’-])"
)


def governed(text: str, end: int) -> Cue | None:
    """Return the class of what a governor governs: 'Donetsk Governor Vadym Filashkin'."""
    match = _GOVERNOR.match(text, end, min(len(text), end + 40))
    return Cue("admin1", " ".join(match[0].split())) if match else None


_IN_BARE = re.compile(r"\b(?:in|across|throughout)\s$", re.I)


def is_in_bare(text: str, start: int) -> bool:
    """Return whether the name at `start` stands after 'in' with no article, as no river's does."""
    return _IN_BARE.search(text, max(0, start - 12), start) is not None


def cue(text: str, start: int, end: int) -> Cue | None:
    """Return the class that the words before the name (or after a list of names) ask for."""
    after = _LIST_AFTER.match(text, end, min(len(text), end + 160))
    if after:
        return Cue(word_class(after[1]) or "region", after[1])
    before = text[max(0, start - WINDOW) : start]
    listed = _LIST_BEFORE.search(before)
    if listed:
        return Cue(word_class(listed[1]) or "region", f"{listed[1]} of")
    words = before.split()[-5:]
    while (words and words[-1].lower() in ("the", "a")) or (words and _is_direction(words[-1])):
        words.pop()
    if not words:
        return None
    last = words[-1].lower()
    previous = words[-2].lower() if len(words) > 1 else ""
    two_back = f"{words[-3].lower()} {previous}" if len(words) > 2 else ""
    if last == "of":
        if previous in _SHARES:
            return Cue("area", f"{previous} of")
        if previous in _OF_A_TOWN:
            return Cue("settlement", f"{previous} of")
        if previous in ("territory", "territories", "soil"):
            return Cue("territory", f"{previous} of")
        if previous == "governor":
            return Cue("admin1", "governor of")
        for phrase in (two_back, previous):
            cls = CLASS_OF.get(phrase)
            if cls is not None and cls not in ("capital", "facility"):
                return Cue(cls, f"{phrase} of")
        return None
    if last in ("in", "across", "throughout", "inside", "around") and previous in _PLURALS:
        return Cue("area", f"{previous} {last}")
    if last in ("across", "throughout"):
        return Cue("area", last)
    if last in _BEFORE_A_NAME and before[-1:] in (" ", "\n"):
        return Cue(CLASS_OF.get(last, "settlement"), last)
    if last == "capital," or (last in ("capital", "capital:") and before[-1:] == " "):
        return Cue("capital", "capital")
    return None


def _is_direction(word: str) -> bool:
    return _DIRECTION.fullmatch(word) is not None


_DIRECTION = re.compile(DIRECTION_RE, re.I)
# What begins another clause, or tells of something else, says nothing of where a name lies.
_OTHER = (
    r"(?!(?:and|or|but|nor|to|for|from|with|against|on|by|at|as|after|before|when|while|where|that|which|who|whose"
    r"|is|are|was|were|be|been|has|have|had|said|says|over|between|than|then|into|towards?"
    r"|in|inside|within|near|outside|around|across|through|off|under|along|beside)\b)"
)
_ADJECTIVES = rf"(?:{_OTHER}[a-z][\w-]*\s+){{0,4}}"
_COMMA = re.compile(r",\s*(?:the\s+)?|\s*\(\s*|,?\s*[-–—]\s*")
_IN = re.compile(rf",?\s+(?:in|inside|within)\s+(?:the\s+)?{_ADJECTIVES}", re.I)
_OF = re.compile(r"\s+of\s+(?:the\s+)?")  # 'the Old City of Aleppo'
# 'Bakhmut, a town in', 'Goma, the largest city of': not ', and soldiers were killed in'
_APPOSED = re.compile(
    rf",\s+(?:(?:once|an?|the|its|their)\s+){{0,2}}(?:(?!(?:an?|the)\b){_OTHER}[a-z][\w-]*\s+){{0,5}}?"
    r"(?:town|village|city|suburb|camp|(?:air)?base|district|area|hamlet|port|resort|junction|settlement|commune"
    r"|municipality|place|post|island|neighbou?rhood|quarter|sector|capital|stronghold|hub|heart|centre|center|province"
    r"|region|state|county|enclave|valley|part|corner|outpost|community)"
    rf"\s+(?:in|of)\s+(?:the\s+)?{_ADJECTIVES}"
)
_DISTRICT_OF = re.compile(
    r"\s+(?:district|neighbou?rhood|suburb|quarter|area|section|camp|borough|airport|port|hospital|"
    r"university|prison|base|square|city|town|village|provinces?|states?|regions?|governorates?|county|oblast|township)"
    rf"\s+(?:of|in|outside|near)\s+(?:the\s+)?{_ADJECTIVES}"
)
# 'the Sofia market in Busia', 'Keleti station in Budapest'
_SITE_IN = re.compile(
    r"(?:\s+(?!and\b|or\b)[a-z-]+){0,2}\s+(?:airport|hospital|university|prison|jail|base|square|station|market|mosque|church|cathedral"
    r"|hotel|school|college|street|road|avenue|stadium|bridge|barracks|checkpoint|crossing|refinery|theat(?:er|re)|restaurant"
    r"|cafe|café|club|mall|tower|palace|clinic|cemetery|museum|park|temple|synagogue)"
    rf"\s+(?:of|in|outside|near)\s+(?:the\s+)?{_ADJECTIVES}"
)
# 'the Shevchenkivskyi district of Kharkiv'
_PART_OF = re.compile(
    r"\s+(?:district|neighbou?rhood|suburb|quarter|borough|ward|sector)\s+(?:of|in)\s+(?:the\s+)?"
)
# 'Palermo, a district of Buenos Aires'
_A_PART_OF = re.compile(
    r",\s+(?:an?|the)\s+(?:(?!(?:an?|the|and|or|of|in|to)\b)[a-z][\w-]*\s+){0,3}"
    r"(?:district|neighbou?rhood|suburb|quarter|borough|ward|barrio)\s+(?:of|in)\s+(?:the\s+)?"
)
# 'Isabela province, Philippines'
_UNIT_IN = re.compile(
    r"\s+(?:city|town|village|provinces?|states?|regions?|governorates?|districts?|county|counties|oblast|municipality"
    r"|island|port|territory|township|prefecture|department|camp),\s+"
)
# 'Syria's besieged Aleppo': not 'France's forces in Gao', 'Russia's ally Belarus', 'French soldiers in the town of Gao',
# 'Kosovo's prime minister rejected Vienna'
MODIFIERS = (
    rf"(?:(?!(?:of|an?|the|its|their|his|her|ally|allies|neighbou?rs?|rivals?|foes?|enem(?:y|ies)|opponents?"
    r"|adversar(?:y|ies)|patron|backer"
    r"|presidents?|ministers?|premier|chancellor|king|queen|emir|leaders?|rulers?|governments?|parliament|junta|regime|opposition|party"
    r"|army|military|navy|police|troops|soldiers|forces|rebels|militias?|envoys?|ambassadors?|diplomats?|delegations?|negotiators?|officials?"
    r"|spokes\w+)(?![\w-]))"
    rf"{_OTHER}[a-z][\w-]*\s+){{0,4}}"
)
_OWN = re.compile(rf"['’]s?\s+{MODIFIERS}")
_TOWN_OF = re.compile(
    rf"(?:['’]s?)?\s+{MODIFIERS}(?P<word>city|town|village|province|state|region|governorate|district"
    r"|island|port|capital|county|cities|towns|villages|provinces|regions|territory|enclave|suburb"
    r"|settlement|hamlet|stronghold)(?:\s+of)?,?\s+",
)


def links(text: str, spans: Sequence[tuple[int, int]]) -> list[Link]:
    """Return which of the neighbouring spans lies inside which, as the text between them says."""
    found: list[Link] = []
    for at in range(len(spans) - 1):
        end, start = spans[at][1], spans[at + 1][0]
        if not 0 < start - end <= WINDOW:
            continue
        between = text[end:start]
        words = " ".join(text[spans[at][0] : spans[at + 1][1]].split())
        if _COMMA.fullmatch(between) or _UNIT_IN.fullmatch(between):
            found.append(Link(at, at + 1, "comma", words))
        elif _SITE_IN.fullmatch(between):
            found.append(Link(at, at + 1, "site", words))
        elif _PART_OF.fullmatch(between) or _A_PART_OF.fullmatch(between):
            found.append(Link(at, at + 1, "part", words))
        elif any(form.fullmatch(between) for form in (_IN, _OF, _APPOSED, _DISTRICT_OF)):
            found.append(Link(at, at + 1, "in", words))
        elif _OWN.fullmatch(between) or _TOWN_OF.fullmatch(between):
            found.append(Link(at + 1, at, "of", words))
    return found


def names_a_town(text: str, end: int, start: int) -> bool:
    """Return whether the words between two names tell what the second is: 'the Angolan town of Kuito'."""
    return _TOWN_OF.fullmatch(text, end, start) is not None


_LEAD = re.compile(
    r"(?:(?:^|[\n.!?:;–—-]\s+)(?:But\s+|And\s+|Also\s+)?|[,;]\s+(?:and|but|while|whereas)\s+)[Ii]n\s+(?:the\s+)?"
    r"(?:(?:state|province|region|department|district|governorate|county|oblast|prefecture)\s+of\s+)?$"
)
_LED_COMMA = re.compile(r"(?:\s+(?:state|province|region|oblast|county|district))?,\s", re.I)
# What turns from the event to another place, or to what somebody says.
_TURNS = re.compile(
    r"[.;:!?\n\"“”(]|\b(?:said|says|say|told|announced|reported|accused|warned|claimed|while|whereas|as|after|before|when|where"
    r"|which|who|whose|that|from|against|over|about|by|to|towards?|via|like)\b"
)
_BESIDE = re.compile(r"\b(?:including|near|outside|between|with)\b")


def led(text: str, lead: tuple[int, int], start: int) -> Literal["surely", "likely"] | None:
    """Return whether 'In Zamfara,' at `lead` opens the clause in which another name begins at `start`.

    "likely": it does, but what stands between may lead out of it ('near Kaya').
    """
    if (
        not 0 < start - lead[1] <= _LED_REACH
        or _LEAD.search(text, max(0, lead[0] - 35), lead[0]) is None
    ):
        return None
    comma = _LED_COMMA.match(text, lead[1])
    if comma is None or _TURNS.search(text, comma.end(), start) is not None:
        return None
    return "likely" if _BESIDE.search(text, comma.end(), start) else "surely"


_LED_REACH = 120  # code points
_AFTER_COMMA = re.compile(r"\s*[,(]\s*([A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,2})")


def container_after(text: str, end: int) -> list[str]:
    """Return the capitalised words after 'Name, ', longest first: the place it may lie in."""
    match = _AFTER_COMMA.match(text, end, min(len(text), end + 60))
    if match is None:
        return []
    words = match[1].split()
    return [" ".join(words[:count]) for count in range(len(words), 0, -1)]

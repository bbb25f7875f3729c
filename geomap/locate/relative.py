"""Places that a text gives from others: '20 km west of Bakhmut', 'the border with Chad'.

Each gets a point and a radius of its own and an id made from its base: `relative:<base
id>:w20000` (20 km west), `:south` (just south of a town, or the south of a land),
`:outskirts`, `:coast`, `relative:<id>+<id>:between`, `:road`, `:border`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from geomap.apposition import told_from
from geomap.locate.words import DIRECTION_RE, direction

WINDOW = 110  # code points before a name in which such words stand
_UNITS: dict[str, float] = {
    "km": 1000,
    "kms": 1000,
    "kilometre": 1000,
    "kilometres": 1000,
    "kilometer": 1000,
    "kilometers": 1000,
    "mile": 1609.344,
    "miles": 1609.344,
    "mi": 1609.344,
    "nautical mile": 1852,
    "nautical miles": 1852,
    "nm": 1852,
    "nmi": 1852,
    "n.m.": 1852,
    "m": 1,
    "metres": 1,
    "meters": 1,
    "metre": 1,
    "meter": 1,
}
_TIMES = {"hundred": 100.0, "thousand": 1000.0, "dozen": 12.0}
_NUMBERS: dict[str, float] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "few": 3, "several": 5, "couple": 2,
}  # fmt: skip
_WORDS = "|".join(sorted({*_NUMBERS, *_TIMES}, key=len, reverse=True))
_NUMBER_BEFORE = re.compile(rf"\b(?:(?:{_WORDS}|half|of)[\s-]+)+$", re.I)
_NUMBER = rf"\d{{1,4}}(?:[.,]\d{{1,3}})?|(?:{_WORDS})(?=[\s-])"  # 'am' is not 'a m'
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_BASE = r"(?:the\s+)?(?:(?:city|town|village|capital|port|settlement|port city)(?:\s+of)?,?\s+)?$"
_DISTANCE = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER})(?:\s*(?:-|–|to)\s*(?P<second>\d{{1,4}}))?[\s-]*"
    rf"(?P<unit>{_UNIT})(?:\s*\([^()]{{1,20}}\))?\s+"
    rf"(?:(?:to\s+the\s+|due\s+)?(?P<direction>{DIRECTION_RE})\s+(?:of|from)"
    rf"|(?:away\s+)?from|outside(?:\s+of)?|off|short\s+of)\s+(?:[a-z]+\s+){{0,3}}{_BASE}",
    re.I,
)
_JUST = re.compile(
    rf"(?P<the>\bthe\s+)?(?:\b(?:just|immediately|further)\s+)?\b(?P<direction>{DIRECTION_RE})"
    rf"\s+of\s+{_BASE}",
    re.I,
)
_OUTSKIRTS = re.compile(rf"\b(?:outskirts|edges?)\s+of\s+{_BASE}", re.I)
_COAST_BEFORE = re.compile(
    r"\b(?:off|along)\s+(?:the\s+)?(?:[a-z]+\s+)?(?:coasts?|shores?|coastline)\s+of\s+(?:the\s+)?$"
    r"|(?:\b(?P<verb>[\w’'-]+)\s+)?\boff\s+$",
    re.I,
)
# 'sealed off Kano' is no coast.
_CUT_OFF = re.compile(
    r"(?:(?:seal|block|clos|fenc|cordon|wall|shut|rop|split|carv|section|hiv|isolat|partition|barricad)\w{0,4}"
    r"|cut(?:s|ting)?|br(?:eak(?:s|ing)?|oken?)|f(?:ight(?:s|ing)?|ought)|beat(?:s|en|ing)?|dr(?:ive(?:s|n)?|iving|ove)|it|them)",
    re.I,
)
_COAST_AFTER = re.compile(
    r"(?:['’]s?)?\s+(?:[a-z]+\s+){0,3}(?:coast|coastline|shore|shores|waters)\b", re.I
)
_BORDER_BEFORE = re.compile(
    r"\b(?:border|frontier|borders|borderlands?)\s+(?:with|of|between)\s+(?:neighbou?ring\s+)?(?:the\s+)?$",
    re.I,
)
_BORDER_AFTER = re.compile(
    r"(?:['’]s?)?\s+(?:[a-z]+\s+)?(?:border|frontier|borderlands)(?!\s+(?:guard|police|patrol|force|"
    r"crossing|town|village|city|agent|official|control|security|service))\b",
    re.I,
)
_BETWEEN = re.compile(rf"\b(?P<road>road|highway|route|railway|motorway|line)?\s*between\s+{_BASE}")
_ROAD = re.compile(
    r"\b(?:road|highway|route|railway|motorway|corridor)\s+"
    rf"(?:(?:that\s+)?(?:links?|linking|connects?|connecting|from|running\s+from|leading\s+from)\s+){_BASE}"
)
_AND = re.compile(r"\s+(?:and|to|with)\s+(?:the\s+)?(?:(?:city|town|village)(?:\s+of)?\s+)?")
# 'Chasiv Yar, which sits on high ground': what is told of the other name, before the distance
_LIES = re.compile(
    r"\s*,?\s*(?:which|that)\s+(?:is|was|lies|sits|stands)\s+(?:[a-z][\w’'-]*,?\s+){0,6}"
)
_FRONT = re.compile(rf"^(?:the\s+)?(?P<direction>{DIRECTION_RE})\s+front(?:[\s-]?lines?)?$", re.I)
_FARTHEST_M = 1_500_000.0


# What each needs before the name, in lower case: a cheap question first.
_MEASURE = re.compile(r"mile|kilom|met(?:re|er)|km|[\d\s-](?:mi?|nmi?|n\.m\.)[\s(]")
_COMPASS = ("north", "south", "east", "west", "central")
_WAYS = ("road", "highway", "route", "railway", "motorway", "corridor")


class Relative(NamedTuple):
    """What the words around a name say of a place that is not the name's own."""

    how: str  # distance, just, part, outskirts, coast, border, between, road, near, towards
    words: str  # as the text has them
    metres: float = 0.0
    towards: str | None = None  # compass letters
    word: str = ""  # the direction as the text writes it

    @property
    def always(self) -> bool:
        """Whether it moves a name at which no event is reported, too: '20 km west of Bakhmut'."""
        return self.how == "distance" and self.towards is not None


def front(surface: str) -> str | None:
    """Return the compass letters of 'southern front line', None when it is no such name."""
    match = _FRONT.match(" ".join(surface.split()))
    return direction(match["direction"]) if match else None


def read(text: str, start: int, end: int, *, previous_end: int | None) -> Relative | None:
    """Return what the words around text[start:end] say; None when the place is the name's own.

    `previous_end` is where the name before it ends: 'Ivanivske, 5 km west of Bakhmut' places
    Ivanivske, and Bakhmut stays Bakhmut.
    """
    before = text[max(0, start - WINDOW) : start]
    lower = before.lower()
    offset = start - len(before)

    def told(pattern: re.Pattern[str], hints: tuple[str, ...]) -> re.Match[str] | None:
        for hint in hints:
            if hint in lower:
                return pattern.search(before)
        return None

    if _MEASURE.search(lower) and (match := _DISTANCE.search(before)):
        told_at = offset + match.start() - len(_lead(match))
        if _is_apposed(text, previous_end, told_at, start):
            return None
        return _distance(match)
    if match := told(_OUTSKIRTS, ("outskirt", "edge")):
        return Relative("outskirts", match[0].strip())
    if match := told(_JUST, _COMPASS):
        towards = direction(match["direction"])
        if towards == "c" or match["the"]:
            return Relative("part", match[0].strip(), 0.0, towards, match["direction"])
        if _is_apposed(text, previous_end, offset + match.start(), start):
            return None
        return Relative("just", match[0].strip(), 0.0, towards, match["direction"])
    if match := told(_BORDER_BEFORE, ("border", "frontier")):
        return Relative("border", match[0].strip())
    if match := told(_BETWEEN, ("between",)):
        return Relative("road" if match["road"] else "between", match[0].strip())
    if match := told(_ROAD, _WAYS):
        return Relative("road", match[0].strip())
    match = told(_COAST_BEFORE, ("off", "coast", "shore"))
    if match and not (match["verb"] and _CUT_OFF.fullmatch(match["verb"])):
        return Relative("coast", match[0].strip())
    return _from_after(text, end)


def _from_after(text: str, end: int) -> Relative | None:
    if match := _COAST_AFTER.match(text, end, min(len(text), end + 50)):
        return Relative("coast", match[0].strip())
    if match := _BORDER_AFTER.match(text, end, min(len(text), end + 40)):
        return Relative("border", match[0].strip())
    return None


def apposed(text: str, start: int, *, previous_end: int) -> Relative | None:
    """Return where the name that ends at `previous_end` lies, as told from the one at `start`.

    'Zorbekhan, 40 km south of Kirkuk', 'Zorbekhan, a village near Kirkuk'; None when the text tells
    nothing of the kind.
    """
    told = told_from(text, previous_end, start)
    if told is None:
        return None
    words = " ".join(text[previous_end:start].split()).strip(" ,")
    towards = direction(told.direction) if told.direction else None
    if told.how == "near":
        return Relative("near", words)
    if told.how == "towards":
        return Relative("just" if told.closely else "towards", words, 0.0, towards)
    unit = _UNITS.get((told.unit or "").lower())
    number = _amount(told.number or "")
    if unit is None or number is None or not 0 < number * unit <= _FARTHEST_M:
        return None
    return Relative("distance", words, number * unit, towards)


def joins(text: str, end: int, start: int) -> bool:
    """Return whether only 'and' or 'to' stands between two names: 'Izium and Sloviansk'."""
    return 0 < start - end < 40 and _AND.fullmatch(text, end, start) is not None


def _is_apposed(text: str, previous_end: int | None, told_at: int, start: int) -> bool:
    """Return whether the distance told of the name at `start` places the one before it."""
    if previous_end is None or not 0 <= told_at - previous_end < 60:
        return False
    if told_from(text, previous_end, start) is not None:
        return True
    return _LIES.fullmatch(text, previous_end, told_at) is not None


def _distance(match: re.Match[str]) -> Relative | None:
    number = _amount(_lead(match) + match["number"])
    if number is None:
        return None
    if match["second"]:
        number = (number + float(match["second"])) / 2
    metres = number * _UNITS[match["unit"].lower()]
    if not 0 < metres <= _FARTHEST_M:
        return None
    towards = direction(match["direction"]) if match["direction"] else None
    words = " ".join(match[0].split())
    return Relative("distance", words, metres, towards, match["direction"] or "")


def _lead(match: re.Match[str]) -> str:
    """Return the words before that belong to the number: 'twenty-' of 'twenty-five km'."""
    lead = _NUMBER_BEFORE.search(match.string, 0, match.start())
    return lead[0] if lead else ""


def _amount(number: str) -> float | None:
    """Return what a number in figures or in words is; None where that can't be told."""
    if figures := re.match(r"\d[\d,.]*", number):
        # '1,500 km' has a thousands mark, '2,5 km' a decimal comma.
        raw = figures[0].rstrip(",.")
        raw = (
            raw.replace(",", "") if re.fullmatch(r"\d+(?:,\d{3})+", raw) else raw.replace(",", ".")
        )
        first = float(raw) if raw.count(".") < 2 else None
        second = re.fullmatch(r"\s?(?:[-–]|to)\s?(\d+)", number[figures.end() :])
        return (first + float(second[1])) / 2 if second and first is not None else first
    total = 0.0
    words = re.split(r"[\s-]+", number.lower().strip(" -"))
    for word in words:
        if word in _TIMES:
            total = max(total, 1.0) * _TIMES[word]
        elif word in _NUMBERS and word not in ("a", "an"):
            total += _NUMBERS[word]
        elif word == "half":
            return None if total else 0.5
        elif word not in ("a", "an", "and", "of", "the", "some"):
            return None
    return total or (1.0 if words[0] in ("a", "an") else None)

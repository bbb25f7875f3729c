"""Since when something has gone on, counted from the day it is told: 'for a fourth day', 'for two years'."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from typing import NamedTuple

from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.dates.expressions import written
from geomap.reader.dates.meanings import shift
from geomap.reader.dates.numbers import NUMBER, ORDINAL, number, ordinal_number

_COUNTED = rf"(?P<n>{NUMBER})\s+(?P<unit>day|night|week|fortnight|month|year)s?"
_SO_LONG = rf"for\s+(?:(?:nearly|almost|about|around|some)\s+)?{_COUNTED}"
# 'entered its sixth day', 'for a third night', 'on the fifth day of the battle', 'the ninth day running'
_NTH_DAY = re.compile(
    r"(?P<words>(?:\b(?:for|(?P<enters>(?:enter|reach)(?:s|es|ed|ing)|into))\s+(?:an?|its|their|the)\s+|in\s+(?:its|their)\s+"
    r"|(?P<of>(?:on|during|in)\s+the\s+|^\W{0,3}(?:The\s+)?)|(?P<row>(?<=,\s)the\s+))"
    rf"(?P<nth>{ORDINAL})\s+(?:straight\s+|consecutive\s+|successive\s+|full\s+)?(?P<unit>day|night|evening|morning|month|year)\b"
    rf"(?(of)(?=\s+of\s+(?:(?:the|an?|its|their|his|her)\s+)?(?:[\w-]+\s+){{0,2}}?{EVENT_NOUN}\b))(?P<runs>\s+(?:running|in\s+a\s+row|in\s+succession))?(?(row)(?(runs)|(?!))))",
    re.I,
)
# 'X, besieged for two weeks, '
_BESIEGED = re.compile(
    r"(?<=[,(]\s)(?:now\s+)?(?P<what>(?:besieged|surrounded|blockaded|encircled|under\s+(?:siege|fire|bombardment|blockade|attack)))\s+"
    rf"(?P<words>{_SO_LONG})\b(?!\s+of\b|['’])",
    re.I,
)
# 'has been under siege for two years', 'have held X for a month'
_FOR = re.compile(
    r"\b(?:has|have)\s+(?:now\s+|already\s+)?(?P<what>(?:been|held|kept|besieged|surrounded|blockaded|encircled|occupied|controlled)\b"
    r"[^,;:.]{0,100}?)\s+"
    rf"(?P<words>{_SO_LONG})\b"
    r"(?!\s+of\b|['’])",
    re.I,
)
# Of what still goes on: 'have traded fire for a week', 'for six weeks now trains have', 'nineteen days into the war'
_STILL = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:has|have)\b(?P<what>(?:(?!\b(?:ask|call))[^;:.]){{0,120}}?)\s+(?P<words>{_SO_LONG})\b(?!\s+of\b|['’])",
        rf"(?P<what>)\b(?P<words>{_SO_LONG})\s+now\b",
        rf"(?P<what>)\b(?P<words>{_COUNTED}\s+into)\s+(?:the|an?|its|their|this)\b",
    )
)
_GOES_ON = re.compile(
    r"\b\w+ing\b|\bunder\b|\bin\s+[\w\s'’-]{0,40}hands\b|\bheld\b|\bbesieged\b|\boccupied\b"
)
_WITHOUT = re.compile(r"\b(?:not|no|without|dormant|quiet|calm|closed|idle)\b")
_NEW_CLAUSE = re.compile(r"[,;:–—]")
_AFTER = re.compile(r",?\s+(?:after|since)\b")
_ASIDE = re.compile(r",\s+now\s+")
_SENTENCE_PART = re.compile(r"[;:]|\.\s")
_HAD = re.compile(r"\bhad\b[^,;:]*$")
_PARTS_OF_DAY = frozenset({"night", "evening", "morning"})
_A_LIST = 3  # commas
_CLAUSE, _NEAR = 60, 160  # code points


class Begun(NamedTuple):
    """Since when, in EDTF, or the day itself, and the words that tell."""

    edtf: str
    text: str


def on_which_day(
    sentence: str, mention: tuple[int, int], day: date, *, fighting: bool, day_at: int | None = None
) -> Begun | None:
    """Return what 'for a fourth day' makes of an event told of on `day`; None without such words.

    `fighting` that goes on in their own clause began three days before; of anything else it is the day.
    `day_at` is where the sentence names the day: 'for a second day after seizing it on Monday'.
    """
    found = _NTH_DAY.search(sentence)
    if found is None or not _is_near(mention, found.span()):
        return None
    if found["of"] and _HAD.search(sentence, max(0, found.start() - _CLAUSE), found.start()):
        return None  # 'X, which had been bombed on the second day of the war'
    between = _between(sentence, mention, found.span())
    new = _SENTENCE_PART if found["enters"] else _NEW_CLAUSE
    own = new.search(between) is None or _ASIDE.fullmatch(between) is not None
    unit = _unit(found)
    if not (fighting and own):
        return Begun(day.isoformat(), found["words"]) if unit == "day" else None
    seized = day_at is not None and _AFTER.match(sentence, found.end(), day_at)
    try:
        first, _, unit = shift(day, 0 if seized else 1 - ordinal_number(found["nth"]), unit)
    except (ValueError, OverflowError):  # before the year 1
        return None
    return Begun(f"{written(first, unit)}/..", found["words"])


def since_when(
    sentence: str, mention: tuple[int, int], day: date, *, ongoing: bool
) -> Begun | None:
    """Return since when 'has been ... for two years' says that the event goes on; None without such words."""
    patterns = (_FOR, _BESIEGED, *(_STILL if ongoing else ()))
    for found in chain.from_iterable(pattern.finditer(sentence) for pattern in patterns):
        if not _is_near(mention, found.span()) or _WITHOUT.search(found["what"]):
            continue
        between = _between(sentence, mention, found.span())
        ahead = mention[1] <= found.start()
        commas = _A_LIST if found.group().lower().endswith("now") else ahead
        if _SENTENCE_PART.search(between) or between.count(",") > commas:
            continue
        if ongoing or _GOES_ON.search(found["what"]):
            try:
                first, _, unit = shift(day, -number(found["n"]), _unit(found))
            except (ValueError, OverflowError):  # before the year 1
                continue
            return Begun(f"{written(first, unit)}/..", found["words"])
    return None


def _unit(found: re.Match[str]) -> str:
    """Return the unit counted; a day for its night or morning."""
    unit: str = found["unit"].lower()
    return "day" if unit in _PARTS_OF_DAY else unit


def _is_near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(one[0] - other[1], other[0] - one[1]) <= _NEAR


def _between(sentence: str, one: tuple[int, int], other: tuple[int, int]) -> str:
    """Return what stands between two stretches; nothing where they overlap."""
    return sentence[min(one[1], other[1]) : max(one[0], other[0])]

"""Since when something has gone on, counted from the day it is told: 'for a fourth day', 'for two years'."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.dates.expressions import written
from geomap.reader.dates.meanings import shift
from geomap.reader.dates.numbers import NUMBER, ORDINAL, number, ordinal_number

# 'entered its sixth day', 'for a third night', 'on the fifth day of the battle', 'the ninth day running'
_NTH_DAY = re.compile(
    r"(?P<words>\b(?:(?:for|(?P<enters>(?:enter|reach)(?:s|es|ed|ing)|into))\s+(?:an?|its|their|the)\s+|in\s+(?:its|their)\s+"
    r"|(?P<of>(?:on|during|in)\s+the\s+)|(?P<row>(?<=,\s)the\s+))"
    rf"(?P<nth>{ORDINAL})\s+(?:straight\s+|consecutive\s+|successive\s+|full\s+)?(?:day|night|evening|morning)\b"
    rf"(?(of)(?=\s+of\s+(?:(?:the|an?|its|their|his|her)\s+)?(?:[\w-]+\s+){{0,2}}?{EVENT_NOUN}\b))(?P<runs>\s+(?:running|in\s+a\s+row|in\s+succession))?(?(row)(?(runs)|(?!))))",
    re.I,
)
# 'has been under siege for two years', 'have held X for a month'
_FOR = re.compile(
    r"\b(?:has|have)\s+(?:now\s+|already\s+)?(?P<what>(?:been|held|kept|besieged|surrounded|blockaded|encircled|occupied|controlled)\b"
    r"[^,;:.]{0,100}?)\s+"
    rf"(?P<words>for\s+(?:(?:nearly|almost|about|around|some)\s+)?(?P<n>{NUMBER})\s+(?P<unit>day|week|fortnight|month|year)s?)\b"
    r"(?!\s+of\b|['’])",
    re.I,
)
_GOES_ON = re.compile(
    r"\b\w+ing\b|\bunder\b|\bin\s+[\w\s'’-]{0,40}hands\b|\bheld\b|\bbesieged\b|\boccupied\b"
)
_WITHOUT = re.compile(r"\b(?:without|dormant|quiet|calm|closed|idle)\b")
_NEW_CLAUSE = re.compile(r"[,;:–—]")
_AFTER = re.compile(r",?\s+(?:after|since)\b")
_ASIDE = re.compile(r",\s+now\s+")
_SENTENCE_PART = re.compile(r"[;:]|\.\s")
_HAD = re.compile(r"\bhad\b[^,;:]*$")
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
    if not (fighting and own):
        return Begun(day.isoformat(), found["words"])
    seized = day_at is not None and _AFTER.match(sentence, found.end(), day_at)
    before = timedelta(days=0 if seized else ordinal_number(found["nth"]) - 1)
    if day - date.min < before:
        return None
    return Begun(f"{day - before}/..", found["words"])


def since_when(
    sentence: str, mention: tuple[int, int], day: date, *, ongoing: bool
) -> Begun | None:
    """Return since when 'has been ... for two years' says that the event goes on; None without such words."""
    for found in _FOR.finditer(sentence):
        if not _is_near(mention, found.span()) or _WITHOUT.search(found["what"]):
            continue
        between = _between(sentence, mention, found.span())
        ahead = mention[1] <= found.start()
        if _SENTENCE_PART.search(between) or between.count(",") > ahead:
            continue
        if ongoing or _GOES_ON.search(found["what"]):
            try:
                first, _, unit = shift(day, -number(found["n"]), found["unit"].lower())
            except (ValueError, OverflowError):  # before the year 1
                continue
            return Begun(f"{written(first, unit)}/..", found["words"])
    return None


def _is_near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(one[0] - other[1], other[0] - one[1]) <= _NEAR


def _between(sentence: str, one: tuple[int, int], other: tuple[int, int]) -> str:
    """Return what stands between two stretches; nothing where they overlap."""
    return sentence[min(one[1], other[1]) : max(one[0], other[0])]

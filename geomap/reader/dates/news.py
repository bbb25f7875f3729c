"""Whether fighting told of without a date is news, and so of the month of its article.

What is recalled, what a life's story tells, and what armies of old did may be of any year.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from geomap.reader.dates import sides

INTO_THE_MONTH = 4  # published any earlier, what is news may be of the month before
_KIN = (
    r"(?:great[-\s]){0,3}(?:grand)?(?:father|mother|uncle|aunt|husband|wife|brother|sister|son|daughter|cousin"
    r"|nephew|parents|ancestors?|forebears?)"
)
# An obituary, a family's story.
_OF_A_LIFE = re.compile(
    r"(?:^\W*|[,;:]\s+|\b(?:that|when|how|where)\s+)"
    r"(?:(?:[Hh]er|[Hh]is|[Mm]y|[Oo]ur|[Tt]heir|[Ww]hose)|(?:[A-Z][\w-]{0,30}\s+){0,3}[A-Z][\w-]{0,30}['’]s)\s+"
    rf"(?:late\s+|\w+er\s+)?{_KIN}(?:,[^,;.]{{1,60}},)?"
    r"\s+(?:was|were|had|fought|died|fell|served|survived|landed|lost)\b"
    r"|\b[Tt]he\s+late\s+(?!(?:afternoon|evening|night|morning|hours|stages?|spring|summer|autumn|winter)\b)[A-Za-z]"
    r"|,\s+who\s+(?:has\s+|had\s+)?died\s*(?:,|\b(?:on|at|aged|peacefully|last|this|in\s+(?:19|20|hospital|his|her))\b)|\bborn\s+in\b|\bat\s+the\s+age\s+of\b"
    r"|\b(?:later|then)\s+(?:kept|became|worked|taught|wrote|married|emigrated|settled)\b"
    r"|\b(?:as|when|while)\s+an?\s+(?:young|teenage|junior)\b|\b(?:novels?|poems?|films?|memoirs?)\s+(?:about|of|on)\b"
)
# Words of what is recalled: such an event may be years old.
_RECALLED = re.compile(
    r"\b(?:ago|years?|decades?|centur(?:y|ies)|winters?|summers?|anniversary|histor\w+|once|formerly"
    r"|recall\w*|had\s+already|by\s+then|remember\w*|memor\w+|veterans?|survivors?|used\s+to|previous(?:ly)?"
    r"|earlier|(?:weeks?|months?|long(?:er)?)\s+(?:before|after|since)|at\s+the\s+(?:height|start|time)|during\s+the"
    r"|World\s+War|when\s+(?:he|she|they|it)\s+w(?:as|ere)"
    r"|(?:Bloody|Black|Easter|Christmas)\s+\w*[Dd]ay|(?:first|last|final|early|closing)\s+(?:\w+\s+)?(?:days|weeks?|months?|years?)\s+of)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MONTH = re.compile(
    rf"\b(?:{'|'.join(_MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=\s+\d))"
)


def is_of_the_month(sentence: str, told: date, old_year: int | None) -> bool:
    """Return whether undated news that is told on the day `told` is of the same month.

    `old_year` is the year that the text before names last.
    """
    if told.day < INTO_THE_MONTH or old_year not in (None, told.year):
        return False
    if is_recalled(sentence):
        return False
    if sides.caption_day(sentence, told):
        return False
    months = {name[:3] for name in _MONTH.findall(sentence)}
    return {*_YEAR.findall(sentence)} <= {f"{told.year}"} and months <= {
        _MONTHS[told.month - 1][:3]
    }


def is_recalled(sentence: str) -> bool:
    """Return whether the sentence looks back: a memory, a life's story, what armies of old did."""
    return any(words.search(sentence) for words in (_RECALLED, _OF_A_LIFE, _bygone()))


@cache
def _bygone() -> re.Pattern[str]:
    """Return the pattern of the armies, rulers and arms of old that dates.toml lists."""
    table = tomllib.loads(
        files("geomap.reader.dates").joinpath("dates.toml").read_text(encoding="utf-8")
    )
    names = [" ".join(name.split()) for name in table["bygone"]["names"].split(",")]
    shown = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"\b(?:{shown})(?:s|['’]s?)?\b")

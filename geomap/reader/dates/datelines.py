"""Where a dateline ends: 'KYIV, March 5 (Reuters) - ', 'Geneva (AFP) - '; and what opens a live page's entries."""

from __future__ import annotations

import re

from geomap.reader.dates.patterns import WEEKDAY
from geomap.reader.wording.actor_words import lexicon
from geomap.reader.wording.tokens import listed_word

# The clock time that opens an entry of a page of one day.
ENTRY = re.compile(r"\W{0,3}(?P<words>\d{1,2}[:.]\d\d|\d{4}\s+GMT)\b")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?"
_HOUR = r"(?:,?\s\d{1,2}[.:]\d\d\s?(?:[ap]\.?m\.?)?)"
_DATE = rf"(?:(?i:\s?[,.]?\s(?:{_DAY}|{WEEKDAY},?\s{_DAY}|{WEEKDAY})){_HOUR}?)"
_WORD = r"[^\W\d_a-z][^\W\d_]*(?:[.'’-][^\W\d_]*){0,3}"
_NAME = rf"{_WORD}(?:\s{_WORD}){{0,3}}"
_LAND = rf"{_NAME}(?:\s(?:of|and|del?|d[ao]s?|la)\s(?:the\s)?{_NAME})?"  # 'Republic of Congo'
_DATELINE = re.compile(
    rf"(?P<town>{_NAME}(?:(?:\s?/\s?|,?\sand\s){_NAME}){{0,2}})(?:\s?,\s{_LAND}){{0,2}}?"
    rf"(?P<date>{_DATE})?(?P<agency>\s?,?\s?\([^()]{{1,30}}\))?\.?(?:\s[-–—]{{1,2}}\s|\s?—\s?|(?(date)(?<=\d):\s|(?!)))"
)


def dateline_end(sentence: str) -> int:
    """Return where the dateline that opens `sentence` ends; 0 when there is none.

    The town is in capitals, unless an agency or a date stands before the dash. What is named in
    capitals may also be who acts: 'NATO - which ...'; or the line may be one of a list:
    'BRUSSELS - donors' conference opens'.
    """
    match = _DATELINE.match(sentence)
    if match is None:
        return 0
    if match["agency"] or match["date"]:
        return match.end()
    town = match["town"].replace(" and ", " ").removesuffix(" City")
    if not town.isupper() or sentence[match.end() : match.end() + 1].islower():
        return 0
    names_who_acts = listed_word(match["town"], lexicon()) in ("group", "state", "body")
    return 0 if names_who_acts else match.end()

"""Where a dateline ends: 'KYIV, March 5 (Reuters) - ', 'Geneva (AFP) - '."""

from __future__ import annotations

import re

from geomap.reader.actor_words import lexicon
from geomap.reader.tokens import listed_word

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?:,?\s(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?)"
_WORD = r"[^\W\d_a-z][^\W\d_]*(?:[.'’/-][^\W\d_]*){0,3}"
_DATELINE = re.compile(
    rf"(?P<town>{_WORD}(?:\s{_WORD}){{0,3}})(?:,\s{_WORD}(?:\s{_WORD}){{0,2}}){{0,2}}?"
    rf"(?P<date>{_DATE})?(?P<agency>,?\s?\([^()]{{1,30}}\))?(?:\s[-–—]{{1,2}}\s|\s?—\s?)"
)


def dateline_end(sentence: str) -> int:
    """Return where the dateline that opens `sentence` ends; 0 when there is none.

    The town is in capitals, unless an agency or a date stands before the dash. What is named in
    capitals may also be who acts: 'NATO - which ...'.
    """
    match = _DATELINE.match(sentence)
    if match is None:
        return 0
    if match["agency"] or match["date"]:
        return match.end()
    names_who_acts = listed_word(match["town"], lexicon()) in ("group", "state", "body")
    return match.end() if match["town"].isupper() and not names_who_acts else 0

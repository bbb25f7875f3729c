"""Where the event ends of which it is told that something was so long after it: 'two days after the talks in X'."""

from __future__ import annotations

import re

from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.dates.expressions import Expression

A_NAME = r"(?-i:[A-Z])[\w'’-]*"
_NAMES = rf"(?:the\s+)?{A_NAME}(?:\s+{A_NAME}){{0,2}}"
# 'against X, Y and the Z range' is one clause
_CLAUSE_END = re.compile(
    r"[,;](?!\d|\s+(?:at|in|near)\s[^,;.]{1,60}\sand\s(?:at|in|near)\s)"
    rf"(?!(?<=,)\s+(?:{_NAMES},\s+){{0,4}}{_NAMES},?\s+and\s+{_NAMES}"
    r"(?:\s+(?:range|hills|mountains|valleys?|regions?|provinces?|districts?))?\s*(?:[,.;)]|$))"
)
_NOUN_PHRASE = re.compile(
    rf"\s+(?:the|that|this|a|an|their|its|his|her)\s+(?:[\w'’-]+\s+){{0,3}}?{EVENT_NOUN}\b"
    r"(?:\s+(?:in|at|of|on|near)\s+(?:(?:the|an?|its)\s+)?(?:[a-z][\w'’-]{0,20}\s+){0,3}[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,2}"
    r"(?:\s+[a-z][\w-]{0,20}(?=\s+(?:in|at|near)\s+[A-Z]))?){0,2}"
)

# 'a summit with the other side in X'
_HELD_WITH = re.compile(rf"\s+(?:with|between)\s[^,;:.]{{1,60}}?\s(?:in|at|near)\s+{_NAMES}")
_ITS_VERB = re.compile(
    r"\s+(?:had\s+|has\s+)?(?:\w+ly\s+)?(?:took|came|went|began|broke|was|were|fell|met|[a-z]{2,}ed)\b"
)


def end_of_event(sentence: str, start: int, days: list[Expression]) -> int:
    """Return where the event ends that '... after' speaks of: its noun phrase, or the clause."""
    closes = _CLAUSE_END.search(sentence, start)
    end = closes.start() if closes else len(sentence)
    phrase = _NOUN_PHRASE.match(sentence, start)
    if phrase is not None and _ITS_VERB.match(sentence, phrase.end()):
        return end  # 'after the truce expired on 9 October'
    if phrase is None or any(phrase.end() < day.start <= phrase.end() + 4 for day in days):
        return end
    held = _HELD_WITH.match(sentence, phrase.end(), end)
    return min(end, held.end() if held else phrase.end())

"""The day that a story goes on with: 'Shells hit X on Monday. A drone burned out a shop in Y.'

A report names its day once. What it adds in the past tense, without a date of its own, is of the same
day, until the text turns to another time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from geomap.reader import cues, date_anchors, date_tense
from geomap.reader.clauses import apart, opens
from geomap.reader.date_afterwards import Afterwards
from geomap.reader.date_expressions import Expression
from geomap.reader.date_news import is_recalled
from geomap.reader.date_sides import dates_picture
from geomap.reader.datelines import dateline_end
from geomap.reader.event_nouns import EVENT_NOUN
from geomap.reader.speech_days import is_day_of_speech

_A_WEEK = 7  # days
_REACH = 3  # sentences
_CLAUSE = 60.0  # beyond this cost a day is not of the cue's clause
# 'Shells also fell in Ansel': one more of what the sentence before told of
_ALSO = re.compile(
    r"^\W*(?:elsewhere|another|a\s+second|a\s+third|separately)\b"
    r"|(?<!has )(?<!have )(?<!had )(?<!is )(?<!are )\balso\b|\bas\s+well\b",
    re.I,
)
# What may be of other days: a state, a habit, a setting, or what came of it.
_OTHER_TIME = re.compile(
    r"\b(?:has|have|had|is|are|will|would|may|might|could|since|until|(?<!minutes )(?<!hours )later|then|often|regularly|repeatedly|routinely"
    r"|sometimes|usually|recent(?:ly)?|lately|days|weeks?|months?|eventually|afterwards?|subsequently|already|still"
    r"|retook|retaken|recaptured|regained|war|wars|conflict|insurgency|uprising|invasion|revolution|genocide"
    r"|rebellion|so\s+far|daily|nightly|(?:every|each)\s+\w+|first\s+term|second\s+term|presidency|reign|made\s+(?:his|her|its|their)\s+names?"
    r"|born|best\s+known|founded|thousands|\d{1,3},\d{3})\b|['’]ve\b",
    re.I,
)
_QUOTED = re.compile(r"[\"“”]")
# 'The attack on X was the worst since ...': what the sentence before told of, whatever follows
_THE_EVENT = re.compile(
    r"\W*(?:The|This|That)\s+(?:(?!war\b)[\w-]{1,30}\s+){0,2}?"
    rf"(?!(?:war|invasion|siege|offensive|uprising|fighting|accord|hostilities|coup)\b){EVENT_NOUN}\s+(?:on|at|in|near|outside)\s+"
    r"(?:(?:the|a|an|central|eastern|western|northern|southern)\s+)*"
)
# 'the town that fell on Monday', 'in response to the raid on Monday': another clause's day
_ASIDE = re.compile(
    r"\b(?:who|which|whose|where|that|since|until|following|(?<!more )(?<!less )(?<!fewer )than|had|planned|due|in\s+re(?:sponse|taliation|venge|prisal)"
    r"|(?:after|before)(?!\s+(?:midnight|midday|noon|dawn|dusk|sunset|sunrise|daybreak|nightfall|dark|\d)))\b[^,;]*$"
)
_AFTERWARDS = re.compile(r"\b(?:after|following|since)\b")

# The dates of the sentence itself, 0, or of one before it: -1 the last.
Days = Callable[[int], Sequence[Expression]]


def day_gone_on_with(
    sentence: str,
    mention: tuple[int, int],
    *,
    site: str,
    before: Sequence[str],
    days_of: Days,
    published: date,
) -> Expression | None:
    """Return the day of which `sentence`, without a date, tells one thing more; None where none is told.

    `before` are the sentences before it.
    """
    if not before:
        return None
    if site == "battlefield" and _ALSO.search(sentence):
        found = _only_day(before[-1], days_of(-1), published, of_an_event=site)
        if found is not None:
            return found
    goes_on = site == "battlefield" and _goes_on(sentence, days_of(0))
    if not goes_on and _THE_EVENT.fullmatch(sentence, 0, mention[0]) is None:
        return None
    for back in range(1, 1 + min(len(before), _REACH if goes_on else 1)):
        dates = days_of(-back)
        if dates:
            return _only_day(before[-back], dates, published, of_an_event=site)
    return None


def _goes_on(sentence: str, dates: Sequence[Expression]) -> bool:
    """Return whether the sentence only tells what happened, and names no other time."""
    return not (
        _OTHER_TIME.search(sentence) or _QUOTED.search(sentence) or is_recalled(sentence) or dates
    )


def _only_day(
    sentence: str, dates: Sequence[Expression], published: date, *, of_an_event: str
) -> Expression | None:
    """Return the one day, or night, of the last week that `sentence` gives an event of a class."""
    if date_anchors.caption_day(sentence, published):
        return None
    dateline = dateline_end(sentence)
    told = [
        item
        for item in dates
        if item.end > dateline
        and item.days.unit == "day"
        and (item.days.finish - item.days.begin).days <= 1
        and not is_day_of_speech(sentence, item.start, item.end)
        and not dates_picture(sentence, item[:2])
        and not _is_beside(sentence, item)
    ]
    if not told or len({item.days[:2] for item in told}) > 1:
        return None
    item = told[0]
    if not _is_of_an_event(sentence, item, of_an_event):
        return None
    begin, finish = item.days[:2]
    return item if finish <= published and (published - begin).days <= _A_WEEK else None


def _is_beside(sentence: str, day: Expression) -> bool:
    """Return whether the day is of something told in passing: 'in response to the raid on Monday'."""
    lead = sentence[max(0, day.start - 80) : day.start]
    aside = _ASIDE.search(lead) is not None and not opens(sentence, day.start)
    return aside or day.text.endswith("ago")


def _is_of_an_event(sentence: str, day: Expression, site: str) -> bool:
    """Return whether the day stands in the clause of an event of that class."""
    if date_tense.direction(sentence, day.start) == "ahead":
        return False
    place = (day.start, day.end)
    return any(
        apart(sentence, place, span) < _CLAUSE
        and not (day.end <= span[0] and _AFTERWARDS.search(sentence, day.end, span[0]))
        and not Afterwards(sentence, span, span).dates(place, of_a_year=False)
        for span in cues.cue_spans(sentence, site, faint=False)
    )

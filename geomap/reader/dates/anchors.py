"""What the text before gives the dates of a sentence: the day last named, the month told."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from geomap.reader.dates import expressions, years
from geomap.reader.dates.datelines import ENTRY
from geomap.reader.dates.expressions import Expression
from geomap.reader.dates.meanings import Days
from geomap.reader.dates.speech_days import is_day_of_speech
from geomap.reader.wording import cues

_A_WEEK = timedelta(days=7)

_PART_OF_THAT_DAY = re.compile(
    r"\b(?:(?:just\s+|only\s+|a\s+few\s+)?hours\s+(?:later|earlier)|(?<!\d )hours\s+(?:before|after)|an\s+hour\s+later|minutes\s+later|(?:earlier|later)\s+(?:in\s+the|that)\s+day|that\s+(?:same\s+)?(?:day|morning|afternoon|evening|night)|within\s+hours"
    r"|(?:on\s+)?the\s+same\s+(?:day|morning|afternoon|evening|night)|in\s+the\s+(?:morning|afternoon|evening)"
    r"|(?:by|at)\s+(?:nightfall|dusk|sunset|noon|midday)|by\s+evening)\b",
    re.I,
)

_LATER = re.compile(r"\b(?:later|after)\b", re.I)
_NIGHT = re.compile(r"overnight|(?:during|in|through)\s+the\s+night", re.I)
# ... that can only be of the day their own sentence names before
_OF_THAT_DAY = re.compile(
    r"\b(?:within\s+hours|(?:an\s+hour|hours|minutes)\s+later|in\s+the\s+(?:morning|afternoon|evening)|(?:earlier|later)\s+(?:that|the\s+same)\s+day|(?:that|the\s+same|that\s+same)\s+(?:day|morning|afternoon|evening|night))\b",
    re.I,
)


def on_the_day_named(
    sentence: str, found: list[Expression], known: date | None
) -> list[Expression]:
    """Return `found` with parts of the day last named: 'in the evening', 'the same day'."""
    match = _PART_OF_THAT_DAY.search(sentence)
    if match is None:
        return found
    days = [item for item in found if item.is_day and not _of_day(item)]
    if days:  # 'on Monday ..., hours after a meeting in X earlier that day'
        known = days[0].days.finish if len(days) == 1 else None
        match = _OF_THAT_DAY.search(sentence, days[0].end)
        if match is None and is_day_of_speech(sentence, days[0].start, days[0].end):
            match = _OF_THAT_DAY.search(sentence, 0, days[0].start)
    if match is None or known is None:
        return found
    made = Expression(match.start(), match.end(), match.group(), Days(known, known, "day"))
    kept = [item for item in found if item.end <= match.start() or match.end() <= item.start]
    if not days:  # 'hours earlier drones hit X overnight'
        last = known + timedelta(days=_LATER.search(match.group()) is not None)
        night = Days(last - timedelta(days=last > date.min), last, "day")
        kept = [e._replace(days=night) if _NIGHT.fullmatch(e.text) else e for e in kept]
    return sorted([*kept, made], key=lambda item: item.start)


# told by whoever speaks, of the day on which he does
_TOLD_FROM_A_DAY = re.compile(
    r"overnight|(?:during|in|through)\s+the\s+night|all\s+night|(?:earl(?:y|ier)|later?)\s+in\s+the\s+day",
    re.I,
)
# ... where his own words are quoted
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_FROM_HIS_DAY = re.compile(
    r"(?:early\s+|late\s+)?(?:yesterday|today|tonight|tomorrow|last\s+night|this\s+(?:morning|afternoon|evening))\b.{0,20}",
    re.I,
)


def on_the_day_spoken(
    sentence: str, found: list[Expression], published: date | None
) -> list[Expression]:
    """Return `found` with 'overnight' and a quoted 'yesterday' counted from the day of what was said.

    'Drones came overnight, he said on Monday', '"They attacked yesterday," he said on Saturday'.
    """
    if published is None:
        return found
    told = {item for item in found if _is_of_who_speaks(sentence, item)}
    if not told:
        return found
    said = {
        item.days.finish
        for item in found
        if item not in told and item.is_day and is_day_of_speech(sentence, item.start, item.end)
    }
    back = published - said.pop() if len(said) == 1 else timedelta(0)
    if not timedelta(0) < back < _A_WEEK:
        return found
    return [
        item._replace(
            days=item.days._replace(begin=item.days.begin - back, finish=item.days.finish - back)
        )
        if item in told
        else item
        for item in found
    ]


def _is_of_who_speaks(sentence: str, item: Expression) -> bool:
    """Return whether the words count from the day on which somebody speaks."""
    if _TOLD_FROM_A_DAY.fullmatch(item.text):
        return True
    return _FROM_HIS_DAY.fullmatch(item.text) is not None and any(
        quote.start() < item.start and item.end <= quote.end()
        for quote in _QUOTED.finditer(sentence)
    )


def _of_day(item: Expression) -> bool:
    return _PART_OF_THAT_DAY.fullmatch(item.text) is not None


_BARE_DAY = re.compile(r"the\s+\d{1,2}(?:st|nd|rd|th)")
_MONTH_NAME = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def in_the_month_told(
    found: list[Expression], before: tuple[str, ...], published: date | None
) -> list[Expression]:
    """Give a bare day ('on the 14th') the month that the text before it tells of."""
    if published is None or not any(_BARE_DAY.fullmatch(item.text) for item in found):
        return found
    last = next(
        (
            told[-1]
            for back, text in enumerate(reversed(before))
            if (told := _with_month(text, published, in_passing=not back))
        ),
        None,
    )
    placed = []
    for item in found:
        if _BARE_DAY.fullmatch(item.text) and last is not None:
            day = item.days.finish.day
            begin = last.days.begin
            months = begin.year * 12 + begin.month - 1 + (day < begin.day)
            if day <= monthrange(months // 12, months % 12 + 1)[1]:
                at = date(months // 12, months % 12 + 1, day)
                if at <= published:
                    first = at - (item.days.finish - item.days.begin)
                    days = Days(first, at, "day", stated=last.days.stated)
                    placed.append(item._replace(days=days))
                    continue
        elif _MONTH_NAME.search(item.text) and item.days.unit != "year":
            last = item
        placed.append(item)
    return placed


def _with_month(sentence: str, published: date, *, in_passing: bool) -> list[Expression]:
    """Return the dates that name a month; 'in February' alone, told `in_passing`, only where the text goes on from it."""
    return [
        item
        for item in expressions.find(sentence, published=published)
        if _MONTH_NAME.search(item.text)
        and (
            item.days.unit == "day"
            or (item.days.unit == "month" and (item.days.stated or in_passing))
        )
    ]


_ENTRY_GOES_ON = re.compile(r"\s*(?:[–—|:-]\s*)?[A-Z]")


@lru_cache(maxsize=8)  # a sentence's mentions come one after another
def day_named(before: tuple[str, ...], published: date | None) -> date | None:
    """Return the last single day that the sentences before name.

    It is one of the week before publication, or the day of the sentence right before.
    """
    if published is None:
        return None
    for back, sentence in enumerate(reversed(before)):
        year = None if back else years.told(sentence, before[:-1], published)
        found = expressions.find(sentence, published=published, year=year and year.year)
        for expression in reversed(years.shared_in(sentence, found, published=published)):
            first, last, unit = expression.days[:3]
            age = (published - first).days
            if unit == "day" and first == last and (0 <= age < 7 or (not back and age > 0)):
                return first
        if _opens_entry(sentence):  # of a page of one day: its top may tell which
            top = next(at for at, one in enumerate(before) if _opens_entry(one))
            return day_named(before[:top], published) or published
    return None


def _opens_entry(sentence: str) -> bool:
    """Return whether a clock time opens the entry of a page of one day: '16:20 Six strikes on the valley'."""
    entry = ENTRY.match(sentence)
    return entry is not None and _ENTRY_GOES_ON.match(sentence, entry.end()) is not None


# 'Jets bombed X before dawn', told by a report of that day
_AT_DAWN = re.compile(
    r"\b(?:(?:before|at|around|since)\s+(?:dawn|daybreak|sunrise|first\s+light)"
    r"|in\s+the\s+(?:small|early)\s+hours|early\s+in\s+the\s+morning)\b",
    re.I,
)


# 'Gunmen often attack X before dawn'
_AGAIN_AND_AGAIN = re.compile(
    r"\b(?:often|every|each|daily|regularly|usually|routinely|frequently|always|sometimes|(?:most|many|several)\s+(?:days|mornings|nights))\b",
    re.I,
)
_HAS = re.compile(r"\b(?:has|have)\b")


def of_this_morning(sentence: str, before: tuple[str, ...], published: date) -> str | None:
    """Return the words that tell of the morning of publication; None where an earlier day may be meant.

    `before` are the sentences before it in its paragraph: a day that the last names, or one of fighting.
    """
    found = _AT_DAWN.search(sentence)
    if found is None or _AGAIN_AND_AGAIN.search(sentence):
        return None
    if _HAS.search(sentence) and not found.group().lower().startswith("since"):
        return None  # 'have bombed X at dawn'
    if expressions.find(sentence, published=published):
        return None
    for back, one in enumerate(reversed(before)):
        told = expressions.find(one, published=published)
        earlier = [item for item in told if item.days.finish < published]
        if back and not any(cues.cue_spans(one, "battlefield", faint=False)):
            continue
        if any(not back or item.days.unit == "day" for item in earlier):
            return None
    return found.group()

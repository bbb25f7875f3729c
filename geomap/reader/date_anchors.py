"""What the dates of a sentence are counted from: 'two days after they had met', the day last named, the month told."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from geomap.reader import date_expressions, date_years
from geomap.reader.date_expressions import Expression
from geomap.reader.date_meanings import Days, shift
from geomap.reader.date_numbers import NUMBER, number
from geomap.reader.date_years import Told
from geomap.reader.event_nouns import EVENT_NOUN
from geomap.reader.speech_days import is_day_of_speech

_A_WEEK = timedelta(days=7)
_PART = "(?:day|night|morning|afternoon|evening)"
# 'the day after the signing in X'
_THE_ONE = r"(?<!of )the(?=\s+(?:day|week|month|year)\s+(?:after|before)\s+(?!tomorrow|yesterday|next|last|and\b)\w)"
_COUNTED = re.compile(
    rf"\b(?:(?P<n>{NUMBER}|{_THE_ONE})\s+(?P<unit>day|night|week|month|year)s?"
    rf"|(?P<next>the\s+(?:(?P<back>previous|preceding)|next|following)\s+(?P<step>{_PART}|week|month|year)"
    rf"|the\s+{_PART}\s+(?:(?P<eve>before)|after)(?=\s*(?:[.,;)]|$|and\b)))|(?P<same>(?:(?:just|only)\s+)?hours|the\s+same\s+day))"
    r"(?:\s+(?P<way>after|before|later|earlier|following))?\b",
    re.I,
)
_COUNTS = re.compile(
    r"\b(?:after|before|later|earlier|following|(?:next|previous|preceding)\s+"
    rf"(?:{_PART}|week|month|year))\b",
    re.I,
)
_CLAUSE_END = re.compile(r"[,;]")
_ENDS_PHRASE = {"before": "earlier", "after": "later"}
_PHRASE_END = re.compile(r"\s*(?:[,.;)]|$)")
_SAYS_WHICH = re.compile(r",\s+(?:on\s+)?")  # 'A month later, on 3 May, ...'


def counted_from(
    sentence: str,
    found: list[Expression],
    mention: tuple[int, int],
    *,
    known: date | None,
    told: Told | None,
    published: date | None,
    day_of: Callable[[str], date | None],
) -> list[Expression]:
    """Return `found` with days counted from them: 'on Monday, two days after they had met in X'.

    `known` is the day from which it counts where the sentence itself has none, `told` the year, and `day_of` the
    day that the text before gives to what happened at a place ('after the Ansel summit').
    """
    counted = found
    if not _COUNTS.search(sentence):
        return found
    for match in _COUNTED.finditer(sentence):
        way = (match["way"] or "").lower()
        if match["next"]:
            count = -1 if match["back"] or match["eve"] else 1
            unit = (match["step"] or "day").lower()
            unit = unit if unit in ("week", "month", "year") else "day"
        elif way and not match["same"]:
            count, unit = number(match["n"]), match["unit"].lower().replace("night", "day")
        else:
            continue
        at, end = match.span()
        if sentence.endswith("for ", 0, at):
            continue  # 'a pause for five days after talks in X'
        if way in _ENDS_PHRASE and _PHRASE_END.match(sentence, end):
            way = _ENDS_PHRASE[way]  # 'agreed in X two days before, ...'
        days = [item for item in found if item.days.unit == "day"]
        told_next = _SAYS_WHICH.match(sentence, end)
        if told_next and any(item.start == told_next.end() for item in days):
            continue
        earlier = [item for item in days if item.end <= at]
        begin = known
        if way in {"after", "following", "before"}:
            step = count if way != "before" else -count
            end = _end_of_what_it_counts_from(sentence, end, days)
            inside = [item for item in days if match.end() <= item.start < end]
            named = _NAMED.findall(sentence, match.end(), end)
            if match.end() <= mention[0] < end:
                # the other event's day is told first; this one lies on its far side
                anchor, step = (earlier[-1:] if not inside else []), -step
                at = end = match.end()
            else:
                anchor = inside[:1]
                begin = next(filter(None, map(day_of, named)), known)
        else:
            anchor, step = earlier[-1:], (-count if way == "earlier" else count)
            if not anchor and unit in ("month", "year"):  # 'in May 2020 ..., two years later'
                anchor = [e for e in found if e.end <= at and e.days.unit == "month"][-1:]
            if not anchor and (match["back"] or match["eve"]):
                # 'the night before, a nurse said on Friday'
                anchor = [item for item in days if item.start >= end][:1]
            if match["next"] and unit != "day":  # 'in April, ... the previous month'
                anchor = [e for e in found if e.end <= at and e.days.unit in ("day", unit)][-1:]
                begin = None
            elif way == "earlier":
                begin = known or published
            if unit == "year" and way and not anchor and told is not None:
                begin = date(told.year, 1, 1)  # 'two years later', after what a past year brought
        begin = anchor[0].days.begin if anchor else begin
        if begin is None or not (anchor or way == "earlier" or _reaches(sentence, match, mention)):
            continue
        first, last, precision = shift(begin, step, unit)
        stated = bool(anchor) and anchor[0].days.stated
        made = Expression(at, end, match.group(), Days(first, last, precision, stated=stated))
        if at < end:
            counted = [item for item in counted if not at <= item.start < end]
        counted = [*counted, made]
    return sorted(counted, key=lambda item: item.start)


_PLAIN = re.compile(r"(?:(?!\b(?:and|but|then|while)\b)[^,;:]){0,60}")
_ACTS_AGAIN = re.compile(
    r"\b(?:who|which|that|was|were|had|has|fell|died|came|went|broke|[a-z]{2,}ed)\b|\blater\s+than\b"
)


def _reaches(sentence: str, match: re.Match[str], mention: tuple[int, int]) -> bool:
    """Return whether a day counted from one before is the mention's: it opens or ends its clause."""
    if match.end() <= mention[0]:
        return True
    if _PLAIN.fullmatch(sentence, mention[1], match.start()) is None:
        return False
    later = match["way"] == "later" and not _ACTS_AGAIN.search(
        sentence, mention[1], match.end() + len(" than ")
    )
    return later or match["next"] is not None


_NAMED = re.compile(r"\b[A-Z][\w'’-]{2,}")
_NOUN_PHRASE = re.compile(
    rf"\s+(?:the|that|this|a|an|their|its|his|her)\s+(?:[\w'’-]+\s+){{0,3}}?{EVENT_NOUN}\b"
    r"(?:\s+(?:in|at|of|on|near)\s+(?:(?:the|an?|its)\s+)?(?:[a-z][\w'’-]{0,20}\s+){0,3}[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,2}"
    r"(?:\s+[a-z][\w-]{0,20}(?=\s+(?:in|at|near)\s+[A-Z]))?){0,2}"
)


_ITS_VERB = re.compile(
    r"\s+(?:had\s+|has\s+)?(?:\w+ly\s+)?(?:took|came|went|began|broke|was|were|fell|met|[a-z]{2,}ed)\b"
)


def _end_of_what_it_counts_from(sentence: str, start: int, days: list[Expression]) -> int:
    """Return where the event ends that '... after' speaks of: its noun phrase, or the clause."""
    closes = _CLAUSE_END.search(sentence, start)
    end = closes.start() if closes else len(sentence)
    phrase = _NOUN_PHRASE.match(sentence, start)
    if phrase is not None and _ITS_VERB.match(sentence, phrase.end()):
        return end  # 'after the truce expired on 9 October'
    if phrase is None or any(phrase.end() < day.start <= phrase.end() + 4 for day in days):
        return end
    return min(end, phrase.end())


_PART_OF_THAT_DAY = re.compile(
    r"\b(?:(?:just\s+|only\s+|a\s+few\s+)?hours\s+(?:later|earlier)|(?<!\d )hours\s+(?:before|after)|an\s+hour\s+later|minutes\s+later|(?:earlier|later)\s+(?:in\s+the|that)\s+day|that\s+(?:same\s+)?(?:day|morning|afternoon|evening|night)|within\s+hours"
    r"|(?:on\s+)?the\s+same\s+(?:day|morning|afternoon|evening|night)|in\s+the\s+(?:morning|afternoon|evening)"
    r"|(?:by|at)\s+(?:nightfall|dusk|sunset|noon|midday)|by\s+evening)\b",
    re.I,
)

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
    days = [item for item in found if _is_day(item) and not _of_day(item)]
    if days:  # 'on Monday ..., hours after a meeting in X earlier that day'
        known = days[0].days.finish if len(days) == 1 else None
        match = _OF_THAT_DAY.search(sentence, days[0].end)
        if match is None and is_day_of_speech(sentence, days[0].start, days[0].end):
            match = _OF_THAT_DAY.search(sentence, 0, days[0].start)
    if match is None or known is None:
        return found
    made = Expression(match.start(), match.end(), match.group(), Days(known, known, "day"))
    kept = [item for item in found if item.end <= match.start() or match.end() <= item.start]
    return sorted([*kept, made], key=lambda item: item.start)


# told by whoever speaks, of the day on which he does
_TOLD_FROM_A_DAY = re.compile(
    r"overnight|(?:during|in|through)\s+the\s+night|all\s+night|(?:earl(?:y|ier)|later?)\s+in\s+the\s+day",
    re.I,
)


def on_the_day_spoken(
    sentence: str, found: list[Expression], published: date | None
) -> list[Expression]:
    """Return `found` with 'overnight' counted from the day of what was said: '..., he said on Monday'."""
    if published is None or not any(_TOLD_FROM_A_DAY.fullmatch(item.text) for item in found):
        return found
    said = {
        item.days.finish
        for item in found
        if _is_day(item) and is_day_of_speech(sentence, item.start, item.end)
    }
    back = published - said.pop() if len(said) == 1 else timedelta(0)
    if not timedelta(0) < back < _A_WEEK:
        return found
    return [
        item._replace(
            days=item.days._replace(begin=item.days.begin - back, finish=item.days.finish - back)
        )
        if _TOLD_FROM_A_DAY.fullmatch(item.text)
        else item
        for item in found
    ]


def _is_day(item: Expression) -> bool:
    return item.days.unit == "day" and item.days.begin == item.days.finish


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
        for item in date_expressions.find(sentence, published=published)
        if _MONTH_NAME.search(item.text)
        and (
            item.days.unit == "day"
            or (item.days.unit == "month" and (item.days.stated or in_passing))
        )
    ]


@lru_cache(maxsize=8)  # a sentence's mentions come one after another
def day_named(before: tuple[str, ...], published: date | None) -> date | None:
    """Return the last single day that the sentences before name.

    It is one of the week before publication, or the day of the sentence right before.
    """
    if published is None:
        return None
    for back, sentence in enumerate(reversed(before)):
        year = None if back else date_years.told(sentence, before[:-1], published)
        found = date_expressions.find(sentence, published=published, year=year and year.year)
        for expression in reversed(date_years.shared_in(sentence, found, published=published)):
            first, last, unit = expression.days[:3]
            age = (published - first).days
            if unit == "day" and first == last and (0 <= age < 7 or (not back and age > 0)):
                return first
    return None

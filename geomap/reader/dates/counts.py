"""Dates counted from another one: 'two days after they had met', 'a month later', 'the following spring'."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from geomap.reader.dates import expressions, tense
from geomap.reader.dates.event_phrases import A_NAME, end_of_event
from geomap.reader.dates.eves import stems
from geomap.reader.dates.expressions import Expression, with_made
from geomap.reader.dates.meanings import Days, shift
from geomap.reader.dates.next_named import next_named
from geomap.reader.dates.numbers import NUMBER, number
from geomap.reader.dates.patterns import MONTH, WEEKDAY
from geomap.reader.dates.speech_days import is_day_of_speech
from geomap.reader.dates.years import Told
from geomap.reader.wording.clauses import opens

_PART = "(?:day|night|morning|afternoon|evening)"
# 'the day after the signing in X'
_THE_ONE = (
    r"(?<!of )the(?=\s+(?:day|week|month|year)\s+(?:after|before)\s+"
    rf"(?!tomorrow|yesterday|next|last|and\b|(?:in|at|near)\s+{A_NAME})\w)"
)
# 'nine months before that', but not 'before that attack'
_THAT = (
    r"\s+(?:that|then|it)(?=\s*(?:[.,;)]|$)"
    rf"|\s+(?:(?:and|but|in|at|on|to|the|an?|they|he|[a-z]{{2,20}}[^\Wsi]s)\s|{A_NAME}))"
)
_COUNTED = re.compile(
    rf"\b(?:(?P<n>{NUMBER}|{_THE_ONE})\s+(?P<unit>day|night|week|month|year)s?"
    rf"|(?P<next>the\s+(?:(?P<back>previous|preceding)|next|following)\s+(?P<step>{_PART}|week|month|year)"
    rf"|the\s+(?P<one>{_PART}|week|month|year)\s+(?:(?P<eve>before)|after)"
    rf"(?=\s*(?:[.,;)]|$)|\s+(?:and\b|(?:in|at|near)\s+{A_NAME}))))"
    rf"(?:\s+(?P<way>(?:after|before)(?P<that>{_THAT})|afterwards?|after|before|later|earlier|following))?\b",
    re.I,
)
_COUNTS = re.compile(
    r"\b(?:after(?:wards?)?|before|later|earlier|following|(?:next|previous|preceding|that|same)\s+"
    rf"(?:{_PART}|week|weekend|month|year|spring|summer|autumn|fall|winter|{WEEKDAY}|{MONTH}))\b",
    re.I,
)
_LONG = frozenset({"week", "month", "year"})
_COUNTED_FROM = {"month": ("day", "month"), "year": ("day", "month", "year")}  # others: from a day
_ENDS_PHRASE = {"before": "earlier", "after": "later"}
_PHRASE_END = re.compile(r"\s*(?:[,.;)]|$)")
_A_NIGHT = timedelta(days=1)
_LONG_AGO = 300  # days: who means last year's day says so
_TELLS_WHAT = frozenset({"after", "before", "following"})
_WHEN = re.compile(r"(?:,\s+when\b)?[^,;:]*")
_BOUND = 12  # code points
# 'a pause for five days after talks in X', 'at least two days after'
_NOT_SO_LONG = re.compile(
    r"\b(?:for|(?:more|less|fewer)\s+than|at\s+least|over|under|up\s+to)\s$", re.I
)
_SAYS_WHICH = re.compile(r",\s+(?:on\s+)?")  # 'A month later, on 3 May, ...'


class Before(NamedTuple):
    """What the text before a sentence tells that its dates may be counted from."""

    published: date | None
    day: date | None  # the last day named
    year: Told | None  # the past year told of
    last: Callable[[], Expression | None]  # the last date, of whatever length
    named_year: Callable[[], int | None]  # that of the last date that names its year
    day_of: Callable[[str], date | None]  # the day of what happened at a place


def counted_from(
    sentence: str,
    found: list[Expression],
    mention: tuple[int, int],
    before: Before,
    *,
    venue: bool,
) -> list[Expression]:
    """Return `found` with dates counted from them: 'on Monday, two days after they had met in X'.

    `venue`: the mention is that of a meeting.
    """
    if not _COUNTS.search(sentence):
        return found
    counted = next_named(sentence, found, mention, before.last, before.named_year)
    for match in _COUNTED.finditer(sentence):
        count = _Count.read(sentence, match, found)
        if count is None:
            continue
        at = _Place(sentence, found, mention, before)
        anchor = at.far(count, venue=venue) if count.way in _TELLS_WHAT else at.near(count)
        if anchor is not None:
            try:
                made = _counted(sentence, count, anchor)
            except (ValueError, OverflowError):  # before the year 1, after 9999
                continue
            counted = with_made([e for e in counted if e is not anchor.outdone], made)
    return sorted(counted, key=lambda item: item.start)


class _Count(NamedTuple):
    """Words that count from a date."""

    start: int
    end: int
    way: str  # 'after' and 'before' tell what they count from, 'later' and 'earlier' don't
    steps: int
    unit: str
    named: bool  # 'the following week', no number of them

    @classmethod
    def read(cls, sentence: str, match: re.Match[str], found: list[Expression]) -> _Count | None:
        """Return what the words count; None where they don't, or where the date itself follows."""
        start, end = match.span()
        way = (match["way"] or "").lower()
        if match["next"]:
            step = (match["step"] or match["one"]).lower()
            count, way = 1, "earlier" if match["back"] or match["eve"] else "later"
            unit = step if step in _LONG else "day"
        elif way:
            count, unit = number(match["n"]), match["unit"].lower().replace("night", "day")
        else:
            return None
        if _NOT_SO_LONG.search(sentence, max(0, start - _BOUND), start):
            return None
        if match["that"] or (way in _ENDS_PHRASE and _PHRASE_END.match(sentence, end)):
            way = _ENDS_PHRASE[way.split()[0]]  # 'agreed in X two days before, ...'
        told_next = _SAYS_WHICH.match(sentence, end)
        if told_next and any(e.start == told_next.end() and e.days.unit == "day" for e in found):
            return None
        steps = -count if way in ("before", "earlier") else count
        return cls(start, end, way, steps, unit, match["next"] is not None)

    def anchored(
        self,
        from_it: Expression | date | None,
        *,
        steps: int | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> _Anchor | None:
        """Return the words as counted from a date, those of the arguments changed; None without one."""
        if from_it is None:
            return None
        steps = self.steps if steps is None else steps
        where = (self.start if start is None else start, self.end if end is None else end)
        if isinstance(from_it, date):
            return _Anchor(from_it, False, steps, *where)
        days = from_it.days
        last = days.unit == "day" and (steps > 0 or days.finish - days.begin <= _A_NIGHT)
        return _Anchor(days.finish if last else days.begin, days.stated, steps, *where)


class _Anchor(NamedTuple):
    """What a date is counted from, and where it stands."""

    day: date  # the first, of a month or a year
    stated: bool
    steps: int
    start: int
    end: int
    outdone: Expression | None = None  # the date that this one stands in for


class _Place:
    """A sentence in which dates are counted, for one of its mentions."""

    def __init__(
        self, sentence: str, found: list[Expression], mention: tuple[int, int], before: Before
    ) -> None:
        self._sentence, self._found, self._mention = sentence, found, mention
        self._before = before
        self._days = [item for item in found if item.days.unit == "day"]

    def near(self, count: _Count) -> _Anchor | None:
        """Return what 'a month later', 'the next day' is counted from."""
        if self._mention[1] <= count.start and (
            _OF_ANOTHER.search(self._sentence, self._mention[1], count.start)
            or (
                _AND_THEN.search(self._sentence, self._mention[1], count.start)
                and _ELSEWHERE.match(self._sentence, count.end)
            )
        ):
            return None  # 'met in X in May, and the month after in Y'
        from_it = self._last_before(count)
        if from_it is None and count.named and count.steps < 0 and count.unit == "day":
            # 'the night before, a nurse said on Friday'
            from_it = next((item for item in self._days if item.start >= count.end), None)
        if from_it is not None:
            return count.anchored(from_it)
        told = [e for e in self._found if e.end <= count.start]
        earlier = count.way == "earlier" and not (count.named or told)
        if not earlier and not self._reaches(count):
            return None
        return count.anchored(self._told_before(count, earlier=earlier))

    def _last_before(self, count: _Count) -> Expression | None:
        """Return the last date before the words that they may be counted from: no day of speech if there are others."""
        fitting = [
            e
            for e in self._found
            if e.end <= count.start and _fits(e, count) and not self._is_of_next_year(e)
        ]
        told = [e for e in fitting if not is_day_of_speech(self._sentence, e.start, e.end)]
        return next(reversed(told or fitting), None)

    def _is_of_next_year(self, item: Expression) -> bool:
        """Return whether a day without a year, read as one long ago, is rather the one soon to come."""
        days, published = item.days, self._before.published
        if published is None or days.unit != "day" or days.stated:
            return False
        return (published - days.begin).days > _LONG_AGO

    def _told_before(self, count: _Count, *, earlier: bool) -> Expression | date | None:
        """Return the date of the text before from which it counts."""
        before = self._before
        if count.unit == "year" and before.year is not None:
            return date(before.year.year, 1, 1)  # 'two years later', after what a past year brought
        last = before.last()
        if last is not None and (_fits(last, count) or not earlier):
            return last if _fits(last, count) else None
        if count.named and count.unit != "day":
            return None
        return before.day or (before.published if earlier else None)

    def _reaches(self, count: _Count) -> bool:
        """Return whether a day counted from one before is the mention's: it opens or ends its clause."""
        sentence, end = self._sentence, self._mention[1]
        if count.end <= self._mention[0]:
            return True
        if _PLAIN.fullmatch(sentence, end, count.start) is None:
            return False
        own = _OWN_VERB.match(sentence, end) if opens(sentence, self._mention[0]) else None
        acts = own.end() if own else end
        return count.named or not (
            _ACTS_AGAIN.search(sentence, acts, count.start)
            or _ACTS_AGAIN.search(sentence, count.end, count.end + len(" than "))
        )

    def far(self, count: _Count, *, venue: bool) -> _Anchor | None:
        """Return what 'two days after they had met' is counted from."""
        end = end_of_event(self._sentence, count.end, self._days)
        inside = [e for e in self._found if count.end <= e.start < end and _fits(e, count)]
        if count.end <= self._mention[0] < end:
            # the other event's date is told first, or by the main clause; this one lies on its far side
            from_it = None if inside else self._last_before(count) or self._of_main(count, end)
            if from_it is None and any(e.end <= count.start for e in self._found):
                return None  # 'was lost in December, five weeks after they overran X'
            told = from_it or self._before.day
            return count.anchored(told, steps=-count.steps, start=count.end)
        if not inside and not venue and self._is_aftermath(count, end):
            day = self._last_before(count)
            told = day or self._of_present(0, count.start)
            made = count.anchored(told, steps=-count.steps)
            return made and made._replace(outdone=day)
        named = [
            *_NAMED.findall(self._sentence, count.end, end),
            *stems(self._sentence, count.end, end),
        ]
        told = next(filter(None, map(self._before.day_of, named)), self._before.day)
        from_it = self._still_to_come(inside[0], count) if inside else told
        # 'on 8 October 2023, when they shelled X a day after the attack'
        own = any(
            e.is_day
            and e.days.stated
            and _WHEN.fullmatch(self._sentence, e.end, max(e.end, count.start))
            for e in self._days
        )
        if from_it is None or not (inside or (self._reaches(count) and not own)):
            return None
        return count.anchored(from_it, end=end)

    def _of_main(self, count: _Count, end: int) -> Expression | date | None:
        """Return the date of the main clause that 'Two days after ..., ' opens: its first day, or publication's."""
        if not opens(self._sentence, count.start) or _TALK.match(self._sentence, count.end):
            return None
        day = next((item for item in self._days if item.start >= end), None)
        published = self._before.published
        if day is None or published is None:
            return day or self._of_present(end, len(self._sentence))
        ahead = _WILL.search(self._sentence, end, day.start) is not None or (
            tense.direction(self._sentence, day.start) == "ahead"
        )
        if ahead == (day.days.begin > published):
            return day
        if ahead:  # 'a day after the raid on X, envoys will meet on Friday'
            return published
        past = self._read(day, future=False)
        return past if past.days.begin <= published else None

    def _of_present(self, start: int, end: int) -> date | None:
        """Return the day of publication, where that part of the sentence tells of the present."""
        return self._before.published if _PRESENT.search(self._sentence, start, end) else None

    def _still_to_come(self, item: Expression, count: _Count) -> Expression:
        """Return a date read as ahead, where what comes before it has been: 'a month before the vote in July'."""
        published = self._before.published
        if published is None or count.steps > 0 or item.days.stated:
            return item
        ahead = self._read(item, future=True)
        anchor = count.anchored(ahead)
        made = anchor and _counted(self._sentence, count, anchor)
        return ahead if made and made.days.begin <= published else item

    def _read(self, item: Expression, *, future: bool) -> Expression:
        """Return a date read as one ahead of publication or up to it."""
        found = expressions.find(self._sentence, published=self._before.published, future=future)
        return next((e for e in found if e.start == item.start), item)

    def _is_aftermath(self, count: _Count, end: int) -> bool:
        """Return whether the words tell of what struck the mention: 'X still burned, a day after jets bombed it'."""
        main, struck = self._sentence[: count.start], self._sentence[count.end : end]
        return (
            count.way == "after"
            and self._mention[1] <= count.start
            and _AFTERMATH.search(main) is not None
            and not (_STRIKES.search(main) or _TAKES.search(main))
            and _STRIKES.search(struck) is not None
            and _THERE.search(struck) is not None
        )


def _fits(item: Expression, count: _Count) -> bool:
    """Return whether such a date can be counted from: no weeks from a month."""
    return item.days.unit in _COUNTED_FROM.get(count.unit, ("day",))


def _counted(sentence: str, count: _Count, anchor: _Anchor) -> Expression:
    """Return the date that the words make of the one they are counted from."""
    first, last, unit = shift(anchor.day, anchor.steps, count.unit)
    if count.named and count.unit == "week":
        first -= timedelta(days=first.weekday())
        last = first + timedelta(days=6)
    days = Days(first, last, unit, stated=anchor.stated)
    return Expression(anchor.start, anchor.end, sentence[count.start : count.end], days)


_PLAIN = re.compile(r"(?:(?!\b(?:and|but|then|while)\b)[^,;:]){0,60}")
_ACTS_AGAIN = re.compile(
    r"\b(?:who|which|that|was|were|had|has|fell|died|came|went|broke|[a-z]{2,}ed)\b|\bthan\b"
)
_OWN_VERB = re.compile(
    r"\s+(?:was\s+|were\s+|had\s+been\s+)?(?:fell|went|broke|[a-z]{2,}ed|taken|hit|lost)\b"
)
# 'had shelled X after seizing Y two days earlier'
_OF_ANOTHER = re.compile(r"\b(?:after|before|since|following)\s[^,;:]{0,60}?\b[A-Z]\w")
_AND_THEN, _ELSEWHERE = (
    re.compile(r"\b(?:and|then|but)\s+$"),
    re.compile(rf"\s+(?:in|at|near)\s+{A_NAME}"),
)
# 'a week after announcing that X was theirs'
_TALK = re.compile(
    r"\s+(?:announc|say|claim|declar|tell|warn|admitt|report|vow|promis|threaten|deny|confirm)\w*ing\b"
)
# what is to come upon it: 'mourners prepared for funerals on Friday'
_WILL = re.compile(r"\b(?:would|will|due|prepar(?:e|es|ed|ing))\b")
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|still|now|cannot|remains?|says?|will)\b|\b\w+n['’]t\b(?<!\bdidn['’]t)(?<!\bhadn['’]t)"
)
_AFTERMATH = re.compile(
    r"\b(?:smok\w+|smould\w+|smold\w+|burn(?:s|ing)?|(?:still|fires|houses|homes|buildings)\s+burn\w*|blazes?|firefighters"
    r"|rubble|ruins|debris|wreck\w*|dug|dig(?:s|ging)?|search\w*|survivors"
    r"|bodies|bur(?:y|ied)|funerals?|mourn\w*|rescu\w+|inspect\w*|repair\w*)\b",
    re.I,
)
_STRIKES = re.compile(
    r"\b(?:killed|shot|attack\w*|bombed|bombing|storm\w*|shell\w*|struck|hit|strikes?|fired|ambush\w*|raid\w*|seized|captured"
    r"|wounded|blast\w*|explo\w+|destroyed|targeted)\b"
)
_TAKES = re.compile(
    r"\b(?:took|retook|recaptured|entered|drove|advanced|cleared|fell|fought|clashed|pushed|torched|arrested|detained"
    r"|burned\s+(?:down|the|homes|houses)|set\s+fire)\b"
)
_THERE = re.compile(
    r"\b(?:there|its?|the\s+(?:\w+\s+)?(?:city|town|village|port|capital|district|suburb|island|camp|base))\b(?!\s+of\s+(?:the\s+)?[A-Z])"
)
_NAMED = re.compile(r"\b[A-Z][\w'’-]{2,}")

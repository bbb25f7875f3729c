"""Days told of as one stretch: 'Thursday and Friday', 'a two-day summit that begins on Monday'."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geomap.reader.dates.expressions import Expression
from geomap.reader.dates.meanings import Days
from geomap.reader.dates.numbers import NUMBER_WORD, number
from geomap.reader.dates.patterns import MONTH, WEEKDAY
from geomap.reader.dates.plans import new_day

_OF_THREE = re.compile(rf"(?:,|\s+and)\s+(?:on\s+)?{WEEKDAY}\b")  # 'Sunday, Monday and Tuesday'
_MONTH_NAME = re.compile(MONTH)
# 'from mid-May until late June'
_FROM, _UP_TO = re.compile(r"\bfrom\s+$"), re.compile(r"\s+(?:to|until|till|through)\s+")
_PAIRED = re.compile(r"\)?\s+(?:and|or)\s+(?:again\s+)?(?P<on>on\s+)?")
_OWN_VERB = re.compile(r"\s+(?:\w+ly\s+)?(?:held|met|flew|took|went|left|saw|[a-z]{2,}ed)\b")
_TALKS = r"(?:talks|negotiations|discussions|meetings|consultations|sessions|haggling)"
_COUNT = rf"\d|{NUMBER_WORD}"
_DAYS_OF = rf"(?P<n>{_COUNT})\s+days\s+of\s+(?:[\w-]+\s+)?{_TALKS}\b"
_STRETCH = re.compile(
    rf"(?<!after )(?<!following )(?<!after a )(?<!following a )\b(?:(?P<n1>{_COUNT})[-\s]day\b|{_DAYS_OF})",
    re.I,
)
_OPENS_ON = re.compile(
    r"\b(?:(?:begin|start|open|kick|launch)\w*|began)\s+(?:off\s+)?(?:in\s+(?:The\s+)?[A-Z]\w{1,30}\s+)?(?:(?:late|early)\s+)?(?:on\s+)?$"
    r"|\b(?:(?:begin|start|open|launch)\w*|began)\s+(?:an?|their|his|her|its|the)\s[^,;:.]{0,80}?(?:on\s+)?$",
    re.I,
)
# 'arrives in X on Friday for a three-day visit'
_FOR_DAYS = re.compile(
    rf"\s+(?:for|on)\s+an?\s+(?:\w+\s+)?(?:(?P<n>{_COUNT})[-\s]day\s"
    rf"|(?:visit|trip|stay|tour)\s+of\s+(?P<n2>{_COUNT})\s+days\b)",
    re.I,
)
# '... on Thursday after five days of talks', 'returned on Friday from a three-day visit to X'
_AFTER_DAYS = re.compile(rf"\s+after\s+{_DAYS_OF}", re.I)
_FROM_DAYS = re.compile(rf"\s+from\s+an?\s+(?:\w+\s+)?(?P<n>{_COUNT})[-\s]day\s", re.I)
_CAME_BACK = re.compile(
    r"\b(?:return(?:s|ed|ing)?|(?:came|come|comes|flew|flies|is|was|are|were|got|arrived)\s+(?:back|home))\b"
    r"[^,;:.]{0,40}$",
    re.I,
)
# 'broke out on 24 July near X and lasted five days'
_LASTED = re.compile(
    rf"[^,;:.]{{0,60}}\sand\s+(?:lasted|went\s+on|raged)\s+(?:for\s+)?(?P<n>{_COUNT})\s+days\b"
)
_BEGAN_ON = re.compile(
    r"\b(?:broke\s+out|began|started|erupted|flared\s+up|opened|launched)\b[^,;:.]{0,60}$"
)
_ENDS_ON = re.compile(
    r"\b(?:(?:end|conclud|clos|finish|wrap)(?:s|es|ed|ing|ped)?(?:\s+up)?|broke\s+up)\s+(?:in\s+(?:The\s+)?[A-Z]\w{1,30}\s+)?"
    rf"(?:(?:an?|their|his|her|its|the|{NUMBER_WORD})\s[^,;:.]{{0,80}}?)?(?:on\s+)?$"
    r"|\breturn(?:s|ed|ing)?\s+(?:home\s+)?from\s+an?\s[^,;:.]{0,80}?(?:on\s+)?$",
    re.I,
)
_ONE_DAY = timedelta(days=1)
_WORD = 20  # code points


def as_one_stretch(sentence: str, found: list[Expression]) -> list[Expression]:
    """Return `found` with days told of as one made one: 'Thursday and Friday', 'a two-day summit'."""
    joined: list[Expression] = []
    for item in found:
        last = joined[-1] if joined else None
        until = last and _up_to(sentence, last, item)
        if last is not None and until is not None:
            text = sentence[last.start : item.end]
            joined[-1] = Expression(last.start, item.end, text, until)
        elif last is not None and _follows(sentence, last, item):
            days = last.days._replace(finish=last.days.finish + _ONE_DAY)
            text = sentence[last.start : item.end]
            joined[-1] = Expression(last.start, item.end, text, days)
        else:
            joined.append(item)
    return [_stretched(sentence, item) for item in joined]


def _up_to(sentence: str, first: Expression, second: Expression) -> Days | None:
    """Return the days 'from mid-December 1944 to late January'; None where the dates are no such stretch."""
    between = sentence[first.end : second.start]
    low = max(0, first.start - _WORD)
    if (
        _UP_TO.fullmatch(between) is None
        or _FROM.search(sentence, low, first.start) is None
        or new_day(sentence, second.start)
    ):
        return None
    begin, finish = first.days.begin, second.days.finish
    if "year" in (first.days.unit, second.days.unit):
        return None
    if first.days.stated and not second.days.stated and _MONTH_NAME.search(second.text):
        year = begin.year + ((finish.month, finish.day) < (begin.month, begin.day))
        if year > date.max.year:
            return None
        finish = finish.replace(year=year, day=min(finish.day, 28 if finish.month == 2 else 31))
    if finish < begin:
        return None
    return Days(begin, finish, "day", stated=first.days.stated or second.days.stated)


def _follows(sentence: str, first: Expression, second: Expression) -> bool:
    if not (first.days.unit == second.days.unit == "day"):
        return False
    paired = _PAIRED.fullmatch(sentence, first.end, second.start)
    listed = sentence[first.end : second.start] == ", " and _OF_THREE.match(sentence, second.end)
    if listed:
        return (
            second.days.begin == second.days.finish
            and second.text == f"{first.days.finish + _ONE_DAY:%A}"
        )
    if paired is None or (paired["on"] and _OWN_VERB.match(sentence, second.end)):
        return False  # 'flew in on Monday and on Tuesday held talks'
    next_day = first.days.finish + _ONE_DAY
    return second.days.begin == second.days.finish and (
        second.days.begin == next_day
        or (not second.days.stated and second.text == f"{next_day:%A}")
    )


def _stretched(sentence: str, item: Expression) -> Expression:
    if not item.is_day:
        return item
    begin, finish = item.days[:2]
    before = sentence[max(0, item.start - 120) : item.start]
    ahead = _FOR_DAYS.match(sentence, item.end)
    if not ahead and _BEGAN_ON.search(before):
        ahead = _LASTED.match(sentence, item.end)
    behind = None if ahead else _AFTER_DAYS.match(sentence, item.end)
    if not ahead and behind is None and _CAME_BACK.search(before):
        behind = _FROM_DAYS.match(sentence, item.end)
    if not ahead and not behind:
        counts = list(_STRETCH.finditer(before))
        if not counts or re.search(r";|,(?! which\b)", before[counts[-1].end() :]):
            return item
        ahead = counts[-1] if _OPENS_ON.search(before) else None
        behind = counts[-1] if not ahead and _ENDS_ON.search(before) else None
    try:
        if ahead:
            finish += _one_less(ahead)
        elif behind:
            begin -= _one_less(behind)
    except OverflowError:  # before the year 1, after 9999
        return item
    return item._replace(days=item.days._replace(begin=begin, finish=finish))


def _one_less(count: re.Match[str]) -> timedelta:
    """Return how far the first of the counted days is from the last."""
    return timedelta(days=number(next(filter(None, count.groups()))) - 1)

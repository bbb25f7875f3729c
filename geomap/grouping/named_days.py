"""The days that a sentence names, whatever they are said to be the days of.

The date of a report is that of its event as it was read. 'Buried on Friday, three days after the
raid', 'not on the 3rd' and 'the raid of Tuesday' name the day of the raid too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_COUNTS = {
    word: n
    for n, words in enumerate(
        (
            "a an one the", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen", "twenty",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
COUNT = rf"{'|'.join(_COUNTS)}|\d{{1,3}}"
ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_UNITS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
_MONTH = "|".join(_MONTHS)
WEEKDAY = "|".join(WEEKDAYS)
_WEEKDAY = re.compile(
    rf"\b(?:(last|previous)\s+)?({WEEKDAY})\b(\s+(?:of\s+)?last\s+week)?", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"\b({COUNT}) (day|night|week|fortnight)s? (ago|earlier|before|after|later)\b",
    re.IGNORECASE,
)
_NTH_DAY = re.compile(rf"\b({'|'.join(ORDINALS)}) (?:day|night|morning|evening)\b", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?\b", re.IGNORECASE)
_NTH = re.compile(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! \w*(?:century|anniversary|floor|brigade))")
_WORDS = (
    (re.compile(r"\b(?:yesterday|the (?:previous day|day before)|last night)\b", re.IGNORECASE), -1),
    (re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE), 0),
    (re.compile(r"\btomorrow\b", re.IGNORECASE), 1),
)  # fmt: skip
# 'Confirmed on Saturday that', 'told reporters on Monday', 'in a statement on Friday'
_SPOKEN = re.compile(
    r"\b(?:said|sa(?:y|id) so|told (?:[\w'’]+ ){1,4}|announced|confirmed|acknowledged|admitted|denied|added|"
    r"reported|stated|declared|claimed|warned|conceded|insisted|recalled|wrote|statement|interview|"
    r"(?:press |news )?(?:conference|briefing)|spoke|vowed|promised|condemned|called)"
    rf" ?(?:(?:late|early) )?(?:on )?({WEEKDAY})\b(?!['’]s)",
    re.IGNORECASE,
)
_MOST = 400  # days back
_SATURDAY = 5


def named_days(
    sentence: str, published: date | None, *, ahead: bool = False, told: date | None = None
) -> frozenset[date]:
    """Return the days that `sentence` names; none when nobody knows when it was published.

    `ahead`: it speaks of what is yet to come, and 'Tuesday' is the next one. `told` is the day of
    its event, from which 'two days earlier' and 'the third day' count too.
    """
    if published is None:
        return frozenset()
    return frozenset(_days(sentence, published, ahead, told))


def spoken_days(sentence: str, published: date | None) -> frozenset[date]:
    """Return the days on which somebody said what `sentence` tells: 'announced on Wednesday'."""
    if published is None:
        return frozenset()
    return frozenset(latest(said[1], published) for said in _SPOKEN.finditer(sentence))


def latest(weekday: str, published: date) -> date:
    """Return the latest such day up to `published`, that day included."""
    return published - timedelta((published.weekday() - WEEKDAYS.index(weekday.lower())) % 7)


def _days(sentence: str, published: date, ahead: bool, told: date | None) -> Iterator[date]:
    for word in _WEEKDAY.finditer(sentence):
        weekday = WEEKDAYS.index(word[2].lower())
        past = latest(word[2], published)
        if ahead and not word[1]:
            yield published + timedelta((weekday - published.weekday()) % 7)
        elif word[3]:
            yield published - timedelta(published.weekday() + 7 - weekday)
        else:
            yield past
            # On a Tuesday, 'last Monday' is yesterday to some and last week's to others.
            if word[1] and (published - past).days < 3:
                yield past - timedelta(7)
    for said in _COUNTED.finditer(sentence):
        count = counted(said[1])
        away = timedelta(count * _UNITS[said[2].lower()])
        if not 0 < away.days < _MOST:
            continue
        if said[3].lower() != "later":
            yield published - away
        if told is not None and said[3].lower() != "ago":
            yield told - away
    if "weekend" in sentence:
        begun = ahead or published.weekday() >= _SATURDAY
        saturday = published + timedelta(_SATURDAY - published.weekday() - (0 if begun else 7))
        yield from (saturday, saturday + timedelta(1))
    for nth in _NTH_DAY.finditer(sentence):
        yield (told or published) - timedelta(ORDINALS.index(nth[1].lower()) + 1)
    for pattern, away_days in _WORDS:
        if pattern.search(sentence):
            yield published + timedelta(away_days)
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for match in pattern.finditer(sentence):
            number = _MONTHS.index(match[month].lower()) + 1
            years = (published.year,) if ahead else (published.year, published.year - 1)
            yield from _first_past(years, [number] * 2, int(match[day]), published, ahead)
    for match in _NTH.finditer(sentence):
        before = published.replace(day=1) - timedelta(1)
        yield from _first_past(
            (published.year, before.year), (published.month, before.month), int(match[1]),
            published, ahead,
        )  # fmt: skip


def counted(number: str) -> int:
    """Return what a `COUNT` counts."""
    return _COUNTS.get(number.lower()) or int(number)


def _first_past(
    years: tuple[int, ...],
    months: list[int] | tuple[int, ...],
    day: int,
    published: date,
    ahead: bool,
) -> Iterator[date]:
    """Yield the first of the days that is not after publication, or the first of all when ahead."""
    for year, month in zip(years, months, strict=False):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if ahead or found <= published:
            yield found
            return

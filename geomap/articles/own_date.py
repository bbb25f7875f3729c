"""The date by which an article dates itself: its byline, its dateline, a line 'Published: ...'.

Only its first lines are looked at, and only for a day of a month of a year. 11/09/06 is September
here and November there: a byline so written counts where its numbers allow one reading alone, or
where other dates of the text ('Thursday (7 September)') go with one reading alone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_HEAD = 1_500  # code points in which an article dates itself
_LINES = 14
_TEXT = 20_000  # code points searched for dates that settle which number is the month

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|OCT|NOV|DEC)\b\.?)"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?)"
_NTH = r"(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?P<weekday>{_WEEKDAY}),?\s{{1,2}})?"
    rf"(?:(?P<d1>\d{{1,2}}){_NTH}(?:\s{{1,2}}|-)(?:of\s)?(?P<m1>{_MONTH})(?:,?\s{{1,2}}|-)(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTH})\s{{1,2}}(?P<d2>\d{{1,2}}){_NTH},?\s{{1,2}}(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d\d)[-/.](?P<d3>\d\d)"
    r"|(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y4>(?:19|20)\d\d|\d\d))(?!\d|[/-]\d)"
)
_DASH = r"(?:--?|[–—])"
_PUBLISHED = (
    r"(?:(?:[Ff]irst\s)?(?:[Pp]ublished|[Pp]osted|[Ii]ssued|[Ff]iled|[Rr]eleased)"
    r"|[Dd]ate(?:\sof\s[Pp]ublication)?|[Pp]ublication\s[Dd]ate|PUBLISHED|POSTED)"
)
_UPDATED = r"(?:(?:[Ll]ast\s)?(?:[Uu]pdated|[Mm]odified)|UPDATED)"
_LABELLED = (
    r"(?:^|[|·•]\s?){label}\s{{0,2}}(?:on\s|at\s|:)?\s{{0,2}}(?:\d\d:\d\d(?:\s[A-Z]{{3}})?,?\s)?"
)
_CLOCK = r"(?:\d{1,2}[:.]\d\d|[A-Z]{2,4}\b|[apAP]\.?[mM]\b\.?|at\b|[-+,|·•/()\s])"
_BY = rf"(?:By|BY)\s(?!{_WEEKDAY}|{_MONTH})[A-Z][^\n|]{{1,100}}?"
_PLACE = r"[A-Z][\w.,'’ -]{2,60}"
_ALONE = rf"^[\s|·•]{{0,3}}{_DATE}{_CLOCK}{{0,24}}$"  # a line that is a date and an hour, no more
_FORMS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        # Published: 5 May 2014; Updated on May 5, 2014 at 10:15 GMT
        _LABELLED.format(label=_PUBLISHED) + _DATE,
        _LABELLED.format(label=_UPDATED) + _DATE,
        # By A. Writer for The Paper in Ansel - 11/09/06
        rf"(?:^|[.!?\"”]\s){_BY}(?:\s{{1,2}}{_DASH}|\s?[|·•])\s{{0,2}}{_DATE}",
        # By A. Writer, A. Writer, The Paper: a short line that ends with the date
        rf"^(?:{_BY}|(?!{_WEEKDAY}|{_MONTH})(?:[A-Z][\w.'’-]{{0,20}}\s?){{1,5}}(?:,\s(?:[A-Z][\w.'’-]{{0,20}}\s?){{1,4}})?)"
        rf"[,|·•]\s{{0,2}}{_DATE}{_CLOCK}{{0,24}}$",
        # KABUL, March 3, 2009 (Wire) - ...; KABUL (Wire) - March 3, 2009 - ...
        rf"^[A-Z][A-Z.'’ -]{{2,40}}(?:,\s[A-Z][\w.' ]{{1,30}})?,\s{_DATE}\s?(?:\([^)\n]{{1,40}}\)\s?)?"
        rf"(?:{_DASH}|[:/])",
        rf"^(?:{_PLACE}\s)?\([A-Z][^)\n]{{1,40}}\)\s?{_DASH}\s?{_DATE}",
        rf"^(?:{_PLACE}\s)?\([A-Z][^)\n0-9]{{0,30}},?\s{_DATE}\)\s?{_DASH}",
        _ALONE,
    )
)
_NAMED_DAY = re.compile(
    rf"\b(?:(?P<w>{_WEEKDAY}),?\s+\(?)?(?:(?P<d1>\d{{1,2}}){_NTH}\s+(?P<m1>{_MONTH})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}}){_NTH})\b(?!,?\s+\d{{4}})"
)
_NEAR = 21  # days from its publication within which an article's dates without a year mostly lie


class OwnDate(NamedTuple):
    """The day an article gives as its own, and the words that do."""

    day: date
    text: str


def own_date(text: str, *, start: int = 0) -> OwnDate | None:
    """Return the date by which `text` dates itself, looked for from `start`; None without one."""
    head = text[start : start + _HEAD]
    lines = head.splitlines(keepends=True)[:_LINES]
    head = "".join(lines)
    for form in _FORMS:
        found = list(form.finditer(head))
        if form.pattern == _ALONE and len(found) > 1:
            continue  # a calendar's headings
        for match in found:
            day = _day(match, text)
            if day is not None:
                return OwnDate(day, " ".join(match.group().split()))
    return None


def _day(match: re.Match[str], text: str) -> date | None:
    found = match.groupdict()
    if found["a"] is None:
        year, month, day = (found[f"{part}{n}"] for n in "123" for part in "ymd" if found[f"y{n}"])
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        readings = [_made(int(year), number, int(day))]
    else:
        year, first, second = _whole(found["y4"]), int(found["a"]), int(found["b"])
        readings = [
            _made(year, second, first)
        ]  # 11 September, as the dotted form has it everywhere
        if found["sep"] != "." and first != second:
            readings.append(_made(year, first, second))
    days = [day for day in readings if day is not None]
    if found["weekday"]:
        wanted = _WEEKDAYS.index(found["weekday"][:3].lower())
        days = [day for day in days if day.weekday() == wanted]
    if len(days) > 1:
        days = [day for day in days if _goes_with(day, text)]
    return days[0] if len(days) == 1 else None


def _whole(year: str) -> int:
    return int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _goes_with(published: date, text: str) -> bool:
    """Return whether the text names days without a year, and one lies about `published`."""
    for match in _NAMED_DAY.finditer(text[:_TEXT]):
        month = _MONTHS.index((match["m1"] or match["m2"])[:3].lower()) + 1
        day = _made(published.year, month, int(match["d1"] or match["d2"]))
        if day is None or abs((day - published).days) > _NEAR:
            continue
        if match["w"] is None or day.weekday() == _WEEKDAYS.index(match["w"][:3].lower()):
            return True
    return False

"""The date by which an article dates itself: its byline, its dateline, a line 'Published: ...'.

Only its first lines are looked at, and only for a day of a month of a year. 11/09/06 is September
here and November there: a byline so written counts where its numbers allow one reading alone, or
where other dates of the text ('Thursday (7 September)') go with one reading alone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from geomap.articles.paragraphs import is_prose

_HEAD = 1_500  # code points in which an article dates itself
_LINES = 14
_TEXT = 20_000  # code points searched for dates that settle which number is the month

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SLAVIC_MONTHS = (
    ("янв", "січ"), ("фев", "лют"), ("мар", "бер"), ("апр", "кві"), ("мая", "тра"), ("июн", "чер"),
    ("июл", "лип"), ("авг", "сер"), ("сен", "вер"), ("окт", "жов"), ("ноя", "лис"), ("дек", "гру"),
)  # fmt: skip
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|OCT|NOV|DEC)\b\.?)"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?)"
_SLAVIC_MONTH = (
    r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня)"
)
_SLAVIC_WEEKDAY = r"(?i:(?:понед|вівт|втор|серед|сред|четв|п['’ʼя]?ятн|пятн|субот|суббот|неділ|воскр)\w{1,8},?\s)?"
_NTH = r"(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?P<weekday>{_WEEKDAY}),?\s{{1,2}})?"
    rf"(?:(?P<d1>\d{{1,2}}){_NTH}(?:\s{{1,2}}|-)(?:of\s)?(?P<m1>{_MONTH})(?:,?\s{{1,2}}|-)(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTH})\s{{1,2}}(?P<d2>\d{{1,2}}){_NTH},?\s{{1,2}}(?P<y2>(?:19|20)\d\d)"
    rf"|{_SLAVIC_WEEKDAY}(?P<d5>\d{{1,2}})\s(?P<m5>{_SLAVIC_MONTH})\s(?P<y5>(?:19|20)\d\d)(?:\s(?:року|года|р\.|г\.))?"
    r"|(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d\d)[-/.](?P<d3>\d\d)"
    r"|(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y4>(?:19|20)\d\d|\d\d))(?!\d|[/-]\d)"
)
_DASH = r"(?:--?|[–—])"
_PUBLISHED = (
    r"(?:(?:[Ff]irst\s)?(?:[Pp]ublished|[Pp]osted|[Ii]ssued|[Ff]iled|[Rr]eleased)"
    r"|[Dd]ate(?:\sof\s(?:[Pp]ublication|[Ii]ssue))?|(?:[Pp]ublication|[Ii]ssue|[Rr]elease)\s[Dd]ate"
    r"|PUBLISHED|POSTED|[Оо]публіковано|[Оо]публиковано|[Дд]ата\s(?:публікації|публикации))"
)
_UPDATED = r"(?:(?:[Ll]ast\s)?(?:[Uu]pdated|[Mm]odified)|UPDATED|[Оо]новлено|[Оо]бновлено)"
_LABELLED = r"(?:^|[|·•]\s?){label}\s{{0,2}}(?:on\s|at\s|:|[-–—])?\s{{0,2}}(?:\d\d:\d\d(?:\s[A-Z]{{3}})?,?\s)?"
# One piece of an hour; what matched one way isn't tried another, or a line of 'AM AM' takes long.
_CLOCK = (
    r"(?>\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d{1,6})?|[-+]\d{1,2}(?::?\d\d)?|[A-Z]{2,4}\b|T(?=\d)|Z\b"
    r"|[apAP]\.?[mM]\b\.?|(?:at|о|в)\b|[-+,|·•/()\s])"
)
_BY = rf"(?:By|BY|by)\s(?!{_WEEKDAY}|{_MONTH})[A-Z][^\n|]{{1,100}}?"
_PLACE = r"[A-Z][\w.,'’ -]{2,60}"
_NAME = r"[A-Z][\w.'’-]{0,20}"
_NAMES = (
    rf"(?!{_WEEKDAY}|{_MONTH}){_NAME}(?:\s{_NAME}){{0,4}}\s?(?:,\s{_NAME}(?:\s{_NAME}){{0,3}}\s?)?"
)
# A line that is a date and an hour, no more but how long ago it was changed.
_ALONE = rf"^[\s|·•]{{0,3}}{_DATE}(?:,?\s{_WEEKDAY})?{_CLOCK}{{0,24}}(?:(?:Updated|UPDATED|Last\supdated)\b[^\n]{{0,40}})?$"
_PERIODICAL = (
    r"(?i:updates?|reports?|sitrep|bulletin|brief(?:ing)?|assessment|snapshot|newsletter|overview"
    r"|digest|summary|roundup)"
)
_FORMS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        # Published: 5 May 2014; Updated 6 May 2014 Published 5 May 2014; Posted by Staff on May 5, 2014; Updated on May 5, 2014 at 10:15 GMT
        _LABELLED.format(label=_PUBLISHED) + _DATE,
        rf"(?:(?<=\d\s)|(?<=[aApP][mM]\s)){_PUBLISHED}\s{{0,2}}(?:on\s|at\s|:)?\s{{0,2}}{_DATE}",
        rf"(?:^|[|·•]\s?){_PUBLISHED}\sby\s[^\n|]{{1,60}}?(?:\son\s|,\s|\s?[|·•–—-]\s?){_DATE}{_CLOCK}{{0,24}}$",
        _LABELLED.format(label=_UPDATED) + _DATE,
        # By A. Writer for The Paper in Ansel - 11/09/06
        rf"(?:^|[.!?\"”]\s){_BY}(?:\s{{1,2}}{_DASH}|\s?[|·•])\s{{0,2}}{_DATE}",
        # By A. Writer, The Paper: a short line that ends with the date
        rf"^{_BY}[,|·•]\s{{0,2}}{_DATE}{_CLOCK}{{0,24}}$",
        # KABUL, March 3, 2009 (Wire) - ...; KABUL (Wire) - March 3, 2009 - ...
        rf"^[A-Z][A-Z.'’ -]{{2,40}}(?:,\s[A-Z][\w.' ]{{1,30}})?,\s{_DATE}\s?(?:\([^)\n]{{1,40}}\)\s?)?"
        rf"(?:{_DASH}|[:/])",
        rf"^(?:{_PLACE}\s)?\([A-Z][^)\n]{{1,40}}\)\s?{_DASH}\s?{_DATE}",
        rf"^(?:{_PLACE}\s)?\([A-Z][^)\n0-9]{{0,30}},?\s{_DATE}\)\s?{_DASH}",
    )
)
# These say of no day that it is the article's: an epigraph or a subhead is written so as well.
_BARE_FORMS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        # Humanitarian Update (15 March 2025); Flash Update No. 12 | As of 3 June 2025: the first line
        rf"\A\s{{0,20}}[^\n(]{{0,120}}\b{_PERIODICAL}\b[^\n(]{{0,60}}(?:\(|[|,:–—-]\s?)"
        rf"(?:[Aa]s\s(?:of|at)\s)?{_DATE}\)?\s{{0,3}}$",
        # A. Writer, The Paper, 5 May 2014
        rf"^{_NAMES}[,|·•]\s{{0,2}}{_DATE}{_CLOCK}{{0,24}}$",
        _ALONE,
    )
)
_STANDFIRST = 250  # code points of one line of prose between the headline and the date
_LATER = re.compile(
    r"(?<![\d.,/-])(?<!\bby )(?<!\bto )(?<!\bfor )(?<!\bfrom )(?<!\buntil )(?<!\btill )(?<!\bbefore )"
    r"(?<!\bthrough )((?:19|20)\d\d)(?![\d.,]?\d)"
)
_AHEAD = 1  # years after its own that an article names as a matter of course
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
        for match in form.finditer(head):
            day = _day(match, text)
            if day is not None:
                return OwnDate(day, " ".join(match.group().split()))
    for form in _BARE_FORMS:
        found = list(form.finditer(head))
        if form.pattern == _ALONE and len(found) > 1:
            continue  # a calendar's headings
        for match in found:
            day = _day(match, text)
            if day is not None and _may_be_its_own(day, head[: match.start()], text[start:]):
                return OwnDate(day, " ".join(match.group().split()))
    return None


def _may_be_its_own(day: date, before: str, text: str) -> bool:
    """Return whether a bare date after `before` may be that of `text`, not of what it recalls."""
    lines = [line.strip() for line in before.splitlines() if line.strip()]
    prose = [line for line in lines if is_prose(line)]
    if prose and (len(prose) > 1 or prose[0] == lines[0] or len(prose[0]) > _STANDFIRST):
        return False
    return all(int(year) <= day.year + _AHEAD for year in _LATER.findall(text[:_TEXT]))


def _day(match: re.Match[str], text: str) -> date | None:
    found = match.groupdict()
    if found["a"] is None:
        year, month, day = (found[f"{part}{n}"] for n in "1235" for part in "ymd" if found[f"y{n}"])
        number = int(month) if month.isdigit() else _month(month)
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


def _month(name: str) -> int:
    start = name[:3].lower()
    if start in _MONTHS:
        return _MONTHS.index(start) + 1
    return next(n for n, starts in enumerate(_SLAVIC_MONTHS, start=1) if start in starts)


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

"""The days under which parts of a text stand: a chronology's headings, a pasted article's dateline.

'March 2, 2025' on a line by itself is the day of what follows, up to the next such line: 'today' is
counted from it, and what names no day of its own happened on it; so it is in the paragraphs that
days open ('Monday 12. Shells ...'). A dateline ('GOMA, Congo, January 28, 2025 (AP) - ') and a date
at the very top are days of writing: only 'today' and 'on Monday' are counted from those.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from geomap.reader.dates import expressions, run_in

_LONGEST = 60  # code points of a line that is a date and no more
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_COUNT = re.compile(r"^(?:[•▪*#>–—-]+\s*)?(?:day\s+\d{1,4}\b\s*(?:[-–—:|,.(]\s*)?)?", re.I)
_CLOCK = re.compile(
    r"[\s,|–—-]{0,4}(?:at\s)?\b\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s?\(?[A-Z]{2,5}\)?)?[\s:.]{0,3}$"
)
# '[03.06.2025 10:14] A channel:', 'A channel, [03.06.2025 10:14]': messages as they are copied.
_MESSAGE = re.compile(
    r"(?:[^\[\]\n]{1,40}, )?\[(?P<when>\d{1,2}[./]\d{1,2}[./]\d{4}),? \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?\]"
    r"(?: [^:\n]{1,40}:|:)?"
)
_AROUND = re.compile(r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?)?[\s,.:;()|–—-]*")
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{1,40}(?:,\s[A-Z][\w.' ]{1,30})?,\s(?P<date>[A-Z\d][\w.]{0,9}\s[\w.]{1,9}(?:,?\s\d{4})?)\s?"
    r"(?:\([^)\n]{1,40}\)\s?)?(?:--?|[–—]|:(?=\s))"
)
_ABOUT_TO_COME = timedelta(days=31)  # a day without a year so far ahead is one to come
# A date that stands alone further back is a picture's, or another article's.
_OF_LATE, _A_YEAR = timedelta(days=31), timedelta(days=366)
_BYLINE = timedelta(days=7)  # a text written more than that before it was published says its year
_PROSE = 90  # code points; a longer line is none of the lines at the top
# What is told of other days than the heading's.
_OTHER_DAYS = re.compile(
    r"\b(?:ago|earlier|previous\w*|already|had|since|once|formerly|years?|decades?|centur\w+|annivers\w+|recall\w*"
    r"|histor\w+|memor\w+|veterans?|survivors?|last|during\s+the|World\s+War|(?:1[5-9]|20)\d\d)\b",
    re.I,
)


class Day(NamedTuple):
    """A day from which the sentences after it are counted."""

    start: int  # where its line starts
    day: date | None  # None: a date that dates nothing here
    text: str  # the words that name it
    heads: bool  # what names no day of its own happened on it


class Days:
    """Which day each part of a text stands under."""

    def __init__(self, text: str, published: date | None) -> None:
        self._days = _settled(text, published)
        self._starts = [found.start for found in self._days]

    def at(self, start: int) -> Day | None:
        """Return the day that dates the sentence at `start`; None where the article's own does."""
        last = bisect.bisect_right(self._starts, start) - 1
        found = self._days[last] if last >= 0 else None
        return found if found is not None and found.day is not None else None


def is_of_its_day(sentence: str) -> bool:
    """Return whether nothing in `sentence`, which names no day, speaks of other days."""
    return _OTHER_DAYS.search(sentence) is None


class _Line(NamedTuple):
    start: int
    text: str
    day: date | None
    has_year: bool
    at_top: bool
    paired: bool  # right below another date: 'published' and 'updated'


def _settled(text: str, published: date | None) -> list[Day]:
    """Return the days of `text` by offset, and whether each heads what follows."""
    found: list[Day] = []
    lines: list[_Line] = []
    paragraphs: list[tuple[int, int]] = []
    at_top, after_date = True, False
    for match in _LINE.finditer(text):
        line = match.group().strip() if match.end() - match.start() <= 2 * _LONGEST else "-"
        if not line:
            continue
        paragraphs.append(match.span())
        told = _DATELINE.match(text, match.start(), min(match.end(), match.start() + 200))
        read = _only_date(line, published) if len(line) <= _LONGEST else None
        if read is not None:
            day, words, has_year = read
            if after_date:
                lines.pop()
            lines.append(_Line(match.start(), words, day, has_year, at_top, after_date))
        elif told is not None and (dated := _only_date(told["date"], published)) is not None:
            found.append(Day(match.start(), dated[0], told["date"], heads=False))
        after_date = read is not None
        at_top = at_top and match.end() - match.start() <= _PROSE
    days = [*found, *_headings(lines, published), *_opening(text, paragraphs, published)]
    return sorted(days, key=lambda one: one.start)


def _opening(text: str, paragraphs: list[tuple[int, int]], published: date | None) -> Iterator[Day]:
    """Yield the days that open paragraphs, each up to its paragraph's end."""

    def read(words: str) -> date | None:
        told = _only_date(words, published)
        return told and told[0]

    for one in run_in.opened(text, paragraphs, published, read):
        yield Day(one.start, one.day, one.text, heads=True)
        yield Day(one.end, None, "", heads=False)


def _headings(lines: Sequence[_Line], published: date | None) -> list[Day]:
    days = []
    with_year = sum(line.has_year for line in lines)
    for line in lines:
        back = published - line.day if published and line.day else timedelta(0)
        if len(lines) < 2 and back > (_A_YEAR if line.at_top else _OF_LATE):
            continue
        others = with_year - 2 if line.has_year else len(lines) - with_year - 1
        in_row = others > 0 or (not line.has_year and back > _BYLINE)
        heads = (in_row or not line.at_top) and not line.paired
        days.append(Day(line.start, line.day, line.text, heads))
    return days


def _only_date(line: str, published: date | None) -> tuple[date | None, str, bool] | None:
    """Return the day that `line` is, its words and whether they name a year; None for other text.

    The day is None where it lies after `published`, or nothing tells its year.
    """
    message = _MESSAGE.fullmatch(line) if "[" in line else None
    words = message["when"] if message else _CLOCK.sub("", _COUNT.sub("", line))
    if not any(sign.isdigit() for sign in words):
        return None
    shown = words.title() if words.isupper() else words
    for year in (None, 2000):  # with a year of its own, or one that has each day
        for one in expressions.find(shown, published=None, year=year):
            begin, finish, unit = one.days[:3]
            rest = (shown[: one.start], shown[one.end :])
            if unit != "day" or begin != finish or not all(map(_AROUND.fullmatch, rest)):
                continue
            if year is None:
                too_late = published is not None and begin > published
                return None if too_late else begin, words.strip(" ,.:;()|–—-"), True
            return _latest(begin, published), words.strip(" ,.:;()|–—-"), False
    return None


def _latest(day: date, published: date | None) -> date | None:
    """Return the latest such day of a year up to `published`; None for one just after it."""
    if published is None:
        return None
    for year in range(published.year + 1, published.year - 9, -1):
        try:
            found = day.replace(year=year)
        except ValueError:  # 29 February
            continue
        if found <= published:
            return found
        if found - published <= _ABOUT_TO_COME:
            return None
    return None

"""An article as its dates are looked for: its sentences, the days they name, and whether it tells of one day."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from geomap.reader import evidence
from geomap.reader.dates import expressions, resolver
from geomap.reader.dates.datelines import ENTRY, dateline_end
from geomap.reader.dates.expressions import Expression
from geomap.reader.dates.sides import caption_day, dates_picture
from geomap.reader.dates.speech_days import is_day_of_speech
from geomap.reader.wording import cues

_TODAY = re.compile(r"\b(?:today|tonight|this\s+(?:morning|afternoon|evening))\b", re.I)
# What a page of one day's entries is told by: clock times that open lines and others, a word at its top.
_LINE = re.compile(r"^", re.M)
_OF_A_DAY = re.compile(
    r"\b(?P<words>since\s+midnight|as\s+of\s+\d{1,2}[:.]?\d*|by\s+\d\d[:.]\d\d)\b", re.I
)
_NAMES_PAGE = re.compile(r"\b(?P<words>live|updated?|daily|bulletin|briefing)\b", re.I)
_YEAR = re.compile(r"\d{4}")
_HEAD = 300  # code points: the top of a page
_ENTRIES = 3  # so many make it sure
_TOP = 20_000  # code points in which they are counted


class Sentence(NamedTuple):
    """A sentence of an article, or as much of it as is looked at."""

    start: int
    end: int
    text: str


class Day(NamedTuple):
    """A date that a sentence names."""

    found: Expression
    spoken: bool  # the day on which somebody spoke
    retold: bool = False  # its year isn't beside it: the text told of that year before


class Story:
    """An article's sentences and the days they name."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        published_at: Callable[[int], date | None],
    ) -> None:
        """`published_at` says from which day the sentence at an offset is told."""
        self._text = text
        self._ranges = sentences
        self._starts = [start for start, _ in sentences]
        self._published_at = published_at
        self._days: dict[tuple[int, bool], list[Day]] = {}
        self._cues: dict[tuple[int, str], bool] = {}

    def at(self, start: int) -> int:
        """Return the number of the sentence that holds the offset."""
        return max(0, bisect.bisect_right(self._starts, start) - 1)

    def __len__(self) -> int:
        return len(self._ranges)

    def sentence(self, number: int) -> Sentence:
        """Return a sentence by its number."""
        start, end = self._ranges[number]
        end = min(end, start + evidence.LONGEST)
        return Sentence(start, end, self._text[start:end])

    def share_paragraph(self, one: Sentence, other: Sentence) -> bool:
        """Return whether no line ends between the starts of two sentences."""
        first, last = sorted((one.start, other.start))
        return self._text.find("\n", first, last) < 0

    def published(self, number: int) -> date | None:
        """Return the day from which a sentence is told."""
        return self._published_at(self._ranges[number][0])

    def days(self, number: int, *, future: bool) -> list[Day]:
        """Return the dates of a sentence, but for a dateline's and a picture's."""
        key = (number, future)
        if key not in self._days:
            self._days[key] = list(self._read(number, future=future))
        return self._days[key]

    def _read(self, number: int, *, future: bool) -> Iterable[Day]:
        one, published = self.sentence(number), self.published(number)
        if not expressions.find(one.text, published=published, future=future):
            return
        if number and caption_day(one.text, published):
            return  # the picture's day, but not a headline's
        before = evidence.told_before(self._text, self._ranges, self._starts, one.start)
        dateline = dateline_end(one.text)
        found = resolver.days_of(one.text, before, published, future=future)
        retold = {item for item in found if item.days.stated and not _YEAR.search(item.text)}
        if retold:  # whether it goes on with that year is for who weighs
            found += resolver.days_of(
                one.text, before, published, future=future, of_year_told=False
            )
        for item in dict.fromkeys(found):
            if item.end > dateline and not dates_picture(one.text, item[:2]):
                spoken = is_day_of_speech(one.text, item.start, item.end)
                yield Day(item, spoken, item in retold)

    def tells_of(self, number: int, site: str) -> bool:
        """Return whether a sentence has words of an event of that class."""
        key = (number, site)
        if key not in self._cues:
            self._cues[key] = bool(cues.cue_spans(self.sentence(number).text, site, faint=False))
        return self._cues[key]

    @cached_property
    def page(self) -> tuple[float, str | None]:
        """How far the text is a page of one day's entries, 0 to 1, and the first words that tell so."""
        top = self._text[:_TOP]
        told = [m for line in _LINE.finditer(top) if (m := ENTRY.match(top, line.start()))]
        told += [*_OF_A_DAY.finditer(top), *_NAMES_PAGE.finditer(top, 0, _HEAD)]
        first = min(told, key=lambda match: match.start(), default=None)
        return min(_ENTRIES, len(told)) / _ENTRIES, first and first["words"]

    @cached_property
    def titled(self) -> bool:
        """Whether the headline names the day of publication, as a daily report's does."""
        published = self.published(0)
        told = (one.found for one in self.days(0, future=False))
        return any(one.days.begin == one.days.finish == published for one in told)

    @cached_property
    def today(self) -> str | None:
        """What the headline or the first sentence says for 'today'; None where it says nothing of it."""
        shown = (_TODAY.search(self.sentence(number).text) for number in range(min(2, len(self))))
        return next((found.group() for found in shown if found), None)

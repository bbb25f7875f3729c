"""Which paragraphs of an article repeat an earlier one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from geomap.articles.paragraphs import Paragraph

_WORD = re.compile(r"[^\W_]+")
# Where a sentence ends inside a paragraph; the next starts after the match.
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？])")

# Shorter paragraphs (a subhead, "he said.") recur in honest prose.
MIN_PARAGRAPH = 40
MIN_SENTENCE = 60
# Formulas ("The motion was seconded and approved.") recur inside new paragraphs.
MIN_RUN = 90
_SHINGLE = 4
# A near repeat shares this part of its word sequences with one earlier paragraph.
_NEAR = 0.8
_NEAR_WORDS = 12


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Of these a paragraph must have the same as the one it nearly repeats: 'had not struck' denies it.
_DECISIVE = _words(
    """not no t cannot never none nor neither without deny denies denied refuse refuses refused
    reject rejects rejected fail fails failed cancel cancels cancelled canceled postpone postpones
    postponed suspended halted не ні ни нет немає без nicht kein keine ne pas"""
)
# Numbers, days and directions written small, which count as names do.
_NUMBERS = _words(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands dozen dozens first second third fourth fifth today tomorrow
    yesterday tonight north south east west northern southern eastern western"""
)
# A line of these alone stands over the entries of a day.
_CALENDAR = _words(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mon tue tues wed thu thur thurs fri sat sun day st nd rd th am pm gmt utc
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря"""
)
_NTH = re.compile(r"\d{1,4}(?:st|nd|rd|th)?")
_ENTRY = 200  # an entry under such a line is one sentence, no longer than this


def repeats(text: str, paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `text` that repeat what stood in an earlier one of `paragraphs`.

    A repeat is a paragraph that is the same but for spacing, case and punctuation; one that is
    nearly so, with no name or number of its own, and none the other way round; sentences of some
    length said before; and a subhead between two of these that stood before as well. A line of a
    chronology that another day has too is none. Linear in the length of the text.
    """
    seen: set[int] = set()
    short: set[int] = set()
    near = _Near()
    days = _Days()
    waiting: list[tuple[int, int]] = []  # short ones met before, after a repeat
    after_repeat = False
    for paragraph in paragraphs:
        key = _key(paragraph.text)
        digest = hash(key)
        if _size(key) < MIN_PARAGRAPH:
            days.head(key)
            if digest in short and after_repeat:
                waiting.append((paragraph.start, paragraph.end))
            elif digest not in short:
                after_repeat = False
                waiting.clear()
            short.add(digest)
            continue
        other_day = len(key) <= _ENTRY and days.is_another(digest)
        is_repeat = not other_day and (digest in seen or near.repeats(paragraph.text))
        if is_repeat:
            yield from waiting
            yield paragraph.start, paragraph.end
        elif not other_day:
            yield from _sentences(text, paragraph, seen)
        seen.add(digest)
        waiting.clear()
        after_repeat = is_repeat


class _Days:
    """Remembers under which date line each paragraph stood."""

    def __init__(self) -> None:
        self._day: int | None = None
        self._first: dict[int, int | None] = {}  # paragraph -> the day it stood under first
        self._stood: set[tuple[int, int | None]] = set()

    def head(self, key: str) -> None:
        """Take a short line: if it is a date, what comes stands under it."""
        words = key.split()
        dated = any(word[0].isdigit() or word.endswith("day") for word in words)
        if dated and all(word in _CALENDAR or _NTH.fullmatch(word) for word in words):
            self._day = hash(key)

    def is_another(self, digest: int) -> bool:
        """Return whether a paragraph met before stands under a day it hasn't stood under."""
        first = self._first.setdefault(digest, self._day)
        new = (digest, self._day) not in self._stood
        self._stood.add((digest, self._day))
        return new and None not in (first, self._day) and first != self._day


def _sentences(text: str, paragraph: Paragraph, seen: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of sentences of `paragraph` that are in `seen`, and add all to it."""
    run: tuple[int, int] | None = None
    start = paragraph.start
    breaks = [found.end() for found in _BREAK.finditer(text, paragraph.start, paragraph.end)]
    for end in [*breaks, paragraph.end]:
        sentence = text[start:end]
        key = _key(sentence)
        digest = hash(key)
        long_enough = _size(key) >= MIN_SENTENCE
        if long_enough and digest in seen:
            run = (run[0] if run else start, start + len(sentence.rstrip()))
        elif run and (long_enough or digest not in seen):
            if run[1] - run[0] >= MIN_RUN:
                yield run
            run = None
        elif run:  # a short sentence inside a run of repeats
            run = (run[0], start + len(sentence.rstrip()))
        seen.add(digest)
        start = end
    if run and run[1] - run[0] >= MIN_RUN:
        yield run


class _Near:
    """Remembers paragraphs by their word sequences; answers whether a new one nearly repeats one."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}  # word sequence -> the first paragraph that had it
        self._marks: list[tuple[int, ...]] = []  # names and numbers of each paragraph, in order
        self._decisive: list[frozenset[str]] = []

    def repeats(self, text: str) -> bool:
        """Return whether `text` nearly repeats a remembered paragraph, and remember it."""
        words = _WORD.findall(text)
        if len(words) < _NEAR_WORDS:
            return False
        lower = [word.casefold() for word in words]
        shingles = {hash(tuple(lower[i : i + _SHINGLE])) for i in range(len(lower) - _SHINGLE + 1)}
        # "Shelling hit Kupiansk" and "Shelling hit Lyman" differ in the one word that counts.
        marks = tuple(
            hash(low)
            for word, low in zip(words[1:], lower[1:], strict=True)
            if not word.islower() or word.isdigit() or low in _NUMBERS
        )
        decisive = frozenset(lower) & _DECISIVE
        votes = Counter(self._first[s] for s in shingles if s in self._first)
        answer = False
        if votes:
            best, shared = max(votes.items(), key=lambda item: (item[1], -item[0]))
            answer = (
                shared >= _NEAR * len(shingles)
                and decisive == self._decisive[best]
                and _stand_in(marks, self._marks[best])
            )
        number = len(self._marks)
        # The first word has a capital as every sentence does; it can vouch for a later name.
        self._marks.append((hash(lower[0]), *marks))
        self._decisive.append(decisive)
        for shingle in shingles:
            self._first.setdefault(shingle, number)
        return answer


def _stand_in(marks: tuple[int, ...], earlier: tuple[int, ...]) -> bool:
    """Return whether `marks` stand in `earlier`, in their order: who struck whom."""
    rest = iter(earlier)
    return len(earlier) <= 4 * len(marks) + 100 and all(mark in rest for mark in marks)


def _key(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _size(key: str) -> int:
    """Return the length of `key` in letters of an alphabet: a Han character says more."""
    return len(key) if key.isascii() else len(key) + sum("\u3040" <= c <= "\u9fff" for c in key)

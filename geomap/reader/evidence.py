"""What is shown of a text for a mention, and all that the rules look at: its sentence, bounded."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import NamedTuple

Range = tuple[int, int]

LONGEST = 700  # code points of a sentence that is shown whole; of a longer one, what is around
_STEP = LONGEST // 2  # the mentions of one step are shown the same stretch
BEFORE, _SENTENCES = 3_000, 12  # code points before a sentence that are looked at, and in how many
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_WORD = 60  # code points within which a stretch is cut between words
_FOLLOWING = 2  # sentences after an event's own in which more may be told of it


class Neighbours(NamedTuple):
    """The sentences beside one: those before it, how many of these are of its paragraph, and what follows."""

    before: tuple[str, ...]
    of_paragraph: int
    after: tuple[Range, ...]


def neighbours(
    text: str, sentences: Sequence[Range], starts: Sequence[int], own: Range, names: Sequence[int]
) -> Neighbours:
    """Return what stands beside the sentence text[own]; `names` are the starts of the places named."""
    return Neighbours(
        told_before(text, sentences, starts, own[0]),
        in_paragraph(text, sentences, starts, own[0]),
        told_after(sentences, starts, own[1], names),
    )


def around(text: str, sentences: Sequence[Range], starts: Sequence[int], mention: Range) -> Range:
    """Return the range of `text` that is evidence for `mention`, which lies inside it.

    That is the sentence that holds it, joined ones where it crosses their border; of a longer one
    than LONGEST the stretch around it, so that a text without a stop is read in linear time.
    `starts` are the starts of `sentences`.
    """
    if not sentences:
        return mention
    first = max(0, bisect.bisect_right(starts, mention[0]) - 1)
    last = max(first, bisect.bisect_left(starts, mention[1]) - 1)
    start, end = sentences[first][0], sentences[last][1]
    if end - start > LONGEST:
        step = ((mention[0] + mention[1]) // 2 - start) // _STEP
        low = start + step * _STEP - _STEP // 2
        high = low + 2 * _STEP
        start = _word_start(text, low) if low > start else start
        end = _word_end(text, high) if high < end else end
    return min(start, mention[0]), max(end, mention[1])


def told_before(
    text: str, sentences: Sequence[Range], starts: Sequence[int], at: int
) -> tuple[str, ...]:
    """Return the last sentences before text[at:], whole or as much of them as is looked at."""
    low = max(0, at - BEFORE)
    past = bisect.bisect_left(starts, at)
    found = (text[max(a, low) : min(b, at)] for a, b in sentences[max(0, past - _SENTENCES) : past])
    return tuple(shown for part in found if (shown := part.strip()))


def in_paragraph(text: str, sentences: Sequence[Range], starts: Sequence[int], at: int) -> int:
    """Return how many of the sentences of `told_before` stand in the paragraph of text[at:]."""
    past = bisect.bisect_left(starts, at)
    low, count = max(0, past - _SENTENCES, bisect.bisect_left(starts, at - BEFORE)), 0
    while past - count > low:
        end = sentences[past - count - 1][1]
        if _BLANK_LINE.search(text, end, min(at, end + _WORD)):
            break
        at, count = sentences[past - count - 1][0], count + 1
    return count


def told_after(
    sentences: Sequence[Range], starts: Sequence[int], at: int, names: Sequence[int]
) -> tuple[Range, ...]:
    """Return the next sentences from `at` on, a few at most, as far as none names a place."""
    found: list[Range] = []
    first = bisect.bisect_left(starts, at)
    for start, end in sentences[first : first + _FOLLOWING]:
        if bisect.bisect_left(names, start) < bisect.bisect_left(names, end):
            break
        found.append((start, min(end, start + LONGEST)))
    return tuple(found)


def _word_start(text: str, at: int) -> int:
    """Return where the first word from `at` on starts; `at` itself where none is near."""
    for step in range(at, min(len(text), at + _WORD)):
        if text[step - 1].isspace() and not text[step].isspace():
            return step
    return at


def _word_end(text: str, at: int) -> int:
    """Return where the last word before `at` ends; `at` itself where none is near."""
    for step in range(at, at - _WORD, -1):
        if not text[step - 1].isspace() and text[step].isspace():
            return step
    return at

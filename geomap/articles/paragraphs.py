"""A text's paragraphs, and what each looks like: prose, or a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_CLOSERS = "\"'”’»“„)]* \t\u200e\u200f"
_FULL_STOPS = ".…。।۔։"
_QUERIES = "?!？！؟"
_SENTENCE_END = re.compile(r"[^\W\d_]{2}[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]*[^\W\d_a-z]|[。！？]")

# Longer than any headline or menu entry; a count of words beyond this needs no precision.
_PROBE = 2_000


class Paragraph(NamedTuple):
    """A paragraph where it stands, blank space at its ends left out."""

    start: int
    end: int
    text: str  # the text's own text[start:end]
    after_blank: bool  # an empty line stands before it


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of `text` in order: its lines, or what hard-wrapped lines make up."""
    lines = list(_lines(text))
    width = _wrap_width(lines)
    return lines if width is None else list(_unwrapped(text, lines, width))


def words(text: str) -> int:
    """Return about how many words `text` has, counting no further than its start."""
    probe = text[:_PROBE]
    cjk = len(_CJK.findall(probe))
    return len(_WORD.findall(probe)) if cjk < len(probe) / 4 else cjk // 2


def is_prose(text: str) -> bool:
    """Return whether `text` reads like sentences of an article rather than like a headline."""
    size = words(text)
    if size >= 40:
        return True
    bare = text.rstrip(_CLOSERS)
    last = bare[-1:]
    if last and last in _FULL_STOPS:
        return size >= 8
    inner = _SENTENCE_END.search(text[:_PROBE]) is not None
    if last and last in _QUERIES:
        return size >= 20 or (inner and size >= 10)
    return inner and size >= 20


def _lines(text: str) -> Iterator[Paragraph]:
    last_end = 0
    for found in _LINE.finditer(text):
        line = found.group()
        bare = line.strip()
        if not bare:
            continue
        start = found.start() + len(line) - len(line.lstrip())
        gap = text[last_end:start]
        blank = gap.count("\n") > 1 or (gap.count("\r") > 1 and "\n" not in gap)
        yield Paragraph(start, start + len(bare), bare, blank or "\u2029" in gap)
        last_end = start + len(bare)


def _wrap_width(lines: list[Paragraph]) -> int | None:
    """Return the width at which `lines` were hard-wrapped; None when each is a paragraph."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lines) < 4 or (width := lengths[int(len(lengths) * 0.95)]) > 120 or width < 30:
        return None
    joined = [pair for pair in pairwise(lines) if not pair[1].after_blank]
    wrapped = sum(_goes_on(line, following, width) for line, following in joined)
    return width if len(joined) >= 3 and wrapped >= 0.5 * len(joined) else None


def _goes_on(line: Paragraph, following: Paragraph, width: int) -> bool:
    """Return whether `following` goes on with the sentence that fills `line`."""
    return (
        not following.after_blank
        and len(line.text) >= 0.65 * width
        and (following.text[0].islower() or line.text[-1] not in _FULL_STOPS + _QUERIES + _CLOSERS)
    )


def _unwrapped(text: str, lines: list[Paragraph], width: int) -> Iterator[Paragraph]:
    start = 0
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None or not _goes_on(line, following, width):
            first = lines[start]
            yield Paragraph(first.start, line.end, text[first.start : line.end], first.after_blank)
            start = index + 1

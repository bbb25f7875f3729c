"""Where the sentences of a text begin and end.

`split` never fails, never changes an offset and takes time linear in the text, whatever the text.
A sentence is a code point range; no two overlap, and all but white space lies inside one.
"""

from __future__ import annotations

import re

from geomap.reader.wording.sentence_words import (
    BEFORE_FIGURES,
    CLOSERS,
    DOTTED,
    MAY_END,
    OPENERS,
    TITLES,
    begins_sentence,
    is_hour_that_ends,
    word_before,
)
from geomap.reader.wording.wrapping import joined_lines, trim

MAX_SENTENCE = 1_500  # code points; a longer sentence is cut at a space

# A stop, or a row of them, then what closes with it: quotes, brackets, footnote numbers.
# Possessive throughout, so that 5 MB of dots costs 5 MB of steps.
_STOP = re.compile(r"""[.!?…‽。！？｡۔।]++(?:["'”’»›)\]}」』]|\[\d{1,3}\])*+| (?=[•▪◦●‣■►]\s)""")
_WIDE_STOPS = "。！？｡"  # no space follows these


def split(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as (start, end), in order, without white space at their ends.

    A newline ends a sentence, but for one that hard-wraps a running sentence (`wrapping`). Empty for a text
    of white space alone.
    """
    spans: list[tuple[int, int]] = []
    capitals = _Capitals(text)
    for start, end in joined_lines(text):
        spans.extend(_split_paragraph(text, start, end, capitals))
    return spans


class _Capitals:
    """Where capitals stand, asked from the front to the back, so that a text is walked once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0  # none stands between where was asked last and here

    def none_in(self, start: int, end: int) -> bool:
        """Return whether text[start:end] holds none; `start` never lies before an earlier one."""
        at, end = max(self._at, start), min(end, len(self._text))
        while at < end and not self._text[at].isupper():
            at += 1
        self._at = at
        return at >= end


def _split_paragraph(text: str, start: int, end: int, capitals: _Capitals) -> list[tuple[int, int]]:
    cuts: list[int] = []
    caseless = False
    looked = False
    for match in _STOP.finditer(text, start, end):
        stop = match.group()
        at = match.end()
        if at >= end:
            break
        if stop == " ":  # before an inline bullet
            cuts.append(at)
            continue
        if stop[0] in _WIDE_STOPS:
            cuts.append(at)
            continue
        if not text[at].isspace():
            if stop in {".", "!", "?"} and _is_glued(text, start, at, end):
                cuts.append(at)
            continue
        if not looked:
            looked = True
            caseless = capitals.none_in(start, start + 5_000)
        begun = cuts[-1] if cuts else start
        if _ends(text, match, begun=begun, end=end, caseless=caseless):
            cuts.append(at)
    spans: list[tuple[int, int]] = []
    begin = start
    for cut in [*cuts, end]:
        trimmed = trim(text, begin, cut)
        if trimmed is not None:
            spans.extend(_at_most(text, *trimmed))
        begin = cut
    return spans


def _ends(text: str, match: re.Match[str], *, begun: int, end: int, caseless: bool) -> bool:
    """Return whether the stop of `match`, which white space follows, ends its sentence.

    `begun` is where the sentence began.
    """
    stop_at, stop = match.start(), match.group()
    following = _next_start(text, match.end(), end)
    if following is None:
        return False
    char = text[following]
    core = stop.rstrip(CLOSERS)
    if char.islower() and not caseless:
        return False
    if core != ".":
        return not char.islower() or (caseless and core != "…" and ".." not in core)
    if len(stop) > 1:
        # A closing quote or bracket after the stop: the stop is a sentence's.
        return True
    word = word_before(text, begun, stop_at + 1)
    bare = word.rstrip(".").lstrip(OPENERS).lower()
    if is_hour_that_ends(text, begun, stop_at + 1, following):
        return True
    if DOTTED.fullmatch(word.lstrip(OPENERS)):
        return begins_sentence(text, following) or not (char.isalnum() or char in "([")
    if len(bare) == 1 and bare.isalpha():
        # An initial: "J. Smith", but "Plan B. The ..."
        return word.lstrip(OPENERS)[:1].isupper() and begins_sentence(text, following)
    if bare in TITLES:
        return False
    if bare in BEFORE_FIGURES and char.isdigit():
        return False
    if bare in MAY_END:
        return begins_sentence(text, following) or not char.isalnum()
    if not bare:
        return char.isupper()  # ". . ." is an ellipsis
    # "1. Item" begins a list's item.
    return not (bare.isdigit() and len(bare) <= 3 and stop_at - len(bare) - begun <= 2)


def _is_glued(text: str, start: int, at: int, end: int) -> bool:
    """Return whether a new sentence begins at `at` with no space: 'was over.Then they'."""
    if at + 1 >= end or not text[at].isupper():
        return False
    word = word_before(text, start, at - 1)
    return (
        len(word) >= 3
        and word.isalpha()
        and word[1:].islower()
        and (text[at + 1].islower() or text[at + 1].isspace())
        and not text[at : at + 4].lower().startswith(("com", "org", "net"))
    )


def _next_start(text: str, at: int, end: int) -> int | None:
    """Return where the next word begins, past spaces and what opens a sentence."""
    low = at
    while at < end and (text[at].isspace() or text[at] in OPENERS):
        if at - low > 50:
            return at
        at += 1
    return at if at < end else None


def _at_most(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the range cut into pieces of at most MAX_SENTENCE, at spaces where there are any."""
    pieces: list[tuple[int, int]] = []
    while end - start > MAX_SENTENCE:
        cut = start + MAX_SENTENCE
        if not text[cut].isspace():
            low = start + MAX_SENTENCE // 2
            while cut > low and not text[cut - 1].isspace():
                cut -= 1
            if cut == low:
                cut = start + MAX_SENTENCE
        piece = trim(text, start, cut)
        if piece is not None:
            pieces.append(piece)
        rest = trim(text, cut, end)
        if rest is None:
            return pieces
        start = rest[0]
    pieces.append((start, end))
    return pieces

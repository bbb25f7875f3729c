"""Text -> word pieces in windows, the same for training and for reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

CLS, SEP = 101, 102
# How a word is written; the encoder itself sees lower case only.
CASINGS = ("none", "lower", "title", "upper", "mixed", "other")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, as parallel arrays of one length."""

    ids: Ints
    start: Ints  # code points into the text
    end: Ints
    casing: Ints  # index into CASINGS
    word_start: npt.NDArray[np.bool_]  # the first piece of a word

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces [first, last) are shown to the encoder; its answer is kept for [core, core_end).

    Behind them it is shown the text's first `heading` pieces once more: its headline.
    """

    first: int
    last: int
    core: int
    core_end: int
    heading: int = 0

    @property
    def width(self) -> int:
        """Return how many pieces the encoder is shown, with special ones."""
        return self.last - self.first + 2 + (self.heading + 1 if self.heading else 0)


def casing_of(word: str) -> int:
    """Return the index into CASINGS of how `word` is written."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5
    if all(not c.isupper() for c in letters):
        return 1
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return 2
    if all(c.isupper() for c in letters):
        return 3
    return 4


_known_casing = lru_cache(maxsize=1 << 14)(casing_of)
_SHORT = 32  # letters of a word that is worth remembering


# A headline, a byline, an item of a list: the network doesn't see line breaks, but it does see a stop.
_NO_STOP = re.compile(r"(?<=[\w)])[ \t]{0,8}\r?\n(?=[ \t]{0,8}(?:\r?\n|[-•*▪–—][ \t]))")


def encode(text: str, tokenizer: Tokenizer) -> Pieces:
    """Return the word pieces of `text`, without special ones; offsets are exact code points."""
    stops: list[int] = []

    def stop(match: re.Match[str]) -> str:
        stops.append(match.start())
        return "." + match[0][1:]

    encoding = tokenizer.encode(_NO_STOP.sub(stop, text), add_special_tokens=False)
    spans = encoding.offsets
    words = encoding.word_ids
    flat = np.fromiter(chain.from_iterable(spans), np.int64, 2 * len(spans))
    start, end = flat.reshape(-1, 2).T.copy()
    if stops:
        end = np.where(np.isin(start, stops), start, end)  # such a stop has no letters
    word = np.array(words, np.int64)  # none is without a word: no special pieces were added
    word_start = np.ones(len(spans), dtype=bool)
    word_start[1:] = word[1:] != word[:-1]
    firsts = np.flatnonzero(word_start)
    lasts = np.append(firsts[1:], len(spans))[: len(firsts)] - 1
    written = zip(start[firsts].tolist(), end[lasts].tolist(), strict=True)
    casing = [
        (_known_casing if past - at < _SHORT else casing_of)(text[at:past]) for at, past in written
    ]
    each = np.repeat(np.array(casing, np.int64), lasts - firsts + 1)
    return Pieces(np.asarray(encoding.ids, np.int64), start, end, each, word_start)


def windows(
    pieces: Pieces,
    sentences: Sequence[tuple[int, int]],
    *,
    core: int = 168,
    before: int = 32,
    after: int = 16,
    heading: int = 0,
) -> list[Window]:
    """Return windows whose cores cover all `pieces`, cut at sentence ends where these allow.

    `core`, `before` and `after` are numbers of pieces, and so is `heading`: at most so many of the
    first sentence are shown behind each window that doesn't hold it.
    """
    total = len(pieces)
    ends = np.searchsorted(pieces.start, [end for _, end in sentences]).tolist()
    heading = heading_of(ends, heading)
    found: list[Window] = []
    at = 0
    next_end = 0
    while at < total:
        stop = at
        while next_end < len(ends) and ends[next_end] <= at + core:
            stop = max(stop, ends[next_end])
            next_end += 1
        if stop == at:  # a sentence longer than a core
            stop = min(at + core, total)
            while stop < total and stop > at + core // 2 and not pieces.word_start[stop]:
                stop -= 1
        first = max(0, at - before)
        behind = heading if first >= heading else 0
        found.append(Window(first, min(total, stop + after), at, stop, behind))
        at = stop
    return found


def heading_of(ends: Sequence[int], most: int) -> int:
    """Return how many of a text's first pieces later windows are shown; its sentences end at `ends`."""
    return min(int(ends[0]), most) if len(ends) else 0


def inputs_of(pieces: Pieces, w: Window) -> dict[str, Ints]:
    """Return the encoder's inputs for a window: int64 arrays (1, its width)."""
    ids, casing = np.zeros((2, 1, w.width), np.int64)
    n = w.last - w.first
    ids[0, 0] = CLS
    ids[0, 1 : n + 1] = pieces.ids[w.first : w.last]
    ids[0, n + 1] = SEP
    casing[0, 1 : n + 1] = pieces.casing[w.first : w.last]
    if w.heading:
        ids[0, n + 2 : -1] = pieces.ids[: w.heading]
        casing[0, n + 2 : -1] = pieces.casing[: w.heading]
        ids[0, -1] = SEP
    mask = np.ones_like(ids)
    return {"input_ids": ids, "casing": casing, "attention_mask": mask}

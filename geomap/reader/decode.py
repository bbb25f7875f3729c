"""The network's scores -> mentions with probabilities."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from geomap.reader.encoding import Pieces
from geomap.reader.labels import HEADS, SPAN, slices

Floats = npt.NDArray[np.float32]
_SLICES = slices()
_RULED = 0.95  # how sure a rule is: an estimate
_O, _I = SPAN.index("O"), SPAN.index("I")
# The heads that are read of a mention, side by side: where each starts, and how wide it is.
_OF_MENTION = [head for head in HEADS if head != "span"]
_FIRST = _SLICES[_OF_MENTION[0]].start
_STARTS = np.array([_SLICES[head].start - _FIRST for head in _OF_MENTION])
_WIDTHS = np.array([len(HEADS[head]) for head in _OF_MENTION])
_AT = [
    (head, slice(at, at + wide))
    for head, at, wide in zip(_OF_MENTION, _STARTS, _WIDTHS, strict=True)
]


@dataclass(frozen=True, slots=True)
class Read:
    """One mention as the network reads it; `p[head]` are probabilities in the order of HEADS."""

    start: int
    end: int
    p: dict[str, list[float]]  # numbers of Python's own: one at a time, these are the quicker

    def best(self, head: str) -> str:
        """Return the likeliest label of `head`."""
        p = self.p[head]
        return HEADS[head][p.index(max(p))]

    def probability(self, head: str, label: str) -> float:
        """Return the probability of `label`."""
        return self.p[head][HEADS[head].index(label)]

    def ruled(self, head: str, label: str) -> Read:
        """Return this with `label` as what a rule says of `head`."""
        taken = HEADS[head].index(label)
        rest = (1 - _RULED) / (len(HEADS[head]) - 1)
        p = [_RULED if at == taken else rest for at in range(len(HEADS[head]))]
        return replace(self, p=self.p | {head: p})


def softmax(scores: Floats, temperature: float = 1.0) -> Floats:
    """Return probabilities over the last axis."""
    scaled = scores / temperature
    scaled = scaled - scaled.max(axis=-1, keepdims=True)
    powers = np.exp(scaled)
    total: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return total


def spans(scores: Floats, pieces: Pieces) -> list[tuple[int, int]]:
    """Return (first piece, past last piece) of each name the scores show.

    `scores` is (pieces, labels.WIDTH).
    """
    firsts = np.flatnonzero(pieces.word_start)
    if not len(firsts):
        return []
    tags = scores[firsts][:, _SLICES["span"]].argmax(axis=1)
    named = tags != _O
    before, after = np.append(False, named[:-1]), np.append(named[1:], False)
    opens = named & ~((tags == _I) & before)
    closes = named & (~after | np.append(opens[1:], False))
    past = np.append(firsts[1:], len(pieces))
    return list(zip(firsts[opens].tolist(), past[closes].tolist(), strict=True))


_APOSTROPHE = "'’ʼ"
_REST = re.compile(r"[^\W\d_]*")
_ENDINGS = frozenset({"s", "ll", "d", "ve", "re", "t", "m"})  # "Kyiv's", "Iran'd"
# Before the hyphen of 'al-Bab'.
_ARTICLE = re.compile(r"(?<!\w)(?:[ae]l|a[dnrstz]|ash)$", re.IGNORECASE)


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return text[start:end] with the rest of the word that was cut: "Ma'rib", 'al-Bab'; no hyphen first."""
    if text[start] == "-" and start + 1 < end:
        article = _ARTICLE.search(text, max(0, start - 4), start)
        start = article.start() if article else start + 1
    inside = start if text[start] in _APOSTROPHE else start - 1
    if inside > 0 and text[inside] in _APOSTROPHE:
        first = inside
        while first and text[first - 1].isalpha():
            first -= 1
        if inside - first > 1 and text[first].isupper():
            start = first
    cut = end - 1 if text[end - 1] in _APOSTROPHE else end
    if cut < len(text) and text[cut] in _APOSTROPHE and text[cut - 1].isalpha():
        rest = _REST.match(text, cut + 1)
        if rest and rest.group() and rest.group().lower() not in _ENDINGS:
            end = rest.end()
    return start, end


def pieces_of(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """Return the pieces (first, past last) that overlap text[start:end]; at least one where any exist."""
    first = int(np.searchsorted(pieces.end, start, side="right"))
    last = int(np.searchsorted(pieces.start, end, side="left"))
    first = min(first, max(0, len(pieces) - 1))
    return first, max(last, first + 1)


def mean_at(vectors: npt.NDArray[np.float16], pieces: Pieces, start: int, end: int) -> Floats:
    """Return the mean of what `vectors` (pieces, ...) say of the pieces of text[start:end]."""
    first, last = pieces_of(pieces, start, end)
    mean: Floats = vectors[first:last].astype(np.float32).mean(axis=0)
    return mean


def read_span(scores: Floats, span: tuple[int, int]) -> Read:
    """Return what `scores`, of the mention's own pieces, say of it; `span` is text[start:end]."""
    scaled = np.add.reduce(scores)[_FIRST:] / len(scores)
    scaled -= np.maximum.reduceat(scaled, _STARTS).repeat(_WIDTHS)
    powers = np.exp(scaled)
    p = (powers / np.add.reduceat(powers, _STARTS).repeat(_WIDTHS)).tolist()
    return Read(*span, {head: p[at] for head, at in _AT})

"""The network's scores -> mentions with probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.reader.encoding import Pieces
from geomap.reader.labels import HEADS, SPAN, slices

Floats = npt.NDArray[np.float32]
_SLICES = slices()
_LITERAL = 0.3  # what is less likely to be literal has no class to doubt
_O, _B, _I = (SPAN.index(tag) for tag in "OBI")


@dataclass(frozen=True, slots=True)
class Read:
    """One mention as the network reads it; `p[head]` are probabilities in the order of HEADS."""

    start: int
    end: int
    p: dict[str, Floats]

    def best(self, head: str) -> str:
        """Return the likeliest label of `head`."""
        return HEADS[head][int(self.p[head].argmax())]

    def site(self, lift: float) -> str:
        """Return the likeliest class; `lift` leans towards one and away from none."""
        scores = np.log(self.p["site"] + 1e-9)
        scores[HEADS["site"].index("none")] -= lift
        return HEADS["site"][int(scores.argmax())]

    def probability(self, head: str, label: str) -> float:
        """Return the probability of `label`."""
        return float(self.p[head][HEADS[head].index(label)])


def softmax(scores: Floats, temperature: float = 1.0) -> Floats:
    """Return probabilities over the last axis."""
    scaled = scores / temperature
    scaled = scaled - scaled.max(axis=-1, keepdims=True)
    powers = np.exp(scaled)
    total: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return total


def spans(scores: Floats, pieces: Pieces, *, eager: float = 0.0) -> list[tuple[int, int]]:
    """Return (first piece, past last piece) of each name the scores show.

    `scores` is (pieces, labels.WIDTH). `eager` is added to the scores of B and I: above zero finds
    more names, and more that are none.
    """
    firsts = np.flatnonzero(pieces.word_start)
    if not len(firsts):
        return []
    tagged = scores[firsts][:, _SLICES["span"]].copy()
    tagged[:, [_B, _I]] += eager
    tags = tagged.argmax(axis=1)
    named = tags != _O
    before, after = np.append(False, named[:-1]), np.append(named[1:], False)
    opens = named & ~((tags == _I) & before)
    closes = named & (~after | np.append(opens[1:], False))
    past = np.append(firsts[1:], len(pieces))
    return list(zip(firsts[opens].tolist(), past[closes].tolist(), strict=True))


def pieces_of(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """Return the pieces (first, past last) that overlap text[start:end]; at least one where any exist."""
    first = int(np.searchsorted(pieces.end, start, side="right"))
    last = int(np.searchsorted(pieces.start, end, side="left"))
    first = min(first, max(0, len(pieces) - 1))
    return first, max(last, first + 1)


def read_span(scores: Floats, span: tuple[int, int], temperatures: dict[str, float]) -> Read:
    """Return what `scores`, of the mention's own pieces, say of it; `span` is text[start:end]."""
    mean = scores.mean(axis=0)
    p = {
        head: softmax(mean[where], temperatures.get(head, 1.0))
        for head, where in _SLICES.items()
        if head != "span"
    }
    return Read(*span, p)


def joined(first: Read, second: Read) -> Read:
    """Return what two looks at one mention say together: the mean of their probabilities."""
    half = np.float32(0.5)
    return Read(first.start, first.end, {k: (p + second.p[k]) * half for k, p in first.p.items()})


def doubtful(read: Read, card: Mapping[str, Any]) -> bool:
    """Return whether a second look may change the class or status that `read` gives.

    `card["site"]` and `card["status"]` are the probabilities that need none.
    """
    if read.probability("usage", "literal") < _LITERAL:
        return False
    if read.p["site"].max() < card["site"]:
        return True
    return read.best("site") != "none" and bool(read.p["status"].max() < card["status"])

"""Who takes part in an event, how many it hurt and who wants it where, by what the large network says of each word.

The network gives each word piece three vectors: what it asks for if it is of the place of an event (who
takes part in each role; those hurt in each way; those of each stance on a venue), what it answers if it
is of words that name or count somebody, and what speaks for each whatever the event.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geomap.reader.decode import Floats, mean_at, pieces_of
from geomap.reader.encoding import Pieces
from geomap.reader.labels import Asked

Vectors = npt.NDArray[np.float16]  # (pieces, Asked.width)


def any_likely(worths: Floats) -> Floats:
    """Return how likely it is that one of the names is right, from their `worths` (..., names) beside none's 0."""
    most = np.maximum(worths.max(axis=-1), 0.0)
    grown = np.exp(worths - most[..., None]).sum(axis=-1)
    likely: Floats = grown / (grown + np.exp(-most))
    return likely


class Heard:
    """What speaks for each name of each word of a stretch in one event: worths (words, names), 0 for none at all."""

    def __init__(self, words: list[tuple[int, int]], worths: Floats) -> None:
        """`words` are ranges of the stretch."""
        self.words, self.worths = words, worths

    def of(self, start: int, end: int) -> Floats:
        """Return what speaks for each name of stretch[start:end], beside none: (names,)."""
        inside = [at for at, (s, e) in enumerate(self.words) if s < end and start < e]
        if not inside:
            return np.zeros(self.worths.shape[-1], np.float32)
        mean: Floats = self.worths[inside].mean(axis=0)
        return mean

    def runs(self, sure: float) -> Iterator[tuple[int, int, Floats]]:
        """Yield the words in a row of which one name is likelier than `sure`: start, end, worths (names,)."""
        likely = any_likely(self.worths) > sure
        at = 0
        for is_likely, same in groupby(likely.tolist()):
            past = at + len(list(same))
            if is_likely:
                yield self.words[at][0], self.words[past - 1][1], self.worths[at:past].mean(axis=0)
            at = past


class OfEvent(NamedTuple):
    """What the large network says of the words of an event's sentence; None where it wasn't heard."""

    roles: Heard | None = None
    tolls: Heard | None = None
    stances: Heard | None = None


class Answers:
    """Tells what a text's words are in its events, of what is asked; `vectors` are the network's."""

    def __init__(self, pieces: Pieces, vectors: Vectors, asked: Asked) -> None:
        self._pieces, self._vectors, self._asked = pieces, vectors, asked

    def of_event(self, mention: tuple[int, int], stretch: tuple[int, int]) -> Heard:
        """Return what is heard of the words of `stretch` in the event at `mention`; both are ranges of the text."""
        asked, answered, rank = self._asked.asked, self._asked.answered, self._asked.rank
        wanted = mean_at(self._vectors, self._pieces, *mention)[:asked].reshape(-1, rank)
        low, high = pieces_of(self._pieces, *stretch)
        own = self._vectors[low:high].astype(np.float32)
        worths = own[:, asked:answered] @ wanted.T / sqrt(rank) + own[:, answered:]
        begins = [0, *(np.flatnonzero(self._pieces.word_start[low + 1 : high]) + 1).tolist()]
        counts = np.diff([*begins, high - low])[:, None]
        start, end = self._pieces.start[low:high], self._pieces.end[low:high]
        words = [
            (int(start[a]) - stretch[0], int(end[b - 1]) - stretch[0])
            for a, b in zip(begins, [*begins[1:], high - low], strict=True)
        ]
        return Heard(words, np.add.reduceat(worths, begins, axis=0) / counts)

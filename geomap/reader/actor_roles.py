"""Who takes part in an event, and as what, by what the large network says of the event's place and of each word.

The network gives each word piece three vectors: what it asks for in each role if it is of the place of
an event, what it answers if it is of words that name somebody, and what speaks for each role whatever
the event.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import sqrt

import numpy as np
import numpy.typing as npt

from geomap.reader.decode import Floats, mean_at, pieces_of
from geomap.reader.encoding import Pieces
from geomap.reader.labels import ACTOR_ROLES, ROLE_ANSWERED, ROLE_ASKED, ROLE_RANK

Vectors = npt.NDArray[np.float16]  # (pieces, labels.ROLE_WIDTH)


def taking_part(worths: Floats) -> Floats:
    """Return how likely it is that one of the roles is right, from their `worths` (..., roles) beside none's 0."""
    most = np.maximum(worths.max(axis=-1), 0.0)
    grown = np.exp(worths - most[..., None]).sum(axis=-1)
    likely: Floats = grown / (grown + np.exp(-most))
    return likely


class Heard:
    """What speaks for each role of each word of a sentence in one event: worths (words, roles), 0 for none at all."""

    def __init__(self, words: list[tuple[int, int]], worths: Floats) -> None:
        """`words` are ranges of the sentence."""
        self.words, self.worths = words, worths

    def of(self, start: int, end: int) -> Floats:
        """Return what speaks for each role of sentence[start:end], beside its taking no part: (roles,)."""
        inside = [at for at, (s, e) in enumerate(self.words) if s < end and start < e]
        if not inside:
            return np.zeros(len(ACTOR_ROLES), np.float32)
        mean: Floats = self.worths[inside].mean(axis=0)
        return mean

    def runs(self, sure: float) -> Iterator[tuple[int, int, Floats]]:
        """Yield the words in a row that are likelier than `sure` to name who takes part: start, end, worths (roles,)."""
        likely = taking_part(self.worths) > sure
        at = 0
        for is_likely, same in groupby(likely.tolist()):
            past = at + len(list(same))
            if is_likely:
                yield self.words[at][0], self.words[past - 1][1], self.worths[at:past].mean(axis=0)
            at = past


class ActorRoles:
    """Tells who takes part in a text's events; `vectors` are the network's."""

    def __init__(self, pieces: Pieces, vectors: Vectors) -> None:
        self._pieces, self._vectors = pieces, vectors

    def of_event(self, mention: tuple[int, int], sentence: tuple[int, int]) -> Heard:
        """Return what is heard of the words of `sentence` in the event at `mention`; both are ranges of the text."""
        asked = mean_at(self._vectors, self._pieces, *mention)[:ROLE_ASKED].reshape(-1, ROLE_RANK)
        low, high = pieces_of(self._pieces, *sentence)
        own = self._vectors[low:high].astype(np.float32)
        worths = own[:, ROLE_ASKED:ROLE_ANSWERED] @ asked.T / sqrt(ROLE_RANK)
        worths += own[:, ROLE_ANSWERED:]
        begins = [0, *(np.flatnonzero(self._pieces.word_start[low + 1 : high]) + 1).tolist()]
        counts = np.diff([*begins, high - low])[:, None]
        start, end = self._pieces.start[low:high], self._pieces.end[low:high]
        words = [
            (int(start[a]) - sentence[0], int(end[b - 1]) - sentence[0])
            for a, b in zip(begins, [*begins[1:], high - low], strict=True)
        ]
        return Heard(words, np.add.reduceat(worths, begins, axis=0) / counts)

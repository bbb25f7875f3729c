"""How far an event and the words of a date belong together, by what the large network says of both.

The network gives each word piece three vectors: what it asks for if it is an event, what it answers if
it is of a date, and what it thinks of each kind of answer. They were learnt with the signs of
`options`, whose worth beside them is told by the network's card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.model import Mention
from geomap.reader.dates.options import KINDS, Option
from geomap.reader.decode import Floats, mean_at
from geomap.reader.encoding import Pieces

Vectors = npt.NDArray[np.float16]

RANK = 48
LINKS = 2 * RANK + len(KINDS)  # columns: asked for, answered, kinds


class Links:
    """Weighs the dates an event may have; `vectors` (pieces, LINKS) are the network's of one text."""

    def __init__(self, pieces: Pieces, vectors: Vectors, signs: Mapping[str, float]) -> None:
        """`signs` is what each sign of an option is worth beside the vectors."""
        self._pieces, self._vectors, self._signs = pieces, vectors, signs

    def worths(self, event: Mention, found: Sequence[Option]) -> list[float]:
        """Return what speaks for each of the options `found`."""
        own = self._mean(event.start, event.end)
        # Weights that were learnt before a kind was thought of think nothing of it.
        asked, kinds = own[:RANK], dict(zip(KINDS, own[2 * RANK :].tolist(), strict=False))
        worths = []
        for option in found:
            worth = option.worth(self._signs) + sum(kinds.get(kind, 0.0) for kind in option.kinds)
            if option.told_at:
                answered = self._mean(*option.told_at)[RANK : 2 * RANK]
                worth += float(asked @ answered) / sqrt(RANK)
            worths.append(worth)
        return worths

    def _mean(self, start: int, end: int) -> Floats:
        return mean_at(self._vectors, self._pieces, start, end)


def signs_of(card: Mapping[str, Any]) -> dict[str, float] | None:
    """Return what the card of a network says that each sign is worth; None where it says nothing of it."""
    try:
        return {str(name): float(value) for name, value in card["dating"]["signs"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        return None

"""A mention shown by itself, between two marks: what a design reads, and what training shows beside texts."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.reader.encoding import Pieces

OPEN, CLOSE = 1, 2  # two pieces the vocabulary leaves free
AROUND = 40  # pieces to each side


def marked(pieces: Pieces, first: int, last: int, *, around: int = AROUND) -> tuple[Pieces, int]:
    """Return the pieces around [first, last) with a mark before and after these.

    The number is where the first mark stands; the network's answer there is the mention's.
    """
    low, high = max(0, first - around), min(len(pieces), last + around)

    def spliced(values: npt.NDArray[Any], opening: int, closing: int) -> npt.NDArray[Any]:
        kind = values.dtype
        return np.concatenate(
            [
                values[low:first],
                np.array([opening], kind),
                values[first:last],
                np.array([closing], kind),
                values[last:high],
            ]
        )

    start, end = pieces.start[first], pieces.end[last - 1]
    return Pieces(
        spliced(pieces.ids, OPEN, CLOSE),
        spliced(pieces.start, start, end),
        spliced(pieces.end, start, end),
        spliced(pieces.casing, 0, 0),
        spliced(pieces.word_start, 1, 1),
    ), first - low

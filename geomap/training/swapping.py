"""Names shown under other names while training: what a sentence says of a place is not in its name."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from geomap.reader.encoding import Pieces, Window

if TYPE_CHECKING:
    from geomap.training.preparing import Prepared

Form = tuple[bytes, bytes]  # casings and starts of words: what another name must have as well
_BY_CONTEXT = {("literal",), ("metonymic",), ("associative",)}  # the rest is told by the name


class Swaps:
    """Names by their form, of `items`; each may stand where another of its form stands."""

    def __init__(self, items: Iterable[Prepared]) -> None:
        names: dict[Form, set[tuple[int, ...]]] = defaultdict(set)
        for item in items:
            if item.second:
                continue
            for mention, (first, last, _) in zip(item.example.mentions, item.mentions, strict=True):
                if mention.labels.get("usage") == ("literal",):
                    names[_form(item.pieces, first, last)].add(
                        tuple(item.pieces.ids[first:last].tolist())
                    )
        self._known = set().union(*names.values())
        self._names = {form: sorted(of_form) for form, of_form in names.items()}

    def swap(
        self,
        ids: npt.NDArray[np.int64],
        item: Prepared,
        window: Window,
        rng: random.Random,
        share: float,
    ) -> None:
        """Put other names into `share` of a window's mentions: `ids` are its row of the inputs."""
        if item.second:
            return
        for mention, (first, last, _) in zip(item.example.mentions, item.mentions, strict=True):
            if (
                first >= window.first
                and last <= window.last
                and mention.labels.get("usage") in _BY_CONTEXT
                and rng.random() < share
                and tuple(item.pieces.ids[first:last].tolist()) in self._known
            ):
                others = self._names.get(_form(item.pieces, first, last))  # None: never so written
                if others:
                    at = first - window.first + 1  # a special piece stands in front
                    ids[at : at + last - first] = rng.choice(others)


def _form(pieces: Pieces, first: int, last: int) -> Form:
    return pieces.casing[first:last].tobytes(), pieces.word_start[first:last].tobytes()

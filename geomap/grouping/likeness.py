"""How alike the words of two sentences are: a jail is a prison, a café nearly a restaurant.

`likeness.npz` holds a vector for each stem, and how much it says: rare ones say more. It was made
by `python -m geomap.training.likeness` from a sentence encoder, one word at a time, and holds whole
numbers only: the same sentences are equally alike on every machine.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_STEPS = 100  # of a weight
_SCALE = 127 * 127  # a vector's length, squared
_NO_KIN = 0.3  # words no more alike than this have nothing in common
_LEAST = 3.0  # what fewer words count together is little to go by
_UNSEEN = 1.0  # the weight of a stem that the table lacks: a rare one


class Weighed(NamedTuple):
    """The stems of a sentence with their weights, and the vectors of those that have one."""

    stems: tuple[str, ...]
    weights: tuple[float, ...]
    vectors: npt.NDArray[np.int32]  # a row for each stem; zeros where there is none


class _Table(NamedTuple):
    rows: dict[str, int]
    weights: npt.NDArray[np.uint8]
    vectors: npt.NDArray[np.int8]


def weight(stem: str) -> float:
    """Return what it counts that two sentences share this stem, from 0 to 1."""
    table = _table()
    row = table.rows.get(stem)
    return _UNSEEN if row is None else int(table.weights[row]) / _STEPS


def weigh(stems: Collection[str]) -> Weighed:
    """Return the stems as `likeness` compares them."""
    import numpy as np

    table = _table()
    told = tuple(sorted(stems))
    vectors = np.zeros((len(told), table.vectors.shape[1]), np.int32)
    for at, one in enumerate(told):
        if (row := table.rows.get(one)) is not None:
            vectors[at] = table.vectors[row]
    return Weighed(told, tuple(map(weight, told)), vectors)


def likeness(one: Weighed, other: Weighed) -> tuple[float, float]:
    """Return how much of each has its like in the other, from 0 to 1, the greater first."""
    if not one.stems or not other.stems:
        return 0.0, 0.0
    near = (one.vectors @ other.vectors.T / _SCALE - _NO_KIN) / (1 - _NO_KIN)
    shares = (
        _share(one, near.max(axis=1).tolist(), other),
        _share(other, near.max(axis=0).tolist(), one),
    )
    return max(shares), min(shares)


def _share(told: Weighed, best: list[float], other: Weighed) -> float:
    theirs = set(other.stems)
    total = max(sum(told.weights), _LEAST)
    found = sum(
        weight * (1.0 if stem in theirs else min(max(like, 0.0), 1.0))
        for stem, weight, like in zip(told.stems, told.weights, best, strict=True)
    )
    return found / total


@cache
def _table() -> _Table:
    import numpy as np

    with (files("geomap.grouping") / "likeness.npz").open("rb") as file, np.load(file) as held:
        stems = bytes(held["stems"]).decode().split("\n")
        return _Table({stem: n for n, stem in enumerate(stems)}, held["weights"], held["vectors"])

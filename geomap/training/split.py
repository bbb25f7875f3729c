"""What is trained on and what measures: by document, the same at every call."""

from __future__ import annotations

from collections.abc import Container

from geomap.training.datasets import Example

FOLDS = 6
HELD_OUT = 4  # the fold that the shipped weights never saw; of `hard` they saw nothing
PARTS = 3  # of the cross-validation: two folds each


def is_held_out(example: Example, folds: Container[int]) -> bool:
    """Return whether `example` measures what is trained without `folds`: `hard` always, `seeds` never."""
    if example.corpus == "seeds":
        return False
    return example.corpus == "hard" or example.fold(FOLDS) in folds


def is_of_part(example: Example, part: int) -> bool:
    """Return whether `example` measures the network of `part`, 0 to PARTS - 1, which never sees it."""
    return is_held_out(example, range(part, FOLDS, PARTS))

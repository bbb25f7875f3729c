"""The parts of the cross-validation."""

from __future__ import annotations

from geomap.training.datasets import Example
from geomap.training.split import HELD_OUT, PARTS, is_of_part


def example(number: int, corpus: str = "own") -> Example:
    return Example(corpus, f"text-{number}", "x", True, ())


def test_each_text_measures_one_part_and_hard_all() -> None:
    for number in range(200):
        assert sum(is_of_part(example(number), part) for part in range(PARTS)) == 1
    assert all(is_of_part(example(1, "hard"), part) for part in range(PARTS))
    assert not any(is_of_part(example(1, "seeds"), part) for part in range(PARTS))


def test_what_the_shipped_weights_never_saw_is_in_one_part() -> None:
    held = [example(n) for n in range(200) if example(n).fold(6) == HELD_OUT]
    assert held
    assert len({part for e in held for part in range(PARTS) if is_of_part(e, part)}) == 1

"""What training parts and shows: the parts of the cross-validation, names under other names."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from geomap.reader.encoding import Pieces, Window
from geomap.training.datasets import Example, Labelled
from geomap.training.split import HELD_OUT, PARTS, is_of_part
from geomap.training.swapping import Swaps


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


TITLE, LOWER, START = 2, 1, 101


def prepared(*names: tuple[list[int], str], casing: int = TITLE, second: bool = False) -> Any:
    """Return an item of names, each in pieces and with its usage, a lower-case word after each."""
    ids: list[int] = []
    casings: list[int] = []
    begins: list[bool] = []
    mentions = []
    for pieces, usage in names:
        first = len(ids)
        ids += [*pieces, 7]
        casings += [*[casing] * len(pieces), LOWER]
        begins += [True, *[False] * (len(pieces) - 1), True]
        mentions.append((first, first + len(pieces), usage))
    n = len(ids)
    array = Pieces(
        np.array(ids), np.arange(n), np.arange(1, n + 1), np.array(casings), np.array(begins)
    )
    marked = tuple(Labelled(a, b, {"usage": (usage,)}) for a, b, usage in mentions)
    return SimpleNamespace(
        example=Example("own", "x", "", True, marked),
        pieces=array,
        mentions=[(a, b, {}) for a, b, _ in mentions],
        second=second,
    )


def shown(swaps: Swaps, item: Any, window: Window | None = None, share: float = 1.0) -> list[int]:
    window = window or Window(0, len(item.pieces), 0, len(item.pieces))
    row = np.concatenate([[START], item.pieces.ids[window.first : window.last], [102, 0]])
    swaps.swap(row, item, window, random.Random(3), share)
    return [int(piece) for piece in row]


def test_a_name_is_shown_as_another_of_its_form() -> None:
    item = prepared(([50], "literal"), ([60, 61], "literal"), ([70, 71], "metonymic"))
    other = prepared(([80, 81], "literal"), ([70, 71], "literal"))
    row = shown(Swaps([item, other]), item)
    assert row[1] == 50, "the only name of one piece"
    pairs = {(60, 61), (80, 81), (70, 71)}
    assert tuple(row[3:5]) in pairs and tuple(row[6:8]) in pairs
    assert row[2] == row[5] == row[8] == 7 and row[0] == START, "nothing else moves"
    many = [shown(Swaps([item, other]), item, share=0.0) for _ in range(3)]
    assert many == [[START, *item.pieces.ids.tolist(), 102, 0]] * 3


@pytest.mark.parametrize("usage", ["demonym", "org_part", "name_part", "not_a_place"])
def test_what_the_name_itself_tells_stays(usage: str) -> None:
    item = prepared(([50], usage), ([51], "literal"))
    assert shown(Swaps([item, prepared(([50], "literal"))]), item)[1] == 50


def test_a_name_in_capitals_is_no_stand_in_for_one_that_is_not() -> None:
    capitals = prepared(([90], "literal"), casing=3)
    item = prepared(([50], "literal"), ([51], "literal"))
    found = {shown(Swaps([item, capitals]), item)[1] for _ in range(20)}
    assert found <= {50, 51}


def test_a_known_name_in_a_form_that_no_other_has_stays() -> None:
    shouted = prepared(([50], "metonymic"), casing=3)
    assert shown(Swaps([prepared(([50], "literal"))]), shouted)[1] == 50


def test_a_name_cut_by_its_window_and_a_marked_one_stay() -> None:
    item = prepared(([60, 61], "literal"), ([62, 63], "literal"))
    swaps = Swaps([prepared(([80, 81], "literal")), item])
    assert shown(swaps, item, Window(1, 6, 1, 6))[1] == 61
    marked = prepared(([60, 61], "literal"), second=True)
    assert shown(swaps, marked)[1:3] == [60, 61]

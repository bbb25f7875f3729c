"""Rows of a large store are expanded ahead of being asked for; they are those that were kept."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from geomap.run.storefile import STORE_FILE, Kept, StoreFile

EPOCH = {"parts": "{}"}
MANY = 2_100


def kept(number: int) -> Kept:
    lines = f'{{"id":"{number}"}}\n'.encode() * (number % 7)
    return Kept(
        f"a-{number}", f"news/{number}.txt", None, "", lines, f"brief {number}".encode(), b"p"
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store of many rows, the eleventh of which is of an article not read."""
    folder = tmp_path_factory.mktemp("made")
    store = StoreFile.open(folder, EPOCH, write=True, note=pytest.fail)
    assert store is not None
    for number in range(MANY):
        row = kept(number)
        if number == 10:
            row = row._replace(refused="in French", cause="language", lines=b"", brief=b"")
        assert store.put(f"d-{number}", row, []) is None
    store.close(keep=None)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "copied")


def opened(folder: Path) -> StoreFile:
    store = StoreFile.open(folder, EPOCH, write=True, note=pytest.fail)
    assert store is not None
    return store


def same(row: Kept | None, number: int) -> bool:
    wanted = kept(number)
    if row is None or row.refused is not None:
        return row is not None and number == 10
    return row._replace(lines=bytes(row.lines)) == wanted._replace(packed=b"")


@pytest.mark.parametrize("order", ["as kept", "backwards", "any", "some, twice"])
def test_rows_are_those_that_were_kept_in_whatever_order_they_are_asked_for(
    folder: Path, order: str
):
    numbers = list(range(MANY))
    if order == "backwards":
        numbers.reverse()
    elif order == "any":
        random.Random(3).shuffle(numbers)
    elif order == "some, twice":
        numbers = numbers[300:1_900:3] * 2
    store = opened(folder)
    assert all(same(store.get(f"d-{number}"), number) for number in numbers)
    assert store.get("d-nobody") is None
    store.close(keep=None)


def test_a_damaged_row_costs_that_row(folder: Path):
    with sqlite3.connect(folder / STORE_FILE) as database:
        database.execute("UPDATE reading SET lines = x'28b52ffd00' WHERE digest = 'd-700'")
    database.close()
    store = opened(folder)
    rows = {number: store.get(f"d-{number}") for number in range(MANY)}
    assert rows.pop(700) is None
    assert all(same(row, number) for number, row in rows.items())
    store.close(keep=None)


def test_a_row_that_is_kept_anew_is_the_new_one(folder: Path):
    store = opened(folder)
    assert same(store.get("d-0"), 0)
    store.put("d-400", kept(8), [])
    store.put("d-900", kept(9), [])
    assert same(store.get("d-400"), 8)
    assert same(store.get("d-900"), 9)
    assert all(same(store.get(f"d-{n}"), n) for n in range(1, MANY) if n not in (400, 900))
    store.close(keep=None)

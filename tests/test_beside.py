"""Work beside the process: its result, its faults, and that nothing of it is left."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from geomap.pipeline import make_from_records
from geomap.run import load_records, rendering, stories_beside
from geomap.run.beside import FORKS, _Child, asked, beside
from geomap.settings import Settings

NEEDS_FORK = pytest.mark.skipif(not FORKS, reason="this system has no children to fork")
BOTH = pytest.mark.parametrize("forked", [False, True])


@BOTH
def test_the_result_is_what_the_work_returns(forked: bool) -> None:
    large = os.urandom(3_000_000)
    with beside(lambda: large, forked=forked) as result:
        assert result() == large


@BOTH
def test_a_fault_of_the_work_is_raised_where_its_result_is_asked_for(forked: bool) -> None:
    def fails() -> bytes:
        raise ValueError("no such page")

    with beside(fails, forked=forked) as result, pytest.raises(ValueError, match="no such page"):
        result()


@NEEDS_FORK
def test_a_child_is_another_process() -> None:
    with beside(lambda: str(os.getpid()).encode(), forked=True) as result:
        assert int(result()) != os.getpid()
        assert result() == result()


@NEEDS_FORK
def test_without_room_for_a_child_a_thread_does_the_work(monkeypatch) -> None:
    def full() -> int:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(os, "fork", full)
    with beside(lambda: str(os.getpid()).encode(), forked=True) as result:
        assert int(result()) == os.getpid()


def test_a_child_that_dies_costs_only_time() -> None:
    here = os.getpid()

    def dies() -> bytes:
        if os.getpid() != here:
            os._exit(3)
        return b"made here"

    with beside(dies, forked=True) as result:
        assert [result(), result()] == [b"made here"] * 2


@NEEDS_FORK
def test_a_block_that_fails_leaves_no_child() -> None:
    def lasts() -> bytes:
        time.sleep(60)
        return b""

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), beside(lasts, forked=True) as result:
        child = result.__self__._process
        raise KeyboardInterrupt
    assert time.monotonic() - began < 5
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


@NEEDS_FORK
def test_a_child_holds_no_lock_of_its_parent(tmp_path) -> None:
    import fcntl

    with (tmp_path / "lock").open("w") as first, (tmp_path / "lock").open("w") as second:
        fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)

        def lasts() -> bytes:
            time.sleep(60)
            return b""

        with beside(lasts, forked=True):
            time.sleep(0.5)
            first.close()
            fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)


@NEEDS_FORK
def test_a_page_made_in_a_child_has_the_same_bytes(monkeypatch, tmp_path) -> None:
    def fails(child: _Child) -> bytes:
        raise AssertionError("the child came to nothing")

    monkeypatch.setattr(_Child, "_work", property(fails, lambda child, work: None), raising=False)
    records = Path(__file__).parents[1] / "outputs" / "demonstration" / "sightings.jsonl"
    sightings = load_records(records)
    made = []
    for long in (0, 10**9):
        monkeypatch.setattr(rendering, "LONG", long)
        _, files = make_from_records(
            sightings, str(records), tmp_path, settings=Settings(embed=True)
        )
        made.append(files)
    assert made[0] == made[1]


@NEEDS_FORK
def test_what_is_asked_for_is_done_in_a_child_that_was_ready_before(tmp_path) -> None:
    def work(what: bytes) -> bytes:
        return f"{os.getpid()} {len(what)} {(tmp_path / 'ready').exists()}".encode()

    with asked(work, ready=(tmp_path / "ready").touch) as ask:
        for _ in range(100):
            if (tmp_path / "ready").exists():
                break
            time.sleep(0.05)
        waiting = ask(os.urandom(3_000_000))
        process, length, was_ready = waiting().decode().split()
    assert (int(process) == os.getpid(), length, was_ready) == (False, "3000000", "True")


def test_a_child_that_dies_before_it_is_asked_costs_only_time() -> None:
    here = os.getpid()

    def dies() -> None:
        if os.getpid() != here:
            os._exit(3)

    with asked(lambda what: what[::-1], ready=dies) as ask:
        time.sleep(0.3)
        assert ask(b"abc" * 100_000)() == b"cba" * 100_000


def test_nothing_is_left_of_a_child_that_is_not_asked() -> None:
    began = time.monotonic()
    with asked(lambda what: what, ready=lambda: None):
        pass
    assert time.monotonic() - began < 5


def test_stories_told_in_a_child_are_those_told_here(monkeypatch) -> None:
    wire = [f"Drones hit depot {n} at dawn and burned {n} wagons of coal." for n in range(9)]
    texts = {"a": wire, "b": wire[:6], "c": ["Nothing \ud800 else was reported that day."] * 3}
    for many in (False, True):
        with stories_beside(many=many) as begin:
            assert dict(begin(texts)()) == {"a": "a", "b": "a", "c": "c"}

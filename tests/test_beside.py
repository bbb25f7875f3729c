"""Work beside the process: its result, its faults, and that nothing of it is left."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from geomap.pipeline import make_from_records
from geomap.run import load_records, rendering
from geomap.run.beside import _FORKS, _Child, beside
from geomap.settings import Settings

NEEDS_FORK = pytest.mark.skipif(not _FORKS, reason="this system has no children to fork")
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


@BOTH
def test_what_is_to_follow_is_called_once_the_work_has_ended(forked: bool) -> None:
    heard: list[str] = []
    with beside(lambda: b"made", forked=forked, then=lambda: heard.append("then")) as result:
        assert result() == b"made"
    assert heard == ["then"]


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
        monkeypatch.setattr(rendering, "_LONG", long)
        _, files = make_from_records(
            sightings, str(records), tmp_path, settings=Settings(embed=True)
        )
        made.append(files)
    assert made[0] == made[1]

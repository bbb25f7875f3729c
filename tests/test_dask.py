"""A Dask cluster reads as one process does, and what breaks in it costs nothing but time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from worker_cases import PARTS, alone, of_another_geomap, read_words, rows

from geomap import pipeline
from geomap.articles import Skipped
from geomap.errors import OutputError, UsageError
from geomap.run import Reading, Store, Worked
from geomap.settings import Settings
from geomap.workers import KILLED

pytest.importorskip("distributed", reason="needs the extra dask")

TESTS = Path(__file__).parent
TEXTS = [f"Report {number} of shells." for number in range(30)]


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody's edit of geomap, while a test runs, make another epoch of what it keeps."""
    monkeypatch.setattr("geomap.run.epoch._code", lambda: "the code")


class Scheduler(NamedTuple):
    """A cluster that runs."""

    address: str
    process: subprocess.Popen[bytes]
    marks: Path

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


Start = Callable[..., Scheduler]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Return a function that starts a cluster; all of them end with the tests."""
    begun: list[Scheduler] = []

    def start(workers: int = 2, *, memory: str = "0", failures: int = 1) -> Scheduler:
        folder = tmp_path_factory.mktemp("cluster")
        environment = {
            **os.environ,
            "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}",
            "GEOMAP_TEST_MARKS": str(folder),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(failures),
            "DASK_TEMPORARY_DIRECTORY": str(folder),
        }
        process = subprocess.Popen(
            [sys.executable, str(TESTS / "dask_cluster.py"), str(workers), memory],
            env=environment, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        begun.append(Scheduler(address, process, folder))
        return begun[-1]

    yield start
    for one in begun:
        if one.process.poll() is None:
            one.kill()


@pytest.fixture(scope="module")
def scheduler(start: Start) -> Scheduler:
    """Return a cluster of two workers."""
    return start()


def crew(scheduler: Scheduler, *, work: Any = read_words, notes: list[str] | None = None) -> Any:
    from geomap.workers.cluster import cluster_of

    said = notes if notes is not None else []
    return cluster_of(scheduler.address, note=said.append, work=work)(Settings(), PARTS)


def test_a_cluster_gives_what_one_process_gives_in_the_same_order(scheduler: Scheduler):
    texts = [*TEXTS[:5], "", *TEXTS[5:], "This is a fault."]
    found = list(crew(scheduler).ordered(rows(*texts)))
    assert found == alone(*texts)


def test_a_worker_that_is_killed_in_the_middle_costs_nothing(scheduler: Scheduler):
    texts = [*TEXTS[:12], "This kills once.", *TEXTS[12:]]
    found = list(crew(scheduler).ordered(rows(*texts)))
    assert (scheduler.marks / "killed").exists()
    assert len(found) == len(texts)
    assert all(isinstance(one, Worked) and one.skipped is None for one in found)
    assert [one.source for one in found] == [f"a.jsonl#{n}" for n in range(1, len(texts) + 1)]


def test_an_article_that_kills_every_worker_is_counted_and_the_others_are_read(start: Start):
    found = list(
        crew(start(failures=0)).ordered(rows(*TEXTS[:12], "It kills always.", *TEXTS[12:]))
    )
    assert [one.skipped.cause for one in found if one.skipped] == [KILLED]
    assert sum(one.mentions for one in found) == len(TEXTS)


def test_a_worker_out_of_memory_costs_the_article_that_takes_it(start: Start):
    small = start(1, memory="600MB", failures=0)
    found = list(crew(small).ordered(rows(*TEXTS[:3], "It takes memory.", *TEXTS[3:6])))
    assert [one.skipped.source for one in found if one.skipped] == ["a.jsonl#4"]
    assert "too little memory" in found[3].skipped.reason
    assert sum(one.mentions for one in found) == 6


def test_a_worker_of_another_geomap_is_refused(scheduler: Scheduler):
    with pytest.raises(OutputError, match="another geomap"):
        list(crew(scheduler, work=of_another_geomap).ordered(rows(*TEXTS)))


def test_no_scheduler_is_told_before_anything_is_read(monkeypatch: pytest.MonkeyPatch):
    from geomap.workers import cluster

    monkeypatch.setattr(cluster, "_CONNECT_S", 1)
    with pytest.raises(UsageError, match=r"No Dask scheduler answers at tcp://127.0.0.1:9"):
        cluster.cluster_of("tcp://127.0.0.1:9", note=print)


# --- shards --------------------------------------------------------------------------------------


@pytest.fixture
def shards(tmp_path: Path) -> list[str]:
    """Return ten shards of ten articles; the fourth is corrupt, the last one is there twice."""
    for number in range(10):
        lines = [json.dumps({"text": f"Report {number}.{n} of shells."}) for n in range(10)]
        if number == 3:
            lines[5] = '{"text": "Repo'
        (tmp_path / f"{number}.jsonl").write_text("\n".join(lines) + "\n")
    (tmp_path / "9b.jsonl").write_bytes((tmp_path / "9.jsonl").read_bytes())
    return sorted(path.name for path in tmp_path.glob("*.jsonl"))


def outcomes(shards: Sequence[str], folder: Path, crew: Any, *, into: str = "out") -> Iterator[Any]:
    """Yield what comes of the shards; what is read is kept in `into`."""
    stages: Any = pipeline.Stages(None, None, PARTS)  # type: ignore[arg-type]
    with Store.open(folder / into, PARTS, Settings(), keep=True) as store:
        yield from pipeline.read(
            shards, stages, settings=Settings(), base=folder, store=store, crew=crew, note=print
        )


def facts(found: Sequence[Any]) -> list[Any]:
    """Return what is to be the same, whoever read and when."""
    return [one.lines if isinstance(one, Reading) else one for one in found]


def test_a_corrupt_shard_and_one_that_is_there_twice_lose_and_double_nothing(
    shards: list[str], tmp_path: Path, scheduler: Scheduler
):
    (tmp_path / "out").mkdir()
    found = list(outcomes(shards, tmp_path, crew(scheduler)))
    read = [one for one in found if isinstance(one, Reading)]
    skipped = [one for one in found if isinstance(one, Skipped)]
    assert len(read) == 99
    assert len({reading.article.id for reading in read}) == 99
    assert [one.source for one in skipped if not one.repeated] == ["3.jsonl#6"]
    assert "no valid JSON" in skipped[0].reason
    assert [one.source for one in skipped if one.repeated] == [
        f"9b.jsonl#{n}" for n in range(1, 11)
    ]


def test_a_scheduler_that_goes_loses_nothing_and_the_same_again_finishes_the_rest(
    shards: list[str], tmp_path: Path, start: Start, scheduler: Scheduler
):
    for folder in ("out", "whole"):
        (tmp_path / folder).mkdir()
    doomed = start(1)
    before: list[Any] = []
    with pytest.raises(OutputError, match=r"is gone.*run the same command"):
        for outcome in outcomes(shards, tmp_path, crew(doomed)):
            before.append(outcome)
            if len(before) == 20:
                doomed.kill()
    again = list(outcomes(shards, tmp_path, crew(scheduler)))
    kept = [one for one in again if isinstance(one, Reading) and not one.again]
    assert len(kept) >= 20
    whole = list(outcomes(shards, tmp_path, crew(scheduler), into="whole"))
    assert facts(again) == facts(whole)
    assert facts(again)[: len(before)] == facts(before)

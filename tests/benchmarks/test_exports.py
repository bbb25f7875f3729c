"""Seconds and memory of writing 50,000 events to each target. Nothing here passes or fails by time.

A tenth of the events lie in a first-order unit, whose boundary is written with each of them.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
import postgres_cluster
from map_cases import DONETSK, ZAPORIZHZHIA, Cases, many

pytest.importorskip("pytest_benchmark", reason="benchmarks need pytest-benchmark")

EVENTS = 50_000
MB = 1024 if sys.platform == "linux" else 1024 * 1024


@pytest.fixture(scope="module")
def cases() -> Cases:
    made = many(EVENTS)
    for number in range(0, EVENTS, 10):
        where = DONETSK if number % 20 else ZAPORIZHZHIA
        made.events[number] = made.events[number].model_copy(update={"place": where})
    return made


def _write(cases: Cases, target: str, answer: Any) -> None:
    from geomap import seams

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB
    exporter = seams.exporter(target)
    started, busy = time.perf_counter(), time.process_time()
    exporter.write(*cases.parts, target)
    taken = time.perf_counter() - started, time.process_time() - busy
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB
    answer.put((*taken, after, after - before))


def _measured(cases: Cases, target: str) -> str:
    """Write in a process of its own, so that its memory is not that of the others."""
    fork = multiprocessing.get_context("fork")
    answer = fork.Queue()
    process = fork.Process(target=_write, args=(cases, target, answer))
    process.start()
    seconds, busy, peak, more = answer.get()
    process.join()
    return f"{seconds:.1f} s ({busy:.1f} s of one core), {peak:.0f} MB, {more:.0f} of them for it"


@pytest.mark.parametrize("suffix", ["csv", "parquet", "gpkg"])
def test_file(cases: Cases, suffix: str, tmp_path: Path, benchmark: Any, capsys: Any):
    target = tmp_path / f"events.{suffix}"
    said = benchmark.pedantic(_measured, (cases, str(target)), rounds=1)
    with capsys.disabled():
        print(f"\n{EVENTS} events, {suffix}: {said}, {target.stat().st_size / 1e6:.0f} MB file")


@pytest.mark.skipif(postgres_cluster.missing() is not None, reason=str(postgres_cluster.missing()))
def test_postgis(cases: Cases, benchmark: Any, capsys: Any):
    from urllib.parse import quote

    psycopg = pytest.importorskip("psycopg", reason="needs psycopg (the extra postgis)")
    with postgres_cluster.cluster() as socket:
        told = {"host": str(socket), "user": "postgres", "password": postgres_cluster.PASSWORD}
        with psycopg.connect(**told, autocommit=True) as connection:
            connection.execute("CREATE EXTENSION postgis")
        password = quote(postgres_cluster.PASSWORD, safe="")
        url = f"postgresql://postgres:{password}@/postgres?host={quote(str(socket), safe='')}"
        first = benchmark.pedantic(_measured, (cases, url), rounds=1)
        again = _measured(cases, url)
    with capsys.disabled():
        print(f"\n{EVENTS} events, PostGIS: {first}; again: {again}")

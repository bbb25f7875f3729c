"""How long things take and how much memory: `make bench`. Nothing here passes or fails by time.

The two real articles are read where ../shared/data is, else two of those written for geomap.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pytest_benchmark", reason="benchmarks need pytest-benchmark")

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT.parent / "shared" / "data" / "seeds").glob("*.txt"))
ARTICLES = sorted((ROOT / "tests" / "articles").glob("*.txt"))
NAMES = ["Donetsk", "Kyiv", "Geneva", "Zaporizhzhia region", "Sanaa", "El Fasher", "Nowhereville"]
MB = 1024 if sys.platform == "linux" else 1024 * 1024  # ru_maxrss is in kB there, else in bytes

Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], benchmark: Any) -> Say:
    """Return a function that shows a figure on the terminal and keeps it with the timing."""

    def show(figure: str) -> None:
        benchmark.extra_info["figure"] = figure
        with capsys.disabled():
            print(f"\n{benchmark.name}: {figure}", end="")

    return show


@pytest.fixture(scope="session")
def index() -> None:
    """Have the gazetteer's index in the cache before anything that is to find it there."""
    geomap("gazetteer", "build")


def geomap(*words: str, cache: Path | None = None) -> float:
    """Run the command in a process of its own and return its peak memory in MB."""
    environment = {**os.environ, **({"GEOMAP_CACHE": str(cache)} if cache else {})}
    command = [sys.executable, "-c", "from geomap.cli import main; main()", *words]
    with subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)  # this child's memory, not the largest so far
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"geomap {' '.join(words)} ended with {process.returncode}"
    return usage.ru_maxrss / MB


def test_help(benchmark: Any, say: Say):
    memory = benchmark.pedantic(geomap, ("--help",), rounds=5, warmup_rounds=1)
    say(f"{benchmark.stats['median']:.2f} s of 0.3 s, {memory:.0f} MB")


def test_two_articles_to_a_map(benchmark: Any, say: Say, index: None, tmp_path: Path):
    paths = [str(path) for path in SEEDS or ARTICLES[:2]]
    words = ("map", *paths, "--published", "2025-08-21", "-o", str(tmp_path / "out"))
    memory = benchmark.pedantic(geomap, words, rounds=3, warmup_rounds=1)
    which = "the real articles" if SEEDS else "two of tests/articles"
    say(f"{which}: {benchmark.stats['median']:.2f} s of 3 s, {memory:.0f} MB of 700 MB")


def test_the_first_index(benchmark: Any, say: Say, tmp_path: Path):
    memory = benchmark.pedantic(
        geomap, ("gazetteer", "build"), {"cache": tmp_path / "cache"}, rounds=1
    )
    (made,) = (tmp_path / "cache").glob("*.sqlite")
    size = made.stat().st_size / 1e6
    say(f"{benchmark.stats['max']:.1f} s of 30 s, {memory:.0f} MB of 700 MB, {size:.0f} MB on disk")


def test_geocode_in_a_process_of_its_own(benchmark: Any, say: Say, index: None):
    memory = benchmark.pedantic(geomap, ("geocode", "Donetsk"), rounds=5, warmup_rounds=1)
    say(f"{benchmark.stats['median']:.2f} s, {memory:.0f} MB")


def test_words_a_second(benchmark: Any, say: Say, index: None):
    from geomap.articles import read_inputs
    from geomap.model import Article
    from geomap.settings import Settings
    from geomap.stages import Stages

    settings = Settings()
    stages = Stages.open(settings)
    inputs = [str(path) for path in (*SEEDS, *ARTICLES)]
    articles = [
        a for a in read_inputs(inputs, settings=settings, note=print) if isinstance(a, Article)
    ]
    words = sum(len(article.text.split()) for article in articles)

    def read_all() -> int:
        return sum(len(stages.sightings(article)) for article in articles)

    mentions = benchmark.pedantic(read_all, rounds=2, warmup_rounds=1)
    rate = words / benchmark.stats["median"]
    say(f"{rate:.0f} words/s ({words} words, {mentions} mentions, {len(articles)} articles)")


def test_lookup(benchmark: Any, say: Say, index: None):
    from geomap.names import Names

    names = Names.open()
    started = time.perf_counter()
    first = len(names.lookup("Aleppo"))
    cold_ms = (time.perf_counter() - started) * 1e3
    benchmark.pedantic(lambda: [names.lookup(n) for n in NAMES], rounds=50, iterations=4)
    each_ms = benchmark.stats["median"] / len(NAMES) * 1e3
    say(f"{each_ms:.2f} ms a name, the first {cold_ms:.1f} ms ({first} matches)")

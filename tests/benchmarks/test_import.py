"""A dump of the size of allCountries taken in: `make bench`; GEOMAP_BENCH_ROWS for a smaller one.

The dump is made up: as many rows and columns as GeoNames' own, its shares of feature classes, and
alternate names on four rows of ten. Nothing here passes or fails by time.
"""

from __future__ import annotations

import os
import random
import resource
from pathlib import Path
from typing import Any

import pytest
from test_speed import Say, geomap, index, say

__all__ = ["index", "say"]

ROWS = int(os.environ.get("GEOMAP_BENCH_ROWS", "13000000"))
CLASSES = ["P"] * 42 + ["H"] * 20 + ["S"] * 20 + ["T"] * 12 + ["L"] * 3 + ["A"] * 3
CODES = {"P": "PPL", "H": "STM", "S": "SCH", "T": "HLL", "L": "LCTY", "A": "ADM3"}
SOUNDS = ["ka", "lo", "mi", "ter", "va", "sto", "no", "vi", "be", "da", "ru", "sha", "zel", "pri"]


def write_dump(path: Path, rows: int) -> None:
    """Write a made-up dump of `rows` lines; the same lines each time."""
    chance = random.Random(7)
    choose = chance.choice

    def name() -> str:
        return "".join(choose(SOUNDS) for _ in range(choose((2, 3, 3, 4)))).capitalize()

    with path.open("w", encoding="utf-8") as dump:
        for number in range(20_000_000, 20_000_000 + rows):
            own = name() if number % 3 else f"{name()} {name()}"
            others = ",".join(name() for _ in range(choose((0, 0, 0, 0, 0, 0, 1, 1, 2, 3))))
            kind = choose(CLASSES)
            lat, lon = chance.uniform(-60, 75), chance.uniform(-179, 179)
            dump.write(
                f"{number}\t{own}\t{own}\t{others}\t{lat:.5f}\t{lon:.5f}\t{kind}\t{CODES[kind]}\tUA"
                "\t\t05\t\t\t\t0\t\t10\tEurope/Kyiv\t2025-01-01\n"
            )


@pytest.mark.slow
def test_a_dump_of_the_size_of_all_countries(
    benchmark: Any, say: Say, index: None, tmp_path: Path
) -> None:
    dump, into = tmp_path / "allCountries.txt", tmp_path / "all.sqlite"
    write_dump(dump, ROWS)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = ("gazetteer", "import", str(dump), "--gazetteer", str(into))
    memory = benchmark.pedantic(geomap, words, rounds=1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = benchmark.stats["max"]
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    say(
        f"{ROWS / seconds:,.0f} rows/s ({ROWS:,} rows in {seconds:.0f} s, {busy:.0f} s of the "
        f"processor) of 20,000, {memory:.0f} MB, {into.stat().st_size / 1e6:.0f} MB on disk"
    )

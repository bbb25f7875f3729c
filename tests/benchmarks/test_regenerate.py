"""One article of 10,000 has changed (165,000 records): how long until the map is new? `make bench`.

The articles and their records are made of random syllables; only the one that changed is read.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pytest_benchmark", reason="benchmarks need pytest-benchmark")

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

ARTICLES = int(os.environ.get("GEOMAP_BENCH_ARTICLES", "10000"))
ON_MAP = 0.1  # of the mentions
OFF = ("metonymic", "demonym", "associative", "no_event")


def sightings(article: Any, chance: random.Random, words: list[str]) -> Iterator[Any]:
    """Yield 15 to 18 sightings of `article`, one in ten of them on the map."""
    from conftest import make_place, make_sighting

    from geomap.model import ArticleRef, Candidate, Scores

    ref = ArticleRef(**article.model_dump(include=set(ArticleRef.model_fields)))
    at = 0
    for _ in range(chance.randint(15, 18)):
        number = chance.randrange(4_000)
        place = make_place(
            f"geonames:{number}",
            f"Town {number}",
            lon=22 + number % 180 / 10,
            lat=44 + number % 80 / 10,
        )
        rival = Candidate(**place.model_dump(exclude={"status_note"}), score=0.2, why=("a rival",))
        told = chance.choices(words, k=20)
        sentence = f"{' '.join(told[:7])} {place.name} {' '.join(told[7:])}."
        start = at + len(" ".join(told[:7])) + 1
        at += len(sentence) + 1
        on_map, reason = chance.random() < ON_MAP, chance.choice(OFF)
        facts: dict[str, Any] = {"usage": "literal" if reason == "no_event" else reason}
        facts |= {"site": "none", "status": None, "event_type": None}
        made = make_sighting(
            start=start, text=place.name, sentence=sentence, place=place, rivals=(rival,),
            event_date=article.published.isoformat() if on_map else None,
            score=Scores(usage=round(chance.random(), 2), place=round(chance.random(), 2)),
            why=("literal: the place itself is meant", told[0], "the largest place of that name"),
            on_map=on_map, off_map_reason=None if on_map else reason, **({} if on_map else facts),
        )  # fmt: skip
        yield made.model_copy(update={"article": ref, "end": start + len(place.name)})


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of articles and of outputs whose store holds what was read in them."""
    from geomap import pipeline, run
    from geomap.articles import read_inputs
    from geomap.model import Article
    from geomap.settings import Settings

    base = tmp_path_factory.mktemp("morning")
    (base / "news").mkdir()
    chance = random.Random(6)
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(30_000)]
    for number in range(ARTICLES):
        day = date(2025, 1, 1) + timedelta(days=number * 300 // ARTICLES)
        body = " ".join(chance.choices(words, k=360))
        head = f"Title: {' '.join(chance.choices(words, k=6))}\nDate: {day}\nSource: Paper {number % 50}"
        (base / "news" / f"{number:05}.txt").write_text(f"{head}\n\n{body}.\n")
    settings = Settings()
    parts = pipeline.Stages.open(settings).parts
    with (
        run.locked(base / "out"),
        run.Store.open(base / "out", parts, settings, keep=True) as store,
    ):
        for article in read_inputs(["news"], settings=settings, base=base, memory=store):
            assert isinstance(article, Article)
            store.put(article, list(sightings(article, chance, words)))
    return base


def geomap(base: Path, *arguments: str) -> None:
    command = [sys.executable, "-c", "from geomap.cli import main; main()", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=base, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_one_article_of_ten_thousand_has_changed(
    benchmark: Any, morning: Path, capsys: pytest.CaptureFixture[str]
):
    geomap(morning, "map", "news", "-o", "out")
    changed = morning / "news" / "00042.txt"
    changed.write_text(changed.read_text() + "Shells fell on Kupiansk on Monday.\n")
    benchmark.pedantic(geomap, (morning, "regenerate", "out"), rounds=1)
    counts = json.loads((morning / "out" / "run.json").read_text())["counts"]
    figure = (
        f"{benchmark.stats['max']:.1f} s of 8 s, {counts['articles_read']:,} articles, "
        f"{counts['mentions']['total']:,} records, {counts['mentions']['on_map']:,} on the map"
    )
    benchmark.extra_info["figure"] = figure
    with capsys.disabled():
        print(f"\n{benchmark.name}: {figure}", end="")
    before = {p.name: p.read_bytes() for p in (morning / "out").iterdir() if p.name[0] != "."}
    geomap(morning, "regenerate", "out")
    after = {p.name: p.read_bytes() for p in (morning / "out").iterdir() if p.name[0] != "."}
    assert after == before

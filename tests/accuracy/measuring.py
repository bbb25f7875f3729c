"""Which annotated data geomap is held to, and what of it the shipped reader never saw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from geomap.evaluate import evaluate_corpus, figures
from geomap.evaluate.gold import Gold, load_gold
from geomap.pipeline import Stages
from geomap.settings import Settings
from geomap.training.datasets import Example
from geomap.training.split import FOLDS, HELD_OUT

DATA = Path(__file__).parents[3] / "shared" / "data"
FLOORS = Path(__file__).parent / "floors.toml"
RESULTS = Path(__file__).parent / "results.json"

# name -> (file, day of articles without one, what the shipped reader was trained on of it)
QUICK = {
    "seeds": ("seeds/gold.jsonl", "2025-08-21", "all of it"),
    "hard": ("gold/hard.jsonl", None, "none of it"),
    "news": ("gold/news.jsonl", None, "all but the part held out"),
}
SLOW = {
    name: (f"geoparsing/{name}.jsonl", None, trained)
    for name, trained in {
        "geowebnews": "all but the part held out",
        "lgl": "all but the part held out",
        "trnews": "all but the part held out",
        "tudloc2013": "none of it",
    }.items()
}


def held_out(gold: Gold) -> Gold:
    """Return the texts of `gold` that the shipped reader was not trained on."""
    kept = tuple(
        t for t in gold.texts if Example(gold.name, t.id, t.text, True, ()).fold(FOLDS) == HELD_OUT
    )
    return replace(gold, name=f"{gold.name}, held out", texts=kept)


def measure(names: dict[str, tuple[str, str | None, str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the results of each corpus, and of its part held out where there is one."""
    stages = Stages.open(Settings())
    for file, day, trained in names.values():
        settings = Settings.model_validate({"published": day})
        gold = load_gold(DATA / file, published=settings.published)
        parts = [(gold, trained)]
        if "held out" in trained:
            parts.append((held_out(gold), "none of it"))
        for part, seen in parts:
            tally = evaluate_corpus(part, lambda a, s: stages.sightings(a, spans=s))
            yield (
                part.name,
                {
                    "digest": gold.digest,
                    "texts": len(part.texts),
                    "trained_on": seen,
                    "figures": {k: f._asdict() for k, f in figures(tally).items()},
                },
            )

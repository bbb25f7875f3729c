"""Which annotated data geomap is held to, and what of it the shipped reader never saw."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from geomap.evaluate import evaluate_corpus, figures
from geomap.evaluate.details import KINDS, load_details
from geomap.evaluate.gold import Gold, GoldMention, GoldText, load_gold
from geomap.settings import Settings
from geomap.stages import Stages
from geomap.training.corpus import dated, passages
from geomap.training.datasets import Example, judged_texts
from geomap.training.split import FOLDS, HELD_OUT

DATA = Path(__file__).parents[3] / "shared" / "data"
FLOORS = Path(__file__).parent / "floors.toml"
RESULTS = Path(__file__).parent / "results.json"
JUDGED = Path(__file__).parent / "judged"  # geomap's judgements of texts that it is not trained on
# Articles of geomap's own that nothing was learnt from: of wars and diplomacy, and of what else is news.
COMPOSED = {
    "fresh articles": Path(__file__).parent / "fresh",
    "ordinary articles": Path(__file__).parent / "ordinary",
    "feed articles": Path(__file__).parent / "feed",
}

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

FAST = ", --fast"  # ends the names of what the small network reads

# Judged for geomap (offsets and labels; geomap/training/judged says how), and never trained on.
# name -> corpora: whole articles apart from single sentences and stretches of reports.
JUDGED_NEWS = {
    "judged articles, held out": ("geowebnews", "lgl", "locphr", "trnews", "tud"),
    "judged sentences, held out": ("event_location", "relocar", "reports"),
}
# The corpora's own marks count as names there, so spans are measured on these elsewhere.
_OF_JUDGED = (
    "usage accuracy", "literal F1", "battlefield P", "battlefield R", "battlefield F1",
    "diplomatic P", "diplomatic R", "diplomatic F1", "site macro-F1", "status accuracy",
)  # fmt: skip


# Their marks give no points.
_OF_COMPOSED = (
    "exact P", "exact R", "exact F1", "overlap F1", *_OF_JUDGED, "event date", "section accuracy",
    "usage accuracy, spans given", "site macro-F1, spans given",
)  # fmt: skip


_OF_DETAILS = (
    "event type", "actor role", *(f"{kind} {of}" for kind in KINDS for of in ("P", "R", "F1")),
)  # fmt: skip


def judged_news() -> Iterator[Gold]:
    """Yield what was judged for geomap and held out of training, as gold without places."""
    examples = [e for e in judged_texts(DATA) if e.fold(FOLDS) == HELD_OUT]
    examples += judged_texts(DATA, JUDGED)
    for name, corpora in JUDGED_NEWS.items():
        texts = tuple(
            GoldText(f"{e.corpus}/{e.id}", e.text, None, _marks(e))
            for e in examples
            if e.corpus in corpora
        )
        digest = hashlib.sha256(repr(texts).encode()).hexdigest()[:16]
        yield Gold(name, True, True, True, True, digest, texts)


def _marks(example: Example) -> tuple[GoldMention, ...]:
    found = []
    for m in example.mentions:
        usage, status = m.labels.get("usage"), m.labels.get("status")
        if usage is None:  # marked by the corpus alone
            continue
        found.append(
            GoldMention(
                m.start,
                m.end,
                example.text[m.start : m.end],
                usage=frozenset(usage),
                site=m.labels.get("site", ("none",))[0],
                status=frozenset(status) if status else None,
            )
        )
    return tuple(sorted(found, key=lambda g: (g.start, g.end)))


def measure_judged(*, fast: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the results of what was judged for geomap; `fast`: as read with --fast."""
    stages = Stages.open(Settings(fast=fast))
    for gold in judged_news():
        result = _result(gold, stages, seen="none of it")
        made = result["figures"]
        result["figures"] = {name: made[name] for name in _OF_JUDGED if name in made}
        yield gold.name + (FAST if fast else ""), result


def composed(name: str) -> Gold:
    """Return articles of COMPOSED, as gold without places."""
    texts = []
    dates = dated(COMPOSED[name] / "dates.tsv")
    details = load_details(COMPOSED[name] / "details.jsonl")
    for path in sorted(COMPOSED[name].glob("*.txt")):
        for passage in passages(path):
            marks = tuple(
                GoldMention(
                    m.start,
                    m.end,
                    passage.text[m.start : m.end],
                    section=m.labels.get("section", "body"),
                    usage=frozenset({m.labels["usage"]}),
                    is_place=m.labels["usage"] != "not_a_place",
                    site=m.labels.get("site", "none"),
                    status=frozenset({m.labels["status"]}) if "status" in m.labels else None,
                    event_date=dates.get((passage.id, m.start), (None,)),
                    details=details.get((passage.id, m.start)),
                )
                for m in passage.mentions
            )
            day = date.fromisoformat(passage.published) if passage.published else None
            texts.append(GoldText(passage.id, passage.text, day, marks))
    digest = hashlib.sha256(repr(texts).encode()).hexdigest()[:16]
    return Gold(name, True, True, True, True, digest, tuple(texts))


def measure_composed(*, fast: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the results of the articles of COMPOSED; `fast`: as read with --fast."""
    stages = Stages.open(Settings(fast=fast))
    for name in COMPOSED:
        result = _result(composed(name), stages, seen="none of it")
        made = result["figures"]
        result["figures"] = {of: made[of] for of in (*_OF_COMPOSED, *_OF_DETAILS)}
        yield name + (FAST if fast else ""), result


def measure_fast() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the results of what was never trained on, read with --fast."""
    stages = Stages.open(Settings(fast=True))
    for name in ("hard", "news"):
        gold = load_gold(DATA / QUICK[name][0])
        part = held_out(gold) if "held out" in QUICK[name][2] else gold
        yield part.name + FAST, _result(part, stages, seen="none of it")
    yield from measure_composed(fast=True)
    yield from measure_judged(fast=True)


def _result(gold: Gold, stages: Stages, *, seen: str) -> dict[str, Any]:
    """Return what results.json holds of `gold`; `seen` says what of it was trained on."""
    tally = evaluate_corpus(gold, lambda a, s: stages.sightings(a, spans=s))
    return {
        "digest": gold.digest,
        "texts": len(gold.texts),
        "trained_on": seen,
        "figures": {name: f._asdict() for name, f in figures(tally).items()},
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
            yield part.name, _result(part, stages, seen=seen)


def hold(measured: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Fail where a figure lies below its floor, or was measured on other data."""
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    below = []
    for name, result in measured:
        assert name in floors, f"{name}: no floor is pinned. See tests/accuracy/update.py."
        assert result["digest"] == floors[name]["digest"], f"{name}: measured on other data"
        for figure, floor in floors[name].items():
            if figure != "digest" and result["figures"][figure]["value"] < floor:
                below.append(f"{name}: {figure} {result['figures'][figure]['value']} < {floor}")
    assert not below, "; ".join(below) + ". See tests/accuracy/update.py."

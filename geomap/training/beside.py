"""Measures what is told of events besides, in the articles of the corpus held out: who was hurt, who wants them where.

    python -m geomap.training.beside [--figures geomap/training/beside.json]

`detailed/` holds the numbers of people hurt and the stances on venues that passages tell of their events
(its README says how); the large network has learnt from those of the articles trained on (`linking`).
What counts are the events whose class is read right: by the rules alone, as `--fast` does, and with what
the network says besides.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Container, Mapping
from datetime import date
from pathlib import Path

from geomap.articles import article_from_text
from geomap.evaluate.details import Fact, count_facts
from geomap.model import Mention
from geomap.reader.encoding import Pieces
from geomap.reader.model_reader import ModelReader
from geomap.reader.network import Said
from geomap.training.corpus import FOLDER, passages
from geomap.training.datasets import everything
from geomap.training.split import HELD_OUT, is_held_out
from geomap.training.told import Event, shares, stances_told, tolls_told


class _ByRules(ModelReader):
    """Reads as the reader does, but for what is told of events besides."""

    def _said(
        self, text: str, pieces: Pieces, sentences: list[tuple[int, int]], *, names_given: bool
    ) -> Said:
        said = super()._said(text, pieces, sentences, names_given=names_given)
        return said._replace(tolls=None, stances=None)


def figures(articles: Container[str]) -> dict[str, dict[str, dict[str, float]]]:
    """Return precision and recall of what is told of the events of `articles`, by each way of reading."""
    told = {"casualties": tolls_told(), "stances": stances_told()}
    return {
        name: {kind: shares(n, kind) for kind in told}
        for name, reader in (("rules alone", _ByRules()), ("as it ships", ModelReader()))
        if (n := count(reader, articles, told))
    }


def count(
    reader: ModelReader,
    articles: Container[str],
    told: Mapping[str, Mapping[Event, tuple[Fact, ...]]],
) -> Counter[str]:
    """Count the facts of each kind in `told` that are due in `articles`, told and right."""
    asked = {article for events in told.values() for article, _ in events}
    n: Counter[str] = Counter()
    for path in sorted(FOLDER.glob("*.txt")):
        for passage in passages(path):
            if passage.id not in asked or passage.id not in articles:
                continue
            day = date.fromisoformat(passage.published) if passage.published else None
            sites = {m.start: m.labels.get("site", "none") for m in passage.mentions}
            spans = [(m.start, m.end) for m in passage.mentions]
            article = article_from_text(passage.text, published=day)
            for one in reader.mentions(article, spans=spans):
                if one.site == "none" or one.site != sites[one.start]:
                    continue
                for kind, given in _given(one).items():
                    if (facts := told[kind].get((passage.id, one.start))) is not None:
                        count_facts(n, kind, facts, given)
    return n


def _given(one: Mention) -> dict[str, list[Fact]]:
    return {
        "casualties": [Fact(c.text, (c.kind, c.low, c.high)) for c in one.casualties],
        "stances": [Fact(s.actor, (s.stance,)) for s in one.stances],
    }


def main() -> None:
    """Measure and say it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--figures", type=Path, help="JSON file for the figures")
    asked = parser.parse_args()
    held = {e.id for e in everything(None) if is_held_out(e, {HELD_OUT})}
    measured = json.dumps(figures(held), indent=1)
    print(measured)
    if asked.figures:
        asked.figures.write_text(measured + "\n", "utf-8")


if __name__ == "__main__":
    main()

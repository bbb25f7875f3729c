"""Measures what is told of events besides, in the articles of the corpus held out: who was hurt, who wants them where.

    python -m geomap.training.beside [--figures geomap/training/beside.json]

`detailed/` holds the numbers of people hurt and the stances on venues that passages tell of their events
(its README says how); the large network has learnt from those of the articles trained on (`linking`).
What counts are the events whose class is read right: by the rules alone, as `--fast` does, and with what
the network says besides.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Container, Mapping
from pathlib import Path

from geomap.evaluate.details import Fact, count_facts
from geomap.model import Mention
from geomap.reader.encoding import Pieces
from geomap.reader.model_reader import ModelReader
from geomap.reader.network import Said
from geomap.training.datasets import everything
from geomap.training.modules import say
from geomap.training.overheard import events_read
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
    ways = {"rules alone": _ByRules(), "as it ships": ModelReader()}
    counted = {name: count(reader, articles, told) for name, reader in ways.items()}
    return {name: {kind: shares(n, kind) for kind in told} for name, n in counted.items()}


def count(
    reader: ModelReader,
    articles: Container[str],
    told: Mapping[str, Mapping[Event, tuple[Fact, ...]]],
) -> Counter[str]:
    """Count the facts of each kind in `told` that are due in `articles`, told and right."""
    asked = {article for events in told.values() for article, _ in events}
    n: Counter[str] = Counter()
    for passage, _, one in events_read(reader, articles, asked):
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
    say(figures(held), asked.figures)


if __name__ == "__main__":
    main()

"""geomap's judgements of other corpora's texts hold together, and fit the texts where these are."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.training.agreement import agreement, of_judged
from geomap.training.corpus import by_kind
from geomap.training.datasets import JUDGED, everything, judged

DATA = Path(__file__).parents[2] / "shared" / "data"


def test_every_judgement_has_a_usage_and_a_class_only_where_literal():
    rows = judged()
    assert sum(len(row["mentions"]) for row in rows.values()) > 9_000
    for key, row in rows.items():
        past = 0
        for start, end, words in row["mentions"]:
            labels = by_kind(words.split())
            assert past <= start < end <= row["to"] - row["from"], (key, start)
            assert ("site" in labels) == ("status" in labels) == ("role" in labels), (key, start)
            assert "site" not in labels or labels["usage"] == "literal", (key, start)
            past = end


def test_what_was_judged_twice_agrees_well_enough_to_learn_from():
    found = agreement(of_judged())
    assert found["usage"]["n"] >= 900
    assert found["usage"]["kappa"] > 0.85 and found["site"]["kappa"] > 0.85


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data is absent")
def test_the_judged_texts_are_those_that_were_judged():
    examples = {(e.corpus, e.id) for e in everything(DATA)}
    missing = [key for key in judged() if key[:2] not in examples]
    assert not missing
    assert {p.stem for p in JUDGED.glob("*.jsonl")} <= {corpus for corpus, _ in examples}

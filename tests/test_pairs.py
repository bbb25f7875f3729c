"""The measure of events across articles, on pairs made for the test."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from conftest import make_sighting

import geomap.grouping
from geomap.errors import UsageError
from geomap.evaluate.pairs import Told, load_pairs, score_pairs
from geomap.training.episodes import digest_of, pairs_of

PAIRS = Path(__file__).parent / "pairs" / "events.txt"


def test_the_pairs_are_read_with_their_starred_mentions():
    pairs, digest = load_pairs(PAIRS)
    assert len(pairs) >= 400
    assert len(digest) == 16
    for pair in pairs:
        for told in pair.reports:
            assert told.starred in told.spans
            assert "[[" not in told.article.text
            words = told.labels[told.spans.index(told.starred)]
            assert words & {"battlefield", "diplomatic"}


def test_precision_and_recall_are_of_each_half_by_itself():
    pairs = load_pairs(PAIRS)[0][:40]

    def alike(told: Told) -> list[object]:
        start, end = told.starred
        return [
            make_sighting(told.article.id, start=start, event_date="2025-08-20").model_copy(
                update={"end": end}
            )
        ]

    figures = {name: (value, n) for name, value, n in score_pairs(pairs, alike)}  # type: ignore[arg-type]
    # Every pair is brought together: all are recalled, and as many are right as are the same.
    for half, odd in (("learnt from", True), ("measured", False)):
        of_half = [pair for pair in pairs if pair.learnt_from is odd]
        same = sum(pair.same for pair in of_half)
        assert figures[f"recall, {half}"] == (1.0, same)
        assert figures[f"precision, {half}"] == (round(same / len(of_half), 4), len(of_half))


def test_a_file_that_holds_no_pairs_says_what_a_pair_is(tmp_path: Path):
    path = tmp_path / "pairs.txt"
    path.write_text("=== one | same | 2025-08-20 | 2025-08-21\nnothing\n")
    with pytest.raises(UsageError, match="is no pair"):
        load_pairs(path)


def test_every_two_reports_of_an_episode_are_a_pair():
    pairs = pairs_of()
    assert len(pairs) > 4_000
    assert 0.3 < sum(pair.same for pair in pairs) / len(pairs) < 0.5
    assert len({pair.id for pair in pairs}) == len(pairs)
    for pair in pairs:
        for told in pair.reports:
            words = told.labels[told.spans.index(told.starred)]
            assert {"literal"} < words
            assert "[[" not in told.article.text


def test_an_episode_with_a_report_that_opens_wrongly_says_which(tmp_path: Path):
    text = (
        "### Here\n= A strike\n--- 2024-03-06 Wire\nShells hit [[*X|literal battlefield|X, UA]].\n"
    )
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="one-1-1-1: '2024-03-06 Wire' opens no report"):
        pairs_of(tmp_path)


def test_the_weights_were_fitted_on_the_pairs_as_they_are():
    weights = Path(geomap.grouping.__file__).parent / "weights.toml"
    files = [PAIRS, PAIRS.parent / "episodes.txt", PAIRS.parent / "wire.txt"]
    digests = [*(load_pairs(path)[1] for path in files), digest_of()]
    assert tomllib.loads(weights.read_text(encoding="utf-8"))["pairs"] == digests

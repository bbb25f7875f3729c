"""Articles that nothing was learnt from are read as well as they were; no other data are needed."""

from __future__ import annotations

from geomap.training.corpus import FOLDER, passages
from tests.accuracy.measuring import FRESH, hold, measure_fresh


def test_fresh_articles_are_read_no_worse_than_before() -> None:
    hold([measure_fresh()])


def test_no_fresh_article_is_among_those_that_are_learnt_from() -> None:
    def told(folder):
        return {p.text for path in folder.glob("*.txt") for p in passages(path)}

    assert told(FRESH)
    assert not told(FRESH) & told(FOLDER)

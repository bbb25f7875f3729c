"""Articles that nothing was learnt from are read as well as they were; no other data are needed."""

from __future__ import annotations

import tomllib

from geomap.training.corpus import FOLDER, passages
from tests.accuracy.measuring import FLOORS, FRESH, measure_fresh


def test_fresh_articles_are_read_no_worse_than_before() -> None:
    name, result = measure_fresh()
    floors = tomllib.loads(FLOORS.read_text("utf-8"))[name]
    assert result["digest"] == floors.pop("digest"), "measured on other articles"
    found = {figure: result["figures"][figure]["value"] for figure in floors}
    below = {
        figure: (found[figure], floor) for figure, floor in floors.items() if found[figure] < floor
    }
    assert not below


def test_no_fresh_article_is_among_those_that_are_learnt_from() -> None:
    def told(folder):
        return {p.text for path in folder.glob("*.txt") for p in passages(path)}

    assert told(FRESH)
    assert not told(FRESH) & told(FOLDER)

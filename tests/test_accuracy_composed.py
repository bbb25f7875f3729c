"""Articles that nothing was learnt from are read as well as they were; no other data are needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.training.corpus import FOLDER, passages
from tests.accuracy.measuring import COMPOSED, hold, measure_composed


def test_composed_articles_are_read_no_worse_than_before() -> None:
    hold(measure_composed())


@pytest.mark.parametrize("folder", COMPOSED.values(), ids=COMPOSED)
def test_none_of_them_is_among_those_that_are_learnt_from(folder: Path) -> None:
    def told(folder: Path) -> set[str]:
        return {p.text for path in folder.glob("*.txt") for p in passages(path)}

    assert told(folder)
    assert not told(folder) & told(FOLDER)

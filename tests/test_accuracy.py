"""geomap is as accurate as it was: figures against their pinned floors."""

from __future__ import annotations

import tomllib

import pytest

from tests.accuracy.measuring import (
    DATA,
    FLOORS,
    QUICK,
    SLOW,
    measure,
    measure_fast,
    measure_judged,
)

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the annotated data (../shared/data) are not beside the checkout"
)


def _hold(measured):
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    below = []
    for name, result in measured:
        assert result["digest"] == floors[name]["digest"], f"{name}: measured on other data"
        for figure, floor in floors[name].items():
            if figure != "digest" and result["figures"][figure]["value"] < floor:
                below.append(f"{name}: {figure} {result['figures'][figure]['value']} < {floor}")
    assert not below, "; ".join(below) + ". See tests/accuracy/update.py."


def test_judged_news_is_read_no_worse_than_before():
    _hold(measure(QUICK))


@pytest.mark.slow
def test_toponym_corpora_are_read_no_worse_than_before():
    _hold(measure(SLOW))


@pytest.mark.slow
def test_news_judged_for_geomap_is_read_no_worse_than_before():
    _hold(measure_judged())


@pytest.mark.slow
def test_news_is_read_fast_no_worse_than_before():
    _hold(measure_fast())


def test_the_two_real_articles_come_out_whole():
    _, seeds = next(iter(measure({"seeds": QUICK["seeds"]})))
    figure = {k: v["value"] for k, v in seeds["figures"].items()}
    assert figure["map R"] == 1.0  # all 15, of the right class
    assert figure["map place hit"] == 1.0
    assert figure["map P"] >= 15 / 17  # at most two others
    assert figure["usage accuracy"] >= 0.85

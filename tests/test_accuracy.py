"""geomap is as accurate as it was: figures against their pinned floors."""

from __future__ import annotations

import pytest

from tests.accuracy.measuring import (
    DATA,
    QUICK,
    SLOW,
    hold,
    measure,
    measure_fast,
    measure_judged,
)

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the annotated data (../shared/data) are not beside the checkout"
)


def test_judged_news_is_read_no_worse_than_before():
    hold(measure(QUICK))


@pytest.mark.slow
def test_toponym_corpora_are_read_no_worse_than_before():
    hold(measure(SLOW))


@pytest.mark.slow
def test_news_judged_for_geomap_is_read_no_worse_than_before():
    hold(measure_judged())


@pytest.mark.slow
def test_news_is_read_fast_no_worse_than_before():
    hold(measure_fast())


def test_the_two_real_articles_come_out_whole():
    _, seeds = next(iter(measure({"seeds": QUICK["seeds"]})))
    figure = {k: v["value"] for k, v in seeds["figures"].items()}
    assert figure["map R"] == 1.0  # all 15, of the right class
    assert figure["map place hit"] == 1.0
    assert figure["map P"] >= 15 / 17  # at most two others
    assert figure["usage accuracy"] >= 0.85

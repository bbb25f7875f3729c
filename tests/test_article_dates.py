"""Articles that date themselves."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.articles.making import article_from_text, make_article
from geomap.articles.own_date import own_date
from geomap.reader.model_reader import ModelReader

CASES = tomllib.loads((Path(__file__).parent / "cases" / "article_dates.toml").read_text("utf-8"))[
    "case"
]
BYLINE = "Guns fall silent\nPublished 5 May 2014\nShells hit Ansel on Sunday."


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_an_article_is_dated_by_its_own_byline_or_dateline(case: dict[str, Any]) -> None:
    article = article_from_text(case["text"])
    assert (article.published.isoformat() if article.published else "") == case["expect"]
    assert (article.published_text is None) == (case["expect"] == "")


def test_what_was_given_stands_before_what_the_text_says() -> None:
    given = article_from_text(BYLINE, published=date(2014, 5, 6))
    default = make_article(BYLINE, source="a.txt", default_published=date(2014, 5, 7))
    assert (given.published, given.published_text) == (date(2014, 5, 6), None)
    assert (default.published, default.published_text) == (date(2014, 5, 7), None)


def test_dating_itself_leaves_an_article_its_id() -> None:
    dated = make_article(BYLINE, source="a.txt", default_published=date(2014, 5, 7))
    assert make_article(BYLINE, source="a.txt").id == dated.id


def test_a_relative_date_says_by_which_words_its_article_is_dated() -> None:
    text = (
        "Published 5 May 2014\nArtillery shelled the city of Kharkiv on Sunday, killing six people."
    )
    at = text.index("Kharkiv")
    (mention,) = ModelReader().mentions(article_from_text(text), spans=[(at, at + 7)])
    assert mention.event_date == "2014-05-04"
    assert any("Published 5 May 2014" in why for why in mention.why)


@pytest.mark.parametrize(
    "piece",
    [
        "By A", "1/2/03 ", "May 3, ", "KABUL, ", "(A", "A. ", "A", "A" * 28 + ", ", "A, ", "AM ",
        "+10:15", "Posted by A ", "Update (15 ", "4 марта 2025 ", "2025-03-04T10:00", "1999 ",
    ],
)  # fmt: skip
def test_a_head_of_one_kind_takes_no_time(piece: str) -> None:
    before = time.process_time()
    own_date((piece * 50_000)[:50_000])
    own_date(f"{(piece * 200)[:1_000]}\n11 July 1995\n{piece * 5_000}")
    assert time.process_time() - before < 1

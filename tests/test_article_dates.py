"""Articles that date themselves, and what reports of one article take from each other."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.articles.making import article_from_text, make_article
from geomap.articles.own_date import own_date
from geomap.model import Article, Mention, Span
from geomap.reader.date_sharing import share_dates
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


# --- reports of one event ---------------------------------------------------------------------

PUBLISHED = date(2025, 8, 21)


def report(start: int, place: str = "Ansel", **values: Any) -> Mention:
    given = {
        "site": "battlefield",
        "status": "occurred",
        "event_type": "capture",
        "event_date": f"../{PUBLISHED}",
        "date_basis": "bounded_by_publication",
        "trigger": Span(start=0, end=5, text="taken"),
    } | values
    return Mention(
        text=place, start=start, end=start + len(place), sentence=f"{place} was taken.",
        section="body", usage="literal", **given,
    )  # fmt: skip


MONDAY = {"event_date": "2025-08-18", "date_basis": "relative", "date_text": "Monday"}


def dates_of(*mentions: Mention, text: str = "") -> list[str | None]:
    article = Article(id="a", text=text, source="a.txt", published=PUBLISHED)
    return [mention.event_date for mention in share_dates(mentions, article)]


def test_a_headline_takes_the_date_of_the_same_event_below() -> None:
    shared = share_dates(
        [report(0), report(90, **MONDAY)],
        Article(id="a", text="", source="a.txt", published=PUBLISHED),
    )
    assert [m.event_date for m in shared] == ["2025-08-18", "2025-08-18"]
    assert (shared[0].date_basis, shared[0].date_text) == ("relative", "Monday")
    assert "same event" in shared[0].why[-1]


def test_a_headline_takes_the_date_of_a_place_in_what_it_names() -> None:
    text = "Base stormed in Karvia. On Monday gunmen stormed the base in Ansel, Karvia."
    first, at = text.index("Karvia"), text.index("Ansel")
    assert dates_of(report(first, "Karvia"), report(at, "Ansel", **MONDAY), text=text) == [
        "2025-08-18",
        "2025-08-18",
    ]


def test_a_stretch_of_whole_years_is_a_date_to_share_as_well() -> None:
    years = MONDAY | {"event_date": "2019/2021", "date_basis": "stated", "date_text": "2019-21"}
    assert dates_of(report(0), report(90, **years)) == ["2019/2021"] * 2


def test_dates_that_disagree_are_not_shared() -> None:
    other = MONDAY | {"event_date": "2025-08-19"}
    assert dates_of(report(0), report(50, **MONDAY), report(90, **other))[0] == "../2025-08-21"


@pytest.mark.parametrize(
    "values",
    [
        {"event_type": "shelling"},
        {"site": "diplomatic", "event_type": None},
        {"status": "did_not_occur"},
        {"status": "planned"},
        {"background": True},
        {"section": "teaser"},
        {"event_date": "2025", "date_basis": "stated"},
        {"event_date": "../2025-08-18"},
        {"event_date": "2024-11-03", "trigger": Span(start=0, end=5, text="fell to")},
    ],
)
def test_another_event_shares_no_date(values: dict[str, Any]) -> None:
    source = report(90, **MONDAY).model_copy(update=values)
    assert dates_of(report(0), source)[0] == "../2025-08-21"


def test_fighting_that_goes_on_has_no_single_day() -> None:
    fighting = {"status": "ongoing", "event_type": "ground_fighting"}
    going_on = report(0, **fighting, event_date="2025-08")
    assert dates_of(going_on, report(90, **(MONDAY | fighting)))[0] == "2025-08"


def test_a_date_of_its_own_stays() -> None:
    own = MONDAY | {"event_date": "2025-08-15"}
    assert dates_of(report(0, **own), report(90, **MONDAY))[0] == "2025-08-15"

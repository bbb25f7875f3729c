"""When events were: cases in cases/dates.toml, and what must hold of any text."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.reader.dates import expressions
from geomap.reader.dates.resolver import DateReading, event_date
from geomap.reader.wording import cues
from geomap.reader.wording.sentences import split


def cases(name: str) -> list[dict[str, Any]]:
    text = (Path(__file__).parent / "cases" / f"{name}.toml").read_text("utf-8")
    return list(tomllib.loads(text)["case"])


CASES = [
    *cases("dates"),
    *cases("dates_news"),
    *cases("dates_past"),
    *cases("dates_varied"),
    *cases("dates_worded"),
    *cases("dates_ways"),
    *cases("dates_beside"),
    *cases("dates_told"),
    *cases("dates_after"),
    *cases("dates_planned"),
    *cases("dates_again"),
    *cases("dates_carried"),
    *cases("dates_parts"),
]
EDTF = re.compile(
    r"(?:\.\./)?(?:\d{4}(?:-\d\d(?:-\d\d)?)?)(?:/(?:\.\.|\d{4}(?:-\d\d(?:-\d\d)?)?))?"
)
WORDS = (
    *("on", "since", "until", "Monday", "May", "31", "2024", "June", "last", "week", "two", "days"),
    *(
        "ago",
        "after",
        "before",
        ",",
        ";",
        "overnight",
        "99",
        "1999",
        "Feb.",
        "30",
        "between",
        "and",
    ),
    *("to", "0", "year", "next", "the", "-", "2024-99-99", "months", "decade", "later", "said"),
)
STATUSES = ("occurred", "ongoing", "planned", "proposed", "ruled_out", "did_not_occur")


def read(case: dict[str, Any]) -> DateReading | None:
    start = case["text"].rindex(case["place"])
    mention = (start, start + len(case["place"]))
    site, status = case.get("site", "battlefield"), case.get("status", "occurred")
    cue = cues.find(case["text"], mention=mention, site=site, status=status, role=None)
    return event_date(
        case["text"],
        mention=mention,
        trigger=(cue.start, cue.end) if cue else None,
        site=site,
        status=None if site == "none" else status,
        published=case.get("published"),
        before=tuple(case.get("context", "")[a:b] for a, b in split(case.get("context", ""))),
        paragraph=case.get("paragraph"),
    )


@pytest.mark.parametrize("case", CASES, ids=[case.get("why", case["text"][:70]) for case in CASES])
def test_the_date_of_an_event_is_the_one_its_sentence_gives(case: dict[str, Any]) -> None:
    got = read(case)
    assert (got.edtf if got else "") == case["expect"]
    if got is not None:
        assert EDTF.fullmatch(got.edtf)
        assert (got.text is None) == (got.basis == "bounded_by_publication")
        assert got.text is None or got.text in case["text"]


@pytest.mark.parametrize(
    ("name", "number", "least"), [("dates_measured", 53, 52), ("dates_measured_again", 40, 32)]
)
def test_sentences_kept_for_measuring_are_dated_as_often_as_when_they_were_measured(
    name: str, number: int, least: int
) -> None:
    kept = cases(name)
    right = [case for case in kept if (got.edtf if (got := read(case)) else "") == case["expect"]]
    assert len(kept) == number
    assert len(right) >= least


def test_a_full_date_is_stated_and_a_weekday_is_relative() -> None:
    published = date(2025, 8, 21)
    stated = read(
        {"text": "Ansel was shelled on 3 May 2024.", "place": "Ansel", "published": published}
    )
    relative = read(
        {"text": "Ansel was shelled on Monday.", "place": "Ansel", "published": published}
    )
    assert stated == DateReading("2024-05-03", "stated", "3 May 2024")
    assert relative == DateReading("2025-08-18", "relative", "Monday")


@given(
    text=st.text(max_size=300)
    | st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    ).map(" ".join),
    cut=st.tuples(st.integers(0, 300), st.integers(0, 300)),
    status=st.sampled_from(STATUSES),
    published=st.none() | st.dates(),
    context=st.text(max_size=100),
)
@settings(max_examples=150, deadline=None)
def test_no_text_makes_the_resolver_raise_or_write_what_is_no_edtf(
    text: str, cut: tuple[int, int], status: str, published: date | None, context: str
) -> None:
    start, end = sorted(min(at, len(text)) for at in cut)
    got = event_date(
        text,
        mention=(start, end),
        trigger=None,
        site="battlefield",
        status=status,
        published=published,
        before=tuple(context[a:b] for a, b in split(context)),
    )
    assert got is None or EDTF.fullmatch(got.edtf)


@given(text=st.text(alphabet="0123456789-. MayonJue,/", max_size=200))
@settings(max_examples=100, deadline=None)
def test_every_expression_stands_where_it_says(text: str) -> None:
    for found in expressions.find(text, published=date(2025, 8, 21)):
        assert text[found.start : found.end] == found.text
        assert found.days.begin <= found.days.finish


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "on Monday ",
            "1",
            "three days ",
            "2024-",
            "May ",
            "a ",
            ", ",
            "overnight on ",
            "In May 30 ",
        ),
        *("the night of March 9-", "between May 3 and ", "the October 7 the ", ", where was "),
        *("before the a attack of ", "Tuesday of last week ", "on the 3rd, ", "12/25/2"),
    ],
)
def test_a_long_sentence_takes_time_in_line_with_its_length(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    before = time.process_time()
    event_date(
        text,
        mention=(0, 1),
        trigger=None,
        site="battlefield",
        status="occurred",
        published=date(2025, 8, 21),
    )
    assert time.process_time() - before < 3


@pytest.mark.parametrize(
    "words",
    ["jailed for the ", "survivors of ", "in May 1968, ", "which ", "the tenth anniversary of "],
)
def test_long_rows_of_the_words_of_what_came_later_are_read_in_no_time(words: str) -> None:
    text = words * (30_000 // len(words))
    begun = time.process_time()
    event_date(
        text,
        mention=(15_000, 15_010),
        trigger=(14_000, 14_010),
        site="battlefield",
        status="occurred",
        published=date(2025, 8, 21),
        before=(text[:3_000],) * 12,
    )
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "words", ["for the ninth day", "has been besieged for nine years", "for 999 years"]
)
def test_nothing_is_counted_back_to_before_the_first_year(words: str) -> None:
    text = f"Ansel was shelled {words}, and the siege of Ansel {words}."
    case = {"text": text, "place": "Ansel", "published": date(1, 1, 3), "status": "ongoing"}
    assert read(case) is not None


def test_the_last_month_there_is_is_told_like_any_other() -> None:
    published = date(9999, 12, 20)
    case = {"text": "Ansel fell in December.", "place": "Ansel", "published": published}
    got = read(case)
    assert got is not None
    assert got.edtf == "9999-12"

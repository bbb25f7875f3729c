"""Chronologies, live blogs and pasted articles: each part of a text stands under a day."""

from __future__ import annotations

import time
from datetime import date

import pytest

import geomap
from geomap.reader.dates.day_headings import Days, is_of_its_day

PUBLISHED = date(2025, 3, 5)  # a Wednesday
BODY = "Shells fell on Nikopol."


def under(text: str, published: date | None = PUBLISHED) -> tuple[str, bool] | None:
    """Return the day of the last sentence, and whether the day heads it."""
    found = Days(text, published).at(text.rindex("Shells"))
    return found and (str(found.day), found.heads)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("March 2, 2025", "2025-03-02"),
        ("3 March 2025, 10:40", "2025-03-03"),
        ("Monday, March 3", "2025-03-03"),
        ("Day 12 - 4 March", "2025-03-04"),
        ("28 January", "2025-01-28"),
        ("28 December:", "2024-12-28"),
        ("MARCH 1, 2025", "2025-03-01"),
        ("2025-03-01", "2025-03-01"),
        ("Sat, 1 Mar 2025 | 9:15 p.m. GMT", "2025-03-01"),
        ("KYIV, Ukraine, March 3, 2025 (Wire) - " + BODY, "2025-03-03"),
        ("KYIV, March 3 (Wire) — " + BODY, "2025-03-03"),
        ("[03.03.2025 10:14] Belgard Monitor:", "2025-03-03"),  # a message, as it is copied
        ("Belgard Monitor, [03.03.2025 10:14]", "2025-03-03"),
        ("[3.3.2025, 10:14] Belgard Monitor: we are safe", None),  # holds a message as well
        ("March 6, 2025", None),  # after it was published
        ("10 March", None),  # to come
        ("KYIV, March 6 (Wire) - " + BODY, None),  # already tomorrow there
        ("By 3 March 2025 they had left", None),
        ("3 people", None),
        ("30 February", None),
        ("June 25, 2016", None),  # a picture's
    ],
)
def test_a_line_that_is_a_date_dates_what_follows(line: str, day: str | None):
    found = under(f"{line}\n\n{BODY}")
    assert (found and found[0]) == day


LONG = "The army said that its troops held the town and that the roads to it were open again, " * 2


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        (f"War today\n\nMarch 4, 2025\n\n{BODY}", False),  # a byline
        (f"March 4, 2025\nMarch 5, 2025\n\n{LONG}\n\n{BODY}", False),  # published, updated
        (f"3 March\n\n{LONG}\n\n2 March\n\n{BODY}", True),
        (f"War today\n\n{LONG}\n\nMarch 4, 2025\n\n{BODY}", True),
        (f"28 January\n\n{BODY}", True),
        (f"Wednesday, 5 March\n\n{BODY}", False),
    ],
)
def test_a_date_at_the_top_alone_is_when_it_was_written(text: str, heads: bool):
    found = under(text)
    assert found is not None
    assert found[1] is heads


def test_a_date_without_a_year_dates_nothing_where_nobody_knows_when_it_was_published():
    assert under(f"28 January\n\n{BODY}", None) is None
    assert under(f"28 January 2025\n\n{BODY}", None) == ("2025-01-28", False)


def test_what_is_before_the_first_heading_has_the_day_of_the_article():
    assert under(f"{BODY}\n\nMarch 2, 2025\n\nIt rained.") is None


@pytest.mark.parametrize(
    "sentence", ["The town had been shelled.", "It fell in 1994.", "Troops took it two days ago."]
)
def test_what_tells_of_other_days_is_not_of_its_heading(sentence: str):
    assert not is_of_its_day(sentence)


def dates(text: str) -> dict[str, tuple[str | None, str | None, str | None]]:
    return {
        one.text: (one.event_date, one.date_basis, one.date_text)
        for one in geomap.read_article(text, published="2025-03-05")
        if one.site != "none"
    }


def test_a_live_blog_is_dated_day_by_day():
    found = dates(
        "Live: the war\n\nMarch 2, 2025\n\n09:00 Mediators met the two sides in Doha today.\n\n"
        "10:00 An air strike hit Rafah, killing nine.\n\nMarch 1, 2025\n\n"
        "09:00 Jets bombed Khan Younis yesterday.\n\nFebruary 27, 2025\n\n"
        "Clashes broke out in Jenin. In January 2024 troops raided Tulkarm."
    )
    assert found["Doha"] == ("2025-03-02", "relative", "today")
    assert found["Khan Younis"] == ("2025-02-28", "relative", "yesterday")
    assert found["Jenin"] == ("2025-02-27", "stated", "February 27, 2025")
    assert found["Tulkarm"][0] == "2024-01"


def test_articles_pasted_together_count_from_their_own_datelines():
    found = dates(
        "KHARTOUM, March 4 (Wire) - Jets bombed the city of Omdurman on Monday.\n\n"
        "GOMA, Congo, January 28, 2025 (Wire) - Rebels seized the airport in Goma on Monday."
    )
    assert found["Omdurman"][:2] == ("2025-03-03", "relative")
    assert found["Goma"][:2] == ("2025-01-27", "relative")


def test_years_of_the_same_day_keep_their_own_dates():
    found = dates(
        "On this day\n\nMarch 5\n\n1982: Jets bombed Abadan, killing nine people.\n\n"
        "In 1953, tanks shelled the city of Plovdiv."
    )
    assert found["Abadan"][0] == "1982"
    assert found["Plovdiv"][0] == "1953"


@pytest.mark.parametrize(
    "piece",
    [
        "3 March\n",
        "A-",
        "GOMA, C C, 3 March (",
        "Day 1 Day 1\n",
        "1:11 1:11\n",
        " , ,3\n",
        "3 " * 25,
        "a, [03.03.2025 10:14]\n",
        "a, [",
    ],
)
def test_time_is_linear_whatever_the_text(piece: str):
    before = time.process_time()
    Days(piece * 20_000, PUBLISHED)
    assert time.process_time() - before < 4  # some 0.2 s on an idle machine


CHRONOLOGY = "Monday 24. Jets bombed Ansel.\nTuesday 25. Envoys met.\n{} Nobody slept. " + BODY


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("Wednesday 26.", "2025-02-26"),
        ("Sunday 2:", "2025-03-02"),
        ("Tuesday, the 4th -", "2025-03-04"),
        ("27 February:", "2025-02-27"),
        ("Feb 27 –", "2025-02-27"),
        ("• March 1, 2025.", "2025-03-01"),
        ("Wednesday 25.", None),  # there was none
        ("Sunday 23.", None),  # the days don't go on
        ("On Wednesday 26 they slept.", None),
    ],
)
def test_the_days_that_open_the_paragraphs_of_a_chronology(opening: str, day: str | None) -> None:
    assert under(CHRONOLOGY.format(opening)) == (day and (day, True))


def test_a_day_that_opens_a_paragraph_ends_with_it() -> None:
    assert under(CHRONOLOGY.format("Sunday 2.") + "\nWhat is known.\n" + BODY) is None


def test_two_paragraphs_make_no_chronology() -> None:
    assert under("Monday 24. Jets came.\nTuesday 25. " + BODY) is None


def test_weekdays_alone_may_open_paragraphs() -> None:
    assert under("Friday: a raid.\nSaturday: talks.\nSunday: a funeral. " + BODY) == (
        "2025-03-02",
        True,
    )

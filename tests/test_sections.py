"""Sections: what of an article is not its body. Sites' habits are in test_sections_sites.py."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.articles import split

SHARED = Path(__file__).parents[2] / "shared" / "data"

PORT = (
    "Shells fell on the harbour of Port Belgard on Thursday, killing three people, officials said."
)
TALKS = (
    "Envoys of both sides are to meet in Geneva on Friday, the mediator said at the lakeside hotel."
)
SARN = "Two depots burned through the night near the village of Sarn, firefighters told reporters."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.kind) for s in split(text)]


def test_a_text_without_furniture_is_all_body() -> None:
    assert split(f"{PORT}\n{TALKS}\n\n{SARN}") == ()


def test_an_empty_text_has_no_sections() -> None:
    assert split("") == ()
    assert split(" \n\n\r\n ") == ()


def test_a_second_half_that_repeats_the_first_is_a_duplicate_up_to_the_list_after_it() -> None:
    text = (
        f"{PORT}\n{TALKS}\n{PORT}\n{TALKS}\nYou may also like\nTen flights to Goa\nGold price today"
    )
    assert kinds(text) == [
        (f"{PORT}\n{TALKS}", "duplicate"),
        ("You may also like\nTen flights to Goa\nGold price today", "boilerplate"),
    ]


@pytest.mark.parametrize(
    "again",
    [
        PORT.upper(),
        PORT.replace(" ", "  "),
        PORT.replace(",", "").rstrip("."),
        PORT.replace("harbour of", "harbour of the"),
    ],
)
def test_a_repeat_is_one_whatever_its_case_spacing_or_punctuation(again: str) -> None:
    start = PORT + " The governor added that the water works and the old lighthouse were hit too."
    longer = again + start[len(PORT) :]
    assert [kind for _, kind in kinds(f"{start}\n{TALKS}\n{longer}")] == ["duplicate"]


def test_a_paragraph_that_differs_in_a_place_or_a_number_is_no_repeat() -> None:
    first = (
        "In the northern sector the army shelled the town of Sarn eleven times on Monday, "
        "damaging a school, two bridges and the old mill, the district office said."
    )
    assert split(f"{first}\n{first.replace('Sarn', 'Tolvik')}") == ()
    assert split(f"{first}\n{first.replace('eleven', '19')}") == ()


def test_short_lines_may_recur_in_honest_prose() -> None:
    assert split(f"{PORT}\nHe paused.\n{TALKS}\nHe paused.\n{SARN}") == ()


def test_a_subhead_between_repeated_paragraphs_is_repeated_with_them() -> None:
    half = f"{PORT}\n- Talks in doubt -\n{TALKS}"
    assert kinds(f"{half}\n{half}") == [(half, "duplicate")]


def test_repeated_sentences_are_found_in_a_text_that_lost_its_line_breaks() -> None:
    text = f"{PORT} {TALKS} {SARN} {PORT} {TALKS}"
    assert kinds(text) == [(f"{PORT} {TALKS}", "duplicate")]
    assert split(text)[0].start == text.rindex(PORT)


def test_a_formula_inside_a_new_paragraph_is_no_repeat() -> None:
    formula = "The motion was made by the chair, seconded and approved by all present."
    assert split(f"{PORT} {formula}\n{TALKS} {formula}") == ()


def test_a_paragraph_that_first_stood_in_a_list_of_links_is_body() -> None:
    headline = "Shells fall on the harbour of Port Belgard as envoys meet in Geneva"
    text = f"Trending\n{headline}\n{PORT}\n{SARN}\n{headline}\n{TALKS}"
    assert kinds(text) == [(f"Trending\n{headline}", "boilerplate")]


def test_a_teaser_inside_a_paragraph_ends_before_the_prose_that_follows() -> None:
    text = f"{PORT} ALSO READ: Who leads the talks? {TALKS}"
    assert kinds(text) == [("ALSO READ: Who leads the talks?", "teaser")]


def test_prose_on_the_line_of_a_teaser_stays_body() -> None:
    text = f"{PORT}\nAlso read: The village that changed hands. {SARN}"
    assert kinds(text) == [("Also read: The village that changed hands.", "teaser")]


@pytest.mark.parametrize(
    "lead",
    [
        "You might also like",
        "Most read",
        "Editors’ picks",
        "Top stories",
        "NEXT WEEK",
        "More information",
        "From our archive",
        "Also in this series",
        "More from the capital",
    ],
)
def test_a_heading_of_links_with_its_headline_on_one_line_is_a_teaser(lead: str) -> None:
    teaser = f"{lead}: Who leads the talks?"
    assert kinds(f"{PORT}\n{teaser}\n{TALKS}") == [(teaser, "teaser")]


def test_the_articles_own_headline_is_no_teaser() -> None:
    assert split(f"Top stories: Shells fall on Port Belgard\n{PORT}") == ()
    assert split(f"Watch: Shells fall on Port Belgard\n{PORT}") == ()


def test_a_hard_wrapped_text_is_read_by_paragraphs() -> None:
    wrapped = (
        "Shells fell on the harbour of Port Belgard on Thursday,\n"
        "killing three people, officials said. Envoys of both\n"
        "sides are to meet in Geneva on Friday, the mediator said.\n"
    )
    rewrapped = (
        "Shells fell on the harbour of Port Belgard on\n"
        "Thursday, killing three people, officials said. Envoys\n"
        "of both sides are to meet in Geneva on Friday, the\n"
        "mediator said.\n"
    )
    text = f"{wrapped}\n{rewrapped}"
    assert kinds(text) == [(rewrapped.strip(), "duplicate")]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_any_line_break_parts_lines(newline: str) -> None:
    text = newline.join([PORT, "Also read: Who leads the talks?", TALKS])
    assert kinds(text) == [("Also read: Who leads the talks?", "teaser")]


def test_header_lines_need_the_empty_line_after_them() -> None:
    assert split(f"Source: close to the ministry\n{PORT}") == ()
    with_header = f"Title: Shells\nDate: 2025-08-21\n\n{PORT}"
    assert kinds(with_header) == [("Date: 2025-08-21", "boilerplate")]


def test_prose_resumes_after_a_list_of_links() -> None:
    text = f"{PORT}\nMost Read\nMinister resigns over scandal\nStorm nears\n{TALKS}\n{SARN}"
    assert kinds(text) == [("Most Read\nMinister resigns over scandal\nStorm nears", "boilerplate")]


def test_an_article_under_a_list_heading_at_its_top_is_not_taken_for_the_list() -> None:
    text = f"Trending\nMinister resigns over scandal\n{PORT}\nTalks are still in doubt\n{TALKS}"
    assert kinds(text) == [("Trending\nMinister resigns over scandal", "boilerplate")]


NEWS = "Envoys reach the lake for a new round"
DIGEST = (
    f"Good morning. Here is what happened in the night, as our desks in three cities saw it.\n\n%s\n\n"
    f"Shells hit harbour in the early hours\n\n{PORT}\n\n{NEWS}\n\n{TALKS}\n\n"
    f"Depots burn down near a village\n\n{SARN}\n"
)


@pytest.mark.parametrize("heading", ["Top stories", "In other news", "More news", "Latest news"])
def test_the_items_of_a_digest_are_body(heading: str) -> None:
    assert kinds(DIGEST % heading) == [(heading, "boilerplate")]


def test_short_sentences_under_a_heading_are_no_headlines() -> None:
    items = "\n\n".join(
        ["• Rebels took the town.", "• Shells killed nine people.", "• Envoys met."]
    )
    assert kinds(f"{PORT}\n\nOther news\n\n{items}") == [("Other news", "boilerplate")]


@pytest.mark.parametrize(
    "heading", ["More on the attack", "Latest from Sarn:", "More from the front"]
)
def test_the_rest_of_an_article_under_its_subhead_is_body(heading: str) -> None:
    rest = f"{SARN} {TALKS} " * 5
    for text in (f"{heading}\n\nTroops fell back.\n\n{rest}", f"{heading}\n\n{SARN}\n{TALKS}"):
        found = kinds(f"{PORT}\n\n{text}")
        assert found[0] == (heading, "boilerplate")
        assert {kind for _, kind in found[1:]} <= {"duplicate"}


def test_such_a_heading_over_what_tells_its_source_is_another_articles() -> None:
    text = f"{PORT}\n{TALKS}\nMore from The Wire\n2 hours ago\nDepots burn near village\n{SARN}"
    assert "related_article" in {kind for _, kind in kinds(text)}


def test_an_opinion_under_comment_is_body() -> None:
    text = f"{PORT}\n\n{TALKS}\n\n{SARN}\n\nComment\n\nThe strike shows how thin the defences are."
    assert kinds(text) == [("Comment", "boilerplate")]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("had struck", "had not struck"),
        ("had not struck", "had struck"),
        ("had struck", "hadn't struck"),
        ("two fighters", "three fighters"),
        ("would begin today", "would begin tomorrow"),
        ("would be held", "would be postponed"),
        ("the Sarn army hit the Tolvik", "the Tolvik army hit the Sarn"),
        ("northern", "southern"),
    ],
)
def test_what_denies_or_changes_an_earlier_paragraph_is_no_repeat(was: str, now: str) -> None:
    first = (
        f"The district office said late on Monday that {was} and that the old mill beside the river "
        "and both of the bridges over it had been damaged in the course of the night before."
    )
    assert split(f"{first}\n{first.replace(was, now)}") == ()


@pytest.mark.parametrize(
    "days", [("3 March", "4 March", "5 March"), ("Monday", "Tuesday", "Friday, 7 May"), ("09:30", "11:00", "12:15")]
)  # fmt: skip
def test_a_chronology_may_say_the_same_of_two_days(days: tuple[str, str, str]) -> None:
    assert split("\n\n".join(f"{day}\n\n{PORT}" for day in days)) == ()


def test_a_chronology_pasted_twice_is_a_repeat() -> None:
    half = f"3 March\n\n{PORT}\n\n4 March\n\n{TALKS}"
    assert kinds(f"{half}\n\n{half}") == [(f"{PORT}\n\n4 March\n\n{TALKS}", "duplicate")]


@pytest.mark.parametrize(
    "headline",
    [
        "Updated: 15 killed in strike on Port Belgard",
        "Updated: 15 - killed in Port Belgard",
        "Posted on 5 May: Shelling hits Port Belgard",
        "Updated on Monday at 10: Five die in Port Belgard",
        "3 of 5 drones hit Port Belgard",
        "Two days ago the army shelled Port Belgard",
        "One year ago: Port Belgard falls",
        "Category: A truce was signed in Geneva on Monday, ending two years of war in Sarn.",
        "The report, the governor said, gives the number of the dead at Port Belgard on page 6.",
        "Subscribe to the governor's view, he said, and the war in Sarn goes on.",
    ],
)
def test_a_headline_that_starts_as_furniture_does_is_body(headline: str) -> None:
    assert split(f"{headline}\n\n{PORT}") == ()


@pytest.mark.parametrize(
    "line",
    [
        "Updated: 4 March 2025, 10:15 GMT",
        "Published: 18:21, 4 March 2025 | Updated: 19:00, 5 March 2025",
        "Published - March 04, 2025 10:12 pm IST - Port Belgard",
        "Posted on 5 May by Ann Writer",
        "Last updated: Tue 4 Mar 2025 09.12 GMT",
        "Updated 2025-03-04T10:00:00Z",
        "Опубліковано: 4 березня 2025, 10:15",
        "Publié le 4 mars 2025 à 10h15",
        "Aktualisiert am 4. März 2025 um 10:15 Uhr",
        "#Belgard #Geneva",
        "(c) 2024 Tolvik Herald",
        "3 of 5",
        "2 hours ago | Tolvik Herald",
        "Category: World",
        "SARN ENVOY NAMED TO THE BOARD, p. 6",
        "The minister's speech: Page Four",
        "Tolvik sea index, page 6. Belgard Canal tolls, page 7.",
        "Forwarded this? Join the readers from Tolvik to Sarn.",
        "Get our Sarn editor's letter every Sunday. Sign up here.",
        "Subscribe to The Tolvik Morning Brief",
        "The fishermen's strike in Sarn: our podcast",
    ],
)
def test_a_line_of_furniture_is_cut_wherever_it_stands(line: str) -> None:
    assert kinds(f"{PORT}\n\n{line}\n\n{TALKS}") == [(line, "boilerplate")]


PARTS = [
    PORT, TALKS, "Also read:", "Also read: Who?", "Related Articles", "You may also like", "Comments",
    "an hour ago", "- Sky", "Sky", "Title: x", "Date: y", "", " ", "Advertisement", "#a #b", "MORE:",
    "Читайте также:", "🙂", "\u202eabc", "Sign up to our newsletter.", "Headline of four words",
]  # fmt: skip


@given(
    st.one_of(
        st.text(max_size=400),
        st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=60)), max_size=25).flatmap(
            lambda parts: st.sampled_from(["\n", "\r\n", " ", ". ", "\n\n"]).map(
                lambda glue: glue.join(parts)
            )
        ),
    )
)
@settings(max_examples=150, deadline=None)
def test_sections_of_any_text_are_sorted_disjoint_and_inside_it(text: str) -> None:
    sections = split(text)
    assert all(0 <= s.start < s.end <= len(text) for s in sections)
    assert all(a.end <= b.start for a, b in pairwise(sections))
    assert all(s.kind != "body" for s in sections)
    assert all(text[s.start : s.end].strip() for s in sections)
    assert split(text) == sections


LARGE = {
    "words without a stop": "word ",
    "one word": "a",
    "brackets": "<",
    "quotes": "“”",
    "a paragraph again and again": f"{PORT}\n",
    "a name again and again": "Kyiv ",
    "teasers in one line": "It fell. Also read: Town ",
    "boxes of links": "Related Articles\nTown falls to the rebels\n",
    "headings": "Comments\n",
    "subheads": "More on the attack\nTroops fell back\n",
    "a digest's headings": f"More news\nA headline of five words\n{PORT}\n",
    "labels of dates": "Updated: 4 March 10:15 \n",
    "days": f"3 March\n{PORT}\n",
    "letters and a stop": "a" * 1_999 + "!\n",
    "empty lines": "\n",
}


def _seconds(text: str) -> float:
    started = time.process_time()
    split(text)
    return time.process_time() - started


@pytest.mark.parametrize("unit", LARGE.values(), ids=LARGE)
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    assert _seconds(unit * (100_000 // len(unit))) < 5  # seconds; were it quadratic, an hour


@pytest.mark.slow
@pytest.mark.parametrize("unit", LARGE.values(), ids=LARGE)
def test_a_text_of_the_largest_size_takes_seconds(unit: str) -> None:
    assert _seconds(unit * (5_000_000 // len(unit))) < 120


def test_many_thousand_lines_take_seconds() -> None:
    assert _seconds("\n".join(f"Shells fell on town {n} on Monday." for n in range(10_000))) < 10


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not here")
@pytest.mark.parametrize(
    ("gold", "folder", "floor"),
    [
        ("seeds/gold.jsonl", "", 0.98),
        ("gold/hard.jsonl", "gold", 0.98),
        ("gold/news.jsonl", "gold", 0.99),
    ],
)
def test_sections_agree_with_the_gold(gold: str, folder: str, floor: float) -> None:
    texts: dict[str, tuple[str, tuple[object, ...]]] = {}
    right = total = 0
    for line in (SHARED / gold).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = row["doc"] if row["doc"].endswith(".txt") else row["doc"] + ".txt"
        if name not in texts:
            text = (SHARED / folder / name).read_bytes().decode("utf-8")
            texts[name] = (text, split(text))
        sections = texts[name][1]
        found = next((s.kind for s in sections if s.start <= row["start"] < s.end), "body")
        right += found == row["section"]
        total += 1
    assert right / total >= floor

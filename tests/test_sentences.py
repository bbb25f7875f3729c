"""Where sentences begin and end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.reader import evidence
from geomap.reader.sentences import MAX_SENTENCE, split

PIECES = (
    "Mr. ",
    "U.S. ",
    "a.m. ",
    "“",
    "”",
    "\n",
    "\r\n",
    "... ",
    "The ",
    "war",
    ". ",
    "!",
    "07:12 ",
    "• ",
    " ",
    "\u2028",
)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Shells fell on Lipova.", "Two people died.", "Was it over?", "No!"],
        ["Lt. Gen. J. R. Dorn met Mr. Orla at 7 a.m. Monday.", "He left."],
        ["The U.S. Army flew in.", "He came from the U.S.", "The plane was late."],
        ["Dr. Bensa works in St. Anselm.", "It lies 3.5 km off, at No. 10."],
        ["“We hold the town.”", "He hung up."],
        ["He said: “We hold the town.”", "Then he hung up."],
        ["“Is it over?” she asked.", "Nobody knew."],
        ["Nothing... nothing at all.", "Silence...", "Then a shot."],
        ["On Aug. 15, three shells fell.", "By Sept. 2 it was quiet."],
        ["07:12 Air alert in Lipova.", "07:40 All clear."],
        ["• Lipova: shelled", "• Perev: quiet"],
        ["1. Units hold the ridge.", "2. Aircraft bombed the port."],
        ["It was over.[3]", "They left."],
        ["They left (at dawn.)", "It rained."],
        ["Acme Inc. sold it.", "He works for Acme Inc.", "The firm is small."],
        ["It was over.", "Війна триває.", "Бої тривають!"],
        ["戦闘が続いた。", "町は静かだ。"],
    ],
)
def test_a_text_is_cut_at_the_ends_of_its_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_newline_ends_a_sentence() -> None:
    assert sentences("Clashes in Perev\nTwo soldiers died.\r\n\r\nBy A. Writer") == [
        "Clashes in Perev",
        "Two soldiers died.",
        "By A. Writer",
    ]


def test_a_hard_wrapped_line_runs_on() -> None:
    text = "The convoy that left the port of Almeida on Monday was shelled on the\nroad to Perev. It burned."
    assert sentences(text) == [text[: text.index(" It")], "It burned."]


def test_a_sentence_glued_to_the_next_is_cut_off_but_an_address_is_not() -> None:
    assert sentences("It was over.Then they left.") == ["It was over.", "Then they left."]
    assert sentences("See www.example.org for more.") == ["See www.example.org for more."]


def test_text_in_lower_case_alone_is_cut_too() -> None:
    assert sentences("they shelled perev. two died.") == ["they shelled perev.", "two died."]


def test_a_text_without_words_has_no_sentences() -> None:
    assert split("") == split(" \n\t\u2003 ") == []


@given(st.text(max_size=400) | st.lists(st.sampled_from(PIECES), max_size=400).map("".join))
@settings(max_examples=150, deadline=None)
def test_sentences_are_in_order_and_hold_all_that_is_not_space(text: str) -> None:
    last = 0
    for start, end in split(text):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert end - start <= MAX_SENTENCE
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    "piece",
    [".", "A", ". ", "a. ", '"', "the\n", "U.S.\n", " ", "[1]", "...A", "(", "\u200b", "é", "。"],
)
def test_time_is_linear_whatever_the_text(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    before = time.process_time()
    split(text)
    assert time.process_time() - before < 4  # some 0.2 s on an idle machine


def test_the_sentences_before_are_whole_few_and_bounded() -> None:
    text = "First here. Second there.\n\nThird one. " + "x" * 9_000 + ". Last."
    sentences = split(text)
    starts = [start for start, _ in sentences]

    def before(at: int) -> tuple[str, ...]:
        return evidence.told_before(text, sentences, starts, at)

    assert before(0) == ()
    assert before(text.index("Third")) == ("First here.", "Second there.")
    long = before(text.index("Last"))
    assert sum(map(len, long)) <= evidence.BEFORE and {*"".join(long)} == {*"x."}
    inside = before(text.index("x") + 5_000)  # a stretch of a long sentence: what it begins with
    assert "".join(inside) == "x" * evidence.BEFORE

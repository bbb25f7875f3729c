"""Where sentences begin and end."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.reader import evidence
from geomap.reader.wording.sentences import MAX_SENTENCE, split

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
        ["The talks in Ansel ended at 9 p.m.", "Dornish jets struck Perev."],
        ["Shells fell on Lipova at 4:30 a.m.", "Perev was spared.", "It rained."],
        ["They met at 9 p.m. Ansel time, or 7 p.m. GMT, and by 11 p.m. Sunday they had signed."],
        ["At 9 p.m. Dornish jets struck Perev, and at 11 p.m. Ansel was hit."],
        ["Президент Дж. Орла поїхав.", "Голова т.зв. «ДНР» приїхав.", "Він мовчав."],
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


WIRE = (
    "Dornish troops shelled the towns of Lipova and Perev on Monday, killing five people, the governor of Ansel "
    "said. Fighting raged on in the mining town of Tresk, where the defenders repelled Dornish assaults by night, "
    "and drones struck Almeida, where a warehouse burned. Envoys of both sides meet next week in Bensa, in the "
    "Republic of Orla, the ministry in Ansel said in a statement to The Courier and to the news agency of Dorn."
)


@pytest.mark.parametrize("width", [24, 30, 38, 44, 60, 66, 72, 80, 100])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_wrapped_at_any_width_break_no_sentence_even_before_a_name(width, newline):
    wrapped = newline.join(textwrap.wrap(WIRE, width))
    assert [" ".join(one.split()) for one in sentences(wrapped)] == sentences(WIRE)


def test_a_short_paragraph_takes_the_width_of_its_text():
    last = "Rebels held the airport of the capital, said the mayor of\nAnsel on Sunday."
    text = "\n".join(textwrap.wrap(WIRE, 66)) + "\n\n" + last
    assert sentences(text)[-1] == last


def test_a_word_broken_at_the_end_of_its_line_breaks_no_sentence():
    text = (
        "Shells fell on the cities of Zapo-\nrizhka and Per-\nev on Monday, and dele-\ngates met."
    )
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "lines",
    [
        ["Clashes near Perev kill two, the army says", "Envoys of Dorn meet in Bensa on Monday",
         "Ansel calls up reserves after the attack", "Shelling of Lipova goes on, mayor says"],
        ["Lipova  12 March   missile strike   3 dead", "Perev  13 March   drone attack   1 dead",
         "Tresk  14 March   artillery fire   5 hurt"],
        ["Lipova\tmissile strike on a warehouse", "Perev\tdrone attack on the port of the town"],
        ["bread", "milk and eggs", "water", "blankets"],
        ["Lipova", "Perev", "Tresk", "Almeida", "Bensa"],
        ["Smoke rises over Lipova after a strike. Photo: The Courier", "Dornish troops shelled Lipova."],
        ["DORNISH TROOPS SHELL LIPOVA AND PEREV, KILLING FIVE PEOPLE", "By A. Writer"],
        ["- Shelling in Lipova, where a warehouse burned all night", "- Clashes in Perev"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("wire", [True, False])
def test_headlines_lists_tables_and_captions_stay_apart_beside_wrapped_text(lines, wire):
    text = "\n".join(textwrap.wrap(WIRE, 66)) + "\n\n" if wire else ""
    found = sentences(text + "\n".join(lines))
    starts = [found.index(one) for line in lines for one in found if one and line.startswith(one)]
    assert len(starts) >= len(lines), found


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
    [".", "A", ". ", "a. ", '"', "the\n", "U.S.\n", " ", "[1]", "...A", "(", "\u200b", "é", "。", "at 9 p.m. A", "Ab-\n", "of\n",
     "the war of\nAnsel went on in\n", "3 a.m.\n"],
)  # fmt: skip
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

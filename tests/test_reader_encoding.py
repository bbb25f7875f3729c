"""Offsets through the word pieces and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.reader.decode import pieces_of, spans, whole
from geomap.reader.encoding import Window, casing_of, encode, inputs_of, windows
from geomap.reader.labels import SPAN, WIDTH, slices
from geomap.reader.network import SHIPPED
from geomap.reader.wording.sentences import split


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))


@pytest.mark.parametrize(
    ("word", "kind"),
    [("kyiv", 1), ("Kyiv", 2), ("KYIV", 3), ("McAllen", 4), ("2024", 5), ("Київ", 2), ("غزة", 1)],
)
def test_how_a_word_is_written_is_told_in_any_script(word, kind):
    assert casing_of(word) == kind


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_every_piece_is_a_stretch_of_the_text_in_order(tokenizer, text):
    pieces = encode(text, tokenizer)
    assert (pieces.start <= pieces.end).all()
    assert (np.diff(pieces.start) >= 0).all()
    assert len(pieces) == 0 or (pieces.end <= len(text)).all()


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("War in the Middle East\n\nBeirut was bombed.", 1),
        ("North Kivu\n- Goma\n- Minova \n\nBeirut was bombed.", 3),
        ("Troops took\nBakhmut", 0),  # a line that was only wrapped
        ("It ended.\n\nTalks began", 0),
        ("(Reuters)\n \nTalks began", 1),
        ("War in the Middle East\r\n\r\nBeirut was bombed.", 1),
    ],
)
def test_a_headline_ends_with_a_stop_that_has_no_letters(tokenizer, text, stops):
    pieces = encode(text, tokenizer)
    bare = np.flatnonzero(pieces.start == pieces.end)
    assert len(bare) == stops
    assert all(text[pieces.start[at]] in " \r\n" for at in bare)
    assert set(pieces.ids[bare]) <= {tokenizer.token_to_id(".")}


@given(st.text(alphabet="abc. \nKyiv", max_size=3000))
@settings(max_examples=60, deadline=None)
def test_the_cores_of_the_windows_cover_every_piece_once(tokenizer, text):
    pieces = encode(text, tokenizer)
    cuts = windows(pieces, split(text))
    covered = [i for w in cuts for i in range(w.core, w.core_end)]
    assert covered == list(range(len(pieces)))
    assert all(w.width <= 512 for w in cuts)


def test_a_hundred_thousand_capitals_in_a_row_are_read_in_windows(tokenizer):
    pieces = encode("A" * 100_000, tokenizer)
    cuts = windows(pieces, [(0, 100_000)])
    assert sum(w.core_end - w.core for w in cuts) == len(pieces)


def test_later_windows_are_shown_the_headline_behind_what_they_read(tokenizer):
    text = "Shells fall on Nikopol\n\n" + "The baker closed early. " * 100
    pieces = encode(text, tokenizer)
    cuts = windows(pieces, split(text), heading=24)
    headline = cuts[1].heading
    assert cuts[0].heading == 0
    assert text[: pieces.end[headline - 1]].rstrip(". ") == "Shells fall on Nikopol"
    fed = inputs_of(pieces, cuts[1])
    behind = fed["input_ids"][0, cuts[1].last - cuts[1].first + 2 : -1]
    assert (behind == pieces.ids[:headline]).all()
    assert fed["attention_mask"][0].sum() == cuts[1].width
    assert all(w.heading == 0 for w in windows(pieces, split(text)))


def test_a_headline_without_an_end_is_shown_in_part(tokenizer):
    text = "shells and rain " * 400
    pieces = encode(text, tokenizer)
    assert windows(pieces, split(text), heading=24)[-1].heading == 24


def test_a_window_is_fed_alone_between_its_marks(tokenizer):
    pieces = encode("Shells fell on Nikopol. Rain fell too.", tokenizer)
    fed = inputs_of(pieces, Window(0, 3, 0, 3))
    assert fed["input_ids"].tolist() == [[101, *pieces.ids[:3], 102]]
    assert fed["attention_mask"].tolist() == [[1] * 5]
    assert fed["casing"].shape == (1, 5)


def _tagged(pieces, tags):
    scores = np.zeros((len(pieces), WIDTH), np.float32)
    where = slices()["span"]
    words = np.flatnonzero(pieces.word_start)
    for word, tag in zip(words, tags, strict=True):
        scores[word, where.start + SPAN.index(tag)] = 9
    return scores


def test_names_side_by_side_are_two_and_a_name_of_two_words_is_one(tokenizer):
    text = "New York Kyiv said"
    pieces = encode(text, tokenizer)
    found = spans(_tagged(pieces, ["B", "I", "B", "O"]), pieces)
    named = [text[pieces.start[a] : pieces.end[b - 1]] for a, b in found]
    assert named == ["New York", "Kyiv"]


def test_a_name_that_opens_with_inside_is_still_a_name(tokenizer):
    pieces = encode("in Kyiv today", tokenizer)
    assert len(spans(_tagged(pieces, ["O", "I", "O"]), pieces)) == 1


def test_the_pieces_of_a_span_overlap_it(tokenizer):
    text = "Fighting near Velyka Novosilka went on."
    pieces = encode(text, tokenizer)
    first, last = pieces_of(pieces, 14, 30)
    assert text[pieces.start[first] : pieces.end[last - 1]] == "Velyka Novosilka"


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("near al-Shabab now", (7, 14), "al-Shabab"),
        ("Ash-Shihr fell", (3, 9), "Ash-Shihr"),
        ("anti-Russia feeling", (4, 11), "Russia"),
        ("total-Bab", (5, 9), "Bab"),
        ("Kyiv - Lviv", (5, 6), "-"),
    ],
)
def test_no_name_begins_with_its_hyphen(text: str, found: tuple[int, int], name: str):
    start, end = whole(text, *found)
    assert text[start:end] == name

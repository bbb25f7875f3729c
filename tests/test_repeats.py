"""A name found once is found wherever it stands."""

from __future__ import annotations

import time

import pytest

from geomap.model import Article
from geomap.reader import ModelReader
from geomap.reader.repeats import parted, repeats
from geomap.reader.wording.sentences import split


def where(text: str, *names: str, found: list[tuple[int, int]] | None = None) -> list[str]:
    return [text[a:b] for a, b in repeats(text, found or [], names, split(text))]


def test_a_name_stands_again_in_a_list():
    assert where("Kharkiv\nSumy\nKharkiv", "Kharkiv", found=[(0, 7)]) == ["Kharkiv"]


def test_a_part_of_a_longer_name_is_left_alone():
    assert where("York Herald, New York, York", "York") == ["York"]


def test_in_a_sentence_the_network_is_believed():
    assert where("Kharkiv wrote to Kharkiv again", "Kharkiv", found=[(0, 7)]) == []


def test_a_name_inside_a_word_is_no_name():
    assert where("Sumyan, Sumy2", "Sumy") == []


def test_the_longer_of_two_names_wins():
    assert where("Sumy Oblast", "Sumy", "Sumy Oblast") == ["Sumy Oblast"]


def test_what_is_found_already_is_not_found_again():
    assert where("Kharkiv fell", "Kharkiv", found=[(0, 7)]) == []


def test_every_one_of_many_bare_names_has_a_mention():
    for text in ("Donetsk " * 60, "Donetsk\n" * 60, "Donetsk. " * 60):
        read = ModelReader().mentions(Article(id="a", text=text, source="a"))
        assert len(read) == 60
        assert all(text[m.start : m.end] == "Donetsk" for m in read)


def test_a_name_of_one_word_twice_is_one_unless_the_word_goes_on():
    assert parted("in Walla Walla", 3, 14) == [(3, 14)]
    assert parted("Orve Orve Orve Orve", 0, 9) == [(0, 4), (5, 9)]
    assert parted("Orve Orve Orve", 5, 14) == [(5, 9), (10, 14)]


def test_a_long_text_takes_linear_time():
    text = "Donetsk, Sumy. " * 100_000
    sentences = split(text)
    began = time.process_time()
    assert len(repeats(text, [], ["Donetsk"], sentences)) == 100_000
    assert time.process_time() - began < 10


@pytest.mark.parametrize("dash", ["-", "–", "--"])
def test_a_name_ends_at_the_dash_of_a_dateline(dash: str):
    text = f"ORVE {dash} Mesk soldiers fired."
    assert [text[slice(*span)] for span in parted(text, 0, text.index(" sold"))] == ["ORVE", "Mesk"]


def test_a_dash_without_blanks_parts_no_name():
    text = "Orve-Mesk burned."
    assert parted(text, 0, 9) == [(0, 9)]

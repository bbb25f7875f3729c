"""What a record says of why: true, in words, quoting its own sentence."""

from __future__ import annotations

from datetime import date

import pytest

import geomap
from geomap.model import Sighting


def read(text: str) -> dict[str, Sighting]:
    return {one.text: one for one in geomap.read_article(text, published=date(2025, 8, 21))}


def test_whose_army_speaks_is_not_where_a_town_lies() -> None:
    found = read(
        "Rebels attacked Maiduguri, Nigeria's army said. Homs, Syria's third city, was hit."
    )
    assert not any("says where it lies" in reason for reason in found["Maiduguri"].why)
    assert not any("it contains" in reason for reason in found["Nigeria"].why)
    found |= read("Shelling hit Nikopol and Marhanets, Dnipropetrovsk governor Ivan Rudyk said.")
    found |= read("Shelling hit Sumy, Ukraine's President Ivan Rudyk said.")
    for name in ("Marhanets", "Sumy"):
        assert not any("says where it lies" in reason for reason in found[name].why)
    assert any("'Homs, Syria'" in reason for reason in found["Homs"].why)


def test_a_name_that_holds_one_and_lies_in_another_quotes_the_words_of_each() -> None:
    found = read("Armed men attacked Soumpi, in the Timbuktu region of northern Mali.")
    inside = [reason for reason in found["Timbuktu"].why if "says where it lies" in reason]
    assert inside == [
        "Timbuktu Region (ML): the text says where it lies: 'Timbuktu region of northern Mali'"
    ]


def test_each_mention_quotes_the_words_beside_itself() -> None:
    text = "Troops took two villages in Donetsk. Shelling went on across Donetsk."
    for one in geomap.read_article(text, published=date(2025, 8, 21)):
        for reason in one.why:
            if "not a namesake: " in reason:
                assert reason.rsplit("'", 2)[1] in one.sentence


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("Israeli jets bombed Khan Younis.", "Israeli", "what belongs to Israel, or its people"),
        ("A bomb in Ramadi, 100 km west of Baghdad, killed six.", "Baghdad",
         "none: it only tells where another place lies"),
        ("KYIV, Aug 20 (Reuters) - Russia launched 93 drones at Odesa.", "KYIV",
         "associative: the dateline, where the report was written"),
        ("No attack took place in Belgorod, the governor said.", "Belgorod", "status did not occur"),
        ("Reuters could not verify the claim that Toretsk had fallen.", "Toretsk",
         "status occurred: 'not verify' does not rule it out"),
    ],
)  # fmt: skip
def test_a_reason_is_in_words_and_contradicts_nothing(text: str, name: str, reason: str) -> None:
    assert reason in read(text)[name].why


def test_a_text_without_capitals_is_read_all_the_same() -> None:
    text = "russian forces shelled the city of kharkiv on tuesday. talks will be held in istanbul."
    found = {one.text: one.site for one in geomap.read_article(text, published=date(2025, 8, 21))}
    assert (found["kharkiv"], found["istanbul"]) == ("battlefield", "diplomatic")
    assert not geomap.read_article("i went home to bed and read the book. it was nice.")

"""A ship, a make of weapon and a club that are called after a place are none. Sentences are invented."""

from __future__ import annotations

from time import process_time

import pytest
from conftest import marked

from geomap.reader.anchors import Known
from geomap.reader.decode import Read
from geomap.reader.labels import HEADS
from geomap.reader.plain_usage import usage_told

TOWNS = {"Yarsk": 400_000, "Orve": 900, "Tam": 2_000_000, "Heron": 4_000, "Mesk": 0}


def usage(text: str, read: str = "literal") -> str:
    plain, ((start, end),) = marked(text)
    p = {head: [1 / len(labels)] * len(labels) for head, labels in HEADS.items()}
    (told,) = usage_told(
        plain,
        [Read(start, end, p).ruled("usage", read)],
        is_named=TOWNS.__contains__,
        known=lambda name: Known(TOWNS.get(name, 0), is_country=name == "Mesk"),
    )
    return told.best("usage")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The INS [Yarsk] left port.", "literal"),
        ("A cannon was aimed at BRP [Zol Orve] near the reef.", "literal"),
        ("They rammed the BRP Sierra [Zol].", "literal"),
        ("HMS [Orve] fired.", "metonymic"),
        ("The frigate [Yarsk] fired.", "literal"),
        ("The carrier “[Orve]” sailed.", "associative"),
        ("They fired [Zol] rockets.", "literal"),
        ("[Zol] howitzers shelled the hill.", "literal"),
        ("[Heron] drones were shot down.", "literal"),
        ("The [Heron], the Rafale and the S-400 are there.", "literal"),
        ("Two [Merkava] crossed the fence.", "metonymic"),
        ("A [Zol] commander was killed.", "associative"),
    ],
)
def test_a_ship_a_weapon_or_a_band_that_is_called_so_is_no_place(text: str, read: str):
    assert usage(text, read) == "not_a_place"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Dynamo [Yarsk] drew.", "metonymic"),
        ("Maccabi [Tam] lost at home.", "literal"),
        ("They beat [Yarsk] Qalandars.", "metonymic"),
        ("The [Orve] Brigade fought on.", "associative"),
        ("[Yarsk] TV showed it.", "metonymic"),
    ],
)
def test_a_club_or_a_unit_only_has_the_place_in_its_name(text: str, read: str):
    assert usage(text, read) == "org_part"


@pytest.mark.parametrize(
    "text",
    [
        "The town was handed back to [Yarsk].",
        "Orve was handed over to [Tam].",
        "Orve was ceded to [Mesk].",
        "They surrendered the old port to [Tam].",
        "The islands were returned to [Yarsk].",
        "They ceded the hills to [Tam].",
        "They yielded the fort to [Tam].",
    ],
)
def test_what_is_handed_to_a_capital_goes_to_its_government(text: str):
    assert usage(text) == "metonymic"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ships in [Yarsk] fired.", "literal"),
        ("FIRE ON INS [YARSK]", "literal"),
        ("The tanker [Mesk] seized was freed.", "metonymic"),
        ("[Yarsk] rockets hit Orve.", "literal"),
        ("[Orve] drones hit the port.", "associative"),
        ("In [Heron] drones hit a farm.", "literal"),
        ("An [Orve] commander was killed.", "associative"),
        ("Troops reached [Yarsk] United Nations posts.", "literal"),
        ("Real estate in [Yarsk] is dear.", "literal"),
        ("The minister returned to [Yarsk].", "literal"),
        ("Zorych was returned to [Yarsk].", "literal"),
        ("The wounded were returned to [Yarsk].", "literal"),
        ("Convoys turned back to [Yarsk].", "literal"),
        ("The town was handed over to [Orve].", "literal"),
        ("[Yarsk] rockets", "demonym"),
        ("They handed over the crossing to [Yarsk] to monitors.", "literal"),
        ("They handed over the post to [Yarsk].", "literal"),
        ("They handed over the base to [Yarsk] to the monitors.", "literal"),
    ],
)
def test_what_only_looks_so_keeps_its_usage(text: str, read: str):
    assert usage(text, read) == read


@pytest.mark.parametrize("words", ["INS ", "Dynamo ", "the town was handed over to ", "S-400, "])
def test_long_texts_take_no_longer_by_the_word(words: str):
    text = words * (100_000 // len(words))
    p = {head: [1 / len(labels)] * len(labels) for head, labels in HEADS.items()}
    reads = [Read(at, at + 3, p).ruled("usage", "literal") for at in range(0, 90_000, 900)]
    began = process_time()
    usage_told(text, reads, is_named=TOWNS.__contains__, known=lambda _: Known())
    assert process_time() - began < 1

"""Somebody's name is no place, and a town beside an office stays one."""

from __future__ import annotations

import re
from time import process_time

import pytest

from geomap.reader.anchors import Known
from geomap.reader.decode import Read
from geomap.reader.labels import HEADS
from geomap.reader.persons import persons_told, without_person

NAMES = {"Bucha": 30_000, "Kyiv": 3_000_000, "Goma": 600_000, "Orve": 900, "Green Zone": 0}


def _read(start: int, end: int) -> Read:
    p = {head: [1 / len(labels)] * len(labels) for head, labels in HEADS.items()}
    return Read(start, end, p).ruled("usage", "literal")


def _is_person(marked: str) -> bool:
    match = re.search(r"\[(.+?)\]", marked)
    assert match is not None
    text = marked.replace("[", "").replace("]", "")
    reads = [_read(match.start(), match.end() - 2)]
    (read,) = persons_told(
        text, reads, is_named=NAMES.__contains__, known=lambda n: Known(NAMES.get(n, 0))
    )
    return read.best("usage") == "not_a_place"


@pytest.mark.parametrize(
    "text",
    [
        "The governor of Kherson region, [Ostap Zorych], said shells fell.",
        "Sumy's governor, [Ostap Zorych], said shells fell.",
        "The mayor of Orve, [Ostap] Zorych, and others spoke.",
        "[Ostap Zorych], the mayor of Orve, said shells fell.",
        "[Ostap Zorych], governor of the region, fled.",
        "Fighters led by [Ostap Zorych] took Orve.",
        "Troops loyal to [Ostap] Zorych took Orve.",
        "Forces under General [Ostap Zorych] took Orve.",
        "Governor [Ostap Zorych] fled.",
        "Gen. [Ostap Zorych] fled.",
        "The emir of Qatar, [Orve], met him.",
    ],
)
def test_a_name_beside_an_office_or_whose_forces_fight_is_a_persons(text: str):
    assert _is_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Bucha, [Kyiv] region, said the power was off.",
        "The mayor of Bucha, [Alva Norte] district, said the power was off.",
        "The mayor of [Alva Norte], Ostap Zorych, said the power was off.",
        "Forces loyal to [Kyiv] took Orve.",
        "Fighters under fire in [Alva Norte] fled.",
        "They met the governor in [Alva Norte], 20 km from Orve.",
        "A drone hit General [Ostap Zorych] airport near Orve.",
        "The governor, who fled to [Alva Norte], said nothing.",
        "Shells fell on [Alva Norte], the governor's home town.",
        "The president of Kenya, [Goma] and Kigali were named.",
    ],
)
def test_a_place_beside_an_office_stays_a_place(text: str):
    assert not _is_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "An aide of [Zorych] spoke.",
        "[Zorych]'s closest allies spoke.",
        "The lawyer for [Zorych] spoke.",
        "Fighters loyal to [Zorych] took Orve.",
        "While [Zorych] rules, there is no truce.",
        "[Zorych] said shells fell.",
        "General Ostap al-Zorych flew in. Envoys met [Zorych] there.",
        "They put pressure on [Netanyahu] again.",
        "Colonel Ostap Orve fled. [Orve] told them so.",
    ],
)
def test_a_surname_is_a_persons_by_what_is_said_of_it(text: str):
    assert _is_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "An aide of [Kyiv] spoke.",
        "[Orve]'s closest allies spoke.",
        "[Orve] said shells fell.",
        "[Zorych] was shelled.",
        "Police in [Zorych] said shells fell.",
        "Villagers of [Zorych] said shells fell.",
        "Youths from Orve and [Zorych] met there.",
        "Colonel Ostap Orve fled. Shells fell on [Orve].",
        "Colonel Ostap Orve fled. Police in [Orve] said so.",
        "Colonel Ostap Kyiv fled. [Kyiv] said so.",
        "They march for Netanyahu. The [Netanyahu] airport shut.",
    ],
)
def test_a_town_of_which_as_much_is_said_stays_a_place(text: str):
    assert not _is_person(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In [Goma Ann] Orvelle said the airport was shut.", "Goma"),
        ("In [Goma Ann Orvelle] told reporters the airport was shut.", "Goma"),
        ("In [Kyiv Green Zone] was hit.", "Kyiv Green Zone"),
        ("In [Goma Central Hospital] was full.", "Goma Central Hospital"),
        ("In [Zorych Ann] Orvelle said it.", "Zorych Ann"),
        ("The [Goma Ann] Orvelle said it.", "Goma Ann"),
    ],
)
def test_a_place_ends_where_a_persons_name_begins(text: str, place: str):
    match = re.search(r"\[(.+?)\]", text)
    assert match is not None
    plain = text.replace("[", "").replace("]", "")
    start, end = without_person(
        plain, (match.start(), match.end() - 2), is_named=NAMES.__contains__
    )
    assert plain[start:end] == place


@pytest.mark.parametrize("words", ["Ann ", "governor of ", "forces led by ", ", the mayor of "])
def test_long_texts_take_no_longer_by_the_word(words: str):
    text = words * (100_000 // len(words))
    begin = process_time()
    for at in range(0, 90_000, 9_000):
        persons_told(
            text, [_read(at, at + 3)], is_named=NAMES.__contains__, known=lambda n: Known(0)
        )
        without_person(text, (at, at + 12), is_named=NAMES.__contains__)
    assert process_time() - begin < 1

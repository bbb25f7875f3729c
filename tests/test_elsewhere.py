"""What lies across a river, what was shut and where an attack was planned is no target. Sentences are invented."""

from __future__ import annotations

from time import process_time

import pytest
from conftest import marked

from geomap.articles import article_from_text
from geomap.reader import ModelReader
from geomap.reader.anchors import Known, Name
from geomap.reader.elsewhere import only_mentioned

WATERS = {"Bel": Known(is_natural=True), "Isle of Wold": Known(is_natural=True)}


def mentioned(text: str) -> list[str]:
    plain, spans = marked(text)
    fought = [Name(start, end, happened=True) for start, end in spans]
    found = only_mentioned(plain, fought, known=lambda name: WATERS.get(name, Known()))
    return [plain[n.start : n.end] for n in fought if n.start in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Across the [Bel], shells hit [Yarsk].", ["Bel"]),
        ("Across [Lake Tam], rebels seized [Yarsk].", ["Lake Tam"]),
        ("Across the [Mesk Line], a drone hit [Yarsk].", ["Mesk Line"]),
        ("Rockets hit [Tam], and across the [Bel], shells hit [Yarsk].", ["Bel"]),
        ("They shelled [Yarsk] from across the [Bel].", ["Bel"]),
        ("They shelled [Yarsk] from the far side of the [Bel River].", ["Bel River"]),
        ("Shells landed across the [Bel] in [Yarsk].", ["Bel"]),
        ("Jets hit [Yarsk], and the airport of [Tam] was closed.", ["Tam"]),
        ("Jets hit [Yarsk], while markets in [Tam] and [Orve] were shut.", ["Tam", "Orve"]),
        ("The bombing was planned in [Tam].", ["Tam"]),
        ("The attack on [Yarsk] was ordered and financed from [Tam].", ["Tam"]),
        ("They hit [Yarsk] with missiles made in [Tam].", ["Tam"]),
        ("They fired rockets at [Yarsk], some of them made in [Tam].", ["Tam"]),
        ("They hit the base at [Yarsk] with drones assembled in [Tam].", ["Tam"]),
        ("Missiles made in [Tam] were fired at [Yarsk].", ["Tam"]),
        ("At [Tam], a nurse said two of the wounded came from [Yarsk].", ["Tam"]),
        ("In [Tam], doctors said injured men had been brought in from [Yarsk].", []),
        ("In [Tam], two doctors said injured men had been brought in from [Yarsk].", ["Tam"]),
    ],
)
def test_a_name_that_is_only_mentioned_bears_no_event(text: str, names: list[str]):
    assert mentioned(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Across [Mesk], missiles hit [Yarsk] and [Tam].",
        "Across the [Isle], rebels attacked [Yarsk].",
        "Across [Isle of Wold], rebels attacked [Yarsk].",
        "Shelling across the [Mesk Line] went on.",
        "Shelling across the [Mesk Line] went on; [Yarsk] was hit.",
        "Forces fired across the [Mesk Line] in [Yarsk].",
        "Troops crossed the [Bel] near [Yarsk].",
        "[Tam] was closed.",
        "Rebels took [Yarsk], and [Tam] was shut as fighters closed in.",
        "Rebels took [Yarsk], and shelled [Tam] was closed by the siege.",
        "[Yarsk] was hit. The port of [Tam] was closed.",
        "An attack was planned in [Tam].",
        "The attack is planned in [Tam].",
        "Gains made in [Tam] were lost near [Yarsk].",
        "They made missiles in the war, and in [Tam] they hit [Yarsk].",
        "In [Tam], a nurse said shells fell.",
        "In [Tam], a soldier said rebels came from [Yarsk].",
        "Planes hit [Yarsk] and the sheds where rockets were built in [Tam].",
        "Shells fell on [Yarsk], and on a workshop for drones assembled in [Tam].",
        "They bombed the house where the June raid was plotted in [Tam].",
        "They bombed a hideout from which the raid was directed in [Tam].",
        "The attacks were ordered from [Tam], which jets bombed at dawn.",
        "A plot of land near [Yarsk] and rockets assembled in [Tam] were struck.",
        "They seized rifles made in [Tam].",
        "In [Tam], a doctor said nine were killed and the injured fled from [Yarsk].",
        "At [Tam], the hospital said it was shelled and patients had come from [Yarsk].",
        "In [Tam], a nurse said patients were moved, while rockets came from [Yarsk].",
    ],
)
def test_what_only_looks_so_keeps_its_event(text: str):
    assert mentioned(text) == []


@pytest.fixture(scope="module")
def reader() -> ModelReader:
    return ModelReader()


@pytest.mark.parametrize(
    ("text", "name", "read"),
    [
        ("Across the Oskil, Russian shells hit Kupiansk.", "Oskil", "literal none"),
        ("Militants blew up the Ansongo bridge in Mali.", "Mali", "literal none"),
        ("Merkava tanks rolled into Rafah on Monday.", "Merkava", "not_a_place none"),
        ("Venezuela has rejected Trinidad as the venue.", "Trinidad", "literal diplomatic"),
        ("Rockets from Oddar Meanchey hit a shop.", "Oddar Meanchey", "literal battlefield"),
        ("While Netanyahu rules, there will be no truce.", "Netanyahu", "not_a_place none"),
    ],
)
def test_the_reader_takes_a_name_for_what_the_words_beside_it_say(
    reader: ModelReader, text: str, name: str, read: str
):
    found = {m.text: f"{m.usage} {m.site}" for m in reader.mentions(article_from_text(text))}
    assert found[name] == read


def test_a_weapon_whose_name_is_not_even_found_leaves_the_place_alone(reader: ModelReader):
    read = reader.mentions(article_from_text("Merkava tanks entered Rafah."))
    assert [(m.text, m.site) for m in read if m.usage == "literal"] == [("Rafah", "battlefield")]


@pytest.mark.parametrize("words", ["across the ", "the attack was planned in ", "was closed and "])
def test_long_texts_take_no_longer_by_the_word(words: str):
    text = words * (100_000 // len(words))
    names = [Name(at, at + 3, happened=True) for at in range(0, 90_000, 300)]
    began = process_time()
    only_mentioned(text, names)
    assert process_time() - began < 2

"""A front named by its direction is one name, however little of it was found."""

from __future__ import annotations

import pytest

from geomap.reader.decode import Read
from geomap.reader.fronts import directed, named, part, widened
from geomap.reader.labels import HEADS


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Tanks moved to the southern front line at dusk.", "front", "southern front line"),
        ("On the Western Front nothing moved.", "Front", "Western Front"),
        ("Reserves left for the north-eastern frontline.", "frontline", "north-eastern frontline"),
        ("They held the Zaporizhzhia front.", "Zaporizhzhia front", "Zaporizhzhia front"),
        ("Snow fell on the front.", "front", "front"),
    ],
)
def test_a_part_of_a_front_becomes_the_whole(text, found, whole):
    start = text.index(found)
    first, last = widened(text, start, start + len(found))
    assert text[first:last] == whole


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Fighting went on in eastern Ansel.", "Ansel", "eastern Ansel"),
        ("They hold northern and western Ansel.", "Ansel", "northern and western Ansel"),
        (
            "Raids on northern, eastern and southern Ansel.",
            "Ansel",
            "northern, eastern and southern Ansel",
        ),
        (
            "In central, north-western, or southern Ansel.",
            "Ansel",
            "central, north-western, or southern Ansel",
        ),
        (
            "Raids on northern, eastern and southern Ansel.",
            "southern Ansel",
            "northern, eastern and southern Ansel",
        ),
        ("It left northern Dorn and southern Ansel.", "southern Ansel", "southern Ansel"),
        ("Of the north, eastern Ansel said nothing.", "Ansel", "eastern Ansel"),
        ("A bomb in northeast Ansel killed two.", "Ansel", "northeast Ansel"),
        ("A bomb in south Ansel killed two.", "Ansel", "south Ansel"),
        ("The column drove north Ansel said.", "Ansel", "Ansel"),
        ("The fighting, southeastern. Ansel fell.", "Ansel", "Ansel"),
    ],
)
def test_a_part_is_named_with_its_direction(text: str, name: str, whole: str):
    start = text.index(name)
    assert text[part(text, start) : start + len(name)] == whole


def test_fronts_are_found_by_their_direction():
    text = "Along the southern front line, and on the Eastern Front of old; no front, no line."
    assert [text[a:b] for a, b in named(text)] == ["southern front line", "Eastern Front"]


@pytest.mark.parametrize(
    ("site", "found", "names"),
    [
        ("none", ["Soumpi", "northern", "Ansel"], ["Soumpi", "northern Ansel"]),
        ("none", ["Soumpi", "Ansel"], ["Soumpi", "Ansel"]),
        ("battlefield", ["Soumpi", "Ansel"], ["Soumpi", "northern Ansel"]),
    ],
)
def test_a_direction_is_no_name_by_itself(site: str, found: list[str], names: list[str]):
    text = "They attacked Soumpi, a town of northern Ansel."
    p = {head: [1 / len(labels)] * len(labels) for head, labels in HEADS.items()}
    reads = [
        Read(text.index(name), text.index(name) + len(name), p)
        .ruled("usage", "literal")
        .ruled("site", site)
        for name in found
    ]
    assert [text[one.start : one.end] for one in directed(text, reads)] == names


@pytest.mark.parametrize(
    ("usage", "names"), [("demonym", ["Ansel"]), ("literal", ["Western", "Ansel"])]
)
def test_western_countries_are_no_place(usage: str, names: list[str]):
    text = "Some Western countries sent guns to Ansel."
    p = {head: [1 / len(labels)] * len(labels) for head, labels in HEADS.items()}
    reads = [
        Read(text.index(name), text.index(name) + len(name), p)
        .ruled("usage", usage)
        .ruled("site", "none")
        for name in ("Western", "Ansel")
    ]
    assert [text[one.start : one.end] for one in directed(text, reads)] == names

"""A front named by its direction is one name, however little of it was found."""

from __future__ import annotations

import pytest

from geomap.reader.fronts import widened


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

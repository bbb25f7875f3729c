"""'The North' and 'the South': the half of a land that is two, never a town so called."""

from __future__ import annotations

import time

import pytest

from geomap.locate.divided import half, is_part

KOREA = "South Korea said the North fired two rounds. The North denies it."
SUDAN = "In South Sudan the army withdrew from the South's oil fields; the North sent envoys."


@pytest.mark.parametrize(
    ("text", "name", "land"),
    [
        (KOREA, "North", "North Korea"),
        (SUDAN, "South", "South Sudan"),
        (SUDAN, "North", "Sudan"),
        ("Both of Vietnam's halves, North Vietnam said, stay. The South, it said", "South", "South Vietnam"),
        ("Northern Ireland was quiet. Shops in the North opened.", "North", "Northern Ireland"),
    ],
)  # fmt: skip
def test_the_half_is_that_of_the_land_which_the_text_names(text: str, name: str, land: str) -> None:
    start = max(text.rfind(f"{the} {name}") for the in ("the", "The")) + 4
    assert half(text, start, name) == land


def test_without_such_a_land_it_is_none() -> None:
    text = "Rebels hold the North of the country."
    assert half(text, text.index("North"), "North") is None
    assert is_part(text, text.index("North"), "North")


def test_a_text_full_of_them_takes_time_in_proportion() -> None:
    text = "South Korea. " + "The North fired. " * 20_000
    began = time.perf_counter()
    for at in range(13, len(text), 17):
        assert half(text, at + 4, "North") == "North Korea"
    assert time.perf_counter() - began < 5


def test_a_name_without_the_article_is_no_part() -> None:
    text = "North, a town in South Carolina, and North Korea"
    assert not is_part(text, 0, "North")
    assert half(text, 0, "North") is None

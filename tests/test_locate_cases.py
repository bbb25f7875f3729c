"""Judgements on which place a name means (cases/places.toml, cases/places_told.toml), over the gazetteer that ships."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from small_gazetteer import located

from geomap.errors import GazetteerError
from geomap.locate import GazetteerGeocoder
from geomap.locate.sphere import distance_m
from geomap.model import Place
from geomap.names import Names

CASES: list[dict[str, Any]] = [
    case
    for name in ("places.toml", "places_told.toml")
    for case in tomllib.loads((Path(__file__).parent / "cases" / name).read_text("utf-8"))["case"]
]
_NEAR = re.compile(r"(?P<kind>\w+) at (?P<lon>-?[\d.]+),(?P<lat>-?[\d.]+) within (?P<km>\d+)")


@pytest.fixture(scope="module")
def geocoder() -> GazetteerGeocoder:
    """Return the geocoder that ships, over its own gazetteer."""
    try:
        return GazetteerGeocoder(Names.open())
    except GazetteerError as error:
        pytest.skip(f"the gazetteer's data are not here: {error}")


def is_right(place: Place | None, expected: str) -> bool:
    """Return whether the place is what the case expects."""
    if expected == "none" or place is None:
        return expected == "none" and place is None
    near = _NEAR.fullmatch(expected)
    if near is None:
        return place.id == expected
    km = distance_m(place.lon, place.lat, float(near["lon"]), float(near["lat"])) / 1000
    return near["kind"] in ("any", place.kind) and km <= float(near["km"])


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_name_means_the_place_that_a_reader_takes_it_for(
    case: dict[str, Any], geocoder: GazetteerGeocoder
) -> None:
    facts: dict[str, Any] = {}
    if "site" in case:
        facts = {"site": case["site"], "status": "occurred", "usage": "literal"}
    found = located(case["text"], geocoder, **facts)
    assert len(found) == len(case["expect"])
    for sighting, expected in zip(found, case["expect"], strict=True):
        assert is_right(sighting.place, expected), (
            f"{sighting.text}: {expected} expected, got {sighting.place}; {sighting.why}"
        )

"""What happened at a part of a town and in that town, told in one breath, is one event."""

from __future__ import annotations

import time
from typing import Any

import pytest
from conftest import make_place, make_sighting

from geomap.grouping import group_events
from geomap.grouping.nearby import related
from geomap.grouping.parts import with_their_towns

TOWN = make_place("geonames:1", "Ansel", lon=37.0, lat=48.0)
HARBOUR = make_place(
    "overlay:harbour", "fish harbour", lon=37.01, lat=48.0, kind="facility", radius_m=400
)
OTHER = make_place("geonames:2", "Orve", lon=39.0, lat=48.0)


def at(sentence: str, name: str, place: Any, **facts: Any) -> Any:
    start = sentence.index(name)
    return make_sighting(
        "a", sentence=sentence, text=name, start=start, end=start + len(name), place=place, **facts
    )


@pytest.mark.parametrize(
    ("sentence", "events"),
    [
        ("Two shells hit the fish harbour in Ansel.", 1),
        ("Two shells hit the fish harbour, Ansel.", 1),
        ("Two shells hit the fish harbour of the city of Ansel.", 1),
        ("Two shells hit the fish harbour district of Ansel.", 1),
        ("Two shells hit the fish harbour, in the southern suburbs of Ansel.", 1),
        ("Two shells hit the fish harbour and killed five in Ansel.", 2),
        ("Two shells hit the fish harbour and Ansel.", 2),
        ("Two shells hit Ansel and the fish harbour.", 2),
        ("Shells hit the fish harbour and later, from the hills, Ansel.", 2),
    ],
)
def test_a_part_and_the_town_right_behind_it_are_one_event(sentence: str, events: int):
    parts = [at(sentence, "fish harbour", HARBOUR), at(sentence, "Ansel", TOWN)]
    found = group_events(parts)
    assert len(found) == events
    assert found[0].place == HARBOUR or events == 2
    assert sum(len(event.reports) for event in found) == 2


@pytest.mark.parametrize(
    "facts", [{"event_type": "shelling"}, {"status": "ongoing"}, {"event_date": "2025-08-18"}]
)
def test_what_is_told_otherwise_of_the_town_is_another_event(facts: dict[str, Any]):
    sentence = "Two shells hit the fish harbour in Ansel."
    parts = [at(sentence, "fish harbour", HARBOUR), at(sentence, "Ansel", TOWN, **facts)]
    assert len(group_events(parts)) == 2


def test_a_town_elsewhere_holds_no_part():
    sentence = "Two shells hit the fish harbour in Orve."
    parts = [at(sentence, "fish harbour", HARBOUR), at(sentence, "Orve", OTHER)]
    assert len(group_events(parts)) == 2


def test_many_events_of_one_article_take_no_longer_by_the_event():
    sentence = "Two shells hit the fish harbour in Ansel."
    many = [
        [make_sighting("a", sentence=sentence, start=n * 90, place=HARBOUR)] for n in range(20_000)
    ]
    began = time.process_time()
    assert len(with_their_towns(many)) == len(many)
    assert time.process_time() - began < 2.0


def test_a_base_whose_fence_reaches_towards_a_town_belongs_to_it():
    base = make_place(
        "overlay:base", "Ansel air base", lon=37.13, lat=48.0, kind="facility", radius_m=3_000
    )
    assert related([TOWN, base]) == {TOWN.id: (base.id,), base.id: (TOWN.id,)}

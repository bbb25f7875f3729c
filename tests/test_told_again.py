"""One night, the day that a follow-up goes back to, quarters, and what is told in outline."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from conftest import make_place, make_sighting

from geomap.grouping import group_events, wording
from geomap.grouping.going_back import gone_back_to
from geomap.grouping.nearby import related
from geomap.grouping.told import report
from geomap.model import Sighting

FRIDAY = date(2025, 8, 22)


def told(article: str, sentence: str, published: date = FRIDAY, **facts: Any) -> Sighting:
    return make_sighting(article, published, sentence=sentence, **facts)


# --- nights, follow-ups, quarters ------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "said", "day", "night"),
    [
        ("Drones hit a depot late on Wednesday.", "Wednesday", "2025-08-20", "2025-08-20"),
        ("Drones hit a depot on Wednesday night.", "Wednesday night", "2025-08-20", "2025-08-20"),
        ("Drones hit a depot early on Thursday.", "Thursday", "2025-08-21", "2025-08-20"),
        ("Hit in the night to Thursday.", "Thursday", "2025-08-21", "2025-08-20"),
        ("Drones hit it overnight.", "overnight", "2025-08-20/2025-08-21", "2025-08-20"),
        ("Drones hit it on Thursday afternoon.", "Thursday afternoon", "2025-08-21", None),
        ("Firemen worked into the night on Thursday.", "Thursday", "2025-08-21", None),
    ],
)
def test_a_night_is_that_of_the_day_on_which_it_began(
    sentence: str, said: str, day: str, night: str | None
):
    one = report(told("a", sentence, event_date=day, date_text=said))
    assert one.night == (date.fromisoformat(night) if night else None)


def test_late_on_one_day_and_early_on_the_next_is_one_night_and_the_next_night_another_event():
    text = "Drones set a fuel depot on fire in Izium {}, killing two guards, officials said."

    def raid(name: str, when: str, day: str) -> Sighting:
        return told(name, text.format(when), event_date=day, date_text=when.rpartition(" ")[2])

    late = raid("a", "late on Tuesday", "2025-08-19")
    early = raid("b", "early on Wednesday", "2025-08-20")
    after = raid("c", "late on Wednesday", "2025-08-20")
    assert len(group_events([late, early])) == 1
    assert len(group_events([late, after])) == 2
    assert len(group_events([early, after])) == 2


@pytest.mark.parametrize(
    ("sentence", "said", "back"),
    [
        ("Two were buried on Friday, three days after the raid.", "Friday", "2025-08-19"),
        (
            "Hundreds mourned on Friday for a driver shot dead the day before.",
            "Friday",
            "2025-08-21",
        ),
        ("Firemen fought the blaze on Friday, a day after jets struck it.", "Friday", "2025-08-21"),
        ("Mourners met on Friday for victims of Tuesday's raid.", "Friday", "2025-08-19"),
        ("Rescuers dug on Friday after raids overnight.", "Friday", "2025-08-21"),
        ("Jets struck the depot on Friday, a day after a raid killed two.", "Friday", None),
        ("Gunmen shot at a funeral on Friday, a day after a raid.", "Friday", None),
        ("They left on Friday, two days after the raid.", "Friday", None),
        (
            "The prosecutor said on Friday that they fell two days earlier.",
            "two days earlier",
            None,
        ),
    ],
)
def test_what_came_of_a_deed_is_of_the_day_of_the_deed(sentence: str, said: str, back: str | None):
    assert gone_back_to(sentence, FRIDAY, said) == (date.fromisoformat(back) if back else None)


def test_an_hour_until_which_it_went_on_or_at_which_it_was_announced_is_not_its_hour():
    for sentence in (
        "It burned through the night",
        "By last night 60 were found",
        "He announced tonight",
    ):
        assert wording.words(sentence).hours == frozenset()
    assert wording.words("It was hit before dawn").hours == {"dawn"}


def test_means_of_which_one_is_told_as_the_other_tell_nothing_apart():
    def kinds(text: str) -> frozenset[str]:
        return wording.words(text).means

    rocket, shell, drone = map(kinds, ("A rocket fell", "Shells fell", "A drone fell"))
    assert kinds("An air strike killed two") == {"air"}
    assert not wording.kinds_apart(rocket, shell)
    assert wording.kinds_apart(drone, shell)


def test_a_quarter_held_as_a_settlement_is_a_part_of_its_city_and_a_town_beside_it_is_not():
    city = make_place("geonames:1", "Ansel", lon=37.0, lat=48.0, radius_m=12_000)
    quarter = make_place("geonames:2", "Old Mill", lon=37.05, lat=48.02, radius_m=3_000)
    beside = make_place("geonames:3", "Tolvik", lon=36.92, lat=48.0, radius_m=8_000)
    outside = make_place("geonames:4", "Far Mill", lon=37.3, lat=48.0, radius_m=3_000)
    assert related([city, quarter, beside, outside]) == {
        "geonames:1": ("geonames:2",),
        "geonames:2": ("geonames:1",),
    }


def test_an_airport_of_a_town_s_name_is_a_part_of_it_wherever_it_was_laid_out():
    town = make_place("geonames:1", "Ansel", lon=37.0, lat=48.0, radius_m=5_000)
    airport = make_place(
        "x:2", "Ansel Airport", lon=37.2, lat=48.0, kind="facility", radius_m=2_000
    )
    other = make_place("x:3", "Tolvik Airport", lon=37.2, lat=48.0, kind="facility", radius_m=2_000)
    assert related([town, airport, other]) == {"geonames:1": ("x:2",), "x:2": ("geonames:1",)}


# --- what is told in outline -----------------------------------------------------------------


def headed(sentence: str, start: int = 100, **facts: Any) -> Sighting:
    one = told("a", sentence, start=start, **facts)
    article = one.article.model_copy(update={"title": "Strike in Izium"})
    return one.model_copy(update={"article": article})


def test_a_headline_is_of_the_event_that_its_text_tells():
    headline = headed(
        "Title: Strike in Izium", 7, event_type="attack", event_date="2025-08", status="planned"
    )
    body = headed(
        "A missile hit a mill in Izium on Thursday.",
        event_type="air_strike",
        event_date="2025-08-21",
    )
    (event,) = group_events([headline, body])
    assert (event.event_type, event.status, event.event_date) == (
        "air_strike",
        "occurred",
        "2025-08-21",
    )
    assert [step.status for step in event.history] == ["occurred"]
    assert len(group_events([headline])) == 1
    elsewhere = body.model_copy(update={"place": make_place("geonames:9", "Tolvik")})
    assert len(group_events([headline, elsewhere])) == 2


def test_a_headline_is_of_what_is_new_and_not_of_a_raid_of_january():
    headline = headed("Title: Strike in Izium", 7, event_type="attack", event_date="../2025-08-22")
    old = headed("A missile hit Izium in January.", event_type="air_strike", event_date="2025-01")
    assert len(group_events([headline, old])) == 2


def test_the_attackers_of_no_day_are_of_the_raid_that_is_told_and_another_attack_is_its_own():
    raid = headed(
        "Gunmen stormed the market in Izium on Thursday.",
        event_type="ground_fighting",
        event_date="2025-08-21",
    )
    open_day = {
        "event_type": "attack",
        "event_date": "../2025-08-22",
        "date_basis": "bounded_by_publication",
    }
    burned = headed("The attackers burned shops in Izium.", 200, **open_day)
    another = headed("Another attack in Izium was reported.", 200, **open_day)
    drone = headed("A drone was seen over Izium.", 200, **open_day)
    assert len(group_events([raid, burned])) == 1
    assert len(group_events([raid, another])) == 2
    assert len(group_events([raid, drone])) == 2

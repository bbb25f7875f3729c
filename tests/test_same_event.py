"""What several articles tell of one event becomes one, and a war doesn't become one event."""

from __future__ import annotations

import random
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import make_place, make_sighting

import geomap.grouping
from geomap.grouping import group_events, wording
from geomap.grouping.course import course
from geomap.grouping.evidence import SIGNS, because, belief, enough
from geomap.grouping.likeness import likeness, weigh
from geomap.grouping.named_days import named_days, spoken_days
from geomap.grouping.nearby import related
from geomap.grouping.told import report
from geomap.grouping.wording import stem, words
from geomap.model import Casualties, Sighting

FRIDAY = date(2025, 8, 22)


def toll(low: int, kind: Any = "killed") -> tuple[Casualties, ...]:
    text = str(low)
    span = {"start": 0, "end": len(text), "text": text}
    return (Casualties(**span, low=low, high=low, kind=kind, said_by=None),)


def told(article: str, sentence: str, published: date = FRIDAY, **facts: Any) -> Sighting:
    return make_sighting(article, published, sentence=sentence, **facts)


# --- one event ------------------------------------------------------------------------------


def test_other_words_for_one_strike_are_one_event():
    day = {"event_date": "2025-08-21"}
    (event,) = group_events(
        [
            told("a", "A missile hit a crowded pizzeria in Izium on Thursday, killing ten.", **day),
            told("b", "Ten died when a rocket struck a restaurant full of diners.", **day),
        ]
    )
    assert event.sources_independent == 2


def test_a_growing_toll_is_one_event_with_both_numbers():
    day = {"event_date": "2025-08-21"}
    (event,) = group_events(
        [
            told(
                "a", "A bomb fell on the market, killing at least three.", casualties=toll(3), **day
            ),
            told("b", "The dead of the bombed market now number five.", casualties=toll(5), **day),
        ]
    )
    assert [report.casualties[0].low for report in event.reports] == [3, 5]


def test_an_undated_report_that_fits_two_strikes_tells_of_the_one_before_it():
    def strike(name: str, day: int) -> Sighting:
        text = "A missile hit the sugar mill in Izium and killed a night watchman."
        one = told(name, text, date(2025, 8, day), event_date=f"2025-08-{day}", casualties=toll(1))
        return one.model_copy(update={"event_type": "air_strike"})

    older, newer = strike("a", 17), strike("b", 21)
    newer = newer.model_copy(
        update={"sentence": "A missile hit the sugar mill in Izium and a night watchman died."}
    )
    late = told(
        "c", "The night watchman killed by a missile at the sugar mill in Izium had two sons.",
        event_date="../2025-08-22", date_basis="bounded_by_publication", casualties=toll(1),
    )  # fmt: skip
    events = group_events([older, newer, late])
    assert len(events) == 2
    [event] = [event for event in events if len(event.reports) == 2]
    assert {report.id for report in event.reports} == {newer.id, late.id}


def test_a_burial_belongs_to_the_raid_whose_day_it_names():
    raid = told(
        "a", "Drones hit a boiler house on Tuesday and killed two stokers.", date(2025, 8, 20),
        event_date="2025-08-19",
    )  # fmt: skip
    burial = told(
        "b", "The two stokers killed in the boiler house on Tuesday by drones were buried on Friday.",
        event_date="2025-08-22", date_basis="relative",
    )  # fmt: skip
    assert len(group_events([raid, burial])) == 1


# --- several --------------------------------------------------------------------------------


def test_a_long_series_of_daily_shellings_of_one_town_stays_so_many_events():
    first = date(2025, 5, 1)
    reports = []
    for n in range(80):
        day = first + timedelta(n)
        for outlet in ("a", "b"):
            sentence = (
                f"Shells hit homes in Izium on {day:%A}, killing {n % 4 + 1}, the governor said."
            )
            reports.append(
                told(
                    f"{outlet}{n}", sentence, day, event_date=day.isoformat(), event_type="shelling"
                )
            )
    events = group_events(reports)
    assert len({event.event_date for event in events}) == 80
    assert all(len({r.event_date for r in event.reports}) == 1 for event in events)


def test_undated_reports_between_the_days_don_t_chain_a_war_into_one_event():
    first = date(2025, 5, 1)
    reports = []
    for n in range(60):
        day = first + timedelta(n)
        dated = {"event_date": day.isoformat()} if n % 2 else {}
        reports.append(
            told(f"a{n}", "Shells hit homes in Izium again, the governor said.", day, **dated)
        )
    for event in group_events(reports):
        days = [report.article.published for report in event.reports]
        assert max(days) - min(days) <= timedelta(10)  # type: ignore[type-var,operator]


def test_another_target_by_other_means_at_another_hour_is_another_event():
    day = {"event_date": "2025-08-21"}
    events = group_events(
        [
            told("a", "Mortar shells hit a school in Izium on Thursday morning.", **day),
            told("b", "A drone set a refinery in Izium on fire on Thursday night.", **day),
        ]
    )
    assert len(events) == 2


def test_the_opening_and_the_end_of_talks_are_one_event_and_the_next_guest_is_another():
    table = {"site": "diplomatic", "event_type": "talks", "role": "venue"}
    opening = told(
        "a",
        "Colombian and Venezuelan delegates opened talks on their border on Monday.",
        date(2025, 8, 18),
        event_date="2025-08-18",
        status="ongoing",
        **table,
    )
    end = told(
        "b",
        "Four days of talks between Colombia and Venezuela ended on Thursday without a deal.",
        event_date="2025-08-21",
        **table,
    )
    guest = told(
        "c",
        "Kenya's president was received on Tuesday and spoke of vaccines.",
        date(2025, 8, 20),
        event_date="2025-08-19",
        **table,
    )
    events = group_events([opening, end, guest])
    assert sorted(len(event.reports) for event in events) == [1, 2]
    assert "for: in one course of days" in because(report(opening), report(end))


def test_two_guests_of_one_capital_on_one_day_are_two_visits():
    visit = {
        "site": "diplomatic", "event_type": "visit", "event_date": "2025-08-21",
        "place": make_place("geonames:703448", "Kyiv", radius_m=20_000),
    }  # fmt: skip
    events = group_events(
        [
            told(
                "a", "The Italian prime minister promised air defence in Kyiv on Thursday.", **visit
            ),
            told(
                "b", "A delegation from Japan handed over ambulances in Kyiv on Thursday.", **visit
            ),
        ]
    )
    assert len(events) == 2


# --- the order, and the reasons -------------------------------------------------------------


def test_however_the_articles_are_shuffled_the_events_are_the_same():
    chance = random.Random(3)
    objects = ["market", "school", "bridge", "depot", "bakery", "church", "bus stop"]
    reports = []
    for n in range(120):
        day = date(2025, 8, 1) + timedelta(chance.randrange(9))
        sentence = (
            f"A {chance.choice(['drone', 'shell', 'bomb'])} hit a {chance.choice(objects)} "
            f"and killed {chance.randrange(2, 9)} on {day:%A}."
        )
        dated = {"event_date": day.isoformat()} if chance.random() < 0.7 else {}
        reports.append(told(f"a{n}", sentence, day + timedelta(chance.randrange(3)), **dated))
    expected = group_events(reports)
    for _ in range(3):
        chance.shuffle(reports)
        assert group_events(reports) == expected


def test_every_merger_has_its_reasons_in_words():
    day = {"event_date": "2025-08-21"}
    one = report(told("a", "Mortar shells hit a school on Thursday, killing 14.", **day))
    other = report(told("b", "Fourteen pupils died in a classroom hit by shells.", **day))
    said = because(one, other)
    assert "for: same day" in said
    assert "for: a large number in common" in said
    assert belief(one, other) == belief(other, one)
    assert belief(one, other) >= enough()


def test_no_weight_is_against_what_its_point_is_for():
    path = Path(geomap.grouping.__file__).with_name("weights.toml")
    held = tomllib.loads(path.read_text(encoding="utf-8"))["weights"]
    assert held.keys() <= SIGNS.keys()
    assert all(weight * SIGNS[name] >= 0 for name, weight in held.items())


# --- what is compared -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("buried on Friday, three days after the raid", ["2025-08-19", "2025-08-22"]),
        ("the shells of Tuesday", ["2025-08-19"]),
        ("a raid on Monday of last week", ["2025-08-11"]),
        ("it was struck yesterday", ["2025-08-21"]),
        ("not on the 3rd, the army said", ["2025-08-03"]),
        ("since 29 June and December 24", ["2024-12-24", "2025-06-29"]),
        ("two weeks ago", ["2025-08-08"]),
        ("the third day of the assault", ["2025-08-20"]),
        ("in the 3rd century, on the 40th floor", []),
        ("seventeen days ago", ["2025-08-05"]),
        ("the weekend's attack", ["2025-08-16", "2025-08-17"]),
    ],
)
def test_the_days_that_a_sentence_names_are_found(sentence: str, days: list[str]):
    assert named_days(sentence, FRIDAY) == frozenset(map(date.fromisoformat, days))


def test_a_weekday_of_what_is_yet_to_come_is_the_next_one():
    assert named_days("They meet on Tuesday", FRIDAY, ahead=True) == {date(2025, 8, 26)}
    assert named_days("They meet on Tuesday", None) == frozenset()


def test_on_a_sunday_the_weekend_is_that_of_the_day_and_a_planned_one_is_to_come():
    weekend = {date(2025, 8, 23), date(2025, 8, 24)}
    assert named_days("the weekend's attack", date(2025, 8, 24)) == weekend
    assert named_days("They meet at the weekend", FRIDAY, ahead=True) == weekend


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("The talks closed after four days", "2025-08-18"),
        ("They ended a two-day visit", "2025-08-20"),
        ("On the third day of the battle", "2025-08-20"),
        ("Fighting has gone on since Tuesday", "2025-08-19"),
        ("The assault that began on Wednesday", "2025-08-20"),
        ("This week's talks", "2025-08-18"),
        ("The second such strike in four days", None),
        ("Four days after the raid", None),
        ("Seven wounded since Tuesday's raid", None),
        ("A truce of three days", None),
        ("Thirty-seven days old", None),
    ],
)
def test_the_days_that_an_event_took_end_with_the_last_one_told(sentence: str, first: str | None):
    found = course(sentence, FRIDAY, FRIDAY)
    assert (min(found).isoformat() if found else None) == first
    assert not found or max(found) == FRIDAY


def test_a_visit_of_two_days_that_goes_on_may_have_begun_on_its_day():
    found = course("They began a two-day visit", FRIDAY, FRIDAY, goes_on=True)
    assert max(found) == date(2025, 8, 23)


def test_the_part_of_the_day_is_that_beside_the_day_of_the_event():
    sentence = "Shells fell on Monday morning; the coffins are flown home tonight."
    assert report(told("a", sentence, date_text="Monday")).hours == {"morning"}
    assert report(told("a", sentence, date_text=None)).hours == {"morning", "night"}


@pytest.mark.parametrize(
    ("sentence", "hours"),
    [
        ("early on Monday", {"dawn"}),
        ("shortly before one this morning", {"dawn"}),
        ("at 3.30 am", {"dawn"}),
        ("in the small hours", {"dawn"}),
        ("on Monday morning", {"morning"}),
        ("early on Monday evening", {"evening"}),
    ],
)
def test_the_small_hours_are_before_dawn(sentence: str, hours: set[str]):
    assert wording.words(sentence).hours == hours


@pytest.mark.parametrize(
    ("sentence", "spoken"),
    [
        ("The army confirmed on Tuesday that shells had fallen", True),
        ("It fell, he told a meeting of reporters on Tuesday", True),
        ("In a statement Tuesday the army admitted it", True),
        ("Shells fell on Tuesday, a nurse said", False),
        ("The army said Tuesday's raid had failed", False),
    ],
)
def test_a_day_on_which_it_was_only_spoken_of_is_told_apart(sentence: str, spoken: bool):
    assert spoken_days(sentence, FRIDAY) == ({date(2025, 8, 19)} if spoken else set())


def test_an_event_told_on_another_day_than_it_was_announced_is_not_of_two_days():
    strike = told("a", "Jets struck a depot at Ansel on Monday.", date_text="Monday")
    announced = told("b", "The army confirmed on Tuesday that jets had struck a depot at Ansel.")
    assert report(announced).days and not report(announced).event_days
    assert "against: other days named" not in because(report(strike), report(announced))


def test_words_of_one_meaning_are_more_alike_than_others():
    def alike(one: str, other: str) -> float:
        return likeness(weigh({stem(one)}), weigh({stem(other)}))[0]

    assert (
        likeness(weigh({"pizzeria", "queue", "dolphin"}), weigh({"pizzeria", "queue", "dolphin"}))[
            0
        ]
        == 1
    )
    assert alike("jail", "prison") > alike("jail", "bridge")
    assert alike("restaurant", "cafe") > alike("restaurant", "missile")
    assert likeness(weigh(set()), weigh({"jail"})) == (0.0, 0.0)


def test_numbers_in_words_are_read_with_their_tens():
    assert words("Twenty-two died, thirty-one were hurt and 1,400 fled").numbers == {
        "22",
        "31",
        "1400",
    }


def test_countries_are_those_that_take_part():
    said = words("Russian and American envoys met in Kyiv", ("Kyiv",))
    assert said.countries == {"ru", "us"}
    assert words("Italy's premier and the Taliban’s envoys").countries == {"it", "af"}


def test_a_body_that_speaks_is_no_other_country():
    speaking = told("a", "The UN's envoys and the Italian minister spoke of Libya's coast.")
    assert report(speaking).countries == {"un", "it", "ly"}
    assert report(speaking).states == {"it", "ly"}


def test_a_place_reckoned_from_a_town_is_a_part_of_it():
    town = make_place("geonames:1", "Izium")
    part = make_place("relative:geonames:1:outskirts", "outskirts of Izium")
    other = make_place("relative:geonames:1:in-old-town", "Old Town")
    found = related([town, part, other])
    assert found[town.id] == (other.id, part.id)
    assert found[part.id] == (town.id,)


def test_a_unit_named_after_its_town_may_hold_what_happened_in_the_town():
    town = make_place("geonames:1", "Ansel", lon=37.0, lat=48.0)
    district = make_place(
        "geonames:2", "Ansel district", lon=37.3, lat=48.2, kind="region", radius_m=60_000
    )
    elsewhere = make_place("geonames:3", "Ansel", lon=30.0, lat=48.0)
    found = related([town, district, elsewhere])
    assert found == {"geonames:1": ("geonames:2",), "geonames:2": ("geonames:1",)}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("night", "dawn", 0), ("evening", "night", 0), ("dawn", "evening", 1), ("noon", "night", 1)],
)
def test_parts_of_the_day_that_lie_side_by_side_are_not_two_hours(one: str, other: str, apart: int):
    assert wording.hours_apart(frozenset({one}), frozenset({other})) == apart
    assert wording.hours_apart(frozenset({one}), frozenset()) == 0

"""Sightings become events and sites without inventing corroboration."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from conftest import make_place, make_sighting
from site_cases import site_of

from geomap.grouping import group_events, group_sites
from geomap.grouping.copies import Copies
from geomap.model import Attribution

# --- within one article ---------------------------------------------------------------------


def test_sightings_of_one_article_about_one_place_class_and_type_are_one_event():
    events = group_events(
        [make_sighting(start=10), make_sighting(start=90, event_date="2025-08-20")]
    )
    assert [len(event.reports) for event in events] == [2]
    assert events[0].event_date == "2025-08-20"
    assert events[0].sources_independent == 1
    assert events[0].sources_copies == 0


@pytest.mark.parametrize(
    "other",
    [
        {"place": make_place("geonames:2", "Kupiansk")},
        {"site": "diplomatic", "event_type": "talks"},
        {"event_type": "shelling"},
        {"background": True},
        {"event_date": "2025-08-18"},
    ],
)
def test_what_differs_in_place_class_type_setting_or_date_is_another_event(other: dict[str, Any]):
    events = group_events(
        [make_sighting(start=10, event_date="2025-08-20"), make_sighting(start=90, **other)]
    )
    # An undated report joins the dated one, all else being equal; none of these is equal.
    assert len(events) == 2


def test_an_undated_report_joins_the_nearest_of_two_dated_events_and_does_not_bridge_them():
    events = group_events(
        [
            make_sighting(start=10, event_date="2025-08-01"),
            make_sighting(start=200, event_date="2025-08-09"),
            make_sighting(start=230),
        ]
    )
    assert [(event.event_date, len(event.reports)) for event in events] == [
        ("2025-08-01", 1),
        ("2025-08-09", 2),
    ]


def test_what_has_happened_and_what_is_yet_to_come_are_two_events():
    events = group_events(
        [
            make_sighting(start=10, site="diplomatic", event_type="visit", status="occurred"),
            make_sighting(start=90, site="diplomatic", event_type="visit", status="planned"),
        ]
    )
    assert sorted(event.status for event in events) == ["occurred", "planned"]


def test_a_plan_carried_out_on_its_very_day_is_one_event():
    summit = {"site": "diplomatic", "event_type": "summit", "event_date": "2025-08-15"}
    before = make_sighting("a", date(2025, 8, 10), status="planned", **summit)
    after = make_sighting("b", date(2025, 8, 16), status="occurred", **summit)
    (event,) = group_events([before, after])
    assert event.status == "occurred"


def test_a_venue_ruled_out_never_becomes_one_where_it_happened():
    summit = {"site": "diplomatic", "event_type": "summit", "event_date": "2025-08-15"}
    events = group_events(
        [make_sighting("a", status="ruled_out", **summit), make_sighting("b", **summit)]
    )
    assert len(events) == 2


def test_what_is_not_on_the_map_makes_no_event():
    assert group_events([make_sighting(on_map=False, off_map_reason="metonymic")]) == []


# --- across articles ------------------------------------------------------------------------


def test_two_articles_about_one_town_make_one_site_with_two_sightings():
    site = site_of(make_sighting("a"), make_sighting("b", sentence="Guns fired on the town."))
    assert sum(len(event.reports) for event in site.events) == 2


def test_reports_of_two_articles_with_the_same_day_are_one_event_from_two_sources():
    (event,) = group_events(
        [
            make_sighting("a", event_date="2025-08-20"),
            make_sighting(
                "b", event_date="2025-08-20", sentence="Drones hit railway sheds in Izium at dawn."
            ),
        ]
    )
    assert (event.sources_independent, event.sources_copies) == (2, 0)


def test_undated_reports_of_two_articles_stay_two_events():
    events = group_events([make_sighting("a"), make_sighting("b", sentence="Another sentence.")])
    assert len(events) == 2


@pytest.mark.parametrize(
    ("later", "events"), [(date(2025, 8, 24), 1), (date(2025, 10, 24), 2), (None, 2)]
)
@pytest.mark.parametrize("status", ["occurred", "proposed"])
def test_undated_talks_in_one_town_within_a_month_are_one_event(
    status: str, later: date | None, events: int
):
    talks = {"site": "diplomatic", "event_type": "talks", "status": status}
    first = make_sighting(
        "a",
        date(2025, 8, 21),
        sentence="Envoys spoke of grain, mines and prisoners in Izium.",
        **talks,
    )
    second = make_sighting(
        "b", later, sentence="Izium heard the envoys on prisoners, mines and grain.", **talks
    )
    if status == "occurred" and later is not None:
        bound = {"event_date": f"../{later}", "date_basis": "bounded_by_publication"}
        second = second.model_copy(update=bound)
    assert len(group_events([first, second])) == events


def test_diplomacy_of_a_kind_nobody_told_is_not_merged_across_articles():
    talks = {"site": "diplomatic", "event_type": None}
    other = make_sighting("b", sentence="Another account of what they said.", **talks)
    assert len(group_events([make_sighting("a", **talks), other])) == 2


def test_a_month_is_too_wide_to_merge_fighting_but_not_to_merge_a_summit():
    month, day = {"event_date": "2025-08"}, {"event_date": "2025-08-15"}
    other = {"sentence": "A wholly different account of what went on there."}
    assert len(group_events([make_sighting("a", **month), make_sighting("b", **day, **other)])) == 2
    summit = {"site": "diplomatic", "event_type": "summit"}
    planned = make_sighting("a", **month, **summit, sentence="Two presidents on one grain deal.")
    held = make_sighting("b", **day, **summit, sentence="The presidents spoke of that grain deal.")
    assert len(group_events([planned, held])) == 1


def test_a_copied_sentence_is_one_event_and_no_second_source():
    (event,) = group_events([make_sighting("a"), make_sighting("b"), make_sighting("c")])
    assert (event.sources_independent, event.sources_copies) == (1, 2)


def test_a_sentence_too_short_to_be_told_from_chance_is_no_copy():
    copies = Copies()
    short, long = "Strike hits Izium.", make_sighting("a").sentence
    copies.add([make_sighting("a", sentence=short), make_sighting("b")], 7)
    assert copies.original(short) is None
    assert copies.original(long) == 7


def test_two_articles_of_one_publisher_are_one_source():
    (event,) = group_events(
        [
            make_sighting("a", event_date="2025-08-20", publisher="The Wire"),
            make_sighting(
                "b",
                event_date="2025-08-20",
                publisher="the wire",
                sentence="The drones at the railway yard in Izium wounded three, officials said later.",
            ),
        ]
    )
    assert (event.sources_independent, event.sources_copies) == (1, 1)


def test_events_and_sites_do_not_depend_on_the_order_of_the_sightings():
    sightings = [
        make_sighting(
            name, start=start, event_date=day, sentence=f"Report {name} {start} of the raid."
        )
        for name in "abc"
        for start in (5, 60)
        for day in ("2025-08-19", "2025-08-20", None)
    ]
    forward, backward = group_events(sightings), group_events(sightings[::-1])
    assert forward == backward
    assert group_sites(forward) == group_sites(backward[::-1])


def test_an_events_id_stays_when_another_article_reports_it_too():
    first = make_sighting("a", date(2025, 8, 20), event_date="2025-08-20")
    later = make_sighting(
        "b",
        date(2025, 8, 21),
        event_date="2025-08-20",
        sentence="Before dawn drones struck the railway sheds of the town.",
    )
    assert group_events([first])[0].id == group_events([later, first])[0].id


def test_those_who_deny_an_event_are_gathered_once_each():
    (event,) = group_events(
        [
            make_sighting("a", attribution=Attribution(denied_by=("the ministry",))),
            make_sighting("b", attribution=Attribution(denied_by=("the ministry", "the army"))),
        ]
    )
    assert event.denied_by == ("the ministry", "the army")


def test_the_newest_article_decides_the_status_of_an_event():
    talks = {
        "site": "diplomatic",
        "event_type": "talks",
        "sentence": "They may meet in the old town hall.",
    }
    (event,) = group_events(
        [
            make_sighting("a", date(2025, 8, 20), status="proposed", **talks),
            make_sighting("b", date(2025, 8, 22), status="planned", **talks),
        ]
    )
    assert event.status == "planned"


def test_a_plan_and_its_being_carried_out_are_one_event_with_a_history():
    visit = {"site": "diplomatic", "event_type": "visit", "event_date": "2025-08-15"}
    monday = make_sighting(
        "a", date(2025, 8, 11), status="planned", sentence="The chancellor will come.", **visit
    )
    friday = make_sighting("b", date(2025, 8, 15), sentence="The chancellor came.", **visit)
    (event,) = group_events([friday, monday])
    assert event.status == "occurred"
    assert [(step.status, step.published) for step in event.history] == [
        ("planned", date(2025, 8, 11)),
        ("occurred", date(2025, 8, 15)),
    ]


def test_who_arrived_before_the_planned_day_has_not_held_the_talks():
    talks: dict[str, Any] = {"site": "diplomatic", "event_type": "talks", "date_basis": "stated"}
    words = "Envoys of both sides on the prisoners in Izium."
    plan = {"event_date": "2025-08-22", "status": "planned", "sentence": words, **talks}
    planned = make_sighting("a", date(2025, 8, 20), **plan)
    arrived = make_sighting(
        "b", date(2025, 8, 21), event_date="2025-08-21", sentence=words, **talks
    )
    held = make_sighting("c", date(2025, 8, 22), event_date="2025-08-22", sentence=words, **talks)
    assert len(group_events([planned, arrived])) == 2
    assert len(group_events([planned, held])) == 1


def test_what_is_planned_after_it_has_happened_is_another_of_its_kind():
    visit = {"site": "diplomatic", "event_type": "visit", "sentence": "The chancellor and grain."}
    held = make_sighting("a", date(2025, 8, 15), event_date="2025-08-15", **visit)
    planned = make_sighting("b", date(2025, 8, 20), status="planned", **visit)
    assert len(group_events([held, planned])) == 2


def test_a_denial_stands_beside_the_claim_and_makes_no_event_of_its_own():
    claim = make_sighting("a", event_date="2025-08-20")
    denial = make_sighting(
        "b",
        event_date="2025-08-20",
        status="did_not_occur",
        on_map=False,
        off_map_reason="did_not_occur",
        attribution=Attribution(voice="denied", by="the ministry"),
        sentence="No drone struck any railway yard there, the ministry said.",
    )
    (event,) = group_events([denial, claim])
    assert (len(event.reports), len(event.denials)) == (1, 1)
    assert event.denied_by == ("the ministry",)
    assert event.status == "occurred"
    assert group_events([denial]) == []


def test_reports_of_one_day_that_name_other_means_and_targets_are_two_events():
    day = {"event_date": "2025-08-20"}
    events = group_events(
        [
            make_sighting("a", **day, sentence="Mortars hit a school in Izium in the morning."),
            make_sighting("b", **day, sentence="A drone hit the railway in Izium at night."),
        ]
    )
    assert len(events) == 2


def test_a_later_round_of_talks_is_another_event():
    talks = {"site": "diplomatic", "event_type": "talks"}
    texts = ("The second round on grain opened.", "The third round on grain opened.")
    sightings = [
        make_sighting(f"{n}", event_date="2025-08-20", sentence=text, **talks)
        for n, text in enumerate(texts)
    ]
    assert len(group_events(sightings)) == 2


HOSPITAL = make_place("overlay:clinic", "Clinic No. 3", kind="facility", radius_m=300)


@pytest.mark.parametrize(
    ("sentence", "events"),
    [
        ("A guided bomb hit the maternity ward of the largest clinic, with 14 inside.", 1),
        ("Soldiers shot it out near the river.", 2),
    ],
)
def test_a_facility_and_its_town_are_one_only_when_the_words_say_so(sentence: str, events: int):
    day = {"event_date": "2025-08-20"}
    at_clinic = make_sighting(
        "a",
        place=HOSPITAL,
        sentence="A guided bomb tore open the maternity ward, with 14 inside.",
        **day,
    )
    in_town = make_sighting("b", sentence=sentence, **day)
    assert len(group_events([at_clinic, in_town])) == events

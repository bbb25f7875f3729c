"""Events become sites, with status, precision and days of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from conftest import make_place, make_sighting
from site_cases import site_of

from geomap.days import interval
from geomap.grouping import group_events, group_sites
from geomap.model import Event


def one(**facts: Any) -> Event:
    (event,) = group_events([make_sighting(**facts)])
    return event


# --- sites ----------------------------------------------------------------------------------


def test_a_site_takes_the_status_of_its_latest_dated_event():
    site = site_of(
        make_sighting(start=1, event_date="2025-08-01", status="occurred"),
        make_sighting(start=50, event_date="2025-09-01", status="planned"),
        make_sighting(start=99, event_type="shelling", status="ongoing"),
    )
    assert site.status == "planned"
    assert site.statuses == {"occurred": 1, "ongoing": 1, "planned": 1}


def test_without_dates_the_strongest_status_is_the_sites():
    site = site_of(
        make_sighting(start=1, status="ruled_out", event_type="talks", site="diplomatic"),
        make_sighting(start=50, status="planned", event_type="visit", site="diplomatic"),
    )
    assert site.status == "planned"


def test_what_goes_on_is_as_late_as_its_newest_report():
    site = site_of(
        make_sighting(start=1, event_date="2022-03/..", status="ongoing", event_type="siege"),
        make_sighting(start=50, event_date="2024-05-01", status="occurred"),
    )
    assert site.status == "ongoing"
    assert (site.first_date, site.last_date) == ("2022-03", "2024-05-01")


def test_the_day_of_publication_is_no_date_of_a_site():
    site = site_of(make_sighting(event_date="../2025-08-21", date_basis="bounded_by_publication"))
    assert (site.first_date, site.last_date) == (None, None)


def test_a_setting_alone_makes_a_background_site_and_an_event_beside_it_does_not():
    setting = make_sighting(start=1, background=True)
    assert site_of(setting).background
    assert not site_of(setting, make_sighting(start=80)).background


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"kind": "city"}, (1, 1)),
        ({"kind": "facility", "radius_m": 1_000}, (1, 1)),
        ({"kind": "city", "place_id": "relative:1:20km-w"}, (2, 2)),
        ({"kind": "admin2"}, (3, 2)),
        ({"kind": "admin1"}, (4, 3)),
        ({"kind": "region", "radius_m": 90_000}, (5, 3)),
        ({"kind": "natural", "radius_m": 4_000}, (2, 2)),
        ({"kind": "natural", "country": None, "radius_m": 300_000}, (7, 3)),
        ({"kind": "country"}, (6, None)),
        ({"kind": "continent"}, (None, None)),
    ],
)
def test_precision_follows_the_kind_of_place(place: dict[str, Any], expected: tuple[Any, Any]):
    site = site_of(make_sighting(place=make_place(**place)))
    assert (site.where_prec, site.geo_precision) == expected


def test_near_a_town_is_less_precise_than_in_it():
    site = site_of(make_sighting(role="near"))
    assert (site.where_prec, site.geo_precision) == (2, 2)


def test_precision_is_null_where_nothing_happened():
    site = site_of(make_sighting(status="planned", site="diplomatic", event_type="talks"))
    assert (site.where_prec, site.geo_precision) == (None, None)


def test_a_place_that_is_both_is_two_sites():
    sites = group_sites(
        group_events(
            [make_sighting(), make_sighting(start=70, site="diplomatic", event_type="talks")]
        )
    )
    assert [site.site for site in sites] == ["battlefield", "diplomatic"]
    assert len({site.id for site in sites}) == 2


# --- dates ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2025-08-15", (date(2025, 8, 15), date(2025, 8, 15))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-05/2024-06-03", (date(2024, 5, 1), date(2024, 6, 3))),
        ("../2025-08-21", (date.min, date(2025, 8, 21))),
        ("2022-02-24/..", (date(2022, 2, 24), date.max)),
        (None, (date.min, date.max)),
        ("2025-13-40", (date.min, date.max)),
        ("soon", (date.min, date.max)),
    ],
)
def test_edtf_dates_have_a_first_and_a_last_day(edtf: str | None, expected: tuple[date, date]):
    assert interval(edtf) == expected


def test_ten_thousand_reports_of_one_town_are_grouped_without_comparing_all_pairs():
    sightings = [
        make_sighting(
            f"a{n}",
            start=n,
            event_date="2025-08-20",
            sentence=f"Account {n} tells of the raid {n}.",
        )
        for n in range(10_000)
    ]
    (event,) = group_events(sightings)
    assert len(event.reports) == 10_000


def test_one_report_makes_an_event_of_its_facts():
    event = one(role="target", event_date="2025-08-20", date_basis="stated")
    assert (event.role, event.status, event.event_date) == ("target", "occurred", "2025-08-20")

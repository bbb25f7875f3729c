"""A page of a big corpus: what is on it, what is left out, and that it says so."""

from __future__ import annotations

import base64
import gzip
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import make_place, make_sighting

from geomap.export.fitting import fit
from geomap.export.listing import Listing
from geomap.grouping import group_events, group_sites
from geomap.model import Sighting
from geomap.run import begin_rendering, off_begun, shell_begun
from geomap.settings import Settings


def render(*given: Any, **how: Any) -> dict[str, bytes]:
    """Return all the files at once."""
    with begin_rendering(*given, **how) as rendered:
        return rendered.files()


def reports() -> list[Sighting]:
    """Return reports of ten events in two towns, a month apart; three sources tell of the last."""
    made = []
    for number in range(10):
        day = date(2025, 1, 10) + timedelta(days=30 * number)
        town = (
            make_place("geonames:1", "Izium") if number < 9 else make_place("geonames:2", "Lyman")
        )
        made.append(
            make_sighting(
                f"{number:02}", day, place=town, event_date=day.isoformat(),
                sentence=f"Two drones struck depot number {number} at dawn, officials said.",
                publisher=f"Paper {number}",
            )
        )  # fmt: skip
    return made


def fitted(sightings: list[Sighting], **settings: Any) -> Any:
    events = group_events(sightings)
    return events, fit(sightings, events, group_sites(events), settings=Settings(**settings))


def test_what_fits_is_left_as_it_is():
    events, found = fitted(reports())
    assert found.whole
    assert found.left is None
    assert list(found.events) == list(events)


def test_a_window_keeps_the_events_of_its_days_and_the_page_says_what_is_outside():
    events, found = fitted(reports(), since="2025-03-01", until="2025-05-31")
    days = [event.event_date for event in found.events]
    assert sorted(days) == ["2025-03-11", "2025-04-10", "2025-05-10"]
    assert found.left is not None
    assert f"{len(events) - 3} events before 2025-03-01 or after 2025-05-31" in found.left


def test_an_undated_event_counts_as_told_by_the_day_it_was_published():
    told = make_sighting("x", date(2025, 8, 21), event_date=None)
    assert fitted([told], until="2025-08-01")[1].events == []
    assert len(fitted([told], since="2025-08-01")[1].events) == 1


def test_of_too_many_events_each_place_keeps_one_before_any_has_two():
    _, found = fitted(reports(), most_events=2)
    assert {event.place.name for event in found.events} == {"Izium", "Lyman"}
    assert "8 events that fewer sources report" in (found.left or "")
    assert sum(len(site.events) for site in found.sites) == 2


def test_the_list_of_what_is_off_the_map_becomes_counts_when_it_is_too_long():
    made = reports()
    off = make_sighting("o", on_map=False, off_map_reason="no_event", site="none", status=None)
    events = group_events(made)
    found = fit([*made, off], events, group_sites(events), settings=Settings(), most_off=0)
    assert not found.lists_off
    assert "the list of 1 mentions" in (found.left or "")


def test_the_page_says_what_it_left_out_and_the_files_beside_it_hold_all():
    made = reports()
    events = group_events(made)
    files = render(made, events, group_sites(events), settings=Settings(most_events=3))
    block = re.search(
        r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', files["map.html"].decode(), re.S
    )
    assert block is not None
    data = json.loads(gzip.decompress(base64.b64decode(json.loads(block[1])[0])))
    assert len(data["events"]["id"]) == 3
    assert data["left"].startswith("Not on this page, for its size: 7 events")
    assert data["on_map"] == 10
    assert len(json.loads(files["events.geojson"])["features"]) == 10


@pytest.mark.parametrize("public", [False, True])
def test_a_page_that_is_begun_beside_is_the_same(monkeypatch: pytest.MonkeyPatch, public: bool):
    odd = 'Kyiv said:\u2028"no"\nand \u0085 no\\more.'
    made = [*reports(), make_sighting("off", usage="metonymic", site="none", sentence=odd)]
    made[-1] = made[-1].model_copy(update={"on_map": False, "off_map_reason": "metonymic"})
    events = group_events(made)
    sites = group_sites(events)
    listing = Listing.of(made)
    settings = Settings(publish=public)
    with off_begun(listing, settings) as off, shell_begun(settings, many=False) as shell:
        assert (off, shell) == (None, None)  # the page is soon made
    monkeypatch.setattr("geomap.run.rendering.LONG", 1)
    with shell_begun(settings, many=True) as shell, off_begun(listing, settings) as off:
        beside = render(made, events, sites, settings=settings, off=off, shell=shell)
    assert beside == render(made, events, sites, settings=settings)
    assert (off is None) is public
    listed = off() if off is not None else b""
    if listed:
        columns = json.loads(gzip.decompress(base64.b64decode(listed)))
        assert columns["sentence"] == [odd]
        assert columns["reason"] == {"of": ["metonymic"], "at": [0]}
        assert columns["article"] == [listing.articles.index(made[-1].article)]


def test_a_listing_gives_its_columns_back():
    off = make_sighting("off", usage="metonymic", site="none", sentence="A\u2028B").model_copy(
        update={"on_map": False, "off_map_reason": "metonymic"}
    )
    (part,) = Listing.of([off, off]).parts
    assert part.column("sentence") == ["A\u2028B"] * 2
    assert part.column("id") == [off.id] * 2
    (plain,) = Listing.of(reports()[:1]).parts
    assert plain.column("id") == []

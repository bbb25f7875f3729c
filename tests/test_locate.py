"""The chooser over a small gazetteer: which place a name means, and why."""

from __future__ import annotations

import time
from datetime import date
from typing import Any, cast

import pytest
from small_gazetteer import SmallNames, located, marked, small_geocoder

from geomap.errors import GeocoderError, GeocoderUnusable
from geomap.locate import GazetteerGeocoder, locate
from geomap.model import OFF_MAP_REASONS, Article, Candidate
from geomap.names import Names


def places(text: str, **facts: Any) -> list[str | None]:
    """Return the ids of the places of a text's bracketed names."""
    return [s.place.id if s.place else None for s in located(text, **facts)]


def test_the_state_named_after_the_comma_decides_which_paris_is_meant() -> None:
    assert places("The envoy, born in [Paris], [Texas], made no comment.") == [
        "geonames:32",
        "geonames:33",
    ]


def test_a_state_that_is_no_mention_of_its_own_still_decides() -> None:
    assert places("The envoy was born in [Paris], Tex., and made no comment.") == ["geonames:32"]


def test_without_more_the_capital_is_meant() -> None:
    assert places("Talks were held in [Paris].") == ["geonames:31"]


def test_once_told_apart_a_name_keeps_its_sense_for_the_article() -> None:
    found = places("A fire broke out in [Paris], [Texas]. Firemen from [Paris] put it out.")
    assert found[0] == found[2] == "geonames:32"


def test_a_town_set_apart_late_does_not_rename_the_one_spoken_of_before() -> None:
    text = (
        "Rockets fell on [Tripoli] and on [Zawiya]. " + "Nobody claimed them. " * 25
    ) + "Medicine came from [Tripoli] in northern [Lebanon]."
    assert places(text) == ["geonames:43", "geonames:45", "geonames:44", "geonames:10"]


def test_villages_in_a_name_means_the_province() -> None:
    assert places("Troops captured villages in [Donetsk].") == ["geonames:20"]


def test_a_bare_name_of_town_and_province_means_the_town() -> None:
    assert places("Shells fell on [Donetsk].") == ["geonames:21"]


@pytest.mark.parametrize(
    "name",
    [
        "Donetsk Oblast",
        "Donetsk oblast",
        "Donetsk region",
        "the Donetsk Region",
        "Donetsk province",
    ],
)
def test_a_designator_means_the_unit(name: str) -> None:
    assert places(f"Troops advanced in [{name}].") == ["geonames:20"]


def test_a_designator_outside_the_name_means_the_unit_too() -> None:
    assert places("Troops advanced in the [Donetsk] region.") == ["geonames:20"]


def test_the_city_of_means_the_town() -> None:
    assert places("Shells fell on the city of [Donetsk].") == ["geonames:21"]


def test_of_many_villages_the_one_beside_the_articles_other_places_is_meant() -> None:
    found = places("Fighting went on in [Avdiivka] and [Stepove], west of [Donetsk].")
    assert found[1] == "geonames:25"


def test_a_village_that_nothing_decides_stays_unplaced_and_says_so() -> None:
    sighting = located("Fighting went on in [Stepove].", site="battlefield", status="occurred")[0]
    assert sighting.place is None
    assert not sighting.on_map
    assert sighting.off_map_reason == "unplaced"
    assert "3 places" in sighting.why[-1]
    assert len(sighting.rivals) == 3


@pytest.mark.parametrize(("more", "placed"), [("", False), (" [Libya] sent soldiers.", True)])
def test_an_event_in_a_land_named_nowhere_else_is_placed_only_when_it_is_surer(
    more: str, placed: bool
) -> None:
    text, mentions = marked(
        "Shells fell on [Bakhmut||battlefield], [Sloviansk||battlefield] and [Izium||battlefield]. "
        f"[Ukraine] lost [Avdiivka||battlefield]. Gunmen burned houses in [Tripoli||battlefield].{more}"
    )
    article = Article(id="a", source="a", text=text, published=None)
    found = locate(article, mentions, small_geocoder(), placed_above=0.7)
    assert (found[5].place is not None) is placed
    assert (found[5].score.place or found[5].rivals[0].score) > 0.7


def test_a_name_that_one_place_alone_has_needs_less() -> None:
    text, mentions = marked(
        "[Ukraine] was cold. [Chad] had rain, said a trader in [Adré], and [Goma] too."
    )
    article = Article(id="a", source="a", text=text, published=None)
    sure = locate(article, mentions, small_geocoder())[2].score.place
    assert sure is not None
    found = locate(article, mentions, small_geocoder(), placed_above=min(1.0, sure * 1.5))
    assert found[2].place is not None


def test_an_unknown_name_stays_unplaced_and_says_so() -> None:
    sighting = located("Fighting went on in [Qwertyville].")[0]
    assert sighting.place is None
    assert "no place called 'Qwertyville'" in sighting.why[-1]


def test_a_city_and_a_state_tell_two_georgias_apart() -> None:
    assert places("He flew from [Atlanta], [Georgia], to [Paris].")[1] == "geonames:34"
    assert places("He flew from [Tbilisi], [Georgia], to [Paris].")[1] == "geonames:7"


def test_washington_is_the_capital_except_where_a_town_of_the_state_stands_before_it() -> None:
    assert places("Trump brought leaders to [Washington] for talks.") == ["geonames:37"]
    assert places("A church in [Spokane], [Washington], sent tents.")[1] == "geonames:38"


def test_a_demonym_means_its_country() -> None:
    assert places("[Ukrainian|demonym] drones flew east.") == ["geonames:1"]
    assert places("[European|demonym] leaders met.") == ["geonames:51"]


def test_a_capital_that_acts_is_still_the_city() -> None:
    assert places("[Moscow|metonymic] refused, [Kyiv|metonymic] agreed.") == [
        "geonames:30",
        "geonames:29",
    ]


def test_a_former_name_leads_to_the_place_and_why_says_so() -> None:
    sighting = located("The front ran through [Artemivsk].")[0]
    assert sighting.place is not None
    assert sighting.place.id == "geonames:22"
    assert any("former name" in line for line in sighting.why)


def test_who_asks_for_a_name_today_gets_its_former_bearer_last() -> None:
    found = small_geocoder().candidates("Salisbury")
    assert [candidate.country for candidate in found] == ["GB", "ZW"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [(date(1976, 9, 24), "geonames:54"), (date(2018, 3, 8), "geonames:55")],
)
def test_a_former_name_that_another_town_bears_is_read_by_the_articles_date(
    written: date, meant: str
) -> None:
    assert places("Both men were seen in [Salisbury].", published=written) == [meant]


def test_a_close_spelling_is_taken_only_when_nothing_is_spelt_so() -> None:
    geocoder = small_geocoder()
    found = geocoder.candidates("Huliaipole")
    assert [candidate.id for candidate in found] == ["geonames:46"]
    assert any("close to the spelling" in line for line in found[0].why)
    assert found[0].score <= 0.4  # never as sure as a name that is spelt so
    assert all("close to" not in line for c in geocoder.candidates("Paris") for line in c.why)
    assert geocoder.candidates("Hulopoly") == []


def test_an_airport_the_gazetteer_lacks_is_placed_at_its_town_and_marked_so() -> None:
    sighting = located("Shells hit [Donetsk airport].", site="battlefield", status="occurred")[0]
    assert sighting.place is not None
    assert sighting.place.kind == "facility"
    assert sighting.place.id == "relative:geonames:21:airport"
    assert sighting.place.radius_m >= 15_000
    assert "no airport called" in sighting.why[0]


def test_an_unknown_hospital_in_a_known_town_is_placed_in_that_town() -> None:
    sighting = located("Shells hit the [Teaching Hospital] in [Nyala].")[0]
    assert sighting.place is not None
    assert sighting.place.kind == "facility"
    assert sighting.place.lat == pytest.approx(12.049)
    assert any("no 'Teaching Hospital' is known" in line for line in sighting.why)


def test_not_a_place_gets_none() -> None:
    sighting = located("[Chad|not_a_place] Smith won.")[0]
    assert sighting.place is None
    assert sighting.off_map_reason == "not_a_place"


def test_a_status_note_comes_with_the_place() -> None:
    sighting = located("Shells fell on [Bakhmut].")[0]
    assert sighting.place is not None
    assert sighting.place.status_note == "occupied in part"


def test_why_is_in_words_and_rivals_are_kept() -> None:
    sighting = located("The envoy, born in [Paris], [Texas], made no comment.")[0]
    assert "Paris, Texas" in " ".join(sighting.why)
    assert [rival.id for rival in sighting.rivals] == ["geonames:31"]
    assert sighting.score.place is not None
    assert 0 <= sighting.score.place <= 1


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"usage": "metonymic"}, "metonymic"),
        ({"usage": "literal"}, "no_event"),
        (
            {"usage": "literal", "section": "teaser", "site": "battlefield", "status": "occurred"},
            "teaser",
        ),
        ({"usage": "literal", "site": "battlefield", "status": "did_not_occur"}, "did_not_occur"),
        ({"usage": "literal", "site": "diplomatic", "status": "ruled_out"}, None),
        ({"usage": "literal", "site": "battlefield", "status": "occurred"}, None),
    ],
)
def test_on_the_map_are_literal_placed_events_of_the_body(
    facts: dict[str, Any], reason: str | None
) -> None:
    sighting = located("Something about [Moscow].", **facts)[0]
    assert sighting.off_map_reason == reason
    assert sighting.on_map is (reason is None)
    assert reason is None or reason in OFF_MAP_REASONS


def test_a_country_is_an_area() -> None:
    sighting = located("Drones flew against [Ukraine].", site="battlefield", status="occurred")[0]
    assert sighting.place is not None
    assert sighting.place.kind == "country"


def test_every_mention_gets_one_sighting_in_its_order() -> None:
    text, mentions = marked("[Kyiv] and [Paris], then [Nowhere] and [Chad|not_a_place].")
    article = Article(id="sha256:x", text=text, source="x.txt")
    backwards = list(reversed(mentions))
    found = locate(article, backwards, small_geocoder())
    assert [(s.start, s.end) for s in found] == [(m.start, m.end) for m in backwards]
    assert len({s.id for s in found}) == len(found)


def test_the_same_article_gives_the_same_sightings() -> None:
    text = "Shells fell on [Donetsk], [Avdiivka] and [Stepove]; [Moscow|metonymic] was silent."
    assert located(text) == located(text)


class Broken:
    """A geocoder whose lookups fail."""

    version = "broken"

    def __init__(self, error: GeocoderError) -> None:
        self.error = error

    def candidates(self, name: str, *, country: str | None = None) -> list[Candidate]:
        raise self.error


def test_a_failed_lookup_leaves_the_mention_unplaced_with_the_reason() -> None:
    sighting = located("Shells fell on [Izium].", Broken(GeocoderError("timed out after 5 s")))[0]
    assert sighting.place is None
    assert sighting.why[-1] == "timed out after 5 s"


def test_a_geocoder_that_can_not_work_stops_the_run() -> None:
    with pytest.raises(GeocoderUnusable):
        located("Shells fell on [Izium].", Broken(GeocoderUnusable("wrong key")))


@pytest.mark.parametrize("site", ["battlefield", "diplomatic", "none"])
def test_a_town_known_by_an_event_is_meant_where_one_is_told_of(site: str) -> None:
    names = SmallNames()
    row = names.lookup("Paris")[1].row._replace(name="Solace")
    names.add(row._replace(id="geonames:900"))
    names.add(row._replace(id="geonames:901", country="GB", admin1=None, admin1_code=None, seat=-2))
    facts = {} if site == "none" else {"site": site, "status": "occurred"}
    (found,) = located(
        "They came to [Solace].", GazetteerGeocoder(cast(Names, names)), usage="literal", **facts
    )
    meant = None if found.place is None else found.place.id
    assert meant == ("geonames:900" if site == "none" else "geonames:901")


def test_a_place_of_the_users_own_takes_precedence() -> None:
    names = SmallNames()
    row = names.lookup("Paris")[0].row
    names.add(row._replace(id="own:paris-cafe", population=0, seat=0, country="UA", source="own"))
    geocoder = GazetteerGeocoder(cast(Names, names))
    assert geocoder.candidates("Paris")[0].id == "own:paris-cafe"


def test_a_strangers_geocoder_is_asked_through_its_candidates() -> None:
    class Stranger:
        version = "stranger"

        def candidates(self, name: str, *, country: str | None = None) -> list[Candidate]:
            return [
                Candidate(
                    id="stranger:1", name=name, kind="city", country="UA", lon=37.0, lat=49.0,
                    radius_m=1000, source="stranger", score=0.8,
                )
            ]  # fmt: skip

    sighting = located("Shells fell on [Izium].", Stranger())[0]
    assert sighting.place is not None
    assert sighting.place.id == "stranger:1"


def test_ten_thousand_mentions_take_seconds_not_minutes() -> None:
    line = "Shells fell on [Donetsk], [Avdiivka], [Stepove] and [Izium]; [Moscow|metonymic] spoke. "
    text, mentions = marked(line * 2000)
    article = Article(id="sha256:x", text=text, source="x.txt")
    start = time.process_time()
    found = locate(article, mentions, small_geocoder())
    assert len(found) == 10_000
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "name", ["", " ", "'", "x" * 10_000, "((((", "of", "the", "oblast", "\x00\ufffd"]
)
def test_strange_names_are_no_error(name: str) -> None:
    assert small_geocoder().candidates(name) == []


def test_candidates_can_be_narrowed_to_a_country() -> None:
    found = small_geocoder().candidates("Paris", country="US")
    assert [candidate.id for candidate in found] == ["geonames:32"]
    assert found[0].score == 1.0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Paris, Texas", "geonames:32"),
        ("Tripoli, Lebanon", "geonames:44"),
        ("Washington, Georgia", None),
        ("Qwzrt/Bakhmut town", "geonames:22"),
        ("Qwzrt (Bakhmut) town", "geonames:22"),
        ("Bakhmut (Artemivsk)", "geonames:22"),
        ("selo Izium", "geonames:24"),
    ],
)
def test_a_name_is_found_as_lists_and_reports_write_it(asked: str, told: str | None):
    found = small_geocoder().candidates(asked)
    assert (found[0].id if found else None) == told

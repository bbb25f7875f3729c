"""Places that a text gives from others: '20 km west of Bakhmut', 'the border with Chad'."""

from __future__ import annotations

import pytest
from small_gazetteer import located

from geomap.locate import relative
from geomap.locate.coasts import OFF
from geomap.locate.sphere import bearing, destination, distance_m
from geomap.model import Place, Sighting

FIGHT = {"site": "battlefield", "status": "occurred"}
# Yemen, Ukraine, Syria, Libya, Somalia, Sudan, Lebanon, Israel, Iran, Taiwan, Turkey, Egypt, Iraq
COUNTRY_IDS = [
    f"geonames:{number}"
    for number in (69543, 690791, 163843, 2215636, 51537, 366755, 272103, 294640, 130758, 1668284,
                   298795, 357994, 99237)
]  # fmt: skip
BAKHMUT = (38.0, 48.595)
BAKHMUT_RADIUS_M = 5_000.0


def place(sighting: Sighting) -> Place:
    """Return the sighting's place; it must have one."""
    assert sighting.place is not None
    return sighting.place


def from_bakhmut(found: Place) -> tuple[float, float]:
    """Return (km, degrees) of a place seen from Bakhmut."""
    return (
        distance_m(*BAKHMUT, found.lon, found.lat) / 1000,
        bearing(*BAKHMUT, found.lon, found.lat),
    )


@pytest.mark.parametrize(
    ("words", "km", "degrees"),
    [
        ("20 km west of", 20, 270),
        ("20km west of", 20, 270),
        ("about 12 kilometres (7 miles) north-east of", 12, 45),
        ("ten miles to the south of", 16.1, 180),
        ("3.5 km southeast of the city of", 3.5, 135),
        ("two to 4 km north of", None, None),
    ],
)
def test_a_distance_and_a_direction_make_a_point_of_its_own(
    words: str, km: float | None, degrees: float | None
) -> None:
    found = place(located(f"Fighting went on {words} [Bakhmut].", **FIGHT)[0])
    if km is None or degrees is None:
        return
    seen_km, seen_degrees = from_bakhmut(found)
    assert seen_km == pytest.approx(km, rel=0.02)
    assert seen_degrees == pytest.approx(degrees, abs=1.5)
    assert found.id.startswith("relative:geonames:22:")
    assert found.radius_m <= max(km * 1000, BAKHMUT_RADIUS_M)
    assert found.kind == "region"


def test_the_id_says_direction_and_metres_and_the_note_comes_along() -> None:
    sighting = located("Fighting went on 20 km west of [Bakhmut].", **FIGHT)[0]
    assert place(sighting).id == "relative:geonames:22:w20000"
    assert place(sighting).name == "20 km west of Bakhmut"
    assert place(sighting).status_note == "occupied in part"
    assert sighting.text == "Bakhmut"
    assert any("20 km west of Bakhmut" in line for line in sighting.why)


def test_a_distance_without_direction_widens_the_radius() -> None:
    found = place(located("Fighting went on 30 km from [Bakhmut].", **FIGHT)[0])
    assert (found.lon, found.lat) == BAKHMUT
    assert found.radius_m >= 30_000


def test_a_distance_that_places_another_name_leaves_the_base_where_it_is() -> None:
    found = located("Shells fell on [Avdiivka], 50 km south of [Bakhmut].", **FIGHT)
    assert place(found[0]).id == "geonames:28"
    assert place(found[1]).id == "geonames:22"


def test_just_south_of_a_town_lies_beside_it() -> None:
    found = place(located("Troops dug in just south of [Bakhmut].", **FIGHT)[0])
    km, degrees = from_bakhmut(found)
    assert 2 < km < 10
    assert degrees == pytest.approx(180, abs=1)


def test_between_two_towns_lies_between_them() -> None:
    found = [
        place(s) for s in located("Fighting went on between [Izium] and [Sloviansk].", **FIGHT)
    ]
    assert found[0].id == found[1].id == "relative:geonames:23+geonames:24:between"
    assert found[0].lat == pytest.approx(49.03, abs=0.02)
    assert found[0].radius_m == pytest.approx(24_000, rel=0.1)


def test_the_road_from_one_town_to_another_lies_between_them() -> None:
    found = [place(s) for s in located("Rebels cut the road from [Goma] to [Sake].", **FIGHT)]
    assert found[0].id == found[1].id == "relative:geonames:40+geonames:41:road"
    assert found[0].lon == pytest.approx(29.14, abs=0.02)


def test_talks_between_two_capitals_are_held_in_neither_nor_between() -> None:
    found = located("Talks between [Kyiv|metonymic] and [Moscow|metonymic] stalled.")
    assert [place(s).id for s in found] == ["geonames:29", "geonames:30"]


def test_a_border_lies_between_the_two_countries() -> None:
    text = "[Sudan|metonymic] is at war. Fighters crossed near the border with [Chad]."
    found = place(located(text, **FIGHT, usage="literal")[1])
    assert found.id == "relative:geonames:4+geonames:5:border"
    assert 21 < found.lon < 28
    assert found.kind == "region"


def test_a_town_named_at_the_border_pins_it() -> None:
    text = "Fighters struck [Nyala] near the border with [Chad]."
    found = place(located(text, **FIGHT)[1])
    assert distance_m(found.lon, found.lat, 24.881, 12.049) < 1000
    assert found.radius_m < 100_000


def test_a_border_at_which_nothing_happens_is_just_the_country() -> None:
    assert place(located("He lives near the border with [Chad].")[0]).id == "geonames:4"


@pytest.mark.parametrize(
    "words", ["off [Yemen]'s coast", "off the coast of [Yemen]", "off [Yemen]"]
)
def test_off_a_coast_has_an_id_and_a_radius_of_its_own(words: str) -> None:
    found = place(located(f"A ship was hit {words}.", **FIGHT)[0])
    assert found.id == "relative:geonames:6:coast"
    assert found.radius_m >= 30_000
    assert found.lat < 14.5  # at sea, not in the middle of the country


def test_every_point_off_a_coast_is_near_its_country() -> None:
    names = pytest.importorskip("geomap.names").Names.open()
    rows = {row.country: row for row in map(names.place, COUNTRY_IDS) if row is not None}
    assert len(rows) > 10
    for code, row in rows.items():
        lon, lat, _ = OFF[code]
        assert distance_m(lon, lat, row.lon, row.lat) < 1.8 * row.radius_m + 100_000, code


def test_the_outskirts_of_a_town_are_wider_than_the_town() -> None:
    found = place(located("Shells fell on the outskirts of [Douma].", **FIGHT)[0])
    assert found.id == "relative:geonames:42:outskirts"
    assert (found.lon, found.lat) == (36.402, 33.572)
    assert found.radius_m > 5_000


def test_the_north_of_a_country_is_a_point_in_its_north_with_a_radius() -> None:
    found = place(located("Strikes hit [northern Syria].", **FIGHT)[0])
    assert found.kind == "region"
    assert 35.5 < found.lat < 37.5
    assert found.lon == pytest.approx(38, abs=0.1)
    assert found.id == "relative:geonames:3:north"


def test_two_directions_make_one() -> None:
    found = place(located("Rebels hold [northern and western Syria].", **FIGHT)[0])
    assert found.id == "relative:geonames:3:north-west"


def test_three_directions_are_about_the_middle() -> None:
    found = place(located("Rebels hold [northern, eastern and southern Syria].", **FIGHT)[0])
    assert found.id == "relative:geonames:3:centre"
    assert found.name == "northern, eastern and southern Syria"


def test_a_direction_before_a_name_counts_where_an_event_is_reported() -> None:
    text = "Strikes hit the east of [Syria]."
    assert place(located(text, **FIGHT)[0]).id == "relative:geonames:3:east"
    assert place(located(text)[0]).id == "geonames:3"


def test_a_front_named_by_direction_alone_lies_in_the_country_at_war() -> None:
    text = "Drones flew against [Ukraine]. Troops massed on the [southern front line]."
    found = place(located(text, **FIGHT)[1])
    assert found.country == "UA"
    assert found.lat < 48
    assert found.kind == "region"


def test_a_front_of_no_known_country_is_unplaced() -> None:
    assert located("Troops massed on the [southern front line].", **FIGHT)[0].place is None


@pytest.mark.parametrize("degrees", [0, 45, 90, 180, 269.5])
def test_going_there_and_measuring_back_agree(degrees: float) -> None:
    lon, lat = destination(38.0, 48.6, bearing_deg=degrees, metres=25_000)
    assert distance_m(38.0, 48.6, lon, lat) == pytest.approx(25_000, rel=1e-4)
    assert bearing(38.0, 48.6, lon, lat) == pytest.approx(degrees, abs=0.01)


def test_a_point_beyond_the_date_line_has_a_legal_longitude() -> None:
    lon, lat = destination(179.9, 0.0, bearing_deg=90, metres=100_000)
    assert -180 <= lon <= 180
    assert -90 <= lat <= 90


@pytest.mark.parametrize(
    ("text", "name", "previous", "how"),
    [
        ("Shells fell on Adré, 5 km west of Chad's border.", "Chad", "Adré", None),
        ("A boat sank at Kerkennah, 20 km off Tunisia's coast.", "Tunisia", "Kerkennah", None),
        ("They camped ten mi from Bakhmut.", "Bakhmut", None, "distance"),
        ("I am from Bakhmut.", "Bakhmut", None, None),
        ("It began at 5 am outside Bakhmut.", "Bakhmut", None, None),
        ("Shells fell near Chad's border.", "Chad", None, "border"),
    ],
)
def test_what_words_say_of_the_name_beside_them(
    text: str, name: str, previous: str | None, how: str | None
) -> None:
    start = text.index(name)
    previous_end = text.index(previous) + len(previous) if previous else None
    said = relative.read(text, start, start + len(name), previous_end=previous_end)
    assert (said.how if said else None) == how

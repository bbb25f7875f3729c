"""What the gazetteer lacks stands where the text says, or in the town beside it, or nowhere."""

from __future__ import annotations

from small_gazetteer import located


def test_an_unknown_clinic_stands_in_the_town_named_in_the_same_sentence():
    clinic = located("Rockets hit the [Al Amal Clinic] as convoys left [Nyala].")[0]
    assert clinic.place is not None
    assert clinic.place.lat == located("Shells hit [Nyala].")[0].place.lat
    assert any("is the town named beside it" in line for line in clinic.why)
    assert clinic.score.place is not None and clinic.score.place <= 0.5


def test_the_town_of_the_same_sentence_goes_before_a_nearer_one_of_another():
    clinic = located(
        "Fighting went on near [Bakhmut]. The [Al Amal Clinic] burned, and smoke hung over the "
        "roofs of [Nyala]."
    )[1]
    assert any("Nyala is the town named beside it" in line for line in clinic.why)


def test_an_unknown_clinic_of_an_article_about_one_town_stands_there():
    far = "Nothing else was told that day by anybody who had been there. " * 8
    found = located(
        f"Shells fell on [Nyala]. [Nyala] was burning. {far}The [Al Amal Clinic] burned."
    )
    assert any("most of the article is about Nyala" in line for line in found[2].why)


def test_an_unknown_clinic_of_an_article_about_no_town_stays_unplaced():
    far = "Nothing else was told that day by anybody who had been there. " * 8
    found = located(f"Shells fell on [Nyala] and on [Bakhmut]. {far}The [Al Amal Clinic] burned.")
    assert found[2].place is None


def test_an_unknown_name_of_the_map_is_not_put_into_a_town_unless_it_is_a_building():
    found = located("Shells fell on [Qwzrtovka] as convoys left [Nyala].", site="battlefield")
    assert found[0].place is None


def test_an_unknown_name_off_the_map_lies_where_its_neighbours_agree():
    found = located("The mayor of [Qwzrtovka] had come by way of [Izium] and [Sloviansk].")
    place = found[0].place
    assert place is not None
    assert (place.kind, place.radius_m) == ("region", 100_000)
    assert any("is where the places named around it lie" in line for line in found[0].why)
    assert found[0].score.place is not None and found[0].score.place <= 0.35


def test_an_unknown_name_whose_neighbours_disagree_stays_unplaced():
    found = located("The mayor of [Qwzrtovka] knew [Izium], [Nyala], [Tbilisi] and [Spokane].")
    assert found[0].place is None


def test_no_town_that_stands_for_its_government_holds_a_clinic():
    found = located("[Nyala|metonymic] accused rebels of burning the [Al Amal Clinic].")
    assert found[1].place is None


def test_no_town_of_a_later_sentence_holds_a_palace():
    text = "Guerrillas stormed the [Palace of Qwzr]. Envoys came to [Nyala] on Monday."
    assert located(text, site="battlefield")[0].place is None


def test_no_town_that_people_left_for_holds_a_palace():
    found = located(
        "Envoys met in [Nyala]. They left for [Bakhmut] after talks in the [Palace of Qwzr]."
    )
    assert any("Nyala is the town named beside it" in line for line in found[2].why)


def test_a_road_between_two_towns_lies_between_them():
    found = located("Gunmen stopped a bus on the [Bakhmut-Izium] road.", site="battlefield")
    place = found[0].place
    assert place is not None
    assert (place.kind, place.name) == ("region", "road between Bakhmut and Izium")


def test_a_pair_of_names_that_is_no_road_stays_unplaced():
    found = located("A match of [Bakhmut-Izium] was played.", site="battlefield")
    assert found[0].place is None


def test_no_town_of_a_byline_holds_a_clinic():
    text = "By Ann Orve in [Tbilisi]\nShells hit the [Al Amal Clinic] at noon. Roads to [Nyala] were shut."
    assert located(text)[1].place is None


def test_no_town_in_which_a_report_was_edited_holds_a_street():
    found = located(
        "[Nyala] was shelled. The line ends. Editing by Ann Orve in [Tbilisi]\n"
        "Flats on [Qwzr Street] burned."
    )
    assert any("Nyala is the town named beside it" in line for line in found[2].why)


def test_no_town_of_a_visit_holds_a_street():
    found = located(
        "[Nyala] was shelled. The president, on a visit to [Tbilisi], spoke of terror. A shell hit "
        "[Qwzr Street] later."
    )
    assert any("Nyala is the town named beside it" in line for line in found[2].why)


def test_the_town_of_the_dateline_holds_a_street_before_one_that_is_only_mentioned():
    found = located(
        "[Izium], Aug 20 - Shells fell. Aid workers waited in [Bakhmut]. A shop on "
        "[Qwzr Street] burned."
    )
    assert any("about Izium" in line for line in found[2].why)


def test_a_street_of_a_war_that_is_told_of_from_afar_is_not_in_the_town_of_the_dateline():
    found = located(
        "[Tbilisi] (AFP) - Shells hit [Nyala|literal|battlefield]. They fell on "
        "[Nyala|literal|battlefield] all night. A shop on [Qwzr Street|literal|battlefield] burned."
    )
    assert "Nyala" in " ".join(found[3].why)


def test_what_was_shelled_is_not_in_the_town_where_they_met():
    found = located(
        "[Nyala] waited. Envoys met in [Tbilisi|literal|diplomatic]. A shell hit "
        "[Qwzr Street|literal|battlefield]."
    )
    assert any("Nyala is the town named beside it" in line for line in found[2].why)


def test_a_building_is_one_by_the_word_after_its_name():
    found = located("A bomb went off in [Nyala] near the [Qwzr] hotel.", site="battlefield")
    place = found[1].place
    assert place is not None
    assert place.kind == "facility"


def test_a_street_is_one_in_other_languages():
    for name in ("Rue Qwzr", "Calle Qwzr", "Place de la Qwzr", "Qwzrstrasse"):
        found = located(f"A bomb went off in [Nyala] on [{name}].", site="battlefield")
        assert found[1].place is not None, name


def test_a_hotel_that_bears_the_name_of_a_far_town_stands_in_the_town_beside_it():
    found = located(
        "Shells fell on [Nyala] and on [Adré]. In [Nyala], the [Spokane] hotel burned.",
        site="battlefield",
    )
    assert "Nyala" in " ".join(found[3].why)


def test_the_market_of_a_town_that_the_text_speaks_of_is_in_that_town():
    found = located("Shells fell on [Izium] and [Sloviansk]. The [Bakhmut] market burned.")
    assert found[2].place is not None
    assert found[2].place.name == "Bakhmut"


def test_a_town_to_which_the_text_turns_holds_the_street_of_the_next_sentence():
    found = located(
        "[Izium], Aug 20 - Shells fell. In [Bakhmut], shells fell. A shop on [Qwzr Street] burned.",
        site="battlefield",
    )
    assert any("Bakhmut is the town named beside it" in line for line in found[2].why)


def test_a_county_that_the_gazetteer_lacks_lies_around_its_town():
    place = located("Raiders attacked [Nyala County].", site="battlefield")[0].place
    assert place is not None
    assert (place.kind, place.radius_m) == ("region", 30_000)


def test_a_capital_where_somebody_only_spoke_holds_no_street_of_a_local_dateline():
    found = located(
        "[Izium], Aug 20 - Shells fell. In [Tbilisi], a minister spoke of [Izium]. A shop on "
        "[Qwzr Street] burned."
    )
    assert "Izium" in " ".join(found[3].why)


def test_a_market_of_a_far_town_is_in_that_town():
    found = located(
        "Shells fell on [Izium] and [Sloviansk]. A bomb went off at a [Spokane] hotel.",
        site="battlefield",
    )
    assert found[2].place is not None
    assert found[2].place.name == "Spokane"


def test_the_hotel_of_the_coming_talks_stands_where_they_will_open():
    text = (
        "The round in [Nyala|literal|diplomatic] ended badly. The next talks will open in "
        "[Tbilisi] on Monday at the [Qwzr] hotel."
    )
    found = located(text, site="diplomatic", status="planned")
    assert found[2].place is not None
    assert found[2].place.country == "GE"


def test_a_hotel_where_they_met_is_not_where_they_will_meet():
    found = located(
        "[Nyala|literal|diplomatic] was quiet. They met at the [Qwzr|literal|diplomatic] hotel. A second round is planned in [Tbilisi]."
    )
    assert found[1].place is not None
    assert found[1].place.country == "SD"


def test_a_captain_of_a_county_holds_no_ground():
    found = located(
        "At [Qwzr|literal|battlefield], [Nyala|associative] captain Keaton Jennings wore black."
    )
    assert found[0].place is None


def test_a_town_that_something_is_said_of_is_no_building():
    found = located(
        "Shells fell on [Nyala]. A meeting in [Qwzr] is a church's idea.", site="battlefield"
    )
    assert found[1].place is None

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

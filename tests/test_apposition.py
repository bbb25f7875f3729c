"""A name that only tells where another lies is no site; what it tells places the other."""

from __future__ import annotations

import time

import pytest
from conftest import marked
from small_gazetteer import located

from geomap.apposition import told_from
from geomap.locate.sphere import bearing, distance_m
from geomap.reader.anchors import Known, Name, told_by

FIGHT = {"site": "battlefield", "status": "occurred"}
BAKHMUT = (38.0, 48.595)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("a bomb in [Ramadi], 100 km west of [Baghdad]", "distance"),
        ("the town of [Kupres], 55 miles (90 kilometers) west of [Sarajevo]", "distance"),
        ("near [Balad], some 50 miles north of the Iraqi capital [Baghdad]", "distance"),
        ("in [Walikale], a tin town more than a hundred kilometres west of [Goma]", "distance"),
        ("[Kanambe] village which lies about 120 kilometres north of [Kalemie]", "distance"),
        ("in [Kufa] town near [Najaf]", "near"),
        ("at [Tenja], outside [Osijek]", "near"),
        ("in [Hilla], south of [Baghdad]", "towards"),
        ("captured [Rasm al-Abed], which is located south of the [Kuweires] airport", "towards"),
        ("in [Dikwa], [Konduga]", None),
        ("north of [Dara'a] and near [Khan Alshih]", None),
        ("left [Kibati] and shelled positions near [Goma]", None),
        ("the [el-Ain] refugee camp near [Nablus]", "near"),
        ("[Angor Adda] area, some 60 km west of [Wana]", "distance"),
        ("in [Przewodów], six kilometres from the border with [Ukraine]", "distance"),
        ("[Tartuh] near the western bank of the [Euphrates]", "near"),
        ("fired from [Belgorod], 40 km from the border, struck [Kharkiv]", None),
        ("hit [Rafah], near the border, [Khan Younis] and Deir al-Balah", None),
        ("at [Odesa] near midnight, [Kyiv] at dawn", None),
        ("In [Sumy], a drone hit a village near [Konotop]", None),
        ("a blast in [Mosul] and 20 km south of [Kirkuk]", None),
        ("in [Vovchansk]\nNear [Kupiansk] two were hurt", None),
        ("[Mosul]\n\n20 km south of [Kirkuk] a bomb", None),
        ("in [Omdurman] near army bases reached [Khartoum]", None),
        ("troops went from [Izium] to [Lyman]", None),
        ("a strike on [Ramadi] on Monday. Near [Mosul]", None),
    ],
)
def test_what_stands_between_tells_how_one_lies_from_the_other(text: str, how: str | None):
    plain, ((_, end), (start, _)) = marked(text)
    told = told_from(plain, end, start)
    assert (told.how if told else None) == how


@pytest.mark.parametrize(
    ("text", "only_tell"),
    [
        ("A bomb in [Ramadi], 100 km west of [Baghdad], killed two.", ["Baghdad"]),
        ("A raid on [Isabela], 16 km south of [Zamboanga] and 880 km south of [Manila].",
         ["Zamboanga", "Manila"]),
        ("Guns at [Kupres], 90 km from [Sarajevo], which was shelled as well.", []),
        ("They seized [Sake], 25 km west of [Goma], where shelling killed 17 on Friday.", []),
        ("A raid on [Zahle], 40 km from [Beirut], whose southern suburbs were bombed.", []),
        ("They burned [Damasak], 180 km north of [Maiduguri], in which a bomb went off.", []),
        ("In [Iraq], 50 km north of [Mosul], a convoy was hit.", []),
        ("Fighting in [Donetsk] region near [Bakhmut] went on.", []),
        ("An ambush on the [Gap road] near [Kuala Kubu Bharu].", []),
        ("In [northern Iraq] near [Mosul] troops shelled a bridge.", []),
        ("A blast in [Gaza], near the [Karni] crossing.", []),
        ("The attack came 10 miles north of [Goma], near [Kanyamahoro] town.", []),
        ("A strike outside [Kherson], near [Chornobaivka], killed one.", []),
        ("In [Anbar] near [Haditha] a convoy was hit.", []),
        ("In [Kharkiv] near [Lyptsi] tanks moved.", []),
        ("Clashes in [Bakhmut], near [Soledar], near Kreminna and near Svatove.", []),
        ("A blast in [Baghdad], 500 metres from the [Green Zone].", []),
        ("In [Idlib], a military base near [Saraqib] was bombed.", []),
        ("A bomb in [Ramadi], 100 km west of [Baghdad], a police source said.", ["Baghdad"]),
        ("They dug in at [Shyrokyne], east of [Mariupol], a city that is to be next.", []),
    ],
)  # fmt: skip
def test_only_what_is_told_from_a_site_loses_its_class(text: str, only_tell: list[str]):
    plain, spans = marked(text)
    names = [Name(start, end, happened=True) for start, end in spans]
    known = {
        "Iraq": Known(is_country=True),
        "Anbar": Known(is_land=True),
        "Kharkiv": Known(1_000_000),
    }
    found = told_by(plain, names, known=lambda name: known.get(name, Known()))
    assert [plain[start:end] for start, end in spans if start in found] == only_tell


def test_a_name_measured_from_a_place_where_nothing_happened_keeps_its_class():
    plain, (first, second) = marked("Envoys from [Ramadi], 100 km west of [Baghdad]")
    assert told_by(plain, [Name(*first, happened=False), Name(*second, happened=True)]) == set()


@pytest.mark.parametrize(
    ("text", "only_tells"),
    [
        ("A bomb in [Ramadi], in [Anbar] province, 100 km west of [Baghdad].", True),
        ("A bomb in [Ramadi], [Iraq], 100 km west of [Baghdad].", True),
        (
            "A bomb in [Baiji] in the northern province of [Salahuddin], 180 km north of [Baghdad].",
            True,
        ),
        ("Guns at [Ramadi] reached [Fallujah], 60 km west of [Baghdad].", False),
        ("A bomb in [Ramadi]. Buses left [Anbar], 100 km west of [Baghdad].", False),
    ],
)
def test_what_holds_the_site_is_stepped_over(text: str, only_tells: bool):
    plain, (first, held, last) = marked(text)
    names = [Name(*first, happened=True), Name(*held, happened=False), Name(*last, happened=True)]
    assert told_by(plain, names) == ({last[0]} if only_tells else set())


def test_what_was_aimed_at_keeps_its_class():
    plain, (first, second) = marked("Shells fell on [Ramadi], 100 km west of [Baghdad]")
    aimed = Name(*second, happened=True, is_target=True)
    assert told_by(plain, [Name(*first, happened=True), aimed]) == set()


@pytest.mark.parametrize(
    "hostile", ["1" * 100, "1," * 60, " of a" * 25, " ((" * 40, ", a" + " village" * 14]
)
def test_no_text_between_two_names_takes_long(hostile: str):
    text = f"Donetsk, {hostile} Luhansk"
    began = time.perf_counter()
    told_from(text, 7, len(text) - 7)
    assert time.perf_counter() - began < 0.05


@pytest.mark.parametrize(
    ("words", "name", "km", "degrees"),
    [
        (", 40 km south of ", "Zorbekhan (40 km south of Bakhmut)", 40, 180),
        (
            ", a village about 12 miles (20 km) west of ",
            "Zorbekhan (19 km west of Bakhmut)",
            19.3,
            270,
        ),
        (", twenty-five miles east of ", "Zorbekhan (40 km east of Bakhmut)", 40.2, 90),
        (", a village near ", "Zorbekhan (near Bakhmut)", 0, None),
        (", north of ", "Zorbekhan (north of Bakhmut)", 25, 0),
        (", just north of ", "Zorbekhan (north of Bakhmut)", 5, 0),
    ],
)
def test_a_village_that_the_gazetteer_lacks_is_placed_as_the_text_tells(
    words: str, name: str, km: float, degrees: float | None
):
    found, base = located(f"Shells fell on [Zorbekhan]{words}[Bakhmut].", **FIGHT)
    assert found.place is not None
    assert base.place is not None
    assert found.place.name == name
    away = distance_m(*BAKHMUT, found.place.lon, found.place.lat) / 1000
    assert away == pytest.approx(km, abs=0.5)
    assert found.place.radius_m >= 0.2 * away * 1000
    if degrees is not None:
        seen = bearing(*BAKHMUT, found.place.lon, found.place.lat)
        assert (seen - degrees + 180) % 360 - 180 == pytest.approx(0, abs=2)
    assert any("the text puts it" in line for line in found.why)
    assert base.place.name == "Bakhmut"


def test_too_vague_a_distance_is_not_drawn():
    for words in (", 40 km from ", ", near [Qwertz], "):
        found = located(f"Shells fell on [Zorbekhan]{words}[Bakhmut].", **FIGHT)[0]
        assert found.place is None


def test_a_village_that_is_named_again_is_placed_there_too():
    text = "Shells fell on [Zorbekhan], 40 km south of [Bakhmut]. Half of [Zorbekhan] burned."
    first, _, again = located(text, **FIGHT)
    assert first.place is not None
    assert again.place == first.place

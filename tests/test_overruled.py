"""What the network says and a sentence plainly says otherwise: classes, roles, statuses, lists."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import marked

from geomap.reader.anchors import Known, Name
from geomap.reader.coordinated import joined, levelled
from geomap.reader.decode import Read, whole
from geomap.reader.holding import holders
from geomap.reader.judging import judged, role_in
from geomap.reader.labels import HEADS
from geomap.reader.look_alikes import not_fought, not_met
from geomap.reader.statuses import status_of
from geomap.reader.wording import cues

FOLDER = Path(__file__).parent / "cases"
CASES = tomllib.loads((FOLDER / "overruled.toml").read_text("utf-8"))
for kind, cases in tomllib.loads((FOLDER / "everyday.toml").read_text("utf-8")).items():
    CASES[kind].extend(cases)
LANDS = {
    "Orve": Known(is_unit=True, is_land=True),
    "Mesk": Known(is_country=True),
    "Bel": Known(people=90_000, is_natural=True),
    "Wold": Known(people=900, countries=frozenset({"AA"})),
    "Sund": Known(is_country=True, countries=frozenset({"BB"})),
    "Wold Camp": Known(countries=frozenset({"AA"})),
    "Kuw": Known(people=900_000, is_country=True),
}


def likely(start: int, end: int, **best: str | tuple[str, str]) -> Read:
    """Return a mention of which the network says `best`: .7, then .2 for the second."""
    p = {}
    for head, labels in HEADS.items():
        told = best.get(head, labels[0])
        first, second = (told, None) if isinstance(told, str) else told
        p[head] = [0.01] * len(labels)
        p[head][labels.index(first)] = 0.7
        if second:
            p[head][labels.index(second)] = 0.2
    return Read(start, end, p)


def at(case: dict[str, Any]) -> tuple[int, int]:
    start = case["text"].index(case["place"])
    return start, start + len(case["place"])


@pytest.mark.parametrize("case", CASES["status"], ids=lambda c: c["text"])
def test_a_status_is_what_the_sentence_plainly_says(case: dict[str, Any]):
    mention, site = at(case), case.get("site", "battlefield")
    read = likely(*mention, site=site, status=(case["read"], case.get("next", "occurred")))
    cue = cues.find(case["text"], mention=mention, site=site, status=case["read"])
    following = case.get("following", [])
    status, p, words = status_of(
        read, case["text"], mention, cue=cue, site=site, following=following
    )
    assert status == case["expect"]
    assert 0 < p <= 1
    assert (words is None) == (status == case["read"])


@pytest.mark.parametrize("case", CASES["class"], ids=lambda c: c["text"])
def test_what_only_looks_like_a_site_is_none(case: dict[str, Any]):
    mention = at(case)
    read = likely(*mention, usage="literal", site=case.get("site", "battlefield"))
    found = judged(read, case["text"], mention, others=case.get("others", False))
    assert found.site == case["expect"]
    assert (found.ruled is None) == (case["expect"] != "none")


@pytest.mark.parametrize("case", CASES["venue"], ids=lambda c: c["text"])
def test_an_embassy_opened_or_prisoners_exchanged_are_seen_where_the_network_sees_none(
    case: dict[str, Any],
):
    mention = at(case)
    read = likely(*mention, usage="literal", site="none")
    assert judged(read, case["text"], mention, others=False).site == case["expect"]


@pytest.mark.parametrize("case", CASES["shot"], ids=lambda c: c["text"])
def test_where_a_weapon_was_fired_from_is_seen_beside_what_it_was_fired_at(case: dict[str, Any]):
    read = likely(*at(case), usage="literal", site="none")
    assert judged(read, case["text"], at(case), others=case["others"]).site == case["expect"]


@pytest.mark.parametrize("case", CASES["role"], ids=lambda c: c["text"])
def test_only_where_something_is_launched_from_is_its_origin(case: dict[str, Any]):
    read = likely(*at(case), site="battlefield", role=case["read"])
    assert role_in(read, "battlefield", case["text"], at(case)) == case["expect"]


@pytest.mark.parametrize(
    ("text", "held_by"),
    [
        ("shelled [Yarsk], [Orve]", ["Orve"]),
        ("shelled [Yarsk] ([Tam] county)", ["Tam"]),
        ("shelled [Yarsk], [Tam] district, [Orve]", ["Tam", "Orve"]),
        ("troops reached [Yarsk] on the left bank of the [Orve]", ["Orve"]),
        ("shelled [Yarsk], [Mesk]", ["Mesk"]),
        ("shelled [Yarsk], [Sund]", ["Sund"]),
        ("shelled [Wold], [Sund]", []),
        ("shelled [Yarsk], on the [Bel]", ["Bel"]),
        ("shelled [Yarsk], on [Lake Tam]", ["Lake Tam"]),
        ("shelled [Yarsk] and, on the [Bel], [Tam]", []),
        ("shelled [Yarsk], on the [Tam] road", []),
        ("shelled [Yarsk], [Tam] and [Bel]", []),
        ("shelled [Yarsk], [Orve] and [Bel]", []),
        ("shelled [Yarsk] in [Orve]", ["Orve"]),
        ("shelled the [Yarsk] bridge in northern [Mesk]", ["Mesk"]),
        ("shelled [Yarsk] in the [Tam] region", ["Tam"]),
        ("shelled [Yarsk] in [Tam]", []),
        ("shelled [Yarsk] in [Mesk] and [Sund]", []),
        ("shelled [Yarsk] in [Mesk] and [Tam] in [Sund]", ["Mesk", "Sund"]),
        ("shelled [Yarsk] in [Kuw]", []),
        ("shelled [Wold] in [Sund]", []),
        ("shelled [Yarsk] and in [Mesk]", []),
        ("In [Mesk], gunmen shelled a camp at [Yarsk]", ["Mesk"]),
        ("It ended. In northern [Mesk] gunmen shelled [Yarsk]", ["Mesk"]),
        ("In [Sund], a rocket hit [Wold Camp]", ["Sund"]),
        ("In [Mesk], gunmen shelled a school and the camp at [Yarsk]", ["Mesk"]),
        ("In [Mesk], jets hit forts in nine provinces, and a drone hit [Yarsk]", []),
        ("In [Mesk], jets hit forts and a drone struck [Yarsk]", []),
        ("In [Mesk], rockets hit dams, killing nine people in [Yarsk]", []),
        ("In [Mesk], rebels shot a judge hours after shelling [Yarsk]", []),
        ("In [Mesk], rockets hit dams nationwide and shook [Yarsk]", []),
        ("In [Mesk], where war goes on, gunmen shelled [Yarsk]", []),
        ("In [Mesk], 40 died, three of them in [Yarsk]", []),
        ("In [Orve], gunmen shelled [Yarsk]", []),
        ("In [Sund], sirens wailed as rockets hit [Wold]", []),
        ("In [Mesk] and [Sund] they shelled [Yarsk]", []),
        ("shelled the [Yarsk] district of [Tam]", []),
        ("shelled a bridge at [Yarsk bridge], [Orve]", []),
    ],
)
def test_what_holds_the_place_named_before_is_no_second_event(text: str, held_by: list[str]):
    plain, spans = marked(text)
    told = [Name(start, end, happened=True) for start, end in spans]
    found = holders(plain, told, known=lambda name: LANDS.get(name, Known()))
    assert [plain[n.start : n.end] for n in told if n.start in found] == held_by


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("visited [Yarsk], [Tam] and [Bel]", ["diplomatic"] * 3),
        ("visited [Yarsk], [Mesk] and [Tam]", ["diplomatic", "diplomatic", "none"]),
        ("visited [Yarsk], [Tam], [Bel]", ["diplomatic", "diplomatic", "none"]),
        ("visited [Yarsk], [Orve] and in [Bel]", ["diplomatic", "diplomatic", "none"]),
        ("visited [Yarsk], then [Tam] and a fair in [Bel]", ["diplomatic", "diplomatic", "none"]),
    ],
)
def test_names_of_one_list_have_one_class(text: str, sites: list[str]):
    plain, spans = marked(text)
    told = ["diplomatic", "diplomatic", "none"]
    reads = [
        likely(*span, usage="literal", site=site) for span, site in zip(spans, told, strict=True)
    ]
    made = levelled(plain, reads, known=lambda name: LANDS.get(name, Known()))
    assert [r.best("site") for r in made] == sites


def test_what_two_names_stand_for_is_each_its_own():
    plain, spans = marked("envoys of [Yarsk] and [Tam]")
    reads = [
        likely(*span, usage=usage)
        for span, usage in zip(spans, ["metonymic", "associative"], strict=True)
    ]
    assert levelled(plain, reads) == reads


def test_a_name_that_begins_a_clause_is_no_second_of_two():
    plain, spans = marked("Troops took [Yarsk] and [Tam] airport was shut")
    reads = [
        likely(*span, usage="literal", site=site)
        for span, site in zip(spans, ["battlefield", "none"], strict=True)
    ]
    assert levelled(plain, reads) == reads


def test_what_happened_in_two_places_named_together_is_one_answer():
    plain, spans = marked("no sign of an attack was seen in [Yarsk] and [Tam]")
    told = ("did_not_occur", ("occurred", "did_not_occur"))
    reads = [
        likely(*span, usage="literal", site=site, status=status)
        for span, site, status in zip(
            spans, ["battlefield", ("none", "battlefield")], told, strict=True
        )
    ]
    made = levelled(plain, reads)
    assert [r.best("site") for r in made] == ["battlefield"] * 2
    assert [r.best("status") for r in made] == ["did_not_occur"] * 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("in [Yarsk] and [Orve] province", ["Yarsk and Orve"]),
        ("in [Yarsk] & [Orve]", ["Yarsk & Orve"]),
        ("in [Yarsk and] [Orve]", ["Yarsk and Orve"]),
        ("the [Yarsk] and [Orve] Islands", ["Yarsk and Orve Islands"]),
        ("in [Yarsk] and [Tam]", ["Yarsk", "Tam"]),
        ("in [Yarsk] and in [Orve]", ["Yarsk", "Orve"]),
        ("in [Tam], [Yarsk] and [Orve] and [Bel]", ["Tam", "Yarsk and Orve", "Bel"]),
    ],
)
def test_two_names_that_the_gazetteer_has_as_one_are_one(text: str, names: list[str]):
    plain, spans = marked(text)
    known = {"Yarsk and Orve", "Yarsk & Orve", "Yarsk and Orve Islands"}
    found = joined(plain, spans, is_one=known.__contains__)
    assert [plain[start:end] for start, end in found] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in [Ma]'rib", "Ma'rib"),
        ("in [Ma']rib", "Ma'rib"),
        ("in Sa['ada]", "Sa'ada"),
        ("in Sa’[ada]", "Sa’ada"),
        ("[Kyiv]'s army", "Kyiv"),
        ("[Iran]'ll attack", "Iran"),
        ("the '[Yarsk]' line", "Yarsk"),
        ("the soldiers' [Yarsk]", "Yarsk"),
        ("in Côte d'[Ivoire]", "Ivoire"),
    ],
)
def test_a_name_is_not_cut_at_its_apostrophe(text: str, name: str):
    plain, ((start, end),) = marked(text)
    start, end = whole(plain, start, end)
    assert plain[start:end] == name


def test_halves_of_one_word_are_one_name():
    assert joined("Sa'ada", [(0, 6), (0, 6)], is_one=bool) == [(0, 6)]


@pytest.mark.parametrize(
    "words", ["a hurricane ", "the exercise ", "not confirm ", "no one ", "from "]
)
def test_long_sentences_take_no_longer_by_the_word(words: str):
    text = words * 20_000 + "struck Yarsk"
    mention = (len(text) - 5, len(text))
    began = time.process_time()
    not_fought(text, mention, None, others=True)
    not_met(text, mention, None)
    read = likely(*mention, site="battlefield", status=("did_not_occur", "occurred"))
    status_of(read, text, mention, cue=None, site="battlefield")
    assert time.process_time() - began < 2.0

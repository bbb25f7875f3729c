"""Copies, versions, retractions and grades: who still stands, and who speaks for themselves."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from made_copies import KEPT
from made_copies import make as make_copies
from story_cases import LEAD, WIRE, told

import geomap
from geomap import pipeline
from geomap.errors import UsageError
from geomap.grouping import graded, group_events, misspelt, weighed_anew
from geomap.grouping.stories import firsts, stories
from geomap.settings import Settings, load_settings

# --- stories --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("copy", "is_copy"),
    [
        (WIRE, True),
        ([LEAD, *WIRE], True),
        ([LEAD, *WIRE[:3]], True),
        (WIRE[1:2], True),
        (
            [
                LEAD,
                "A second sentence of our own about the raid, its noise and what came after it.",
            ],
            False,
        ),
    ],
)
def test_a_copy_whole_or_cut_is_one_story_with_its_original(copy: list[str], is_copy: bool):
    found = stories([*told("a", WIRE), *told("b", copy, published=date(2025, 8, 22))])()
    assert (found["sha256:a"] == found["sha256:b"]) is is_copy


def test_a_roundup_of_two_wires_does_not_make_these_one_story():
    other = [sentence.replace("drones", "barges")[::-1] for sentence in WIRE]
    found = firsts({"a": WIRE, "b": other, "roundup": [*WIRE, *other]})
    assert found == {"a": "a", "b": "b", "roundup": "a"}


def test_corroboration_counts_stories_and_not_their_outlets():
    (event,) = group_events(
        [
            *told("a", WIRE, publisher="The Wire"),
            *told("b", [LEAD, *WIRE[:4]], publisher="Lower Town Post"),
            *told(
                "c", ["Drones hit the yard of the railway in Izium at dawn and burned wagons."],
                publisher="The Monitor",
            ),
        ]
    )  # fmt: skip
    assert (event.sources_independent, event.sources_copies) == (2, 1)
    assert [source.outlets for source in event.sources] == [
        ("The Wire", "Lower Town Post"),
        ("The Monitor",),
    ]


def test_stories_do_not_depend_on_the_order_of_the_sightings():
    sightings = [*told("a", WIRE), *told("b", WIRE[:4]), *told("c", [LEAD])]
    assert stories(sightings)() == stories(sightings[::-1])()


# --- grades ----------------------------------------------------------------------------------


def test_a_graded_source_carries_its_grade_and_the_others_none():
    sightings = [*told("a", WIRE, publisher="The Wire"), *told("c", [LEAD], publisher="Monitor")]
    kept, changed = graded(sightings, {"the wire": "B2"})
    assert [one.article.grade for one in kept] == ["B2"] * 5 + [None]
    assert sorted(changed) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("name", ["www.Wire.example", "wire.example", "https://wire.example/news"])
def test_a_source_is_graded_by_its_address_where_it_is_not_by_its_name(name: str):
    page = {"publisher": "The Wire", "url": "https://www.wire.example/raid"}
    sightings = told("a", WIRE[:1], **page)
    assert [one.article.grade for one in graded(sightings, {name: "C3"})[0]] == ["C3"]
    both = {"The Wire": "B2", name: "C3"}
    assert [one.article.grade for one in graded(sightings, both)[0]] == ["B2"]
    assert weighed_anew([one.article for one in sightings], {name: "C3"})


@pytest.mark.parametrize(
    ("name", "alike"),
    [("Meridan Wire", "meridian wire"), ("www.meridain.example", "meridian.example")],
)
def test_a_graded_name_that_no_article_is_of_is_told_with_the_one_that_was_meant(
    name: str, alike: str
):
    page = {"publisher": "Meridian Wire", "url": "https://meridian.example/raid"}
    articles = [one.article for one in told("a", WIRE[:1], **page)]
    assert misspelt(articles, {name: "B2"}) == [(name, alike)]
    far = [one.model_copy(update={"publisher": "Channel 14"}) for one in articles]
    assert misspelt(far, {"Channel 12": "B2"}) == []
    for grades in ({name: "B2", alike: "C3"}, {"North Wire": "B2"}, {"Meridian Wire": "B2"}):
        assert misspelt(articles, grades) == []


def test_a_sources_toml_grades_and_a_grade_that_is_none_is_refused(tmp_path: Path):
    (tmp_path / "geomap.toml").write_text('sources = "sources.toml"\n')
    (tmp_path / "sources.toml").write_text('[sources]\n"The Wire" = "B2"\n')
    assert load_settings(tmp_path / "geomap.toml").sources == {"The Wire": "B2"}
    (tmp_path / "sources.toml").write_text('[sources]\n"The Wire" = "G"\n')
    with pytest.raises(
        UsageError, match=r"sources\.toml: sources\.The Wire = 'G': grades are A1 to F6"
    ):
        load_settings(tmp_path / "geomap.toml")
    (tmp_path / "geomap.toml").write_text('[sources]\n"The Wire" = "G"\n')
    with pytest.raises(UsageError, match=r"geomap\.toml: sources\.The Wire = 'G': grades are A1"):
        load_settings(tmp_path / "geomap.toml")


def test_from_python_too_what_was_taken_back_is_off_the_map_and_sources_have_their_grades():
    raid = told("a", WIRE, publisher="The Wire", url="https://example.org/raid")
    back = told(
        "b", WIRE[:1], publisher="The Wire", url="https://example.org/raid",
        title="Retracted: raid", retraction="Retracted", published=date(2025, 8, 23),
    )  # fmt: skip
    other = told("c", [LEAD], publisher="Monitor")
    settings = Settings(sources={"Monitor": "A1"})
    weighed = geomap.weigh([*raid, *back, *other], settings=settings)
    assert [one.off_map_reason for one in weighed] == ["retracted"] * 6 + [None]
    assert len(geomap.sites([*raid, *back])) == 0
    (event,) = geomap.events([*raid, *back, *other], settings=settings).itertuples()
    assert [(one["grade"], one["outlets"]) for one in event.sources] == [("A1", ["Monitor"])]
    assert geomap.events(other).iloc[0]["sources"][0]["assessment"] == "not assessed"


# --- measured --------------------------------------------------------------------------------


def test_copies_of_which_three_fifths_are_kept_are_found_and_nothing_else_is():
    """Prints what of shorter fragments is found: `pytest -s`."""
    made = make_copies(60)
    found = firsts(made.texts)
    of = {name: made.copies.get(name, (name, ""))[0] for name in made.texts}
    together: dict[str, list[str]] = defaultdict(list)
    for name, first in found.items():
        together[first].append(name)
    called = [of[a] == of[b] for story in together.values() for a, b in combinations(story, 2)]
    caught = defaultdict(list)
    for copy, (original, kind) in made.copies.items():
        caught[kind].append(found[copy] == found[original])
    print({kind: (sum(right), len(right)) for kind, right in caught.items()}, len(called))
    kept = [right for kind in KEPT for right in caught[kind]]
    assert sum(called) / len(called) >= 0.95
    assert sum(kept) / len(kept) >= 0.95


# --- in a run --------------------------------------------------------------------------------

RAID = "Title: Izium shelled\nDate: 2025-08-20\nSource: The Wire\n\nIzium was shelled at noon.\n"
NOTICE = (
    "Title: Retracted: the raid\nDate: 2025-08-22\nSource: The Wire\n"
    "URL: https://example.org/raid\n\nThe agency withdraws its report.\n"
)
BACK = (
    "Title: Retracted: Izium shelled\nDate: 2025-08-22\nSource: The Wire\n"
    "URL: https://example.org/raid\n\nIzium was not what we said it was.\n"
)


def test_a_retraction_is_counted_and_its_being_gone_brings_the_report_back(
    tmp_path: Path, stages: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("geomap.export.page.map_html", lambda *_, **__: "<html>")
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "a.txt").write_text(RAID.replace("Date", "URL: https://example.org/raid\nDate"))
    settings = Settings(sources={"The Wire": "B"})

    def counts() -> tuple[int, int]:
        made, files = pipeline.make(["news"], out, settings=settings)
        kept = [json.loads(line) for line in files["sightings.jsonl"].splitlines()]
        assert {one["article"]["grade"] for one in kept} == {"B"}
        return made.counts.mentions.on_map, made.counts.mentions.not_on_map.get("retracted", 0)

    before = counts()
    assert before[0] >= 1
    (news / "b.txt").write_text(BACK)
    on_map, retracted = counts()
    assert on_map == 0
    assert retracted > before[0]  # the notice itself as well
    (news / "b.txt").unlink()
    assert counts() == before


def test_a_retraction_that_names_no_place_takes_back_its_report_however_it_was_kept(
    tmp_path: Path, stages: Any, geomap_: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("geomap.export.page.map_html", lambda *_, **__: "<html>")
    news, out = tmp_path / "news", tmp_path / "outputs"
    news.mkdir()
    (news / "a.txt").write_text(RAID.replace("Date", "URL: https://example.org/raid\nDate"))
    (news / "b.txt").write_text(NOTICE)

    def on_map() -> int:
        made = json.loads((out / "run.json").read_text())
        assert made["counts"]["mentions"]["total"] > 0
        return int(made["counts"]["mentions"]["on_map"])

    geomap_("map", "news")
    assert on_map() == 0
    (news / "b.txt").rename(news / "c.txt")
    geomap_("regenerate")  # from the store
    assert on_map() == 0
    (out / ".geomap-readings.sqlite").unlink()
    geomap_("regenerate")  # from the records beside it
    assert on_map() == 0
    kept = [json.loads(line) for line in (out / "sightings.jsonl").read_text().splitlines()]
    assert all(
        "news/c.txt" in one["why"][-1] for one in kept if one["off_map_reason"] == "retracted"
    )
    (news / "c.txt").unlink()
    geomap_("regenerate")
    assert on_map() > 0

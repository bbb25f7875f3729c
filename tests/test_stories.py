"""Copies, versions, retractions and grades: who still stands, and who speaks for themselves."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from conftest import make_sighting
from made_copies import KEPT
from made_copies import make as make_copies

import geomap
from geomap import pipeline
from geomap.articles.dates import moment
from geomap.articles.making import article_from_text, make_article
from geomap.articles.retraction import retraction
from geomap.errors import UsageError
from geomap.grouping import graded, group_events, misspelt, standing, weighed_anew
from geomap.grouping.stories import firsts, stories
from geomap.model import Sighting
from geomap.settings import Settings, load_settings

WIRE = [
    "Two drones struck the railway yard at Izium before dawn, the regional office said on Thursday.",
    "A signalman lost his hand and four wagons of seed corn burned out beside the northern platform.",
    "Crews had the line to the junction open again by noon, though trains from the west stood waiting.",
    "The mayor asked families near the yard to keep their windows taped until the glaziers had come.",
    "It was the third such raid since the bridge over the river was closed to lorries in the spring.",
]
LEAD = "Our readers in the lower town heard both drones pass over the water tower at a quarter to five."


def told(article: str, sentences: list[str], **facts: Any) -> list[Sighting]:
    """Return the records of an article of these sentences."""
    about = {name: facts.pop(name, None) for name in ("title", "retraction", "retrieved_at")}
    made = [
        make_sighting(
            article, facts.get("published", date(2025, 8, 21)), start=200 * n, sentence=text,
            event_date="2025-08-21", publisher=facts.get("publisher"), url=facts.get("url"),
        )
        for n, text in enumerate(sentences)
    ]  # fmt: skip
    return [
        one.model_copy(update={"article": one.article.model_copy(update=about)}) for one in made
    ]


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
    found = stories([*told("a", WIRE), *told("b", copy, published=date(2025, 8, 22))])
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
    assert stories(sightings) == stories(sightings[::-1])


# --- versions and retractions ----------------------------------------------------------------


def test_the_latest_version_at_one_address_counts():
    page = {"url": "https://www.example.org/raid?utm_source=x"}
    first = told("a", WIRE[:2], **page)
    second = told("b", WIRE, published=date(2025, 8, 22), url="https://example.org/raid")
    kept, changed = standing([*first, *second])
    assert {one.off_map_reason for one in kept[:2]} == {"superseded"}
    assert all(one.on_map for one in kept[2:])
    assert sorted(changed) == list(range(len(kept)))
    assert {one.article.earlier for one in kept[2:]} == {("news/a.txt",)}
    assert kept[0].why[-1] == "a later version is news/b.txt"


def test_the_version_that_was_retrieved_last_counts_whatever_its_file_is_called():
    page = {"url": "https://example.org/raid"}
    moments = {
        "c": "2025-08-21T06:00:00Z",
        "a": "2025-08-22T06:00:00Z",
        "b": "2025-08-21T18:00:00Z",
    }
    sightings = [
        one
        for name, moment in moments.items()
        for one in told(name, WIRE[:2], retrieved_at=moment, **page)
    ]
    kept, _ = standing(sightings)
    assert {one.article.source for one in kept if one.on_map} == {"news/a.txt"}
    (earlier,) = {one.article.earlier for one in kept if one.on_map}
    assert earlier == ("news/c.txt", "news/b.txt")
    assert {one.off_map_reason for one in kept if not one.on_map} == {"superseded"}
    assert standing(kept) == (kept, {})


def test_where_it_is_not_known_of_all_when_they_were_retrieved_the_day_of_publication_decides():
    page = {"url": "https://example.org/raid"}
    first = told("b", WIRE[:2], retrieved_at="2025-08-25T06:00:00Z", **page)
    second = told("a", WIRE[:2], published=date(2025, 8, 22), **page)
    kept, _ = standing([*first, *second])
    assert {one.article.source for one in kept if one.on_map} == {"news/a.txt"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("raid.txt", "raid-2.txt"),
        ("raid.txt", "raid (1).txt"),
        ("raid-9.txt", "raid-10.txt"),
        ("raid.json", "raid_updated.html"),
        ("raid.jsonl#9", "raid.jsonl#10"),
        ("raid.jsonl.zst#2", "raid.jsonl.zst#11"),
    ],
)
def test_of_one_day_the_later_version_is_the_one_whose_file_counts_on(first: str, second: str):
    page = {"url": "https://example.org/raid"}
    files = {first: WIRE[:2], second: WIRE[:3]}
    sightings = [
        one.model_copy(
            update={"article": one.article.model_copy(update={"source": f"news/{name}"})}
        )
        for name, text in files.items()
        for one in told(name, text, **page)
    ]
    for those in (sightings, sightings[::-1]):
        kept, _ = standing(those)
        assert {one.article.source for one in kept if one.on_map} == {f"news/{second}"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Drones strike the Izium depot", "UPDATED: Drones strike the Izium depot"),
        ("UPDATE 2-Drones strike the Izium depot", "UPDATE 10-Drones strike the Izium depot"),
        ("Update 1: Drones strike the Izium depot", "Update 2: Drones strike the Izium depot"),
    ],
)
def test_of_one_day_the_later_version_is_the_one_whose_headline_says_so(first: str, second: str):
    page = {"publisher": "The Wire"}
    sightings = [
        *told("b", WIRE[:2], title=first, **page),
        *told("a", WIRE[:3], title=second, **page),
    ]
    kept, _ = standing(sightings)
    assert {one.article.source for one in kept if one.on_map} == {"news/a.txt"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-08-22T06:00:00Z", "2025-08-22T06:00:00Z"),
        ("2025-08-22 08:00:00.5+02:00", "2025-08-22T06:00:00Z"),
        ("2025-08-22T06:00", "2025-08-22T06:00:00Z"),
        (datetime(2025, 8, 22, 6, tzinfo=UTC), "2025-08-22T06:00:00Z"),
        ("2025-08-22", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("noon", None),
        (7, None),
        (None, None),
    ],
)
def test_a_moment_is_told_in_utc_and_a_day_is_none(value: object, expected: str | None):
    assert moment(value) == expected


def test_an_article_says_when_it_was_retrieved_and_is_the_same_whenever_that_was():
    text = "Title: Strike on Izium\nRetrieved: 2025-08-22T08:00+02:00\n\nDrones struck Izium.\n"
    assert article_from_text(text).retrieved_at == "2025-08-22T06:00:00Z"
    one, other = (make_article("A.", source="a", retrieved_at=at) for at in (None, "2025-08-22"))
    assert one.id == other.id


def test_a_headline_that_comes_back_every_day_makes_no_versions():
    daily = {"publisher": "The Wire", "title": "What we know this morning"}
    other = ["Mortars fell on the seed merchant's yard at Izium, the fourth time since the thaw."]
    kept, changed = standing(
        [*told("a", WIRE, **daily), *told("b", other, published=date(2025, 8, 22), **daily)]
    )
    assert not changed
    assert all(one.on_map for one in kept)


@pytest.mark.parametrize(
    ("urls", "are_versions"),
    [
        (("https://paper.example/", "https://paper.example/"), False),
        (("https://p.example/news.php?4711", "https://p.example/news.php?4712"), False),
        (("https://p.example/blog#post-1", "https://p.example/blog#post-2"), False),
        (("https://p.example/raid#comments", "https://www.p.example/raid/?utm_source=x"), True),
        (("https://p.example/raid#utm_medium=feed", "https://p.example/raid"), True),
    ],
)
def test_what_tells_one_page_from_another_tells_versions_too(
    urls: tuple[str, str], are_versions: bool
):
    one, other = (told(name, WIRE[:2], url=url) for name, url in zip("ab", urls, strict=True))
    assert bool(standing([*one, *other])[1]) is are_versions


@pytest.mark.parametrize(
    ("url", "day", "are_versions"), [("2", 22, False), ("2", 21, True), ("1", 22, True)]
)
def test_a_headline_of_every_day_makes_no_versions_where_the_address_is_another_too(
    url: str, day: int, are_versions: bool
):
    daily = {"publisher": "Staff", "title": "General Staff evening operational update"}
    first = told("a", WIRE, url="https://staff.example/1", **daily)
    later = told(
        "b", WIRE, published=date(2025, 8, day), url=f"https://staff.example/{url}", **daily
    )
    assert bool(standing([*first, *later])[1]) is are_versions


@pytest.mark.parametrize(
    "headline",
    [
        "Drones strike the Izium yard [RETRACTED]",
        "Story withdrawn: Drones strike the Izium yard",
        "MANDATORY KILL - Drones strike the Izium yard",
    ],
)
def test_a_headline_that_takes_back_is_that_of_what_it_takes_back(headline: str):
    first = told("a", WIRE, publisher="The Wire", title="Drones strike the Izium yard")
    notice = told(
        "b", [LEAD], publisher="The Wire", title=headline, retraction=retraction(headline, None)
    )
    kept, _ = standing([*first, *notice])
    assert {one.off_map_reason for one in kept} == {"retracted"}


def test_a_retraction_without_a_day_is_the_last_version():
    raid = {"publisher": "The Wire", "title": "Drones strike the Izium yard"}
    first = told("a", WIRE, **raid)
    notice = told("b", WIRE[:1], published=None, retraction="Retracted", **raid)
    kept, _ = standing([*notice, *first])
    assert {one.off_map_reason for one in kept} == {"retracted"}


def test_of_one_day_a_retraction_is_the_last_version_whatever_its_file_is_called():
    raid = {"publisher": "The Wire", "title": "Drones strike the Izium yard"}
    first = told("b", WIRE, **raid)
    notice = told("a", WIRE[:1], retraction="Retracted", **raid)
    kept, _ = standing([*notice, *first])
    assert {one.off_map_reason for one in kept} == {"retracted"}


def test_a_retraction_takes_its_article_and_the_earlier_ones_off_the_map():
    first = told("a", WIRE, publisher="The Wire", title="Drones strike the Izium yard")
    notice = told(
        "b", WIRE[:1], publisher="The Wire", title="Retracted: Drones strike the Izium yard",
        retraction="Retracted", published=date(2025, 8, 23),
    )  # fmt: skip
    other = told("c", [LEAD], publisher="The Monitor")
    kept, _ = standing([*first, *notice, *other])
    assert [one.off_map_reason for one in kept] == ["retracted"] * 6 + [None]
    assert "news/b.txt" in kept[0].why[-1]
    assert standing(kept)[0] == kept


@pytest.mark.parametrize(
    ("title", "status", "expected"),
    [
        ("Retracted: Strike on Izium", None, "Retracted"),
        ("[RETRACTED] Strike on Izium", None, "[RETRACTED]"),
        (
            "Correction: report of a strike withdrawn",
            None,
            "Correction: report of a strike withdrawn",
        ),
        ("Strike on Izium", "retracted", "Status: retracted"),
        ("Correction: nine were wounded, not ten", None, None),
        ("[Withdrawn] Strike on Izium", None, "[Withdrawn]"),
        ("WITHDRAWN: Strike on Izium", None, "WITHDRAWN"),
        (
            "Editor's note: This story has been retracted after a review",
            None,
            "Editor's note: This story has been retracted",
        ),
        ("Correction (report withdrawn): Strike on Izium", None, "Correction (report withdrawn"),
        ("Withdrawn troops return to Izium", None, None),
        ("Correction: the brigade was withdrawn from Izium in May, not June", None, None),
        ("Withdrawn - how the brigade left Izium", None, None),
        ("Withdrawn: the last guards of the Izium bridge", None, None),
        ("Notice of troops withdrawn from Izium", None, None),
        ("Editor's note: an offer of talks withdrawn by the rebels", None, None),
        ("Retraction of troops from Izium begins", None, None),
        ("Strike on Izium (retracted)", None, "(retracted)"),
        ("Strike on Izium [RETRACTED]", None, "[RETRACTED]"),
        ("Story withdrawn: Strike on Izium", None, "Story withdrawn"),
        ("Article retracted", None, "Article retracted"),
        ("MANDATORY KILL - Strike on Izium", None, "MANDATORY KILL"),
        ("Mandatory kill zone around Izium", None, None),
        ("Story of a brigade withdrawn from Izium", None, None),
        ("Brigade (withdrawn in May) is back at Izium", None, None),
        ("Strike on Izium", "final", None),
        (None, None, None),
    ],
)
def test_an_article_takes_itself_back_by_its_headline_or_a_header(
    title: str | None, status: str | None, expected: str | None
):
    assert retraction(title, status) == expected


def test_the_header_of_a_text_file_may_say_that_it_is_retracted():
    text = "Title: Strike on Izium\nStatus: retracted\n\nDrones struck Izium.\n"
    assert article_from_text(text).retraction == "Status: retracted"


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

"""Versions of an article and retractions: the latest counts, and what was taken back is off the map."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from story_cases import LEAD, WIRE, told

from geomap.articles.dates import moment
from geomap.articles.making import article_from_text, make_article
from geomap.articles.retraction import retraction
from geomap.grouping import standing

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

"""What is no article though a server answers, and the whole text that a feed carries for its page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fetch_site import SENTENCES, Site, missed, page, rss

from geomap.fetching.walls import is_wall

WHOLE = "".join(
    f"<p>{text}</p>" for text in [*SENTENCES, *(f"{text} {text}" for text in SENTENCES)]
)


def carrying(link: str, content: str) -> bytes:
    name = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return rss(
        link, extra=f"<content:encoded {name}><![CDATA[{content}]]></content:encoded>"
        "<pubDate>Mon, 18 Aug 2025 23:30:00 -0400</pubDate>",
    )  # fmt: skip


ANSWERS = {
    "refused": (403, {}, b"no"),
    "gone": (404, {}, b"gone"),
    "a check": b"<html><head><title>Just a moment...</title></head><body><p>Enable JavaScript and cookies</p></body></html>",
    "a program": b"<html><head><title>Courier</title></head><body><div id='root'></div></body></html>",
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_the_whole_text_in_a_feed_stands_for_a_page_that_is_none(
    site: Site, tmp_path: Path, answer: bytes | tuple[int, dict[str, str], bytes]
) -> None:
    site.pages.update({"/feed": carrying("/a", WHOLE), "/a": answer})
    assert [one.kind for one in site.fetch(tmp_path, "/feed")] == ["feed", "written"]
    (file,) = tmp_path.glob("*.json")
    held = json.loads(file.read_text(encoding="utf-8"))
    assert held["url"] == site.url("/a")
    assert (held["title"], held["date"][:10]) == ("Item 0", "2025-08-18")
    assert all(sentence in held["text"] for sentence in SENTENCES)
    site.asked.clear()
    assert [one.kind for one in site.fetch(tmp_path, "/feed")] == ["feed", "known"]


@pytest.mark.parametrize("content", [f"<p>{SENTENCES[0]}</p>", WHOLE + "<p>Continue reading…</p>", WHOLE + "<p>And so on […]</p>"])  # fmt: skip
def test_a_summary_in_a_feed_stands_for_no_page(site: Site, tmp_path: Path, content: str) -> None:
    site.pages.update({"/feed": carrying("/a", content), "/a": (403, {}, b"no")})
    assert [one.kind for one in site.fetch(tmp_path, "/feed")] == ["feed", "missed"]
    assert not list(tmp_path.glob("*.json"))


def test_a_page_that_is_there_goes_before_the_feeds_text(site: Site, tmp_path: Path) -> None:
    site.pages.update({"/feed": carrying("/a", WHOLE), "/a": page()})
    site.fetch(tmp_path, "/feed")
    (file,) = tmp_path.glob("*.json")
    assert json.loads(file.read_text(encoding="utf-8"))["title"] == "Shells fall on Orikhiv"


def test_a_page_that_may_be_had_later_is_asked_for_again(site: Site, tmp_path: Path) -> None:
    site.pages.update({"/feed": carrying("/a", WHOLE), "/a": (500, {}, b"")})
    assert [one.kind for one in site.fetch(tmp_path, "/feed")] == ["feed", "missed"]


def test_a_front_page_is_no_article_and_its_feed_is_named(site: Site, tmp_path: Path) -> None:
    head = '<link rel="alternate" type="application/rss+xml" title="All" href="/feed?a=1&amp;b=2">'
    site.pages.update({"/": page(head=head), "/gone": (301, {"Location": "/"}, b"")})
    found = missed(site.fetch(tmp_path, "/"))
    assert found.cause == "a front page, not an article"
    assert (found.reason or "").endswith("It names this feed: /feed?a=1&b=2")
    assert missed(site.fetch(tmp_path, "/gone")).cause == "a front page, not an article"
    site.pages["/?p=12"] = page()
    assert [one.kind for one in site.fetch(tmp_path, "/?p=12")] == ["written"]


@pytest.mark.parametrize(
    ("title", "wall"),
    [
        ("Page not found | The Courier", True),
        ("404", True),
        ("Error 404 - Not Found", True),
        ("Log in to continue", True),
        ("Sign in", True),
        ("Subscribe to read | The Courier", True),
        ("Not found: the missing of Sarn", False),
        ("404 days of siege in Sarn", False),
        ("Log in river blocks Sarn's bridge", False),
    ],
)
def test_a_page_that_says_there_is_none_is_told_by_its_title(title: str, wall: bool) -> None:
    assert is_wall(b"<html>", title=title, text="Shells fell on Sarn at noon. " * 30) is wall

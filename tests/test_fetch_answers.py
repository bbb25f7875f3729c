"""Answers as sites do give them: broken heads and feeds, dates of no clock, walls before articles."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from fetch_site import Site, missed, page, rss

from geomap.fetching.feeds import parse_feed
from geomap.fetching.walls import is_wall


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"Set-Cookie: a%d=b\r\n" % n for n in range(120)),
        b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 200_000 + b"\r\n",
        b"HTTP/1.1 what\r\n",
        b"garbage\r\n",
    ],
    ids=["many headers", "long header", "bad status", "no HTTP"],
)
def test_an_answer_that_is_no_http_costs_that_page_only(
    site: Site, tmp_path: Path, head: bytes
) -> None:
    site.pages["/bad"] = lambda handler: handler.wfile.write(head + b"\r\n" + page())
    site.pages.update({"/feed": rss("/bad", "/ok"), "/ok": page("Shells fall on Huliaipole")})
    found = site.fetch(tmp_path, "/feed")
    assert [one.kind for one in found if one.url.endswith("/ok")] == ["written"]
    assert [one.cause for one in found if one.url.endswith("/bad")] in ([None], ["no answer"])


def test_a_redirect_that_is_written_in_raw_utf8_leads_there(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = (301, {"Location": "/новини/1".encode().decode("latin-1")}, b"")
    site.pages[quote("/новини/1")] = page()
    assert [one.kind for one in site.fetch(tmp_path, "/a")] == ["written"]


@pytest.mark.parametrize("mark", ["Trade & aid", "x < y", "<![CDATA[A & <b>]]>", "caf&eacute;"])
def test_a_raw_mark_in_one_title_spoils_no_link_behind_it(mark: str) -> None:
    links = ["/a?id=7&lang=en", "<![CDATA[/a?id=8&lang=en]]>", "/a?id=9&amp;lang=en"]
    body = rss(*links).replace(b"Item 0", mark.encode())
    found = parse_feed(body, url="https://news.example/feed", charset=None)
    assert [one.link.partition("?")[2] for one in found.entries] == [
        "id=7&lang=en", "id=8&lang=en", "id=9&lang=en"
    ]  # fmt: skip
    assert found.entries[1].title == "Item 1"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Mon, 25 Aug 2025 23:30:00 -0500", "2025-08-25"),
        ("2025-08-25 06:00", "2025-08-25"),
        ("Wed, 27 Aug 2025 06:00:00 GMT", "2025-08-27"),
        ("Thu, 28 Aug 2025 06:00:00 GMT", None),
        ("Mon, 27 Aug 2035 06:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("1755734400", None),
        ("2035", None),
    ],
)
def test_a_feeds_date_is_believed_where_an_article_may_be_of_it(
    written: str, day: str | None
) -> None:
    body = rss("/a", extra=f"<pubDate>{written}</pubDate>")
    now = datetime(2025, 8, 25, 8, tzinfo=UTC)
    (entry,) = parse_feed(body, url="https://news.example/feed", charset=None, now=now).entries
    assert (entry.published and entry.published[:10]) == day


WALLS = {
    "consent": (
        "Before you continue",
        "<h1>We value your privacy</h1><p>We and our 842 partners store and access personal data "
        "on your device.</p><p>Click Accept to consent to this.</p><button>Accept all</button>",
    ),
    "consent under the site's name": (
        "The Ansel Courier",
        "<p>We and our partners store information on a device, such as cookies.</p>"
        "<p>You can change your mind at any time.</p>",
    ),
    "check": ("Just a moment...", "<p>Enable JavaScript and cookies to continue</p>"),
    "robot": ("news.example", "<p>Please verify that you are human to read on.</p>"),
}


@pytest.mark.parametrize("what", [*WALLS, "step"])
def test_what_stands_before_an_article_is_none(site: Site, tmp_path: Path, what: str) -> None:
    title, body = WALLS.get(what, ("", "Redirecting"))
    head = "" if what in WALLS else "<meta http-equiv='refresh' content='0;url=/b'>"
    site.pages["/a"] = (
        f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()
    )
    assert missed(site.fetch(tmp_path, "/a")).cause == "a wall, not an article"
    site.pages["/a"] = page()
    assert [one.kind for one in site.fetch(tmp_path, "/a")] == ["written"]  # the same day


@pytest.mark.parametrize(
    ("more", "head"),
    [
        ("To watch the video, enable JavaScript.", ""),
        ("", "<meta http-equiv='refresh' content='600'>"),
        ("'We value your privacy,' the banner in Orikhiv said.", ""),
    ],
)
def test_an_article_that_has_a_walls_words_is_one(
    site: Site, tmp_path: Path, more: str, head: str
) -> None:
    site.pages["/a"] = page(more=more, head=head)
    assert [one.kind for one in site.fetch(tmp_path, "/a")] == ["written"]


@pytest.mark.parametrize(
    ("title", "wall"),
    [
        ("Just a moment...", True),
        ("Before you continue to Search", True),
        ("Attention Required! | A shield", True),
        ("Security check at Orikhiv airfield turns deadly", False),
        ("Just a moment: how a drone changed the front", False),
        ("Redirecting aid: the city moves its convoys", False),
    ],
)
def test_a_headline_that_begins_like_a_walls_title_is_none(title: str, wall: bool):
    assert is_wall(b"<html>", title=title, text="A bomb went off at noon. " * 40) is wall


@pytest.mark.parametrize("part", ["<meta ", "access a ", "we value ", "store ", "verify you "])
def test_no_page_takes_long_to_be_taken_for_a_wall(part: str) -> None:
    began = time.process_time()
    is_wall((part * 20_000).encode(), title=part * 20_000, text=(part * 20_000)[:2_000])
    assert time.process_time() - began < 1

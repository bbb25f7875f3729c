"""Fetching from a server on this machine: what is written, what isn't asked again, manners."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fetch_site import SENTENCES, Site, page, rss

from geomap.articles import read_inputs
from geomap.articles.skipped import Skipped
from geomap.errors import UsageError
from geomap.fetching import Manners, Outcome
from geomap.settings import Settings


def kinds(outcomes: list[Outcome]) -> Counter[str]:
    return Counter(outcome.kind for outcome in outcomes)


def article(folder: Path) -> dict[str, Any]:
    (file,) = folder.glob("*.json")
    held: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return held


def only(outcomes: list[Outcome], kind: str) -> Outcome:
    (found,) = (outcome for outcome in outcomes if outcome.kind == kind)
    return found


# --- what is written ------------------------------------------------------------------------


def test_a_page_becomes_an_article_with_its_provenance(site: Site, tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="The Ansel Courier">'
        '<meta property="article:published_time" content="2025-08-18T09:30:00+03:00">'
    )
    site.pages["/2025/orikhiv"] = page(head=head)
    written = only(site.fetch(tmp_path, "/2025/orikhiv"), "written")
    held = article(tmp_path)
    assert written.path == next(tmp_path.glob("*.json"))
    assert held["url"] == site.url("/2025/orikhiv")
    assert held["publisher"] == "The Ansel Courier"
    assert held["title"] == "Shells fall on Orikhiv"
    assert held["date"].startswith("2025-08-18")
    assert held["retrieved_at"] == "2025-08-24T01:46:41Z"  # the pause after robots.txt
    assert SENTENCES[0] in held["text"]


def test_what_is_fetched_is_what_geomap_reads(site: Site, tmp_path: Path) -> None:
    published = "<pubDate>Mon, 18 Aug 2025 23:30:00 -0400</pubDate>"
    site.pages["/feed"] = rss("/a", extra=published)
    site.pages["/a"] = page()
    site.fetch(tmp_path, "/feed")
    (read,) = read_inputs([str(tmp_path)], settings=Settings())
    assert not isinstance(read, Skipped)
    assert str(read.published) == "2025-08-18"  # the day as the feed writes it, not UTC's
    assert (read.title, read.publisher) == ("Shells fall on Orikhiv", "The Ansel Courier")
    assert read.url == site.url("/a")
    assert SENTENCES[0] in read.text


def test_an_atom_feed_and_relative_links_are_read(site: Site, tmp_path: Path) -> None:
    site.pages["/feeds/atom"] = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>One</title>'
        b'<link href="../a"/><id>1</id><published>2025-08-18T09:00:00Z</published>'
        b"<updated>2025-08-19T09:00:00Z</updated></entry></feed>"
    )
    site.pages["/a"] = page()
    assert kinds(site.fetch(tmp_path, "/feeds/atom"))["written"] == 1
    assert article(tmp_path)["date"] == "2025-08-18T09:00:00+00:00"


@pytest.mark.parametrize("declared", ["server", "page"])
def test_a_page_in_an_old_encoding_is_read(site: Site, tmp_path: Path, declared: str) -> None:
    text = "<p>Удар по селищу під Запоріжжям стався вранці, повідомили в обласній раді.</p>" * 3
    meta = '<meta charset="windows-1251">' if declared == "page" else ""
    html = f"<html><head>{meta}<title>Новини</title></head><body><article>{text}</article></body></html>"
    kind = "text/html; charset=windows-1251" if declared == "server" else "text/html"
    site.pages["/a"] = (200, {"Content-Type": kind}, html.encode("cp1251"))
    site.fetch(tmp_path, "/a")
    assert "Удар по селищу під Запоріжжям" in article(tmp_path)["text"]


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "utf-8"])
def test_a_feed_in_any_encoding_is_read(site: Site, tmp_path: Path, encoding: str) -> None:
    feed = rss("/a", title="Вісті").decode().replace('1.0"?>', f'1.0" encoding="{encoding}"?>')
    site.pages["/feed"] = (
        200,
        {"Content-Type": "text/xml; charset=us-ascii"},
        feed.encode(encoding),
    )
    site.pages["/a"] = page()
    site.fetch(tmp_path, "/feed")
    assert article(tmp_path)["publisher"] == "Вісті"


# --- what isn't asked again -----------------------------------------------------------------


def test_an_article_that_is_there_is_not_asked_again(site: Site, tmp_path: Path) -> None:
    site.pages.update({"/feed": rss("/a", "/b"), "/a": page("One"), "/b": page("Two")})
    assert kinds(site.fetch(tmp_path, "/feed"))["written"] == 2
    site.asked.clear()
    assert kinds(site.fetch(tmp_path, "/feed")) == {"feed": 1, "known": 2}
    assert site.paths() == ["/feed"]


def test_an_unchanged_feed_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = (200, {"ETag": '"f1"'}, rss("/a"))
    site.pages["/a"] = page()
    site.fetch(tmp_path, "/feed")
    assert kinds(site.fetch(tmp_path, "/feed")) == {"unchanged": 1}


def test_a_feed_that_was_not_dealt_with_whole_is_read_again(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = (200, {"ETag": '"f1"'}, rss("/a", "/b"))
    site.pages.update({"/a": page("One"), "/b": (500, {}, b"")})
    assert kinds(site.fetch(tmp_path, "/feed")) == {"feed": 1, "written": 1, "missed": 1}
    site.pages["/b"] = page("Two")
    assert kinds(site.fetch(tmp_path, "/feed")) == {"feed": 1, "known": 1, "written": 1}


def test_a_named_page_is_asked_with_its_etag(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = (
        200,
        {"ETag": '"1"', "Last-Modified": "Mon, 18 Aug 2025 09:00:00 GMT"},
        page(),
    )
    site.fetch(tmp_path, "/a")
    assert kinds(site.fetch(tmp_path, "/a")) == {"unchanged": 1}
    assert site.heard[-1]["If-None-Match"] == '"1"'
    assert site.heard[-1]["If-Modified-Since"] == "Mon, 18 Aug 2025 09:00:00 GMT"


def test_a_changed_article_is_another_file_and_the_first_stays(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = page()
    first = only(site.fetch(tmp_path, "/a"), "written").path
    site.pages["/a"] = page(more="Later the head of the town said that three people were hurt.")
    second = only(site.fetch(tmp_path, "/a"), "written").path
    assert first and second and first.exists()
    assert second.name == first.stem + ".v002.json"
    assert first.name < second.name  # of versions dated alike the later name counts
    assert kinds(site.fetch(tmp_path, "/a")) == {"unchanged": 1}


def test_an_article_whose_feed_says_it_changed_is_asked_again(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = rss("/a", extra="<pubDate>Mon, 18 Aug 2025 09:00:00 GMT</pubDate>")
    site.pages["/a"] = page()
    site.fetch(tmp_path, "/feed")
    site.pages["/feed"] = rss("/a", extra="<pubDate>Tue, 19 Aug 2025 09:00:00 GMT</pubDate>")
    assert kinds(site.fetch(tmp_path, "/feed")) == {"feed": 1, "unchanged": 1}
    assert kinds(site.fetch(tmp_path, "/feed")) == {"feed": 1, "known": 1}


def test_a_file_that_was_deleted_is_fetched_again(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = (200, {"ETag": '"f1"'}, rss("/a"))
    site.pages["/a"] = page()
    path = only(site.fetch(tmp_path, "/feed"), "written").path
    assert path
    path.unlink()
    assert only(site.fetch(tmp_path, "/feed"), "written").path == path


def test_without_its_memory_nothing_is_doubled(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = page()
    site.fetch(tmp_path, "/a")
    (tmp_path / ".fetch.sqlite").unlink()
    assert kinds(site.fetch(tmp_path, "/a")) == {"unchanged": 1}
    assert len(list(tmp_path.glob("*.json"))) == 1


def test_an_article_through_two_feeds_is_one(site: Site, tmp_path: Path) -> None:
    site.pages.update(
        {
            "/one": rss("/a?utm_source=one"),
            "/two": rss("/a", "/go"),
            "/a": page(),
            "/a?utm_source=one": page(),
            "/go": (302, {"Location": "/a"}, b""),
        }
    )
    found = kinds(site.fetch(tmp_path, "/one", "/two"))
    assert (found["written"], found["same"]) == (1, 2)
    assert len(list(tmp_path.glob("*.json"))) == 1


def test_one_text_at_two_addresses_of_a_site_is_one_article(site: Site, tmp_path: Path) -> None:
    site.pages.update({"/a": page(), "/print/a": page()})
    assert kinds(site.fetch(tmp_path, "/a", "/print/a")) == {"written": 1, "same": 1}


def test_one_text_of_two_sites_is_two_articles(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = page()
    found = site.fetch(tmp_path, site.url("/a"), site.url("/a", host="other.test"))
    assert kinds(found) == {"written": 2}


# --- limits ---------------------------------------------------------------------------------


def test_a_feed_of_10_000_entries_is_taken_in_parts_and_counted(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = (200, {"ETag": '"f"'}, rss(*(f"/{number}" for number in range(10_050))))
    site.pages.update({f"/{number}": page(f"Report {number}") for number in range(4)})
    found = site.fetch(tmp_path, "/feed", most_entries=2)
    assert kinds(found) == {"feed": 1, "left": 2, "written": 2}
    assert [one.number for one in found if one.kind == "left"] == [50, 9_998]
    found = site.fetch(tmp_path, "/feed", most_entries=2)
    assert (kinds(found)["written"], kinds(found)["known"]) == (2, 2)


# --- manners --------------------------------------------------------------------------------


def test_robots_txt_is_obeyed_and_what_it_refuses_counted(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = (
        b"User-agent: geomap\nDisallow: /private\n\nUser-agent: *\nDisallow: /"
    )
    site.pages.update({"/private/a": page("One"), "/b": page("Two")})
    found = site.fetch(tmp_path, "/private/a", "/b")
    assert kinds(found) == {"written": 1, "missed": 1}
    assert only(found, "missed").cause == "refused by robots.txt"
    assert "/private/a" not in site.asked
    assert site.asked.count("/robots.txt") == 1


def test_a_site_whose_robots_txt_fails_is_not_asked(site: Site, tmp_path: Path) -> None:
    site.pages.update({"/robots.txt": (500, {}, b""), "/a": page()})
    assert only(site.fetch(tmp_path, "/a"), "missed").cause == "robots.txt can't be had"
    assert site.asked == ["/robots.txt"]


def test_there_is_a_pause_between_two_requests_to_a_host(site: Site, tmp_path: Path) -> None:
    site.pages.update({"/a": page("One"), "/b": page("Two")})
    site.fetch(tmp_path, "/a", "/b", pause_s=2.5)
    assert site.slept == [2.5, 2.5]  # robots.txt, /a, /b


def test_a_longer_pause_that_robots_txt_asks_for_is_kept(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 20"
    site.pages.update({"/a": page("One"), "/b": page("Two")})
    site.fetch(tmp_path, "/a", "/b")
    assert site.slept[-1] == 20


def test_while_one_host_is_left_in_peace_another_is_asked(site: Site, tmp_path: Path) -> None:
    site.pages.update({"/a": page("One"), "/b": page("Two"), "/c": page("Three")})
    other = site.url("/c", host="other.test")
    site.fetch(tmp_path, "/a", "/b", other)
    assert site.paths() == ["/a", "/c", "/b"]


def test_a_busy_server_is_asked_again_after_the_time_it_names(site: Site, tmp_path: Path) -> None:
    answers = iter([(503, {"Retry-After": "40"}, b""), (200, {}, page())])

    def busy(handler: Any) -> None:
        status, headers, body = next(answers)
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    site.pages["/a"] = busy
    assert kinds(site.fetch(tmp_path, "/a")) == {"written": 1}
    assert site.slept[-1] == 40


def test_a_server_that_asks_to_wait_long_is_left_until_then(site: Site, tmp_path: Path) -> None:
    site.pages.update({"/a": (429, {"Retry-After": "3600"}, b""), "/b": page()})
    found = site.fetch(tmp_path, "/a", "/b")
    assert {one.cause for one in found} == {"its server asks to wait"}
    site.time += 1_800
    site.asked.clear()
    assert "30 more minutes" in (only(site.fetch(tmp_path, "/b"), "missed").reason or "")
    assert site.asked == []
    site.time += 1_801
    assert kinds(site.fetch(tmp_path, "/b")) == {"written": 1}


def test_a_clock_that_was_set_back_makes_no_host_wait_for_ever(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = (429, {"Retry-After": "3600"}, b"")
    site.fetch(tmp_path, "/a")
    site.time -= 400 * 86_400
    site.pages["/a"] = page()
    assert kinds(site.fetch(tmp_path, "/a")) == {"written": 1}


def test_a_page_that_was_not_there_is_not_asked_for_again_that_day(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/feed"] = rss("/gone")
    site.fetch(tmp_path, "/feed")
    site.asked.clear()
    assert only(site.fetch(tmp_path, "/feed"), "missed").cause == "not there (status 404)"
    assert site.paths() == ["/feed"]
    site.time += 90_000
    site.fetch(tmp_path, "/feed")
    assert site.paths()[-1] == "/gone"


def test_a_server_is_told_who_asks(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = page()
    site.fetch(tmp_path, "/a", contact="desk@example.org")
    agent = site.heard[-1]["User-Agent"]
    assert agent.startswith("geomap") and agent.endswith("(+desk@example.org)")
    assert site.heard[-1]["Host"] == f"news.test:{site.port}"


@pytest.mark.parametrize(
    "contact", ["desk", "a@b\r\nX-Evil: 1", "дескa@example.org", "", "a@b (c)"]
)
def test_a_contact_that_is_no_address_is_refused(contact: str) -> None:
    with pytest.raises(UsageError, match="no mail or web address"):
        Manners(contact=contact).user_agent()

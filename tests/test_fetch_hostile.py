"""Fetching from a server that means harm, or is broken, or never ends; and stopping half-way."""

from __future__ import annotations

import gzip
import json
import resource
import shutil
import ssl
import subprocess
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from fetch_site import Site, missed, page, rss, serving

from geomap.articles import read_inputs
from geomap.articles.pages import page_fields
from geomap.articles.skipped import Skipped
from geomap.errors import FetchError
from geomap.fetching import fetch
from geomap.fetching.connection import Times
from geomap.fetching.feeds import parse_feed
from geomap.fetching.files import file_stem
from geomap.fetching.urls import checked_url, same_page
from geomap.settings import Settings


def endless(block: bytes, *, each_s: float = 0.0, head: bytes = b"") -> Callable[..., None]:
    """Return a reply whose body doesn't end until the client hangs up."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/rss+xml")
        handler.end_headers()
        handler.wfile.write(head)
        for _ in range(20_000):
            handler.wfile.write(block)
            handler.wfile.flush()
            time.sleep(each_s)

    return reply


# --- too long, too slow, too much -----------------------------------------------------------


def test_a_feed_that_never_ends_is_left_at_the_limit(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = endless(b"<item/>" * 5_000, head=b"<rss><channel>")
    found = missed(site.fetch(tmp_path, "/feed", most_bytes=1_000_000))
    assert found.cause == "too long"
    assert "over 1,000,000 bytes" in (found.reason or "")


def test_an_answer_of_50_megabytes_is_not_read(site: Site, tmp_path: Path) -> None:
    sent: list[int] = []

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(50_000_000))
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(b" " * 1_000_000)
            sent.append(1)

    site.pages["/feed"] = reply
    assert missed(site.fetch(tmp_path, "/feed")).cause == "too long"
    assert len(sent) < 10


@pytest.mark.parametrize("where", ["body", "headers", "robots"])
def test_an_answer_that_trickles_is_left_in_time(site: Site, tmp_path: Path, where: str) -> None:
    def headers(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(1_000):
            handler.wfile.write(f"X-{number}: a\r\n".encode())
            handler.wfile.flush()
            time.sleep(0.05)

    body = endless(b" ", each_s=0.05)
    site.pages["/a"] = page()
    site.pages["/robots.txt" if where == "robots" else "/a"] = (
        headers if where == "headers" else body
    )
    began = time.monotonic()
    found = missed(site.fetch(tmp_path, "/a", times=Times(connect_s=5, request_s=0.5)))
    assert found.cause == ("robots.txt can't be had" if where == "robots" else "too slow")
    assert time.monotonic() - began < 20  # without the limit it is 50 seconds and more


def test_a_gzip_bomb_is_left_at_the_limit_of_what_it_swells_to(site: Site, tmp_path: Path) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"\0" * 10_000_000) for _ in range(30)) + packer.flush()
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, bomb)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert missed(site.fetch(tmp_path, "/a")).cause == "too long"
    assert (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 120_000
    )  # kB; whole: 300 MB


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "deflate", "x-unknown"])
def test_a_coding_that_was_not_asked_for_is_not_unpacked(
    site: Site, tmp_path: Path, coding: str
) -> None:
    site.pages["/a"] = (200, {"Content-Encoding": coding}, gzip.compress(page()))
    assert missed(site.fetch(tmp_path, "/a")).cause == "in a coding that was not asked for"


def test_a_gzipped_page_is_read(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(page()))
    assert [one.kind for one in site.fetch(tmp_path, "/a")] == ["written"]


@pytest.mark.parametrize("kind", ["application/zip", "text/html"])
def test_a_zip_file_is_neither_feed_nor_page(site: Site, tmp_path: Path, kind: str) -> None:
    site.pages["/a"] = (200, {"Content-Type": kind}, b"PK\x03\x04" + bytes(range(256)) * 40)
    found = missed(site.fetch(tmp_path, "/a"))
    assert found.cause in {"neither feed nor page (application/zip)", "no article in the page"}


def test_a_body_that_is_cut_short_is_not_taken_for_whole(site: Site, tmp_path: Path) -> None:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(page()) + 10))
        handler.end_headers()
        handler.wfile.write(page())

    site.pages["/a"] = reply
    assert missed(site.fetch(tmp_path, "/a")).cause == "no answer"


def test_a_host_that_gives_no_answer_is_not_asked_for_ever(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = rss(*(f"/{number}" for number in range(9)))
    for number in range(9):
        site.pages[f"/{number}"] = lambda handler: handler.connection.close()
    found = site.fetch(tmp_path, "/feed")
    assert [one.cause for one in found[1:]] == ["no answer"] * 9
    assert len(site.paths()) == 4  # the feed, and three pages


# --- where it leads -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "cause"),
    [
        ("http://127.0.0.1:8080/admin", "not a public address"),
        ("http://[::ffff:127.0.0.1]/", "not a public address"),
        ("http://169.254.169.254/latest/meta-data/", "not a public address"),
        ("http://2130706433/", "no address that geomap asks"),
        ("http://inside.test:8080/", "not a public address"),
        ("file:///etc/passwd", "no address that geomap asks"),
        ("ftp://news.test/a", "no address that geomap asks"),
        ("data:text/html,<p>hello", "no address that geomap asks"),
        ("http://reader:secret@news.test/", "no address that geomap asks"),
        ("http://news.test:22/", "no address that geomap asks"),
        ("", "a redirect to nowhere"),
    ],
)
def test_no_redirect_leads_inside(site: Site, tmp_path: Path, target: str, cause: str) -> None:
    site.names["inside.test"] = ["10.0.0.5"]
    site.pages["/a"] = (302, {"Location": target}, b"")
    assert missed(site.fetch(tmp_path, "/a")).cause == cause


def test_redirects_are_followed_five_times_and_no_more(site: Site, tmp_path: Path) -> None:
    for number in range(6):
        site.pages[f"/{number}"] = (301, {"Location": f"/{number + 1}"}, b"")
    site.pages["/6"] = page()
    assert missed(site.fetch(tmp_path, "/0")).cause == "too many redirects"
    (found,) = site.fetch(tmp_path, "/1")
    assert found.path is not None
    assert json.loads(found.path.read_text())["url"] == site.url("/6")


def test_a_redirect_to_what_robots_txt_refuses_is_not_followed(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /private"
    site.pages.update({"/a": (302, {"Location": "/private"}, b""), "/private": page()})
    assert missed(site.fetch(tmp_path, "/a")).cause == "refused by robots.txt"
    assert "/private" not in site.asked


def test_a_name_that_changes_its_address_gets_no_further_than_the_first(
    site: Site, tmp_path: Path
) -> None:
    """DNS rebinding: each connection asks once, and goes to the very address that was checked."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"], ["10.0.0.1"]])
    network = site.network()
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    network = network._replace(guard=network.guard._replace(resolve=resolve))
    site.pages.update({"/a": page("One"), "/b": page("Two"), "/c": page("Three")})
    addresses = [site.url(path) for path in ("/a", "/b", "/c")]
    found = list(fetch(addresses, tmp_path, read_page=page_fields, _network=network))
    # The server listens at 127.0.0.1 alone; robots.txt and /a went there.
    assert [one.kind for one in found] == ["written", "missed", "missed"]
    assert {one.cause for one in found[1:]} == {"not a public address"}
    assert asked == ["news.test"] * 4


def test_a_feed_names_no_files_and_no_hosts_inside(site: Site, tmp_path: Path) -> None:
    site.names["inside.test"] = ["192.168.1.1"]
    links = (
        "file:///etc/passwd",
        "http://localhost.:22/",
        "http://inside.test/",
        "http://10.0.0.1/",
    )
    site.pages["/feed"] = rss(*links)
    found = site.fetch(tmp_path, "/feed")
    assert [one.kind for one in found] == ["feed", *["missed"] * 4]
    assert not list(tmp_path.glob("*.json"))


def test_a_feed_among_a_feeds_articles_is_not_followed(site: Site, tmp_path: Path) -> None:
    site.pages.update({"/feed": rss("/feed2"), "/feed2": rss("/feed3")})
    assert [one.cause for one in site.fetch(tmp_path, "/feed")] == [None, "a feed, not a page"]


# --- certificates ---------------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a key and a certificate of news.test, which nobody vouches for."""
    if shutil.which("openssl") is None:
        pytest.skip("makes a certificate with openssl, which isn't there")
    path = tmp_path_factory.mktemp("tls") / "news.pem"
    subject = ["-subj", "/CN=news.test", "-addext", "subjectAltName=DNS:news.test", "-days", "2"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "-"]
    made = subprocess.run(
        ["openssl", "req", "-x509", *key, *subject], capture_output=True, check=True
    )
    path.write_bytes(made.stdout)
    return path


def test_a_certificate_is_checked_by_the_name_and_not_by_the_address(
    certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(certificate) as site:
        site.pages["/a"] = page()
        address = site.url("/a").replace("http:", "https:")
        assert missed(site.fetch(tmp_path, address)).cause == "robots.txt can't be had"
        trusting = ssl.create_default_context(cafile=certificate)
        monkeypatch.setattr("geomap.fetching.connection._tls", lambda: trusting)
        other = address.replace("news.test", "other.test")
        found = site.fetch(tmp_path, address, other)
        assert [one.kind for one in found] == ["written", "missed"]
        assert site.heard[-1]["Host"] == f"news.test:{site.port}"


# --- what is in it --------------------------------------------------------------------------

BOMB = b"".join(
    [
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">',
        *(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)),
        b"]><rss><channel><title>&a9;</title><item><link>/a</link><title>&a9;</title></item>",
        b"</channel></rss>",
    ]
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    b"<rss><channel><item><title>&e;</title><link>/a</link></item></channel></rss>"
)


@pytest.mark.parametrize("feed", [BOMB, OUTSIDE, OUTSIDE.decode().encode("utf-16")])
def test_entities_of_a_feed_neither_expand_nor_load(
    site: Site, tmp_path: Path, feed: bytes
) -> None:
    site.pages["/feed"] = feed
    assert missed(site.fetch(tmp_path, "/feed")).cause == "a feed that declares entities"


def test_a_document_type_elsewhere_is_not_loaded(site: Site, tmp_path: Path) -> None:
    kind = f'<!DOCTYPE rss SYSTEM "{site.url("/evil.dtd")}">'.encode()
    site.pages["/feed"] = rss("/a").replace(b"<rss", kind + b"<rss", 1)
    site.pages["/a"] = page()
    assert [one.kind for one in site.fetch(tmp_path, "/feed")] == ["feed", "written"]
    assert "/evil.dtd" not in site.asked


@pytest.mark.parametrize(
    "feed",
    [
        rss("/a")[:-40],
        rss("/a").replace(b"Item 0", b"Caf&eacute; & bar"),
        rss("/a").replace(b"Item 0", b"bad \x0b\xff bytes"),
        b"\n\n\xef\xbb\xbf" + rss("/a"),
        rss("/a").replace(b"<item>", b"<a:item>").replace(b"<title>Item", b"<b:title>Item"),
        rss("/a").replace(b"Item 0</title>", b"Item 0"),
    ],
)
def test_a_feed_that_is_not_well_formed_is_read_or_refused(
    site: Site, tmp_path: Path, feed: bytes
) -> None:
    site.pages.update({"/feed": (200, {"Content-Type": "application/rss+xml"}, feed), "/a": page()})
    found = site.fetch(tmp_path, "/feed")
    assert found[0].kind == "feed" or found[0].cause == "no feed"


MANY = {
    **{what: what * (500_000 // len(what)) for what in ["<a>", "\n", "<", "<!--", "<![CDATA["]},
    **{what: what * (500_000 // len(what)) for what in ["<item>", "&a;", "&eacute;", "<a b='"]},
    "categories": "<item><link>/a</link>" + "<category>a</category>" * 30_000 + "</item>",
    "fields": "<item><link>/a</link>" + "<title>a</title>" * 30_000 + "</item>",
    "attributes": "<item><title "
    + " ".join(f"a{n}='1'" for n in range(30_000))
    + ">a</title></item>",
    "markup": "<item><title>" + "&lt;b " * 100_000 + "</title></item>",
}


@pytest.mark.parametrize("what", MANY)
def test_no_feed_takes_long_to_be_read_or_refused(what: str) -> None:
    body = f"<rss><channel>{MANY[what]}</channel></rss>".encode()
    began = time.process_time()
    with suppress(FetchError):
        parse_feed(body, url="https://news.example/feed", charset=None)
    assert time.process_time() - began < 10


def test_a_page_of_no_article_is_told(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = b"<html><body></body></html>"
    found = missed(site.fetch(tmp_path, "/a"))
    assert found.cause == "no article in the page"


# --- names of files -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/a%00.json",
        "/" + "a" * 1_500,
        "/CON",
        "/nul.txt",
        "/.hidden",
        "/%F0%9F%92%A3%E2%80%AE",
        "/-rf",
        "/",
        "/a:b|c*d?<e>",
    ],
)
def test_no_address_leads_out_of_the_folder(site: Site, tmp_path: Path, path: str) -> None:
    folder = tmp_path / "news"
    site.pages.update({path: page(), path.partition("?")[0]: page()})
    url = checked_url(f"https://news.example{path}")
    stem = file_stem(url, str(url))
    assert stem.startswith("news-example-") and len(stem) < 150
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789-" for char in stem)
    site.fetch(folder, path)
    assert [each.name for each in tmp_path.iterdir()] == ["news"]


def test_addresses_unlike_in_case_only_are_two_files_on_any_disk(
    site: Site, tmp_path: Path
) -> None:
    site.pages.update({"/News": page("One"), "/news": page("Two")})
    found = site.fetch(tmp_path, "/News", "/news")
    names = [one.path.name.lower() for one in found if one.path]
    assert len(set(names)) == 2


def test_titles_stay_in_their_field(site: Site, tmp_path: Path) -> None:
    title = "../../x\r\nSource: Evil\x1b[2J &lt;script&gt;alert(1)&lt;/script&gt; \u202e"
    site.pages["/feed"] = rss("/a").replace(b"Item 0", title.encode())
    site.pages["/a"] = page().replace(b"<title>Shells fall on Orikhiv</title>", b"")
    site.fetch(tmp_path, "/feed")
    (read,) = read_inputs([str(tmp_path)], settings=Settings())
    assert not isinstance(read, Skipped)
    assert read.publisher != "Evil"
    assert "\n" not in (read.title or "")


def test_a_link_in_the_folder_is_not_written_through(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = page()
    folder, outside = tmp_path / "news", tmp_path / "outside.json"
    folder.mkdir()
    outside.write_text("mine")
    url = checked_url(site.url("/a"), trusted=site.network().guard.trusted)
    stem = file_stem(url, same_page(url))
    for name in (f"{stem}.json", f"{stem}.v002.json"):
        (folder / name).symlink_to(outside)
    (found,) = site.fetch(folder, "/a")
    assert found.path == folder / f"{stem}.v003.json"
    assert outside.read_text() == "mine"

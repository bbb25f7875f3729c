"""A web server on this machine for the tests of fetching, and what may be asked of it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from geomap.articles.pages import page_fields
from geomap.fetching import Manners, Outcome, fetch
from geomap.fetching.addresses import Guard
from geomap.fetching.asking import Network
from geomap.fetching.connection import Times

Reply = Callable[[BaseHTTPRequestHandler], None]
SENTENCES = (
    "Shells fell on the northern edge of Orikhiv on Monday morning, the regional head said.",
    "Two houses burned down and a water main broke; nobody was hurt.",
    "Engineers hope to have the water running again by the end of the week.",
    "The town has been without a railway since spring, and buses go twice a day.",
)


def page(headline: str = "Shells fall on Orikhiv", more: str = "", head: str = "") -> bytes:
    """Return a page with an article."""
    body = "".join(f"<p>{sentence}</p>" for sentence in (*SENTENCES, f"{headline}. {more}"))
    return (
        f"<!DOCTYPE html><html><head><title>{headline}</title>{head}</head>"
        f"<body><article><h1>{headline}</h1>{body}</article></body></html>"
    ).encode()


def rss(*links: str, title: str = "The Ansel Courier", extra: str = "") -> bytes:
    """Return a feed whose items link to `links`; `extra` stands in each."""
    items = "".join(
        f"<item><title>Item {number}</title><link>{link}</link>{extra}</item>"
        for number, link in enumerate(links)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>/</link>{items}</channel></rss>"
    ).encode()


class Site:
    """Answers by `pages`: path -> bytes, (status, headers, body) or a function of the handler."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[str, bytes | tuple[int, Mapping[str, str], bytes] | Reply] = {}
        self.asked: list[str] = []  # paths, in the order in which they were asked
        self.heard: list[Message] = []  # the headers of each
        self.slept: list[float] = []
        self.time = 1_756_000_000.0
        self.names: dict[str, Sequence[str]] = {}  # host -> addresses; others: this server

    def url(self, path: str = "/", host: str = "news.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return what was asked, but for robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def network(self) -> Network:
        def sleep(seconds: float) -> None:
            self.slept.append(seconds)
            self.time += seconds

        return Network(
            guard=Guard(
                resolve=lambda host, port: self.names.get(host, ["127.0.0.1"]),
                trusted=frozenset({("127.0.0.1", self.port)}),
            ),
            sleep=sleep,
            clock=lambda: self.time,
            now=lambda: self.time,
        )

    def fetch(self, into: Path, *addresses: str, **manners: Any) -> list[Outcome]:
        """Return what comes of `addresses`, each a path of this site or a whole address."""
        manners.setdefault("times", Times(connect_s=2, request_s=10))
        named = [self.url(each) if each.startswith("/") else each for each in addresses]
        return list(
            fetch(
                named,
                into,
                read_page=page_fields,
                manners=Manners(**manners),
                _network=self.network(),
            )
        )


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Site]:
    """Give a server on this machine, for as long as the block runs; by https with a certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.heard.append(self.headers)
            reply = site.pages.get(self.path, (404, {}, b"gone"))
            if callable(reply):
                reply(self)
                return
            status, headers, body = (200, {}, reply) if isinstance(reply, bytes) else reply
            if (tag := headers.get("ETag")) and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self.send_response(status)
            default = "application/rss+xml" if b"<rss" in body[:200] else "text/html"
            for name, value in {"Content-Type": default, **headers}.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a client that hangs up is what some tests are about

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def missed(outcomes: list[Outcome]) -> Outcome:
    """Return the only outcome, which is a page that could not be had."""
    (found,) = outcomes
    assert found.kind == "missed"
    return found

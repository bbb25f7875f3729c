"""Web archives made for tests."""

from __future__ import annotations

import io
from collections.abc import Iterable

HTML = "text/html; charset=utf-8"


def page(body: str, *, title: str = "Shells fall", day: str = "2025-08-21") -> bytes:
    """Return a page with one article."""
    return f"""<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Tolvik Herald">
<meta property="article:published_time" content="{day}T10:00:00Z"></head>
<body><article><h1>{title}</h1><p>{body} “We ran,” said a baker of the old town, “and then the
lights went out.”</p><p>A second round of talks is planned for September, her office said in a
statement that was sent to newspapers.</p></article></body></html>""".encode()


def archive(
    pages: Iterable[tuple[str, bytes]],
    *,
    gzip: bool = False,
    kind: str = HTML,
    status: str = "200 OK",
    headers: Iterable[tuple[str, str]] = (),
) -> bytes:
    """Return a web archive of these addresses and pages, each with its request before it."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    made = io.BytesIO()
    writer = WARCWriter(made, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a crawler"}))
    for url, content in pages:
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
        writer.write_record(
            writer.create_warc_record(url, "request", payload=io.BytesIO(), http_headers=asked)
        )
        sent = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=io.BytesIO(content), http_headers=sent
            )
        )
    return made.getvalue()

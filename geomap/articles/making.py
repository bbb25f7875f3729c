"""An Article of a text and what came with it."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from geomap.articles.encoding import whole_characters
from geomap.articles.headers import after_headers
from geomap.articles.language import language
from geomap.articles.own_date import own_date
from geomap.articles.retraction import retraction
from geomap.articles.sections import split
from geomap.model import Article


def make_article(
    text: str,
    *,
    source: str,
    given_id: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    archive_url: str | None = None,
    status: str | None = None,
    retrieved_at: str | None = None,
    published: date | None = None,
    default_published: date | None = None,
) -> Article:
    """Return the article, its id a digest of what it carries itself.

    Neither where and when it was got, nor where a copy is kept, nor `default_published`, which dates an article that carries no
    date, is in its id: the same article is the same wherever it lies. What has neither is dated
    by its own byline or dateline, where it has one.
    """
    text = whole_characters(text)
    given = published or default_published
    own = None if given else own_date(text, start=after_headers(text))
    carried = {
        "text": text,
        "title": title,
        "date": published.isoformat() if published else None,
        "url": url,
        "publisher": publisher,
        "id": given_id,
    }
    canonical = json.dumps(carried, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return Article(
        id="sha256:" + hashlib.sha256(canonical.encode("ascii")).hexdigest(),
        text=text,
        source=source,
        url=url,
        archive_url=archive_url,
        title=title,
        publisher=publisher,
        published=own.day if own else given,
        published_text=own.text if own else None,
        retrieved_at=retrieved_at,
        language=language(text),
        retraction=retraction(title, status),
        sections=split(text),
    )


def article_from_text(
    text: str, *, source: str = "", published: date | None = None, title: str | None = None
) -> Article:
    """Return `text` as an article; `published` and `title` stand where its header lines don't.

    Offsets count the code points of `text` as given, header lines included.
    """
    from geomap.articles.dates import article_date, moment
    from geomap.articles.headers import headers

    fields = {line.field: line.value for line in reversed(headers(text)) if line.value}
    return make_article(
        text,
        source=source,
        title=fields.get("title") or title,
        publisher=fields.get("publisher"),
        url=fields.get("url"),
        archive_url=fields.get("archive_url"),
        status=fields.get("status"),
        retrieved_at=moment(fields.get("retrieved_at")),
        published=article_date(fields.get("date")) or published,
    )

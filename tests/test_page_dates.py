"""The day on which a page says that it was published, and the days on it that are others'."""

from __future__ import annotations

import time

import pytest

from geomap.articles.pages import page_fields
from geomap.articles.reading import article_of
from geomap.articles.row import Page, Row
from geomap.settings import Settings

PROSE = "".join(
    f"<p>{text}</p>"
    for text in (
        "Shells fell on the harbour of Port Belgard on Monday, killing three people, officials said.",
        "Two depots burned through the night near the village of Sarn, firefighters told reporters.",
        "Envoys of both sides are to meet in Geneva on Friday, the mediator said at the lakeside hotel.",
    )
)


def page(*, head: str = "", above: str = "", before: str = "", after: str = "") -> bytes:
    """Return a page: `above` stands over its article, `before` and `after` about its prose."""
    return (
        f"<html><head><title>Shells fall</title>{head}</head><body>{above}<article>"
        f"<h1>Shells fall</h1>{before}{PROSE}{after}</article></body></html>"
    ).encode()


def data(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


TELLING = {
    "published behind updated": page(
        before="<div class='dates'><span>Updated 6 March 2025</span> <span>First published 4 March 2025</span></div>"
    ),
    "by, in small letters": page(before="<p>by <a>A. Writer</a> · March 4, 2025 at 7:14 PM</p>"),
    "JSON-LD of when it was made": page(
        head=data(
            '{"@type": "NewsArticle", "dateCreated": "2025-03-04", "dateModified": "2025-03-06"}'
        )
    ),
    "a byline of no known class": page(
        before="<div class='post-meta'>A. Writer | March 4, 2025 | 10:12 am</div>"
    ),
    "a day alone": page(before="<div class='x7'>04.03.2025 14:05</div>"),
    "JSON-LD": page(head=data('{"@type": "NewsArticle", "datePublished": "2025-03-04T08:00:00Z"}')),
    "JSON-LD, a graph": page(
        head=data(
            '{"@graph": [{"@type": "WebPage", "datePublished": "2019-01-01"},'
            ' {"@type": ["Article", "Thing"], "datePublished": "2025-03-04"}]}'
        )
    ),
    "JSON-LD after a film's": page(
        head=data(
            '[{"@type": "VideoObject", "datePublished": "2024-01-01"},'
            ' {"@type": "NewsArticle", "datePublished": "2025-03-04"}]'
        )
    ),
    "JSON-LD of the page, not of another article": page(
        head='<link rel="canonical" href="https://example.org/shells">'
        + data(
            '[{"@type": "NewsArticle", "url": "https://example.org/x", "datePublished": "2023-01-01"},'
            ' {"@type": "NewsArticle", "mainEntityOfPage": {"@id": "https://example.org/shells"},'
            ' "datePublished": "2025-03-04"}]'
        )
    ),
    "broken JSON-LD, then a meta tag": page(
        head=data('{"@type": "NewsArticle", ') + '<meta name="dc.date" content="2025-03-04">'
    ),
    "a meta tag of the article before one of the page": page(
        head='<meta name="date" content="2020-01-01">'
        '<meta property="article:published_time" content="2025-03-04T10:00:00+02:00">'
    ),
    "a time above the prose": page(
        above="<nav><time datetime='2023-01-05'>Jan 5</time></nav>",
        before="<time class='updated' datetime='2025-03-09'></time><time datetime='2025-03-04'></time>",
    ),
    "microdata": page(before="<span itemprop='datePublished' content='2025-03-04'>Tuesday</span>"),
    "its address": page(head='<link rel="canonical" href="https://example.org/2025/03/04/shells">'),
    "its address with a month in letters": page(
        head='<meta property="og:url" content="https://example.org/world/2025/mar/04/shells">'
    ),
    "a marked line": page(before="<div class='article-date'>4 марта 2025, 10:15</div>"),
    "its own byline": page(
        above="<nav><time datetime='2023-01-05'>Jan 5</time></nav>",
        before="<p>Published March 4, 2025</p>",
    ),
}


@pytest.mark.parametrize("content", TELLING.values(), ids=TELLING)
def test_a_page_is_dated_by_what_stands_for_its_article(content: bytes) -> None:
    article = article_of(Row("a.html", {}, page=Page(content)), Settings()).article
    assert str(article.published) == "2025-03-04"  # type: ignore[union-attr]


SILENT = {
    "a day in the text": page(after="<p>The last such attack came on 2022-02-24, they said.</p>"),
    "a day in an image's address": page(
        head='<meta property="og:image" content="https://example.org/up/2022/03/04/x.jpg">'
    ),
    "a time below the prose": page(after="<time datetime='2022-03-04'>4 March</time>"),
    "a time in a menu": page(above="<nav><time datetime='2022-03-04'>4 March</time></nav>"),
    "a day or a month": page(before="<span class='date'>03/04/2025</span>"),
    "the footer's year": page(after="<footer>© 2019 The Paper, 4 March 2019</footer>"),
    "a film's day": page(head=data('{"@type": "VideoObject", "datePublished": "2024-01-01"}')),
    "a clock that was never set": page(head='<meta name="date" content="1970-01-01">'),
}


@pytest.mark.parametrize("content", SILENT.values(), ids=SILENT)
def test_no_other_day_on_a_page_dates_it(content: bytes) -> None:
    assert page_fields(content)["date"] is None


def test_the_settings_date_a_page_that_tells_no_day() -> None:
    settings = Settings.model_validate({"published": "2025-03-06"})
    article = article_of(Row("a", {}, page=Page(SILENT["a day in the text"])), settings).article
    assert str(article.published) == "2025-03-06"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "piece",
    [
        "<time>5 of May 2025 or so</time>",
        "<div class=date>Thursday x 2025 foo",
        "<meta name=date content='z 2025 q'>",
        "<link rel=canonical href='/2025/foo/05/'>",
        data('{"@type": "NewsArticle", "datePublished": "z 2025"}'),
        data("[" * 500),
    ],
)
def test_a_page_of_many_marks_takes_seconds(piece: str) -> None:
    from trafilatura import load_html

    from geomap.articles.page_date import page_date

    tree = load_html("<html><body><h1>x</h1>" + piece * 20_000)
    before = time.process_time()
    assert page_date(tree) is None
    assert time.process_time() - before < 5

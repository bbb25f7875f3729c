"""The day on which a web page says that its article was published.

Only what stands for the article is trusted: its JSON-LD, its meta tags, its own address, what is
marked as a time or reads like a byline above its first paragraph. A day that a menu, an image or the text names is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from geomap.articles.dates import article_date
from geomap.articles.own_date import own_date
from geomap.articles.paragraphs import is_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# As property, name or itemprop of a meta tag, in lower case, the best first.
_META = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "datepublished", "rnews:datepublished", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate",
    "dc.date.issued", "dcterms.issued", "dc.date", "dc:date", "dcterms.date", "dc.date.created",
    "dcterms.created", "dc.created", "citation_publication_date", "citation_online_date",
    "citation_date", "publication_date", "publication-date", "publish_date", "publish-date",
    "publishdate", "published_time", "pubdate", "bt:pubdate", "displaydate", "date",
)  # fmt: skip
_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)", re.IGNORECASE
)
_MARKED = re.compile(r"date|time|publi[sc]|posted|byline", re.IGNORECASE)
_CHANGED = re.compile(r"modifi|updated", re.IGNORECASE)
_PUBLISHED = re.compile(r"publi[sc]", re.IGNORECASE)
_ASIDE = ("nav", "aside", "footer", "form")
_LONGEST = 120  # code points of a line that tells a date
_PARAGRAPH = 1_000  # code points that show whether a paragraph is prose
# A date in words takes a millisecond to read, and a page may have 50 000 of what looks like one.
_MOST = 12
_MOST_OPENING = 2_000
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIRST_YEAR = 1990  # before there were pages; 1970 is a clock that was never set


def page_date(tree: HtmlElement) -> date | None:
    """Return the day of publication that a page's markup tells; None when it tells none."""
    addresses = tuple(islice(_addresses(tree), _MOST))
    opening = list(islice(_opening(tree), _MOST_OPENING))
    told = chain(
        islice(_structured(tree, addresses), _MOST),
        _meta(tree),
        islice(_times(opening), _MOST),
        map(_in_address, addresses),
        islice(_marked(opening), _MOST),
        islice(_lines(opening), _MOST),
    )
    return next((day for day in told if day is not None and day.year >= _FIRST_YEAR), None)


def _structured(tree: HtmlElement, addresses: tuple[str, ...]) -> Iterator[date | None]:
    """Yield the days of the articles of the page's JSON-LD, first of the one at its address."""
    articles: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            articles += _articles(json.loads((script.text or "").strip(), strict=False))
        except (ValueError, RecursionError):
            continue
    articles.sort(key=lambda one: not any(_is_at(one, address) for address in addresses))
    for name in ("datePublished", "dateCreated"):
        yield from (article_date(one.get(name)) for one in articles)


def _articles(value: object) -> Iterator[dict[str, Any]]:
    """Yield the articles of JSON-LD that are about the whole page: none of a list inside another."""
    for each in value if isinstance(value, list) else [value]:
        if not isinstance(each, dict):
            continue
        kinds = each.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name.endswith(("Article", "Posting")) for name in names):
            yield each
        for inner in (each.get("@graph"), each.get("mainEntity")):
            if isinstance(inner, dict | list):
                yield from _articles(inner)


def _is_at(article: dict[str, Any], address: str) -> bool:
    page = article.get("mainEntityOfPage")
    told = [article.get("url"), article.get("@id")]
    told += [page.get("@id"), page.get("url")] if isinstance(page, dict) else [page]
    return any(isinstance(one, str) and one.split("#")[0] == address for one in told)


def _meta(tree: HtmlElement) -> Iterator[date | None]:
    values: dict[str, str] = {}
    for tag in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            if name := tag.get(attribute):
                values.setdefault(name.strip().lower(), tag.get("content") or "")
    for name in _META:
        yield article_date(values.get(name))


def _addresses(tree: HtmlElement) -> Iterator[str]:
    """Yield the addresses that the page gives as its own."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield link.get("href").strip()
    for tag in tree.iter("meta"):
        if (tag.get("property") or "").lower() == "og:url" and tag.get("content"):
            yield tag.get("content").strip()


def _in_address(address: str) -> date | None:
    found = _ADDRESS.search(address.split("?", maxsplit=1)[0])
    if found is None:
        return None
    year, month, day = found.groups()
    return article_date(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")


def _opening(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements from where the article begins to its first paragraph of prose."""
    begun = False
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        begun = begun or element.tag in {"article", "main", "h1"}
        if not begun or next(element.iterancestors(*_ASIDE), None) is not None:
            continue
        if is_prose(_line(element, _PARAGRAPH) if element.tag == "p" else element.text or ""):
            return
        yield element


def _times(opening: list[HtmlElement]) -> Iterator[date | None]:
    """Yield the days of times and of what is marked as the day of publication."""
    for element in opening:
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if element.tag != "time" and "datePublished" not in (element.get("itemprop") or ""):
            continue
        if _CHANGED.search(marks) and not _PUBLISHED.search(marks):
            continue
        values = (element.get("datetime"), element.get("content"), _line(element, _LONGEST))
        yield next((day for day in map(article_date, values) if day is not None), None)


def _marked(opening: list[HtmlElement]) -> Iterator[date | None]:
    """Yield the days of the lines whose class says that they tell one."""
    for element in opening:
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if not _MARKED.search(marks) or _CHANGED.search(marks):
            continue
        line = _line(element, _LONGEST)
        if 0 < len(line) <= _LONGEST:
            found = own_date(line)
            yield found.day if found else article_date(line)


def _lines(opening: list[HtmlElement]) -> Iterator[date | None]:
    """Yield the days of the lines that read like a byline, a dateline or a day alone."""
    for element in opening:
        line = _line(element, _LONGEST)
        if len(line) <= _LONGEST and _YEAR.search(line):
            found = own_date(line)
            yield found.day if found else None


def _line(element: HtmlElement, longest: int) -> str:
    """Return the words of `element` on one line, cut soon after `longest` code points."""
    line = ""
    for piece in element.itertext():
        words = piece[: longest + 1].split()
        line += " " * bool(words) + " ".join(words)
        if len(line) > longest + 1:
            break
    return line.strip()

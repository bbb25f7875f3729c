"""The article of an HTML page, as trafilatura finds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geomap.articles.encoding import decode
from geomap.articles.lead import with_lead
from geomap.articles.page_date import page_date
from geomap.articles.page_tree import prepare
from geomap.articles.paragraphs import words
from geomap.errors import ArticleError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset\s*=|\?xml[^>]{0,200}?encoding\s*=)\s*[\"']?([\w-]{2,30})"
)

_SITE_WORDS = 3  # of a site's name; a headline of fewer than the next is none beside one
_HEADLINE_WORDS = 4
_PARTS = re.compile(r"\s+[|–—·»:-]\s+")

# A long live blog has 20 000 tags; a page of 200 000 keeps the extraction busy for minutes.
_MOST_TAGS = 50_000


def page_fields(data: bytes, *, declared: str | None = None) -> dict[str, Any]:
    """Return the text of a page, without its menus and comments, and its title, date, URL and site.

    `declared` is the encoding by which it was sent, where that is known.

    Raises ArticleError: the page is no text, or holds none.
    """
    if declared is None and (found_in := _CHARSET.search(data[:4_096].lower())):
        declared = found_in[1].decode("ascii")
    html = decode(data, declared=declared).replace("\0", "")
    tags = html.count("<")
    if tags > _MOST_TAGS:
        raise ArticleError(
            f"is a page of {tags:,} tags; an article's has at most {_MOST_TAGS:,}. Save its text."
        )
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document

    tree = load_html(html)
    if tree is not None:
        prepare(tree)
    # Its own date is a guess from all that looks like one; this search for it is the shorter.
    found = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = found.text if isinstance(found, Document) else None
    if not isinstance(found, Document) or not isinstance(text, str) or not text.strip():
        raise ArticleError("is a page without an article: only markup. Save the article's text.")
    published = page_date(tree)
    return {
        "text": with_lead(text, tree),
        "title": _title(tree, found.title, found.sitename),
        "date": published.isoformat() if published else None,
        "url": found.url,
        "publisher": found.sitename,
    }


def _title(tree: HtmlElement, found: str | None, site: str | None) -> str | None:
    """Return the headline: `found`, unless that is the site's name and the page's title tells more."""
    whole = tree.findtext(".//title") or ""
    first, *others = [" ".join(part.split()) for part in _PARTS.split(whole)]
    if found is None or not others or words(first) < _HEADLINE_WORDS:
        return found
    is_site = found == site or (found in others and words(found) <= _SITE_WORDS)
    return first if is_site else found

"""An answer to the article in it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, Protocol

from geomap.errors import ArticleError, FetchError
from geomap.fetching.connection import Answer
from geomap.fetching.walls import is_wall

_PAGE_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "application/xml", "text/xml"})
_LINK = re.compile(rb"<link\b[^>]{1,600}>", re.IGNORECASE)
_FEED = re.compile(rb"application/(?:rss|atom)\+xml", re.IGNORECASE)
_ADDRESS = re.compile(rb"href\s*=\s*[\"']?([^\"'\s>]{1,300})", re.IGNORECASE)
# As what a page is counted that won't be had, or not by us; what its feed carries stands for it.
_NO_PAGE = frozenset({
    "refused by the server", "refused by robots.txt", "a wall, not an article",
    "no article in the page", "not there", "a front page, not an article",
})  # fmt: skip
_WHOLE = 600  # characters: what is shorter is a summary
_GOES_ON = re.compile(
    r"(?:…|\.\.\.|\[[.…]+\]|read (?:more|on|the (?:full|rest))|continue reading)\W*\w*\W*$", re.I
)


class PageReader(Protocol):
    """Finds the article in a page; `geomap.articles.pages.page_fields` is one."""

    def __call__(self, data: bytes, *, declared: str | None) -> Mapping[str, Any]:
        """Return its `text`, `title`, `date` and `publisher`.

        Raises ArticleError: there is none.
        """


def fields_of(answer: Answer, read_page: PageReader) -> Mapping[str, Any]:
    """Return what `read_page` finds in an answer.

    Raises FetchError: it is no page, holds no article, or is what stands before one or for one.
    """
    kind = answer.media_type
    if kind not in _PAGE_TYPES:
        raise FetchError(
            f"{answer.url} is {kind[:60]!r}, neither a feed nor a page. Save it by hand.",
            cause=f"neither feed nor page ({kind[:60]})",
        )
    if answer.url.path == "/":
        raise _front_page(answer)
    try:
        fields = read_page(answer.body, declared=answer.charset)
    except ArticleError as error:
        if is_wall(answer.body):
            raise _wall(answer) from None
        raise FetchError(f"{answer.url} {error}", cause="no article in the page") from None
    if is_wall(answer.body, title=fields.get("title"), text=fields["text"]):
        raise _wall(answer)
    return fields


def fields_in_feed(
    content: str | None, error: FetchError, read_page: PageReader
) -> Mapping[str, Any]:
    """Return what `read_page` finds in the whole text that a feed carries, where its page failed.

    Raises FetchError, `error` itself: the feed carries no whole text, or the page may be had later.
    """
    if content is None or error.cause.split(" (")[0] not in _NO_PAGE:
        raise error
    page = f"<html><body><article>{content}</article></body></html>"
    try:
        fields = read_page(page.encode("utf-8", "replace"), declared="utf-8")
    except ArticleError:
        raise error from None
    text = fields["text"].rstrip()
    if len(text) < _WHOLE or _GOES_ON.search(text[-60:]):
        raise error
    return fields


def _front_page(answer: Answer) -> FetchError:
    link = next(
        (one[0] for one in _LINK.finditer(answer.body[:200_000]) if _FEED.search(one[0])), b""
    )
    address = _ADDRESS.search(link)
    told = address[1].decode("utf-8", "replace").strip() if address else ""
    where = f" It names this feed: {html.unescape(told)}" if told.isprintable() and told else ""
    return FetchError(
        f"{answer.url} is a site's front page, no article. Fetch its feed or an article.{where}",
        cause="a front page, not an article",
        lasting=False,
    )


def _wall(answer: Answer) -> FetchError:
    return FetchError(
        f"{answer.url} gives a wall (consent, a browser's check, a log-in, a note that there is no "
        "such page), not the article. Check the address, or save the page by hand.",
        cause="a wall, not an article",
        lasting=False,
    )

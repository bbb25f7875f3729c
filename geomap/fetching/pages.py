"""An answer to the article in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from geomap.errors import ArticleError, FetchError
from geomap.fetching.connection import Answer
from geomap.fetching.walls import is_wall

_PAGE_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "application/xml", "text/xml"})


class PageReader(Protocol):
    """Finds the article in a page; `geomap.articles.pages.page_fields` is one."""

    def __call__(self, data: bytes, *, declared: str | None) -> Mapping[str, Any]:
        """Return its `text`, `title`, `date` and `publisher`.

        Raises ArticleError: there is none.
        """


def fields_of(answer: Answer, read_page: PageReader) -> Mapping[str, Any]:
    """Return what `read_page` finds in an answer.

    Raises FetchError: it is no page, holds no article, or is what stands before one.
    """
    kind = answer.media_type
    if kind not in _PAGE_TYPES:
        raise FetchError(
            f"{answer.url} is {kind[:60]!r}, neither a feed nor a page. Save it by hand.",
            cause=f"neither feed nor page ({kind[:60]})",
        )
    try:
        fields = read_page(answer.body, declared=answer.charset)
    except ArticleError as error:
        if is_wall(answer.body):
            raise _wall(answer) from None
        raise FetchError(f"{answer.url} {error}", cause="no article in the page") from None
    if is_wall(answer.body, title=fields.get("title"), text=fields["text"]):
        raise _wall(answer)
    return fields


def _wall(answer: Answer) -> FetchError:
    return FetchError(
        f"{answer.url} gives a wall (consent, a browser's check, a step to another page), not the "
        "article. Save the page by hand.",
        cause="a wall, not an article",
        lasting=False,
    )

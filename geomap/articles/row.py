"""A row: what one article carries, as it was found, unchecked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from geomap.articles.skipped import shown
from geomap.errors import ArticleError


class Page(NamedTuple):
    """A web page that isn't read yet: finding its article takes longer than finding the page."""

    data: bytes
    charset: str | None = None  # as it was sent, where that is known


class Row(NamedTuple):
    """What an article carries; can be sent to another process as it is."""

    source: str
    fields: Mapping[str, Any]  # by FIELDS; "text" is there, or a page
    key: str | None = None  # of the file it is all of, where that is known
    page: Page | None = None  # holds the fields that `fields` lacks
    markup: bool = False  # its text was HTML in a table of articles


class Limits(NamedTuple):
    """How much is read at once."""

    article_bytes: int
    columns: Mapping[str, str]  # name here -> name in the file

    def refuse(self, size: int, *, at_least: bool = False) -> ArticleError:
        """Return the error for an article of `size` bytes."""
        return ArticleError(
            f"is {'over ' if at_least else ''}{size:,} bytes; an article may have "
            f"{self.article_bytes:,}. Split it, or raise max_article_bytes in geomap.toml."
        )


def no_text(column: str, present: list[str]) -> str:
    """Return what to say of a table or row that has no column `column` of texts."""
    there = ", ".join(shown(name) for name in present[:20]) or "none"
    return (
        f"has no {column!r} (it has: {there}). Name what holds the text: --column text=…, or in "
        'geomap.toml: columns = {text = "…"}.'
    )

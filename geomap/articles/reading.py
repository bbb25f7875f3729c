"""Inputs to articles: what can be read is, what can't is reported and the run goes on."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import isnan
from pathlib import Path
from typing import BinaryIO

from geomap.articles.dates import article_date
from geomap.articles.inputs import find_files
from geomap.articles.making import make_article
from geomap.articles.rows import FIELDS, Limits, Row, file_rows, stdin_rows
from geomap.articles.skipped import Skipped, shown
from geomap.errors import ArticleError, UsageError
from geomap.model import Article
from geomap.settings import Settings

_MARKUP = re.compile(r"<[^<>]*>|&#?\w{1,10};")
_WORD = re.compile(r"[^\W_]")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_DIGEST_BYTES = 16

Note = Callable[[str], None]


def read_inputs(
    inputs: Sequence[str],
    *,
    settings: Settings,
    stdin: BinaryIO | None = None,
    base: Path | None = None,
    note: Note | None = None,
) -> Iterator[Article | Skipped]:
    """Return the articles of `inputs` in order, and what among them was none, with its reason.

    Relative inputs lie in `base` (None: the current folder), and every `source` counts from it.
    An article met again, wherever, is Skipped as `repeated`. `note` hears what costs no article: a
    date that is none, files left out (None: standard error).

    Raises UsageError, at once: an input is missing or a URL, a folder holds no article, or
    `settings.columns` names a column that articles don't have.
    """
    unknown = sorted(set(settings.columns) - set(FIELDS))
    if unknown:
        raise UsageError(
            f"columns has {shown(unknown[0])!r}, which no article has. Known: {', '.join(FIELDS)}."
        )
    found = find_files(inputs, base=base)
    tell = note or _to_stderr
    limits = Limits(settings.max_article_bytes, settings.columns)

    def rows() -> Iterator[Row | Skipped]:
        for text in found.notes:
            tell(text)
        for file in found.files:
            if file is None:
                yield from stdin_rows(stdin or sys.stdin.buffer, limits)
            elif isinstance(file, Skipped):
                yield file
            else:
                yield from file_rows(file, limits)

    return _articles(rows(), settings, limits, tell)


def _articles(
    rows: Iterator[Row | Skipped], settings: Settings, limits: Limits, tell: Note
) -> Iterator[Article | Skipped]:
    first: dict[bytes, str] = {}  # digest -> the source it was read from
    for row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        try:
            article = _article(row, settings, limits, tell)
        except ArticleError as error:
            yield Skipped(source=row.source, reason=str(error))
            continue
        digest = bytes.fromhex(article.id.removeprefix("sha256:"))[:_DIGEST_BYTES]
        earlier = first.setdefault(digest, article.source)
        if earlier is article.source:
            yield article
        else:
            reason = f"is the same article as {earlier}, which was read. Delete either."
            yield Skipped(source=article.source, reason=reason, repeated=True)


def _article(row: Row, settings: Settings, limits: Limits, tell: Note) -> Article:
    field = row.fields.get
    text = _text(field("text"), limits)
    publisher, url, origin = (_string(field(name)) for name in ("publisher", "url", "source"))
    if origin and _URL.fullmatch(origin):
        url = url or origin
    elif origin:
        publisher = publisher or origin
    return make_article(
        text,
        source=row.source,
        given_id=_string(field("id")),
        title=_string(field("title")),
        publisher=publisher,
        url=url,
        archive_url=_string(field("archive_url")),
        published=_date(field("date"), row.source, settings, tell),
        default_published=settings.published,
    )


def _text(text: object, limits: Limits) -> str:
    """Return `text`.

    Raises ArticleError: it is none, or too much.
    """
    if not isinstance(text, str):
        value = "null" if text is None else shown(repr(text)[:60])
        raise ArticleError(f"has {value} for a text. Write the article's text there.")
    if not text.strip():
        raise ArticleError(
            f"has an empty text ({len(text)} blanks). Write the article's text there."
        )
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.article_bytes:
        raise limits.refuse(size)
    if not _WORD.search(_MARKUP.sub("", text)):
        start = shown(text.strip()[:40])
        raise ArticleError(f"holds no words, only markup or signs: {start!r}. Save its text.")
    return text


def _string(value: object) -> str | None:
    """Return `value` as a field of an article: a text that is not blank, or a number; else None."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value) if isinstance(value, int) else value
    return text.encode("utf-8", "replace").decode("utf-8").strip() or None


def _date(value: object, source: str, settings: Settings, tell: Note) -> date | None:
    missing = isinstance(value, float) and isnan(value)  # as pandas writes it
    if value is None or missing or (isinstance(value, str) and not value.strip()):
        return None
    found = article_date(value)
    if found is None:
        instead = f"{settings.published}, by --published" if settings.published else "no date"
        tell(
            f"{source}: date is {shown(repr(value)[:60])}, which names no day; read with {instead}. "
            "Write it as 2025-08-21."
        )
    return found


def _to_stderr(text: str) -> None:
    print(f"geomap: {text}", file=sys.stderr)
        status=_string(field("status")),

"""Inputs to articles: what can be read is, what can't is reported and the run goes on."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import isnan
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from geomap.articles.dates import article_date
from geomap.articles.inputs import Found, find_files
from geomap.articles.keys import dated_key, file_key, row_key
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


class Recalled(NamedTuple):
    """An article that needn't be made again: it is known what was read in it."""

    id: str
    source: str
    key: str  # of the content it was made of


class Memory(Protocol):
    """Knows what rows and files gave, so that an article need not be made again."""

    def recall(self, key: str) -> str | None:
        """Return the id of the article that the content `key` gave; None when it isn't known."""
        ...

    def remember(self, key: str, article: Article) -> None:
        """Keep that `article` was made of the content `key`."""
        ...


def read_inputs(
    inputs: Sequence[str],
    *,
    settings: Settings,
    stdin: BinaryIO | None = None,
    base: Path | None = None,
    note: Note | None = None,
    memory: Memory | None = None,
    found: Found | None = None,
) -> Iterator[Article | Recalled | Skipped]:
    """Return the articles of `inputs` in order, and what among them was none, with its reason.

    Relative inputs lie in `base` (None: the current folder), and every `source` counts from it.
    An article met again, wherever, is Skipped as `repeated`. `note` hears what costs no article: a
    date that is none, files left out (None: standard error). What `memory` knows is Recalled.
    `found` are the files that the inputs mean, where they were looked for already.

    Raises UsageError, at once: an input is missing or a URL, a folder holds no article, or
    `settings.columns` names a column that articles don't have.
    """
    unknown = sorted(set(settings.columns) - set(FIELDS))
    if unknown:
        raise UsageError(
            f"columns has {shown(unknown[0])!r}, which no article has. Known: {', '.join(FIELDS)}."
        )
    found = found or find_files(inputs, base=base)
    tell = note or _to_stderr
    limits = Limits(settings.max_article_bytes, settings.columns)

    def rows() -> Iterator[Row | Recalled | Skipped]:
        for text in found.notes:
            tell(text)
        for file in found.files:
            if file is None:
                yield from stdin_rows(stdin or sys.stdin.buffer, limits)
            elif isinstance(file, Skipped):
                yield file
            else:
                key = file_key(file, settings.max_article_bytes) if memory is not None else None
                known = _recalled(key, file.source, settings, memory)
                if known is not None:
                    yield known
                    continue
                for row in file_rows(file, limits):
                    yield row if isinstance(row, Skipped) or key is None else row._replace(key=key)

    return _articles(rows(), settings, limits, tell, memory)


def _articles(
    rows: Iterator[Row | Recalled | Skipped],
    settings: Settings,
    limits: Limits,
    tell: Note,
    memory: Memory | None,
) -> Iterator[Article | Recalled | Skipped]:
    first: dict[bytes, str] = {}  # digest -> the source it was read from
    for row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        article = row if isinstance(row, Recalled) else _of(row, settings, limits, tell, memory)
        if isinstance(article, Skipped):
            yield article
            continue
        digest = bytes.fromhex(article.id.removeprefix("sha256:"))[:_DIGEST_BYTES]
        earlier = first.setdefault(digest, article.source)
        if earlier is article.source:
            yield article
        else:
            reason = f"is the same article as {earlier}, which was read. Delete either."
            yield Skipped(source=article.source, reason=reason, repeated=True)


def _of(
    row: Row, settings: Settings, limits: Limits, tell: Note, memory: Memory | None
) -> Article | Recalled | Skipped:
    """Return the article that `row` gives, recalled where `memory` knows it."""
    key = row.key
    if key is None and memory is not None:
        key = row_key(row)
        known = _recalled(key, row.source, settings, memory)
        if known is not None:
            return known
    told: list[str] = []
    try:
        article = _article(row, settings, limits, told.append)
    except ArticleError as error:
        return Skipped(source=row.source, reason=str(error))
    finally:
        for text in told:
            tell(text)
    # What is said of an article is to be said again: one of which something was is made again.
    if memory is not None and key is not None and not told:
        dated = _date(row.fields.get("date"), row.source, settings, told.append) is not None
        memory.remember(key if dated else dated_key(key, settings.published), article)
    return article


def _recalled(
    key: str | None, source: str, settings: Settings, memory: Memory | None
) -> Recalled | None:
    """Return what `memory` knows of the content `key`, dated by itself or by the settings."""
    if key is None or memory is None:
        return None
    for one in (key, dated_key(key, settings.published)):
        known = memory.recall(one)
        if known is not None:
            return Recalled(known, source, one)
    return None


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
        status=_string(field("status")),
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

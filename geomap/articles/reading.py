"""Inputs to articles: what can be read is, what can't is reported and the run goes on."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

from geomap.articles.dates import article_date, moment
from geomap.articles.inputs import Found, InputFile, find_files
from geomap.articles.keys import dated_key, file_digest, file_key, row_key
from geomap.articles.making import make_article
from geomap.articles.pages import page_fields
from geomap.articles.row import Limits, Row
from geomap.articles.rows import file_rows, stdin_rows
from geomap.articles.skipped import Skipped, shown
from geomap.errors import ArticleError
from geomap.model import Article
from geomap.settings import Settings

_MARKUP = re.compile(r"<[^<>]*>|&#?\w{1,10};")
_WORD = re.compile(r"[^\W_]")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_DIGEST_BYTES = 16

Note = Callable[[str], None]
Reach = Callable[[int, int], None]


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

    def remember(self, key: str, identity: str) -> None:
        """Keep that the article `identity` was made of the content `key`."""
        ...


class Made(NamedTuple):
    """What became of a row: its article, or why it gave none."""

    article: Article | Skipped
    notes: tuple[str, ...] = ()  # what costs no article: a date that is none
    key: str | None = None  # by which a memory may keep it; None: it may not


class Once:
    """Tells the articles that were met before."""

    def __init__(self) -> None:
        self._first: dict[bytes, str] = {}  # digest -> the source it was read from

    def repeated(self, identity: str, source: str) -> Skipped | None:
        """Return what to say of the article `identity` at `source`; None: it is met first."""
        digest = bytes.fromhex(identity.removeprefix("sha256:"))[:_DIGEST_BYTES]
        earlier = self._first.setdefault(digest, source)
        if earlier is source:
            return None
        reason = f"is the same article as {earlier}, which was read. Delete either."
        return Skipped(source=source, reason=reason, repeated=True)


def read_inputs(
    inputs: Sequence[str],
    *,
    settings: Settings,
    stdin: BinaryIO | None = None,
    base: Path | None = None,
    note: Note | None = None,
    memory: Memory | None = None,
    found: Found | None = None,
    reach: Reach = lambda *_: None,
) -> Iterator[Article | Recalled | Skipped]:
    """Return the articles of `inputs` in order, and what among them was none, with its reason.

    An article met again, wherever, is Skipped as `repeated`. For the rest see `input_rows`.

    Raises UsageError, at once: as `input_rows` does.
    """
    tell = note or _to_stderr
    rows = input_rows(
        inputs, settings=settings, stdin=stdin, base=base, note=tell, memory=memory, found=found,
        reach=reach,
    )  # fmt: skip
    return _articles(rows, settings, tell, memory)


def _articles(
    rows: Iterator[Row | Recalled | Skipped],
    settings: Settings,
    tell: Note,
    memory: Memory | None,
) -> Iterator[Article | Recalled | Skipped]:
    once = Once()
    for row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        article: Article | Recalled | Skipped
        if isinstance(row, Recalled):
            article = row
        else:
            made = article_of(row, settings)
            for text in made.notes:
                tell(text)
            article = made.article
            if isinstance(article, Skipped):
                yield article
                continue
            if memory is not None and made.key is not None:
                memory.remember(made.key, article.id)
        yield once.repeated(article.id, article.source) or article


def input_rows(
    inputs: Sequence[str],
    *,
    settings: Settings,
    stdin: BinaryIO | None = None,
    base: Path | None = None,
    note: Note | None = None,
    memory: Memory | None = None,
    found: Found | None = None,
    reach: Reach = lambda *_: None,
) -> Iterator[Row | Recalled | Skipped]:
    """Return what `inputs` hold, in order, each row still to become an article (`article_of`).

    Relative inputs lie in `base` (None: the current folder), and every `source` counts from it.
    `note` hears what costs no article: files and records left out (None: standard error). What
    `memory` knows is Recalled, and other rows carry the key it may know them by. `found` are the
    files that the inputs mean, where they were looked for already. `reach` hears how many bytes of
    how many were read.

    Raises UsageError, at once: an input is missing or a URL, or a folder holds no article.
    """
    found = found or find_files(inputs, base=base)
    tell = note or _to_stderr
    return _rows(found, settings, stdin=stdin, tell=tell, memory=memory, reach=reach)


def _rows(
    found: Found,
    settings: Settings,
    *,
    stdin: BinaryIO | None,
    tell: Note,
    memory: Memory | None,
    reach: Reach,
) -> Iterator[Row | Recalled | Skipped]:
    limits = Limits(settings.max_article_bytes, settings.columns)
    sizes = [_size(file) for file in found.files]
    total, before = sum(sizes), 0
    for text in found.notes:
        tell(text)
    for file, size in zip(found.files, sizes, strict=True):
        if file is None:
            for row in stdin_rows(stdin or sys.stdin.buffer, limits, note=tell):
                yield _keyed(row, None, settings, memory)
        elif isinstance(file, Skipped):
            yield file
        else:
            limit = settings.max_article_bytes
            digest = file_digest(file, limit) if memory is not None else None
            key = file_key(file, digest) if digest is not None else None
            known = _recalled(key, file.source, settings, memory)
            if known is not None and digest is not None:
                found.digests[file.path] = digest
                yield known
            else:
                at = before

                def reached(done: int, at: int = at) -> None:
                    reach(at + done, total)

                rows = file_rows(file, limits, note=tell, reach=reached)
                if digest is not None:  # one article: is it the one that the key is of?
                    rows = iter(list(rows))
                    if file_digest(file, limit) == digest:
                        found.digests[file.path] = digest
                    else:
                        key = None
                for row in rows:
                    whole = key if row.source == file.source else None
                    yield _keyed(row, whole, settings, memory)
        before += size
        reach(before, total)


def _size(file: InputFile | Skipped | None) -> int:
    try:
        return file.path.stat().st_size if isinstance(file, InputFile) else 0
    except OSError:
        return 0


def _keyed(
    row: Row | Skipped, key: str | None, settings: Settings, memory: Memory | None
) -> Row | Recalled | Skipped:
    """Return `row` with its key, or what `memory` knows it gave."""
    if isinstance(row, Skipped) or memory is None:
        return row
    if key is not None:
        return row._replace(key=key)
    key = row_key(row)
    return _recalled(key, row.source, settings, memory) or row._replace(key=key)


def article_of(row: Row, settings: Settings) -> Made:
    """Return the article that `row` gives; needs nothing but the row, and opens nothing."""
    told: list[str] = []
    try:
        fields = dict(row.fields)
        if row.page is not None:
            found = page_fields(row.page.data, declared=row.page.charset)
            fields = {**found, **{name: value for name, value in fields.items() if value}}
        text = _text(fields.get("text"), settings)
        published = _date(fields.get("date"), row.source, settings, told.append)
        article = _article(row.source, text, fields, published, settings)
    except ArticleError as error:
        return Made(Skipped(source=row.source, reason=str(error)), tuple(told))
    # What is said of an article is to be said again: one of which something was is made again.
    key = None if told else row.key
    if key is not None and published is None:
        key = dated_key(key, settings.published)
    return Made(article, tuple(told), key)


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


def _article(
    source: str, text: str, fields: Mapping[str, Any], published: date | None, settings: Settings
) -> Article:
    field = fields.get
    publisher, url, origin = (_string(field(name)) for name in ("publisher", "url", "source"))
    if origin and _URL.fullmatch(origin):
        url = url or origin
    elif origin:
        publisher = publisher or origin
    return make_article(
        text,
        source=source,
        given_id=_string(field("id")),
        title=_string(field("title")),
        publisher=publisher,
        url=url,
        archive_url=_string(field("archive_url")),
        status=_string(field("status")),
        retrieved_at=moment(field("retrieved_at")),
        published=published,
        default_published=settings.published,
    )


def _text(text: object, settings: Settings) -> str:
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
    if size > settings.max_article_bytes:
        raise Limits(settings.max_article_bytes, settings.columns).refuse(size)
    if not _WORD.search(_MARKUP.sub("", text)):
        start = shown(text.strip()[:40])
        raise ArticleError(f"holds no words, only markup or signs: {start!r}. Save its text.")
    return text


def _string(value: object) -> str | None:
    """Return `value` as a field of an article: a text that is not blank, or a number; else None.

    Of an object its name: news services write {"source": {"id": null, "name": "The Courier"}}.
    """
    if isinstance(value, Mapping):
        value = value.get("name")
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

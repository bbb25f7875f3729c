"""What each format of file holds: rows of fields, one for each article."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO, cast

from geomap.articles.chained import Chained
from geomap.articles.compressed import decompressed
from geomap.articles.csv_rows import csv_rows
from geomap.articles.encoding import decode
from geomap.articles.headers import headers
from geomap.articles.inputs import STDIN, Format, InputFile
from geomap.articles.json_rows import if_json, is_object, json_lines, json_rows, line_limit
from geomap.articles.mail import mail_row
from geomap.articles.parquet_rows import parquet_rows
from geomap.articles.row import Limits, Page, Row
from geomap.articles.skipped import Skipped, shown
from geomap.articles.sniffing import HEAD_BYTES, compression_of, format_of
from geomap.articles.warc import web_pages
from geomap.errors import ArticleError

# A .json file, a table or a mail is parsed whole; a larger one belongs in JSON Lines, which are read one by one.
_JSON_ARTICLES = 20
_BLOCK = 1 << 20
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml\s|rss\s|feed\s|rdf:RDF\s)[^>\n]{0,200}")

Note = Callable[[str], None]
Reach = Callable[[int], None]


def file_rows(
    file: InputFile,
    limits: Limits,
    *,
    note: Note = lambda _: None,
    reach: Reach = lambda _: None,
) -> Iterator[Row | Skipped]:
    """Yield what `file` holds; what can't be read is Skipped, and the rest goes on.

    `note` hears what was left out in it, `reach` how many of its bytes were read.
    """
    try:
        with ExitStack() as stack:
            raw: BinaryIO = stack.enter_context(file.path.open("rb"))
            tell = raw.tell if raw.seekable() else None
            stream, kind = raw, file.format
            if raw.seekable():
                start = raw.read(HEAD_BYTES)
                raw.seek(0)
                compression = compression_of(start) or file.compression
            else:
                compression = file.compression
            if compression:
                stream = stack.enter_context(decompressed(raw, compression))
                start = stream.peek(HEAD_BYTES)[:HEAD_BYTES] if kind == "any" else b""
            elif not raw.seekable():
                start = b""
            kind = format_of(start, kind)
            for row in _rows(stream, file.source, kind, limits, note):
                yield row
                if tell is not None:
                    reach(tell())
    except ArticleError as error:
        yield Skipped(source=file.source, reason=str(error))
    except OSError as error:
        what = error.strerror or str(error)
        yield Skipped(
            source=file.source, reason=f"can't be read: {what}. Check its permissions and the disk."
        )


def stdin_rows(
    stream: BinaryIO,
    limits: Limits,
    *,
    packed: bool = True,
    note: Note = lambda _: None,
) -> Iterator[Row | Skipped]:
    """Yield what comes down `stream`: JSON, a web archive or HTML if it looks so, else one text.

    It may be compressed (`packed`), once. `note` hears what was left out in it.
    """
    try:
        start = stream.readline(line_limit(limits))
        if packed and (compression := compression_of(start)):
            whole = cast(BinaryIO, Chained(start, stream))
            yield from stdin_rows(decompressed(whole, compression), limits, packed=False, note=note)
            return
        if format_of(start, "text") == "warc":
            whole = cast(BinaryIO, Chained(start, stream))
            yield from _web_archive(whole, STDIN, limits, note)
            return
        if is_object(start):
            lines = cast(BinaryIO, Chained(start, stream))
            yield from _telling(json_lines(lines, STDIN, limits), STDIN, note)
            return
        data = start + _read(stream, _JSON_ARTICLES * limits.article_bytes, limits)
        text = decode(data)
        opening = text.lstrip()[:1]
        if opening in {"[", "{"} and (rows := if_json(text, STDIN, limits)) is not None:
            yield from _telling(rows, STDIN, note)
        elif opening == "{" and any(is_object(line) for line in data.splitlines()):
            yield from _telling(json_lines(io.BytesIO(data), STDIN, limits), STDIN, note)
        elif len(data) > limits.article_bytes:
            raise limits.refuse(len(data))
        elif _HTML_START.match(text):
            yield _page(data, STDIN)
        else:
            yield _text(data, STDIN, note)
    except ArticleError as error:
        yield Skipped(source=STDIN, reason=str(error))


def _rows(
    stream: BinaryIO, source: str, kind: Format, limits: Limits, note: Note
) -> Iterator[Row | Skipped]:
    if kind == "jsonl":
        yield from _telling(json_lines(stream, source, limits), source, note)
    elif kind == "parquet":
        yield from _telling(parquet_rows(stream, source, limits), source, note)
    elif kind == "warc":
        yield from _web_archive(stream, source, limits, note)
    elif kind == "json":
        data = _read(stream, _JSON_ARTICLES * limits.article_bytes, limits)
        yield from _telling(json_rows(data, source, limits), source, note)
    elif kind == "csv":
        data = _read(stream, _JSON_ARTICLES * limits.article_bytes, limits)
        yield from _telling(csv_rows(data, source, limits), source, note)
    elif kind == "mail":
        yield mail_row(_read(stream, _JSON_ARTICLES * limits.article_bytes, limits), source, limits)
    else:
        data = _read(stream, limits.article_bytes, limits)
        yield _page(data, source) if kind == "html" else _text(data, source, note)


def _telling(rows: Iterator[Row | Skipped], source: str, note: Note) -> Iterator[Row | Skipped]:
    """Yield `rows`, and say of how many the text was HTML."""
    marked = 0
    for row in rows:
        marked += isinstance(row, Row) and row.markup
        yield row
    if marked:
        note(f"{source}: texts that are HTML, read without their tags: {marked:,}.")


def _web_archive(
    stream: BinaryIO, source: str, limits: Limits, note: Note
) -> Iterator[Row | Skipped]:
    for page in web_pages(stream, source, limits.article_bytes, note=note):
        if isinstance(page, Skipped):
            yield page
            continue
        where = f"{source}#{page.number}"
        # The address that was asked, whatever the page says of itself.
        known = {"url": page.url, "retrieved_at": page.retrieved_at}
        if page.is_text:
            yield Row(where, {"text": page.data.decode("utf-8"), **known})
        else:
            yield Row(where, known, page=Page(page.data, page.charset))


def _read(stream: BinaryIO, limit: int, limits: Limits) -> bytes:
    data = stream.read(limit + 1)
    if len(data) <= limit:
        return data
    # Read on, for its size, but not for ever: /dev/zero has none.
    size = len(data)
    while size < 100 * limit and (block := stream.read(_BLOCK)):
        size += len(block)
    if limit == limits.article_bytes:
        raise limits.refuse(size, at_least=size >= 100 * limit)
    raise ArticleError(
        f"is {size:,} bytes to be parsed at once; the limit is {limit:,}. "
        "Write one article a line (.jsonl), or raise max_article_bytes in geomap.toml."
    )


def _text(data: bytes, source: str, note: Note) -> Row:
    if not data:
        raise ArticleError("is empty. Delete it, or save the article's text into it.")
    text = decode(data)
    if found := _XML.match(text):
        raise ArticleError(
            f"is XML ({shown(found[0].strip()[:40])!r}), not an article's text. Save that; a feed is "
            "read by its address: geomap fetch."
        )
    lines = headers(text)
    fields: dict[str, Any] = {line.field: line.value for line in reversed(lines) if line.value}
    if lines and not text[lines[-1].end :].strip():
        raise ArticleError("holds header lines and no text after them. Save the text into it.")
    unknown = ", ".join(line.name for line in lines if line.field == "unknown")
    if unknown:
        note(
            f"{source}: left out header lines of no known name: {shown(unknown)}. "
            "Known are Title, Date, Source, URL, Archive, Author, Language, Status, Retrieved."
        )
    return Row(source, {**fields, "text": text})


def _page(data: bytes, source: str) -> Row:
    if not data.strip():
        raise ArticleError("is empty. Delete it, or save the page into it.")
    return Row(source, {}, page=Page(data))

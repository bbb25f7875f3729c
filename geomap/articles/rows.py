"""What each format of file holds: rows of fields, one for each article."""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any, BinaryIO, NamedTuple, cast

from geomap.articles.compressed import decompressed
from geomap.articles.encoding import decode
from geomap.articles.headers import headers
from geomap.articles.inputs import STDIN, Format, InputFile
from geomap.articles.skipped import Skipped, shown
from geomap.errors import ArticleError

FIELDS = ("id", "text", "title", "date", "source", "url", "archive_url", "publisher", "status")

# A .json file is parsed whole; a larger one belongs in JSON Lines, which are read one by one.
_JSON_ARTICLES = 20
_BATCH_ROWS = 32
_SPOOLED = 32 << 20
_BLOCK = 1 << 20
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


class Row(NamedTuple):
    """What an article carries, as it was found, unchecked."""

    source: str
    fields: Mapping[str, Any]  # by FIELDS; "text" is always there
    key: str | None = None  # of the file it is all of, where that is known


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


def file_rows(file: InputFile, limits: Limits) -> Iterator[Row | Skipped]:
    """Yield what `file` holds; what can't be read is Skipped, and the rest goes on."""
    try:
        with ExitStack() as stack:
            raw: BinaryIO = stack.enter_context(file.path.open("rb"))
            if file.compression:
                raw = stack.enter_context(decompressed(raw, file.compression))
            yield from _rows(raw, file.source, file.format, limits)
    except ArticleError as error:
        yield Skipped(source=file.source, reason=str(error))
    except OSError as error:
        what = error.strerror or str(error)
        yield Skipped(
            source=file.source, reason=f"can't be read: {what}. Check its permissions and the disk."
        )


def stdin_rows(stream: BinaryIO, limits: Limits) -> Iterator[Row | Skipped]:
    """Yield what comes down `stream`: JSON Lines, JSON or HTML if it looks so, else one text."""
    try:
        start = stream.readline(_line_limit(limits))
        if _is_object(start):
            yield from _json_lines(cast(BinaryIO, _Chained(start, stream)), STDIN, limits)
            return
        data = start + _read(stream, _JSON_ARTICLES * limits.article_bytes, limits)
        text = decode(data)
        opening = text.lstrip()[:1]
        if opening in {"[", "{"} and (rows := _if_json(text, STDIN, limits)) is not None:
            yield from rows
        elif opening == "{" and any(_is_object(line) for line in data.splitlines()):
            yield from _json_lines(io.BytesIO(data), STDIN, limits)
        elif len(data) > limits.article_bytes:
            raise limits.refuse(len(data))
        elif _HTML_START.match(text):
            yield _page(data, STDIN)
        else:
            yield _text(data, STDIN)
    except ArticleError as error:
        yield Skipped(source=STDIN, reason=str(error))


def _rows(stream: BinaryIO, source: str, kind: Format, limits: Limits) -> Iterator[Row | Skipped]:
    if kind == "jsonl":
        yield from _json_lines(stream, source, limits)
    elif kind == "parquet":
        yield from _parquet(stream, source, limits)
    elif kind == "json":
        yield from _json(
            _read(stream, _JSON_ARTICLES * limits.article_bytes, limits), source, limits
        )
    else:
        data = _read(stream, limits.article_bytes, limits)
        yield _page(data, source) if kind == "html" else _text(data, source)


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
        f"is {size:,} bytes of JSON to be parsed at once; the limit is {limit:,}. "
        "Write one article a line (.jsonl), or raise max_article_bytes in geomap.toml."
    )


def _text(data: bytes, source: str) -> Row:
    if not data:
        raise ArticleError("is empty. Delete it, or save the article's text into it.")
    text = decode(data)
    lines = headers(text)
    fields: dict[str, Any] = {line.field: line.value for line in reversed(lines) if line.value}
    if lines and not text[lines[-1].end :].strip():
        raise ArticleError("holds header lines and no text after them. Save the text into it.")
    return Row(source, {**fields, "text": text})


def _page(data: bytes, source: str) -> Row:
    from geomap.articles.pages import page_fields

    if not data.strip():
        raise ArticleError("is empty. Delete it, or save the page into it.")
    return Row(source, page_fields(data))


def _json(data: bytes, source: str, limits: Limits) -> Iterator[Row | Skipped]:
    if not data.strip():
        raise ArticleError("is empty. Delete it, or save the articles into it.")
    text = decode(data)
    try:
        value = _loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and sum(map(_is_object, data.splitlines()[:10])) > 1:
            yield from _json_lines(io.BytesIO(data), source, limits)
            return
        raise ArticleError(
            f"is no valid JSON: {error.msg.removesuffix(' at')} in line {error.lineno}, column {error.colno}, "
            f"at {_excerpt(text, error.pos)}. Mend that line."
        ) from None
    except ValueError as error:
        raise ArticleError(f"is no valid JSON: {error}.") from None
    yield from _json_rows(value, source, limits)


def _json_rows(value: object, source: str, limits: Limits) -> Iterator[Row | Skipped]:
    if isinstance(value, list):
        if not value:
            raise ArticleError("is an empty list. Delete it, or save the articles into it.")
        objects = ((each, f"{source}#{number}") for number, each in enumerate(value, start=1))
        yield from _objects(objects, source, limits)
    else:
        yield from _objects(iter([(value, source)]), source, limits)


def _objects(
    objects: Iterator[tuple[object, str]], source: str, limits: Limits
) -> Iterator[Row | Skipped]:
    """Yield a row for each object that has a text; of a file in which none has, say so once."""
    text = limits.columns.get("text", "text")
    without: list[Skipped] = []
    with_text = False
    for value, where in objects:
        if isinstance(value, Skipped):
            yield value
        elif not isinstance(value, dict):
            shape = _excerpt(json.dumps(value), 0)
            reason = f'is {shape}, not an object with a text. Write {{"text": "…"}}.'
            yield Skipped(source=where, reason=reason)
        elif "article" in value and "section" in value and "usage" in value:
            raise ArticleError("holds geomap's own records. Make a map of them with geomap render.")
        elif text not in value:
            skipped = Skipped(source=where, reason=_no_text(text, list(value)))
            if with_text:
                yield skipped
            else:
                without.append(skipped)
        else:
            with_text = True
            yield from without
            without.clear()
            yield Row(where, {name: value.get(limits.columns.get(name, name)) for name in FIELDS})
    if without:
        last = without[-1] if len(without) == 1 else None
        reason = f"none of its {len(without):,} rows is an article: the first {without[0].reason}"
        yield last or Skipped(source=source, reason=reason)


def _if_json(text: str, source: str, limits: Limits) -> Iterator[Row | Skipped] | None:
    try:
        value = _loads(text)
    except ValueError:
        return None
    is_articles = isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(each, dict) for each in value)
    )
    return _json_rows(value, source, limits) if is_articles else None


def _json_lines(stream: BinaryIO, source: str, limits: Limits) -> Iterator[Row | Skipped]:
    yield from _objects(_parsed_lines(stream, source, limits), source, limits)


def _parsed_lines(stream: BinaryIO, source: str, limits: Limits) -> Iterator[tuple[object, str]]:
    """Yield the value of each line that has one, and where it stands; Skipped for a value if bad."""
    number = rows = 0
    lines = _lines(stream, _line_limit(limits))
    while True:
        try:
            line = next(lines, None)
        except ArticleError as error:  # damaged compression: the lines before it are read
            reason = f"after line {number} {error}" if number else str(error)
            yield Skipped(source=source, reason=reason), source
            return
        if line is None:
            break
        number += 1
        where = f"{source}#{number}"
        if isinstance(line, int):
            rows += 1
            yield Skipped(source=where, reason=str(limits.refuse(line))), where
        elif line.strip():
            rows += 1
            yield _parsed_line(line.rstrip(b"\r\n"), where), where
    if not rows:
        reason = "is empty. Delete it, or save the articles into it."
        yield Skipped(source=source, reason=reason), source


def _parsed_line(line: bytes, where: str) -> object:
    try:
        text = decode(line)
        return _loads(text)
    except ArticleError as error:
        return Skipped(source=where, reason=str(error))
    except json.JSONDecodeError as error:
        what, at = error.msg.removesuffix(" at"), _excerpt(text, error.pos)
        reason = f"is no valid JSON: {what} in column {error.colno}, at {at}. Mend that line."
        return Skipped(source=where, reason=reason)
    except ValueError as error:
        return Skipped(source=where, reason=f"is no valid JSON: {error}. Mend that line.")


def _loads(text: str) -> object:
    """Return the value of the JSON `text`.

    Raises ValueError: it is none, or is nested beyond reason.
    """
    try:
        value: object = json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    return value


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | int]:
    """Yield each line of `stream`; of one over `limit` bytes, its size."""
    start = stream.readline(limit + 1)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start[:4]:
        # UTF-16: whole, since its line breaks are two bytes.
        data = start + stream.read(limit)
        yield from (line.encode("utf-8", "replace") for line in decode(data).split("\n"))
        return
    line = start.removeprefix(b"\xef\xbb\xbf")
    while line:
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
        else:
            size = len(line)
            while (block := stream.readline(_BLOCK)) and not block.endswith(b"\n"):
                size += len(block)
            yield size + len(block)
        line = stream.readline(limit + 1)


def _line_limit(limits: Limits) -> int:
    # JSON may write one byte of UTF-8 as six: \u001b.
    return 6 * limits.article_bytes + (1 << 16)


def _is_object(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(_loads(line.decode("utf-8-sig")), dict)
    except ValueError:
        return False


def _parquet(stream: BinaryIO, source: str, limits: Limits) -> Iterator[Row | Skipped]:
    import pyarrow
    from pyarrow import parquet

    with tempfile.SpooledTemporaryFile(max_size=_SPOOLED) as spool:
        if not stream.seekable():
            shutil.copyfileobj(stream, spool, _BLOCK)
            spool.seek(0)
            stream = spool  # type: ignore[assignment]
        number = 0
        try:
            table = parquet.ParquetFile(stream)
            present = table.schema_arrow.names
            wanted = [limits.columns.get(name, name) for name in FIELDS]
            if wanted[FIELDS.index("text")] not in present:
                raise ArticleError(_no_text(wanted[FIELDS.index("text")], present))
            if not table.metadata.num_rows:
                raise ArticleError("has no rows. Delete it, or save the articles into it.")
            columns = [name for name in wanted if name in present]
            for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    fields = {
                        name: row.get(column) for name, column in zip(FIELDS, wanted, strict=True)
                    }
                    yield Row(f"{source}#{number}", fields)
        except (pyarrow.ArrowException, UnicodeDecodeError) as error:
            after = f"after row {number} " if number else ""
            what = shown(str(error).splitlines()[0][:200]) if str(error) else "no Parquet"
            yield Skipped(source=source, reason=f"{after}is damaged or no Parquet file: {what}.")


def _no_text(column: str, present: list[str]) -> str:
    """Return what to say of a table or row that has no column `column` of texts."""
    there = ", ".join(shown(name) for name in present[:20]) or "none"
    return (
        f"has no {column!r} (it has: {there}). Name what holds the text in geomap.toml: "
        'columns = {text = "…"}.'
    )


def _excerpt(text: str, at: int) -> str:
    piece = text[at : at + 40]
    return repr(piece) + ("…" if len(text) > at + 40 else "") if piece else "its end"


class _Chained(io.RawIOBase):
    """`start`, then the rest of `stream`, by lines."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start = io.BytesIO(start)
        self._stream = stream

    def readline(self, size: int | None = -1, /) -> bytes:
        limit = -1 if size is None else size
        return self._start.readline(limit) or self._stream.readline(limit)

    def read(self, size: int | None = -1, /) -> bytes:
        limit = -1 if size is None else size
        return self._start.read(limit) or self._stream.read(limit)

"""Rows of JSON: one object, a list of them, or an object a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from geomap.articles.encoding import decode
from geomap.articles.markup import row_of
from geomap.articles.row import Limits, Row, no_text
from geomap.articles.skipped import Skipped
from geomap.errors import ArticleError
from geomap.settings import FIELDS

_BLOCK = 1 << 20


def json_rows(data: bytes, source: str, limits: Limits) -> Iterator[Row | Skipped]:
    if not data.strip():
        raise ArticleError("is empty. Delete it, or save the articles into it.")
    text = decode(data)
    try:
        value = _loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and sum(map(is_object, data.splitlines()[:10])) > 1:
            yield from json_lines(io.BytesIO(data), source, limits)
            return
        raise ArticleError(
            f"is no valid JSON: {error.msg.removesuffix(' at')} in line {error.lineno}, column {error.colno}, "
            f"at {_excerpt(text, error.pos)}. Mend that line."
        ) from None
    except ValueError as error:
        raise ArticleError(f"is no valid JSON: {error}.") from None
    yield from _rows(value, source, limits)


def _rows(value: object, source: str, limits: Limits) -> Iterator[Row | Skipped]:
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
            skipped = Skipped(source=where, reason=no_text(text, list(value)))
            if with_text:
                yield skipped
            else:
                without.append(skipped)
        else:
            with_text = True
            yield from without
            without.clear()
            fields = {name: value.get(limits.columns.get(name, name)) for name in FIELDS}
            yield row_of(where, fields, limits)
    if without:
        last = without[-1] if len(without) == 1 else None
        reason = f"none of its {len(without):,} rows is an article: the first {without[0].reason}"
        yield last or Skipped(source=source, reason=reason)


def if_json(text: str, source: str, limits: Limits) -> Iterator[Row | Skipped] | None:
    try:
        value = _loads(text)
    except ValueError:
        return None
    is_articles = isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(each, dict) for each in value)
    )
    return _rows(value, source, limits) if is_articles else None


def json_lines(stream: BinaryIO, source: str, limits: Limits) -> Iterator[Row | Skipped]:
    yield from _objects(_parsed_lines(stream, source, limits), source, limits)


def _parsed_lines(stream: BinaryIO, source: str, limits: Limits) -> Iterator[tuple[object, str]]:
    """Yield the value of each line that has one, and where it stands; Skipped for a value if bad."""
    number = rows = 0
    lines = _lines(stream, line_limit(limits))
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


def line_limit(limits: Limits) -> int:
    # JSON may write one byte of UTF-8 as six: \u001b.
    return 6 * limits.article_bytes + (1 << 16)


def is_object(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(_loads(line.decode("utf-8-sig")), dict)
    except ValueError:
        return False


def _excerpt(text: str, at: int) -> str:
    piece = text[at : at + 40]
    return repr(piece) + ("…" if len(text) > at + 40 else "") if piece else "its end"

"""Web archives (WARC): the pages of a crawl, as Common Crawl's News gives them.

warcio reads the records; what is no page (requests, pictures, errors) is counted and left out.
A record that is damaged costs itself: reading goes on at the next one.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from geomap.articles.chained import Chained
from geomap.articles.encoding import decode
from geomap.articles.skipped import Skipped, shown
from geomap.errors import ArticleError

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator

_START = b"WARC/"
_HEADER_BYTES = 1 << 20  # a record's headers have some hundred
_BLOCK = 1 << 16
_PAGES = ("text/html", "application/xhtml+xml")
_ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}
_GET_AGAIN = "Get it again."


class WebPage(NamedTuple):
    """A record that may hold an article."""

    number: int  # of the record, from 1, whatever the others are
    url: str | None
    data: bytes  # of a page; of a text, in UTF-8
    is_text: bool  # extracted already, as in WET files
    charset: str | None  # as the server declared it
    retrieved_at: str | None  # when the crawler got it


class _Left(Exception):
    """A record that is no page, and what it is."""


class _Metered(io.RawIOBase):
    """A stream that gives no more than `left` bytes; None: as many as there are."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        # What can be read before damage is, where a stream gives what it has (`read1`).
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self.left: int | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        found = self._read(-1 if size is None else size)
        self._count(found)
        return found

    def readline(self, size: int | None = -1, /) -> bytes:
        asked = -1 if size is None else size
        most = asked if self.left is None or 0 <= asked <= self.left else self.left + 1
        found = self._stream.readline(most)
        self._count(found)
        return found

    def _count(self, found: bytes) -> None:
        if self.left is not None:
            self.left -= len(found)
            if self.left < 0:
                raise ArticleError(
                    f"has headers of over {_HEADER_BYTES:,} bytes: no web archive does. {_GET_AGAIN}"
                )


def web_pages(
    stream: BinaryIO, source: str, limit: int, *, note: Callable[[str], None] = lambda _: None
) -> Iterator[WebPage | Skipped]:
    """Yield the pages of at most `limit` bytes in a web archive, and what is wrong with others.

    `note` hears, at the end, how many records were no pages.

    Raises ArticleError: the stream is none, or what it lies in is damaged.
    """
    metered = _Metered(stream)
    records = _Records(metered, source)
    left: Counter[str] = Counter()
    for number, record in records:
        if isinstance(record, Skipped):
            yield record
            continue
        where = f"{source}#{number}"
        try:
            yield _page(record, number, limit)
        except _Left as what:
            left[str(what)] += 1
        except ArticleError as error:
            yield Skipped(source=where, reason=str(error))
    if left:
        told = ", ".join(f"{count:,} {shown(what)}" for what, count in sorted(left.items()))
        note(f"{source}: left out what is no page: {told}.")
    if not records.met:
        raise ArticleError(f"holds no record of a web archive. {_GET_AGAIN}")


class _Records:
    """The records of an archive by number; Skipped for what is damaged."""

    def __init__(self, stream: _Metered, source: str) -> None:
        self._stream = stream
        self._source = source
        self.met = False

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        from warcio.archiveiterator import WARCIterator
        from warcio.exceptions import ArchiveLoadFailed

        archive = WARCIterator(self._stream, no_record_parse=True)
        number = 0
        while True:
            record: Any = None
            try:
                self._stream.left = _HEADER_BYTES
                # What warcio has to say of a wrong length it prints.
                with redirect_stderr(io.StringIO()):
                    archive.read_to_end()
                    record = next(archive, None)
            except (ArchiveLoadFailed, ValueError, UnicodeError) as error:
                number += 1
                self._stream.left = None
                what = shown(str(error).splitlines()[0][:120])
                where = f"{self._source}#{number}"
                yield number, Skipped(source=where, reason=f"is damaged: {what}. {_GET_AGAIN}")
                resumed = self._next_start(archive)
                if resumed is None:
                    return
                archive = resumed
                continue
            except ArticleError as error:  # what the archive lies in is damaged
                after = f"after record {number} " if number else ""
                raise ArticleError(f"{after}{error}") from None
            finally:
                self._stream.left = None
            if record is None:
                return
            number += 1
            self.met = True
            try:
                yield number, record
                while record.raw_stream.read(_BLOCK):
                    pass
            except ArticleError as error:
                raise ArticleError(f"after record {number} {error}") from None

    def _next_start(self, archive: ArchiveIterator) -> ArchiveIterator | None:
        """Return an iterator from the next line on that begins a record; None: there is none."""
        from warcio.archiveiterator import WARCIterator

        reader = archive.reader
        while line := reader.readline(_BLOCK):
            if line.startswith(_START):
                return WARCIterator(Chained(line, reader), no_record_parse=True)
        return None


def _page(record: Any, number: int, limit: int) -> WebPage:
    """Return the page that `record` holds.

    Raises _Left: it is none. Raises ArticleError: it is damaged, or larger than `limit`.
    """
    kind = record.rec_type or "record without a type"
    url = record.rec_headers.get_header("WARC-Target-URI")
    url = url.strip("<> ") if url else None
    told = record.content_type or ""
    encoding = ""
    if kind == "response":
        headers = _http_headers(record)
        status = headers.get_statuscode()
        if status != "200":
            raise _Left(f"status {status[:12]}")
        told = headers.get_header("Content-Type") or ""
        encoding = (headers.get_header("Content-Encoding") or "").strip().lower()
        record.http_headers = headers
    elif kind not in ("resource", "conversion"):
        raise _Left(kind[:40])
    mime, charset = _content_type(told)
    is_text = kind != "response" and mime == "text/plain"
    if not is_text and mime not in _PAGES:
        raise _Left(mime[:40] or "without a type")
    if encoding not in _ENCODINGS:
        raise ArticleError(f"is a page in the encoding {shown(encoding[:40])!r}, which isn't read.")
    data = _content(record, limit)
    if len(data) > limit:
        size = record.length or len(data)
        raise ArticleError(
            f"is a page of over {max(limit, min(size, 1 << 40)):,} bytes; an article may have "
            f"{limit:,}. Raise max_article_bytes in geomap.toml."
        )
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise ArticleError(f"is cut short: its record has no end. {_GET_AGAIN}")
    if is_text:
        data = decode(data, declared=charset).encode("utf-8", "replace")
    return WebPage(number, url, data, is_text, charset, record.rec_headers.get_header("WARC-Date"))


def _http_headers(record: Any) -> Any:
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    stream = _Metered(record.raw_stream)
    stream.left = _HEADER_BYTES
    try:
        return StatusAndHeadersParser(["HTTP/"], verify=False).parse(stream)
    except (StatusAndHeadersParserException, EOFError, ValueError):
        raise ArticleError(f"holds no answer of a web server. {_GET_AGAIN}") from None


def _content(record: Any, limit: int) -> bytes:
    """Return the record's content, decoded, or its first `limit` bytes and one more."""
    blocks: list[bytes] = []
    size = 0
    said = io.StringIO()
    with redirect_stderr(said):  # warcio prints what is wrong with an encoding
        stream = record.content_stream()
        while size <= limit and (block := stream.read(min(_BLOCK, limit + 1 - size))):
            blocks.append(block)
            size += len(block)
    if said.getvalue().strip():
        what = shown(said.getvalue().strip().splitlines()[-1][:120])
        raise ArticleError(f"is damaged: {what}. {_GET_AGAIN}")
    return b"".join(blocks)


def _content_type(told: str) -> tuple[str, str | None]:
    """Return the type in lower case, and the declared encoding where there is one."""
    mime, _, rest = told.partition(";")
    charset = None
    for parameter in rest.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'")[:40] or None
    return mime.strip().lower(), charset

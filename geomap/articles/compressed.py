"""Streams of .gz and .zst files that can't swell without bound and don't end unnoticed."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from geomap.errors import ArticleError

SUFFIXES = (".gz", ".zst")

_BLOCK = 1 << 16
# A zstd block of a few bytes may stand for 128 kB: small bites keep what comes out small.
_ZST_BITE = 1 << 10
# News compresses 3 to 20 times; what swells more than this is no news.
_MOST_RATIO = 250
_SLACK = 16 << 20


def decompressed(raw: BinaryIO, suffix: str) -> io.BufferedReader:
    """Return a stream of what `raw`, a file of `suffix` .gz or .zst, holds.

    Reading raises ArticleError: the file is damaged, cut short, or swells beyond reason.
    """
    blocks = _gunzipped(raw) if suffix == ".gz" else _unzstd(raw)
    return io.BufferedReader(cast(io.RawIOBase, _Blocks(blocks)), _BLOCK)


class _Blocks(io.RawIOBase):
    """A raw stream over blocks of bytes."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


class _Meter:
    """Counts what goes in and comes out."""

    def __init__(self) -> None:
        self.taken = 0
        self._given = 0

    def given(self, block: bytes) -> Iterator[bytes]:
        """Yield what may come out of `block`; raise ArticleError at what may not."""
        allowed = _MOST_RATIO * self.taken + _SLACK - self._given
        self._given += len(block)
        if block:
            yield block[:allowed]
        if len(block) > allowed:
            raise ArticleError(
                f"swells from {self.taken:,} bytes to over {self._given:,}: no news does. "
                "Decompress it yourself if you trust it."
            )


def _gunzipped(raw: BinaryIO) -> Iterator[bytes]:
    meter = _Meter()
    member = None  # a gzip file is one or more members, one after another
    pending = b""
    while True:
        if not pending:
            pending = raw.read(_BLOCK)
            meter.taken += len(pending)
            if not pending:
                break
        if member is None:
            pending = pending.lstrip(b"\0")  # padding between members
            if not pending:
                continue
            member = zlib.decompressobj(wbits=31)
        try:
            block = member.decompress(pending, _BLOCK)
        except zlib.error as error:
            raise ArticleError(f"is damaged: {error}. Get it again.") from None
        pending = member.unused_data if member.eof else member.unconsumed_tail
        if member.eof:
            member = None
        yield from meter.given(block)
    if member is not None or not meter.taken:
        raise ArticleError("is cut short: its compressed data has no end. Get it again.")


def _unzstd(raw: BinaryIO) -> Iterator[bytes]:
    import zstandard

    meter = _Meter()
    frame = None
    pending = b""
    while True:
        if not pending:
            pending = raw.read(_ZST_BITE)
            meter.taken += len(pending)
            if not pending:
                break
        if frame is None:
            frame = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
        try:
            block = frame.decompress(pending)
        except zstandard.ZstdError as error:
            raise ArticleError(f"is damaged: {error}. Get it again.") from None
        pending = frame.unused_data if frame.eof else b""
        if frame.eof:
            frame = None
        yield from meter.given(block)
    if frame is not None or not meter.taken:
        raise ArticleError("is cut short: its compressed data has no end. Get it again.")

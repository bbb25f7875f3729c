"""A stream of which the start was read already."""

from __future__ import annotations

import io
from typing import Protocol


class Readable(Protocol):
    """What can be read by lines and by bytes."""

    def readline(self, size: int = -1, /) -> bytes: ...

    def read(self, size: int = -1, /) -> bytes: ...


class Chained(io.RawIOBase):
    """`start`, then the rest of `stream`."""

    def __init__(self, start: bytes, stream: Readable) -> None:
        self._start = io.BytesIO(start)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        limit = -1 if size is None else size
        found = self._start.readline(limit)
        if found.endswith(b"\n") or (found and len(found) == limit):
            return found
        return found + self._stream.readline(limit - len(found) if limit >= 0 else -1)

    def read(self, size: int | None = -1, /) -> bytes:
        limit = -1 if size is None else size
        found = self._start.read(limit)
        if limit >= 0 and (found or not limit):
            return found
        return found + self._stream.read(limit)

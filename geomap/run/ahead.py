"""Files that are compared with what stands in their folder, and written beside it, while others are made."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from geomap.run.comparing import difference
from geomap.run.writing import discard, umask, uninterrupted, write_temporary


class Done(NamedTuple):
    """What was found of a file beforehand."""

    differs: str | None  # in words; None: what stands there is the same
    temporary: Path | None  # what is to take its place


class Ahead:
    """Does beforehand what `changes` and `write_files` would do with a file, in a thread.

    Nothing that stands in the folder changes, and what isn't taken is deleted at its `close`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mask = umask()  # asking for it changes it for a moment: not from a thread
        self._temporaries: list[Path] = []
        self._pool = ThreadPoolExecutor(1)
        self._begun: dict[str, tuple[bytes, Future[Done]]] = {}

    def close(self) -> None:
        """Wait for what is under way, and delete what wasn't taken."""
        with uninterrupted():
            self._pool.shutdown(wait=True, cancel_futures=True)
            discard(self._temporaries)

    def add(self, name: str, content: bytes) -> None:
        """Begin with the file `name`, which is to hold `content`."""
        self._begun[name] = content, self._pool.submit(self._do, name, content)

    def done(self, files: Mapping[str, bytes]) -> dict[str, Done]:
        """Wait for what was begun, and return it for those of `files` that it holds for.

        What failed is left out: who does it again meets the same error, and tells it.
        """
        found: dict[str, Done] = {}
        for name, (content, future) in self._begun.items():
            if files.get(name) is content and future.exception() is None:
                found[name] = future.result()
        return found

    def _do(self, name: str, content: bytes) -> Done:
        differs = difference(self._folder / name, content)
        if differs is None:
            return Done(None, None)
        made = write_temporary(self._folder, name, content, mask=self._mask)
        self._temporaries.append(made)
        return Done(differs, made)

"""Files that are compared with what stands in their folder, and written beside it, while others are made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from geomap.run.beside import FORKS, beside
from geomap.run.comparing import difference
from geomap.run.lines import Content, Lines
from geomap.run.record import sha256
from geomap.run.writing import (
    discard,
    fill,
    new_temporary,
    umask,
    uninterrupted,
    write_temporary,
)


class Done(NamedTuple):
    """What was found of a file beforehand."""

    differs: str | None  # in words; None: what stands there is the same
    temporary: Path | None  # what is to take its place


class Ahead:
    """Does beforehand what `changes` and `write_files` would do with a file: in a thread, or in a child.

    Nothing that stands in the folder changes, and what isn't taken is deleted at its `close`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mask = umask()  # asking for it changes it for a moment: not from a thread
        self._temporaries: list[Path] = []
        self._pool = ThreadPoolExecutor(1)
        self._children = ExitStack()
        self._begun: dict[str, tuple[Content, Callable[[], Done]]] = {}

    def close(self) -> None:
        """Wait for what is under way, and delete what wasn't taken."""
        with uninterrupted():
            self._children.close()
            self._pool.shutdown(wait=True, cancel_futures=True)
            discard(self._temporaries)

    def add(self, name: str, content: Content) -> Callable[[], str | None] | None:
        """Begin with the file `name`, which is to hold `content`.

        What is given waits for the file's digest, or for None; None: it isn't reckoned.
        """
        if isinstance(content, Lines):
            # A thread that expands each article's lines would wait for the interpreter each time.
            return self._add_beside(name, content) if FORKS else None
        self._begun[name] = content, self._pool.submit(self._do, name, content).result
        return None

    def done(self, files: Mapping[str, Content]) -> dict[str, Done]:
        """Wait for what was begun, and return it for those of `files` that it holds for.

        What failed is left out: who does it again meets the same error, and tells it.
        """
        found: dict[str, Done] = {}
        for name, (content, waiting) in self._begun.items():
            with suppress(Exception):
                if files.get(name) is content:
                    found[name] = waiting()
        return found

    def _do(self, name: str, content: bytes) -> Done:
        differs = difference(self._folder / name, content)
        if differs is None:
            return Done(None, None)
        made = write_temporary(self._folder, name, content, mask=self._mask)
        self._temporaries.append(made)
        return Done(differs, made)

    def _add_beside(self, name: str, lines: Lines) -> Callable[[], str | None] | None:
        """Begin with many records in a child, which expands and joins them."""
        try:
            temporary = new_temporary(self._folder, name)
        except OSError:
            return None
        self._temporaries.append(temporary)

        def work() -> bytes:
            content = bytes(lines)
            differs = difference(self._folder / name, content)
            if differs is not None:
                fill(temporary, content, mask=self._mask)
            return json.dumps([differs, sha256(content)]).encode()

        told = self._children.enter_context(beside(work, forked=True, soon=False))

        def done() -> Done:
            differs, _ = json.loads(told())
            return Done(differs, None if differs is None else temporary)

        def digest() -> str | None:
            with suppress(Exception):
                return str(json.loads(told())[1])
            return None

        self._begun[name] = lines, done
        return digest

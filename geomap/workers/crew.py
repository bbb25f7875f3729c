"""Handing out rows and taking back what was read, in order, whatever happens to a worker.

What differs between the processes of one machine and a cluster is a few lines: `Crew` holds what
doesn't. Only so much is under way at once, so that memory does not grow with the corpus.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from typing import Any

from geomap.articles import Recalled, Row, Skipped
from geomap.errors import GeomapError, OutputError
from geomap.run import Parts, Worked
from geomap.workers.work import Answer

KILLED = "its worker was killed"
_MOST_BYTES = 64 << 20  # of texts under way
_TRIES = 2  # a batch that loses its worker is tried again, each article by itself

Other = Recalled | Skipped


class Batch:
    """Rows that are read in one go, and what came of them."""

    def __init__(self, rows: Sequence[Row], *, lost: int = 0) -> None:
        self.rows = rows
        self.size = sum(map(_size, rows))
        self.lost = lost  # workers, while they read it
        self.found: list[Worked] | None = None


class _Passed:
    """What is no row, and stands between rows."""

    def __init__(self, value: Other) -> None:
        self.value = value


class WorkerLost(Exception):
    """A worker was killed while it read a batch; `guilty` when no other batch can have done it."""

    def __init__(self, *, guilty: bool = True) -> None:
        super().__init__()
        self.guilty = guilty


class Crew(ABC):
    """Workers that read rows."""

    batch_rows = 1
    most_under_way: int  # batches that are kept waiting for their turn

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._deaths = 0  # in a row, with nothing read between them

    @abstractmethod
    def start(self, batch: Batch) -> bool:
        """Give `batch` to a worker; return False when none is free for it now."""

    @abstractmethod
    def finished(self) -> list[tuple[Batch, Any]]:
        """Wait until at least one batch is finished; return these with an Answer or an error.

        WorkerLost: the worker was killed. Any other error stops the run.
        """

    @abstractmethod
    def close(self) -> None:
        """Let the workers go."""

    @property
    def fatal_deaths(self) -> int:
        """Return how many deaths in a row, with nothing read between them, are no accident."""
        return 6

    def ordered(self, items: Iterator[Row | Other]) -> Iterator[Worked | Other]:
        """Yield what was read in each row of `items`, in their order; what is no row, as it is.

        Raises GeomapError: nothing can be read, or workers are killed again and again.
        """
        line: deque[Batch | _Passed] = deque()
        waiting: deque[Batch] = deque()
        source = _batches(items, self.batch_rows)
        open_ = True
        with closing(self):
            while True:
                while open_ and self._room(line):
                    entry = next(source, None)
                    if entry is None:
                        open_ = False
                        break
                    line.append(entry)
                    if isinstance(entry, Batch):
                        waiting.append(entry)
                while waiting and self.start(waiting[0]):
                    waiting.popleft()
                while line and (isinstance(line[0], _Passed) or line[0].found is not None):
                    head = line.popleft()
                    if isinstance(head, _Passed):
                        yield head.value
                    else:
                        yield from head.found or ()
                if not line and not open_:
                    return
                if line and not (open_ and self._room(line)):
                    for batch, outcome in self.finished():
                        waiting.extendleft(reversed(self._settle(batch, outcome, line)))

    def _room(self, line: Sequence[Batch | _Passed]) -> bool:
        if len(line) >= self.most_under_way:
            return False
        return sum(e.size for e in line if isinstance(e, Batch)) < _MOST_BYTES

    def _settle(self, batch: Batch, outcome: Any, line: deque[Batch | _Passed]) -> list[Batch]:
        """Note what came of `batch`; return what is to be tried (again)."""
        if isinstance(outcome, Answer):
            if outcome.parts != self._parts:
                raise OutputError(_other_parts(outcome.parts, self._parts))
            self._deaths = 0
            batch.found = outcome.worked
            return []
        if not isinstance(outcome, WorkerLost):
            raise outcome
        if not outcome.guilty:
            return [batch]
        self._deaths += 1
        if self._deaths >= self.fatal_deaths:
            raise GeomapError(
                f"{self._deaths} workers were killed one after another, and nothing was read "
                "between them: too little memory, most likely. Use fewer --workers, or give them "
                "more memory; with -o or --into, what was read is kept there."
            )
        batch.lost += 1
        if len(batch.rows) > 1:
            singles = [Batch([row], lost=batch.lost) for row in batch.rows]
            at = line.index(batch)
            del line[at]
            for offset, single in enumerate(singles):
                line.insert(at + offset, single)
            return singles
        if batch.lost < _TRIES:
            return [batch]
        (row,) = batch.rows
        reason = (
            f"was being read when its worker was killed, {batch.lost} times: too little memory, or "
            "a fault of geomap's. The others were read; read it by itself."
        )
        batch.found = [
            Worked(row.source, (), Skipped(source=row.source, reason=reason, cause=KILLED))
        ]
        return []


def _batches(items: Iterator[Row | Other], most: int) -> Iterator[Batch | _Passed]:
    """Yield rows in batches of at most `most`, and what is no row between them."""
    rows: list[Row] = []
    for item in items:
        if isinstance(item, Row):
            rows.append(item)
            if len(rows) < most and sum(map(_size, rows)) < _MOST_BYTES // 16:
                continue
        if rows:
            yield Batch(rows)
            rows = []
        if not isinstance(item, Row):
            yield _Passed(item)
    if rows:
        yield Batch(rows)


def _size(row: Row) -> int:
    text = row.fields.get("text")
    page = len(row.page.data) if row.page is not None else 0
    return page + (len(text) if isinstance(text, str) else 0)


def _other_parts(theirs: Parts, ours: Parts) -> str:
    told = theirs.model_dump()
    names = [name for name, value in ours.model_dump().items() if told[name] != value]
    return (
        f"A worker reads with another {' and '.join(names)}: what it read would differ. Install the "
        "same geomap, with the same gazetteer, on every machine, and start its workers again."
    )


def result_of(future: Future[Answer]) -> Any:
    """Return a finished future's answer, or its error."""
    error = future.exception()
    return future.result() if error is None else error

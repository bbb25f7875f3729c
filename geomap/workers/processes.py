"""Workers of this machine: each a process of its own, begun anew (spawn), never a copy of this one.

Each is a concurrent.futures pool of one process, so that it is known which article was being read
when a process was killed, and only that process is replaced.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from typing import Any

from geomap.run import Parts
from geomap.settings import Settings
from geomap.workers.crew import Batch, Crew, WorkerLost, result_of
from geomap.workers.work import Answer, Work, read_rows

_QUEUE = 2  # batches that a process holds: one that is read, one that comes next


class Processes(Crew):
    """So many processes of this machine."""

    def __init__(
        self, settings: Settings, parts: Parts, count: int, *, work: Work = read_rows
    ) -> None:
        super().__init__(parts)
        self._settings = settings.model_dump_json()
        self._work = work
        self._seats = [_Seat() for _ in range(count)]
        self.most_under_way = 16 * count + 16

    @property
    def fatal_deaths(self) -> int:
        return 10 + 2 * len(self._seats)

    def start(self, batch: Batch) -> bool:
        seat = min(self._seats, key=lambda seat: len(seat.held))
        # What a worker was lost over is read alone: then nothing else can have killed it.
        if len(seat.held) >= (1 if batch.lost or seat.alone else _QUEUE):
            return False
        seat.give(batch, self._work, self._settings)
        return True

    def finished(self) -> list[tuple[Batch, Any]]:
        under_way = [future for seat in self._seats for future, _ in seat.held]
        wait(under_way, return_when=FIRST_COMPLETED)
        return [outcome for seat in self._seats for outcome in seat.taken()]

    def close(self) -> None:
        for seat in self._seats:
            seat.close()


class _Seat:
    """One process, replaced when it is killed."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self.held: deque[tuple[Future[Answer], Batch]] = deque()

    @property
    def alone(self) -> bool:
        return any(batch.lost for _, batch in self.held)

    def give(self, batch: Batch, work: Work, settings: str) -> None:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin
            )
        try:
            future = self._pool.submit(work, settings, batch.rows)
        except BrokenProcessPool as error:  # killed between two batches
            future = Future()
            future.set_exception(error)
        self.held.append((future, batch))

    def taken(self) -> list[tuple[Batch, Any]]:
        """Return what is finished, and forget it; the process is gone when it was killed."""
        found: list[tuple[Batch, Any]] = []
        while self.held and self.held[0][0].done():
            future, batch = self.held.popleft()
            outcome = result_of(future)
            if isinstance(outcome, BrokenProcessPool | CancelledError):
                found.append((batch, WorkerLost()))
                found += ((other, WorkerLost(guilty=False)) for _, other in self.held)
                self.held.clear()
                self.close()
            else:
                found.append((batch, outcome))
        return found

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _begin() -> None:
    """Let a new process end with its parent, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 20, 20)  # what reading makes is in no cycle: look for these seldom
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)

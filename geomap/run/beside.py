"""Work that goes on beside this process: in a child of it where that is worth one, else in a thread."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

# The parent goes first, then what it waits for soon.
_SOON, _LATER = 10, 19
LONG = 20_000  # records from which on a child is worth it
# Where a child that only computes may be forked from a process with threads.
FORKS = sys.platform == "linux"


@contextmanager
def beside(
    work: Callable[[], bytes], *, forked: bool, soon: bool = True
) -> Iterator[Callable[[], bytes]]:
    """Begin `work` and yield what waits for its result; leave nothing of it behind.

    `forked`: in a child, which has the interpreter to itself and sees all that was made so far,
    where the system allows. `work` must only compute: it logs and locks nothing, and writes only
    what its parent deletes when it comes to nothing. `soon`: before what else goes on beside.
    """
    with ThreadPoolExecutor(1) as pool:
        child = (
            _Child.begun(work, pool, nice=_SOON if soon else _LATER) if forked and FORKS else None
        )
        if child is None:
            yield pool.submit(work).result
            return
        try:
            yield child.result
        finally:
            child.end()


Ask = Callable[[bytes], Callable[[], bytes]]


@contextmanager
def asked(work: Callable[[bytes], bytes], *, ready: Callable[[], None]) -> Iterator[Ask]:
    """Yield what asks for `work` to be done with some bytes, once, and gives what waits for its result.

    A child does it, where the system allows, and calls `ready` before it is asked.
    """
    asking, question = os.pipe()

    def answer() -> bytes:
        ready()
        with os.fdopen(asking, "rb", closefd=False) as pipe:
            return work(pipe.read())

    with ThreadPoolExecutor(1) as pool, os.fdopen(question, "wb") as stream:
        child = _Child.begun(answer, pool, keeps=asking) if FORKS else None
        os.close(asking)

        def ask(what: bytes) -> Callable[[], bytes]:
            if child is None:
                return partial(work, what)
            with suppress(BrokenPipeError), stream:
                stream.write(what)
            return lambda: child.result(partial(work, what))

        try:
            yield ask
        finally:
            if child is not None:
                child.end()


class _Child:
    def __init__(self, work: Callable[[], bytes], process: int, told: Future[bytes]) -> None:
        self._work, self._process, self.told = work, process, told
        self._status: int | None = None

    @classmethod
    def begun(
        cls,
        work: Callable[[], bytes],
        pool: ThreadPoolExecutor,
        *,
        keeps: int | None = None,
        nice: int = _SOON,
    ) -> _Child | None:
        """Return a child that does `work`; None where the system has no room for one.

        Of the files that are open here, it `keeps` that one open.
        """
        receiving, sending = os.pipe()
        try:
            process = os.fork()
        except OSError:
            os.close(receiving)
            os.close(sending)
            return None
        if process == 0:
            _compute(work, sending, keeps, nice)
        os.close(sending)
        return cls(work, process, pool.submit(_all_of, receiving))

    def result(self, otherwise: Callable[[], bytes] | None = None) -> bytes:
        """Return what the child found; where it came to nothing, what is found here, by `otherwise`."""
        told = self.told.result()
        return told if self._wait() == 0 else (otherwise or self._work)()

    def end(self) -> None:
        """End the child, if it hasn't yet."""
        if self._status is None:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self._wait()

    def _wait(self) -> int:
        if self._status is None:
            try:
                _, self._status = os.waitpid(self._process, 0)
            except ChildProcessError:  # who began this process has children reaped unseen
                self._status = -1
        return self._status


def _compute(work: Callable[[], bytes], sending: int, keeps: int | None, nice: int) -> None:
    """Send what `work` returns and end this process, whatever happens."""
    status = 1
    try:
        gc.disable()
        with suppress(OSError):
            os.nice(nice)
        # Locks and files are the parent's: they must be free as soon as that is gone.
        for handle in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
            if handle > 2 and handle not in (sending, keeps):
                with suppress(OSError):
                    os.close(handle)
        with os.fdopen(sending, "wb") as pipe:
            pipe.write(work())
        status = 0
    finally:
        os._exit(status)


def _all_of(receiving: int) -> bytes:
    with os.fdopen(receiving, "rb") as pipe:
        return pipe.read()

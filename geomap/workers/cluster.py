"""Workers of a Dask cluster: dask.distributed hands the rows out, and takes up what a worker lost."""

from __future__ import annotations

import logging
import pickle
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from geomap.errors import GeomapError, OutputError, UsageError
from geomap.run import Parts
from geomap.settings import Settings
from geomap.workers.crew import Batch, Crew, WorkerLost
from geomap.workers.work import Work, in_turn, read_rows

_CONNECT_S = 20
_RESULT_S = 300  # to fetch what is finished
_LOOK_S = 2.0  # between two looks at who is there
_TELL_S, _LEAVE_S = 15.0, 900.0  # without any worker
_ROWS = 8  # some seconds of work: more than a scheduler's overhead, little to lose

Note = Callable[[str], None]


def cluster_of(
    address: str, *, note: Note, work: Work = read_rows
) -> Callable[[Settings, Parts], Cluster]:
    """Return what gives the workers of the scheduler at `address`, which is asked at once.

    Raises UsageError: dask isn't installed, or no scheduler answers there.
    """
    try:
        import distributed
    except ImportError:
        raise UsageError(
            "--dask needs dask.distributed. Install it: pip install 'conflict-geomap[dask]'."
        ) from None
    if "://" not in address:
        raise UsageError(f"--dask {address!r} is no scheduler's address. Write tcp://HOST:8786.")
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told by `note`
    try:
        client: Any = distributed.Client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError, ImportError) as error:
        what = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        raise UsageError(
            f"No Dask scheduler answers at {address}: {what}. Start one there: dask scheduler."
        ) from None
    return lambda settings, parts: Cluster(client, settings, parts, note=note, work=work)


class Cluster(Crew):
    """The workers of a scheduler, however many come and go."""

    batch_rows = _ROWS

    def __init__(
        self,
        client: Any,
        settings: Settings,
        parts: Parts,
        *,
        note: Note,
        work: Work = read_rows,
    ) -> None:
        super().__init__(parts)
        self._client = client
        self._address = client.scheduler.address
        self._told = work, settings.model_dump_json()
        self._note = note
        self._held: dict[str, tuple[Any, Batch]] = {}
        self._done: SimpleQueue[str] = SimpleQueue()
        self._number = 0
        self._workers = 0
        self._looked = self._seen = time.monotonic()
        self._said = False
        self._look()

    @property
    def most_under_way(self) -> int:  # type: ignore[override]
        return 4 * max(1, self._workers) + 8

    @property
    def fatal_deaths(self) -> int:
        return 10 + 2 * self._workers

    def start(self, batch: Batch) -> bool:
        # What a worker was lost over is read alone: then nothing else can have killed it.
        alone = batch.lost or any(other.lost for _, other in self._held.values())
        if len(self._held) >= (1 if alone else 2 * max(1, self._workers)):
            return False
        self._number += 1
        # Bytes, so that Dask looks for no tasks of its own in the articles; and a name of its own
        # for each try, since Dask remembers what a name gave.
        content = pickle.dumps((*self._told, batch.rows))
        key = f"geomap-{id(self):x}-{time.monotonic_ns():x}-{self._number}"
        try:
            future = self._client.submit(_unpacked, content, key=key, pure=False)
        except Exception as error:
            raise self._gone() from error
        self._held[key] = future, batch
        future.add_done_callback(lambda done: self._done.put(done.key))
        return True

    def finished(self) -> list[tuple[Batch, Any]]:
        while True:
            keys: list[str] = []
            with suppress(Empty):
                keys.append(self._done.get(timeout=_LOOK_S))
                while True:
                    keys.append(self._done.get_nowait())
            found = [self._taken(key) for key in dict.fromkeys(keys) if key in self._held]
            self._look()
            if found:
                return found

    def _taken(self, key: str) -> tuple[Batch, Any]:
        from distributed import KilledWorker
        from distributed import TimeoutError as TooLong

        future, batch = self._held.pop(key)
        if future.status in ("cancelled", "lost"):
            raise self._gone()
        try:
            return batch, future.result(timeout=_RESULT_S)
        except KilledWorker:
            return batch, WorkerLost()
        except TooLong:  # its worker went away with it
            return batch, WorkerLost(guilty=False)
        except GeomapError as error:
            return batch, error
        except Exception as error:
            if future.status in ("cancelled", "lost") or self._client.status != "running":
                raise self._gone() from error
            what = f"{type(error).__name__}: {str(error)[:200]}"
            return batch, GeomapError(
                f"A worker of {self._address} can't read: {what}. Install the same geomap, with all "
                "it needs, on every machine, and start its workers again."
            )

    def _look(self) -> None:
        """See how many workers there are; tell when there are none for long."""
        now = time.monotonic()
        if self._workers and now - self._looked < _LOOK_S:
            return
        self._looked = now
        if self._client.status != "running":
            raise self._gone()
        try:
            # A worker reads one article at a time, however many threads it has.
            self._workers = len(self._client.nthreads())
        except Exception as error:
            raise self._gone() from error
        if self._workers:
            self._seen, self._said = now, False
        elif now - self._seen > _LEAVE_S:
            raise OutputError(
                f"The scheduler at {self._address} has had no worker for {_LEAVE_S / 60:.0f} minutes. "
                f"Start some (dask worker {self._address} --nthreads 1) and run the same command: "
                "with -o or --into, what was read is kept there."
            )
        elif now - self._seen > _TELL_S and not self._said:
            self._said = True
            self._note(
                f"{self._address} has no worker; waiting. Start some: dask worker {self._address} "
                "--nthreads 1"
            )

    def _gone(self) -> OutputError:
        return OutputError(
            f"The Dask scheduler at {self._address} is gone. Start it and its workers again, "
            "and run the same command: with -o or --into, what was read is kept there."
        )

    def close(self) -> None:
        with suppress(Exception):
            self._client.cancel([future for future, _ in self._held.values()])
        self._held.clear()
        with suppress(Exception):
            self._client.close(timeout=2)


def _unpacked(content: bytes) -> Any:
    work, settings, rows = pickle.loads(content)
    return in_turn(work, settings, rows)

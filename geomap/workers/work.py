"""What a worker does: it opens the reader and the gazetteer once, then reads row after row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from typing import NamedTuple

from geomap.articles import Row
from geomap.run import Parts, Worked, unhurried, worked
from geomap.settings import Settings
from geomap.stages import Stages


class Answer(NamedTuple):
    """What a worker read, and by which parts."""

    parts: Parts
    worked: list[Worked]


Work = Callable[[str, Sequence[Row]], Answer]


def read_rows(settings: str, rows: Sequence[Row], *, keep: bool = True) -> Answer:
    """Return what was read in `rows`, in their order; `settings` are JSON; `keep`: it is for a store.

    Raises GeomapError: nothing can be read here.
    """
    told, stages = _opened(settings)
    with unhurried():
        found = [worked(row, told, stages.sightings, keep=keep) for row in rows]
    return Answer(stages.parts, found)


# A worker reads for one run at a time; the next one's settings may be others.
@lru_cache(maxsize=1)
def _opened(settings: str) -> tuple[Settings, Stages]:
    told = Settings.model_validate_json(settings)
    stages = Stages.open(told)
    on_one_core = getattr(stages.reader, "on_one_core", None)
    if on_one_core is not None:
        on_one_core()
    return told, stages


def in_turn(work: Work, settings: str, rows: Sequence[Row]) -> Answer:
    """Return what `work` gives, always from one thread: others of this process wait their turn.

    So the gazetteer's index stays in the thread that opened it, and the model is there once.
    """
    return _thread().submit(work, settings, rows).result()


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="geomap-worker")

"""Reading by other processes: what comes back is told, met once and kept as if it were read here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from geomap.articles import Once, Recalled, Row, Skipped
from geomap.run.store import Reading, Refusal, Store
from geomap.run.work import Worked

Note = Callable[[str], None]


class Crew(Protocol):
    """Other processes that read articles (geomap.workers)."""

    def ordered(
        self, items: Iterator[Row | Recalled | Skipped]
    ) -> Iterator[Worked | Recalled | Skipped]:
        """Yield what was read in each row, and what is no row as it is, in their order."""
        ...


def read_together(
    rows: Iterator[Row | Recalled | Skipped],
    crew: Crew,
    store: Store,
    *,
    note: Note,
) -> Iterator[Reading | Skipped]:
    """Yield what comes of each row, read by `crew`: the same as if it were read here."""
    once = Once()
    for one in crew.ordered(rows):
        if isinstance(one, Skipped):
            yield one
            continue
        if isinstance(one, Worked):
            for text in one.notes:
                note(text)
            if one.skipped is not None:
                yield one.skipped
                continue
        repeated = once.repeated(one.id, one.source)
        if repeated is not None:
            yield repeated
            continue
        known: Reading | Refusal
        if isinstance(one, Recalled):
            known = store.recalled(one.key, one.source)
        else:
            known = store.take_in(one)
        yield Skipped(**known._asdict()) if isinstance(known, Refusal) else known

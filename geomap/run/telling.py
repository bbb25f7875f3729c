"""Which articles tell one story, found beside this process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from geomap.grouping import Begin, begin_here, firsts, get_ready
from geomap.grouping.stories import Texts
from geomap.run.beside import asked


@contextmanager
def stories_beside(*, many: bool) -> Iterator[Begin]:
    """Yield what begins to tell the stories of some texts; of many articles in a child."""
    if not many:
        yield begin_here
        return

    def work(given: bytes) -> bytes:
        return json.dumps(firsts(json.loads(given))).encode()

    with asked(work, ready=get_ready) as ask:

        def begin(texts: Texts) -> Callable[[], Mapping[str, str]]:
            waiting = ask(json.dumps(texts).encode())
            return lambda: dict(json.loads(waiting()))

        yield begin

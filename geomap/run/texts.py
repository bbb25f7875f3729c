"""The articles that a folder of outputs was made of, as they are now."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from geomap.articles import read_inputs
from geomap.model import Article
from geomap.run.record import STDIN, load_run, recorded_settings

Note = Callable[[str], None]


def texts(
    folder: Path, sources: Collection[str], *, note: Note | None = None
) -> dict[str, Article]:
    """Return the articles that `folder` was made of and that lie at `sources`, as they are now."""
    old = load_run(folder)
    there = [
        name for name in old.arguments if name != STDIN and (folder / old.base / name).exists()
    ]
    if not there:
        return {}
    settings = recorded_settings(old, folder)
    found = read_inputs(there, settings=settings, base=folder / old.base, note=note)
    return {one.source: one for one in found if isinstance(one, Article) and one.source in sources}

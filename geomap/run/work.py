"""What another process read in an article, small enough to be sent."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from geomap.articles import Row, Skipped, article_of
from geomap.errors import GeomapError, LanguageError
from geomap.model import Article, Sighting
from geomap.run.lines import records
from geomap.run.packing import pack
from geomap.run.reading import Brief
from geomap.run.store import article_digest
from geomap.settings import Settings

FAILED = "the reader failed"
_PACKAGE = Path(__file__).parents[1]


class Worked(NamedTuple):
    """What came of one row."""

    source: str
    notes: tuple[str, ...] = ()
    skipped: Skipped | None = None  # it gave no article
    id: str = ""  # of the article
    digest: str = ""  # of all that is known of it
    key: str | None = None  # of what it was made of
    refused: str | None = None  # why the reader didn't read it; None: it did
    cause: str = ""  # then what that is counted as
    lines: bytes = b""  # its lines of sightings.jsonl
    packed: bytes = b""  # the same, quicker to take back; none where nothing is kept
    brief: bytes = b""  # what a map needs of them; likewise
    mentions: int = 0
    words: int = 0


def worked(
    row: Row, settings: Settings, read: Callable[[Article], list[Sighting]], *, keep: bool = True
) -> Worked:
    """Return what `read` makes of the article that `row` gives; `keep`: it is for a store.

    Where it fails, by a fault of its own, the article is skipped with the reason.

    Raises GeomapError: nothing can be read (no gazetteer, no reader).
    """
    made = article_of(row, settings)
    article = made.article
    if isinstance(article, Skipped):
        return Worked(row.source, made.notes, article)
    told = Worked(
        row.source,
        made.notes,
        id=article.id,
        digest=article_digest(article),
        key=made.key,
        words=len(article.text.split()),
    )
    try:
        sightings = read(article)
    except LanguageError as error:
        return told._replace(refused=str(error), cause=error.cause)
    except GeomapError:
        raise
    except Exception as error:
        reason = f"made the reader fail: {_told(error)}. Please report it with the article."
        skipped = Skipped(source=row.source, reason=reason, cause=FAILED)
        return Worked(row.source, made.notes, skipped)
    told = told._replace(lines=records(sightings), mentions=len(sightings))
    brief = Brief.of(sightings, article) if keep or not sightings else None
    told = told._replace(brief=brief.packed() if brief is not None else b"")
    return told._replace(packed=pack(sightings)) if keep else told


def _told(error: Exception) -> str:
    """Return an error, and where in geomap it came up, in one line."""
    what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            return f"{what} ({path.relative_to(_PACKAGE).as_posix()}:{frame.lineno})"
    return what

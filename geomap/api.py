"""What `geomap.read_article` and `geomap.read` do; the package itself imports nothing heavy."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from geomap import pipeline
from geomap.articles import article_from_text
from geomap.errors import LanguageError, UnsupportedLanguageWarning, UsageError
from geomap.model import Sighting
from geomap.run import Reading
from geomap.settings import Settings
from geomap.stages import Stages


def article_sightings(
    text: str,
    *,
    published: date | str | None,
    title: str | None,
    spans: Sequence[tuple[int, int]] | None,
    settings: Settings | None,
) -> list[Sighting]:
    """Return every place name of `text`, or those at `spans`."""
    settings = settings or Settings()
    article = article_from_text(text, published=_day(published) or settings.published, title=title)
    for start, end in spans or ():
        if not 0 <= start < end <= len(text):
            raise UsageError(
                f"The span ({start}, {end}) is empty or outside the text of {len(text)} code points. "
                "Spans are (start, end), half open."
            )
    stages = _stages(settings.model_dump_json())
    try:
        found = stages.sightings(article, spans=spans)
    except LanguageError as error:
        warnings.warn(f"The text {error}", UnsupportedLanguageWarning, stacklevel=3)
        return []
    if spans is None:
        return found
    by_span = {(sighting.start, sighting.end): sighting for sighting in found}
    return [by_span[start, end] for start, end in spans]


def input_sightings(
    inputs: str | Path | Iterable[str | Path], *, settings: Settings | None
) -> Iterator[Sighting]:
    """Yield every place name in the articles of `inputs`; warn of what can't be read."""
    settings = settings or Settings()
    named = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    stages = _stages(settings.model_dump_json())
    for outcome in pipeline.read([str(name) for name in named], stages, settings=settings):
        if isinstance(outcome, Reading):
            yield from outcome.sightings
        else:
            kind = UnsupportedLanguageWarning if outcome.cause else UserWarning
            warnings.warn(f"skipped {outcome.source}: {outcome.reason}", kind, stacklevel=2)


def _day(published: date | str | None) -> date | None:
    if isinstance(published, datetime):
        return published.date()
    if published is None or isinstance(published, date):
        return published
    try:
        return date.fromisoformat(published)
    except (TypeError, ValueError):
        raise UsageError(
            f"published is {published!r}, which is no date. Write it as 2025-08-21."
        ) from None


# The gazetteer and the model take a second to open: calls with equal settings share them.
@lru_cache(maxsize=2)
def _stages(settings: str) -> Stages:
    return Stages.open(Settings.model_validate_json(settings))

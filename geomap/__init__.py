"""geomap: news in, a conflict map out that one can defend.

    >>> import geomap
    >>> sightings = geomap.read_article("Shells fell on Kupiansk on Monday.", published="2025-08-21")
    >>> geomap.make_map(sightings).save("map.html")

What is heavy is imported by the function that needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import folium
    import geopandas

    from geomap.model import (
        Article,
        Attribution,
        Candidate,
        Event,
        Mention,
        Place,
        Sighting,
        Site,
    )
    from geomap.settings import Settings

_VALUES = (
    "Article",
    "Attribution",
    "Candidate",
    "Event",
    "Mention",
    "Place",
    "Sighting",
    "Site",
)

__all__ = [
    "Article",
    "Attribution",
    "Candidate",
    "Event",
    "Mention",
    "Place",
    "Settings",
    "Sighting",
    "Site",
    "events",
    "make_map",
    "read",
    "read_article",
    "sites",
    "weigh",
]


def read_article(
    text: str,
    *,
    published: date | str | None = None,
    title: str | None = None,
    spans: Sequence[tuple[int, int]] | None = None,
    settings: Settings | None = None,
) -> list[Sighting]:
    """Return every place name of `text` as a Sighting, by offset.

    `published` is a date or its ISO form. With `spans`, a list of (start, end) in code points,
    those mentions are taken as given and each gets one Sighting, in their order. A text in a
    language that the reader doesn't read gives none, and an UnsupportedLanguageWarning.

    Raises UsageError: `published` is no date, or a span lies outside the text.
    Raises GazetteerError, ReaderError: what reading needs is missing or damaged.
    """
    from geomap.api import article_sightings

    return article_sightings(text, published=published, title=title, spans=spans, settings=settings)


def read(
    inputs: str | Path | Iterable[str | Path], *, settings: Settings | None = None
) -> Iterator[Sighting]:
    """Yield every place name in the articles of files and folders, as a Sighting.

    What can't be read is left out with a warning.
    """
    from geomap.api import input_sightings

    return input_sightings(inputs, settings=settings)


def weigh(sightings: Iterable[Sighting], *, settings: Settings | None = None) -> list[Sighting]:
    """Return `sightings` as all their articles together make them, as the commands do.

    What its source took back (`off_map_reason` "retracted"), and what stood in an earlier version of
    an article ("superseded"), is off the map; articles have the grades that `settings.sources` gives.
    """
    from geomap.grouping import weigh as weighed

    return weighed(list(sightings), settings.sources if settings is not None else {})[0]


def events(
    sightings: Iterable[Sighting], *, settings: Settings | None = None
) -> geopandas.GeoDataFrame:
    """Return the events that `sightings` report, a row for each; they are weighed (see `weigh`)."""
    from geomap.export.frames import events_frame
    from geomap.grouping import group_events

    return events_frame(group_events(weigh(sightings, settings=settings)))


def sites(
    sightings: Iterable[Sighting], *, settings: Settings | None = None
) -> geopandas.GeoDataFrame:
    """Return the places of these events, a row for each place in one class."""
    from geomap.export.frames import sites_frame
    from geomap.grouping import group_events, group_sites

    return sites_frame(group_sites(group_events(weigh(sightings, settings=settings))))


def make_map(sightings: Iterable[Sighting], *, settings: Settings | None = None) -> folium.Map:
    """Return the map of `sightings`, which shows itself in a notebook; they are weighed first."""
    from geomap.export.page import make_map as drawn
    from geomap.grouping import group_events, group_sites

    kept = weigh(sightings, settings=settings)
    found = group_events(kept)
    return drawn(kept, found, group_sites(found))


def __getattr__(name: str) -> Any:
    """Import a value, or tell the version, when it is asked for."""
    if name in _VALUES:
        from geomap import model

        return getattr(model, name)
    if name == "Settings":
        from geomap.settings import Settings

        return Settings
    if name == "__version__":
        from geomap.run import geomap_version

        return geomap_version()
    raise AttributeError(f"module 'geomap' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

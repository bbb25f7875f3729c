"""Where a stranger's part can take the place of geomap's: readers, geocoders, exporters.

Each is a Protocol, found by entry point; geomap's own register like anyone's (pyproject.toml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from geomap.errors import UsageError
from geomap.model import Article, Candidate, Event, Mention, Sighting, Site

# What a URL's query may hold that nobody else is to read.
_SECRET = re.compile(r"([?&][^=&]*(?:passw|secret|token|key)[^=&]*=)[^&]*", re.IGNORECASE)


class Reader(Protocol):
    """Finds the place names of an article and says what each sentence makes of them.

    What is registered in `geomap.readers` is called with the Settings and returns one.
    """

    version: str  # changes whenever the same article could be read differently

    def mentions(
        self, article: Article, *, spans: Sequence[tuple[int, int]] | None = None
    ) -> list[Mention]:
        """Return the article's mentions by offset; with `spans`, exactly those, one each.

        Raises LanguageError: without `spans`, the article is in a language that this doesn't read.
        """
        ...


class Geocoder(Protocol):
    """Says which places a name may mean.

    What is registered in `geomap.geocoders` is called with the Names, and with what
    `[services.NAME]` of geomap.toml tells it where that stands there, and returns one.
    """

    version: str

    def candidates(self, name: str, *, country: str | None = None) -> Sequence[Candidate]:
        """Return the places `name` may mean, best first; empty when there are none.

        `country` is ISO 3166-1 alpha-2 and narrows the search.

        Raises GeocoderError: this lookup failed; the mention stays unresolved.
        Raises GeocoderUnusable: no lookup will work (no key, no data); stop the run.
        """
        ...


class Exporter(Protocol):
    """Writes what was found to a file of some format, or into a database.

    What is registered in `geomap.exporters`, by a suffix without its dot ("gpkg") or by the
    scheme of a URL ("postgresql"), is called with what it is told by keyword and returns one.
    """

    def check(self, target: str) -> None:
        """Do nothing when `target` can be written; it is asked before the articles are read.

        Raises UsageError: it can't be, and how to mend that. A secret in it is never shown.
        """
        ...

    def write(
        self,
        sightings: Sequence[Sighting],
        events: Sequence[Event],
        sites: Sequence[Site],
        target: str,
    ) -> None:
        """Write them to `target`, whole or not at all.

        Raises UsageError: it can't be written; what stood there still does.
        """
        ...


def exporter(target: str, **told: Any) -> Exporter:
    """Return what writes to `target`, a file or a URL, chosen by its suffix or scheme.

    Raises UsageError: nothing is registered for it.
    """
    name = export_format(target)
    known = {point.name for point in entry_points(group="geomap.exporters")}
    if name not in known:
        raise UsageError(
            f"Nothing writes {shown(target)}. Name a file that ends in, or a URL that begins "
            f"with, one of: {', '.join(sorted(known)) or 'none'}."
        )
    made: Exporter = load("exporters", name)(**told)
    return made


def export_format(target: str) -> str:
    """Return the scheme of a URL, or the suffix of a file without its dot, in lower case."""
    scheme, is_url, _ = target.partition("://")
    return (scheme if is_url else Path(target).suffix.removeprefix(".")).lower()


def shown(target: str) -> str:
    """Return `target` as it may be shown: without the password of a URL."""
    scheme, is_url, rest = target.partition("://")
    if not is_url:
        return target
    rest = _SECRET.sub(r"\1***", rest)
    # The last @ ends the password: one that holds a / or an @ of its own is hidden as well.
    told, at, where = rest.rpartition("@")
    user, has_password, _ = told.partition(":")
    return f"{scheme}://{user}{':***' if has_password else ''}{at}{where}"


def load(group: str, name: str) -> Any:
    """Return what is registered as `name` in the entry-point group `geomap.{group}`.

    Raises UsageError: nothing of that name is registered.
    """
    found = {point.name: point for point in entry_points(group=f"geomap.{group}")}
    if name not in found:
        known = ", ".join(sorted(found)) or "none"
        raise UsageError(f"No {group.rstrip('s')} called {name!r}. Available: {known}.")
    return found[name].load()

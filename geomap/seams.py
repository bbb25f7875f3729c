"""Where a stranger's part can take the place of geomap's: readers, geocoders, exporters.

Each is a Protocol, found by entry point; geomap's own register like anyone's (pyproject.toml).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from geomap.errors import UsageError
from geomap.model import Article, Candidate, Mention, Sighting


class Reader(Protocol):
    """Finds the place names of an article and says what each sentence makes of them.

    What is registered in `geomap.readers` is called with the Settings and returns one.
    """

    version: str  # changes whenever the same article could be read differently

    def mentions(
        self, article: Article, *, spans: Sequence[tuple[int, int]] | None = None
    ) -> list[Mention]:
        """Return the article's mentions by offset; with `spans`, exactly those, one each."""
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
    """Writes sightings to a file of some format."""

    def write(self, sightings: Sequence[Sighting], target: Path | str) -> None:
        """Write `sightings` to `target`, whole or not at all."""
        ...


def load(group: str, name: str) -> Any:
    """Return what is registered as `name` in the entry-point group `geomap.{group}`.

    Raises UsageError: nothing of that name is registered.
    """
    found = {point.name: point for point in entry_points(group=f"geomap.{group}")}
    if name not in found:
        known = ", ".join(sorted(found)) or "none"
        raise UsageError(f"No {group.rstrip('s')} called {name!r}. Available: {known}.")
    return found[name].load()

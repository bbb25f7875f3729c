"""How a page is made: whole or for a frame, for whom, over which borders and tiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from geomap.errors import UsageError
from geomap.settings import Settings

Mode = Literal["whole", "embed"]
Borders = Literal["un", "none"]


@dataclass(frozen=True)
class Tiles:
    """An online background: pictures that the page loads, once it is told to."""

    template: str  # https://…/{z}/{x}/{y}.png
    attribution: str

    @property
    def origin(self) -> str:
        """Return what the page's policy lets pictures come from."""
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True)
class Since:
    """What changed since another map."""

    label: str  # what that map is called
    changed: Mapping[str, str]  # an event's id -> what changed, in words
    gone: tuple[tuple[str, str, str | None, str], ...]  # place, class, date, and why


@dataclass(frozen=True)
class Label:
    """A place that the base map calls by another name than the gazetteer's."""

    name: str
    kind: str
    country: str | None
    lon: float
    lat: float


@dataclass(frozen=True)
class Look:
    """What of a map a page shows, and to whom."""

    mode: Mode = "whole"  # "embed": without panel, for a frame
    public: bool = False  # for anyone: no review, no list of what is not on the map
    tiles: Tiles | None = None
    borders: Borders = "un"
    labels: tuple[Label, ...] = ()  # the house style's, on the base map
    since: Since | None = None  # the list begins with what changed
    left: str | None = None  # what isn't on the page, for its size (geomap.export.fitting)
    most_reports: int | None = None  # that an event lists; None: all
    counts_off: bool = False  # there are too many mentions off the map to list them

    @property
    def may_review(self) -> bool:
        """Say whether the page has a review mode."""
        return self.mode == "whole" and not self.public

    @property
    def lists_what_is_off(self) -> bool:
        """Say whether the page lists the mentions that are not on the map, or counts them only."""
        return self.mode == "whole" and not self.public and not self.counts_off


WHOLE = Look()
KNOWN_TILES = {
    "osm": Tiles(
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "Background: © OpenStreetMap contributors (ODbL), openstreetmap.org/copyright",
    ),
}


def tiles_from(given: str | None, attribution: str | None = None) -> Tiles | None:
    """Return the tiles called `given`, or at that address; None for none.

    Raises UsageError: it is no name and no address of tiles that a page could load.
    """
    if given is None:
        return None
    if given in KNOWN_TILES:
        return KNOWN_TILES[given]
    try:
        parts = urlsplit(given)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    plain = host is not None and all(c.isascii() and (c.isalnum() or c in "-.") for c in host)
    if parts.scheme != "https" or not plain or parts.username or parts.password:
        raise UsageError(
            f"tiles = {given!r} is neither a name ({', '.join(KNOWN_TILES)}) nor an https address "
            "with one plain host. Write https://tiles.example.org/{z}/{x}/{y}.png."
        )
    missing = [part for part in ("{z}", "{x}", "{y}") if part not in f"{parts.path}?{parts.query}"]
    if missing:
        raise UsageError(
            f"tiles = {given!r} has no {missing[0]}. Write https://tiles.example.org/{{z}}/{{x}}/{{y}}.png."
        )
    return Tiles(given, attribution or f"Background: {host}")


def look_from(settings: Settings) -> Look:
    """Return the look of the page that `settings` ask for.

    Raises UsageError: they name tiles that a page can't load.
    """
    return Look(
        public=settings.publish,
        tiles=tiles_from(settings.tiles, settings.tiles_attribution),
        borders=settings.borders,
    )

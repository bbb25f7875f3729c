"""What a run is read and placed with: a reader and a geocoder, opened once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap import seams
from geomap.errors import UsageError
from geomap.locate import locate
from geomap.model import Article, Sighting
from geomap.names import Names
from geomap.run import Part, Parts, geomap_version
from geomap.settings import Settings


@dataclass(frozen=True)
class Stages:
    """The parts of a run, opened once."""

    reader: seams.Reader
    geocoder: seams.Geocoder
    parts: Parts

    @classmethod
    def open(cls, settings: Settings, *, progress: bool = False) -> Stages:
        """Return the reader and the geocoder that `settings` name.

        Raises UsageError: there is no such reader or geocoder.
        Raises GazetteerError, ReaderError: what they need is missing or damaged.
        """
        reader: seams.Reader = seams.load("readers", settings.reader)(settings)
        names = Names.open(settings.gazetteer, progress=progress, shown=settings.names)
        geocoder = _geocoder(names, settings)
        parts = Parts(
            geomap=geomap_version(),
            reader=Part(name=settings.reader, version=reader.version),
            geocoder=Part(name=settings.geocoder, version=geocoder.version),
            gazetteer=names.version,
        )
        return cls(reader, geocoder, parts)

    def sightings(
        self, article: Article, *, spans: Sequence[tuple[int, int]] | None = None
    ) -> list[Sighting]:
        """Return every mention of `article` with its place, or with the reason for having none."""
        return locate(article, self.reader.mentions(article, spans=spans), self.geocoder)


def open_geocoder(settings: Settings, *, progress: bool = False) -> seams.Geocoder:
    """Return the geocoder that `settings` name, with no reader beside it.

    Raises UsageError: there is no such geocoder.
    Raises GazetteerError: the gazetteer is missing or damaged.
    """
    names = Names.open(settings.gazetteer, progress=progress, shown=settings.names)
    return _geocoder(names, settings)


def _geocoder(names: Names, settings: Settings) -> seams.Geocoder:
    try:
        made = seams.load("geocoders", settings.geocoder)
    except UsageError as error:
        from geomap.locate import online

        if settings.geocoder.lower() not in online.services():
            known = ", ".join(online.services())
            raise UsageError(f"{error} Or a service that geopy knows: {known}.") from None
        made = online.opener(settings.geocoder)
    told = settings.services.get(settings.geocoder)
    geocoder: seams.Geocoder = made(names, told) if told else made(names)
    return geocoder

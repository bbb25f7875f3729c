"""The readings of a run as one: the sightings that events are made of, the lines, the listing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from geomap.export.listing import Listing, Part
from geomap.model import ArticleRef, Sighting
from geomap.run.lines import Lines, Packed, relined
from geomap.run.reading import Reading


class Gathered:
    """The readings of a run; those of the articles in `whole` with all their sightings."""

    def __init__(self, readings: Sequence[Reading], whole: Collection[str]) -> None:
        self._readings = readings
        self.sightings: list[Sighting] = []
        self._at: list[tuple[int, int]] = []  # of each: its reading, and which record of that it is
        for at, reading in enumerate(readings):
            if reading.article.id in whole:
                told: Sequence[Sighting] = reading.sightings
                numbers: Sequence[int] = range(len(told))
            else:
                told, numbers = reading.brief.sightings, reading.brief.numbers
            self.sightings += told
            self._at += [(at, number) for number in numbers]

    @property
    def bare(self) -> list[ArticleRef]:
        """Return the articles that have no sightings."""
        return [ref for one in self._readings if (ref := one.brief.bare) is not None]

    def made(self, changed: Mapping[int, Sighting]) -> tuple[Lines, Listing]:
        """Return the lines of all records and their listing, with those of `changed` by number."""
        anew: dict[int, dict[int, Sighting]] = defaultdict(dict)
        for number, sighting in changed.items():
            at, own = self._at[number]
            anew[at][own] = sighting
        lines: list[bytes | Packed] = []
        parts: list[Part] = []
        for at, reading in enumerate(self._readings):
            if at in anew:
                whole = [anew[at].get(n, one) for n, one in enumerate(reading.sightings)]
                lines.append(relined(reading.lines, anew[at]))
                parts += Listing.of(whole).parts
            else:
                lines.append(reading.as_kept)
                if reading.brief.part is not None:
                    parts.append(reading.brief.part)
        return Lines(lines), Listing(parts)

    def all_of(self, articles: Collection[str]) -> list[Sighting]:
        """Return all sightings of these articles, as they were read."""
        return [
            sighting
            for reading in self._readings
            if reading.article.id in articles
            for sighting in reading.sightings
        ]

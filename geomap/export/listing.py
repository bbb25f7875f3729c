"""What a map tells beside its events: the mentions off it listed, all of them counted.

An article's part of it is kept with what was read there, so that a map that is made again needn't
look at every record again: most are of mentions off the map, and nothing changes them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from geomap.model import ArticleRef, Place, Sighting


class Part(NamedTuple):
    """What one article adds."""

    article: ArticleRef
    mentions: int
    on_map: int
    reasons: Mapping[str, int]  # why the others are off it
    sources: Sequence[str]  # of its places and their rivals: who knows where they lie
    off: Mapping[str, str]  # columns of those that are off it: values as JSON, one a line

    def values(self) -> list[Any]:
        """Return the part as plain values, of which `part_of` makes it again."""
        return [self.article.model_dump(mode="json"), *self[1:]]

    @property
    def off_map(self) -> int:
        """Return how many are off it."""
        return self.mentions - self.on_map

    def column(self, name: str) -> list[Any]:
        """Return one of the columns of `off`."""
        column = self.off[name]
        return [json.loads(line) for line in column.split("\n")] if column else []


class Listing:
    """The parts of all articles, in their order."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts

    @classmethod
    def of(cls, sightings: Iterable[Sighting] | Listing) -> Listing:
        """Return the listing of `sightings`, which may be one already."""
        if isinstance(sightings, Listing):
            return sightings
        parts = groupby(sightings, key=lambda sighting: article_key(sighting.article))
        return cls([_part(list(those)) for _, those in parts])

    @property
    def articles(self) -> list[ArticleRef]:
        """Return the articles in their order, each once."""
        first: dict[tuple[str, str], ArticleRef] = {}
        for part in self.parts:
            first.setdefault(article_key(part.article), part.article)
        return list(first.values())

    @property
    def mentions(self) -> int:
        return sum(part.mentions for part in self.parts)

    @property
    def on_map(self) -> int:
        return sum(part.on_map for part in self.parts)

    @property
    def off_map(self) -> int:
        return self.mentions - self.on_map

    @property
    def reasons(self) -> Counter[str]:
        """Return how many are off the map for each reason."""
        counted: Counter[str] = Counter()
        for part in self.parts:
            for reason, number in part.reasons.items():
                counted[reason] += number
        return counted

    @property
    def sources(self) -> set[str]:
        """Return who knows where the places lie."""
        return {source for part in self.parts for source in part.sources}


def part_of(values: Sequence[Any]) -> Part:
    """Return the part that `Part.values` made plain."""
    article, mentions, on_map, reasons, sources, off = values
    return Part(ArticleRef.model_validate(article), mentions, on_map, reasons, sources, off)


def article_key(article: ArticleRef) -> tuple[str, str]:
    """Return what tells an article from the others: one text may come from two sources."""
    return article.id, article.source


def _part(sightings: Sequence[Sighting]) -> Part:
    off = [sighting for sighting in sightings if not sighting.on_map]
    sources = {one.place.source for one in sightings if one.place is not None}
    sources.update(rival.source for one in sightings for rival in one.rivals)
    return Part(
        article=sightings[0].article,
        mentions=len(sightings),
        on_map=len(sightings) - len(off),
        reasons=Counter(str(one.off_map_reason) for one in off),
        sources=sorted(sources),
        off={
            "id": _lines(one.id for one in off),
            "start": _lines(one.start for one in off),
            "text": _lines(one.text for one in off),
            "sentence": _lines(one.sentence for one in off),
            "usage": _lines(one.usage for one in off),
            "reason": _lines(one.off_map_reason for one in off),
            "place": _lines(_line(one.place) for one in off),
            "why": _lines(one.why for one in off),
        },
    )


def _lines(values: Iterable[object]) -> str:
    """Return the values as JSON, one a line: joined to a page's list as they stand."""
    return "\n".join(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values
    )


def _line(place: Place | None) -> str | None:
    """Return a place in words."""
    if place is None:
        return None
    parts = [place.name, place.admin1, place.country]
    return ", ".join(part for n, part in enumerate(parts) if part and part not in parts[:n])

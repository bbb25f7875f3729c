"""What came of one article: all of its records, or as far as a map needs them.

Most records are of mentions off the map. Of these a map needs only what it lists (geomap.export.
listing), until something changes them: a person, another version of the article, a grade.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from pydantic_core import from_json

from geomap.export.listing import Listing, Part, part_of
from geomap.grouping import is_denial
from geomap.model import Article, ArticleRef, Sighting
from geomap.run.lines import Packed
from geomap.run.packing import Unpacker, pack
from geomap.run.record import ReadArticle


class Brief(NamedTuple):
    """What a map needs of an article's records."""

    numbers: Sequence[int]  # which of the records these are
    sightings: Sequence[Sighting]  # on the map, or denying what is
    part: Part | None  # of all records; None: there are none
    bare: ArticleRef | None = None  # the article, where it is known and has no records

    @classmethod
    def of(cls, sightings: Sequence[Sighting], article: Article | None = None) -> Brief:
        """Return what a map needs of `sightings`, all those of one article."""
        if not sightings:
            return cls([], [], None, ArticleRef.of(article) if article is not None else None)
        numbers = [n for n, one in enumerate(sightings) if one.on_map or is_denial(one)]
        return cls(numbers, [sightings[n] for n in numbers], Listing.of(sightings).parts[0])

    @property
    def article(self) -> ArticleRef | None:
        """Return what is known of the article."""
        return self.part.article if self.part is not None else self.bare

    def moved(self, source: str) -> ArticleRef | None:
        """Return an article without records that lies at `source` now."""
        return self.bare.model_copy(update={"source": source}) if self.bare is not None else None

    def packed(self) -> bytes:
        """Return this as two lines of JSON."""
        bare = None if self.bare is None else self.bare.model_dump(mode="json")
        head = [self.numbers, None if self.part is None else self.part.values(), bare]
        told = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        return told + b"\n" + pack(self.sightings)

    @classmethod
    def unpacked(cls, packed: bytes, unpacker: Unpacker) -> Brief:
        """Return what `packed` gave."""
        head, _, told = packed.partition(b"\n")
        numbers, values, bare = from_json(head, cache_strings="none")
        part = None if values is None else part_of(values)
        ref = None if bare is None else ArticleRef.model_validate(bare)
        return cls(numbers, unpacker.sightings(told) if numbers else [], part, ref)

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the id and the text of every mention."""
        for one in self.sightings:
            yield one.id, one.text
        if self.part is not None:
            yield from zip(self.part.column("id"), self.part.column("text"), strict=True)


class Reading:
    """What came of one article; what isn't asked for isn't made."""

    def __init__(
        self,
        article: ReadArticle,
        lines: bytes | Packed,
        whole: Callable[[], list[Sighting]],
        *,
        brief: Callable[[], Brief] | None = None,
        again: bool,
        words: int = 0,
    ) -> None:
        self.article = article
        self.as_kept = lines  # of sightings.jsonl
        self.again = again  # read now, not taken from the store
        self.words = words  # that were read now
        self._whole = whole
        self._brief = brief

    @property
    def lines(self) -> bytes:
        """Return its lines of sightings.jsonl."""
        return bytes(self.as_kept)

    @cached_property
    def sightings(self) -> list[Sighting]:
        """Return all its records."""
        return self._whole()

    @cached_property
    def brief(self) -> Brief:
        """Return what a map needs of them."""
        return self._brief() if self._brief is not None else Brief.of(self.sightings)

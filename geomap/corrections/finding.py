"""Which record a correction is about, when the article was edited or came again as a later version."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from geomap.corrections.values import Correction, Pointer
from geomap.model import Sighting

RETRACTED = "retracted"
SUPERSEDED = "superseded"

_LEAST_WORDS = (
    8  # shorter sentences recur in honest prose: they aren't looked for in other articles
)
_WORD = re.compile(r"\w+")


class Found(NamedTuple):
    """What a pointer leads to."""

    numbers: tuple[int, ...] = ()  # its record, and the same one in a later version of its article
    reason: str | None = None  # why none of them stands; None: one does
    elsewhere: str | None = None  # where else it was found than where it was


class _Alike:
    """The records of one name in one sentence, wherever that stands."""

    def __init__(self, sightings: Sequence[Sighting], numbers: Sequence[int]) -> None:
        self.by_source: dict[str, list[int]] = defaultdict(list)
        self.by_earlier: dict[str, list[int]] = defaultdict(list)
        self.by_article: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number in numbers:
            article = sightings[number].article
            self.by_source[article.source].append(number)
            self.by_article[_article(sightings[number])].append(number)
            for source in article.earlier:
                self.by_earlier[source].append(number)
        self.starts = sorted((sightings[number].start, number) for number in numbers)

    def nearest(self, start: int) -> int:
        """Return the record that stands nearest to `start`, the first of several."""
        at = bisect_left(self.starts, (start, -1))
        after = self.starts[at : at + 1]
        before = self.starts[at - 1 : at] if at else []
        if before:
            before = [self.starts[bisect_left(self.starts, (before[0][0], -1))]]
        return min((abs(there - start), number) for there, number in (*before, *after))[1]


def _article(sighting: Sighting) -> tuple[str, str]:
    return sighting.article.id, sighting.article.source


class Finder:
    """Finds the records that corrections are about."""

    def __init__(self, sightings: Sequence[Sighting], corrections: Iterable[Correction]) -> None:
        self._sightings = sightings
        self._by_id: dict[str, int] = {}
        self._by_text: dict[str, list[int]] = defaultdict(list)
        self._later: dict[str, list[int]] = defaultdict(
            list
        )  # source -> records of a later version
        self.fallen: dict[str, str] = {}  # id of an article that doesn't stand -> why
        for number, sighting in enumerate(sightings):
            self._by_id.setdefault(sighting.id, number)
            self._by_text[sighting.text].append(number)
            article = sighting.article
            for source in article.earlier:
                self._later[source].append(number)
            if article.retraction is not None:
                self.fallen[article.id] = RETRACTED
            elif sighting.off_map_reason in (RETRACTED, SUPERSEDED):
                self.fallen[article.id] = str(sighting.off_map_reason)
        if self._later:
            # Of an article that had nothing on the map only the later version tells.
            for sighting in sightings:
                if sighting.article.source in self._later:
                    self.fallen.setdefault(sighting.article.id, SUPERSEDED)
        self._alike: dict[str, dict[str, _Alike]] = {}  # text -> sentence's digest -> records
        self._pointers = [pointer for one in corrections for pointer in one.mentions]

    def find(self, pointer: Pointer) -> Found:
        """Return the record: by id, else by its sentence, else by where it stands."""
        number = self._by_its_id(pointer)
        if number is not None:
            return self.standing(number)
        if pointer.sentence is None:
            number, reason = self._where_it_stood(pointer), None
        else:
            number, reason = self._by_sentence(pointer)
        if number is None:
            return Found(reason=reason or self._lost(pointer))
        there = self._sightings[number]
        moved = there.article.source != pointer.source
        told = f"found in {there.article.source}:{there.start}" if moved else None
        return self.standing(number)._replace(elsewhere=told)

    def _by_its_id(self, pointer: Pointer) -> int | None:
        """Return the record with the pointer's id; None: there is none, or it is of another name."""
        number = self._by_id.get(pointer.id)
        is_it = number is not None and self._sightings[number].text == pointer.text
        return number if is_it else None

    def _lost(self, pointer: Pointer) -> str:
        """Return why a pointer leads nowhere."""
        number = self._by_id.get(pointer.id)
        if number is not None:
            there = self._sightings[number]
            return (
                f"{pointer.id} is {there.text!r} in {there.article.source}, not {pointer.text!r}, "
                f"of which {pointer.source} has no such record"
            )
        if pointer.source not in self._sources:
            return f"there is no record of an article {pointer.source}"
        return f"no record of {pointer.text!r} in {pointer.source} is its mention any more"

    @cached_property
    def _sources(self) -> set[str]:
        return {sighting.article.source for sighting in self._sightings}

    def standing(self, number: int) -> Found:
        """Return the record and, where a later version of its article says the same, that one too."""
        if self.fallen.get(self._sightings[number].article.id) is None:
            return Found((number,))
        there = self._sightings[number]
        later = self._in_later_version(number)
        if later is not None:
            return Found(
                (number, later), elsewhere=f"also in {self._source(later)}, a later version"
            )
        if self.fallen[there.article.id] == RETRACTED:
            return Found((number,))
        return Found(
            (number,), f"a later version of {there.article.source} no longer says {there.text!r} so"
        )

    def _source(self, number: int) -> str:
        return self._sightings[number].article.source

    def _in_later_version(self, number: int) -> int | None:
        """Return the record of the same name in the same sentence, in the version that stands."""
        there = self._sightings[number]

        def same(numbers: Iterable[int]) -> list[int]:
            told = there.text, there.sentence
            return [
                n for n in numbers if (self._sightings[n].text, self._sightings[n].sentence) == told
            ]

        hits = same(
            n
            for n in self._later.get(there.article.source, ())
            if self._sightings[n].article.id not in self.fallen
        )
        if not hits:
            return None
        own = same(n for n in self._by_text[there.text] if self._in(n) == self._in(number))
        if len(own) == len(hits):
            return hits[own.index(number)]
        return min(hits, key=lambda n: (abs(self._sightings[n].start - there.start), n))

    def _in(self, number: int) -> tuple[str, str]:
        return _article(self._sightings[number])

    def _where_it_stood(self, pointer: Pointer) -> int | None:
        return self._by_stand.get((pointer.text, pointer.source, pointer.start, pointer.end))

    @cached_property
    def _by_stand(self) -> dict[tuple[str, str, int, int], int]:
        found: dict[tuple[str, str, int, int], int] = {}
        for number, one in enumerate(self._sightings):
            found.setdefault((one.text, one.article.source, one.start, one.end), number)
        return found

    def _with_sentence(self, text: str, sentence: str | None) -> _Alike:
        if text not in self._alike:
            by_digest: dict[str, list[int]] = defaultdict(list)
            for number in self._by_text.get(text, ()):
                by_digest[sentence_digest(self._sightings[number])].append(number)
            self._alike[text] = {
                digest: _Alike(self._sightings, numbers) for digest, numbers in by_digest.items()
            }
        return self._alike[text].get(sentence or "") or _Alike(self._sightings, ())

    def _by_sentence(self, pointer: Pointer) -> tuple[int | None, str | None]:
        alike = self._with_sentence(pointer.text, pointer.sentence)
        hits = alike.by_source.get(pointer.source) or alike.by_earlier.get(pointer.source, [])
        if not hits and alike.starts:
            nearest = alike.nearest(pointer.start)
            if len(_WORD.findall(self._sightings[nearest].sentence)) < _LEAST_WORDS:
                return None, (
                    f"{pointer.source} has it no more, and its sentence is too short to be known "
                    "in another article"
                )
            hits = alike.by_article[self._in(nearest)]
        if not hits:
            return None, None
        number = self._one_of(hits, pointer)
        told = f"it can't be told which of {len(hits)} {pointer.text!r} in one sentence is meant"
        return number, None if number is not None else told

    def _off(self, number: int, pointer: Pointer) -> int:
        return abs(self._sightings[number].start - pointer.start)

    def _one_of(self, hits: Sequence[int], pointer: Pointer) -> int | None:
        """Return which of the records in one sentence is meant; None: that can't be told.

        What stands in one sentence moves together: by as much as all that is corrected there.
        """
        by_shift = {self._sightings[n].start - pointer.start: n for n in hits}
        if len(hits) == 1:
            return hits[0]
        beside = self._beside[pointer.source, pointer.sentence]
        held = {
            text: {
                self._sightings[n].start
                for n in self._with_sentence(text, pointer.sentence).by_article[self._in(hits[0])]
            }
            for text in {text for text, _ in beside}
        }
        fitting = {
            shift: number
            for shift, number in by_shift.items()
            if all(start + shift in held[text] for text, start in beside)
        } or by_shift
        if len(fitting) == 1 or 0 in fitting:
            return fitting.get(0, next(iter(fitting.values())))
        anchors = [(abs(at - pointer.start), shift) for at, shift in self._anchors(pointer.source)]
        for _, shift in sorted(anchors):
            if shift in fitting:
                return fitting[shift]
        told = sorted(start for text, start in beside if text == pointer.text)
        if len(told) == len(hits):
            return sorted(hits)[told.index(pointer.start)]
        starts = sorted(self._sightings[n].start for n in hits)
        long = len(self._sightings[hits[0]].sentence)
        is_repeated = all(later - start >= long for start, later in pairwise(starts))
        return min(hits, key=lambda n: (self._off(n, pointer), n)) if is_repeated else None

    @cached_property
    def _beside(self) -> dict[tuple[str, str | None], set[tuple[str, int]]]:
        """Return what is corrected in each sentence of each source: names, and where they stood."""
        found: dict[tuple[str, str | None], set[tuple[str, int]]] = defaultdict(set)
        for pointer in self._pointers:
            if self._by_its_id(pointer) is None:
                found[pointer.source, pointer.sentence].add((pointer.text, pointer.start))
        return found

    def _anchors(self, source: str) -> list[tuple[int, int]]:
        """Return where names of the source stood that are found but once, and how far they moved."""
        return self._anchored.get(source, [])

    @cached_property
    def _anchored(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for pointer in self._pointers:
            if pointer.sentence is None or self._by_its_id(pointer) is not None:
                continue
            alike = self._with_sentence(pointer.text, pointer.sentence)
            hits = alike.by_source.get(pointer.source, [])
            if len(hits) == 1:
                moved = self._sightings[hits[0]].start - pointer.start
                found[pointer.source].append((pointer.start, moved))
        return found


def sentence_digest(sighting: Sighting) -> str:
    """Return the digest by which corrections know a sentence."""
    sentence = sighting.sentence.encode("utf-8", "replace")
    return f"sha256:{hashlib.sha256(sentence).hexdigest()}"

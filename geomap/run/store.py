"""sightings.jsonl: the records, and readings to take from them instead of reading again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from geomap.errors import UsageError
from geomap.model import Article, Sighting
from geomap.run.record import STDIN, Parts, ReadArticle, Run, sha256

SIGHTINGS_FILE = "sightings.jsonl"


def record_line(sighting: Sighting) -> str:
    """Return the sighting's record as one line of JSON, without the line's end."""
    return json.dumps(sighting.model_dump(mode="json"), ensure_ascii=False)


def records(sightings: Iterable[Sighting]) -> bytes:
    """Return the bytes of sightings.jsonl."""
    return "".join(record_line(sighting) + "\n" for sighting in sightings).encode()


def parse_records(lines: Iterable[str | bytes], *, origin: str) -> Iterator[Sighting]:
    """Yield the sightings of JSON Lines; `origin` names them in errors.

    Raises UsageError: a line is no record.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Sighting.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UsageError(
                f"{origin} line {number} is no geomap record: {where or 'the line'}: "
                f"{first['msg']}. `geomap extract` writes such lines."
            ) from None


def load_records(path: Path) -> list[Sighting]:
    """Return the sightings of a sightings.jsonl.

    Raises UsageError: the file can't be read, or a line is no record.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.") from None
    return list(parse_records(lines, origin=str(path)))


class Reading(NamedTuple):
    """What came of one article."""

    article: ReadArticle
    sightings: Sequence[Sighting]
    again: bool  # read now, not taken from an earlier run


class Store:
    """The readings of an earlier run; what other parts read is not given back."""

    def __init__(self, run: Run | None = None, sightings: Iterable[Sighting] = ()) -> None:
        self._parts = run.parts if run else None
        self._articles = run.articles if run else ()
        self._sightings: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
        for sighting in sightings:
            self._sightings[sighting.article.id, sighting.article.source].append(sighting)
        self._known = {(a.id, a.source, a.sha256): a for a in self._articles}

    @classmethod
    def open(cls, folder: Path, run: Run) -> Store:
        """Return what `folder` holds; nothing when its records are not those that `run` wrote."""
        path = folder / SIGHTINGS_FILE
        if not path.is_file() or sha256(path.read_bytes()) != run.files.get(SIGHTINGS_FILE):
            return cls()
        return cls(run, load_records(path))

    def reading(self, article: Article, parts: Parts) -> Reading | None:
        """Return what `parts` once read in this very article, or None."""
        known = self._known.get((article.id, article.source, article_digest(article)))
        if known is None or parts != self._parts:
            return None
        return self._again(known)

    def from_stdin(self, parts: Parts) -> list[Reading]:
        """Return what `parts` once read from standard input.

        Raises UsageError: it was read by other parts, and can't be read again.
        """
        if parts != self._parts:
            raise UsageError(
                "These outputs were made from standard input, which can't be read again with "
                "another reader or gazetteer. Run `geomap map` again."
            )
        return [
            self._again(article)
            for article in self._articles
            if article.source == STDIN or article.source.startswith(f"{STDIN}#")
        ]

    def _again(self, article: ReadArticle) -> Reading:
        return Reading(article, self._sightings[article.id, article.source], again=False)


def read_article(article: Article, sightings: Sequence[Sighting]) -> Reading:
    """Return the reading of an article that was read now."""
    entry = ReadArticle(
        id=article.id,
        source=article.source,
        sha256=article_digest(article),
        mentions=len(sightings),
    )
    return Reading(entry, sightings, again=True)


def article_digest(article: Article) -> str:
    """Return the digest of all that is known of an article."""
    return sha256(article.model_dump_json().encode())

"""sightings.jsonl: the records, and readings to take from them instead of reading again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from geomap.errors import UsageError
from geomap.model import Article, Sighting
from geomap.run.record import Parts, Run, sha256

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


class Store:
    """The readings of an earlier run, by article; those of other parts are not given back."""

    def __init__(self, run: Run | None = None, sightings: Iterable[Sighting] = ()) -> None:
        self._parts = run.parts if run else None
        self._digests = {(a.id, a.source): a.sha256 for a in run.articles} if run else {}
        self._readings: dict[tuple[str, str], list[Sighting]] = {key: [] for key in self._digests}
        for sighting in sightings:
            key = sighting.article.id, sighting.article.source
            self._readings.setdefault(key, []).append(sighting)

    @classmethod
    def open(cls, folder: Path, run: Run) -> Store:
        """Return what `folder` holds; nothing when its records were changed since they were written."""
        path = folder / SIGHTINGS_FILE
        if not path.is_file() or sha256(path.read_bytes()) != run.files.get(SIGHTINGS_FILE):
            return cls()
        return cls(run, load_records(path))

    def reading(self, article: Article, parts: Parts) -> list[Sighting] | None:
        """Return what `parts` once read in this very article, or None."""
        key = article.id, article.source
        if parts != self._parts or self._digests.get(key) != article_digest(article):
            return None
        return self._readings[key]

    def of_source(self, source: str, parts: Parts) -> list[Sighting] | None:
        """Return what `parts` once read in the articles of `source`, or None."""
        if parts != self._parts:
            return None
        return [
            s for (_, name), found in self._readings.items() for s in found if _from(source, name)
        ]


def _from(source: str, name: str) -> bool:
    return name == source or name.startswith(f"{source}#")


def article_digest(article: Article) -> str:
    """Return the digest of all that is known of an article."""
    return sha256(article.model_dump_json().encode())

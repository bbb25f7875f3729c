"""What was read, kept beside the outputs, so that nothing is read twice.

A SQLite file in the folder of outputs: a row for each article with its records, and a row for each
row or file that gave an article, by the digest of its content. An article is committed as soon as
it is read: what a kill leaves behind is whole. Nothing in it depends on a clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.errors import UsageError
from geomap.model import AFTER_READING, Article, Sighting
from geomap.run.epoch import epoch
from geomap.run.lines import SIGHTINGS_FILE, Packed, load_records, parse_records, records
from geomap.run.packing import Unpacker, pack
from geomap.run.reading import Brief, Reading
from geomap.run.record import STDIN, Parts, ReadArticle, Run, sha256
from geomap.run.storefile import STORE_FILE, Kept, StoreFile
from geomap.settings import Settings

if TYPE_CHECKING:
    from geomap.run.work import Worked

__all__ = ["STORE_FILE", "Reading", "Refusal", "Store", "article_digest", "as_read"]

Note = Callable[[str], None]
_MANY = 1_000  # articles


class Refusal(NamedTuple):
    """Why the reader didn't read an article."""

    source: str
    reason: str
    cause: str


class Store:
    """The readings in a folder of outputs; what other parts or settings read is not given back."""

    def __init__(self, file: StoreFile | None = None, *, note: Note = lambda _: None) -> None:
        self._file = file
        self._note = note
        self._earlier: dict[str, Reading] = {}  # of sightings.jsonl, by the article's digest
        self._stdin: tuple[ReadArticle, ...] | None = None  # None: read by other parts
        self._keys: dict[str, list[str]] = defaultdict(list)  # article's id -> what it was made of
        self._used: set[str] = set()
        self._unpacker = Unpacker()

    @classmethod
    def open(
        cls,
        folder: Path,
        parts: Parts,
        settings: Settings,
        *,
        run: Run | None = None,
        keep: bool = False,
        note: Note = lambda _: None,
    ) -> Store:
        """Return what `folder` holds; with `keep`, what is read from now on is kept there.

        `run` is what its run.json records: without a store, the records beside it are readings
        too, when they are those that it wrote. `note` hears why a store can't be used.

        Raises OutputError: another process has the store open.
        """
        if settings.publish:  # a folder for the public holds no records
            if keep:
                StoreFile.delete(folder)
            store = cls(note=note)
        else:
            file = StoreFile.open(folder, epoch(parts, settings), write=keep, note=note)
            store = cls(file, note=note)
        if run is not None and run.parts == parts:
            store._stdin = tuple(one for one in run.articles if _from_stdin(one.source))
            # What a store of another epoch didn't give, the records that came of it don't either.
            if not (folder / STORE_FILE).exists() or store._is_new():
                store._earlier = _readings_beside(folder, run)
        return store

    @property
    def holds_many(self) -> bool:
        """Say whether it holds so many articles that a map of them is made by several processes."""
        return self._file is not None and len(self._file.digests) >= _MANY

    def _is_new(self) -> bool:
        return self._file is not None and not self._file.digests and not self._file.renewed

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close(keep=self._used if kind is None else None)

    # --- what rows and files gave (geomap.articles asks and tells) -----------------------------

    def recall(self, key: str) -> str | None:
        """Return the id of the article that the content `key` gave, when its reading is here."""
        return self._file.article_of(key) if self._file is not None else None

    def remember(self, key: str, identity: str) -> None:
        """Keep with the reading of the article `identity`, when it comes, that `key` gave it."""
        self._keys[identity].append(key)

    def recalled(self, key: str, source: str) -> Reading | Refusal:
        """Return what was read in the article that `key` gave, which now lies at `source`.

        `recall` must have known it just before.
        """
        assert self._file is not None
        found = self._take(self._file.made[key], source)
        assert found is not None
        return found

    # --- readings ------------------------------------------------------------------------------

    def reading(self, article: Article) -> Reading | Refusal | None:
        """Return what was once read in this very article, wherever it lay, or None."""
        digest = article_digest(article)
        found = self._take(digest, article.source)
        if found is not None:
            self._write_keys(article.id, digest)
            return found
        if digest not in self._earlier:
            return None
        earlier = _moved(self._earlier[digest], article.source)
        self._write(article.id, digest, _kept(earlier))
        return earlier

    def put(self, article: Article, sightings: list[Sighting]) -> Reading:
        """Keep what was read in `article`, and return it."""
        digest = article_digest(article)
        entry = ReadArticle(
            id=article.id, source=article.source, sha256=digest, mentions=len(sightings)
        )
        words = len(article.text.split())
        lines = records(sightings)
        bare = None if sightings else article  # a text is not kept for its reading
        reading = Reading(
            entry, lines, lambda: sightings,
            brief=lambda: Brief.of(sightings, bare), again=True, words=words,
        )  # fmt: skip
        if self._file is not None:
            self._write(article.id, digest, _kept(reading))
        return reading

    def take_in(self, worked: Worked) -> Reading | Refusal:
        """Keep what another process read, and return it."""
        if worked.key is not None:
            self.remember(worked.key, worked.id)
        known = self._take(worked.digest, worked.source)
        if known is not None:
            self._write_keys(worked.id, worked.digest)
            return known
        if worked.refused is not None:
            kept = Kept(worked.id, worked.source, worked.refused, worked.cause, b"", b"")
            self._write(worked.id, worked.digest, kept)
            return Refusal(worked.source, worked.refused, worked.cause)
        kept = Kept(worked.id, worked.source, None, "", worked.lines, worked.brief, worked.packed)
        self._write(worked.id, worked.digest, kept)
        entry = ReadArticle(
            id=worked.id, source=worked.source, sha256=worked.digest, mentions=worked.mentions
        )
        lines, packed, brief = worked.lines, worked.packed, worked.brief
        return Reading(
            entry,
            lines,
            lambda: self._unpacker.sightings(packed) if packed else _of_lines(lines),
            brief=(lambda: Brief.unpacked(brief, self._unpacker)) if brief else None,
            again=True,
            words=worked.words,
        )

    def refuse(self, article: Article, reason: str, cause: str) -> Refusal:
        """Keep why `article` wasn't read, and return it."""
        kept = Kept(article.id, article.source, reason, cause, b"", b"")
        self._write(article.id, article_digest(article), kept)
        return Refusal(article.source, reason, cause)

    def from_stdin(self) -> list[Reading]:
        """Return what was once read from standard input.

        Raises UsageError: it was read by other parts, and can't be read again.
        """
        found: list[Reading] = []
        for article in self._stdin or ():
            taken = self._take(article.sha256, article.source)
            reading = taken if isinstance(taken, Reading) else self._earlier.get(article.sha256)
            if reading is None:
                break
            found.append(reading)
        if self._stdin is None or len(found) < len(self._stdin):
            raise UsageError(
                "These outputs were made from standard input, which can't be read again with "
                "another reader or gazetteer. Run `geomap map` again."
            )
        return found

    def _take(self, digest: str, source: str) -> Reading | Refusal | None:
        kept = self._file.get(digest) if self._file is not None else None
        if kept is None:
            return None
        self._used.add(digest)
        if kept.refused is not None:
            return Refusal(source, kept.refused, kept.cause)
        brief = Brief.unpacked(kept.brief, self._unpacker)
        mentions = brief.part.mentions if brief.part is not None else 0
        entry = ReadArticle(id=kept.id, source=kept.source, sha256=digest, mentions=mentions)
        lines = kept.lines
        reading = Reading(
            entry, lines, lambda: self._whole(digest, lines), brief=lambda: brief, again=False
        )
        if kept.source == source:
            return reading
        moved = _moved(reading, source)
        self._write(kept.id, digest, _kept(moved))
        return moved

    def _whole(self, digest: str, lines: bytes | Packed) -> list[Sighting]:
        packed = self._file.whole(digest) if self._file is not None else None
        if packed is not None:
            return self._unpacker.sightings(packed)
        return _of_lines(bytes(lines))

    def _write(self, article_id: str, digest: str, kept: Kept) -> None:
        self._used.add(digest)
        keys = self._keys.pop(article_id, ())
        if self._file is not None:
            self._lost(self._file.put(digest, kept, keys))

    def _write_keys(self, article_id: str, digest: str) -> None:
        keys = self._keys.pop(article_id, ())
        if self._file is not None and keys:
            self._lost(self._file.put_keys(digest, keys))

    def _lost(self, why: str | None) -> None:
        """Go on without the file when something could not be written into it."""
        if why is None or self._file is None:
            return
        self._note(
            f"{self._file.path} can't be written: {why}. Reading goes on; what is read from now "
            "on is not kept. Make room there."
        )
        self._file.close(keep=None)
        self._file = None


def _of_lines(lines: bytes) -> list[Sighting]:
    return list(parse_records(lines.splitlines(), origin=STORE_FILE))


def as_read(folder: Path, sightings: list[Sighting]) -> list[Sighting]:
    """Return `sightings`, those of `folder`, as they were read: before anybody corrected them.

    Where the store isn't there any more, what was corrected stays so.
    """
    articles = {sighting.article.id for sighting in sightings if sighting.corrected}
    unpacker = Unpacker()
    read = {
        sighting.id: sighting
        for packed in StoreFile.packed(folder, articles)
        for sighting in unpacker.sightings(packed)
    }
    return [_as_read(one, read.get(one.id)) if one.corrected else one for one in sightings]


def _as_read(now: Sighting, read: Sighting | None) -> Sighting:
    """Return a record as it was `read`, but for what other articles made of it."""
    if read is None:
        return now
    told: dict[str, Any] = {"article": now.article}
    if now.off_map_reason in AFTER_READING - {"hidden"} and read.on_map:
        told |= {"on_map": False, "off_map_reason": now.off_map_reason}
    return read.model_copy(update=told)


def article_digest(article: Article) -> str:
    """Return the digest of all that is known of an article, but for where it was read."""
    return sha256(article.model_copy(update={"source": ""}).model_dump_json().encode())


def _from_stdin(source: str) -> bool:
    return source == STDIN or source.startswith(f"{STDIN}#")


def _kept(reading: Reading) -> Kept:
    entry = reading.article
    brief, packed = reading.brief.packed(), pack(reading.sightings)
    return Kept(entry.id, entry.source, None, "", reading.lines, brief, packed)


def _moved(reading: Reading, source: str) -> Reading:
    """Return the reading of an article that lies elsewhere now."""
    if reading.article.source == source:
        return reading
    sightings = [
        sighting.model_copy(
            update={"article": sighting.article.model_copy(update={"source": source})}
        )
        for sighting in reading.sightings
    ]
    entry = reading.article.model_copy(update={"source": source})
    bare = reading.brief.moved(source)
    return Reading(
        entry, records(sightings), lambda: sightings,
        brief=lambda: Brief.of(sightings)._replace(bare=bare), again=False,
    )  # fmt: skip


def _readings_beside(folder: Path, run: Run) -> dict[str, Reading]:
    """Return the readings in sightings.jsonl; none when it isn't what `run` wrote.

    Left out are articles whose records a person, or other articles, changed since they were read,
    and those without records, of which nothing there tells.
    """
    path = folder / SIGHTINGS_FILE
    if not path.is_file() or sha256(path.read_bytes()) != run.files.get(SIGHTINGS_FILE):
        return {}
    by_article: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for sighting in load_records(path):
        by_article[sighting.article.id, sighting.article.source].append(sighting)
    found = {one.sha256: (one, by_article[one.id, one.source]) for one in run.articles}
    return {
        digest: Reading(one, records(sightings), partial(list, sightings), again=False)
        for digest, (one, sightings) in found.items()
        if not any(_changed_since(sighting) for sighting in sightings)
        and (sightings or _from_stdin(one.source))
    }


def _changed_since(sighting: Sighting) -> bool:
    """Say whether a record is not as it was read."""
    return (
        bool(sighting.corrected)
        or sighting.article.grade is not None
        or bool(sighting.article.earlier)
        or sighting.off_map_reason in AFTER_READING
    )

"""run.json: what a run was told, what it found and what it wrote."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from geomap.articles import Digest, digest_of
from geomap.errors import UsageError
from geomap.export.listing import Listing
from geomap.model import OFF_MAP_REASONS, Event, Sighting, Site
from geomap.run.lines import Content
from geomap.settings import Settings, without_secrets

RUN_FILE = "run.json"
RUN_SCHEMA = "geomap/run/1"
STDIN = "-"
UNREADABLE = "unreadable"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Input(_Value):
    """A file that was read, and the digest of its bytes."""

    path: str  # relative to run.json; "-" for standard input
    sha256: str | None  # None for what can't be read twice, or at all
    bytes: int | None


class Part(_Value):
    """A part that readings depend on."""

    name: str
    version: str


class Parts(_Value):
    """The parts that turned articles into sightings; other parts, other sightings."""

    geomap: str
    reader: Part
    geocoder: Part
    gazetteer: str


class ReadArticle(_Value):
    """An article that was read."""

    id: str
    source: str
    sha256: str  # of all that was known of it but where it lay: text, date, sections, …
    mentions: int


class SkippedArticle(_Value):
    """What gave no article, and why not."""

    source: str
    reason: str
    cause: str | None = None  # what it is counted as; None: unreadable
    repeated: bool = False  # it was read elsewhere among the inputs


class Mentions(_Value):
    """All mentions: those on the map and, by reason, those that are not."""

    total: int
    on_map: int
    not_on_map: dict[str, int]


class Counts(_Value):
    """What went into each stage and what came out."""

    articles_found: int
    articles_read: int
    articles_skipped: int
    articles_skipped_by_reason: dict[str, int]  # "language fr not supported", "unreadable", …
    articles_repeated: int  # the same article stands elsewhere among the inputs
    mentions: Mentions
    events: int
    sites: int
    sites_by_class: dict[str, int]


class Corrections(_Value):
    """What corrections.toml held, and what became of it."""

    files: tuple[Input, ...]
    total: int
    applied: int  # those below among them
    agreed: int  # the machine says so too by now
    stale: int  # the machine now says something else than what was corrected
    overridden: int = 0  # a later one says something else of the same
    no_effect: int = 0  # they change nothing of what is shown
    unmatched: int  # what they are about is not there any more


class Run(_Value):
    """The content of run.json."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    schema_name: Literal["geomap/run/1"] = Field(default="geomap/run/1", alias="schema")
    command: Literal["map", "render"]
    base: str  # the folder that `arguments` and the articles' `source` start from
    arguments: tuple[str, ...]
    settings: dict[str, Any]
    parts: Parts | None  # None: nothing was read
    inputs: tuple[Input, ...]
    articles: tuple[ReadArticle, ...]
    skipped: tuple[SkippedArticle, ...]
    counts: Counts
    corrections: Corrections | None = None  # None: there was no such file
    attribution: tuple[str, ...] = ()  # what the map owes to those who know where its places lie
    files: dict[str, str]  # name -> sha256 of what was written beside run.json
    timestamps: dict[str, str]  # the only part that differs between two equal runs

    def dump(self) -> bytes:
        """Return the bytes of run.json."""
        values = self.model_dump(mode="json")
        try:
            # The same text as json's, in a twentieth of the time for 10,000 articles.
            return to_json(values, indent=1) + b"\n"
        except PydanticSerializationError:
            # A file's name may hold bytes of no encoding; JSON escapes them.
            text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
            return text.encode("utf-8", "backslashreplace")

    def same_but_for_time(self, other: Run) -> bool:
        """Say whether both runs had the same input and gave the same output."""
        return self.model_copy(update={"timestamps": {}}) == other.model_copy(
            update={"timestamps": {}}
        )


def run_schema() -> dict[str, Any]:
    """Return the JSON Schema of run.json: what is published beside this module must equal it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Run.model_json_schema(mode="serialization"),
        "title": "geomap's run.json: what a run was told, what it found and what it wrote",
    }


def load_run(folder: Path) -> Run:
    """Return what `folder`/run.json records.

    Raises UsageError: there is none, or it is damaged or of another schema.
    """
    path = folder / RUN_FILE
    try:
        values = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise UsageError(
            f"{folder} holds no {RUN_FILE}. Name a folder that `geomap map` wrote, or run it."
        ) from None
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.") from None
    except ValueError as error:
        raise UsageError(f"{path} is damaged: {error}. Run `geomap map` again.") from None
    try:
        if values["schema"] != RUN_SCHEMA:
            raise UsageError(
                f"{path} has schema {values['schema']!r}, this geomap writes {RUN_SCHEMA!r}. "
                "Run `geomap map` again."
            )
        return Run.model_validate(values)
    except (KeyError, TypeError, AttributeError, ValidationError) as error:
        raise UsageError(
            f"{path} is damaged: {str(error).splitlines()[0]}. Run `geomap map` again."
        ) from None


def count(
    read: int,
    skipped: Sequence[SkippedArticle],
    sightings: Iterable[Sighting] | Listing,
    events: Sequence[Event],
    sites: Sequence[Site],
) -> Counts:
    """Return what went into each stage and what came out; the mentions balance."""
    listing = Listing.of(sightings)
    reasons = listing.reasons
    classes = Counter(site.site for site in sites)
    causes = Counter(one.cause or UNREADABLE for one in skipped if not one.repeated)
    return Counts(
        articles_found=read + len(skipped),
        articles_read=read,
        articles_skipped=sum(not one.repeated for one in skipped),
        articles_skipped_by_reason={cause: causes[cause] for cause in sorted(causes)},
        articles_repeated=sum(one.repeated for one in skipped),
        mentions=Mentions(
            total=listing.mentions,
            on_map=listing.on_map,
            not_on_map={name: reasons[name] for name in OFF_MAP_REASONS if reasons[name]},
        ),
        events=len(events),
        sites=len(sites),
        sites_by_class={name: classes[name] for name in sorted(classes)},
    )


def summary(counts: Counts) -> str:
    """Return a run in one line: '11 sites from 15 mentions; 202 mentions not on the map: …'."""
    mentions = counts.mentions
    off = mentions.total - mentions.on_map
    text = f"{plural(counts.sites, 'site')} from {plural(mentions.on_map, 'mention')}"
    if not off:
        return f"{text}; no mention is off the map"
    by_size = sorted(mentions.not_on_map.items(), key=lambda item: -item[1])
    reasons = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in by_size)
    return f"{text}; {plural(off, 'mention')} not on the map: {reasons}"


def plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def now() -> str:
    """Return the time as run.json writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def relative(path: Path, folder: Path) -> str:
    """Return `path` as seen from `folder`, with forward slashes."""
    return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()


def from_base(name: str, base: Path) -> str:
    """Return an input as run.json keeps it: as given, or from `base` where it was absolute."""
    return relative(Path(name), base) if Path(name).is_absolute() else name


def input_digests(
    files: Iterable[Path],
    folder: Path,
    *,
    stdin: bool,
    known: Mapping[Path, Digest] = MappingProxyType({}),
) -> tuple[Input, ...]:
    """Return the digest of every file, with its path as seen from `folder`.

    Those in `known` are not read again.
    """
    places: dict[Path, str] = {}  # folders as seen from `folder`
    found: list[Input] = []
    for path in sorted(set(files), key=attrgetter("parts")):
        parent = path.parent
        if parent not in places:
            places[parent] = relative(parent, folder)
        name = path.name if places[parent] == "." else f"{places[parent]}/{path.name}"
        sha256, size = known.get(path) or digest_of(path) or (None, None)
        found.append(Input(path=name, sha256=sha256, bytes=size))
    if stdin:
        found.append(Input(path=STDIN, sha256=None, bytes=None))
    return tuple(found)


def settings_record(settings: Settings, folder: Path) -> dict[str, Any]:
    """Return `settings` as run.json keeps them: paths as seen from `folder`, and no secrets."""
    values = without_secrets(settings).model_dump(mode="json")
    if settings.corrections is not None:
        values["corrections"] = relative(settings.corrections, folder)
    if settings.gazetteer is not None:
        values["gazetteer"] = relative(settings.gazetteer, folder)
    return values


def recorded_settings(run: Run, folder: Path) -> Settings:
    """Return the settings of `run`, whose run.json lies in `folder`.

    Raises UsageError: one of them is none today.
    """
    values = dict(run.settings)
    if values.get("corrections") is not None:
        values["corrections"] = os.path.normpath(folder / values["corrections"])
    if values.get("gazetteer") is not None:
        values["gazetteer"] = os.path.normpath(folder / values["gazetteer"])
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        what = first["msg"].removeprefix("Value error, ")
        raise UsageError(
            f"{folder / RUN_FILE}: {where} = {first['input']!r:.200}: {what}. Run `geomap map` again."
        ) from None


def digests(
    files: Mapping[str, Content], *, known: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Return the digest of each file by name, sorted; those in `known` are not reckoned again."""
    return {name: known.get(name) or sha256(bytes(files[name])) for name in sorted(files)}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@cache
def geomap_version() -> str:
    """Return the installed version; "0+unknown" in a checkout that isn't installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("conflict-geomap")
    except PackageNotFoundError:
        return "0+unknown"

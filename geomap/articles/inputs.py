"""Which files the inputs of a command mean."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import Literal, NamedTuple

from geomap.articles.compressed import SUFFIXES
from geomap.articles.skipped import Skipped, shown
from geomap.errors import UsageError

STDIN = "-"
# "any": the name doesn't tell, the content does (sniffing.py)
Format = Literal["text", "html", "json", "jsonl", "parquet", "warc", "csv", "mail", "any"]
# Tables are articles only where a user says so: a folder's are mostly something else.
_TABLES = frozenset({".csv", ".tsv"})
_FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
KINDS = ".txt, .html, .json, .jsonl, .parquet or .warc, also with .gz or .zst"
# geomap's own outputs hold records, not articles. Any of these files tells them by its first bytes,
# so that the others stay known when one is deleted; articles may lie in the same folder.
_OUTPUTS = frozenset({"map.html", "events.geojson", "sites.geojson", "sightings.jsonl", "run.json"})
_MARKS = {
    "run.json": re.compile(rb'\s*\{\s*"schema":\s*"geomap/run/'),
    "sightings.jsonl": re.compile(rb'\s*\{"id": "m:[0-9a-f]+", "article": \{'),
    "events.geojson": re.compile(rb'.{,60}"schema": "geomap/events/'),
    "sites.geojson": re.compile(rb'.{,60}"schema": "geomap/sites/'),
}
_HEAD_BYTES = 200
_SETTINGS = frozenset({"geomap.toml", "names.toml", "sources.toml"})  # they lie beside articles
_CORRECTIONS = "corrections.toml"


class InputFile(NamedTuple):
    """A file to be read."""

    path: Path
    source: str  # as Article.source has it: the path as seen from the base, with forward slashes
    format: Format
    compression: str  # ".gz", ".zst" or ""


class Digest(NamedTuple):
    """What a file held when it was read."""

    sha256: str
    bytes: int


class Found(NamedTuple):
    """What the inputs mean."""

    files: list[InputFile | Skipped | None]  # None: standard input
    notes: list[str]  # what was left out of folders, and how much
    digests: dict[Path, Digest]  # of files that are one article, as they were when it was read


def find_files(inputs: Sequence[str], *, base: Path | None = None) -> Found:
    """Return the files that `inputs` mean, each once: as named, folders sorted by path.

    Relative inputs are looked for in `base` (None: the current folder), from which `source` counts
    too. Hidden files, other kinds of file and geomap's own outputs are left out of folders.

    Raises UsageError: an input is missing or a URL, a folder holds no article, or there is none.
    """
    if not inputs:
        raise UsageError(f"No input. Name files ({KINDS}), folders of them, or - for stdin.")
    root = (base or Path.cwd()).absolute()
    found = Found([], [], {})
    met: set[str] = set()
    folders: dict[str, str] = {}  # where each really lies
    for name in inputs:
        if name == STDIN:
            if None not in found.files:
                found.files.append(None)
            continue
        if name.lower().startswith(("http://", "https://")):
            raise UsageError(
                f"{shown(name)} is a URL, and reading never goes to the network. "
                f"Fetch it first: geomap fetch {quote(shown(name))} --into articles. Then name articles."
            )
        if not name or "\0" in name:
            raise UsageError(f"{shown(name)!r} is no path. Name a file, a folder or -.")
        path = Path(os.path.normpath(root / name))
        if path.is_dir():
            listed = _folder(path, root, name, found.notes)
        elif path.exists():
            listed = [_file(path, root)]
        else:
            raise UsageError(f"{shown(name)} doesn't exist. Check the path.")
        for entry in listed:
            if isinstance(entry, Skipped):
                found.files.append(entry)
            elif (real := _real(entry.path, folders)) not in met:
                met.add(real)
                found.files.append(entry)
    return found


def _real(path: Path, folders: dict[str, str]) -> str:
    """Return where `path` really lies; what is known of its folder isn't looked up again."""
    if path.is_symlink():
        return os.path.realpath(path)
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)  # noqa: PTH118 (quicker)


def _file(path: Path, root: Path) -> InputFile:
    """Return the file that a user named: its content tells what its name doesn't."""
    source = _source(path, root)
    if _TABLES.intersection(suffix.lower() for suffix in path.suffixes[-2:]):
        return InputFile(path, source, "csv", "")
    return _known(path, source) or InputFile(path, source, "any", "")


def _known(path: Path, source: str) -> InputFile | None:
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    compression = suffixes.pop() if suffixes and suffixes[-1] in SUFFIXES else ""
    suffix = suffixes[-1] if suffixes else ""
    kind = _FORMATS.get(suffix)
    if kind is None and compression and not suffix:
        kind = "any"
    return InputFile(path, source, kind, compression) if kind else None


def _folder(folder: Path, root: Path, name: str, notes: list[str]) -> list[InputFile | Skipped]:
    files: list[InputFile] = []
    skipped: list[InputFile | Skipped] = []
    others: Counter[str] = Counter()

    def unreadable(error: OSError) -> None:
        where = _source(Path(error.filename), root)
        skipped.append(
            Skipped(
                source=where, reason=f"can't be listed: {error.strerror}. Check its permissions."
            )
        )

    for place, folders, names in os.walk(folder, onerror=unreadable):
        made = _OUTPUTS.intersection(names) if _holds_outputs(Path(place), names) else frozenset()
        if made:
            others["geomap's outputs"] += len(made)
        base = "" if (seen := _from(Path(place), root)) == "." else f"{seen.rstrip('/')}/"
        folders[:] = sorted(sub for sub in folders if not sub.startswith((".", "__MACOSX")))
        for each in names:
            if each in made or each in _SETTINGS:
                continue
            if each == _CORRECTIONS:
                if not made:
                    notes.append(
                        f"{shown(base + each)} is applied only from the folder of outputs, or where "
                        "--corrections or the settings name it."
                    )
                continue
            path = Path(place, each)
            if each.startswith((".", "~$")) or each.endswith("~"):
                continue
            known = _known(path, shown(base + each))
            if known is not None and path.is_file():
                files.append(known)
            elif known is not None and path.is_symlink() and not path.exists():
                reason = "is a link to nothing. Mend or delete it."
                skipped.append(Skipped(source=known.source, reason=reason))
            else:
                others[shown(path.suffix.lower()) or "no suffix"] += 1
    if not files and not skipped:
        left = f" It holds {_counts(others)}." if others else " It is empty."
        raise UsageError(f"{shown(name)} is a folder without articles ({KINDS}).{left}")
    if others:
        notes.append(f"{shown(name)}: left out what is no article: {_counts(others)}.")
    return sorted(files, key=lambda file: file.path.parts) + skipped


def _holds_outputs(folder: Path, names: Sequence[str]) -> bool:
    """Say whether geomap wrote into `folder`, in which `names` lie."""
    for name in _MARKS.keys() & set(names):
        try:
            with (folder / name).open("rb") as stream:
                if _MARKS[name].match(stream.read(_HEAD_BYTES)):
                    return True
        except OSError:
            continue
    return False


def _counts(others: Counter[str]) -> str:
    return ", ".join(f"{number} {what}" for what, number in sorted(others.items()))


def _source(path: Path, root: Path) -> str:
    return shown(_from(path, root))


def _from(path: Path, root: Path) -> str:
    """Return `path` as seen from `root`, with forward slashes."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()

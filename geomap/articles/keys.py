"""Digests of what articles are made of: equal content, equal article, with nothing parsed."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from stat import S_ISREG

from geomap.articles.inputs import Digest, InputFile
from geomap.articles.row import Row

_WHOLE = ("text", "html")  # formats whose files are one article
_SMALL = 1 << 20  # bytes: a larger file isn't held whole to be digested


def file_digest(file: InputFile, limit: int) -> Digest | None:
    """Return the digest of a file that is one article; None of any other, and of what is no file.

    A file of more than `limit` bytes has none: it is refused, or grows when it is decompressed.
    """
    return digest_of(file.path, limit=limit) if file.format in _WHOLE else None


def digest_of(path: Path, *, limit: int | None = None) -> Digest | None:
    """Return the digest of a file; None of a pipe, of what can't be read, of more than `limit` bytes."""
    try:
        facts = path.stat()
        if not S_ISREG(facts.st_mode) or (limit is not None and facts.st_size > limit):
            return None
        if facts.st_size <= _SMALL:
            content = path.read_bytes()
            return Digest(hashlib.sha256(content).hexdigest(), len(content))
        with path.open("rb") as stream:
            return Digest(hashlib.file_digest(stream, "sha256").hexdigest(), facts.st_size)
    except OSError:
        return None


def file_key(file: InputFile, digest: Digest) -> str:
    """Return the key of a file that is one article: the same bytes read another way are another."""
    return f"{file.format}{file.compression}:{digest.sha256}"


def row_key(row: Row) -> str:
    """Return the key of a row of a table of articles."""
    # What Parquet gives besides JSON's values are dates, times and bytes.
    told = json.dumps(dict(row.fields), sort_keys=True, default=_typed)
    made = hashlib.sha256(told.encode())
    if row.page is not None:
        made.update(f"\0{row.page.charset}\0".encode())
        made.update(row.page.data)
    return made.hexdigest()


def dated_key(key: str, published: date | None) -> str:
    """Return the key of content that carries no date, where the settings date it or don't."""
    return f"{key}@{published}"


def _typed(value: object) -> str:
    return f"{type(value).__name__} {value!r}"

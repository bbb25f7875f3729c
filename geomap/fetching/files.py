"""An article as a file that geomap reads: one .json for each, named by its address."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from geomap.errors import OutputError
from geomap.fetching.urls import Url

_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 60
_MOST_VERSIONS = 999
_PREFIX, _PART = ".fetch-", ".part"


def file_stem(url: Url, key: str) -> str:
    """Return the name, without a suffix, of the file for the page at `url`.

    Letters, digits, dots and hyphens only, lower case, and unlike any other page's: its end is a
    digest of `key`. The page's title has no say in it.
    """
    path = unquote(url.path.partition("?")[0], errors="replace").lower()
    parts = [_UNSAFE.sub("-", part).strip("-") for part in path.split("/")]
    slug = max(parts[-2:], key=len)[:_LONGEST_SLUG].strip("-")  # …/2025/a-headline/ or …/a-headline
    host = _UNSAFE.sub("-", url.host.removeprefix("www.")).strip("-")[:_LONGEST_SLUG]
    digest = hashlib.sha256(key.encode()).hexdigest()[:12]
    return "-".join(part for part in (host, slug, digest) if part)


def versions(folder: Path, stem: str) -> list[str]:
    """Return the names of the page's files that are there, oldest first: a.json, a.v002.json, …"""
    found: list[str] = []
    while (folder / (name := next_version(stem, found))).exists() and name not in found:
        found.append(name)
    return found


def next_version(stem: str, there: list[str]) -> str:
    """Return the name of the file that comes after those that are there."""
    number = min(len(there) + 1, _MOST_VERSIONS)
    return f"{stem}.json" if number == 1 else f"{stem}.v{number:03d}.json"


def article_digest(article: Mapping[str, str | None]) -> str:
    """Return what tells an article of one site from its others and from its own versions."""
    host = (urlsplit(article.get("url") or "").hostname or "").removeprefix("www.")
    told = "\0".join((host, article.get("title") or "", article.get("text") or ""))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def digest_of(path: Path) -> str | None:
    """Return the digest of the article in a file; None when it holds none."""
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(held, dict):
        return None
    return article_digest({name: str(held.get(name) or "") for name in ("url", "title", "text")})


def write_article(folder: Path, name: str, article: Mapping[str, str | None]) -> Path:
    """Write `article` whole into `folder`, and return its path.

    Raises OutputError: it can't be written; nothing of it was.
    """
    text = json.dumps(article, ensure_ascii=False, indent=1) + "\n"
    path = folder / name
    try:
        handle, made = tempfile.mkstemp(prefix=_PREFIX, suffix=_PART, dir=folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8", "replace"))
                stream.flush()
                os.fsync(stream.fileno())
            Path(made).chmod(0o666 & ~_umask())
            Path(made).replace(path)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"{path} can't be written: {error.strerror}. Make room or mend the folder's "
            "permissions, and fetch again: what was written stays."
        ) from None
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def clear_unfinished(folder: Path) -> None:
    """Delete what a run that was killed left half written."""
    for path in folder.glob(f"{_PREFIX}*{_PART}"):
        path.unlink(missing_ok=True)

"""The header lines a text file may start with: `Title: …`, `Date: …`, then an empty line."""

from __future__ import annotations

import re
from typing import NamedTuple

_NAMES = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "source": "publisher",
    "publisher": "publisher",
    "url": "url",
    "link": "url",
    "archive": "archive_url",
    "archived": "archive_url",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "language": "language",
    "status": "status",
    "retrieved": "retrieved_at",
}
_LINE = re.compile(r"([A-Za-z]{3,10})[ \t]*:([^\r\n]*)(\r\n|\n|\r|\Z)")
_MOST = 12


class Header(NamedTuple):
    """One header line where it stands."""

    start: int
    end: int  # without its line break
    field: str  # title, date, publisher, url, archive_url, author, language, status, retrieved_at
    value: str


def headers(text: str) -> list[Header]:
    """Return the header lines of `text`; empty when it starts with none.

    They are the lines at its very start, each `Name: value` with a known name, up to an empty
    line. Without that empty line there are none: 'Source: …' may be the article's first sentence.
    """
    found: list[Header] = []
    position = 0
    while len(found) < _MOST and (line := _LINE.match(text, position)):
        field = _NAMES.get(line[1].lower())
        if field is None:
            return []
        end = line.start(3)
        found.append(Header(position, end, field, line[2].strip()))
        position = line.end()
    blank = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)").match(text, position)
    return found if blank else []


def after_headers(text: str) -> int:
    """Return the offset at which the header lines of `text` end; 0 when it starts with none."""
    found = headers(text)
    return found[-1].end if found else 0

"""The header lines a text file may start with: `Title: …`, `Date: …`, then an empty line."""

from __future__ import annotations

import re
from typing import NamedTuple

from geomap.articles.paragraphs import words

_NAMES = {
    "title": "title",
    "headline": "title",
    "subject": "title",
    "date": "date",
    "published": "date",
    "published at": "date",
    "published on": "date",
    "publication date": "date",
    "pub date": "date",
    "sent": "date",
    "source": "publisher",
    "publisher": "publisher",
    "publication": "publisher",
    "newspaper": "publisher",
    "outlet": "publisher",
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
# What mail and content systems write beside these; alone they make no header.
_OTHERS = frozenset((
    "from", "to", "cc", "bcc", "reply-to", "sender", "message-id", "mime-version", "content-type",
    "importance", "attachments", "category", "categories", "section", "tags", "tag", "topic",
    "topics", "keywords", "type", "id", "slug", "desk", "edition", "editor", "layout", "draft",
    "lang", "modified", "updated", "last updated", "created",
))  # fmt: skip
_LINE = re.compile(
    r"([A-Za-z][A-Za-z-]{1,18}(?: [A-Za-z-]{2,18})?)[ \t]*:([^\r\n]*)(\r\n|\n|\r|\Z)"
)
_BLANKS = re.compile(r"[\s\ufeff]*")
_END = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
_MOST = 20
# 'Goma: five killed in shelling' may be a headline; 'Location: Goma', after a known name, is none.
_SHORT = 3


class Header(NamedTuple):
    """One header line where it stands."""

    start: int
    end: int  # without its line break
    # title, date, publisher, url, archive_url, author, language, status, retrieved_at; other: left
    # out; unknown: left out, of no known name; text: of none, and maybe the article's own
    field: str
    value: str
    name: str


def headers(text: str) -> list[Header]:
    """Return the header lines of `text`; empty when it starts with none.

    They are the lines at its start, each `Name: value`, one of them at least with a known name, up
    to an empty line. Without that empty line there are none: 'Source: …' may be the article's first
    sentence.
    """
    found: list[Header] = []
    blanks = _BLANKS.match(text)
    position = blanks.end() if blanks else 0
    known = False
    while len(found) < _MOST and (line := _LINE.match(text, position)):
        name, value = line[1].lower(), line[2]
        field = _NAMES.get(name)
        known = known or field is not None
        if field is None and name in _OTHERS:
            field = "other"
        elif field is None:
            if value and not value[0].isspace():  # https://…
                return []
            field = "unknown" if known and words(value) <= _SHORT else "text"
        found.append(Header(position, line.start(3), field, value.strip(), line[1]))
        position = line.end()
    return found if known and _END.match(text, position) else []


def after_headers(text: str) -> int:
    """Return the offset at which the header lines of `text` end; 0 when it starts with none."""
    found = headers(text)
    return found[-1].end if found else 0

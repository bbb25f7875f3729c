"""In which line of a TOML file a value stands: what tomllib reads, it doesn't say where."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEADER = re.compile(r"\s*\[\[?\s*([\w.]+)\s*\]")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(?:\.[^=]*)?=""")
_LONG = ('"""', "'''")
_TEXT = re.compile(r"""\"(?:[^"\\]|\\.)*(?:"|$)|'[^']*(?:'|$)""")
_BRACKET = re.compile(r"[][{}#]")


class Lines(NamedTuple):
    """Where the tables of corrections and their keys begin, counted from 1."""

    keys: dict[tuple[int, int | None, str], int]  # correction, mention of it, key -> line
    tables: dict[tuple[int, int | None], int]

    def of(self, correction: int, key: str | None = None, *, mention: int | None = None) -> int:
        """Return the line of a key; where that isn't there, of the table it belongs in."""
        at = self.keys.get((correction, mention, key or ""))
        inline = self.keys.get((correction, None, "mention")) if mention is not None else None
        table = self.tables.get((correction, mention)) or self.tables.get((correction, None))
        return at or inline or table or 1


def find_lines(text: str) -> Lines:
    """Return where in the TOML `text` its corrections, their mentions and their keys stand."""
    found = Lines({}, {})
    correction, mention = -1, None
    closing: str | None = None  # what ends the text of several lines that the line is in
    depth = 0  # in how many brackets a list of corrections in one value still is
    for number, line in enumerate(text.split("\n"), 1):
        if closing is not None:
            if line.count(closing) % 2:
                closing = None
            continue
        header, key = _HEADER.match(line), _KEY.match(line)
        if depth or (correction < 0 and key and key[3] == "correction"):
            for bracket in _BRACKET.findall(_TEXT.sub("", line)):
                if bracket == "#":
                    break
                if bracket == "{" and depth == 1:
                    found.tables[len(found.tables), None] = number
                depth += 1 if bracket in "[{" else -1
            if depth:
                continue
        if header and header[1] == "correction":
            correction, mention = correction + 1, None
            found.tables[correction, None] = number
        elif header and header[1] == "correction.mention":
            mention = 0 if mention is None else mention + 1
            found.tables[correction, mention] = number
        elif header:
            name = header[1].removeprefix("correction.")
            found.keys.setdefault((correction, None, name), number)
        elif key:
            name = key[1] or key[2] or key[3]
            found.keys.setdefault((correction, mention, name), number)
        closing = next((mark for mark in _LONG if line.count(mark) % 2), None)
    return found

"""Names side by side in a list ('Ghana, Togo and Nigeria') share what is told of them: one answer for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geomap.reader.anchors import Known
from geomap.reader.decode import Read

_SHARED = ("site", "status", "role", "voice", "background")
_COMMA = re.compile(r",\s(?:the\s)?")
# Not 'and in': 'in Yarsk, Orve and in Tam' has two places, and Orve holds one
_LAST = re.compile(r",?\s(?:and|or|as\swell\sas|&)\s(?:the\s)?")
_FEWEST = 3  # 'the Gulf of Aden, which leads to the Red Sea and the Suez Canal': two names agree in little
_NEAR = 40  # code points between two names of a list, at most


def levelled(
    text: str, reads: Sequence[Read], *, known: Callable[[str], Known] = lambda _: Known()
) -> list[Read]:
    """Return the reads by offset; those of one list have the mean of their probabilities.

    Countries and towns are no list of their own ('Houla, Syria and Lebanon'); `known` tells them apart.
    """
    found = list(reads)
    for first, last in _lists(text, reads):
        members = reads[first:last]
        if len(members) < _FEWEST:
            continue
        kinds = {known(text[r.start : r.end]).is_country for r in members}
        if len(kinds) > 1 or len({r.best("site") for r in members}) == 1:
            continue
        shared = {
            head: [sum(p) / len(members) for p in zip(*(r.p[head] for r in members), strict=True)]
            for head in _SHARED
        }
        for at in range(first, last):
            found[at] = replace(found[at], p=found[at].p | shared)
    return found


def _lists(text: str, reads: Sequence[Read]) -> list[tuple[int, int]]:
    """Return (first, past last) of each list of literal names, which ends with 'and' or 'or'."""
    found, first = [], 0
    for at in range(1, len(reads) + 1):
        before = reads[at - 1]
        if at < len(reads) and _is_literal(before) and _is_literal(reads[at]):
            if reads[at].start - before.end > _NEAR:
                first = at
                continue
            if _COMMA.fullmatch(text, before.end, reads[at].start):
                continue
            if _LAST.fullmatch(text, before.end, reads[at].start):
                found.append((first, at + 1))
        first = at
    return found


def _is_literal(read: Read) -> bool:
    return read.best("usage") == "literal"

"""Names side by side: one answer for those of a list, one name where the gazetteer has both as one.

'Ghana, Togo and Nigeria' share what is told of them; 'Sistan and Baluchestan' is one province.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from geomap.reader.anchors import Known
from geomap.reader.decode import Read

_SHARED = ("site", "status", "role", "voice", "background")
_IN = re.compile(r"\b(?:in|at|near|on|from|to|of|outside|around)\s(?:the\s)?$", re.I)
_MEANT = frozenset({"literal", "metonymic", "associative"})
_COMMA = re.compile(r",\s(?:the\s)?")
# Not 'and in': 'in Yarsk, Orve and in Tam' has two places, and Orve holds one
_LAST = re.compile(r",?\s(?:and|or|as\swell\sas|&)\s(?:the\s)?")
_BOTH = re.compile(r"\s(?:and|&)\s(?:the\s)?")
_BOTH_AT_END = re.compile(r"\s(?:and|&)$")
_ISLANDS = re.compile(r"\s[Ii]slands\b")
# 'the Gulf of Aden, which leads to the Red Sea and the Suez Canal': what two names stand for agrees in little,
# and of what happened 'in X and Y' 99 of 100
_FEWEST = {"usage": 3, "site": 2}
# What is said of a name, and what stands before one that begins a clause
_DOES = re.compile(
    r"\s(?:[a-z]+\s)?(?:was|were|is|are|will|would|has|have|had|said|fell|came|went|remain\w*|[a-z]{3,}ed)\b"
)
_BEGINS = re.compile(r"(?:^|[.;:,]\s|\n|\b(?:and|but|that|as|while|where|both)\s)(?:the\s)?$", re.I)
_NEAR = 40  # code points between two names of a list, at most


def levelled(
    text: str, reads: Sequence[Read], *, known: Callable[[str], Known] = lambda _: Known()
) -> list[Read]:
    """Return the reads by offset; those of one list have the mean of their probabilities.

    First of what the names stand for, then, where that is the places themselves, of what happened there.
    Countries and towns are no list of their own ('Houla, Syria and Lebanon'); `known` tells them apart.
    """
    found = list(reads)
    for head, heads, belongs in (("usage", ("usage",), _is_meant), ("site", _SHARED, _is_literal)):
        for begins, last in _lists(text, found, belongs):
            first = begins + _opens(text, found[begins], found[begins + 1])
            members = found[first:last]
            if len(members) < _FEWEST[head] or len({r.best(head) for r in members}) == 1:
                continue
            if len(members) == 2 and _are_apart(text, *members):
                continue
            if len({known(text[r.start : r.end]).is_country for r in members}) > 1:
                continue
            shared = {
                one: [sum(p) / len(members) for p in zip(*(r.p[one] for r in members), strict=True)]
                for one in heads
            }
            found[first:last] = [replace(one, p=one.p | shared) for one in members]
    return found


def joined(
    text: str, spans: Iterable[tuple[int, int]], *, is_one: Callable[[str], bool]
) -> list[tuple[int, int]]:
    """Return the spans by offset, two with 'and' between as one where `is_one` knows that name.

    'Jammu and Kashmir', 'the Andaman and Nicobar Islands'; never 'Aleppo and Idlib'.
    """
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))  # halves of one word
            continue
        if found and _is_both(text, *found[-1], start):
            first = found[-1][0]
            islands = _ISLANDS.match(text, end)
            for last in (islands.end() if islands else end, end):
                if is_one(text[first:last]):
                    found[-1] = (first, last)
                    break
            else:
                found.append((start, end))
            continue
        found.append((start, end))
    return found


def _is_both(text: str, start: int, end: int, then: int) -> bool:
    """Say whether nothing but 'and' stands between text[start:end] and the name at `then`."""
    if _BOTH.fullmatch(text, end, then):
        return True
    return text[end:then].isspace() and bool(_BOTH_AT_END.search(text, start, end))


def _lists(
    text: str, reads: Sequence[Read], belongs: Callable[[Read], bool]
) -> list[tuple[int, int]]:
    """Return (first, past last) of each list of names that may belong to one, which ends with 'and' or 'or'."""
    found, first = [], 0
    for at in range(1, len(reads) + 1):
        before = reads[at - 1]
        if at < len(reads) and belongs(before) and belongs(reads[at]):
            if reads[at].start - before.end > _NEAR:
                first = at
                continue
            if _COMMA.fullmatch(text, before.end, reads[at].start):
                continue
            if _LAST.fullmatch(text, before.end, reads[at].start):
                found.append((first, at + 1))
        first = at
    return found


def _are_apart(text: str, one: Read, then: Read) -> bool:
    """Say whether a clause ends with `one` and another begins with `then`: 'took Yarsk and Tam airport was shut'."""
    return (
        _DOES.match(text, then.end) is not None
        and _BEGINS.search(text, max(0, one.start - 12), one.start) is None
    )


def _opens(text: str, one: Read, then: Read) -> bool:
    """Say whether a phrase ends with `one` and another begins with `then`: 'After talks in Geneva, Washington and ...'."""
    return (
        one.best("usage") == "literal"
        and then.best("usage") != "literal"
        and _IN.search(text, max(0, one.start - 12), one.start) is not None
    )


def _is_meant(read: Read) -> bool:
    """Say whether a name stands for a place or for those who rule or live there."""
    return read.best("usage") in _MEANT


def _is_literal(read: Read) -> bool:
    return read.best("usage") == "literal"

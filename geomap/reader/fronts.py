"""Names that begin with a direction: 'eastern Ukraine', 'the southern front line'.

The network learned from corpora of which some mark 'eastern Ukraine' and some 'Ukraine' alone. Where
something happened, the part is what a map must show.
"""

from __future__ import annotations

import re
from dataclasses import replace

from geomap.reader.decode import Read

_COMPASS = r"(?:(?:north|south|east|west|(?:north|south)[- ]?(?:east|west))ern|central)"
_SHORT = r"(?:(?:north|south)[- ]?(?:east|west)|north|south|east|west)"
_FRONT = re.compile(rf"\b{_COMPASS}\s+front(?:\s?lines?)?\b", re.I)
# 'northern, eastern and southern Syria'
_PART = re.compile(rf"\b(?:{_COMPASS},\s+){{0,3}}{_COMPASS}(?:,?\s+(?:and|or)\s+{_COMPASS})?\s+$")
# The same before a name that was found with its direction: 'southern Syria'
_DIRECTED = re.compile(rf"{_COMPASS}\s")
_LISTED = re.compile(rf"\b(?:{_COMPASS},\s+){{0,3}}{_COMPASS},?\s+(?:and|or)\s+$")
# 'in south Lebanon', but not 'drove north'
_SHORT_PART = re.compile(
    rf"\b(?:in|of|from|across|throughout|over|into|inside|around|for|through)\s+(?P<part>{_SHORT}\s+)$"
)
_ALONE = re.compile(_COMPASS, re.I)
_NEAR = 24  # characters
_BEFORE = 80


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return text[start:end], or the whole name of the front of which it is only a part."""
    if "front" not in text[start:end].lower():
        return start, end
    for match in _FRONT.finditer(text, max(0, start - _NEAR), end + _NEAR):
        if match.start() <= start and end <= match.end():
            return match.span()
    return start, end


def named(text: str) -> list[tuple[int, int]]:
    """Return where fronts are named by their direction alone: 'the southern front line'."""
    return [match.span() for match in _FRONT.finditer(text)]


def part(text: str, start: int) -> int:
    """Return where a name that begins at `start` begins with its direction: 'eastern Ukraine'."""
    before = text[max(0, start - _BEFORE) : start]
    whole = _LISTED if _DIRECTED.match(text, start) else _PART
    if match := whole.search(before):
        return start - len(before) + match.start()
    if match := _SHORT_PART.search(before):
        return start - len(before) + match.start("part")
    return start


def directed(text: str, reads: list[Read]) -> list[Read]:
    """Return the reads by offset; where something happened, 'eastern Ukraine' is named, not Ukraine.

    So it is where 'eastern' was found to be a name by itself. 'Western' of 'Western officials' names no
    place.
    """
    found: list[Read] = []
    for read in reads:
        if read.best("usage") != "literal" and _ALONE.fullmatch(text, read.start, read.end):
            continue
        start = part(text, read.start)
        if found and start <= found[-1].start and found[-1].end <= read.start:
            found.pop()  # 'eastern', which the network found by itself
        elif read.best("usage") != "literal" or read.best("site") == "none":
            start = read.start
        if found and found[-1].end > start:
            start = read.start
        found.append(replace(read, start=start) if start != read.start else read)
    return found

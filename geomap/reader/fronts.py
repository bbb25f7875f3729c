"""Fronts named by a direction: 'the southern front line' is one name, of which a part was found."""

from __future__ import annotations

import re

_FRONT = re.compile(
    r"(?:(?:north|south|east|west|(?:north|south)[- ]?(?:east|west))ern|central)\s+"
    r"front(?:\s?lines?)?\b",
    re.I,
)
_NEAR = 24  # characters


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return text[start:end], or the whole name of the front of which it is only a part."""
    if "front" not in text[start:end].lower():
        return start, end
    for match in _FRONT.finditer(text, max(0, start - _NEAR), end + _NEAR):
        if match.start() <= start and end <= match.end():
            return match.span()
    return start, end

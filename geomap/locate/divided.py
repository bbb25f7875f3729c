"""'The North' and 'the South' of lands that are two: which half a text means, by those it names."""

from __future__ import annotations

import re
from functools import lru_cache

from geomap.locate.options import Pool

# (what 'the North' is, what 'the South' is)
_LANDS = (
    ("North Korea", "South Korea"),
    ("North Vietnam", "South Vietnam"),
    ("North Yemen", "South Yemen"),
    ("Sudan", "South Sudan"),
    ("North Ossetia", "South Ossetia"),
    ("Northern Ireland", "Republic of Ireland"),
)
_TOLD_BY = tuple(
    re.compile(rf"\b(?:{north}|{south})\b" if north != "Sudan" else rf"\b{south}\b")
    for north, south in _LANDS
)
_HALVES = ("North", "South")
_PARTS = frozenset({"North", "South", "East", "West"})
_AFTER_THE = re.compile(r"\b[Tt]he (?:[\w-]+ )?$|\b[Tt]he [\"“'‘]$")


def half(text: str, start: int, name: str) -> str | None:
    """Return the land that 'the North' at `start` means: the one that the text names most often.

    None for any other name, and where the text names no half of a land that is two.
    """
    if name not in _HALVES or not is_part(text, start, name):
        return None
    land = _land(text)
    return land[_HALVES.index(name)] if land else None


@lru_cache(maxsize=1)  # a text may say 'the North' on every line
def _land(text: str) -> tuple[str, str] | None:
    told = [len(pattern.findall(text)) for pattern in _TOLD_BY]
    most = max(told)
    return _LANDS[told.index(most)] if most else None


def is_part(text: str, start: int, name: str) -> bool:
    """Return whether the name is 'the North', 'the nuclear-armed South': a part, never a town of that name."""
    return name in _PARTS and _AFTER_THE.search(text, max(0, start - 40), start) is not None


def without_towns(pool: Pool) -> Pool:
    """Return the options that may be a part of something."""
    kept = tuple(o for o in pool.options if o.row.kind not in ("city", "admin2", "facility"))
    return pool._replace(options=kept)

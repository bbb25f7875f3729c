"""Literal names that bear no event of their own: what only holds, tells or is spoken of beside another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geomap.reader import anchors
from geomap.reader.decode import Read
from geomap.reader.elsewhere import only_mentioned
from geomap.reader.holding import holders
from geomap.reader.judging import role

_SURELY = 0.6
_TELLS = "it only tells where another place lies"
_HOLDS = "what happened in the place that it holds is told of"


def without_event(
    text: str, meant: Sequence[tuple[Read, str]], *, known: Callable[[str], anchors.Known]
) -> dict[int, str]:
    """Return why nothing happened at which of the literal reads, by their starts.

    `meant` are these by offset, each with its class; `known` says what a gazetteer knows of a name.
    """
    names = [anchors.Name(r.start, r.end, site != "none", _is_target(r, site)) for r, site in meant]
    fought = [name for name, (_, site) in zip(names, meant, strict=True) if site == "battlefield"]
    found = {
        start: f"{words!r} is told of"
        for start, words in only_mentioned(text, fought, known=known).items()
    }
    left = [name._replace(happened=name.happened and name.start not in found) for name in names]
    found |= dict.fromkeys(holders(text, left, known=known), _HOLDS)
    return found | dict.fromkeys(anchors.told_by(text, left, known=known), _TELLS)


def _is_target(read: Read, site: str) -> bool:
    """Return whether something is rather surely read to have been aimed at that place."""
    if site != "battlefield" or role(read, site) != "target":
        return False
    return read.probability("role", "target") >= _SURELY

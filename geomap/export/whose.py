"""Whose troops a report is of, as far as its text tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from geomap.model import Sighting
from geomap.names import Names, Row

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def may_be_of(countries: Collection[str], sighting: Sighting, names: Names | None) -> bool:
    """Say whether the troops or the military site may be of one of `countries` (alpha-2).

    They surely aren't where the place lies outside of them; those who stand there (who gathers, or
    is struck) are told, and everybody who takes part is named as another country's; and no word of
    the sentence names one of them. `names` None: they may be.
    """
    place = sighting.place
    if names is None or place is None or place.country is None or place.country in countries:
        return True
    there = "initiator" if sighting.event_type == "build_up" else "target"
    if there not in {one.role for one in sighting.actors}:
        return True
    if not all(_of_a_state(one.text, names) for one in sighting.actors):
        return True
    others = sighting.sentence.replace(sighting.text, " ")
    return any(row.country in countries for row in _named(others, names))


def _of_a_state(text: str, names: Names) -> bool:
    return any(row.kind == "country" for row in _named(text, names))


def _named(text: str, names: Names) -> Iterator[Row]:
    """Yield the places that a word of `text`, or two, most likely names; of a people its country."""
    words = [found[0] for found in _WORD.finditer(text)]
    for word in [*words, *map(" ".join, pairwise(words))]:
        if word[0].isupper() and (found := names.lookup(word)):
            yield found[0].row

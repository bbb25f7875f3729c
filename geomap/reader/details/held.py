"""Who takes what stance on a venue beside those whom the rules find, by what the large network says of their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.reader.answers import Heard
from geomap.reader.details.named import whole
from geomap.reader.details.stances import Found
from geomap.reader.labels import STANCE_KINDS
from geomap.reader.wording.actor_words import word_set

SURE = 0.6  # likelihood from which somebody has a stance whom no rule names
# Whose stance it is has to be shown by name.
_NAMELESS = word_set(
    "he she it they we i you who both neither the a an its his her their this that"
)


def besides(
    ruled: Sequence[Found], sentence: str, heard: Heard, mention: tuple[int, int]
) -> list[Found]:
    """Return who else takes a stance on the event at `mention` of `sentence`, beside those `ruled`."""
    found: list[Found] = []
    for first, past, worths in heard.runs(SURE):
        start, end = whole(sentence, first, past)
        actor = sentence[start:end]
        if not actor or actor.lower() in _NAMELESS or (start < mention[1] and mention[0] < end):
            continue
        if not any(_shares(actor, other.actor) for other in (*ruled, *found)):
            found.append(Found(actor, STANCE_KINDS[int(worths.argmax())], sentence.strip()))
    return found


def _shares(one: str, other: str) -> bool:
    """Return whether the words of one stand whole in the other's."""
    shorter, longer = sorted((one, other), key=len)
    return re.search(rf"(?<!\w){re.escape(shorter)}(?!\w)", longer) is not None

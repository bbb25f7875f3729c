"""Of which type an event is: what the large network says of its place's name, beside the type of its cue."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geomap.model import EventType, Mention
from geomap.reader.cue_types import WORTHS
from geomap.reader.decode import mean_at
from geomap.reader.encoding import Pieces
from geomap.reader.labels import TYPES, TYPES_OF

Typed = npt.NDArray[np.float16]  # (pieces, TYPES)

CUE = 1.0  # what a cue weighs beside the network's scores


class EventTypes:
    """Tells the types of a text's events; `scores` (pieces, TYPES) are the network's."""

    def __init__(self, pieces: Pieces, scores: Typed) -> None:
        self._pieces, self._scores = pieces, scores

    @classmethod
    def by_cues(cls, pieces: Pieces) -> EventTypes:
        """Return what tells them by their cues alone, where no network says anything of them."""
        return cls(pieces, np.zeros((len(pieces), len(TYPES)), np.float16))

    def told(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Return `mentions`, each event of the type for which most speaks."""
        return [_of_type(one, self.likeliest(one)) for one in mentions]

    def likeliest(self, one: Mention, cue: float = CUE) -> EventType | None:
        """Return the type for which most speaks; `cue` is what that which `one` has is worth.

        None where `one` is no event.
        """
        if one.site == "none":
            return one.event_type
        among = TYPES_OF[one.site]
        kinds, worths = TYPES[among], mean_at(self._scores, self._pieces, one.start, one.end)[among]
        words = f"{one.site} {one.trigger.text.lower()}" if one.trigger else ""
        if told := WORTHS.get(words) or WORTHS.get(one.event_type or one.site):
            worths += cue * np.array(told, np.float32)
        return kinds[int(worths.argmax())]


def _of_type(one: Mention, kind: EventType | None) -> Mention:
    if kind is None or kind == one.event_type:
        return one
    why = f"{kind.replace('_', ' ')}: from the sentence as a whole"
    return one.model_copy(update={"event_type": kind, "why": (*one.why, why)})

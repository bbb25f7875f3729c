"""Ukrainian and Russian names in a list, which are told of the same: 'у Львові, Луцьку та Рівному'."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import Mention
from geomap.reader.slavic.named import Named, lists_on

_TOLD = ("site", "status", "event_type", "role", "trigger", "attribution", "event_date",
         "date_basis", "date_text")  # fmt: skip
_BARE = 0.5  # the score of a usage that no word beside the name told
_AREAS = ("country", "continent", "admin1", "admin2", "region")


def levelled(text: str, named: Sequence[Named], read: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of a sentence, those of a list read as the one beside them that is surer.

    `read` are the mentions of `named`, in the same order.
    """
    found = list(read)
    pairs = [(at - 1, at) for at in range(1, len(found))]
    for left, right in (*pairs, *reversed([(b, a) for a, b in pairs])):
        if _are_listed(text, named[left], named[right]):
            found[right] = _as_beside(found[left], found[right], named[right])
    return found


def _are_listed(text: str, one: Named, other: Named) -> bool:
    left, right = (one, other) if one.start < other.start else (other, one)
    if one.adjective or other.adjective or not one.cases & other.cases:
        return False
    if (one.known.kind in _AREAS) != (other.known.kind in _AREAS):
        return False  # a town and what holds it
    return lists_on(text, left, right)


def _as_beside(beside: Mention, one: Mention, named: Named) -> Mention:
    """Return a mention with the usage and the event of the one beside it, where it has none of its own."""
    if beside.usage != "literal" or beside.site == "none" or one.site != "none":
        return one
    is_bare = one.usage == "metonymic" and one.score.usage == _BARE and named.known.kind == "city"
    if one.usage != "literal" and not is_bare:
        return one
    told = {name: getattr(beside, name) for name in _TOLD}
    why = (beside.why[0], "literal: the place itself is meant", *beside.why[2:])
    score = one.score.model_copy(update={"status": beside.score.status})
    return one.model_copy(update={**told, "usage": "literal", "why": why, "score": score})

"""How far two stretches of a sentence are from each other, counted in clauses before letters."""

from __future__ import annotations

import re

# What stands between two things, and how much it parts them: the first cost holds where the
# thing that modifies (a date, a cue) comes before what it modifies, the second where it follows.
_PARTS = tuple(
    (re.compile(pattern, re.IGNORECASE), before, after)
    for pattern, before, after in (
        (r";", 75, 75),
        (r"[:()]|\s[-–—]\s|—|[.!?]\s|[\"“”]", 45, 45),
        (r",?\s(?:and|but)\s(?=(?:\w+\s)?(?:said|would|will|had|has|was|were|spoke)\b)", 25, 30),
        (r"\b(?:after|following|because|although|though|despite|who|whom|whose|than)\b", 70, 55),
        (r"\b(?:before|since|until|once|whereas|ahead of|prior to)\b", 20, 55),
        (r"\b(?:while|when|as|which|where|that|amid)\b", 18, 45),
        (r",|\b(?:and|but|or)\b", 8, 8),
    )
)
_INTRODUCED = re.compile(r"\W*(?:\w+\W+){0,3}")
_HOURS_APART = re.compile(r"\bhours\s+$", re.IGNORECASE)
_FAR = 400


def apart(sentence: str, modifier: tuple[int, int], event: tuple[int, int]) -> float:
    """Return how far `modifier` is from `event`, two ranges of `sentence`; 0 where they touch.

    Some 10 is the same phrase, 30 the same clause, over 75 another clause.
    """
    first = modifier[1] <= event[0]
    if first:
        between = sentence[modifier[1] : event[0]]
    elif event[1] <= modifier[0]:
        between = sentence[event[1] : modifier[0]]
    else:
        return 0.0
    if len(between) > _FAR:
        return 1_000.0 + len(between)
    cost = len(between) * 0.25
    for pattern, before, after in _PARTS:
        for match in pattern.finditer(between):
            if not _HOURS_APART.search(between[max(0, match.start() - 8) : match.start()]):
                cost += before if first else after
    return cost


def opens(sentence: str, at: int) -> bool:
    """Return whether at most three words stand before `at`: 'On Monday ...' dates all that follows."""
    return at < 60 and _INTRODUCED.fullmatch(sentence, 0, at) is not None

"""How far two stretches of a sentence are from each other, counted in clauses before letters."""

from __future__ import annotations

import re

# One that ends no 'p.m.' and no 'Gen.'.
_STOP = r"(?<!\.[a-z])(?<!\b(?:gen|col|gov|maj|sgt|sen|rep))(?<!\b(?:lt|mr|dr|st|ms))[.!?]\s"
# What stands between two things, in lower case: one pass finds all of it.
_PARTS = re.compile(
    r"(?P<semicolon>;)"
    rf"|(?P<mark>[:()]|\s[-–—]\s|—|{_STOP}|[\"“”])"
    r"|\b(?:"
    r"(?P<cause>after|following|because|although|though|despite|who|whom|whose|than)"
    r"|(?P<order>before|since|until|once|whereas|ahead of|prior to)"
    r"|(?P<along>while|when|as|which|where|that|amid)"
    r"|(?P<joins>and|but|or)"
    r")\b"
    r"|(?P<comma>,)"
)
# How much each parts them: the first cost holds where the thing that modifies (a date, a cue) comes
# before what it modifies, the second where it follows.
_COSTS = {
    "semicolon": (75, 75),
    "mark": (45, 45),
    "cause": (70, 55),
    "order": (20, 55),
    "along": (18, 45),
    "joins": (8, 8),
    "comma": (8, 8),
}
_NEW_VERB = re.compile(
    r",?\s(?:and|but)\s(?=(?:\w+\s)?(?:said|would|will|had|has|was|were|spoke)\b)"
)
_NEW_VERB_COSTS = (25, 30)
_INTRODUCED = re.compile(r"\W*(?:\w+\W+){0,3}")
_HOURS_APART = re.compile(r"\bhours\s+$")
_FAR = 400
A_LETTER = 0.25  # what a letter between costs
# An aside that is closed parts nothing: 'shelled X (a port) on Monday', 'X – a port – on Monday'.
_CLOSED = re.compile(
    r"\s?\([^()]{1,120}\)|\s[–—-]\s(?:(?!\s[–—-]\s)[^;.]){1,120}\s[–—-](?=\s)|—[^—;.]{1,120}—"
)
# 'X, a town in the hills, on Monday'
_IN_COMMAS = re.compile(
    r",\s[^,;:()]{2,150}(?=,\s+(?:(?:late|early|at|around|about|shortly|just|before|after|the|\d[\d:.]*|noon|midnight|dawn"
    r"|dusk|[ap]\.?m\.?|local|time|in|on)\s+){1,6}$)",
    re.I,
)


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
    between = _CLOSED.sub("", between)
    if not first and between.count(",") > 1:
        between = _IN_COMMAS.sub("", between)
    cost = len(between) * A_LETTER
    lower = between.lower()
    side = 0 if first else 1
    hours = "hours" in lower
    joined = False
    for match in _PARTS.finditer(lower):
        kind = match.lastgroup or ""
        joined = joined or kind == "joins"
        if not (hours and _follows_hours(lower, match.start())):
            cost += _COSTS[kind][side]
    if joined:
        for match in _NEW_VERB.finditer(lower):
            if not (hours and _follows_hours(lower, match.start())):
                cost += _NEW_VERB_COSTS[side]
    return cost


def _follows_hours(lower: str, at: int) -> bool:
    """Return whether 'hours' stands right before `at`: 'hours after' is the same day."""
    return _HOURS_APART.search(lower[max(0, at - 8) : at]) is not None


def opens(sentence: str, at: int) -> bool:
    """Return whether at most three words stand before `at`: 'On Monday ...' dates all that follows."""
    return at < 60 and _INTRODUCED.fullmatch(sentence, 0, at) is not None

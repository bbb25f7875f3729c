"""The day that a follow-up goes back to: 'buried on Friday, three days after the raid'.

The day of the burial is what its sentence tells first; the event of which it tells is the raid.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from geomap.grouping import wording
from geomap.grouping.named_days import COUNT, WEEKDAY, counted, latest

_UNITS = {"day": 1, "night": 1, "week": 7}
_BACK = re.compile(
    rf"\b(?:(?P<count>{COUNT}) (?P<unit>day|night|week)s? (?P<way>after|before|earlier)"
    r"|the (?:day|night|evening|afternoon|morning) before|the previous (?:day|night|evening)|overnight"
    rf"|(?P<weekday>{WEEKDAY}))\b",
    re.IGNORECASE,
)
# What was done before begins here: 'clearing wreckage after a raid the day before'.
_OPENS = re.compile(r"\b(?:after|for|following|whom|who|which|that|where|since|when|killed|hit)\b")


def gone_back_to(sentence: str, day: date, said: str) -> date | None:
    """Return the day of the deed that came before what `sentence` tells of `day`; else None.

    `said`: the words that tell `day`. Only what comes of a deed goes back to it: mourning, search,
    arrest; 'jets struck on Friday, a day after a raid' tells of Friday.
    """
    at = sentence.find(said)
    back = _BACK.search(sentence, at + len(said)) or _BACK.search(sentence, 0, max(at, 0))
    main = _main(sentence, back) if back and at >= 0 else ""
    if back is None or said not in main or not wording.is_aftermath(main):
        return None
    if back["weekday"]:
        deed = latest(back["weekday"], day)
        return deed if deed < day else None
    count = counted(back["count"]) * _UNITS[back["unit"].lower()] if back["count"] else 1
    return day - timedelta(count)


def _main(sentence: str, back: re.Match[str]) -> str:
    """Return the part of `sentence` that isn't what was done before."""
    if (back["way"] or "").lower() != "after":
        opens = _OPENS.search(sentence, 0, back.start())
        return sentence[: opens.start()] if opens else ""
    if sentence[: back.start()].strip():
        return sentence[: back.start()]
    return sentence[back.end() :].partition(",")[2]

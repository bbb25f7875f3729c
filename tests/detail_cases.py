"""The cases of event details, and how often details.py finds what they say."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from geomap.reader.details.gathering import Details, details
from geomap.reader.wording import cues
from geomap.reader.wording.sentences import split

CASES = Path(__file__).parent / "cases"
KINDS = ("actors", "stances", "casualties")


class Read(NamedTuple):
    """What is found in one case, in the form in which the case says it."""

    actors: set[str]
    stances: set[str]
    casualties: set[tuple[Any, ...]]


def load(name: str) -> list[dict[str, Any]]:
    """Return the cases of a file of tests/cases."""
    return list(tomllib.loads((CASES / name).read_text("utf-8"))["case"])


def read(case: dict[str, Any]) -> Read:
    """Return what is found of the event at the case's place."""
    found = of(case)
    return Read(
        {f"{a.role}: {a.text}" for a in found.actors},
        {f"{s.actor}: {s.stance}" for s in found.stances},
        {(c.text, c.low, c.high, c.kind, c.said_by) for c in found.casualties},
    )


def of(case: dict[str, Any]) -> Details:
    """Return the details of the event at the case's place.

    `after` is what follows the sentence, `others` and `beside` its places with an event and without one.
    """
    text, place = case["text"], case["place"]
    after, offset = case.get("after", ""), len(text) + 1
    start = text.index(place)
    mention = (start, start + len(place))
    site, status = case.get("site", "battlefield"), case.get("status", "occurred")
    cue = cues.find(text, mention=mention, site=site, status=status, role=None)
    named = [(name, site) for name in case.get("others", ())]
    named += [(name, "none") for name in case.get("beside", ())]
    return details(
        text,
        mention=mention,
        trigger=(cue.start, cue.end) if cue else None,
        site=site,
        status=status,
        literal=[(text.index(name), text.index(name) + len(name), of) for name, of in named],
        following=[(offset + first, after[first:last]) for first, last in split(after)],
    )


def expected(case: dict[str, Any]) -> Read:
    """Return what the case says is to be found."""
    counts = {
        (c["text"], c.get("low"), c.get("high"), c.get("kind"), c.get("said_by"))
        for c in case.get("casualties", ())
    }
    return Read(set(case.get("actors", ())), set(case.get("stances", ())), counts)


def figures(cases: list[dict[str, Any]]) -> dict[str, tuple[float, float, int]]:
    """Return for each kind of detail its precision, its recall, and how many the cases hold.

    Counts what is wholly right: text, role, numbers, speaker.
    """
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for case in cases:
        for kind, got, want in zip(KINDS, read(case), expected(case), strict=True):
            right[kind] += len(got & want)
            found[kind] += len(got)
            wanted[kind] += len(want)
    return {
        kind: (right[kind] / max(1, found[kind]), right[kind] / max(1, wanted[kind]), wanted[kind])
        for kind in KINDS
    }

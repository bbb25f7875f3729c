"""What people have told of the corpus' events: `detailed/`, whose README says how."""

from __future__ import annotations

import re
from pathlib import Path

from geomap.evaluate.details import Fact, load_details
from geomap.reader.details.counted import counts

_FOLDER = Path(__file__).parent / "detailed"
DETAILED = _FOLDER / "events.jsonl"
UNTOLD = "unspecified"  # hurt, and no more is told
Event = tuple[str, int]  # the passage, and where the event's place stands in it


def types_told() -> dict[Event, tuple[object, ...]]:
    """Return the types of each event, any of which is right."""
    found = {event: one.types for event, one in load_details(DETAILED).items()}
    for event, types in rows("types.tsv"):
        found.setdefault(event, tuple(types.split("/")))
    return found


def actors_told() -> dict[Event, tuple[Fact, ...]]:
    """Return who takes part in each event, with roles any of which is right; () where nobody is named."""
    found = {event: one.facts["actors"] for event, one in load_details(DETAILED).items()}
    for event, told in rows("actors.tsv"):
        found.setdefault(
            event, () if told == "-" else tuple(_fact(one) for one in told.split(" | "))
        )
    return found


def tolls_told() -> dict[Event, tuple[Fact, ...]]:
    """Return how many were hurt in each event, with kind, low and high; () where nobody is counted."""
    found = {event: one.facts["casualties"] for event, one in load_details(DETAILED).items()}
    for event, told in rows("tolls.tsv"):
        found.setdefault(
            event, () if told == "-" else tuple(_toll(one) for one in told.split(" | "))
        )
    return found


def _toll(told: str) -> Fact:
    kind, words = told.split("=", 1)
    counted = next(iter(counts(words)), None)
    low, high = (counted.low, counted.high) if counted else (1, 1)
    name = kind.rstrip("?")
    return Fact(words, (None if name == UNTOLD else name, low, high), kind.endswith("?"))


def stances_told() -> dict[Event, tuple[Fact, ...]]:
    """Return who takes what stance on the venue of each event; () where nobody's is told."""
    found = {event: one.facts["stances"] for event, one in load_details(DETAILED).items()}
    for event, told in rows("stances.tsv"):
        found.setdefault(
            event, () if told == "-" else tuple(_fact(one) for one in told.split(" | "))
        )
    return found


def rows(name: str) -> list[tuple[Event, str]]:
    """Return the rows of a file of `detailed/`: an event, and what is told of it."""
    lines = (_FOLDER / name).read_text("utf-8").splitlines()
    split = (line.split("\t") for line in lines)
    return [((article, int(start)), told) for article, start, told in split]


def _fact(told: str) -> Fact:
    roles, words = told.split("=", 1)
    return Fact(words, tuple(roles.rstrip("?").split("/")), roles.endswith("?"))


def places_of(
    facts: tuple[Fact, ...], text: str, sentence: tuple[int, int], mention: tuple[int, int]
) -> list[tuple[int, int] | None]:
    """Return where each fact's words stand in text[sentence], next to the mention if more than once.

    None where they don't stand there, or only in the mention; no two facts stand at one place.
    """
    found: list[tuple[int, int] | None] = []
    for fact in facts:
        words = re.compile(rf"(?<!\w){re.escape(fact.text)}(?!\w)")
        stands = [
            m.span()
            for m in words.finditer(text, *sentence)
            if m.span() not in found and not (m.start() < mention[1] and mention[0] < m.end())
        ]
        found.append(min(stands, key=lambda at: abs(at[0] - mention[0]), default=None))
    return found

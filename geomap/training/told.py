"""What people have told of the corpus' events: `detailed/`, whose README says how."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from geomap.evaluate.details import Fact, load_details
from geomap.reader.details.counted import counts
from geomap.reader.labels import UNTOLD
from geomap.reader.wording.numbers import NUMBER, quantity

_FOLDER = Path(__file__).parent / "detailed"
DETAILED = _FOLDER / "events.jsonl"
Event = tuple[str, int]  # the passage, and where the event's place stands in it


def types_told() -> dict[Event, tuple[object, ...]]:
    """Return the types of each event, any of which is right."""
    found = {event: one.types for event, one in load_details(DETAILED).items()}
    for event, types in rows("types.tsv"):
        found.setdefault(event, tuple(types.split("/")))
    return found


def actors_told() -> dict[Event, tuple[Fact, ...]]:
    """Return who takes part in each event, with roles any of which is right; () where nobody is named."""
    return _facts_told("actors", "actors.tsv", _fact)


def tolls_told() -> dict[Event, tuple[Fact, ...]]:
    """Return how many were hurt in each event, with kind, low and high; () where nobody is counted."""
    return _facts_told("casualties", "tolls.tsv", _toll)


def stances_told() -> dict[Event, tuple[Fact, ...]]:
    """Return who takes what stance on the venue of each event; () where nobody's is told."""
    return _facts_told("stances", "stances.tsv", _fact)


def _facts_told(kind: str, name: str, read: Callable[[str], Fact]) -> dict[Event, tuple[Fact, ...]]:
    """Return the facts of a `kind` that the events told in full have, and those of the file `name`."""
    found = {event: one.facts[kind] for event, one in load_details(DETAILED).items()}
    for event, told in rows(name):
        found.setdefault(event, () if told == "-" else tuple(map(read, told.split(" | "))))
    return found


def rows(name: str) -> list[tuple[Event, str]]:
    """Return the rows of a file of `detailed/`: an event, and what is told of it."""
    lines = (_FOLDER / name).read_text("utf-8").splitlines()
    split = (line.split("\t") for line in lines)
    return [((article, int(start)), told) for article, start, told in split]


def _fact(told: str) -> Fact:
    labels, words = told.split("=", 1)
    return Fact(words, tuple(labels.rstrip("?").split("/")), labels.endswith("?"))


def _toll(told: str) -> Fact:
    fact = _fact(told)
    (kind,) = fact.label
    counted, number = next(iter(counts(fact.text)), None), NUMBER.match(fact.text)
    if counted:
        low, high = counted.low, counted.high
    else:
        low, high = quantity(number) if number else (1, 1)
    return fact._replace(label=(None if kind == UNTOLD else kind, low, high))


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


def shares(n: Counter[str], kind: str) -> dict[str, float]:
    """Return how many facts of a `kind` were told (n), and which share of those found and of those told is right."""
    due, right = n[f"{kind} g"], n[f"{kind} tp"]
    p, r = right / max(1, n[f"{kind} p"]), right / max(1, due)
    found = {"P": p, "R": r, "F1": 2 * p * r / max(1e-9, p + r)}
    return {"n": due, **{name: round(share, 4) for name, share in found.items()}}

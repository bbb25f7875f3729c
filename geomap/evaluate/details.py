"""Details of events, held against what people annotated: types, actors, casualties, stances, speakers.

A row of the gold format may carry them. `event_type`: a list, any of which is right; it says that the
details of this event are annotated. Then, each a list of what the text tells: `actors` {text, role: any of a
list}, `casualties` {text, kind, low, high} (kind None: 'casualties'), `stances` {actor, stance}, `by` and
`denied_by` {text}. Where `open` is true careful readers differ on it, so it counts neither way.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from geomap.model import ActorRole, EventType, Sighting


class Fact(NamedTuple):
    """One thing that is told of an event: who or how many, and what of it."""

    text: str
    # roles, any of which is right; kind, low and high; a stance; or nothing
    label: tuple[object, ...]
    open: bool = False


class Details(NamedTuple):
    """What a human said is told of an event."""

    types: tuple[object, ...]  # any of these is right
    facts: dict[str, tuple[Fact, ...]]  # by KINDS


KINDS = ("actors", "casualties", "stances", "speakers", "deniers")
_ARTICLES = frozenset({"the", "a", "an", "its", "their"})


def details_of(row: dict[str, Any]) -> Details | None:
    """Return the details that a row of the gold format carries, if they were annotated."""
    given = row.get("event_type")
    if given is None:
        return None

    def facts(key: str, text: str, label: Callable[[dict[str, Any]], tuple[object, ...]]) -> Any:
        found = tuple(
            Fact(one[text], label(one), one.get("open", False)) for one in row.get(key, ())
        )
        if not all(isinstance(fact.text, str) for fact in found):
            raise TypeError(f"{key}: a {text} that is no text")
        return found

    return Details(
        _listed(given, get_args(EventType), "event_type"),
        {
            "actors": facts(
                "actors", "text", lambda one: _listed(one["role"], get_args(ActorRole), "role")
            ),
            "casualties": facts(
                "casualties", "text", lambda one: (one["kind"], one["low"], one["high"])
            ),
            "stances": facts("stances", "actor", lambda one: (one["stance"],)),
            "speakers": facts("by", "text", lambda _: ()),
            "deniers": facts("denied_by", "text", lambda _: ()),
        },
    )


def load_details(path: Path) -> dict[tuple[str, int], Details]:
    """Return the details in a file of gold rows, by the article's id and the mention's start."""
    rows = (json.loads(line) for line in path.read_text("utf-8").split("\n") if line)
    found = {(row["doc"], row["start"]): details_of(row) for row in rows}
    return {event: details for event, details in found.items() if details is not None}


def _listed(given: Any, known: Sequence[object], what: str) -> tuple[object, ...]:
    """Return `given`; raises TypeError where it is no list of what is known."""
    if not isinstance(given, list) or not set(given) <= set(known):
        raise TypeError(f"{what}: {given!r} is no list of {', '.join(map(str, known))}")
    return tuple(given)


def _told(record: Sighting) -> dict[str, list[Fact]]:
    """Return what `record` tells of its event, by KINDS."""
    given = record.attribution
    return {
        "actors": [Fact(one.text, (one.role,)) for one in record.actors],
        "casualties": [Fact(c.text, (c.kind, c.low, c.high)) for c in record.casualties],
        "stances": [Fact(one.actor, (one.stance,)) for one in record.stances],
        "speakers": [Fact(given.by, ())] if given.by else [],
        "deniers": [Fact(by, ()) for by in given.denied_by],
    }


def count_details(n: Counter[str], gold: Details, record: Sighting) -> None:
    """Count in `n` what `record` tells of an event whose class it has right."""
    n["type n"] += 1
    n["type ok"] += record.event_type in gold.types
    for kind, told in _told(record).items():
        count_facts(n, kind, gold.facts[kind], told)


def count_facts(n: Counter[str], kind: str, gold: Sequence[Fact], told: Sequence[Fact]) -> None:
    """Count in `n` which facts of a `kind` (of KINDS) are told, due (g), right (tp) or false (p, not tp)."""
    same = _SAME[kind]
    due = [fact for fact in gold if not fact.open]
    either = [fact for fact in gold if fact.open]
    n[f"{kind} g"] += len(due)
    for one in told:
        right = _taken(due, one, same)
        if right is not None:
            n[f"{kind} tp"] += 1
            n[f"{kind} p"] += 1
            if kind == "actors":
                n["role n"] += 1
                n["role ok"] += one.label[0] in right.label
        elif _taken(either, one, same) is None:
            n[f"{kind} p"] += 1


_Same = Callable[[Fact, Fact], bool]


def _taken(facts: list[Fact], one: Fact, same: _Same) -> Fact | None:
    """Return and take out of `facts` what `one` is the same as."""
    found = next((fact for fact in facts if same(fact, one)), None)
    if found is not None:
        facts.remove(found)
    return found


def alike(a: Fact, b: Fact) -> bool:
    """Return whether the words of one are part of the other's, articles aside."""
    shorter, longer = sorted((_words(a.text), _words(b.text)), key=len)
    return bool(shorter) and any(
        longer[at : at + len(shorter)] == shorter for at in range(len(longer))
    )


def _words(text: str) -> list[str]:
    found = re.findall(r"\w+", re.sub(r"['’]s?\b", " ", text.lower()))
    return [word for word in found if word not in _ARTICLES]


def _as_many(a: Fact, b: Fact) -> bool:
    """Return whether as many are told of and of the same kind; 'nobody was hurt' is of any kind."""
    return a.label == b.label or a.label[1:] == b.label[1:] == (0, 0)


_SAME: dict[str, _Same] = {
    "actors": alike,
    "casualties": _as_many,
    "stances": lambda a, b: a.label == b.label and alike(a, b),
    "speakers": alike,
    "deniers": alike,
}

"""Learns geomap/reader/details/party_weights.py: which phrases name who takes part in an event, and as what.

    python -m geomap.training.parties [--into geomap/reader/details/party_weights.py]
                                      [--figures geomap/training/parties.json]

`detailed/` holds events of the corpus with their parties as people have marked them (its README says
how). What counts are the events whose class is read right: a multinomial logistic regression over the
phrases of their sentences, in the articles that are trained on. The figures are of the others: of who is
found by the rules alone, as `--fast` does, and with what the network says besides. Other weights read
otherwise: bump `CODE` of the reader with them.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geomap.evaluate.details import Fact, alike, count_facts
from geomap.model import Mention
from geomap.reader.answers import Answers, Heard
from geomap.reader.details import actors
from geomap.reader.details.bystanders import left_open
from geomap.reader.details.parties import Rules, signs
from geomap.reader.details.party_weights import WEIGHTS
from geomap.reader.grammar.scene import Scene, scene
from geomap.reader.labels import ACTOR_ROLES
from geomap.training.corpus import Passage, sentence_start
from geomap.training.datasets import everything
from geomap.training.modules import say, write_table
from geomap.training.overheard import Overheard, events_read
from geomap.training.split import HELD_OUT, is_held_out
from geomap.training.told import actors_told, shares

_STEPS, _FEWEST = 250, 12  # phrases that a sign must be of
_LEAST = 0.1  # a sign worth less for every role isn't kept


class Event(NamedTuple):
    """An event as it is read, who is told to take part in it, and what the network says of its words."""

    one: Mention
    mention: tuple[int, int]  # in its sentence, like what follows
    trigger: tuple[int, int] | None
    places: list[tuple[int, int]]
    facts: tuple[Fact, ...]
    heard: Heard | None

    @property
    def scene(self) -> Scene:
        """Its sentence, taken apart."""
        return scene(self.one.sentence, self.mention, self.trigger, self.one.site, self.places)


class Case(NamedTuple):
    """A phrase that may name somebody, its signs, and its right roles: none where it takes no part."""

    signs: list[str]
    right: tuple[object, ...]


def events(articles: Container[str]) -> Iterator[Event]:
    """Yield the events of `articles` whose class is read right and of which is told who takes part."""
    told, reader = actors_told(), Overheard()
    asked = {article for article, _ in told}
    for passage, read, one in events_read(reader, articles, asked):
        facts = told.get((passage.id, one.start))
        if facts is not None:
            yield _event(passage, one, read, facts, reader.said.roles)


def _event(
    passage: Passage,
    one: Mention,
    read: Sequence[Mention],
    facts: tuple[Fact, ...],
    roles: Answers | None,
) -> Event:
    start = sentence_start(passage.text, one)
    end = start + len(one.sentence)
    mention = (one.start - start, one.end - start)
    trigger = one.trigger and (one.trigger.start - start, one.trigger.end - start)
    beside = [m for m in read if m.usage == "literal" and start <= m.start and m.end <= end]
    places = [(m.start - start, m.end - start) for m in beside if m is not one]
    heard = roles.of_event((one.start, one.end), (start, end)) if roles else None
    return Event(one, mention, trigger, places, facts, heard)


def cases(event: Event) -> list[Case]:
    """Return the phrases of its sentence that may name somebody."""
    one, taken, mention = event.one, event.scene, event.mention
    rules = actors.ruled(taken)
    weighable = {*rules, *left_open(taken, rules, str(one.status))}
    shown = {
        index: Fact(one.sentence[phrase.start : phrase.end], ())
        for index, phrase in enumerate(taken.phrases)
        if index in weighable and not (phrase.start < mention[1] and mention[0] < phrase.end)
    }
    right: dict[int, tuple[object, ...]] = {}
    for fact in event.facts:
        named = [i for i, words in shown.items() if i not in right and alike(words, fact)]
        if named and not fact.open:
            right[_nearest(taken, named, rules)] = fact.label
    left_out = {
        i
        for i, words in shown.items()
        if i not in right and any(alike(words, fact) for fact in event.facts)
    }
    return [
        Case(list(signs(taken, i, rules, str(one.status))), right.get(i, ()))
        for i in shown
        if i not in left_out
    ]


def _nearest(taken: Scene, named: Sequence[int], rules: Rules) -> int:
    """Return which of some phrases of the same words is meant: one of the rules', else that next to the place."""
    return min(named, key=lambda i: (i not in rules, abs(taken.phrases[i].first - taken.mention)))


def _columns(data: Sequence[Case]) -> dict[str, int]:
    seen = Counter(sign for case in data for sign in set(case.signs))
    kept = sorted(sign for sign, n in seen.items() if n >= _FEWEST)
    return {sign: at for at, sign in enumerate(kept)}


def _rows(data: Sequence[Case], column: dict[str, int]) -> np.ndarray:
    rows = np.zeros((len(data), len(column)), np.float32)
    for row, case in enumerate(data):
        rows[row, [column[sign] for sign in case.signs if sign in column]] = 1.0
    return rows


def fitted(data: Sequence[Case], column: dict[str, int], strength: float) -> np.ndarray:
    """Return what each sign is worth for none and each role: (signs, 1 + roles), by Adam."""
    rows = _rows(data, column)
    right = np.array(
        [[not case.right, *(one in case.right for one in ACTOR_ROLES)] for case in data], np.float32
    )
    now = np.zeros((len(column), right.shape[1]), np.float32)
    first, second = np.zeros_like(now), np.zeros_like(now)
    for step in range(1, _STEPS + 1):
        p = _likely(rows @ now)
        q = p * right
        q /= np.maximum(q.sum(1, keepdims=True), 1e-12)
        slope = rows.T @ (p - q) / len(data) + strength * now
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate = 0.05 * (1 - 0.9 * step / _STEPS)
        now -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return now


def _likely(scores: np.ndarray) -> np.ndarray:
    grown = np.exp(scores - scores.max(1, keepdims=True))
    likely: np.ndarray = grown / grown.sum(1, keepdims=True)
    return likely


def figures(held: Sequence[Event]) -> dict[str, dict[str, float]]:
    """Return how well those who take part are found: by rules alone, as `--fast` does, and as the reader does."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for event in held:
        one = event.one
        phrases = event.scene.phrases
        ruled = actors.ruled(event.scene).items()
        ways = {
            "rules alone": [(phrases[i].start, phrases[i].end, role) for i, role in ruled],
            "--fast": [(f.start, f.end, f.role) for f in _found(event, None)],
            "as it ships": [(f.start, f.end, f.role) for f in _found(event, event.heard)],
        }
        for name, found in ways.items():
            told = [Fact(one.sentence[s:e], (role,)) for s, e, role in found]
            count_facts(count[name], "actors", event.facts, told)
    return {name: _shares(n) for name, n in count.items()}


def _found(event: Event, heard: Heard | None) -> list[actors.Found]:
    return actors.find(
        event.one.sentence,
        mention=event.mention,
        trigger=event.trigger,
        site=event.one.site,
        status=str(event.one.status),
        places=event.places,
        holders=[stance.actor for stance in event.one.stances],
        heard=heard,
    )


def _shares(n: Counter[str]) -> dict[str, float]:
    return shares(n, "actors") | {"role": round(n["role ok"] / max(1, n["role n"]), 4)}


def main() -> None:
    """Fit, write the module, and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--strength", type=float, default=0.003, help="how near to 0 they are kept")
    parser.add_argument("--into", type=Path, help="module for the weights")
    parser.add_argument("--figures", type=Path, help="JSON file for the figures")
    asked = parser.parse_args()
    own = list(everything(None))
    held = {e.id for e in own if is_held_out(e, {HELD_OUT})}
    if asked.into:
        data = [case for event in events({e.id for e in own} - held) for case in cases(event)]
        found = _weights(data, asked.strength)
        about = "What each sign of `parties` is worth for each role: learnt by `python -m geomap.training.parties`."
        write_table(asked.into, about, "WEIGHTS", "tuple[float, ...]", found)
        WEIGHTS.clear()  # what is measured below is what was just written
        WEIGHTS.update(found)
    say(figures(list(events(held))), asked.figures)


def _weights(data: Sequence[Case], strength: float) -> dict[str, tuple[float, ...]]:
    column = _columns(data)
    now = fitted(data, column, strength)
    now = now[:, 1:] - now[:, :1]  # beside taking no part
    return {
        sign: tuple(round(float(one), 2) for one in now[at])
        for sign, at in column.items()
        if abs(now[at]).max() >= _LEAST
    }


if __name__ == "__main__":
    main()

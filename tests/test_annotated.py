"""What is annotated of the corpus' events besides fits the passages, and who takes part is learnt from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from geomap.evaluate.details import Fact
from geomap.model import ActorRole, CasualtyKind, EventType, StanceKind
from geomap.reader.details.party_weights import WEIGHTS
from geomap.reader.labels import ACTOR_ROLES
from geomap.training.corpus import FOLDER, Passage, passages
from geomap.training.parties import Case, fitted
from geomap.training.told import actors_told, places_of, rows, stances_told, tolls_told
from tests.accuracy.measuring import COMPOSED

DETAILED = Path(__file__).parents[1] / "geomap" / "training" / "detailed"
SETS = {
    DETAILED / "events.jsonl": FOLDER,
    **{folder / "details.jsonl": folder for folder in COMPOSED.values()},
}


def _passages(folder: Path) -> dict[str, Passage]:
    return {p.id: p for path in folder.glob("*.txt") for p in passages(path)}


@pytest.mark.parametrize(("path", "folder"), SETS.items(), ids=[p.parent.name for p in SETS])
def test_every_row_tells_of_an_event_in_words_of_its_passage(path: Path, folder: Path) -> None:
    known = _passages(folder)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert rows
    for row in rows:
        passage = known[row["doc"]]
        mark = next(m for m in passage.mentions if m.start == row["start"])
        assert passage.text[mark.start : mark.end] == row["surface"]
        assert mark.labels["site"] in ("battlefield", "diplomatic")
        assert set(row["event_type"]) <= set(get_args(EventType))
        told = " ".join(passage.text.split())
        for key, name in (("actors", "text"), ("casualties", "text"), ("stances", "actor")):
            for fact in row.get(key, ()):
                assert " ".join(fact[name].split()) in told, (row["doc"], fact)
        assert all(set(a["role"]) <= set(get_args(ActorRole)) for a in row.get("actors", ()))
        assert all(s["stance"] in get_args(StanceKind) for s in row.get("stances", ()))
        assert all(c["kind"] in (None, *get_args(CasualtyKind)) for c in row.get("casualties", ()))


def test_every_type_is_one_of_its_events_class() -> None:
    known = _passages(FOLDER)
    kinds = get_args(EventType)
    for (article, start), given in rows("types.tsv"):
        mark = next(m for m in known[article].mentions if m.start == start)
        fought = mark.labels["site"] == "battlefield"
        assert all((kinds.index(one) < kinds.index("summit")) == fought for one in given.split("/"))


Told = dict[tuple[str, int], tuple[Fact, ...]]


def _each(told: Told, name: str) -> Iterator[tuple[Passage, str, Fact | None]]:
    """Yield each fact of `told`, whose rows of the file `name` are all read, with its passage and its place's class; None for no fact."""
    known = _passages(FOLDER)
    assert {event for event, _ in rows(name)} <= told.keys()
    for (article, start), facts in told.items():
        mark = next(m for m in known[article].mentions if m.start == start)
        for fact in facts or (None,):
            yield known[article], mark.labels["site"], fact


def _stands_in(passage: Passage, fact: Fact) -> bool:
    return " ".join(fact.text.split()) in " ".join(passage.text.split())


def test_who_takes_part_is_told_in_words_of_the_events_passage_and_in_known_roles() -> None:
    for passage, site, fact in _each(actors_told(), "actors.tsv"):
        assert site in ("battlefield", "diplomatic")
        if fact is not None:
            assert fact.text in passage.text, (passage.id, fact)
            assert set(fact.label) <= set(ACTOR_ROLES), (passage.id, fact)


def test_who_was_hurt_is_told_in_words_of_the_events_passage_and_counted() -> None:
    for passage, site, fact in _each(tolls_told(), "tolls.tsv"):
        if fact is not None:
            kind, low, high = fact.label
            assert site == "battlefield", (passage.id, fact)
            assert _stands_in(passage, fact), (passage.id, fact)
            assert kind in (None, *get_args(CasualtyKind)), (passage.id, fact)
            assert low is None or high is None or low <= high, (passage.id, fact)


def test_whose_stance_is_told_of_a_venue_is_named_in_words_of_its_passage() -> None:
    for passage, site, fact in _each(stances_told(), "stances.tsv"):
        if fact is not None:
            assert site == "diplomatic", (passage.id, fact)
            assert _stands_in(passage, fact), (passage.id, fact)
            assert set(fact.label) <= set(get_args(StanceKind)), (passage.id, fact)


def test_words_that_stand_twice_are_those_next_to_the_place() -> None:
    text = "They met. They shelled Sumy, and they left; they say so."
    sentence, mention = (10, len(text)), (23, 27)
    facts = (Fact("they", ("initiator",)), Fact("they", ("participant",)), Fact("the army", ()))
    assert places_of(facts, text, sentence, mention) == [(33, 37), (44, 48), None]
    assert places_of((Fact("Sumy", ("host",)),), text, sentence, mention) == [None]
    assert places_of((Fact("The", ("host",)),), text, sentence, mention) == [None]


def test_a_sign_is_worth_something_for_each_role() -> None:
    assert WEIGHTS
    assert all(len(worth) == len(ACTOR_ROLES) for worth in WEIGHTS.values())


def test_the_fit_tells_who_takes_part_by_their_signs() -> None:
    data = [
        Case(["any", "attacks"], ("initiator",)),
        Case(["any", "speaks"], ()),
    ] * 20
    column = {"any": 0, "attacks": 1, "speaks": 2}
    worth = fitted(data, column, 0.003)
    assert np.argmax(worth[column["attacks"]]) == 1 + ACTOR_ROLES.index("initiator")
    assert np.argmax(worth[column["speaks"]]) == 0

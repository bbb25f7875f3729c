"""Who takes part and who was hurt, by what the network says of each word."""

from __future__ import annotations

import numpy as np
import pytest

from geomap.reader.answers import Answers, Heard, any_likely
from geomap.reader.details import actors
from geomap.reader.details.named import trimmed, whole
from geomap.reader.labels import ACTOR_ROLES, ROLES
from geomap.reader.network import Network

TEXT = "Both men came to Sumy."
WORDS = [(0, 4), (5, 8), (9, 13), (14, 16), (17, 21), (21, 22)]
SITE = (17, 21)


def heard(**roles: tuple[int, ...]) -> Heard:
    """Return what is heard of TEXT where its words of these numbers are surely of each role."""
    worths = np.full((len(WORDS), len(ACTOR_ROLES)), -8.0, np.float32)
    for role, at in roles.items():
        worths[list(at), ACTOR_ROLES.index(role)] = 8.0  # type: ignore[arg-type]
    return Heard(WORDS, worths)


def found(said: Heard | None) -> list[tuple[str, str]]:
    told = actors.find(TEXT, mention=SITE, trigger=None, site="diplomatic", heard=said)
    return [(TEXT[one.start : one.end], one.role) for one in told]


def test_words_in_which_no_phrase_was_seen_are_taken_as_the_network_hears_them() -> None:
    assert found(heard(participant=(0, 1))) == [("Both men", "participant")]
    assert found(heard()) == []


def test_the_place_itself_takes_no_part_in_its_own_event() -> None:
    assert found(heard(host=(4, 5))) == []


def test_a_mark_at_the_end_is_no_part_of_a_name() -> None:
    runs = list(heard(participant=(0, 1), host=(5,)).runs(0.5))
    assert [run[:2] for run in runs] == [(0, 8), (21, 22)]
    assert ("", "host") not in found(heard(host=(5,)))


@pytest.mark.parametrize("words", [(0, 8), (0, 3), (7, 8)])
def test_a_phrase_is_heard_as_its_words_are(words: tuple[int, int]) -> None:
    worths = heard(participant=(0, 1)).of(*words)
    assert ACTOR_ROLES[int(worths.argmax())] == "participant"
    assert any_likely(worths) > 0.99
    assert any_likely(heard().of(*words)) < 0.01


def test_where_no_word_stands_nothing_is_heard() -> None:
    assert not heard().of(40, 45).any()


def test_an_event_hears_what_answers_what_its_place_asks_for() -> None:
    pieces = Network().encode(TEXT)
    vectors = np.zeros((len(pieces), ROLES.width), np.float16)
    vectors[:, -len(ACTOR_ROLES) :] = -8.0
    place = int(np.searchsorted(pieces.start, SITE[0]))
    asked = ACTOR_ROLES.index("host") * ROLES.rank
    vectors[place:, asked : asked + ROLES.rank] = 2.0
    answered = ROLES.asked
    vectors[:2, answered : answered + ROLES.rank] = 2.0
    said = Answers(pieces, vectors, ROLES).of_event(SITE, (0, len(TEXT)))
    assert said.words == WORDS
    assert next(iter(said.runs(0.5)))[:2] == (0, 8)
    assert ACTOR_ROLES[int(said.of(0, 8).argmax())] == "host"


def test_words_heard_are_told_without_what_is_not_theirs() -> None:
    sentence = "The agency's director flew to Orlo; (“the two envoys”) stayed."
    start = sentence.index("s director")
    assert sentence[slice(*trimmed(sentence, start, start + 10))] == "director"
    start = sentence.index("(")
    assert sentence[slice(*trimmed(sentence, start, start + 17))] == "the two envoys"
    assert trimmed(sentence, start, start + 2) == (start + 2, start + 2)
    sentence = "On Monday the Omani foreign minister flew to Orlo."
    start = sentence.index("minister")
    assert sentence[slice(*whole(sentence, start, start + 8))] == "Omani foreign minister"

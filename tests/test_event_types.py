"""Of which type an event is: the network's scores and its cue; who denies it elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from geomap.articles import article_from_text
from geomap.model import Attribution, EventType, Mention
from geomap.reader import ModelReader
from geomap.reader.cue_types import WORTHS
from geomap.reader.encoding import Pieces
from geomap.reader.event_types import EventTypes, Typed
from geomap.reader.labels import TYPES, TYPES_OF
from geomap.reader.voice.contradicted import contradicted

TEXT = "Kelm was shelled, then taken. Kelm is ours, the army said."


def pieces() -> Pieces:
    starts = np.array([0, 30])
    none = np.zeros(2, np.int64)
    return Pieces(none, starts, starts + 4, none, np.ones(2, bool))


def event(
    kind: EventType | None, *, start: int = 0, site: str = "battlefield", **told: object
) -> Mention:
    status = None if site == "none" else told.pop("status", "occurred")
    return Mention.model_validate(
        {
            "text": "Kelm",
            "start": start,
            "end": start + 4,
            "sentence": TEXT,
            "section": "body",
            "usage": "literal",
            "site": site,
            "status": status,
            "event_type": kind,
            **told,
        }
    )


def scored(**worth: float) -> EventTypes:
    scores: Typed = np.zeros((2, len(TYPES)), np.float16)
    for kind, value in worth.items():
        scores[:, TYPES.index(kind)] = value  # type: ignore[arg-type]
    return EventTypes(pieces(), scores)


def test_the_types_of_a_class_are_those_of_the_contract() -> None:
    fought, met = (TYPES[TYPES_OF[site]] for site in ("battlefield", "diplomatic"))
    assert (fought[0], fought[-1], met[0], met[-1]) == (
        "ground_fighting",
        "attack",
        "summit",
        "venue",
    )
    assert fought + met == TYPES


@pytest.mark.parametrize(
    ("worth", "cue", "expected"),
    [
        ({"capture": 20.0}, "shelling", "capture"),
        ({"capture": 0.5}, "shelling", "shelling"),
        ({"capture": 9.0}, None, "capture"),
        ({"talks": 20.0, "siege": 9.0}, None, "siege"),
        ({}, "shelling", "shelling"),
    ],
)
def test_the_type_is_the_networks_unless_its_cue_weighs_more(
    worth: dict[str, float], cue: EventType | None, expected: str
) -> None:
    (told,) = scored(**worth).told([event(cue)])
    assert told.event_type == expected
    said = any(expected.replace("_", " ") in why for why in told.why)
    assert said == (cue != expected)


def test_what_is_no_event_has_no_type() -> None:
    (told,) = scored(capture=3.0).told([event(None, site="none")])
    assert told.event_type is None


def claim(by: str, **told: object) -> Mention:
    return event("capture", attribution=Attribution(voice="attributed", by=by), **told)


def denial(by: str, start: int = 30, status: str = "did_not_occur") -> Mention:
    said = Attribution(voice="denied", denied_by=(by,))
    return event("capture", start=start, attribution=said, status=status)


def test_who_denies_it_in_another_sentence_denies_it() -> None:
    first, second = contradicted([claim("rebels"), denial("the army")])
    assert first.attribution.denied_by == ("the army",)
    assert second == denial("the army")


@pytest.mark.parametrize(
    "given",
    [
        [claim("the army"), denial("The army")],  # it corrects itself
        [claim("rebels"), denial("the army", start=2_000)],  # far away
        [claim("rebels"), denial("the army", status="occurred")],
        [claim("rebels", site="diplomatic"), denial("the army")],
        [claim("rebels", event_date="2025-10-03", date_text="Friday"), denial("the army")],
        [event("capture"), denial("the army")],  # nobody claims it
    ],
    ids=str,
)
def test_a_denial_of_something_else_denies_nothing(given: list[Mention]) -> None:
    if given[0].date_text:
        given[1] = given[1].model_copy(update={"date_text": "today", "event_date": "2025-10-06"})
    assert contradicted(given)[0] == given[0]


def test_an_articles_events_have_types_and_deniers() -> None:
    text = (
        "The rebels said they had captured Gori on Monday after a long battle. "
        "The defence ministry denied that Gori had fallen."
    )
    first, *_, last = ModelReader().mentions(article_from_text(text))
    assert first.event_type == "capture"
    assert "ministry" in " ".join(first.attribution.denied_by)
    assert last.status == "did_not_occur"


def test_what_a_cue_says_is_said_of_each_type_of_its_class() -> None:
    of_class = {kind: among for among in TYPES_OF.values() for kind in TYPES[among]} | TYPES_OF
    for cue, worths in WORTHS.items():
        among = of_class[cue.split()[0]]
        assert len(worths) == len(TYPES[among]), cue
        assert all(worth < 0 for worth in worths), cue


def test_the_words_of_a_cue_say_more_than_its_type() -> None:
    words = next(cue for cue in WORTHS if cue.startswith("battlefield "))
    trigger = {"text": words.removeprefix("battlefield ").upper(), "start": 5, "end": 8}
    types = scored(attack=0.1)
    said = [
        types.likeliest(event("shelling", trigger=trigger), cue=1_000.0),
        types.likeliest(event("shelling"), cue=1_000.0),
    ]
    best = [max(range(10), key=WORTHS[cue].__getitem__) for cue in (words, "shelling")]
    assert said == [TYPES[at] for at in best]


def test_without_a_network_the_cues_tell_the_types() -> None:
    one, other = EventTypes.by_cues(pieces()).told([event("siege"), event(None, start=30)])
    assert (one.event_type, other.event_type) == ("siege", "ground_fighting")

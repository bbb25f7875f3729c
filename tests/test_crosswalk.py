"""What ACLED and UCDP call an event."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, get_args

import pytest
from map_cases import POKROVSK

from geomap import crosswalk
from geomap.model import Actor, ArticleRef, Casualties, Event, EventType, Sighting, Span

TABLE = tomllib.loads(files("geomap").joinpath("crosswalk.toml").read_text("utf-8"))


def event(
    kind: str,
    *,
    trigger: str = "it",
    actors: dict[str, str] | None = None,
    killed: int | None = None,
    **more: Any,
) -> Event:
    """Return an event of one report; `actors` are role -> kind."""
    status = more.get("status", "occurred")
    deaths = [
        Casualties(text="n", start=0, end=1, low=killed, high=killed, kind="killed", said_by=None)
    ]
    report = Sighting.model_validate(
        {
            **dict.fromkeys(Sighting.model_fields),
            "id": "m:1", "article": ArticleRef(id="a", source="a.txt"), "start": 0, "end": 1,
            "text": "x", "sentence": "x", "section": "body", "usage": "literal", "place": POKROVSK,
            "site": "battlefield", "status": status, "attribution": {}, "background": False,
            "on_map": True, "score": {}, "why": (), "rivals": (), "stances": (), "corrected": (),
            "schema_name": "geomap/sighting/1",
            "trigger": Span(start=0, end=len(trigger), text=trigger),
            "actors": tuple(
                Actor(text="x", start=0, end=1, role=role, kind=side)
                for role, side in (actors or {}).items()
            ),
            "casualties": () if killed is None else tuple(deaths),
        }
    )  # fmt: skip
    return Event(
        id="e:1", place=POKROVSK, site="battlefield", event_type=kind, role=None, status=status,
        event_date=None, date_basis=None, background=more.get("background", False),
        reports=(report,), sources_independent=1, sources_copies=0, denied_by=(),
    )  # fmt: skip


def test_every_event_type_has_its_row() -> None:
    assert {key for key in TABLE if key != "trigger"} == set(get_args(EventType))
    assert all(isinstance(TABLE[kind]["ucdp"], bool) for kind in get_args(EventType))
    assert {rule["event_type"] for rule in TABLE["trigger"]} <= set(get_args(EventType))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (event("shelling"), ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        (event("air_strike", trigger="missile strike"), ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        (event("air_strike", trigger="drones"), ("Explosions/Remote violence", "Air/drone strike")),
        (event("bombing", trigger="suicide bomber"), ("Explosions/Remote violence", "Suicide bomb")),
        (event("capture", actors={"initiator": "group"}), ("Battles", "Non-state actor overtakes territory")),
        (event("capture", actors={"initiator": "state"}), ("Battles", None)),
        (event("capture", trigger="withdrew from"), ("Strategic developments", "Non-violent transfer of territory")),
        (event("attack"), (None, None)),
        (event("attack", actors={"target": "civilians"}), ("Violence against civilians", "Attack")),
        (event("attack", trigger="abducted"), ("Violence against civilians", "Abduction/forced disappearance")),
        (event("ceasefire"), ("Strategic developments", "Agreement")),
        (event("siege"), (None, None)),
        (event("summit"), (None, None)),
        (event("shelling", status="planned"), (None, None)),
        (event("shelling", background=True), (None, None)),
    ],
)  # fmt: skip
def test_acled_calls_it_so_and_null_is_what_it_does_not_count(
    made: Event, expected: tuple[str | None, str | None]
) -> None:
    assert crosswalk.codes(made)[:2] == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (event("shelling"), (None, None)),
        (event("shelling", killed=3), (True, None)),
        (event("shelling", killed=0), (None, None)),
        (event("visit"), (False, None)),
        (event("build_up", killed=3), (False, None)),
        (event("shelling", killed=3, status="proposed"), (None, None)),
        (event("ground_fighting", killed=3, actors={"initiator": "state", "target": "group"}), (True, "state-based")),
        (event("ground_fighting", killed=3, actors={"initiator": "group", "target": "group"}), (True, "non-state")),
        (event("attack", killed=3, actors={"initiator": "group", "target": "civilians"}), (True, "one-sided")),
        (event("attack", killed=3, actors={"initiator": "group"}), (True, None)),
    ],
)  # fmt: skip
def test_ucdp_counts_force_of_which_somebody_died_and_the_actors_give_its_category(
    made: Event, expected: tuple[bool | None, str | None]
) -> None:
    assert crosswalk.codes(made)[2:] == expected

"""The details of a mention's event: who takes part, how many were hurt, what is made of a venue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.model import Actor, Casualties, Stance
from geomap.precision import REALISED
from geomap.reader.answers import OfEvent
from geomap.reader.details import (
    actors,
    casualties,
    held,
    hurt,
    stance_answers,
    stances,
    tolls_after,
)

Range = tuple[int, int]
_TOOK_PLACE = frozenset({"occurred", "ongoing"})  # nobody's stance on what may be


class Details(NamedTuple):
    """What a sentence tells of one event, with offsets of the article."""

    actors: tuple[Actor, ...]
    stances: tuple[Stance, ...]
    casualties: tuple[Casualties, ...]
    why: tuple[str, ...]  # what of it no rule gives


def details(
    sentence: str,
    *,
    mention: Range,
    trigger: Range | None,
    site: str,
    status: str,
    offset: int = 0,
    literal: Sequence[tuple[int, int, str]] = (),
    context_before: str = "",
    following: Sequence[tuple[int, str]] = (),
    heard: OfEvent = OfEvent(),  # noqa: B008 - frozen
) -> Details:
    """Return the details of the event of class `site` at `mention`; `offset` is the sentence's.

    `mention` and `trigger` are ranges of `sentence`, and so are `literal`: (start, end, class) of
    the other names in it that were read as places themselves. `following` are the next sentences with
    their offsets in the article, where they name no other place. `heard` is what the network says of the words
    about the event. Every span lies outside the mention.
    """
    places = [(start, end) for start, end, _ in literal]
    made: list[stances.Found] = []
    told: list[casualties.Found] = []
    learnt: list[str] = []
    if site == "diplomatic":
        made = stances.find(sentence, mention=mention, status=status, places=places)
        made += stance_answers.answers(
            sentence,
            mention=mention,
            status=status,
            places=places,
            following=[text for _, text in following],
            found=made,
        )
        if heard.stances and status not in _TOOK_PLACE:
            besides = held.besides(made, sentence, heard.stances, mention)
            learnt += [f"{one.actor!r} {one.stance}" for one in besides]
            made += besides
    else:
        others = [(start, end) for start, end, other in literal if other == site]
        beside = [(start, end) for start, end, other in literal if other != site]
        own = casualties.find(
            sentence,
            mention=mention,
            trigger=trigger,
            others=others,
            beside=beside,
            context_before=context_before,
        )
        after = tolls_after.told_after(
            sentence,
            following,
            mention=mention,
            trigger=trigger,
            status=status,
            others=others,
            own=own,
            context_before=context_before,
        )
        if heard.tolls and status in REALISED:
            hurt_too = hurt.besides(
                own,
                sentence,
                heard.tolls,
                mention,
                others=places,
                context_before=context_before,
            )
            learnt += [f"{one.text!r} {one.kind or 'hurt'}" for one in hurt_too]
            own = sorted([*own, *hurt_too], key=lambda one: one.start)
        told = [one._replace(start=offset + one.start, end=offset + one.end) for one in own] + after
    found = actors.find(
        sentence,
        mention=mention,
        trigger=trigger,
        site=site,
        status=status,
        places=places,
        holders=[one.actor for one in made],
        heard=heard.roles,
    )
    learnt += [f"{sentence[a.start : a.end]!r} {a.role}" for a in found if a.learnt]
    return Details(
        tuple(
            Actor(
                text=sentence[a.start : a.end],
                start=offset + a.start,
                end=offset + a.end,
                role=a.role,
                kind=a.kind,
            )
            for a in found
        ),
        tuple(Stance(actor=s.actor, stance=s.stance, text=s.text) for s in made),
        tuple(
            Casualties(
                text=c.text,
                start=c.start,
                end=c.end,
                low=c.low,
                high=c.high,
                kind=c.kind,
                said_by=c.said_by,
            )
            for c in told
        ),
        tuple(f"as in events that people have marked, by no rule: {one}" for one in learnt),
    )

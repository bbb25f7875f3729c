"""The details of a mention's event: who takes part, how many were hurt, what is made of a venue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.model import Actor, Casualties, Stance
from geomap.reader import actors, casualties, stances

Range = tuple[int, int]


class Details(NamedTuple):
    """What a sentence tells of one event, with offsets of the article."""

    actors: tuple[Actor, ...]
    stances: tuple[Stance, ...]
    casualties: tuple[Casualties, ...]


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
) -> Details:
    """Return the details of the event of class `site` at `mention`; `offset` is the sentence's.

    `mention` and `trigger` are ranges of `sentence`, and so are `literal`: (start, end, class) of
    the other names in it that were read as places themselves. Every span lies inside the sentence
    and outside the mention.
    """
    places = [(start, end) for start, end, _ in literal]
    found = actors.find(sentence, mention=mention, trigger=trigger, site=site, places=places)
    made = []
    told = []
    if site == "diplomatic":
        made = stances.find(sentence, mention=mention, status=status, places=places)
    else:
        others = [(start, end) for start, end, other in literal if other == site]
        told = casualties.find(
            sentence,
            mention=mention,
            trigger=trigger,
            others=others,
            context_before=context_before,
        )
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
                text=sentence[c.start : c.end],
                start=offset + c.start,
                end=offset + c.end,
                low=c.low,
                high=c.high,
                kind=c.kind,
                said_by=c.said_by,
            )
            for c in told
        ),
    )

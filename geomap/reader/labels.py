"""What the network says of each word piece, in the order of its output."""

from __future__ import annotations

from typing import get_args

from geomap.model import ActorRole, EventType, Role, SiteClass, Status, Usage, Voice

SPAN: tuple[str, ...] = ("O", "B", "I")
USAGE: tuple[str, ...] = get_args(Usage)
SITE: tuple[str, ...] = get_args(SiteClass)
STATUS: tuple[str, ...] = get_args(Status)
ROLE: tuple[str, ...] = get_args(Role)
VOICE: tuple[str, ...] = get_args(Voice)
BACKGROUND: tuple[str, ...] = ("event", "background")
TYPES: tuple[EventType, ...] = get_args(EventType)
_FIRST_OF_TALKS = TYPES.index("summit")
TYPES_OF: dict[str, slice] = {  # where those of a class stand
    "battlefield": slice(0, _FIRST_OF_TALKS),
    "diplomatic": slice(_FIRST_OF_TALKS, len(TYPES)),
}

ACTOR_ROLES: tuple[ActorRole, ...] = get_args(ActorRole)
ROLE_RANK = 24  # numbers in what a word answers, and an event asks for in each role
ROLE_ASKED = len(ACTOR_ROLES) * ROLE_RANK  # where what is asked for ends
ROLE_ANSWERED = ROLE_ASKED + ROLE_RANK  # and where what is answered does
ROLE_WIDTH = ROLE_ANSWERED + len(ACTOR_ROLES)  # behind both, what speaks for each role either way

HEADS: dict[str, tuple[str, ...]] = {
    "span": SPAN,
    "usage": USAGE,
    "site": SITE,
    "status": STATUS,
    "role": ROLE,
    "voice": VOICE,
    "background": BACKGROUND,
}

# What the card of a network must say that it was made for.
ON_CARD: dict[str, object] = {
    "heads": {name: list(labels) for name, labels in HEADS.items()},
    "types": list(TYPES),
    "actor_roles": list(ACTOR_ROLES),
}

# A usage in words, for `why`.
USAGE_SAID: dict[str, str] = {
    "literal": "the place itself is meant",
    "metonymic": "stands for its government, people or team",
    "associative": "only tells whose somebody or something is, or where they belong",
    "demonym": "names a people or nationality",
    "org_part": "part of an organisation's name",
    "name_part": "part of the name of an agreement or event",
    "not_a_place": "no place is meant",
}


def slices() -> dict[str, slice]:
    """Return where each head's scores stand in the network's last axis."""
    found: dict[str, slice] = {}
    at = 0
    for name, labels in HEADS.items():
        found[name] = slice(at, at + len(labels))
        at += len(labels)
    return found


WIDTH = sum(len(labels) for labels in HEADS.values())

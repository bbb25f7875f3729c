"""What the network says of each word piece, in the order of its output."""

from __future__ import annotations

from typing import NamedTuple, get_args

from geomap.model import (
    ActorRole,
    CasualtyKind,
    EventType,
    Role,
    SiteClass,
    StanceKind,
    Status,
    Usage,
    Voice,
)

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
UNTOLD = "unspecified"  # hurt, and no more is told
CASUALTY_KINDS: tuple[CasualtyKind | None, ...] = (*get_args(CasualtyKind), None)
STANCE_KINDS: tuple[StanceKind, ...] = get_args(StanceKind)


class Asked(NamedTuple):
    """What an event asks of each word: which of `names` it is of, if any.

    The numbers that a piece has for it: what it asks for in each, `rank` numbers, if it is of the event's
    place; what it answers, as many; and what speaks for each whatever the event.
    """

    names: tuple[str, ...]
    rank: int = 24

    @property
    def asked(self) -> int:
        """Return where what is asked for ends."""
        return len(self.names) * self.rank

    @property
    def answered(self) -> int:
        """Return where what is answered ends."""
        return self.asked + self.rank

    @property
    def width(self) -> int:
        """Return how many numbers a piece has."""
        return self.answered + len(self.names)


ROLES = Asked(ACTOR_ROLES)
TOLLS = Asked(tuple(kind or UNTOLD for kind in CASUALTY_KINDS))
STANCES = Asked(STANCE_KINDS)

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
    "actor_roles": list(ROLES.names),
    "tolls": list(TOLLS.names),
    "stances": list(STANCES.names),
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

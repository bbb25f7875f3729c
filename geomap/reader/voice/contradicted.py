"""Who denies what another sentence tells, by the place's name: 'They took X, the rebels said. ... X is ours, said the army.'"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import EventType, Mention
from geomap.precision import REALISED
from geomap.reader.voice.denials import is_same
from geomap.reader.wording.grammar_words import PRONOUNS

_KIN: tuple[set[EventType | None], ...] = (
    {"shelling", "air_strike", "bombing", "attack", None},
    {"capture", "occupation", "ground_fighting", "attack", None},
    {"summit", "talks", "visit", None},
)
_NEAR = 800  # code points from a claim to its denial


def contradicted(mentions: Sequence[Mention]) -> list[Mention]:
    """Return `mentions`, claims of an event with those who deny it of the same place in a sentence soon after."""
    found = list(mentions)
    for number, denial in enumerate(mentions):
        if not (by := _deniers(denial)):
            continue
        for at in range(number - 1, -1, -1):
            claim = found[at]
            if denial.start - claim.start > _NEAR:
                break
            if _is_denied_by(claim, denial):
                found[at] = _with(claim, by)
                break
    return found


def _deniers(one: Mention) -> tuple[str, ...]:
    """Return who says that an event was none."""
    if one.site == "none" or one.status != "did_not_occur":
        return ()
    named = (by for by in one.attribution.denied_by if by.lower() not in PRONOUNS)
    return tuple(named) if one.attribution.voice == "denied" else ()


def _is_denied_by(claim: Mention, denial: Mention) -> bool:
    same = (claim.text, claim.site) == (denial.text, denial.site) and _is_kin(
        claim.event_type, denial.event_type
    )
    if not same or claim.status not in REALISED or claim.attribution.voice != "attributed":
        return False
    dates = {one.event_date for one in (claim, denial) if one.date_text}
    return len(dates) < 2


def _is_kin(one: EventType | None, other: EventType | None) -> bool:
    """Return whether both types may be told of one event."""
    return one == other or any({one, other} <= kin for kin in _KIN)


def _is_of(name: str, other: str | None) -> bool:
    """Return whether both are one speaker, or of one side: 'Russia' and 'Russia's defence ministry'."""
    return other is not None and (is_same(name, other) or other in name or name in other)


def _with(claim: Mention, by: Sequence[str]) -> Mention:
    told = claim.attribution
    known = [*told.denied_by, told.by]
    more = [name for name in by if not any(_is_of(name, other) for other in known)]
    told = told.model_copy(update={"denied_by": (*told.denied_by, *more)})
    return claim.model_copy(update={"attribution": told})

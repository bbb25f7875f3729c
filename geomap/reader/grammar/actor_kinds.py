"""Whose an actor is, as the words of its phrase tell: a state, an armed group, civilians, a body, a person."""

from __future__ import annotations

from geomap.model import ActorKind
from geomap.reader.wording.actor_words import word_set

_SUSPECT = word_set("armed suspected")  # 'suspected herders'
_OF_GROUPS = word_set(
    "rebel gang cartel militant insurgent jihadist islamist separatist guerrilla guerilla militia paramilitary"
)
_OF_STATES = word_set("air security government army police federal regime border junta")


def kind_of_table(table: str) -> ActorKind:
    """Return the kind of what stands in the list `table` of actors.toml."""
    if table in ("group", "people"):
        return "group"
    return "body" if table == "body" else "state"


def kind_of(
    classes: list[str], known: list[bool], heads: list[str], words: set[str]
) -> ActorKind | None:
    """Return the kind that the classes of a phrase give, and its `words` in lower case; None where they leave it open.

    `known` tells which classes are those of listed names, `heads` are the classes of its common nouns.
    """
    last = heads[-1] if heads else None
    names = [c for c, is_name in zip(classes, known, strict=True) if is_name]
    if last == "office" or (last is None and "title" in classes):
        return "person"
    if last == "civilians":
        return "civilians" if words.isdisjoint(_SUSPECT) else "group"
    if last in ("group", "body"):
        return "group" if last == "group" else "body"
    for table in names:
        if table in ("group", "people"):
            return "group"
    if "body" in names:
        return "body"
    if names or last == "state":
        return "state"
    if last == "any" and not words.isdisjoint(_OF_GROUPS):
        return "group"
    return None if last != "any" or words.isdisjoint(_OF_STATES) else "state"

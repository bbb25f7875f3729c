"""Whose the acts of a sentence are, and at which of its places they are done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from geomap.reader.grammar.phrases import before
from geomap.reader.grammar.scene import FAR, Scene
from geomap.reader.wording.actor_words import word_set
from geomap.reader.wording.grammar_words import AUX, PREPOSITIONS

_SUPPORTED = word_set("supported backed aided assisted covered helped")
# Verbs whose object is counted among casualties, not attacked as a party.
HARMS = word_set(
    """killed kills kill killing wounded wounds wound wounding injured injures injure injuring
    shot shooting displaced displacing displace leaving"""
)
_BROUGHT = ("shot", "shoot", "brought", "bring")
_PARTS = word_set("and but or then while , ;")


def owners(scene: Scene, token: int) -> list[int]:
    """Return whose the event named at `token` is: 'Russian shelling', 'Israel's strikes'."""
    for at in range(token - 1, max(-1, token - 6), -1):
        index = scene.at.get(at)
        if index is not None:
            phrase = scene.phrases[index]
            at_by = before(scene.tokens, phrase.first)
            if index in scene.dropped or (at_by > 0 and scene.lower[at_by - 1] in _SUPPORTED):
                return []
            if phrase.form == "pair" or phrase.owns or phrase.form == "thing":
                if token < max(phrase.reach, phrase.last + 1):
                    return scene.joined[index] if phrase.form == "pair" else [index]
                if phrase.owns and phrase.last + 2 >= token:
                    return [index]
            return []
        if scene.lower[at] in PREPOSITIONS or scene.lower[at] in (",", "and"):
            return []
    return []


@lru_cache(maxsize=1)  # asked by the rules, and again for those whom they leave open
def elsewhere(scene: Scene) -> frozenset[int]:
    """Return the tokens whose acts are done at another place than the event's own.

    'hit Saratov and struck Poltava': 'hit' is not done at Poltava, nor 'struck' at Saratov.
    """
    if scene.mention >= len(scene.tokens):
        return frozenset()
    parts = [at for at, word in enumerate(scene.lower) if word in _PARTS]
    # the event's place has an act of its own, apart from the one at a place before it
    last = next((at for at in range(scene.mention - 1, -1, -1) if _is_act(scene, at)), 0)
    told = _told_by(scene, scene.mention) is not None
    earlier = [
        place
        for place in scene.elsewhere
        if place < scene.mention
        and (_is_parted(parts, place, last) or (told and _is_parted(parts, place, scene.mention)))
    ]
    found = set(range(max(earlier, default=0)))
    low = scene.clause_at(scene.mention)[0]
    own = [
        act
        for act in range(low, len(scene.tokens))
        if (act < scene.mention or act in scene.cue) and scene.verb(act) is not None
    ]
    for place in scene.elsewhere:
        if place < scene.mention or not _is_parted(parts, scene.mention, place):
            continue
        verb = _told_by(scene, place)
        if verb is not None:
            found.update(range(verb, len(scene.tokens)))
        nearest = range(place - 1, max(scene.mention, place - FAR - 1), -1)
        act = next((at for at in nearest if _is_act(scene, at)), None)
        if act and own and own[0] < act and _is_parted(parts, scene.mention, act):
            found.update(range(act, place))
    return frozenset(found - scene.cue)


def _told_by(scene: Scene, place: int) -> int | None:
    """Return the verb that tells of the place as its subject: 'Poltava was | hit'; None where none does."""
    at = place
    while at < len(scene.tokens) and scene.tokens[at].capital:
        at += 1
    while at < len(scene.tokens) and (scene.lower[at] in AUX or scene.lower[at].endswith("ly")):
        at += 1
    return at if at < len(scene.tokens) and scene.verb(at) is not None else None


def _is_act(scene: Scene, token: int) -> bool:
    """Return whether somebody's act stands at `token`: a verb, or a noun with its owner."""
    if scene.verb(token) is not None:
        return True
    return scene.lower[token] in scene.words.nouns and bool(owners(scene, token))


def _is_parted(parts: Sequence[int], first: int, second: int) -> bool:
    """Return whether one of `parts`, where 'and', a comma or the like stands, is in [first, second)."""
    at = bisect_left(parts, first)
    return at < len(parts) and parts[at] < second


def is_downing(scene: Scene, token: int) -> bool:
    """Return whether the verb at `token` tells of drones or missiles brought down."""
    if scene.lower[token].startswith(("intercept", "downed")):
        return True
    first = token - (scene.lower[token] == "down")
    return scene.lower[first].startswith(_BROUGHT) and scene.lower[first + 1 : first + 2] == [
        "down"
    ]

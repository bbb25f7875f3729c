"""Who takes part in an event, as its sentence names them: initiator, target, participant, host, mediator.

Read from surface structure: who stands before the verb, after 'by', 'with', 'between', 'on'. What
structure leaves open is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.model import ActorKind, ActorRole
from geomap.reader.actor_words import word_set
from geomap.reader.grammar_words import AUX, BLAMES, OWN, PREPOSITIONS, TIES
from geomap.reader.phrases import Phrase, before
from geomap.reader.scene import Scene, scene

# Verbs whose object is counted among casualties, not attacked as a party.
_HARMS = word_set(
    """killed kills kill killing wounded wounds wound wounding injured injures injure injuring
    shot shooting displaced displacing displace leaving"""
)
_OBJECT_BY_PREPOSITION = {"hostile": ("on", "at", "against"), "clash": ("with", "against")}
_STRUCK = ("hostile", "clash", "repel")  # frames whose verbs have an object
_SUPPORTED = word_set("supported backed aided assisted covered helped")
_NEGATED = word_set(
    """not never refused refuses declined declines without abandoned abandons scrapped dropped cancelled canceled
    shelved unable"""
)


_DEEDS = word_set(
    "attack attacks raid raids assault assaults bombing bombings operation operations"
)
# Nouns of deeds that are done to people: 'the abduction of farmers'.
_DONE_TO = word_set(
    """massacre massacres slaughter kidnapping kidnappings abduction abductions assassination execution
    executions"""
)
_OF_FIRE = (["of", "fire"], ["of", "gunfire"], ["of", "shots"])
_WELCOMES = word_set("welcomed received greeted")
_BRINGS = word_set(
    "take takes took taking taken push pushed drive drove move moved send sent lead led"
)


class Found(NamedTuple):
    """An actor where it stands: sentence[start:end]."""

    start: int
    end: int
    role: ActorRole
    kind: ActorKind | None


def find(
    sentence: str,
    *,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None,
    site: str,
    places: Sequence[tuple[int, int]] = (),
) -> list[Found]:
    """Return who takes part in the event of `mention`, by offset; none overlaps the mention.

    `mention`, `trigger` and `places` (names read as places themselves) are ranges of `sentence`.
    """
    taken = scene(sentence, mention, trigger, site, places)
    roles = dict(_diplomatic(taken) if site == "diplomatic" else _battlefield(taken))
    return [
        Found(p.start, p.end, roles[i], p.kind)
        for i, p in enumerate(taken.phrases)
        if i in roles and not (p.start < mention[1] and mention[0] < p.end)
    ]


Roles = Iterator[tuple[int, ActorRole]]


def _battlefield(scene: Scene) -> dict[int, ActorRole]:
    found: dict[int, ActorRole] = {}
    for low, high in scene.clauses:
        for token in range(low, high):
            if scene.verb(token) in _STRUCK and not scene.is_passive(token):
                scene.objects.update(_objects(scene, token, high))
        # the trigger's own verb before others: 'Militants crossing the border clashed with ...'
        for token in sorted(range(low, high), key=lambda t: t not in scene.cue):
            for index, role in _of_token(scene, token, low, high):
                phrase = scene.phrases[index]
                if phrase.kind == "civilians" and role == "initiator":
                    continue
                if phrase.kind is None and not phrase.named and phrase.last - phrase.first == 1:
                    continue  # "members", "forces": of nobody knows whom
                if phrase.form == "office" or (role == "target" and phrase.is_place):
                    continue
                if (
                    role == "initiator"
                    and role in found.values()
                    and _is_beside(scene, token, phrase)
                ):
                    continue
                if _is_deed(scene, phrase) and (role == "target" or role in found.values()):
                    continue
                if role == "target" and _is_led(scene, token, phrase):
                    continue
                if phrase.form == "person" and not phrase.owns and not _tied(scene, phrase):
                    continue
                found.setdefault(index, role)
    return found


def _is_deed(scene: Scene, phrase: Phrase) -> bool:
    """Return whether a phrase only says of what kind a deed is: 'carried out a terrorist attack'."""
    return phrase.form == "thing" and not phrase.named and scene.lower[phrase.reach - 1] in _DEEDS


def _is_beside(scene: Scene, token: int, phrase: Phrase) -> bool:
    """Return whether a phrase only owns another deed than the event's: 'deployed to stop the M23 advance'."""
    return (
        token not in scene.cue
        and scene.verb(token) is None
        and phrase.form == "name"
        and scene.lower[token] in scene.words.nouns
    )


def _is_led(scene: Scene, token: int, phrase: Phrase) -> bool:
    """Return whether the subject brings its own: 'took his troops into X'."""
    owned = phrase.first > 0 and scene.lower[phrase.first - 1] in OWN
    return owned and not phrase.named and scene.lower[token] in _BRINGS


def _tied(scene: Scene, phrase: Phrase) -> bool:
    at = before(scene.tokens, phrase.first)
    return at > 0 and scene.lower[at] in ("to", "with") and scene.lower[at - 1] in TIES


def _of_token(scene: Scene, token: int, low: int, high: int) -> Roles:
    word = scene.lower[token]
    if word in BLAMES:
        yield from _blamed(scene, token, low, high)
        return
    if word == "responded" and scene.lower[token + 1 : token + 2] == ["with"]:
        yield from ((i, "initiator") for i in scene.subject(token, low))
    if word.startswith("exchange") and scene.lower[token + 1 : token + 3] in _OF_FIRE:
        yield from _of_noun(scene, token, "clash", high)
        return
    if word == "firing" and scene.lower[token + 1 : token + 2] == ["by"]:
        yield from _of_noun(scene, token, "hostile", high)
        return
    frame = scene.verb(token)
    if frame in (*_STRUCK, "move", "lose"):
        yield from _of_verb(scene, token, frame, low, high)
        return
    noun = scene.words.nouns.get(word)
    if noun in ("hostile", "clash") and token not in scene.at:
        yield from _of_noun(scene, token, noun, high)
    if word == "came" and scene.lower[token + 1 : token + 2] == ["under"]:
        yield from ((i, "target") for i in scene.subject(token, low))
    if (
        word in ("claimed", "claims", "claiming")
        and "responsibility" in scene.lower[token + 1 : token + 3]
    ):
        yield from ((i, "initiator") for i in scene.subject(token, low))
    if word in ("exchanged", "traded") and "fire" in scene.lower[token : token + 3]:
        yield from ((i, "participant") for i in scene.subject(token, low))
        yield from ((i, "participant") for i in scene.after(token, high, prepositions=("with",)))


def _of_verb(scene: Scene, token: int, frame: str, low: int, high: int) -> Roles:
    word = scene.lower[token]
    first: ActorRole = "participant" if frame == "clash" else "initiator"
    second: ActorRole = "participant" if frame == "clash" else "target"
    if frame in ("lose", "repel"):
        first, second = "target", "initiator"
    if scene.is_passive(token) and frame in _STRUCK:
        if word not in _HARMS:
            yield from (
                (i, second) for i in scene.subject(token, low) if not scene.phrases[i].is_place
            )
        yield from ((i, first) for i in scene.after(token, high, prepositions=("by",)))
    else:
        yield from ((i, first) for i in scene.subject(token, low))
        if frame == "lose":
            yield from ((i, second) for i in scene.after(token, high, prepositions=("to",)))
        is_shot_down = scene.lower[token + 1 : token + 2] == ["down"]
        if frame in _STRUCK and (word not in _HARMS or is_shot_down):
            yield from ((i, second) for i in _objects(scene, token, high))
        if frame in _OBJECT_BY_PREPOSITION:
            near = min(high, token + 5)
            yield from (
                (i, second)
                for i in scene.after(token, near, prepositions=_OBJECT_BY_PREPOSITION[frame])
            )
    if frame == "hostile":
        for i in scene.after(token, high, prepositions=("from",)):
            if scene.phrases[i].kind in ("state", "group") and not scene.phrases[i].is_place:
                yield i, "target"


def _objects(scene: Scene, token: int, high: int) -> list[int]:
    """Return the phrases that are the object of the verb at `token`: 'shot the drone', 'shot down the drone'."""
    objects = scene.after(token, high)
    if not objects and scene.lower[token + 1 : token + 2] in (["down"], ["out"], ["back"]):
        return scene.after(token + 1, high)
    return objects


def _of_noun(scene: Scene, token: int, noun: str, high: int) -> Roles:
    first: ActorRole = "participant" if noun == "clash" else "initiator"
    second: ActorRole = "participant" if noun == "clash" else "target"
    for index in _owners(scene, token):
        yield index, first
    between = scene.after(token, min(high, token + 8), prepositions=("between",))
    if len(between) > 1:
        yield from ((i, "participant") for i in between)
        return
    yield from ((i, first) for i in scene.after(token, high, prepositions=("by",)))
    prepositions = ("with", "against") if noun == "clash" else ("on", "against")
    near = min(high, token + 8)
    yield from ((i, second) for i in scene.after(token, near, prepositions=prepositions))
    if scene.lower[token] in _DONE_TO:
        yield from ((i, second) for i in scene.after(token, near, prepositions=("of",)))


def _owners(scene: Scene, token: int) -> list[int]:
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


def _blamed(scene: Scene, token: int, low: int, high: int) -> Roles:
    """Read 'blamed on X', 'blamed X for', 'accused X of', 'X was accused of'."""
    by_on = scene.after(token, min(high, token + 8), prepositions=("on",))
    objects = scene.after(token, high)
    if not by_on and scene.is_passive(token) and scene.lower[token - 1] in AUX:
        objects = scene.subject(token, low)
    yield from ((i, "initiator") for i in objects or by_on)


def _diplomatic(scene: Scene) -> dict[int, ActorRole]:
    found: dict[int, ActorRole] = {}
    for low, high in scene.clauses:
        for token in range(low, high):
            for index, role in _of_table(scene, token, low, high):
                phrase = scene.phrases[index]
                if not phrase.named and phrase.kind not in ("state", "group"):
                    continue  # "leaders", "the delegations"
                if role != "participant" or index not in found:
                    found[index] = role
    for index, phrase in enumerate(scene.phrases):
        if phrase.form in ("mediator", "host"):
            found[index] = "mediator" if phrase.form == "mediator" else "host"
    return {
        i: r for i, r in found.items() if r != "participant" or scene.phrases[i].form != "thing"
    }


def _of_table(scene: Scene, token: int, low: int, high: int) -> Roles:
    word = scene.lower[token]
    if scene.words.nouns.get(word) == "third":
        yield from _third(scene, token, high)
    frame = scene.verb(token)
    if frame in ("meet", "host", "mediate"):
        yield from _of_meeting(scene, token, frame, low, high)
        return
    if scene.words.nouns.get(word) == "meet" and token not in scene.at:
        yield from ((i, "participant") for i in _owners(scene, token))
        near = min(high, token + 9)
        between = scene.after(token, near, prepositions=("between", "among"))
        if len(between) > 1:
            yield from ((i, "participant") for i in between)
        else:
            yield from (
                (i, "participant") for i in scene.after(token, near, prepositions=("with",))
            )
        if scene.lower[token + 1 : token + 2] == ["by"]:
            yield from ((i, "participant") for i in scene.after(token, near, prepositions=("by",)))


def _of_meeting(scene: Scene, token: int, frame: str, low: int, high: int) -> Roles:
    word = scene.lower[token]
    role: ActorRole = "participant"
    if frame != "meet":
        role = "host" if frame == "host" else "mediator"
    if scene.is_passive(token):
        is_reduced = scene.lower[token - 1] not in AUX
        if word in _WELCOMES and is_reduced and token - 1 not in scene.at:
            return  # "a proposal welcomed by X"
        yield from ((i, role) for i in scene.after(token, high, prepositions=("by",)))
        if frame in ("host", "meet") and scene.lower[token - 1] in AUX:
            yield from ((i, "participant") for i in scene.subject(token, low))
        yield from ((i, "participant") for i in _among(scene, token, high))
        return
    objects = scene.after(token, high)
    is_negated = any(w in _NEGATED for w in scene.lower[max(low, token - 4) : token])
    if not is_negated and (frame != "host" or objects or word.startswith(("host", "co-host"))):
        yield from ((i, role) for i in scene.subject(token, low))
    if frame == "host" or word in ("met", "meet", "meets", "meeting"):
        scene.objects.update(objects)
        yield from ((i, "participant") for i in objects)
    if frame == "meet":
        yield from ((i, "participant") for i in scene.after(token, high, prepositions=("with",)))
        yield from ((i, "participant") for i in _among(scene, token, high))


def _among(scene: Scene, token: int, high: int) -> list[int]:
    between = scene.after(token, min(high, token + 8), prepositions=("between",))
    if scene.lower[token].startswith("shuttl"):
        return []  # between places, not parties
    return between if len(between) > 1 else []


def _third(scene: Scene, token: int, high: int) -> Roles:
    """Read 'under the auspices of X', 'Omani mediation', 'mediators from X'."""
    role: ActorRole = "host" if scene.lower[token] == "invitation" else "mediator"
    index = scene.at.get(token)
    if index is not None and scene.phrases[index].named:
        yield index, role
    for owner in _owners(scene, token):
        yield owner, role
    after = scene.lower[token + 1 : token + 2]
    if after in (["of"], ["from"], ["by"]):
        yield from ((i, role) for i in scene.after(token, high, prepositions=(after[0],)))
        for at in range(token + 2, min(high, token + 6)):
            if at in scene.at:
                yield from ((i, role) for i in scene.joined[scene.at[at]])
                break

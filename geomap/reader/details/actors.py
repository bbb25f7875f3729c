"""Who takes part in an event, as its sentence names them: initiator, target, participant, host, mediator.

Read from surface structure: who stands before the verb, after 'by', 'with', 'between', 'on'. What the
rules make of it is weighed with other signs (`parties`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.model import ActorKind, ActorRole
from geomap.reader.answers import Heard
from geomap.reader.details import meetings
from geomap.reader.details.acts import HARMS, elsewhere, is_downing, owners
from geomap.reader.details.bystanders import is_deed
from geomap.reader.details.parties import heard_besides, weighed
from geomap.reader.grammar.phrases import Phrase, before
from geomap.reader.grammar.scene import FAR, Scene, scene
from geomap.reader.wording.actor_words import word_set
from geomap.reader.wording.grammar_words import AUX, BLAMES, LAUNCHED, OWN, PREPOSITIONS, TIES
from geomap.reader.wording.lexicon import lexicon

_OBJECT_BY_PREPOSITION = {"hostile": ("on", "at", "against"), "clash": ("with", "against")}
_STRUCK = ("hostile", "clash", "repel")  # frames whose verbs have an object
# Nouns of deeds that are done to people: 'the abduction of farmers'.
_DONE_TO = word_set(
    """massacre massacres slaughter kidnapping kidnappings abduction abductions assassination execution
    executions"""
)
_OF_FIRE = (["of", "fire"], ["of", "gunfire"], ["of", "shots"])
_PULLED_OUT = word_set("out back away its their his")
_FIRES = word_set(
    "fire fired fires firing launched launching shelled shelling hit hits struck bombarded"
)
_ANSWERED = word_set("responded replied answered retaliated")
_COMES = word_set("came come comes coming")
_HOW_FULL = word_set("full complete total firm effective partial sole")
_NO_MORE = word_set("not no never longer nor neither")
_NAMED_AS = word_set("the town city village of central nearby")
_BRINGS = word_set(
    "take takes took taking taken push pushed drive drove move moved send sent lead led"
)


class Found(NamedTuple):
    """An actor where it stands: sentence[start:end]."""

    start: int
    end: int
    role: ActorRole
    kind: ActorKind | None
    learnt: bool = False  # no rule gives it a part


def find(
    sentence: str,
    *,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None,
    site: str,
    status: str = "occurred",
    places: Sequence[tuple[int, int]] = (),
    holders: Sequence[str] = (),
    heard: Heard | None = None,
) -> list[Found]:
    """Return who takes part in the event of `mention`, by offset; none overlaps the mention.

    `mention`, `trigger` and `places` (names read as places themselves) are ranges of `sentence`.
    `holders` are told of already, by their stance on the place: of them only the rules speak.
    `heard` is what the network says of each word.
    """
    taken = scene(sentence, mention, trigger, site, places)
    by_rule = ruled(taken)
    roles = weighed(taken, by_rule, status, heard)
    found = [
        Found(p.start, p.end, roles[i], p.kind, learnt=i not in by_rule)
        for i, p in enumerate(taken.phrases)
        if i in roles and not (p.start < mention[1] and mention[0] < p.end)
    ]
    ruled_at = {taken.phrases[i].start for i in by_rule}
    if heard:
        ranges = [mention, *((one.start, one.end) for one in found)]
        besides = heard_besides(heard, sentence, ranges)
        found = sorted([*found, *(Found(*one, None, learnt=True) for one in besides)])
    return [
        one
        for one in found
        if one.start in ruled_at
        or not any(_is_part(sentence[one.start : one.end], holder) for holder in holders)
    ]


def _is_part(words: str, of: str) -> bool:
    """Return whether `words` stand whole in `of`: no 'Niger' in 'Nigeria'."""
    return re.search(rf"\b{re.escape(words)}\b", of) is not None


def ruled(taken: Scene) -> dict[int, ActorRole]:
    """Return who takes part by the rules alone, by phrase."""
    return meetings.roles(taken) if taken.site == "diplomatic" else _battlefield(taken)


Roles = Iterator[tuple[int, ActorRole]]


def _battlefield(scene: Scene) -> dict[int, ActorRole]:
    found: dict[int, ActorRole] = {}
    others = elsewhere(scene)
    for low, high in scene.clauses:
        for token in range(low, high):
            if scene.verb(token) in _STRUCK and not scene.is_passive(token):
                scene.objects.update(_objects(scene, token, high))
        # the trigger's own verb before others: 'Militants crossing the border clashed with ...'
        for token in sorted(range(low, high), key=lambda t: t not in scene.cue):
            if token in others:
                continue
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
                if is_deed(scene, phrase) and (role == "target" or role in found.values()):
                    continue
                if role == "target" and _is_led(scene, token, phrase):
                    continue
                if phrase.form == "person" and not phrase.owns and not _tied(scene, phrase):
                    continue
                found.setdefault(index, role)
    return found


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
    if word in _ANSWERED and _is_with_arms(scene, token):
        yield from ((i, "initiator") for i in scene.subject(token, low))
    if word.startswith("exchange") and scene.lower[token + 1 : token + 3] in _OF_FIRE:
        yield from _of_noun(scene, token, "clash", high)
        return
    if word == "firing" and scene.lower[token + 1 : token + 2] == ["by"]:
        yield from _of_noun(scene, token, "hostile", high)
        return
    if word == "left" and _is_given_up(scene, token) and not scene.is_passive(token):
        yield from _leaving(scene, token, low, high)
    if word == "control" and (held := _holders(scene, token, low)):
        yield from ((i, "initiator") for i in held)
        return
    frame = scene.verb(token)
    if frame in (*_STRUCK, "move", "leave", "lose"):
        yield from _of_verb(scene, token, frame, low, high)
        return
    noun = scene.words.nouns.get(word)
    if noun == "leave" and token not in scene.at:
        yield from ((i, "participant") for i in owners(scene, token))
        yield from ((i, "participant") for i in scene.after(token, high, prepositions=("of", "by")))
    if noun in ("hostile", "clash") and token not in scene.at:
        yield from _of_noun(scene, token, noun, high)
    if word in _COMES and not scene.subject(token, low):  # "the shell came from Serb positions"
        for i in scene.after(token, min(high, token + 6), prepositions=("from",)):
            if scene.phrases[i].form == "thing":
                yield i, "initiator"
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


def _is_given_up(scene: Scene, token: int) -> bool:
    """Return whether the place is what is left at `token`: 'left the old town of X', not 'left dozens dead in X'."""
    words = scene.lower[token + 1 : scene.mention]
    if len(words) < 2:
        return scene.mention > token and all(w in _NAMED_AS or w.endswith("ern") for w in words)
    return len(words) < 5 and words[0] == "the" and words[-1] in _NAMED_AS


def _is_with_arms(scene: Scene, token: int) -> bool:
    """Return whether one answers at `token` with a deed or a weapon: 'responded with heavy fire', not 'with fury'."""
    if scene.lower[token + 1 : token + 2] != ["with"]:
        return False
    for word in scene.lower[token + 2 : token + 6]:
        if word in PREPOSITIONS:
            break
        if word == "fire" or word in lexicon().weapons or scene.words.nouns.get(word) == "hostile":
            return True
    return False


def _of_verb(scene: Scene, token: int, frame: str, low: int, high: int) -> Roles:
    word = scene.lower[token]
    if frame == "leave":
        yield from _leaving(scene, token, low, high)
        return
    if is_downing(scene, token):
        if _is_launched(scene, token):
            yield from ((i, "initiator") for i in _things(scene, token, low, high))
            return
        if token not in scene.cue and not low <= scene.mention < high:
            return  # "intercepted a missile before it reached X"
    first: ActorRole = "participant" if frame == "clash" else "initiator"
    second: ActorRole = "participant" if frame == "clash" else "target"
    if frame in ("lose", "repel"):
        first, second = "target", "initiator"
    if scene.is_passive(token) and frame in _STRUCK:
        if word not in HARMS:
            yield from (
                (i, second) for i in scene.subject(token, low) if not scene.phrases[i].is_place
            )
        yield from ((i, first) for i in scene.after(token, high, prepositions=("by",)))
    else:
        yield from ((i, first) for i in scene.subject(token, low))
        if frame == "lose":
            yield from ((i, second) for i in scene.after(token, high, prepositions=("to",)))
        is_shot_down = scene.lower[token + 1 : token + 2] == ["down"]
        if frame in _STRUCK and (word not in HARMS or is_shot_down):
            yield from ((i, second) for i in _objects(scene, token, high))
        if frame in _OBJECT_BY_PREPOSITION:
            near = min(high, token + 5)
            yield from (
                (i, second)
                for i in scene.after(token, near, prepositions=_OBJECT_BY_PREPOSITION[frame])
            )
    if frame == "hostile":
        for i in scene.after(token, high, prepositions=("from",)):
            phrase = scene.phrases[i]
            if phrase.kind in ("state", "group") and not phrase.is_place:
                yield i, "initiator" if phrase.form == "thing" and word in _FIRES else "target"


def _is_launched(scene: Scene, token: int) -> bool:
    """Return whether what was brought down came from the event's own place: 'drones launched from Oryol'."""
    for at in range(scene.mention - 1, max(0, scene.mention - FAR), -1):
        if scene.lower[at] in LAUNCHED | _COMES:
            return at != token and "from" in scene.lower[at + 1 : at + 4]
    return False


def _things(scene: Scene, token: int, low: int, high: int) -> list[int]:
    """Return whose things the verb at `token` is about: 'shot down Russian drones'."""
    found = scene.subject(token, low) if scene.is_passive(token) else _objects(scene, token, high)
    return [i for i in found if scene.phrases[i].form == "thing"]


def _holders(scene: Scene, token: int, low: int) -> list[int]:
    """Return who is 'in control' or 'in full control' of a place; [] where nobody is."""
    at = token - 1
    while at > low and scene.lower[at] in _HOW_FULL:
        at -= 1
    if at <= low or scene.lower[at] != "in":
        return []
    if not _NO_MORE.isdisjoint(scene.lower[max(low, at - 2) : at]):
        return []
    found = scene.subject(at, low)
    first = scene.phrases[found[0]].first if found else 0
    if "not" not in scene.lower[max(low, first - 2) : first]:
        return found
    # 'the army, not the rebels, is in control'
    earlier = scene.phrases[found[0] - 1] if found[0] else None
    is_beside = earlier is not None and 0 <= first - earlier.last <= 3
    return scene.joined[found[0] - 1] if is_beside else []


def _leaving(scene: Scene, token: int, low: int, high: int) -> Roles:
    """Read who gives a place up: 'the army left', 'abandoned by the army'; 'pulled a man from' is a deed."""
    follows = scene.lower[token + 1 : token + 3]
    is_deed = scene.lower[token].startswith("pull") and _PULLED_OUT.isdisjoint(follows)
    role: ActorRole = "initiator" if is_deed else "participant"
    found = scene.subject(token, low)
    if scene.is_passive(token):
        found = found + scene.after(token, high, prepositions=("by",))
    yield from ((i, role) for i in found if scene.phrases[i].kind != "civilians")


def _objects(scene: Scene, token: int, high: int) -> list[int]:
    """Return the phrases that are the object of the verb at `token`: 'shot the drone', 'shot down the drone'."""
    objects = scene.after(token, high)
    if not objects and scene.lower[token + 1 : token + 2] in (["down"], ["out"], ["back"]):
        return scene.after(token + 1, high)
    return objects


def _of_noun(scene: Scene, token: int, noun: str, high: int) -> Roles:
    first: ActorRole = "participant" if noun == "clash" else "initiator"
    second: ActorRole = "participant" if noun == "clash" else "target"
    for index in owners(scene, token):
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


def _blamed(scene: Scene, token: int, low: int, high: int) -> Roles:
    """Read 'blamed on X', 'blamed X for', 'accused X of', 'X was accused of'."""
    by_on = scene.after(token, min(high, token + 8), prepositions=("on",))
    objects = scene.after(token, high)
    if not by_on and scene.is_passive(token) and scene.lower[token - 1] in AUX:
        objects = scene.subject(token, low)
    yield from ((i, "initiator") for i in objects or by_on)

"""Who takes part in a meeting, who hosts it, and who mediates, as its sentence names them."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.model import ActorRole
from geomap.reader.details.acts import elsewhere, owners
from geomap.reader.grammar.scene import Scene
from geomap.reader.wording.actor_words import word_set
from geomap.reader.wording.grammar_words import AUX, BE, DETERMINERS, OWN, TELLS_WHEN

NEGATED = word_set(
    """not never refused refuses declined declines without abandoned abandons scrapped dropped cancelled canceled
    shelved unable"""
)
_EXPECTED = word_set("due expected back again to be also already still now not")
_TRIPS = word_set("visit trip tour stopover")
_SINCE = word_set("since after during following before from on")
_WELCOMES = word_set("welcomed received greeted")

Roles = Iterator[tuple[int, ActorRole]]


def roles(scene: Scene) -> dict[int, ActorRole]:
    """Return who takes part in the meeting, or hosts or mediates it, by phrase."""
    found: dict[int, ActorRole] = {}
    others = elsewhere(scene)
    for low, high in scene.clauses:
        for token in range(low, high):
            if token in others:
                continue
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
    if word in ("in", "at") and token < scene.mention < token + 4:
        yield from ((i, "participant") for i in _present(scene, token, low))
    if word in _TRIPS and not owners(scene, token):
        yield from ((i, "participant") for i in _travelling(scene, token, high))
    frame = scene.verb(token)
    if frame in ("meet", "host", "mediate"):
        yield from _of_meeting(scene, token, frame, low, high)
        return
    if scene.words.nouns.get(word) == "meet" and token not in scene.at:
        yield from ((i, "participant") for i in owners(scene, token))
        near = min(high, token + 9)
        between = scene.after(token, near, prepositions=("between", "among"))
        if len(between) > 1:
            yield from ((i, "participant") for i in between)
        else:
            yield from (
                (i, "participant") for i in scene.after(token, near, prepositions=("with",))
            )
        if word in _TRIPS or scene.lower[token + 1 : token + 2] == ["by"]:
            yield from ((i, "participant") for i in scene.after(token, near, prepositions=("by",)))


def _present(scene: Scene, token: int, low: int) -> list[int]:
    """Return who is, or is to be, where the preposition at `token` leads: 'Lavrov is due in X'; [] for nobody."""
    at = token
    while at > low + 1 and scene.lower[at - 1] in _EXPECTED:
        at -= 1
    if at <= low or scene.lower[at - 1] not in BE or "not" in scene.lower[at - 1 : token]:
        return []
    found = [i for i in scene.subject(at, low) if scene.phrases[i].kind == "person"]
    return [i for i in found if scene.lower[scene.phrases[i].first - 1] != "no"]


def _travelling(scene: Scene, token: int, high: int) -> list[int]:
    """Return whose the visit at `token` is that nobody owns: 'Kim has not been seen since a visit to X'."""
    if "by" in scene.lower[token + 1 : min(high, token + 8)]:
        return []
    at = token - 1
    while at > 0 and token - at < 4 and scene.lower[at] not in _SINCE:
        if (index := scene.at.get(at)) is not None:  # 'since Biden ended a visit'
            phrase = scene.phrases[index]
            is_who = phrase.kind == "person" and scene.lower[phrase.first - 1] in _SINCE
            return [index] if is_who else []
        if scene.tokens[at].capital:
            return []
        at -= 1
    if at <= 0 or scene.lower[at] not in _SINCE or "," in scene.lower[at:token]:
        return []
    found = scene.subject_before(at)
    if not found or not _opens(scene, scene.phrases[found[0]].first):
        return []
    persons = [p for p in scene.phrases if p.kind == "person" and p.last <= at]
    if len(persons) > 1 and not OWN.isdisjoint(scene.lower[at:token]):
        return []  # "Abbas met Moran during his visit"
    return [i for i in found if scene.phrases[i].kind == "person"]


def _opens(scene: Scene, first: int) -> bool:
    """Return whether nothing but a time stands before the phrase at `first` in its clause."""
    low = scene.clause_at(first)[0]
    return all(word in TELLS_WHEN | DETERMINERS | {","} for word in scene.lower[low:first])


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
    is_negated = any(w in NEGATED for w in scene.lower[max(low, token - 4) : token])
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
    for owner in owners(scene, token):
        yield owner, role
    after = scene.lower[token + 1 : token + 2]
    if after in (["of"], ["from"], ["by"]):
        yield from ((i, role) for i in scene.after(token, high, prepositions=(after[0],)))
        for at in range(token + 2, min(high, token + 6)):
            if at in scene.at:
                yield from ((i, role) for i in scene.joined[scene.at[at]])
                break

"""Who of a sentence takes no part in its event although nothing else is said of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice

from geomap.reader.details.acts import HARMS, elsewhere, is_downing
from geomap.reader.details.meetings import NEGATED
from geomap.reader.grammar.phrases import Phrase, before
from geomap.reader.grammar.scene import Scene
from geomap.reader.wording.actor_words import word_set
from geomap.reader.wording.grammar_words import AUX, OWN

NEAR = 8  # tokens in which a phrase's verb is sought
_REACH = 60  # tokens between one who takes part and the place
_TELLS = word_set("denied denies deny prefer prefers preferred")  # 'Tehran would prefer Muscat'
_NOT = NEGATED | word_set("no nor neither nowhere")
_COUNTS = word_set("put puts estimated estimates")  # 'Kyiv put losses at 130 tanks'
_LOST = word_set("losses loss casualties deaths dead toll wounded number")
_SUFFERS = word_set("suffered suffers suffer sustained endured faced faces")
_DEEDS = word_set(
    "attack attacks raid raids assault assaults bombing bombings operation operations"
)
_NO_DEEDS = word_set("including during morning evening following")  # end in '-ing'


def left_open(scene: Scene, rules: Mapping[int, object], status: str) -> list[int]:
    """Return the phrases to which the rules give no role and that may name one who takes part all the same."""
    others = elsewhere(scene)
    return [
        index
        for index, phrase in enumerate(scene.phrases)
        if index not in rules
        and index not in scene.dropped
        and not is_deed(scene, phrase)
        and abs(phrase.first - scene.mention) < _REACH
        and not _does_something_else(scene, phrase, others)
        and not _is_object_of_another(scene, phrase)
        and not _is_ruled_out(scene, phrase, scene.ruled[index])
        and not _is_denied(scene, phrase, status)
        and not _describes(scene, index, rules)
    ]


def is_deed(scene: Scene, phrase: Phrase) -> bool:
    """Return whether a phrase only says of what kind a deed is: 'carried out a terrorist attack'."""
    return phrase.form == "thing" and not phrase.named and scene.lower[phrase.reach - 1] in _DEEDS


def verb_after(scene: Scene, phrase: Phrase) -> int | None:
    """Return the verb of the table that follows a phrase in its clause."""
    _, last = scene.clause_at(phrase.first)
    end = max(phrase.last, phrase.reach)
    return next((at for at in range(end, min(last, end + NEAR)) if scene.verb(at)), None)


def is_done_to(scene: Scene, phrase: Phrase) -> bool:
    """Return whether something is done to one, who so is no initiator: 'soldiers killed in a clash', 'Kyiv lost two'."""
    verb = verb_after(scene, phrase)
    if verb is not None and (scene.is_passive(verb) or scene.verb(verb) == "lose"):
        return True
    at = phrase.last
    return _first_word(scene, phrase) in _SUFFERS or scene.lower[at : at + 2] == ["came", "under"]


def _first_word(scene: Scene, phrase: Phrase) -> str:
    """Return the word behind a phrase and its auxiliaries; "" at the sentence's end."""
    behind = islice(scene.lower, phrase.last, None)
    return next((word for word in behind if word not in AUX), "")


def _does_something_else(scene: Scene, phrase: Phrase, others: Collection[int]) -> bool:
    """Return whether what one does is no part of the event: it is done elsewhere, or only told, or a downing."""
    does = _first_word(scene, phrase)
    if does in _TELLS or (
        does in _COUNTS and not _LOST.isdisjoint(scene.lower[phrase.last : phrase.last + 5])
    ):
        return True
    verb = verb_after(scene, phrase)
    if verb is not None and (verb in others or is_downing(scene, verb)):
        return True
    return scene.clause_at(phrase.first) not in scene.clauses


def _is_object_of_another(scene: Scene, phrase: Phrase) -> bool:
    """Return whether one is what another deed is done to: 'helping the army', 'to brief the king', 'lost troops'."""
    at = before(scene.tokens, phrase.first)
    if at < 0:
        return False
    word, frame = scene.lower[at], scene.verb(at)
    if frame is not None:
        return frame == "lose" or word in HARMS
    if any(scene.verb(earlier) == "lose" for earlier in range(max(0, at - 5), at)):
        return True  # 'lost forty tanks and troops'
    if word in scene.words.nouns or word in _NO_DEEDS or at in scene.at:
        return False
    if scene.tokens[at].capital or at == scene.mention or at in scene.elsewhere:
        return False  # 'on a visit to Kelm the president ...'
    return word.endswith("ing") or (at > 0 and scene.lower[at - 1] == "to")


def _is_ruled_out(scene: Scene, phrase: Phrase, ruled: str) -> bool:
    """Return whether a phrase says by whom another is led or blamed, where a thing came from, or that nobody did."""
    at = before(scene.tokens, phrase.first)
    if ruled == "by":  # 'condemned by France', 'rebels backed by Rwanda'
        return at < 1 or (
            scene.verb(at - 1) is None and scene.lower[at - 1] not in scene.words.nouns
        )
    follows = scene.lower[phrase.last : phrase.last + 1]
    if phrase.form == "office" and not phrase.named and follows and follows[0] in scene.words.nouns:
        return True  # 'an official visit'
    return (ruled == "from" and phrase.is_place) or scene.lower[at : at + 1] == ["no"]


def _is_denied(scene: Scene, phrase: Phrase, status: str) -> bool:
    """Return whether it is said of one that he did not, of what somebody did: 'the militia are not in control'."""
    if status == "did_not_occur":
        return False
    verb = verb_after(scene, phrase)
    last = min(verb or phrase.last + 4, scene.clause_at(phrase.first)[1])
    words = scene.lower[phrase.last : last + 1]
    cut = next((at for at, word in enumerate(words) if word in ("but", "and", ",")), len(words))
    return not _NOT.isdisjoint(words[:cut])


def _describes(scene: Scene, index: int, rules: Mapping[int, object]) -> bool:
    """Return whether a phrase only stands for one of the rules': 'Rubio, the US envoy', 'the army said its soldiers'."""
    phrase = scene.phrases[index]
    for other in {index - 1, index + 1} & rules.keys():
        beside = scene.phrases[other]
        apart = max(phrase.first, beside.first) - min(phrase.last, beside.last)
        if {phrase.form, beside.form} == {"office", "person"} and apart < 3:
            return True
    owned = phrase.first > 0 and scene.lower[phrase.first - 1] in OWN
    return owned and not phrase.named and bool(rules)

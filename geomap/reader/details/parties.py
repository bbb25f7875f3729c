"""Who takes part in an event where the rules of grammar leave it open: weighed by how a phrase stands to the event.

Each phrase of the sentence that may name somebody has signs; what each is worth for each role is in
`party_weights`, learnt by `geomap.training.parties` from events whose parties people have marked. Where
the large network was heard, what it says of the phrase's words counts too, and words in which no phrase
was seen take part if it says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from geomap.model import ActorRole
from geomap.reader.answers import Heard, any_likely
from geomap.reader.decode import Floats
from geomap.reader.details.bystanders import NEAR, is_done_to, left_open, verb_after
from geomap.reader.details.meetings import NEGATED
from geomap.reader.details.named import trimmed
from geomap.reader.details.party_weights import WEIGHTS
from geomap.reader.grammar.phrases import Phrase, before
from geomap.reader.grammar.scene import Scene
from geomap.reader.labels import ACTOR_ROLES
from geomap.reader.wording.grammar_words import SAYS

_NEVER = -50.0
_INITIATOR = ACTOR_ROLES.index("initiator")
SURE = 0.7  # likelihood from which a phrase that no rule speaks of takes part
KEPT = 0.2  # below it one to which the rules give a role doesn't, where the network was heard
HEARD = 0.8  # from it words take part that the phrases taken don't hold
SIGNS = 0.5  # what a phrase's signs count beside what is heard
_ARTICLES = frozenset({"a", "an", "the"})
Rules = Mapping[int, ActorRole]  # phrase -> the role that the rules give it


def weighed(
    scene: Scene, rules: Rules, status: str, heard: Heard | None = None
) -> dict[int, ActorRole]:
    """Return who takes part, by phrase of `scene`, and as what: those of the rules, and who is likely besides."""
    found = dict(rules)
    least = dict.fromkeys(left_open(scene, rules, status), SURE)
    if heard:
        least |= dict.fromkeys(rules, KEPT)
    for index, sure in least.items():
        worths = _worths(scene, index, rules, status, heard)
        if any_likely(worths) > sure:
            found[index] = _likeliest(worths)
        else:
            found.pop(index, None)
    return found


def _worths(scene: Scene, index: int, rules: Rules, status: str, heard: Heard | None) -> Floats:
    """Return what speaks for each role of a phrase, beside its taking no part: (roles,)."""
    phrase = scene.phrases[index]
    worths = np.zeros(len(ACTOR_ROLES), np.float32)
    for sign in set(signs(scene, index, rules, status)):
        worths += WEIGHTS.get(sign, 0.0)
    if heard:
        worths = SIGNS * worths + heard.of(phrase.start, phrase.end)
    if is_done_to(scene, phrase):
        worths[_INITIATOR] = _NEVER
    return worths


def _likeliest(worths: Floats) -> ActorRole:
    return ACTOR_ROLES[int(worths.argmax())]


def heard_besides(
    heard: Heard, sentence: str, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, ActorRole]]:
    """Yield who else takes part by what is heard: ranges of `sentence`, apart from those `taken`, and roles."""
    for first, past, worths in heard.runs(HEARD):
        start, end = trimmed(sentence, first, past)
        if start == end or sentence[start:end].lower() in _ARTICLES:
            continue
        # 'aircraft' where 'Israeli' is taken
        if not any(
            (s < end and start < e) or _touch(sentence, (s, e), (start, end)) for s, e in taken
        ):
            yield start, end, _likeliest(worths)


def _touch(sentence: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether only blanks stand between two ranges of `sentence`."""
    (_, end), (start, _) = sorted((one, other))
    return end <= start and not sentence[end:start].strip()


def signs(scene: Scene, index: int, rules: Rules, status: str) -> Iterator[str]:
    """Yield what speaks for and against a phrase's taking part."""
    phrase, site, lower = scene.phrases[index], scene.site, scene.lower
    rule = rules.get(index, "none")
    yield "any"
    yield f"rule {rule}"
    yield f"rule {rule} {site}"
    yield f"{site} {status}"
    low, high = scene.clause_at(phrase.first)
    yield f"negated {not NEGATED.isdisjoint(lower[low:high])} {site} {status}"
    yield from _of_itself(scene, phrase)
    yield from _of_its_place(scene, phrase, scene.ruled[index])
    yield from _of_the_cue(scene, phrase)
    yield from _of_verbs(scene, phrase, scene.ruled[index])
    others = {rules[other] for other in rules if other != index}
    yield f"phrases {min(3, len(scene.phrases) - 1)} {site}"
    yield f"beside rules {min(2, sum(other != index for other in rules))} {rule}"
    yield from (f"beside rule {other} {rule}" for other in sorted(others))
    if len(scene.joined[index]) > 1:
        yield f"joined {site}"
        yield from (
            f"joined rule {r}" for r in sorted({rules.get(j, "") for j in scene.joined[index]})
        )


def _of_itself(scene: Scene, phrase: Phrase) -> Iterator[str]:
    """Yield what it is, whatever it stands beside."""
    site, lower, common = scene.site, scene.lower, scene.words
    yield f"kind {phrase.kind} {site}"
    yield f"form {phrase.form} {site}"
    yield f"form {phrase.form} {phrase.kind}"
    yield f"named {phrase.named} {site}"
    yield f"owns {phrase.owns}"
    yield f"place {phrase.is_place}"
    yield from (
        f"word {word}"
        for word in lower[phrase.first : phrase.last]
        if word in common.heads or word in common.inside  # whose they are speaks for no role
    )
    end = max(phrase.last, phrase.reach)
    yield f"before it {lower[phrase.first - 1] if phrase.first else ''}"
    yield f"behind it {lower[end] if end < len(lower) else ''}"
    yield f"says {any(word in SAYS for word in lower[end : end + 5])}"
    yield f"said {any(word in SAYS for word in lower[max(0, phrase.first - 4) : phrase.first])}"


def _of_its_place(scene: Scene, phrase: Phrase, ruled: str) -> Iterator[str]:
    """Yield where it stands in its sentence, as seen from the event's place."""
    site, mention = scene.site, scene.mention
    side = "left" if phrase.first < mention else "right"
    low, high = sorted((phrase.first, mention))
    yield f"{side} {site}"
    yield f"{side} ruled {ruled}"
    yield f"ruled {ruled} {site}"
    yield f"{side} places {min(2, sum(low < at < high for at in scene.elsewhere))}"
    yield f"{side} clauses {min(3, sum(low < at <= high for at in scene.cuts))}"
    first, last = scene.clause_at(phrase.first)
    opens = next(p for p in scene.phrases if first <= p.first < last) is phrase
    yield f"opens {opens} {site} {bool(ruled)}"


def _of_the_cue(scene: Scene, phrase: Phrase) -> Iterator[str]:
    """Yield how it stands to the words that tell of the event."""
    site = scene.site
    own = scene.clause_at(phrase.first) == scene.clause_at(scene.mention)
    if not scene.cue:
        yield f"no cue {phrase.first < scene.mention} {site}"
        yield f"clause {own} {site}"
        return
    cue = min(scene.cue)
    side = "left" if phrase.first < cue else "right"
    told = scene.clause_at(phrase.first) == scene.clause_at(cue)
    yield f"clause {own} {told} {site}"
    yield f"cue {side} {told} {site}"
    yield f"cue {side} passive {scene.is_passive(cue)} {site}"
    yield f"cue {side} {scene.verb(cue)}"


def _of_verbs(scene: Scene, phrase: Phrase, ruled: str) -> Iterator[str]:
    """Yield the verbs of the table around it in its clause."""
    site, lower = scene.site, scene.lower
    first, _ = scene.clause_at(phrase.first)
    after = verb_after(scene, phrase)
    if after is not None:
        yield f"does {scene.verb(after)} {site} {scene.is_passive(after)}"
        yield f"does {lower[after]}"
        if lower[scene.mention - 1 : scene.mention] == ["from"]:
            yield f"does {scene.verb(after)} from"
    back = range(phrase.first - 1, max(first, phrase.first - NEAR) - 1, -1)
    done = next((t for t in back if scene.verb(t)), None)
    if done is not None:
        yield f"done {scene.verb(done)} {site} {ruled}"
        yield f"done {lower[done]}"
    at = before(scene.tokens, phrase.first)
    if at >= 0 and lower[at].endswith(("ing", "ed")) and scene.verb(at) is None:
        yield f"object of another {lower[at][-3:]} {site}"

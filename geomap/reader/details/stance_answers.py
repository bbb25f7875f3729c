"""Who answers an offer of a venue without naming it: 'Egypt offered X. The army agreed; the rebels refused.'"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.precision import REALISED
from geomap.reader.details.stances import (
    REFUSING,
    Found,
    Word,
    holding,
    may_tell,
    stance_of,
    words_of,
)
from geomap.reader.grammar.scene import Scene, scene
from geomap.reader.unreal import MOVED_AWAY
from geomap.reader.wording.actor_words import word_set
from geomap.reader.wording.grammar_words import SAYS

# 'The talks were moved from |'
_MOVED = re.compile(rf"\b{MOVED_AWAY}\s+(?:away\s+)?from\s+(?:the\s+)?$")
# 'at Israel's request'
_AT_REQUEST = re.compile(
    r"\bat\s+(?:the\s+)?(?P<by>(?:[A-Z][\w.-]*\s+){0,3}[A-Z][\w.-]*)['’]s?\s+(?:request|insistence|demand|urging)\b"
)
_CALLED_OFF = re.compile(
    r"\b(?:cancell?ed|called\s+off|scrapped|postponed|collapsed|fell\s+through|shelved|abandoned|put\s+off|suspended)\b"
)
_TALKS = r"(?:talks|meetings?|summit|negotiations|dialogue)"
# 'the rebels have accepted | ...', 'the army refuses | to go', 'Kyiv rejected | the idea'
_OF_THE_OFFER = re.compile(
    r"\s*(?:$|[,.;]|(?:while|but|and|though|although|because|saying|immediately|outright|at\s+once|on\s+\w{3,6}day)\b"
    r"|to\s+meet(?!\s+\w+\s+(?:demand|condition|term)s)\b"
    r"|(?:to\s+)?(?:(?:attend|go|come|travel|participate|take\s+part|join|appear)"
    r"|send\s+(?:\w+\s+)?(?:teams?|delegat\w+|envoys?|negotiators?|representatives?|anyone|officials?))(?=\s*(?:$|[,.;]"
    r"|(?:there|while|but|and|because|saying|unless|until|on\s+\w{3,6}day)\b"
    rf"|(?:(?:to|in|for)\s+)?(?:(?:the|any|such|these|those)\s+)?(?:[\w-]{{1,20}}\s+)?{_TALKS}\b))"
    r"|(?:of\s+)?it\b|(?:the|this|that|its|his|her|their)\s+(?:[\w-]{1,20}\s+)?(?:idea|proposal|offer|suggestion|venue|invitation|choice)\b"
    rf"(?!\s+(?:of|for|to|that|by)\s+(?!(?:the\s+)?(?:(?:[\w-]{{1,20}}\s+)?{_TALKS}|meet|host|hold|gather)\b)))"
)
_NEW_CLAUSE = re.compile(r"[;,.]|\b(?:while|but|and|after|when|because|as|though|although)\s")
_OPEN = word_set("whether if unless until may might could")
# 'while the | government | has refused'
_BODY = re.compile(
    r"\b(?:the|its|their)\s+(?P<who>government|opposition|junta|presidency|regime|authorities|leadership|cabinet|parliament)"
    r"\s+(?:(?:has|have|had|also|later|then)\s+)*$"
)


def answers(
    sentence: str,
    *,
    mention: tuple[int, int],
    status: str,
    places: Sequence[tuple[int, int]],
    following: Sequence[str],
    found: Sequence[Found],
) -> list[Found]:
    """Return who accepts, doubts or refuses the venue `mention` behind it or in the `following` sentences.

    `found` is what is said of it where it is named: there must be an offer to answer, or talks there
    that were called off or moved away. Where the sentence names other places, which of them is meant
    isn't told.
    """
    moved = _MOVED.search(sentence, max(0, mention[0] - 60), mention[0]) is not None
    if moved:
        asked = _AT_REQUEST.search(sentence, mention[1])
        more = [Found(asked["by"], "refuses", asked.group())] if asked else []
        return more or _answering(sentence, mention, found)
    if status in REALISED or places:
        return []
    is_open = any(one.stance in ("proposes", "accepts") for one in found)
    if not is_open and not (status == "ruled_out" and _CALLED_OFF.search(sentence)):
        return []
    more = _answering(sentence, mention, found)
    for text in following:
        more += _answering(text, (0, 0), [*found, *more])
    told = {(one.actor, one.stance) for one in found}
    return [one for one in more if (one.actor, one.stance) not in told]


def _answering(text: str, mention: tuple[int, int], known: Sequence[Found]) -> list[Found]:
    """Return who answers in `text` behind `mention`."""
    if not may_tell(text):
        return []
    taken = scene(text, mention, None, "diplomatic", ())
    found: list[Found] = []
    for word in words_of(taken):
        start, end = taken.tokens[word.first].start, taken.tokens[word.last - 1].end
        if start < mention[1] or word.stance == "proposes" or word.how not in ("verb", "state"):
            continue
        if mention[1] and not _NEW_CLAUSE.search(text, mention[1], start):
            continue
        if _OF_THE_OFFER.match(text, end) and _is_own_verb(taken, word):
            found += _body(taken, word, max(mention[1], start - 40)) or holding(
                taken, word, [mention], [*known, *found]
            )
    return found


def _is_own_verb(scene: Scene, word: Word) -> bool:
    """Return whether somebody answers by the word: not 'was refused', 'having refused', 'refused to answer questions'."""
    before = scene.lower[max(0, word.first - 3) : word.first]
    if _OPEN & set(scene.lower[max(0, word.first - 6) : word.first]):
        return False  # "has not said whether it accepts"
    if scene.lower[word.first] in SAYS and word.last == word.first + 1:
        return False  # "..., an aide confirmed"
    if before[-1:] == ["having"] or (word.how == "verb" and scene.is_passive(word.first)):
        return False
    return not any(w in REFUSING for w in before)


def _body(scene: Scene, word: Word, low: int) -> list[Found]:
    """Return the body without a name that answers: 'the government refuses'."""
    start, end = scene.tokens[word.first].start, scene.tokens[word.last - 1].end
    stance = stance_of(scene, word)
    body = _BODY.search(scene.sentence, low, start)
    return [Found(body["who"], stance, scene.sentence[start:end])] if body and stance else []

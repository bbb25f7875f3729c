"""The toll of an event that the next sentences tell: 'Jets bombed X. Nine people died, rescuers said.'"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.model import CasualtyKind
from geomap.precision import REALISED
from geomap.reader.details.casualties import Found, listed_with, stated
from geomap.reader.details.casualty_words import casualty_words
from geomap.reader.launching import is_origin
from geomap.reader.voice.speech import sayings
from geomap.reader.wording.lexicon import WORD

_WAR = r"(?:war|conflict|insurgency|rebellion|uprising|genocide|invasion|occupation|offensive|campaign|crisis|crackdown)"
_WHO = r"(?!\s+(?:monitor\w*|groups?|crimes|zones?|observatory|analysts?|reporters?|correspondents?)\b)"
_A_WAR = re.compile(rf"\b{_WAR}\b", re.I)
_LONG_AGO = re.compile(
    r"\b(?:in|of|since)\s+(?:1[5-9]|20)\d\d\b|\b(?:weeks?|months?|years?|decades?)\s+(?:ago|earlier|before)\b"
    r"|\blast\s+(?:month|year|spring|summer|autumn|winter|[A-Z][a-z]+)\b"
)
# What tells of another event, another place or a longer time.
_ELSEWHERE = re.compile(
    rf"\b(?:{_WAR}{_WHO}|another|elsewhere|separate(?:ly)?|meanwhile|similar|previous(?:ly)?|earlier|nearby|neighbou?ring|since(?!\s+(?:dawn|morning|midnight|noon|then))|ago"
    r"|(?:this|last|past|previous)\s+(?:\w+\s+)?(?:weeks?|months?|years?|days|\w+day|spring|summer|autumn|winter)|nationwide"
    r"|countrywide|(?:across|throughout|around)\s+the|in\s+the\s+(?:capital|country|region|north|south|east|west)\w*|in\s+other\s"
    r"|(?:other|second|third|fresh|first|latest|subsequent|later)\s+(?:\w+\s+)?(?:attacks?|strikes?|raids?|blasts?|explosions?|bombings?"
    r"|incidents?|clash(?:es)?|ambush(?:es)?)|daily|every\s+day|on\s+average|overall|altogether|crash\w*|accidents?"
    r"|earthquakes?|floods?|flooding|cholera|disease|collision|collided|famine|hunger|prisoners?|swap\w*|years?\s+(?:of|later)|(?:in|over|for|within)\s+(?:the\s+)?(?:\w+\s+){0,3}years?"
    r"|exchanged?\s+(?!of\s+fire|fire|shots|gunfire)|(?<!-)months?(?!-)|weeks|decades?|anniversary|in\s+(?:1[5-9]|20)\d\d|courts?|sentenced|jailed|convicted|trial|the\s+(?:day|night)\s+before|if|unless)\b",
    re.I,
)
_DAY = re.compile(
    r"\b(?:yesterday|tomorrow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May(?=\s+\d|\W)|June"
    r"|July|August|September|October|November|December)\b"
)
# 'said on | Monday': when it was told
_TOLD_ON = re.compile(
    r"\b(?:said|says|told\s+\w+|reported|announced|added|confirmed)\s+(?:late\s+|early\s+)?(?:on\s+)?(?:late\s+|early\s+)?$"
)
# 'two of the dead', 'children were among those killed'
_OF_THOSE = re.compile(
    r"\b(?:among\s+(?:those|the)|(?:of|for)\s+(?:those|the\s+(?:dead|wounded|injured|victims|casualties|survivors|bodies)))\b",
    re.I,
)
_MORE = re.compile(r"\b(?:more|further|also|another|the)\s*$|\bat\s+least\s+one\s+of\b", re.I)
_FIGURES = re.compile(
    r"\b(?:toll|figure|number|count|tally|put|puts|spoke|spoken|speaks|counted|estimated?)\b", re.I
)
_A_BOMB = re.compile(
    r"\ban?\s+(?:[\w-]+\s+){0,3}?(?:attack|strike|raid|bomb|bombing|blast|explosion|mine"
    r"|missile|drone|shell|rocket|ambush|clash|shooting|assault|bomber|gunman|grenade)\b",
    re.I,
)
_FLED = re.compile(
    r"\b(?:withdrew|withdrawn|fled|retreated)\s+from\s+(?:(?:the|near|around|inside|northern|southern|eastern|western)\s+){0,2}$"
)
# 'the group has killed | 400': in all its time; 'a man who killed | two': known of otherwise
_WHO_KILLED = re.compile(
    r"\b(?:has|have|who|that)\s+(?:had\s+|also\s+)?(?:killed|wounded|injured|murdered|claimed|kidnapped|abducted)\s+$"
)
# 'the | army | later killed | 30'
_KILLED = re.compile(
    r"(?P<who>[\w’'-]+)\s+(?:(?:has|have|had|also|later|then|reportedly|\w+ly)\s+){0,3}"
    r"(?:killed|wounded|injured|murdered|shot(?:\s+dead)?|abducted|kidnapped)\s+(?:(?:at|least|up|to|about|the|some)\s+){0,3}$"
)
_DEED = re.compile(
    r"(?:it|they|that|which|and|also|he|she|(?:(?:air)?strike|attack|raid|blast|explosion|bomb|bombing|bombardment|shelling|shell|missile|rocket"
    r"|drone|mortar|fire|gunfire|shrapnel|splinter|debris|assault|attacker|assailant|gunman|gunmen|bomber|violence|fighting|clashe?"
    r"|ambush|massacre|shooting|bullet|salvo|barrage|jet|plane|helicopter|mine|grenade|impact|collapse|detonation)s?)"
)
_STEM = 5  # letters
_TAKEN = re.compile(r"\b(?:abduct|kidnap)\w*\b|\btaken\s+hostage\b", re.I)
_MANY = 1_000  # so many are the dead of a war rather than of what is told in one sentence
_FATES: tuple[CasualtyKind | None, ...] = ("killed", "wounded", "missing", None)


def told_after(
    sentence: str,
    following: Sequence[tuple[int, str]],
    *,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None,
    status: str,
    others: Sequence[tuple[int, int]],
    own: Sequence[Found],
    context_before: str = "",
) -> list[Found]:
    """Return the numbers that the sentences after `sentence` give for its event at `mention`.

    `following` are those sentences with their offsets; the caller stops at one that names another
    place, which isn't looked for here. What is found has such offsets. `own` is what the sentence itself tells. Where another place of it has an
    event of its own (`others`), the toll may be that one's.
    """
    if status not in REALISED or not _is_one_event(sentence, mention, trigger, others):
        return []
    found: list[Found] = []
    told, context = list(own), f"{context_before} {sentence}"
    for offset, text in following:
        if _ELSEWHERE.search(text) or _is_of_another_day(text, sentence):
            break
        if casualty_words().any_word.search(text) or _FIGURES.search(text):
            before = next((one.kind for one in reversed(told)), None)
            more = [
                one
                for one in stated(text, before=before, context_before=context)
                if _is_its_own(text, one, told, sentence)
            ]
            told += more
            found += (m._replace(start=offset + m.start, end=offset + m.end) for m in more)
        context = f"{context} {text}"
    return found


def _is_one_event(
    sentence: str,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None,
    others: Sequence[tuple[int, int]],
) -> bool:
    """Return whether `sentence` tells of one event alone: its trigger names no war, nothing is of long ago."""
    if trigger is None or _A_WAR.search(sentence[slice(*trigger)]) or _LONG_AGO.search(sentence):
        return False
    if _is_left(sentence, mention):
        return False
    hit = [at for at in others if not _is_left(sentence, at)]
    return set(hit) <= listed_with(sentence, mention, hit)


def _is_left(sentence: str, name: tuple[int, int]) -> bool:
    """Return whether something only comes from the name: 'rockets fired from X', 'troops withdrew from X'."""
    if is_origin(sentence, name):
        return True
    return _FLED.search(sentence, max(0, name[0] - 60), name[0]) is not None


def _is_of_another_day(text: str, sentence: str) -> bool:
    """Return whether `text` names a day that `sentence` doesn't, save the day it was said."""
    return any(
        day.group() not in sentence
        and not _TOLD_ON.search(text, max(0, day.start() - 40), day.start())
        for day in _DAY.finditer(text)
    )


def _is_done_by_others(text: str, one: Found, sentence: str) -> bool:
    """Return whether somebody of whom `sentence` doesn't tell killed so many: 'The army killed 30 militants.'"""
    verb = _KILLED.search(text, max(0, one.start - 90), one.start)
    if verb is None:
        return False
    who = verb["who"].lower()
    told = {word[:_STEM] for word in WORD.findall(sentence.lower())}  # 'Israeli', 'Israel'
    return _DEED.fullmatch(who) is None and who[:_STEM] not in told


def _is_its_own(text: str, one: Found, told: Sequence[Found], sentence: str) -> bool:
    """Return whether a number counts those of the event of `sentence`, after what was `told` of it."""
    is_taken = one.kind == "captured" and _TAKEN.search(text) is not None
    if not (one.kind in _FATES or is_taken) or (one.low or one.high or 0) >= _MANY:
        return False
    if _OF_THOSE.search(text) or _WHO_KILLED.search(text, max(0, one.start - 60), one.start):
        return False
    if told and one.text.endswith("them"):
        return False  # "two of them died in hospital"
    if any(saying.denies and saying.holds((one.start, one.end)) for saying in sayings(text)):
        return False
    if _A_BOMB.search(text) or _is_done_by_others(text, one, sentence):
        return False
    same = [other for other in told if other.kind == one.kind]
    if not same:
        return True
    if _MORE.search(text, max(0, one.start - 20), one.start):
        return False
    return _FIGURES.search(text) is not None or (
        one.said_by is not None and all(one.said_by != other.said_by for other in same)
    )

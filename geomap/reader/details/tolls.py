"""Numbers of people that are not the event's own: a part of another number, a whole war's toll, a threat."""

from __future__ import annotations

import re

from geomap.reader.wording.numbers import NUMBER
from geomap.reader.wording.recalled import recalled

_INCLUDED = re.compile(
    r"(?:\bincluding|\bamong\s+(?:them|whom|the\s+dead)|\bof\s+whom|\bof\s+them)\b"
    r"(?P<rest>(?:(?!,\s+(?:but|while)\s"
    r"|\b(?:wounded|wounding|wounds?|injured|injuring|died|killed|killing|los(?:t|ing)|displac\w+|captured)\b)[^;.]){0,80})$",
    re.I,
)
# '| nine of them | children'
_AMONG_THEM = re.compile(r"[^,;.]{1,30}\s+of\s+(?:them|whom)", re.I)
_WHO = re.compile(
    r"\s+(?:mostly\s+)?(?:\w+\s+)?(?:children|women|men|civilians|minors|girls|boys|soldiers|students|foreigners|policemen"
    r"|police|teenagers|members)(?=\s*(?:[,.;)]|and\b))"
)
_AND = re.compile(r",\s+and\s+$")
# '60 others were injured': a number after a comma and 'and' that has its own verb is no part
_OWN_VERB = re.compile(
    r"\s*(?:more|others?|people)?\s*(?:\w+ly\s+)?(?:was|were|is|are|have|has|had|died|fled|wounded|injured"
    r"|hurt|missing|remain\w*)\b"
)
_WAR = r"(?:war|conflict|insurgency|rebellion|uprising|genocide|offensive|campaign|invasion|occupation)"
_LONG = r"(?:war|conflict|insurgency|rebellion|uprising|genocide)"
_TOOK = r"(?:killed|claimed|left|displaced|forced|driven|uprooted|cost|taken|wounded)"
# How far the list of those it killed runs: '150,000 people and displaced 12 million'.
_LIST = (
    r"(?:(?!\b(?:as|while|when|but|after|before|where)\b)[^;,]"
    r"|,(?=\d{3}|\s*(?:and\s+|or\s+)?(?:wound|injur|displac|kill|maim|left|leaving|uproot|forc|driv)))"
    r"{0,160}"
)
_WHOLE_WAR = re.compile(
    rf"\b{_WAR}\b(?P<told>[^;.,]{{0,60}}?(?:,\s+which\b|,[^;.,]{{1,60}},)?[^;.,]{{0,60}}?"
    rf"\b(?:has|have|had)\s+(?:\w+\s+){{0,2}}?{_TOOK}\b){_LIST}"
    rf"|\b{_LONG}\b(?P<that>\s+(?:that|which)\s+{_TOOK}\b){_LIST}"
    rf"|\btoll\s+(?P<toll>(?:in|of|from)\s+(?:the|its|a|this|that)\s+(?:[\w-]{{1,30}}\s+){{0,2}}?{_WAR}\b){_LIST}"
)
# '40,000 people in'
_IN_PLACE = re.compile(
    r"[^;]{0,60}\b(?:people|lives|civilians|others|dead|\w*\d)\s+(?:in|across|throughout)\s+(?:the\s+)?"
)
_UNREAL = re.compile(
    r"\b(?:(?:could|would|might|should)\s+have|could|would|might|can|may|will|must|should"
    r"|(?P<to>to))\s+(?:not\s+)?(?:\w{1,20}ly\s+)?$"
)
# '184, more than were killed in X'
_COMPARED = re.compile(
    r"\b(?:more|fewer|higher|lower|worse|as\s+(?:many|high|bad))\s+(?:than|as)\s+"
    r"(?:was|were|had|have|died|fell|in|any|those|that|during)\b[^,;.]{0,80}"
)
# 'went on to kill 12': done all the same
_DONE = re.compile(
    r"\b(?:(?:went|going|goes)\s+on|manag\w+|proceed\w*|detonat\w+|explo\w+|continu\w+)\s+$", re.I
)


def is_part(sentence: str, start: int, end: int) -> bool:
    """Return whether the number at sentence[start:end] is part of one told before: 'including six children'."""
    before = sentence[max(0, start - 120) : start]
    if _AMONG_THEM.fullmatch(sentence, start, end) and _WHO.match(sentence, end):
        return True
    included = _INCLUDED.search(before)
    return included is not None and not (_AND.search(before) and _OWN_VERB.match(sentence, end))


def of_others(
    sentence: str, mention: tuple[int, int], trigger: tuple[int, int] | None
) -> list[tuple[int, int]]:
    """Return where `sentence` tells what an earlier event or a war has cost, if that is not the event."""
    aside = recalled(sentence, mention, trigger)
    found = [aside] if aside else []
    cue = sentence[trigger[0] : trigger[1]].lower().split() if trigger else []
    for match in _COMPARED.finditer(sentence):
        if match.start() <= mention[0] < match.end():
            found.append((0, match.start()))
    for match in _WHOLE_WAR.finditer(sentence):
        first, last = match.start(), match.end(match.lastgroup or 0)
        in_place = _IN_PLACE.fullmatch(sentence, last, max(last, mention[0]))
        its_place = first <= mention[0] < last or in_place is not None
        its_cue = trigger is not None and trigger[0] < last and trigger[1] > first
        if not (its_place or its_cue or match.group().split()[0] in cue):
            found.append((last, match.end()))
    return found


# 'Twenty died in the shelling: | 12 in'
_COLON = re.compile(r"[^;.:]{0,100}(?::|\s[–—-])\s+")
_IN_ONE = re.compile(r"(?:\s+(?:people|others))?\s+(?:in|at|near)\s+(?:the\s+)?[A-Z]")


def first_part(sentence: str, end: int) -> int | None:
    """Return where the parts begin into which the number that ends at `end` is split by places; None where it isn't."""
    colon = _COLON.match(sentence, end)
    part = NUMBER.match(sentence, colon.end()) if colon else None
    if part is None or _IN_ONE.match(sentence, part.end()) is None:
        return None
    return part.start()


def is_unreal(sentence: str, verb_start: int) -> bool:
    """Return whether the verb there tells what might be: 'threatened to kill', 'could have killed'."""
    low = max(0, verb_start - 60)
    unreal = _UNREAL.search(sentence, low, verb_start)
    if unreal is None:
        return False
    return not (unreal["to"] and _DONE.search(sentence, low, unreal.start("to")))

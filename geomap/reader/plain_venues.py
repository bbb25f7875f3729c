"""Where diplomacy is told so plainly that the words decide: an embassy opened in X, prisoners exchanged at X."""

from __future__ import annotations

import re

_HINT = re.compile(
    r"embass|consulate|mission|commission|exchang|swap|handed\sover|envoy|negotiator|mediator|delegation|minister|\bEAM\b|\bFM\b"
    r"|secretary|heads\sof\sstate|\btrip\b|\bvisit\b",
    re.I,
)
_POST = r"(?:embass(?:y|ies)|consulates?(?:[\s-]general)?|high\scommissions?|diplomatic\smissions?)"
_NOT_OF_IT = r"(?!(?:fire|on|at|near|outside|opposite|beside|behind|inside|next|above|across|over|from|to|with|against|by|in|of|for|and|or|the\sdoors?)\s)"
_OPENED = re.compile(
    r"\b(?:(?:re-?)?open(?:s|ed|ing)?|inaugurat(?:es?|ed|ing)|clos(?:es?|ed|ing)|shut(?:s|ting)?|establish(?:es|ed|ing)?"
    r"|cut(?:s|ting)?\sthe\sribbon\s(?:of|at|on))"
    rf"\s(?:{_NOT_OF_IT}[\w’'-]+\s){{0,4}}?{_POST}\s(?:in|at)\s(?:the\s)?$",
    re.I,
)
_POST_IN = re.compile(rf"\b{_POST}\s(?:in|at)\s(?:the\s)?$", re.I)
_IS_OPENED = re.compile(
    r"\s(?:\([^()]{1,40}\)\s)?(?:(?:(?:will|would|is\sto|was\sto|(?:is|was)\s(?:due|set)\sto)\s)(?:(?:re-?)?open|close|shut)"
    r"|(?:(?:was|is|has|had|will|would|to|be|been)\s){0,3}(?:\w+ly\s)?(?:(?:re-?)?open(?:s|ed)|clos(?:es|ed)|shut|inaugurated))\b"
    r"(?!\s(?:its\sdoors|to\s(?:the\spublic|visitors)|for\sthe\s(?:day|holiday|weekend)))"
)
_SWAPPED = r"(?:exchang(?:ed?|es|ing)|swapp?(?:ed|s|ing)?|hand(?:ed|s|ing)?\sover)"
_CAPTIVES = r"(?:prisoners?(?:\sof\swar)?|captives|POWs|hostages|captured\s\w+)"
_KEPT = (
    r"(?:for|held|jailed|detained|imprisoned|kept|holds?)\b"  # where captives are held, not swapped
)
_THERE = rf"(?:\s(?!to\b|{_KEPT})[\w’'-]+){{0,4}}?\s(?:in|at|near|on)\s(?:(?:the|an?)\s)?(?:\w+\s){{0,3}}?(?:(?:in|at|near)\s)?(?:the\s)?$"
_EXCHANGED = re.compile(
    rf"\b{_CAPTIVES}\b[^,;.!?]{{0,40}}?\b(?:(?:were|was|been|being|be)\s)?{_SWAPPED}{_THERE}"
    rf"|(?<!\bin\s)\b{_SWAPPED}\s(?:(?!{_KEPT})[\w’'-]+\s){{0,4}}?{_CAPTIVES}{_THERE}",
    re.I,
)
# Who shuts an embassy by force or goes before a court there
_NOT_STATES = re.compile(
    r"\b(?:protest|demonstrat|activist|crowd|mob|riot|flood|snow|heat|extradit|deport|police|court|trial|union)",
    re.I,
)
_ENVOYS = r"(?:envoys|negotiators|mediators|delegations|foreign\sministers|heads\sof\sstate)"
_MEET = re.compile(
    rf"(?<!club\s)(?<!company\s)(?<!party\s)(?<!trade\s)\b{_ENVOYS}\s(?:(?:from|of)\s[^,;.:!?]{{2,40}}\s)?"
    r"(?:(?:will|to|have|had|are|due|set|again)\s){0,3}(?:meet|met|gather(?:ed)?|regroup(?:ed)?|(?:re)?convened?|assembled?|confer(?:red)?)"
    r"\s(?:again\s)?(?:on\s[A-Z]\w+day\s)?in\s$",
    re.I,
)
# 'EAM in Malé: ...', '3. Foreign Minister in Rabat: ...'
_HEADED = re.compile(
    r"^\W*(?:\d{1,2}[.)]\s)?(?:[A-Z][\w’'.-]*\s){0,2}(?:EAM|FM|[Ff]oreign\s(?:[Mm]inister|[Ss]ecretary)|[Ss]ecretary\sof\s[Ss]tate|[Ee]nvoys?)"
    r"\s(?:[A-Z][\w’'-]*\s){0,2}in\s$"
)
_COLON = re.compile(r":\s")
_CALLED_OFF = re.compile(
    r"\b(?:minister|president|premier|chancellor|envoy|delegation|secretary|king|queen|(?:intelligence|negotiating|mediation)\steam|PM|FM)\b"
    r"[^,;.!?]{0,30}?\b(?:cancel(?:s|l?ed)|call(?:s|ed)\soff|scrap(?:s|ped)|postpone[sd])\s(?:[\w’'-]+\s){0,3}?(?:trip|visit)\sto\s(?:the\s)?$"
)
_BEFORE = 160  # code points


def plain_venue(sentence: str, mention: tuple[int, int]) -> str | None:
    """Return the words that say that diplomacy had its place at `mention`, a range of `sentence`; else None."""
    before = sentence[max(0, mention[0] - _BEFORE) : mention[0]]
    if not _HINT.search(before) or _NOT_STATES.search(sentence):
        return None
    for pattern in (_OPENED, _EXCHANGED, _MEET, _CALLED_OFF):
        if match := pattern.search(before):
            return match.group().strip()
    if mention[0] <= _BEFORE and _COLON.match(sentence, mention[1]):
        head = _HEADED.match(before)
        return head.group().strip() if head else None
    post, opened = _POST_IN.search(before), _IS_OPENED.match(sentence, mention[1])
    return f"{post.group().strip()} … {opened.group().strip()}" if post and opened else None

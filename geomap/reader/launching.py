"""Where something is launched from, and where nothing is although a word looks like it."""

from __future__ import annotations

import re

Range = tuple[int, int]
_LOOK_BACK, _LOOK_ON = 160, 100  # letters beside a name that are looked at
# What else goes or is far from a place: 'shot at people fleeing from Kursk', 'to drive rebels from it'
_NOT_THENCE = (
    r"(?:fle\w+|fled|dr[io]v\w+|drove|withdr\w+|retreat\w*|expel\w*|expulsion|oust\w*|clear\w*|evacuat\w+|escap\w+|dislodg\w+"
    r"|forc(?:ed?|ing)|remov\w+|km|kilomet\w+|miles?|yards|met(?:re|er)s|within|return\w+|carry\w+|carried|taking|trucks?|bus"
    r"|convoys?|down|dead|killed|wounded|infiltrat\w+|as|after|before|when|while|who|that|which|demonstrators?|protest[eo]rs?|refugees|residents|people"
    r"|gunm[ae]n|hostages?|famil(?:y|ies)|appeals?|letters?|aid|envoys?|captives?|prisoners?|workers?|students?)"
)
_SHOTS = r"(?i:missiles?|rockets?|shells?|drones?|mortars?|fire|gunfire|shots?|bullets?|strikes?|attacks?|jets?)"
_SENT = rf"(?:{_SHOTS}|(?i:troops|soldiers|forces|fighters|reinforcements|tanks|warplanes|aircraft|bombers|UAVs))"
_NAME = r"[A-Z][\w’'-]{1,30}(?:\s[A-Z][\w’'-]{1,30}){0,3}"
_LISTED = rf"(?:{_NAME}(?:,\s(?:and\s)?|\sand\s)(?:the\s|from\s)?){{0,4}}"
# 'launched from Kursk', 'took off from the base at Incirlik', 'fired from Oryol, Kursk and Millerovo'
_FROM = re.compile(
    r"\b(?:launch(?:ed|es|ing)?|fir(?:ed?|es|ing)|shot|took\soff|taken\soff|takes?\soff|taking\soff|fl[eo]w[nm]?"
    rf"|flying|lifted\soff|departed|scrambled|sorties?|sallied|set\sout|marched|advanced|operat(?:ed|ing)"
    rf"|sent(?=\s(?:[\w-]+\s){{0,4}}?{_SENT}\b)|{_SENT}\s(?:[\w-]+\s){{0,3}}?sent|{_SHOTS}\s(?:[\w-]+,?\s){{0,8}}?c[ao]m(?:e|ing)(?=\sfrom\s))\b(?:(?!\b{_NOT_THENCE}\b)[^;.!?]){{0,60}}?\sfrom\s"
    r"(?:(?:the|an?|its|their)\s)?(?:(?:\w+\s)?(?:(?:air)?bases?|airfields?|area|vicinity|direction|territory|port|positions?|sites?"
    r"|launchers?|somewhere)\s(?:at|in|of|near|around)\s|(?:hills|heights|slopes|outskirts|suburbs?|villages?|towns?|city|districts?|camps?"
    rf"|province|region|islands?|shores?|banks?)\sof\s)?(?:the\s)?(?P<list>{_LISTED})$"
)
# 'fired from Kursk and Sumy was hit': another clause, no list
_NEW_CLAUSE = re.compile(r"(?:\s(?:later|then|itself|also))?\s(?:was|is|has|had|came|comes)\b")
_SHOT_FROM = re.compile(
    r"\b(?:(?:missile|rocket|drone|shell|projectile|mortar|salvo|barrage)s?|UAVs?)\s(?:(?:that|which)\s)?(?:(?:was|were|had\sbeen)\s)?"
    r"(?:fired|launched|shot)\sfrom\s(?:the\s)?$",
    re.I,
)
_TESTED = re.compile(
    r"\b(?:tests?|tested|testing|sea|ocean|space|orbit|satellites?|drills?|exercises?|manoeuvres|maneuvers|cross\w*|overfl\w+)\b",
    re.I,
)
# 'withdrew from Barentu', 'driven back from Gotheye', 'across the Nile'
_NOT_FROM = re.compile(
    r"\b(?:(?:withdr[ae]w\w*|retreat\w*|pull\w*\s(?:[\w-]+\s){0,3}?(?:out|back)|driven(?!\s(?:in|up|down|over)\b)|dislodg\w+|oust\w*"
    r"|expel\w*|push\w*\sback|f[ae]ll\w*\sback|evict\w*)\b(?:(?!\s(?:and|to|then|when|as)\s)[^,;.:]){0,30}\s(?:from|of)"
    r"|(?<!\bfrom\s)across)\s(?:the\s)?(?:\w+\sof\s)?$",
    re.I,
)
_THERE = r"\s(?:the\s)?(?:(?:\w+\s){0,2}of\s)?(?:the\s)?$"
_IN = rf"(?:in|on|at|near|around|outside|inside|above){_THERE}"
_POSTED = (
    r"(?:holed\sup|holding\sout|dug\sin|based|stationed|posted|positioned|deployed|entrenched|encamped|emplaced|massed"
    r"|hidden|hiding|placed)\s"
)
_GUNS = r"(?:artillery(?:men)?|gunners|batter(?:y|ies)|guns|howitzers|mortar\screws|launchers)"
_SHOOTERS = rf"(?:{_GUNS}|tanks|mortars|snipers|forces|troops|soldiers|units|rebels|fighters|militia(?:men)?|insurgents|guerrillas|positions)"
_FIRERS = re.compile(
    rf"\b{_GUNS}\s(?:{_POSTED})?(?:in|on|at|inside|above){_THERE}",
    re.I,
)
# No 'troops in Homs shelled Baba Amr', a quarter of it.
_SHOOTING = re.compile(
    rf"\b(?:{_GUNS}\s{_IN}|{_SHOOTERS}\s(?:{_POSTED}{_IN}|(?:on|near|around|outside|above){_THERE}))",
    re.I,
)
_RANGED = re.compile(rf"\b(?:{_GUNS}|rockets)\s(?:{_POSTED})?{_IN}", re.I)
_SHELL = r"(?:shelled|bombarded|fired|lobbed|rained|opened\sfire)"
_ADVERBS = r"(?:\s(?:\w+ly|also|again|then|later|since|have|had|has)){0,3}"
# No day, and no people whose things are hit ('hit Israeli positions').
_OTHER = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][\w’'-]{1,30}(?:\s[A-Z][\w’'-]{1,30}){0,3}"
    r"(?!,\s(?:an?|the|its)\s(?:[\w-]+\s){0,4}?(?:district|quarter|suburb|neighbou?rhood|part)\b)"
    r"(?=$|[,.;]|\s(?:on|in|at|over|early|late|overnight|with|for|and|from|before|after|again|yesterday|today|during|killing)\b)"
)
_SHELLS = re.compile(rf"{_ADVERBS}\s{_SHELL}\b")
_SHELLS_IT = re.compile(
    rf"{_ADVERBS}\s(?:{_SHELL}|(?:sent|launched)(?=\s(?:[a-z\d][\w’'-]*\s){{0,3}}?{_SHOTS}\b))"
    rf"\s(?:[a-z][\w’'-]*\s){{0,6}}?{_OTHER}"
)
_STRIKES_IT = re.compile(
    rf"{_ADVERBS}\s(?:struck|hit|pounded|targeted|battered)\s(?:[a-z][\w’'-]*\s){{0,4}}?{_OTHER}"
)
_BY = r"\b(?:fired|launched|lobbed)\sby\s(?:[\w’'-]+\s){1,6}?"
_BY_POSTED = re.compile(rf"{_BY}{_POSTED}{_IN}")
_BY_THOSE = re.compile(rf"{_BY}(?:in|on|near|inside|outside)\s(?:the\s)?$")
_HIT_IT = re.compile(
    rf"\s(?:(?:hit|struck)|(?:landed|fell|slammed|crashed|exploded)\s(?:in|on|into|near))\s(?:the\s)?{_OTHER}"
)
# What stands before and behind where those are who fire at another place: 'artillery in |X| struck Y'.
_THENCE = (
    (_FIRERS, _SHELLS),
    (_SHOOTING, _SHELLS_IT),
    (_RANGED, _STRIKES_IT),
    (_BY_THOSE, _HIT_IT),
)


def is_origin(sentence: str, mention: Range) -> bool:
    """Return whether the words beside `mention` plainly say that something is launched from it."""
    before = sentence[max(0, mention[0] - _LOOK_BACK) : mention[0]]
    after = sentence[mention[1] : mention[1] + _LOOK_ON]
    launched = _FROM.search(before[-120:])
    if launched and not (launched["list"] and _NEW_CLAUSE.match(after)):
        return True
    if _BY_POSTED.search(before):
        return True
    return any(first.search(before) and then.match(after) for first, then in _THENCE)


def is_no_origin(sentence: str, mention: Range) -> bool:
    """Return whether one left `mention`, or something is across it ('villages across X were bombed'): no launch."""
    return _NOT_FROM.search(sentence[max(0, mention[0] - _LOOK_BACK) : mention[0]]) is not None


def is_shot_from(sentence: str, mention: Range) -> bool:
    """Return whether a weapon was fired from `mention` in earnest: no test, no exercise."""
    before = sentence[max(0, mention[0] - _LOOK_BACK) : mention[0]]
    return _SHOT_FROM.search(before) is not None and _TESTED.search(sentence) is None

"""Names that a sentence of fighting only mentions: what lies across, what was shut, where it was planned.

In 'Across the Oskil, shells hit Kupiansk' nothing hit the river, and in 'Jets bombed Kafr, and the
market in Tam was shut' nothing was bombed in Tam. Where no other place has the event, the name is
all that there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from geomap.reader.anchors import Known, Name
from geomap.reader.wording.cues import is_cue

_REACH = 220  # code points of the sentence before and after a name
_STOP = re.compile(r"[.;!?:]['\"”’)]*\s|\n")
_LINE = re.compile(
    r"^(?:lake|river|line|strait)\b|\b(?:line|river|border|frontier|strait|lake|gulf|bay|channel|canal|sea|lagoon|reservoir)$"
    r"|\bline\sof\b",
    re.I,
)
_ACROSS = re.compile(
    r"(?:^\W*|,\s(?:and|but|while)\s)(?:(?:just|directly)\s)?across\s(?:from\s)?(?:the\s)?(?:river\s)?$",
    re.I,
)
_AFTER_ACROSS = re.compile(r",|\s(?:in|from)\s")
# 'shelled Kalemie from across the lake': where it was fired from isn't told
_FROM_ACROSS = re.compile(
    r"\bfrom\s(?:across|beyond|over|(?:the\s)?(?:other|far|opposite)\s(?:side|bank|shore)\sof)\s(?:the\s)?(?:river\s)?$",
    re.I,
)
# 'landed across the Nile in Omdurman'
_LANDED_ACROSS = re.compile(r"\bacross\s(?:the\s)?(?:river\s)?$", re.I)
_IN_THE_OTHER = re.compile(r"\s(?:in|at|near|on)\s(?:the\s)?")
_THE = re.compile(r"\bthe\s(?:river\s)?$", re.I)
_IS = r"(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen|remain(?:s|ed)|stayed|would\sbe|will\sbe)"
_SHUT = re.compile(
    r"(?:,?\s(?:and\s)?[A-Z][\w’'-]*){0,3}(?:['’]s)?(?:\s[a-z-]+){0,3}?\s"
    rf"{_IS}\s(?:\w+\s){{0,2}}?(?:closed|shut|suspended|halted|cancell?ed|grounded|evacuated|diverted|postponed)"
    r"\b(?!\s(?:off|by|in\sby)\b)"
)
_BREAK = re.compile(r",\s(?:and|but|while|as|so|with)\s|\s(?:and|while|but)\s|;\s")
_ATTACK = (
    r"(?:attacks?|bombings?|raids?|assaults?|massacres?|killings?|assassinations?|plot|operations?|offensives?|invasion|strikes?"
    r"|hijackings?|kidnappings?|ambush(?:es)?|incursions?|campaign|insurgency|uprising|war)"
)
_DEFINITE = (
    r"(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ii]ts|[Tt]heir|[Bb]oth|[A-Z][\w’'-]*['’]s?)"
)
_PLANNED = r"(?:planned|plotted|ordered|financed|funded|directed|masterminded|hatched|conceived|commanded|bankrolled)"
# 'The bombing was planned in X'; 'an attack is planned in X' is one to come there
_PLANNED_IN = re.compile(
    rf"\b{_DEFINITE}\s(?:[\w’'-]+\s){{0,4}}?{_ATTACK}\b[^,;.!?]{{0,60}}?\s(?:was|were|been)\s(?:\w+ly\s)?"
    rf"{_PLANNED}(?:,?\s(?:and|or)\s{_PLANNED})?\s(?:in|from)\s(?:the\s)?$"
)
_MADE_IN = re.compile(
    r"\b(?:(?:missiles?|rockets?|drones?|rifles?|guns?|tanks?|jets?|warheads?|weapons?|weaponry|arms|ammunition|munitions|howitzers?|mortars"
    r"|helicopters?|launchers?)|(?:some|many|most|all|several|parts|both)\sof\s(?:them|which))\s(?:(?:which|that)\s)?(?:(?:was|were|had\sbeen)\s)?"
    r"(?:\w+ly\s)?(?:made|built|manufactured|produced|assembled|designed|bought)\s(?:in|at)\s(?:the\s)?$",
    re.I,
)
# 'hit the plant where missiles were made in X', 'hit a plant for missiles made in X': it was hit there
_WHERE = re.compile(r"\b(?:where|(?:in|from|at)\swhich)\b", re.I)
_BUILDING = re.compile(
    r"\b(?:sites?|plants?|factor(?:y|ies)|workshops?|bas(?:e|es)|bunkers?|camps?|cent(?:re|er)s?|compounds?|complex|facilit(?:y|ies)"
    r"|buildings?|houses?|headquarters|hideouts?|depots?|laborator(?:y|ies)|yards?)\b(?![^;.!?]*\b(?:with|by|using)\b)",
    re.I,
)
_HIT = r"(?:hit|struck|bombed|attacked|shelled|raided|targeted|destroyed|stormed|seized|captured|pounded)"
# 'was planned in X, which jets hit overnight'
_WAS_HIT = re.compile(
    rf"[^,;.!?]{{0,20}}\s(?:was|were)\s(?:\w+\s)?{_HIT}\b|,\s(?:which|where)\b[^;.!?]{{0,60}}?\b{_HIT}\b"
)
_OPENS = re.compile(r"^\W*(?:In|At)\s(?:the\s)?$")
_NO_ATTACK = r"(?:(?!\b(?:kill|dead|died|shell|hit\b|struck|strike|attack|bomb|while\b|as\b|when\b))[^,;.!?])"
# 'At X, a nurse said two of the wounded had come from |Y'
_CARED = re.compile(
    r"(?:,[^,;.!?]{1,50},|,)?\s(?:an?|one|two|several|the)\s(?:[\w-]+\s){0,2}?(?:nurses?|doctors?|medics?|surgeons?|aid\sworkers?|hospital)"
    rf"\s(?:said|says|told|reported|counted)\b{_NO_ATTACK}{{0,80}}?\b(?:wounded|injured|patients|survivors|casualties)\b{_NO_ATTACK}{{0,40}}?"
    r"\s(?:(?:had\s)?(?:come|came)|(?:had\s)?arrived|(?:(?:had|have)\sbeen|were)\s(?:brought|transferred))(?:\sin)?\sfrom\s(?:the\s)?"
)


class _At(NamedTuple):
    """A name in its sentence: what stands before and after it there, and where else something happened."""

    text: str
    name: Name
    head: str
    tail: str
    earlier: Sequence[Name]
    later: Sequence[Name]
    known: Callable[[str], Known]

    @property
    def called(self) -> str:
        """Return the name itself."""
        return self.text[self.name.start : self.name.end]


def only_mentioned(
    text: str, fought: Sequence[Name], *, known: Callable[[str], Known] = lambda _: Known()
) -> dict[int, str]:
    """Return the words that say at which of the names nothing was fought, by their starts.

    `fought` are the literal ones by offset at which something seems to have been; `known` says what
    a gazetteer knows of one.
    """
    found: dict[int, str] = {}
    for at, name in enumerate(fought):
        low, high = _sentence(text, name)
        earlier = [n for n in fought[max(0, at - 8) : at] if n.start >= low]
        later = [n for n in fought[at + 1 : at + 9] if n.start < high]
        one = _At(text, name, text[low : name.start], text[name.end : high], earlier, later, known)
        if words := _across(one) or _shut(one) or _made(one) or _cared(one):
            found[name.start] = words
    return found


def _sentence(text: str, name: Name) -> tuple[int, int]:
    low = max(0, name.start - _REACH)
    for stop in _STOP.finditer(text, low, name.start):
        low = stop.end()
    high = min(len(text), name.end + _REACH)
    stopped = _STOP.search(text, name.end, high)
    return low, stopped.start() if stopped else high


def _across(one: _At) -> str | None:
    """Return the words by which what happened was beyond a border or a water."""
    if not (one.earlier or one.later) or not _parts(one):
        return None
    across = _ACROSS.search(one.head)
    if across and one.later and _AFTER_ACROSS.match(one.tail):
        return f"{across.group().strip(' ,')} {one.called}"
    if beyond := _FROM_ACROSS.search(one.head):
        return f"{beyond.group().strip()} {one.called}"
    landed = _LANDED_ACROSS.search(one.head)
    if landed is None or not one.later or not one.known(one.called).is_natural:
        return None
    if _IN_THE_OTHER.fullmatch(one.text, one.name.end, one.later[0].start):
        return f"{landed.group().strip()} {one.called}"
    return None


def _parts(one: _At) -> bool:
    """Return whether the name is of a border or a water: 'the Oskil', 'Lake Kivu', not 'Mindanao'."""
    if _LINE.search(one.called):
        return True
    return one.known(one.called).is_natural and _THE.search(one.head) is not None


def _shut(one: _At) -> str | None:
    """Return the words by which the place was merely shut, when another was attacked before."""
    shut = _SHUT.match(one.tail)
    if shut is None or not one.earlier:
        return None
    start = max((match.end() for match in _BREAK.finditer(one.head)), default=None)
    if start is None:
        return None
    clause = f"{one.head[start:]} {shut.group()}"
    if is_cue(clause, "battlefield") or is_cue(one.tail[shut.end() :], "battlefield"):
        return None
    return " ".join(shut.group().split()[-2:])


def _made(one: _At) -> str | None:
    """Return the words by which an attack was planned there, or what was fired was made there."""
    made = _PLANNED_IN.search(one.head)
    if made is None and (one.earlier or one.later):
        made = _MADE_IN.search(one.head)
    if made is None or _WAS_HIT.match(one.tail):
        return None
    low = max(0, made.start() - 60)
    if _WHERE.search(one.head, low) or _BUILDING.search(one.head[low : made.start()]):
        return None
    return " ".join(made.group().split()[-3:])


def _cared(one: _At) -> str | None:
    """Return the words by which those hurt somewhere else were treated there."""
    if not one.later or _OPENS.search(one.head) is None:
        return None
    cared = _CARED.fullmatch(one.text, one.name.end, one.later[0].start)
    return " ".join(cared.group().split()[-3:]) if cared else None

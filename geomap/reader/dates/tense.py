"""Whether the words before a date look back or ahead: 'flew in on Tuesday', 'planned for May'."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Direction = Literal["back", "ahead"]

# A clause's words: what stands before one of these says nothing of the tense after it.
# An aside that is closed is over: ', who met him in Ansel, flies to'.
_EDGE = re.compile(
    r",\s+(?:who|which|whose|where)\s[^,;:.]{1,120},\s+(?=[a-z])"
    r"(?!(?:an?|the|its|his|her|their|and|or|on|in|at|near|by|late|early|last)\s)"
    r"|[;:.!?()\"“”]|,\s+(?:and|but|while|as|after|before)\b|\b(?:and|but)\s+(?=(?:is|are|was|were|will"
    r"|would|has|have|had|on)\b)|\b(?:while|when|where|which|who|because|although|after|before)\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:will|(?<=['’])ll|would|shall|may|might|could|can|should|must|going\s+to|to\s+be|(?:is|are|was|were)\s+to"
    r"|plan(?:s|ned|ning)?|(?:intend|hope|aim|prepar|arrang)(?:s|ed|e|es|ding|ing)?"
    r"|planned|scheduled|slated|due|set|expected|expects?|tentatively|booked|billed|proposed"
    r"|upcoming|forthcoming|next|begins|starts|opens|convenes|takes\s+place)\b"
)
# Of moving, meeting and fighting, as a finite verb; said and told are told apart as speech.
_BACK = re.compile(
    r"\b(?:flew|met|went|came|saw|left|took|spoke|began|broke|fell|struck|hit|sent|gave|sat|drove|rode|ran"
    r"|won|lost|shot|fought|led(?!\s+by)|withdrew|overran|swept|sank|brought|paid|made|had|got|toured|visited|arrived"
    r"|landed|travell?ed|returned|hosted(?!\s+by)|received|welcomed|attended(?!\s+by)|signed|opened|closed(?!\s+doors)|ended|started"
    r"|launched|attacked|shelled|bombed|killed|wounded|seized|captured|entered|stormed|failed|collapsed"
    r"|adjourned|concluded|resumed|phoned|departed|joined|stopped|was|were|did)\b"
)
# Of what is willed for later: past only where the date stands beside the verb.
_WILLED = re.compile(
    r"\b(?:agreed|invited|accepted|ordered|decided|promised|pledged|urged|asked|demanded|suggested"
    r"|proposed|offered|approved|threatened|vowed|voted|resolved|refused)\s+(?:late\s+|early\s+|last\s+|on\s+|in\s+)*$"
)
# 'had agreed to visit X in', 'offered X for a summit in', 'invited both to resume talks on'
_WILLED_FOR = re.compile(
    r"\b(?P<had>had\s+(?:\w+\s+){0,2}?)?"
    r"(?:agreed|invited|accepted|decided|promised|pledged|urged|asked|called\s+on|offered|proposed|suggested)\b"
    r"[^,;:.]{0,80}?\s(?P<aim>to\s+(?:come|go|visit|meet|resume|return|attend|convene|reconvene|gather|hold|host|travel|fly|sit"
    r"|start|begin|open|join|receive|talk|negotiate)"
    r"|for\s+(?:an?|the|another|more|new|further)\s+(?:\w+\s+){0,2}(?:summit|talks|meeting|visit|round|conference|session))\b"
    r"(?P<gap>[^,;:.]{0,60}?\s)(?:on|in)\s+(?:early\s+|late\s+|the\s+)*$"
)
# '... attacked a convoy', but not 'stalled talks'
_ACTED_ON = re.compile(
    r"\b[a-z]{3,}ed\s+(?:the|an?|its|their|his|her|in|on|at|by|near|[A-Z][\w'’-]*|\d+|two|three|four|five|six|several)\s"
)
_INFINITIVE = re.compile(
    r"\bto\s+(?!(?:the|an?|his|her|its|their|our|this|that|these|those|talks|reporters|peace|war"
    r"|power|allies|members|troops)\b)(?:\w+ly\s+)?[a-z]{2,}"
)
# 'planned in Ansel for May', 'set for Monday': ahead of the day it was said, not of publication.
_ARRANGED = re.compile(
    r"\b(?P<had>(?:had|was|were)\s+(?:\w+\s+){0,2})?"
    r"(?:(?P<to>(?:was|were)\s+to\s+(?!have\b)[a-z]{2,})|planned|scheduled|slated|due|set|expected|arranged|booked|fixed|convened|called|pencilled\s+in"
    r"|to\s+have\s+(?:been\s+)?\w+)\b[^;:.!?,]{0,60}?\b(?P<for>for|in|on)\s+(?:early\s+|late\s+|mid-)?$",
    re.I,
)
_HAD_BEEN = re.compile(r"had\s+been\b|\w+\s+to\s+have\b", re.I)
# What was set for a day and didn't come: 'but stayed at home', 'did not take place'
_CAME_TO_NOTHING = re.compile(
    r",?\s+(?:but\s+(?:(?:he|she|they|it)\s+)?(?:\w+ly\s+)?(?:stayed|remained|never|failed|(?:did|was|were|could)\s+not"
    r"|(?:did|was|were|could)n['’]t)|never\s+[a-z]+ed\b|never\s+(?:took|came|met)"
    r"|(?:therefore\s+)?did(?:\s+not|n['’]t)"
    r"|and\s+did(?:\s+not|n['’]t)(?=\W*$|\s+(?:take\s+place|happen|come|meet|go\s+ahead|open|begin|start)\b))\b"
)
# 'flew to X on Sunday and meets him in Y on Thursday': the next stop lies ahead
_NEXT_STOP = re.compile(
    r"(?:\band|,\s+then|;)\s+(?:then\s+|later\s+|now\s+|he\s+|she\s+|they\s+|it\s+)*"
    r"(?:flies|travels|goes|heads|continues|proceeds|arrives|visits|meets|sees|hosts|receives|returns|leaves|attends|addresses|moves\s+on"
    r"|speaks|convenes|resumes|opens|holds|begins|starts|signs|joins|will|would|plans?\s+to"
    r"|(?:is|are)\s+(?:in|at|to|due|expected|back))\b"
    r"(?P<rest>[^;:.]{0,100})$"
)
_STILL_AHEAD = re.compile(r"\b(?:will|won['’]t|shall|may|might|can|cannot|is|are)\b(?!\s+have\b)")
_NO_NEXT = re.compile(r"\b(?:since|until|till|after|last|had|was|were|[a-z]{2,}ed)\b")
_ACTED = re.compile(r"\b[a-z]{3,}ed\b")
_WINDOW = 140


def direction(sentence: str, at: int, *, since: int = 0) -> Direction | None:
    """Return where the clause's last verb before the date at `at` looks; None when it has none.

    `since` is where an earlier date ends, whose verb is spent where a comma follows.
    """
    low = max(0, at - _WINDOW)
    if sentence.startswith(",", since):
        low = max(low, since)
    clause = _clause(sentence[low:at])
    if _WILLED.search(clause):
        return "back"
    back = max((m.start() for m in _BACK.finditer(clause)), default=-1)
    ahead = max((m.start() for m in _AHEAD.finditer(clause)), default=-1)
    to_do = max((m.start() for m in _INFINITIVE.finditer(clause)), default=-1)
    if ahead >= 0 and ahead + 12 >= back:
        return "ahead"
    return "back" if back > to_do else None


def _clause(window: str) -> str:
    """Return the last clause of what stands before a date."""
    return window[max((edge.end() for edge in _EDGE.finditer(window)), default=0) :]


class Willed(NamedTuple):
    """What was agreed, offered or asked for a date."""

    aim: int  # where it stands
    long_ago: bool  # 'had agreed'


def willed_for(sentence: str, at: int) -> Willed | None:
    """Return what was agreed, offered or asked for the date at `at`; None without any, or where another verb is nearer."""
    match = _WILLED_FOR.search(sentence, max(0, at - _WINDOW), at)
    if match is None or _ACTED_ON.search(match["gap"]) or _BACK.search(match["gap"]):
        return None
    return Willed(match.start("aim"), match["had"] is not None)


def arranged(sentence: str, at: int) -> str | None:
    """Return the preposition by which something is or was set for the date at `at`: 'for', 'in'."""
    match = _ARRANGED.search(sentence, max(0, at - _WINDOW), at)
    return match["for"].lower() if match else None


def had_been(sentence: str, at: int) -> str | None:
    """Return how what was set for the date at `at` is spoken of as past; None where it isn't.

    "had been" as in 'had been planned', 'was to have met', "was" as in 'was planned', 'was to meet'.
    """
    match = _ARRANGED.search(sentence, max(0, at - _WINDOW), at)
    if match is None or not (match["had"] or match["to"]):
        return None
    return "had been" if _HAD_BEEN.match(match.group()) else "was"


def lies_ahead(sentence: str, at: int) -> bool:
    """Return whether the clause before the date at `at` speaks, in the present, of what is to come."""
    return _STILL_AHEAD.search(_clause(sentence[max(0, at - _WINDOW) : at])) is not None


def came_to_nothing(sentence: str, end: int) -> bool:
    """Return whether the words after a date at `end` say that what was set for it never was."""
    return _CAME_TO_NOTHING.match(sentence, end) is not None


def next_stop(sentence: str, at: int) -> int | None:
    """Return where it is told in the present what follows at `at` upon what was told as past."""
    low = max(0, at - _WINDOW)
    found = _NEXT_STOP.search(sentence, low, at)
    if found is None or _NO_NEXT.search(found["rest"]):
        return None
    before = (max(0, low - 60), found.start())
    acted = _BACK.search(sentence, *before) or _ACTED.search(sentence, *before)
    return found.start() if acted else None


def governs(sentence: str, mention: tuple[int, int], at: int) -> bool:
    """Return whether one past verb holds both mention and date: 'flew to Ansel on Tuesday'."""
    if mention[1] > at or at - mention[1] > 40:
        return False
    low = max(0, mention[0] - 60)
    verb = max((m.end() for m in _BACK.finditer(sentence, low, mention[0])), default=-1)
    if verb < 0:
        return False
    between = sentence[verb:at]
    return not (_EDGE.search(between) or _INFINITIVE.search(between) or _AHEAD.search(between))

"""Which days of a sentence aren't its event's: of a view of it, a decision, an aside, what is told behind one.

'On Monday France denounced the raid on X' dates the words, and 'the envoy, who had held talks in X,
flew on to Y on Friday' the flight to Y.
"""

from __future__ import annotations

import re
from typing import Literal

from geomap.reader.dates import plans
from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.wording.clauses import opens
from geomap.reader.wording.recalled import recalled

Whose = Literal["a view", "a decision", "an aside", "behind an aside"]
# What is done to a deed by words.
_VIEWS = re.compile(
    r",?\s+(?P<who>(?:(?!(?:who|which|that|after|before|when|where|as|while)\s)[^\s,;:.()]+\s+){0,7}?)"
    r"(?:condemn(?:ed|s)|denounc(?:ed|es)|defend(?:ed|s)|prais(?:ed|es)|deplor(?:ed|es)|decri(?:ed|es)"
    r"|criticis(?:ed|es)|criticiz(?:ed|es)|justif(?:ied|ies)|applaud(?:ed|s)|lament(?:ed|s)|regret(?:ted|s)|protest(?:ed|s)\s+(?:against|at|over)"
    r"|slam(?:med|s)|voiced\s+(?:\w+\s+){1,3}(?:at|over|about)|expressed\s+(?:\w+\s+){1,3}(?:at|over|about))\s"
    r"(?P<what>(?:(?!\b(?:who|which|after|before|when|while|and|but)\b)[^,;:.]){0,120})"
)
# ... right behind the verb: not 'defended the line against attacks on X'
_DEED = re.compile(
    r"(?:(?!(?:against|to|into|in|on|at|for|with|from|of|by|near)\s)[\w'’-]+\s+){0,4}?"
    rf"(?:{EVENT_NOUN}|liberation|recapture|seizure|storming|murders?|use\s+of\s+force)\b"
)
_ASIDE = re.compile(r",\s+(?P<of>who|which|whose)\s(?P<had>had\s)?[^,;:.]{0,120}$")
# 'The raid on the port, which ...': its aside tells of the same event
_OF_A_DEED = re.compile(rf"\b{EVENT_NOUN}(?:\s+[\w'’-]+){{0,5}}$")
_CLOSES = re.compile(
    r"[^,;:.]{0,80},\s+(?!(?:an?|the|its|his|her|their|and|or)\s)(?:\w+ly\s+)?"
    r"(?:[a-z]{3,}(?:s|ed)|met|flew|went|came|took|left|saw|held|will|is|was|has|had|are|were|have)\s"
)
# 'flew on to Y', 'returns on', but not 'entered the town'
_MOVES_ON = re.compile(
    r"[^,;:.]{0,80},\s+(?:\w+ly\s+)?(?:then\s+)?"
    r"(?:(?:will|flies|goes|comes|travels|returns|heads|arrives|leaves|visits|meets|holds|addresses|speaks)\s"
    r"|(?:flew|went|came|travell?ed|drove|returned|headed|moved|marched|advanced|arrived|landed"
    r"|visited|entered|left)\s+(?:on\s+|back\s+|home\s+)?(?:(?:to|in|into|for|from|at|towards?|on)\s+)?"
    r"(?:the\s+)?[A-Z])"
)


def dates_a_view(sentence: str, day: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Return whether the day before the mention is that of what somebody thought of the event there."""
    if day[1] > mention[0]:
        return False
    view = _VIEWS.match(sentence, day[1])
    if view is None or not view.start("what") <= mention[0] <= view.end("what"):
        return False
    if _DEED.match(sentence, view.start("what"), mention[0]) is None:
        return False  # 'soldiers defended X'
    return opens(sentence, day[0]) or not view["who"]


def is_behind_aside(
    sentence: str, day: tuple[int, int], mention: tuple[int, int], trigger: tuple[int, int] | None
) -> bool:
    """Return whether the event is told in an aside, and the day behind it: ', who met him in X, flew on Monday'."""
    if trigger is None or day[0] < mention[1]:
        return False
    low = max(0, mention[0] - 130)
    aside = _ASIDE.search(sentence, low, mention[0])
    if aside is None or trigger[0] < aside.start():
        return False
    if aside["of"] == "which" and _OF_A_DEED.search(sentence, low, aside.start()):
        return False
    behind = _CLOSES if aside["had"] else _MOVES_ON
    closes = behind.match(sentence, mention[1], day[0])
    return closes is not None and trigger[1] <= sentence.index(",", mention[1])


def whose(
    sentence: str,
    day: tuple[int, int],
    mention: tuple[int, int],
    trigger: tuple[int, int] | None,
    *,
    future: bool,
    venue: bool,
) -> Whose | None:
    """Return what the sentence dates by a day that isn't the event's; None where it may be the event's.

    `future`: the event lies ahead; `venue`: it is a diplomatic site's.
    """
    aside = recalled(sentence, mention, trigger)
    if aside is not None and aside[0] <= day[0] < aside[1]:
        return "an aside"
    if future:
        return "a decision" if plans.spoken_of(sentence, day, mention) else None
    if not venue and dates_a_view(sentence, day, mention):
        return "a view"
    return "behind an aside" if is_behind_aside(sentence, day, mention, trigger) else None

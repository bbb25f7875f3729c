"""What a sentence says of a plan beside its day: when it was spoken of, put off, or is to follow.

'X, named in June as a venue', 'after clashes in May they will meet in X', 'put off from Monday until
10 March': of such days one at most is the plan's.
"""

from __future__ import annotations

import re

from geomap.reader.dates.patterns import MONTH, WEEKDAY
from geomap.reader.wording.clauses import opens

_QUALIFIED = r"(?:on\s+|at\s+least\s+|the\s+|early\s+|late\s+|mid-|next\s+|this\s+)*"
_SPOKEN_OF = re.compile(
    r"\b(?:named|mentioned|floated|proposed|talked\s+(?:of|about)|spoken\s+of|touted|suggested|considered|cited|raised"
    r"|put\s+forward|offered|picked|chosen|discussed|mooted|tipped|presented|announced|rejected)\s+"
    r"(?:(?:as|back|late|early|far)\s+)*(?:in|on|last|this)?\s*$"
)
_AS_WHAT = re.compile(
    r",?\s+(?:as|among)\s+(?:an?|the|one|possible|likely|their|its|hosts?|alternative)\b"
)
# 'negotiations broken off in May may resume'
_OVER = re.compile(
    r"\b(?:broken\s+off|suspended|frozen|halted|stalled|interrupted|adjourned|stopped|cut\s+(?:short|off)|abandoned"
    r"|launched|begun|opened|started|signed|agreed|reached|brokered|collapsed|ended|paused|shelved|blocked)\s+"
    r"(?:late\s+|early\s+|on\s+|in\s+|last\s+)*$"
)
_LIES_AHEAD = re.compile(
    r",?\s+(?:will|would|may|might|could|should|can|shall|(?:is|are|was|were)\s+(?:to|due|expected|set|likely))\b"
)
# 'the summit in X was cancelled on', 'the talks were agreed on'
_WAS_DECIDED = re.compile(
    r"\b(?:was|were|been)\s+(?:\w+ly\s+)?(?:cancel(?:l?ed)|called\s+off|scrapped|dropped|abandoned|agreed|approved"
    r"|announced|proposed|offered|suggested|rejected|ruled\s+out|postponed|put\s+off|shelved|suspended|frozen)\s+"
    r"(?:late\s+|early\s+)?on\s+$"
)
# 'On Monday the generals agreed to hold talks in X', but not 'the agreed talks', 'delegates invited by Z'
_DECIDED = re.compile(
    r",?\s+(?P<who>(?:(?!(?:will|would|may|might|is|are|was|were|to|who|which|that|after|when|where|as)\s)[^\s,;:.()]+\s+){0,8}?)"
    r"(?<!\b[Tt]he\s)(?<!\ban\s)(?<!\ba\s)(?<!\bits\s)(?<!\btheir\s)(?<!\bnewly\s)(?<!\brecently\s)"
    r"(?:agreed|decided|promised|pledged|accepted|approved|voted|vowed|threatened|ordered|resolved|undertook"
    r"|invited(?!\s+to\b)|offered|proposed|suggested|cancell?ed|called\s+off|ruled\s+out|rejected|refused)\s+(?!by\b)"
    r"(?!(?:(?!\bthat\b)[^,;:.]){0,80}\b(?:will|(?:is|are)\s+(?:to|due|expected|set))\b)"
)
_THEN_ON = re.compile(
    r",?\s+(?:and\s+)?then\s+(?:on\s+)?(?:to|for)\s"
)  # 'flies to X on Monday, then to Y'
_MODAL = r"(?:will|would|may|might|could|should|shall|is|are|was|were|to|plans?|planned|due|set|hopes?|wants?)"
_AFTER_WHAT = re.compile(
    rf"\b(?:[Aa]fter|[Ff]ollowing)\s+(?:(?!{_MODAL}\s)[^\s,;:.()]+\s+){{1,8}}(?:(?:in|on|of|late|early|last)\s+)+$"
)
_PUT_OFF = (
    r"\b(?:put(?:s|ting)?\s+(?:off|back)|postpon(?:e|ed|es|ing)|delay(?:s|ed|ing)?|reschedul(?:ed|es|ing)|moved"
    r"|pushed\s+back|brought\s+forward)"
)
_PUTS_OFF = re.compile(_PUT_OFF)
_NEW_DAY = re.compile(
    rf"{_PUT_OFF}(?:[^;.!?]{{0,100}}?\s(?:until|till)|(?:[^;.!?,]{{0,60}}?)\sto)\s+{_QUALIFIED}$"
)
_NEW_CLAUSE = re.compile(r";|,\s+(?:and|but|while|as|so)\b|\b(?:after|before|while|because)\b")
_FOLLOWS = re.compile(r"\b(?:[Aa]fter|[Ff]ollowing|[Dd]espite)\s[^,;:]*$")
# 'is expected in X, but no date has been set'; not 'in X on Monday, but no date was set for the next'
_NO_DATE = re.compile(
    rf"(?:(?!\b(?:{WEEKDAY}|{MONTH}|today|tonight|tomorrow|next|this|coming)\b)[^\d;:.]){{0,160}}?\b(?:no\s+(?:new\s+)?dates?\s+"
    r"(?:(?:has|have|had)\s+(?:yet\s+)?been|(?:was|were|is)(?:\s+yet)?)\s+(?:set|fixed|agreed|given|announced|named|chosen)"
    r"|(?:a|the)\s+date\s+(?:has|had|is|was)\s+(?:yet\s+to\s+be|not\s+(?:yet\s+)?(?:been\s+)?)\s*(?:set|fixed|agreed|announced))\b(?!\s+for\b)"
)
_WINDOW = 160


def no_date_set(status: str | None, sentence: str, at: int) -> bool:
    """Return whether it is told from `at` on that no date has been set for what lies ahead."""
    return status in ("planned", "proposed") and _NO_DATE.match(sentence, at) is not None


def spoken_of(sentence: str, day: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Return whether the plan was spoken of that day, or what it follows happened then."""
    before = sentence[max(0, day[0] - _WINDOW) : day[0]]
    if _SPOKEN_OF.search(before) and _AS_WHAT.match(sentence, day[1]):
        return True
    if _OVER.search(before) and _LIES_AHEAD.match(sentence, day[1]):
        return True
    if _WAS_DECIDED.search(before):
        return True
    if mention[0] >= day[1] and _THEN_ON.match(sentence, day[1]):
        return True
    decided = None if before.endswith("for ") else _DECIDED.match(sentence, day[1])
    if decided is not None and decided.end() <= mention[0]:
        aside = sentence.startswith(",", day[1])  # 'the talks on Friday, proposed in May, '
        if opens(sentence, day[0]) if decided["who"] else not aside:
            return True
    follows = _AFTER_WHAT.search(before)
    if follows is None:
        return False
    at = day[0] - len(before) + follows.start()
    return not at < mention[0] < day[0]


def new_day(sentence: str, at: int) -> bool:
    """Return whether something was put off until the day at `at`."""
    low = max(0, at - _WINDOW)
    return bool(_PUTS_OFF.search(sentence, low, at)) and bool(_NEW_DAY.search(sentence, low, at))


def put_off_itself(sentence: str, at: int, mention: tuple[int, int]) -> bool:
    """Return whether it is what happens at `mention` that was put off until the day at `at`."""
    verb = _last_put_off(sentence, at)
    if verb is None:
        return False
    if verb < mention[0]:
        return _NEW_CLAUSE.search(sentence, verb, mention[0]) is None
    follows = _FOLLOWS.search(sentence, max(0, mention[0] - _WINDOW), mention[0])
    return follows is None and _NEW_CLAUSE.search(sentence, mention[1], verb) is None


def in_passing(sentence: str, at: int) -> bool:
    """Return whether the delay until the day at `at` is told in passing: 'the raid, put off until ..., '."""
    verb = _last_put_off(sentence, at)
    return verb is not None and sentence.endswith(", ", 0, verb)


def old_day(sentence: str, at: int, new: int) -> bool:
    """Return whether the day at `at` is that from which it was put off until `new`."""
    verb = _last_put_off(sentence, new)
    return verb is not None and verb < at < new


def _last_put_off(sentence: str, at: int) -> int | None:
    found = [match.start() for match in _PUTS_OFF.finditer(sentence, max(0, at - _WINDOW), at)]
    return found[-1] if found else None

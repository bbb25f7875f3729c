"""What a date in a sentence says beside when its main event was.

The day of a picture, of what was said, of what came after: none of them is the event's own, but
some bound it, and clauses joined by 'as' share theirs.
"""

from __future__ import annotations

import re
from datetime import date

from geomap.reader.dates import expressions
from geomap.reader.wording.clauses import opens

_PICTURE_BEFORE = re.compile(
    r"\b(?:(?<!satellite )(?:photo|photograph|picture|image)s?\s+(?:was\s+|were\s+)?"
    r"(?:(?:taken|made|released|provided|published|shot|dated)\s+)?(?:here\s+)?(?:on|in)?"
    r"|\b(?:photo|photograph|picture|image)s?\b[^.;]{0,60}\b(?:taken|shot)\s+(?:on|in)"
    r"|(?:pictured|photographed|(?:is|are)\s+seen)(?:\s+here)?(?:\s+on|\s+in)?)\s*$",
    re.I,
)
# 'the number killed when police opened fire in X rose to nine on Sunday': the day of the count
_COUNTED_UP = re.compile(
    r"\b(?:tolls?|[Tt]he\s+(?:number|count)\s+of\s+(?:[\w-]+\s+){0,4}?(?:killed|dead|deaths|wounded|missing|injured|victims|casualties))\b[^;:.]{0,160}?\s"
    r"(?:ha[sd]\s+)?(?:risen|rose|rises|climb(?:ed|s)|reach(?:ed|es)|passed|went\s+up|increased|jumped|grew|grown)\s+(?:(?:to|at|above|beyond|from)\s+)?"
    r"(?:(?!(?:when|since|after|as|before|while|from)\b)[\w,-]+\s+){1,6}?(?:on|late|early|by)\s+$"
)
_CAPTION = re.compile(r"[,(]\s*$")
_PICTURE_AFTER = re.compile(r",?\s+(?:file\s+)?(?:photo|photograph|picture|image)\b", re.I)
_HEADS_SAYING = re.compile(
    r"\s*[-–—:]+\s*(?:[^\s,;.:]+\s+){1,8}?(?:says?|said|tells?|told|warns?|claims?|announces?|insists?"
    r"|confirms?|vows?|denies)\b"
)
_AFTER = re.compile(
    r"\b(?P<close>hours|minutes|moments|shortly|soon|immediately)?\s*\b(?:(?:after|following)\b"
    r"|in\s+(?:reply|response|retaliation|revenge|reprisal)\s+(?:to|for)\s(?=[^,]*$))"
)
_HARMED = re.compile(
    r"\b(?:killed|wounded|injured|hurt|burn(?:ed|t)|destroyed|damaged|shattered)\b[^,;]{0,40}$"
)
_AFTER_A_BLOW = re.compile(
    r"\s+after\s(?:(?!\b(?:had|wounded|injured|talks)\b)[^,;]){0,120}?\b(?:bomb\w*|suicide|mines?|shell\w*|rockets?|missiles?|drones?"
    r"|mortars?|gunm[ae]n|attack\w*|ambush\w*|blasts?|explo\w+|strikes?|struck|hit|fire[ds]?|shots?)\b[^,;]{0,120}"
)
# What the main clause tells behind an aside: ', troops landed at'
_ACTED = re.compile(
    r",\s(?!(?:which|who|whose|that|including|where|when)\s)[^,;]{0,80}?\b(?:[a-z]{2,}ed|took|came|went|fell|broke|struck|hit"
    r"|shot|fought|met|held|flew|left|drove|ran|sent|began)\b[^,;]{0,60}$"
)
_OPENS_AFTER = re.compile(
    r"\W*(?:(?:(?:More|Less|Fewer)\s+than|At\s+least|Up\s+to)\s+)?(?:\w+\s+){0,2}?(?:After|Following|after)\s"
)
_BY_THEN = re.compile(r"\b[Bb]y\s+the\s+time\b[^,;]*$")
_JOINS = re.compile(r",\s(?:as|while|when|but)\s")
# 'a truce brokered in Ansel collapsed on Monday'
_AGREED = re.compile(
    r"\b(?:truce|ceasefire|cease-fire|deal|agreement|accord|pact|treaty|memorandum|plan)\s+(?:that\s+was\s+)?"
    r"(?:brokered|signed|agreed|reached|negotiated|struck|concluded|mediated|sealed|announced)\b[^,;:.]{0,60}$"
)
_LATER_ON = re.compile(
    r"\s+(?:\w+ly\s+)?(?:appeared|seemed|collapsed|broke|unravell?ed|fell|came|took|entered|expired|held|failed"
    r"|was|were|is|has|had|began|went|ended|faltered|got)\b"
)
_UNDER_WAY = re.compile(
    r"\b(?:(?:now|currently|still)\s+(?:under\s*way|meeting|visiting|in\s+session|being\s+held|negotiating|hosting)"
    r"|under\s*way|(?:is|are)\s+(?:visiting|meeting|hosting|attending|negotiating|being\s+held|in\s+session))\b"
)
_HEADS = re.compile(r"\s?:\s|\s+[-–—]+\s")
# In a clause of its own, what tells of another day than the sentence's first.
_OTHER_DAY = re.compile(
    r"\b(?:had|has|have|since|before|after|earlier|later|ago|previous\w*|already|until|still|once|years?|is|are|will|would"
    r"|meanwhile|elsewhere)\b|\d{4}|;\s+(?:in|at|near|outside|further)\s"
)
_ON = re.compile(r"\W{0,3}(?:(?:early|late)\s+)?on\s+", re.I)
_SAME_TIME = re.compile(r",?\s(?:as|while|when|with|amid)\s")
_NOW = re.compile(r"\b(?:is|are|was|were|has|have|had)\s+now\b|\bnow\s+(?:fully|under|in|been)\b")
_FAR = 400  # code points: past this a date is another's
_CLAUSE = re.compile(
    r"[,;:–—]|\b(?:and|but|which|who|whom|that|where|when|while|as|after|before|is|are)\b"
)
_IN, _ON_THAT = re.compile(r"\s+(?:in|at)\s+"), re.compile(r"\s+(?:on\s+)?")
_GATHERED = re.compile(
    r"\b(?:meeting|gathered|gathering|assembled|convened|convening)\s+(?:in|at|near)\s+(?:the\s+)?$"
)


def caption_day(sentence: str, published: date | None) -> date | None:
    """Return the day that ends a caption ('..., in X, June 25, 2016.'), from which it counts."""
    if not re.search(r"\b(?:1[5-9]|20)\d\d\W{0,3}$", sentence):
        return None
    for expression in expressions.find(sentence, published=published):
        at_end = len(sentence.rstrip(" .)\"'”’")) <= expression.end
        if at_end and expression.days.stated and expression.days.unit == "day":
            return expression.days.begin if _CAPTION.search(sentence[: expression.start]) else None
    return None


def dates_picture(sentence: str, expression: tuple[int, int]) -> bool:
    """Return whether the date is that of a photograph: 'pictured on June 20', 'this May 3 photo'."""
    before = sentence[max(0, expression[0] - 100) : expression[0]]
    return (
        _PICTURE_BEFORE.search(before) is not None
        or _PICTURE_AFTER.match(sentence, expression[1]) is not None
    )


def counts_up(sentence: str, expression: tuple[int, int]) -> bool:
    """Return whether the date is that of a count: 'the toll of the raid on X rose to nine on Sunday'."""
    low = max(0, expression[0] - 240)
    return _COUNTED_UP.search(sentence, low, expression[0]) is not None


def heads_a_saying(sentence: str, expression: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Return whether the date heads an entry that tells what somebody said: '5 May - He says ...'."""
    if expression[0] > 2:
        return False
    match = _HEADS_SAYING.match(sentence, expression[1])
    return match is not None and match.end() <= mention[0]


def heads_items(sentence: str, expression: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Return whether the date opens a row of items of one day: 'June 3: arrival; summit in X'."""
    return (
        expression[0] <= 3
        and 0 <= mention[0] - expression[1] <= _FAR
        and _HEADS.match(sentence, expression[1]) is not None
    )


def met_on(sentence: str, day: tuple[int, int], mention: tuple[int, int], *, venue: bool) -> bool:
    """Return whether those who spoke on a day met on it, too: 'leaders meeting in X on 19 January promised'.

    At a `venue` they did whose day stands beside it: 'they promised in X on 8 February'.
    """
    if day[1] <= mention[0]:
        return venue and _IN.fullmatch(sentence, day[1], mention[0]) is not None
    if _ON_THAT.fullmatch(sentence, mention[1], day[0]) is None:
        return False
    return venue or _GATHERED.search(sentence, max(0, mention[0] - 40), mention[0]) is not None


def is_after(sentence: str, expression: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Return whether the date is of what came after the event: 'on Monday, after Ansel had fallen'."""
    if mention[0] - expression[1] > _FAR or expression[0] - mention[1] > _FAR:
        return False
    if expression[1] <= mention[0]:
        between = sentence[expression[1] : mention[0]]
        if ";" in between:
            return False
        if "," in between and _BY_THEN.search(sentence, 0, expression[0]):
            return True
        found = list(_AFTER.finditer(between))
        if not found or _JOINS.search(between, found[-1].end()):
            return False
        if opens(sentence, expression[0]) and _ACTED.search(between, found[-1].end()):
            return False  # 'On 20 July, days after the palace had been shelled, troops landed in X'
        return found[-1]["close"] is None
    if _AGREED.search(sentence, max(0, mention[0] - 120), mention[0]) and _LATER_ON.match(
        sentence, mention[1], expression[0]
    ):
        return True
    comma = sentence.find(",", mention[1], expression[0])
    return comma >= 0 and _OPENS_AFTER.match(sentence, 0, mention[0]) is not None


def shares_day(sentence: str, expression: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Return whether the event is in a clause that shares the day: 'on Monday, ..., as shells hit X'."""
    if not 0 <= mention[0] - expression[1] <= _FAR:
        return False
    between = sentence[expression[1] : mention[0]]
    if ";" in between and _ON.fullmatch(sentence, 0, expression[0]):
        return _OTHER_DAY.search(between, between.rindex(";")) is None
    if re.search(r"[;:]", between):
        return False
    joins = list(_SAME_TIME.finditer(between))
    return bool(joins) and not re.search(r"\b(?:after|before|since)\b", between[joins[-1].end() :])


def does_its_harm(sentence: str, expression: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Return whether the event did the harm of the day before it: 'was killed on Tuesday after a bomb hit X'."""
    return (
        0 <= mention[0] - expression[1] <= _FAR
        and _AFTER_A_BLOW.fullmatch(sentence, expression[1], mention[0]) is not None
        and _HARMED.search(sentence, max(0, expression[0] - 80), expression[0]) is not None
    )


def parted(sentence: str, expression: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Return whether another clause may stand between the date and the event, and the date opens none."""
    if expression[1] > mention[0]:
        return _CLAUSE.search(sentence, mention[1], expression[0]) is not None
    if opens(sentence, expression[0]):
        return False
    return _CLAUSE.search(sentence, expression[1], mention[0]) is not None


def now_told(sentence: str, mention: tuple[int, int]) -> bool:
    """Return whether what is said of the mention holds on the day it is said: 'X is now free'."""
    found = _NOW.search(sentence, mention[1])
    return (
        found is not None
        and re.search(r"[,;:]|\bafter\b", sentence[mention[1] : found.start()]) is None
    )


def under_way(sentence: str) -> str | None:
    """Return the words that say a meeting or a visit is on as it is told; None without any."""
    found = _UNDER_WAY.search(sentence)
    return found.group() if found else None

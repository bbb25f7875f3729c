"""What the words about a date make of it: 'since', 'until', 'the worst since', 'on Monday he refused'."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.dates.expressions import Expression, written
from geomap.reader.dates.meanings import month_days
from geomap.reader.dates.numbers import ORDINAL
from geomap.reader.dates.parts import is_part_of_month
from geomap.reader.dates.patterns import MONTH
from geomap.reader.dates.plans import new_day
from geomap.reader.wording.clauses import opens

PAST = frozenset({"occurred", "ongoing", "did_not_occur"})
_COMPARED = re.compile(
    r"\b(?:(?<!later )than|compared (?:with|to)(?: the same period)?|unlike|similar to|as (?:they|it) (?:did|was)"
    r"|since (?:the )?(?:start|beginning|end) of)\s+(?:in\s+|on\s+|the\s+|that\s+of\s+|those\s+of\s+)*$",
    re.I,
)
_SINCE = re.compile(
    r"\b(?P<since>since)\s+(?:at\s+least\s+|around\s+|early\s+|late\s+|the\s+)?$", re.I
)
_RECORD = re.compile(
    r"\b(?:\w{3,}est|first|most|only|last|any|unprecedented|never|no\s+such|highest|lowest|worst|not\s+seen"
    r"|not\s+been|record)\b|\bnot\s*$",
    re.I,
)
# 'the 17th attack this year', 'for the second time this week', 'one of the largest raids this month': of so many, when isn't told
_MOST = r"(?:(?!(?:\w*[we]est|latest|protest|arrest|forest|interest|request)\b)\w{3,}est|worst|most\s+\w+)"
_THIS = re.compile(r"(?:so\s+far\s+)?this\s+(?:week|month|year|summer|winter|spring|autumn)", re.I)
_AMONG = re.compile(
    rf"\b(?:first\s+time|(?:(?!first\b){ORDINAL}|{_MOST})(?:\s+[\w-]+){{0,2}}?\s+(?:time|{EVENT_NOUN}))\b"
    r"(?:(?!\b(?:expected|due|planned|will|after|since|before)\b)[^,;:.()]){0,60}?\s(?:so\s+far\s+)?$",
    re.I,
)
_NOT_EST = re.compile(
    r"\b(?:west|east|northwest|southwest|northeast|southeast|forest|protest|arrest|test|rest|request|guest|interest|budapest|bucharest|brest|latest)\b",
    re.I,
)
_BEFORE = re.compile(
    r"\b(?:before|ahead of|prior to|after|following)\s+"
    rf"(?:(?:the|a|an)\s+(?:[\w-]{{1,30}}\s+){{0,2}}?{EVENT_NOUN}\s+(?:of|on|in)\s+)?(?:the\s+)?$",
    re.I,
)
# 'before the attack of 3 May on Ansel'
_OF_ITS_PLACE = re.compile(r"\s+(?:on|at|in|against|near|of)\s+(?:the\s+)?")
_AFTER_IT = re.compile(r"(?:,\s[A-Z][\w'’-]+){0,2},?\s+(?:after|following)\b")  # of a caption
# 'will meet in X before Christmas'
_ERE = re.compile(r"\b(?:before|ahead\s+of)\s+(?:the\s+)?$")
_UNTIL = re.compile(r"\b(?:until|till|by|no\s+later\s+than)\s+(?:at\s+least\s+|the\s+)?$", re.I)
_NOT_UNTIL = re.compile(
    r"\bdid(?:\s+not|n['’]t)\s+(?:meet|resume|sit\s+down|return|convene|reconvene|fall|enter|reach)\b[^,;:.]{0,60}\s(?:until|till)\s+(?:the\s+)?$"
)
_NO_LATER = re.compile(r"\b(?:by|no\s+later\s+than)\s+(?:the\s+)?$", re.I)
_GOES_ON_TO = re.compile(r"\b(?:and|but|while|as)\b")
_END_OF = re.compile(r"(?:the\s+)?(?:very\s+)?end\s+of\b", re.I)
_MIDDLE_OF = re.compile(r"mid\b|(?:the\s+)?(?:very\s+)?middle\s+of\b", re.I)
_HALF_OF_TEN = timedelta(days=4)
_NAMED_END = re.compile(rf"\d|{MONTH}")
_BY_WHEN = re.compile(r"\bBy\s+$")
_SO_IT_WAS = re.compile(
    r"(?:(?!\b(?:had|has|have)\b)[^,;:.]){1,80}?\b(?:was|were)\b(?!\s+(?:killed|wounded|injured|displaced|arrested)\b)"
)
# 'the talks were adjourned until Monday': the day they go on
_BREAK_UNTIL = re.compile(
    r"\b(?:adjourned|suspended|paused|interrupted|halted|broken\s+off|broke\s+off|frozen|shut|closed)\b[^,;:.]{0,40}\s(?:until|till)\s+(?:the\s+)?$"
)
_WHEN = re.compile(r",\s+when\b")
# 'X, quiet since March, was shelled on Monday'
_QUIET = re.compile(
    r"\b(?:quiet|calm|peaceful|spared|untouched|unscathed|undisturbed|dormant|silent|safe)\s+(?:ever\s+)?since\s+"
    r"(?:(?:the|an?|its)\s+(?:[\w-]{1,30}\s+){1,2}of\s+)?(?:early\s+|late\s+)?$"
)
WHEN_THERE = re.compile(r",\s+(?:when|the\s+day\s+(?:on\s+which|when|that))\b[^,;:]*")
_FROM = re.compile(r"\b(?:from|starting|beginning|as\s+of)\s+(?:on\s+)?$", re.I)
_AS_OF = re.compile(r"\bas\s+of\s+$", re.I)
# 'postponed from January', 'originally set for December': no longer
_MOVED = re.compile(
    r"\b(?:postponed|moved|delayed|brought\s+forward|rescheduled|put\s+off|put\s+back|pushed\s+back)\s+from\s+$"
    r"|\b(?:originally|initially|first|previously)\s+(?:to\s+have\s+been\s+)?"
    r"(?:set|scheduled|planned|due|slated|billed|meant|held|pencilled\s+in)\s+(?:for|in|on)\s+$",
    re.I,
)
# 'the insurgency that began in 2009 has since spread to X': how old it is
_SINCE_IT_BEGAN = re.compile(
    r"\b(?:that|which)\s+(?:began|started|broke\s+out|erupted)\s+(?:back\s+)?(?:in|on)\s+$", re.I
)
# 'the militia, which seized X in 2007, fired rockets at Y': the aside's own
_ASIDE = re.compile(r",\s+(?:which|who|whose)\s(?:[^\s,;]+\s+){2,}$")
_CLOSES = re.compile(r"[^,;:()]{0,60}?(?:,\s\d{1,3})?,\s")
# 'people who fled the fighting in X received food on Monday': the day is another's
_FLED = re.compile(
    r"\b(?:who|that|which)\s+(?:(?:had|have|has)\s+)?(?:fled|escaped|survived)\s[^,;:]{0,120}$"
)
_AT_ONCE = re.compile(r"\s+(?:(?:on|in|late|early|last|this|overnight)\s+)*")
# 'took X in July and have since fought in Y'
_HAS_SINCE = re.compile(r"\b(?:has|have|had|['’]s|['’]ve)\s+since\b")
# 'have traded fire in X since gunmen killed nine on Monday': from that day on
_SINCE_WHAT = re.compile(
    r"\b(?:has|have|had)\b[^,;:.]{1,120}?\b(?P<since>since)\s+(?P<what>[^,;:.]{1,80}?\s)(?:(?:on|in|late|early)\s+)?$"
)
_NEW_PREDICATE = re.compile(r"^,?\s+(?:has|have|had|is|are|was|were|will)\b")
_BEGAN = re.compile(
    r"\b(?:began|begun|started|launched|unleashed|broke\s+out|erupted|flared|laid\s+siege|surrounded|encircled"
    r"|besieged)\b[^,;:.]{0,80}$",
    re.I,
)
# "Monday's talks", "the March bombings", "the 2014 siege"
_MODIFIES = re.compile(rf"['’]s?\s|\s+(?:[\w-]+\s+){{0,2}}?{EVENT_NOUN}\b")
# "since December's fighting, which killed nine in X"
_STORY = re.compile(
    rf"(?:['’]s)?\s+(?:[\w-]{{1,30}}\s+){{0,2}}?{EVENT_NOUN},?\s+(?:in\s+which|which|that|where|when)\s[^,;:]{{0,100}}"
)
# 'signed a deal in X to withdraw by 1 May'
_DEADLINE = re.compile(
    r"(?<!\bable )(?<!\bmanaged )(?<!\bunable )(?<!\bbegan )(?<!\bwent on )(?<!\bhelped )\bto\s+(?!(?:the|an?|his|its|their)\b)"
    r"[a-z]+\b[^,;:.]{0,60}\bby\s+(?:the\s+)?$"
)
# 'the October 7 attack', months later: the day is its name, of whatever year
_NAMES = re.compile(
    r"(?:['’]s)?\s+(?:\w[\w-]{0,29}\s+){0,2}?(?:attacks?|massacres?|bombings?|assaults?|atrocit(?:y|ies)"
    r"|shootings?|killings|pogroms?|attackers?|hijackers?)\b"
)
_NAMED = re.compile(
    r"(?:^|\b(?:the|that|this|those|these|a|its|their|his|her|\w{1,30}['’]s)\s+)"
    r"(?:(?!(?:on|in|of|from|until|since|by)\b)[\w-]{1,30}\s+){0,2}$",
    re.I,
)
_MONTH_OR_FEAST = re.compile(r"\d|Easter|Good|Palm|Christmas|New|Boxing|Ash")
_STILL_NEWS = timedelta(days=60)
_WINDOW = 90  # code points before a date in which words tell what it is


def is_among(sentence: str, expression: Expression) -> bool:
    """Return whether a stretch only tells among what something counts: 'the 17th attack this year'."""
    return _THIS.fullmatch(expression.text) is not None and (
        _AMONG.search(sentence, max(0, expression.start - _WINDOW), expression.start) is not None
    )


def as_worded(
    sentence: str,
    expression: Expression,
    mention: tuple[int, int],
    status: str,
    published: date | None,
) -> str | None:
    """Return the event's date as the words before the expression make it; None: not the event's."""
    before = sentence[max(0, expression.start - _WINDOW) : expression.start]
    if _COMPARED.search(before) or _is_a_name(sentence, expression, published):
        return None
    if status in PAST and is_among(sentence, expression):
        return None
    modifies = None if expression.days.open_ended else _MODIFIES.match(sentence, expression.end)
    if modifies and not (_SINCE.search(before) and _is_plain_day(expression, modifies)):
        between = sentence[expression.end : mention[0]]
        if mention[0] >= expression.end and len(between) < 60 and not re.search(r"[,;]", between):
            return expression.edtf  # "Monday's White House talks", whatever stands before
        if _STORY.fullmatch(sentence, expression.end, mention[0]):
            return expression.edtf
    if _of_another_clause(sentence, expression, mention, before):
        return None
    if new_day(sentence, expression.start):
        return expression.edtf
    if status == "planned" and _MOVED.search(before):
        return None
    if (
        mention[0] >= expression.end
        and _SINCE_IT_BEGAN.search(before)
        and _NEW_PREDICATE.match(sentence[expression.end : mention[0]])
    ):
        return None
    if mention[0] >= expression.end and _HAS_SINCE.search(sentence, expression.end, mention[0]):
        return None
    low = max(0, expression.start - _WINDOW)
    if _QUIET.search(before) and not WHEN_THERE.fullmatch(sentence, expression.end, mention[0]):
        return None
    begins = _SINCE.search(sentence, low, expression.start) or since_what(
        sentence, expression, mention
    )
    if begins:
        if WHEN_THERE.fullmatch(sentence, expression.end, mention[0]):
            return expression.edtf  # 'quiet since March, when rebels took X'
        own = begins.string[low : begins.start("since")].rpartition(",")[2]
        if _RECORD.search(_NOT_EST.sub("", own)):
            return None
        first = expression.ends[0]
        if status not in PAST or (published and expression.days.begin > published):
            return None  # 'talks frozen since May will resume'
        if status == "ongoing" or published is None:
            return f"{first}/.."
        today = published.isoformat()
        return first if first == today else f"{first}/{today}"
    if expression.days.open_ended:
        return expression.edtf if status == "ongoing" else None
    between = sentence[expression.end : mention[0]] if mention[0] > expression.end else ""
    if (
        status not in PAST
        and _ERE.search(before)
        and not modifies
        and not _GOES_ON_TO.search(sentence, expression.end, max(mention[0], expression.end))
    ):
        return _up_to(expression, ere=True)
    if _BEFORE.search(before) and not (
        (expression.days.unit == "month" and before.endswith("the following "))
        or _OF_ITS_PLACE.fullmatch(between)
        or (mention[0] < 3 and _AFTER_IT.match(sentence, mention[1]))
    ):
        return None
    if status in PAST and (_DEADLINE.search(before) or _BREAK_UNTIL.search(before)):
        return None
    ahead = status not in PAST and expression.days.unit != "year"
    if expression.in_one or (ahead and _NO_LATER.search(before)):
        first = expression.ends[0]
        if status == "ongoing" and _BEGAN.search(before):
            return f"{first}/.."
        if _UNTIL.search(before):
            if status == "occurred" and _NOT_UNTIL.search(before):
                return expression.edtf  # 'did not meet again until May'
            if _WHEN.match(sentence, expression.end):
                return expression.edtf  # "quiet until Sunday, when a drone hit X"
            if (
                status in PAST
                and expression.days.unit == "day"
                and _BY_WHEN.search(before)
                and _SO_IT_WAS.match(sentence, expression.end)
            ):
                return expression.edtf  # 'By Thursday the rebels were in X'
            return _up_to(expression)
        state = status == "ongoing" and _AS_OF.search(before)
        if _FROM.search(before) and status in {"ongoing", "planned"} and not state:
            return f"{first}/.."
    return expression.edtf


def _up_to(expression: Expression, *, ere: bool = False) -> str:
    """Return the stretch that a date closes: 'by the end of the month' up to its last day, 'by the end of May' to May.

    By summer it is over when summer begins; `ere`: before a weekend or a season, by the day or month before it.
    """
    last, unit = expression.days.finish, expression.days.unit
    if not (expression.in_one or _END_OF.match(expression.text)) and (ere or unit == "month"):
        first = expression.days.begin
        edge = first - timedelta(days=ere and first > date.min)
        return f"../{written(edge, unit)}"
    if not (is_part_of_month(expression.days) or _END_OF.match(expression.text)):
        return f"../{expression.ends[1]}"
    if _MIDDLE_OF.match(expression.text):
        last = expression.days.begin + _HALF_OF_TEN
    of_month = _NAMED_END.search(expression.text) and last == month_days(last.year, last.month)[1]
    return f"../{last:%Y-%m}" if of_month else f"../{last}"


def _is_plain_day(expression: Expression, modifies: re.Match[str]) -> bool:
    """Return whether a day only stands before what the sentence tells: 'Since 21 January operations ...'."""
    return expression.days.unit == "day" and modifies.group()[0] not in "'’"


def since_what(
    sentence: str, expression: Expression, mention: tuple[int, int]
) -> re.Match[str] | None:
    """Return where it is told since what the mention's event goes on; None where the date is no such."""
    if mention[1] > expression.start:
        return None
    window = (max(0, expression.start - 200), expression.start)
    found = _SINCE_WHAT.search(sentence, *window)
    return found if found and mention[1] <= found.start("what") else None


def _of_another_clause(
    sentence: str, expression: Expression, mention: tuple[int, int], before: str
) -> bool:
    """Return whether the date stands in a relative clause that the mention isn't in, or the reverse."""
    if expression.end < mention[0]:
        closes = _CLOSES.match(sentence, expression.end, mention[0])
        return closes is not None and _ASIDE.search(before) is not None
    if expression.start < mention[1] or not _FLED.search(
        sentence, max(0, mention[0] - 160), mention[0]
    ):
        return False
    return _AT_ONCE.fullmatch(sentence, mention[1], expression.start) is None


def _is_a_name(sentence: str, expression: Expression, published: date | None) -> bool:
    """Return whether the date names an event of no told year: 'the October 7 attack'."""
    days = expression.days
    return (
        published is not None
        and days.unit == "day"
        and not days.stated
        and published - days.finish > _STILL_NEWS
        and _MONTH_OR_FEAST.search(expression.text) is not None
        and _NAMES.match(sentence, expression.end) is not None
        and _NAMED.search(sentence, max(0, expression.start - _WINDOW), expression.start)
        is not None
    )


def contradicts(expression: Expression, status: str, published: date | None) -> bool:
    """Return whether the days can't be those of an event of this status."""
    if published is None:
        return False
    if status in {"planned", "proposed"}:
        return expression.days.finish < published
    if status in PAST:
        return (expression.days.begin - published).days > 2
    return False


_ACT = (
    r"(?:ruled\s+out|reject|refus|declin|cancel|call(?:ed|s)\s+off|propos|offer|suggest|invit|doubt"
    r"|reiterat|float|pull(?:ed|s)\s+out)"
)
_ACT_AFTER = re.compile(rf"\s+(?:\w+ly\s+)?{_ACT}", re.I)
_ACT_BEFORE = re.compile(rf"{_ACT}\w*\s+(?:on\s+|late\s+|early\s+)*$", re.I)


def leads(sentence: str, expression: Expression, mention: tuple[int, int]) -> bool:
    """Return whether the date is that of an offer or a refusal, not of what it is about.

    "On Monday he ruled out a meeting in X" dates the refusal; "Monday's meeting in X" doesn't.
    """
    if expression.end > mention[0] or sentence[expression.end : expression.end + 2] in {"'s", "’s"}:
        return False
    before = sentence[max(0, expression.start - 40) : expression.start]
    return (
        (opens(sentence, expression.start) and not re.search(r"\bfor\s+$", before))
        or _ACT_AFTER.match(sentence, expression.end) is not None
        or _ACT_BEFORE.search(before) is not None
    )

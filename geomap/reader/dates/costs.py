"""How far a date of a sentence is from an event of it: letters, and more for each clause between."""

from __future__ import annotations

import re

from geomap.reader.dates.expressions import Expression
from geomap.reader.dates.wording import WHEN_THERE, since_what
from geomap.reader.wording.clauses import A_LETTER, apart, opens

TOO_FAR = 75.0  # beyond this cost a date belongs to something else
TOO_FAR_AHEAD = 45.0  # for what is only planned or thought of

# What follows the mention up to its date: 'the Ansel summit, which begins on ...'
_WHICH_TOOK_PLACE = re.compile(
    r"[^,;.:]{0,40},?\s+(?:which|that)\s+(?:\w+\s+){0,3}?(?:begins?|began|starts?|started|opens?|opened"
    r"|broke\s+out|erupted|takes?\s+place|took\s+place|held|ends?|ended|concludes?|concluded|fell|happened"
    r"|occurred|(?:set|scheduled|planned|due|slated|booked|arranged|fixed|billed)(?=\s+for\s)"
    r"|to\s+(?:have\s+(?:been\s+held|taken\s+place|begun|started|opened|convened)|be\s+held|take\s+place|begin|start|open|convene)"
    r"|(?:killed|wounded|left|claimed|cost|destroyed)\s[^,;.:]{1,60}?)\s+(?:(?:on|in|from|for|late|early)\s+|mid-)*",
    re.I,
)

# 'fell on Monday, X on Tuesday, Y a day later, Z, the last of them, the following June'
_BESIDE = re.compile(
    r"(?:,\s(?:the|an?|its|their|his|her|in|near|outside|north|south|east|west)\s[^,;:()]{2,60},)?(?P<words>\s+(?:(?:on|in|at|from|between|the|that|same|next|following|previous|late|early|end|start"
    r"|beginning|night|morning|evening|hours|of)\s+){0,6})"
)
# 'on Monday X fell, and the next day Y', 'four days later, at Z', 'on Friday they walked into W'
_BESIDE_BEFORE = re.compile(
    r"(?:,\s+(?:at|in|near)\b|,(?=\s+the\s+(?:town|city|port|village|base)\s+of\s))?\s+(?:the\s+[a-z]+\s+of\s+)?(?:(?:they|he|she|it)\s+[a-z]{2,}ed\s+(?:(?:into|to|out\s+of|off)\s+)?)?"
    r"(?:(?:at|in|near)\s+(?:an?\s+(?:[\w'’-]+\s+){1,4}(?:in|at|near)\s+)?)?(?:the\s+)?"
)
# 'toured the market in X that was bombed on Saturday', 'in X to see a school hit last Friday'
_OF_THE_PLACE = re.compile(r"(?!\s+(?:and|but|or)\s)[^,;:.]{0,60}\s")
# 'on Monday X, on Tuesday Y and Z': the second of two places beside its date
_AND_PLACE = re.compile(
    r"(?P<words>\s+and\s+(?:the\s+)?[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,2}\s+(?:(?:late|early)\s+)?(?:on|in|at)\s+(?:the\s+)?)"
)
_COMMA_ON, _PHRASE_ENDS = re.compile(r",\s+(?:in|on)\s+"), re.compile(r"[,.;)]|\s+and\b|$")
_BESIDE_COST = 2.0  # at most, whatever words lead up to the date
_ENDS_CAPTION = re.compile(r"[.\s]*$")  # 'Smoke over X after the shelling, 19 August'
# 'rebels took X, and on Monday they left': the day of the next clause
_NEXT_OPENS = re.compile(
    r"[,;]\s+(?:(?:and|but|then),?\s+)?(?:on|in|late\s+on|early\s+on|from)\s+$"
)
# 'met in X to discuss a truce reached in Y on 28 July'
_TO_DISCUSS = re.compile(
    r"\sto\s+(?:discuss|review|assess|condemn|protest|consider|implement|monitor|investigate|commemorate|weigh|debate)\s"
)
_THEN_ACTS = re.compile(
    r",?\s+(?:(?:they|he|she|it|we|(?:the\s+)?[a-z]+s)\s+(?:were|was|had|[a-z]+ed|[a-z]{3,8})\s"
    r"|(?:in|at)\s+(?-i:[A-Z])|(?:an?|the)\s+[a-z]+\s+(?:in|at|near)\s+(?-i:[A-Z])|(?:the\s+(?:town|city|port|village|base)\s+of\s+)(?-i:[A-Z]))"
)
# 'secured the ridge above Y, where troops landed last week, and the bridge at X'
_OF_THE_NAME = re.compile(r"(?:\s[a-z]+)?(?:,\s(?:in|near)\s[^,]{2,30})?")
_AN_ASIDE = 200  # code points
_CLOSED_ASIDE = re.compile(r",\s+(?:where|which|who|whose)\s[^,;:()]{3,160},")
_AS_EARLY_AS = re.compile(
    r"\b(?:before|ahead\s+of|as\s+(?:early|soon|late|recently)\s+as|no\s+later\s+than|(?:put\s+off|postponed|delayed|pushed\s+back)\s+until)\s+(?:the\s+)?$"
)
_SINCE_THEN = re.compile(r"\b(?P<word>since|until)\s+(?:(?:early|late)\s+|mid-)?$")
# 'bombing X, Y and Z since October 7', 'fighting in X has gone on since May'
_IN_A_ROW = re.compile(
    r"(?:(?:,|,?\s+and|\s+or)\s+(?:the\s+)?[A-Z][\w'’-]*|\s+(?!(?:which|that|where|who|whose|after|as|when|while)\b)[\w'’-]+){0,12}"
    r"\s+"
)


def cost(
    sentence: str,
    expression: Expression,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None,
    *,
    goes_on: bool = False,
) -> float:
    """Return how far the expression is from the event: letters, and more for each clause between.

    What `goes_on` does so since a date, whatever stands between.
    """
    to_mention = _distance(sentence, expression, mention, goes_on=goes_on)
    if expression.start > mention[1]:
        between = sentence[mention[1] : expression.start]
        told_of = sentence[trigger[1] : expression.start] if trigger else ""
        if trigger and mention[1] <= trigger[1] and _WHICH_TOOK_PLACE.fullmatch(told_of):
            return 0.0  # 'for X for a summit that begins on Saturday'
        beside = _BESIDE.fullmatch(told_of)
        if beside and trigger and _OF_THE_PLACE.fullmatch(sentence, mention[1], trigger[0]):
            return _beside(beside["words"])
        if len(between) < 120 and _WHICH_TOOK_PLACE.fullmatch(between):
            return to_mention * 0.2
        if beside := _BESIDE.fullmatch(between) or _AND_PLACE.fullmatch(between):
            return _beside(beside["words"])
        if _COMMA_ON.fullmatch(between) and _PHRASE_ENDS.match(sentence, expression.end):
            return _BESIDE_COST  # 'in X, in October, and'
        if _TO_DISCUSS.search(between):
            return to_mention + TOO_FAR_AHEAD
        if _NEXT_OPENS.search(between) and _THEN_ACTS.match(sentence, expression.end):
            return to_mention + TOO_FAR
    elif WHEN_THERE.fullmatch(sentence, expression.end, mention[0]):
        return _BESIDE_COST  # 'the losses of 2022, when rebels took X'
    elif beside := _BESIDE_BEFORE.fullmatch(sentence, expression.end, mention[0]):
        return _beside(beside.group())
    far = to_mention
    if trigger and ";" not in sentence[min(mention[1], trigger[1]) : max(mention[0], trigger[0])]:
        to_trigger = _distance(sentence, expression, trigger, goes_on=goes_on)
        far = 0.6 * to_trigger + 0.4 * to_mention
    if _ENDS_CAPTION.match(sentence, expression.end) and sentence.endswith(
        ", ", 0, expression.start
    ):
        far *= 0.5
    if trigger and _in_an_aside(sentence, expression, mention, trigger):
        far += TOO_FAR_AHEAD
    return far + (15 if expression.days.coarse else 0)


def _in_an_aside(
    sentence: str, expression: Expression, mention: tuple[int, int], trigger: tuple[int, int]
) -> bool:
    """Return whether the date is of a closed aside in which neither the place nor the event stands."""
    window = (max(0, expression.start - _AN_ASIDE), expression.end + _AN_ASIDE)
    for aside in _CLOSED_ASIDE.finditer(sentence, *window):
        if aside.start() >= expression.start:
            return False
        own = mention[1] <= aside.start()
        if own and _OF_THE_NAME.fullmatch(sentence, mention[1], aside.start()):
            return False  # of the place itself: 'X, which they overran in May, is quiet'
        if expression.end <= aside.end():
            return not any(
                aside.start() < one[0] and one[1] <= aside.end() for one in (mention, trigger)
            )
    return False


def _beside(words: str) -> float:
    """Return what a date costs that only `words` part from the place: little, whatever they are."""
    return min(_BESIDE_COST, len(words) * A_LETTER)


def _distance(
    sentence: str, expression: Expression, span: tuple[int, int], *, goes_on: bool
) -> float:
    window = (max(0, expression.start - 20), expression.start)
    lead = None if goes_on else _AS_EARLY_AS.search(sentence, *window)
    start = lead.start() if lead and lead.start() >= span[1] else expression.start
    if since := since_what(sentence, expression, span):
        start = since.start("since")
    elif then := _SINCE_THEN.search(sentence, *window):
        whatever = goes_on and then["word"] == "since" and then.start() >= span[1]
        if whatever or _IN_A_ROW.fullmatch(sentence, span[1], then.start()):
            start = then.start()
    far = apart(sentence, (start, expression.end), span)
    if expression.end <= span[0] and opens(sentence, expression.start):
        # "On Monday ..." opens the sentence and dates what follows
        return far * (1 if ";" in sentence[expression.end : span[0]] else 0.5)
    return far

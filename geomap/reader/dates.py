"""When an event took place, or is to: the date expression that governs it, in EDTF.

A sentence may hold several dates: of the event, of what was said, of what it is compared with.
`event_date` takes the one nearest to the event's trigger, counted in clauses before letters, and
never the date on which somebody spoke. Where the text dates nothing, an event that happened is
bounded by the day its article was published: that day is never claimed for the event itself.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from geomap.model import DateBasis
from geomap.reader import date_expressions
from geomap.reader.clauses import apart, opens
from geomap.reader.date_expressions import Expression
from geomap.reader.date_meanings import NUMBER_WORDS, Days, number, shift
from geomap.reader.sentences import split
from geomap.reader.speech import is_day_of_speech

_PAST = frozenset({"occurred", "ongoing", "did_not_occur"})
_IN_DOUBT = frozenset({"proposed", "ruled_out"})
# Beyond this cost a date belongs to something else.
_TOO_FAR = 75.0
_TOO_FAR_AHEAD = 45.0  # for what is only planned or thought of
_CONTEXT_SENTENCES = 12


class DateReading(NamedTuple):
    """When an event was or will be."""

    edtf: str
    basis: DateBasis
    text: str | None  # the words that tell; None when only the article's date bounds it


class _Candidate(NamedTuple):
    start: int
    text: str
    edtf: str
    stated: bool
    cost: float


def event_date(
    sentence: str,
    *,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None = None,
    site: str,
    status: str | None,
    published: date | None,
    context: str = "",
) -> DateReading | None:
    """Return when the event of `mention` was or will be; None when nothing tells.

    `mention` and `trigger` are offsets into `sentence`. `context` is text that stands before
    the sentence, of which only the last sentences count. None too for a mention of no event, and
    for one planned, proposed or ruled out whose time isn't given.
    """
    if site == "none" or status is None:
        return None
    before = [context[a:b] for a, b in split(context[-3_000:])][-_CONTEXT_SENTENCES:]
    about = _About(status, published, _year_told(before, published), _day_named(before, published))
    best, told_on = _governing(sentence, mention, trigger, about)
    if best is None and status in _PAST and status != "ongoing":
        best = _carried(sentence, mention, about, before)
    if best is not None:
        return DateReading(best.edtf, "stated" if best.stated else "relative", best.text)
    if published is None or status not in _PAST:
        return None
    if status != "ongoing" and told_on is not None and told_on.days.unit == "day":
        told = told_on.days.finish  # who tells on Monday tells of nothing later
        if told < published:
            basis: DateBasis = "stated" if told_on.days.stated else "relative"
            return DateReading(f"../{told.isoformat()}", basis, told_on.text)
    if status == "ongoing":  # under way when it was published: true of that month, of no one day
        return DateReading(published.isoformat()[:7], "bounded_by_publication", None)
    return DateReading(f"../{published.isoformat()}", "bounded_by_publication", None)


class _About(NamedTuple):
    """What a sentence's dates are read against."""

    status: str
    published: date | None
    told_year: int | None = None  # the year the sentences before tell of
    known: date | None = None  # the last day named before


def _governing(
    sentence: str, mention: tuple[int, int], trigger: tuple[int, int] | None, about: _About
) -> tuple[_Candidate | None, Expression | None]:
    """Return the date of `sentence` that governs the event, and the day on which it was told of."""
    status, published = about.status, about.published
    reference = _caption_day(sentence, published) or published
    future = status not in _PAST
    found = date_expressions.find(
        sentence, published=reference, future=future, year=about.told_year
    )
    found = _with_the_year_told(sentence, found, reference, future)
    found = _counted_from(sentence, found, mention, about.known)
    dateline = _dateline_end(sentence)
    candidates: list[_Candidate] = []
    told_on: Expression | None = None
    for expression in found:
        if expression.end <= dateline or _contradicts(expression, status, published):
            continue
        if is_day_of_speech(sentence, expression.start, expression.end):
            told_on = expression
            continue
        edtf = _edtf(sentence, expression, mention, status, published)
        if edtf is None or (status in _IN_DOUBT and _leads(sentence, expression, mention)):
            continue
        cost = _cost(sentence, expression, mention, trigger)
        if cost <= (_TOO_FAR_AHEAD if future else _TOO_FAR):
            candidates.append(
                _Candidate(expression.start, expression.text, edtf, expression.days.stated, cost)
            )
    return min(candidates, key=lambda item: (item.cost, item.start), default=None), told_on


_ACT = (
    r"(?:ruled\s+out|reject|refus|declin|cancel|call(?:ed|s)\s+off|propos|offer|suggest|invit|doubt"
    r"|reiterat|float|pull(?:ed|s)\s+out)"
)
_ACT_AFTER = re.compile(rf"\s+(?:\w+ly\s+)?{_ACT}", re.I)
_ACT_BEFORE = re.compile(rf"{_ACT}\w*\s+(?:on\s+|late\s+|early\s+)*$", re.I)


def _leads(sentence: str, expression: Expression, mention: tuple[int, int]) -> bool:
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


# --- which date belongs to the event ----------------------------------------------------------


def _cost(
    sentence: str,
    expression: Expression,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None,
) -> float:
    """Return how far the expression is from the event: letters, and more for each clause between."""
    to_mention = _distance(sentence, expression, mention)
    if trigger is None:
        cost = to_mention
    else:
        cost = 0.6 * _distance(sentence, expression, trigger) + 0.4 * to_mention
    return cost + (15 if expression.days.coarse else 0)


def _distance(sentence: str, expression: Expression, span: tuple[int, int]) -> float:
    cost = apart(sentence, (expression.start, expression.end), span)
    if expression.end <= span[0] and opens(sentence, expression.start):
        between = sentence[expression.end : span[0]]
        return cost * (
            1 if ";" in between else 0.5
        )  # "On Monday ..." opens the sentence and dates what follows
    return cost


_COMPARED = re.compile(
    r"\b(?:than|compared (?:with|to)(?: the same period)?|unlike|similar to|as (?:they|it) (?:did|was)"
    r"|since (?:the )?(?:start|beginning|end) of)\s+(?:in\s+|on\s+|the\s+|that\s+of\s+|those\s+of\s+)*$",
    re.I,
)
_SINCE = re.compile(r"\bsince\s+(?:at\s+least\s+|around\s+|early\s+|late\s+|the\s+)?$", re.I)
_RECORD = re.compile(
    r"\b(?:\w{3,}est|first|most|only|last|unprecedented|never|no\s+such|highest|lowest|worst|not\s+seen"
    r"|not\s+been|record)\b",
    re.I,
)
_NOT_EST = re.compile(
    r"\b(?:west|east|northwest|southwest|northeast|southeast|forest|protest|arrest|test|rest|request|guest|interest|budapest|bucharest|brest|latest)\b",
    re.I,
)
_BEFORE = re.compile(r"\b(?:before|ahead of|prior to|after|following)\s+(?:the\s+)?$", re.I)
_UNTIL = re.compile(r"\b(?:until|till|by)\s+(?:at\s+least\s+|the\s+)?$", re.I)
_FROM = re.compile(r"\b(?:from|starting|beginning|as\s+of)\s+(?:on\s+)?$", re.I)


def _edtf(
    sentence: str,
    expression: Expression,
    mention: tuple[int, int],
    status: str,
    published: date | None,
) -> str | None:
    """Return the event's date as the words before the expression make it; None: not the event's."""
    before = sentence[max(0, expression.start - 90) : expression.start]
    if _COMPARED.search(before):
        return None
    possessive = re.match(r"['’]s?\s", sentence[expression.end :]) is not None
    if possessive:
        between = sentence[expression.end : mention[0]]
        if mention[0] >= expression.end and len(between) < 60 and not re.search(r"[,;]", between):
            return expression.edtf  # "Monday's White House talks", whatever stands before
    begins = _SINCE.search(before)
    if begins:
        if _RECORD.search(_NOT_EST.sub("", before[: begins.start()])):
            return None
        first = expression.edtf.split("/")[0]
        if status == "ongoing" or published is None:
            return f"{first}/.."
        return f"{first}/{published.isoformat()}"
    if expression.days.open_ended:
        return expression.edtf if status == "ongoing" else None
    if _BEFORE.search(before):
        return None
    if "/" not in expression.edtf:
        if _UNTIL.search(before):
            return f"../{expression.edtf}"
        if _FROM.search(before) and status in {"ongoing", "planned"}:
            return f"{expression.edtf}/.."
    return expression.edtf


def _contradicts(expression: Expression, status: str, published: date | None) -> bool:
    """Return whether the days can't be those of an event of this status."""
    if published is None:
        return False
    if status in {"planned", "proposed"}:
        return expression.days.finish < published
    if status in _PAST:
        return (expression.days.begin - published).days > 2
    return False


# --- what dates are counted from --------------------------------------------------------------

_COUNTED = re.compile(
    rf"\b(?:(?P<n>\d{{1,3}}|{'|'.join(NUMBER_WORDS)})\s+(?P<unit>day|week|month|year)s?"
    r"|(?P<next>the\s+(?:next|following)\s+day)|(?P<same>(?:(?:just|only)\s+)?hours|the\s+same\s+day))"
    r"(?:\s+(?P<way>after|before|later|earlier|following))?\b",
    re.I,
)
_CLAUSE_END = re.compile(r"[,;]")


def _counted_from(
    sentence: str, found: list[Expression], mention: tuple[int, int], known: date | None
) -> list[Expression]:
    """Return `found` with days counted from them: 'on Monday, two days after they had met in X'.

    `known` is the day from which it counts where the sentence itself has none.
    """
    counted = found
    for match in _COUNTED.finditer(sentence):
        way = (match["way"] or "").lower()
        if match["next"]:
            count, unit = 1, "day"
        elif way and not match["same"]:
            count, unit = number(match["n"]), match["unit"].lower()
        else:
            continue
        at, end = match.span()
        days = [item for item in found if item.days.unit == "day"]
        earlier = [item for item in days if item.end <= at]
        if way in {"after", "following", "before"}:
            step = count if way != "before" else -count
            closes = _CLAUSE_END.search(sentence, end)
            end = closes.start() if closes else len(sentence)
            inside = [item for item in days if match.end() <= item.start < end]
            if match.end() <= mention[0] < end:
                # the other event's day is told first; this one lies on its far side
                anchor, step = (earlier[-1:] if not inside else []), -step
                at = end = match.end()
            else:
                anchor = inside[:1]
        else:
            anchor, step = earlier[-1:], (-count if way == "earlier" else count)
        begin = anchor[0].days.begin if anchor else known
        if begin is None or (not anchor and match.end() > mention[0]):
            continue
        first, last, precision = shift(begin, step, unit)
        stated = bool(anchor) and anchor[0].days.stated
        made = Expression(at, end, match.group(), Days(first, last, precision, stated=stated))
        if at < end:
            counted = [item for item in counted if not at <= item.start < end]
        counted = [*counted, made]
    return sorted(counted, key=lambda item: item.start)


_CAPTION = re.compile(r"[,(]\s*$")


def _caption_day(sentence: str, published: date | None) -> date | None:
    """Return the day that ends a caption ('..., in X, June 25, 2016.'), from which it counts."""
    if not re.search(r"\b(?:1[5-9]|20)\d\d\W{0,3}$", sentence):
        return None
    for expression in date_expressions.find(sentence, published=published):
        at_end = len(sentence.rstrip(" .)\"'”’")) <= expression.end
        if at_end and expression.days.stated and expression.days.unit == "day":
            return expression.days.begin if _CAPTION.search(sentence[: expression.start]) else None
    return None


def _with_the_year_told(
    sentence: str, found: list[Expression], published: date | None, future: bool
) -> list[Expression]:
    """Give dates without a year the one that opens their sentence: 'In 1994, on 7 April, ...'."""
    opening = [item for item in found[:1] if item.days.unit == "year" and item.days.stated]
    if (
        not opening
        or opening[0].start > 12
        or opening[0].days.begin.year != opening[0].days.finish.year
    ):
        return found
    return date_expressions.find(
        sentence, published=published, future=future, year=opening[0].days.begin.year
    )


def _year_told(before: list[str], published: date | None) -> int | None:
    """Return the past year that the sentences before tell of, where the last date there names one."""
    for sentence in reversed(before):
        found = date_expressions.find(sentence, published=published)
        if not found:
            continue
        days = found[-1].days
        tells = days.stated and days.begin.year == days.finish.year
        if not tells or (days.unit == "year" and found[-1].start > 12):
            return None
        return (
            days.begin.year if published is None or days.begin.year < published.year - 1 else None
        )
    return None


def _day_named(before: list[str], published: date | None) -> date | None:
    """Return the last single day of the week before publication that the sentences before name."""
    for sentence in reversed(before):
        for expression in reversed(date_expressions.find(sentence, published=published)):
            first, last, unit = expression.days[:3]
            if published and unit == "day" and first == last and 0 <= (published - first).days < 7:
                return first
    return None


_DATELINE = re.compile(r"^[^a-z]{2}[^-–—]{0,70}?(?:\([^)]{1,30}\)\s*)?(?:\s[-–—]+\s|—)")


def _dateline_end(sentence: str) -> int:
    """Return where the dateline ends ('KYIV, March 3 (Wire) - '), 0 when there is none."""
    match = _DATELINE.match(sentence)
    return match.end() if match and match.group()[:3].isupper() else 0


_DEFINITE = re.compile(
    r"\b(?:the|that|this|these|those)\s+(?:[\w-]+\s+)?(?:attacks?|strikes?|raids?|blasts?|bombings?|"
    r"explosions?|assaults?|shelling|ambush|massacre|incident|talks|meeting|summit|visit|ceremony|"
    r"clashes|battle|offensive|killings?|shooting|conference)\b",
    re.I,
)


def _carried(
    sentence: str, mention: tuple[int, int], about: _About, before: list[str]
) -> _Candidate | None:
    """Return the date that a sentence before gave the event this one speaks of again."""
    name = sentence[mention[0] : mention[1]].lower()
    again = _DEFINITE.search(sentence) is not None
    for earlier in reversed(before):
        at = earlier.lower().find(name) if len(name) > 2 else -1
        if at < 0 or not again:
            continue
        told, _ = _governing(earlier, (at, at + len(name)), None, about._replace(told_year=None))
        if told is not None:
            return told
    return None

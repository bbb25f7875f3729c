"""The past year that a text tells of, for the dates in it that name none: a history's 'In May ...'."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from geomap.reader.dates import expressions
from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.dates.expressions import Expression
from geomap.reader.dates.meanings import month_number
from geomap.reader.dates.patterns import MONTH

_OPENING = 12  # code points before a year that opens its sentence
_YEAR = r"(?P<y>1[5-9]\d\d|20\d\d)"
# 'July - A ceasefire is signed', behind an entry that its year opens
_ENTRY = re.compile(rf"\W{{0,3}}(?:\d{{1,2}}\s+)?{MONTH}(?:\s+\d{{1,2}})?(?:\s*[–—]|\s+-)\s")
_HAS_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b|['’‘]\d\d\b")
_MONTH_NAME = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_EVENT = rf"(?:{EVENT_NOUN}|revolution|revolt|rising|famine|genocide|mutiny|partition)"
# A sentence that is about its year: 'The war of 1982 was short', 'A new history of 1917.'
_ABOUT_A_YEAR = re.compile(
    rf"(?:The\s+year\s+)?{_YEAR}\s+(?:was|saw|brought|began|opened)\b"
    r"|\W{0,3}(?P<y4>(?:1[5-9]|20)\d\d)(?:\s?[–/-]\s?\d{2,4})?(?:\s[-–—]|\s?:|—)\s+(?=[A-Z])"  # a chronology's entry
    rf"|(?:The|A|An)\s+(?:[\w'’-]{{1,30}}\s+){{0,4}}?{_EVENT}\s+(?:of|in)\s+(?P<y1>(?:1[5-9]|20)\d\d)\s+"
    r"(?:was|were|had|lasted|began|ended|cost|killed|took|came)\b"
    r"|(?:The|A|An)\s+(?:[\w'’-]{1,30}\s+){0,5}?(?:history|story|account|chronicle|summer|spring|autumn|winter|events"
    r"|war|campaign|revolution)\s+of\s+(?P<y2>(?:1[5-9]|20)\d\d)\W*$"
    rf"|(?:The|A|An)\s+(?:[\w'’-]{{1,30}}\s+){{0,4}}?{_EVENT}\s+(?:began|started|broke\s+out|erupted|came)\s+in\s+"
    r"(?P<y3>(?:1[5-9]|20)\d\d)\W*$"
)
# A year of something beside: 'the town, which was rebuilt in 1994', 'unseen since 1994'
_BESIDE = re.compile(
    r"\b(?:who|which|that|whose|where|since|until|from|than|founded|built|born|rebuilt|signed|elected)\b[^,;.]{0,80}$"
)
# Weapons of this century: a year before it isn't what their sentence tells of.
_MODERN = re.compile(
    r"\b(?:drones?|UAVs?|quadcopters?|FPV|Shaheds?|HIMARS|cyberattacks?|Islamic\s+State|ISIS|ISIL)\b"
)
_CENTURY = 2001
_NEAR = 2  # sentences: further back a year is another story's
_JUST_NOW = 10  # days before publication
_LATE, _EARLY = 10, 3  # months: a winter goes on into the next year
_A_HISTORY = 3  # sentences dated in a row: told out of their order, too
_OF_TODAY = re.compile(
    r"\b(?:this\s+(?:week|month|year)|today|yesterday|last\s+(?:week|night|month))\b"
)
_OF_IT = re.compile(r"\b(?:that|the\s+same)\s+year\b")
# 'the village where 130 were killed in June 2021, was burnt'
_IN_ASIDE = re.compile(r",\s[^,;]{0,60}\b(?:who|which|whose|where)\s[^,;]{0,80}$")
_AFTER_ASIDE = re.compile(
    r",\s+(?:\w+ly\s+)?(?:was|were|is|are|has|have|had|[a-z]{2,}ed|came|fell|took)\b"
)
_BACK = re.compile(r"\b(?:had|earlier|before|previous\w*)\b")
# 'landed on 21 May 1982, and on 28 May attacked', 'in January 1943 ...; on 2 February they gave in'
_AND_ON = re.compile(
    r"(?:;\s[^;]{0,200}|(?:,|\s+and|\s+then|\s+but)\s+(?:(?:and|but|then)\s+)?(?:again\s+)?(?:(?:late|early)\s+)?"
    r"(?:on|in|by|from)\s+(?:the\s+)?(?:(?:early|late)\s+)?)$"
)
# ... unless it is of these days: '..., and the teams then met in X on 29 March', '..., and at the end of October fighting broke out'
_AND_LATER = re.compile(
    r",?\s+(?:and|but)\s(?:(?!\b(?:has|have|is|are|will|would|since|until|last|this)\b)[^;:.]){0,80}(?:on|in|at)\s+(?:the\s+)?$"
)
# 'captured Aba in May 1968, Owerri in June and Umuahia in September'
_LISTED = re.compile(
    r"(?:,\s*(?:(?:and|then)\s+)?|\s+and\s+|\s+then\s+)(?:(?:in|at|on|near|to|of)\s+)?(?:the\s+)?"
    r"(?:[A-Z][\w'’.-]{0,30}\s+){1,4}(?:on|in|by|during)\s+(?:(?:early|late)\s+)?$"
)

# 'has lived under blockade since February 2022': told of today
_SINCE = re.compile(r"\b(?:has|have|is|are)\b.{0,40}\bsince\s+(?:early\s+|late\s+|mid-)?$")
# 'lost its last bastion there in March 2019 but remains active in the desert'
_TODAY_AGAIN = re.compile(
    r"\b(?:but|and|yet|though|although|while)\s+(?:(?:it|they|he|she)\s+)?(?:\w+ly\s+|now\s+|still\s+)?"
    r"(?:remains?|has|have|holds?|controls?|continues?|(?:is|are)\s+(?:still|now))\b"
)
# 'has not kept an agreement signed with them on March 23, 2009'
_NAMED_DEAL = re.compile(
    r"\b(?:kept|keep|honou?r\w*|respect\w*|implement\w*|br(?:oke|oken|each\w*)|violat\w*|reviv\w*|ignor\w*|from)\s+(?:an?|the|its|their)\s+(?:[\w-]+\s+){0,3}"
    r"(?:agreement|accord|deal|treaty|truce|pact|ceasefire|cease-fire|protocol|resolution|memorandum)\s+"
    r"(?:signed|reached|concluded|made|brokered|struck|agreed|adopted)\b[^,;.]{0,60}$"
)
# 'took Kidal in November and lost it the following July'
_COUNTED_ON = re.compile(
    r"\bthe\s+(?:(?P<next>following|next)|previous|preceding)\s+(?:(?:early|late|mid)[-\s]+)?$",
    re.I,
)
_OF_A_YEAR = re.compile(r"\b(?:last|that|this)\s+year$")  # 'in January of last year'
# ... with no other date in its sentence
_FOLLOWING_MONTH = re.compile(rf"\b[Tt]he\s+(?:following|next)\s+(?P<m>{MONTH})\b")
# 'in January of the year that followed'
_OF_NEXT_YEAR = re.compile(r"\s+of\s+the\s+year\s+that\s+followed\b")
_OF_A_MONTH_TOLD = re.compile(r"the\s+\d{1,2}(?:st|nd|rd|th)")
_COUNTED_WORDS, _A_DEAL = 30, 200  # code points that such words take at most


class Told(NamedTuple):
    """The past year that the sentences before tell of."""

    year: int
    last: date | None = None  # the begin of the last date in it; None: only the year is told
    dates: int = 1  # how many sentences in a row are dated in it


def shared_in(
    sentence: str, found: list[Expression], *, published: date | None, future: bool = False
) -> list[Expression]:
    """Return `found`, dates without a year given the one that their sentence tells before them.

    'In 1994, on 7 April, ...', 'took Aba in May 1968, Owerri in June', 'forty years ago, in June',
    'in November 2023 and the following July'.
    """
    found = _counted_on(sentence, found, published=published, future=future)
    if future or not found:
        return found
    opening = _year_of_all(sentence, found)
    if opening is None and len(found) < 2:
        return found
    placed: list[Expression] = []
    last: Expression | None = None  # the one whose year goes on
    for item in found:
        shown = item
        if last is not None and _OF_IT.search(item.text):
            shown = _read_in(sentence, item, last.days.finish.year, published)
        elif last is not None and _OF_NEXT_YEAR.match(sentence, item.end):
            shown = last = _read_in(sentence, item, last.days.finish.year + 1, published)
        elif _is_dated(item) or _OF_A_YEAR.search(item.text):
            last = item
        elif _MONTH_NAME.search(item.text):
            if last is not None and _goes_on(sentence, last, item, published):
                shown = last = _in_year(sentence, item, last, published)
            elif opening is not None:
                shown = _read_in(sentence, item, opening, published)
        placed.append(shown)
    return placed


def _counted_on(
    sentence: str, found: list[Expression], *, published: date | None, future: bool
) -> list[Expression]:
    """Return `found`, months counted on from another date ('the following July') in their year.

    Those that no date before them in the sentence tells of are left out, and of plans all.
    """
    placed: list[Expression] = []
    firm: Expression | None = None
    for item in found:
        words = None
        if item.days.unit == "month" and not _is_dated(item):
            words = _COUNTED_ON.search(sentence, max(0, item.start - _COUNTED_WORDS), item.start)
        if words is None:
            firm = item
            placed.append(item)
        elif firm is not None and not future:
            begin, finish, month = firm.days.begin, firm.days.finish, item.days.begin.month
            after = finish.year + (month <= finish.month)
            before = begin.year - (month >= begin.month)
            year = after if words["next"] else before
            placed.append(_read_in(sentence, item, year, published))
    return placed


def _year_of_all(sentence: str, found: list[Expression]) -> int | None:
    """Return the year that opens the sentence, or that it is about."""
    first = found[0]
    about = _ABOUT_A_YEAR.match(sentence)
    if about is not None:
        return int(next(filter(None, about.groups())))
    days = first.days
    is_year = days.unit == "year" and days.begin.year == days.finish.year
    told = _is_dated(first) or first.text.lower().endswith("ago")
    return days.begin.year if is_year and told and first.start <= _OPENING else None


def _is_dated(item: Expression) -> bool:
    """Return whether the date itself names its year."""
    return item.days.stated and _HAS_YEAR.search(item.text) is not None


def _goes_on(sentence: str, first: Expression, second: Expression, published: date | None) -> bool:
    """Return whether the second date is told in the same breath as the first."""
    if first.days.unit == "year" or first.days.begin.year != first.days.finish.year:
        return False
    between = sentence[first.end : second.start]
    if not (_AND_ON.search(between) or _LISTED.search(between)):
        lately = published is not None and (published - second.days.finish).days <= _JUST_NOW
        if lately or not _AND_LATER.search(between):
            return False
    return _BESIDE.search(sentence, 0, first.start) is None


def _in_year(
    sentence: str, item: Expression, first: Expression, published: date | None
) -> Expression:
    begin, at = first.days.begin, item.days.begin
    over = begin.month >= _LATE and at.month <= _EARLY
    if _OF_A_YEAR.search(first.text):  # 'in November last year ... in June'
        over = at.month < begin.month
    elif at.month < begin.month and not over:
        between = sentence[first.end : item.start]
        if not (";" in between or _LISTED.search(between)):
            return item  # 'in December 1996, and in June'
    return _read_in(sentence, item, begin.year + over, published)


def _read_in(sentence: str, item: Expression, year: int, published: date | None) -> Expression:
    """Return the date read as one of `year`; as it was where that lies after publication."""
    for other in expressions.find(sentence, published=published, year=year):
        if other.start == item.start and (published is None or other.days.begin <= published):
            return other
    return item


def told(
    sentence: str, before: tuple[str, ...], published: date | None, paragraph: int | None = None
) -> Told | None:
    """Return the past year that the sentences before tell of; None where `sentence` tells of today.

    `paragraph` is how many of them stand in its own paragraph; None: all.
    """
    entry = _ENTRY.match(sentence) is not None
    year = _told_before(before, published, len(before) if paragraph is None or entry else paragraph)
    return _in_sentence(sentence, year, published)


def _in_sentence(sentence: str, year: Told | None, published: date | None) -> Told | None:
    """Return the past year for the dates of `sentence`: the one told of, or that after it; None: today's."""
    if year is None or (year.year < _CENTURY and _MODERN.search(sentence)):
        return None
    if published is None or year.last is None:
        return year
    found = expressions.find(sentence, published=published)
    plain = [item for item in found if not _is_dated(item) and _MONTH_NAME.search(item.text)]
    if not plain or _BACK.search(sentence):
        return year
    begin = plain[0].days.begin
    earlier = (begin.month, begin.day) < (year.last.month, year.last.day)
    if earlier and begin.month <= _EARLY and year.last.month >= _LATE:
        return year._replace(year=year.year + 1)
    if _OF_TODAY.search(sentence) and not _OF_IT.search(sentence):
        return None
    if begin.month < year.last.month and year.dates < _A_HISTORY:
        return None  # 'X was retaken in December 2016. In May shells landed in Y.'
    just_now = plain[0].days.unit == "day" and 0 <= (published - begin).days <= _JUST_NOW
    return None if earlier and just_now else year


@lru_cache(maxsize=8)  # a sentence's mentions come one after another
def _told_before(before: tuple[str, ...], published: date | None, paragraph: int) -> Told | None:
    year: Told | None = None
    for index, sentence in enumerate(before):
        opens = index == len(before) - paragraph and not _ENTRY.match(sentence)
        if opens and year is not None and year.dates < 2:
            year = None  # one look back doesn't reach over a paragraph
        year = _after(sentence, year, published)
    if paragraph == 0 and year is not None and year.dates < 2:
        return None
    return year


@lru_cache(maxsize=512)  # a sentence is context of those that follow
def _after(sentence: str, year: Told | None, published: date | None) -> Told | None:
    """Return what year is told of once `sentence` is read."""
    about = _ABOUT_A_YEAR.match(sentence)
    if about is not None:
        of_year = Told(int(next(filter(None, about.groups()))))
        return of_year if about["y4"] else _if_past(of_year, published)
    moved = _gone_on(sentence, year, published)
    if moved is not None:
        return moved
    year = _in_sentence(sentence, year, published)
    found = expressions.find(sentence, published=published, year=year and year.year)
    found = shared_in(sentence, found, published=published)
    if any(_has_since(sentence, item) and not _is_dated(item) for item in found):
        return None
    found = [
        item
        for item in found
        if not (_is_beside(sentence, item) or (year and _OF_A_MONTH_TOLD.fullmatch(item.text)))
    ]
    if not found:
        return year
    days = found[-1].days
    if not days.stated or days.begin.year != days.finish.year:
        return None
    if _TODAY_AGAIN.search(sentence, found[-1].end):
        return None
    if days.unit == "year" and found[-1].start > _OPENING:
        return None
    same = year is not None and days.begin.year - year.year in (0, 1)
    row = year.dates + 1 if year is not None and same else 1
    last = days.begin if days.unit != "year" else None
    return _if_past(Told(days.begin.year, last, row), published)


def _gone_on(sentence: str, year: Told | None, published: date | None) -> Told | None:
    """Return the year told of once 'The following June X fell.' is read; None for other sentences."""
    counted = _FOLLOWING_MONTH.search(sentence) if year else None
    if year is None or counted is None or _HAS_YEAR.search(sentence):
        return None
    at = month_number(counted["m"])
    later = year.last is None or at <= year.last.month
    if year.year + later > date.max.year:
        return None
    begin = date(year.year + later, at, 1)
    too_late = published is not None and begin > published
    return None if too_late else year._replace(year=begin.year, last=begin)


def _has_since(sentence: str, item: Expression) -> bool:
    """Return whether something has gone on since the date: told of today."""
    return _SINCE.search(sentence, max(0, item.start - 80), item.start) is not None


def _is_beside(sentence: str, item: Expression) -> bool:
    low = max(0, item.start - _A_DEAL)
    if _has_since(sentence, item) or _NAMED_DEAL.search(sentence, low, item.start):
        return True
    if _AFTER_ASIDE.match(sentence, item.end) and _IN_ASIDE.search(sentence, 0, item.start):
        return True
    return (
        item.days.unit == "year"
        and item.start > _OPENING
        and _BESIDE.search(sentence, 0, item.start) is not None
    )


def _if_past(year: Told, published: date | None) -> Told | None:
    return year if published is None or year.year < published.year - 1 else None


@lru_cache(maxsize=8)
def last_named(before: tuple[str, ...], published: date | None) -> int | None:
    """Return the year of the last date before, where it is past and the text tells it."""
    told_year = _told_before(before, published, len(before))
    if told_year is not None:
        return told_year.year
    for sentence in reversed(before[-_NEAR:]):
        found = expressions.find(sentence, published=published)
        found = [item for item in found if not _is_beside(sentence, item)]
        if found:
            days = found[-1].days
            return days.finish.year if days.stated else None
    return None


@lru_cache(maxsize=8)
def last_stated(before: tuple[str, ...], published: date | None) -> int | None:
    """Return the year of the last date before that names its year, however far back it stands."""
    for sentence in reversed(before):
        for item in reversed(expressions.find(sentence, published=published)):
            if _is_dated(item) and not _is_beside(sentence, item):
                return item.days.finish.year
    return None

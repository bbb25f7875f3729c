"""When an event took place, or is to: the date expression that governs it, in EDTF.

A sentence may hold several dates: of the event, of what was said, of what it is compared with.
`event_date` takes the one nearest to the event's trigger, counted in clauses before letters, and
never the date on which somebody spoke. Where a sentence tells nothing, an event that happened is bounded
by the day its article was published. Of fighting told as news the month is claimed, once the month is
some days old. What the rest of the article tells, `choice` weighs.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import NamedTuple

from geomap.days import interval
from geomap.model import DateBasis
from geomap.reader.dates import (
    anchors,
    counts,
    eves,
    expressions,
    how_long,
    plans,
    stretches,
    ways,
    years,
)
from geomap.reader.dates.afterwards import Afterwards
from geomap.reader.dates.costs import TOO_FAR, TOO_FAR_AHEAD, cost
from geomap.reader.dates.datelines import dateline_end
from geomap.reader.dates.expressions import Expression
from geomap.reader.dates.news import is_of_the_month
from geomap.reader.dates.sides import (
    caption_day,
    counts_up,
    dates_picture,
    does_its_harm,
    heads_a_saying,
    heads_items,
    is_after,
    met_on,
    now_told,
    parted,
    shares_day,
    under_way,
)
from geomap.reader.dates.speech_days import is_day_of_speech
from geomap.reader.dates.views import whose
from geomap.reader.dates.wording import PAST, as_worded, contradicts, leads
from geomap.reader.dates.years import Told

_LATELY = timedelta(days=1)
_NEAR = 2  # sentences: what is told further back isn't counted from
_IN_DOUBT = frozenset({"proposed", "ruled_out"})
_OF_THAT_YEAR = re.compile(r"\b(?:of|in)\s+(?:that|the\s+same)\s+year\b")
_DATED_NIGHT = re.compile(r"overnight\b.*\d", re.I)


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
    before: tuple[str, ...] = (),
    background: bool = False,
    paragraph: int | None = None,
) -> DateReading | None:
    """Return when the event of `mention` was or will be; None when nothing tells.

    `mention` and `trigger` are offsets into `sentence`. `before` are the last sentences before it.
    `paragraph` says how many of those stand in its own paragraph: None, all of them. `background`
    says that the event is no news. None too for a mention of no event, and for one
    planned, proposed or ruled out whose time isn't given.
    """
    if site == "none" or status is None:
        return None
    if plans.no_date_set(status, sentence, mention[1]):
        return None
    about = _About(
        status,
        published,
        years.told(sentence, before, published, paragraph),
        anchors.day_named(before, published),
        before,
        years.last_named(before, published),
        venue=site == "diplomatic",
    )
    told = _governing(sentence, mention, trigger, about)
    best = told.best
    if best is None and status in PAST and status != "ongoing":
        best = told.bound
    if status == "ongoing" or (best is None and status == "occurred"):
        since = _since(sentence, mention, best, about)
        if since is not None:
            return since
    if best is not None:
        return DateReading(best.edtf, "stated" if best.stated else "relative", best.text)
    if published is None or status not in PAST:
        return None
    is_news = site == "battlefield" and status == "occurred" and not (background or told.retold)
    last, bound = published, DateReading(f"../{published}", "bounded_by_publication", None)
    if told.on is not None and told.on.days.unit == "day":
        day = told.on.days.finish  # who tells on Monday tells of nothing later
        basis: DateBasis = "stated" if told.on.days.stated else "relative"
        if day <= published and now_told(sentence, mention):
            return DateReading(day.isoformat(), basis, told.on.text)
        if status != "ongoing" and day < published:
            last, bound = day, DateReading(f"../{day}", basis, told.on.text)
    meets = under_way(sentence) if site == "diplomatic" and status == "ongoing" else None
    if meets:  # a meeting or a visit is on for days, not for months
        return DateReading(published.isoformat(), "relative", meets)
    # under way when it was published, or just before: true of that month, of no one day
    this_month = is_news and is_of_the_month(sentence, last, about.old_year)
    own = before if paragraph is None else before[len(before) - paragraph :]
    dawn = anchors.of_this_morning(sentence, own, published) if this_month else None
    if dawn:
        return DateReading(published.isoformat(), "relative", dawn)
    if status == "ongoing" or this_month:
        return DateReading(last.isoformat()[:7], "bounded_by_publication", None)
    return bound


def days_of(
    sentence: str,
    before: tuple[str, ...],
    published: date | None,
    *,
    future: bool,
    of_year_told: bool = True,
) -> list[Expression]:
    """Return the dates of a sentence as days, whichever event is theirs; `before` as in `event_date`.

    A day without a year is one of the year that the text tells of; not so `of_year_told`, of publication's.
    """
    about = _About(
        "planned" if future else "occurred",
        published,
        years.told(sentence, before, published) if of_year_told and not future else None,
        anchors.day_named(before, published),
        before,
    )
    return _expressions(sentence, (len(sentence), len(sentence)), about)


def _since(
    sentence: str, mention: tuple[int, int], best: _Candidate | None, about: _About
) -> DateReading | None:
    """Return since when it is told to go on, up to the day that `best` says, or to that of publication."""
    day = about.published if best is None else _one_day(best.edtf)
    if day is None:
        return None
    ongoing = about.status == "ongoing"
    fighting = ongoing and not about.venue
    at = best and best.start
    found = how_long.on_which_day(sentence, mention, day, fighting=fighting, day_at=at)
    if found is None and best is None:
        found = how_long.since_when(sentence, mention, day, ongoing=ongoing)
    return found and DateReading(found.edtf, "relative", found.text)


class _About(NamedTuple):
    """What a sentence's dates are read against."""

    status: str
    published: date | None
    told: Told | None = None  # what past year the sentences before tell of
    known: date | None = None  # the last day named before
    before: tuple[str, ...] = ()
    old_year: int | None = None  # the last year named before, whatever happened in it
    venue: bool = False  # it is a diplomatic site's


class _Told(NamedTuple):
    """What a sentence tells of an event's date."""

    best: _Candidate | None = None  # the date that governs it
    bound: _Candidate | None = None  # the day of what came after it
    on: Expression | None = None  # the day on which it was told of
    retold: bool = False  # what is told is what came of it, long after


def _governing(
    sentence: str, mention: tuple[int, int], trigger: tuple[int, int] | None, about: _About
) -> _Told:
    """Return the date of `sentence` that governs the event, and what else bounds it."""
    status = about.status
    future = status not in PAST
    dateline = dateline_end(sentence)
    candidates: list[_Candidate] = []
    shared: _Candidate | None = None
    bound: _Candidate | None = None
    told_on: Expression | None = None
    later = Afterwards(sentence, mention, trigger)
    found = _expressions(sentence, mention, about)
    put_off = [item.start for item in found if plans.new_day(sentence, item.start)]
    for expression in found:
        place = (expression.start, expression.end)
        if expression.end <= dateline or dates_picture(sentence, place):
            continue
        others = whose(sentence, place, mention, trigger, future=future, venue=about.venue)
        if others is not None:
            told_on = expression if others == "a view" else told_on
            continue
        counted = status in PAST and not about.venue and counts_up(sentence, place)
        if counted or later.dates(place, of_a_year=expression.days.stated):
            bound = bound or _up_to(expression, about)
            continue
        a_night = _DATED_NIGHT.match(expression.text)  # nobody speaks all night
        spoken = a_night is None and is_day_of_speech(sentence, *place)
        if (
            spoken and not met_on(sentence, place, mention, venue=_is_venue(expression, about))
        ) or heads_a_saying(sentence, place, mention):
            told_on = expression
            continue
        if put_off and _no_longer(sentence, expression.start, put_off[-1], future=future):
            continue
        edtf = as_worded(sentence, expression, mention, status, about.published)
        if edtf is None or (status in _IN_DOUBT and leads(sentence, expression, mention)):
            continue
        if _is_over(expression, edtf, about) and parted(sentence, place, mention):
            continue
        far = cost(sentence, expression, mention, trigger, goes_on=status == "ongoing")
        if future and expression.start in put_off:
            far = min(far, TOO_FAR_AHEAD)
        made = _Candidate(expression.start, expression.text, edtf, expression.days.stated, far)
        one_day = expression.days.unit == "day"
        harm = one_day and not about.venue and does_its_harm(sentence, place, mention)
        if status in PAST and one_day and not harm and is_after(sentence, place, mention):
            bound = bound or made._replace(edtf=f"../{expression.days.finish.isoformat()}")
        elif made.cost <= (TOO_FAR_AHEAD if future else TOO_FAR):
            candidates.append(made)
        elif heads_items(sentence, place, mention) or (
            one_day and (harm or (status in PAST and shares_day(sentence, place, mention)))
        ):
            shared = shared or made
    best = min(candidates, key=lambda item: (item.cost, item.start), default=shared)
    return _Told(best, bound, told_on, retold=later.tells())


def _is_venue(expression: Expression, about: _About) -> bool:
    """Return whether a day beside the place is of what is told of it; 'announced talks in X on Monday' may be either."""
    return about.venue and (about.status in PAST or any(map(str.isdigit, expression.text)))


def _is_over(expression: Expression, edtf: str, about: _About) -> bool:
    """Return whether the date ended days before publication, when the fighting still went on."""
    return (
        about.status == "ongoing"
        and not about.venue
        and about.published is not None
        and about.published - expression.days.finish > _LATELY
        and not edtf.endswith("..")
    )


def _up_to(expression: Expression, about: _About) -> _Candidate | None:
    """Return the bound that a day of what came long after sets; None where it sets none."""
    days = expression.days
    if about.published is None or days.finish > about.published or days.unit != "day":
        return None
    edtf = f"../{days.finish.isoformat()}"
    return _Candidate(expression.start, expression.text, edtf, days.stated, 0)


def _no_longer(sentence: str, at: int, new: int, *, future: bool) -> bool:
    """Return whether the day at `at` holds no longer: 'put off from Monday until Friday'."""
    return at < new and (future or plans.old_day(sentence, at, new))


def _expressions(sentence: str, mention: tuple[int, int], about: _About) -> list[Expression]:
    """Return the sentence's dates as days, each looking the way its clause's verb does."""
    status, published = about.status, about.published
    reference = caption_day(sentence, published) or published
    told = about.told if status in PAST else None
    old_year = about.old_year if status in PAST and _OF_THAT_YEAR.search(sentence) else None
    day_of = partial(_day_of, about=about)

    def read(*, future: bool) -> list[Expression]:
        year = told.year if told else old_year
        found = expressions.find(sentence, published=reference, future=future, year=year)
        found = years.shared_in(sentence, found, published=reference, future=future)
        if not future:
            found = anchors.in_the_month_told(found, about.before, reference)
        found = stretches.as_one_stretch(sentence, found)
        found = anchors.on_the_day_spoken(sentence, found, published)
        found = anchors.on_the_day_named(sentence, found, about.known)
        found = eves.on_the_eve(sentence, found, day_of, about.known)
        return counts.counted_from(
            sentence,
            found,
            mention,
            counts.Before(
                published,
                about.known,
                told,
                last=lambda: _last_date(about.before, published),
                named_year=lambda: years.last_stated(about.before, published),
                day_of=day_of,
            ),
            venue=about.venue,
        )

    found = read(future=status not in PAST)
    if published is None:
        return found
    kept, since = [], 0
    turned: dict[int, Expression] | None = None
    for item in found:
        way = ways.way(sentence, item, mention, status, published=published, since=since)
        since = item.end
        if way != "keep":  # rare, so that most sentences are read once
            if turned is None:
                turned = {e.start: e for e in read(future=status in PAST)}
            chosen = ways.read_as(item, turned.get(item.start, item), way, published)
        else:
            chosen = item
        sure = way in ("happened", "nearest")
        if sure or (way != "drop" and not contradicts(chosen, status, published)):
            kept.append(chosen)
    return kept


@lru_cache(maxsize=512)  # the sentences before ask for it in their turn
def _last_date(before: tuple[str, ...], published: date | None) -> Expression | None:
    """Return the last date of the nearest sentence that has one; a day of speech only without others."""
    for back, sentence in enumerate(reversed(before[-_NEAR:]), 1):
        found = days_of(sentence, before[:-back], published, future=False)
        told = [e for e in found if not is_day_of_speech(sentence, e.start, e.end)]
        if found:
            return (told or found)[-1]
    return None


@lru_cache(maxsize=128)  # one place may be counted from many times
def _day_of(name: str, about: _About) -> date | None:
    """Return the day that the sentences before give to what happened at `name`."""
    for earlier in reversed(about.before):
        at = earlier.find(name)
        if at < 0:
            continue
        plain = about._replace(status="occurred", told=None, before=())
        told = _governing(earlier, (at, at + len(name)), None, plain).best
        day = told and _one_day(told.edtf)
        if day is not None:
            return day
    return None


def _one_day(edtf: str) -> date | None:
    first, last = interval(edtf)
    return first if first == last else None

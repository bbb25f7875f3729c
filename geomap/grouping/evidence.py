"""What speaks for two reports telling of one event, and what against it.

Each point is a number between 0 and 1 and has a weight; their sum is the logarithm of the odds.
`weights.toml` holds the weights, plain numbers that `python -m geomap.training.same_event` fits on
the pairs with odd numbers in tests/pairs; what a point is for or against is said here, in `SIGNS`,
and the fit must keep to it. A merger can be explained (`because`) and doesn't change with the
articles around it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from math import log1p

from geomap.grouping import wording
from geomap.grouping.likeness import likeness, weight
from geomap.grouping.told import Report
from geomap.model import Sighting
from geomap.precision import REALISED

# 1: speaks for one event, or not at all; -1: against it, or not at all; 0: as the pairs show.
SIGNS = {
    "at a table": 0,
    # days: one of these
    "same day": 1,
    "both name a day": 1,
    "both name a day, dated apart": 1,
    "days overlap": 0,
    "days overlap, both told": 0,
    "a day apart": -1,
    "days apart": -1,
    "weeks apart": -1,
    "in one course of days": 1,
    "under way, then over": 1,
    # and the same for talks, visits, signings
    "same day, at a table": 0,
    "both name a day, at a table": 0,
    "both name a day, dated apart, at a table": 0,
    "a day apart, at a table": -1,
    "days apart, at a table": -1,
    "weeks apart, at a table": -1,
    "other days named": -1,
    "published apart": -1,
    "published apart, at a table": -1,
    # words
    "words in common": 1,
    "words in common on one day": 1,
    "share of words in common": 1,
    "names in common": 1,
    "alike": 1,
    "alike throughout": 1,
    # numbers
    "a large number in common": 1,
    "a small number in common": 1,
    "same toll": 1,
    "the toll grows": 0,
    "the toll is corrected": 0,
    "other tolls": -1,
    # who, with what, against what, when
    "same target": 1,
    "another target": -1,
    "same means": 1,
    "another means": -1,
    "another hour": -1,
    "told apart": -1,
    "beside another": -1,
    "what came of it": 1,
    "same actors": 1,
    "other actors": -1,
    "same countries": 1,
    "other countries": -1,
    "same countries, at a table": 1,
    "other countries, at a table": -1,
    # kind and status
    "same type": 1,
    "state and deed": -1,
    "both go on": 0,
    "plan and deed": 0,
    "the planned day": 1,
    "only proposed": 0,
    "claim and denial": 1,
    # place: a city sees several raids a day, and a capital several guests
    "part and whole": -1,
    "a large place": -1,
    "a large place, at a table": -1,
}
# How far apart what is told of one event may be dated: days.
_LAG = 3  # an attack, of which one report doesn't tell the day
_BATTLE = 14
_ROUND = 30  # of talks
_FULL = 4.0  # what as many rare words count, more count
_FULL_NAMES = 2
_LARGE = 8  # a number from which on it is no chance that two reports have it
_YEARS = range(1800, 2101)
_LARGEST_M = 20_000  # a place of this radius or more is as large as any
_LONGEST = 60  # days: articles farther apart than this are simply far apart
_TABLE = ", at a table"


def barred(one: Report, other: Report) -> bool:
    """Return whether the two can't be one event, whatever their words say."""
    a, b = one.sighting, other.sighting
    if a.site != b.site or a.background != b.background:
        return True
    if a.role != b.role and "origin" in (a.role, b.role):
        return True
    if _on_other_days(one, other) or wording.apart(one.words.ordinals, other.words.ordinals):
        return True
    deeds = [r for r in (one, other) if r.sighting.status in REALISED]
    plans = [r for r in (one, other) if r.sighting.status in ("planned", "proposed", "ruled_out")]
    if not deeds or not plans:
        return False
    if plans[0].sighting.status == "ruled_out":
        return True
    # What is yet to come after it has happened is another of its kind: envoys who arrived on Thursday
    # have not held Friday's talks.
    plan, deed = plans[0], deeds[0]
    published = plan.sighting.article.published
    if published is None or deed.last < published:
        return True
    return plan.exact and deed.exact and deed.last < plan.first


def _on_other_days(one: Report, other: Report) -> bool:
    """Return whether they are told of days too far apart, and neither names the other's.

    Shells fall on a town day after day in the same words, and a battle has no end: whatever joins an
    event must keep to the days of each of its reports.
    """
    if one.sighting.site == "diplomatic":
        most = _ROUND
    elif "ongoing" in (one.sighting.status, other.sighting.status):
        most = _BATTLE
    else:
        most = 0 if one.exact and other.exact else _LAG
        if None not in (one.night, other.night) and one.night != other.night:
            return True
    return one.gap(other) > most and one.days.isdisjoint(other.days)


def belief(one: Report, other: Report, *, same_place: bool = True) -> float:
    """Return the logarithm of the odds that both tell of one event; see `enough`.

    Where likeness can't make it enough, the answer is without it: comparing all words costs most.
    """
    held = _weights()
    found = _plain(one, other, same_place)
    sure = held.base + sum(held.of[name] * value for name, value in found.items())
    if sure + held.of["alike"] + held.of["alike throughout"] < held.enough:
        return sure
    return sure + sum(held.of[name] * value for name, value in _likeness(one, other).items())


def enough() -> float:
    """Return the belief from which on two reports are one event.

    A wrong merger makes two attacks one and counts corroboration that nobody gave.
    """
    return _weights().enough


def because(one: Report, other: Report, *, same_place: bool = True) -> tuple[str, ...]:
    """Return what speaks for one event and what against it, in words, the weightiest first."""
    held = _weights().of
    counted = {
        name: held[name] * value
        for name, value in points(one, other, same_place=same_place).items()
        if held[name] * value
    }
    ordered = sorted(counted.items(), key=lambda item: (-abs(item[1]), item[0]))
    return tuple(f"{'for' if value > 0 else 'against'}: {name}" for name, value in ordered)


def points(one: Report, other: Report, *, same_place: bool = True) -> dict[str, float]:
    """Return what speaks for and against, by name; what doesn't arise is left out."""
    return {**_plain(one, other, same_place), **_likeness(one, other)}


def _plain(one: Report, other: Report, same_place: bool) -> dict[str, float]:
    if _when(other) < _when(one):
        one, other = other, one
    found = {
        **_of_days(one, other),
        **_of_words(one, other),
        **_of_numbers(one, other),
        **_of_deeds(one, other),
        **_of_status(one, other),
        **_of_places(one, other),
    }
    if not same_place:
        found["part and whole"] = True
    return {name: float(value) for name, value in found.items() if value}


def _when(told: Report) -> tuple[date, str]:
    return told.sighting.article.published or date.max, told.sighting.id


def _of_days(one: Report, other: Report) -> dict[str, float]:
    gap = one.gap(other)
    shared = not one.days.isdisjoint(other.days)
    course = one.in_course_of(other)
    if gap == 0 and one.exact and other.exact:
        name = "same day"
    elif shared:
        name = "both name a day" if gap == 0 else "both name a day, dated apart"
    elif gap == 0:
        name = "days overlap"
    elif course:
        name = "in one course of days"
    else:
        name = "a day apart" if gap == 1 else "days apart" if gap < 7 else "weeks apart"
    told = name == "days overlap" and one.dated and other.dated
    named = one.event_days, other.event_days
    apart = _published_apart(one.sighting, other.sighting)
    found = {
        name: 1.0,
        "published apart": apart,
        "days overlap, both told": float(told),
        "in one course of days": float(course),
        "other days named": float(gap == 0 and all(named) and not (shared or course)),
    }
    if one.sighting.site == "diplomatic":
        found["at a table"] = 1.0
        found["published apart" + _TABLE] = apart
        if name + _TABLE in SIGNS:
            found[name + _TABLE] = 1.0
    return found


def _of_words(one: Report, other: Report) -> dict[str, float]:
    here, there = one.words, other.words
    weights = [weight(stem) for stem in sorted(here.content & there.content)]
    shared = min(sum(weights), _FULL) / _FULL
    length = one.weight * other.weight
    one_day = one.gap(other) == 0 or not one.days.isdisjoint(other.days)
    return {
        "words in common": shared,
        "words in common on one day": shared * one_day,
        "share of words in common": sum(w * w for w in weights) / length if length else 0.0,
        "names in common": min(len(here.names & there.names), _FULL_NAMES) / _FULL_NAMES,
    }


def _likeness(one: Report, other: Report) -> dict[str, float]:
    most, least = likeness(one.weighed, other.weighed)
    return {"alike": most, "alike throughout": least}


def _of_numbers(one: Report, other: Report) -> dict[str, float]:
    """Return what their numbers say; `other` is the later one."""
    shared = [float(n) for n in one.words.numbers & other.words.numbers if _is_number(n)]
    one_day = one.gap(other) <= 1 or not one.days.isdisjoint(other.days)
    found = {
        "a large number in common": float(any(n >= _LARGE and n not in _YEARS for n in shared)),
        "a small number in common": float(one_day and any(n < _LARGE for n in shared)),
    }
    if one.tolls and other.tolls:
        before, after = max(one.tolls), max(other.tolls)
        if set(one.tolls) & set(other.tolls):
            found["same toll"] = 1.0
        elif before <= after <= 3 * before + 5:
            found["the toll grows"] = 1.0
        else:
            found["the toll is corrected" if other.words.corrects else "other tolls"] = 1.0
    return found


def _of_deeds(one: Report, other: Report) -> dict[str, float]:
    here, there = one.words, other.words
    shared = not one.days.isdisjoint(other.days)
    at = _TABLE if one.sighting.site == "diplomatic" else ""
    return {
        "same target": not here.targets.isdisjoint(there.targets),
        "another target": wording.apart(here.targets, there.targets),
        "same means": not here.means.isdisjoint(there.means),
        "another means": wording.kinds_apart(here.means, there.means),
        "another hour": wording.hours_apart(one.hours, other.hours),
        "told apart": here.again != there.again,
        "beside another": here.beside != there.beside,
        "what came of it": shared and (here.aftermath or there.aftermath),
        "same actors": not one.actors.isdisjoint(other.actors),
        "other actors": wording.apart(one.actors, other.actors),
        "same countries" + at: min(len(one.countries & other.countries), 2) / 2,
        "other countries" + at: wording.apart(one.states, other.states),
    }


def _of_status(one: Report, other: Report) -> dict[str, float]:
    """Return what their statuses say; `other` is the later one."""
    a, b = one.sighting, other.sighting
    statuses = {a.status, b.status}
    denied = "did_not_occur" in statuses or "denied" in (a.attribution.voice, b.attribution.voice)
    over = a.status == "ongoing" and b.status == "occurred"
    planned = not denied and len({status in REALISED for status in statuses}) == 2
    return {
        "same type": a.event_type == b.event_type is not None,
        "state and deed": one.lasts != other.lasts,
        "under way, then over": over and one.gap(other) > 0,
        "both go on": statuses == {"ongoing"},
        "plan and deed": planned,
        "the planned day": planned and one.exact and other.exact and one.gap(other) == 0,
        "only proposed": "proposed" in statuses,
        "claim and denial": denied,
    }


def _of_places(one: Report, other: Report) -> dict[str, float]:
    at = _TABLE if one.sighting.site == "diplomatic" else ""
    places = (one.sighting.place, other.sighting.place)
    size = min((place.radius_m for place in places if place is not None), default=0.0)
    return {"a large place" + at: min(size, _LARGEST_M) / _LARGEST_M}


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _published_apart(a: Sighting, b: Sighting) -> float:
    """Return how far apart the articles are, from 0 to 1: two months or more, or not known."""
    if a.article.published is None or b.article.published is None:
        return 1.0
    days = abs((a.article.published - b.article.published).days)
    return log1p(min(days, _LONGEST)) / log1p(_LONGEST)


@dataclass(frozen=True)
class _Weights:
    base: float
    enough: float
    of: dict[str, float]


@cache
def _weights() -> _Weights:
    path = files("geomap.grouping") / "weights.toml"
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Weights(held["base"], held["enough"], {n: held["weights"].get(n, 0.0) for n in SIGNS})

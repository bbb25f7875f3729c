"""What speaks for two reports telling of one event, and what against it.

Each point is a number between 0 and 1 and has a weight; their sum is the logarithm of the odds.
The weights began as judgements and were moved by the odd-numbered half of tests/pairs; they stand
here as they are, so that a merger can be explained and doesn't change with the articles around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from geomap.days import interval
from geomap.grouping import wording
from geomap.model import Sighting
from geomap.precision import REALISED

# A wrong merger makes two attacks one and counts corroboration that nobody gave.
ENOUGH = 0.8

WEIGHTS = {
    "base": 0.1,
    # dates
    "same day": 1.1,
    "days overlap": 0.6,
    "a day apart": -0.7,
    "days apart": -1.2,
    "weeks apart": -1.2,
    "published apart": -0.9,
    # words: the same names, targets and means, on days that can be the same
    "words on one day": 2.1,
    "no word": -0.5,
    "no word at a table": -1.7,
    "numbers": 1.2,
    "same target": 0.2,
    "another target": -0.8,
    "same means": 0.2,
    "another means": -1.6,
    "another hour": -0.9,
    "another of a row": -2.6,
    "told apart": -0.9,
    "same actors": 0.5,
    "other actors": -0.3,
    # kind and status
    "same type": 0.2,
    "state and deed": -1.4,
    "plan and deed": 0.9,
    "claim and denial": 1.3,
    "part and whole": -0.2,
}
# How far back what only precedes its article may lie, and how far ahead what is only planned: days.
_BEFORE = 6
_AHEAD = 45
_EXACT = 3  # days: a date no wider than this tells when
_FULL = 4.0  # what as many rare words count, more count
_STATES = frozenset({"siege", "occupation", "build_up"})


@dataclass
class Report:
    """A sighting as it is compared: when, and in which words, which are read when they are asked for."""

    sighting: Sighting
    first: date
    last: date
    exact: bool  # the text tells the day, or a few

    @cached_property
    def words(self) -> wording.Words:
        place = self.sighting.place
        return wording.words(
            self.sighting.sentence, (self.sighting.text, place.name if place else "")
        )

    @cached_property
    def actors(self) -> frozenset[str]:
        return frozenset().union(*(wording.stems(one.text) for one in self.sighting.actors))

    @cached_property
    def lasts(self) -> bool:
        """Return whether it tells of a siege, of the fourth month of a war."""
        lasting = self.sighting.event_type in _STATES or self.words.lasting
        return lasting and (not self.exact or self.sighting.status == "ongoing")


def report(sighting: Sighting) -> Report:
    """Return `sighting` as it is compared with others."""
    first, last = interval(sighting.event_date)
    published = sighting.article.published
    told = sighting.date_basis in ("stated", "relative") and first > date.min
    if published is not None:
        is_past = sighting.status in REALISED or sighting.status == "did_not_occur"
        if first == date.min:
            end = min(last, published)
            first = _later(end, -_BEFORE) if is_past else published
        if last == date.max:
            last = max(first, published if is_past else _later(published, _AHEAD))
    exact = told and last < date.max and (last - first).days <= _EXACT
    return Report(sighting, first, last, exact)


def barred(one: Report, other: Report) -> bool:
    """Return whether the two can't be one event, whatever their words say."""
    a, b = one.sighting, other.sighting
    if a.site != b.site or a.background != b.background:
        return True
    if a.role != b.role and "origin" in (a.role, b.role):
        return True
    deeds = [r for r in (one, other) if r.sighting.status in REALISED]
    plans = [r for r in (one, other) if r.sighting.status in ("planned", "proposed", "ruled_out")]
    if not deeds or not plans:
        return False
    if plans[0].sighting.status == "ruled_out":
        return True
    # What is yet to come after it has happened is another of its kind.
    published = plans[0].sighting.article.published
    return published is None or deeds[0].last < published


def belief(one: Report, other: Report, *, same_place: bool = True) -> float:
    """Return the logarithm of the odds that both tell of one event; see ENOUGH."""
    return sum(
        WEIGHTS[name] * value for name, value in points(one, other, same_place=same_place).items()
    )


def points(one: Report, other: Report, *, same_place: bool = True) -> dict[str, float]:
    """Return what speaks for and against, by name; what doesn't arise is 0."""
    a, b = one.sighting, other.sighting
    gap = max((one.first - other.last).days, (other.first - one.last).days, 0)
    exact = one.exact and other.exact
    at_table = a.site == "diplomatic"
    shared = sum(map(wording.weight, one.words.content & other.words.content))
    statuses = {a.status, b.status}
    denied = "did_not_occur" in statuses or "denied" in (a.attribution.voice, b.attribution.voice)
    here, there = one.words, other.words
    return {
        "base": 1.0,
        "same day": float(exact and gap == 0 and not at_table),
        "days overlap": float(not exact and gap == 0),
        "a day apart": float(gap == 1),
        "days apart": float(gap > 1),
        "weeks apart": float(gap > 7),
        "published apart": _published_apart(a, b),
        "words on one day": min(shared, _FULL) / _FULL if gap == 0 else 0.0,
        "no word": float(shared < 1 and not at_table),
        "no word at a table": float(shared < 1 and at_table),
        "numbers": float(gap <= 1 and not here.numbers.isdisjoint(there.numbers)),
        "same target": float(not here.targets.isdisjoint(there.targets)),
        "another target": wording.apart(here.targets, there.targets),
        "same means": float(not here.means.isdisjoint(there.means)),
        "another means": wording.apart(here.means, there.means),
        "another hour": wording.apart(here.hours, there.hours),
        "another of a row": wording.apart(here.ordinals, there.ordinals),
        "told apart": float(here.again != there.again),
        "same actors": float(not one.actors.isdisjoint(other.actors)),
        "other actors": wording.apart(one.actors, other.actors),
        "same type": float(a.event_type == b.event_type is not None),
        "state and deed": float(one.lasts != other.lasts),
        "plan and deed": float(not denied and len({s in REALISED for s in statuses}) == 2),
        "claim and denial": float(denied),
        "part and whole": float(not same_place),
    }


def _published_apart(a: Sighting, b: Sighting) -> float:
    """Return how far apart the articles are, from 0 to 1: a month, or not known."""
    if a.article.published is None or b.article.published is None:
        return 1.0
    return min(abs((a.article.published - b.article.published).days), 30) / 30


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal() - 1))

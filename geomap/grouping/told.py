"""Reports as they are compared: when, who, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from math import hypot

from geomap.days import interval
from geomap.grouping import wording
from geomap.grouping.course import course
from geomap.grouping.going_back import gone_back_to
from geomap.grouping.likeness import Weighed, weigh
from geomap.grouping.named_days import named_days, spoken_days
from geomap.model import Sighting
from geomap.precision import REALISED

# How far back what only precedes its article may lie, and how far ahead what is only planned: days.
_BEFORE = 6
_AHEAD = 45
_EXACT = 3  # days: a date no wider than this tells when
_WEEK = 7
_BODIES = frozenset({"eu", "un", "nato"})
_STATES = frozenset({"siege", "occupation", "build_up"})


@dataclass
class Report:
    """A sighting as it is compared: when, and in which words, which are read when they are asked for."""

    sighting: Sighting
    first: date
    last: date
    exact: bool  # the text tells the day, or a few
    goes_back: bool = False  # they are of the deed that came before what it tells first

    def gap(self, other: Report) -> int:
        """Return how many days lie between the two; 0 where they may be of one day, or are of one night."""
        if self.night is not None and self.night == other.night:
            return 0
        return max((self.first - other.last).days, (other.first - self.last).days, 0)

    @cached_property
    def words(self) -> wording.Words:
        place = self.sighting.place
        return wording.words(
            self.sighting.sentence, (self.sighting.text, place.name if place else "")
        )

    @cached_property
    def weighed(self) -> Weighed:
        return _weighed(self.words.content)

    @cached_property
    def weight(self) -> float:
        """Return what all its words count, as the length of a vector."""
        return hypot(*self.weighed.weights)

    @cached_property
    def days(self) -> frozenset[date]:
        """Return the days that it names, and those of its event."""
        one = self.sighting
        ahead = one.status in ("planned", "proposed")
        told = self.first if self.exact else None
        named = named_days(one.sentence, one.article.published, ahead=ahead, told=told)
        if not self.exact:
            return named
        count = (self.last - self.first).days + 1
        return named.union(self.first + timedelta(n) for n in range(count))

    @cached_property
    def event_days(self) -> frozenset[date]:
        """Return the days that it names but those on which somebody only spoke of it."""
        one = self.sighting
        spoken = spoken_days(one.sentence, one.article.published)
        return self.days - spoken if spoken else self.days

    @property
    def dated(self) -> bool:
        """Return whether the text tells the day, or the week: 'last week', 'at the weekend'."""
        told = self.sighting.date_basis in ("stated", "relative")
        return told and (self.last - self.first).days <= _WEEK

    @cached_property
    def hours(self) -> frozenset[str]:
        """Return the parts of the day of its event: where it tells the day, those beside it.

        'Bombed on Monday morning; the coffins are flown home tonight' tells of a morning.
        """
        one = self.sighting
        if one.date_text is None or self.goes_back:
            return self.words.hours
        return wording.hours_beside(one.sentence, one.date_text)

    @cached_property
    def night(self) -> date | None:
        """Return on which day the night of its event began; None where it tells of no night.

        'Late on Wednesday', 'overnight into Thursday' and 'early on Thursday' are one night.
        """
        nights = self.hours & {"night", "dawn"}
        days = (self.last - self.first).days
        if not self.exact or len(nights) != 1 or days > 1:
            return None
        begun_before = "dawn" in nights or wording.after_midnight(self.sighting.sentence)
        return self.first if days or not begun_before else _later(self.first, -1)

    @cached_property
    def course(self) -> frozenset[date]:
        """Return the days that it says its event took; none where it doesn't say."""
        one = self.sighting
        published = one.article.published
        if published is None or one.status not in REALISED:
            return frozenset()
        last = self.last if self.exact else published
        return course(one.sentence, published, last, goes_on=one.status == "ongoing")

    def in_course_of(self, other: Report) -> bool:
        """Return whether one tells of a day in the course of what the other tells of."""
        return bool(self.course or other.course) and not (
            self.course.isdisjoint(other.days)
            and other.course.isdisjoint(self.days)
            and self.course.isdisjoint(other.course)
        )

    @cached_property
    def actors(self) -> frozenset[str]:
        return frozenset().union(*(wording.stems(one.text) for one in self.sighting.actors))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Return who takes part, without the country that it happens in."""
        place = self.sighting.place
        host = (place.country or "").lower() if place else ""
        return self.words.countries - {host}

    @cached_property
    def states(self) -> frozenset[str]:
        """Return those of its countries that are one: in the UN's name any may speak."""
        return self.countries - _BODIES

    @cached_property
    def tolls(self) -> tuple[int, ...]:
        """Return how many died, as far as it says so."""
        told = (
            one.high if one.high is not None else one.low
            for one in self.sighting.casualties
            if one.kind in ("killed", None)
        )
        return tuple(count for count in told if count)

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
    if exact and sighting.site == "battlefield" and sighting.date_text:
        deed = gone_back_to(sighting.sentence, last, sighting.date_text)
        if deed is not None:
            return Report(sighting, deed, deed, exact, goes_back=True)
    return Report(sighting, first, last, exact)


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal() - 1))


@lru_cache(maxsize=1 << 15)
def _weighed(content: frozenset[str]) -> Weighed:
    return weigh(content)

"""The date expressions of a sentence and what days they mean.

`find` reads English words ("on Thursday", "mid-July", "between 3 and 5 May") against the day an
article was published. It says nothing of which expression dates which event: `dates` does.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from geomap.reader.dates.hints import rules_for
from geomap.reader.dates.meanings import Days, Unit, When
from geomap.reader.dates.parts import is_part_of_month
from geomap.reader.dates.patterns import MONTH, WEEKDAY

_NAME_OF_DAY = re.compile(rf"\b(?:{MONTH}|{WEEKDAY})\b", re.I)


class Expression(NamedTuple):
    """A date expression where it stands in its sentence, and the days it means."""

    start: int
    end: int
    text: str
    days: Days

    @property
    def edtf(self) -> str:
        """Return the days in EDTF: a day, a month, a year, a/b or a/.. ."""
        begin, finish = self.ends
        if self.days.open_ended:
            return f"{begin}/.."
        return begin if begin == finish else f"{begin}/{finish}"

    @property
    def ends(self) -> tuple[str, str]:
        """Return its first and its last day, month or year in EDTF."""
        # Part of a month is told in months, and written in days.
        unit = "day" if is_part_of_month(self.days) else self.days.unit
        return written(self.days.begin, unit), written(self.days.finish, unit)

    @property
    def is_day(self) -> bool:
        """Return whether it is a single day."""
        return self.days.unit == "day" and self.days.begin == self.days.finish

    @property
    def in_one(self) -> bool:
        """Return whether it is told as one: a day, a month or part of it, a year."""
        return "/" not in self.edtf or is_part_of_month(self.days)


def written(day: date, unit: Unit) -> str:
    """Return the day, its month or its year in EDTF."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]


def find(
    sentence: str, *, published: date | None, future: bool = False, year: int | None = None
) -> list[Expression]:
    """Return the date expressions of `sentence` that can be resolved, by where they stand.

    `future`: "Monday" means the next one. `year`: the one that dates without a year belong to;
    None takes the nearest to `published`. Without `published` only dates that name their year,
    or get it from `year`, are resolved.
    """
    return list(_found(sentence, When(published, future, year)))


def with_made(found: list[Expression], made: Expression) -> list[Expression]:
    """Return `found` with `made` in place of what starts within it, by where they stand."""
    kept = [item for item in found if not made.start <= item.start < made.end]
    return sorted([*kept, made], key=lambda item: item.start)


def _in_small(sentence: str) -> str:
    """Return a sentence all in capitals with those of months and weekdays alone: 'set for 26 August'."""
    if not sentence.isupper():
        return sentence
    small = _NAME_OF_DAY.sub(lambda m: m[0].capitalize(), sentence.lower())
    return small if len(small) == len(sentence) else sentence


# A sentence is looked at for each of its mentions, and as context of those that follow.
@lru_cache(maxsize=256)
def _found(sentence: str, when: When) -> tuple[Expression, ...]:
    found: list[Expression] = []
    written_so, sentence = sentence, _in_small(sentence)
    taken = bytearray(len(sentence))
    for pattern, resolve in rules_for(sentence):
        for match in pattern.finditer(sentence):
            start, end = match.span("date")
            if any(taken[start:end]):
                continue
            try:
                days = resolve(match, when)
            except (ValueError, OverflowError):  # 31 June, the year 0
                continue
            if days is not None:
                taken[start:end] = b"\1" * (end - start)
                found.append(Expression(start, end, written_so[start:end], days))
    return tuple(sorted(found, key=lambda expression: expression.start))

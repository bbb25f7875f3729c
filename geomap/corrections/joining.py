"""Which event a merge joins its mentions to, and which a split makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import cached_property

from geomap.corrections.finding import Finder
from geomap.corrections.values import Correction
from geomap.model import OFF_MAP_REASONS


class Joins:
    """The merges and splits of some corrections, taken in their order.

    `numbers_of` has the records of each correction, `ids` the ids of all records; `off_map` tells
    why a record, as it is corrected, is not on the map.
    """

    def __init__(
        self,
        corrections: Sequence[Correction],
        numbers_of: Sequence[Sequence[int]],
        finder: Finder,
        event_id: Callable[[str], str],
        *,
        ids: Sequence[str],
        off_map: Callable[[int], str | None],
    ) -> None:
        self._corrections = corrections
        self._numbers_of = numbers_of
        self._finder = finder
        self._event_id = event_id
        self._ids = ids
        self._off_map = off_map
        self._merged: dict[int, tuple[int, int]] = {}  # record -> the target's, and which merge
        self.lost: dict[int, str] = {}  # merge -> why it joins nothing
        self.idle: dict[int, str] = {}  # merge -> why it changes nothing
        given_up: dict[int, str] = {}
        while True:  # a merge that is given up leaves in force what it would have overridden
            self._merged, self.lost, self.idle = {}, dict(given_up), {}
            split = self._in_order()
            more = self._into_off_map()
            if not more:
                break
            given_up |= more
        # What counts for each record, and the mention of the event that it belongs to by that.
        self.into: dict[int, tuple[Correction, str]] = {}
        for number, (first, at) in split.items():
            self.into[number] = corrections[at], ids[first]
        self.merged: dict[
            int, tuple[Correction, int]
        ] = {}  # record -> merge, and into which record
        for number, (target, at) in self._merged.items():
            last = self._path(target)[-1]
            self.into[number] = corrections[at], ids[last]
            self.merged[number] = corrections[at], last

    def _in_order(self) -> dict[int, tuple[int, int]]:
        """Take all but the lost, and return of each record split off: the first one, which split."""
        split: dict[int, tuple[int, int]] = {}
        for at, correction in enumerate(self._corrections):
            numbers = self._numbers_of[at]
            if correction.field == "split":
                for number in numbers:
                    self._merged.pop(number, None)
                    split[number] = numbers[0], at
            elif correction.field == "merge" and numbers and at not in self.lost:
                self._merge(at, split)
        return split

    def _merge(self, at: int, split: dict[int, tuple[int, int]]) -> None:
        wanted = str(self._corrections[at].new)
        numbers = set(self._numbers_of[at])
        target = self._target(wanted, numbers)
        if target is None:
            self.lost[at] = f"there is no event {wanted} any more"
            return
        path = self._path(target)
        if not numbers.isdisjoint(path[1:]):
            line = self._corrections[self._merged[target][1]].line
            self.lost[at] = f"line {line} joins that event to this one, or to one that is"
        elif numbers == {target}:
            self.idle[at] = "it is in that event"
        for number in numbers - {target} if at not in self.lost else ():
            split.pop(number, None)
            self._merged[number] = target, at

    def _target(self, wanted: str, numbers: Collection[int]) -> int | None:
        """Return a record of the event: its first report, else one that was corrected in it."""
        first = self._first_reports.get(wanted)
        told = [] if first is None else list(self._finder.standing(first).numbers)
        told += [n for n in self._corrected_in.get(wanted, ()) if n not in numbers]
        standing = (n for n in told if self._off_map(n) is None)
        return next(standing, told[-1] if told else None)

    @cached_property
    def _corrected_in(self) -> dict[str, list[int]]:
        """Return the records that stood in each event when they were corrected, and were left there."""
        found: dict[str, list[int]] = defaultdict(list)
        for correction, numbers in zip(self._corrections, self._numbers_of, strict=True):
            if correction.event is not None and correction.field not in ("merge", "split"):
                found[correction.event] += numbers
        return found

    @cached_property
    def _first_reports(self) -> dict[str, int]:
        return {self._event_id(identity): n for n, identity in reversed(list(enumerate(self._ids)))}

    def _path(self, number: int) -> list[int]:
        """Return the records from `number` to the one whose event it ends in; merges make no circle."""
        path = [number]
        while path[-1] in self._merged:
            path.append(self._merged[path[-1]][0])
        return path

    def _into_off_map(self) -> dict[int, str]:
        """Return the merges into what is not on the map, and why it isn't."""
        found: dict[int, str] = {}
        for target, at in self._merged.values():
            if target not in self._merged and (reason := self._off_map(target)) is not None:
                words = OFF_MAP_REASONS.get(reason, reason)
                found[at] = f"no report of {self._corrections[at].new} is on the map: {words}"
        return found

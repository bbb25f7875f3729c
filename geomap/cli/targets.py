"""`--to`: what else a command writes to, beside the files of its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.model import Event, Sighting, Site
    from geomap.seams import Exporter

    Found = tuple[Sequence[Sighting], Sequence[Event], Sequence[Site]]


class Targets:
    """The targets of one command, checked, and what is to be written to them."""

    def __init__(self, to: Iterable[str] | None, *, bom: bool = False) -> None:
        """Check each target: better told before a long reading than after.

        Raises UsageError: nothing writes such a target, or it can't be written.
        """
        from geomap import seams

        self._exporters: dict[str, Exporter] = {}
        self._found: Found | None = None
        for target in to or ():
            told = {"bom": True} if bom and seams.export_format(target) == "csv" else {}
            self._exporters[target] = seams.exporter(target, **told)
        if bom and not any(seams.export_format(target) == "csv" for target in self._exporters):
            raise UsageError("--bom is for a CSV. Add --to FILE.csv, or leave it out.")
        for target, exporter in self._exporters.items():
            exporter.check(target)

    @property
    def hand(self) -> Callable[[Sequence[Sighting], Sequence[Event], Sequence[Site]], None] | None:
        """Return what takes what the command's files show; None: there is no target."""
        return self.take if self._exporters else None

    def take(
        self, sightings: Sequence[Sighting], events: Sequence[Event], sites: Sequence[Site]
    ) -> None:
        """Take what the command's files show."""
        self._found = sightings, events, sites

    def write(self) -> Iterator[str]:
        """Write it to each target, and yield the target as it may be shown.

        Raises UsageError: this one can't be written; those before it are.
        """
        from geomap import seams

        for target, exporter in self._exporters.items():
            assert self._found is not None
            exporter.write(*self._found, target)
            yield seams.shown(target)

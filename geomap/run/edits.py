"""The corrections that a run applies: where they are found, and what became of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from geomap.corrections import CORRECTIONS_FILE, Correction, Verdict, apply, load_corrections
from geomap.errors import UsageError
from geomap.grouping import event_id
from geomap.model import Sighting
from geomap.run.reading import Reading
from geomap.run.record import Corrections, input_digests
from geomap.settings import Settings


def corrections_beside(settings: Settings, folder: Path) -> Path | None:
    """Return the corrections that `settings` name, else those in `folder`; None: there are none."""
    path = settings.corrections or folder / CORRECTIONS_FILE
    return path if path.is_file() else None


class Edits:
    """The corrections of one run."""

    def __init__(self, path: Path | None, corrections: Sequence[Correction] = ()) -> None:
        self.path = path
        self.corrections = corrections
        self.verdicts: list[Verdict] = []

    @classmethod
    def open(cls, settings: Settings, folder: Path) -> Edits:
        """Return the corrections that `settings` name, else those in `folder`, if there are any.

        Raises UsageError: something in the file is wrong, or the one that is named isn't there.
        """
        path = corrections_beside(settings, folder)
        if path is not None:
            return cls(path, load_corrections(path))
        if settings.corrections is not None:
            raise UsageError(
                f"{settings.corrections} isn't there. Put the corrections back, or run `geomap map` without them."
            )
        return cls(None)

    def articles(self, readings: Iterable[Reading]) -> set[str]:
        """Return the ids of the articles that the corrections may be about."""
        if not self.corrections:
            return set()
        holder: dict[str, str] = {}
        holding: dict[str, set[str]] = defaultdict(set)
        for reading in readings:
            for identity, text in reading.brief.names():
                holder.setdefault(identity, reading.article.id)
                holding[text].add(reading.article.id)
        found: set[str] = set()
        for pointer in (pointer for one in self.corrections for pointer in one.mentions):
            known = holder.get(pointer.id)
            found |= {known} if known is not None else holding.get(pointer.text, set())
        return found

    def apply(
        self,
        sightings: Sequence[Sighting],
        *,
        note: Callable[[str], None] = lambda _: None,
        anonymous: bool = False,
    ) -> tuple[Sequence[Sighting], dict[int, Sighting]]:
        """Return the sightings as corrected, and those that differ by their number.

        `note` hears of every correction that matches nothing, or is stale.
        """
        if not self.corrections:
            return sightings, {}
        applied = apply(self.corrections, sightings, event_id=event_id, anonymous=anonymous)
        self.verdicts = applied.verdicts
        for verdict in self.verdicts:
            if verdict.state == "unmatched":
                note(f"{verdict.correction.origin} matches nothing any more: {verdict.reason}.")
            elif verdict.state == "stale":
                note(f"{verdict.correction.origin} is stale: {verdict.reason}. It is applied.")
        made = list(sightings)
        for number, sighting in applied.changed.items():
            made[number] = sighting
        return made, applied.changed

    def record(self, folder: Path) -> Corrections | None:
        """Return what run.json says of them; None where there is no file."""
        if self.path is None:
            return None
        states = Counter(verdict.state for verdict in self.verdicts)
        return Corrections(
            files=input_digests([self.path], folder, stdin=False),
            total=len(self.corrections),
            applied=states["applied"] + states["agrees"] + states["stale"],
            agreed=states["agrees"],
            stale=states["stale"],
            overridden=states["overridden"],
            no_effect=states["no effect"],
            unmatched=states["unmatched"],
        )

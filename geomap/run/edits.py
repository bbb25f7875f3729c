"""The corrections that a run applies: where they are found, and what became of them."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from geomap.articles import Digest, digest_of
from geomap.corrections import CORRECTIONS_FILE, Correction, Verdict, apply, load_corrections
from geomap.errors import UsageError
from geomap.grouping import event_id
from geomap.model import Sighting
from geomap.run.reading import Reading
from geomap.run.record import RUN_FILE, Corrections, Run, input_digests, load_run, plural
from geomap.settings import Settings


def corrections_beside(settings: Settings, folder: Path) -> Path | None:
    """Return the corrections that `settings` name, else those in `folder`; None: there are none."""
    path = settings.corrections or folder / CORRECTIONS_FILE
    # What is there and can't be read is told, not passed over.
    return path if os.path.lexists(path) else None


class Edits:
    """The corrections of one run."""

    def __init__(
        self,
        path: Path | None,
        corrections: Sequence[Correction] = (),
        digest: Digest | None = None,
    ) -> None:
        self.path = path
        self._known = {path: digest} if path is not None and digest is not None else {}
        self.corrections = corrections
        self.verdicts: list[Verdict] = []

    @classmethod
    def open(cls, settings: Settings, folder: Path) -> Edits:
        """Return the corrections that `settings` name, else those in `folder`, if there are any.

        Raises UsageError: something in the file is wrong, or the one that is named isn't there.
        """
        path = corrections_beside(settings, folder)
        if path is not None:
            # Taken before: what is saved meanwhile is not what was read.
            digest = digest_of(path)
            return cls(path, load_corrections(path), digest)
        if settings.corrections is not None:
            raise UsageError(
                f"{settings.corrections} isn't there. Put the corrections back, or run `geomap map` without them."
            )
        return cls(None)

    def say_if_gone(self, folder: Path, earlier: Run | None, note: Callable[[str], None]) -> None:
        """Let `note` hear of it where `folder` was made with corrections, and they are gone.

        `earlier` is what its run.json records, where that is known.
        """
        if self.path is not None:
            return
        if earlier is None and (folder / RUN_FILE).is_file():
            with suppress(UsageError):
                earlier = load_run(folder)
        before = earlier.corrections if earlier is not None else None
        if before is None or not before.total:
            return
        path = Path(os.path.normpath(folder / before.files[0].path))
        mend = "Name it with --corrections" if path.is_file() else "Put it back"
        note(
            f"{path} was applied when {folder} was made, and is not now: "
            f"{plural(before.total, 'correction')} without it. {mend} to have them again."
        )

    def applied_to(self, run: Run, folder: Path) -> bool:
        """Return whether `folder`, whose run.json is `run`, was made with just these corrections."""
        now, before = self.record(folder), run.corrections
        return now is not None and before is not None and now.files == before.files

    def articles(self, readings: Iterable[Reading]) -> set[str]:
        """Return the ids of the articles that the corrections may be about."""
        if not self.corrections:
            return set()
        holder: dict[tuple[str, str], str] = {}
        holding: dict[str, set[str]] = defaultdict(set)
        for reading in readings:
            for named in reading.brief.names():
                holder.setdefault(named, reading.article.id)
                holding[named[1]].add(reading.article.id)
        found: set[str] = set()
        for pointer in (pointer for one in self.corrections for pointer in one.mentions):
            known = holder.get((pointer.id, pointer.text))
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

        `note` hears of every correction that matches nothing, is stale or leaves off the map what it
        wants there.
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
            elif verdict.state in ("applied", "agrees") and verdict.reason:
                note(f"{verdict.correction.origin} is applied, but {verdict.reason}.")
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
            files=input_digests([self.path], folder, stdin=False, known=self._known),
            total=len(self.corrections),
            applied=states["applied"] + states["agrees"] + states["stale"],
            agreed=states["agrees"],
            stale=states["stale"],
            overridden=states["overridden"],
            no_effect=states["no effect"],
            unmatched=states["unmatched"],
        )

"""Corrections as tests write them, and what comes of them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from geomap.corrections import CORRECTIONS_FILE, apply, load_corrections
from geomap.grouping import event_id
from geomap.model import Sighting

HEAD = 'schema = "geomap/corrections/1"\n'


def toml(field: str, *sightings: Sighting, digest: bool = True, **more: str) -> str:
    """Return a correction as the review mode writes it; values of `more` are TOML."""
    lines = ["", "[[correction]]", f'field = "{field}"']
    lines += [f"{key} = {value}" for key, value in more.items() if key not in ("who", "when")]
    lines += [f"who = {more.get('who', chr(34) + 'O. Reader' + chr(34))}"]
    lines += [f"when = {more.get('when', '2025-08-22T10:15:00Z')}"]
    for one in sightings:
        lines += ["  [[correction.mention]]", f'  id = "{one.id}"']
        lines += [f'  source = "{one.article.source}"', f"  start = {one.start}"]
        lines += [f"  end = {one.end}", f'  text = "{one.text}"']
        if digest:
            told = hashlib.sha256(one.sentence.encode()).hexdigest()
            lines.append(f'  sentence = "sha256:{told}"')
    return "\n".join(lines) + "\n"


def load(tmp_path: Path, *corrections: str) -> Any:
    path = tmp_path / CORRECTIONS_FILE
    path.write_text(HEAD + "".join(corrections), encoding="utf-8")
    return load_corrections(path)


def applied(tmp_path: Path, sightings: list[Sighting], *corrections: str) -> list[Sighting]:
    found = apply(load(tmp_path, *corrections), sightings, event_id=event_id)
    return [found.changed.get(number, one) for number, one in enumerate(sightings)]


def states(tmp_path: Path, sightings: list[Sighting], *corrections: str) -> list[str]:
    found = apply(load(tmp_path, *corrections), sightings, event_id=event_id)
    return [verdict.state for verdict in found.verdicts]

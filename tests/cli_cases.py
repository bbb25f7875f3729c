"""What the tests of the command line share."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Done

Geomap = Callable[..., Done]
OUT = Path("outputs")
FILES = ["events.geojson", "map.html", "run.json", "sightings.jsonl", "sites.geojson"]


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return the files of `folder` by name, but for the store of readings."""
    paths = (path for path in sorted(folder.iterdir()) if not path.name.startswith(".geomap"))
    return {path.name: path.read_bytes() for path in paths}


def but_for_time(folder: Path) -> dict[str, Any]:
    """Return the files of `folder`, run.json without its times."""
    files: dict[str, Any] = dict(bytes_of(folder))
    files["run.json"] = {**json.loads(files["run.json"]), "timestamps": None}
    return files


def give_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Let the next command read `content` from standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

"""What a corrections.toml holds, checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from geomap.model import CorrectedField, Kind, SiteClass, Status, Usage

SCHEMA = "geomap/corrections/1"
CORRECTIONS_FILE = "corrections.toml"

FIELDS: tuple[CorrectedField, ...] = get_args(CorrectedField)
WITHOUT_NEW = ("confirm", "hide", "split")
WITHOUT_OLD = ("confirm", "hide")
CHOICES: dict[str, tuple[str, ...]] = {
    "class": get_args(SiteClass),
    "status": get_args(Status),
    "usage": get_args(Usage),
}
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A mention that a correction is about, and what finds it again when its id is gone."""

    id: str
    source: str
    start: int
    end: int
    text: str
    sentence: str | None = None  # "sha256:…" of it


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided about some mentions."""

    file: str
    line: int  # of its [[correction]]
    field: CorrectedField
    who: str
    when: str  # ISO 8601
    mentions: tuple[Pointer, ...]
    event: str | None = None  # the one they stood in when it was reviewed
    old: Any = None
    new: Any = None
    why: str | None = None

    @property
    def origin(self) -> str:
        """Return where it stands: 'corrections.toml line 12'."""
        return f"{self.file} line {self.line}"

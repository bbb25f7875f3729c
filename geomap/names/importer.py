"""placeholder"""
from __future__ import annotations
from pathlib import Path
from typing import NamedTuple


class ImportReport(NamedTuple):
    rows: int


def import_dump(path: Path, into: Path) -> ImportReport:
    raise NotImplementedError


def import_places(path: Path, into: Path) -> ImportReport:
    raise NotImplementedError

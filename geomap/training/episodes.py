"""Episodes: reports of two or three events at one place, all pairs of which can be learnt from.

`episodes/*.txt` are written as episodes/README.md says. Nothing of them is measured on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

from geomap.errors import UsageError
from geomap.evaluate.pairs import Pair, Told, report_from

FOLDER = Path(__file__).parent / "episodes"
_REPORT = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) \| (?P<outlet>.+)\n(?P<text>.+)\n*")


def pairs_of(folder: Path = FOLDER) -> list[Pair]:
    """Return every two reports of each episode in the folder's files.

    Raises UsageError: a report is not as the README says.
    """
    return [pair for path in sorted(folder.glob("*.txt")) for pair in _pairs(path)]


def digest_of(folder: Path = FOLDER) -> str:
    """Return the digest of the folder's files."""
    text = b"".join(path.read_bytes() for path in sorted(folder.glob("*.txt")))
    return hashlib.sha256(text).hexdigest()[:16]


def _pairs(path: Path) -> Iterator[Pair]:
    for number, episode in enumerate(_parts("### ", path.read_text(encoding="utf-8")), 1):
        told = [
            (event, _told(report, f"{path.stem}-{number}-{event}-{at}"))
            for event, reports in enumerate(_parts("= ", episode), 1)
            for at, report in enumerate(_parts("--- ", reports), 1)
        ]
        for (a, one), (b, other) in combinations(told, 2):
            name = f"{one.article.source} {other.article.source}"
            kind = "plain" if path.stem == "plain" else "episode"
            yield Pair(name, a == b, kind, (one, other))


def _parts(opening: str, text: str) -> list[str]:
    return re.split(rf"^{opening}", text, flags=re.MULTILINE)[1:]


def _told(report: str, source: str) -> Told:
    match = _REPORT.fullmatch(report)
    if match is None:
        raise UsageError(
            f"{source}: {report.splitlines()[0]!r} opens no report: day | outlet, then one line."
        )
    return report_from(match["text"], date.fromisoformat(match["day"]), match["outlet"], source)

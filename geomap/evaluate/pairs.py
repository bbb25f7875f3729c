"""`geomap evaluate --pairs`: are two reports brought together when they tell of one event?

Pairs are written as tests/pairs/README.md says. Each is read twice: with the marks' labels, so that
only the grouping is measured, and as the reader makes of it. The half with odd numbers may be
learnt from; what counts is the other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geomap.articles.making import make_article
from geomap.errors import UsageError
from geomap.grouping import group_events
from geomap.model import Article, Sighting
from geomap.reader.decode import Floats, Read
from geomap.reader.encoding import Pieces
from geomap.reader.labels import HEADS, WIDTH
from geomap.reader.model_reader import ModelReader
from geomap.reader.network import Said
from geomap.settings import Settings

if TYPE_CHECKING:
    from geomap.stages import Stages

_PAIR = re.compile(
    r"(?P<id>\S+) \| (?P<label>same|different) \| (?P<days>\S+ \| \S+)\n"
    r"--- a \| (?P<outlet_a>.*)\n(?P<a>.*)\n--- b \| (?P<outlet_b>.*)\n(?P<b>.*)\n"
    r"why: \[(?P<kind>[\w-]+)\]"
)
_MARK = re.compile(r"\[\[(?P<star>\*?)(?P<surface>[^|\]]+)\|(?P<words>[^|\]]*)(?:\|[^\]]*)?\]\]")


class Told(NamedTuple):
    """One report of a pair."""

    article: Article
    spans: tuple[tuple[int, int], ...]
    labels: tuple[frozenset[str], ...]
    starred: tuple[int, int]


class Pair(NamedTuple):
    """Two reports, and whether they tell of one event at the starred places."""

    id: str
    same: bool
    kind: str
    reports: tuple[Told, Told]

    @property
    def learnt_from(self) -> bool:
        """Return whether its number is odd."""
        return int(re.sub(r"\D", "", self.id)) % 2 == 1


def load_pairs(path: Path) -> tuple[list[Pair], str]:
    """Return the pairs of a file, and the digest of it.

    Raises UsageError: it can't be read, or a pair is not as the README says.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.") from None
    found = [_pair(block, path) for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]]
    if not found:
        raise UsageError(
            f"{path} holds no pairs. Each begins with a line '=== id | same | day | day'."
        )
    return found, hashlib.sha256(text.encode()).hexdigest()[:16]


def _pair(block: str, path: Path) -> Pair:
    match = _PAIR.match(block)
    if match is None:
        raise UsageError(
            f"{path}: {block.splitlines()[0]!r} is no pair. See tests/pairs/README.md."
        )
    days = match["days"].split(" | ")
    sides = zip("ab", days, strict=True)
    reports = [
        report_from(
            match[side], date.fromisoformat(day), match[f"outlet_{side}"], f"{match['id']}-{side}"
        )
        for side, day in sides
    ]
    return Pair(match["id"], match["label"] == "same", match["kind"], (reports[0], reports[1]))


def report_from(marked: str, published: date, outlet: str, source: str) -> Told:
    """Return a report from its marked text, where `source` names it in errors.

    Raises UsageError: it has no starred mention.
    """
    text, at = "", 0
    spans, labels, starred = [], [], None
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        span = (len(text), len(text) + len(mark["surface"]))
        spans.append(span)
        labels.append(frozenset(mark["words"].split()))
        starred = span if mark["star"] else starred
        text += mark["surface"]
    if starred is None:
        raise UsageError(
            f"{source} has no starred mention. Put a star before the one that is meant."
        )
    article = make_article(
        text + marked[at:], source=source, publisher=outlet.strip(), published=published
    )
    return Told(article, tuple(spans), tuple(labels), starred)


class MarkedReader(ModelReader):
    """Reads mentions as their marks say; dates, cues, actors and casualties as ever."""

    labels: Sequence[frozenset[str]] = ()

    def _said(
        self,
        text: str,
        pieces: Pieces,
        sentences: list[tuple[int, int]],
        *,
        names_given: bool,
    ) -> Said:
        """Return the links that date events, and their types; of scores none, for the marks say what each mention is."""
        said = super()._said(text, pieces, sentences, names_given=names_given)
        return said._replace(scores=np.zeros((len(pieces), WIDTH), np.float32))

    def _given(
        self,
        scores: Floats,  # noqa: ARG002
        pieces: Pieces,  # noqa: ARG002
        given: Sequence[tuple[int, int]],
    ) -> list[Read]:
        return [
            Read(*span, {head: _sure(head, words) for head in HEADS if head != "span"})
            for span, words in zip(given, self.labels, strict=True)
        ]


def _sure(head: str, words: frozenset[str]) -> list[float]:
    """Return the probabilities of a head for which the mark's word is sure; else its plain label."""
    labels = HEADS[head]
    plain = "none" if head == "site" else labels[0]
    chosen = next((label for label in labels if label in words), plain)
    return [1.0 if label == chosen else 1e-6 for label in labels]


def score_pairs(
    pairs: Sequence[Pair], read: Callable[[Told], list[Sighting]]
) -> Iterator[tuple[str, float, int]]:
    """Yield name, value and n: precision and recall of each half, and by kind of the measured one."""
    for half, learnt_from in (("learnt from", True), ("measured", False)):
        judged = [(p, _brought_together(p, read)) for p in pairs if p.learnt_from is learnt_from]
        called = [pair.same for pair, together in judged if together]
        meant = [together for pair, together in judged if pair.same]
        yield f"precision, {half}", _mean(called), len(called)
        yield f"recall, {half}", _mean(meant), len(meant)
        for kind in () if learnt_from else sorted({pair.kind for pair, _ in judged}):
            right = [pair.same == together for pair, together in judged if pair.kind == kind]
            yield f"right: {kind}", _mean(right), len(right)


def _brought_together(pair: Pair, read: Callable[[Told], list[Sighting]]) -> bool:
    found = [read(told) for told in pair.reports]
    of = {
        one.id: event.id
        for event in group_events([*found[0], *found[1]])
        for one in (*event.reports, *event.denials)
    }
    meant = [
        of.get(_overlapping(sightings, told.starred))
        for sightings, told in zip(found, pair.reports, strict=True)
    ]
    return meant[0] is not None and meant[0] == meant[1]


def _overlapping(sightings: Sequence[Sighting], span: tuple[int, int]) -> str:
    """Return the id of the mention at `span`, else of the first that overlaps it, else ''."""
    same = (one.id for one in sightings if (one.start, one.end) == span)
    near = (one.id for one in sightings if one.start < span[1] and span[0] < one.end)
    return next(same, None) or next(near, "")


def _mean(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def marked_reading(settings: Settings, stages: Stages) -> Callable[[Told], list[Sighting]]:
    """Return what gives the sightings of a report as its marks say."""
    from geomap.locate import locate

    reader = MarkedReader(settings)

    def read(told: Told) -> list[Sighting]:
        reader.labels = told.labels
        return locate(
            told.article, reader.mentions(told.article, spans=told.spans), stages.geocoder
        )

    return read


def meant(sightings: Sequence[Sighting], told: Told) -> Sighting | None:
    """Return the sighting of the starred mention, or None where nothing was read there."""
    ident = _overlapping(sightings, told.starred)
    return next((one for one in sightings if one.id == ident), None)


def evaluate_pairs(path: Path, *, settings: Settings, progress: bool = False) -> dict[str, Any]:
    """Return the figures of a file of pairs, by name: {value, n}; with `digest` and `texts`.

    Raises UsageError: see `load_pairs`.
    """
    from geomap.stages import Stages

    pairs, digest = load_pairs(path)
    stages = Stages.open(settings, progress=progress)
    ways = {
        "as marked": marked_reading(settings, stages),
        "as read": lambda told: stages.sightings(told.article),
    }
    figures = {}
    for how, read in ways.items():
        for name, value, n in score_pairs(pairs, read):
            figures[f"{how}: {name}"] = {"value": value, "n": n}
    return {"digest": digest, "texts": 2 * len(pairs), "figures": figures}

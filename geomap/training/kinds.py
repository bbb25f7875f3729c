"""The types of the corpus' events, as people have told them: what a cue says of them, and how often they are told right.

    python -m geomap.training.kinds [--into geomap/reader/cue_types.py] [--figures geomap/training/kinds.json]

What a cue of each type is worth is counted in the articles that are trained on, by their marks. The
figures are of the events of all other articles whose class is read right: by the type of their cue
alone, by the network alone, and by both, for some weights of the cue. Other weights read otherwise:
bump `CODE` of the reader with them.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple

from geomap.articles import article_from_text
from geomap.model import Mention
from geomap.reader.cue_types import WORTHS
from geomap.reader.event_types import CUE
from geomap.reader.labels import TYPES, TYPES_OF
from geomap.reader.wording import cues
from geomap.reader.wording.sentences import split
from geomap.training.corpus import FOLDER, Marked, Passage, passages, sentence_start
from geomap.training.datasets import everything
from geomap.training.modules import say, write_table
from geomap.training.overheard import Overheard
from geomap.training.split import HELD_OUT, is_held_out
from geomap.training.told import types_told

_CUES = (0.0, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
_FEWEST = 16  # events that a cue's words must have told of
_OF_TYPE = 8.0  # so many more are those of its type
_SEEN = 0.5  # how often each type is thought seen with each cue before any is counted


class Kind(NamedTuple):
    """An event of an article, text[start:end], with its class and types, any of which is right."""

    article: str
    start: int
    end: int
    site: str
    types: tuple[object, ...]


def kinds_told() -> Iterator[Kind]:
    """Yield the events of `detailed/` in the order of the corpus."""
    return (kind for _, _, kind in _marked())


def _marked() -> Iterator[tuple[Passage, Marked, Kind]]:
    told = types_told()
    for path in sorted(FOLDER.glob("*.txt")):
        for passage in passages(path):
            for mark in passage.mentions:
                types, site = told.get((passage.id, mark.start)), mark.labels.get("site")
                if types and site in TYPES_OF:
                    yield passage, mark, Kind(passage.id, mark.start, mark.end, site, types)


def cue_worths() -> dict[str, tuple[float, ...]]:
    """Return what a cue says of each type of its class: logarithms of their shares among the events it told of.

    By its class and words ('battlefield raid'), where it told of some; by its type; by the class
    alone for events without a cue.
    """
    by_type: dict[tuple[str, str], Counter[object]] = defaultdict(Counter)
    by_words: dict[tuple[str, str, str], Counter[object]] = defaultdict(Counter)
    for kind, cue in _cues_told():
        of_type = kind.site, cue.event_type if cue else ""
        for one in kind.types:
            by_type[of_type][one] += 1 / len(kind.types)
            if cue:
                by_words[*of_type, cue.text.lower()][one] += 1 / len(kind.types)
    found: dict[str, tuple[float, ...]] = {}
    shares: dict[tuple[str, str], list[float]] = {}
    for (site, of_cue), count in sorted(by_type.items()):
        kinds = TYPES[TYPES_OF[site]]
        of_all = sum(count.values()) + _SEEN * len(kinds)
        shares[site, of_cue] = [(count[one] + _SEEN) / of_all for one in kinds]
        found[of_cue or site] = _logs(shares[site, of_cue])
    for (site, of_cue, words), count in sorted(by_words.items()):
        of_all = sum(count.values())
        if of_all >= _FEWEST:
            known = zip(TYPES[TYPES_OF[site]], shares[site, of_cue], strict=True)
            mixed = [(count[one] + _OF_TYPE * share) / (of_all + _OF_TYPE) for one, share in known]
            found[f"{site} {words}"] = _logs(mixed)
    return found


def _logs(shares: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(log(share), 2) for share in shares)


def _cues_told() -> Iterator[tuple[Kind, cues.Cue | None]]:
    """Yield the events of the articles that are trained on, with their cues by their marks."""
    trained = {e.id for e in everything(None) if not is_held_out(e, {HELD_OUT})}
    for passage, mark, kind in _marked():
        if passage.id not in trained:
            continue
        s, e = next(one for one in _sentences(passage.text) if one[0] <= mark.start < one[1])
        cue = cues.find(
            passage.text[s:e],
            mention=(mark.start - s, mark.end - s),
            site=kind.site,
            status=mark.labels.get("status"),
            role=mark.labels.get("role"),
        )
        yield kind, cue


@lru_cache(maxsize=1)  # the events of one passage come one after the other
def _sentences(text: str) -> list[tuple[int, int]]:
    return split(text)


def figures() -> dict[str, float]:
    """Return how many events are counted, and the share whose type is right, by what tells it."""
    told: dict[str, dict[int, Kind]] = {}
    for kind in kinds_told():
        told.setdefault(kind.article, {})[kind.start] = kind
    reader = Overheard()
    right: Counter[str] = Counter()
    events = 0
    for example in everything(None):
        if example.id not in told or not is_held_out(example, {HELD_OUT}):
            continue
        kinds, text = told[example.id], example.text
        spans = [(one.start, one.end) for one in kinds.values()]
        for one in reader.mentions(article_from_text(text), spans=spans):
            kind, types = kinds[one.start], reader.said.types
            if one.site != kind.site or types is None:
                continue
            events += 1
            ruled = one.model_copy(update={"event_type": _of_cue(text, one)})
            right["cue alone"] += ruled.event_type in kind.types
            for cue in _CUES:
                right[f"cue worth {cue}"] += types.likeliest(ruled, cue) in kind.types
            right["as it ships"] += types.likeliest(ruled, CUE) in kind.types
    return {"events": events, **{name: round(n / events, 4) for name, n in right.items()}}


def _of_cue(text: str, one: Mention) -> str | None:
    start = sentence_start(text, one)
    mention = (one.start - start, one.end - start)
    cue = cues.find(one.sentence, mention=mention, site=one.site, status=one.status, role=one.role)
    return cue.event_type if cue else None


def main() -> None:
    """Measure and say it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--into", type=Path, help="module for what a cue is worth")
    parser.add_argument("--figures", type=Path, help="JSON file for them")
    asked = parser.parse_args()
    if asked.into:
        found = cue_worths()
        about = "What a cue of a type says of each type of its class: by `python -m geomap.training.kinds`."
        write_table(asked.into, about, "WORTHS", "tuple[float, ...]", found)
        WORTHS.clear()  # what is measured below is what was just written
        WORTHS.update(found)
    say(figures(), asked.figures)


if __name__ == "__main__":
    main()

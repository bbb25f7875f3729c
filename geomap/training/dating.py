"""Fits geomap/reader/dates/weights.py, which `--fast` dates by, to events of the corpus that readers have dated.

    python -m geomap.training.dating --into geomap/reader/dates/weights.py [--folds 5]
    python -m geomap.training.dating --figures geomap/training/dates.json

`dated/` holds the dates (its README says how they were made). What counts are the events whose class is
read right and whose own sentence doesn't date them: a conditional log-linear model over the
options of each. How often the rules' answer and the chosen one are right, over all events, in articles
that the weights weren't fitted to, is said on standard error. Other weights read otherwise: bump
`CODE` of the reader with them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geomap.articles import article_from_text
from geomap.model import Mention
from geomap.reader.dates.choice import SURE, Signs, Weigher, likeliest, undated
from geomap.reader.dates.options import Option
from geomap.reader.model_reader import ModelReader
from geomap.reader.network import Network
from geomap.reader.wording.sentences import split
from geomap.training.chooser import fit
from geomap.training.corpus import FOLDER, dated, passages
from geomap.training.datasets import everything
from geomap.training.modules import write_table
from geomap.training.split import HELD_OUT, is_held_out

DATED = Path(__file__).parent / "dated"
_AS_READ = Signs({"rule": 1.0})  # every event keeps what its own sentence says
# Words of an article that counts: shorter ones name fewer days to go on with than news does. Of all that was held out
# .659 are right, with all articles .654.
_WHOLE = 250
_LEAST = 0.05  # a weight smaller than that isn't kept


class Case(NamedTuple):
    """An event of an article, its options and which of them are right."""

    article: str
    event: Mention
    options: list[Option]
    right: list[bool]
    as_read: bool  # whether what its own sentence's rules say is right
    words: int = 0  # of the article


def cases() -> Iterator[Case]:
    """Yield the dated events of the corpus whose class is read right."""
    reader = ModelReader(weigher=_AS_READ)
    for path in sorted(DATED.glob("*.tsv")):
        told = dated(path)
        for passage in passages(FOLDER / f"{path.stem}.txt"):
            marks = {m.start: m for m in passage.mentions if (passage.id, m.start) in told}
            if not marks or passage.published is None:
                continue
            day = date.fromisoformat(passage.published)
            article = article_from_text(passage.text, published=day)
            spans = [(m.start, m.end) for m in passage.mentions]
            read = reader.mentions(article, spans=spans)
            found = undated(
                article.text,
                split(article.text),
                read,
                published_at=lambda _, day=day: day,
                dated_too=True,
            )
            for one, made in found:
                mark = marks.get(one.start)
                if mark is None or one.site != mark.labels["site"]:
                    continue
                right = told[passage.id, one.start]
                fits = [option.edtf in right for option in made]
                words = len(article.text.split())
                yield Case(passage.id, one, made, fits, one.event_date in right, words)


def sign_rows(options: Sequence[Option], column: Mapping[str, int]) -> np.ndarray:
    """Return the signs of `options`, a row each, at the `column` of each sign's name."""
    signs = np.zeros((len(options), len(column)))
    for row, option in enumerate(options):
        for name, value in option.signs.items():
            signs[row, column[name]] = value
    return signs


def table(data: Sequence[Case], strength: float) -> dict[str, float]:
    """Return the weights that make the right options of the undated events likeliest, in whole articles."""
    used = [
        case
        for case in data
        if any(case.right) and not case.event.date_text and case.words >= _WHOLE
    ]
    order = sorted({name for case in used for option in case.options for name in option.signs})
    column = {name: at for at, name in enumerate(order)}
    shown = [(sign_rows(case.options, column), np.array(case.right), 1.0) for case in used]
    start = np.zeros(len(order))
    found = fit(shown, start, start, np.full(len(order), strength))
    return {
        name: round(float(value), 2)
        for name, value in zip(order, found, strict=True)
        if abs(value) >= _LEAST
    }


class Told(NamedTuple):
    """How events are dated: of `events` so many rightly, and of those by a day from another sentence."""

    events: int
    right: int
    claimed: int
    claimed_right: int


def told(
    data: Sequence[Case], weigher: Callable[[str], Weigher], *, bold_from: float = SURE
) -> Told:
    """Return how `data` are dated by the weigher of each article, days from a probability on."""
    right = claimed = claimed_right = 0
    for case in data:
        if case.event.date_text:
            right += case.as_read
            continue
        worths = weigher(case.article).worths(case.event, case.options)
        chosen = likeliest(case.options, worths, bold_from=bold_from)
        fits = case.right[case.options.index(chosen)]
        right += fits
        claimed += chosen.bold
        claimed_right += chosen.bold and fits
    return Told(len(data), right, claimed, claimed_right)


def figures(data: Sequence[Case], strength: float) -> dict[str, dict[str, float]]:
    """Return how the articles held out are dated: by rules, by signs fitted to the others, by what ships."""
    texts = {e.id: e.text for e in everything(None) if is_held_out(e, {HELD_OUT})}
    held = [case for case in data if case.article in texts]
    signs = Signs(table([case for case in data if case.article not in texts], strength))
    network = Network()

    @cache
    def links(article: str) -> Weigher:
        pieces = network.encode(texts[article])
        found = network.read(pieces, network.windows(pieces, split(texts[article]))).links
        return found or signs

    found = {
        "rules": told(held, lambda _: _AS_READ),
        "signs": told(held, lambda _: signs),
        "links, as they ship": told(held, links),
    }
    for least in (0.0, 0.4, 0.5, 0.7, 0.8):
        found[f"links, days from {least}"] = told(held, links, bold_from=least)
    return {
        name: {
            "events": one.events,
            "right": round(one.right / one.events, 4),
            "days claimed": one.claimed,
            "right of these": round(one.claimed_right / one.claimed, 4) if one.claimed else 0.0,
        }
        for name, one in found.items()
    }


def main() -> None:
    """Fit, say how good the fit is, and write the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--strength", type=float, default=0.002, help="how near to 0 weights are kept"
    )
    parser.add_argument(
        "--folds", type=int, default=5, help="parts of the articles, by their order"
    )
    parser.add_argument(
        "--figures", type=Path, help="JSON file: how what was held out is dated, by the links too"
    )
    parser.add_argument("--into", type=Path, help="module for the weights of all articles")
    asked = parser.parse_args()
    data = list(cases())
    order = {name: at for at, name in enumerate(dict.fromkeys(case.article for case in data))}
    right = 0
    for fold in range(asked.folds):
        kept = [case for case in data if order[case.article] % asked.folds != fold]
        rest = [case for case in data if order[case.article] % asked.folds == fold]
        signs = Signs(table(kept, asked.strength))
        right += told(rest, lambda _, signs=signs: signs).right
    as_read = sum(case.as_read for case in data)
    reach = sum(case.as_read if case.event.date_text else any(case.right) for case in data)
    for what, n in (("by rules", as_read), ("chosen", right), ("with a right option", reach)):
        print(f"{what}: {n / len(data):.4f} of {len(data)} events", file=sys.stderr)
    if asked.figures:
        found = figures(data, asked.strength)
        asked.figures.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    if asked.into:
        about = (
            "What each sign of `options` is worth: fitted by `python -m geomap.training.dating`."
        )
        write_table(asked.into, about, "WEIGHTS", "float", table(data, asked.strength))


if __name__ == "__main__":
    main()

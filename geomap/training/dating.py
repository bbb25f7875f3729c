"""Fits geomap/reader/date_weights.py, which `--fast` dates by, to events of the corpus that people have dated.

    python -m geomap.training.dating --into geomap/reader/date_weights.py [--folds 5]

`dated/` holds the dates (its README says how they were made). What counts are the events whose class is
read right and whose own sentence doesn't date them: a conditional log-linear model over the
options of each. How often the rules' answer and the chosen one are right, over all events, in articles
that the weights weren't fitted to, is said on standard error. Other weights read otherwise: bump
`CODE` of the reader with them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geomap.articles import article_from_text
from geomap.model import Mention
from geomap.reader.date_choice import Signs, likeliest, undated
from geomap.reader.date_options import Option
from geomap.reader.model_reader import ModelReader
from geomap.reader.sentences import split
from geomap.training.chooser import fit
from geomap.training.corpus import FOLDER, dated, passages

DATED = Path(__file__).parent / "dated"
_AS_READ = Signs({"rule": 1.0})  # every event keeps what its own sentence says
_LEAST = 0.05  # a weight smaller than that isn't kept


class Case(NamedTuple):
    """An event of an article, its options and which of them are right."""

    article: str
    event: Mention
    options: list[Option]
    right: list[bool]
    as_read: bool  # whether what its own sentence's rules say is right


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
                yield Case(passage.id, one, made, fits, one.event_date in right)


def table(data: Sequence[Case], strength: float) -> dict[str, float]:
    """Return the weights that make the right options of the undated events likeliest."""
    used = [case for case in data if any(case.right) and not case.event.date_text]
    order = sorted({name for case in used for option in case.options for name in option.signs})
    column = {name: at for at, name in enumerate(order)}
    shown = []
    for case in used:
        signs = np.zeros((len(case.options), len(order)))
        for row, option in enumerate(case.options):
            for name, value in option.signs.items():
                signs[row, column[name]] = value
        shown.append((signs, np.array(case.right), 1.0))
    start = np.zeros(len(order))
    found = fit(shown, start, start, np.full(len(order), strength))
    return {
        name: round(float(value), 2)
        for name, value in zip(order, found, strict=True)
        if abs(value) >= _LEAST
    }


def hits(data: Sequence[Case], weights: Mapping[str, float]) -> int:
    """Return of how many events the date is right under `weights`."""
    weigher, count = Signs(weights), 0
    for case in data:
        worths = weigher.worths(case.event, case.options)
        chosen = likeliest(case.options, worths, bold_from=weigher.sure)
        count += case.as_read if case.event.date_text else chosen.edtf in _right(case)
    return count


def _right(case: Case) -> list[str | None]:
    return [option.edtf for option, fits in zip(case.options, case.right, strict=True) if fits]


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
    parser.add_argument("--into", type=Path, help="module for the weights of all articles")
    asked = parser.parse_args()
    data = list(cases())
    order = {name: at for at, name in enumerate(dict.fromkeys(case.article for case in data))}
    right = 0
    for fold in range(asked.folds):
        kept = [case for case in data if order[case.article] % asked.folds != fold]
        rest = [case for case in data if order[case.article] % asked.folds == fold]
        right += hits(rest, table(kept, asked.strength))
    as_read = sum(case.as_read for case in data)
    reach = sum(case.as_read if case.event.date_text else any(case.right) for case in data)
    for what, n in (("by rules", as_read), ("chosen", right), ("with a right option", reach)):
        print(f"{what}: {n / len(data):.4f} of {len(data)} events", file=sys.stderr)
    lines = [
        '"""What each sign of `date_options` is worth: fitted by `python -m geomap.training.dating`."""',
        "WEIGHTS: dict[str, float] = {",
        *(f'    "{name}": {value},' for name, value in table(data, asked.strength).items()),
        "}",
    ]
    if asked.into:
        asked.into.write_text("\n".join([lines[0], "", *lines[1:], ""]), "utf-8")


if __name__ == "__main__":
    main()

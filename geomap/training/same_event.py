"""`python -m geomap.training.same_event tests/pairs/*.txt`: fit geomap/grouping/weights.toml again.

A logistic regression on the pairs with odd numbers and those of geomap/training/episodes, as marked,
whose places can be one and which nothing bars. Most episodes are told in a more roundabout way than
news is: each of their pairs counts `EPISODE` only, one of the plain ones `PLAIN`. What speaks for one
event never gets a weight against it (`evidence.SIGNS`). The belief from which on two reports are one
event is chosen without the roundabout ones, on pairs that the weights they are judged by haven't seen:
pairs that share a report stay together.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geomap.evaluate.pairs import Pair, Told, load_pairs, marked_reading, meant
from geomap.grouping.evidence import SIGNS, barred, points
from geomap.grouping.nearby import related
from geomap.grouping.told import report
from geomap.model import Sighting
from geomap.settings import Settings
from geomap.stages import Stages
from geomap.training.episodes import digest_of, pairs_of

INTO = Path(__file__).parents[1] / "grouping" / "weights.toml"
PRECISION = 0.95  # of what is joined
EPISODE = 0.1  # what a pair of an episode counts
PLAIN = 0.5  # and one of an episode that is told as news is
_FOLDS = 10
_HELD_DOWN = 0.3  # how much: up to 1.0 the loss on unseen pairs is the same to a hundredth
_STEPS = 100
_NAMES = list(SIGNS)

Floats = npt.NDArray[np.float64]


class Rows(NamedTuple):
    """What is fitted on: a row for each pair."""

    points: Floats
    same: npt.NDArray[np.bool_]
    folds: npt.NDArray[np.int_]
    counts: Floats  # what each counts


def main() -> None:
    """Fit on the files of pairs, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m geomap.training.same_event")
    parser.add_argument("pairs", type=Path, nargs="+")
    args = parser.parse_args()
    loaded = [load_pairs(path) for path in args.pairs]
    learnt = [pair for pairs, _ in loaded for pair in pairs if pair.learnt_from]
    episodes = pairs_of()
    rows = together(
        rows_of(learnt, 1.0),
        rows_of([pair for pair in episodes if pair.kind == "plain"], PLAIN),
        rows_of([pair for pair in episodes if pair.kind != "plain"], EPISODE),
    )
    text = fitted(rows, [*(digest for _, digest in loaded), digest_of()])
    INTO.write_text(text, encoding="utf-8")
    print(text)


def together(*parts: Rows) -> Rows:
    """Return the rows of all parts, of which no two share a report."""
    return Rows(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def rows_of(pairs: Sequence[Pair], count: float) -> Rows:
    """Return the pairs that aren't decided by place, class or a bar; each counts `count`."""
    settings = Settings()
    reading = marked_reading(settings, Stages.open(settings, progress=False))
    seen: dict[str, Sighting | None] = {}

    def read(told: Told) -> Sighting | None:
        name = told.article.source
        if name not in seen:
            seen[name] = meant(reading(told), told)
        return seen[name]

    held: dict[str, list[float]] = {}
    same: dict[str, bool] = {}
    for pair in pairs:
        one, other = map(read, pair.reports)
        if one is None or other is None or one.place is None or other.place is None:
            continue
        same_place = one.place.id == other.place.id
        if not same_place and other.place.id not in related([one.place, other.place]).get(
            one.place.id, ()
        ):
            continue
        reports = report(one), report(other)
        if barred(*reports):
            continue
        found = points(*reports, same_place=same_place)
        held[pair.id] = [found.get(name, 0.0) for name in _NAMES]
        same[pair.id] = pair.same
    folds = _folds([pair for pair in pairs if pair.id in held])
    return Rows(
        np.array(list(held.values())),
        np.array(list(same.values())),
        np.array(list(folds)),
        np.full(len(held), count),
    )


def _folds(pairs: Sequence[Pair]) -> Iterator[int]:
    """Yield the fold of each pair; those that share a report have one."""
    first: dict[str, str] = {}

    def root(text: str) -> str:
        while first.get(text, text) != text:
            text = first[text]
        return text

    for pair in pairs:
        a, b = (root(told.article.text) for told in pair.reports)
        first[max(a, b)] = min(a, b)
    groups = sorted({root(pair.reports[0].article.text) for pair in pairs})
    number = {group: n % _FOLDS for n, group in enumerate(groups)}
    yield from (number[root(pair.reports[0].article.text)] for pair in pairs)


def fitted(rows: Rows, digests: Sequence[str]) -> str:
    """Return the text of weights.toml."""
    unseen = beliefs(rows)
    whole, plain, roundabout = (rows.counts == count for count in (1, PLAIN, EPISODE))
    enough = threshold(unseen[~roundabout], rows.same[~roundabout])
    base, *weights = fit(rows)
    lines = [
        "# Made by `python -m geomap.training.same_event`; see geomap/grouping/evidence.py.",
        f"# {len(rows.same)} pairs, {int(rows.same.sum())} of one event.",
        f"# On pairs not seen (ten parts), of those compared: {_joined(unseen[whole], rows.same[whole], enough)};",
        f"# on those of plain episodes: {_joined(unseen[plain], rows.same[plain], enough)};",
        f"# of the others: {_joined(unseen[roundabout], rows.same[roundabout], enough)}.",
        f"pairs = {list(digests)}".replace("'", '"'),
        f"base = {base:.2f}",
        f"enough = {enough:.2f}",
        "",
        "[weights]",
        *(
            f'"{name}" = {weight:.2f}'
            for name, weight in zip(_NAMES, weights, strict=True)
            if round(weight, 2)
        ),
    ]
    return "\n".join(lines) + "\n"


def beliefs(rows: Rows) -> Floats:
    """Return the belief in each pair by weights that were fitted without it."""
    found = np.zeros(len(rows.same))
    for fold in range(_FOLDS):
        out = rows.folds == fold
        base, *weights = fit(Rows(*(column[~out] for column in rows)))
        found[out] = base + rows.points[out] @ np.array(weights)
    return found


def fit(rows: Rows) -> Floats:
    """Return base and weights: logistic regression, a weight of the wrong sign being none."""
    signs = np.array([0, *SIGNS.values()])
    told = np.hstack([np.ones((len(rows.same), 1)), rows.points])
    free = np.ones(len(signs), bool)
    while True:
        weights = np.zeros(len(signs))
        weights[free] = _newton(told[:, free], rows.same, rows.counts)
        wrong = signs * weights < 0
        if not wrong.any():
            return weights
        free &= ~wrong


def _newton(told: Floats, same: npt.NDArray[np.bool_], counts: Floats) -> Floats:
    down = np.eye(told.shape[1]) * _HELD_DOWN
    down[0, 0] = 1e-6
    weights = np.zeros(told.shape[1])
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-told @ weights))
        slope = told.T @ (counts * (sure - same)) + down @ weights
        bend = (told * (counts * sure * (1 - sure))[:, None]).T @ told + down
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def threshold(found: Floats, same: npt.NDArray[np.bool_]) -> float:
    """Return the least belief from which on PRECISION is promised.

    What the beliefs promise of all that are joined moves less with a pair or two than a count of the
    wrong ones does. They promise too little of pairs told as news is, and are set right first.
    """
    told = np.stack([np.ones(len(found)), found], axis=1)
    right = told @ _newton(told, same, np.ones(len(found)))
    order = np.argsort(-found, kind="stable")
    number = np.arange(1, len(order) + 1)
    promised = np.cumsum(1 / (1 + np.exp(-right[order]))) / number
    last = int(np.flatnonzero(promised >= PRECISION)[-1])
    return float(found[order][last])


def _joined(found: Floats, same: npt.NDArray[np.bool_], enough: float) -> str:
    right = same[found >= enough]
    return f"precision {right.mean():.3f}, recall {right.sum() / same.sum():.3f}"


if __name__ == "__main__":
    main()

"""What the network's scores are worth: temperatures, fitted on held-out examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from geomap.reader.decode import pieces_of, softmax
from geomap.reader.encoding import Pieces, encode
from geomap.reader.labels import HEADS, slices
from geomap.reader.network import Network as Shipped
from geomap.reader.wording.sentences import split
from geomap.training.datasets import Example
from geomap.training.network import Network
from geomap.training.preparing import tokenizer
from geomap.training.score import scores_as_shipped, scores_of
from geomap.training.small import Small

Known = list[tuple[np.ndarray, np.ndarray]]  # a mention's scores for a head, and what may be right


def calibrate(network: Network | Small, held_out: Sequence[Example]) -> dict[str, object]:
    """Return `temperatures` by head, and `reliability`: what they leave.

    `hard` is left out: it measures, and nothing is fitted to it.
    """
    tok = tokenizer()

    def read(e: Example) -> tuple[Pieces, np.ndarray]:
        pieces = encode(e.text, tok)
        return pieces, scores_of(network, pieces, split(e.text))

    return _calibrated(read, held_out)


def calibrate_both(shipped: Shipped, held_out: Sequence[Example]) -> dict[str, object]:
    """Return the same for the networks of a folder together, which hasn't got it yet."""
    return _calibrated(lambda e: scores_as_shipped(shipped, e.text), held_out)


def _calibrated(
    read: Callable[[Example], tuple[Pieces, np.ndarray]], held_out: Sequence[Example]
) -> dict[str, object]:
    where = slices()
    known: dict[str, Known] = defaultdict(list)
    for e in held_out:
        if e.corpus == "hard":
            continue
        pieces, scores = read(e)
        if not len(pieces):
            continue
        for m in e.mentions:
            mean = scores[slice(*pieces_of(pieces, m.start, m.end))].mean(axis=0)
            for head, labels in m.labels.items():
                known[head].append((mean[where[head]], np.isin(HEADS[head], labels)))
    temperatures = {head: _temperature(rows) for head, rows in sorted(known.items())}
    return {
        "temperatures": temperatures,
        "reliability": {
            h: _reliability(rows, temperatures[h]) for h, rows in sorted(known.items())
        },
    }


def _temperature(rows: Known) -> float:
    scores = np.stack([s for s, _ in rows])
    allowed = np.stack([a for _, a in rows])

    def loss(t: float) -> float:
        p = (softmax(scores, t) * allowed).sum(axis=1)
        return float(-np.log(p + 1e-9).mean())

    return min((round(0.5 + 0.05 * i, 2) for i in range(60)), key=loss)


def _reliability(rows: Known, temperature: float) -> list[dict[str, float]]:
    """Return, for each tenth of confidence, how sure the network was and how often it was right."""
    p = softmax(np.stack([s for s, _ in rows]), temperature)
    sure = p.max(axis=1)
    right = np.stack([a for _, a in rows])[np.arange(len(p)), p.argmax(axis=1)]
    bins = []
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (sure > low) & (sure <= low + 0.1)
        if inside.any():
            bins.append(
                {
                    "sure": round(float(sure[inside].mean()), 3),
                    "right": round(float(right[inside].mean()), 3),
                    "n": int(inside.sum()),
                }
            )
    return bins

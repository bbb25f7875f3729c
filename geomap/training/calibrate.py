"""What the network's scores are worth: temperatures and leanings, fitted on held-out examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from geomap.reader.decode import pieces_of, softmax, spans
from geomap.reader.encoding import encode
from geomap.reader.labels import HEADS, slices
from geomap.reader.sentences import split
from geomap.training.datasets import Example
from geomap.training.network import Network
from geomap.training.preparing import tokenizer
from geomap.training.score import scores_of

Card = dict[str, object]
# The others leave out names that geomap's rules of annotation mark.
_BY_OUR_RULES = {"own", "news"}


def calibrate(network: Network, held_out: Sequence[Example]) -> Card:
    """Return `temperatures` by head, `eager`, `site_lift` and the reliability they leave.

    `hard` is left out: it measures, and nothing is fitted to it.
    """
    network.eval()
    tok = tokenizer()
    where = slices()
    known: dict[str, list[tuple[np.ndarray, np.ndarray]]] = defaultdict(list)  # scores, allowed
    sites: list[tuple[np.ndarray, str]] = []
    read = []
    for e in held_out:
        if e.corpus == "hard":
            continue
        pieces = encode(e.text, tok)
        if not len(pieces):
            continue
        scores = scores_of(network, pieces, split(e.text))
        if e.corpus in _BY_OUR_RULES:
            read.append((scores, pieces, {(m.start, m.end) for m in e.mentions}))
        for m in e.mentions:
            first, last = pieces_of(pieces, m.start, m.end)
            mean = scores[first:last].mean(axis=0)
            for head, labels in m.labels.items():
                known[head].append((mean[where[head]], np.isin(HEADS[head], labels)))
            usage = HEADS["usage"][int(mean[where["usage"]].argmax())]
            if "site" in m.labels and usage == "literal":
                sites.append((mean[where["site"]], m.labels["site"][0]))
    temperatures = {head: _temperature(rows) for head, rows in sorted(known.items())}
    return {
        "temperatures": temperatures,
        "eager": _eager(read),
        "site_lift": _lift(sites),
        "reliability": {
            head: _reliability(rows, temperatures[head]) for head, rows in sorted(known.items())
        },
    }


def _temperature(rows: list[tuple[np.ndarray, np.ndarray]]) -> float:
    scores = np.stack([s for s, _ in rows])
    allowed = np.stack([a for _, a in rows])

    def loss(t: float) -> float:
        p = (softmax(scores, t) * allowed).sum(axis=1)
        return float(-np.log(p + 1e-9).mean())

    return min((round(0.5 + 0.05 * i, 2) for i in range(60)), key=loss)


def _eager(read: list[tuple[np.ndarray, object, set[tuple[int, int]]]]) -> float:
    """Return the leaning towards names that gives the best exact F1."""

    def f1(eager: float) -> float:
        tp = p = g = 0
        for scores, pieces, marked in read:
            found = {
                (int(pieces.start[a]), int(pieces.end[b - 1]))  # type: ignore[attr-defined]
                for a, b in spans(scores, pieces, eager=eager)  # type: ignore[arg-type]
            }
            tp, p, g = tp + len(found & marked), p + len(found), g + len(marked)
        return 2 * tp / max(1, p + g)

    return max((round(-1.5 + 0.25 * i, 2) for i in range(13)), key=f1)


def _lift(sites: list[tuple[np.ndarray, str]]) -> float:
    """Return the leaning towards a class that gives the best macro-F1."""
    scores = np.stack([s for s, _ in sites])
    gold = np.array([label for _, label in sites])
    none = HEADS["site"].index("none")

    def macro(lift: float) -> float:
        leaning = scores.copy()
        leaning[:, none] -= lift
        said = np.array(HEADS["site"])[leaning.argmax(axis=1)]
        f1s = []
        for k in ("battlefield", "diplomatic"):
            tp = int(((said == k) & (gold == k)).sum())
            f1s.append(2 * tp / max(1, int((said == k).sum()) + int((gold == k).sum())))
        return sum(f1s) / 2

    return max((round(-1.5 + 0.25 * i, 2) for i in range(13)), key=macro)


def _reliability(
    rows: list[tuple[np.ndarray, np.ndarray]], temperature: float
) -> list[dict[str, float]]:
    """Return, for each tenth of confidence, how sure the network was and how often it was right."""
    scores = softmax(np.stack([s for s, _ in rows]), temperature)
    allowed = np.stack([a for _, a in rows])
    sure = scores.max(axis=1)
    right = allowed[np.arange(len(rows)), scores.argmax(axis=1)]
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

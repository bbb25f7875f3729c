"""What the network's scores are worth: temperatures and leanings, fitted on held-out examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from geomap.reader.decode import Read, joined, pieces_of, read_span, softmax, spans
from geomap.reader.encoding import encode
from geomap.reader.labels import HEADS, slices
from geomap.reader.sentences import split
from geomap.training.datasets import Example
from geomap.training.network import Network
from geomap.training.preparing import tokenizer
from geomap.training.score import scores_of, second_scores

Card = dict[str, object]
# The others leave out names that geomap's rules of annotation mark.
_BY_OUR_RULES = {"own", "news", "locphr", "event_location", "reports"}
# What needs no second look: a class and a status this sure.
SURE = {"site": 0.7, "status": 0.7}
Known = tuple[np.ndarray, np.ndarray, np.ndarray]  # scores of both looks, and what may be right


def calibrate(network: Network, held_out: Sequence[Example]) -> Card:
    """Return `temperatures` by head for each look, `eager`, `site_lift` and the reliability left.

    `hard` is left out: it measures, and nothing is fitted to it.
    """
    network.eval()
    tok = tokenizer()
    where = slices()
    known: dict[str, list[Known]] = defaultdict(list)
    mentions: list[tuple[np.ndarray, np.ndarray, dict[str, tuple[str, ...]]]] = []
    read = []
    for e in held_out:
        pieces = encode(e.text, tok)
        if e.corpus == "hard" or not len(pieces):
            continue
        scores = scores_of(network, pieces, split(e.text))
        if e.corpus in _BY_OUR_RULES:
            read.append((scores, pieces, {(m.start, m.end) for m in e.mentions}))
        spans_of = [pieces_of(pieces, m.start, m.end) for m in e.mentions]
        again = second_scores(network, pieces, spans_of)
        for m, at, second in zip(e.mentions, spans_of, again, strict=True):
            first = scores[slice(*at)].mean(axis=0)
            for head, labels in m.labels.items():
                allowed = np.isin(HEADS[head], labels)
                known[head].append((first[where[head]], second[where[head]], allowed))
            mentions.append((first, second, m.labels))
    one = {h: _temperature([(a, ok) for a, _, ok in rows]) for h, rows in sorted(known.items())}
    two = {h: _temperature([(b, ok) for _, b, ok in rows]) for h, rows in sorted(known.items())}
    both = [
        (
            joined(read_span(a[None], (0, 0), one), read_span(b[None], (0, 0), two)),
            labels,
        )
        for a, b, labels in mentions
    ]
    return {
        "temperatures": one,
        "second_look": {"temperatures": two, **SURE},
        "eager": _eager(read),
        "site_lift": _lift(both),
        "reliability": {h: _reliability(h, both) for h in sorted(known)},
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


Both = list[tuple[Read, dict[str, tuple[str, ...]]]]  # what is read, what is known


def _lift(both: Both) -> float:
    """Return the leaning towards a class that gives the best macro-F1."""
    rows = [(read, labels["site"][0]) for read, labels in both if "site" in labels]

    def macro(lift: float) -> float:
        said = [read.site(lift) if read.best("usage") == "literal" else "none" for read, _ in rows]
        f1s = []
        for k in ("battlefield", "diplomatic"):
            pairs = [(s == k, gold == k) for s, (_, gold) in zip(said, rows, strict=True)]
            right = sum(a and b for a, b in pairs)
            f1s.append(2 * right / max(1, sum(a + b for a, b in pairs)))
        return sum(f1s)

    return max((round(-0.5 + 0.125 * i, 3) for i in range(13)), key=macro)


def _reliability(head: str, both: Both) -> list[dict[str, float]]:
    """Return, for each tenth of confidence, how sure the network was and how often it was right."""
    rows = [(read.p[head], labels[head]) for read, labels in both if head in labels]
    sure = np.array([p.max() for p, _ in rows])
    right = np.array([HEADS[head][int(p.argmax())] in labels for p, labels in rows])
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

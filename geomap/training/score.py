"""A quick look at a network on held-out examples, spans given and from raw text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from geomap.reader.decode import Read, pieces_of, read_span, spans
from geomap.reader.encoding import Pieces, encode, inputs_of, windows
from geomap.reader.labels import WIDTH
from geomap.reader.network import Network as Shipped
from geomap.reader.wording.sentences import split
from geomap.training.datasets import Example, Labels
from geomap.training.network import Network, quick_products
from geomap.training.preparing import Encoder, tokenizer


def scores_of(network: Network, pieces: Pieces, sentences: list[tuple[int, int]]) -> np.ndarray:
    """Return the network's scores for all pieces of a text: (pieces, WIDTH)."""
    network.eval()
    found = np.zeros((len(pieces), WIDTH), np.float32)
    cuts = windows(pieces, sentences, **network.WINDOW)
    for w in cuts:
        inputs = {k: torch.from_numpy(v) for k, v in inputs_of(pieces, w).items()}
        with torch.no_grad(), quick_products():
            out = network(**inputs).float().numpy()
        found[w.core : w.core_end] = out[0, w.core - w.first + 1 : w.core_end - w.first + 1]
    return found


Reads = tuple[list[Read], set[tuple[int, int]]]  # of each mention given, and the spans found
Reading = Callable[[Network, Example, Tokenizer], Reads]
_COMPOSED = {"own", "hard", "seeds"}


def one_pass(encoder: Encoder = encode) -> Reading:
    """Return how a network reads whole texts, a mention by its own pieces."""

    def read(network: Network, e: Example, tok: Tokenizer) -> Reads:
        pieces = encoder(e.text, tok)
        return _reads(scores_of(network, pieces, split(e.text)), pieces, e)

    return read


def as_shipped(shipped: Shipped) -> Reading:
    """Return how the networks that ship read together; the one that a call is given isn't asked."""

    def read(_: object, e: Example, __: Tokenizer) -> Reads:
        pieces, scores = scores_as_shipped(shipped, e.text)
        return _reads(scores, pieces, e)

    return read


def scores_as_shipped(shipped: Shipped, text: str) -> tuple[Pieces, np.ndarray]:
    """Return a text's pieces, and what the networks that ship say of them together."""
    pieces = shipped.encode(text)
    return pieces, shipped.read(pieces, shipped.windows(pieces, split(text))).scores


def _reads(scores: np.ndarray, pieces: Pieces, e: Example) -> Reads:
    if not len(pieces):
        return [], set()
    reads = [
        read_span(scores[slice(*pieces_of(pieces, m.start, m.end))], (m.start, m.end))
        for m in e.mentions
    ]
    return reads, {(int(pieces.start[a]), int(pieces.end[b - 1])) for a, b in spans(scores, pieces)}


def quick(
    network: Network | None, examples: Sequence[Example], reading: Reading | None = None
) -> dict[str, dict[str, float]]:
    """Return figures for each corpus among `examples`, and `real news` for all but composed texts.

    Spans are found from raw text, labels with spans given.
    """
    return figures(counted(network, examples, reading))


def counted(
    network: Network | None, examples: Sequence[Example], reading: Reading | None = None
) -> dict[str, Counter[str]]:
    """Return what the figures of `quick` are reckoned from; of several readings they add up."""
    tok = tokenizer()
    reading = reading or one_pass()
    hit: dict[str, Counter[str]] = defaultdict(Counter)
    for e in examples:
        reads, found = reading(network, e, tok)
        c: Counter[str] = Counter()
        for m, r in zip(e.mentions, reads, strict=False):
            _count(c, m.labels, r)
        if e.spans:
            marked = {(m.start, m.end) for m in e.mentions if m.tagged}
            c["span tp"] += len(found & marked)
            c["span p"] += len(found)
            c["span g"] += len(marked)
        hit[e.corpus] += c
        if e.corpus not in _COMPOSED:
            hit["real news"] += c
    return dict(hit)


def figures(counts: dict[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """Return the figures of `counts`, by corpus."""
    return {name: _figures(c) for name, c in sorted(counts.items())}


def _count(c: Counter[str], labels: Labels, r: Read) -> None:
    usage = r.best("usage")
    if "usage" in labels and len(labels["usage"]) == 1:
        c["usage n"] += 1
        c["usage ok"] += usage in labels["usage"]
        gold_lit = labels["usage"] == ("literal",)
        c["lit tp"] += gold_lit and usage == "literal"
        c["lit p"] += usage == "literal"
        c["lit g"] += gold_lit
    if "site" in labels:
        gold = labels["site"][0]
        said = r.best("site") if usage == "literal" else "none"
        for k in ("battlefield", "diplomatic"):
            c[f"{k} tp"] += gold == k == said
            c[f"{k} p"] += said == k
            c[f"{k} g"] += gold == k
        if gold == said != "none":
            for head in ("status", "voice"):
                if head in labels:
                    c[f"{head} n"] += 1
                    c[f"{head} ok"] += r.best(head) in labels[head]


def lines(found: dict[str, dict[str, float]]) -> str:
    """Return `found` as text, a corpus a line."""
    return "\n   ".join(
        f"{name}: " + ", ".join(f"{k} {v:g}" for k, v in of_corpus.items())
        for name, of_corpus in found.items()
    )


def _f1(c: Counter[str], k: str) -> float:
    return round(2 * c[f"{k} tp"] / max(1, c[f"{k} p"] + c[f"{k} g"]), 4)


def _figures(c: Counter[str]) -> dict[str, float]:
    said: dict[str, float] = {}
    if c["span g"]:
        said |= {
            "span F1": _f1(c, "span"),
            "span P": round(c["span tp"] / max(1, c["span p"]), 4),
            "span R": round(c["span tp"] / c["span g"], 4),
            "spans": c["span g"],
        }
    if c["usage n"]:
        said |= {
            "usage": round(c["usage ok"] / c["usage n"], 4),
            "literal F1": _f1(c, "lit"),
            "mentions": c["usage n"],
        }
    if c["battlefield g"] or c["diplomatic g"]:
        b, d = _f1(c, "battlefield"), _f1(c, "diplomatic")
        said |= {
            "battlefield F1": b,
            "diplomatic F1": d,
            "site macro-F1": round((b + d) / 2, 4),
            "sites": c["battlefield g"] + c["diplomatic g"],
        }
    for head in ("status", "voice"):
        if c[f"{head} n"]:
            said |= {head: round(c[f"{head} ok"] / c[f"{head} n"], 4), f"{head} n": c[f"{head} n"]}
    return said

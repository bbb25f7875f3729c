"""Designs of the reader that were compared with the one that ships, and not chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from tokenizers import Tokenizer

from geomap.names import Names
from geomap.reader.decode import pieces_of, read_span
from geomap.reader.encoding import CASINGS, Pieces, Window, encode, pad
from geomap.reader.labels import HEADS
from geomap.training.datasets import Example
from geomap.training.network import Network
from geomap.training.preparing import NOT_COUNTED, Encoder, Prepared
from geomap.training.score import Reads

# What the gazetteer knows of a word: the first that holds for the longest name it stands in.
KNOWN = ("nothing", "country", "unit", "large city", "town", "other", "demonym")
_LONGEST = 4  # words
_LARGE = 100_000  # inhabitants


def with_gazetteer(names: Names) -> Encoder:
    """Return an encoder whose casing feature also tells what the gazetteer knows of each word."""

    def encoder(text: str, tok: Tokenizer) -> Pieces:
        pieces = encode(text, tok)
        firsts = np.flatnonzero(pieces.word_start).tolist()
        past = [*firsts[1:], len(pieces)]
        known = np.zeros(len(pieces), np.int64)
        at = 0
        while at < len(firsts):
            step = 1
            if pieces.casing[firsts[at]] in (2, 3, 4):
                for n in range(min(_LONGEST, len(firsts) - at), 0, -1):
                    last = past[at + n - 1]
                    name = text[pieces.start[firsts[at]] : pieces.end[last - 1]]
                    kind = _known(names, name)
                    if kind:
                        known[firsts[at] : last] = kind
                        step = n
                        break
            at += step
        return replace(pieces, casing=pieces.casing + len(CASINGS) * known)

    return encoder


def _known(names: Names, name: str) -> int:
    found = names.lookup(name)
    if not found:
        return 0
    if all(m.quality == "demonym" for m in found):
        return KNOWN.index("demonym")
    kinds = {m.row.kind for m in found}
    if "country" in kinds:
        return KNOWN.index("country")
    if kinds & {"admin1", "admin2"}:
        return KNOWN.index("unit")
    if "city" in kinds:
        large = max(m.row.population for m in found) >= _LARGE
        return KNOWN.index("large city" if large else "town")
    return KNOWN.index("other")


_OPEN, _CLOSE = 1, 2  # [unused0] and [unused1] of the vocabulary
_AROUND = 48  # pieces to each side


def marked(pieces: Pieces, start: int, end: int) -> tuple[Pieces, int]:
    """Return the pieces around a mention with marks about it, and where the first mark stands."""
    first, last = pieces_of(pieces, start, end)
    low, high = max(0, first - _AROUND), min(len(pieces), last + _AROUND)

    def spliced(values: np.ndarray, opening: int, closing: int) -> np.ndarray:
        return np.concatenate(
            [values[low:first], [opening], values[first:last], [closing], values[last:high]]
        ).astype(values.dtype)

    return Pieces(
        spliced(pieces.ids, _OPEN, _CLOSE),
        spliced(pieces.start, start, end),
        spliced(pieces.end, start, end),
        spliced(pieces.casing, 0, 0),
        spliced(pieces.word_start, 1, 1),
    ), first - low


def marked_items(examples: Sequence[Example], tok: Tokenizer) -> list[Prepared]:
    """Return one item for each labelled mention: the second of two stages, spans given."""
    items = []
    for e in examples:
        pieces = encode(e.text, tok)
        for m in e.mentions:
            if not m.labels or not len(pieces):
                continue
            around, at = marked(pieces, m.start, m.end)
            allowed = {head: np.isin(HEADS[head], labels) for head, labels in m.labels.items()}
            tags = np.full(len(around), NOT_COUNTED)
            items.append(
                Prepared(e, around, np.array([len(around)]), tags, [(at, at + 1, allowed)])
            )
    return items


def read_marked(network: Network, e: Example, tok: Tokenizer) -> Reads:
    """Return how the second stage reads the mentions of `e`."""
    pieces = encode(e.text, tok)
    reads = []
    for m in e.mentions if len(pieces) else ():
        around, at = marked(pieces, m.start, m.end)
        n = len(around)
        inputs = {k: torch.from_numpy(v) for k, v in pad(around, [Window(0, n, 0, n)]).items()}
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            out = network(**inputs).float().numpy()
        reads.append(read_span(out[0, at + 1 : at + 2], (m.start, m.end), {}))
    return reads, set()

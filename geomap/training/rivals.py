"""Designs of the reader that were compared with the one that ships, and not chosen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from tokenizers import Tokenizer

from geomap.names import Names
from geomap.reader.decode import pieces_of, read_span
from geomap.reader.encoding import CASINGS, Pieces, Window, encode, inputs_of
from geomap.training.datasets import Example
from geomap.training.marking import marked
from geomap.training.network import Network, quick_products
from geomap.training.preparing import Encoder
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


def read_marked(network: Network, e: Example, tok: Tokenizer) -> Reads:
    """Return how the second stage reads the mentions of `e`."""
    pieces = encode(e.text, tok)
    reads = []
    for m in e.mentions if len(pieces) else ():
        around, at = marked(pieces, *pieces_of(pieces, m.start, m.end))
        n = len(around)
        inputs = {k: torch.from_numpy(v) for k, v in inputs_of(around, Window(0, n, 0, n)).items()}
        with torch.no_grad(), quick_products():
            out = network(**inputs).float().numpy()
        reads.append(read_span(out[0, at + 1 : at + 2], (m.start, m.end)))
    return reads, set()

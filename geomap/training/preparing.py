"""Examples -> batches of windows in word pieces, an epoch at a time."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from geomap.reader.decode import pieces_of
from geomap.reader.encoding import CASINGS, Pieces, Window, encode, heading_of, inputs_of
from geomap.reader.labels import HEADS, SPAN
from geomap.reader.wording.sentences import split
from geomap.training.datasets import Example
from geomap.training.marking import CLOSE, OPEN, marked
from geomap.training.network import HEADING, starting_point

NOT_COUNTED = (
    -1
)  # the span tag of a piece inside a word, or of a text whose names aren't all marked
_ONE_LOOK = frozenset({"humset", "hard"})  # many mentions, little told of each
_MASK, _WORDS = 103, (1000, 30522)  # pieces of the vocabulary
_NO_WORD = (0, OPEN, CLOSE, 101, 102)  # padding, marks, where a window begins and ends
_OTHER_WORD = 0.15
_LUMP = 400  # windows sorted by length together: little padding, still random
_UPPER = CASINGS.index("upper")
# Share of each corpus' windows seen in an epoch: place names alone teach little after a while.
PART = {"lgl": 0.4, "relocar": 0.5, "humset": 0.12}
HEAD_WEIGHT = {
    "usage": 1.2, "site": 2.0, "status": 2.4, "role": 0.4, "voice": 0.4, "background": 0.3,
}  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """What training is told; the table of designs names it."""

    epochs: int = 5
    averaged: int = 3  # the last epochs, whose weights' mean is kept
    seed: int = 7
    lr: float = 1e-4
    head_lr: float = 8e-4
    pieces_each: int = 2048
    longest: int = 224
    shortest: int = 60
    dropout: float = 0.1
    span_weight: float = 1.0
    upper: float = 0.03  # share of windows shown in capitals
    part: dict[str, float] | None = None  # share of each corpus' windows seen in an epoch
    heading: int = HEADING  # pieces of the headline that later windows are shown
    second: float = 0.15  # share of the labelled mentions shown marked in an epoch
    hidden: float = (
        0.0  # share of the pieces that are hidden (`--links`): else it knows its texts by heart
    )
    head_weight: dict[str, float] = field(default_factory=lambda: dict(HEAD_WEIGHT))


@dataclass(frozen=True)
class Prepared:
    """An example in pieces."""

    example: Example
    pieces: Pieces
    ends: np.ndarray  # piece index at each sentence's end
    tags: np.ndarray  # span tag of each piece, or NOT_COUNTED
    mentions: list[tuple[int, int, dict[str, np.ndarray]]]  # first, past last, allowed labels
    second: bool = False  # one mention, marked: shown whole
    answers: np.ndarray | None = None  # (pieces, labels.WIDTH): what a teacher says of it


Batch = list[tuple[Prepared, Window]]
Encoder = Callable[[str, Tokenizer], Pieces]


def tokenizer() -> Tokenizer:
    """Return the starting point's tokenizer, without truncation or padding."""
    found = Tokenizer.from_file(str(starting_point() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def prepare(example: Example, tok: Tokenizer, encoder: Encoder = encode) -> Prepared:
    """Return `example` in pieces, each mention's known labels as masks over its head's labels."""
    pieces = encoder(example.text, tok)
    tags = np.where(pieces.word_start & example.spans, SPAN.index("O"), NOT_COUNTED)
    mentions = []
    for m in example.mentions:
        first, last = pieces_of(pieces, m.start, m.end)
        if example.spans:
            words = np.flatnonzero(pieces.word_start[first:last]) + first
            tags[words] = SPAN.index("I") if m.tagged else NOT_COUNTED
            if m.tagged:
                tags[words[:1]] = SPAN.index("B")
        allowed = {head: np.isin(HEADS[head], labels) for head, labels in m.labels.items()}
        mentions.append((first, last, allowed))
    ends = np.searchsorted(pieces.start, [e for _, e in split(example.text)])
    return Prepared(example, pieces, ends, tags, mentions)


def second_looks(items: Sequence[Prepared]) -> list[Prepared]:
    """Return an item for each labelled mention of `items`, marked, with what is around it."""
    found = []
    for item in items:
        for first, last, allowed in item.mentions:
            if allowed and item.example.corpus not in _ONE_LOOK:
                pieces, at = marked(item.pieces, first, last)
                tags = np.full(len(pieces), NOT_COUNTED)
                ends = np.array([len(pieces)])
                found.append(
                    Prepared(item.example, pieces, ends, tags, [(at, at + 1, allowed)], second=True)
                )
    return found


def epoch_batches(items: Sequence[Prepared], rng: random.Random, recipe: Recipe) -> list[Batch]:
    """Return the batches of one epoch, in random order, cut anew from the texts."""
    pool = [
        (item, w)
        for item in items
        for w in cut(item, rng, recipe)
        if rng.random() < _share(item, recipe)
    ]
    rng.shuffle(pool)
    batches: list[Batch] = []
    for at in range(0, len(pool), _LUMP):
        batch: Batch = []
        for entry in sorted(pool[at : at + _LUMP], key=lambda x: x[1].width):
            width = _rounded(entry[1].width)
            if batch and width * (len(batch) + 1) > recipe.pieces_each:
                batches.append(batch)
                batch = []
            batch.append(entry)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def _share(item: Prepared, recipe: Recipe) -> float:
    if item.second:
        return recipe.second
    return (recipe.part or {}).get(item.example.corpus, 1.0)


def cut(item: Prepared, rng: random.Random, recipe: Recipe) -> list[Window]:
    """Return windows of random length, cut at sentence ends, that cover the example once."""
    total = len(item.pieces)
    if item.second:
        return [Window(0, total, 0, total)]
    found = []
    heading = heading_of(item.ends, recipe.heading)
    at = 0
    while at < total:
        want = at + rng.randint(recipe.shortest, recipe.longest)
        fitting = item.ends[(item.ends > at) & (item.ends <= want)]
        stop = int(fitting[-1]) if len(fitting) else min(want, total)
        found.append(Window(at, stop, at, stop, heading if at >= heading else 0))
        at = stop
    return found


def stacked(batch: Batch, rng: random.Random, recipe: Recipe) -> dict[str, Tensor]:
    """Return the network's inputs for a batch; now and then a window is shown in capitals."""
    inputs = [inputs_of(item.pieces, w) for item, w in batch]
    width = _rounded(max(i["input_ids"].shape[1] for i in inputs))
    arrays = {
        k: np.concatenate([np.pad(i[k], ((0, 0), (0, width - i[k].shape[1]))) for i in inputs])
        for k in inputs[0]
    }
    for casing in arrays["casing"]:
        if rng.random() < recipe.upper:
            letters = (casing % len(CASINGS) >= 1) & (
                casing % len(CASINGS) < CASINGS.index("other")
            )
            casing[letters] += _UPPER - casing[letters] % len(CASINGS)
    return {k: torch.from_numpy(v) for k, v in arrays.items()}


def hidden(inputs: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return the network's inputs with a `share` of the pieces hidden: behind a mask, one of seven behind another word."""
    ids = inputs["input_ids"]
    words = ~torch.isin(ids, torch.tensor(_NO_WORD))
    chosen = (torch.rand(ids.shape) < share) & words
    put = torch.where(
        torch.rand(ids.shape) < _OTHER_WORD, torch.randint(*_WORDS, ids.shape), torch.tensor(_MASK)
    )
    return {**inputs, "input_ids": torch.where(chosen, put, ids)}


def _rounded(width: int) -> int:
    """Return `width` up to a multiple of 32: matrix kernels are compiled anew for each shape."""
    return -(-width // 32) * 32

"""What a batch of scores is worth against what is known."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from geomap.reader.labels import SPAN, slices
from geomap.training.preparing import NOT_COUNTED, Batch, Recipe

# How much a mention of each corpus weighs in the loss of its labels.
WEIGHT = {
    "own": 1.0, "seeds": 1.5, "hard": 2.0, "news": 2.0, "located": 1.0, "geowebnews": 0.7,
    "lgl": 1.0, "trnews": 1.0, "locphr": 1.0, "event_location": 0.8, "reports": 0.8,
    "relocar": 0.5, "humset": 0.15,
}  # fmt: skip


def loss_of(out: Tensor, batch: Batch, recipe: Recipe) -> Tensor:
    """Return the loss of `out` (batch, time, labels): spans, and each head's labels where known."""
    tags = _tags(out, batch)
    where: list[Where] = []
    weights = []
    known: dict[str, list[tuple[int, np.ndarray]]] = {head: [] for head in recipe.head_weight}
    for row, (item, w) in enumerate(batch):
        for first, last, allowed in item.mentions:
            if w.first <= first < w.last:
                for head, mask in allowed.items():
                    known[head].append((len(where), mask))
                where.append((row, first - w.first + 1, min(last, w.last) - w.first + 1))
                weights.append(WEIGHT[item.example.corpus])
    total = recipe.span_weight * _span_loss(out, tags) / (len(where) + 4)
    if where:
        mean = _mean_over_pieces(out, where)
        weight = torch.tensor(weights)
        for head, rows in known.items():
            if rows:
                lost = _label_loss(mean, weight, head, rows)
                total = total + recipe.head_weight[head] * lost / (len(where) + 1)
    return total


Where = tuple[int, int, int]  # row, first piece, past last piece


def taught(out: Tensor, batch: Batch, recipe: Recipe) -> Tensor:
    """Return how far `out` is from a teacher's answers, of each piece as far as it is a name there."""
    teacher = torch.zeros_like(out)
    for row, (item, w) in enumerate(batch):
        assert item.answers is not None
        teacher[row, 1 : w.last - w.first + 1] = torch.from_numpy(item.answers[w.first : w.last])
    return drifted(out, teacher, batch, recipe)


def drifted(out: Tensor, teacher: Tensor, batch: Batch, recipe: Recipe) -> Tensor:
    """Return how far `out` is from the scores `teacher`, of each piece as far as it is a name there."""
    first_of_word = torch.zeros(out.shape[:2])
    for row, (item, w) in enumerate(batch):
        begins = torch.from_numpy(item.pieces.word_start[w.first : w.last])
        first_of_word[row, 1 : w.last - w.first + 1] = begins.float()
    span = slices()["span"]
    outside = SPAN.index("O")
    named = (1 - F.softmax(teacher[..., span], -1)[..., outside]) * first_of_word
    among = named.sum() + 4
    total = recipe.span_weight * (_apart(out, teacher, span) * first_of_word).sum() / among
    for head, weight in recipe.head_weight.items():
        apart = _apart(out, teacher, slices()[head])
        total = total + weight * (apart * named).sum() / among
    return total


def _apart(out: Tensor, teacher: Tensor, head: slice) -> Tensor:
    mine, theirs = F.log_softmax(out[..., head], -1), F.log_softmax(teacher[..., head], -1)
    return F.kl_div(mine, theirs, reduction="none", log_target=True).sum(-1)


def _tags(out: Tensor, batch: Batch) -> Tensor:
    tags = torch.full(out.shape[:2], NOT_COUNTED, dtype=torch.long)
    for row, (item, w) in enumerate(batch):
        tags[row, 1 : w.last - w.first + 1] = torch.from_numpy(item.tags[w.first : w.last])
    return tags


def _span_loss(out: Tensor, tags: Tensor) -> Tensor:
    scores = out[..., slices()["span"]].flatten(0, 1)
    return F.cross_entropy(scores, tags.flatten(), ignore_index=NOT_COUNTED, reduction="sum")


def _mean_over_pieces(out: Tensor, where: list[Where]) -> Tensor:
    width = max(b - a for _, a, b in where)
    index = torch.tensor([[min(a + k, b - 1) for k in range(width)] for _, a, b in where])
    valid = torch.tensor([[float(a + k < b) for k in range(width)] for _, a, b in where])
    rows = torch.tensor([row for row, _, _ in where])[:, None]
    return (out[rows, index] * valid[..., None]).sum(1) / valid.sum(1, keepdim=True)


def _label_loss(
    mean: Tensor, weight: Tensor, head: str, rows: list[tuple[int, np.ndarray]]
) -> Tensor:
    """Return the weighted surprise at the labels that may be right, summed over the mentions."""
    n = torch.tensor([i for i, _ in rows])
    allowed = torch.from_numpy(np.stack([mask for _, mask in rows]))
    logp = F.log_softmax(mean[n][:, slices()[head]], dim=-1)
    each = -torch.logsumexp(logp.masked_fill(~allowed, -1e9), dim=-1)
    return (each * weight[n]).sum()

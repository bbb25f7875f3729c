"""Training: examples -> weights, resumable, seeds fixed."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from geomap.reader.decode import pieces_of
from geomap.reader.encoding import Pieces, Window, encode, pad
from geomap.reader.labels import HEADS, slices
from geomap.reader.sentences import split
from geomap.training.datasets import Example
from geomap.training.network import Network, starting_point

# How much a mention of each corpus weighs in the loss of its labels.
WEIGHT = {
    "own": 1.0,
    "seeds": 1.5,
    "hard": 2.0,
    "news": 2.0,
    "located": 1.0,
    "geowebnews": 0.7,
    "lgl": 1.0,
    "trnews": 1.0,
    "relocar": 0.5,
    "humset": 0.15,
}
HEAD_WEIGHT = {
    "usage": 1.0,
    "site": 1.2,
    "status": 1.5,
    "role": 0.4,
    "voice": 0.4,
    "background": 0.3,
}


@dataclass(frozen=True)
class Recipe:
    """What training is told; the table of designs names it."""

    epochs: int = 12
    seed: int = 7
    lr: float = 1e-4
    head_lr: float = 8e-4
    pieces_each: int = 2048
    longest: int = 190
    shortest: int = 60
    dropout: float = 0.1
    span_weight: float = 1.0
    upper: float = 0.03  # share of windows shown in capitals
    part: dict[str, float] | None = None  # share of each corpus' windows seen in an epoch


def tokenizer() -> Tokenizer:
    """Return the starting point's tokenizer, without truncation or padding."""
    found = Tokenizer.from_file(str(starting_point() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


@dataclass(frozen=True)
class Prepared:
    """An example in pieces."""

    example: Example
    pieces: Pieces
    ends: np.ndarray  # piece index at each sentence's end
    tags: np.ndarray  # span tag of each piece; -1: not counted
    mentions: list[tuple[int, int, dict[str, np.ndarray]]]  # first, past last, allowed labels


def prepare(example: Example, tok: Tokenizer) -> Prepared:
    pieces = encode(example.text, tok)
    tags = np.where(pieces.word_start, 0, -1)
    if not example.spans:
        tags[:] = -1
    mentions = []
    for m in example.mentions:
        first, last = pieces_of(pieces, m.start, m.end)
        if example.spans:
            starts = [i for i in range(first, last) if pieces.word_start[i]]
            for n, i in enumerate(starts):
                tags[i] = 1 if n == 0 else 2
        allowed = {head: np.isin(HEADS[head], labels) for head, labels in m.labels.items()}
        mentions.append((first, last, allowed))
    ends = np.searchsorted(pieces.start, [e for _, e in split(example.text)])
    return Prepared(example, pieces, ends, tags, mentions)


def cut(item: Prepared, rng: random.Random, recipe: Recipe) -> list[Window]:
    """Return windows of random length, cut at sentence ends, that cover the example once."""
    total = len(item.pieces)
    found = []
    at = 0
    while at < total:
        want = at + rng.randint(recipe.shortest, recipe.longest)
        fitting = item.ends[(item.ends > at) & (item.ends <= want)]
        stop = int(fitting[-1]) if len(fitting) else min(want, total)
        found.append(Window(at, stop, at, stop))
        at = stop
    return found


def loss_of(out: Tensor, batch: list[tuple[Prepared, Window]], recipe: Recipe) -> Tensor:
    where = slices()
    tags = torch.full(out.shape[:2], -1, dtype=torch.long)
    weights = []
    firsts: list[tuple[int, int, int]] = []
    labels: dict[str, list[tuple[int, np.ndarray]]] = {h: [] for h in HEAD_WEIGHT}
    for r, (item, w) in enumerate(batch):
        tags[r, 1 : w.last - w.first + 1] = torch.from_numpy(item.tags[w.first : w.last])
        for first, last, allowed in item.mentions:
            if w.first <= first < w.last:
                n = len(firsts)
                firsts.append((r, first - w.first + 1, min(last, w.last) - w.first + 1))
                weights.append(WEIGHT[item.example.corpus])
                for head, mask in allowed.items():
                    labels[head].append((n, mask))
    counted = tags >= 0
    span = (
        F.cross_entropy(out[..., where["span"]][counted], tags[counted], reduction="sum")
        if counted.any()
        else out.sum() * 0
    )
    total = recipe.span_weight * span / (len(firsts) + 4)
    if firsts:
        width = max(b - a for _, a, b in firsts)
        index = torch.tensor([[min(a + k, b - 1) for k in range(width)] for _, a, b in firsts])
        valid = torch.tensor([[float(a + k < b) for k in range(width)] for _, a, b in firsts])
        rows_ = torch.tensor([r for r, _, _ in firsts])[:, None]
        mean = (out[rows_, index] * valid[..., None]).sum(1) / valid.sum(1, keepdim=True)
        weight = torch.tensor(weights)
        for head, known in labels.items():
            if not known:
                continue
            n = torch.tensor([i for i, _ in known])
            allowed_mask = torch.from_numpy(np.stack([m for _, m in known]))
            logp = F.log_softmax(mean[n][:, where[head]], dim=-1)
            each = -torch.logsumexp(logp.masked_fill(~allowed_mask, -1e9), dim=-1)
            total = total + HEAD_WEIGHT[head] * (each * weight[n]).sum() / (len(firsts) + 1)
    return total


def _rounded(width: int) -> int:
    """Return `width` up to a multiple of 32: matrix kernels are compiled anew for each shape."""
    return -(-width // 32) * 32


def fit(
    examples: Sequence[Example],
    folder: Path,
    recipe: Recipe,
    *,
    held_out: Sequence[Example] = (),
    score: Any = None,
) -> Network:
    """Train on `examples` and return the network; `folder` keeps a checkpoint an epoch.

    An interrupted call, made again, goes on from the last whole epoch.
    """
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(2)
    tok = tokenizer()
    items = [prepare(e, tok) for e in examples]
    network = Network(recipe.dropout)
    with torch.no_grad():
        network.load_pretrained()
    heads = [
        p for n, p in network.named_parameters() if n.startswith(("span", "mention", "casing"))
    ]
    body = [
        p for n, p in network.named_parameters() if not n.startswith(("span", "mention", "casing"))
    ]
    optim = torch.optim.AdamW(
        [{"params": body, "lr": recipe.lr}, {"params": heads, "lr": recipe.head_lr}],
        weight_decay=0.01,
        fused=True,
    )
    first_epoch = 0
    saved = folder / "last.pt"
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        if state["recipe"] == json.dumps(asdict(recipe), sort_keys=True):
            network.load_state_dict(state["network"])
            optim.load_state_dict(state["optim"])
            first_epoch = state["epoch"] + 1
    steps_all = step = 0
    for epoch in range(first_epoch, recipe.epochs):
        rng = random.Random(recipe.seed * 1000 + epoch)
        torch.manual_seed(recipe.seed * 1000 + epoch)
        pool = [
            (item, w)
            for item in items
            for w in cut(item, rng, recipe)
            if rng.random() < (recipe.part or {}).get(item.example.corpus, 1.0)
        ]
        rng.shuffle(pool)
        # Sort within large shuffled lumps: little padding, still random.
        batches: list[list[tuple[Prepared, Window]]] = []
        for at in range(0, len(pool), 400):
            lump = sorted(pool[at : at + 400], key=lambda x: x[1].last - x[1].first)
            batch: list[tuple[Prepared, Window]] = []
            for entry in lump:
                width = _rounded(entry[1].last - entry[1].first + 2)
                if batch and width * (len(batch) + 1) > recipe.pieces_each:
                    batches.append(batch)
                    batch = []
                batch.append(entry)
            batches.append(batch)
        rng.shuffle(batches)
        if not steps_all:  # later epochs differ by a step or two
            steps_all, step = recipe.epochs * len(batches), first_epoch * len(batches)
        network.train()
        began, seen = time.time(), 0.0
        for batch in batches:
            inputs = [pad(item.pieces, [w]) for item, w in batch]
            width = _rounded(max(i["input_ids"].shape[1] for i in inputs))
            stacked = {
                k: torch.from_numpy(
                    np.concatenate(
                        [np.pad(i[k], ((0, 0), (0, width - i[k].shape[1]))) for i in inputs]
                    )
                )
                for k in inputs[0]
            }
            if recipe.upper:
                for r in range(len(batch)):
                    if rng.random() < recipe.upper:
                        c = stacked["casing"][r]
                        c[(c >= 1) & (c <= 4)] = 3
            rate = min(1.0, step / max(1, 0.08 * steps_all)) * max(
                0.02, 1 - step / max(1, steps_all)
            )
            for group, lr in zip(optim.param_groups, (recipe.lr, recipe.head_lr), strict=True):
                group["lr"] = lr * rate
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = network(**stacked)
            loss = loss_of(out.float(), batch, recipe)
            optim.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optim.step()
            step += 1
            seen += float(loss.detach())
            if step % 20 == 0:
                print(
                    f"  step {step}: loss {seen / ((step - 1) % len(batches) + 1):.3f}, {time.time() - began:.0f} s",
                    flush=True,
                )
        print(
            f"epoch {epoch}: loss {seen / len(batches):.4f}, {len(batches)} steps, {time.time() - began:.0f} s",
            flush=True,
        )
        torch.save(
            {
                "network": network.state_dict(),
                "optim": optim.state_dict(),
                "epoch": epoch,
                "recipe": json.dumps(asdict(recipe), sort_keys=True),
            },
            saved,
        )
        if score is not None and held_out:
            print("  ", score(network, held_out), flush=True)
    return network

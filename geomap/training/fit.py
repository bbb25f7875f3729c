"""Training: examples -> weights, resumable, seeds fixed."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from geomap.training.datasets import Example
from geomap.training.loss import loss_of, taught
from geomap.training.network import Network, quick_products
from geomap.training.preparing import (
    Prepared,
    Recipe,
    epoch_batches,
    prepare,
    second_looks,
    stacked,
    tokenizer,
)
from geomap.training.small import Small

AnyNetwork = Network | Small
Weights = dict[str, torch.Tensor]
_HEADS = ("span", "mention", "casing")  # what starts from nothing, and learns faster
_BEGINNING = 7  # the heads of all runs begin alike: else the mean of their weights reads worse
_WARM_UP = 0.08  # of all steps
_LAST_RATE = 0.02


def fit(
    examples: Sequence[Example],
    folder: Path,
    recipe: Recipe,
    *,
    watch: Callable[[AnyNetwork], None] = lambda _: None,
    items: Sequence[Prepared] | None = None,
    network: AnyNetwork | None = None,
) -> AnyNetwork:
    """Train on `examples` and return the network; `folder` keeps a checkpoint an epoch.

    The network returned is the mean of those after the last `recipe.averaged` epochs. An
    interrupted call, made again, goes on from the last whole epoch. `watch` is called after each.
    `items` and `network` are those of another design; a teacher's answers, where items hold them,
    are learned as well as the labels.
    """
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(_BEGINNING)
    torch.set_num_threads(2)
    if items is None:
        tok = tokenizer()
        items = [prepare(e, tok) for e in examples]
        items += second_looks(items)
    if network is None:
        network = Network(recipe.dropout)
    with torch.no_grad():
        network.load_pretrained()
    named = list(network.named_parameters())
    optim = torch.optim.AdamW(
        [
            {"params": [p for n, p in named if not n.startswith(_HEADS)], "lr": recipe.lr},
            {"params": [p for n, p in named if n.startswith(_HEADS)], "lr": recipe.head_lr},
        ],
        weight_decay=0.01,
        fused=True,
    )
    saved = folder / "last.pt"
    first_epoch, mean = resumed(saved, network, optim, recipe)
    steps_all = step = 0
    for epoch in range(first_epoch, recipe.epochs):
        rng = random.Random(recipe.seed * 1000 + epoch)
        torch.manual_seed(recipe.seed * 1000 + epoch)
        batches = epoch_batches(items, rng, recipe)
        if not steps_all:  # later epochs differ by a step or two
            steps_all, step = recipe.epochs * len(batches), first_epoch * len(batches)
        network.train()
        began, seen = time.time(), 0.0
        for batch in batches:
            rate = rate_of(step, steps_all)
            for group, lr in zip(optim.param_groups, (recipe.lr, recipe.head_lr), strict=True):
                group["lr"] = lr * rate
            inputs = stacked(batch, rng, recipe)
            with quick_products():
                out = network(**inputs)
            loss = loss_of(out.float(), batch, recipe)
            if batch[0][0].answers is not None:
                loss = loss + taught(out.float(), batch, recipe)
            optim.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optim.step()
            step += 1
            seen += float(loss.detach())
        print(
            f"epoch {epoch}: loss {seen / len(batches):.4f}, {len(batches)} steps, "
            f"{time.time() - began:.0f} s",
            flush=True,
        )
        mean = mean_so_far(mean, network, epoch - max(0, recipe.epochs - recipe.averaged))
        keep(saved, network, optim, recipe, epoch=epoch, mean=mean)
        watch(network)
    network.load_state_dict(mean)
    return network


def mean_of(networks: Iterable[AnyNetwork]) -> AnyNetwork:
    """Return the first network with the mean of all their weights; they began alike."""
    first, *others = networks
    states = [first.state_dict(), *(other.state_dict() for other in others)]
    mean = {k: torch.stack([s[k].float() for s in states]).mean(0) for k in states[0]}
    first.load_state_dict({k: v.to(states[0][k].dtype) for k, v in mean.items()})
    return first


def mean_so_far(mean: Weights, network: torch.nn.Module, before: int) -> Weights:
    """Return the mean of the weights of `before` earlier epochs and this one's; below 0: none."""
    now = {k: v.detach().clone() for k, v in network.state_dict().items()}
    if before < 1:
        return now
    return {k: mean[k] + (v - mean[k]) / (before + 1) for k, v in now.items()}


def rate_of(step: int, steps_all: int) -> float:
    """Return the share of the learning rate: up in a straight line, then down."""
    return min(1.0, step / max(1, _WARM_UP * steps_all)) * max(_LAST_RATE, 1 - step / steps_all)


def _key(recipe: Recipe) -> str:
    return json.dumps(asdict(recipe), sort_keys=True)


def keep(
    saved: Path,
    network: torch.nn.Module,
    optim: torch.optim.Optimizer,
    recipe: Recipe,
    *,
    epoch: int,
    mean: Weights,
) -> None:
    """Write the checkpoint of a whole epoch, for `resumed`."""
    state = {"network": network.state_dict(), "optim": optim.state_dict(), "epoch": epoch}
    torch.save({**state, "mean": mean, "recipe": _key(recipe)}, saved)


def resumed(
    saved: Path, network: torch.nn.Module, optim: torch.optim.Optimizer, recipe: Recipe
) -> tuple[int, Weights]:
    """Load this recipe's checkpoint, if there is one; return the epoch to go on with, and the mean."""
    state = torch.load(saved, weights_only=True) if saved.exists() else {"recipe": None}
    if state.get("recipe") != _key(recipe):
        return 0, {}
    network.load_state_dict(state["network"])
    optim.load_state_dict(state["optim"])
    return int(state["epoch"]) + 1, state["mean"]

"""The network goes on from its labels and learns besides of each event its date, its type, who takes part, who was hurt
and who wants it where.

Each step shows whole articles of geomap's corpus, most of them with events that people have dated, with
their labels, and a batch of what it learnt before. The vectors that link events and dates, and what each
sign of an option is worth beside them, are learnt together: the right options of an event are to be the
likeliest. So are its right types among those of its class, and of each word of its sentence the role
it has in the event or that it has none, and of those about it whether they count people hurt there or
name whose stance on the venue, where people have told them.
"""

from __future__ import annotations

import bisect
import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import cycle
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from geomap.evaluate.details import Fact
from geomap.reader.dates.links import RANK
from geomap.reader.dates.options import KINDS
from geomap.reader.decode import pieces_of
from geomap.reader.evidence import around
from geomap.reader.labels import ROLES, STANCES, TOLLS, TYPES, TYPES_OF, UNTOLD, Asked
from geomap.reader.wording.sentences import split
from geomap.training.datasets import Example
from geomap.training.dating import Case, sign_rows
from geomap.training.fit import keep, mean_so_far, rate_of, resumed
from geomap.training.kinds import Kind, kinds_told
from geomap.training.loss import drifted, loss_of
from geomap.training.network import Linked, Network, quick_products
from geomap.training.preparing import (
    PART,
    Batch,
    Prepared,
    Recipe,
    cut,
    epoch_batches,
    hidden,
    prepare,
    second_looks,
    stacked,
    tokenizer,
)
from geomap.training.told import actors_told, places_of, stances_told, tolls_told

LINKING = Recipe(epochs=3, averaged=2, lr=2.5e-5, head_lr=1e-3, part=PART, hidden=0.12)
_SIGNS_LR, _SIGNS_DECAY = 0.02, 2e-4
_ARTICLES = 5  # in a step
_LEAST = 0.005  # a sign worth less isn't kept
_HEADS = ("links", "types", "roles", "tolls", "stances")
_FAR = -1e9  # below every score
# What the roles of an event's words count beside its date and its type; the others, in a longer stretch.
_OF_ROLES, _OF_OTHERS = 3.0, 6.0
_HELD = 1.0  # what its labels' drift from those of the network begun with, to which nothing is hidden, counts
_BEHIND = 2  # sentences after an event's own in which people hurt and stances are looked for


class Event(NamedTuple):
    """A dated event in numbers."""

    pieces: tuple[int, int]
    signs: Tensor  # (options, signs)
    kinds: Tensor  # (options, KINDS)
    told_at: list[tuple[int, int] | None]  # pieces of the words that tell each option
    right: Tensor  # (options,), bool
    dated: bool  # its own sentence dates it


class Typed(NamedTuple):
    """An event whose types are told, in numbers."""

    pieces: tuple[int, int]
    among: slice  # the types of its class
    right: Tensor  # (types of its class,), bool


class Answered(NamedTuple):
    """An event of which is told what the words about it are, in numbers."""

    pieces: tuple[int, int]
    stretch: tuple[int, int]  # pieces
    right: Tensor  # (pieces of the stretch, 1 + names), bool: none first
    counted: Tensor  # (pieces of the stretch,), bool: of which it is told


class Told(NamedTuple):
    """What people have told of the events of an article."""

    dated: list[Event]
    typed: list[Typed]
    acted: list[Answered]  # who takes part
    hurt: list[Answered]
    held: list[Answered]  # stances


class Worth(nn.Module):
    """What each sign is worth beside the links; for events that their sentence dates, what more."""

    def __init__(self, names: Sequence[str], begun: Mapping[str, float] | None = None) -> None:
        """`begun` says what signs were worth before, for events that their sentences don't date."""
        super().__init__()
        self.names = list(names)
        self.signs = nn.Linear(len(names), 2, bias=False)
        before = torch.tensor([(begun or {}).get(name, 0.0) for name in names])
        with torch.no_grad():
            self.signs.weight.copy_(torch.stack([before, torch.zeros_like(before)]))

    def forward(self, event: Event, links: Tensor) -> Tensor:
        """Return what speaks for each option; `links` (pieces, LINKS) are those of the whole text."""
        own = links[slice(*event.pieces)].mean(0)
        of_undated, of_dated = self.signs(event.signs).unbind(-1)
        nothing = links.new_zeros(RANK)
        answers = torch.stack(
            [
                nothing if at is None else links[slice(*at), RANK : 2 * RANK].mean(0)
                for at in event.told_at
            ]
        )
        linked = answers @ own[:RANK] / sqrt(RANK) + event.kinds @ own[2 * RANK :]
        worth: Tensor = of_undated + linked
        return worth + of_dated if event.dated else worth

    def card(self) -> dict[str, float]:
        """Return what signs are worth for events that their sentences don't date."""
        found = zip(self.names, self.signs.weight[0].tolist(), strict=True)
        return {name: round(value, 3) for name, value in found if abs(value) >= _LEAST}


def link(
    network: Network,
    examples: Sequence[Example],
    cases: Sequence[Case],
    folder: Path,
    recipe: Recipe = LINKING,
    *,
    signs: Mapping[str, float] | None = None,
) -> tuple[Linked, Worth]:
    """Teach the weights of `network` links by `cases`, and types, in `examples`; `folder` keeps the last epoch's.

    `signs` is what each sign of an option was worth before, None: nothing.

    Returned is the mean of those after the last `recipe.averaged` epochs. Cases of articles
    that `examples` lack are left out. An interrupted call, made again, goes on from the last whole epoch.
    """
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(2)
    folder.mkdir(parents=True, exist_ok=True)
    tok = tokenizer()
    items = [prepare(e, tok) for e in examples]
    whole = {item.example.id: item for item in items if item.example.corpus == "own"}
    names = sorted({sign for case in cases for option in case.options for sign in option.signs})
    told = _told(cases, names, whole)
    items += second_looks(items)
    made, before = _begun(network, recipe), _before(network)
    both = nn.ModuleDict({"network": made, "worth": (worth := Worth(names, signs))})
    groups = _groups(made, worth, recipe)
    optim = torch.optim.AdamW([{"params": p, "lr": lr} for p, lr in groups], weight_decay=0.01)
    each = -(-len(whole) // _ARTICLES)
    saved = folder / "links.pt"
    first_epoch, mean = resumed(saved, both, optim, recipe)
    for epoch in range(first_epoch, recipe.epochs):
        rng = random.Random(recipe.seed * 1000 + epoch)
        torch.manual_seed(recipe.seed * 1000 + epoch)
        # Those without an event too, or it would take all words for events.
        articles = sorted(whole)
        rng.shuffle(articles)
        others = cycle(epoch_batches(items, rng, recipe))
        both.train()
        began, step, lost = time.time(), epoch * each, np.zeros(5)
        for at in range(0, len(articles), _ARTICLES):
            for group, (_, lr) in zip(optim.param_groups, groups, strict=True):
                group["lr"] = lr * rate_of(step, each * recipe.epochs)
            shown = [(whole[one], told[one]) for one in articles[at : at + _ARTICLES]]
            loss, parts = _loss_of_articles(made, before, worth, shown, rng=rng, recipe=recipe)
            batch = next(others)
            inputs = stacked(batch, rng, recipe)
            with quick_products():
                out = made(**hidden(inputs, recipe.hidden))[0]
            optim.zero_grad()
            (loss + _loss_of_labels(out, before, inputs, batch, recipe)).backward()
            nn.utils.clip_grad_norm_(both.parameters(), 1.0)
            optim.step()
            step += 1
            lost += parts
        parts = ", ".join(
            f"{name} {one:.4f}"
            for name, one in zip(("dates", *_HEADS[1:]), lost / each, strict=True)
        )
        print(f"epoch {epoch}: {parts}, {time.time() - began:.0f} s", flush=True)
        mean = mean_so_far(mean, both, epoch - max(0, recipe.epochs - recipe.averaged))
        keep(saved, both, optim, recipe, epoch=epoch, mean=mean)
    both.load_state_dict(mean)
    return made, worth


def _begun(network: Network, recipe: Recipe) -> Linked:
    made = Linked(recipe.dropout)
    made.load_state_dict({**made.state_dict(), **network.state_dict()})
    return made


def _before(network: Network) -> Network:
    """Return a network that gives the labels of `network` as it is now, and learns nothing."""
    found = Network(0.0)
    given = network.state_dict()
    found.load_state_dict({name: given[name] for name in found.state_dict()})
    return found.eval().requires_grad_(requires_grad=False)


def _groups(made: Linked, worth: Worth, recipe: Recipe) -> list[tuple[list[nn.Parameter], float]]:
    named = list(made.named_parameters())
    return [
        ([p for name, p in named if not name.startswith(_HEADS)], recipe.lr),
        ([p for name, p in named if name.startswith(_HEADS)], recipe.head_lr),
        (list(worth.parameters()), _SIGNS_LR),
    ]


def _told(cases: Sequence[Case], names: list[str], whole: dict[str, Prepared]) -> dict[str, Told]:
    """Return the events of each article that have a right option, and those of which more is told."""
    column = {name: at for at, name in enumerate(names)}
    found: dict[str, Told] = defaultdict(lambda: Told([], [], [], [], []))
    actors, tolls, stances = actors_told(), tolls_told(), stances_told()
    sentences = {article: split(item.example.text) for article, item in whole.items()}
    for kind in kinds_told():
        if kind.article not in whole:
            continue
        item = whole[kind.article]
        at, event = found[kind.article], (kind.article, kind.start)
        at.typed.append(_typed(kind, item))
        own = sentences[kind.article]
        if (facts := actors.get(event)) is not None:
            at.acted.append(_answered(kind, facts, item, own, ROLES))
        if (facts := tolls.get(event)) is not None:
            named = tuple(one._replace(label=(one.label[0] or UNTOLD,)) for one in facts)
            at.hurt.append(_answered(kind, named, item, own, TOLLS, behind=_BEHIND))
        if (facts := stances.get(event)) is not None:
            at.held.append(_answered(kind, facts, item, own, STANCES, behind=_BEHIND))
    for case in cases:
        if case.article not in whole or not any(case.right):
            continue
        pieces = whole[case.article].pieces
        found[case.article].dated.append(
            Event(
                pieces_of(pieces, case.event.start, case.event.end),
                torch.from_numpy(sign_rows(case.options, column)).float(),
                torch.tensor([[float(k in o.kinds) for k in KINDS] for o in case.options]),
                [o.told_at and pieces_of(pieces, *o.told_at) for o in case.options],
                torch.tensor(case.right),
                case.event.date_text is not None,
            )
        )
    return found


def _typed(kind: Kind, item: Prepared) -> Typed:
    among = TYPES_OF[kind.site]
    right = torch.tensor([one in kind.types for one in TYPES[among]])
    return Typed(pieces_of(item.pieces, kind.start, kind.end), among, right)


def _answered(
    kind: Kind,
    facts: tuple[Fact, ...],
    item: Prepared,
    sentences: list[tuple[int, int]],
    asked: Asked,
    *,
    behind: int = 0,
) -> Answered:
    """Return what words of its sentence, and of so many `behind` it, are; those of the place itself and what is open count neither way."""
    text, mention = item.example.text, (kind.start, kind.end)
    starts = [start for start, _ in sentences]
    begin, end = around(text, sentences, starts, mention)
    if behind:
        following = sentences[bisect.bisect_left(starts, end) :][:behind]
        end = following[-1][1] if following else end
    low, high = pieces_of(item.pieces, begin, end)
    right = torch.zeros(high - low, 1 + len(asked.names), dtype=torch.bool)
    right[:, 0] = True
    counted = torch.ones(high - low, dtype=torch.bool)
    for fact, at in zip(facts, places_of(facts, text, (begin, end), mention), strict=True):
        if at is None:
            continue
        first, last = (one - low for one in pieces_of(item.pieces, *at))
        right[first:last] = torch.tensor([False, *(one in fact.label for one in asked.names)])
        counted[first:last] = not fact.open
    pieces = pieces_of(item.pieces, *mention)
    counted[pieces[0] - low : pieces[1] - low] = False
    return Answered(pieces, (low, high), right, counted)


def _loss_of_articles(
    made: Linked,
    before: Network,
    worth: Worth,
    shown: list[tuple[Prepared, Told]],
    *,
    rng: random.Random,
    recipe: Recipe,
) -> tuple[Tensor, list[float]]:
    """Return the loss of whole articles, and what of it is of dates, types, roles, tolls and stances."""
    windows = [[(item, window) for window in cut(item, rng, recipe)] for item, _ in shown]
    batch = [entry for article in windows for entry in article]
    inputs = stacked(batch, rng, recipe)
    with quick_products():
        out, *of_events = made(**hidden(inputs, recipe.hidden))
    lost: tuple[list[Tensor], ...] = ([], [], [], [], [])
    row = 0
    for article, (_, told) in zip(windows, shown, strict=True):
        widths = [w.last - w.first for _, w in article]
        linked, kinds, roles, tolls, stances = (
            torch.cat([of[row + n, 1 : 1 + width].float() for n, width in enumerate(widths)])
            for of in of_events
        )
        row += len(article)
        lost[0].extend(_surprise(worth(event, linked), event.right) for event in told.dated)
        lost[1].extend(
            _surprise(kinds[slice(*one.pieces)].mean(0)[one.among], one.right) for one in told.typed
        )
        for at, of, asked, words, weight in (
            (2, told.acted, ROLES, roles, _OF_ROLES),
            (3, told.hurt, TOLLS, tolls, _OF_OTHERS),
            (4, told.held, STANCES, stances, _OF_OTHERS),
        ):
            lost[at].extend(
                weight * _surprise(_worths(one, words, asked), one.right)[one.counted].mean()
                for one in of
                if one.counted.any()
            )
    means = [torch.stack(one).mean() if one else out.new_zeros(()).float() for one in lost]
    kept_near = _SIGNS_DECAY * worth.signs.weight.pow(2).sum()
    whole = _loss_of_labels(out, before, inputs, batch, recipe) + sum(means) + kept_near
    return whole, [float(one.detach()) for one in means]


def _loss_of_labels(
    out: Tensor, before: Network, inputs: dict[str, Tensor], batch: Batch, recipe: Recipe
) -> Tensor:
    """Return the loss of the labels `out`, and what their drift from those of the network `before` counts."""
    with torch.no_grad(), quick_products():
        held = before(**inputs)
    drift = drifted(out.float(), held.float(), batch, recipe)
    return loss_of(out.float(), batch, recipe) + _HELD * drift


def _worths(event: Answered, words: Tensor, asked: Asked) -> Tensor:
    """Return what speaks for none and each name of each piece of its stretch, as `reader.answers` does."""
    wanted = words[slice(*event.pieces), : asked.asked].mean(0).view(-1, asked.rank)
    own = words[slice(*event.stretch)]
    answered = own[:, asked.asked : asked.answered]
    worths = answered @ wanted.T / sqrt(asked.rank) + own[:, asked.answered :]
    return torch.cat([worths.new_zeros(len(own), 1), worths], dim=1)


def _surprise(worths: Tensor, right: Tensor) -> Tensor:
    """Return the surprise at those of the last axis that are right."""
    return torch.logsumexp(worths, -1) - torch.logsumexp(worths.masked_fill(~right, _FAR), -1)

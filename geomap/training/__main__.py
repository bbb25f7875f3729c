"""`python -m geomap.training`: make the reader's weights again.

    python -m geomap.training --data DIR --into RUN
    python -m geomap.training --data DIR --into RUN --links --export geomap/reader/weights
    python -m geomap.training --data DIR --into RUN --small --export geomap/reader/weights

First the labels; then the links of events and dates, from what --into holds or else from what ships; then
the small network, taught by the labels' one.

Interrupted, the same call goes on from the last whole epoch. Seeds are fixed; the figures move by
about a point from one processor to another.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

import torch

from geomap.reader.network import SHIPPED
from geomap.training.calibrate import calibrate
from geomap.training.datasets import Example, everything
from geomap.training.dating import cases
from geomap.training.export import export, export_small, heard_together, load
from geomap.training.fit import fit, mean_of
from geomap.training.linking import LINKING, link
from geomap.training.preparing import PART, Recipe, prepare, tokenizer
from geomap.training.score import lines, quick
from geomap.training.shipped import shipped
from geomap.training.small import Small, taught
from geomap.training.split import FOLDS, HELD_OUT, is_held_out

# Each is a run of its own, in another order of the texts; the weights that ship are the runs' mean.
SEEDS = (7, 8)
MEAN, CARD = "mean.pt", "card.json"
# What is looked at after each epoch: a part, for time's sake.
WATCHED = {"hard", "news", "locphr", "geowebnews"}
# The small network: all of it starts from nothing but the words, and it is quick to train. It sees
# all windows of all corpora: its teacher says of each name what its corpus leaves open.
SMALL = Recipe(
    epochs=24,
    averaged=5,
    lr=1e-3,
    head_lr=2e-3,
    second=0.0,
    heading=0,
    pieces_each=4096,
    longest=250,
    shortest=120,
)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def main() -> None:
    """Train, calibrate and export; say how what was held out is read."""
    parser = argparse.ArgumentParser(prog="python -m geomap.training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="folder of the other corpora; without it, geomap's own alone"
    )
    parser.add_argument("--into", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--fold", type=int, default=HELD_OUT, help=f"held out, 0 to {FOLDS - 1}")
    parser.add_argument("--epochs", type=int, help="default: as many as the recipe says")
    parser.add_argument("--seeds", type=_numbers, default=SEEDS, help="one run each, e.g. 7,8")
    parser.add_argument(
        "--links", action="store_true", help="go on, and learn which date belongs to which event"
    )
    parser.add_argument(
        "--small", action="store_true", help="the small network, taught by the one in --into"
    )
    parser.add_argument(
        "--own-alone", action="store_true", help="train on geomap's own corpus, measure on all"
    )
    parser.add_argument("--figures", type=Path, help="JSON file for what was held out")
    parser.add_argument("--export", type=Path, help="folder for the weights that ship")
    args = parser.parse_args()
    examples = list(everything(args.data))
    held = [e for e in examples if is_held_out(e, {args.fold})]
    out = {(e.corpus, e.id) for e in held}
    train = [
        e
        for e in examples
        if (e.corpus, e.id) not in out and (e.corpus == "own" or not args.own_alone)
    ]
    print(f"{len(train)} examples to train on, {len(held)} held out", flush=True)
    watched = [e for e in held if e.corpus in WATCHED]
    recipe = Recipe(epochs=args.epochs or Recipe.epochs, part=PART)
    measured = [e for e in held if e.corpus != "humset"]
    if args.links:
        _link(args, train, measured)
        return
    if args.small:
        tok = tokenizer()
        small = fit(
            train,
            args.into / "small",
            replace(SMALL, epochs=args.epochs or SMALL.epochs),
            watch=lambda made: print("  ", lines(quick(made, watched)), flush=True),
            items=taught([prepare(e, tok) for e in train], load(args.into / MEAN)),
            network=Small(),
        )
        if args.export:
            card = {**calibrate(small, measured), "held_out": quick(small, measured)}
            print(f"wrote {export_small(small, args.export, card=card, held_out=measured)}")
        return
    network = mean_of(
        fit(
            train,
            args.into / f"seed-{seed}",
            replace(recipe, seed=seed),
            watch=lambda made: print("  ", lines(quick(made, watched)), flush=True),
        )
        for seed in args.seeds
    )
    torch.save({"mean": network.state_dict()}, args.into / MEAN)
    if args.figures:
        figures = quick(network, measured)
        args.figures.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    card = {
        "recipe": {**asdict(recipe), "seed": list(args.seeds)},
        "trained_on": _counts(train),
    }
    (args.into / CARD).write_text(json.dumps(card), "utf-8")


def _counts(examples: list[Example]) -> dict[str, int]:
    corpora = Counter(e.corpus for e in examples)
    return dict(sorted(corpora.items()))


def _link(args: argparse.Namespace, train: list[Example], measured: list[Example]) -> None:
    """Go on with links, from the labels' weights or from what ships (`dating --figures` measures them)."""
    labels = args.into / MEAN
    begun = load(labels) if labels.exists() else shipped(SHIPPED)
    card = json.loads(
        (args.into / CARD if labels.exists() else SHIPPED / "reader.json").read_text()
    )
    card |= {"trained_on": _counts(train)}
    found = list(cases())
    recipe = replace(LINKING, epochs=args.epochs or LINKING.epochs)
    signs = card.get("dating", {}).get("signs")
    made, worth = link(begun, train, found, args.into, recipe, signs=signs)
    alone = made.alone()
    figures = quick(alone, measured)
    print("  ", lines(figures), flush=True)
    if args.export:
        card |= calibrate(alone, measured)
        card |= {"held_out": figures, "dating": {"recipe": asdict(recipe), "signs": worth.card()}}
        path = export(made, args.export, card=card)
        heard_together(args.export, measured)
        print(f"wrote {path}")


if __name__ == "__main__":
    main()

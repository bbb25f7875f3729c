"""`python -m geomap.training`: make the reader's weights again, step by step.

    python -m geomap.training --data DIR --into RUN                       the network, by labels
    python -m geomap.training --data DIR --into RUN --teacher             a larger one, by labels (its packages: `teacher`)
    python -m geomap.training --data DIR --into RUN --taught --export geomap/reader/weights
    python -m geomap.training --data DIR --into RUN --small --export geomap/reader/weights

The third goes on from the first, and learns what the second answers to all texts as well; the last
makes the small network by the same answers. Interrupted, the same call goes on from the last whole
epoch. Seeds are fixed; the figures move by about a point from one processor to another.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from geomap.training.answers import taught
from geomap.training.calibrate import calibrate
from geomap.training.datasets import Example, everything
from geomap.training.export import export, export_small, load
from geomap.training.fit import AnyNetwork, begun, fit, mean_of
from geomap.training.loss import WEIGHT
from geomap.training.preparing import PART, Prepared, Recipe, prepare, second_looks, tokenizer
from geomap.training.score import lines, quick
from geomap.training.small import Small
from geomap.training.split import FOLDS, HELD_OUT, is_held_out
from geomap.training.teacher import Teacher

# Each is a run of its own, in another order of the texts; what goes on is the runs' mean.
SEEDS = (7, 8)
MEAN, TEACHER, TAUGHT, ANSWERS = "mean.pt", "teacher.pt", "taught.pt", "answers.npz"
# What is looked at after each epoch: a part, for time's sake.
WATCHED = {"hard", "news", "locphr", "geowebnews"}
# Of the teacher an epoch is half a pass over the texts.
BY_LABELS_TEACHER = Recipe(
    epochs=4,
    averaged=2,
    lr=4e-5,
    head_lr=4e-4,
    second=Recipe.second / 2,
    part={corpus: PART.get(corpus, 1.0) / 2 for corpus in WEIGHT},
)
BY_TEACHER = Recipe(epochs=2, averaged=1, lr=6e-5, head_lr=3e-4, part=PART)
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


@dataclass(frozen=True)
class Making:
    """What every step is given."""

    train: Sequence[Example]
    held: Sequence[Example]
    into: Path

    @property
    def measured(self) -> list[Example]:
        return [e for e in self.held if e.corpus != "humset"]

    def watch(self, made: AnyNetwork) -> None:
        """Say how a part of what is held out is read."""
        print("  ", lines(quick(made, [e for e in self.held if e.corpus in WATCHED])), flush=True)

    def save(self, network: AnyNetwork, name: str) -> None:
        torch.save({"mean": network.state_dict()}, self.into / name)

    def answered(self) -> list[Prepared]:
        """Return the texts with the teacher's answers; FileNotFoundError before it is made."""
        tok = tokenizer()
        teacher = load(self.into / TEACHER, Teacher())
        return taught([prepare(e, tok) for e in self.train], teacher, self.into / ANSWERS)


def by_labels(making: Making, recipe: Recipe, seeds: Sequence[int]) -> AnyNetwork:
    """Return the mean of one run for each seed."""
    network = mean_of(
        fit(
            making.train,
            making.into / f"seed-{seed}",
            replace(recipe, seed=seed),
            watch=making.watch,
        )
        for seed in seeds
    )
    making.save(network, MEAN)
    return network


def teacher(making: Making) -> AnyNetwork:
    """Return the teacher, made by labels."""
    network = fit(
        making.train,
        making.into / "teacher",
        BY_LABELS_TEACHER,
        watch=making.watch,
        begin=lambda: begun(Teacher()),
    )
    making.save(network, TEACHER)
    return network


def by_teacher(making: Making) -> AnyNetwork:
    """Return what the network made by labels becomes when the teacher's answers count as well."""
    items = making.answered()
    network = fit(
        making.train,
        making.into / "taught",
        BY_TEACHER,
        watch=making.watch,
        items=[*items, *second_looks(items)],
        begin=lambda: load(making.into / MEAN),
    )
    making.save(network, TAUGHT)
    return network


def small(making: Making, recipe: Recipe) -> AnyNetwork:
    """Return the small network, made by labels and the teacher's answers."""
    return fit(
        making.train,
        making.into / "small",
        recipe,
        watch=making.watch,
        items=making.answered(),
        begin=lambda: begun(Small()),
    )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def main() -> None:
    """Train, calibrate and export; say how what was held out is read."""
    parser = argparse.ArgumentParser(
        prog="python -m geomap.training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--data", type=Path, help="folder of the other corpora; without it, geomap's own alone"
    )
    parser.add_argument("--into", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--fold", type=int, default=HELD_OUT, help=f"held out, 0 to {FOLDS - 1}")
    parser.add_argument("--epochs", type=int, help="default: as many as the recipe says")
    parser.add_argument("--seeds", type=_numbers, default=SEEDS, help="one run each, e.g. 7,8")
    step = parser.add_mutually_exclusive_group()
    step.add_argument("--teacher", action="store_true", help="the larger network")
    step.add_argument("--taught", action="store_true", help="go on by the teacher's answers")
    step.add_argument("--small", action="store_true", help="the small network, by these answers")
    parser.add_argument(
        "--own-alone", action="store_true", help="train on geomap's own corpus, measure on all"
    )
    parser.add_argument("--figures", type=Path, help="JSON file for what was held out")
    parser.add_argument("--export", type=Path, help="folder for the weights that ship")
    args = parser.parse_args()
    if args.teacher and args.export:
        parser.error("--export: the teacher is too large to ship; --taught makes what does")
    examples = list(everything(args.data))
    held = [e for e in examples if is_held_out(e, {args.fold})]
    out = {(e.corpus, e.id) for e in held}
    train = [
        e
        for e in examples
        if (e.corpus, e.id) not in out and (e.corpus == "own" or not args.own_alone)
    ]
    print(f"{len(train)} examples to train on, {len(held)} held out", flush=True)
    making = Making(train, held, args.into)
    recipe = Recipe(epochs=args.epochs or Recipe.epochs, part=PART)
    if args.small:
        made = small(making, replace(SMALL, epochs=args.epochs or SMALL.epochs))
        if args.export:
            card = {**calibrate(made, making.measured), "held_out": quick(made, making.measured)}
            print(f"wrote {export_small(made, args.export, card=card, held_out=making.measured)}")
        return
    if args.teacher:
        made = teacher(making)
    else:
        made = by_teacher(making) if args.taught else by_labels(making, recipe, args.seeds)
    figures = quick(made, making.measured) if args.figures or args.export else {}
    if args.figures:
        args.figures.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    if args.export:
        card = {
            **calibrate(made, making.measured),
            "recipe": {**asdict(recipe), "seed": list(args.seeds)},
            "trained_on": {
                name: sum(e.corpus == name for e in train)
                for name in sorted({e.corpus for e in train})
            },
            "held_out": figures,
        }
        if args.taught:
            card["taught"] = {"teacher": asdict(BY_LABELS_TEACHER), "then": asdict(BY_TEACHER)}
        print(f"wrote {export(made, args.export, card=card)}")


if __name__ == "__main__":
    main()

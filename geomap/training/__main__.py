"""`python -m geomap.training`: make the reader's weights again.

    python -m geomap.training --data DIR --into RUN --export geomap/reader/weights

Interrupted, the same call goes on from the last whole epoch. Seeds are fixed; the figures move by
about a point from one processor to another.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from geomap.training.calibrate import calibrate
from geomap.training.datasets import everything
from geomap.training.export import export
from geomap.training.fit import fit
from geomap.training.preparing import Recipe
from geomap.training.score import lines, quick
from geomap.training.split import FOLDS, HELD_OUT

# Share of each corpus' windows seen in an epoch: place names alone teach little after a while.
PART = {"lgl": 0.35, "geowebnews": 0.6, "trnews": 0.7, "relocar": 0.5, "humset": 0.12}


def main() -> None:
    """Train, calibrate and export; say how what was held out is read."""
    parser = argparse.ArgumentParser(prog="python -m geomap.training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="folder of the other corpora; without it, geomap's own alone"
    )
    parser.add_argument("--into", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--fold", type=int, default=HELD_OUT, help=f"held out, 0 to {FOLDS - 1}")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--export", type=Path, help="folder for the weights that ship")
    args = parser.parse_args()
    examples = list(everything(args.data))
    held = [
        e
        for e in examples
        if e.corpus == "hard" or (e.corpus != "seeds" and e.fold(FOLDS) == args.fold)
    ]
    out = {(e.corpus, e.id) for e in held}
    train = [e for e in examples if (e.corpus, e.id) not in out]
    print(f"{len(train)} examples to train on, {len(held)} held out", flush=True)
    recipe = Recipe(epochs=args.epochs, part=PART)
    network = fit(
        train,
        args.into,
        recipe,
        watch=lambda made: print("  ", lines(quick(made, held)), flush=True),
    )
    if args.export:
        measured = [e for e in held if e.corpus != "humset"]
        card = {
            **calibrate(network, measured),
            "recipe": asdict(recipe),
            "trained_on": {
                name: sum(e.corpus == name for e in train)
                for name in sorted({e.corpus for e in train})
            },
            "held_out": quick(network, measured),
        }
        print(f"wrote {export(network, args.export, card=card)}")


if __name__ == "__main__":
    main()

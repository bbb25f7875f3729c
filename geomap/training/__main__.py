"""`python -m geomap.training`: make the reader's weights again."""

from __future__ import annotations

import argparse
from pathlib import Path

from geomap.training.datasets import everything
from geomap.training.fit import Recipe, fit
from geomap.training.score import quick
from geomap.training.split import FOLDS, HELD_OUT

PART = {"lgl": 0.35, "geowebnews": 0.6, "trnews": 0.7, "relocar": 0.5, "humset": 0.12}


def main() -> None:
    """Train on the folds that are not held out, and say how the held-out ones are read."""
    parser = argparse.ArgumentParser(prog="python -m geomap.training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="folder of the other corpora; without it, geomap's own alone"
    )
    parser.add_argument(
        "--into", type=Path, required=True, help="folder for checkpoints and weights"
    )
    parser.add_argument(
        "--fold", type=int, default=HELD_OUT, help=f"held out, 0 to {FOLDS - 1}; -1: none but `hard`"
    )
    parser.add_argument("--epochs", type=int, default=12)
    args = parser.parse_args()
    examples = list(everything(args.data))
    held = [
        e
        for e in examples
        if e.corpus == "hard"
        or (args.fold >= 0 and e.corpus != "seeds" and e.fold(FOLDS) == args.fold)
    ]
    out = {(e.corpus, e.id) for e in held}
    train = [e for e in examples if (e.corpus, e.id) not in out]
    print(f"{len(train)} examples to train on, {len(held)} held out", flush=True)
    fit(train, args.into, Recipe(epochs=args.epochs, part=PART), held_out=held, score=quick)


if __name__ == "__main__":
    main()

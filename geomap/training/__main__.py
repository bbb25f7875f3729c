"""`python -m geomap.training`: make the reader's weights again."""

from __future__ import annotations

import argparse
from pathlib import Path

from geomap.training.datasets import everything
from geomap.training.fit import Recipe, fit
from geomap.training.score import quick

# Corpora whose every document trains or measures by its fold; `hard` never trains.
FOLDS = 6
PART = {"lgl": 0.5, "humset": 0.25, "geowebnews": 0.9}


def main() -> None:
    """Train on the folds that are not held out, and say how the held-out ones are read."""
    parser = argparse.ArgumentParser(prog="python -m geomap.training", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the other corpora; without it, geomap's own alone")
    parser.add_argument("--into", type=Path, required=True, help="folder for checkpoints and weights")
    parser.add_argument("--fold", type=int, default=0, help=f"held out, 0 to {FOLDS - 1}; -1: none but `hard`")
    parser.add_argument("--epochs", type=int, default=6)
    args = parser.parse_args()
    examples = list(everything(args.data))
    held = [e for e in examples if e.corpus == "hard" or (args.fold >= 0 and e.corpus != "seeds" and e.fold(FOLDS) == args.fold)]
    out = {(e.corpus, e.id) for e in held}
    train = [e for e in examples if (e.corpus, e.id) not in out]
    print(f"{len(train)} examples to train on, {len(held)} held out", flush=True)
    fit(train, args.into, Recipe(epochs=args.epochs, part=PART), held_out=held, score=quick)


if __name__ == "__main__":
    main()

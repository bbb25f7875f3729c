"""`python -m geomap.training.compare --data DIR --into RUNS`: screen designs of the reader.

Each is trained for one epoch on the same fold and scored on what was held out; the table is
`geomap/training/designs.json`. Designs that stand there with the same data are not trained again.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from geomap.names import Names
from geomap.reader.encoding import CASINGS
from geomap.training.__main__ import PART
from geomap.training.datasets import Example, everything
from geomap.training.fit import fit
from geomap.training.network import Network
from geomap.training.preparing import Recipe, prepare, tokenizer
from geomap.training.rivals import KNOWN, marked_items, read_marked, with_gazetteer
from geomap.training.score import one_pass, quick
from geomap.training.split import FOLDS, HELD_OUT

TABLE = Path(__file__).parent / "designs.json"
# Half of the news is held out: a sixth holds too few sites to tell designs apart.
NEWS_HELD_OUT = {HELD_OUT, (HELD_OUT + 1) % FOLDS, (HELD_OUT + 2) % FOLDS}
GAZETTEER = "one pass, with what the gazetteer knows of each word"
MARKED = "two stages, each mention marked, 48 pieces to each side"
BASE = Recipe(epochs=1, part=PART)
DESIGNS: dict[str, Recipe] = {
    "one pass, windows of 60-190 pieces": BASE,
    "windows of 120-320 pieces": replace(BASE, shortest=120, longest=320),
    "windows of 30-100 pieces": replace(BASE, shortest=30, longest=100),
    "site and status weigh double": replace(
        BASE, head_weight=BASE.head_weight | {"site": 2.4, "status": 3.0}
    ),
    "heads weigh alike": replace(BASE, head_weight=dict.fromkeys(BASE.head_weight, 1.0)),
    GAZETTEER: BASE,
    # As many pieces an epoch as the others see.
    MARKED: replace(
        BASE, shortest=110, longest=110, part=dict.fromkeys((*PART, "own", "news", "seeds"), 0.16)
    ),
}


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Return what is trained on and what measures."""
    held = [e for e in examples if _held(e)]
    out = {(e.corpus, e.id) for e in held}
    return [e for e in examples if (e.corpus, e.id) not in out], held


def _held(e: Example) -> bool:
    if e.corpus == "news":
        return e.fold(FOLDS) in NEWS_HELD_OUT
    return e.corpus == "hard" or (e.corpus != "seeds" and e.fold(FOLDS) == HELD_OUT)


def _screened(
    name: str, train: list[Example], held: list[Example], folder: Path
) -> dict[str, dict[str, float]]:
    recipe = DESIGNS[name]
    tok = tokenizer()
    if name == GAZETTEER:
        encoder = with_gazetteer(Names.open())
        network = fit(
            train,
            folder,
            recipe,
            items=[prepare(e, tok, encoder) for e in train],
            network=Network(recipe.dropout, casings=len(CASINGS) * len(KNOWN)),
        )
        return quick(network, held, one_pass(encoder))
    if name == MARKED:
        network = fit(train, folder, recipe, items=marked_items(train, tok))
        return quick(network, held, read_marked)
    return quick(fit(train, folder, recipe), held)


def main() -> None:
    """Screen the designs that the table lacks."""
    parser = argparse.ArgumentParser(prog="python -m geomap.training.compare", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("names", nargs="*", help="of designs; all where none is given")
    args = parser.parse_args()
    train, held = split(list(everything(args.data)))
    done = json.loads(TABLE.read_text("utf-8")) if TABLE.exists() else {}
    for name in args.names or DESIGNS:
        key = {"texts": len(train), "held_out": len(held)}
        if done.get(name, {}).get("data") == key:
            continue
        began = time.time()
        figures = _screened(name, train, held, args.into / name.replace(" ", "_"))
        done[name] = {
            "data": key,
            "seconds": round(time.time() - began),
            "figures": figures,
        }
        TABLE.write_text(json.dumps(done, indent=1) + "\n", "utf-8")
        print(name, json.dumps(done[name]), flush=True)


if __name__ == "__main__":
    main()

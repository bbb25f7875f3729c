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
from geomap.training.datasets import Example, everything
from geomap.training.fit import fit
from geomap.training.network import Network
from geomap.training.preparing import Recipe, prepare, second_looks, tokenizer
from geomap.training.rivals import KNOWN, read_marked, with_gazetteer
from geomap.training.score import one_pass, quick
from geomap.training.split import FOLDS, HELD_OUT, is_held_out

TABLE = Path(__file__).parent / "designs.json"
# Half of the news is held out: a sixth holds too few sites to tell designs apart.
NEWS_HELD_OUT = {HELD_OUT, (HELD_OUT + 1) % FOLDS, (HELD_OUT + 2) % FOLDS}
GAZETTEER = "one pass, with what the gazetteer knows of each word"
MARKED = "two stages, each mention marked, 40 pieces to each side"
_WEIGHT = {
    "usage": 1.0, "site": 1.2, "status": 1.5, "role": 0.4, "voice": 0.4, "background": 0.3,
}  # fmt: skip
BOTH = "one pass, a seventh of the mentions marked as well; site and status weigh more"
PART = {"lgl": 0.35, "geowebnews": 0.6, "trnews": 0.7, "relocar": 0.5, "humset": 0.12}
BASE = Recipe(epochs=1, part=PART, second=0.0, head_weight=_WEIGHT)
DESIGNS: dict[str, Recipe] = {
    "one pass, windows of 60-190 pieces": BASE,
    "windows of 120-320 pieces": replace(BASE, shortest=120, longest=320),
    "windows of 30-100 pieces": replace(BASE, shortest=30, longest=100),
    "site and status weigh double": replace(
        BASE, head_weight=_WEIGHT | {"site": 2.4, "status": 3.0}
    ),
    "heads weigh alike": replace(BASE, head_weight=dict.fromkeys(_WEIGHT, 1.0)),
    GAZETTEER: BASE,
    MARKED: replace(BASE, second=0.5),
    BOTH: replace(Recipe(epochs=1, part=PART), second=0.15),
}


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Return what is trained on and what measures."""
    held = [e for e in examples if _held(e)]
    out = {(e.corpus, e.id) for e in held}
    return [e for e in examples if (e.corpus, e.id) not in out], held


def _held(e: Example) -> bool:
    return is_held_out(e, NEWS_HELD_OUT if e.corpus == "news" else {HELD_OUT})


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
        network = fit(train, folder, recipe, items=second_looks([prepare(e, tok) for e in train]))
        return quick(network, held, read_marked)
    network = fit(train, folder, recipe)
    return quick(network, held)


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

"""`python -m geomap.training.cross --data DIR --into RUNS`: how the recipe that ships reads every corpus.

The documents are in three parts; a network is trained on two and reads the third, three times, so that
each text is read by a network that never saw it. One seed each, without the small network. A part
that is done isn't trained again, and an interrupted one goes on from its last whole epoch. The
figures of all that are done together are `geomap/training/cross.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from geomap.training.calibrate import calibrate
from geomap.training.datasets import Example, everything
from geomap.training.export import export
from geomap.training.fit import fit
from geomap.training.preparing import PART, Recipe
from geomap.training.score import counted, figures, lines
from geomap.training.split import PARTS, is_of_part

TABLE = Path(__file__).parent / "cross.json"


def main() -> None:
    """Train on two parts, read the third; write the figures of the parts read so far."""
    parser = argparse.ArgumentParser(prog="python -m geomap.training.cross", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument(
        "--part", type=int, action="append", help=f"only this, 0 to {PARTS - 1}; may be repeated"
    )
    args = parser.parse_args()
    recipe = Recipe(part=PART)
    examples = list(everything(args.data))
    made_of = _digest(examples)
    for part in args.part or range(PARTS):
        folder = args.into / f"part-{part}"
        if (folder / "counts.json").exists():
            continue
        _claim(folder, made_of)
        held = [e for e in examples if is_of_part(e, part)]
        network = fit([e for e in examples if not is_of_part(e, part)], folder, recipe)
        measured = [e for e in held if e.corpus != "humset"]
        counts = counted(network, measured)
        print(f"part {part}:\n   {lines(figures(counts))}", flush=True)
        export(network, folder / "weights", card=calibrate(network, measured))
        (folder / "counts.json").write_text(json.dumps(counts, indent=1) + "\n", "utf-8")
    read: list[int] = []
    together: dict[str, Counter[str]] = {}
    for part in range(PARTS):
        path = args.into / f"part-{part}" / "counts.json"
        if path.exists():
            _claim(path.parent, made_of)
            read.append(part)
            for corpus, counts_of in json.loads(path.read_text("utf-8")).items():
                together.setdefault(corpus, Counter()).update(counts_of)
    table = {"parts": read, "figures": figures(together)}
    TABLE.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


def _digest(examples: Sequence[Example]) -> str:
    """Return the digest of what is learnt from: texts, and what is known of their names."""
    digest = hashlib.sha256()
    for example in sorted(examples, key=lambda e: (e.corpus, e.id, e.text)):
        digest.update(repr(example).encode())
    return digest.hexdigest()


def _claim(folder: Path, made_of: str) -> None:
    """Note in `folder` what its part is made of.

    Raises SystemExit: it is a part of other texts, whose figures can't be added to these.
    """
    note = folder / "made_of.txt"
    if note.exists() and note.read_text("utf-8").strip() != made_of:
        raise SystemExit(
            f"{folder} is a part of other texts than --data and geomap's corpus hold now; parts of "
            "different texts don't add up. Give another folder as --into, or take this one away."
        )
    folder.mkdir(parents=True, exist_ok=True)
    note.write_text(made_of + "\n", "utf-8")


if __name__ == "__main__":
    main()

"""`python -m geomap.training.card`: write the shipped reader's figures into MODEL_CARD.md."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from geomap.reader.network import SHIPPED
from geomap.training.corpus import FOLDER, counts

CARD = Path(__file__).parent / "MODEL_CARD.md"


def tables(card: dict[str, Any]) -> dict[str, str]:
    """Return the card's tables by the name of their place in the page."""
    held = card["held_out"]
    names = list(dict.fromkeys(k for figures in held.values() for k in figures))
    head = ["corpus", *names]
    rows = [[corpus, *(f"{held[corpus].get(k, ''):}" for k in names)] for corpus in sorted(held)]
    reliability = [
        [head_name, *(f"{b['sure']:.2f} → {b['right']:.2f} ({b['n']})" for b in bins)]
        for head_name, bins in sorted(card["reliability"].items())
    ]
    width = max(len(r) for r in reliability)
    own = counts(sorted(FOLDER.glob("*.txt")))
    labels = own.pop("labels")
    assert isinstance(labels, dict)
    return {
        "held out": _table([head, *rows]),
        "reliability": _table(
            [["head", *(f"bin {i}" for i in range(1, width))]]
            + [[*r, *[""] * (width - len(r))] for r in reliability]
        ),
        "trained on": _table(
            [["corpus", "texts"], *([k, str(v)] for k, v in sorted(card["trained_on"].items()))]
        ),
        "own corpus": _table(
            [["", "n"], *([k.replace("_", " "), str(v)] for k, v in (own | labels).items())]
        ),
    }


def _table(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def main() -> None:
    """Write the tables between their marks."""
    card = json.loads((SHIPPED / "reader.json").read_text("utf-8"))
    page = CARD.read_text("utf-8")
    for name, table in tables(card).items():
        mark = f"<!-- {name} -->"
        page = re.sub(
            rf"{mark}.*?<!-- end -->",
            lambda _, t=table, m=mark: f"{m}\n{t}\n<!-- end -->",
            page,
            flags=re.S,
        )
    CARD.write_text(page, "utf-8")


if __name__ == "__main__":
    main()

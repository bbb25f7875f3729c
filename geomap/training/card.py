"""`python -m geomap.training.card`: write the shipped reader's figures into MODEL_CARD.md."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from geomap.reader.network import SHIPPED
from geomap.training.agreement import agreement, of_judged
from geomap.training.corpus import FOLDER, counts

CARD = Path(__file__).parent / "MODEL_CARD.md"
TABLE = Path(__file__).parent / "designs.json"
CROSS = Path(__file__).parent / "cross.json"
DATES = Path(__file__).parent / "dates.json"
OWN_ALONE = Path(__file__).parent / "own_alone.json"


def tables(card: dict[str, Any]) -> dict[str, str]:
    """Return the card's tables by the name of their place in the page."""
    reliability = [
        [head_name, *(f"{b['sure']:.2f} → {b['right']:.2f} ({b['n']})" for b in bins)]
        for head_name, bins in sorted(card["both"]["reliability"].items())
    ]
    width = max(len(r) for r in reliability)
    own = counts(sorted(FOLDER.glob("*.txt")))
    labels = own.pop("labels")
    assert isinstance(labels, dict)
    return {
        "held out": _figures(card["both"]["held_out"]),
        "small": _figures(card["small"]["held_out"]),
        "cross": _figures(json.loads(CROSS.read_text("utf-8"))["figures"]),
        "dates": _figures(json.loads(DATES.read_text("utf-8")), "dated by"),
        "own alone": _figures(json.loads(OWN_ALONE.read_text("utf-8"))),
        "designs": _designs(),
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
        "agreement": _table(
            [["", "n", "agree", "kappa"]]
            + [
                [kind, str(f["n"]), str(f["agree"]), str(f["kappa"])]
                for kind, f in agreement(of_judged()).items()
                if kind != "section"
            ]
        ),
    }


def _figures(held: dict[str, dict[str, float]], first: str = "corpus") -> str:
    names = list(dict.fromkeys(k for figures in held.values() for k in figures))
    rows = [[corpus, *(f"{held[corpus].get(k, '')}" for k in names)] for corpus in sorted(held)]
    return _table([[first, *names], *rows])


def _designs() -> str:
    """Return the screened designs, a line each: what was held out of own passages, news and `hard`."""
    kinds = ("span F1", "usage", "site macro-F1", "status")
    corpora = ("own", "real news", "hard")
    rows = [["design", "minutes", *(f"{c}: {k}" for c in corpora for k in kinds)]]
    for name, made in json.loads(TABLE.read_text("utf-8")).items():
        figures = made["figures"]
        cells = [f"{figures[c].get(k, 0) or '–'}" for c in corpora for k in kinds]
        rows.append([name, f"{made['seconds'] / 60:.0f}", *cells])
    return _table(rows)


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

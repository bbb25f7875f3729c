"""`python -m geomap.training.agreement JUDGED.txt`: two judgements of the same passages, compared.

JUDGED holds passages of the corpus, by id, whose mentions somebody judged anew without seeing the
first judgement.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from geomap.training.corpus import FOLDER, Passage, passages

DEFAULT = {"site": "none", "voice": "narrator", "section": "body", "background": "event"}


def agreement(first: list[Passage], second: list[Passage]) -> dict[str, dict[str, float]]:
    """Return for each kind of label `n`, the share on which both agree, and Cohen's kappa.

    Status, role and voice are compared where both gave the same class.
    """
    by_id = {p.id: p for p in first}
    pairs: dict[str, list[tuple[str, str]]] = {}
    for passage in second:
        for one, two in zip(by_id[passage.id].mentions, passage.mentions, strict=True):
            a, b = DEFAULT | one.labels, DEFAULT | two.labels
            for kind in ("usage", "site", "section"):
                pairs.setdefault(kind, []).append((a[kind], b[kind]))
            if a["site"] == b["site"] != "none":
                for kind in ("status", "role", "voice", "background"):
                    if kind in a and kind in b:
                        pairs.setdefault(kind, []).append((a[kind], b[kind]))
    return {kind: _compare(rows) for kind, rows in pairs.items()}


def _compare(rows: list[tuple[str, str]]) -> dict[str, float]:
    n = len(rows)
    same = sum(a == b for a, b in rows) / n
    left, right = Counter(a for a, _ in rows), Counter(b for _, b in rows)
    chance = sum(left[k] * right[k] for k in left) / n**2
    kappa = (same - chance) / (1 - chance) if chance < 1 else 1.0
    return {"n": n, "agree": round(same, 3), "kappa": round(kappa, 3)}


if __name__ == "__main__":
    corpus = [p for path in sorted(FOLDER.glob("*.txt")) for p in passages(path)]
    print(json.dumps(agreement(corpus, list(passages(Path(sys.argv[1])))), indent=1))

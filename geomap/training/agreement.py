"""`python -m geomap.training.agreement [JUDGED.txt]`: two judgements of the same mentions, compared.

JUDGED holds passages of geomap's corpus, by id, whose mentions somebody judged anew without seeing
the first judgement. Without it, the second judgements in `judged/twice/` are compared.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from geomap.training.corpus import FOLDER, Passage, by_kind, passages
from geomap.training.datasets import JUDGED, judged

DEFAULT = {"site": "none", "voice": "narrator", "section": "body", "background": "event"}
Labels = dict[str, str]


def agreement(pairs: Iterator[tuple[Labels, Labels]]) -> dict[str, dict[str, float]]:
    """Return for each kind of label `n`, the share on which both agree, and Cohen's kappa.

    Status, role, voice and background are compared where both gave the same class.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for one, two in pairs:
        a, b = DEFAULT | one, DEFAULT | two
        for kind in ("usage", "site", "section"):
            found.setdefault(kind, []).append((a[kind], b[kind]))
        if a["site"] == b["site"] != "none":
            for kind in ("status", "role", "voice", "background"):
                if kind in a and kind in b:
                    found.setdefault(kind, []).append((a[kind], b[kind]))
    return {kind: _compare(rows) for kind, rows in found.items()}


def of_passages(first: list[Passage], second: list[Passage]) -> Iterator[tuple[Labels, Labels]]:
    """Yield both judgements of each mention of passages judged twice."""
    by_id = {p.id: p for p in first}
    for passage in second:
        for one, two in zip(by_id[passage.id].mentions, passage.mentions, strict=True):
            yield one.labels, two.labels


def of_judged() -> Iterator[tuple[Labels, Labels]]:
    """Yield both judgements of each mention of other corpora's texts judged twice."""
    first = judged()
    for key, row in judged(JUDGED / "twice").items():
        words = {(start, end): w for start, end, w in first[key]["mentions"]}
        for start, end, again in row["mentions"]:
            if (start, end) in words:
                yield by_kind(words[start, end].split()), by_kind(again.split())


def _compare(rows: list[tuple[str, str]]) -> dict[str, float]:
    n = len(rows)
    same = sum(a == b for a, b in rows) / n
    left, right = Counter(a for a, _ in rows), Counter(b for _, b in rows)
    chance = sum(left[k] * right[k] for k in left) / n**2
    kappa = (same - chance) / (1 - chance) if chance < 1 else 1.0
    return {"n": n, "agree": round(same, 3), "kappa": round(kappa, 3)}


def main() -> None:
    """Print the agreement as JSON."""
    if len(sys.argv) > 1:
        corpus = [p for path in sorted(FOLDER.glob("*.txt")) for p in passages(path)]
        pairs = of_passages(corpus, list(passages(Path(sys.argv[1]))))
    else:
        pairs = of_judged()
    print(json.dumps(agreement(pairs), indent=1))


if __name__ == "__main__":
    main()

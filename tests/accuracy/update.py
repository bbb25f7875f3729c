"""Measure geomap on the annotated data beside the checkout; write results.json and raise floors.

    python tests/accuracy/update.py [--quick] [--allow-regression]

Without the data beside the checkout only the articles of geomap's own (`fresh`, `ordinary`, `feed`) are measured.
A floor goes up by itself; it goes down only with --allow-regression, and CHANGELOG.md says why.
"""

from __future__ import annotations

import json
import sys
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.accuracy.measuring import (
    DATA,
    FLOORS,
    QUICK,
    RESULTS,
    SLOW,
    measure,
    measure_composed,
    measure_fast,
    measure_judged,
)

# Pinned: what the project promises of each corpus. Errors in km are reported, not pinned.
PINNED = (
    "exact F1", "overlap F1", "end to end F1 (161 km)", "usage accuracy", "literal F1",
    "site macro-F1", "map F1", "map macro-F1", "status accuracy", "event date", "map place hit",
    "place hit, spans given", "accuracy within 161 km, spans given", "section accuracy",
    "event type", "actors F1", "casualties F1", "stances F1", "speakers F1",
)  # fmt: skip
# Other processors round the network's sums otherwise: so much, and one case of those that count.
SLACK = 0.005


def main() -> None:
    """Measure, then write."""
    allow = "--allow-regression" in sys.argv
    names = QUICK if "--quick" in sys.argv else QUICK | SLOW
    old_floors = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    results: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    floors = dict(old_floors)
    measured = chain(measure_composed(), measure(names) if DATA.is_dir() else ())
    if "--quick" not in sys.argv and DATA.is_dir():
        measured = chain(measured, measure_judged(), measure_fast())
    for name, result in measured:
        results[name] = result
        floors[name] = {"digest": result["digest"]}
        for figure in PINNED:
            if figure not in result["figures"]:
                continue
            now = result["figures"][figure]
            case = 1 / now["n"] if now["value"] < 1 else 0.0  # what is whole stays whole
            value = round(now["value"] - SLACK - case, 3)
            old = old_floors.get(name, {}).get(figure, 0.0)
            if value < old and not allow:
                print(
                    f"{name}: {figure} is {value}, its floor {old}: kept. See --allow-regression."
                )
                value = old
            floors[name][figure] = value
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")
    lines = ["# Written by tests/accuracy/update.py. A figure below its floor fails the tests.\n"]
    for name in sorted(floors):
        lines.append(f'\n["{name}"]\n')
        lines.extend(f"{json.dumps(k)} = {json.dumps(v)}\n" for k, v in floors[name].items())
    FLOORS.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()

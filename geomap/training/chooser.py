"""Fits geomap/locate/weights.py to annotated toponyms.

    python -m geomap.training.chooser CORPUS.jsonl… [--half even|odd] [--strength 0.02]

Each line of a corpus: `text` and `toponyms`, each with `start`, `end`, `lat`, `lon`,
`geonames_id`. A conditional log-linear model over each name's options, kept near the
hand-set values (a Gaussian prior), since the signs depend on the weights through the passes,
features and weights are renewed in turns. Prints the weights as the module has them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from geomap.locate import weights
from geomap.locate.choose import COLUMNS, choose
from geomap.locate.gazetteer import GazetteerGeocoder
from geomap.locate.options import rate
from geomap.locate.sphere import distance_m
from geomap.locate.targets import groups, targets
from geomap.model import Mention
from geomap.names import Names

PRIOR_NAMES = tuple(weights.PRIOR)
NEAR_M = 30_000.0  # an option this near to the annotated point is right
STEPS = 400
UNKNOWNS = ("UNKNOWN", "UNKNOWN_AMONG", "UNKNOWN_WORLD")
# What each sign is worth by reason: the fit starts here and stays near where texts say little.
HAND: dict[str, float] = {
    "population": 4.5, "big": 3.0, "largest": 0.5, "share": 0.7, "country": 4.0,
    "continent": 5.0, "admin1": 3.0, "admin2": 0.2, "natural": 4.5, "facility": 4.0,
    "region": 4.5, "size": 1.5, "has_town": -2.0, "holds_town": 0.0, "has_city": -3.0, "length": 0.2,
    "capital": 3.0, "seat": 0.7, "part": -1.5, "official": 0.0, "alternate": -1.5,
    "foreign": -1.0, "foreign_land": -4.0, "former": -0.3, "abbreviation": -0.1, "demonym": 0.5, "approximate": -0.3,
    "fuzzy": -1.5, "same_name": 1.0, "bare": -1.2, "only": 0.7, "curated": 1.5, "town_too": -4.0, "known": 2.2, "own": 8.0, "covered": 1.5, "shortened": -1.5, "fit": 2.0,
    "stand_in": 1.0,
    "cue": 3.5, "inside": 4.5, "outside": -2.0, "holds": 2.5, "sense": 2.5,
    "country_share": 0.5, "country_log": 1.0, "admin1_share": 0.3, "admin1_log": 2.5,
    "alone": -0.5, "fuzzy_alone": -3.0, "near": 1.2, "near_wide": 1.2, "beside": 0.7, "told_near": 4.0,
    "capital_world": 1.5, "big_world": 2.0, "country_world": 1.0, "fame_world": 1.0, "venue_fame": 2.5, "field_fame": 1.0, "told_of": 1.5, "event_only": 1.5, "actor": 2.5,
    "unknown": 0.0, "unknown_among": 4.0, "unknown_world": -2.5,
}  # fmt: skip
# Signs that texts of war and diplomacy show and local news, most of the corpora, does not.
FIRM = {
    "bare": 0.03, "cue": 0.05, "stand_in": 0.02, "country": 0.02, "country_world": 0.01, "town_too": 0.03, "curated": 0.03, "known": 0.03, "covered": 0.03, "has_town": 0.03, "has_city": 0.01, "big_world": 0.005, "unknown_world": 0.02, "unknown": 0.02,
    "venue_fame": 1.0, "field_fame": 1.0, "told_of": 1.0, "event_only": 1.0,
    "capital": 0.05, "actor": 0.2, "length": 0.1, "fuzzy": 0.2, "fuzzy_alone": 0.2,
    "approximate": 0.2, "size": 0.03, "big": 0.01, "foreign": 0.05, "alternate": 0.02,
    "natural": 0.02, "region": 0.02,
}  # fmt: skip


def mentions(row: dict[str, Any]) -> list[Mention]:
    """Return a corpus row's toponyms as literal mentions."""
    text = row["text"]
    return [
        Mention(
            text=text[t["start"] : t["end"]],
            start=t["start"],
            end=t["end"],
            sentence=text[max(0, t["start"] - 200) : t["end"] + 200],
            section="body",
            usage=t.get("usage", "literal"),
        )
        for t in row["toponyms"]
    ]


def cases(
    rows: list[dict[str, Any]], geocoder: GazetteerGeocoder
) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
    """Yield (signs by option, which options are right, weight) for each name with a right one."""
    for row in rows:
        found = targets(row["text"], mentions(row), geocoder)
        board = groups(found)
        choices = choose(board)
        truth: dict[int, list[dict[str, Any]]] = {}
        spans = {(t["start"], t["end"]): t for t in row["toponyms"]}
        for target in found:
            told = spans.get((target.start, target.end)) if target.mention else None
            if told and told.get("lat") is not None:
                truth.setdefault(target.group, []).append(told)
        for number, told_all in truth.items():
            pool = board[number].pool
            if not pool.options:
                continue
            told = told_all[0]
            right = _right(pool.options, told)
            if not right.any() and _is_near(pool.options, told):
                continue  # neither right nor unknown
            signs = {o.row.id: s for o, s in rate(geocoder.names, pool.name)}
            prior = np.array(
                [[signs[o.row.id].get(n, 0.0) for n in PRIOR_NAMES] for o in pool.options]
            )
            context = np.array(choices[number].features)
            known = np.hstack([prior, context, np.zeros((len(right), 3))])
            unknown = np.zeros((1, known.shape[1]))
            company, world = choices[number].company, choices[number].world
            unknown[0, -3:] = 1.0, company, company * world
            right = np.append(right, not right.any())
            yield np.vstack([known, unknown]), right, len(told_all) ** 0.5 * row.get("worth", 1.0)


def _right(options: Any, told: dict[str, Any]) -> np.ndarray:
    wanted = f"geonames:{told.get('geonames_id')}"
    same = np.array([option.row.id == wanted for option in options])
    if same.any():
        return same
    return np.array(
        [
            distance_m(o.row.lon, o.row.lat, told["lon"], told["lat"]) <= NEAR_M
            or (
                o.row.kind == told.get("kind")
                and distance_m(o.row.lon, o.row.lat, told["lon"], told["lat"])
                <= told.get("tolerance_km", 0) * 1000
            )
            for o in options
        ]
    )


def _is_near(options: Any, told: dict[str, Any]) -> bool:
    return any(
        distance_m(o.row.lon, o.row.lat, told["lon"], told["lat"]) < 161_000 for o in options
    )


def fit(
    data: list[tuple[np.ndarray, np.ndarray, float]],
    start: np.ndarray,
    centre: np.ndarray,
    strength: np.ndarray,
) -> np.ndarray:
    """Return the weights that make the right options likeliest, by Adam with a Gaussian prior."""
    signs = np.vstack([x for x, _, _ in data])
    right = np.concatenate([y for _, y, _ in data])
    sizes = [len(y) for _, y, _ in data]
    heads = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    of = np.repeat(np.arange(len(data)), sizes)
    worth = np.array([w for _, _, w in data])
    total = worth.sum()
    now = start.copy()
    first, second = np.zeros_like(now), np.zeros_like(now)
    for step in range(1, STEPS + 1):
        scores = signs @ now
        scores -= np.maximum.reduceat(scores, heads)[of]
        grown = np.exp(scores)
        p = grown / np.add.reduceat(grown, heads)[of]
        good = np.add.reduceat(p * right, heads)
        q = p * right / np.maximum(good, 1e-12)[of]
        slope = signs.T @ ((p - q) * worth[of]) / total + strength * (now - centre)
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate_now = 0.05 * (1 - step / STEPS) + 0.002
        now -= rate_now * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    loss = -(worth * np.log(np.maximum(good, 1e-12))).sum() / total
    print(f"# {len(data)} choices, loss {loss:.4f}", file=sys.stderr)
    return now


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--half", choices=["even", "odd", "all"], default="even")
    parser.add_argument("--strength", type=float, default=0.002)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    rows: list[dict[str, Any]] = []
    for path in asked.corpus:
        lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        if asked.half != "all":
            lines = lines[asked.half == "odd" :: 2]
        rows += lines
    names = Names.open()
    order = (*PRIOR_NAMES, *COLUMNS, "unknown", "unknown_among", "unknown_world")
    centre = np.array([HAND[name] for name in order])
    firm = np.array([FIRM.get(name, asked.strength) for name in order])
    now = centre.copy()
    for _ in range(asked.rounds):
        data = list(cases(rows, GazetteerGeocoder(names)))
        now = fit(data, now, centre, firm)
        for name, value in zip((*PRIOR_NAMES, *COLUMNS), now[:-3], strict=True):
            table = weights.PRIOR if name in PRIOR_NAMES else weights.CONTEXT
            table[name] = round(float(value), 3)
        for name, value in zip(UNKNOWNS, now[-3:], strict=True):
            setattr(weights, name, round(float(value), 3))
    for title, table in (("PRIOR", weights.PRIOR), ("CONTEXT", weights.CONTEXT)):
        print(f"{title}: dict[str, float] = {{")
        for name, value in table.items():
            print(f'    "{name}": {value},')
        print("}")
    for name in UNKNOWNS:
        print(f"{name} = {getattr(weights, name)}")


if __name__ == "__main__":
    main()

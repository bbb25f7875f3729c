"""Counts -> figures, each with the n it stands on."""

from __future__ import annotations

import math
from collections import Counter
from statistics import mean, median
from typing import NamedTuple

from geomap.evaluate.counting import CLASSES, HALF_EARTH_KM, Tally
from geomap.evaluate.details import KINDS


class Figure(NamedTuple):
    """A figure and the number of cases it stands on."""

    value: float
    n: int


def _ratio(ok: int, n: int) -> Figure | None:
    return Figure(round(ok / n, 4), n) if n else None


def _prf(c: Counter[str], name: str) -> dict[str, Figure]:
    tp, p, g = c[f"{name} tp"], c[f"{name} p"], c[f"{name} g"]
    if not p and not g:
        return {}
    return {
        f"{name} P": Figure(round(tp / p, 4) if p else 0.0, p),
        f"{name} R": Figure(round(tp / g, 4) if g else 0.0, g),
        f"{name} F1": Figure(round(2 * tp / (p + g), 4), g),
    }


def figures(tally: Tally) -> dict[str, Figure]:
    """Return the figures of a corpus by name, in the order they are shown."""
    c = tally.n
    out: dict[str, Figure | None] = {}
    if c["gold"]:
        tp, p, g = c["exact tp"], c["predicted"], c["gold"]
        out["exact P"], out["exact R"] = _ratio(tp, p), _ratio(tp, g)
        out["exact F1"] = Figure(round(2 * tp / max(1, p + g), 4), g)
        op, orr = c["overlap p"] / max(1, p), c["overlap r"] / max(1, g)
        out["overlap F1"] = Figure(round(2 * op * orr / max(1e-9, op + orr), 4), g)
    if c["e2e gold"]:
        both = c["e2e gold"] + c["e2e predicted"]
        out["end to end F1 (161 km)"] = Figure(round(2 * c["e2e tp"] / both, 4), c["e2e gold"])
    out |= _resolution(tally)
    if c["mentions"]:
        out["usage accuracy"] = _ratio(c["usage ok"], c["mentions"])
        out |= _prf(c, "literal")
        for k in CLASSES:
            out |= _prf(c, k)
        out["site macro-F1"] = _macro(c, "")
        out |= _prf(c, "map")
        out["map macro-F1"] = _macro(c, "map ")
        out["status accuracy"] = _ratio(c["status ok"], c["status n"])
        out["event date"] = _ratio(c["date ok"], c["date n"])
        out["event type"] = _ratio(c["type ok"], c["type n"])
        for kind in KINDS if c["type n"] else ():
            out |= _prf(c, kind)
        out["actor role"] = _ratio(c["role ok"], c["role n"])
        out["place hit"] = _ratio(c["place ok"], c["place n"])
        out["map place hit"] = _ratio(c["map place ok"], c["map place n"])
        out["section accuracy"] = _ratio(c["section ok"], c["mentions"])
    out["usage accuracy, spans given"] = _ratio(c["given usage ok"], c["given usage n"])
    if c["given literal g"]:
        out["literal F1, spans given"] = _prf(c, "given literal")["given literal F1"]
    if any(c[f"given {k} g"] for k in CLASSES):
        out["site macro-F1, spans given"] = _macro(c, "given ")
    out["place hit, spans given"] = _ratio(c["given place ok"], c["given place n"])
    for name, of in (("status accuracy", "status"), ("event date", "date"), ("on the map", "map")):
        out[f"{name}, spans given"] = _ratio(c[f"given {of} ok"], c[f"given {of} n"])
    return {name: figure for name, figure in out.items() if figure is not None}


def _macro(c: Counter[str], prefix: str) -> Figure | None:
    """Return the mean F1 of the classes; a class that nobody named counts as right."""
    f1s = []
    for k in CLASSES:
        tp, p, g = (c[f"{prefix}{k} {x}"] for x in ("tp", "p", "g"))
        f1s.append(2 * tp / (p + g) if p + g else 1.0)
    return Figure(round(mean(f1s), 4), sum(c[f"{prefix}{k} g"] for k in CLASSES))


def _resolution(tally: Tally) -> dict[str, Figure | None]:
    errors, c = tally.errors_km, tally.n
    if not errors:
        return {}
    n = len(errors)
    auc = mean(math.log(1 + e) for e in errors) / math.log(1 + HALF_EARTH_KM)
    return {
        "accuracy within 161 km, spans given": _ratio(sum(e <= 161 for e in errors), n),
        "accuracy within 20 km, spans given": _ratio(sum(e <= 20 for e in errors), n),
        "accuracy within 161 km with giants": _ratio(
            sum(e <= 161 for e in tally.errors_all_km), len(tally.errors_all_km)
        ),
        "mean error km": Figure(round(mean(errors), 1), n),
        "median error km": Figure(round(median(errors), 1), n),
        "area under the log-error curve": Figure(round(auc, 4), n),
        "same GeoNames id": _ratio(c["same id"], c["same id n"]),
    }

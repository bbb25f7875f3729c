"""Lakes and rivers of the base map, each from the finest continent that holds it whole."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

LEAST = {"lakes": 1.0, "rivers": 7.0}  # degrees: the length of a system that is drawn
Line = list[list[float]]
Box = tuple[float, float, float, float]


def lines(topologies: list[dict[str, Any]], layer: str) -> list[Line]:
    """Return the rings of the lakes or the lines of the rivers, the longest system first.

    Lines that meet are one system: a river is not cut where a lake or a confluence lies.

    `topologies` are ordered finest first; the last one, the world's, says what there is.
    """
    world = _decoded(topologies[-1], layer)
    finer = [(_box(line), line) for topo in topologies[:-1] for line in _decoded(topo, layer)]
    chosen = []
    for line in world:
        box = _box(line)
        same = [other for other_box, other in finer if _near(box, other_box)]
        chosen.append(same[0] if same else line)
    systems = _systems(chosen)
    lengths: dict[int, float] = {}
    for line, system in zip(chosen, systems, strict=True):
        lengths[system] = lengths.get(system, 0) + _length(line)
    order = sorted(zip(chosen, systems, strict=True), key=lambda item: -lengths[item[1]])
    least = LEAST[layer]
    return [line for line, n in order if lengths[n] > least and _length(line) > least / 10]


def _systems(found: list[Line]) -> list[int]:
    """Return for each line the number of its system (union of lines by their ends)."""
    parent = list(range(len(found)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    ends: dict[tuple[int, int], int] = {}
    for i, line in enumerate(found):
        for lon, lat in (line[0], line[-1]):
            near = [
                (round(lon * 8) + a, round(lat * 8) + b) for a in (-1, 0, 1) for b in (-1, 0, 1)
            ]
            for cell in near:
                if cell in ends:
                    parent[root(i)] = root(ends[cell])
            ends[near[4]] = i
    return [root(i) for i in range(len(found))]


def _decoded(topo: dict[str, Any], layer: str) -> list[Line]:
    (kx, ky), (x0, y0) = topo["transform"]["scale"], topo["transform"]["translate"]
    arcs: list[Line] = []
    for arc in topo["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append([x * kx + x0, y * ky + y0])
        arcs.append(points)
    found = []
    for geometry in topo["objects"][layer]["geometries"]:
        for numbers in _rings(geometry):
            line: Line = []
            for n in numbers:
                arc = arcs[n] if n >= 0 else arcs[~n][::-1]
                line += arc[1:] if line else arc
            if len(line) > 1:
                found.append(line)
    return found


def _rings(geometry: dict[str, Any]) -> list[list[int]]:
    arcs, kind = geometry.get("arcs", []), geometry["type"]
    if kind == "LineString":
        return [arcs]
    if kind in {"Polygon", "MultiLineString"}:
        return list(arcs)
    return [ring for polygon in arcs for ring in polygon]


def _box(line: Line) -> Box:
    lons, lats = [p[0] for p in line], [p[1] for p in line]
    return min(lons), min(lats), max(lons), max(lats)


def _near(a: Box, b: Box) -> bool:
    return all(abs(x - y) < 0.08 for x, y in zip(a, b, strict=True))


def _length(line: Line) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(line))

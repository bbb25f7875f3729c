"""One topology in two tiers: fine arcs between units, and light chains of them between countries."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Point = tuple[int, int]
Ring = list[int]  # signed arcs as in TopoJSON: ~i is arc i backwards


@dataclass
class Topology:
    """Arcs on an integer grid, units as polygons of rings, and country borders as chains."""

    arcs: list[list[Point]]
    units: list[dict[str, Any]]  # properties, and "rings": a list of polygons of rings
    seam: set[int] = field(default_factory=set)  # arcs along the antimeridian or the pole
    sides: dict[int, set[str]] = field(default_factory=dict)  # arc -> countries beside it
    unit_sides: dict[int, set[int]] = field(default_factory=dict)  # arc -> units beside it
    chains: list[Ring] = field(default_factory=list)
    countries: dict[str, list[Ring]] = field(default_factory=dict)  # rings of signed chains


def read(topo: dict[str, Any], per_degree: int) -> Topology:
    """Return mapshaper's TopoJSON on a grid of `per_degree` steps; its seams are arcs apart."""
    pieces: list[Ring] = []
    arcs: list[list[Point]] = []
    seam: set[int] = set()
    for arc in topo["arcs"]:
        numbers = []
        for part, is_seam in _split_seam(arc):
            grid = on_grid(part, per_degree)
            if is_seam:
                seam.add(len(arcs))
            numbers.append(len(arcs))
            arcs.append(grid)
        pieces.append(numbers)
    units = []
    for geometry in next(iter(topo["objects"].values()))["geometries"]:
        if "arcs" not in geometry:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [[_expand(ring, pieces) for ring in polygon] for polygon in polygons]
        rings = _without_specks(rings, arcs)
        if rings:
            units.append({**geometry["properties"], "rings": rings})
    topology = Topology(arcs, units, seam)
    _sides(topology)
    return topology


def _split_seam(arc: list[list[float]]) -> list[tuple[list[list[float]], bool]]:
    def on_seam(a: list[float], b: list[float]) -> bool:
        return (abs(a[0]) > 179.9999 and a[0] == b[0]) or (a[1] < -89.9 and b[1] < -89.9)

    parts: list[tuple[list[list[float]], bool]] = []
    for a, b in pairwise(arc):
        flag = on_seam(a, b)
        if parts and parts[-1][1] == flag:
            parts[-1][0].append(b)
        else:
            parts.append(([a, b], flag))
    return parts


def on_grid(part: list[list[float]], per_degree: int) -> list[Point]:
    """Return the points on the grid, none twice in a row."""
    points: list[Point] = []
    for lon, lat in part:
        point = (round(lon * per_degree), round(lat * per_degree))
        if not points or points[-1] != point:
            points.append(point)
    return points


def _expand(ring: Ring, pieces: list[Ring]) -> Ring:
    out: Ring = []
    for number in ring:
        if number >= 0:
            out += pieces[number]
        else:
            out += [~piece for piece in reversed(pieces[~number])]
    return out


def unsigned(ring: Ring) -> set[int]:
    """Return the arcs of a ring without their direction."""
    return {n if n >= 0 else ~n for n in ring}


def coordinates(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    """Return the points of a ring, closed."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points and points[-1] == arc[0] else arc
    return points


def area(points: list[Point]) -> float:
    """Return the signed area of a ring in grid units; positive when anticlockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)) / 2


def _without_specks(polygons: list[list[Ring]], arcs: list[list[Point]]) -> list[list[Ring]]:
    """Drop rings that the grid has collapsed."""
    kept = []
    for polygon in polygons:
        rings = [ring for ring in polygon if area(coordinates(ring, arcs))]
        if rings and rings[0] is polygon[0]:
            kept.append(rings)
    return kept


def _sides(topology: Topology) -> None:
    for number, unit in enumerate(topology.units):
        for polygon in unit["rings"]:
            for ring in polygon:
                for arc in unsigned(ring):
                    topology.sides.setdefault(arc, set()).add(unit["border"])
                    topology.unit_sides.setdefault(arc, set()).add(number)


def chain(topology: Topology, dashed: set[int]) -> None:
    """Join the arcs between countries into chains, and chains into each country's rings.

    A chain is dashed or seam as a whole, or not at all.
    """
    arcs = topology.arcs
    borders = [n for n in sorted(topology.sides) if not _interior(topology, n)]
    ends: dict[Point, list[int]] = defaultdict(list)  # node -> signed arcs that start there
    for number in borders:
        ends[arcs[number][0]].append(number)
        ends[arcs[number][-1]].append(~number)
    through = {node: out for node, out in ends.items() if _joins(topology, dashed, out)}
    used: set[int] = set()
    member: dict[int, tuple[int, bool]] = {}  # arc -> chain, whether it runs forwards
    nodes_first = sorted(borders, key=lambda n: arcs[n][0] in through and arcs[n][-1] in through)
    for number in nodes_first:
        if number in used:
            continue
        start = number
        if arcs[start][0] in through and arcs[start][-1] not in through:
            start = ~start
        ring = [start]
        used.add(number)
        while (end := _end(arcs, ring[-1])) in through:
            following = [n for n in through[end] if n != ~ring[-1]]
            if not following or (following[0] if following[0] >= 0 else ~following[0]) in used:
                break
            ring.append(following[0])
            used.add(following[0] if following[0] >= 0 else ~following[0])
        for n in ring:
            member[n if n >= 0 else ~n] = (len(topology.chains), n >= 0)
        topology.chains.append(ring)
    _country_rings(topology, member)


def _interior(topology: Topology, number: int) -> bool:
    """Whether the arc runs between two units of one country."""
    return len(topology.sides[number]) == 1 and len(topology.unit_sides[number]) > 1


def _joins(topology: Topology, dashed: set[int], out: list[int]) -> bool:
    if len(out) != 2:
        return False
    a, b = (n if n >= 0 else ~n for n in out)
    return a != b and all((a in kind) == (b in kind) for kind in (topology.seam, dashed))


def _end(arcs: list[list[Point]], number: int) -> Point:
    return arcs[number][-1] if number >= 0 else arcs[~number][0]


def _start(arcs: list[list[Point]], number: int) -> Point:
    return arcs[number][0] if number >= 0 else arcs[~number][-1]


def _country_rings(topology: Topology, member: dict[int, tuple[int, bool]]) -> None:
    directed: dict[str, set[int]] = defaultdict(set)
    for unit in topology.units:
        for polygon in unit["rings"]:
            for ring in polygon:
                for arc in ring:
                    number = arc if arc >= 0 else ~arc
                    if number in member and not _interior(topology, number):
                        index, forwards = member[number]
                        same = forwards == (arc >= 0)
                        directed[unit["border"]].add(index if same else ~index)
    for country in sorted(directed):
        topology.countries[country] = _stitch(topology, directed[country])


def _stitch(topology: Topology, chains: set[int]) -> list[Ring]:
    def ends(number: int) -> tuple[Point, Point]:
        ring = topology.chains[number if number >= 0 else ~number]
        start, end = _start(topology.arcs, ring[0]), _end(topology.arcs, ring[-1])
        return (start, end) if number >= 0 else (end, start)

    starts: dict[Point, list[int]] = defaultdict(list)
    for number in sorted(chains, reverse=True):
        starts[ends(number)[0]].append(number)
    rings = []
    for number in sorted(chains):
        if number not in starts[ends(number)[0]]:
            continue
        starts[ends(number)[0]].remove(number)
        ring = [number]
        while ends(ring[-1])[1] != ends(number)[0]:
            following = starts[ends(ring[-1])[1]]
            if not following:
                raise SystemExit(f"A ring does not close at {ends(ring[-1])[1]}.")
            ring.append(following.pop())
        rings.append(ring)
    return rings


def simplified(points: list[Point], per_degree: int, min_km2: float) -> list[Point]:
    """Return the points without those whose triangle is under `min_km2` (Visvalingam, weighted).

    First and last stay. Source: Visvalingam and Whyatt 1993; flat angles weigh less.
    """
    if len(points) <= 2:
        return points
    n = len(points)
    before, after = list(range(-1, n - 1)), list(range(1, n + 1))
    unit_km = 111.2 / per_degree
    alive = [True] * n

    def weight(i: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = points[before[i]], points[i], points[after[i]]
        shrink = math.cos(math.radians(by / per_degree))
        ax, bx, cx = ax * shrink, bx * shrink, cx * shrink
        double = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
        ab, bc = math.hypot(bx - ax, by - ay), math.hypot(cx - bx, cy - by)
        cosine = ((ax - bx) * (cx - bx) + (ay - by) * (cy - by)) / (ab * bc) if ab * bc else -1.0
        return double / 2 * unit_km**2 * (1 - 0.7 * -cosine if cosine < 0 else 1 + 0.7 * cosine)

    keep_last = points[0] == points[-1]
    heap = [(weight(i), i) for i in range(1, n - 1)]
    heapq.heapify(heap)
    current = {i: w for w, i in heap}
    left = n
    while heap:
        w, i = heapq.heappop(heap)
        if not alive[i] or current[i] != w:
            continue
        if w >= min_km2 or left <= (4 if keep_last else 2):
            break
        alive[i] = False
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if 0 < j < n - 1:
                current[j] = max(weight(j), w)
                heapq.heappush(heap, (current[j], j))
    return [p for p, there in zip(points, alive, strict=True) if there]

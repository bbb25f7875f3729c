"""Whose practice the drawn borders follow, and the lines of disputed territories.

The base map is built for the profile 'un' (gazetteer/basemap/BORDERS.md). 'none' takes no side: it
draws the same land, and every line around a disputed territory dashed, on all its sides.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from geomap.export import boundaries
from geomap.export.looks import Borders

NOTES: dict[Borders, str] = {
    "un": "Borders follow the practice of the United Nations as far as the source allows; dashed "
    "where there is no agreed status. They express no opinion on the status of any territory.",
    "none": "Borders take no side: every line around a disputed territory is dashed, whoever holds "
    "or claims it. They express no opinion on the status of any territory.",
}

# Territories under dispute, as the units of the data that make each up: country's code, or key of
# a first-order unit. What the profile 'un' dashes already (gazetteer/basemap/dashed.csv) stays so.
DISPUTED: dict[str, tuple[str, ...]] = {
    "Crimea": ("UA-43", "UA-40"),
    "Donetsk, Luhansk, Zaporizhzhia and Kherson oblasts": ("UA-14", "UA-09", "UA-23", "UA-65"),
    "Abkhazia": ("GE-AB",),
    "South Ossetia": ("GE-SK",),
    "Transnistria": ("MD-BD", "MD-CAM", "MD-GRI", "MD-RE", "MD-SN", "MD-SN/2"),
    "Northern Cyprus": ("-99-X04~",),
    "Somaliland": ("-99-X11~",),
    "Nagorno-Karabakh": ("AZ-XA",),
    "Golan": ("SY-QU",),
    "West Bank and Gaza Strip": ("PS",),
    "Western Sahara": ("EH",),
    "Kosovo": ("XK",),
    "Jammu and Kashmir, Ladakh": ("IN-JK", "IN-LA"),
    "Azad Kashmir, Gilgit-Baltistan": ("PK-JK", "PK-GB"),
    "Arunachal Pradesh": ("IN-AR",),
    "Taiwan": ("TW",),
}


@dataclass(frozen=True)
class Lines:
    """What a profile draws in place of the base map's own borders, as arcs of the fine grid."""

    dashed: list[list[int]]
    solid: list[list[int]]
    chains: list[int]  # of the base map, that these arcs stand for


def disputed_lines() -> Lines:
    """Return the lines around disputed territories, dashed; coasts are none.

    A border of which only a part is disputed is drawn anew whole: the rest of it is `solid`.

    Raises GazetteerError: the boundaries' file is missing or damaged.
    """
    data = boundaries.fine_data()
    disputed = _disputed_arcs(data)
    chains, solid = [], set()
    for chain, signed in enumerate(data["chains"]):
        made_of = {arc if arc >= 0 else ~arc for arc in signed}
        if made_of & disputed:
            chains.append(chain)
            solid |= made_of - disputed
    arcs: list[list[int]] = data["arcs"]
    return Lines([arcs[n] for n in sorted(disputed)], [arcs[n] for n in sorted(solid)], chains)


def _disputed_arcs(data: dict[str, Any]) -> set[int]:
    """Return the arcs with a disputed territory on one side and anything else on the other."""
    territory = {name: label for label, names in DISPUTED.items() for name in names}
    sides: dict[int, set[str]] = defaultdict(set)
    for unit in data["units"]:
        label = territory.get(unit["key"]) or territory.get(unit["country"])
        for arc in (arc for polygon in unit["rings"] for ring in polygon for arc in ring):
            sides[arc if arc >= 0 else ~arc].add(label or f"country {unit['country']}")
    return {
        arc
        for arc, found in sides.items()
        if len(found) > 1 and any(not name.startswith("country ") for name in found)
    }


def drawn(world: dict[str, Any], profile: Borders) -> dict[str, Any]:
    """Return the base map's light tier with what `profile` draws in place of its borders.

    `claimed`, `unclaimed`: lines to be drawn dashed and solid, on a grid of `claimed_per_degree`,
    in place of the chains `replaced`.
    """
    if profile == "un":
        return {**world, "claimed": [], "unclaimed": [], "claimed_per_degree": 1, "replaced": []}
    lines = disputed_lines()
    return {
        **world,
        "claimed": lines.dashed,
        "unclaimed": lines.solid,
        "claimed_per_degree": int(boundaries.fine_data()["per_degree"]),
        "replaced": lines.chains,
    }

"""What a map owes to those who know where its places lie."""

from __future__ import annotations

from collections.abc import Iterable

from geomap.model import SERVICE_ATTRIBUTION, Sighting

GAZETTEER = (
    "Place names: GeoNames (geonames.org, CC BY 4.0), Natural Earth, Unicode CLDR, KATOTTG, "
    "geomap's overlay (CC BY 4.0)"
)
_OWN = frozenset({"geonames", "katottg", "overlay", "own"})  # what the gazetteer's places say


def credits(sightings: Iterable[Sighting]) -> list[str]:
    """Return a line for the gazetteer and one for each service that gave a place, sorted."""
    told: set[str] = set()
    for sighting in sightings:
        if sighting.place is not None:
            told.add(sighting.place.source)
        told.update([rival.source for rival in sighting.rivals])
    services = {
        SERVICE_ATTRIBUTION.get(source) or f"Places found by {source[:80]}"
        for source in told - _OWN
    }
    return [GAZETTEER, *sorted(services)]

"""What a map owes to those who know where its places lie."""

from __future__ import annotations

from collections.abc import Iterable

from geomap.export.listing import Listing
from geomap.model import SERVICE_ATTRIBUTION, Sighting

GAZETTEER = (
    "Place names: GeoNames (geonames.org, CC BY 4.0), Natural Earth, Unicode CLDR, KATOTTG, "
    "geomap's overlay (CC BY 4.0)"
)
_OWN = frozenset({"geonames", "katottg", "overlay", "own"})  # what the gazetteer's places say


def credits(sightings: Iterable[Sighting] | Listing) -> list[str]:
    """Return a line for the gazetteer and one for each service that gave a place, sorted."""
    services = {
        SERVICE_ATTRIBUTION.get(source) or f"Places found by {source[:80]}"
        for source in Listing.of(sightings).sources - _OWN
    }
    return [GAZETTEER, *sorted(services)]

"""How precisely a place is known, in the codes of UCDP and of ACLED."""

from __future__ import annotations

from geomap.model import Place, Status

REALISED: frozenset[str] = frozenset({"occurred", "ongoing"})  # what both schemes code
_NEAR_M = 25_000  # UCDP GED codebook 23.1: where_prec 2 is 'within ca. 25 km of a known point'


def precision_codes(place: Place, status: Status, *, near: bool) -> tuple[int | None, int | None]:
    """Return UCDP's where_prec (1-7) and ACLED's geo_precision (1-3); None where there is no code.

    `near`: it happened near the place, not in it. What neither occurred nor goes on has no codes.
    Sources: UCDP GED codebook 23.1, section 'where_prec'; ACLED codebook 2023, 'Geo-precision'.
    """
    if status not in REALISED:
        return None, None
    match place.kind:
        case "country":
            return 6, None
        case "continent":
            return None, None  # neither scheme goes beyond a country
        case "admin1":
            return 4, 3
        case "admin2":
            return 3, 2
        case "region" | "natural":
            if place.kind == "natural" and place.country is None:
                return 7, 3  # international waters
            return (2, 2) if place.radius_m <= _NEAR_M else (5, 3)
    # '20 km west of Bakhmut' is a point of its own, reckoned from the town's.
    return (2, 2) if near or place.id.startswith("relative:") else (1, 1)

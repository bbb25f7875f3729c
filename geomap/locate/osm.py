"""A geopy Location -> Candidate; what Nominatim and Photon say beyond the point is read too."""

from __future__ import annotations

from math import isfinite
from typing import Any

from geomap.locate.sphere import distance_m
from geomap.model import Candidate, Kind

_BY_KIND: dict[Kind, str] = {
    "country": "country",
    "continent": "continent",
    "admin1": "state province region",
    "admin2": "county district state_district",
    "city": "city town village hamlet suburb municipality neighbourhood quarter borough locality "
    "isolated_dwelling city_district",
    "natural": "island islet archipelago sea ocean bay strait water river stream canal peak "
    "volcano mountain_range valley desert cape peninsula glacier wetland reef natural waterway",
}
_KINDS: dict[str, Kind] = {word: kind for kind, words in _BY_KIND.items() for word in words.split()}
_RADIUS_M: dict[str, float] = {
    "country": 400_000,
    "continent": 2_000_000,
    "admin1": 100_000,
    "admin2": 25_000,
    "city": 4_000,
    "natural": 20_000,
    "region": 100_000,
    "facility": 1_000,
}


def read_location(service: str, location: Any) -> Candidate | None:
    """Return a service's answer as a candidate; None when its point is none on earth."""
    # geopy gives latitude first; longitude comes first from here on.
    lat, lon = float(location.latitude), float(location.longitude)
    if not (isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    raw = _table(location.raw)
    facts = _table(raw.get("properties")) or raw  # Photon's, Nominatim's
    address = _table(facts.get("address"))
    kind = _kind(facts)
    return Candidate(
        id=_id(service, facts, lon, lat),
        name=_name(facts, str(location.address or "")),
        kind=kind,
        country=_code(address.get("country_code") or facts.get("countrycode")),
        admin1=_text(address.get("state") or facts.get("state")),
        lon=round(lon, 6),
        lat=round(lat, 6),
        radius_m=round(_radius_m(facts, kind)),
        source=service,
        score=_score(facts),
        why=(f"found by {service}",),
    )


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


_SAYS_KIND = ("addresstype", "osm_value", "type", "osm_key", "class")


def _kind(facts: dict[str, Any]) -> Kind:
    if not any(key in facts for key in _SAYS_KIND):
        return "city"  # another service's answer, which says nothing of it
    for key in _SAYS_KIND:
        kind = _KINDS.get(str(facts.get(key, "")))
        if kind is not None:
            return kind
    return "facility"


def _id(service: str, facts: dict[str, Any], lon: float, lat: float) -> str:
    kind, number = facts.get("osm_type"), facts.get("osm_id")
    if isinstance(kind, str) and kind and isinstance(number, int):
        return f"{service}:{kind[0].upper()}{number}"
    return f"{service}:{lon:.5f},{lat:.5f}"


def _name(facts: dict[str, Any], address: str) -> str:
    name = _text(facts.get("name")) or address.partition(",")[0].strip()
    return name[:200] or "?"


def _text(value: Any) -> str | None:
    return value[:200] if isinstance(value, str) and value else None


def _code(value: Any) -> str | None:
    return value.upper() if isinstance(value, str) and len(value) == 2 else None


def _score(facts: dict[str, Any]) -> float:
    value = facts.get("importance", 0.5)
    return round(min(max(float(value), 0.05), 1.0), 2) if isinstance(value, int | float) else 0.5


def _radius_m(facts: dict[str, Any], kind: Kind) -> float:
    box = facts.get("boundingbox")  # Nominatim: south, north, west, east, as text
    if isinstance(box, list | tuple) and len(box) == 4:
        south, north, west, east = (float(value) for value in box)
        half = distance_m(west, south, east, north) / 2
        return min(max(half, 200.0), 5_000_000.0)
    return _RADIUS_M[kind]

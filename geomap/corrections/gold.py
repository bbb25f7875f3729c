"""Corrections -> rows of annotation, so that what a person decided can teach the next reader.

The rows are those that `geomap evaluate` reads: a mention a row, its text in a file beside. A row
says which of its values a person decided (`judged`); the others are the machine's. Other mentions
of the same text are not there: its place names are not all marked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from geomap.model import CorrectedField, Kind, Sighting

# How far off a point may be and still be right, by the kind of place.
_TOLERANCE_KM: dict[Kind, int | None] = {
    "facility": 3, "city": 15, "admin2": 80, "admin1": 150, "region": 150, "natural": 100,
    "country": 400, "continent": None,
}  # fmt: skip
_JUDGED: dict[CorrectedField, tuple[str, ...]] = {
    "confirm": ("usage", "place", "site_class", "status", "event_date", "map_default"),
    "hide": ("map_default",),
    "place": ("place",),
    "class": ("site_class",),
    "status": ("status",),
    "date": ("event_date",),
    "usage": ("usage",),
}


def gold_rows(sightings: Iterable[Sighting]) -> list[dict[str, Any]]:
    """Return a row for each record that a person decided something about, by article and offset."""
    kept = [s for s in sightings if any(mark.field in _JUDGED for mark in s.corrected)]
    kept.sort(key=lambda s: (s.article.source, s.article.id, s.start, s.end))
    return [row for row in map(_row, kept) if row["judged"]]


def text_name(article_id: str) -> str:
    """Return the name of the text file of an article: what `doc` ends in, without its suffix."""
    return hashlib.sha256(article_id.encode()).hexdigest()[:16]


def _row(sighting: Sighting) -> dict[str, Any]:
    place = sighting.place
    # Only a literal mention has a class: what a person says of the one is said of the other.
    literal = sighting.usage == "literal"
    has_class = literal and sighting.site != "none"
    judged = {name for mark in sighting.corrected for name in _JUDGED.get(mark.field, ())}
    marks = [
        f"{mark.field} by {mark.who}, {mark.when}" + (f": {mark.why}" if mark.why else "")
        for mark in sighting.corrected
    ]
    if "usage" in judged and not literal:
        judged |= {"site_class", "map_default"}
    elif not literal:
        # That there is nothing is by the machine's usage, whatever a person said of it.
        judged -= {"site_class", "status"}
    published = sighting.article.published
    return {
        "doc": f"corrections/{text_name(sighting.article.id)}",
        "doc_date": published.isoformat() if published else None,
        "start": sighting.start,
        "end": sighting.end,
        "surface": sighting.text,
        "section": sighting.section,
        "usage": sighting.usage,
        "is_place": sighting.usage != "not_a_place",
        "name": place.name if place else None,
        "kind": place.kind if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "tolerance_km": _TOLERANCE_KM[place.kind] if place else None,
        "site_class": sighting.site if literal else "none",
        "status": sighting.status if has_class else None,
        "status_alt": None,
        "voice": sighting.attribution.voice if has_class else None,
        "event_date": sighting.event_date,
        "background": sighting.background and has_class,
        "map_default": sighting.on_map,
        "evidence": sighting.sentence,
        "note": "; ".join(marks),
        "source": sighting.article.source,
        "judged": sorted(judged),
    }

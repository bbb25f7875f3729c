"""Values and parts that several tests share."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from geomap.model import (
    ArticleRef,
    Attribution,
    Place,
    Scores,
    Sighting,
)

SENTENCE = "Two drones struck the railway yard at Izium before dawn, officials said."


def make_place(place_id: str = "geonames:707753", name: str = "Izium", **facts: Any) -> Place:
    """Return a place; a town in Ukraine unless `facts` say otherwise."""
    values: dict[str, Any] = {
        "kind": "city",
        "country": "UA",
        "admin1": "Kharkiv Oblast",
        "lon": 37.26,
        "lat": 49.21,
        "radius_m": 5_000,
        "source": "geonames",
    }
    return Place(id=place_id, name=name, **{**values, **facts})


def make_sighting(
    article: str = "a", published: date | None = date(2025, 8, 21), **facts: Any
) -> Sighting:
    """Return a sighting on the map; an air strike that occurred unless `facts` say otherwise."""
    start = facts.setdefault("start", 40)
    publisher, url = facts.pop("publisher", None), facts.pop("url", None)
    key = f"{article}|{facts}"
    values: dict[str, Any] = {
        "id": f"m:{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        "article": ArticleRef(
            id=f"sha256:{article}",
            source=f"news/{article}.txt",
            published=published,
            publisher=publisher,
            url=url,
        ),
        "end": start + 5,
        "text": "Izium",
        "sentence": SENTENCE,
        "section": "body",
        "usage": "literal",
        "place": make_place(),
        "site": "battlefield",
        "status": "occurred",
        "role": None,
        "event_type": "air_strike",
        "trigger": None,
        "attribution": Attribution(),
        "event_date": None,
        "date_text": None,
        "date_basis": "stated" if facts.get("event_date") else None,
        "background": False,
        "on_map": True,
        "off_map_reason": None,
        "score": Scores(),
        "why": (),
    }
    return Sighting(**{**values, **facts})

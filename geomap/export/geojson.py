"""Events and sites as GeoJSON (RFC 7946): longitude first, 6 decimals, right-hand rule, bbox.

The geometry is a Point for what is a point and the boundary's polygon for a country or a
first-order unit, cut at the antimeridian. It is null for a continent, and for an area whose
boundary isn't known: no point stands for an area. The place to put a label stands apart from
it, in `label_lon`, `label_lat`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pydantic_core import to_json

from geomap.crosswalk import codes
from geomap.export import boundaries, words
from geomap.model import SCHEMA_VERSION, Event, Place, Role, Sighting, Site

EVENTS_SCHEMA = f"geomap/events/{SCHEMA_VERSION}"
SITES_SCHEMA = f"geomap/sites/{SCHEMA_VERSION}"

DECIMALS = 6
_NO_SHAPE = b'"geometry":null,"properties"'
MADE_BY = "Made by machine: claims in cited text, not verified facts."


def events_geojson(events: Iterable[Event]) -> dict[str, Any]:
    """Return a FeatureCollection with one Feature for each event at a place, sorted by id."""
    features = [_feature(e.id, e.place, _event_properties(e)) for e in events]
    return _collection(EVENTS_SCHEMA, features)


def sites_geojson(sites: Iterable[Site]) -> dict[str, Any]:
    """Return a FeatureCollection with one Feature for each place in one class, sorted by id."""
    features = [_feature(s.id, s.place, _site_properties(s)) for s in sites]
    return _collection(SITES_SCHEMA, features)


def geojson_bytes(collection: dict[str, Any]) -> bytes:
    """Return the bytes of a FeatureCollection, a feature a line so that a diff can be read."""

    drawn: dict[int, bytes] = {}  # a boundary that many events have is written out once

    def line(feature: dict[str, Any]) -> bytes:
        shape = feature["geometry"]
        if shape is None or shape["type"] == "Point":
            return to_json(feature)
        if id(shape) not in drawn:
            drawn[id(shape)] = to_json(shape)
        opening, closing = to_json({**feature, "geometry": None}).split(_NO_SHAPE, 1)
        return b'%b"geometry":%b,"properties"%b' % (opening, drawn[id(shape)], closing)

    # Spelt as `geomap.articles.inputs` knows its own outputs by, and features as `run.comparing`.
    head = {key: value for key, value in collection.items() if key != "features"}
    opening = json.dumps(head, ensure_ascii=False, allow_nan=False)[:-1].encode()
    features = b",\n".join(map(line, collection["features"]))
    return b'%b, "features": [\n%b\n]}\n' % (opening, features)


def place_geometry(place: Place) -> dict[str, Any] | None:
    """Return the geometry of `place`: an area's boundary, else a Point.

    None for a continent and for an area without a boundary, for which no point may stand.
    """
    if place.kind in words.AREA_KINDS:
        return _boundary(place)
    if place.kind == "continent":
        return None
    return {"type": "Point", "coordinates": [_round(place.lon), _round(place.lat)]}


def rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return a Polygon or MultiPolygon with 6 decimals, outer rings counter-clockwise."""
    kind = geometry["type"]
    polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    kept: list[list[list[list[float]]]] = []
    for polygon in polygons:
        rings = [_ring(ring, outer=index == 0) for index, ring in enumerate(polygon)]
        if rings and rings[0]:
            kept.append([ring for ring in rings if ring])
    if len(kept) == 1:
        return {"type": "Polygon", "coordinates": kept[0]}
    return {"type": "MultiPolygon", "coordinates": kept}


def bbox_of(geometries: Sequence[dict[str, Any] | None]) -> list[float] | None:
    """Return [west, south, east, north]; west > east when it crosses the antimeridian.

    None for no geometry. A box crosses it (RFC 7946, 5.2) when a geometry does: it was cut there;
    or when all of them leave more than half the world empty between them, as Fiji's towns do.
    """
    spans: list[tuple[float, float]] = []
    lats: list[float] = []
    crosses = False
    for geometry in filter(None, geometries):
        own: list[tuple[float, float]] = []
        for ring in _outer_rings(geometry):
            lons = [point[0] for point in ring]
            own.append((min(lons), max(lons)))
            lats.extend(point[1] for point in ring)
        crosses = crosses or _crosses(own)
        spans += own
    if not spans:
        return None
    south, north = min(lats), max(lats)
    west, east = min(a for a, _ in spans), max(b for _, b in spans)
    if crosses or _crosses(spans):
        gap_start, gap_end = _widest_gap(spans)
        if gap_end > gap_start:
            west, east = gap_end, gap_start
    return [_round(west), _round(south), _round(east), _round(north)]


def _collection(schema: str, features: list[dict[str, Any]]) -> dict[str, Any]:
    features.sort(key=lambda feature: str(feature["id"]))
    result: dict[str, Any] = {"type": "FeatureCollection", "schema": schema, "note": MADE_BY}
    shapes = {id(feature["geometry"]): feature["geometry"] for feature in features}
    bbox = bbox_of(list(shapes.values()))  # a boundary that many events have is looked at once
    if bbox is not None:
        result["bbox"] = bbox
    result["features"] = features
    return result


def _feature(identity: str, place: Place, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = place_geometry(place)
    feature: dict[str, Any] = {"type": "Feature", "id": identity}
    if geometry is not None and geometry["type"] != "Point":
        feature["bbox"] = _boundary_box(place)
    feature["geometry"] = geometry
    feature["properties"] = properties
    return feature


def _place_properties(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "place": place.model_dump(mode="json"),
        "label_lon": _round(place.lon),
        "label_lat": _round(place.lat),
    }


def _event_properties(event: Event) -> dict[str, Any]:
    return {
        **_place_properties(event.place),
        "site": event.site,
        "event_type": event.event_type,
        "role": event.role,
        "status": event.status,
        "event_date": event.event_date,
        "date_basis": event.date_basis,
        "background": event.background,
        "one_side_only": words.one_side_only(event.reports),
        "said_by": list(words.speakers(event)),
        "denied_by": list(event.denied_by),
        "sources_independent": event.sources_independent,
        "sources_copies": event.sources_copies,
        "sources": [
            {**source.model_dump(mode="json"), "assessment": words.grade_words(source.grade)}
            for source in event.sources
        ],
        "history": [step.model_dump(mode="json") for step in event.history],
        "precision": words.precision_words(event.place, event.role),
        **codes(event)._asdict(),
        "actors": words.actors(event),
        "reports": [_report(report) for report in event.reports],
        "denials": [_report(report) for report in event.denials],
    }


def _report(report: Sighting) -> dict[str, Any]:
    """Return one report: the record without what the event already says."""
    record = report.model_dump(
        mode="json",
        exclude={
            "place",
            "site",
            "on_map",
            "off_map_reason",
            "rivals",
            "background",
            "section",
            "schema_name",
        },
    )
    record["certainty"] = words.certainty(report.score)
    return record


def _site_properties(site: Site) -> dict[str, Any]:
    role: Role | None = "near" if all(e.role == "near" for e in site.events) else None
    return {
        **_place_properties(site.place),
        "site": site.site,
        "status": site.status,
        "statuses": dict(sorted(site.statuses.items())),
        "first_date": site.first_date,
        "last_date": site.last_date,
        "where_prec": site.where_prec,
        "geo_precision": site.geo_precision,
        "precision": words.precision_words(site.place, role),
        "background": site.background,
        "events_count": len(site.events),
        "reports_count": sum(len(event.reports) for event in site.events),
        "events": [event.id for event in site.events],
    }


@lru_cache(maxsize=1024)
def _boundary(place: Place) -> dict[str, Any] | None:
    found = boundaries.boundary(place)
    turned = None if found is None else rounded(found)
    return turned if turned and turned["coordinates"] else None


@lru_cache(maxsize=1024)
def _boundary_box(place: Place) -> list[float] | None:
    return bbox_of([_boundary(place)])


def _round(value: float) -> float:
    # `+ 0.0` turns -0.0 into 0.0, so that equal places give equal bytes.
    return round(value, DECIMALS) + 0.0


def _ring(ring: Sequence[Sequence[float]], *, outer: bool) -> list[list[float]]:
    """Return the ring rounded, closed, without repeats, turned as RFC 7946 wants; [] if it is none."""
    points: list[list[float]] = []
    for lon, lat, *_ in ring:
        point = [_round(lon), _round(lat)]
        if not points or points[-1] != point:
            points.append(point)
    if points and points[0] != points[-1]:
        points.append(list(points[0]))
    if len(points) < 4:
        return []
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    if doubled == 0:
        return []
    if (doubled > 0) != outer:
        points.reverse()
    return points


def _outer_rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    if geometry["type"] == "Point":
        return [[geometry["coordinates"]]]
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"][0]]
    return [polygon[0] for polygon in geometry["coordinates"]]


def _crosses(spans: list[tuple[float, float]]) -> bool:
    """Say whether what covers these stretches of longitude lies on both sides of the antimeridian."""
    if min(west for west, _ in spans) <= -179.999 and max(east for _, east in spans) >= 179.999:
        return True
    start, end = _widest_gap(spans)
    return end - start > 180 and start > -180


def _widest_gap(spans: list[tuple[float, float]]) -> tuple[float, float]:
    """Return (start, end) of the widest stretch of longitude inside -180..180 that no span covers."""
    widest = (0.0, 0.0)
    covered = -180.0
    for west, east in sorted(spans):
        if west - covered > widest[1] - widest[0]:
            widest = (covered, west)
        covered = max(covered, east)
    return widest

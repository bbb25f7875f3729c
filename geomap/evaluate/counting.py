"""How records are held against a human's annotation: one pass over a text, into counters."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.evaluate.details import count_details
from geomap.evaluate.gold import Gold, GoldMention, GoldText
from geomap.model import Place, Sighting

CLASSES = ("battlefield", "diplomatic")
# Continents, and countries of more than 3 million km²: their points say nothing of a resolver.
GIANTS = {
    "6255146", "6255147", "6255148", "6255149", "6255150", "6255151", "6255152",
    "2017370", "6251999", "6252001", "1814991", "3469034", "2077456", "1269750",
}  # fmt: skip
LITERAL = frozenset({"literal"})
HALF_EARTH_KM = 20_039.0


@dataclass
class Tally:
    """Counts of one corpus, from which `measures.figures` makes its figures."""

    n: Counter[str] = field(default_factory=Counter)
    errors_km: list[float] = field(default_factory=list)  # spans given; giants left out
    errors_all_km: list[float] = field(default_factory=list)
    reliability: list[tuple[float, bool]] = field(default_factory=list)  # usage score, right?


def distance_km(lon: float, lat: float, place: Place) -> float:
    """Return the great-circle distance in km (haversine, R = 6 371.009 km)."""
    a, b = math.radians(lat), math.radians(place.lat)
    h = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(place.lon - lon) / 2) ** 2
    )
    return 2 * 6371.009 * math.asin(min(1.0, math.sqrt(h)))


def match(
    gold: Sequence[GoldMention], records: Sequence[Sighting]
) -> tuple[dict[int, Sighting], set[int]]:
    """Return gold index -> its record (same span first, then any overlap), and the matched records' indices."""
    by_span = {(r.start, r.end): i for i, r in enumerate(records)}
    found: dict[int, Sighting] = {}
    used: set[int] = set()
    for g, mention in enumerate(gold):
        i = by_span.get((mention.start, mention.end))
        if i is not None:
            found[g] = records[i]
            used.add(i)
    for g, mention in enumerate(gold):
        if g in found:
            continue
        for i, record in enumerate(records):
            if record.start < mention.end and mention.start < record.end:
                used.add(i)
                found[g] = record
                break
    return found, used


def _overlaps(record: Sighting, gold: Sequence[GoldMention]) -> list[GoldMention]:
    return [g for g in gold if record.start < g.end and g.start < record.end]


def count_recognition(
    tally: Tally, corpus: Gold, text: GoldText, records: Sequence[Sighting]
) -> None:
    """Count spans, and spans with places, of records made from raw text."""
    n = tally.n
    predicted = []
    for record in records:
        if record.usage == "not_a_place":
            continue
        uncounted = (record.usage == "demonym" and not corpus.demonyms) or (
            record.usage == "org_part" and not corpus.organisations
        )
        if uncounted and not _overlaps(record, text.mentions):
            continue
        predicted.append(record)
    gold = [g for g in text.mentions if g.is_place]
    exact = {(r.start, r.end) for r in predicted} & {(g.start, g.end) for g in gold}
    n["exact tp"] += len(exact)
    n["predicted"] += len(predicted)
    n["gold"] += len(gold)
    n["overlap p"] += sum(bool(_overlaps(r, gold)) for r in predicted)
    n["overlap r"] += sum(any(r.start < g.end and g.start < r.end for r in predicted) for g in gold)
    located = [g for g in gold if g.lat is not None]
    if not located:
        return
    n["e2e gold"] += len(located)
    found, _ = match(located, predicted)
    n["e2e tp"] += sum(_same_place(g, found[i]) for i, g in enumerate(located) if i in found)
    n["e2e predicted"] += sum(
        1 for r in predicted if not (o := _overlaps(r, gold)) or any(g.lat is not None for g in o)
    )


def _same_place(gold: GoldMention, record: Sighting) -> bool:
    if record.place is None or gold.lon is None or gold.lat is None:
        return False
    if gold.geonames and record.place.id == f"geonames:{gold.geonames}":
        return True
    return distance_km(gold.lon, gold.lat, record.place) <= 161


def count_full(tally: Tally, text: GoldText, records: Sequence[Sighting]) -> None:
    """Count usage, sites, map points, status, dates, sections and places from raw text."""
    n = tally.n
    found, used = match(text.mentions, records)
    for i, g in enumerate(text.mentions):
        record = found.get(i)
        n["mentions"] += 1
        n["found"] += record is not None
        usage = record.usage if record else None
        right = record is not None and g.usage is not None and usage in g.usage
        n["usage ok"] += right
        if record is not None and record.score.usage is not None:
            tally.reliability.append((record.score.usage, right))
        literal = g.usage == LITERAL
        n["literal g"] += literal
        n["literal tp"] += literal and usage == "literal"
        n["section ok"] += record is not None and record.section == g.section
        site = record.site if record else "none"
        for k in CLASSES:
            n[f"{k} g"] += g.site == k
            n[f"{k} tp"] += g.site == k == site
        n["map g"] += bool(g.on_map)
        for k in CLASSES:
            n[f"map {k} g"] += bool(g.on_map) and g.site == k
        if record is not None and record.on_map and g.on_map and record.site == g.site:
            n["map tp"] += 1
            n[f"map {g.site} tp"] += 1
        if record is not None and g.site == site and site != "none":
            n["status n"] += g.status is not None
            n["status ok"] += g.status is not None and record.status in g.status
            n["date n"] += 1
            n["date ok"] += record.event_date in g.event_date
            if g.details is not None:
                count_details(n, g.details, record)
        if g.lat is not None and g.lon is not None and g.is_place:
            n["place n"] += 1
            n["place ok"] += record is not None and _place_hit(g, record.place)
            if g.on_map:
                n["map place n"] += 1
                n["map place ok"] += record is not None and _place_hit(g, record.place)
    for record in records:
        n["literal p"] += record.usage == "literal"
        if record.site != "none":
            n[f"{record.site} p"] += 1
        if record.on_map:
            n["map p"] += 1
            n[f"map {record.site} p"] += 1
    n["records"] += len(records)
    n["unmatched records"] += len(records) - len(used)


def _place_hit(g: GoldMention, place: Place | None) -> bool:
    if place is None or g.lon is None or g.lat is None:
        return False
    if g.kind in ("admin1", "country") and place.kind != g.kind:
        return False
    points = [(g.lon, g.lat), *([g.told] if g.told else [])]
    return any(distance_km(*point, place) <= (g.tolerance_km or 161) for point in points)


def count_given(tally: Tally, corpus: Gold, text: GoldText, records: Sequence[Sighting]) -> None:
    """Count places and usage of records made with the gold's spans given, in the gold's order."""
    n = tally.n
    for g, record in zip(text.mentions, records, strict=True):
        if g.usage is not None:
            n["given usage n"] += 1
            n["given usage ok"] += record.usage in g.usage
            n["given literal g"] += g.usage == LITERAL
            n["given literal tp"] += g.usage == LITERAL and record.usage == "literal"
            n["given literal p"] += record.usage == "literal"
        if g.judged is not None:
            _count_judged(tally, g, record)
        if corpus.full:
            for k in CLASSES if g.site is not None else ():
                n[f"given {k} g"] += g.site == k
                n[f"given {k} p"] += record.site == k
                n[f"given {k} tp"] += g.site == k == record.site
            if g.lat is not None and g.is_place:
                n["given place n"] += 1
                n["given place ok"] += _place_hit(g, record.place)
            continue
        if g.lat is None or g.lon is None:
            continue
        far = HALF_EARTH_KM if record.place is None else distance_km(g.lon, g.lat, record.place)
        same = bool(g.geonames and record.place and record.place.id == f"geonames:{g.geonames}")
        tally.errors_all_km.append(far)
        if g.geonames not in GIANTS:
            tally.errors_km.append(far)
            n["same id"] += same
            n["same id n"] += g.geonames is not None


# What is counted -> what `judged` calls it.
_JUDGED = {"status": "status", "date": "event_date", "map": "map_default"}


def _count_judged(tally: Tally, gold: GoldMention, record: Sighting) -> None:
    """Count what a person decided one by one, as the record made with the span given has it."""
    assert gold.judged is not None
    for name, right in (
        ("status", record.status in (gold.status or (None,))),
        ("date", record.event_date in gold.event_date),
        ("map", record.on_map == gold.on_map),
    ):
        if _JUDGED[name] in gold.judged:
            tally.n[f"given {name} n"] += 1
            tally.n[f"given {name} ok"] += right

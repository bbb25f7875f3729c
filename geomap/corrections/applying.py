"""Corrections -> the records they hold for, as a person wants them read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from geomap.corrections.finding import RETRACTED, Finder
from geomap.corrections.joining import Joins
from geomap.corrections.values import CHOICES, Correction, Pointer
from geomap.model import (
    AFTER_READING,
    OFF_MAP_REASONS,
    Corrected,
    CorrectedField,
    Kind,
    Place,
    Sighting,
)

State = Literal["applied", "agrees", "stale", "overridden", "no effect", "unmatched"]

# In this order they are applied to a record, whatever their order in the file.
_ORDER: tuple[CorrectedField, ...] = (
    "usage", "place", "class", "status", "date", "hide", "confirm", "merge", "split"
)  # fmt: skip
_EXCLUSIVE: tuple[CorrectedField, ...] = ("confirm", "hide")  # of these the last one counts
_JOINS: tuple[CorrectedField, ...] = ("merge", "split")  # likewise

# How far off a point may be that a person gave no radius for.
_RADIUS_M: dict[Kind, float] = {
    "facility": 1_000, "city": 5_000, "admin2": 20_000, "admin1": 100_000, "country": 500_000,
    "region": 100_000, "natural": 50_000, "continent": 3_000_000,
}  # fmt: skip
_GAZETTEER = ("geonames", "overlay", "katottg", "own")
SOMEBODY = "an editor"  # who corrected, on a map for anyone

_Last = dict[CorrectedField, Correction]  # of one record: the last correction of each field


@dataclass
class Verdict:
    """What became of one correction."""

    correction: Correction
    found: list[Sighting] = field(default_factory=list)  # its mentions, as the machine read them
    missing: list[Pointer] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)  # of those that aren't where they were
    state: State = "unmatched"
    # why it matches nothing, does nothing or is stale; by which line it is overridden
    reason: str | None = None


@dataclass
class Applied:
    """The records that differ, by their number among the sightings, and what became of each."""

    changed: dict[int, Sighting]
    verdicts: list[Verdict]


def apply(
    corrections: Sequence[Correction],
    sightings: Sequence[Sighting],
    *,
    event_id: Callable[[str], str],
    anonymous: bool = False,
) -> Applied:
    """Return `sightings` as `corrections` want them.

    `event_id` gives the id of the event whose first report has this mention's id. With
    `anonymous`, neither who corrects nor why stands in the records.
    """
    finder = Finder(sightings, corrections)
    verdicts: list[Verdict] = []
    numbers_of: list[list[int]] = []  # of each correction: its records
    last: dict[int, _Last] = defaultdict(dict)
    for correction in corrections:
        verdict, numbers = _found(correction, finder, sightings)
        verdicts.append(verdict)
        numbers_of.append(numbers)
        for number in numbers if correction.field not in _JOINS else ():
            if correction.field in _EXCLUSIVE:
                for other in _EXCLUSIVE:
                    last[number].pop(other, None)
            last[number][correction.field] = correction
    made = {
        number: _as_told(sightings[number], last[number], finder.fallen)
        for number in sorted({number for numbers in numbers_of for number in numbers})
    }
    joins = Joins(
        corrections, numbers_of, finder, event_id,
        ids=[one.id for one in sightings],
        off_map=lambda number: made.get(number, sightings[number]).off_map_reason,
    )  # fmt: skip
    for number, (correction, _) in joins.into.items():
        last[number][correction.field] = correction
    for at, verdict in enumerate(verdicts):
        verdict.reason = verdict.reason or joins.lost.get(at)
        if verdict.reason is None:
            _judge(verdict, [made[number] for number in numbers_of[at]], idle=joins.idle.get(at))
            _say_overridden(verdict, [last[number] for number in numbers_of[at]])
    _say_elsewhere(verdicts, joins, lambda number: made.get(number, sightings[number]))
    changed = {
        number: _marked(one, last[number], joins.into.get(number), anonymous=anonymous)
        for number, one in made.items()
        if last[number]
    }
    return Applied(changed, verdicts)


def _found(
    correction: Correction, finder: Finder, sightings: Sequence[Sighting]
) -> tuple[Verdict, list[int]]:
    """Return a correction's records, and why it matches nothing where none of them stands."""
    verdict = Verdict(correction)
    numbers: dict[int, None] = {}
    reasons: list[str] = []
    for pointer in correction.mentions:
        found = finder.find(pointer)
        # A record that no longer stands is corrected too: it still teaches the next reader.
        numbers.update(dict.fromkeys(found.numbers))
        if found.reason is not None:
            verdict.missing.append(pointer)
            reasons.append(found.reason)
        elif found.elsewhere is not None and found.elsewhere not in verdict.elsewhere:
            verdict.elsewhere.append(found.elsewhere)
    if len(verdict.missing) == len(correction.mentions):
        verdict.reason = reasons[0]
    verdict.found = [sightings[number] for number in numbers]
    return verdict, list(numbers)


def _judge(verdict: Verdict, made: Sequence[Sighting], *, idle: str | None) -> None:
    """Fill in what becomes of a correction whose records are `made` as they are corrected."""
    correction = verdict.correction
    verdict.state = "no effect"
    verdict.reason = idle or _without_effect(correction.field, made)
    if verdict.reason is not None:
        return
    verdict.state, verdict.reason = "applied", _still_off(correction, made)
    said = [_said(sighting, correction.field) for sighting in verdict.found]
    if correction.new is not None and all(_same(one, correction.new) for one in said):
        verdict.state = "agrees"
    elif correction.old is not None and correction.field not in _JOINS:
        other = next((one for one in said if not _same(one, correction.old)), None)
        if other is not None:
            verdict.state = "stale"
            verdict.reason = f"the machine now says {shown(other)}, not {shown(correction.old)}"


def _without_effect(field: CorrectedField, made: Sequence[Sighting]) -> str | None:
    """Return why a correction changes nothing of what is shown; None: it does."""
    if all(one.off_map_reason == RETRACTED for one in made):
        return "the source took it back"
    if field == "status" and all(one.site == "none" for one in made):
        return "its class is none, which has no status"
    if field in _JOINS and not any(one.on_map for one in made):
        return "it is not on the map"
    return None


def _still_off(correction: Correction, made: Sequence[Sighting]) -> str | None:
    """Return why mentions that a person says something happened at are not on the map all the same."""
    wanted = {"class": ("battlefield", "diplomatic"), "usage": ("literal",)}
    if correction.new not in wanted.get(correction.field, ()) or any(one.on_map for one in made):
        return None
    reason = made[0].off_map_reason or ""
    if reason == "hidden":
        return None
    mends = {"no_event": "class", "unplaced": "place", "did_not_occur": "status"}
    mend = mends.get(reason, "usage" if reason in CHOICES["usage"] else None)
    words = f"still off the map: {OFF_MAP_REASONS.get(reason, reason)}"
    return f"{words}; correct its {mend} too" if mend else words


def _say_overridden(verdict: Verdict, last: Sequence[_Last]) -> None:
    """Say so where later corrections say something else of all its records."""
    own = verdict.correction
    field = own.field
    others = next((those for those in (_EXCLUSIVE, _JOINS) if field in those), (field,))
    lines: list[int] = []
    for those in last:
        counts = next((those[name] for name in others if name in those), None)
        if counts is None or counts is own or _say_the_same(counts, own):
            return
        lines.append(counts.line)
    verdict.state, verdict.reason = "overridden", f"by line {max(lines)}"


def _say_elsewhere(
    verdicts: Sequence[Verdict], joins: Joins, record: Callable[[int], Sighting]
) -> None:
    """Say so where a report of one part of the world is joined to an event in another.

    It is done: the machine may have the place wrong. As often the id is that of another event.
    """
    of = {id(verdict.correction): verdict for verdict in verdicts}
    for number, (correction, target) in joins.merged.items():
        verdict = of[id(correction)]
        here, there = record(number).place, record(target).place
        if verdict.state not in ("applied", "agrees") or here is None or there is None:
            continue
        if (here.country, here.admin1) != (there.country, there.admin1):
            verdict.reason = f"joins a report of {here.name} to an event at {there.name}"


def _say_the_same(one: Correction, other: Correction) -> bool:
    """Return whether two people decided the same."""
    return one.field != "split" and (one.field, one.new) == (other.field, other.new)


def _said(sighting: Sighting, name: CorrectedField) -> Any:
    """Return what the machine says of the field, in the form of a correction."""
    match name:
        case "place":
            place = sighting.place
            return None if place is None else place.model_dump(include={"id", "name", "lon", "lat"})
        case "class":
            return sighting.site
        case "status":
            return sighting.status or ""
        case "date":
            return sighting.event_date or ""
        case "usage":
            return sighting.usage
    return None


def _same(said: Any, told: Any) -> bool:
    if not isinstance(told, dict) or said is None:
        return bool(said == told)
    if "id" in told:
        return bool(said["id"] == told["id"])
    return all(abs(said[key] - told.get(key, said[key])) < 1e-4 for key in ("lon", "lat"))


def shown(value: Any) -> str:
    """Return an `old` or a `new` in words."""
    if isinstance(value, dict):
        point = ", ".join(f"{value[key]:g}" for key in ("lon", "lat") if key in value)
        name = value.get("name") or value.get("id")
        return f"{name} ({point})" if name and point else str(name or point)
    return "none" if value in (None, "") else str(value)


def _as_told(sighting: Sighting, last: _Last, fallen: Mapping[str, str]) -> Sighting:
    """Return one record with the facts that its corrections tell; not yet marked as corrected."""
    facts: dict[str, Any] = {}
    for name in _ORDER:
        if name in last:
            _set(facts, sighting, last[name])
    made = sighting.model_copy(update=facts)
    reason = fallen.get(sighting.article.id) or off_map_reason(made, hidden="hide" in last)
    return made.model_copy(update={"on_map": reason is None, "off_map_reason": reason})


def _marked(
    made: Sighting, last: _Last, into: tuple[Correction, str] | None, *, anonymous: bool
) -> Sighting:
    """Return a corrected record that says who corrected it, and why."""
    marks: list[Corrected] = []
    why = list(made.why)
    for name in _ORDER:
        if name not in last or (name == "status" and made.site == "none"):
            continue
        correction = last[name]
        who = SOMEBODY if anonymous else correction.who
        reason = None if anonymous else correction.why
        joined = into[1] if into is not None and into[0] is correction else None
        marks.append(Corrected(field=name, who=who, when=correction.when, why=reason, into=joined))
        to = "" if correction.new is None or name in _JOINS else f", to {shown(correction.new)}"
        why.append(
            f"{_WORDS.get(name, name + ' corrected')} by {who}, {correction.when[:10]}{to}"
            + (f": {reason}" if reason else "")
        )
    return made.model_copy(update={"why": tuple(why), "corrected": tuple(marks)})


_WORDS = {
    "confirm": "confirmed",
    "hide": "taken off the map",
    "merge": "joined to another event",
    "split": "made an event of its own",
}


def _set(facts: dict[str, Any], sighting: Sighting, correction: Correction) -> None:
    """Put into `facts` what a correction says of the record, and take back the machine's score."""
    score = facts.get("score", sighting.score)
    new = correction.new
    match correction.field:
        case "usage":
            facts |= {"usage": new, "score": score.model_copy(update={"usage": None})}
        case "place":
            facts |= {
                "place": _place(sighting, new),
                "score": score.model_copy(update={"place": None}),
            }
        case "class":
            facts |= {"site": new, "score": score.model_copy(update={"site": None})}
            if new != sighting.site:
                facts |= {"role": None, "event_type": None, "stances": (), "casualties": ()}
            if new == "none":
                facts |= {"status": None, "background": False}
            elif sighting.status is None:
                facts["status"] = "occurred"
        case "status" if facts.get("site", sighting.site) != "none":
            facts |= {"status": new, "score": score.model_copy(update={"status": None})}
        case "date":
            day = new.translate(_UNSURE) or None
            facts |= {
                "event_date": day,
                "date_text": None,
                "date_basis": None if day is None else "stated",
            }


_UNSURE = str.maketrans("", "", "?~%")  # EDTF's doubts, which the record's dates don't hold


def _place(sighting: Sighting, new: dict[str, Any]) -> Place:
    lon, lat = round(float(new["lon"]), 6) + 0.0, round(float(new["lat"]), 6) + 0.0
    identity = new.get("id") or f"own:{lon:.5f},{lat:.5f}"
    prefix = identity.partition(":")[0]
    before = sighting.place
    # What the record itself knows of a place by its id, a person needn't write down.
    weighed = (*((before,) if before is not None else ()), *sighting.rivals)
    known = next((one for one in weighed if one.id == identity), None)
    kind: Kind = new.get("kind") or (known.kind if known is not None else "city")
    radius_m = known.radius_m if known is not None and known.kind == kind else _RADIUS_M[kind]
    return Place(
        id=identity,
        name=new.get("name") or sighting.text,
        kind=kind,
        country=new.get("country") or (known.country if known is not None else None),
        admin1=new.get("admin1") or (known.admin1 if known is not None else None),
        lon=lon,
        lat=lat,
        radius_m=float(new.get("radius_m", radius_m)),
        source=prefix if prefix in _GAZETTEER else "own",
        status_note=before.status_note if before and before.id == identity else None,
    )


def off_map_reason(sighting: Sighting, *, hidden: bool = False) -> str | None:
    """Return why a record is not on the map, by the rule that `locate` follows; None: it is.

    What other articles or a day took off the map stays off it.
    """
    if sighting.off_map_reason in AFTER_READING - {"hidden"}:
        return sighting.off_map_reason
    if hidden:
        return "hidden"
    if sighting.usage == "not_a_place":
        return "not_a_place"
    if sighting.section != "body":
        return sighting.section
    if sighting.usage != "literal":
        return sighting.usage
    if sighting.site == "none":
        return "no_event"
    if sighting.status == "did_not_occur":
        return "did_not_occur"
    return "unplaced" if sighting.place is None else None

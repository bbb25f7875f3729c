"""Corrections -> the records they hold for, as a person wants them read."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from geomap.corrections.values import Correction, Pointer
from geomap.model import AFTER_READING, Corrected, CorrectedField, Kind, Place, Sighting

State = Literal["applied", "agrees", "stale", "unmatched"]

# In this order they are applied to a record, whatever their order in the file.
_ORDER: tuple[CorrectedField, ...] = (
    "usage", "place", "class", "status", "date", "hide", "confirm", "merge", "split"
)  # fmt: skip
_EXCLUSIVE = ({"confirm", "hide"}, {"merge", "split"})  # of these the last one counts

# How far off a point may be that a person gave no radius for.
_RADIUS_M: dict[Kind, float] = {
    "facility": 1_000, "city": 5_000, "admin2": 20_000, "admin1": 100_000, "country": 500_000,
    "region": 100_000, "natural": 50_000, "continent": 3_000_000,
}  # fmt: skip
_GAZETTEER = ("geonames", "overlay", "katottg", "own")
SOMEBODY = "an editor"  # who corrected, on a map for anyone


@dataclass
class Verdict:
    """What became of one correction."""

    correction: Correction
    found: list[Sighting] = field(default_factory=list)  # its mentions, as the machine read them
    missing: list[Pointer] = field(default_factory=list)
    state: State = "unmatched"
    reason: str | None = None  # why it matches nothing, or is stale


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
    finder = _Finder(sightings)
    by_record: dict[int, list[tuple[Correction, str | None]]] = defaultdict(list)
    verdicts: list[Verdict] = []
    for correction in corrections:
        verdict = Verdict(correction)
        verdicts.append(verdict)
        numbers: list[int] = []
        for pointer in correction.mentions:
            number = finder.find(pointer)
            if number is None:
                verdict.missing.append(pointer)
            elif number not in numbers:
                numbers.append(number)
        verdict.found = [sightings[number] for number in numbers]
        into = _into(correction, verdict.found, sightings, event_id)
        _judge(verdict, into)
        if verdict.state != "unmatched":
            for number in numbers:
                by_record[number].append((correction, into))
    changed = {
        number: _corrected(sightings[number], those, anonymous=anonymous)
        for number, those in sorted(by_record.items())
    }
    return Applied(changed, verdicts)


class _Finder:
    """Finds the record that a correction is about."""

    def __init__(self, sightings: Sequence[Sighting]) -> None:
        self._sightings = sightings
        self._by_id: dict[str, int] = {}
        self._by_text: dict[str, list[int]] = defaultdict(list)
        for number, sighting in enumerate(sightings):
            self._by_id.setdefault(sighting.id, number)
            self._by_text[sighting.text].append(number)

    def find(self, pointer: Pointer) -> int | None:
        """Return the number of the record: by id, else by its sentence, else by where it stands."""
        if pointer.id in self._by_id:
            return self._by_id[pointer.id]
        alike = self._by_text.get(pointer.text, [])
        if pointer.sentence is not None:
            told = [n for n in alike if sentence_digest(self._sightings[n]) == pointer.sentence]

            def far(number: int) -> tuple[bool, int, int]:
                there = self._sightings[number]
                elsewhere = there.article.source != pointer.source
                return elsewhere, abs(there.start - pointer.start), number

            return min(told, key=far, default=None)
        for number in alike:
            there = self._sightings[number]
            if (there.article.source, there.start, there.end) == (
                pointer.source, pointer.start, pointer.end
            ):  # fmt: skip
                return number
        return None


def sentence_digest(sighting: Sighting) -> str:
    """Return the digest by which corrections know a sentence."""
    sentence = sighting.sentence.encode("utf-8", "replace")
    return f"sha256:{hashlib.sha256(sentence).hexdigest()}"


def _into(
    correction: Correction,
    found: Sequence[Sighting],
    sightings: Sequence[Sighting],
    event_id: Callable[[str], str],
) -> str | None:
    """Return the mention by which the event is known that a merge or a split is into."""
    if correction.field == "split" and found:
        return found[0].id
    if correction.field == "merge":
        return next((s.id for s in sightings if event_id(s.id) == correction.new), None)
    return None


def _judge(verdict: Verdict, into: str | None) -> None:
    """Fill in what becomes of a correction."""
    correction = verdict.correction
    if not verdict.found:
        named = correction.mentions[0]
        verdict.reason = f"no record of {named.text!r} in {named.source} is its mention any more"
        return
    if correction.field == "merge" and into is None:
        verdict.reason = f"there is no event {correction.new} any more"
        return
    verdict.state = "applied"
    said = [_said(sighting, correction.field) for sighting in verdict.found]
    if correction.new is not None and all(_same(one, correction.new) for one in said):
        verdict.state = "agrees"
    elif correction.old is not None and correction.field not in ("merge", "split"):
        other = next((one for one in said if not _same(one, correction.old)), None)
        if other is not None:
            verdict.state = "stale"
            verdict.reason = f"the machine now says {shown(other)}, not {shown(correction.old)}"


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


def _corrected(
    sighting: Sighting,
    corrections: Sequence[tuple[Correction, str | None]],
    *,
    anonymous: bool,
) -> Sighting:
    """Return one record as its corrections want it, the last of a field."""
    last: dict[CorrectedField, tuple[Correction, str | None]] = {}
    for correction, into in corrections:
        for those in _EXCLUSIVE:
            if correction.field in those:
                for other in those:
                    last.pop(other, None)  # type: ignore[call-overload]
        last[correction.field] = (correction, into)
    facts: dict[str, Any] = {}
    marks: list[Corrected] = []
    why = list(sighting.why)
    for name in _ORDER:
        if name not in last:
            continue
        correction, into = last[name]
        _set(facts, sighting, correction)
        who = SOMEBODY if anonymous else correction.who
        reason = None if anonymous else correction.why
        marks.append(Corrected(field=name, who=who, when=correction.when, why=reason, into=into))
        why.append(
            f"{_WORDS.get(name, name + ' corrected')} by {who}, {correction.when[:10]}"
            + (f": {reason}" if reason else "")
        )
    made = sighting.model_copy(update=facts)
    reason = off_map_reason(made, hidden="hide" in last)
    return made.model_copy(
        update={
            "on_map": reason is None,
            "off_map_reason": reason,
            "why": tuple(why),
            "corrected": tuple(marks),
        }
    )


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
    kind: Kind = new.get("kind", "city")
    lon, lat = round(float(new["lon"]), 6) + 0.0, round(float(new["lat"]), 6) + 0.0
    identity = new.get("id") or f"own:{lon:.5f},{lat:.5f}"
    prefix = identity.partition(":")[0]
    before = sighting.place
    return Place(
        id=identity,
        name=new.get("name") or sighting.text,
        kind=kind,
        country=new.get("country"),
        admin1=new.get("admin1"),
        lon=lon,
        lat=lat,
        radius_m=float(new.get("radius_m", _RADIUS_M[kind])),
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

"""What ACLED and UCDP call an event: crosswalk.toml, and what the reports tell beyond its type."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from geomap.model import Event

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_REALISED = ("occurred", "ongoing")


class Codes(NamedTuple):
    """An event as others classify it; None where they don't count it, or the text doesn't tell."""

    acled_event_type: str | None
    acled_sub_event_type: str | None
    ucdp_counts: bool | None  # None: a countable kind of event of which no death is stated
    ucdp_type: str | None  # state-based, non-state or one-sided


def codes(event: Event) -> Codes:
    """Return what ACLED and UCDP call `event`."""
    if event.event_type is None or event.status not in _REALISED or event.background:
        return Codes(None, None, None, None)
    row = _row(event)
    acled = list(row.get("acled", (None, None)))
    kinds = _kinds(event)
    if event.event_type == "attack" and acled[0] is None and "civilians" in kinds["target"]:
        acled = ["Violence against civilians", "Attack"]
    if event.event_type == "capture" and acled[1] == "" and kinds["initiator"] == {"group"}:
        acled[1] = "Non-state actor overtakes territory"
    if not row["ucdp"]:
        return Codes(acled[0], acled[1] or None, False, None)
    counts = True if _is_deadly(event) else None
    return Codes(acled[0], acled[1] or None, counts, _ucdp_type(kinds) if counts else None)


def _row(event: Event) -> dict[str, Any]:
    table = _table()
    row: dict[str, Any] = dict(table[str(event.event_type)])
    said = {
        word.group().lower()
        for report in event.reports
        if report.trigger is not None
        for word in _WORD.finditer(report.trigger.text)
    }
    for rule in table["trigger"]:
        if rule["event_type"] != event.event_type or not said & rule["words"]:
            continue
        if not said & rule["without"]:
            row |= {key: rule[key] for key in ("acled", "ucdp") if key in rule}
            break
    return row


def _kinds(event: Event) -> dict[str, set[str]]:
    """Return what kinds of actors have each role, persons and unknown ones left out."""
    found: dict[str, set[str]] = {"initiator": set(), "target": set(), "participant": set()}
    for report in event.reports:
        for actor in report.actors:
            if actor.role in found and actor.kind in ("state", "group", "civilians"):
                found[actor.role].add(actor.kind)
    return found


def _ucdp_type(kinds: dict[str, set[str]]) -> str | None:
    """Return the category that the actors give; None where one side is not named."""
    armed = kinds["initiator"] | (kinds["target"] - {"civilians"}) | kinds["participant"]
    if kinds["initiator"] and kinds["target"] == {"civilians"}:
        return "one-sided"
    both = bool(kinds["initiator"] and kinds["target"])
    if not both and len(kinds["participant"]) < 2:
        return None
    if "civilians" in kinds["target"]:
        return None
    return "state-based" if "state" in armed else "non-state"


def _is_deadly(event: Event) -> bool:
    return any(
        count.kind == "killed" and max(count.low or 0, count.high or 0) > 0
        for report in event.reports
        for count in report.casualties
    )


@cache
def _table() -> dict[str, Any]:
    text = files("geomap").joinpath("crosswalk.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    for rule in table["trigger"]:
        rule |= {key: frozenset(rule.get(key, "").split()) for key in ("words", "without")}
    return table

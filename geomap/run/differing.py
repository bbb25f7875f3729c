"""What changed between two maps: events that are new, that are gone, that are told otherwise.

An event is the same as before when it has a report that it had before; else when one of its
sentences in one article is the same: one that was edited, or a later version, has new ids.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from geomap.errors import UsageError
from geomap.run.record import plural
from geomap.run.rendering import EVENTS_FILE
from geomap.run.withdrawn import withdrawn

EVENTS_SCHEMA = "geomap/events/1"
DIFF_SCHEMA = "geomap/diff/1"

Kind = Literal[
    "new", "withdrawn", "status", "date", "place", "class", "denied", "toll", "sources",
    "sources_lost", "reports", "joined", "split",
]  # fmt: skip


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Change(_Value):
    """One event that differs. What didn't change is null on both sides, or empty."""

    event: str  # its id in the new map; of one that is gone, in the old one
    was: str | None  # its id in the old map; None: it is new
    name: str  # of its place
    site: str
    event_type: str | None
    status: str  # as it is now; of one that is gone, as it was
    event_date: str | None
    kinds: tuple[Kind, ...]
    status_was: str | None = None
    date_was: str | None = None
    place_was: str | None = None
    site_was: str | None = None
    sources_added: tuple[str, ...] = ()
    sources_gone: tuple[str, ...] = ()
    denied: bool = False  # somebody denies it who didn't
    denied_by: tuple[str, ...] = ()  # those, where they are named
    killed: int | None = None  # the most that a report tells, where that is another number now
    killed_was: int | None = None
    reports_added: int = 0  # articles more that tell it, of sources that did already
    sources_independent: int
    sources_independent_was: int | None = None
    other: str | None = None  # joined to, or split off from, this event of the new map
    other_words: str | None = None  # which that is: 'Kharkiv, air strike, 2025-10-06'
    reason: str | None = None  # why it is gone

    @property
    def words(self) -> str:
        """Return what changed, in words: 'proposed → held; new source: Meridian Wire'."""
        return "; ".join(_words(self))


class Diff(_Value):
    """What changed between two maps; the content of `geomap diff --json`."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    schema_name: Literal["geomap/diff/1"] = Field(default="geomap/diff/1", alias="schema")
    old: str
    new: str
    counts: dict[str, int]  # events by kind of change
    changes: tuple[Change, ...]  # by kind, date, place, id


@dataclass(frozen=True, slots=True)
class _Told:
    id: str
    place: str
    name: str
    site: str
    event_type: str | None
    status: str
    event_date: str | None
    independent: int
    outlets: Mapping[str, str]  # who published, else the article's id -> the same, else its file
    articles: frozenset[str]
    files: frozenset[tuple[str, str]]  # of these: their ids, and where they were read
    denied_by: tuple[str, ...]
    denials: frozenset[str]  # articles that deny it
    killed: int | None  # the most that a report tells
    mentions: frozenset[str]
    sentences: frozenset[tuple[str, str]]


def diff(old: Path, new: Path) -> Diff:
    """Return what changed from `old` to `new`: folders of outputs, or events.geojson files.

    Raises UsageError: one of them holds no events.
    """
    before, after = _load(old), _load(new)
    pairs = _pairs(before, after)
    was_of = dict(pairs)
    now_of = {was: now for now, was in pairs}
    changes: list[Change] = []
    for told in after.values():
        was = was_of.get(told.id)
        if was is None:
            parted = _sharing(told, before, now_of)
            kinds: tuple[Kind, ...] = ("split",) if parted else ("new",)
            changes.append(_change(told, None, kinds, **_other(parted, after)))
        else:
            change = _compared(before[was], told)
            if change is not None:
                changes.append(change)
    gone = [told for told in before.values() if told.id not in now_of]
    reasons = withdrawn({told.id: (told.mentions, told.files) for told in gone}, old, new)
    for told in gone:
        into = _sharing(told, after, {told.id: told.id for told in after.values()})
        if into is not None:
            changes.append(_change(told, told, ("joined",), **_other(into, after)))
        else:
            changes.append(_change(told, told, ("withdrawn",), reason=reasons[told.id]))
    changes.sort(key=_order)
    counted = Counter(kind for change in changes for kind in change.kinds)
    counts = {kind: counted[kind] for kind in _ORDER if counted[kind]}
    return Diff(old=str(old), new=str(new), counts=counts, changes=tuple(changes))


def diff_schema() -> dict[str, Any]:
    """Return the JSON Schema of a diff: what is published beside this module must equal it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Diff.model_json_schema(mode="serialization"),
        "title": "What `geomap diff --json` prints: what changed between two maps",
    }


_ORDER: tuple[Kind, ...] = (
    "new", "split", "status", "class", "place", "date", "denied", "toll", "sources",
    "sources_lost", "reports", "joined", "withdrawn",
)  # fmt: skip


def _order(change: Change) -> tuple[int, str, str, str]:
    first = min(_ORDER.index(kind) for kind in change.kinds)
    return first, change.event_date or "", change.name, change.event


def _load(path: Path) -> dict[str, _Told]:
    file = path / EVENTS_FILE if path.is_dir() else path
    try:
        collection = json.loads(file.read_bytes())
    except OSError as error:
        raise UsageError(
            f"{file} can't be read: {error.strerror}. Name a folder that `geomap map` wrote, or "
            "an events.geojson."
        ) from None
    except ValueError as error:
        raise UsageError(f"{file} is damaged: {error}. Run `geomap regenerate`.") from None
    schema = collection.get("schema") if isinstance(collection, dict) else None
    if schema != EVENTS_SCHEMA:
        raise UsageError(
            f"{file} has schema {schema!r:.80}, not {EVENTS_SCHEMA!r}. Name geomap's events.geojson."
        )
    try:
        told = [_told(str(f["id"]), f["properties"]) for f in collection["features"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file} is damaged: {error!r}. Run `geomap regenerate`.") from None
    return {one.id: one for one in told}


def _told(identity: str, facts: Mapping[str, Any]) -> _Told:
    reports = facts["reports"]
    return _Told(
        id=identity,
        place=facts["place"]["id"],
        name=facts["name"],
        site=facts["site"],
        event_type=facts["event_type"],
        status=facts["status"],
        event_date=facts["event_date"],
        independent=facts["sources_independent"],
        outlets=dict(_outlet(report["article"]) for report in reports),
        articles=frozenset(report["article"]["id"] for report in reports),
        files=frozenset((r["article"]["id"], r["article"]["source"]) for r in reports),
        denied_by=tuple(facts["denied_by"]),
        denials=frozenset(report["article"]["id"] for report in facts["denials"]),
        killed=_killed(reports),
        mentions=frozenset(report["id"] for report in reports),
        sentences=frozenset(
            (source, report["sentence"])
            for report in reports
            for source in (report["article"]["source"], *report["article"].get("earlier", ()))
        ),
    )


def _outlet(article: Mapping[str, Any]) -> tuple[str, str]:
    """Return whoever published an article, else its id, which moves with its file; and in words."""
    host = urlsplit(article.get("url") or "").hostname
    named = article.get("publisher") or host
    return (str(named), str(named)) if named else (article["id"], article["source"])


def _killed(reports: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the most people whom a report tells to be killed."""
    told = [one for report in reports for one in report.get("casualties", ())]
    bounds = [(one["low"], one["high"]) for one in told if one["kind"] == "killed"]
    return max((n for bound in bounds for n in bound if n is not None), default=None)


def _others(some: Mapping[str, str], than: Mapping[str, str]) -> list[str]:
    """Return in words the outlets of `some` that aren't in `than`, nor their files."""
    held = {*than, *than.values()}
    return sorted({words for key, words in some.items() if held.isdisjoint((key, words))})


def _pairs(before: Mapping[str, _Told], after: Mapping[str, _Told]) -> list[tuple[str, str]]:
    """Return (now, was) for each event that is in both, each in one pair, the best first."""
    pairs: list[tuple[str, str]] = []
    taken_now: set[str] = set()
    taken_was: set[str] = set()
    for keys in ("mentions", "sentences"):
        holder: dict[Any, list[str]] = defaultdict(list)
        for told in before.values():
            for key in getattr(told, keys):
                holder[key].append(told.id)
        shared: Counter[tuple[str, str]] = Counter()
        for told in after.values():
            for key in getattr(told, keys):
                shared.update((told.id, was) for was in holder.get(key, ()))
        best = sorted(
            shared.items(),
            key=lambda item: (-_likeness(before, after, *item), item[0]),
        )
        for (now, was), _ in best:
            alike = keys == "mentions" or _alike(after[now], before[was])
            if alike and now not in taken_now and was not in taken_was:
                pairs.append((now, was))
                taken_now.add(now)
                taken_was.add(was)
    return pairs


def _likeness(
    before: Mapping[str, _Told], after: Mapping[str, _Told], pair: tuple[str, str], shared: int
) -> float:
    now, was = after[pair[0]], before[pair[1]]
    return shared + 0.5 * (now.id == was.id) + 0.25 * _alike(now, was)


def _alike(now: _Told, was: _Told) -> bool:
    return (now.place, now.site) == (was.place, was.site)


def _sharing(told: _Told, others: Mapping[str, _Told], named: Mapping[str, str]) -> str | None:
    """Return the event among `others` that has most of the reports of `told`, as `named`."""
    shared = {
        other.id: len(told.mentions & other.mentions)
        for other in others.values()
        if other.id in named and not told.mentions.isdisjoint(other.mentions)
    }
    return named[max(sorted(shared), key=lambda one: shared[one])] if shared else None


def _other(identity: str | None, events: Mapping[str, _Told]) -> dict[str, str]:
    """Return another event as a change names it; empty: there is none."""
    if identity is None:
        return {}
    told = events[identity]
    what = (told.event_type or told.site).replace("_", " ")
    return {
        "other": identity,
        "other_words": f"{told.name}, {what}, {told.event_date or 'undated'}",
    }


def _compared(was: _Told, now: _Told) -> Change | None:
    kinds: list[Kind] = []
    facts: dict[str, Any] = {}
    for kind, name in (("status", "status"), ("class", "site")):
        if getattr(was, name) != getattr(now, name):
            kinds.append(kind)  # type: ignore[arg-type]
            facts[f"{name}_was"] = getattr(was, name)
    if was.place != now.place:
        kinds.append("place")
        facts["place_was"] = was.name
    if was.event_date != now.event_date:
        kinds.append("date")
        facts["date_was"] = was.event_date or ""
    named = tuple(name for name in now.denied_by if name not in was.denied_by)
    if named or now.denials - was.denials:
        kinds.append("denied")
        facts |= {"denied": True, "denied_by": named}
    if now.killed != was.killed:
        kinds.append("toll")
        facts |= {"killed": now.killed, "killed_was": was.killed}
    added, gone = _others(now.outlets, was.outlets), _others(was.outlets, now.outlets)
    more = len(now.articles) - len(was.articles)
    if more > 0 and not added and not kinds:  # what it changed is told already
        kinds.append("reports")
        facts["reports_added"] = more
    if added:
        kinds.append("sources")
        facts["sources_added"] = tuple(added)
    if gone:
        kinds.append("sources_lost")
        facts["sources_gone"] = tuple(gone)
    return _change(now, was, tuple(kinds), **facts) if kinds else None


def _change(told: _Told, was: _Told | None, kinds: tuple[Kind, ...], **facts: Any) -> Change:
    return Change(
        event=told.id,
        was=was.id if was is not None else None,
        name=told.name,
        site=told.site,
        event_type=told.event_type,
        status=told.status,
        event_date=told.event_date,
        kinds=kinds,
        sources_independent=told.independent,
        sources_independent_was=was.independent if was is not None else None,
        **facts,
    )


def status_words(status: str, site: str) -> str:
    """Return a status in a word: a meeting that occurred was held."""
    if status == "occurred" and site == "diplomatic":
        return "held"
    return status.replace("_", " ")


def _words(change: Change) -> Iterable[str]:
    if "new" in change.kinds:
        yield f"new: {status_words(change.status, change.site)}"
    if "split" in change.kinds:
        yield f"split off from {change.other_words}"
    if change.status_was is not None:
        was = status_words(change.status_was, change.site_was or change.site)
        yield f"{was} → {status_words(change.status, change.site)}"
    if change.site_was is not None:
        yield f"{change.site_was} → {change.site}"
    if change.place_was is not None:
        yield f"{change.place_was} → {change.name}"
    if change.date_was is not None:
        yield f"{change.date_was or 'undated'} → {change.event_date or 'undated'}"
    if change.denied:
        yield f"now denied by {', '.join(change.denied_by)}" if change.denied_by else "now denied"
    if "toll" in change.kinds:
        was, now = (
            "none told" if n is None else str(n) for n in (change.killed_was, change.killed)
        )
        yield f"killed, the most told: {was} → {now}"
    added, gone = change.sources_added, change.sources_gone
    counted, before = change.sources_independent, change.sources_independent_was
    if added and counted == before and not gone:
        yield f"new {'copies' if len(added) > 1 else 'copy'}: {', '.join(added)}"
    elif added:
        count = f" ({counted} independent, {before} before)" if counted != before else ""
        yield f"new source{'s' if len(added) > 1 else ''}: {', '.join(added)}{count}"
    if gone:
        yield f"lost source{'s' if len(gone) > 1 else ''}: {', '.join(gone)}"
    if change.reports_added:
        yield plural(change.reports_added, "new report")
    if "joined" in change.kinds:
        yield f"joined to {change.other_words}"
    if "withdrawn" in change.kinds:
        yield f"withdrawn: {change.reason}"

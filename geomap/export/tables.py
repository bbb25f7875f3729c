"""Events, sites and reports as rows of plain values: what every table format is made from."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from geomap.crosswalk import codes
from geomap.days import interval
from geomap.export import words
from geomap.model import DateBasis, Event, Place, Sighting, Site, Status
from geomap.precision import precision_codes

MADE_BY = "Made by machine: claims in cited text, not verified facts."
ATTRIBUTION = "Place names: GeoNames (CC BY 4.0). Boundaries: Natural Earth (public domain)."

CellKind = Literal["text", "texts", "json", "int", "float", "bool", "date"]
Row = dict[str, Any]

# What neither SQLite's, nor PostgreSQL's, nor UTF-8's texts can hold.
_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")


class Column(NamedTuple):
    """A column of a table, and what its cells hold when they hold something."""

    name: str
    kind: CellKind


def _columns(spec: str) -> tuple[Column, ...]:
    """Return the columns of 'name kind' pairs; a name alone is a text."""
    parts = (part.split() for part in spec.split(","))
    return tuple(Column(part[0], part[1] if part[1:] else "text") for part in parts)  # type: ignore[arg-type]


_PLACE = "name, place_id, kind, country, admin1, status_note, radius_m float, precision"
_CODES = "where_prec int, geo_precision int"

EVENT_COLUMNS = _columns(
    "id, site_id, event_date, first_day date, last_day date, date_basis, site, event_type, role, "
    f"status, background bool, {_PLACE}, {_CODES}, acled_event_type, acled_sub_event_type, "
    "ucdp_counts bool, ucdp_type, actors texts, one_side_only bool, said_by texts, denied_by texts, "
    "sources_independent int, sources_copies int, reports_count int, evidence, source, url"
)
SITE_COLUMNS = _columns(
    f"id, site, status, statuses json, {_PLACE}, {_CODES}, first_date, last_date, first_day date, "
    "last_day date, background bool, events_count int, reports_count int"
)
REPORT_COLUMNS = _columns(
    "id, event_id, sentence, text, start_offset int, end_offset int, cue, source, url, title, "
    "publisher, published date, language, voice, said_by, by_role, denied_by texts, actors texts, "
    "casualties texts, status, event_type, role, event_date, first_day date, last_day date, "
    "date_text, date_basis, certainty, score_usage float, score_place float, score_site float, "
    "score_status float, why texts"
)


class Table(NamedTuple):
    """Rows by their columns' names, and the place of each; the order is that of the ids."""

    columns: Sequence[Column]
    rows: list[Row]
    places: list[Place]


def event_table(events: Iterable[Event], sites: Iterable[Site] = ()) -> Table:
    """Return a row for each event at a place; `site_id` is null without the sites."""
    site_of = {event.id: site.id for site in sites for event in site.events}
    kept = sorted(events, key=lambda event: event.id)
    rows = [_event_row(event, site_of.get(event.id)) for event in kept]
    return Table(EVENT_COLUMNS, rows, [event.place for event in kept])


def site_table(sites: Iterable[Site]) -> Table:
    """Return a row for each place in one class."""
    kept = sorted(sites, key=lambda site: site.id)
    return Table(SITE_COLUMNS, [_site_row(site) for site in kept], [site.place for site in kept])


def report_table(events: Iterable[Event]) -> Table:
    """Return a row for each report of an event, in its order; a report given twice stands once."""
    rows: list[Row] = []
    places: list[Place] = []
    for event in sorted(events, key=lambda event: event.id):
        for report in reports_once(event):
            rows.append({"event_id": event.id, **report_row(report)})
            places.append(event.place)
    return Table(REPORT_COLUMNS, rows, places)


def reports_once(event: Event) -> Collection[Sighting]:
    """Return the event's reports, each id once."""
    return {report.id: report for report in event.reports}.values()


def clean(value: Any) -> Any:
    """Return `value` as every format can hold it.

    U+FFFD stands for null characters and lone surrogates; a number beyond 64 bits is none.
    """
    if isinstance(value, str):
        return _UNHOLDABLE.sub("\ufffd", value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return None
    if isinstance(value, list):
        return [clean(item) for item in value]
    return value


def _cleaned(row: Row) -> Row:
    return {name: clean(value) for name, value in row.items()}


def event_days(event: Event) -> tuple[date | None, date | None]:
    """Return the first and last day that an event's date allows; None where it is open.

    A date that is known by its reports' publication only ends with the newest of them.
    """
    return _days(event.event_date, event.date_basis, event.reports)


def _days(
    edtf: str | None, basis: DateBasis | None = None, reports: Iterable[Sighting] = ()
) -> tuple[date | None, date | None]:
    first, last = interval(edtf)
    if basis == "bounded_by_publication":
        told = [report.article.published for report in reports if report.article.published]
        last = max(first, min(last, max(told, default=last)))
    return (first if first > date.min else None), (last if last < date.max else None)


def _place_cells(place: Place, precision: str) -> Row:
    return {
        "name": place.name,
        "place_id": place.id,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "status_note": place.status_note,
        "radius_m": place.radius_m,
        "precision": precision,
    }


def _event_row(event: Event, site_id: str | None) -> Row:
    first_day, last_day = event_days(event)
    status: Status = event.status
    near = event.role == "near"
    where_prec, geo_precision = precision_codes(event.place, status, near=near)
    first = event.reports[0]
    return _cleaned({
        "id": event.id,
        "site_id": site_id,
        "event_date": event.event_date,
        "first_day": first_day,
        "last_day": last_day,
        "date_basis": event.date_basis,
        "site": event.site,
        "event_type": event.event_type,
        "role": event.role,
        "status": status,
        "background": event.background,
        **_place_cells(event.place, words.precision_words(event.place, event.role)),
        "where_prec": where_prec,
        "geo_precision": geo_precision,
        **codes(event)._asdict(),
        "actors": [f"{one['role']}: {one['text']}" for one in words.actors(event)],
        "one_side_only": words.one_side_only(event.reports),
        "said_by": list(words.speakers(event)),
        "denied_by": list(event.denied_by),
        "sources_independent": event.sources_independent,
        "sources_copies": event.sources_copies,
        "reports_count": len(reports_once(event)),
        "evidence": first.sentence,
        "source": first.article.source,
        "url": first.article.url,
    })  # fmt: skip


def _site_row(site: Site) -> Row:
    first_day, _ = _days(site.first_date)
    _, last_day = _days(site.last_date)
    near = all(event.role == "near" for event in site.events)
    return _cleaned({
        "id": site.id,
        "site": site.site,
        "status": site.status,
        "statuses": json.dumps(dict(sorted(site.statuses.items()))),
        **_place_cells(site.place, words.precision_words(site.place, "near" if near else None)),
        "where_prec": site.where_prec,
        "geo_precision": site.geo_precision,
        "first_date": site.first_date,
        "last_date": site.last_date,
        "first_day": first_day,
        "last_day": last_day,
        "background": site.background,
        "events_count": len(site.events),
        "reports_count": sum(len(reports_once(event)) for event in site.events),
    })  # fmt: skip


def report_row(report: Sighting) -> Row:
    """Return the cells of one report, all but its event's id."""
    article, told, score = report.article, report.attribution, report.score
    first_day, last_day = _days(report.event_date, report.date_basis, [report])
    return _cleaned({
        "id": report.id,
        "sentence": report.sentence,
        "text": report.text,
        "start_offset": report.start,
        "end_offset": report.end,
        "cue": report.trigger.text if report.trigger else None,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "language": article.language,
        "voice": told.voice,
        "said_by": told.by,
        "by_role": told.by_role,
        "denied_by": list(told.denied_by),
        "actors": [f"{one.role}: {one.text}" for one in report.actors],
        "casualties": [one.text for one in report.casualties],
        "status": report.status,
        "event_type": report.event_type,
        "role": report.role,
        "event_date": report.event_date,
        "first_day": first_day,
        "last_day": last_day,
        "date_text": report.date_text,
        "date_basis": report.date_basis,
        "certainty": words.certainty(score),
        "score_usage": score.usage,
        "score_place": score.place,
        "score_site": score.site,
        "score_status": score.status,
        "why": list(report.why),
    })  # fmt: skip

"""What the page knows, as compact columns: gzip and base64 inside an inert JSON block.

Nothing of an article reaches the page any other way. Base64 holds no character that could end
the block, so the text needs no further care until the script puts it in with `textContent`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import PydanticSerializationError, to_json

from geomap.days import interval
from geomap.export import borders, ground, words
from geomap.export.columns import Columns
from geomap.export.listing import Listing, article_key
from geomap.export.looks import WHOLE, Look, Since
from geomap.export.tables import event_days
from geomap.model import OFF_MAP_REASONS, ArticleRef, Candidate, Event, Place, Sighting, Site

VERSION = 1
LARGE = 4 << 20
HUGE = 8 << 20
_LINE = "\n"  # between the values of a listing's column
TILES_NOTE = " The online background draws borders and names of its own."


class Payload(NamedTuple):
    """The page's data, and apart from it what packs better or sooner by itself."""

    data: dict[str, Any]
    numbers: list[list[int]]  # of its base map
    off: str  # what `encode_off` makes

    def encoded(self) -> str:
        """Return the text of the data block: three strings of base64 in a JSON list."""
        return json.dumps([encode(self.data), encode_numbers(self.numbers), self.off])


def encode(value: object) -> str:
    """Return `value` as JSON, gzipped with no time stamp, in base64: same value, same text."""
    try:
        return _packed(to_json(value))  # the same text as json's, in a third of the time
    except PydanticSerializationError:  # a lone surrogate
        return _encoded(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _encoded(text: str) -> str:
    # A lone surrogate can't be UTF-8: the page shows a question mark for it.
    return _packed(text.encode("utf-8", errors="replace"))


def encode_off(listing: Listing) -> str:
    """Return the columns of what is off the map, as `encode` does; `article` is a row of `listing.articles`.

    No event comes into it, so that it can be made while these are.
    """
    parts = [part for part in listing.parts if part.off_map]
    rows = {article_key(article): str(row) for row, article in enumerate(listing.articles)}
    articles = (",".join([rows[article_key(p.article)]] * p.off_map) for p in parts)
    columns = {"article": f"[{','.join(articles)}]"}
    for name in ("id", "start", "text", "sentence"):
        columns[name] = f"[{','.join(part.off[name].replace(_LINE, ',') for part in parts)}]"
    for name in ("usage", "reason", "place", "why"):  # few values, of many rows
        values = [line for part in parts for line in part.off[name].split(_LINE)]
        known = {value: index for index, value in enumerate(dict.fromkeys(values))}
        at = ",".join([str(known[value]) for value in values])
        columns[name] = f'{{"of":[{",".join(known)}],"at":[{at}]}}'
    return _encoded("{" + ",".join(f'"{name}":{column}' for name, column in columns.items()) + "}")


def encode_numbers(lists: Sequence[Sequence[int]]) -> str:
    """Return lists of whole numbers as gzip in base64: length, then numbers, 7 bits to a byte.

    A number n goes as 2n, or as -2n - 1 when it is negative, so that small ones stay small.
    """
    raw = bytearray()
    for numbers in lists:
        for value in (len(numbers), *(2 * n if n >= 0 else -2 * n - 1 for n in numbers)):
            rest = value
            while rest > 127:
                raw.append(rest & 127 | 128)
                rest >>= 7
            raw.append(rest)
    return _packed(bytes(raw))


def _packed(raw: bytes) -> str:
    # Level 9 takes three times as long as 6 and saves 2 %, 6 four times as long as 4 and 4 %.
    level = 9 if len(raw) < LARGE else 6 if len(raw) < HUGE else 4
    packed = gzip.compress(raw, compresslevel=level, mtime=0)
    # Byte 9 names the operating system and differs between Python versions.
    return base64.b64encode(packed[:9] + b"\xff" + packed[10:]).decode("ascii")


def build(
    sightings: Sequence[Sighting] | Listing,
    events: Sequence[Event],
    sites: Sequence[Site],
    *,
    title: str,
    as_of: date | None,
    attribution: Sequence[str],
    look: Look = WHOLE,
    off: str | None = None,
) -> Payload:
    """Return the page's data: tables of articles and places, columns of events, reports and sites.

    `off` is what `encode_off` makes of the sightings, where that is made already.
    """
    listing = Listing.of(sightings)
    counted = Counter(event.place for event in events)
    base = ground.build(counted, borders=look.borders, labels=look.labels)
    tables = _Tables(base)
    if look.lists_what_is_off:
        for article in listing.articles:
            tables.article(article)
    event_rows = {event.id: index for index, event in enumerate(events)}
    report_columns = Columns(
        "id article start end text sentence marks status date date_text basis "
        "voice by by_role denied actors stances casualties usage_p place_p site_p status_p why rivals "
        "corrected"
    )
    event_columns = Columns(
        "id place site type role status date until basis background reports told "
        "independent copies denied one_side sources history denials"
    )
    further_columns = Columns("id article start end text sentence")
    for event in events:
        listed = event.reports[: look.most_reports]
        event_columns.add(
            event.id,
            tables.place(event.place),
            event.site,
            event.event_type,
            event.role,
            event.status,
            event.event_date,
            _until(event),
            event.date_basis,
            int(event.background),
            len(listed),
            len(event.reports),
            event.sources_independent,
            event.sources_copies,
            list(event.denied_by),
            int(words.one_side_only(event.reports)),
            [[list(one.outlets), one.articles, one.grade] for one in event.sources],
            [
                [step.status, step.published and step.published.isoformat()]
                for step in event.history
            ],
            [
                [one.sentence, tables.article(one.article), one.attribution.by]
                for one in event.denials
            ],
        )
        for report in listed:
            report_columns.add(*_report(report, tables))
        if look.may_review:  # a correction names every report of its event
            for report in event.reports[len(listed) :]:
                further_columns.add(*_pointer(report, tables))
    site_columns = Columns(
        "place site status first_date last_date where_prec geo_precision background events"
    )
    for site in sites:
        site_columns.add(
            tables.place(site.place),
            site.site,
            site.status,
            site.first_date,
            site.last_date,
            site.where_prec,
            site.geo_precision,
            int(site.background),
            [event_rows[event.id] for event in site.events],
        )
    off_counts = listing.reasons
    days = {part.article.published for part in listing.parts}
    known = as_of or max((day for day in days if day is not None), default=None)
    data = {
        "version": VERSION,
        "title": title,
        "as_of": known.isoformat() if known is not None else None,
        "attribution": [*attribution, base.attribution],
        "mode": look.mode,
        "review": look.may_review,
        "tiles": [look.tiles.template, look.tiles.attribution] if look.tiles else None,
        "borders": borders.NOTES[look.borders] + (TILES_NOTE if look.tiles else ""),
        "basemap": base.world,
        "regions": base.fine,
        "since": _since(look.since, event_rows),
        "mentions": listing.mentions,
        "on_map": listing.on_map,
        "reasons": OFF_MAP_REASONS,
        "off_listed": look.lists_what_is_off,
        "off_counts": {name: off_counts[name] for name in OFF_MAP_REASONS if off_counts[name]},
        "articles": tables.articles,
        "places": tables.places,
        "areas": tables.areas,
        "rivals": tables.rivals,
        "events": event_columns.columns,
        "reports": report_columns.columns,
        "further": further_columns.columns,
        "sites": site_columns.columns,
        **({"left": look.left} if look.left is not None else {}),
    }
    if not look.lists_what_is_off:
        off = encode_off(Listing([]))
    elif off is None:
        off = encode_off(listing)
    return Payload(data, base.numbers, off)


def _since(since: Since | None, rows: Mapping[str, int]) -> list[Any] | None:
    """Return what changed: since when, [event, words], and [place, class, date, why] of what is gone."""
    if since is None:
        return None
    changed = [[rows[event], said] for event, said in since.changed.items() if event in rows]
    return [since.label, changed, [list(one) for one in since.gone]]


class _Tables:
    """Articles, places, rivals and boundaries, each once, numbered as they come."""

    def __init__(self, base: ground.Ground) -> None:
        self.articles: list[list[Any]] = []
        self.places: list[list[Any]] = []
        self.areas: list[list[Any]] = []
        self._base = base
        self._article_rows: dict[tuple[str, str], int] = {}
        self._place_rows: dict[Place, int] = {}
        self.rivals: list[list[Any]] = []
        self._rival_rows: dict[tuple[str, str], int] = {}

    def article(self, article: ArticleRef) -> int:
        key = article_key(article)
        if key not in self._article_rows:
            self._article_rows[key] = len(self.articles)
            self.articles.append(
                [
                    article.source,
                    article.url,
                    article.archive_url,
                    article.title,
                    article.publisher,
                    article.published.isoformat() if article.published else None,
                    article.language,
                    list(article.earlier),
                ]
            )
        return self._article_rows[key]

    def rival(self, rival: Candidate) -> int:
        key = (rival.id, rival.name)
        if key not in self._rival_rows:
            self._rival_rows[key] = len(self.rivals)
            self.rivals.append(
                [
                    rival.id,
                    rival.name,
                    rival.kind,
                    rival.country,
                    rival.admin1,
                    round(rival.lon, 6) + 0.0,
                    round(rival.lat, 6) + 0.0,
                    rival.radius_m,
                ]
            )
        return self._rival_rows[key]

    def place(self, place: Place) -> int:
        if place not in self._place_rows:
            self._place_rows[place] = len(self.places)
            area = None
            found = self._base.area(place)
            if found is not None:
                area = len(self.areas)
                self.areas.append(found)
            self.places.append(
                [
                    place.id,
                    place.name,
                    place.kind,
                    place.country,
                    place.admin1,
                    round(place.lon, 6) + 0.0,
                    round(place.lat, 6) + 0.0,
                    place.radius_m,
                    place.source,
                    place.status_note,
                    area,
                ]
            )
        return self._place_rows[place]


def _report(report: Sighting, tables: _Tables) -> tuple[Any, ...]:
    told = report.attribution
    return (
        report.id,
        tables.article(report.article),
        report.start,
        report.end,
        report.text,
        report.sentence,
        _marks(report),
        report.status,
        report.event_date,
        report.date_text,
        report.date_basis,
        told.voice,
        told.by,
        told.by_role,
        list(told.denied_by),
        [[actor.text, actor.role] for actor in report.actors],
        [[stance.actor, stance.stance] for stance in report.stances],
        [[count.text, count.kind, count.said_by] for count in report.casualties],
        report.score.usage,
        report.score.place,
        report.score.site,
        report.score.status,
        list(report.why),
        [tables.rival(rival) for rival in report.rivals[:5]],
        [[mark.field, mark.who, mark.when[:10], mark.why] for mark in report.corrected],
    )


def _pointer(report: Sighting, tables: _Tables) -> tuple[Any, ...]:
    """Return what a correction names a report by, which the page doesn't list."""
    article = tables.article(report.article)
    # As `geomap.corrections` and the page's review digest a sentence.
    digest = hashlib.sha256(report.sentence.encode("utf-8", "replace")).hexdigest()
    return report.id, article, report.start, report.end, report.text, f"sha256:{digest}"


def _until(event: Event) -> str | None:
    """Return the last day of an event whose date allows later ones, by what is known of it."""
    _, last = event_days(event)
    told = interval(event.event_date)[1]
    return last.isoformat() if last is not None and last < told < date.max else None


def _marks(report: Sighting) -> list[int]:
    """Return [start, end] of the place name, then of the cue, in the sentence, in UTF-16 units.

    -1, -1 for one that can't be found there. The sentence may stand several times in the article
    and the name several times in the sentence, so the cue's distance decides.
    """
    sentence, cue = report.sentence, report.trigger
    starts = _occurrences(sentence, report.text)
    name = starts[0] if starts else -1
    cue_at = -1
    if cue is not None:
        for start in starts:
            at = start + cue.start - report.start
            if at >= 0 and sentence[at : at + len(cue.text)] == cue.text:
                name, cue_at = start, at
                break
        else:
            cue_at = sentence.find(cue.text) if cue.text else -1
    marks = [-1, -1, -1, -1]
    if name >= 0:
        marks[:2] = [_utf16(sentence[:name]), _utf16(sentence[: name + len(report.text)])]
    if cue is not None and cue_at >= 0:
        marks[2:] = [_utf16(sentence[:cue_at]), _utf16(sentence[: cue_at + len(cue.text)])]
    return marks


def _occurrences(sentence: str, text: str) -> list[int]:
    found: list[int] = []
    at = sentence.find(text) if text else -1
    while at >= 0:
        found.append(at)
        at = sentence.find(text, at + 1)
    return found


def _utf16(text: str) -> int:
    """Return the length of `text` as JavaScript counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

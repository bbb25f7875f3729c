"""Sightings, events and sites for the tests of the map; every text in here is made up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from geomap.model import (
    ArticleRef,
    Attribution,
    Candidate,
    Event,
    Place,
    Scores,
    Sighting,
    Site,
    Span,
)

STATUS_STRENGTH = ("occurred", "ongoing", "planned", "proposed", "ruled_out")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def place(
    name: str, kind: str, lon: float, lat: float, radius_m: float, country: str | None, **more: Any
) -> Place:
    """Return a place; `id` defaults to one made from the name."""
    identity = more.pop("id", None) or "own:" + _digest(name)[:10]
    return Place(
        id=identity, name=name, kind=kind, lon=lon, lat=lat, radius_m=radius_m, country=country,
        source=more.pop("source", "geonames"), **more,
    )  # fmt: skip


POKROVSK = place("Pokrovsk", "city", 37.1753, 48.2820, 4_000, "UA", admin1="Donetsk Oblast", id="geonames:706950")  # fmt: skip
DONETSK = place(
    "Donetsk Oblast", "admin1", 37.7, 48.1, 130_000, "UA", admin1="Donetsk Oblast",
    id="geonames:709716", status_note="Partly occupied by Russia since 2014; Ukrainian under international law.",
)  # fmt: skip
ZAPORIZHZHIA = place("Zaporizhzhia Oblast", "admin1", 35.6, 47.3, 120_000, "UA", admin1="Zaporizhzhia Oblast", id="geonames:687699")  # fmt: skip
KYIV = place("Kyiv", "city", 30.5238, 50.4547, 15_000, "UA", id="geonames:703448")
PLANT = place("Enerhodar power station", "facility", 34.5859, 47.5071, 1_000, "UA", source="overlay")  # fmt: skip
FRONT = place("southern front line", "region", 35.9, 47.4, 60_000, "UA", source="overlay")
UKRAINE = place("Ukraine", "country", 31.4, 49.0, 600_000, "UA", id="geonames:690791")
RUSSIA = place("Russia", "country", 100.0, 60.0, 3_000_000, "RU", id="geonames:2017370")
SHAYKOVKA = place("Shaykovka air base", "facility", 34.368, 54.226, 1_500, "RU")
KURSK = place("Kursk", "city", 36.1873, 51.7373, 10_000, "RU", admin1="Kursk Oblast")
ALASKA = place("Alaska", "admin1", -153.0, 64.0, 1_000_000, "US", admin1="Alaska", id="geonames:5879092")  # fmt: skip
WASHINGTON = place("Washington", "city", -77.0365, 38.8951, 10_000, "US", id="geonames:4140963")
BUDAPEST = place("Budapest", "city", 19.0399, 47.4980, 12_000, "HU", id="geonames:3054643")
GENEVA = place("Geneva", "city", 6.1432, 46.2044, 6_000, "CH", id="geonames:2660646")
CAIRO = place("Cairo", "city", 31.2497, 30.0626, 20_000, "EG", id="geonames:360630")
GAZA = place("غزة", "city", 34.4667, 31.5, 5_000, "PS", admin1="Gaza Strip")
RAFAH = place("Rafah", "city", 34.2595, 31.2870, 5_000, "PS", admin1="Gaza Strip")
BLACK_SEA = place("Black Sea", "natural", 35.0, 43.5, 300_000, None, source="overlay")
KHERSON = place("Херсон", "city", 32.6178, 46.6354, 6_000, "UA")
SUVA = place("Suva", "city", 178.4419, -18.1416, 5_000, "FJ")
ALEPPO = place("Aleppo", "city", 37.1612, 36.2012, 9_000, "SY")
MYANMAR = place("Sagaing", "admin1", 95.3, 23.9, 250_000, "MM", admin1="Sagaing Region")
KHARTOUM = place("Khartoum", "city", 32.5324, 15.5518, 15_000, "SD")
DOHA = place("Doha 🕊", "city", 51.5310, 25.2854, 8_000, "QA")
POLE = place("North Pole camp", "facility", 0.0, 89.9, 1_500, None)


@dataclass
class Cases:
    """What one map is made of."""

    sightings: list[Sighting] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)

    @property
    def parts(self) -> tuple[list[Sighting], list[Event], list[Site]]:
        """Return the arguments that `map_html` takes."""
        return self.sightings, self.events, self.sites


def article(source: str, *, day: date | None = date(2025, 8, 21), **more: Any) -> ArticleRef:
    """Return an article's reference."""
    return ArticleRef(id="sha256:" + _digest(source), source=source, published=day, **more)


def report(
    where: Place | None,
    site: str = "battlefield",
    *,
    status: str | None = "occurred",
    sentence: str = "Shells fell on {} in the night.",
    cue: str | None = None,
    told: Attribution | None = None,
    source: ArticleRef | None = None,
    name: str | None = None,
    **more: Any,
) -> Sighting:
    """Return a sighting of `where`; `{}` in the sentence is the place's name."""
    named = name or (where.name if where else "Nowhere")
    text = sentence.replace("{}", named)
    start = text.find(named)
    cue_at = text.find(cue) if cue else -1
    read_in = source or article("made/a.txt", title="A made-up dispatch")
    off = more.pop("off_map_reason", None)
    values: dict[str, Any] = {
        "section": "body", "usage": "literal", "role": "target", "event_type": "shelling",
        "event_date": "2025-08-20", "date_text": "in the night", "date_basis": "relative",
        "background": False, "why": ("a made-up reason",),
        "score": Scores(usage=0.97, place=0.91, site=0.94, status=0.9),
    }  # fmt: skip
    values.update(more)
    return Sighting(
        id="m:" + _digest(f"{read_in.id} {text} {named} {sorted(map(str, more.items()))}")[:16],
        article=read_in, start=100 + start, end=100 + start + len(named), text=named,
        sentence=text, place=where, site=site, status=status,
        trigger=Span(start=100 + cue_at, end=100 + cue_at + len(cue or ""), text=cue)
        if cue and cue_at >= 0 else None,
        attribution=told or Attribution(), on_map=off is None, off_map_reason=off, **values,
    )  # fmt: skip


def event(reports: Sequence[Sighting], **more: Any) -> Event:
    """Return the event that `reports` tell of; its facts are the first report's."""
    first = reports[0]
    assert first.place is not None
    values: dict[str, Any] = {
        "event_type": first.event_type, "role": first.role, "status": first.status,
        "event_date": first.event_date, "date_basis": first.date_basis,
        "background": first.background, "sources_independent": len(reports), "sources_copies": 0,
        "denied_by": tuple(sorted({d for r in reports for d in r.attribution.denied_by})),
    }  # fmt: skip
    values.update(more)
    return Event(
        id="e:" + _digest(first.id)[:16], place=first.place, site=first.site,
        reports=tuple(reports), **values,
    )  # fmt: skip


def sites_of(events: Sequence[Event]) -> list[Site]:
    """Return the sites of `events`, in order of first appearance."""
    groups: dict[tuple[str, str], list[Event]] = {}
    for one in events:
        groups.setdefault((one.place.id, one.site), []).append(one)
    return [_site(group) for group in groups.values()]


def _site(group: list[Event]) -> Site:
    dated = [e for e in group if e.event_date]
    latest = max((_last_day(e) for e in dated), default=None)
    pool = [e for e in dated if _last_day(e) == latest] or group
    status = min((e.status for e in pool), key=STATUS_STRENGTH.index)
    statuses: dict[str, int] = {}
    for one in group:
        statuses[one.status] = statuses.get(one.status, 0) + 1
    days = sorted(_last_day(e) for e in dated)
    where = group[0].place
    real = status in ("occurred", "ongoing")
    return Site(
        id="s:" + _digest(where.id + group[0].site)[:16], place=where, site=group[0].site,
        status=status, statuses=statuses, first_date=days[0] if days else None,
        last_date=days[-1] if days else None, where_prec=1 if real else None,
        geo_precision=1 if real and where.kind != "country" else None,
        background=all(e.background for e in group), events=tuple(group),
    )  # fmt: skip


def _last_day(one: Event) -> str:
    parts = [p for p in (one.event_date or "").split("/") if p not in ("", "..")]
    last = parts[-1]
    return (
        last + "-31"[: 10 - len(last)]
        if len(last) == 7
        else last + "-12-31"
        if len(last) == 4
        else last
    )


def assemble(
    groups: Sequence[Sequence[Sighting]], off: Sequence[Sighting] = (), **more: Any
) -> Cases:
    """Return the map's parts: one event for each group of reports, and what is left out."""
    events = [event(group, **more) for group in groups]
    on = [one for group in groups for one in group]
    return Cases([*on, *off], events, sites_of(events))


GENERAL = Attribution(voice="attributed", by="the made-up General Staff", by_role="belligerent")
MONITOR = Attribution(voice="attributed", by="a monitoring mission", by_role="monitor")
DENIED = Attribution(voice="attributed", by="the army", by_role="belligerent", denied_by=("the governor",))  # fmt: skip


def varied() -> Cases:
    """Return about thirty events: both classes, every status, areas, rings, a country, many scripts."""
    other = article("made/b.html", title="Another made-up dispatch", url="https://example.org/b?x=1&y=2", publisher="The Example")  # fmt: skip
    third = article("made/c.jsonl#3", day=date(2025, 8, 19), title="Third")
    dip: Callable[..., Sighting] = lambda where, **kw: report(  # noqa: E731
        where, "diplomatic", **{"event_type": "talks", "role": "venue", "sentence": "Envoys met in {} for talks.", "cue": "talks", **kw}
    )  # fmt: skip
    groups = [
        [
            report(POKROVSK, cue="Shells fell", sentence="Shells fell on {} before dawn, and on {} again at noon."),
            report(POKROVSK, told=MONITOR, source=other, sentence="Monitors counted forty blasts in {}.", cue="blasts"),
            report(POKROVSK, told=GENERAL, source=third, sentence="{} was hit, the staff said.", cue="hit"),
        ],
        [report(POKROVSK, event_type="ground_fighting", status="ongoing", event_date="2025-08", date_basis="stated", sentence="Street fighting goes on in {}.", cue="fighting")],
        [report(DONETSK, event_type="capture", event_date="../2025-08-21", date_basis="bounded_by_publication", date_text=None, told=GENERAL, sentence="Troops took villages in {}, the staff claimed.", cue="took")],
        [report(ZAPORIZHZHIA, event_type="air_strike", event_date="2025-08-18", sentence="Drones struck depots across {}.", cue="struck")],
        [report(FRONT, event_type="ground_fighting", status="ongoing", event_date="2025-08-19/..", sentence="Fighting spread along the {}.", cue="Fighting")],
        [report(PLANT, event_type="shelling", told=DENIED, event_date="2025-08-17", sentence="The {} was shelled, the army said; the governor denied it.", cue="shelled")],
        [report(KYIV, event_type="air_strike", event_date="2025-08-20", sentence="Missiles hit two streets in {}.", cue="hit")],
        [dip(KYIV, event_type="visit", status="planned", event_date="2025-08-25", sentence="A minister will visit {} on Monday.", cue="will visit")],
        [report(SHAYKOVKA, event_type="air_strike", role="origin", event_date="2025-08-20", sentence="Bombers took off from {}.", cue="took off")],
        [report(KURSK, event_type="build_up", event_date="2025-08", sentence="Columns massed near {}.", cue="massed", role="near")],
        [report(KHERSON, event_type="interception", event_date="2025-08-16", sentence="Над городом {} сбили дрон.", cue="сбили")],
        [dip(ALASKA, event_type="summit", event_date="2025-08-15", sentence="The presidents met in {}.", cue="met")],
        [dip(WASHINGTON, event_type="summit", event_date="2025-08-18", sentence="Leaders flew to {} for a summit.", cue="summit")],
        [dip(BUDAPEST, event_type="venue", status="proposed", event_date=None, date_basis=None, date_text=None, sentence="{} was floated as a venue.", cue="floated")],
        [dip(GENEVA, event_type="venue", status="ruled_out", event_date=None, date_basis=None, date_text=None, told=Attribution(voice="attributed", by="the foreign ministry", by_role="official"), sentence="{} was ruled out, the ministry said.", cue="ruled out")],
        [dip(CAIRO, event_type="ceasefire", status="ongoing", event_date="2025-08-10/2025-08-14")],
        [report(GAZA, event_type="bombing", event_date="2025-08-12", sentence="قصفت الطائرات {} ليلا.", cue="قصفت")],
        [report(RAFAH, event_type="siege", status="ongoing", event_date="2025", sentence="The siege of {} goes on.", cue="siege")],
        [report(BLACK_SEA, event_type="interception", event_date="2025-08-11", sentence="A patrol shot down a drone over the {}.", cue="shot down")],
        [report(UKRAINE, event_type="occupation", background=True, event_date="2022/..", sentence="The war in {} is in its fourth year.", cue="war")],
        [report(RUSSIA, event_type="attack", status="planned", event_date=None, date_basis=None, date_text=None, sentence="The group planned attacks in {}.", cue="planned")],
        [report(ALEPPO, event_type="shelling", event_date="2024-12-03", sentence="Rockets fell on {}.", cue="fell")],
        [report(ALEPPO, event_type="capture", event_date="2024-12-08", sentence="Fighters took {}.", cue="took")],
        [report(MYANMAR, event_type="ground_fighting", event_date="2025-07-30", sentence="Clashes shook {}.", cue="Clashes")],
        [report(KHARTOUM, event_type="siege", event_date="2025-03-26", told=GENERAL, sentence="The army broke the siege of {}, it said.", cue="broke the siege")],
        [dip(DOHA, event_type="talks", status="ongoing", event_date="2025-08-20", sentence="Talks in {} go on 🕊️👨‍👩‍👧.", cue="Talks")],
        [dip(SUVA, event_type="signing", event_date="2025-08-01", sentence="A pact was signed in {}.", cue="signed")],
        [report(POLE, event_type="attack", event_date="2025-06-01", sentence="A camp at {} was raided.", cue="raided")],
        [dip(POKROVSK, event_type="exchange", event_date="2025-08-14", sentence="Captives were exchanged near {}.", cue="exchanged")],
        [report(KYIV, event_type="attack", background=True, event_date="2022-02-24/..", sentence="Since the war began, {} has lived with sirens.", cue="war")],
    ]  # fmt: skip
    off = [
        report(KYIV, "none", status=None, usage="metonymic", off_map_reason="metonymic", sentence="{} wants guarantees."),
        report(UKRAINE, "none", status=None, usage="demonym", off_map_reason="demonym", name="Ukrainian", sentence="The {} delegation left."),
        report(None, "none", status=None, off_map_reason="unplaced", name="Vyshneve-on-the-Moon", sentence="They met at {}.", why=("no place of that name",)),
        report(BUDAPEST, "none", status=None, usage="name_part", off_map_reason="name_part", sentence="The {} memorandum was cited."),
        report(KYIV, "none", status=None, off_map_reason="no_event", sentence="She grew up in {}."),
        report(RAFAH, "battlefield", status="did_not_occur", off_map_reason="did_not_occur", sentence="No strike hit {}, he said."),
    ]  # fmt: skip
    off = [one if one.site != "none" else one.model_copy(update={"role": None, "event_type": None, "event_date": None}) for one in off]  # fmt: skip
    cases = assemble(groups, off)
    rivals = (Candidate(id="geonames:1", name="Pokrovsk", kind="city", country="RU", admin1="Sakha", lon=129.1, lat=61.5, radius_m=4000, source="geonames", score=0.2),)  # fmt: skip
    first = cases.sightings[0].model_copy(update={"rivals": rivals})
    cases.sightings[0] = first
    cases.events[0] = cases.events[0].model_copy(
        update={"reports": (first, *cases.events[0].reports[1:]), "sources_independent": 2, "sources_copies": 1}
    )  # fmt: skip
    return Cases(cases.sightings, cases.events, sites_of(cases.events))


def many(count: int) -> Cases:
    """Return `count` sites scattered over Ukraine and its neighbours, each with one event."""
    groups = []
    for number in range(count):
        lon = 22.5 + (number * 0.618034 % 1) * 17.5
        lat = 44.6 + (number * 0.754878 % 1) * 7.4
        where = place(f"Village {number}", "city", round(lon, 5), round(lat, 5), 3_000, "UA", admin1="Some Oblast")  # fmt: skip
        words = " ".join(_digest(f"{number} {k}")[:6] for k in range(18))
        site = "diplomatic" if number % 5 == 0 else "battlefield"
        groups.append([
            report(where, site, sentence=f"Report {number}: {words} in {{}}, said {words[:20]}.",
                   event_date=f"2025-0{number % 8 + 1}-{number % 27 + 1:02d}",
                   event_type="talks" if site == "diplomatic" else "shelling",
                   source=article(f"made/{number // 3}.txt", title=f"Dispatch {number // 3}"))
        ])  # fmt: skip
    return assemble(groups)

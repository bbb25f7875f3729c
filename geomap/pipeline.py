"""The order of the stages, and nothing else.

inputs -> articles -> mentions -> sightings -> events -> sites -> files
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from geomap import seams
from geomap.articles import InputFile, Skipped, find_files, read_inputs
from geomap.errors import LanguageError, UsageError
from geomap.export.credits import credits
from geomap.grouping import group_events, group_sites
from geomap.locate import locate
from geomap.model import Article, Event, Sighting, Site
from geomap.names import Names
from geomap.run import (
    SIGHTINGS_FILE,
    STDIN,
    Part,
    Parts,
    Reading,
    Run,
    SkippedArticle,
    Store,
    count,
    geomap_version,
    input_digests,
    load_records,
    load_run,
    now,
    read_article,
    recorded_settings,
    records,
    relative,
    settings_record,
    sha256,
)
from geomap.settings import Settings

MAP_FILE = "map.html"
EVENTS_FILE = "events.geojson"
SITES_FILE = "sites.geojson"
EMBED_FILE = "embed.html"

Outcome = Reading | Skipped
Watch = Callable[[Outcome], None]
Note = Callable[[str], None]
Hand = Callable[[Sequence[Sighting], Sequence[Event], Sequence[Site]], None]


@dataclass(frozen=True)
class Stages:
    """The parts of a run, opened once."""

    reader: seams.Reader
    geocoder: seams.Geocoder
    parts: Parts

    @classmethod
    def open(cls, settings: Settings, *, progress: bool = False) -> Stages:
        """Return the reader and the geocoder that `settings` name.

        Raises UsageError: there is no such reader or geocoder.
        Raises GazetteerError, ReaderError: what they need is missing or damaged.
        """
        reader: seams.Reader = seams.load("readers", settings.reader)(settings)
        names = Names.open(settings.gazetteer, progress=progress, shown=settings.names)
        geocoder = _geocoder(names, settings)
        parts = Parts(
            geomap=geomap_version(),
            reader=Part(name=settings.reader, version=reader.version),
            geocoder=Part(name=settings.geocoder, version=geocoder.version),
            gazetteer=names.version,
        )
        return cls(reader, geocoder, parts)

    def sightings(
        self, article: Article, *, spans: Sequence[tuple[int, int]] | None = None
    ) -> list[Sighting]:
        """Return every mention of `article` with its place, or with the reason for having none."""
        return locate(article, self.reader.mentions(article, spans=spans), self.geocoder)


def open_geocoder(settings: Settings, *, progress: bool = False) -> seams.Geocoder:
    """Return the geocoder that `settings` name, with no reader beside it.

    Raises UsageError: there is no such geocoder.
    Raises GazetteerError: the gazetteer is missing or damaged.
    """
    names = Names.open(settings.gazetteer, progress=progress, shown=settings.names)
    return _geocoder(names, settings)


def _geocoder(names: Names, settings: Settings) -> seams.Geocoder:
    try:
        made = seams.load("geocoders", settings.geocoder)
    except UsageError as error:
        from geomap.locate import online

        if settings.geocoder.lower() not in online.services():
            known = ", ".join(online.services())
            raise UsageError(f"{error} Or a service that geopy knows: {known}.") from None
        made = online.opener(settings.geocoder)
    told = settings.services.get(settings.geocoder)
    geocoder: seams.Geocoder = made(names, told) if told else made(names)
    return geocoder


def read(
    inputs: Sequence[str],
    stages: Stages,
    *,
    settings: Settings,
    base: Path | None = None,
    store: Store | None = None,
    note: Note | None = None,
) -> Iterator[Outcome]:
    """Yield what comes of each article, in the order of the inputs.

    Relative inputs lie in `base` (None: the current folder). With a `store`, what it holds is
    not read again, and standard input is what it was. `note` hears of what costs no article.
    """
    if store is not None and STDIN in inputs:
        at = inputs.index(STDIN)
        before, inputs = inputs[:at], inputs[at + 1 :]
        if before:
            yield from read(before, stages, settings=settings, base=base, store=store, note=note)
        yield from store.from_stdin(stages.parts)
        if not inputs:
            return
    for article in read_inputs(inputs, settings=settings, base=base, note=note):
        if isinstance(article, Skipped):
            yield article
            continue
        known = store.reading(article, stages.parts) if store is not None else None
        yield known or _read(article, stages)


def _read(article: Article, stages: Stages) -> Outcome:
    try:
        return read_article(article, stages.sightings(article))
    except LanguageError as error:
        return Skipped(source=article.source, reason=str(error), cause=error.cause)


def group(sightings: Sequence[Sighting]) -> tuple[list[Event], list[Site]]:
    """Return the events that `sightings` report, and the sites of these."""
    events = group_events(sightings)
    return events, group_sites(events)


def render(
    sightings: Sequence[Sighting],
    events: Sequence[Event],
    sites: Sequence[Site],
    *,
    settings: Settings | None = None,
    as_of: date | None = None,
) -> dict[str, bytes]:
    """Return the files that a folder of outputs holds beside run.json, by name.

    Those for the public (`settings.publish`) are without the records. `as_of` None: the date of
    the newest article.

    Raises UsageError: the settings name tiles that a page can't load.
    """
    from geomap.export.geojson import events_geojson, sites_geojson
    from geomap.export.looks import look_from
    from geomap.export.page import map_html

    settings = settings or Settings()
    look = look_from(settings)
    files = {MAP_FILE: map_html(sightings, events, sites, as_of=as_of, look=look).encode()}
    if settings.embed:
        framed = replace(look, mode="embed")
        page = map_html(sightings, events, sites, as_of=as_of, look=framed)
        files[EMBED_FILE] = page.encode()
    files[EVENTS_FILE] = _geojson(events_geojson(events))
    files[SITES_FILE] = _geojson(sites_geojson(sites))
    if not settings.publish:
        files[SIGHTINGS_FILE] = records(sightings)
    return files


def shown(sightings: Sequence[Sighting], settings: Settings) -> tuple[list[Sighting], date | None]:
    """Return the sightings as the files show them, and the day they are as of; None: the newest.

    For the public these are cut and coarsened (geomap.export.publishing).

    Raises GazetteerError: the gazetteer, which knows the districts, is missing or damaged.
    """
    if not settings.publish:
        return list(sightings), None
    from geomap.export.publishing import publish

    public = publish(
        sightings,
        Names.open(settings.gazetteer, shown=settings.names),
        delay_days=settings.delay,
        own_troops=settings.own_troops,
    )
    return public.sightings, public.as_of


def _handed(sightings: Sequence[Sighting], settings: Settings) -> Sequence[Sighting]:
    """Return what may be written elsewhere: for the public nothing that is off the map."""
    return [s for s in sightings if s.on_map] if settings.publish else sightings


def make(
    inputs: Sequence[str],
    folder: Path,
    *,
    settings: Settings,
    base: Path | None = None,
    gone: Collection[str] = (),
    store: Store | None = None,
    watch: Watch = lambda _: None,
    note: Note | None = None,
    hand: Hand | None = None,
    progress: bool = False,
) -> tuple[Run, dict[str, bytes]]:
    """Return run.json's content and the other files that `folder` is to hold; write nothing.

    `hand` is given what the files show. Of `inputs`, those in `gone` are not there any more: each
    counts as skipped.
    """
    started = now()
    base = base or Path.cwd()
    there = [name for name in inputs if name not in gone]
    found = find_files(there, base=base).files
    stages = Stages.open(settings, progress=progress)
    readings: list[Reading] = []
    skipped = [
        SkippedArticle(source=name, reason="is gone. Put it back, or run `geomap map` without it.")
        for name in inputs
        if name in gone
    ]
    for outcome in read(there, stages, settings=settings, base=base, store=store, note=note):
        watch(outcome)
        if isinstance(outcome, Skipped):
            skipped.append(SkippedArticle(**outcome.model_dump()))
        else:
            readings.append(outcome)
    sightings = [sighting for reading in readings for sighting in reading.sightings]
    articles = tuple(reading.article for reading in readings)
    sightings, as_of = shown(sightings, settings)
    events, sites = group(sightings)
    files = render(sightings, events, sites, settings=settings, as_of=as_of)
    if hand is not None:
        hand(_handed(sightings, settings), events, sites)
    run = Run(
        command="map",
        base=relative(base, folder),
        arguments=tuple(_from_base(name, base) for name in inputs),
        settings=settings_record(settings, folder),
        parts=stages.parts,
        inputs=input_digests(
            [file.path for file in found if isinstance(file, InputFile)],
            folder,
            stdin=None in found,
        ),
        articles=articles,
        skipped=tuple(skipped),
        counts=count(len(articles), skipped, sightings, events, sites),
        attribution=tuple(credits(sightings)),
        files=_digests(files),
        timestamps={"started": started, "finished": now()},
    )
    return run, files


def make_from_records(
    sightings: Sequence[Sighting],
    argument: str,
    folder: Path,
    *,
    base: Path | None = None,
    settings: Settings | None = None,
    hand: Hand | None = None,
) -> tuple[Run, dict[str, bytes]]:
    """Return what `folder` is to hold when `argument` held these sightings; nothing is read."""
    started = now()
    base = base or Path.cwd()
    settings = settings or Settings()
    sightings, as_of = shown(sightings, settings)
    events, sites = group(sightings)
    files = render(sightings, events, sites, settings=settings, as_of=as_of)
    if hand is not None:
        hand(_handed(sightings, settings), events, sites)
    articles = {(sighting.article.id, sighting.article.source) for sighting in sightings}
    run = Run(
        command="render",
        base=relative(base, folder),
        arguments=(_from_base(argument, base),),
        settings=settings_record(settings, folder) if settings != Settings() else {},
        parts=None,
        inputs=input_digests(
            [] if argument == STDIN else [base / argument], folder, stdin=argument == STDIN
        ),
        articles=(),
        skipped=(),
        counts=count(len(articles), (), sightings, events, sites),
        attribution=tuple(credits(sightings)),
        files=_digests(files),
        timestamps={"started": started, "finished": now()},
    )
    return run, files


def remake(
    folder: Path,
    *,
    watch: Watch = lambda _: None,
    note: Note | None = None,
    hand: Hand | None = None,
    progress: bool = False,
) -> tuple[Run, dict[str, bytes]]:
    """Return what `folder` is to hold, made again from what its run.json records; write nothing.

    Unchanged articles are not read again. Where nothing differs, neither does the time. An input
    that is gone is skipped, and so are its articles.

    Raises UsageError: `folder` holds no run.json, or all that it names is gone.
    """
    old = load_run(folder)
    base = folder / old.base
    if old.command == "render":
        (argument,) = old.arguments
        path = folder / SIGHTINGS_FILE if argument == STDIN else base / argument
        run, files = make_from_records(
            load_records(path),
            argument,
            folder,
            base=base,
            settings=recorded_settings(old, folder),
            hand=hand,
        )
    else:
        gone = {name for name in old.arguments if name != STDIN and not (base / name).exists()}
        run, files = make(
            old.arguments,
            folder,
            settings=recorded_settings(old, folder),
            base=base,
            # Where nothing is left, the folder was moved rather than its articles deleted.
            gone=gone if len(gone) < len(set(old.arguments)) else (),
            store=Store.open(folder, old),
            watch=watch,
            note=note,
            hand=hand,
            progress=progress,
        )
    return (old if run.same_but_for_time(old) else run), files


def _digests(files: dict[str, bytes]) -> dict[str, str]:
    return {name: sha256(content) for name, content in sorted(files.items())}


def _from_base(name: str, base: Path) -> str:
    """Return an input as run.json keeps it: as given, or from `base` where it was absolute."""
    return relative(Path(name), base) if Path(name).is_absolute() else name


def _geojson(collection: dict[str, Any]) -> bytes:
    """Return the bytes of a FeatureCollection, a feature a line so that a diff can be read."""
    head = {key: value for key, value in collection.items() if key != "features"}
    opening = json.dumps(head, ensure_ascii=False, allow_nan=False)[:-1]
    features = ",\n".join(
        json.dumps(feature, ensure_ascii=False, allow_nan=False)
        for feature in collection["features"]
    )
    return f'{opening}, "features": [\n{features}\n]}}\n'.encode()

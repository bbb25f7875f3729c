"""The files of a folder of outputs: made of sightings, their events and their sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from geomap import grouping
from geomap.export.listing import Listing
from geomap.model import ArticleRef, Event, Sighting, Site
from geomap.names import Names
from geomap.run.beside import LONG, beside
from geomap.run.lines import SIGHTINGS_FILE, Content, records
from geomap.settings import Settings

if TYPE_CHECKING:
    from geomap.export.looks import Label, Look

MAP_FILE = "map.html"
EVENTS_FILE = "events.geojson"
SITES_FILE = "sites.geojson"
EMBED_FILE = "embed.html"


class Rendered(NamedTuple):
    """The files of a folder: the data, and what waits for the pages made of it."""

    data: dict[str, Content]
    pages: Callable[[], dict[str, bytes]]

    def files(self) -> dict[str, Content]:
        """Return all of them, by name, once they are there."""
        return self.pages() | self.data


@contextmanager
def begin_rendering(
    sightings: Sequence[Sighting],
    events: Sequence[Event],
    sites: Sequence[Site],
    *,
    settings: Settings | None = None,
    as_of: date | None = None,
    lines: Content | None = None,
    listing: Listing | None = None,
    off: Callable[[], bytes] | None = None,
    shell: Callable[[], bytes] | None = None,
) -> Iterator[Rendered]:
    """Yield the files that a folder of outputs holds beside run.json; the pages are still made then.

    Those for the public (`settings.publish`) are without the records. `as_of` None: the date of
    the newest article. `lines` and `listing` are those of all records, where they are known; `off`
    and `shell` wait for what `off_begun` makes of that listing, and `shell_begun`.

    Raises UsageError: the settings name tiles that a page can't load.
    """
    from geomap.export.fitting import fit
    from geomap.export.geojson import events_geojson, geojson_bytes, sites_geojson
    from geomap.export.looks import look_from
    from geomap.export.page import map_html

    settings = settings or Settings()
    look = replace(look_from(settings), labels=house_labels(settings))
    told = listing or Listing.of(sightings)
    fitted = fit(told, events, sites, settings=settings)
    if not fitted.whole:
        look = replace(
            look,
            left=fitted.left,
            most_reports=fitted.most_reports,
            counts_off=not fitted.lists_off,
        )

    listed = off().decode() if off is not None else None
    made = shell().decode() if shell is not None else None

    def page(look: Look) -> bytes:
        return map_html(
            told, fitted.events, fitted.sites, as_of=as_of, look=look, off=listed, shell=made
        ).encode()

    looks = {MAP_FILE: look}
    if settings.embed:
        looks[EMBED_FILE] = replace(look, mode="embed")
    # Pages are made while the other files are.
    with ExitStack() as pages:
        waiting = {
            name: pages.enter_context(beside(partial(page, look), forked=told.mentions >= LONG))
            for name, look in looks.items()
        }
        data: dict[str, Content] = {
            EVENTS_FILE: geojson_bytes(events_geojson(events)),
            SITES_FILE: geojson_bytes(sites_geojson(sites)),
        }
        if not settings.publish:
            data[SIGHTINGS_FILE] = records(sightings) if lines is None else lines
        yield Rendered(data, lambda: {name: made() for name, made in waiting.items()})


@contextmanager
def shell_begun(settings: Settings, *, many: bool) -> Iterator[Callable[[], bytes] | None]:
    """Begin a page's shell while the block reads; yield what waits for it. None: not of so few articles."""
    if not many:
        yield None
        return

    def work() -> bytes:
        from geomap.export.looks import look_from
        from geomap.export.page import page_shell

        return page_shell(look_from(settings)).encode()

    with beside(work, forked=True) as shell:
        yield shell


@contextmanager
def off_begun(listing: Listing, settings: Settings) -> Iterator[Callable[[], bytes] | None]:
    """Begin a page's list of what is off the map while the block makes events; yield what waits for it.

    None: the page has no such list, or makes it soon.
    """
    from geomap.export.fitting import lists_off
    from geomap.export.payload import encode_off

    if listing.mentions < LONG or settings.publish or not lists_off(listing):
        yield None
        return
    with beside(lambda: encode_off(listing).encode(), forked=True) as off:
        yield off


def house_labels(settings: Settings) -> tuple[Label, ...]:
    """Return the names that the house style gives to places of the base map.

    Raises GazetteerError: the gazetteer is missing or damaged.
    """
    if not settings.names:
        return ()
    from geomap.export.looks import Label

    names = Names.open(settings.gazetteer, shown=settings.names)
    return tuple(
        Label(row.name, row.kind, row.country, row.lon, row.lat) for row in names.renamed()
    )


def weigh(
    sightings: Sequence[Sighting], settings: Settings, *, bare: Sequence[ArticleRef] = ()
) -> tuple[list[Sighting], dict[int, Sighting]]:
    """Return the sightings as all the articles make them (see `grouping.weigh`).

    `bare` are the articles without any. What a delay holds back replaces nothing that is shown.
    """
    if not (settings.publish and settings.delay):
        return grouping.weigh(sightings, settings.sources, bare=bare)
    from geomap.export.publishing import late_articles

    versions = grouping.later_versions(sightings, bare=bare)
    late = late_articles(sightings, settings.delay, versions=versions, bare=bare)
    return grouping.weigh(sightings, settings.sources, bare=bare, unknown=late)


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
        versions=grouping.later_versions(sightings) if settings.delay else (),
        own_troops=settings.own_troops,
    )
    return public.sightings, public.as_of


def handed(sightings: Sequence[Sighting], settings: Settings) -> Sequence[Sighting]:
    """Return what may be written elsewhere: for the public nothing that is off the map."""
    return [s for s in sightings if s.on_map] if settings.publish else sightings

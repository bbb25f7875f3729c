"""The map: one HTML file that needs no network, on a Folium map."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from geomap.export import payload, words
from geomap.export.credits import credits
from geomap.export.guard import policy, refuse_unknown_scripts, scripts_in
from geomap.export.listing import Listing
from geomap.export.looks import WHOLE, Look
from geomap.model import SCHEMA_VERSION, Event, Sighting, Site

if TYPE_CHECKING:
    import folium

TITLE = "Conflict map"
MAP_SCHEMA = f"geomap/map/{SCHEMA_VERSION}"  # of the data inside the page
NOSCRIPT_ROWS = 500
_MARK = "\x1f"  # on either side of the name of what goes there, in a shell
LEAFLET = "Leaflet 1.9.4 © Volodymyr Agafonkin, CloudMade (BSD-2-Clause)"


def make_map(
    sightings: Sequence[Sighting],
    events: Sequence[Event],
    sites: Sequence[Site],
    *,
    title: str = TITLE,
    as_of: date | None = None,
) -> folium.Map:
    """Return a Folium map of `sites`, to show in a notebook or to add layers of one's own to.

    `as_of` None: the date of the newest article. Its own `save()` writes a page without the
    policy that `map_html` adds, since layers added later bring scripts of their own.
    """
    from geomap.export.folium_map import build_map

    data = _data(sightings, events, sites, title=title, as_of=as_of, look=WHOLE)
    return build_map(data, noscript_table(sites), title=title, for_folium=True, online=False)


def map_html(
    sightings: Sequence[Sighting] | Listing,
    events: Sequence[Event],
    sites: Sequence[Site],
    *,
    title: str = TITLE,
    as_of: date | None = None,
    look: Look = WHOLE,
    off: str | None = None,
    shell: str | None = None,
) -> str:
    """Return the page as `geomap map` writes it: offline, under a policy, the same bytes each time.

    `off` is what `payload.encode_off` makes of the sightings, and `shell` what `page_shell` does,
    where these are made already.

    Raises OutputError: the page holds a script that is none of geomap's constants.
    """
    shell = shell or page_shell(look)
    known = scripts_in(shell)
    origin = look.tiles.origin if look.tiles is not None else None
    csp = f'<meta http-equiv="Content-Security-Policy" content="{policy(known, images=origin)}">'
    given = {
        "policy": f'{csp}\n<meta name="geomap-schema" content="{MAP_SCHEMA}">',
        "title": escape(title),
        "table": noscript_table(sites),
        "data": _data(sightings, events, sites, title=title, as_of=as_of, look=look, off=off),
    }
    parts = shell.split(_MARK)
    parts[1::2] = [given[name] for name in parts[1::2]]
    html = "".join(parts)
    refuse_unknown_scripts(html, known)
    return html


def page_shell(look: Look = WHOLE) -> str:
    """Return the page as Folium makes it, with marks where policy, title, table and data go.

    Nothing of it depends on what the map shows, so that it can be made beforehand.
    """
    from geomap.export.folium_map import build_map, figure_of, renumber

    data, table, title, put = (
        f"{_MARK}{name}{_MARK}" for name in ("data", "table", "title", "policy")
    )
    online = look.tiles is not None
    figure = figure_of(build_map(data, table, title=title, for_folium=False, online=online))
    figure.policy = put
    renumber(figure)
    html: str = figure.render()
    return html


def noscript_table(sites: Sequence[Site]) -> str:
    """Return what a browser without scripts shows: a table of at most 500 sites, escaped."""
    head = ("Place", "Country", "Class", "Status", "Last date", "Precision")
    rows = [_cells("th", head)]
    rows += [
        _cells(
            "td",
            (
                site.place.name,
                site.place.country or "",
                site.site,
                site.status.replace("_", " "),
                site.last_date or "undated",
                words.precision_words(site.place),
            ),
        )
        for site in sites[:NOSCRIPT_ROWS]
    ]
    left = len(sites) - NOSCRIPT_ROWS
    more = f"<p>{left} more sites are in sites.geojson.</p>" if left > 0 else ""
    return (
        '<noscript><div class="gm-noscript"><p>The map needs JavaScript. '
        "Made by machine: claims in cited text, not verified facts.</p>"
        f"<table>{''.join(rows)}</table>{more}</div></noscript>"
    )


def _cells(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_shown(cell)}</{tag}>' for cell in cells)}</tr>"


def _shown(text: str) -> str:
    # Null bytes and lone surrogates can't stand in a page: U+FFFD takes their place.
    clean = "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    return escape(clean)


def _data(
    sightings: Sequence[Sighting] | Listing,
    events: Sequence[Event],
    sites: Sequence[Site],
    *,
    title: str,
    as_of: date | None,
    look: Look,
    off: str | None = None,
) -> str:
    listing = Listing.of(sightings)
    attribution = (LEAFLET, *credits(listing), *((look.tiles.attribution,) if look.tiles else ()))
    with _uncollected():
        built = payload.build(
            listing, events, sites,
            title=title, as_of=as_of, attribution=attribution, look=look, off=off,
        )  # fmt: skip
        return built.encoded()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking millions of rows again and again: none is in a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()

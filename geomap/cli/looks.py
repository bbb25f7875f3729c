"""Options for how the page looks and whom it is for: --publish, --delay, --embed, --png, --tiles, --borders."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.talk import complain, say
from geomap.errors import OutputError, UsageError

if TYPE_CHECKING:
    from geomap.run import Content
    from geomap.settings import Settings

PNG_FILE = "map.png"
FRAME = (
    '<iframe src="embed.html" title="Conflict map" width="800" height="600" loading="lazy" '
    'sandbox="allow-scripts allow-popups" referrerpolicy="no-referrer"></iframe>'
)

Publish = Annotated[
    bool,
    typer.Option(
        "--publish",
        help="Files for anyone: sentences cut to 200 characters, shelters, camps, hospitals, homes "
        "and troops shown by their district, no records, no review.",
    ),
]
Delay = Annotated[
    int | None,
    typer.Option(
        min=0, metavar="DAYS", help="With --publish: the map as it was so many days earlier."
    ),
]
Embed = Annotated[
    bool,
    typer.Option("--embed", help="Also write embed.html: the map alone, for a frame in a page."),
]
Png = Annotated[
    bool, typer.Option("--png", help="Also write map.png, where there is a Chromium to draw it.")
]
Tiles = Annotated[
    str | None,
    typer.Option(
        metavar="osm|URL",
        help="An online background (https://…/{z}/{x}/{y}.png). The page then asks for pictures "
        "there whenever it is opened.",
    ),
]
Borders = Annotated[
    str | None,
    typer.Option(
        metavar="un|none",
        help="Whose practice borders follow: the UN's, or no one's: disputed lines dashed.",
    ),
]


Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The page begins with the events of this day."),
]
Until = Annotated[
    str | None, typer.Option(metavar="DATE", help="The page ends with the events of this day.")
]
Most = Annotated[
    int | None,
    typer.Option(
        "--most",
        min=1,
        metavar="N",
        help="Events on the page: of more, those that most sources report. Without it: 100000.",
    ),
]


def look_flags(
    *,
    publish: bool,
    delay: int | None,
    embed: bool,
    tiles: str | None,
    borders: str | None,
    since: str | None = None,
    until: str | None = None,
    most: int | None = None,
) -> dict[str, Any]:
    """Return these flags as settings: None where a flag was not given and decides nothing."""
    return {
        "publish": publish or None,
        "delay": delay,
        "embed": embed or None,
        "tiles": tiles,
        "borders": borders,
        "since": since,
        "until": until,
        "most_events": most,
    }


def check_look(settings: Settings, folder: Path) -> None:
    """Do nothing when such a page can be made there; better told before a long reading than after.

    Raises UsageError: the tiles are none, a page is delayed that isn't published, or would end
    before it begins; or what is for anyone would lie beside what isn't.
    """
    from geomap.export.looks import look_from
    from geomap.run import SIGHTINGS_FILE

    look_from(settings)
    since, until = settings.since, settings.until
    if since is not None and until is not None and since > until:
        raise UsageError(f"The page's since {since} is after its until {until}. Change them over.")
    if settings.delay and not settings.publish:
        raise UsageError(
            f"A delay of {settings.delay} days is for a published map. Add --publish, or leave it "
            "out (--delay, or delay in geomap.toml)."
        )
    if settings.publish and (folder / SIGHTINGS_FILE).exists():
        raise UsageError(
            f"{folder} holds {SIGHTINGS_FILE}, whole records that are not for anyone. Give a folder "
            "of its own with -o."
        )


def say_look(settings: Settings, files: Mapping[str, Content]) -> None:
    """Tell what to know before files are shown to anyone, and how to frame a page."""
    from geomap.run import EMBED_FILE, RUN_FILE

    if settings.publish:
        say(f"{RUN_FILE} names the files that were read: it is yours, not for the web.")
    if EMBED_FILE in files:
        say(f"To show it in a page: {FRAME}")


def write_picture(folder: Path, files: Mapping[str, Content]) -> Path | None:
    """Write map.png and return its path; say why where that can't be done, and return None."""
    from geomap import run
    from geomap.export.snapshot import map_png

    try:
        picture = map_png(bytes(files[run.MAP_FILE]))
    except OutputError as error:
        complain(str(error))
        return None
    run.write_files(folder, {PNG_FILE: picture})
    return folder / PNG_FILE

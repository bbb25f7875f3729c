"""The command that goes to the network for articles: fetch."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.app import app
from geomap.cli.talk import complain, out, progress, say

if TYPE_CHECKING:
    from geomap.fetching import Outcome

_MOST_NAMED = 5  # pages that are named when many are missed for one reason


@app.command()
def fetch(
    addresses: Annotated[
        list[str],
        typer.Argument(metavar="FEED|URL", help="RSS or Atom feeds, and pages, by http or https."),
    ],
    *,
    into: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the articles go, one file for each.")
    ],
    contact: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Your mail or web address, for servers to know."),
    ] = None,
    pause: Annotated[
        float,
        typer.Option(
            metavar="SECONDS",
            min=0.5,
            max=600,
            help="Between two requests to one host; its robots.txt may ask for more.",
        ),
    ] = 1.0,
    most: Annotated[
        int,
        typer.Option(
            metavar="N", min=1, max=10_000, help="New articles of one feed; the next run goes on."
        ),
    ] = 200,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when something could not be fetched.")
    ] = False,
) -> None:
    """Fetch articles from feeds and pages.

    What is there and unchanged is not fetched again. Only public addresses are asked, one request at a time, as each site's robots.txt allows.

    \b
    Examples:
      geomap fetch https://example.org/feed.xml --into news/ --contact desk@example.org
      geomap fetch https://example.org/2025/08/a-report.html --into news/
      geomap map news/
    """
    from geomap.articles.pages import page_fields
    from geomap.fetching import Manners, fetch

    manners = Manners(contact=contact, pause_s=pause, most_entries=most)
    counts: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    outcomes = fetch(addresses, into, read_page=page_fields, manners=manners)
    try:
        with progress("Fetching articles") as advance:
            for outcome in outcomes:
                advance(outcome.url)
                counts[outcome.kind] += outcome.number
                _tell(outcome, missed)
    finally:  # interrupted or not, what was fetched is there
        _sum_up(counts, missed)
    got = counts["written"] + counts["unchanged"] + counts["known"] + counts["same"]
    if missed and (strict or not (got or counts["feed"])):
        raise typer.Exit(1)


def _tell(outcome: Outcome, missed: Counter[str]) -> None:
    if outcome.kind == "written":
        out(str(outcome.path))
    elif outcome.kind == "left":
        complain(outcome.reason or "")
    elif outcome.kind == "missed":
        cause = outcome.cause or "unknown"
        missed[cause] += 1
        if missed[cause] <= _MOST_NAMED:
            complain(f"not fetched: {outcome.reason}")
        elif missed[cause] == _MOST_NAMED + 1:
            complain(f"not fetched, more of them: {cause}.")


def _sum_up(counts: Counter[str], missed: Counter[str]) -> None:
    """Say how many of each came, and of what didn't, why."""
    told = [
        f"{counts['written']:,} article{'' if counts['written'] == 1 else 's'} written",
        f"{counts['unchanged']:,} unchanged",
        f"{counts['known']:,} already there",
        f"{counts['same']:,} the same as another",
    ]
    if counts["left"]:
        told.append(f"{counts['left']:,} left")
    if missed:
        causes = ", ".join(f"{number:,} {cause}" for cause, number in sorted(missed.items()))
        told.append(f"{missed.total():,} not fetched: {causes}")
    say("; ".join(told) + ".")

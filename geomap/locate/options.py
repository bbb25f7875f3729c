"""The places a name may mean, each with what speaks for it before any context is seen."""

from __future__ import annotations

import re
from itertools import repeat
from math import exp, log10
from typing import NamedTuple

from geomap.locate.forms import Form, clean, core, forms
from geomap.locate.sphere import BEARINGS, destination
from geomap.locate.weights import PRIOR
from geomap.locate.words import DIRECTION_WORDS, fit
from geomap.model import Kind
from geomap.names import Match, Names, Row, normalise

MOST = 120  # options kept for a name: 'San José' has hundreds
AREAS = frozenset({"country", "admin1", "admin2", "region", "continent"})
_NOT_A_TOWN_NOW = frozenset({"PPLX", "PPLQ", "PPLH", "PPLW"})
_HISTORIC = "RGNH"
_HAS_PARTS = 50_000  # people from which a town's 'north' or 'east' is spoken of
COVERED = frozenset({"UA"})  # countries of which the gazetteer has every settlement
_COUNTIES = frozenset({"county", "counties"})  # named after their town where no list has them
_UNIT_OF = re.compile(r"(?:Province|City|Municipality|District|County|Governorate) of ")
_IS_BIG = 100_000  # people
_IS_SEAT = 10_000  # people from which a town is spoken of rather than the unit named after it
STAND_IN_M = 15_000.0  # an airport, a base or a plant lies about this far from its town


class Option(NamedTuple):
    """A place that a name may mean, and how the name led to it."""

    row: Row
    quality: str  # of the match, as in geomap.names
    form: Form
    fits: float  # -1 to 1: how well its kind answers the word taken off; 0 when none was
    stand_in: bool  # the town or unit stands for something the gazetteer lacks
    prior: float


class Pool(NamedTuple):
    """All options for a name, the likeliest first."""

    name: str
    core: str  # what is left of the name without designators, for comparing
    options: tuple[Option, ...]


EMPTY = Pool("", "", ())


def prior_features(
    match: Match,
    *,
    name: str,
    form: Form,
    fits: float,
    stand_in: bool,
    largest: int,
    total: int,
    seats: dict[tuple[str | None, str | None], int],
    only: bool,
    is_rivalled: bool,
) -> dict[str, float]:
    """Return what speaks for a match before any context, by the names of weights.PRIOR."""
    row = match.row
    found: dict[str, float] = {
        "population": log10(max(row.population, 1)) / 7,
        "length": min(len(name), 20) / 10,
    }
    if row.kind != "city":
        found[row.kind] = 1.0
        if row.kind != "facility":
            found["size"] = log10(max(row.radius_m, 1000.0)) - 5  # a province of 100 km is 0
        if row.kind == "natural" and largest >= _IS_SEAT:
            found["town_too"] = log10(largest / _IS_SEAT) / 3
        if row.kind in ("admin1", "admin2"):
            people = seats.get((row.country, row.admin1_code))
            if people:
                found["has_town" if row.kind == "admin1" else "holds_town"] = 1.0
                found["has_city"] = log10(people / _IS_SEAT) / 3
    elif row.population and row.population == largest:
        found["largest"] = 1.0
    if row.kind == "city" and row.population > _IS_BIG:
        found["big"] = log10(row.population / _IS_BIG) / 2
    if row.kind == "city" and total:
        found["share"] = row.population / total
    if row.seat > 0:
        found["capital" if row.seat == 2 else "seat"] = 1.0
    elif row.seat == -1:
        found["known"] = 1.0
    if row.feature in _NOT_A_TOWN_NOW:
        found["part"] = 1.0
    if match.quality != "primary":
        found[match.quality] = 1.0
        if match.quality in ("official", "alternate") and match.lang not in ("", "en"):
            found["foreign"] = 1.0
            if is_rivalled and row.kind == "country":
                found["foreign_land"] = 1.0
    if normalise(row.given or row.name) == name:
        found["same_name"] = 1.0
    elif (
        row.kind == "admin1"
        and "has_town" not in found
        and normalise(row.given or row.name).startswith(name + " ")
    ):
        found["bare"] = 1.0
    if only:
        found["only"] = 1.0
    if row.feature == _HISTORIC:
        found["historic"] = 1.0
    elif row.source == "overlay":
        found["curated"] = 1.0
    if row.id.startswith("own:"):
        found["own"] = 1.0
    if row.country in COVERED:
        found["covered"] = 1.0
    if form.word:
        found["shortened"] = 1.0
    if fits:
        found["fit"] = fits
    if stand_in:
        found["stand_in"] = 1.0
    return found


def find(names: Names, surface: str) -> Pool:
    """Return the places that `surface` may mean; exact names first, close spellings only else."""
    rated = tuple(option for option, _ in rate(names, surface))
    return Pool(clean(surface), core(forms(surface)), rated)


def rate(names: Names, surface: str) -> list[tuple[Option, dict[str, float]]]:
    """Return the options for `surface`, best first, each with its signs by weights.PRIOR."""
    tried = forms(surface)
    found = _exact(names, tried) or _close(names, tried)
    towns = [option.row.population for option in found if option.row.kind == "city"]
    largest, total = max(towns, default=0), sum(towns)
    seats: dict[tuple[str | None, str | None], int] = {}  # unit -> people in its namesake town
    for row in (option.row for option in found):
        if row.kind == "city" and row.population >= _IS_SEAT:
            unit = (row.country, row.admin1_code)
            seats[unit] = max(row.population, seats.get(unit, 0))
    is_rivalled = any(o.match.quality == "primary" and not o.form.word for o in found)
    rated = [
        _rated(
            option,
            largest=largest,
            total=total,
            seats=seats,
            only=len(found) == 1,
            is_rivalled=is_rivalled,
        )
        for option in found
    ]
    rated.sort(key=lambda pair: (-pair[0].prior, pair[0].row.id))
    return rated[:MOST]


def softmax(scores: list[float]) -> tuple[float, ...]:
    """Return the scores as probabilities that sum to 1."""
    top = max(scores)
    grown = [exp(score - top) for score in scores]
    total = sum(grown)
    return tuple(value / total for value in grown)


class _Found(NamedTuple):
    match: Match
    row: Row  # the match's, or one derived from it
    form: Form
    fits: float
    stand_in: bool


def _rated(
    found: _Found,
    *,
    largest: int,
    total: int,
    seats: dict[tuple[str | None, str | None], int],
    only: bool,
    is_rivalled: bool,
) -> tuple[Option, dict[str, float]]:
    features = prior_features(
        found.match,
        name=normalise(found.form.name),
        form=found.form,
        fits=found.fits,
        stand_in=found.stand_in,
        largest=largest,
        total=total,
        seats=seats,
        only=only,
        is_rivalled=is_rivalled,
    )
    prior = sum(PRIOR[name] * value for name, value in features.items())
    option = Option(
        found.row, found.match.quality, found.form, found.fits, found.stand_in, round(prior, 6)
    )
    return option, features


def _exact(names: Names, tried: list[Form]) -> list[_Found]:
    """Return the options under the names as written, and under what is left without a word."""
    found: dict[str, _Found] = {}
    whole = False
    for form in tried:
        shortened = bool(form.word)
        if shortened and form.part and whole:
            continue  # 'North Korea', 'South Sudan': a name of its own
        for match in map(_own_name, names.lookup(form.name), repeat(normalise(form.name))):
            option = _derive(names, match, form, whole=whole)
            if option is not None and option.row.id not in found:
                found[option.row.id] = option
        whole = whole or (bool(found) and not shortened)
    # A province is not somewhere around a town of its name, where the country has one called so.
    known = {option.row.country for option in found.values() if option.fits > 0}
    return [
        option
        for option in found.values()
        if not (option.stand_in and (option.row.country in known or (known and _is_county(option))))
        or option.form.word.lower() == "state"  # 'San Diego State' is a university
    ]


def _own_name(match: Match, name: str) -> Match:
    """Return the match as one by the place's own name where that only has a word more: 'Province of Bukidnon'."""
    prefix = _UNIT_OF.match(match.row.name) if match.quality in ("official", "alternate") else None
    if prefix is None or normalise(match.row.name[prefix.end() :]) != name:
        return match
    return match._replace(quality="primary", lang="")


def _derive(names: Names, match: Match, form: Form, *, whole: bool) -> _Found | None:
    row = match.row
    if not form.word:
        return _Found(match, row, form, 0.0, False)
    if match.quality == "demonym":
        return None
    if form.part:
        if form.wanted and fit(form.wanted, row.kind, row.seat) <= 0:
            return None
        if row.kind not in AREAS and row.population < _HAS_PARTS:
            return None
        return _Found(match, part_of(row, form.part, form.word), form, 0.0, False)
    if form.edge:
        if row.kind not in AREAS:
            return None
        return _Found(match, row, form, 0.0, False)
    if form.wanted is None:
        return None
    fits = fit(form.wanted, row.kind, row.seat)
    if fits > 0:
        return _Found(match, row, form, fits, False)
    if whole:
        return None
    return _stand_in(names, match, form)


def _is_county(option: _Found) -> bool:
    return option.form.word.lower() in _COUNTIES


def _stand_in(names: Names, match: Match, form: Form) -> _Found | None:
    """Return the unit whose seat the town is, or the town itself in place of its airport."""
    row = match.row
    is_county = form.word.lower() in _COUNTIES
    if row.kind == "city" and (is_county or form.wanted in ("admin1", "region", "district")):
        if row.seat in (1, 3) and row.admin1 and form.wanted in ("admin1", "region"):
            for unit in names.lookup(row.admin1):
                if unit.row.kind == "admin1" and unit.row.country == row.country:
                    return _Found(match, unit.row, form, 0.8, False)
        radius_m = 80_000.0 if form.wanted in ("admin1", "region") else 30_000.0
        name = f"{row.name} {form.word.lower()}"
        stand = row._replace(
            id=f"relative:{row.id}:{form.wanted}",
            name=name,
            kind="region",
            radius_m=max(row.radius_m, radius_m),
        )
        return _Found(match, stand, form, 0.0, True)
    if form.wanted in ("facility", "camp") and row.kind == "city":
        word = "-".join(form.word.lower().split())
        stand = row._replace(
            id=f"relative:{row.id}:{word}",
            name=f"{row.name} {form.word.lower()}",
            kind="facility",
            radius_m=max(row.radius_m, STAND_IN_M),
        )
        return _Found(match, stand, form, 0.0, True)
    return None


def part_of(row: Row, part: str, word: str) -> Row:
    """Return the northern, eastern, … part of a place: a point inside it with its own radius."""
    name = f"{word.lower()} {row.name}"
    kind: Kind = "city" if row.kind == "city" else "region"
    if part == "c":
        return row._replace(
            id=f"relative:{row.id}:centre", name=name, kind=kind, radius_m=row.radius_m * 0.5
        )
    lon, lat = destination(row.lon, row.lat, bearing_deg=BEARINGS[part], metres=row.radius_m * 0.72)
    return row._replace(
        id=f"relative:{row.id}:{DIRECTION_WORDS[part]}",
        name=name,
        kind=kind,
        lon=lon,
        lat=lat,
        radius_m=row.radius_m * 0.5,
    )


def _close(names: Names, tried: list[Form]) -> list[_Found]:
    """Return close spellings of the name, or of what is left without a word."""
    if any(form.wanted in ("facility", "camp", "site") for form in tried):
        return []  # 'Press Street' is no misspelt town
    found: dict[str, _Found] = {}
    for form in tried:
        if form.edge or form.part:
            continue
        for match in names.fuzzy(form.name):
            fits = fit(form.wanted, match.row.kind, match.row.seat) if form.wanted else 0.0
            if fits >= 0 and match.row.id not in found:
                found[match.row.id] = _Found(match, match.row, form, fits, False)
        if found:
            break
    return list(found.values())

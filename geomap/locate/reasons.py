"""Why a place was chosen, or none, in words that a journalist understands."""

from __future__ import annotations

from collections.abc import Callable

from geomap.locate.choose import COLUMNS
from geomap.locate.groups import Choice
from geomap.locate.options import Option, Pool
from geomap.names import Row

_KINDS = {
    "city": "town",
    "facility": "facility",
    "admin1": "province or region",
    "admin2": "district",
    "country": "country",
    "region": "area",
    "natural": "natural feature",
    "continent": "continent",
}


def told(row: Row) -> str:
    """Return a place in a few words: 'Paris (Texas, US)'."""
    where = [part for part in (row.admin1, row.country) if part and part != row.name]
    return f"{row.name} ({', '.join(where)})" if where else row.name


def chosen(
    pool: Pool,
    choice: Choice,
    index: int,
    *,
    cue: str | None,
    link: str | None,
    holding: str | None,
    near: Callable[[Row], str | None],
    is_demonym: bool = False,
) -> list[str]:
    """Return why the option at `index` was chosen, the strongest sign first.

    `near` says which of the article's surest points is nearest; asked only where that counts.
    """
    option = pool.options[index]
    signs = dict(zip(COLUMNS, choice.features[index], strict=True))
    found = _by_name(pool, option)
    rivals = [other for other in pool.options if other.row.id != option.row.id]
    if max(signs["inside"], signs["told_near"]) > 0.3 and link:
        found.append(f"{told(option.row)}: the text says where it lies: '{link}'")
    elif signs["holds"] > 0.3 and holding:
        found.append(f"{told(option.row)}: it contains the place named with it: '{holding}'")
    if cue and signs["cue"] > 0 and any(other.row.kind != option.row.kind for other in rivals):
        found.append(f"the {_KINDS[option.row.kind]}, not a namesake: '{cue}'")
    if option.fits > 0 and option.form.word:
        found.append(f"the {_KINDS[option.row.kind]}: '{option.form.word}'")
    if is_demonym and not found:
        found.append(_belongs(option.row))
    if not rivals:
        return found or ["the only place of that name that the gazetteer knows"]
    if signs["sense"] > 0.5:
        found.append("the same place as where the article first says it in full")
    beside = near(option.row) if signs["near"] > 0.4 and option.row.seat != 2 else None
    if beside:
        found.append(beside)
    elif signs["country_share"] > 0.4 and option.row.country and option.row.kind != "country":
        found.append(f"other places of the article lie in the same country, {option.row.country}")
    if signs["told_of"] > 0:
        found.append(f"of {len(rivals) + 1} places of that name, the one known for such events")
    if not found or (len(found) == 1 and option.quality != "primary"):
        found.append(_by_fame(option, rivals))
    return found


def _by_name(pool: Pool, option: Option) -> list[str]:
    row = option.row
    if option.stand_in:
        return [
            f"no {option.form.word.lower()} called {pool.name!r} is known: "
            f"placed at {option.form.name}, give or take {row.radius_m / 1000:.0f} km"
        ]
    if option.form.part:
        return [f"a part of {option.form.name}: a point in its {option.form.word.lower()}"]
    if option.quality == "demonym":
        return [_belongs(row)]
    if option.quality == "former":
        return [f"a former name of {row.name}"]
    if option.quality == "fuzzy":
        spelt = row.given or row.name
        return [f"close to the spelling {spelt!r}; no place is spelt {pool.name!r}"]
    if option.quality == "approximate":
        return ["approximate: the village's own point is not known, only its district's"]
    return []


def _belongs(row: Row) -> str:
    return f"what belongs to {row.name}, or its people"


def _by_fame(option: Option, rivals: list[Option]) -> str:
    row, count = option.row, len(rivals) + 1
    if row.seat == 2:
        return f"the national capital, of {count} places of that name"
    if row.kind != "city":
        return f"the {_KINDS[row.kind]}, the best known of {count} places of that name"
    towns = [other.row.population for other in rivals if other.row.kind == "city"]
    if row.population and row.population >= max(towns, default=0):
        return f"the largest of {count} places of that name ({row.population:,} people)"
    return f"the likeliest of {count} places of that name"


def alone(pool: Pool, option: Option) -> list[str]:
    """Return what speaks for an option when nothing but its name is known."""
    rivals = [other for other in pool.options if other.row.id != option.row.id]
    found = _by_name(pool, option)
    if option.fits > 0 and option.form.word:
        found.append(f"the {_KINDS[option.row.kind]}: '{option.form.word}'")
    if rivals:
        found.append(_by_fame(option, rivals))
    return found or ["the only place of that name that the gazetteer knows"]


def told_elsewhere(surface: str, option: Option, link: str | None) -> str:
    """Return why the only likely place was not chosen: the text puts the name somewhere else."""
    said = f"not where the text says: {link!r}" if link else "not where the text has it elsewhere"
    return f"the {surface[:80]!r} that the gazetteer knows is {told(option.row)}, {said}"


def unplaced(surface: str, pool: Pool, choice: Choice | None = None) -> str:
    """Return why no place was chosen."""
    if not pool.options:
        return f"no place called {surface[:80]!r} is known to the gazetteer"
    if all(option.quality == "fuzzy" for option in pool.options):
        nearest = told(pool.options[0].row)
        return (
            f"no place called {surface[:80]!r} is known to the gazetteer; the nearest in spelling, "
            f"{nearest}, is not where the article's other places are"
        )
    shares = COLUMNS.index("country_share")
    if len(pool.options) == 1:
        only = (
            f"the only {surface[:80]!r} that the gazetteer knows is {told(pool.options[0].row)}, "
        )
        if choice and choice.features[0][shares] >= 0.05:
            return f"{only}and too little in the article speaks for it"
        return f"{only}of which nothing else in the article speaks"
    if choice and choice.company > 0.3 and choice.features[choice.order[0]][shares] < 0.05:
        return (
            f"none of the {len(pool.options)} places called {surface[:80]!r} that the gazetteer "
            "knows lies where the article's other places are"
        )
    return (
        f"{len(pool.options)} places may be meant by {surface[:80]!r}, "
        "and nothing in the article decides between them"
    )

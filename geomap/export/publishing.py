"""What may be shown to anyone: evidence cut short, sensitive places by their district, no last days.

It comes between the sightings and the events made of them, so that the page and the GeoJSON say
the same. What is held back stays a sighting, off the map, and is counted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from math import asin, cos, floor, radians, sin, sqrt
from typing import NamedTuple

from geomap.export.whose import may_be_of
from geomap.model import ArticleRef, Place, Sighting
from geomap.names import Names, Row

EVIDENCE = 200  # characters of a sentence, around its cue
HELD_BACK = "held_back"
COARSE_RADIUS_M = 40_000.0  # of a place shown without a district
EARTH_M = 6_371_009  # IUGG mean radius
REAL = ("occurred", "ongoing")
EXACT_KINDS = ("facility", "city")  # what lies more exactly than a district does
_AROUND = (40, 20)  # characters before and after a name, in which its sentence may say what it is

Districts = Callable[[str], Sequence[Row]]


class Public(NamedTuple):
    """What may be shown, and the day it is as of."""

    sightings: list[Sighting]
    as_of: date | None


def publish(
    sightings: Iterable[Sighting],
    names: Names | None,
    *,
    delay_days: int = 0,
    versions: Collection[str] = (),
    own_troops: Collection[str] = (),
) -> Public:
    """Return the sightings as anyone may see them.

    With `delay_days` the map is the one of so many days before the newest article: later articles
    are held back (see `late_articles`, also for `versions`), and what happened later. `own_troops`:
    countries (ISO 3166-1 alpha-2) whose military places are meant, and all that may be theirs; empty
    for all. `names` None: a sensitive place has no district and is shown in a cell of half a degree.
    """
    kept = list(sightings)
    as_of = _as_of(kept, delay_days)
    held = late_articles(kept, delay_days, versions=versions) if delay_days else None
    districts = cache(names.districts) if names else None
    own = frozenset(own_troops)
    shown = [
        _shown(_held_back(s, as_of, held), districts, own, names) if _is_told(s) else s
        for s in kept
    ]
    return Public(shown, as_of)


def late_articles(
    sightings: Iterable[Sighting],
    delay_days: int,
    *,
    versions: Collection[str] = (),
    bare: Iterable[ArticleRef] = (),
) -> set[str]:
    """Return the ids of the articles that came later than `delay_days` before the newest one.

    One without a date counts as late. One of the `versions`, later ones of others, came when it was
    retrieved; any other when it was published, however late it was looked for. `bare` are articles
    without sightings.
    """
    kept = list(sightings)
    articles = {one.id: one for one in (*(s.article for s in kept), *bare)}
    as_of = _as_of(kept, delay_days)
    return {
        article.id
        for article in articles.values()
        if as_of is None
        or article.published is None
        or article.published > as_of
        or (article.id in versions and (article.retrieved_at or "")[:10] > as_of.isoformat())
    }


def excerpt(sentence: str, at: int, end: int, *, most: int = EVIDENCE) -> str:
    """Return at most `most` characters of `sentence` around sentence[at:end], cut between words."""
    if len(sentence) <= most:
        return sentence
    room = most - 2  # an ellipsis at either side
    length = min(max(end - at, 0), room)
    start = min(max(0, at - (room - length) // 2), len(sentence) - room)
    stop = start + room
    if start > 0:
        space = sentence.find(" ", start, min(at, start + 30))
        start = space + 1 if space >= 0 else start
    if stop < len(sentence):
        space = sentence.rfind(" ", max(at + length, stop - 30), stop)
        stop = space if space >= 0 else stop
    return ("…" if start > 0 else "") + sentence[start:stop] + ("…" if stop < len(sentence) else "")


def sensitive(
    sighting: Sighting, own_troops: Collection[str] = (), names: Names | None = None
) -> str | None:
    """Return which kind of sensitive place this is (a table of sensitive.toml); None for none.

    `names` knows whose troops a text names; None: any may be those of `own_troops`.
    """
    place = sighting.place
    if place is None or place.kind not in EXACT_KINDS:
        return None
    ours = not own_troops or may_be_of(own_troops, sighting, names)
    if sighting.event_type == "build_up" and ours:
        return "troops"
    near = _beside(sighting.sentence, sighting.text)
    for kind, (in_name, in_sentence) in _patterns().items():
        if kind == "troops" and not ours:
            continue
        if in_name.search(place.name) or in_name.search(sighting.text):
            return kind
        if in_sentence.search(near):
            return kind
    return None


def _beside(sentence: str, name: str) -> str:
    """Return the words before and after each place where the name stands, on lines of their own."""
    before, after = _AROUND
    return "\n".join(
        f"{sentence[max(0, found.start() - before) : found.start()]}\n"
        f"{sentence[found.end() : found.end() + after]}"
        for found in (re.finditer(re.escape(name), sentence) if name else ())
    )


def _is_told(sighting: Sighting) -> bool:
    """Return whether it may be in an event: as a report, or as a denial beside one."""
    return sighting.on_map or sighting.off_map_reason == "did_not_occur"


def _as_of(sightings: Sequence[Sighting], delay_days: int) -> date | None:
    """Return the day so long before the newest article; None when no article has a date."""
    newest = max((s.article.published for s in sightings if s.article.published), default=None)
    return newest - timedelta(days=delay_days) if newest is not None else None


def _held_back(sighting: Sighting, as_of: date | None, held: Collection[str] | None) -> Sighting:
    """Return the sighting, off the map when its article is `held` or it happened later.

    None held: there is no delay."""
    if held is None:
        return sighting
    late = as_of is None or sighting.article.id in held
    if not late and as_of is not None and sighting.status in REAL:
        first = (sighting.event_date or "").split("/")[0]
        late = first[:10] > as_of.isoformat() if first[:1].isdigit() else False
    if not late:
        return sighting
    return sighting.model_copy(update={"on_map": False, "off_map_reason": HELD_BACK})


def _shown(
    sighting: Sighting, districts: Districts | None, own: Collection[str], names: Names | None
) -> Sighting:
    kind = sensitive(sighting, own, names) if _is_told(sighting) else None
    evidence = _evidence(sighting)
    changed: dict[str, object] = {
        "sentence": evidence,
        "article": _unplaced_file(sighting.article),
        # Details stand in the evidence, or aren't told.
        "actors": tuple(one for one in sighting.actors if one.text in evidence),
        "stances": tuple(one for one in sighting.stances if one.text in evidence),
        "casualties": tuple(one for one in sighting.casualties if one.text in evidence),
    }
    if kind is not None and sighting.place is not None:
        changed["place"] = _coarse(sighting.place, districts)
        changed["why"] = (f"shown by its district only: a sensitive place ({kind})",)
        changed["rivals"] = ()
    return sighting.model_copy(update=changed)


def _evidence(sighting: Sighting) -> str:
    sentence, name, cue = sighting.sentence, sighting.text, sighting.trigger
    found = [m.start() for m in re.finditer(re.escape(name), sentence)] if name else []
    if cue is None:
        at = found[0] if found else 0
        return excerpt(sentence, at, at + len(name))
    start = sentence.find(cue.text)
    for at in found:
        beside = at + cue.start - sighting.start
        if beside >= 0 and sentence[beside : beside + len(cue.text)] == cue.text:
            low, high = min(at, beside), max(at + len(name), beside + len(cue.text))
            if high - low <= EVIDENCE - 20:
                return excerpt(sentence, low, high)
            start = beside
            break
    start = max(start, 0)
    return excerpt(sentence, start, start + len(cue.text))


def _unplaced_file(article: ArticleRef) -> ArticleRef:
    """Return the article without the folders its file, and those of its earlier versions, lie in."""
    earlier = tuple(map(_unplaced, article.earlier))
    return article.model_copy(update={"source": _unplaced(article.source), "earlier": earlier})


def _unplaced(source: str) -> str:
    if source.startswith(("http://", "https://")):
        return source
    return re.split(r"[/\\]", source)[-1] or "-"


def _coarse(place: Place, districts: Districts | None) -> Place:
    """Return the district that `place` lies in; a cell of half a degree where none is known."""
    found: tuple[float, Row] | None = None
    for row in districts(place.country) if districts and place.country else ():
        if place.admin1 and row.admin1 and row.admin1 != place.admin1:
            continue
        away = _metres(place.lon, place.lat, row.lon, row.lat)
        if away <= row.radius_m * 1.5 and (found is None or away < found[0]):
            found = (away, row)
    if found is not None:
        row = found[1]
        return Place(
            id=row.id, name=row.name, kind="admin2", country=row.country, admin1=row.admin1,
            lon=row.lon, lat=row.lat, radius_m=max(row.radius_m, 10_000), source=row.source,
            status_note=place.status_note,
        )  # fmt: skip
    lon = max(-179.75, min(179.75, floor(place.lon * 2) / 2 + 0.25))
    lat = max(-89.75, min(89.75, floor(place.lat * 2) / 2 + 0.25))
    where = place.admin1 or place.country
    return Place(
        id=f"own:about:{lon},{lat}", name=f"near here, {where}" if where else "near here",
        kind="region", country=place.country, admin1=place.admin1, lon=lon, lat=lat,
        radius_m=COARSE_RADIUS_M, source="geomap", status_note=place.status_note,
    )  # fmt: skip


def _metres(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    across, along = radians(lon_b - lon_a) / 2, radians(lat_b - lat_a) / 2
    height = sin(along) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(across) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(height)))


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    tables = tomllib.loads(
        files("geomap.export").joinpath("sensitive.toml").read_text(encoding="utf-8")
    )
    return {
        kind: (
            re.compile("|".join(table["name"]), re.IGNORECASE),
            re.compile("|".join(table["before"]), re.IGNORECASE),
        )
        for kind, table in tables.items()
    }

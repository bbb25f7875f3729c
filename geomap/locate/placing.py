"""Mentions -> Sightings: each with its place, or without one and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from geomap.locate import bygone, offsets, reasons, relative, standins
from geomap.locate.choose import COLUMNS, choose
from geomap.locate.gazetteer import candidate, place
from geomap.locate.groups import Choice
from geomap.locate.home import Home
from geomap.locate.options import AREAS, Option, Pool, part_of
from geomap.locate.sphere import distance_m
from geomap.locate.surest import Surest, surest_points
from geomap.locate.targets import Target, groups, targets
from geomap.locate.weights import PLACED_ABOVE
from geomap.locate.words import DIRECTION_WORDS
from geomap.model import Article, ArticleRef, Candidate, Mention, Scores, Sighting
from geomap.names import Row
from geomap.seams import Geocoder

RIVALS = 5
_VAGUE_M = 20_000.0  # from farther off a place isn't drawn unless the text says in which direction
_TOLD_SURE = 0.8
_ALONE, _OUTSIDE = map(COLUMNS.index, ("alone", "outside"))
_BESIDE = 0.5
_WELL_KNOWN = 50_000  # people: a town that may be named anywhere in the world
_BY_ITSELF = 1.43  # of what is needed else: an event in a land that the article names nowhere else
_ON_NO_MAP = 0.72  # of what an event needs: there a wrong place misleads more than a missing one
_SOLE = 0.57  # and of a name that one place alone has: it is right more often than it is sure
_UNLIKELY = 0.15  # what the gazetteer has under that name is hardly meant
_OFF_BODY = ("duplicate", "teaser", "boilerplate", "related_article")


class Placed(NamedTuple):
    """What became of a mention: its place, how sure, why, and the other places it may mean."""

    row: Row | None
    probability: float | None
    why: tuple[str, ...]
    rivals: tuple[Candidate, ...] = ()


def locate(
    article: Article,
    mentions: Sequence[Mention],
    geocoder: Geocoder,
    *,
    placed_above: float = PLACED_ABOVE,
) -> list[Sighting]:
    """Return one sighting for each mention, in their order.

    A place whose probability is below `placed_above` is not given: `why` says so.

    Raises GeocoderUnusable: the geocoder can't answer at all.
    """
    found = targets(article.text, mentions, geocoder)
    bygone.weigh(found, article.published)
    board = groups(found)
    choices = choose(board)
    surest = surest_points(board, choices)
    settled: dict[tuple[object, ...], Placed] = {}
    outcomes: list[Placed] = []
    for target in found:
        if target.failure is not None:
            outcomes.append(Placed(None, None, (target.failure,)))
        elif not target.is_place:
            outcomes.append(Placed(None, None, ()))
        elif not target.pool.options:
            outcomes.append(Placed(None, None, (reasons.unplaced(_text(target), target.pool),)))
        else:
            choice = choices[target.group]
            above = placed_above * _needed(target, choice)
            # Each quotes its own.
            key = (target.group, target.cue, target.link, target.holding, above)
            if key not in settled:
                settled[key] = _settle(target, choice, surest, placed_above=above)
            outcomes.append(settled[key])
    outcomes = _stand_ins(article.text, found, outcomes, surest)
    own = [target for target in found if target.mention is not None]
    placed = [out for t, out in zip(found, outcomes, strict=True) if t.mention is not None]
    placed = _relative(article.text, own, placed)
    by_span = {
        (target.start, target.end): outcome for target, outcome in zip(own, placed, strict=True)
    }
    ref = ArticleRef.of(article)
    return [_sighting(ref, mention, by_span[mention.start, mention.end]) for mention in mentions]


def _is_sole(pool: Pool) -> bool:
    """Return whether one place alone has this very name."""
    if len(pool.options) != 1:
        return False
    option = pool.options[0]
    return not option.form.word and option.quality in ("primary", "official", "alternate")


def _needed(target: Target, choice: Choice) -> float:
    is_event = target.mention is None or target.mention.site != "none"
    if is_event and choice.features[choice.order[0]][_ALONE] > _BESIDE:
        return 1.0 if _is_sole(target.pool) else _BY_ITSELF
    if _is_sole(target.pool):
        return _SOLE
    return 1.0 if is_event else _ON_NO_MAP


def _settle(target: Target, choice: Choice, surest: Surest, *, placed_above: float) -> Placed:
    pool = target.pool
    best = choice.order[0]
    probability = choice.sure
    others = choice.order
    if choice.barred and all(choice.barred):
        told = (reasons.told_elsewhere(_text(target), pool.options[best], target.link),)
        return Placed(None, None, told, _candidates(pool.options, choice, others[:RIVALS]))
    if probability < placed_above:
        unsure = (reasons.unplaced(_text(target), pool, choice),)
        return Placed(None, probability, unsure, _candidates(pool.options, choice, others[:RIVALS]))
    row = pool.options[best].row
    if surest.puts_elsewhere(row, choice.features[best][_OUTSIDE]):
        told = (reasons.told_elsewhere(_text(target), pool.options[best], target.link),)
        return Placed(None, None, told, _candidates(pool.options, choice, others[:RIVALS]))
    why = tuple(
        reasons.chosen(
            pool,
            choice,
            best,
            cue=target.cue.words if target.cue else None,
            link=target.link,
            holding=target.holding,
            near=surest.nearest,
            is_demonym=target.mention is not None and target.mention.usage == "demonym",
        )
    )
    rivals = _candidates(pool.options, choice, others[1 : RIVALS + 1])
    return Placed(row, probability, why, rivals)


def _stand_ins(
    text: str, found: list[Target], outcomes: list[Placed], surest: Surest
) -> list[Placed]:
    """Return the outcomes with what the gazetteer lacks placed where the text says it lies."""
    rows = [outcome.row for outcome in outcomes]
    for at, named in standins.namesakes(text, found, rows, surest):
        told_elsewhere = f"{_text(found[at])!r} is a building here, far from {named}"
        outcomes[at] = Placed(None, None, (told_elsewhere,), outcomes[at].rivals)
        rows[at] = None
    sure = [outcome.probability or 0.0 for outcome in outcomes]
    moved = list(outcomes)
    told: dict[str, Placed] = {}  # by name
    home: Home | None = None
    for at, target in enumerate(found):
        mention = target.mention
        if mention is None or rows[at] is not None or target.failure is not None:
            continue
        if mention.usage not in ("literal", "associative", "org_part"):
            continue
        if (road := _road(found, outcomes, at)) is not None:
            moved[at] = road
            continue
        if mention.usage == "literal":
            as_told = told.get(mention.text) or _as_told(text, found, outcomes, at)
            if as_told is not None:
                told[mention.text] = moved[at] = as_told
                continue
        stand_in = standins.told(target, found, rows, sure)
        if stand_in is not None and mention.usage == "literal" and target.barring:
            told[mention.text] = _stood_in(stand_in, outcomes[at])
        if stand_in is None and standins.is_building(text, target):
            nearby = found[max(0, at - 8) : at + 9]
            bounds = slice(max(0, at - 8), at + 9)
            home = home or Home(text, found, rows)
            stand_in = standins.beside(text, target, nearby, rows[bounds], sure[bounds], home=home)
        if stand_in is None and mention.site == "none" and _is_unknown(target, outcomes[at]):
            stand_in = standins.around(target, found, rows, sure)
        if stand_in is not None:
            moved[at] = _stood_in(stand_in, outcomes[at])
    return moved


def _road(found: list[Target], outcomes: list[Placed], at: int) -> Placed | None:
    """Return the place between the two ends of 'the Goma-Rutshuru road', None if it is no such."""
    if at + 2 >= len(found) or not found[at + 1].is_half:
        return None
    one, other = outcomes[at + 1], outcomes[at + 2]
    if one.row is None or other.row is None:
        return None
    words = _text(found[at])
    row = offsets.place(relative.Relative("road", words), one.row, partner=other.row)
    if row is None:
        return None
    why = f"{row.name}, give or take {row.radius_m / 1000:.0f} km: '{words}'"
    return Placed(row, min(one.probability or 0.0, other.probability or 0.0), (why,))


def _stood_in(stand_in: standins.StandIn, instead: Placed) -> Placed:
    return Placed(stand_in.row, stand_in.probability, (stand_in.why,), instead.rivals)


def _as_told(text: str, found: list[Target], outcomes: list[Placed], at: int) -> Placed | None:
    """Return where a name that isn't placed lies, when the text tells it from one of the next two.

    'Zorbekhan, 40 km south of Kirkuk'; None when it doesn't, or too vaguely to be drawn.
    """
    name = text[found[at].start : found[at].end]
    for base, target in zip(outcomes[at + 1 : at + 3], found[at + 1 : at + 3], strict=True):
        said = relative.apposed(text, target.start, previous_end=found[at].end)
        if base.row is None and target.mention is not None and target.mention.usage == "literal":
            return None
        if said is None or base.row is None or base.row.kind in AREAS:
            continue
        vague = said.how == "distance" and said.towards is None and said.metres > _VAGUE_M
        row = offsets.place(said, base.row)
        if row is None or vague:
            continue
        why = f"the text puts it {row.name}, give or take {row.radius_m / 1000:.0f} km"
        moved = row._replace(id=f"{row.id}:{standins.slug(name)}", name=f"{name} ({row.name})")
        sure = _TOLD_SURE * (base.probability or 0.0)
        return Placed(moved, sure, (*outcomes[at].why, why), outcomes[at].rivals)
    return None


def _is_unknown(target: Target, outcome: Placed) -> bool:
    """Return whether the gazetteer has no place that may be meant, as far as can be told."""
    called_so = [o.row for o in target.pool.options if o.quality != "fuzzy"]
    if any(row.kind == "city" and row.population >= _WELL_KNOWN for row in called_so):
        return False
    return not called_so or (outcome.probability or 0.0) < _UNLIKELY


def _text(target: Target) -> str:
    return target.mention.text if target.mention else target.pool.name


def _candidates(
    options: Sequence[Option], choice: Choice, indices: Sequence[int]
) -> tuple[Candidate, ...]:
    return tuple(candidate(options[i], score=choice.probabilities[i], why=()) for i in indices)


def _relative(text: str, own: list[Target], placed: list[Placed]) -> list[Placed]:
    """Return the outcomes with those moved that the text gives from another place."""
    found = list(placed)
    for at, target in enumerate(own):
        mention = target.mention
        if mention is None or mention.usage not in ("literal", "associative"):
            continue
        base = placed[at].row
        if base is None:
            if letters := relative.front(mention.text):
                found[at] = _front(letters, own, placed)
            continue
        edge = _edge(target, base)
        previous_end = own[at - 1].end if at else None
        said = relative.read(text, target.start, target.end, previous_end=previous_end)
        if edge:
            said = relative.Relative(edge, mention.text)
        elif mention.site == "none" and (said is None or not said.always or base.kind in AREAS):
            continue  # the event lies there, not the name: without one the name means itself
        moved: Row | None = None
        if said is None:
            if at and (led := _led(text, own, at)):
                moved = offsets.place(led, base, partner=placed[at - 1].row)
                said = led
        elif said.how in ("between", "road"):
            partner = None
            if at + 1 < len(own) and relative.joins(text, target.end, own[at + 1].start):
                partner = placed[at + 1].row
            moved = offsets.place(said, base, partner=partner)
        elif said.how == "border":
            moved = offsets.place(said, base, partner=_other_side(own, placed, at))
        elif mention.usage == "literal" or said.how == "coast":
            moved = offsets.place(said, base)
        if moved is not None and said is not None:
            note = f"{moved.name}, give or take {moved.radius_m / 1000:.0f} km: '{said.words}'"
            found[at] = placed[at]._replace(row=moved, why=(*placed[at].why, note))
    return found


def _edge(target: Target, base: Row) -> str | None:
    for option in target.pool.options:
        if option.row.id == base.id:
            return option.form.edge
    return None


def _led(text: str, own: list[Target], at: int) -> relative.Relative | None:
    """Return 'between' or 'road' when this name is the second of such a pair."""
    before = own[at - 1]
    if not relative.joins(text, before.end, own[at].start):
        return None
    previous_end = own[at - 2].end if at > 1 else None
    said = relative.read(text, before.start, before.end, previous_end=previous_end)
    return said if said is not None and said.how in ("between", "road") else None


def _other_side(own: list[Target], placed: list[Placed], at: int) -> Row | None:
    """Return the other side of a border: a town of the same sentence there, else a country."""
    base = placed[at].row
    here = own[at].mention
    if base is None or here is None:
        return None
    countries: list[Row] = []
    for step in (-1, 1, -2, 2, -3, 3, *range(-4, -16, -1)):
        if not 0 <= at + step < len(own):
            continue
        other = own[at + step]
        row: Row | None = placed[at + step].row
        if row is None or row.country is None or row.country == base.country:
            continue
        mention = other.mention
        is_near = mention is not None and mention.sentence == here.sentence
        if row.kind in ("city", "facility") and is_near and mention and mention.usage == "literal":
            metres = distance_m(row.lon, row.lat, base.lon, base.lat)
            if metres < base.radius_m * 2:
                return row
        if row.kind == "country":
            countries.append(row)
        if is_near and countries:
            return countries[0]
    return countries[0] if countries else None


def _front(letters: str, own: list[Target], placed: list[Placed]) -> Placed:
    """Return a front that is named by its direction alone: that part of the country at war."""
    tally: dict[str, tuple[int, Row]] = {}
    for target, outcome in zip(own, placed, strict=True):
        row = outcome.row
        if row is None or row.kind != "country" or target.mention is None:
            continue
        is_field = target.mention.site == "battlefield"
        score, _ = tally.get(row.id, (0, row))
        tally[row.id] = (score + (5 if is_field else 1), row)
    if not tally:
        return Placed(None, None, ("no country in the article that this front could lie in",))
    _, row = max(tally.values(), key=lambda pair: (pair[0], pair[1].id))
    word = DIRECTION_WORDS[letters]
    moved = part_of(row, letters, word)
    moved = moved._replace(id=f"{moved.id}-front", name=f"front in the {word} of {row.name}")
    why = f"the front in the {word} of {row.name}, of which the article speaks most"
    return Placed(moved, 0.5, (why,))


def _off_map(mention: Mention, row: Row | None) -> str | None:
    """Return the first reason of model.OFF_MAP_REASONS that holds, None when it is on the map."""
    if mention.usage == "not_a_place":
        return "not_a_place"
    if mention.section in _OFF_BODY:
        return mention.section
    if mention.usage != "literal":
        return mention.usage
    if mention.site == "none":
        return "no_event"
    if mention.status == "did_not_occur":
        return "did_not_occur"
    return "unplaced" if row is None else None


def _sighting(ref: ArticleRef, mention: Mention, placed: Placed) -> Sighting:
    digest = sha256(f"{ref.id}|{mention.start}|{mention.end}".encode()).hexdigest()
    reason = _off_map(mention, placed.row)
    score = mention.score
    if placed.probability is not None and placed.row is not None:
        sure = round(min(placed.probability, 0.99), 2)
        score = Scores(usage=score.usage, place=sure, site=score.site, status=score.status)
    return Sighting(
        id=f"m:{digest[:16]}",
        article=ref,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        sentence=mention.sentence,
        section=mention.section,
        usage=mention.usage,
        place=None if placed.row is None else place(placed.row),
        site=mention.site,
        status=mention.status,
        role=mention.role,
        event_type=mention.event_type,
        trigger=mention.trigger,
        attribution=mention.attribution,
        actors=mention.actors,
        stances=mention.stances,
        casualties=mention.casualties,
        event_date=mention.event_date,
        date_text=mention.date_text,
        date_basis=mention.date_basis,
        background=mention.background,
        on_map=reason is None,
        off_map_reason=reason,
        score=score,
        why=(*mention.why, *placed.why),
        rivals=placed.rivals,
    )

"""Which articles still stand: not taken back by their source, not replaced by a later version.

An article is a version of another when both have one address, or one publisher, one headline and
much of one text; the later one counts, by day of publication, then by source. What is off the map for this stays a
record, with the reason, and is counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from geomap.grouping.copies import publisher_of
from geomap.grouping.stories import CONTAINED, Runs, contained, word_runs
from geomap.model import ArticleRef, Sighting

RETRACTED = "retracted"
SUPERSEDED = "superseded"

# What a headline gains when its article changes.
_PREFIX = re.compile(
    r"^\W*(?:retract(?:ed|ion)|withdrawn|correct(?:ed|ion)|updated?|clarification|editor['’]s note)"
    r"\b\W*(?:\d+\W+)?",
    re.IGNORECASE,
)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|ref|source", re.IGNORECASE)


def standing(sightings: Sequence[Sighting]) -> tuple[list[Sighting], dict[int, Sighting]]:
    """Return the sightings with those off the map whose article no longer stands.

    Beside them those that changed, by their numbers.
    """
    kept = list(sightings)
    fallen = _fallen(kept)
    changed: dict[int, Sighting] = {}
    for number, sighting in enumerate(kept):
        if sighting.on_map and sighting.article.id in fallen:
            reason, why = fallen[sighting.article.id]
            changed[number] = sighting.model_copy(
                update={"on_map": False, "off_map_reason": reason, "why": (*sighting.why, why)}
            )
            kept[number] = changed[number]
    return kept, changed


def _fallen(sightings: Sequence[Sighting]) -> dict[str, tuple[str, str]]:
    """Return the articles that no longer stand, by id: the reason and the words for it."""
    firsts: dict[str, Sighting] = {}
    for sighting in sightings:
        firsts.setdefault(sighting.article.id, sighting)
    versions: dict[tuple[str, str], list[ArticleRef]] = defaultdict(list)
    for sighting in firsts.values():
        for key in _keys(sighting):
            versions[key].append(sighting.article)
    several = [told for told in versions.values() if len(told) > 1]
    texts = _texts(sightings, {article.id for told in several for article in told})
    fallen: dict[str, tuple[str, str]] = {}
    for told in several:
        told.sort(key=_age)
        by_address = len({_address(a.url) if a.url else a.id for a in told}) == 1
        for at, earlier in enumerate(told):
            later = [
                one
                for one in told[at + 1 :]
                if by_address
                or one.retraction
                or contained(texts[earlier.id], texts[one.id]) >= CONTAINED
            ]
            if not later:
                continue
            last = later[-1]
            if last.retraction is not None:
                why = f"taken back by its source: {last.retraction!r} in {last.source}"
                fallen[earlier.id] = RETRACTED, why
            elif earlier.id not in fallen:
                fallen[earlier.id] = SUPERSEDED, f"a later version is {last.source}"
    for sighting in firsts.values():
        if sighting.article.retraction is not None:
            why = f"taken back by its source: {sighting.article.retraction!r}"
            fallen[sighting.article.id] = RETRACTED, why
    return fallen


def _texts(sightings: Iterable[Sighting], wanted: set[str]) -> dict[str, Runs]:
    """Return the runs of words of the wanted articles."""
    sentences: dict[str, dict[str, None]] = {one: {} for one in wanted}
    for sighting in sightings:
        if sighting.article.id in wanted and sighting.section == "body":
            sentences[sighting.article.id][sighting.sentence] = None
    return {one: word_runs(told) for one, told in sentences.items()}


def _keys(sighting: Sighting) -> list[tuple[str, str]]:
    """Return what an article has in common with its versions."""
    article = sighting.article
    keys = []
    if article.url:
        keys.append(("url", _address(article.url)))
    publisher = publisher_of(sighting)
    if publisher and article.title:
        headline = re.sub(r"\W+", " ", _PREFIX.sub("", article.title)).casefold().strip()
        if headline.count(" ") >= 3:  # "Morning briefing" is printed every day
            keys.append((publisher, headline))
    return keys


def _address(url: str) -> str:
    """Return an address without what differs between two ways to one page."""
    parts = urlsplit(url)
    kept = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.fullmatch(k)]
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{urlencode(kept)}"


def _age(article: ArticleRef) -> tuple[date, str, str]:
    return article.published or date.min, article.source, article.id

"""Sources graded by whoever runs geomap: the Admiralty scale, A1 to F6.

A grade is of the source, before anything it says: no grade of geomap's own is ever made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from geomap.grouping.copies import host_of, publisher
from geomap.model import ArticleRef, Sighting

GRADE = re.compile(r"[A-F][1-6]?")
_ALIKE = 88  # of 100: 'Meridan Wire' and 'Meridian Wire', not 'North Wire' and 'South Wire'
_MOST_COMPARED = 200_000  # pairs of names


def graded(
    sightings: Sequence[Sighting], grades: Mapping[str, str]
) -> tuple[list[Sighting], dict[int, Sighting]]:
    """Return the sightings with the grades of their sources, and those that changed, by number.

    `grades`: a publisher or the host of its address -> grade, whatever the case.
    """
    kept = list(sightings)
    changed: dict[int, Sighting] = {}
    if not grades:
        return kept, changed
    known = _known(grades)
    of: dict[str, str | None] = {}  # article's id -> its grade
    for number, sighting in enumerate(kept):
        article = sighting.article
        if article.id not in of:
            of[article.id] = _grade(article, known)
        grade = of[article.id]
        if grade is not None and article.grade != grade:
            article = article.model_copy(update={"grade": grade})
            changed[number] = kept[number] = sighting.model_copy(update={"article": article})
    return kept, changed


def of_graded_sources(articles: Iterable[ArticleRef], grades: Mapping[str, str]) -> set[str]:
    """Return the ids of the articles whose source has a grade."""
    known = _known(grades)
    return {one.id for one in articles if known and _grade(one, known) is not None}


def misspelt(articles: Iterable[ArticleRef], grades: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the graded names that no article is of, each with one much like it that has no grade."""
    from rapidfuzz import fuzz, process

    known = _known(grades)
    there: set[str] = set()
    for article in articles:
        there |= {name for name in (publisher(article), host_of(article.url)) if name}
    unused = [name for name in grades if _plain(name) not in there]
    ungraded = sorted(there - known.keys())
    if len(unused) * len(ungraded) > _MOST_COMPARED:
        return []
    found = (
        (name, process.extractOne(_plain(name), ungraded, scorer=fuzz.ratio, score_cutoff=_ALIKE))
        for name in unused
    )
    return [
        (name, alike[0])
        for name, alike in found
        # 'Channel 12' is not 'Channel 14'.
        if alike is not None and re.findall("[0-9]+", name) == re.findall("[0-9]+", alike[0])
    ]


def _grade(article: ArticleRef, known: Mapping[str, str]) -> str | None:
    """Return the grade of its publisher by name, else by its address."""
    return known.get(publisher(article) or "") or known.get(host_of(article.url) or "")


def _known(grades: Mapping[str, str]) -> dict[str, str]:
    return {_plain(name): grade for name, grade in grades.items()}


def _plain(name: str) -> str:
    """Return a name as `publisher` gives it; of an address its host."""
    name = name.casefold().strip()
    return (host_of(name) if "://" in name else None) or name.removeprefix("www.")

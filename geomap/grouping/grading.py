"""Sources graded by whoever runs geomap: the Admiralty scale, A1 to F6.

A grade is of the source, before anything it says: no grade of geomap's own is ever made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from geomap.grouping.copies import host_of, publisher
from geomap.model import ArticleRef, Sighting

GRADE = re.compile(r"[A-F][1-6]?")


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


def _grade(article: ArticleRef, known: Mapping[str, str]) -> str | None:
    """Return the grade of its publisher by name, else by its address."""
    return known.get(publisher(article) or "") or known.get(host_of(article.url) or "")


def _known(grades: Mapping[str, str]) -> dict[str, str]:
    return {_plain(name): grade for name, grade in grades.items()}


def _plain(name: str) -> str:
    """Return a name as `publisher` gives it; of an address its host."""
    name = name.casefold().strip()
    return (host_of(name) if "://" in name else None) or name.removeprefix("www.")

"""Sources graded by whoever runs geomap: the Admiralty scale, A1 to F6.

A grade is of the source, before anything it says: no grade of geomap's own is ever made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from geomap.grouping.copies import publisher
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
    for number, sighting in enumerate(kept):
        grade = known.get(publisher(sighting.article) or "")
        if grade is not None and sighting.article.grade != grade:
            article = sighting.article.model_copy(update={"grade": grade})
            changed[number] = kept[number] = sighting.model_copy(update={"article": article})
    return kept, changed


def of_graded_sources(articles: Iterable[ArticleRef], grades: Mapping[str, str]) -> set[str]:
    """Return the ids of the articles whose source has a grade."""
    known = _known(grades)
    return {one.id for one in articles if known and (publisher(one) or "") in known}


def _known(grades: Mapping[str, str]) -> dict[str, str]:
    return {name.casefold().strip().removeprefix("www."): grade for name, grade in grades.items()}

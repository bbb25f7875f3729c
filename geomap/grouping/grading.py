"""Sources graded by whoever runs geomap: the Admiralty scale, A1 to F6.

A grade is of the source, before anything it says: no grade of geomap's own is ever made up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from geomap.grouping.copies import publisher_of
from geomap.model import Sighting

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
    known = {name.casefold().strip().removeprefix("www."): grade for name, grade in grades.items()}
    for number, sighting in enumerate(kept):
        grade = known.get(publisher_of(sighting) or "")
        if grade is not None and sighting.article.grade != grade:
            article = sighting.article.model_copy(update={"grade": grade})
            changed[number] = kept[number] = sighting.model_copy(update={"article": article})
    return kept, changed

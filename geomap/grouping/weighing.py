"""What all the articles together make of what each of them says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from geomap.grouping.grading import graded, of_graded_sources
from geomap.grouping.standing import contested, standing
from geomap.model import ArticleRef, Sighting


def weigh(
    sightings: Sequence[Sighting],
    grades: Mapping[str, str],
    *,
    bare: Iterable[ArticleRef] = (),
    unknown: Collection[str] = (),
) -> tuple[list[Sighting], dict[int, Sighting]]:
    """Return the sightings as all the articles make them, and those that changed, by number.

    What was taken back or replaced by a later version is off the map; sources have their `grades`.
    `bare` are the articles that were read and have no sightings; `unknown` the ids of those that
    replace no other (see `standing`).
    """
    standing_now, fallen = standing(sightings, bare=bare, unknown=unknown)
    kept, graded_now = graded(standing_now, grades)
    return kept, {**fallen, **graded_now}


def weighed_anew(articles: Sequence[ArticleRef], grades: Mapping[str, str]) -> set[str]:
    """Return the ids of the articles whose sightings `weigh` has to see; it changes no others."""
    return contested(articles) | of_graded_sources(articles, grades)

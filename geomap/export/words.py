"""What the map and the GeoJSON say in words about status, precision, attribution and certainty.

The page's script holds the same bands and lists (web/words.js); tests compare the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geomap.model import Event, Place, Role, Scores, Sighting

# A place of these kinds is an area: it has a boundary, and no point stands for it.
AREA_KINDS = ("country", "admin1")
# A place of these kinds is known to lie somewhere within `radius_m`, not at the point.
FUZZY_KINDS = ("admin2", "region", "natural", "continent")

INDEPENDENT_ROLES = ("monitor", "witness", "media")


def band(probability: float | None) -> str | None:
    """Return 'high', 'medium' or 'low'; None where there was nothing to decide."""
    if probability is None:
        return None
    if probability >= 0.85:
        return "high"
    return "medium" if probability >= 0.6 else "low"


def certainty(score: Scores) -> str | None:
    """Return the band of the weakest decision of the reading; None when no decision was scored."""
    known = [s for s in (score.usage, score.place, score.site, score.status) if s is not None]
    return band(min(known)) if known else None


def distance_words(metres: float) -> str:
    """Return a distance with no more digits than it deserves: '400 m', '4 km', '130 km'."""
    if metres < 950:
        return f"{max(100, round(metres / 100) * 100):.0f} m"
    km = metres / 1000
    if km < 10:
        return f"{km:.0f} km"
    return f"{round(km / 5) * 5:.0f} km" if km < 100 else f"{round(km / 10) * 10:.0f} km"


def precision_words(place: Place, role: Role | None = None) -> str:
    """Return how precisely the place is known: 'exact' for facilities only."""
    off = distance_words(place.radius_m)
    if place.kind == "country":
        return "somewhere in this country"
    if place.kind == "admin1":
        return "somewhere in this area; not control"
    if place.kind in FUZZY_KINDS:
        return f"somewhere in this region, ± {off}"
    if role == "near":
        return f"near, ± {off}"
    if place.kind == "facility":
        return "exact" if place.radius_m <= 2_000 else f"near, ± {off}"
    return f"in or around the town, ± {off}"


def one_side_only(reports: Iterable[Sighting]) -> bool:
    """Return whether the event stands on the word of those who take part, and nobody else's.

    A narrator, a monitor, a witness or the media count as somebody else.
    """
    told = [report.attribution for report in reports]
    return bool(told) and all(
        a.voice != "narrator" and a.by_role not in INDEPENDENT_ROLES for a in told
    )


def sources_words(independent: int, copies: int) -> str:
    """Return '1 independent source, 3 copies'."""
    sources = f"{independent} independent source{'' if independent == 1 else 's'}"
    if not copies:
        return sources
    return f"{sources}, {copies} cop{'y' if copies == 1 else 'ies'}"


# The Admiralty scale: the source, then what it says.
RELIABILITY = {
    "A": "reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "reliability cannot be judged",
}  # fmt: skip
CREDIBILITY = {
    "1": "confirmed by others", "2": "probably true", "3": "possibly true", "4": "doubtful",
    "5": "improbable", "6": "truth cannot be judged",
}  # fmt: skip


def grade_words(grade: str | None) -> str:
    """Return 'B2: usually reliable, probably true', or 'not assessed'."""
    if not grade:
        return "not assessed"
    said = [RELIABILITY.get(grade[0]), CREDIBILITY.get(grade[1:])]
    return f"{grade}: {', '.join(one for one in said if one)}"


def actors(event: Event) -> list[dict[str, str]]:
    """Return who takes part, as the reports name them, with role; each once, in order of report."""
    named = {(a.text, a.role): None for report in event.reports for a in report.actors}
    return [{"text": text, "role": role} for text, role in named]


def speakers(event: Event) -> Sequence[str]:
    """Return who says so, as the texts name them, sorted and each once."""
    named = {r.attribution.by for r in event.reports if r.attribution.by is not None}
    return sorted(named)

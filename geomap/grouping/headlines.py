"""What a headline tells: the event that its article tells at that place, in fewer words.

'Strike in Gaza City' leaves open what the first sentence says: of which kind, on which day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from geomap.days import interval
from geomap.grouping.order import report_order
from geomap.model import Sighting

_LABEL = 8  # code points: 'Title: ', '# ', a full stop

Reports = list[Sighting]


def is_headline(one: Sighting) -> bool:
    """Return whether it stands in its article's title."""
    title = one.article.title
    if not title or len(one.sentence) > len(title) + _LABEL:
        return False
    return one.sentence.rstrip(". ").endswith(title.rstrip(". "))


def with_their_headlines(told: Iterable[Reports]) -> list[Reports]:
    """Return the events of each article, without one of its own for what only its headline tells.

    It is of the first event of that place and class whose date allows it; the headline of a place of
    which the article says nothing more keeps its event.
    """
    events = list(told)
    bodies: dict[Hashable, list[Reports]] = defaultdict(list)
    for reports in events:
        if not _in_headline(reports):
            bodies[_where(reports[0])].append(reports)
    kept = []
    for reports in events:
        found = bodies[_where(reports[0])] if _in_headline(reports) else []
        of = min(filter(lambda body: _may_be(reports, body), found), key=_start, default=None)
        if of is None:
            kept.append(reports)
        else:
            of.extend(reports)
            of.sort(key=report_order)
    return kept


def without_headlines(reports: Sequence[Sighting]) -> Sequence[Sighting]:
    """Return `reports` but the headlines of articles whose text is among them: it is read better."""
    texts = {one.article.id for one in reports if not is_headline(one)}
    return [one for one in reports if one.article.id not in texts or not is_headline(one)]


def _in_headline(reports: Reports) -> bool:
    return all(map(is_headline, reports))


def _where(one: Sighting) -> Hashable:
    place = one.place.id if one.place is not None else None
    return one.article.id, one.article.source, place, one.site, one.background, one.on_map


def _may_be(headline: Reports, body: Reports) -> bool:
    """Return whether one day can be that of all reports."""
    days = [interval(one.event_date) for one in (*headline, *body)]
    return max(first for first, _ in days) <= min(last for _, last in days)


def _start(reports: Reports) -> int:
    return min(one.start for one in reports)

"""What is told in outline: a headline, 'the attackers', is of the event that the article tells.

'Strike in Gaza City' leaves open what the first sentence says: of which kind, on which day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import timedelta

from geomap.days import interval
from geomap.grouping.order import report_order
from geomap.grouping.wording import kinds_apart, words
from geomap.model import Sighting

_LABEL = 8  # code points: 'Title: ', '# ', a full stop
_NEWS = timedelta(days=7)
_MOST = 50  # events of an article at a place: the first ones

Reports = list[Sighting]


def is_headline(one: Sighting) -> bool:
    """Return whether it stands in its article's title."""
    title = one.article.title
    if not title or len(one.sentence) > len(title) + _LABEL:
        return False
    return one.sentence.rstrip(". ").endswith(title.rstrip(". "))


def with_what_they_tell(told: Iterable[Reports]) -> list[Reports]:
    """Return the events of each article, without one of its own for what is only told in outline.

    A headline is of the first event of that place, or of a place in that country, whose date allows
    it; 'the attackers' of no day are of the nearest whose kind is told. Where the article says nothing
    more of the place, it keeps its event.
    """
    events = list(told)
    full: dict[Hashable, list[int]] = defaultdict(list)
    outlines: list[int] = []
    for number, reports in enumerate(events):
        if _in_headline(reports) or _leaves_open(reports):
            outlines.append(number)
            continue
        for key in _keys(reports[0]):
            if len(full[key]) < _MOST:
                full[key].append(number)
    whole = [list(reports) for reports in events]
    for number in outlines:
        outline = events[number]
        found = [one for one in full[_key(outline[0])] if _may_be(outline, events[one])]
        if found:
            whole[min(found, key=lambda one: _away(outline, events[one]))] += outline
            whole[number] = []
    return [sorted(reports, key=report_order) for reports in whole if reports]


def without_headlines(reports: Sequence[Sighting]) -> Sequence[Sighting]:
    """Return `reports` but the headlines of articles whose text is among them: it is read better."""
    texts = {one.article.id for one in reports if not is_headline(one)}
    return [one for one in reports if one.article.id not in texts or not is_headline(one)]


def _in_headline(reports: Reports) -> bool:
    return all(map(is_headline, reports))


def _leaves_open(reports: Reports) -> bool:
    """Return whether it tells neither of which kind it was nor on which day, and of no other event."""
    return all(
        one.event_type == "attack"
        and one.date_basis not in ("stated", "relative")
        and not (said := words(one.sentence)).beside
        and not said.again
        for one in reports
    )


def _keys(one: Sighting) -> Iterator[Hashable]:
    """Yield what outlines find it by: its place, and for a headline the country around it."""
    yield _key(one)
    if one.place is not None:
        yield (*_article(one), "in", one.place.country)


def _key(outline: Sighting) -> Hashable:
    place = outline.place
    if place is not None and place.kind == "country" and is_headline(outline):
        return (*_article(outline), "in", place.country)
    return (*_article(outline), "at", place.id if place is not None else None)


def _article(one: Sighting) -> tuple[Hashable, ...]:
    return one.article.id, one.article.source, one.site, one.background, one.on_map


def _may_be(outline: Reports, full: Reports) -> bool:
    """Return whether both may tell of one event: the days, and but for a headline status and means."""
    headline = _in_headline(outline)
    published = outline[0].article.published
    if (
        headline
        and published
        and max(interval(one.event_date)[1] for one in full) < published - _NEWS
    ):
        return False  # a headline tells what is new
    days = [interval(one.event_date) for one in (*outline, *full)]
    if max(first for first, _ in days) > min(last for _, last in days):
        return False
    return headline or (
        {one.status for one in outline} == {one.status for one in full}
        and not kinds_apart(_means(outline), _means(full))
    )


def _means(reports: Reports) -> frozenset[str]:
    return frozenset().union(*(words(one.sentence).means for one in reports))


def _away(outline: Reports, full: Reports) -> tuple[int, int]:
    """Sort what an outline may tell of: the nearest first, before it or after it."""
    start = min(one.start for one in outline)
    return min(abs(one.start - start) for one in full), full[0].start

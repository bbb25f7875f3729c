"""Reports of one event in one article share its date: a headline takes it from the text below.

A report takes a date only from others of the same place and class that agree with each other, and
only where they are likely the same event: the same type of event, and a date in the month before
publication, or the very same words for what happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from geomap.days import interval
from geomap.model import Article, DateBasis, Mention
from geomap.reader.date_anchors import caption_day

_HAPPENED = frozenset({"occurred", "ongoing"})
_AHEAD = frozenset({"planned"})
_LATELY = timedelta(days=31)
# Over in a day or two; fighting, a siege or an occupation is on from one day to another.
_MOMENTS = frozenset(
    (
        "capture",
        "bombing",
        "attack",
        "interception",
        "summit",
        "talks",
        "visit",
        "signing",
        "ceasefire",
    )
) | {None}
_HEADLINE, _LEAD = 120, 600  # code points
_WITHIN = re.compile(r",\s((?:[A-Z][\w'’-]+\s?){1,3})")


def share_dates(mentions: Sequence[Mention], article: Article) -> list[Mention]:
    """Return `mentions`, those without a date of their own dated by others of the same event."""
    sources: dict[tuple[str, str], _Sources] = {}
    for mention in mentions:
        if _dated(mention):
            for name in _names(mention, article.text):
                sources.setdefault((name, mention.site), _Sources(mention)).add(mention)
    if not sources:
        return list(mentions)
    return [_shared(mention, sources, article) for mention in mentions]


class _Sources:
    """The dated reports of one place: as few as tell what all of them would, whatever their number."""

    def __init__(self, first: Mention) -> None:
        self.first = first
        self.agree = True
        self.last_of_kind: dict[tuple[object, ...], Mention] = {}

    def add(self, mention: Mention) -> None:
        """Take in one more, by offset: of those alike only the last can differ in what it allows."""
        self.agree = self.agree and mention.event_date == self.first.event_date
        words = mention.trigger.text.casefold()[:5] if mention.trigger else None
        self.last_of_kind[mention.status, mention.event_type, words] = mention


def _dated(mention: Mention) -> bool:
    """Return whether a day, a month or a closed stretch dates the event by the text's own words."""
    edtf = mention.event_date
    return (
        mention.site != "none"
        and not mention.background
        and mention.section == "body"
        and mention.date_basis in {"stated", "relative"}
        and edtf is not None
        and ".." not in edtf
        and len(edtf) > 4
        and caption_day(mention.sentence, None) is None  # the picture's day
    )


def _names(mention: Mention, text: str) -> Iterable[str]:
    """Return the names a headline may give the place: its own, and that of what it lies in."""
    yield _plain(mention.text)
    lies_in = _WITHIN.match(text, mention.end)
    if lies_in:
        yield _plain(lies_in[1])


def _plain(name: str) -> str:
    name = re.sub(r"^(?:the|The)\s+|['’]s?$", "", name.strip())
    return " ".join(name.split()).casefold()


def _shared(
    mention: Mention, sources: dict[tuple[str, str], _Sources], article: Article
) -> Mention:
    undated = mention.date_basis in {None, "bounded_by_publication"}
    if mention.site == "none" or not undated or mention.background or mention.section != "body":
        return mention
    told = sources.get((_plain(mention.text), mention.site))
    if told is None or not told.agree:
        return mention
    if not all(_same(mention, one, article.published) for one in told.last_of_kind.values()):
        return mention
    source = told.first
    why = f"dated as the same event is elsewhere in the article: {source.date_text!r}"
    return redated(mention, source.event_date, source.date_basis, source.date_text, why)


def redated(
    mention: Mention, edtf: str | None, basis: DateBasis | None, text: str | None, why: str | None
) -> Mention:
    """Return `mention` with another date, the words that tell it, and why it has it."""
    told = (*mention.why, why) if why else mention.why
    return mention.model_copy(
        update={"event_date": edtf, "date_basis": basis, "date_text": text, "why": told}
    )


def _same(mention: Mention, source: Mention, published: date | None) -> bool:
    """Return whether the two are likely reports of one event."""
    statuses = {mention.status, source.status}
    if not (statuses <= _HAPPENED or statuses <= _AHEAD):
        return False
    types = {mention.event_type, source.event_type}
    if statuses <= _AHEAD:
        return len(types) == 1 and None not in types
    if "ongoing" in statuses and not types <= _MOMENTS:
        return False
    if _lately(source, published):
        return len(types - {None}) == 1 if "ongoing" in statuses else len(types - {None}) <= 1
    if mention.trigger is None or source.trigger is None:
        return False
    alike = mention.trigger.text.casefold()[:5] == source.trigger.text.casefold()[:5]
    return alike and (
        source.start < mention.start or (mention.start < _HEADLINE and source.start < _LEAD)
    )


def _lately(source: Mention, published: date | None) -> bool:
    if published is None or source.event_date is None:
        return False
    return timedelta(days=-2) <= published - interval(source.event_date)[0] <= _LATELY

"""Dates the events that their own sentences don't: the likeliest of `options`, by fitted weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from math import exp
from typing import Protocol

from geomap.model import Mention
from geomap.reader.dates.options import Option, options
from geomap.reader.dates.restated import restated
from geomap.reader.dates.sentences import Story
from geomap.reader.dates.weights import WEIGHTS

_AROUND = "dated by the text around it: {!r}"
_OF_THE_DAY = "told as news of the day on which it was published"
# The events before and behind one that are its company, and the others of its name.
_NEAR, _NAMESAKES = 40, 6
# From this probability on a bold option is taken: of the days that links claim so three in five are right, by signs
# alone half.
SURE = 0.5


class Weigher(Protocol):
    """Says which of the dates an event may have is likely."""

    def worths(self, event: Mention, found: Sequence[Option]) -> list[float]:
        """Return what speaks for each of the options `found`."""


class Signs:
    """Weighs options by their signs alone, as `--fast` does."""

    def __init__(self, weights: Mapping[str, float] = WEIGHTS) -> None:
        self._weights = weights

    def worths(self, event: Mention, found: Sequence[Option]) -> list[float]:  # noqa: ARG002
        """Return the sums of the options' signs."""
        return [one.worth(self._weights) for one in found]


def settled(
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    *,
    published_at: Callable[[int], date | None],
    weigher: Weigher,
) -> list[Mention]:
    """Return `mentions`, those with an event whose sentence doesn't date it dated by the others.

    `published_at` says from which day the sentence at an offset is told.
    """
    beside = restated(Story(text, sentences, published_at), mentions)
    mentions = [beside.get((one.start, one.end), one) for one in mentions]
    found = undated(text, sentences, mentions, published_at=published_at)
    chosen = {
        (event.start, event.end): likeliest(made, weigher.worths(event, made))
        for event, made in found
    }
    return [_dated(one, chosen.get((one.start, one.end))) for one in mentions]


def undated(
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    *,
    published_at: Callable[[int], date | None],
    dated_too: bool = False,
) -> Iterator[tuple[Mention, list[Option]]]:
    """Yield the events that their own sentences don't date, each with its options; `dated_too`: all."""
    events = [one for one in mentions if one.site != "none"]
    namesakes: dict[tuple[str, str], list[Mention]] = {}
    for one in events:
        known = namesakes.setdefault((one.text, one.site), [])
        if one.date_text and len(known) < _NAMESAKES:
            known.append(one)
    story = Story(text, sentences, published_at)
    for number, event in enumerate(events):
        published = story.published(story.at(event.start))
        if published and (dated_too or not event.date_text):
            near = events[max(0, number - _NEAR) : number + _NEAR + 1]
            alike = namesakes[event.text, event.site]
            yield event, options(story, event, published, near=near, namesakes=alike)


def likeliest(
    found: Sequence[Option], worths: Sequence[float], *, bold_from: float = SURE
) -> Option:
    """Return the likeliest option; a bold one only from a probability on, for its day is shown as a fact."""
    best = max(range(len(found)), key=worths.__getitem__)
    if not found[best].bold or 1 / sum(exp(worth - worths[best]) for worth in worths) >= bold_from:
        return found[best]
    return found[max((at for at, one in enumerate(found) if not one.bold), key=worths.__getitem__)]


def _dated(event: Mention, chosen: Option | None) -> Mention:
    if chosen is None or chosen.edtf == event.event_date:
        return event
    told: tuple[str, ...] = ()
    if chosen.text is None and chosen.bold:
        told = (_OF_THE_DAY,)
    elif chosen.text:
        told = (_AROUND.format(chosen.text),)
    return event.model_copy(
        update={
            "event_date": chosen.edtf,
            "date_basis": chosen.basis,
            "date_text": chosen.text,
            "why": (*event.why, *told),
        }
    )

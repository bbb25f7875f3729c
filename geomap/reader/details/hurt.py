"""Who was hurt in an event beside those whom the rules find, by what the large network says of each number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile, zip_longest

from geomap.reader.answers import Heard
from geomap.reader.details.casualties import Found
from geomap.reader.details.casualty_words import casualty_words
from geomap.reader.details.counted import AFTER_NUMBER, THINGS, WORD, counts
from geomap.reader.details.fates import giver
from geomap.reader.details.named import trimmed
from geomap.reader.labels import CASUALTY_KINDS
from geomap.reader.voice.attribution import speaker
from geomap.reader.wording.numbers import NUMBER, quantity

_PHRASE = 3  # words in which it is told what a number counts
SURE = 0.5  # likelihood from which a number is the event's that no rule gives


def besides(
    ruled: Sequence[Found],
    sentence: str,
    heard: Heard,
    mention: tuple[int, int],
    *,
    others: Sequence[tuple[int, int]] = (),
    context_before: str = "",
) -> list[Found]:
    """Return who else was hurt in the event at `mention`, beside those `ruled`; all are ranges of `sentence`.

    `others` are other places in it.
    """
    taken = [mention, *((one.start, one.end) for one in ruled)]
    found = []
    for first, past, worths in heard.runs(SURE):
        kind = CASUALTY_KINDS[int(worths.argmax())]
        for start, end, low, high in _numbers(sentence, first, past):
            if any(s < end and start < e for s, e in taken) or _is_elsewhere(sentence, end, others):
                continue
            span = (start, end)
            by = giver(sentence, span) or speaker(sentence, span, context_before=context_before)
            found.append(Found(start, end, low, high, kind, by, sentence[start:end]))
            taken.append(span)
    return found


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int, int | None, int | None]]:
    """Yield what text[start:end] counts, with the fewest and the most: its numbers, or one person.

    Each is told whole, however much of it was heard: the 75 of '75,000 people'.
    """
    start, end = trimmed(text, start, end)
    if start == end:
        return
    inside = [one for one in counts(text) if one.start < end and start < one.end]
    yield from (
        (one.start, one.end, one.low, one.high)
        for one in inside
        if one.noun != THINGS and not _of_things(text, one.end)
    )
    bare = [
        number
        for number in NUMBER.finditer(text)
        if number.start() < end
        and start < number.end()
        and not (number["none"] or number["single"])
        if not any(c.start < number.end() and number.start() < c.end for c in inside)
        and not _of_things(text, number.end())
    ]
    for number, following in zip_longest(bare, bare[1:]):
        past = max(number.end(), following.start() if following else end)
        yield *trimmed(text, number.start(), past), *quantity(number)
    if (
        not inside
        and not bare
        and _ONE.match(text, start, end)
        and not text.endswith("s", start, end)
    ):
        yield start, end, 1, 1


def _of_things(text: str, at: int) -> bool:
    """Return whether what is counted up to `at` are things: 'thirteen | armoured vehicles'."""
    words = [match.group().lower() for match in islice(WORD.finditer(text, at), _PHRASE)]
    told = takewhile(lambda word: word[0].isalnum() and word not in AFTER_NUMBER, words)
    return not casualty_words().things.isdisjoint(told)


def _is_elsewhere(sentence: str, end: int, others: Sequence[tuple[int, int]]) -> bool:
    """Return whether what is counted up to `end` is of another place: 'seventeen in Orlo and two in Vesk'."""
    return any(end <= start and _THERE.fullmatch(sentence, end, start) for start, _ in others)


_THERE = re.compile(r"(?:(?!\band\b)[^,;:.()]){0,60}?\s(?:in|at|near|outside|around)\s+(?:the\s+)?")
# 'the chief prosecutor', 'its best-known general', 'General Silvestre'
_ONE = re.compile(r"(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[A-Z][\w'’-]*)\s+\w")

"""Reads Ukrainian and Russian by dictionary, gazetteer and rules; nothing here is trained.

It says where places are named and, from the words beside them, what happened there. Its scores
are rough and low on purpose: no one measured them on news.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geomap.model import Article, Attribution, Mention, Scores, Span
from geomap.names import Names
from geomap.reader.labels import USAGE_SAID
from geomap.reader.slavic.dates import event_date
from geomap.reader.slavic.events import Event, events, is_where_it_is_told, nearest, role, status
from geomap.reader.slavic.lists import levelled
from geomap.reader.slavic.morphology import LANGUAGES
from geomap.reader.slavic.named import Named, lists_on, settled
from geomap.reader.slavic.names import Finder
from geomap.reader.slavic.usage import usage
from geomap.reader.slavic.words import Word, lexicon, words
from geomap.reader.statuses import told_why
from geomap.reader.wording.sentences import split

# Bump when the same article would be read differently.
CODE = "3"
RULES = "read by rules, not by the trained reader"
# What follows a verb of saying and is no speaker
_WHAT = frozenset(
    [
        "про",
        "о",
        "об",
        "обо",
        "щодо",
        "що",
        "что",
        "як",
        "как",
        "на",
        "із",
        "з",
        "с",
        "за",
        "до",
        "к",
        "по",
    ]
)
_IN = frozenset(["в", "у", "во"])
_ENDS = _WHAT | _IN | frozenset(["со", "зі", "під", "под", "після", "после", "через"])
_MOST_WORDS, _MOST_SUBJECT = 5, 8
_USAGE, _USAGE_TOLD, _SITE, _STATUS = 0.5, 0.6, 0.5, 0.4


class SlavicReader:
    """Finds place names in Ukrainian and Russian; needs the extra `slavic`."""

    def __init__(self, names: Names) -> None:
        self._finders = {language: Finder(names, language) for language in LANGUAGES}

    def mentions(
        self, article: Article, *, language: str, spans: Sequence[tuple[int, int]] | None = None
    ) -> list[Mention]:
        """Return the article's mentions by offset; with `spans`, exactly those, one each."""
        if spans is not None:
            return self._given(article, language, spans)
        text = article.text
        found: list[Mention] = []
        for row, named in self._found(text, language, split(text)):
            said = events(row)
            voice = _attribution(text, row)
            read = [
                _mention(article, row, one, said=said, beside=named, voice=voice) for one in named
            ]
            found.extend(levelled(text, named, read))
        return sorted(found, key=lambda mention: (mention.start, mention.end))

    def named(self, text: str, language: str, bounds: Sequence[tuple[int, int]]) -> list[Named]:
        """Return the names in those ranges of `text`, by offset."""
        return [one for _, named in self._found(text, language, bounds) for one in named]

    def _found(
        self, text: str, language: str, bounds: Sequence[tuple[int, int]]
    ) -> list[tuple[list[Word], list[Named]]]:
        finder = self._finders[language]
        rows = [words(text, start, end) for start, end in bounds]
        found = [(row, finder.find(text, row)) for row in rows if row]
        sure = {one.lookup for _, named in found for one in named if one.is_sure}
        return [(row, settled(named, sure)) for row, named in found]

    def _given(
        self, article: Article, language: str, spans: Sequence[tuple[int, int]]
    ) -> list[Mention]:
        own = {(one.start, one.end): one for one in self.mentions(article, language=language)}
        text = article.text
        bounds = split(text)
        return [
            own.get(span)
            or Mention(
                text=text[slice(*span)],
                start=span[0],
                end=span[1],
                sentence=_around(text, bounds, span),
                section=article.section_at(span[0]),
                usage="literal",
                why=(RULES, "given as a place; the rules see none here"),
                score=Scores(usage=0.3, site=0.3),
            )
            for span in spans
        ]


def _around(text: str, bounds: Sequence[tuple[int, int]], span: tuple[int, int]) -> str:
    for start, end in bounds:
        if start <= span[0] < end:
            return text[start : max(end, span[1])]
    return text[slice(*span)]


def _mention(
    article: Article,
    row: Sequence[Word],
    one: Named,
    *,
    said: Sequence[Event],
    beside: Sequence[Named],
    voice: Attribution,
) -> Mention:
    text = article.text
    meant, by = usage(text, row, one, said)
    start, end = row[0].start, row[-1].end
    # The sentence with what closes it.
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    event = nearest(text, row, said, one.first, one.past) if meant == "literal" else None
    if event is not None:
        others = [other.first for other in beside if other.adjective is None]
        told = is_where_it_is_told(row, event, one.first, one.past, others)
        event = None if told or _contains(text, one, beside) else event
    why = [RULES, f"{meant}: {USAGE_SAID[meant]}" + (f" ({by!r})" if by else "")]
    values: dict[str, Any] = {"site": "none"}
    if event is not None:
        trigger = Span(
            start=row[event.first].start,
            end=row[event.past - 1].end,
            text=text[row[event.first].start : row[event.past - 1].end],
        )
        happened = status(row, event)
        values = {
            "site": event.site,
            "event_type": event.event_type,
            "trigger": trigger,
            "status": happened,
            "role": role(row, event, one.first),
            "attribution": voice,
        }
        dated = event_date(text[start:end], trigger.start - start, happened, article.published)
        if dated is not None:
            values |= {
                "event_date": dated.edtf,
                "date_basis": dated.basis,
                "date_text": dated.text,
            }
        elif happened in ("occurred", "ongoing") and article.published is not None:
            day = article.published.isoformat()
            values |= {
                "event_date": f"../{day}" if happened == "occurred" else None,
                "date_basis": "bounded_by_publication" if happened == "occurred" else None,
            }
        why += [f"{event.site}: {trigger.text!r}", told_why(happened, None)]
    return Mention(
        text=text[one.start : one.end],
        start=one.start,
        end=one.end,
        sentence=text[start:end],
        section=article.section_at(one.start),
        usage=meant,
        lookup=one.lookup,
        why=tuple(why),
        score=Scores(
            usage=_USAGE_TOLD if by else _USAGE,
            site=_SITE,
            status=_STATUS if event is not None else None,
        ),
        **values,
    )


def _contains(text: str, one: Named, beside: Sequence[Named]) -> bool:
    """Return whether the name is the country or unit in which a place right beside it lies."""
    if one.known.kind not in ("country", "admin1", "admin2", "region"):
        return False
    return any(
        other.known.kind in ("city", "facility")
        and other.adjective is None
        and not lists_on(text, *sorted((one, other), key=lambda name: name.start))
        and min(abs(other.first - one.past), abs(one.first - other.past)) <= 2
        for other in beside
    )


def _attribution(text: str, row: Sequence[Word]) -> Attribution:
    """Return on whose word it stands, where a verb or a phrase of saying tells."""
    speech = lexicon().speech
    for at in range(len(row)):
        past = at + (speech["by"].match(row, at) or speech["said"].match(row, at))
        if past == at:
            continue
        by = _speaker(text, row, past)
        if by is None and speech["said"].match(row, at):
            by = _subject(text, row, at)
        if by:
            return Attribution(voice="attributed", by=by)
    return Attribution()


def _speaker(text: str, row: Sequence[Word], at: int) -> str | None:
    """Return the words from row[at] up to the next sign of punctuation, five at most.

    None where they say what was said rather than who: 'повідомив про удар', 'заявил, что'.
    """
    if at < len(row) and row[at].form in _IN:
        at += 1  # 'заявили в Генштабі'
    if at < len(row) and row[at].form in _WHAT:
        return None
    last = at
    while last < len(row) and last < at + _MOST_WORDS and _goes_on(text, row, last):
        if last > at and row[last].form in _ENDS:
            break
        last += 1
    return text[row[at].start : row[last - 1].end] if last > at else None


def _subject(text: str, row: Sequence[Word], at: int) -> str | None:
    """Return the words before the verb of saying at row[at], from the last sign of punctuation on."""
    first = at
    while first and first > at - _MOST_SUBJECT and _goes_on(text, row, first):
        first -= 1
    if first == at or (first and _goes_on(text, row, first)):
        return None  # too long to be who says so alone
    if row[first].form in _IN:
        first += 1  # 'у Білому домі підтвердили'
    return text[row[first].start : row[at - 1].end]


def _goes_on(text: str, row: Sequence[Word], at: int) -> bool:
    """Return whether nothing but white space stands before row[at]."""
    return at > 0 and text[row[at - 1].end : row[at].start].isspace()

"""An article of several scripts or languages: who reads which part of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from geomap.errors import LanguageError
from geomap.model import Article, Mention
from geomap.names import Names
from geomap.reader.languages import given, spoken
from geomap.reader.slavic.morphology import LANGUAGES, installed, likelier
from geomap.reader.slavic.reader import SlavicReader
from geomap.reader.wording.sentences import split

Span = tuple[int, int]
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u200b-\u200f"
_WORD = rf"[^\W\d_\u0000-\u024f\u1e00-\u1eff][^\W\d_\u0000-\u024f\u1e00-\u1eff{_MARKS}'’-]{{0,59}}"
# A few words of another script in a row: a name beside its English form, or a short quotation.
_RUN = re.compile(rf"{_WORD}(?:[ \u00a0]{_WORD})*")
_MOST_WORDS = 6  # of such a run; more is a quotation, whose common words are villages somewhere
_LONGEST = 4  # words of a name
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]+")
_MOST_SIGNS = 8  # of a name in Chinese or Japanese
_FEW_WORDS = 3  # of a sentence in another language than the article's


class English(Protocol):
    """The trained reader: `also` are names that the text holds besides, by what to look up."""

    def __call__(
        self, article: Article, spans: Sequence[Span] | None, also: Mapping[Span, str]
    ) -> list[Mention]: ...


def mentions(
    article: Article,
    spans: Sequence[Span] | None,
    *,
    english: English,
    slavic: Callable[[], SlavicReader],
    names: Callable[[], Names],
) -> list[Mention]:
    """Return the mentions of `article`, each part read by whoever reads its language.

    Raises LanguageError: without `spans`, nobody reads the article's language.
    """
    try:
        language = spoken(article)
    except LanguageError as error:
        if spans is None:
            raise
        return given(article, spans, error)
    if language != "en":
        found = slavic().mentions(article, language=language, spans=spans)
        if spans is not None:
            return found
        latin = [part for part in split(article.text) if _is_latin(article.text[slice(*part)])]
        if not latin:
            return found
        return _merged(found, _within(english(article, None, {}), latin))
    if spans is not None or not _FOREIGN.search(article.text):
        return english(article, spans, {})
    return _with_foreign(article, english, slavic, names)


def _with_foreign(
    article: Article,
    english: English,
    slavic: Callable[[], SlavicReader],
    names: Callable[[], Names],
) -> list[Mention]:
    text = article.text
    bounds = split(text)
    other = [part for part in bounds if _is_cyrillic(text[slice(*part)])] if installed() else []
    quoted: list[Mention] = []
    if other:
        sample = " ".join(text[slice(*part)] for part in other[:20])
        own = likelier(sample) if article.language not in LANGUAGES else str(article.language)
        quoted = _within(slavic().mentions(article, language=own), other)
    apart = set(other)
    also = foreign_names(text, [part for part in bounds if part not in apart], names())
    if installed() and _CYRILLIC.search(text):
        inflected = [part for part in bounds if part not in apart and _CYRILLIC.search(text, *part)]
        for part in inflected:
            own = likelier(text[slice(*part)])
            for one in slavic().named(text, own, [part]):
                if _CYRILLIC.match(text, one.start) and one.adjective is None:
                    also.setdefault((one.start, one.end), one.lookup)
    read = english(article, None, _apart(also))
    if apart:
        starts = sorted(apart)
        read = [one for one in read if not _inside(one, starts)]
    return _merged(quoted, read)


def foreign_names(text: str, bounds: Sequence[Span], names: Names) -> dict[Span, str]:
    """Return the names in other scripts than Latin that stand in those ranges of `text`."""
    found: dict[Span, str] = {}
    for start, end in bounds:
        for run in _RUN.finditer(text, start, end):
            if _UNSPACED.fullmatch(run.group()):
                _unspaced(text, run.start(), run.end(), names, found)
                continue
            pieces = [
                (run.start() + one.start(), run.start() + one.end())
                for one in re.finditer(r"[^ \u00a0]+", run.group())
            ]
            if len(pieces) <= _MOST_WORDS:
                _spaced(text, pieces, names, found)
    return found


def _spaced(text: str, pieces: Sequence[Span], names: Names, found: dict[Span, str]) -> None:
    at = 0
    while at < len(pieces):
        for count in range(min(_LONGEST, len(pieces) - at), 0, -1):
            begin, end = pieces[at][0], pieces[at + count - 1][1]
            name = text[begin:end]
            has_case = name[0].lower() != name[0].upper()
            if (not has_case or name[0].isupper()) and end - begin > 1 and name in names:
                found[begin, end] = name
                at += count - 1
                break
        at += 1


def _unspaced(text: str, begin: int, end: int, names: Names, found: dict[Span, str]) -> None:
    if end - begin > 4 * _MOST_SIGNS:
        return
    at = begin
    while at < end - 1:
        for past in range(min(end, at + _MOST_SIGNS), at + 1, -1):
            if text[at:past] in names:
                found[at, past] = text[at:past]
                at = past - 1
                break
        at += 1


def _apart(found: Mapping[Span, str]) -> dict[Span, str]:
    """Return the spans in order, of two that overlap the longer, else the earlier."""
    kept: dict[Span, str] = {}
    past = 0
    for (start, end), name in sorted(found.items(), key=lambda one: (one[0][0], -one[0][1])):
        if start >= past:
            kept[start, end] = name
            past = end
    return kept


def _is_cyrillic(part: str) -> bool:
    cyrillic = len(_CYRILLIC.findall(part))
    return cyrillic > len(_LATIN.findall(part)) and part.count(" ") >= _FEW_WORDS - 1


def _is_latin(part: str) -> bool:
    latin = len(_LATIN.findall(part))
    return latin > len(_CYRILLIC.findall(part)) and part.count(" ") >= _FEW_WORDS - 1


def _within(found: Sequence[Mention], bounds: Sequence[Span]) -> list[Mention]:
    ordered = sorted(bounds)
    return [one for one in found if _inside(one, ordered)]


def _inside(one: Mention, ordered: Sequence[Span]) -> bool:
    import bisect

    at = bisect.bisect_right(ordered, (one.start, 1 << 60)) - 1
    return at >= 0 and ordered[at][0] <= one.start < ordered[at][1]


def _merged(first: Sequence[Mention], second: Sequence[Mention]) -> list[Mention]:
    """Return both, by offset; of two that overlap the one of `first`."""
    taken = sorted((one.start, one.end) for one in first)
    kept = list(first)
    at = 0
    for one in sorted(second, key=lambda mention: mention.start):
        while at < len(taken) and taken[at][1] <= one.start:
            at += 1
        if at == len(taken) or taken[at][0] >= one.end:
            kept.append(one)
    return sorted(kept, key=lambda mention: (mention.start, mention.end))


def called(mention: Mention, lookup: str | None) -> Mention:
    """Return a mention in another script with the name to look up; it is one, whatever was read."""
    if lookup is None:
        return mention
    told = (f"a place that the gazetteer knows, written as {mention.text!r}", *mention.why)
    if mention.usage == "not_a_place":
        told = (told[0], "literal: the place itself is meant")
    usage = "literal" if mention.usage == "not_a_place" else mention.usage
    return mention.model_copy(update={"lookup": lookup, "usage": usage, "why": told})

"""Which language an article is read in, and what is said of one that isn't read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.errors import LanguageError
from geomap.model import Article, Mention, Scores
from geomap.reader.slavic.morphology import LANGUAGES, installed, likelier

INSTALL = "pip install 'conflict-geomap[slavic]'"
_NAMES = {
    "am": "Amharic", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "cs": "Czech", "de": "German", "el": "Greek", "es": "Spanish", "fa": "Persian",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hy": "Armenian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "my": "Burmese",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_SAMPLE = 20_000
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN_END = "\u024f"


def spoken(article: Article) -> str:
    """Return the language to read `article` in: "en", "uk" or "ru".

    A text whose language nothing tells is read as English, unless its script is another.

    Raises LanguageError: it is in another language, or in one whose extra is not installed.
    """
    language = article.language
    if language is None:
        sample = article.text[:_SAMPLE]
        letters = sum(char.isalpha() for char in sample)
        if sum(char.isalpha() and char > _LATIN_END for char in sample) <= 0.5 * letters:
            return "en"
        if len(_CYRILLIC.findall(sample)) <= 0.5 * letters:
            raise _unsupported(None)
        language = likelier(sample) if installed() else "uk"
    if language == "en":
        return language
    if language not in LANGUAGES:
        raise _unsupported(language)
    if not installed():
        raise LanguageError(
            f"is in {_NAMES[language]} ({language}), which geomap reads only with its extra "
            f"`slavic`: {INSTALL}.",
            language=language,
            cause=f"language {language} not supported without the extra slavic",
        )
    return language


def _unsupported(language: str | None) -> LanguageError:
    code = language or "und"
    named = f"{_NAMES.get(code, 'a language')} ({code})" if language else "a script and language"
    also = "" if installed() else f" (once you {INSTALL})"
    return LanguageError(
        f"is in {named}{',' if language else ''} which geomap doesn't read. It reads "
        f"English, Ukrainian and Russian{also}. Translate it, or leave it out.",
        language=code,
        cause=f"language {code} not supported",
    )


def given(article: Article, spans: Sequence[tuple[int, int]], why: LanguageError) -> list[Mention]:
    """Return `spans` of an article that isn't read as places of which nothing more is known."""
    text = article.text
    return [
        Mention(
            text=text[start:end],
            start=start,
            end=end,
            sentence=text[start:end],
            section=article.section_at(start),
            usage="literal",
            why=(f"{why.cause}: taken for a place as given, what happened there is not read",),
            score=Scores(),
        )
        for start, end in spans
    ]


def state() -> str:
    """Return which languages are read, and how to have the others, for `geomap check`."""
    if installed():
        return "English by the trained reader; Ukrainian and Russian by rules"
    return f"English by the trained reader; for Ukrainian and Russian: {INSTALL}"

"""Words of Ukrainian and Russian text where they stand, and the lists that the rules go by."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

MAX_WORD = 60  # code points; a longer run of letters is no word
# What may stand inside a word without being a letter: stress marks, й and ї taken apart,
# soft hyphens and characters without width.
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_LETTERS = rf"[^\W\d_²³¹\u2070-\u2089][{_MARKS}]*"  # no footnote's number
_WORD = re.compile(rf"(?:{_LETTERS})+(?:['’ʼ`‘\-‐‑](?:{_LETTERS})+)*")
_APOSTROPHE = str.maketrans(dict.fromkeys("’ʼ`‘", "'") | dict.fromkeys("‐‑", "-"))
_STRESS = re.compile(rf"[{_MARKS}]")


class Word(NamedTuple):
    """A word where it stands: text[start:end]."""

    start: int
    end: int
    form: str  # lower case, composed, without stress and characters of no width
    capital: bool
    shouted: bool  # all in capitals


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of text[start:end]; over-long ones are left out."""
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        if match.end() - match.start() > MAX_WORD:
            continue
        raw = match.group()
        form = raw
        if not raw.isalpha():
            form = unicodedata.normalize("NFC", raw.translate(_APOSTROPHE))
            # What composed is a letter; what is left over marks stress or has no width.
            form = _STRESS.sub("", form)
        found.append(
            Word(
                match.start(),
                match.end(),
                form.lower(),
                form[:1].isupper(),
                len(form) > 1 and form.isupper(),
            )
        )
    return found


class Stems:
    """A list of stems: which of a row of words begins an entry."""

    def __init__(self, entries: str) -> None:
        self._whole: dict[str, list[tuple[str, ...]]] = {}
        self._begun: dict[str, list[tuple[str, ...]]] = {}
        for entry in entries.split():
            first, *rest = entry.split("+")
            whole = first.endswith("_")
            table = self._whole if whole else self._begun
            table.setdefault(first.rstrip("_"), []).append(tuple(rest))
        self._beginning = lru_cache(maxsize=20_000)(self._begun_by)

    def _begun_by(self, form: str) -> tuple[tuple[str, ...], ...]:
        """Return what must follow `form` in the entries that it begins."""
        found = list(self._whole.get(form, ()))
        for length in range(1, len(form) + 1):
            found += self._begun.get(form[:length], ())
        return tuple(found)

    def match(self, row: Sequence[Word], at: int) -> int:
        """Return how many words from row[at] on make an entry; 0 when none do."""
        begun = self._beginning(row[at].form)
        return max((_rest(row, at, rest) for rest in begun), default=0) if begun else 0


def _rest(row: Sequence[Word], at: int, rest: tuple[str, ...]) -> int:
    if at + len(rest) >= len(row):
        return 0
    for step, stem in enumerate(rest, 1):
        form = row[at + step].form
        if form != stem[:-1] if stem.endswith("_") else not form.startswith(stem):
            return 0
    return 1 + len(rest)


class Lexicon(NamedTuple):
    """slavic.toml, read."""

    exonyms: dict[str, str]
    adjectives: dict[str, str]  # stem -> the gazetteer's name of the country
    words: dict[str, Stems]
    events: dict[str, dict[str, Stems]]  # class -> event type -> stems
    status: dict[str, Stems]
    speech: dict[str, Stems]


@cache
def lexicon() -> Lexicon:
    """Return what slavic.toml holds."""
    table = tomllib.loads(
        files("geomap.reader.slavic").joinpath("slavic.toml").read_text(encoding="utf-8")
    )

    def stems(name: str) -> dict[str, Stems]:
        return {key: Stems(entries) for key, entries in table[name].items()}

    return Lexicon(
        exonyms=table["exonyms"],
        adjectives={
            stem: country
            for country, listed in table["adjectives"].items()
            for stem in listed.split()
        },
        words=stems("words"),
        events={site: stems(site) for site in ("battlefield", "diplomatic")},
        status=stems("status"),
        speech=stems("speech"),
    )


def country_of(form: str) -> str | None:
    """Return the country whose adjective or people `form` names; None when it names none."""
    exact = lexicon().adjectives.get(f"{form}_")
    if exact is not None:
        return exact
    for length in range(len(form), 4, -1):
        country = lexicon().adjectives.get(form[:length])
        if country is not None:
            return country if len(form) - length <= 4 else None
    return None

"""The words and marks of a sentence, and the names of actors.toml among them."""

from __future__ import annotations

import re
from typing import NamedTuple

from geomap.reader.wording.actor_words import Words

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-‑'’][^\W_]+)*|\S")


class Token(NamedTuple):
    """A word or a mark where it stands, its lower form without "'s", and whether it owns what follows."""

    start: int
    end: int
    word: str
    owns: bool
    capital: bool


def tokens(sentence: str) -> list[Token]:
    """Return the words and marks of `sentence`, in order."""
    found = []
    for match in _TOKEN.finditer(sentence):
        start, end = match.span()
        text = match.group()
        word = text.replace("’", "'").replace("‑", "-")
        owns = False
        if word[-2:] in ("'s", "'S") and len(word) > 2:
            word, owns, end = word[:-2], True, end - 2
        elif word.endswith("s") and sentence[end : end + 2] in ("' ", "’ "):
            owns = True
        found.append(Token(start, end, word, owns, word[:1].isupper()))
    return found


def listed(toks: list[Token], at: int, words: Words) -> tuple[int, str] | None:
    """Return how many tokens the listed name at `at` has, and its list; the longest wins."""
    token = toks[at]
    entries = words.names.get(token.word.lower())
    if not entries:
        return None
    best: tuple[int, str] | None = None
    for parts, table in entries:
        size = len(parts)
        if at + size > len(toks) or (best and size <= best[0]):
            continue
        if (
            _same(token.word, parts[0], True)
            and all(_same(toks[at + i].word, parts[i], False) for i in range(1, size))
            and not any(t.owns for t in toks[at : at + size - 1])
        ):
            best = (size, table)
    return best


def _same(word: str, name: str, first: bool) -> bool:
    if word == name:
        return True
    if first and word[1:] == name[1:] and (word[0].isupper() or word.startswith("al-")):
        return True  # "Al-Shabaab" opens a sentence
    # what is not an acronym may be written in capitals or with another "al-"
    return not name.isupper() and word.lower() == name.lower() and word[0].isupper()


def listed_word(word: str, words: Words) -> str | None:
    """Return the list that names `word` alone; None where none does."""
    for parts, table in words.names.get(word.lower(), ()):
        if len(parts) == 1 and _same(word, parts[0], first=True):
            return table
    return None

"""The words of a sentence that tell one event from another: content, numbers, hours, means, targets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d,.]*\d|\d")
# In its fourth month: a state, not the event of a day.
_NTH = re.compile(r"\b(?:\w+th|second|third) (?:week|month|year|winter)\b", re.IGNORECASE)
_ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s", "'s", "’s")
_LITTLE = 0.3  # what a word counts that many reports of war and talks have
_SHORTEST = 3


class Words(NamedTuple):
    """What one sentence says."""

    content: frozenset[str]  # stems, without the place and what dates the event
    numbers: frozenset[str]
    hours: frozenset[str]  # parts of the day
    targets: frozenset[str]  # what was hit or visited, by kind
    means: frozenset[str]  # what it was done with, by kind
    ordinals: frozenset[str]  # which of a row: the second round
    again: bool  # the text tells it from an earlier one
    lasting: bool  # it tells of a state: a siege, months of war


@lru_cache(maxsize=1 << 15)
def words(sentence: str, names: tuple[str, ...] = ()) -> Words:
    """Return what `sentence` says; the words of `names` tell nothing."""
    lexicon = _lexicon()
    found = [match[0].casefold() for match in _WORD.finditer(sentence)]
    own = {stem(word) for name in names for word in _WORD.findall(name.casefold())}
    plain = [(word, stem(word)) for word in found if not word[0].isdigit()]
    digits = {word.replace(",", "").rstrip(".") for word in found if word[0].isdigit()}
    spelled = {lexicon.numbers[word] for word in found if word in lexicon.numbers}
    content = {
        root
        for word, root in plain
        if len(root) >= _SHORTEST and word not in lexicon.empty and root not in own
    }
    return Words(
        content=frozenset(content),
        numbers=frozenset((digits | spelled) - {"1"}),
        hours=_kinds(plain, lexicon.hours),
        targets=_kinds(plain, lexicon.targets),
        means=_kinds(plain, lexicon.means),
        ordinals=frozenset(lexicon.ordinals[w] for w, _ in plain if w in lexicon.ordinals),
        again=any(word in lexicon.again for word, _ in plain),
        lasting=bool(_NTH.search(sentence)) or any(root in lexicon.lasting for _, root in plain),
    )


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return an English word without its ending; other words hardly change."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "lse":
        word = word[:-1]
    return word.rstrip("ey") if len(word) > 4 else word


@lru_cache(maxsize=1 << 14)
def stems(text: str) -> frozenset[str]:
    """Return the stems of a name's words."""
    empty = _lexicon().empty
    return frozenset(
        stem(word) for word in map(str.casefold, _WORD.findall(text)) if word not in empty
    )


def weight(root: str) -> float:
    """Return what it counts that two sentences share this stem."""
    return _LITTLE if root in _lexicon().common else 1.0


def apart(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 1 where both name something and nothing in common; else 0."""
    return float(bool(one) and bool(other) and not one & other)


def _kinds(plain: Iterable[tuple[str, str]], table: dict[str, str]) -> frozenset[str]:
    return frozenset(table[root] for _, root in plain if root in table)


class _Lexicon(NamedTuple):
    empty: frozenset[str]
    common: frozenset[str]  # stems
    numbers: dict[str, str]
    hours: dict[str, str]  # stem -> part of the day
    targets: dict[str, str]
    means: dict[str, str]
    ordinals: dict[str, str]
    again: frozenset[str]
    lasting: frozenset[str]  # stems


@cache
def _lexicon() -> _Lexicon:
    path = files("geomap.grouping") / "wording.toml"
    held = tomllib.loads(path.read_text(encoding="utf-8"))

    def kinds(table: dict[str, str]) -> dict[str, str]:
        return {stem(word): kind for kind, line in table.items() for word in line.split()}

    return _Lexicon(
        empty=frozenset(held["empty"].split()),
        common=frozenset(map(stem, held["common"].split())),
        numbers={w: str(n) for n, w in enumerate(held["numbers"].split())} | held["tens"],
        hours=kinds(held["hours"]),
        targets=kinds(held["targets"]),
        means=kinds(held["means"]),
        ordinals={w: str(n) for n, w in enumerate(held["ordinals"].split(), 1)},
        again=frozenset(held["again"].split()),
        lasting=frozenset(map(stem, held["lasting"].split())),
    )

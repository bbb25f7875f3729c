"""The words of a sentence that tell one event from another: content, numbers, hours, means, targets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from geomap.grouping.named_days import WEEKDAY

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d,.]*\d|\d")
_OWNED = re.compile(r"['’]s?$")  # "Italy's"
# In its fourth month: a state, not the event of a day.
_NTH = re.compile(r"\b(?:\w+th|second|third) (?:week|month|year|winter)\b", re.IGNORECASE)
_ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s", "'s", "’s")
_OPENS = '.!?:"“‘«'  # what a capital may stand after without being a name's
_SHORTEST = 3
_BESIDE = 3  # words
# 'Early on Monday', 'shortly before one this morning', '3 am', 'in the small hours'
_SMALL_HOURS = re.compile(
    rf"\bearly (?:on )?(?:(?:this|{WEEKDAY}) )?morning\b"
    r"|\b(?:one|two|three|four|five|[1-5](?:[.:]\d\d)?) (?:o['’]clock )?(?:this|in the) morning\b"
    r"|\b[1-5](?:[.:]\d\d)? ?a\.?m\b|\bsmall hours\b"
    rf"|\bearly (?:on )?(?:{WEEKDAY})\b(?! afternoon| evening)",
    re.IGNORECASE,
)
_LATE = re.compile(
    rf"\blate (?:on )?(?:{WEEKDAY})\b(?! morning| afternoon| evening)", re.IGNORECASE
)
_AFTER_MIDNIGHT = re.compile(
    rf"\bafter midnight\b|\bnight (?:in)?to (?:{WEEKDAY}|\d)", re.IGNORECASE
)
# 'By last night', 'through the night', 'into Saturday afternoon': until then it went on; 'announced
# tonight': then it was only spoken of.
_AIR = re.compile(r"\bair[- ](?:strike|raid|attack|bombardment)s?\b", re.IGNORECASE)
_NOT_ITS = re.compile(
    r"\b(?:by|until|till|into|through|throughout|since|announced|said|conceded|admitted|confirmed|"
    r"denied|claimed|reported|declared)"
    rf" (?:late |early )?(?:(?:on|in|the|this|that|last|{WEEKDAY}) ){{0,3}}"
    r"(?:dawn|daybreak|morning|noon|midday|afternoon|evening|dusk|night|midnight|tonight|nightfall)\b",
    re.IGNORECASE,
)


class Words(NamedTuple):
    """What one sentence says."""

    content: frozenset[str]  # stems, without the place, numbers and what dates the event
    names: frozenset[str]  # those of them that are written as names
    numbers: frozenset[str]
    hours: frozenset[str]  # parts of the day
    targets: frozenset[str]  # what was hit or visited, by kind
    means: frozenset[str]  # what it was done with, by kind
    ordinals: frozenset[str]  # which of a row: the second round
    countries: frozenset[str]  # who takes part
    again: bool  # the text tells it from an earlier one
    lasting: bool  # it tells of a state: a siege, months of war
    aftermath: bool  # it tells what came of it: burials, arrests
    beside: bool  # it tells of another such event too
    corrects: bool  # it puts right what was said before


@lru_cache(maxsize=1 << 15)
def words(sentence: str, names: tuple[str, ...] = ()) -> Words:
    """Return what `sentence` says; the words of `names` tell nothing."""
    lexicon = _lexicon()
    matches = list(_WORD.finditer(sentence))
    found = [_OWNED.sub("", match[0].casefold()) for match in matches]
    own = {stem(word) for name in names for word in _WORD.findall(name.casefold())}
    plain = [(word, stem(word)) for word in found if not word[0].isdigit()]
    content, named = set(), set()
    for match, word in zip(matches, found, strict=True):
        if word[0].isdigit() or word in lexicon.empty or word in lexicon.numbers:
            continue
        root = stem(word)
        if len(root) < _SHORTEST or root in own:
            continue
        content.add(root)
        if match[0][0].isupper() and not _begins(sentence, match.start()):
            named.add(root)
    said = set(found)
    return Words(
        content=frozenset(content),
        names=frozenset(named),
        numbers=frozenset(_numbers(sentence, matches, found)),
        hours=_hours(sentence),
        targets=_kinds(plain, lexicon.targets),
        means=_kinds(plain, lexicon.means) | ({"air"} if _AIR.search(sentence) else frozenset()),
        ordinals=frozenset(_of_a_row(found, lexicon)),
        countries=frozenset(
            lexicon.countries[w] for w, root in plain if w in lexicon.countries and root not in own
        ),
        again=not said.isdisjoint(lexicon.again),
        lasting=bool(_NTH.search(sentence)) or any(root in lexicon.lasting for _, root in plain),
        aftermath=not said.isdisjoint(lexicon.aftermath),
        beside=not said.isdisjoint(lexicon.beside),
        corrects=not said.isdisjoint(lexicon.corrects),
    )


def _of_a_row(found: Sequence[str], lexicon: _Lexicon) -> Iterator[str]:
    """Yield which of a row it is: 'the second round', 'a third direct meeting'."""
    for at, word in enumerate(found):
        if word in lexicon.ordinals and not lexicon.row.isdisjoint(found[at + 1 : at + 3]):
            yield lexicon.ordinals[word]


def _begins(sentence: str, at: int) -> bool:
    """Return whether a word begins its sentence, where a capital tells nothing."""
    before = sentence[:at].rstrip()
    return not before or before[-1] in _OPENS


def _numbers(
    sentence: str, matches: Sequence[re.Match[str]], found: Sequence[str]
) -> Iterator[str]:
    """Yield the numbers in figures or words; 'one' tells nothing."""
    numbers = _lexicon().numbers
    skip = False
    for at, word in enumerate(found):
        if skip:
            skip = False
            continue
        if word[0].isdigit():
            number = word.replace(",", "").rstrip(".")
        elif word in numbers:
            number = numbers[word]
            following = found[at + 1] if at + 1 < len(found) else ""
            if (
                len(number) == 2
                and number[1] == "0"
                and len(numbers.get(following, "")) == 1
                and sentence[matches[at].end() : matches[at + 1].start()] == "-"
            ):
                number, skip = number[0] + numbers[following], True
        else:
            continue
        if number != "1":
            yield number


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


def apart(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 1 where both name something and nothing in common; else 0."""
    return float(bool(one) and bool(other) and not one & other)


def hours_beside(sentence: str, said: str) -> frozenset[str]:
    """Return the parts of the day in the words `said` of `sentence`, or a few words away from them."""
    at = sentence.find(said)
    masked = _NOT_ITS.sub(lambda told: "x" * len(told[0]), sentence)
    before, said, after = masked[:at], masked[at : at + len(said)], masked[at + len(said) :]
    near = (
        *_WORD.findall(before)[-_BESIDE:],
        *_WORD.findall(said),
        *_WORD.findall(after)[:_BESIDE],
    )
    return _hours(" ".join(near))


def _hours(told: str) -> frozenset[str]:
    """Return the parts of the day that are named."""
    told = _SMALL_HOURS.sub(" dawn ", _LATE.sub(" night ", _NOT_ITS.sub(" ", told)))
    plain = ((word, stem(word)) for word in _WORD.findall(told.casefold()))
    return _kinds(plain, _lexicon().hours)


def is_aftermath(told: str) -> bool:
    """Return whether it tells what came of a deed, and of no deed."""
    lexicon = _lexicon()
    said = {word.casefold() for word in _WORD.findall(told)}
    return not said.isdisjoint(lexicon.aftermath) and said.isdisjoint(lexicon.deeds)


def after_midnight(told: str) -> bool:
    """Return whether the night that it tells of began on the day before: 'in the night to Friday'."""
    return bool(_AFTER_MIDNIGHT.search(told))


def hours_apart(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 1 where both name a part of the day and none is the other's, or next to it; else 0."""
    parts = list(_lexicon().hours_in_order)
    steps = {(parts.index(a) - parts.index(b)) % len(parts) for a in one for b in other}
    return float(bool(steps) and steps.isdisjoint({0, 1, len(parts) - 1}))


def kinds_apart(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 1 where both name means, none in common and none that is told as the other's."""
    near = _lexicon().near
    return (
        0.0
        if any({a, b} <= kinds for a in one for b in other for kinds in near)
        else apart(one, other)
    )


def _kinds(plain: Iterable[tuple[str, str]], table: dict[str, str]) -> frozenset[str]:
    return frozenset(table[root] for _, root in plain if root in table)


class _Lexicon(NamedTuple):
    empty: frozenset[str]
    numbers: dict[str, str]
    hours: dict[str, str]  # stem -> part of the day
    hours_in_order: tuple[str, ...]
    targets: dict[str, str]
    means: dict[str, str]
    near: tuple[frozenset[str], ...]  # means, each of which is told as the other
    ordinals: dict[str, str]
    row: frozenset[str]
    again: frozenset[str]
    lasting: frozenset[str]  # stems
    countries: dict[str, str]  # word -> who takes part
    aftermath: frozenset[str]
    deeds: frozenset[str]
    beside: frozenset[str]
    corrects: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    path = files("geomap.grouping") / "wording.toml"
    held = tomllib.loads(path.read_text(encoding="utf-8"))

    def kinds(table: dict[str, str]) -> dict[str, str]:
        return {stem(word): kind for kind, line in table.items() for word in line.split()}

    return _Lexicon(
        empty=frozenset(held["empty"].split()),
        numbers={w: str(n) for n, w in enumerate(held["numbers"].split())} | held["tens"],
        hours=kinds(held["hours"]),
        hours_in_order=tuple(held["hours"]),
        targets=kinds(held["targets"]),
        means=kinds(held["means"]),
        near=tuple(frozenset(line.split()) for line in held["near"]),
        ordinals={w: str(n) for n, w in enumerate(held["ordinals"].split(), 1)},
        row=frozenset(held["row"].split()),
        again=frozenset(held["again"].split()),
        lasting=frozenset(map(stem, held["lasting"].split())),
        countries={w: code for code, line in held["countries"].items() for w in line.split()},
        aftermath=frozenset(held["aftermath"].split()),
        deeds=frozenset(held["deeds"].split()),
        beside=frozenset(held["beside"].split()),
        corrects=frozenset(held["corrects"].split()),
    )

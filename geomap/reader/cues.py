"""The words by which a sentence says that something happened at a place, and what it was.

The lexicon is `cues.toml`; it is read once. `find` takes the cue of the right class that is
nearest to the place, counted in clauses before letters: strong words before weak ones.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, cast, get_args

from geomap.model import EventType
from geomap.reader.clauses import apart

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_TOO_FAR = 160.0
_COSTS = {"strong": 0.0, "weak": 14.0, "faint": 48.0}
_GENERIC = 6.0  # and one that leaves the kind open
_MOVABLE = frozenset({"attack", "ground_fighting", "bombing"})
_VOWELS = "aeiou"


class Cue(NamedTuple):
    """A trigger where it stands in its sentence: sentence[start:end]."""

    start: int
    end: int
    text: str
    event_type: EventType


class _Entry(NamedTuple):
    site: str
    event_type: EventType
    cost: float  # what the word costs beside a strong one
    rest: tuple[frozenset[str] | None, ...]  # the words after the first; None: up to three of any


class _Lexicon(NamedTuple):
    first_words: dict[str, tuple[_Entry, ...]]
    weapons: dict[str, EventType]


def find(
    sentence: str,
    *,
    mention: tuple[int, int],
    site: str,
    status: str | None = None,
    role: str | None = None,
) -> Cue | None:
    """Return the trigger of the event of class `site` at `mention`; None when no word tells.

    `mention` is a range of `sentence`; so is the cue, and it never overlaps the mention.
    """
    if site == "none":
        return None
    best: tuple[float, int, Cue] | None = None
    for cue, word_cost in _cues(sentence, site):
        if cue.start < mention[1] and mention[0] < cue.end:
            continue
        cost = apart(sentence, (cue.start, cue.end), mention)
        if cost > _TOO_FAR:
            continue
        cost -= _fits(sentence, cue, mention)
        cost += word_cost + _GENERIC * (cue.event_type == "attack")
        cost -= 0.4 * (cue.end - cue.start)  # a longer phrase says more
        if status not in {"proposed", "ruled_out"} and cue.event_type == "venue":
            cost += 15
        if best is None or (cost, cue.start) < best[:2]:
            best = (cost, cue.start, cue)
    if best is None:
        return None
    return _sharpened(sentence, best[2], mention, status, role)


def is_cue(words: str, site: str) -> bool:
    """Return whether `words` hold a cue of class `site`, weak ones included."""
    return bool(_cues(words, site))


def cue_spans(words: str, site: str) -> list[tuple[int, int]]:
    """Return where the cues of class `site` stand in `words`, weak ones included."""
    return [(cue.start, cue.end) for cue, _ in _cues(words, site)]


_BY_PREPOSITION = re.compile(
    r"\s+(?:(?:in|on|at|of|near|over|against|across|around|outside|inside|from|to|into|towards?|for|"
    r"along|between|off|with|through)\s+)?(?:(?:the|its|his|a|an|their)\s+)?(?:[\w'’-]+\s+){0,3}?",
    re.I,
)
_PASSIVE = re.compile(
    r"\s+(?:(?:was|were|is|are|has|have|had|been|being|came|come|will|would|to|be|also|again|itself|"
    r"could|may|might|remained|remains)\s+)+(?:\w+\s+){0,2}",
    re.I,
)


def _fits(sentence: str, cue: Cue, mention: tuple[int, int]) -> float:
    """Return how much the words between cue and place speak for their belonging together."""
    if cue.end <= mention[0]:
        return 12.0 if _BY_PREPOSITION.fullmatch(sentence, cue.end, mention[0]) else 0.0
    between = sentence[mention[1] : cue.start]
    if re.fullmatch(r"(?:['’]s?)?\s+(?:[\w-]+\s+)?", between):
        return 10.0  # "the Mombasa attack"
    return 12.0 if _PASSIVE.fullmatch(between) else 0.0


def _sharpened(
    sentence: str, cue: Cue, mention: tuple[int, int], status: str | None, role: str | None
) -> Cue:
    """Name the kind of an attack by the weapon in its clause, a possible seat of talks a venue."""
    if cue.event_type in _MOVABLE:
        kinds = _lexicon().weapons
        near = [
            (apart(sentence, match.span(), (cue.start, cue.end)), kinds[match.group().lower()])
            for match in _WORD.finditer(sentence)
            if match.group().lower() in kinds
            and (match.end() <= mention[0] or match.start() >= mention[1])
        ]
        if near and min(near)[0] < 32 and not (cue.event_type != "attack" and _names_kind(cue)):
            return cue._replace(event_type=min(near)[1])
    if status in {"proposed", "ruled_out"} and cue.event_type in {"talks", "summit"}:
        for other, word_cost in _cues(sentence, "diplomatic"):
            same_clause = apart(sentence, (other.start, other.end), (cue.start, cue.end)) < 40
            if other.event_type == "venue" and word_cost == 0 and same_clause and role != "near":
                return cue._replace(event_type="venue")
    return cue


def _names_kind(cue: Cue) -> bool:
    """Return whether the cue's own words name what happened, so that no weapon changes it."""
    return cue.text.lower().split()[-1] not in {
        "raid",
        "raids",
        "assault",
        "assaults",
        "bombing",
        "bombed",
    }


@lru_cache(maxsize=64)  # the places of one sentence are read one after the other
def _cues(sentence: str, site: str) -> tuple[tuple[Cue, float], ...]:
    """Return the cues of class `site` by where they stand, each with what it costs."""
    found: list[tuple[Cue, float]] = []
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(sentence)]
    lower = [word.lower().replace("’", "'") for _, _, word in words]
    first_words = _lexicon().first_words
    for index, word in enumerate(lower):
        best: tuple[int, _Entry] | None = None
        for entry in first_words.get(word, ()):
            if entry.site != site:
                continue
            last = _match_rest(lower, index, entry.rest)
            if last is None:
                continue
            key = (last, -entry.cost)
            if best is None or key > (best[0], -best[1].cost):
                best = (last, entry)
        if best is not None:
            start, end = words[index][0], words[best[0]][1]
            cue = Cue(start, end, sentence[start:end], best[1].event_type)
            found.append((cue, best[1].cost))
    return tuple(found)


def _match_rest(
    words: list[str], index: int, rest: tuple[frozenset[str] | None, ...]
) -> int | None:
    """Return the index of the last word of a phrase that begins at `index`; None: it isn't there."""
    at = index
    gap = 0
    for part in rest:
        if part is None:
            gap = 3
            continue
        for step in range(1, gap + 2):
            if at + step < len(words) and words[at + step] in part:
                at += step
                break
        else:
            return None
        gap = 0
    return at


@cache
def _lexicon() -> _Lexicon:
    """Read cues.toml into what `_cues` looks words up in."""
    table = tomllib.loads(files("geomap.reader").joinpath("cues.toml").read_text(encoding="utf-8"))
    irregular = {verb: forms.split() for verb, forms in table["irregular"].items()}
    found: dict[str, list[_Entry]] = {}
    for site in ("battlefield", "diplomatic"):
        for name, lists in table[site].items():
            if name not in get_args(EventType):
                raise ValueError(f"cues.toml: [{site}.{name}] is no event type.")
            for form, entry in _entries(site, cast(EventType, name), lists, irregular):
                found.setdefault(form, []).append(entry)
    weapons = {
        word: cast(EventType, kind)
        for kind, words in table["weapons"].items()
        for word in words.split()
    }
    return _Lexicon({form: tuple(entries) for form, entries in found.items()}, weapons)


def _entries(
    site: str,
    event_type: EventType,
    lists: dict[str, str | list[str]],
    irregular: dict[str, list[str]],
) -> Iterator[tuple[str, _Entry]]:
    phrases: list[tuple[str, str]] = []
    phrases += [(f"~{verb}", "strong") for verb in str(lists["verbs"]).split()]
    phrases += [(noun, "strong") for noun in str(lists["nouns"]).split()]
    phrases += [(phrase, "strong") for phrase in lists["phrases"]]
    phrases += [(phrase, tier) for tier in ("weak", "faint") for phrase in lists[tier]]
    for phrase, tier in phrases:
        first, *rest = phrase.replace("’", "'").lower().split()
        later = tuple(
            None if word == "*" else _forms(word, irregular, last=index == len(rest) - 1)
            for index, word in enumerate(rest)
        )
        for form in _forms(first, irregular, last=not rest):
            yield form, _Entry(site, event_type, _COSTS[tier], later)


def _forms(word: str, irregular: dict[str, list[str]], *, last: bool) -> frozenset[str]:
    """Return the forms of a word of the lexicon: "~verb" inflected, the last of a phrase plural too."""
    if word.startswith("~"):
        return frozenset(inflected(word[1:], irregular))
    return frozenset((word, *_plurals(word))) if last else frozenset((word,))


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith(("s", "x", "ch", "sh")):
        return (noun + "es",)
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return (noun[:-1] + "ies",)
    if noun.endswith("man"):
        return (noun[:-3] + "men",)
    return (noun + "s",)


def inflected(verb: str, irregular: dict[str, list[str]]) -> Iterator[str]:
    """Yield the forms of an English verb: by rule, and those of `irregular`."""
    yield verb
    yield from _plurals(verb)
    yield from irregular.get(verb, ())
    if verb.endswith("e"):
        yield verb + "d"
        yield verb[:-1] + "ing"
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        yield verb[:-1] + "ied"
        yield verb + "ing"
    else:
        yield verb + "ed"
        yield verb + "ing"

"""The words of `cues.toml`, read once, and where a sentence holds them."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, cast, get_args

from geomap.model import EventType

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
COSTS = {"strong": 0.0, "weak": 14.0, "faint": 48.0}
_VOWELS = "aeiou"
_NEW_CLAUSE = frozenset({"as", "after", "before", "when", "while"})
# 'destroyed two | drones | over X', but no missile battery; 'down' alone is a verb: 'forces down 14 drones'
_DOWNED = re.compile(
    r"(?:destroy|neutrali[sz]|down)\w*\s(?:(?!(?:and|with|using)\s)\S{1,30}\s){0,4}\S+", re.I
)
_SO_ENDS = re.compile(
    r"\s*(?:$|[^\w\s]|[A-Z]|(?:in|over|near|at|on|above|off|outside|around|along|inside|across|and|or|but|as|before|after|when|while"
    r"|that|which|by|with|from|for|during|overnight|early|late|yesterday|today|this|fired|launched|sent|aimed|headed|heading|flying"
    r"|approaching|targeting|bound|it|they|he|the|a|to|belonging|carrying|armed|using|since|within)\b)"
)
_NO_VERB = re.compile(r"sho[ot]\w*|br[io]\w+|gun\w*|c[ao]m\w+")
# 'kidnapped', 'travelled': the last letter may be doubled
_DOUBLES = re.compile(r"(?:^|[^aeiou])[aeiou][bdgmnprt]$|[aeiou]l$")


class Cue(NamedTuple):
    """A trigger where it stands in its sentence: sentence[start:end]."""

    start: int
    end: int
    text: str
    event_type: EventType

    @property
    def span(self) -> tuple[int, int]:
        """Return where it stands, as a range of its sentence."""
        return self.start, self.end


_Rest = tuple[frozenset[str] | None, ...]  # the words after the first; None: up to three of any


class _Entry(NamedTuple):
    site: str
    event_type: EventType
    cost: float  # what the word costs beside a strong one
    rest: _Rest


class _Lexicon(NamedTuple):
    first_words: dict[str, tuple[_Entry, ...]]
    weapons: dict[str, EventType]
    no_cue: dict[str, tuple[_Rest, ...]]  # phrases whose words are none, by the first
    vehicles: frozenset[str]


@lru_cache(maxsize=64)  # the places of one sentence are read one after the other
def cues_in(sentence: str, site: str) -> tuple[tuple[Cue, float], ...]:
    """Return the cues of class `site` by where they stand, each with what it costs."""
    found: list[tuple[Cue, float]] = []
    words, lower = _split(sentence)
    first_words = lexicon().first_words
    for index, word in enumerate(lower):
        best: tuple[int, _Entry] | None = None
        for entry in first_words.get(word, ()):
            if entry.site != site:
                continue
            last = _match_rest(lower, index, entry.rest)
            if last is None:
                continue
            if entry.event_type == "interception" and entry.rest:
                span = words[index].start(), words[last].end()
                if not _is_downed(sentence, span, lower[index - 1] if index else ""):
                    continue
            key = (last, -entry.cost)
            if best is None or key > (best[0], -best[1].cost):
                best = (last, entry)
        if best is not None:
            start, end = words[index].start(), words[best[0]].end()
            if is_no_cue(sentence, start, end):
                continue
            if word.startswith("pull") and _drives_off(lower, index):
                continue
            cue = Cue(start, end, sentence[start:end], best[1].event_type)
            found.append((cue, best[1].cost))
    return tuple(found)


def _is_downed(sentence: str, span: tuple[int, int], previous: str) -> bool:
    """Return whether a phrase of 'destroy' or 'down' tells of the weapon itself, not of its battery or depot."""
    text = sentence[slice(*span)].lower()
    if not text.startswith(("destroy", "neutrali", "down ", "downs ")):
        return True
    if text.startswith("down ") and _NO_VERB.fullmatch(previous):
        return False
    is_one = _DOWNED.fullmatch(sentence, *span) is not None
    return is_one and _SO_ENDS.match(sentence, span[1]) is not None


@lru_cache(maxsize=64)
def _no_cues(sentence: str) -> tuple[tuple[int, int], ...]:
    """Return, in order, the ranges whose words tell of no event, whatever they mean elsewhere: 'took part'."""
    words, lower = _split(sentence)
    phrases = lexicon().no_cue
    found = []
    for index, word in enumerate(lower):
        for rest in phrases.get(word, ()):
            last = _match_rest(lower, index, rest)
            if last is not None:
                found.append((words[index].start(), words[last].end()))
    return tuple(found)


def is_no_cue(sentence: str, start: int, end: int) -> bool:
    """Return whether sentence[start:end] is only a part of such a phrase, or a mine that is dug."""
    if sentence[start:end].lower() in ("mine", "mines") and _is_dug(sentence, start, end):
        return True
    ranges = _no_cues(sentence)
    at = bisect_right(ranges, (start, len(sentence)))
    return any(
        end <= last and last - first > end - start for first, last in ranges[max(0, at - 4) : at]
    )


# 'raided a mine', 'the guards of the mine'; no 'drove over a mine', no 'in a mine blast'
_DUG = re.compile(
    r"\b(?:in|inside|outside|around|at|(?:attack\w*|raid|assault)\son|raid\w*|storm\w*|attack\w*|seiz\w*|captur\w*"
    r"|overr[au]n\w*|t[ao]ke?n?|took|shut|clos\w*|guard\w*|loot\w*|worke\w*\s(?:in|at)|(?:guards|workers|owners?|gates?)\sof)"
    r"\s(?:an?|the|their|its|another)\s(?:[\w-]+\s){0,2}$",
    re.I,
)
_GOES_OFF = re.compile(
    r"(?:\s\w+){0,4}?\s(?:blasts?|explo\w+|detonat\w+|went\soff|goes\soff|fields?|clear\w*)\b"
)


def _is_dug(sentence: str, start: int, end: int) -> bool:
    """Return whether the mine at sentence[start:end] is one where something is dug."""
    before = _DUG.search(sentence, max(0, start - 60), start)
    return before is not None and _GOES_OFF.match(sentence, end) is None


def _split(sentence: str) -> tuple[list[re.Match[str]], list[str]]:
    """Return the words of `sentence`, and how the lexicon spells them."""
    words = list(WORD.finditer(sentence))
    return words, [word.group().lower().replace("’", "'") for word in words]


def _drives_off(words: list[str], index: int) -> bool:
    """Return whether a vehicle pulls out at `index`, as 'it' or itself: no troops leave a town."""
    at = index - 1
    while at >= 0 and (words[at] in {"had", "has", "was", "were"} or words[at].endswith("ly")):
        at -= 1
    vehicles = lexicon().vehicles
    if at > 0 and words[at] in {"it", "they"} and words[at - 1] in {"as", "when", "while", "after"}:
        return any(word in vehicles for word in words[max(0, at - 9) : at - 1])
    return at >= 0 and words[at] in vehicles - {"convoy"}


def _match_rest(words: list[str], index: int, rest: _Rest) -> int | None:
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
            if words[at + 1 : at + 2] == ["by"]:  # 'destroyed by missiles'
                return None
            if gap and words[at + step : at + step + 1] and words[at + step] in _NEW_CLAUSE:
                return None
        else:
            return None
        gap = 0
    return at


@cache
def lexicon() -> _Lexicon:
    """Read cues.toml into what `cues_in` looks words up in."""
    table = tomllib.loads(
        files("geomap.reader.wording").joinpath("cues.toml").read_text(encoding="utf-8")
    )
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
    no_cue: dict[str, list[_Rest]] = {}
    for phrase in table["no_cue"]["phrases"]:
        forms, rest = _parts(phrase, irregular)
        for form in forms:
            no_cue.setdefault(form, []).append(rest)
    return _Lexicon(
        {form: tuple(entries) for form, entries in found.items()},
        weapons,
        {form: tuple(rests) for form, rests in no_cue.items()},
        frozenset(table["vehicles"]["words"].split()),
    )


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
        forms, rest = _parts(phrase, irregular)
        for form in forms:
            yield form, _Entry(site, event_type, COSTS[tier], rest)


def _parts(phrase: str, irregular: dict[str, list[str]]) -> tuple[frozenset[str], _Rest]:
    """Return the forms of a phrase's first word, and what follows it."""
    first, *rest = phrase.replace("’", "'").lower().split()
    later = tuple(
        None if word == "*" else _forms(word, irregular, last=index == len(rest) - 1)
        for index, word in enumerate(rest)
    )
    return _forms(first, irregular, last=not rest), later


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
    if _DOUBLES.search(verb):
        yield verb + verb[-1] + "ed"
        yield verb + verb[-1] + "ing"
    if verb.endswith("e"):
        yield verb + "d"
        yield verb[:-1] + "ing"
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        yield verb[:-1] + "ied"
        yield verb + "ing"
    else:
        yield verb + "ed"
        yield verb + "ing"

"""The words by which a sentence says that something happened at a place, and what it was.

The lexicon is `cues.toml`; it is read once. `find` takes the cue of the right class that is
nearest to the place, counted in clauses before letters: strong words before weak ones.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
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
        if cue.start == mention[1] + 1 and cue.text.lower() in ("mine", "mines"):
            continue  # "the Lipova mine"
        cost = apart(sentence, cue.span, mention)
        if cost > _TOO_FAR:
            continue
        cost -= _fits(sentence, cue, mention)
        cost += word_cost + _GENERIC * (cue.event_type == "attack")
        cost -= 0.4 * (cue.end - cue.start)  # a longer phrase says more
        if status not in {"proposed", "ruled_out"} and cue.event_type == "venue":
            cost += 15
        if cue.event_type in _TOPICS and _TALKED_OF.search(
            sentence, max(0, cue.start - 90), cue.start
        ):
            cost += 40
        if best is None or (cost, cue.start) < best[:2]:
            best = (cost, cue.start, cue)
    if best is None:
        return None
    return _sharpened(sentence, best[2], mention, status, role)


_TOPICS = frozenset({"exchange", "ceasefire", "signing"})
# 'met to discuss a prisoner |', 'talks on a |': what is talked of is not done yet
_TALKED_OF = re.compile(
    r"\b(?:discuss(?:es|ed|ing)?|negotiat(?:es?|ed|ing)"
    r"|(?:talks?|talked|discussions?|negotiations?|consultations?|meetings?|dialogue|met|meet|conferred)"
    r"\s(?:[\w’'-]{1,20}\s){0,4}?(?:on|about|over|regarding|concerning|towards?|aimed\sat))"
    r"\s(?:[\w’'-]{1,20}\s){0,3}$"
)


def is_cue(words: str, site: str) -> bool:
    """Return whether `words` hold a cue of class `site`, weak ones included."""
    return bool(_cues(words, site))


def cue_spans(words: str, site: str, *, faint: bool = True) -> list[tuple[int, int]]:
    """Return where the cues of class `site` stand in `words`, weak ones included.

    `faint`: those too that hardly tell of an event, as 'troops' do.
    """
    return [cue.span for cue, cost in _cues(words, site) if faint or cost < _COSTS["faint"]]


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
    if cue.event_type == "capture" and cue.text.lower() in _FALLS:
        weapon = _fallen(sentence, cue)
        return cue._replace(event_type=weapon) if weapon else cue
    if cue.event_type in _MOVABLE and not _BY_HAND.match(cue.text):
        kinds = _lexicon().weapons
        near = [
            (apart(sentence, match.span(), cue.span), kinds[match.group().lower()])
            for match in _WORD.finditer(sentence)
            if match.group().lower() in kinds
            and (match.end() <= mention[0] or match.start() >= mention[1])
            and not _is_no_cue(sentence, *match.span())
        ]
        if near and min(near)[0] < 32 and not (cue.event_type != "attack" and _names_kind(cue)):
            return cue._replace(event_type=min(near)[1])
    if status not in {"proposed", "ruled_out"} and cue.text.lower() in _HOSTS:
        kind: EventType = "talks" if _PARTIES.match(sentence, cue.end) else "visit"
        return cue._replace(event_type=kind)
    if cue.event_type == "visit" and _FOR_EXCHANGE.match(sentence, cue.end):
        return cue._replace(event_type="exchange")
    if status in {"proposed", "ruled_out"} and cue.event_type in {"talks", "summit"}:
        for other, word_cost in _cues(sentence, "diplomatic"):
            same_clause = apart(sentence, other.span, cue.span) < 40
            if other.event_type == "venue" and word_cost == 0 and same_clause and role != "near":
                return cue._replace(event_type="venue")
    return cue


_HOSTS = frozenset(("host", "hosts", "hosted", "hosting"))
_PARTIES = re.compile(r"(?:(?!\s(?:in|at|on)\s)[^,;.]){1,80}\sand\s")  # hosted more than one
_FALLS = frozenset(("fall", "falls", "fell", "fallen", "falling"))
_FALLEN = re.compile(
    r"\b(?P<what>[\w-]{2,20})\s+(?:(?:that|which|also|again|have|has|had|were|was|are|is|reportedly|then|later)\s+){0,3}$"
)
# What is done by hand, whatever weapon the sentence names beside it.
_BY_HAND = re.compile(
    r"(?:sh(?:oo|o)t(?:ing|s)?\s+dead|gun(?:ned|ning)?\s+down|machine-gun\w*|behead\w*|stab\w*|kidnap\w*|abduct\w*"
    r"|lynch\w*|execut\w*|loot\w*|ransack\w*|hijack\w*|knife\s)",
    re.I,
)


# 'landed in X as part of a prisoner swap'
_FOR_EXCHANGE = re.compile(
    r"[^,;.]{0,60}?\b(?:as\s+part\s+of|under|for|in)\s+(?:an?|the|this|that)\s+(?:[\w-]{1,20}\s+){0,2}?(?:exchange|swap)\b"
    r"(?!\s+(?:of\s+(?!prison|capt|host|bod|detain)|rate|programme|program))"
)


def _fallen(sentence: str, cue: Cue) -> EventType | None:
    """Return the kind of the weapon that fell, 'shells' in 'shells fell on X'; None for a town."""
    what = _FALLEN.search(sentence, max(0, cue.start - 80), cue.start)
    return _lexicon().weapons.get(what["what"].lower()) if what else None


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
    words, lower = _split(sentence)
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
            start, end = words[index].start(), words[best[0]].end()
            if _is_no_cue(sentence, start, end):
                continue
            if word.startswith("pull") and _drives_off(lower, index):
                continue
            cue = Cue(start, end, sentence[start:end], best[1].event_type)
            found.append((cue, best[1].cost))
    return tuple(found)


@lru_cache(maxsize=64)
def _no_cues(sentence: str) -> tuple[tuple[int, int], ...]:
    """Return, in order, the ranges whose words tell of no event, whatever they mean elsewhere: 'took part'."""
    words, lower = _split(sentence)
    phrases = _lexicon().no_cue
    found = []
    for index, word in enumerate(lower):
        for rest in phrases.get(word, ()):
            last = _match_rest(lower, index, rest)
            if last is not None:
                found.append((words[index].start(), words[last].end()))
    return tuple(found)


def _is_no_cue(sentence: str, start: int, end: int) -> bool:
    """Return whether sentence[start:end] is only a part of such a phrase."""
    ranges = _no_cues(sentence)
    at = bisect_right(ranges, (start, len(sentence)))
    return any(
        end <= last and last - first > end - start for first, last in ranges[max(0, at - 4) : at]
    )


def _split(sentence: str) -> tuple[list[re.Match[str]], list[str]]:
    """Return the words of `sentence`, and how the lexicon spells them."""
    words = list(_WORD.finditer(sentence))
    return words, [word.group().lower().replace("’", "'") for word in words]


def _drives_off(words: list[str], index: int) -> bool:
    """Return whether a vehicle pulls out at `index`, as 'it' or itself: no troops leave a town."""
    at = index - 1
    while at >= 0 and (words[at] in {"had", "has", "was", "were"} or words[at].endswith("ly")):
        at -= 1
    vehicles = _lexicon().vehicles
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
            yield form, _Entry(site, event_type, _COSTS[tier], rest)


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

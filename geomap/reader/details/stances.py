"""What the parties make of a place as a venue: who proposes, accepts, doubts or refuses it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast, get_args

from geomap.model import StanceKind
from geomap.reader.grammar.scene import Scene, scene
from geomap.reader.voice.attribution import speaker
from geomap.reader.wording.actor_words import word_set
from geomap.reader.wording.cues import inflected
from geomap.reader.wording.grammar_words import AUX

_NOT = word_set("""not never won't wouldn't cannot can't didn't doesn't hasn't haven't don't no""")
_WILL = word_set("would will won't wouldn't shall can cannot can't could")
REFUSING = word_set("refused refuses refuse declined declines decline")
_NEITHER = word_set("neither nor")
_BACK_TO = [["to"], ["in"], ["at"], ["from"], ["home"], ["and"], ["on"], [","], ["."], []]
_THEIRS = word_set("his her its their")
_INSTEAD = re.compile(
    r"\b(?:instead\s+of|rather\s+than|in\s+place\s+of|not|and\s+not)\s+(?:\w+\s+){0,2}$"
)
_RIVAL = re.compile(r"\w\s+(?:to|over)\s+(?:the\s+)?$")  # 'prefer X to |'
_AN_IDEA = re.compile(
    r"(?:\s[^,;.]{1,40})?,\s+(?:an?|the)\s+(?:[\w-]+\s+)??(\w+)\s"
)  # 'X, a venue Y turned down'
_WE = re.compile(r"(?:we|i)(?:'(?:d|ll|ve|m|re))?")
# 'said he was ready to go |'
_SAID_HE = re.compile(
    r"\b(?:said|says|insist(?:s|ed)?|repeated|replied|told\s(?:[\w’'-]+\s){1,4}?)(?:\s?that)?\s(?:he|she|they)\s"
    r"(?:(?:would|will|could|can|had|has|was|is|were|are|also|not|never|be|been|still|now|again)\s){0,4}"
    r"(?:(?:ready|willing|prepared|happy)\sto\s(?:go|meet|travel|talk|come|sit\sdown)\s)?$"
)
_APART = re.compile(r"[;()]")
_QUOTED = re.compile(r"[\"“‘,]\s*$")
_DETERMINERS = word_set("the a an his its their her any no this that an")
_IRREGULAR = {
    "rule": ["ruling"],
    "choose": ["chose", "chosen", "choosing"],
    "say": ["said"],
    "give": ["gave", "given", "giving"],
    "have": ["had", "has", "having"],
    "commit": ["committed", "committing"],
    "opt": ["opted"],
    "strike": ["struck"],
    "withdraw": ["withdrew", "withdrawn"],
    "cast": ["casting"],
    "hold": ["held"],
    "throw": ["threw", "thrown"],
    "shoot": ["shot"],
    "draw": ["drew", "drawn"],
    "drop": ["dropped", "dropping"],
    "speak": ["spoke", "spoken"],
    "veto": ["vetoes", "vetoed"],
}


class Found(NamedTuple):
    """Whose stance, which, and the words that say so: all as in the sentence."""

    actor: str
    stance: StanceKind
    text: str


class Word(NamedTuple):
    first: int  # tokens [first, last)
    last: int
    stance: StanceKind
    how: str  # verb, state ('open to'), noun, to, said ('let them come')


def find(
    sentence: str,
    *,
    mention: tuple[int, int],
    status: str | None,
    places: Sequence[tuple[int, int]] = (),
) -> list[Found]:
    """Return what is said of `mention` as a venue, in the order of the words that say it.

    Nothing of an event that took place: a stance is one on what may be. `mention` and `places`
    (names read as places themselves) are ranges of `sentence`.
    """
    if status in (None, "occurred", "ongoing") or not may_tell(sentence):
        return []
    taken = scene(sentence, mention, None, "diplomatic", places)
    words = words_of(taken)
    found: list[Found] = []
    for number, word in enumerate(words):
        if _governs(taken, words, number, mention, places):
            found += holding(taken, word, [mention, *places], found)
    return found


def may_tell(text: str) -> bool:
    """Return whether a word of a stance stands in `text`."""
    return _lists().any_word.search(text) is not None


def holding(
    scene: Scene, word: Word, places: Sequence[tuple[int, int]], known: Sequence[Found]
) -> list[Found]:
    """Return whose stance the word tells, save what is named at `places` or already in `known`."""
    stance = stance_of(scene, word)
    if stance is None:
        return []
    text = scene.sentence[scene.tokens[word.first].start : scene.tokens[word.last - 1].end]
    if not (holders := _holders(scene, word)) and (actor := _speaker(scene, word)):
        return [Found(actor, stance, text)]
    taken = {(one.actor, one.stance) for one in known}
    found: list[Found] = []
    for index in holders:
        phrase = scene.phrases[index]
        if any(phrase.start < e and s < phrase.end for s, e in places):
            continue
        if phrase.kind == "civilians" or (phrase.form == "thing" and word.how != "noun"):
            continue
        actor = scene.sentence[phrase.start : phrase.end]
        if (actor, stance) not in taken:
            taken.add((actor, stance))
            found.append(Found(actor, stance, text))
    return found


def words_of(scene: Scene) -> list[Word]:
    """Return the words of a stance in the sentence, in order; the longest at each place."""
    lists = _lists()
    found: list[Word] = []
    at = 0
    while at < len(scene.lower):
        best: Word | None = None
        owner = scene.at.get(at - 1)
        is_noun = (at > 0 and scene.lower[at - 1] in _DETERMINERS) or (
            owner is not None
            and (scene.phrases[owner].owns or scene.phrases[owner].form == "thing")
        )
        for parts, stance, how in lists.by_first.get(scene.lower[at], ()):
            if (how == "verb" and is_noun and not parts) or (how == "noun" and not is_noun and at):
                continue
            if scene.lower[at] == "back" and scene.lower[at + 1 : at + 2] in _BACK_TO:
                continue  # "invited them back to X"
            last = _matched(scene.lower, at, parts)
            if last is not None and (best is None or last > best.last):
                best = Word(at, last, stance, how)
        if best is None and scene.lower[at] in _NOT and _refuses(scene, at):
            best = Word(at, at + 2, "refuses", "verb")
        if best is not None and at not in scene.at:
            found.append(best)
            at = best.last
        else:
            at += 1
    return found


def _refuses(scene: Scene, at: int) -> bool:
    """Return whether 'not' at `at` refuses to go: 'would not attend', 'won't meet'."""
    follows = scene.lower[at + 1 : at + 2]
    will = scene.lower[at] in _WILL or (at > 0 and scene.lower[at - 1] in _WILL)
    return will and bool(follows) and follows[0] in _lists().goes


def _matched(lower: list[str], at: int, parts: tuple[frozenset[str] | None, ...]) -> int | None:
    step = at + 1
    gap = 0
    for part in parts:
        if part is None:
            gap = 3
            continue
        for skip in range(gap + 1):
            if step + skip < len(lower) and lower[step + skip] in part:
                step += skip + 1
                break
        else:
            return None
        gap = 0
    return step


def stance_of(scene: Scene, word: Word) -> StanceKind | None:
    """Return the stance as negation leaves it; None where it tells nothing."""
    before = scene.lower[max(0, word.first - 3) : word.first]
    if scene.lower[word.first] in _NOT:
        return word.stance
    if any(w in _NEITHER for w in before):
        return None  # "has neither accepted nor refused"
    if any(w in REFUSING for w in before) and word.stance != "refuses":
        return "refuses"
    if not any(w in _NOT for w in before):
        return word.stance
    if word.stance == "accepts" and any(w in _WILL for w in before):
        return "refuses"
    return None


def _governs(
    scene: Scene,
    words: list[Word],
    number: int,
    mention: tuple[int, int],
    places: Sequence[tuple[int, int]],
) -> bool:
    """Return whether the word of a stance is about the mention."""
    word = words[number]
    start, end = scene.tokens[word.first].start, scene.tokens[word.last - 1].end
    lists = _lists()
    if end <= mention[0]:
        if scene.lower[word.last - 1] in ("no", "yes"):
            return False  # "said no talks were held in X"
        between = scene.sentence[end : mention[0]]
        if scene.lower[word.first].startswith("prefer") and _RIVAL.search(between):
            return False
        low = end if scene.lower[word.first] in _NOT else 0
        if _APART.search(between) or _INSTEAD.search(scene.sentence[low : mention[0]]):
            return False
        inner = [
            t
            for t, w in zip(scene.tokens, scene.lower, strict=True)
            if end <= t.start < mention[0] and w in lists.other
        ]
        if inner:
            return False
        later = [w for w in words[number + 1 :] if scene.tokens[w.first].start < mention[0]]
        return all(_same_chain(scene, word, w) for w in later) and not _cut(scene, word, mention)
    if start < mention[1]:
        return False
    between = scene.sentence[mention[1] : start]
    if _APART.search(between) or any(mention[1] <= s and e <= start for s, e in places):
        return False
    if word.how == "to" or (word.how == "verb" and scene.is_passive(word.first)):
        return True
    if word.how == "noun":
        return False
    near = scene.lower[word.first + 1 : word.last + 3]
    if any(w in lists.it for w in near):
        return True
    named = _AN_IDEA.match(scene.sentence, mention[1], start)
    if named and named[1].lower() in lists.it:
        return True
    if any(
        scene.lower[at] in ("that", "which") and _follows(scene, mention[1], at)
        for at in range(max(0, word.first - 12), word.first)
    ):
        return True
    # "..., Meloni suggested"
    tail = scene.sentence[end : end + 2].strip()
    return word.stance == "proposes" and "," in between and tail[:1] in ("", ",", ".")


def _follows(scene: Scene, end: int, relative: int) -> bool:
    """Return whether 'that' or 'which' may tell of what ends at `end`: no other clause stands between."""
    if scene.tokens[relative].start <= end:
        return False
    between = (at for at in range(relative) if scene.tokens[at].start >= end)
    return not any(
        scene.lower[at] == "nor" or scene.lower[at] in AUX or scene.verb(at)
        for at in between
        if scene.lower[at] != "to"
    )


def _same_chain(scene: Scene, word: Word, later: Word) -> bool:
    """Return whether `later` only continues `word`: 'refused to accept', 'offered to host'."""
    between = scene.lower[word.last : later.first]
    return later.how == "noun" or all(w in ("to", "an", "a", "the", "its", "for") for w in between)


def _cut(scene: Scene, word: Word, mention: tuple[int, int]) -> bool:
    """Return whether a new clause begins between the word and the mention, save after 'that'."""
    for cut in scene.cuts:
        if word.last <= cut and scene.tokens[cut].start <= mention[0]:
            if scene.lower[cut] in ("that", "as", "where", "if", "when"):
                continue
            if scene.lower[cut - 1] == "that" or cut == word.last:
                continue
            if "that" in scene.lower[word.last : cut]:
                that = scene.lower.index("that", word.last)
                is_idea = scene.lower[that - 1] in _lists().it
                if is_idea and not any(scene.verb(at) for at in range(that, cut)):
                    continue  # "a suggestion that A and B meet in X"
            return True
    return False


def _holders(scene: Scene, word: Word) -> list[int]:
    """Return the phrases that name whose stance it is."""
    clause = scene.clause_at(word.first)
    high = clause[1]
    if word.how == "said":
        return []
    if word.how == "to":
        return scene.after(word.last - 1, high, prepositions=("to",))
    if word.how == "noun":
        owner = word.first - 1
        index = scene.at.get(owner)
        if index is not None and (scene.phrases[index].owns or scene.phrases[index].named):
            return scene.joined[index]
        if (
            owner > 0
            and scene.lower[owner] in _THEIRS
            and (found := scene.subject(owner - 1, clause[0]))
        ):
            return found  # "Ruto renewed his offer of X"
        return scene.after(
            word.last - 1, min(high, word.last + 5), prepositions=("by", "from", "of")
        )
    is_state = word.how == "state" or scene.lower[word.first] == "committed"
    if not is_state and scene.is_passive(word.first):
        return scene.after(word.last - 1, high, prepositions=("by",))
    relative = clause[0] < len(scene.lower) and scene.lower[clause[0]] in ("that", "which")
    subject = scene.subject(word.first, clause[0])
    if subject or relative:
        return subject
    # a coordinated verb: "X turned it down and accepted Y"
    return scene.subject(word.first, 0) if scene.lower[word.first - 1] in ("and", "but") else []


def _speaker(scene: Scene, word: Word) -> str | None:
    """Return who says 'we', 'he' or 'let them come': '"We prefer X," an envoy said'; None where nobody is named."""
    at, tokens = word.first - 1, scene.tokens
    while at >= 0 and scene.lower[at] in AUX:
        at -= 1
    governs = word.how in ("verb", "state")
    is_we = governs and at >= 0 and _WE.fullmatch(scene.lower[at])
    is_he = (
        governs
        and not scene.is_passive(word.first)
        and _SAID_HE.search(scene.sentence, 0, tokens[word.first].start)
    )
    is_said = word.how == "said" and _QUOTED.search(scene.sentence[: tokens[word.first].start])
    if not (is_we or is_said or is_he):
        return None
    return speaker(scene.sentence, (tokens[word.first].start, tokens[word.last - 1].end))


class _Lists(NamedTuple):
    by_first: dict[str, list[tuple[tuple[frozenset[str] | None, ...], StanceKind, str]]]
    goes: frozenset[str]
    other: frozenset[str]
    it: frozenset[str]
    any_word: re.Pattern[str]


@cache
def _lists() -> _Lists:
    """Read stances.toml."""
    source = files("geomap.reader.details").joinpath("stances.toml").read_text(encoding="utf-8")
    table = cast("dict[str, dict[str, str]]", tomllib.loads(source))
    by_first: dict[str, list[tuple[tuple[frozenset[str] | None, ...], StanceKind, str]]] = {}
    for kind, section in (("verb", "verbs"), ("noun", "nouns"), ("to", "to"), ("said", "said")):
        for stance, listed in table[section].items():
            if stance not in get_args(StanceKind):
                raise ValueError(f"stances.toml: [{section}] {stance} is no stance.")
            for phrase in _items(listed):
                first, *rest = phrase.split()
                parts = tuple(None if part == "*" else frozenset((part,)) for part in rest)
                how = "state" if kind == "verb" and first[0] != "~" else kind
                forms = inflected(first[1:], _IRREGULAR) if first[0] == "~" else (first,)
                for form in forms:
                    by_first.setdefault(form, []).append((parts, cast(StanceKind, stance), how))
    words = {key: frozenset(_items(listed)) for key, listed in table["words"].items()}
    pattern = "|".join(sorted({re.escape(w) for w in by_first} | _NOT))
    return _Lists(
        by_first,
        words["goes"],
        words["else"],
        words["it"],
        re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE),
    )


def _items(listed: str) -> list[str]:
    return [" ".join(item.split()) for item in listed.split(",")]

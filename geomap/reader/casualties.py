"""How many people a sentence says were killed, wounded, missing, captured or displaced. Never summed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from geomap.model import CasualtyKind
from geomap.reader.actor_words import lexicon, word_set
from geomap.reader.attribution import speaker
from geomap.reader.casualty_words import casualty_words
from geomap.reader.clauses import apart
from geomap.reader.numbers import NUMBER, quantity
from geomap.reader.tolls import is_part, is_unreal, of_others

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d,]*-year-olds?|\S")
# Between a number of people and the word that says what became of them.
_BETWEEN = re.compile(
    r"(?:\s+(?:(?:was|were|is|are|have|has|had|been|being|be|also|reportedly|later|still|left|feared|confirmed"
    r"|presumed|believed|more|others|other|them|on|board|who|already|now|all|reported|said|to|thought|listed|as"
    r"|instantly|immediately|and|or|either|lay|lying|remain|remained|got|taken)\b|\w+ly\b))*\s*"
)
_ASIDE = re.compile(
    r"\s*(?:,?\s*aged\s+\d{1,3}\b(?:\s+and\s+\d{1,3}\b)?,?"
    r"|,\s*(?:including|among\s+them|mostly|(?:[\w-]{1,15}\s+){1,4}?of\s+(?:them|whom))\b[^,;.]{1,80},"
    r"|\s+in\s+all|\s*\([^()]{1,60}\))"
)
_AND = re.compile(
    r"\s*(?:,|,?\s*and|,?\s*or|,?\s*as\s+well\s+as|\bor)\s*(?:(?:also|injuring|his|her|their)\s+)?"
)
_VERB_BEFORE = re.compile(
    r"([^\W\d_]+)\s+(?:(?:dead|down|off|up|again|him|in\s+all)\s+)?(?:(?:the|its|their|his|her)\s+)?(?:bodies\s+of\s+)?[\"'“‘]?$"
)
_TOLL = re.compile(
    r"\b(?P<what>(?:death\s+|casualty\s+)?toll|number\s+of\s+(?:dead|deaths|wounded|injured)|(?:dead|wounded)\s+at)\b"
    r"(?:\s+[\w'’-]+){0,12}?\s+(?:to|at|of|is|was|reached|passed|stands\s+at|exceeded)\s*$"
)
_AGED = re.compile(
    r"\b(?:aged?|ages)\s+(?:between\s+)?(?:\d{1,3}(?:,|\s+and|\s+to|\s+or)?\s+){0,4}$", re.I
)
_IN_TEN = re.compile(r"\b(?:one|two|three|four|\d+)\s+(?:[\w-]+\s+)?(?:in|out\s+of)\s+$", re.I)
_LEFT = re.compile(r"\b(?:leaving|left|leaves|with)\s*$", re.IGNORECASE)
# What happened to those counted, whatever follows.
_OWN = word_set(
    """dead died die dies perished missing fled flee fleeing drowned
    hostage prisoner captive homeless vanished disappeared"""
)
_AFTER_NUMBER = word_set(
    """, . ; : ) and or in at on by when after as were was are is have has had dead killed
    wounded injured hurt missing captured displaced others more of them from near during while
    fled who feared died to with since taken " ” ’ — – hostage prisoner captive been lost -"""
)
_THINGS = "things"
_LIST = 20  # numbers: a list that is longer is no list of people


class Found(NamedTuple):
    """A statement where it stands: sentence[start:end]."""

    start: int
    end: int
    low: int | None
    high: int | None
    kind: CasualtyKind | None
    said_by: str | None


class _Count(NamedTuple):
    start: int
    end: int
    low: int | None
    high: int | None
    noun: str  # what is counted, "" for a number alone


def find(
    sentence: str,
    *,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None = None,
    others: Sequence[tuple[int, int]] = (),
    context_before: str = "",
) -> list[Found]:
    """Return the numbers of people that `sentence` gives for the event at `mention`, by offset.

    `trigger` is the word that tells of the event; what a war has cost as a whole isn't its toll.

    `others` are the other places of the sentence where something happened: a number nearer to one
    of them is theirs, unless it is named in one breath with the mention.
    """
    if not casualty_words().any_word.search(sentence):
        return []
    counts = _counts(sentence)
    kinds = [_kind_before(sentence, counts, i) for i in range(len(counts))]
    for i in range(len(counts)):
        if kinds[i] is None:
            kinds[i] = _kind_after(sentence, counts, i)
        if kinds[i] is None and i and kinds[i - 1] and _goes_on(sentence, counts[i - 1], counts[i]):
            kinds[i] = kinds[i - 1]
    elsewhere = of_others(sentence, mention, trigger)
    found = []
    for count, kind in zip(counts, kinds, strict=True):
        if kind is None or count.noun == _THINGS:
            continue
        if is_part(sentence, count.start, count.end) or not _is_here(
            sentence, count, mention, others
        ):
            continue
        if any(first <= count.start < last for first, last in elsewhere):
            continue
        if count.start < mention[1] and mention[0] < count.end:
            continue
        found.append(
            Found(
                count.start,
                count.end,
                count.low,
                count.high,
                kind[0],
                speaker(sentence, (count.start, count.end), context_before=context_before),
            )
        )
    return found


def _is_here(
    sentence: str, count: _Count, mention: tuple[int, int], others: Sequence[tuple[int, int]]
) -> bool:
    span = (count.start, count.end)
    own = apart(sentence, span, mention)
    listed = _in_one_breath(sentence, mention, others)
    return not any(
        apart(sentence, span, other) + 4 < own for other in others if other not in listed
    )


_LISTED = re.compile(r"(?:\s*(?:,|and|or|the|in|near|at)\s*)+")


def _in_one_breath(
    sentence: str, mention: tuple[int, int], others: Sequence[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Return the places of one list with the mention: 'Homs, Hama and Idlib'."""
    places = sorted({mention, *others})
    lists = [{places[0]}]
    for first, last in pairwise(places):
        between = sentence[first[1] : last[0]]
        if len(between) < 40 and _LISTED.fullmatch(between):
            lists[-1] |= {first, last}
        else:
            lists.append({last})
    return set().union(*(listed for listed in lists if mention in listed))


def _counts(sentence: str) -> list[_Count]:
    """Return the numbers that may count people, with what is counted."""
    words = casualty_words()
    found = []
    past = 0
    for match in NUMBER.finditer(sentence):
        if match.start() < past:
            continue
        low, high = quantity(match)
        end, noun = _noun(sentence, match.end())
        if _AGED.search(sentence, max(0, match.start() - 40), match.start()):
            continue
        thing = _WORD.match(sentence, _skip(sentence, end)) if noun else None
        if thing is not None and thing.group().lower() in words.things and _modifies(noun):
            past = thing.end()
            found.append(_Count(match.start(), past, low, high, _THINGS))
            continue
        lower = noun.lower()
        if not noun:
            if match["single"] or (match["none"] and match["none"].lower() == "no"):
                continue
            if _IN_TEN.search(sentence[max(0, match.start() - 40) : match.start()]):
                continue
            following = _WORD.match(sentence, _skip(sentence, match.end()))
            word = following.group().lower() if following else "."
            if word not in _AFTER_NUMBER and not word.endswith("ly"):
                continue
        if match["single"] and lower.endswith("s") and lower not in words.counts:
            continue
        past = end
        found.append(_Count(match.start(), end, low, high, lower))
    return found


def _modifies(noun: str) -> bool:
    """Return whether `noun` may stand before what is counted: 'police' and 'Hamas', but not 'rebels'."""
    return noun[0].isupper() or not (noun.endswith("s") or noun in casualty_words().lost)


def _skip(sentence: str, at: int) -> int:
    while at < len(sentence) and sentence[at].isspace():
        at += 1
    return at


def _noun(sentence: str, at: int) -> tuple[int, str]:
    """Return where the phrase of a number that ends at `at` ends, and whom it counts."""
    words = casualty_words()
    end, noun = at, ""
    step = at
    for index in range(6):
        match = _WORD.match(sentence, _skip(sentence, step))
        if match is None or not match.group()[0].isalnum():
            break
        word = match.group()
        lower = word.lower()
        if word.isdigit() or (
            word[0].isdigit() and sentence[match.end() : match.end() + 1].isdigit()
        ):
            break
        if index == 0 and lower in ("more", "others", "other"):
            end = match.end()
            if lower == "others":
                return end, "others"
        elif lower == "of":
            if index > 1 or noun:
                break
            following = _WORD.match(sentence, _skip(sentence, match.end()))
            if following and following.group().lower() == "them":
                return following.end(), "them"
        elif noun and lower in ("hostage", "prisoner", "captive"):
            break
        elif lower in words.people or _is_people(sentence, match):
            end, noun = match.end(), word
            if lower in words.counts or lower in ("people", "lives"):
                break
        elif noun or lower in words.after or lower in words.before or lower in _AFTER_NUMBER:
            break
        step = match.end()
    return end, noun


_AGE = re.compile(r"[\w,-]*-year-olds?", re.I)
# 'watchmen', 'florist', 'beekeepers': who does what, whatever it is
_DOER = re.compile(
    r"(?!(?:as|con|per|re|in|de|sub)sists?$)[a-z]{2,20}(?:m[ae]n|wom[ae]n|[a-z]{2}ists?|icians?|keepers?|workers?)"
)


def _is_people(sentence: str, match: re.Match[str]) -> bool:
    """Return whether the word matched counts people without standing in a list of who may."""
    word = match.group()
    if _AGE.fullmatch(word) or (word[0].isupper() and word.endswith("ese")):
        following = _WORD.match(sentence, _skip(sentence, match.end()))
        return following is None or following.group().lower() in _AFTER_NUMBER
    if word[0].islower():
        return _DOER.fullmatch(word) is not None
    if not word.endswith("s"):
        return False
    names = lexicon().names
    return any(
        len(parts) == 1 and (table in ("demonym", "people") or (table == "group" and form == word))
        for form in (word, word[:-1])
        for parts, table in names.get(form.lower(), ())
    )


_AND_THERE = re.compile(
    r"(?:\s+(?:was|were|have|been|died|killed|wounded|injured|captured|more|others|people)){0,4}"
    r"\s+(?:in|at|near)\s+[^;.,]{1,60}(?:,[^;.,]{1,60})?,?\s+and\s+"
)
_IN = re.compile(
    r"(?:\s+(?:more|others))?\s+(?:in|at|near)\s+(?:the\s+)?[A-Z][\w'’-]{1,30}(?:\s+[A-Z][\w'’-]{1,30}){0,3}"
    r"\s*(?:[.,;:)]|$|\b(?:on|when|as|after|during|while|and)\b)"
)


def _goes_on(sentence: str, earlier: _Count, count: _Count) -> bool:
    """Return whether a number only repeats the one before elsewhere: '8 were killed in X and 5 in Y'."""
    return (
        count.noun != _THINGS
        and _IN.match(sentence, count.end) is not None
        and _AND_THERE.fullmatch(sentence, earlier.end, count.start) is not None
    )


_Kind = tuple[CasualtyKind | None]  # a kind that may be None, to tell it from no kind found


def _kind_before(sentence: str, counts: Sequence[_Count], index: int) -> _Kind | None:
    """Return what the verb before a number says became of so many; None when it says nothing."""
    words = casualty_words()
    for earlier in range(index, max(-1, index - _LIST), -1):
        at = counts[earlier].start
        before = sentence[max(0, at - 200) : at]
        match = _VERB_BEFORE.search(sentence, max(0, at - 80), at)
        if match and (kind := words.before.get(match[1].lower())):
            if is_unreal(sentence, match.start()):
                return None
            is_dead = match.group().split()[1:2] == ["dead"]
            verb = "killed" if is_dead else match[1].lower()  # "shot dead twelve people"
            return _fitting(sentence, counts[index], kind, verb)
        if _TOLL.search(before):
            return ("wounded",) if re.search(r"wounded|injured", before[-60:]) else ("killed",)
        if earlier and not _AND.fullmatch(sentence, counts[earlier - 1].end, counts[earlier].start):
            return None
    return None


def _fitting(sentence: str, count: _Count, kind: CasualtyKind, verb: str) -> _Kind | None:
    """Return `kind` where the number can be one of people it happened to."""
    after = sentence[count.end : count.end + 40]
    if verb.startswith("claim"):
        return ("killed",) if count.noun == "lives" else None
    if verb.startswith("los"):
        return ("killed",) if count.noun in casualty_words().lost else None
    if verb == "shot":
        return ("killed",) if re.match(r"\s+dead\b", after) else None
    if kind == "captured":
        if verb.startswith("t"):
            is_taken = re.match(r"\s+(?:prisoners?|hostages?|captives?)\b", after)
            return (
                ("captured",)
                if is_taken or count.noun.startswith(("prisoner", "hostage"))
                else None
            )
        return (
            ("captured",) if count.noun or verb in ("captured", "kidnapped", "abducted") else None
        )
    if verb.startswith(("forc", "dr", "sen")):
        is_out = re.match(
            r"\s+(?:to\s+(?:flee|leave|abandon|seek)|from\s+their|out|fleeing)\b", after
        )
        return ("displaced",) if is_out else None
    return (kind,)


def _kind_after(sentence: str, counts: Sequence[_Count], index: int) -> _Kind | None:
    """Return what the words after a number say became of so many."""
    words = casualty_words()
    count = counts[index]
    if count.noun in words.counts:
        own = words.counts[count.noun]
        if count.noun in ("bodies", "corpses", "lives") and count.low == 0:
            return None
        return (own,)
    at = count.end
    last = index
    while True:
        if (aside := _ASIDE.match(sentence, at)) is not None:
            at = aside.end()
        between = _BETWEEN.match(sentence, at)
        assert between is not None
        for pattern, kind in words.phrases:
            if pattern.match(sentence, at):
                return (kind,)
        word = _WORD.match(sentence, between.end())
        if word is not None and (kind_found := words.after.get(word.group().lower())):
            return _plausible(sentence, count, kind_found, word)
        last += 1
        if last >= min(len(counts), index + _LIST) or not _AND.fullmatch(
            sentence, at, counts[last].start
        ):
            return _fronted(sentence, counts, index)
        at = counts[last].end


def _plausible(
    sentence: str, count: _Count, kind: CasualtyKind, word: re.Match[str]
) -> _Kind | None:
    """Leave out 'fighters killed a guard', where the number is the killers'."""
    between = sentence[count.end : word.start()]
    lower = word.group().lower()
    is_passive = re.search(r"\b(?:was|were|been|being|be|is|are|feared|left|got)\b", between)
    is_own = lower in _OWN
    if is_passive or is_own or _LEFT.search(sentence[max(0, count.start - 20) : count.start]):
        return (kind,)
    following = _WORD.match(sentence, _skip(sentence, word.end()))
    ends = (
        following is None
        or following.group().lower() in _AFTER_NUMBER
        or not following.group()[0].isalnum()
    )
    return (
        (kind,)
        if ends or (following and following.group().lower() in ("by", "in", "when"))
        else None
    )


def _fronted(sentence: str, counts: Sequence[_Count], index: int) -> _Kind | None:
    """Read 'Killed in the ambush were four soldiers and ...'."""
    words = casualty_words()
    first = index
    while first > max(0, index - _LIST) and _AND.fullmatch(
        sentence, counts[first - 1].end, counts[first].start
    ):
        first -= 1
    match = re.match(r"\W*(\w+)\b[^,;.]{0,60}\b(?:was|were)\s+$", sentence[: counts[first].start])
    if match and (kind := words.after.get(match[1].lower())):
        return (kind,)
    return None

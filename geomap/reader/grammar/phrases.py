"""The phrases of a sentence that may name who acts, found from its surface: no parser runs.

A phrase is what names somebody, without article or number: 'Russian forces', 'M23', 'US envoy
Steve Witkoff'. Of 'Houthi missile' and 'Israeli air strikes' it is the name alone. The names and
words are `actors.toml`, read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from geomap.model import ActorKind
from geomap.reader.grammar.actor_kinds import kind_of, kind_of_table
from geomap.reader.wording.actor_words import Words, lexicon, word_set
from geomap.reader.wording.grammar_words import PARTITIVES, TIES
from geomap.reader.wording.tokens import Token, listed, listed_word, tokens

_SHORTENED = re.compile(r"'(?:ll|d|ve|re|m|t)$")  # "You'll"
_OPENERS = word_set("al el bin ibn van von de der ben abu da")
_LED = re.compile(r"-(?:led|backed|aligned|allied|linked|run|affiliated|trained|sponsored)$")
_MACHINE = re.compile(
    r"(?:f|fa|su|mig|mi|ah|uh|ac|tu|b|mq|tb|il)-\d{1,3}[a-z]{0,2}s?"
    r"|(?:mig|sukhoi|mirage|rafale|scud|grad|katyusha|shahed|iskander|tomahawk)s?"
)
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")  # 'the 92nd Brigade'
_OF_STATE = (["of", "state"], ["of", "defence"], ["of", "defense"])
_DOES = {
    "brokered": "mediator",
    "mediated": "mediator",
    "facilitated": "mediator",
    "hosted": "host",
}
_NAMES = ("group", "state", "body", "demonym", "people", "place")
_COMPASS = word_set(
    "northern southern eastern western central north-eastern north-western northeastern northwestern"
    " south-eastern south-western southeastern southwestern"
)
_LEADS_TO = word_set(
    "due set ready able unable likely unlikely expected prepared free bound about close next prior thanks according"
)
_MOST = 12  # tokens in one phrase
# 'the Nordian Air Force', 'the Armed Forces'
_FORCES = word_set("force forces")
_OF_ARMS = word_set("air armed defence defense security special ground")
_ARMED = word_set("armed masked hooded uniformed unidentified unknown")
_BESIDE = word_set(
    """the a an its his her their our some several many most all both of dozens hundreds scores
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety about around nearly over more
    than at least thousands heavily newly own another other so-called only first last latest
    lightly number thousand hundred dozen million"""
)
# What may come after a collective ("the army ...") without making it a modifier ("army chief").
_AFTER = word_set(
    """is was are were has have had will would can could may might must did does do and or but to
    in on at of from by with near after before during while when as for against over into who
    which that said says also later then again now not never still reportedly which than since
    until under inside outside around along across between both itself themselves alone
    have-not if because amid despite about through backed loyal trying without within behind
    beyond say last first next once"""
)


class Phrase(NamedTuple):
    """sentence[start:end], made of tokens[first:last]."""

    start: int
    end: int
    first: int
    last: int
    form: str  # name, head, office, person, thing, or the role that "-brokered" gives
    kind: ActorKind | None
    owns: bool
    named: bool  # holds a name, not only "rebels"
    reach: int  # the token after the things it owns: 'Houthi missile |'
    is_place: bool = False  # nothing but a country or a seat of government


@lru_cache(maxsize=32)  # the places of one sentence are read one after the other
def parsed(sentence: str) -> tuple[list[Token], list[Phrase]]:
    """Return the words of `sentence`, and its phrases."""
    found = tokens(sentence)
    return found, phrases(sentence, found)


def phrases(sentence: str, toks: list[Token]) -> list[Phrase]:
    """Return the phrases that may name an actor, in order; none overlaps another."""
    words = lexicon()
    shouting = sentence.isupper()
    found: list[Phrase] = []
    at = 0
    while at < len(toks):
        token = toks[at]
        if not token.word[0].isalnum():
            at += 1
            continue
        pair = None if shouting or "-" not in token.word else _pair(token, at, words)
        if pair and not listed(toks, at, words):
            if _LED.search(token.word):
                pass  # "US-led coalition": it begins a phrase
            else:
                found.extend(pair)
                at += 1
                continue
        phrase, end = (None, at) if shouting else _phrase(sentence, toks, at, words)
        if phrase is not None:
            found.append(phrase)
        at = max(end, at + 1)
    return found


def before(toks: list[Token], first: int) -> int:
    """Return the index of the token before a phrase at `first`, without article, number and the like."""
    at = first - 1
    while at >= 0 and (
        toks[at].word.lower() in _BESIDE
        or toks[at].word[0].isdigit()
        or toks[at].word.endswith("ly")
        or (toks[at].word.endswith("ed") and toks[at - 1].word.endswith("ly") if at else False)
    ):
        follows = toks[at + 1].word.lower() if at + 1 < len(toks) else ""
        if toks[at].word == "at" and follows not in ("least", "most"):
            break
        if toks[at].word == "of" and (at == 0 or toks[at - 1].word.lower() not in _BESIDE):
            break
        at -= 1
    return at


def _pair(token: Token, at: int, words: Words) -> list[Phrase]:
    """Return who is named in 'Russian-Ukrainian' or 'US-brokered'; [] where nobody is."""
    left, _, right = token.word.partition("-")
    is_left = listed_word(left, words)
    if is_left is None:
        return []
    start = token.start
    first = (start, start + len(left))
    if right in _DOES:
        return [
            Phrase(*first, at, at + 1, _DOES[right], kind_of_table(is_left), False, True, at + 1)
        ]
    is_right = listed_word(right, words)
    if is_right is None:
        return [_none_phrase(first, at)] if _LED.search(token.word) else []
    second = (start + len(left) + 1, start + len(token.word))
    return [
        Phrase(*first, at, at + 1, "pair", kind_of_table(is_left), False, True, at + 1),
        Phrase(*second, at, at + 1, "pair", kind_of_table(is_right), False, True, at + 1),
    ]


def _none_phrase(span: tuple[int, int], at: int) -> Phrase:
    return Phrase(*span, at, at + 1, "name", None, False, True, at + 1)


def _phrase(sentence: str, toks: list[Token], at: int, words: Words) -> tuple[Phrase | None, int]:
    """Return the phrase that begins with the token at `at`, and where to go on; None: none does."""
    classes: list[str] = []
    sizes: list[int] = []
    end = at
    while end < len(toks) and end - at < _MOST:
        if end > at and sentence[toks[end - 1].end : toks[end].start].strip(" \t\n'’sS"):
            break
        if end > at and not sentence[toks[end - 1].end : toks[end].start]:
            break
        label, size = _class(toks, end, at, words)
        if not label:
            break
        if classes and classes[-1] in ("any", "state", "group", "civilians") and label == "person":
            break  # "militants Monday"
        classes.append(label)
        sizes.append(size)
        end += size
        if label == "civilians":
            break
    keep = len(classes)
    while keep and classes[keep - 1] == "inside":
        keep -= 1
    if not keep:
        return None, at + 1
    phrase = _made(sentence, toks, at, classes=classes[:keep], sizes=sizes[:keep], words=words)
    if phrase is not None:
        return phrase, phrase.last
    part = classes[keep - 1] == "person" and classes[0] in _NAMES
    return None, at + (sum(sizes[:keep]) if part else 1)  # "ASEAN Secretariat": none of it acts


def _class(toks: list[Token], at: int, first: int, words: Words) -> tuple[str, int]:
    """Return what the token is in a phrase, "" for nothing, and how many tokens it takes."""
    token = toks[at]
    name = listed(toks, at, words)
    if name is not None:
        size, table = name
        return table, size
    lower = token.word.lower()
    if any(_MACHINE.fullmatch(t.word.lower()) for t in toks[max(0, at - 1) : at + 1]):
        return "", 0  # "F-16s", "a B-52 bomber"
    if "-" in lower and _LED.search(lower) and token.capital:
        return "inside", 1
    if lower == "secretary" and [t.word.lower() for t in toks[at + 1 : at + 3]] in _OF_STATE:
        return "title", 3
    is_title = lower in words.titles and token.capital
    if is_title and at + 1 < len(toks) and toks[at + 1].capital:
        return "title", 1
    head = words.heads.get(lower)
    earlier = toks[at - 1].word.lower() if at > first else ""
    if (lower in _FORCES and earlier in _OF_ARMS) or (
        lower in ("men", "man") and earlier in _ARMED
    ):
        return "group" if lower.startswith("m") else "any", 1
    if head and not (token.capital and at > first and head == "any"):
        return head, 1
    if lower in words.inside or _ORDINAL.fullmatch(lower):
        return "inside", 1
    if lower in words.titles:
        return "inside" if not token.capital else "title", 1
    if token.word.isupper() and lower in words.before_things:
        return "", 0  # "an FPV drone"
    is_capital = token.capital or token.word.startswith(("al-", "el-"))
    if (
        is_capital
        and len(lower) > 1
        and not _SHORTENED.search(lower)
        and (token.word not in words.not_names or _is_surname(toks, at, words))
    ):
        opens = at == first and (at == 0 or toks[at - 1].word[-1] in ".:•–—?!0123456789")
        return ("" if opens and _common(toks, at, words) else "person"), 1
    if lower in _OPENERS and at > first and at + 1 < len(toks) and toks[at + 1].capital:
        return "person", 1
    return "", 0


def _is_surname(toks: list[Token], at: int, words: Words) -> bool:
    """Return whether 'He' is a name after a title, before another name: 'Minister He Ruolan'."""
    return (
        toks[at].word == "He"
        and at > 0
        and toks[at - 1].word.lower() in words.titles
        and toks[at + 1 : at + 2] != []
        and toks[at + 1].capital
    )


def _common(toks: list[Token], at: int, words: Words) -> bool:
    """Return whether a word that opens a sentence looks like no name: its capital says nothing."""
    lower = toks[at].word.lower()
    if lower in _BESIDE or lower in _AFTER or lower.endswith(("ing", "ed", "men")):
        return True
    follows = toks[at + 1] if at + 1 < len(toks) else None
    alone = follows is None or not follows.capital
    return alone and (
        (lower.endswith("s") and not toks[at].owns)
        or follows is None
        or (
            follows.word.lower() == "to"
            and (lower in _LEADS_TO or not _may_do(toks, at + 2, words))
        )
        or lower in words.nouns
        or any(lower in forms for forms in words.verbs.values())
    )


def _may_do(toks: list[Token], at: int, words: Words) -> bool:
    """Return whether a verb stands at `at`: 'Orlan to meet Tessin'."""
    return at < len(toks) and any(toks[at].word.lower() in forms for forms in words.verbs.values())


def _made(
    sentence: str, toks: list[Token], at: int, *, classes: list[str], sizes: list[int], words: Words
) -> Phrase | None:
    """Return the phrase of these classes, cut where it ends; None where they name nobody."""
    has = set(classes)
    # a possessive ends the phrase unless a head follows: "Ukraine's army", "Haftar's forces"
    end = at + sum(sizes)
    last = end
    step = at
    for index, size in enumerate(sizes):
        step += size
        if toks[step - 1].owns and not any(
            c in words.heads.values() or c == "title" for c in classes[index + 1 :]
        ):
            classes, sizes, last = classes[: index + 1], sizes[: index + 1], step
            has = set(classes)
            break
    is_name_word = [listed(toks, at + sum(sizes[:i]), words) is not None for i in range(len(sizes))]
    heads = [
        c
        for c, known in zip(classes, is_name_word, strict=True)
        if not known and c in ("state", "group", "any", "body", "civilians", "office")
    ]
    named = any(is_name_word) or "person" in has or "title" in has
    kind = kind_of(classes, is_name_word, heads, {t.word.lower() for t in toks[at:last]})
    final, owns = classes[-1], toks[last - 1].owns
    start_at, end_at = toks[at].start, toks[last - 1].end
    nxt = toks[last] if last < len(toks) and _touching(sentence, toks, last) else None
    if nxt is not None and nxt.word in words.buildings and heads and last - at == 1:
        return None  # "Government House"
    reach = last
    if final == "person" and not heads and "title" not in has and any(is_name_word):
        return None  # "Kharkiv Oblast", "Jordan Pickford": something else
    if not heads and set(classes) <= {"person", "title", "inside"}:
        if ("person" not in has and "title" not in has) or classes[0] == "inside":
            return None
        if toks[last - 1].word in words.gatherings:
            return None  # "the Munich Security Conference"
        alone = nxt is not None and last - at == 1 and not owns
        if alone and nxt and (nxt.word.lower() in words.nouns or not _goes_on(nxt, words)):
            return None  # "the Suez users"
        return Phrase(start_at, end_at, at, last, "person", "person", owns, True, reach)
    if nxt is not None and not owns and final != "person":
        reach = _reach(toks, last, words)
        if reach > last:
            if toks[at].word.lower() == "former" and last - at > 1:
                at, start_at = at + 1, toks[at + 1].start  # "a former army base"
            if not heads or final in ("demonym", "people", "place", "group", "state", "any"):
                form = "thing"
                return Phrase(start_at, end_at, at, last, form, kind, False, named, reach)
            return None
        follows = nxt.word.lower()
        is_collective = bool(heads) and not toks[last - 1].word.endswith("s")
        adjective = final in ("demonym", "people") and not toks[last - 1].word.endswith("s")
        if (is_collective and heads[-1] != "office") or adjective:
            if not _goes_on(nxt, words):
                return None
            if adjective and follows in words.nouns:
                form = "thing"
                return Phrase(start_at, end_at, at, last, form, kind, False, named, last)
    if owns and nxt is not None:
        reach = _reach(toks, last, words)
        form = "thing" if reach > last else "name"
        return Phrase(start_at, end_at, at, last, form, kind, True, named, reach)
    only_place = not heads and final == "place" and len(classes) == 1
    if nxt is not None and only_place and nxt.capital and nxt.word not in words.not_names:
        return None
    form = "office" if "office" in heads[-1:] or "title" in has else "head" if heads else "name"
    is_place = final == "place" and set(classes) <= {"inside", "place"}  # "northern Mali"
    return Phrase(start_at, end_at, at, last, form, kind, owns, named, reach, is_place)


def _goes_on(token: Token, words: Words) -> bool:
    """Return whether what follows a phrase leaves it whole: a verb, a preposition, a mark."""
    lower = token.word.lower()
    return (
        token.capital
        or not lower[0].isalpha()
        or lower in _AFTER
        or any(lower in forms for forms in words.verbs.values())
        or lower in words.nouns
        or (lower.endswith(("ed", "ing", "ly")) and lower != "building")
    )


def _touching(sentence: str, toks: list[Token], at: int) -> bool:
    between = sentence[toks[at - 1].end : toks[at].start]
    return bool(between) and not between.strip(" \t\n'’sS")


def _reach(toks: list[Token], at: int, words: Words) -> int:
    """Return the token after the things named from `at` on; `at` itself when there are none."""
    end = at
    step = at
    while step < len(toks) and step - at < 5:
        lower = toks[step].word.lower()
        if lower in words.things or _MACHINE.fullmatch(lower):
            end = step + 1
        elif lower not in words.before_things:
            break
        step += 1
    return end


def partitives(found: list[Phrase], lower: list[str]) -> Iterator[int]:
    """Yield which phrases only say of what kind the one after them is: 'fighters of the M23'."""
    for index, (phrase, other) in enumerate(pairwise(found)):
        generic = phrase.form in ("head", "office") and not phrase.named
        if not generic or other.first - phrase.last > 5:
            continue
        between = lower[phrase.last : other.first]
        ties = bool(between) and (between[0] in TIES or between[0] in PARTITIVES)
        if not ties or not other.named or (other.form == "thing"):
            continue
        if other.is_place and between[0] == "from" and lower[other.first] in _COMPASS:
            continue  # "rebels from eastern Congo"
        if other.form != "person" or between[0] in TIES:
            yield index

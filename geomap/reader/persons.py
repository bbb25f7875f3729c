"""Names of persons that look like places: 'the governor of Kherson, Oleksandr Prokudin, said', 'forces loyal to Gatluak Riek'.

Only what stands in a person's place and what the gazetteer doesn't know as a whole is one; a town
beside an office stays ('the mayor of Bucha, Kyiv region, said').
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from geomap.reader.anchors import Known
from geomap.reader.decode import Read
from geomap.reader.voice.speaker_words import speakers
from geomap.reader.wording.actor_words import lexicon

Range = tuple[int, int]
_REACH = 100  # code points before or after a name in which its office stands
_MOST_WORDS = 5
_WORD = r"[^\W\d_a-z][\w'’-]*|(?:al|el|ad|as|bin|ibn|ould|de|da|dos|von|van|der)(?:-[^\W\d_a-z][\w'’-]*)?"
_BEFORE = re.compile(rf"(?:(?:{_WORD})\s)+$")
_AFTER = re.compile(rf"(?:\s(?:{_WORD}))+")
# What is called after somebody, and what is no name of a person.
_THING = re.compile(
    r"\b(?i:region|oblast|province|state|county|district|territory|governorate|prefecture|department|municipality|city|town|village"
    r"|republic|island|river|camp|base|airport|hospital|street|road|avenue|square|school|university|mosque|church|hotel|bridge"
    r"|north|south|east|west|central|upper|lower|new|old|san|santa|saint|st|port|fort|mount|lake)\b"
)
_NAMED_AFTER = re.compile(
    r"\s(?:[a-z]+\s)?(?:(?:inter)?national\s)?(?:air)?(?:port|base|field|hospital|street|road|avenue|square|school|university|mosque|church"
    r"|hotel|bridge|stadium|camp|barracks|district|province|region|county|state|village|town|city)s?\b"
)
_LED = re.compile(
    r"\b(?i:forces|troops|fighters|rebels|militia(?:men|s)?|soldiers|men|units?|gunmen|faction|militants|jihadists|separatists"
    r"|insurgents|guerrillas|gangs?|army|tribesmen|paramilitaries|group)\s(?:\w+\s)?"
    r"(?:under|led\sby|loyal\sto|commanded\sby|headed\sby|allied\s(?:to|with))\s(?:(?:the\s)?[a-z]+\s)?$"
)
_MORE_OFFICES = "mayor mayors deputy lawmaker commander head heads bishop archbishop imam prefect sheriff emir ruler warlord sultan chief"
_SPEAKS = (
    r"(?:said|says|told|met|announced|warned|added|spoke|held|was|is|has|had|will|would|promised|signed|landed|flew|visited|called"
    r"|urged|vowed|denied|accused|condemned|arrived|received|chaired|declared|insisted)"
)
_PREPOSITION = re.compile(r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Nn]ear|[Oo]utside)\s$")
_SPEAKS_NEXT = re.compile(rf"\s{_SPEAKS}\b")
# Where a place may stand, and no person of whom only the surname is told: 'in Orve said'
_AT_PLACE = re.compile(
    r"\b(?:in|at|from|near|outside|around|into|on|off|over|through|across|towards?|inside|north|south|east|west)\s(?:the\s)?$",
    re.I,
)
_NEAR_ONE = (
    r"(?:aides?|friends?|spokes(?:man|woman|person|men)|relatives|allies|ally|rivals?|critics?|supporters|followers|loyalists?|lawyers?"
    r"|sons?|daughters?|wife|widow|brothers?|sisters?|advis[eo]rs?|opponents?|foes?|confidants?|bodyguards?)"
)
_COUNTED = re.compile(
    r"\b(?:the|two|both|all|three|other|these|those|its|their)\s(?:\w+\s)?$", re.I
)
# 'an aide of |', "|'s rivals": whose they are is a person, unless a place is called so
_OF_ONE = re.compile(rf"\b{_NEAR_ONE}\s(?:of|for|to)\s$|\bloyal\sto\s$")
_OF_HIS = re.compile(rf"['’]s?\s(?:[a-z]+\s)?{_NEAR_ONE}\b")
_ACTS = re.compile(
    r"\s(?:said|says|told|met|announced|warned|added|spoke|promised|urged|vowed|denied|accused|condemned"
    r"|declared|insisted|rules?|ruled|resign(?:s|ed)|wrote|writes|smiled|tweeted|himself|herself)\b"
)
_ONE_OF = re.compile(r"\b(?:and|or|of|for|to)\s(?:the\s)?$|,\s$")
_ONLY_ACTS = re.compile(
    r"\s(?:said|says|told|met|added|spoke|resigned|wrote|smiled|tweeted|himself|herself)\b"
)
_ENDS = re.compile(rf"\s?[,)–—]|\s{_SPEAKS}\b")


def persons_told(
    text: str,
    reads: Sequence[Read],
    *,
    is_named: Callable[[str], bool],
    known: Callable[[str], Known],
) -> list[Read]:
    """Return the reads, as no place those that the words beside them make somebody's name.

    `is_named`: the gazetteer has a place of that name; `known`: what it knows of it.
    """
    titled = _titled(text) if reads else frozenset()
    return [
        read.ruled("usage", "not_a_place")
        if read.best("usage") not in ("not_a_place", "demonym", "org_part")
        and (
            _is_person(text, (read.start, read.end), is_named, known)
            or _is_surname(text, (read.start, read.end), titled, is_named, known)
        )
        else read
        for read in reads
    ]


def _titled(text: str) -> frozenset[str]:
    """Return the surnames that stand after a title: Zorych, of 'General Ostap al-Zorych'."""
    return frozenset(match["surname"] for match in _with_title().finditer(text))


def _is_surname(
    text: str,
    span: Range,
    titled: frozenset[str],
    is_named: Callable[[str], bool],
    known: Callable[[str], Known],
) -> bool:
    """Return whether one word is a surname: a leader's, one told with a title, or by what is said of it."""
    start, end = span
    name = text[start:end]
    before = text[max(0, start - 40) : start]
    if not name.isalpha() or _NAMED_AFTER.match(text, end):
        return False
    if name.lower() in speakers()["parties"][0] and not is_named(name):
        return True
    if _AT_PLACE.search(before) or _COUNTED.search(before):
        return False  # 'the two Koreas met'
    if is_named(name):
        acts = _ONLY_ACTS.match(text, end) is not None
        return name in titled and acts and not known(name).is_large
    if name in titled or _OF_ONE.search(before) or _OF_HIS.match(text, end):
        return True
    alone = _whole(text, span) == span and _ONE_OF.search(before) is None
    return alone and _ACTS.match(text, end) is not None


def _is_person(
    text: str, span: Range, is_named: Callable[[str], bool], known: Callable[[str], Known]
) -> bool:
    start, end = _whole(text, span)
    name = text[start:end]
    words = name.split()
    if len(words) > _MOST_WORDS or _THING.search(name) or _NAMED_AFTER.match(text, end):
        return False
    before = text[max(0, start - _REACH) : start]
    if len(words) == 1:
        return bool(_state_head().search(before)) and _ends(text, end) and not known(name).is_large
    is_told = (
        (_office_before().search(before) is not None and _ends(text, end))
        or _LED.search(before) is not None
        or _title_before().search(before) is not None
        or _holds_office(text, end)
    )
    return is_told and not is_named(name)


def without_person(text: str, span: Range, *, is_named: Callable[[str], bool]) -> Range:
    """Return the place's part of a span that goes on with a person's name: 'In Goma | Ann Orve said'."""
    start, end = span
    words = list(re.finditer(r"\S+", text[start:end]))
    if len(words) < 2 or _PREPOSITION.search(text, max(0, start - 10), start) is None:
        return span
    if is_named(text[start:end]):
        return span
    rest = _AFTER.match(text, end, min(len(text), end + _REACH))
    stop = rest.end() if rest else end
    if _SPEAKS_NEXT.match(text, stop) is None or _THING.search(text, start, stop):
        return span
    for count in range(len(words) - 1, 0, -1):
        cut = start + words[count - 1].end()
        person = text[start + words[count].start() : stop]
        if len(person.split()) in (2, 3, 4) and is_named(text[start:cut]) and not is_named(person):
            return start, cut
    return span


def _whole(text: str, span: Range) -> Range:
    """Return the run of capitalised words around text[span]."""
    start, end = span
    before = text[max(0, start - 60) : start]
    if match := _BEFORE.search(before):
        words = match[0].split()
        while words and (words[0].lower() in lexicon().titles or not words[0][0].isupper()):
            words.pop(0)
        if words and len(words) < _MOST_WORDS and words[0] not in lexicon().not_names:
            start -= len(" ".join(words)) + 1
    if match := _AFTER.match(text, end, min(len(text), end + 60)):
        end = match.end()
    return start, end


def _ends(text: str, end: int) -> bool:
    return _ENDS.match(text[end : end + 20]) is not None


@cache
def _offices() -> str:
    heads = [word for word, kind in lexicon().heads.items() if kind == "office"]
    words = sorted({*heads, *_MORE_OFFICES.split()} - {"team", "teams", "side"}, key=len)[::-1]
    return "|".join(map(re.escape, words))


@cache
def _office_before() -> re.Pattern[str]:
    """'the governor of Kherson region, |', "Sumy's governor, |"."""
    of = r"(?:\s(?:of|for|in|from|at)\s(?:the\s)?[^,;.()]{2,60})?"
    return re.compile(rf"\b(?:{_offices()}){of},\s$")


# 'A strike hit X, the head of the council said': he says so, and isn't X
_SAID_NEXT = re.compile(
    r"[^,;.!?]{0,60}?\s(?:said|says|told|reported|confirmed|announced|added|wrote)\b"
)


def _holds_office(text: str, end: int) -> bool:
    """Return whether an office follows the name that ends at `end`, and nobody speaks in it."""
    office = _office_after().match(text, end, min(len(text), end + _REACH))
    if office is None:
        return False
    return office.group().endswith(",") or _SAID_NEXT.match(text, office.end()) is None


@cache
def _office_after() -> re.Pattern[str]:
    """'|, the governor of'."""
    return re.compile(
        rf",\s(?:(?:the|a|an|its|their|[A-Z][\w-]*['’]s?)\s)?(?:[a-z-]+\s){{0,3}}(?:{_offices()})(?:\s(?:of|for|in)\b|,)"
    )


@cache
def _titles() -> str:
    words = lexicon().titles - {"us", "crown", "foreign", "prime", "field"}
    titles = "|".join(sorted((word.capitalize() for word in words), key=len)[::-1])
    return rf"(?:{titles}|Mayor|Speaker|(?:Gen|Col|Lt|Sgt|Maj|Capt|Sen|Rep|Gov|Dr|Mr|Mrs|Ms)\.)"


@cache
def _title_before() -> re.Pattern[str]:
    """'Governor |', 'Gen. |'."""
    return re.compile(rf"\b{_titles()}\s$")


@cache
def _with_title() -> re.Pattern[str]:
    """'General Ostap al-Zorych'."""
    word = r"[^\W\d_a-z][\w’'-]{1,30}"
    return re.compile(
        rf"\b{_titles()}\s(?:{word}\s){{0,3}}(?:(?:al|el|ad|as)[-\s])?(?P<surname>[^\W\d_a-z][^\W\d_]{{2,30}})(?=['’]s\b|[\s,.;])"
        rf"(?!\s{word})"
    )


@cache
def _state_head() -> re.Pattern[str]:
    """'the emir of Qatar, |': who heads a land is named after it."""
    return re.compile(
        r"\b(?:president|king|queen|emir|sultan|prime\sminister|chancellor|pope|crown\sprince|premier)\s(?:of\s(?:the\s)?[A-Z][\w'’ -]{2,30}),\s$"
    )

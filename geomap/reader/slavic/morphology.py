"""The forms of Ukrainian and Russian words: pymorphy3, which comes with the extra `slavic`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

LANGUAGES = ("uk", "ru")
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_ALIKE = {"gen1": "gent", "gen2": "gent", "acc1": "accs", "acc2": "accs", "loc1": "loct",
          "loc2": "loct", "voct": "nomn"}  # fmt: skip
# Ukrainian dictionaries tell a proper noun by its gender, which stands with the lexeme.
_PROPER_UK = re.compile(r"NOUN,(?:alt,)?(?:masc|femn|neut|plur)\b(?!.*\banim\b)")
_PERSON = ("Name", "Surn", "Patr")
# Another script is not inflected; of letters that Unicode doesn't name pymorphy3 can't speak at all.
_IN_DICTIONARY = re.compile(r"[\u0400-\u045f\u0490\u0491'-]+")
_MOST = 12  # nominatives of a word that are looked up
# What the dictionaries lack: a stem's ending in another case -> in the nominative.
_REPAIRS = {
    "uk": (("овому", "ів"), ("ового", "ів"), ("овим", "ів"), ("овім", "ів"), ("розі", "ріг"),
           ("розі", "рог"), ("рогом", "ріг"), ("рогу", "ріг")),
    "ru": (("овом", "ов"), ("ового", "ов"), ("овым", "ов"), ("овому", "ов"), ("ьем", "е"),
           ("ье", "е"), ("ове", "ово"), ("еве", "ево")),
}  # fmt: skip


class Nominative(NamedTuple):
    """A word in the nominative, and the cases in which the text may have it."""

    form: str
    cases: frozenset[str]


class Forms(NamedTuple):
    """What the dictionary says of a word."""

    nominatives: tuple[Nominative, ...]  # likeliest first; the word itself among them
    adjective: str | None  # its lemma, where it may be an adjective
    is_place: bool  # the dictionary has it as the name of a place
    is_person: bool  # a first name, a surname or a patronymic
    is_common: bool  # a word of the language that is no name


def installed() -> bool:
    """Return whether the extra `slavic` is there."""
    from importlib.util import find_spec

    needed = ("pymorphy3", "pymorphy3_dicts_uk", "pymorphy3_dicts_ru")
    return all(find_spec(name) is not None for name in needed)


@cache
def _analyzer(language: str) -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)


@lru_cache(maxsize=50_000)
def forms(word: str, language: str) -> Forms:
    """Return what `word`, in lower case, may be in `language`."""
    if not _IN_DICTIONARY.fullmatch(word):
        return Forms((Nominative(word, _CASES),), None, False, False, False)
    cases: dict[str, set[str]] = {}
    adjective: str | None = None
    is_place = is_person = is_common = False
    for parse in _analyzer(language).parse(word):
        grammemes = parse.tag.grammemes
        tag = str(parse.tag)
        person = any(kind in tag for kind in _PERSON)
        proper = "Geox" in tag or bool(language == "uk" and _PROPER_UK.match(tag))
        if parse.is_known:
            is_person |= person
            is_place |= proper and not person and "NOUN" in tag
            is_common |= not person and not proper and "Abbr" not in tag
        if "ADJF" in grammemes and adjective is None:
            adjective = str(parse.normal_form)
        if not grammemes & {"NOUN", "ADJF", "NUMR"}:
            continue
        inflected = parse.inflect({"nomn"})
        base = inflected.word if inflected is not None else parse.normal_form
        held = {_ALIKE.get(case, case) for case in grammemes} & _CASES
        for name in dict.fromkeys((base, parse.normal_form)):
            cases.setdefault(name.replace("ё", "е"), set()).update(held)
    for ending, nominative in _REPAIRS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= (0 if "р" in ending else 2):
            repaired = word[: -len(ending)] + nominative
            cases.setdefault(repaired, set()).update({"gent", "datv", "loct", "ablt"})
    cases.setdefault(word, set()).update(() if cases else _CASES)
    listed = [Nominative(name, frozenset(held)) for name, held in cases.items()]
    return Forms(tuple(listed[:_MOST]), adjective, is_place, is_person, is_common)


_ADJECTIVE = re.compile(r"(?P<stem>.{2,})(?P<end>зьк|цьк|ськ|цк|ск)(?:ий|ой)$")


@lru_cache(maxsize=10_000)
def towns_of(adjective: str, language: str) -> tuple[str, ...]:
    """Return the towns that `adjective` may come from: 'харківський' -> 'харків', 'харківськ', …"""
    match = _ADJECTIVE.match(adjective)
    if match is None:
        return ()
    stem, end = match["stem"], match["end"]
    soft = "ь" if language == "uk" else ""
    stems = [stem, stem.removesuffix("н"), stem.removesuffix("ен"), stem.removesuffix("ь")]
    stems.append(stem + "с")  # одеський: Одеса
    if end.startswith("ц"):  # донецький: Донецьк
        stems = [stem, stem + "ц", stem + "к", stem + "т"]
    if end.startswith("з"):
        stems = [stem, stem + "г", stem + "ж", stem + "з"]
    full = f"ск{soft}" if language == "ru" else "ськ"
    whole = [stem + ("цьк" if end == "цьк" else "цк" if end == "цк" else full)]
    endings = ("", "а", "и", "ы", "я", "е", "о", "ь", "ка", "ки", "жя", "жжя", "жье", "ье", "ія",
               "ия", "ів", "ов", "ськ", "ск", "ля")  # fmt: skip
    found = [*whole, *(one + ending for one in stems for ending in endings)]
    return tuple(dict.fromkeys(name for name in found if len(name) > 2))


_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]{3,}")


def likelier(text: str) -> str:
    """Return the language whose dictionary knows more of the words of `text`; uk when both do."""
    words = _CYRILLIC_WORD.findall(text.lower())[:200]
    known = {
        language: sum(bool(_analyzer(language).word_is_known(word)) for word in words)
        for language in LANGUAGES
    }
    return max(LANGUAGES, key=lambda language: known[language])

"""What the words beside a name in Ukrainian or Russian tell of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.reader.slavic.events import is_event
from geomap.reader.slavic.morphology import forms
from geomap.reader.slavic.words import Word, lexicon

# 'Владимир Зеленский': no dictionary has all of them
_SURNAME = re.compile(r"[сцз]ь?к(?:ий|ого|ому|им|ім|ом|ая|ой|а|ої|ій|у|ую)$")
_ADJECTIVE_END = re.compile(r"[сцз]ь?к(?:ий|ого|ому|им|ім|их|ими|ої|ій|ою|у|а|ая|ой|ую|ом)$")
_IN_OR_OUT = frozenset(["в", "во", "у", "из", "із", "з", "под", "під"])
_LATIN = re.compile(r"[a-z]")
_BETWEEN = frozenset({"", "-", "–"})
# Prepositions of place and the cases they take. Ukrainian 'у Зеленського', with the genitive, is
# no place, nor is 'з Києвом', with the instrumental.
PREPOSITIONS: dict[str, frozenset[str]] = {
    word: frozenset(cases.split())
    for listed, cases in (
        ("у в во ві уві", "loct accs"),
        ("на", "loct accs"),
        ("під под подо за", "ablt accs"),
        ("над між между меж перед", "ablt gent"),
        ("близ неподалёку вдоль вздовж уздовж напротив навпроти біля поблизу неподалік навколо довкола коло возле около вблизи вокруг недалеко неподалеку", "gent"),
        ("до від од от з із зі из изо с со з-під із-під из-под", "gent"),
        ("к ко", "datv"),
        ("по", "loct datv"),
        ("через крізь сквозь", "accs"),
    )
    for word in listed.split()
}  # fmt: skip


def joined(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    return len(gap) <= 3 and gap.strip() in _BETWEEN and gap.count("\n") < 2


def apart(text: str, left: Word, right: Word) -> bool:
    """Return whether nothing but white space, or an opening quote, stands between the words."""
    return text[left.end : right.start].strip(" \u00a0\t\r\n«„“\"'") == ""


def opens(text: str, start: int) -> bool:
    """Return whether what stands before may begin a sentence: a quote, a dash, a colon."""
    before = text[max(0, start - 3) : start].rstrip()
    return before.endswith(("«", "„", "“", '"', "—", "–", ":", "•", "."))


def after_place_noun(text: str, row: Sequence[Word], at: int) -> bool:
    if not at:
        return False
    before = row[at - 1]
    gap = text[before.end : row[at].start]
    if gap.strip() == "." and before.form in ("м", "с", "г", "д", "п", "смт", "пгт", "пос"):
        return True
    return apart(text, before, row[at]) and bool(lexicon().words["place"].match(row, at - 1))


def beside_a_person(text: str, row: Sequence[Word], at: int, language: str) -> bool:
    """Return whether a first name or an initial stands before, or a patronymic after."""
    word = row[at]
    if text[max(0, word.start - 3) : word.start].rstrip().endswith(".") and at:
        before = row[at - 1]
        if len(before.form) == 1 and before.capital:
            return True
    if at and row[at - 1].capital and apart(text, row[at - 1], word):
        before_said = forms(row[at - 1].form, language)
        if before_said.is_person and not before_said.is_place:
            return True
    if at + 1 < len(row) and row[at + 1].capital and apart(text, word, row[at + 1]):
        said, after = forms(word.form, language), forms(row[at + 1].form, language)
        surname = after.is_person or _SURNAME.search(row[at + 1].form) is not None
        given = said.is_person or lexicon().words["given"].match(row, at)
        if given and surname and not after.is_place:
            return True
    return False


def governed(row: Sequence[Word], at: int, cases: frozenset[str]) -> bool:
    """Return whether a word of ground or of war beside the name governs it."""
    if at and cases & {"gent", "accs"}:
        lists = lexicon().words
        if any(lists[name].match(row, at - 1) for name in ("ground", "place")):
            return True
        if is_event(row, at - 1):
            return True
    return bool(at + 1 < len(row) and cases & {"nomn", "accs"} and is_event(row, at + 1))


def is_of_an_outlet(row: Sequence[Word], at: int) -> bool:
    """Return whether row[at] is a short word in Latin letters, or one of several: 'Al Jazeera'."""
    if not _LATIN.match(row[at].form):
        return False
    beside = [row[other] for other in (at - 1, at + 1) if 0 <= other < len(row)]
    return len(row[at].form) < 4 or any(one.capital and _LATIN.match(one.form) for one in beside)


def may_be_adjective(form: str) -> bool:
    """Return whether a word ends as an adjective of a place does: 'Брянской', 'Куп'янському'."""
    return _ADJECTIVE_END.search(form) is not None


def is_lived_in(row: Sequence[Word], at: int, preposition: str) -> bool:
    """Return whether a river's name is a town's: 'в Днепре', 'мэр Днепра', not 'через Днепр'."""
    if preposition in _IN_OR_OUT:
        return True
    lists = lexicon().words
    return bool(
        at and any(lists[name].match(row, at - 1) for name in ("office", "official", "place"))
    )

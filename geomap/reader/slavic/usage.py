"""What a place name stands for in a Ukrainian or Russian sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.model import Usage
from geomap.reader.slavic.beside import PREPOSITIONS
from geomap.reader.slavic.events import Event
from geomap.reader.slavic.named import Named
from geomap.reader.slavic.words import Word, lexicon

_DATELINE = re.compile(r"\s*(?:,[^.\n]{0,40})?(?:\([^)\n]{1,30}\))?\s*[—–-]\s")
_ALSO_POWERS = frozenset(["Kremlin", "White House", "Pentagon", "Tel Aviv"])
_BORDER = ("кордон", "границ")
_WITH = frozenset(["з", "із", "зі", "с", "со"])
_FOR_ITS_SAKE = frozenset(
    ["для", "проти", "против", "задля", "ради", "о", "об", "про", "між", "между", "щодо"]
)
_MOVED = ("приї", "приби", "прибы", "прибу", "повер", "верну", "верта", "виїх", "выех", "поїх",
          "поех", "дорог", "шлях", "путь", "рейс", "потяг", "поезд", "евакую", "эваку", "вивез",
          "вывез", "леті", "лета", "лете", "перев", "відправ", "отправ", "біженц", "беженц", "виліт", "вилет", "вылет", "приле", "їде", "едет")  # fmt: skip


def usage(
    text: str, row: Sequence[Word], named: Named, found: Sequence[Event]
) -> tuple[Usage, str]:
    """Return what the name stands for, and the words that say so ("" for the form alone)."""
    lists = lexicon().words
    at, past = named.first, named.past
    after = row[past].form if past < len(row) else ""
    before = row[at - 1].form if at else ""
    if named.adjective == "country":
        return "demonym", ""
    if named.adjective == "town":
        if lists["pact"].match(row, past):
            return "name_part", after
        if lists["org"].match(row, past) or lists["org"].match(row, min(past + 1, len(row) - 1)):
            return "org_part", after
        return "associative", after
    if not at and _DATELINE.match(text, named.end) and named.known.kind in ("city", "country"):
        return "associative", "dateline"
    power = named.known.kind in ("country", "continent") or named.known.seat == 2
    power |= named.known.name in _ALSO_POWERS
    facility = named.known.kind == "facility"
    cases = named.cases
    if at > 1 and before in _WITH and row[at - 2].form.startswith(_BORDER):
        return "literal", row[at - 2].form
    if after in ("як", "как") and any(
        e.event_type == "venue" and e.first == past + 1 for e in found
    ):
        return "literal", after
    if at and "accs" in cases and _is_visited(found, at):
        return "literal", before
    if before in _WITH and "ablt" in cases:
        return ("metonymic", before) if power else ("literal", before)
    if before in PREPOSITIONS and cases <= {"nomn"}:
        cases = PREPOSITIONS[before]  # no nominative stands here: it is not inflected, 'в Эр-Рияд'
    if before in PREPOSITIONS and cases & PREPOSITIONS[before]:
        # 'на Росію' is pressure or an attack; 'до Росії' may be a way there.
        towards = not ("loct" in cases and before in "у в во ві на по") and power
        if towards and before in ("на", "за", "перед", "до", "від", "от", "к", "ко", "в", "у"):
            if _is_struck(found, at) or any(w.form.startswith(_MOVED) for w in row[:at][-6:]):
                return "literal", before
            if before in ("в", "у") or (before == "до" and named.known.kind == "city"):
                return "literal", before
            return "metonymic", before
        return "literal", before
    if at and before in _FOR_ITS_SAKE:
        return ("metonymic", before) if power else ("literal", before)
    if at and "gent" in cases:
        phrase = max(0, at - 2)
        if lists["ground"].match(row, at - 1) or lists["place"].match(row, at - 1):
            return "literal", before
        if lists["org"].match(row, at - 1) or lists["org"].match(row, phrase) == at - phrase:
            return "org_part", before
        if lists["office"].match(row, at - 1):
            return "associative", before
        if any(event.past == at and (event.site, power) != ("diplomatic", True) for event in found):
            return "literal", before
        if power and not _is_struck(found, at):
            return "metonymic", before
    if at and lists["place"].match(row, at - 1):
        return "literal", before
    if (power or facility) and not _is_struck(found, at):
        for step in range(past, min(past + 4, len(row))):
            if lists["acts"].match(row, step):
                return "metonymic", row[step].form
        for step in range(max(0, at - 3), at):
            if lists["acts"].match(row, step):
                return "metonymic", row[step].form
        return ("metonymic", "") if power else ("literal", "")
    return "literal", ""


def _is_struck(found: Sequence[Event], at: int) -> bool:
    """Return whether a word of war right before the name has it for an object."""
    return any(event.site == "battlefield" and 0 <= at - event.past <= 1 for event in found)


def _is_visited(found: Sequence[Event], at: int) -> bool:
    """Return whether a word of visiting right before the name has it for an object: 'відвідає Київ'."""
    return any(event.event_type == "visit" and event.past == at for event in found)

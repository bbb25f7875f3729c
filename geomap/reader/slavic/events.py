"""What happened at a place, by the words of a Ukrainian or Russian sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from geomap.model import EventType, Role, SiteClass, Status
from geomap.reader.slavic.words import Word, lexicon

_REACH = 14  # words between an event's word and the place
_OTHER_CLAUSE = 6  # a comma that opens another clause is as far as so many words
_STATUS_REACH = 8
_NEAR = frozenset(
    [
        "біля",
        "поблизу",
        "неподалік",
        "під",
        "навколо",
        "возле",
        "под",
        "около",
        "вблизи",
        "вокруг",
        "недалеко",
        "близ",
        "неподалеку",
        "неподалёку",
    ]
)
_FROM = frozenset(["з", "із", "зі", "из", "с", "со", "від", "от"])
_INSIDE = frozenset(["в", "у", "во"])
_THROUGH = frozenset(["через", "крізь", "сквозь"])
_LAUNCHED = ("запу", "пуск", "старт", "вилет", "вылет", "випуст", "випущ", "выпуст", "выпущ")
_ARRIVED = ("прибу", "прибы", "приїх", "приех", "прилет", "вилет", "вылет")
# Men come by air, and prices fall, too.
_STRUCK = ("прилетел", "прилетіл", "прилетів", "упал", "упав", "впав", "впал", "рухнул")
_ENTERED = ("вошл", "вошел", "вошёл", "увійш", "ввійш")
_FREED = ("освобо", "звільн")
# Freed people are no captured town; in Ukrainian ministers are 'freed' from their posts, too.
_FREED_PEOPLE = ("заложник", "заручник", "полонен", "пленн", "военноплен", "військовополон", "заключенн",
                 "ув'язнен", "посад", "должност", "директор", "командув")  # fmt: skip
_ITS_REACH = 3
_AND = ("і", "й", "та", "и")
_REFUSED = ("відмов", "отказ", "виключ", "исключ")
_DENIED = ("отверг", "відкин")
_SPEAKS = (
    "наголос",
    "підтверд",
    "подтверд",
    "запереч",
    "опроверг",
    "спросту",
    "отверг",
    "відкину",
    "засуд",
    "осуд",
    "назва",
)
_BECAUSE_OF = frozenset(["через", "из-за", "із-за", "після", "после", "щодо", "про", "о", "об"])
_SURNAMES = ("ский", "ський", "цкий", "цький", "енко")
_A_PHRASE = 25  # code points between 'не' and the event
_PREPOSED = 2  # words from 'не' to what did not happen: 'не наносили удар'
_FLYING = ("ракет", "дрон", "безпілот", "беспилот", "бпла", "шахед", "шахєд", "авіабомб",
           "авиабомб")  # fmt: skip
_PREFERRED = ("ruled_out", "did_not_occur", "proposed", "planned", "ongoing")


class Event(NamedTuple):
    """A word that says what happened: row[first:past]."""

    first: int
    past: int
    site: SiteClass
    event_type: EventType


def is_event(row: Sequence[Word], at: int) -> bool:
    """Return whether a word of war begins at row[at]."""
    return any(stems.match(row, at) for stems in lexicon().events["battlefield"].values())


def events(row: Sequence[Word]) -> list[Event]:
    """Return the words of a sentence that say what happened, in order."""
    found: list[Event] = []
    armed = any(word.form.startswith(_FLYING) and not _is_town(word) for word in row)
    at = 0
    while at < len(row):
        best: Event | None = None
        for site, types in lexicon().events.items():
            for kind, stems in types.items():
                count = stems.match(row, at)
                if count == 1 and not armed and row[at].form.startswith(_LAUNCHED):
                    continue  # a business may be launched as well
                if count > 1 and _is_town(row[at + count - 1]):
                    continue
                if count == 1 and not _means(row, at, site, armed=armed):
                    continue
                if count and (best is None or count > best.past - best.first):
                    said = "air_strike" if armed and kind == "attack" else kind
                    best = Event(at, at + count, cast(SiteClass, site), cast(EventType, said))
        if best is not None:
            found.append(best)
        at = best.past if best is not None else at + 1
    return found


def _is_town(word: Word) -> bool:
    """Return whether a word that begins as a drone does is a town's: Дронівка."""
    return word.capital and word.form.startswith(("дронівк", "дроновк"))


def _means(row: Sequence[Word], at: int, site: str, *, armed: bool) -> bool:
    """Return whether the word at row[at], which means several things, means an event of `site`."""
    form = row[at].form
    if form.startswith(_ARRIVED) and site == "diplomatic":
        return _visits(row, at)  # refugees and trains arrive as well
    if form.startswith(_STRUCK):
        return armed
    lists = lexicon().words
    if form.startswith(_ENTERED):
        return any(lists["force"].match(row, other) for other in range(len(row)))
    if form.startswith(_FREED):
        after = row[at + 1 : at + 1 + _ITS_REACH]
        return not any(
            word.form.startswith(_FREED_PEOPLE) or lists["official"].match(row, at + 1 + step)
            for step, word in enumerate(after)
        )
    if form.startswith("оборон") and at:
        return not _is_of_an_office(row, at)
    return True


def _is_of_an_office(row: Sequence[Word], at: int) -> bool:
    """Return whether 'оборони' at row[at] only names a ministry, a council or troops."""
    lists = lexicon().words
    if any(lists[name].match(row, at - 1) for name in ("office", "org", "force", "official")):
        return True
    return at > 1 and row[at - 1].form in _AND and "безп" in row[at - 2].form


def _visits(row: Sequence[Word], at: int) -> bool:
    """Return whether it is an official who arrives at row[at], or somebody named as one is."""
    official = lexicon().words["official"]
    if any(official.match(row, other) for other in range(len(row))):
        return True
    subject = list(row[max(0, at - 2) : at])
    if not subject or not subject[-1].capital:
        return False
    return subject[0].capital or subject[-1].form.endswith(_SURNAMES)


def is_where_it_is_told(
    row: Sequence[Word], event: Event, first: int, past: int, others: Sequence[int]
) -> bool:
    """Return whether row[first:past] only says where those sit who speak of the event.

    'The ministry in Ankara condemned the attack on Sumy'; `others` are where other places begin.
    """
    if first and row[first - 1].form in _INSIDE and past < len(row):
        verb = past
        if row[past].form in _AND and past + 2 < len(row) and row[past + 1].capital:
            verb += 2  # 'в Ереване и Баку отвергли'
        speaks = lexicon().speech["said"].match(row, verb) or row[verb].form.startswith(_SPEAKS)
        if speaks and any(other >= past for other in others):
            return True  # 'у Білому домі підтвердили, що зустріч у Женеві ...'
    if first and event.event_type == "visit" and row[first - 1].form in _FROM:
        return True  # whence they came
    if first and _is_told_because(row, event, first, past, others):
        return True
    if first < 2 or row[first - 1].form not in _INSIDE or event.first < past:
        return False
    lists = lexicon().words
    who = first - 2
    if not any(lists[name].match(row, who) for name in ("office", "org")):
        return False
    return not lists["force"].match(row, who) and any(other >= event.past for other in others)


def _is_told_because(
    row: Sequence[Word], event: Event, first: int, past: int, others: Sequence[int]
) -> bool:
    """Return whether the event, in another place, is only the reason: 'збереться в Нью-Йорку через удар по Сумах'."""
    if event.site != "battlefield" or event.first <= past or row[first - 1].form not in _INSIDE:
        return False
    before = [word.form for word in row[max(past, event.first - 2) : event.first]]
    return any(form in _BECAUSE_OF for form in before) and any(one >= event.past for one in others)


def nearest(
    text: str, row: Sequence[Word], found: Sequence[Event], first: int, past: int
) -> Event | None:
    """Return the event that lies nearest to the name row[first:past]; None when none is near."""
    best: tuple[float, int, Event] | None = None
    for event in found:
        if event.first < past and event.past > first:
            continue
        before = event.past <= first
        words = first - event.past if before else event.first - past
        left, right = (
            (row[event.past - 1].end, row[first].start)
            if before
            else (row[past - 1].end, row[event.first].start)
        )
        if words > _REACH:
            continue
        distance = float(words) + _breaks(text[left:right]) * _OTHER_CLAUSE
        # 'обстріл Харкова', 'переговори в Женеві': the word before the name more often says it.
        distance += 0.0 if before else 1.0
        if distance <= _REACH and (best is None or (distance, event.first) < best[:2]):
            best = (distance, event.first, event)
    return best[2] if best else None


def _breaks(between: str) -> int:
    """Return how many commas and stronger signs stand between, those of lists of names aside."""
    total = sum(between.count(sign) for sign in ";:()—")
    for piece in between.split(",")[1:]:
        word = piece.split(maxsplit=1)[:1]
        total += not (word and word[0][:1].isupper())
    return total


def status(row: Sequence[Word], event: Event) -> Status:
    """Return whether the event happened, by the words near it; `occurred` where none tells."""
    if _denied(row, event):
        return "did_not_occur"
    begin = max(0, event.first - _STATUS_REACH)
    end = min(len(row), event.past + _STATUS_REACH)
    seen: dict[str, int] = {}
    called = lexicon().status["called_for"] if event.site == "diplomatic" else None
    for at in range(begin, end):
        if called is not None and called.match(row, at):
            seen["proposed"] = 0
        for name in _PREFERRED:
            if lexicon().status[name].match(row, at):
                if event.site == "battlefield" and name == "ruled_out":
                    if row[at].form.startswith(_REFUSED):
                        continue  # 'отказались прекратить обстрелы' rules out no shelling
                    if row[at].form.startswith(_DENIED):
                        return "did_not_occur"
                gap = max(event.first - at, at - event.past + 1, 0)
                seen[name] = min(gap, seen.get(name, gap))
    for name in _PREFERRED:
        if name in seen:
            return cast(Status, name)
    if event.event_type in ("occupation", "siege"):
        return "ongoing"
    return "occurred"


def _denied(row: Sequence[Word], event: Event) -> bool:
    """Return whether 'не' right before the event says that it did not happen."""
    for at in range(max(0, event.first - _PREPOSED), event.first):
        if row[at].form != "не" or row[event.first].start - row[at].end > _A_PHRASE:
            continue
        if lexicon().words["not_even"].match(row, at + 1):
            continue
        if not any(stems.match(row, at) for stems in lexicon().status.values()):
            return True
    return False


def role(row: Sequence[Word], event: Event, first: int) -> Role:
    """Return what the place is to the event, by the preposition before it."""
    if event.site == "diplomatic":
        return "venue"
    if first > 1 and lexicon().words["ground"].match(row, first - 1):
        first -= 1  # 'с территории Белоруссии'
    before = row[first - 1].form if first else ""
    if before in _FROM:
        if first > 1 and row[first - 2].form in _NEAR:
            return "near"  # 'недалеко от Сум'
        if any(word.form.startswith(_LAUNCHED) for word in row) or _fires_from(event, first):
            return "origin"
    if before in _THROUGH:
        return "route"
    return "near" if before in _NEAR else "target"


def _fires_from(event: Event, first: int) -> bool:
    """Return whether the event is fire whose word stands right behind: 'з Енергодара обстріляли'."""
    return event.event_type in ("shelling", "air_strike") and 0 < event.first - first <= 2

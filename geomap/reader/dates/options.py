"""When an event of an article may have been, and what speaks for each answer.

The days that the sentences around it name, the day and the month of publication, any day up to that,
or none: each is an option with its signs. `choice` weighs them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from geomap.model import DateBasis, Mention
from geomap.reader.dates.datelines import ENTRY
from geomap.reader.dates.expressions import Expression
from geomap.reader.dates.news import INTO_THE_MONTH, is_recalled
from geomap.reader.dates.plans import no_date_set
from geomap.reader.dates.sentences import Day, Sentence, Story
from geomap.reader.dates.views import whose
from geomap.reader.dates.wording import as_worded, is_among

_BACK, _ON, _ON_FROM_HEADLINE = 7, 1, 7  # sentences whose days are looked at
_LEAD = 3  # the headline and the first two sentences
_NEAREST = 1  # of the days around an event, by rank: those that may open or close a stretch
_DAYS = 3  # a stretch no longer than that is a day like others: a night, a weekend
_WEEK = 7  # days
# What an answer rests on; new ones come last, for weights know them by their place. `since`, `onward` and
# `until` are stretches: from a day that is named up to publication, from it on, and up to it. `worded` is a
# day of its own sentence as the words beside it make it ('since', 'by').
KINDS = (
    "publication",
    "month",
    "before",
    "none",
    "day",
    "long",
    "open",
    "since",
    "namesake",
    "rule",
    "worded",
    "onward",
    "until",
)
_GROUPS = {"occurred": "occurred", "ongoing": "ongoing", "did_not_occur": "denied"}

_WORDS = {
    "had": re.compile(r"\bhad\b"),
    "have": re.compile(r"\b(?:has|have)\b|['’]ve\b"),
    "back": re.compile(r"\b(?:ago|earlier|previous\w*|last|since|already|after|before|former)\b", re.I),
    "hour": re.compile(
        r"\b(?:dawn|dusk|midnight|noon|midday|morning|afternoon|evening|night|nightfall|sunset|sunrise|hours?|minutes"
        r"|\d{1,2}(?::\d\d)?\s?[ap]\.?m|then|later)\b",
        re.I,
    ),
    "since": re.compile(r"\bsince\b", re.I),
    "habit": re.compile(
        r"\b(?:often|regularly|repeatedly|routinely|sometimes|usually|frequently|daily|nightly|every\s+\w+|each\s+(?:day|night|week)"
        r"|almost\s+every|again\s+and\s+again|dozens\s+of\s+times|thousands|for\s+(?:days|weeks|months|years|decades)|so\s+far)\b",
        re.I,
    ),
    "turned": re.compile(r"\b(?:later|eventually|afterwards?|subsequently|by\s+then|meanwhile|now|still|recent(?:ly)?|lately)\b", re.I),
    "quoted": re.compile(r"[\"“”]"),
}  # fmt: skip
# 'in the years before': of no one day
_OF_YEARS = re.compile(
    r"\b(?:in|over|during|through)\s+(?:the|those|earlier|previous|past)\s+(?:\w+\s+)?(?:years|decades)\b",
    re.I,
)
_EVERY_DAY = re.compile(
    r"\b(?:every|each)\s+(?:day|night|week|morning|evening)\b|\b(?:daily|nightly|almost\s+every)\b",
    re.I,
)
# Before the event's place: it is told of in passing, or as known.
_LEADS = {
    "follows": re.compile(
        r"\b(?:after|following|follow(?:s|ed)|since|before|ahead\s+of|in\s+the\s+wake\s+of|over|despite"
        r"|in\s+re(?:sponse|taliation|venge))\b",
        re.I,
    ),
    "relative": re.compile(r"\b(?:which|who|whose|where|that|when|including|included)\b[^,;]*$"),
    "known": re.compile(
        r"\b(?:the|an?|his|her|its|their|last|first)\s+(?:[\w-]+\s+){0,2}\w+\s+(?:in|at|of|on|near)\s+(?:the\s+)?$"
    ),
}  # fmt: skip


class Option(NamedTuple):
    """A date that an event may have; None: none that can be told."""

    edtf: str | None
    basis: DateBasis | None
    text: str | None
    signs: dict[str, float]
    bold: bool  # it claims more than the sentence and the day of publication tell
    kinds: tuple[str, ...] = ()  # what it rests on, of KINDS
    told_at: tuple[int, int] | None = None  # where the text names it first, of the sentences around

    def worth(self, weights: Mapping[str, float]) -> float:
        """Return what its signs are worth together."""
        return sum(weights.get(sign, 0.0) * value for sign, value in self.signs.items())


def options(
    story: Story,
    event: Mention,
    published: date,
    *,
    near: Sequence[Mention],
    namesakes: Sequence[Mention],
) -> list[Option]:
    """Return when `event` may have been, each answer once.

    `published` is the day from which it is told, `near` are the mentions with an event around it,
    `namesakes` those that bear its name. What its sentence's own rules said is among the answers.
    """
    made = _Options(story, event, published, near)
    made.add_bounds()
    made.add_days()
    made.add_namesakes(namesakes)
    made.add_rule()
    return made.found()


class _Options:
    def __init__(
        self, story: Story, event: Mention, published: date, near: Sequence[Mention]
    ) -> None:
        self._story, self._event = story, event
        self._number = story.at(event.start)
        self._own = story.sentence(self._number)
        self._published = published
        self._group = _GROUPS.get(event.status or "", "ahead")
        self._near = [one for one in near if one is not event and one.date_text]
        self._context = self._flags()
        self._made: dict[str | None, Option] = {}

    def found(self) -> list[Option]:
        own = self._own.text
        of_no_day = (
            _OF_YEARS.search(own)
            or _EVERY_DAY.search(own)
            or no_date_set(self._event.status, own, self._event.end - self._own.start)
        )
        return [one for one in self._made.values() if not (of_no_day and one.bold)]

    def _flags(self) -> list[str]:
        event, text = self._event, self._own.text
        told = [name for name, words in _WORDS.items() if words.search(text)]
        lead = text[: max(0, event.start - self._own.start)]
        told += [name for name, words in _LEADS.items() if words.search(lead)]
        told += ["recalled"] * is_recalled(text) + ["setting"] * event.background
        told += ["headline"] * (self._number == 0) + ["diplomatic"] * (event.site == "diplomatic")
        return told + ["origin"] * (event.role == "origin")

    def _signs(self, kind: str, **more: float) -> dict[str, float]:
        signs = {f"{kind}.{self._group}": 1.0, f"{kind}.{self._event.event_type or 'event'}": 1.0}
        signs |= {f"{kind}.{name}": 1.0 for name in self._context}
        return signs | {f"{kind}.{name}": value for name, value in more.items() if value}

    def _add(
        self,
        kind: str,
        edtf: str | None,
        basis: DateBasis | None,
        text: str | None,
        signs: dict[str, float],
        *,
        bold: bool = False,
        told_at: tuple[int, int] | None = None,
    ) -> None:
        known = self._made.get(edtf, Option(edtf, basis, text, {}, bold))
        kinds = known.kinds if kind in known.kinds else (*known.kinds, kind)
        known = known._replace(kinds=kinds, told_at=known.told_at or told_at)
        for name, value in signs.items():
            known.signs[name] = max(value, known.signs.get(name, value))
        if known.text is None and text is not None:
            known = known._replace(basis=basis, text=text)
        self._made[edtf] = known._replace(bold=known.bold and bold)

    def add_bounds(self) -> None:
        """Add what the day of publication tells, and that nothing does."""
        self._add("none", None, None, None, self._signs("none"))
        if self._group == "ahead":
            return
        day, today = self._published.isoformat(), self._story.today
        share, page = self._story.page
        entry = ENTRY.match(self._own.text)
        words = entry["words"] if entry else today or page or self._on_as_told()
        signs = self._signs(
            "publication",
            page=share,
            diplomatic_page=share if self._event.site == "diplomatic" else 0.0,
            today=today is not None,
            entry=entry is not None,
            told=words is not None,
        )
        basis: DateBasis = "relative" if words else "bounded_by_publication"
        self._add("publication", day, basis, words, signs, bold=True)
        begins = self._published.day < INTO_THE_MONTH
        month = self._signs("month", begins=begins, page=share)
        self._add("month", day[:7], "bounded_by_publication", None, month)
        before = self._signs("before")
        self._add("before", f"../{day}", "bounded_by_publication", None, before)

    def _on_as_told(self) -> str | None:
        """Return the words that tell of a meeting or a visit as it goes on: these last for days."""
        event = self._event
        on = event.site == "diplomatic" and event.status == "ongoing" and event.trigger
        return on.text if on else None

    def add_days(self) -> None:
        """Add the days that the sentences around it name, the nearest before it first."""
        on = _ON if self._number else _ON_FROM_HEADLINE
        first, last = max(0, self._number - _BACK), min(len(self._story), self._number + on + 1)
        seen: dict[str, int] = {}
        lead = range(min(_LEAD, first))  # what the whole article tells of
        for number in (*range(self._number, first - 1, -1), *range(self._number + 1, last), *lead):
            days = self._story.days(number, future=self._group == "ahead")
            several = len({day.found.edtf for day in days}) > 1
            for day in reversed(days):
                if is_among(self._story.sentence(number).text, day.found):
                    continue
                if self._fits(day.found) and not self._is_anothers(number, day.found):
                    seen.setdefault(day.found.edtf, len(seen))
                    self._add_day(number, day, seen[day.found.edtf], several=several)

    def _is_anothers(self, number: int, item: Expression) -> bool:
        """Return whether its own sentence says of a day that it isn't the event's."""
        if number != self._number:
            return False
        event, start = self._event, self._own.start
        at = event.trigger
        others = whose(
            self._own.text,
            (item.start, item.end),
            (event.start - start, event.end - start),
            (at.start - start, at.end - start) if at else None,
            future=self._group == "ahead",
            venue=event.site == "diplomatic",
        )
        return others is not None

    def _fits(self, item: Expression) -> bool:
        """Return whether an event of that status may have been then."""
        if self._group == "ahead":
            return item.days.finish >= self._published
        return item.days.begin <= self._published

    def _add_day(self, number: int, day: Day, rank: int, *, several: bool) -> None:
        item, told = day.found, self._story.sentence(number)
        days = item.days
        length = (days.finish - days.begin).days
        kind = "day" if days.unit == "day" and length <= _DAYS else "long"
        kind = "open" if days.open_ended else kind
        ago = abs((self._published - days.finish).days)
        other = number != self._number
        signs = self._signs(
            kind,
            spoken=day.spoken,
            retold=day.retold,
            several=several,
            apart=math.log1p(abs(self._number - number)),
            rank=min(rank, 5) / 5,
            paragraph=other and self._story.share_paragraph(told, self._own),
            own=not other,
            behind=number > self._number,
            lead=number < _LEAD and other,
            title=not number and other,
            titled=not number and self._story.titled,
            ago=math.log1p(ago) / 3,
            week=ago <= _WEEK,
            that_day=not ago,
            **self._company(item.edtf, told, number),
        )
        basis: DateBasis = "stated" if days.stated else "relative"
        at = (told.start + item.start, told.start + item.end)
        worded = None if other else self._as_worded(item, told)
        if not other and worded in (None, item.edtf):
            signs["day.worded" if worded else "day.unworded"] = 1.0
        self._add(kind, item.edtf, basis, item.text, signs, bold=True, told_at=at)
        self._add_stretches(item, basis, rank, at)
        if worded not in (None, item.edtf):
            signs = self._signs("worded")
            self._add("worded", worded, basis, item.text, signs, bold=True, told_at=at)

    def _add_stretches(
        self, item: Expression, basis: DateBasis, rank: int, at: tuple[int, int]
    ) -> None:
        """Add the stretches that one of the nearest days opens or closes, for what has happened."""
        days, last = item.days, self._published.isoformat()
        if self._group == "ahead" or rank > _NEAREST or days.open_ended or not item.in_one:
            return
        first, finish = item.ends
        made = {"since": f"{first}/{last}", "onward": f"{first}/..", "until": f"../{finish}"}
        for kind, edtf in made.items():
            if item.edtf != last:
                signs = self._signs(kind, rank=float(rank), month=days.unit != "day")
                self._add(kind, edtf, basis, item.text, signs, bold=True, told_at=at)

    def _as_worded(self, item: Expression, told: Sentence) -> str | None:
        event = self._event
        place = (event.start - told.start, event.end - told.start)
        return as_worded(told.text, item, place, event.status or "occurred", self._published)

    def _company(self, edtf: str, told: Sentence, number: int) -> dict[str, bool]:
        """Return what the events say that the sentence dates so."""
        same = [
            one
            for one in self._near
            if one.event_date == edtf and told.start <= one.start < told.end
        ]
        event = self._event
        if not same:
            return {"cue": self._story.tells_of(number, event.site)}
        return {
            "event": True,
            "event_class": any(one.site == event.site for one in same),
            "event_place": any(one.text == event.text for one in same),
            "event_status": any(one.status == event.status for one in same),
        }

    def add_namesakes(self, namesakes: Sequence[Mention]) -> None:
        """Add the dates that events of the class have elsewhere at a place of the same name."""
        event = self._event
        for one in namesakes:
            if one is not event and one.event_date:
                signs = {"namesake": 1.0, "namesake.behind": float(one.start > event.start)}
                signs["namesake.headline"] = float(self._number == 0)
                when, words = one.event_date, one.date_text
                self._add("namesake", when, one.date_basis, words, signs, bold=True)

    def add_rule(self) -> None:
        """Add what the sentence's own rules said."""
        event = self._event
        said = event.date_basis or "none"
        signs = {"rule": 1.0, f"rule.{said}": 1.0, f"rule.{self._group}": 1.0}
        self._add("rule", event.event_date, event.date_basis, event.date_text, signs)

"""The town that an article is about, and the towns it only mentions: where its reporter sat, where somebody went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from geomap.locate.targets import Target
from geomap.names import Row

HOLDERS = frozenset({"city", "admin2"})
_HAPPENED, _NAMED = 2, 1  # what a mention counts with an event and without
COMING = ("planned", "proposed")
_OPENING = 600  # code points in which a dateline may stand
_FROM = re.compile(
    r"\bfrom\s+(?:the\s+)?(?:[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,2}(?:,\s+|,?\s+and\s+)){0,4}$"
)
# Where people go to, what a fight elsewhere draws from, where somebody is spoken to.
_ELSEWHERE = re.compile(
    r"\b(?:(?:left|leave|leaves|leaving|set\s+out|departed|bound|headed|heads|heading)\s+for|(?:flew|fly|flies|flying|travel(?:led|ed|s|ling"
    r"|ing)?|went|returned|moved|sent|taken|transferred|evacuated|visit|trip|tour)\s+(?:on\s+|back\s+)?to|battle\s+for"
    r"|told\s+(?:the\s+)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}\s+(?:news\s+agency\s+)?in)\s+(?:the\s+)?$"
)
_BY = re.compile(r"\s*By\s[A-Z][^.]{2,80}?\s(?:in|at|from)\s(?:[A-Z][^.]{2,60}\s)?$")
_CREDIT = re.compile(
    r"\b(?:report(?:ing|s)?|writ(?:ing|ten)|edit(?:ing|ed)|translated|compiled)\s(?:by|from)\s(?-i:[A-Z])[^.]{2,150}$",
    re.I,
)
_CREDIT_REACH = 170
_QUARTER_M = 15_000.0
_SCENE = re.compile(
    r"(?:^|[\n.!?:]\s+|[\n\u201d\"]\s*)In\s(?:the\s)?(?:[\w-]+\s(?:city|town|village|capital)(?:\sof)?,?\s)?$"
)
_DATED = re.compile(r"[^.;!?\n]{0,50}?\s?[-–—]{1,2}\s")


class Home:
    """Which towns an article names, and how much happens in each."""

    def __init__(self, text: str, found: Sequence[Target], rows: Sequence[Row | None]) -> None:
        self._tally: Counter[str] = Counter()
        self._mentions: Counter[str] = Counter()
        self._rows: dict[str, Row] = {}
        countries: Counter[str | None] = Counter()
        dateline: Row | None = None
        for target, row in zip(found, rows, strict=True):
            if row is None or target.mention is None or is_passing(text, target):
                continue
            counts = _NAMED if target.mention.site == "none" else _HAPPENED
            countries[row.country] += counts
            if not is_holder(row):
                continue
            self._tally[row.id] += counts
            self._mentions[row.id] += 1
            self._rows[row.id] = row
            if dateline is None and _is_dateline(text, target):
                dateline = row
        if dateline is not None and countries[dateline.country] > 0.5 * sum(countries.values()):
            # Of a capital it says less: that is where reporters sit.
            self._tally[dateline.id] += _NAMED if dateline.seat == 2 else _HAPPENED
        else:
            dateline = None  # the reporter sat in another land
        self.town = self._main() or dateline
        self._is_local = self.town is not None and self.town is dateline and self.town.seat != 2

    def _main(self) -> Row | None:
        if not self._tally:
            return None
        (first, count), total = self._tally.most_common(1)[0], sum(self._tally.values())
        is_one = self._mentions[first] >= 2 and count > 0.5 * total
        return self._rows[first] if is_one else None

    def instead_of(self, row: Row, *, is_scene: bool) -> Row | None:
        """Return the article's own town, where `row` is a town that it only mentions beside it.

        `is_scene`: the text has turned to that town: 'In Orve, a shop burned.'
        """
        if self.town is None or self.town.id == row.id:
            return None
        own, other = self._tally[self.town.id], self._tally[row.id]
        is_abroad = self.town.country != row.country
        is_own = own >= 2 * other or (own >= other and (is_abroad or self._is_local))
        return self.town if is_own and (is_abroad or not is_scene) else None


def is_holder(row: Row) -> bool:
    """Return whether a place may hold a building: a town, a quarter, a county."""
    return row.kind in HOLDERS or (row.kind == "region" and row.radius_m <= _QUARTER_M)


def sets_scene(text: str, start: int) -> bool:
    """Return whether the name at `start` opens its sentence: 'In Orve, …'."""
    return _SCENE.search(text, max(0, start - 40), start) is not None


def is_credit(text: str, start: int) -> bool:
    """Return whether the name at `start` tells where an article was written: 'Writing by … in Istanbul'."""
    low = max(0, start - _CREDIT_REACH)
    opens = text.rfind("\n", low, start) + 1
    line = text[opens or low : start]
    if (opens or low == 0) and _BY.fullmatch(line):
        return True
    return _CREDIT.search(line) is not None


def is_passing(text: str, target: Target) -> bool:
    """Return whether a town is only where somebody came from, went or wrote: no building stands there."""
    low = max(0, target.start - 80)
    if _FROM.search(text, low, target.start):
        return True  # 'delegations from Cairo and Doha met at El Alamein airport'
    if _ELSEWHERE.search(text, low, target.start):
        return True  # 'the ministers then left for Geneva'
    mention = target.mention
    if mention is not None and mention.status in COMING:
        return True  # 'a second round is planned in Geneva'
    return is_credit(text, target.start)


def at_once(text: str, town: Target, target: Target) -> bool:
    """Return whether the same clause tells of both: 'talks open in Rabat on Monday at the Sofitel hotel'."""
    between = text[min(town.end, target.end) : max(town.start, target.start)]
    return not re.search(r"[.;:!?\n]|, (?:and|but|while)\b", between)


def _is_dateline(text: str, target: Target) -> bool:
    if (
        target.start > _OPENING
        or text[text.rfind("\n", 0, target.start) + 1 : target.start].strip()
    ):
        return False
    return _DATED.match(text, target.end, min(len(text), target.end + 70)) is not None

"""Whether a name only tells where the one before it lies: 'Ramadi, 100 km west of Baghdad'.

What is told happened in Ramadi; in Baghdad nothing did. The reader gives Baghdad no class, and
geomap.locate sets out from it when it doesn't know the other name.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

How = Literal["distance", "near", "towards"]


class Told(NamedTuple):
    """How one name lies from another; of a distance its number and unit, as the text has them."""

    how: How
    number: str | None = None
    unit: str | None = None
    direction: str | None = None
    closely: bool = False  # 'just north of'
    phrase: bool = False  # a phrase stands between: ', a village near'


_NUMBER_WORD = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousand|dozens?|half|few|several|couple|some|of|and|the)"
)
_NUMBER = rf"(?P<number>\d[\d,.]*+(?:\s?(?:[-–]|to)\s?\d[\d,.]*+)?(?:\s?[½¼¾]|\s\d/\d)?|{_NUMBER_WORD}(?:[\s-]{_NUMBER_WORD}){{0,4}})"
_UNIT = r"(?P<unit>nautical\smiles?|nmi?|n\.m|kilomet(?:er|re)s?|kms?|miles?|mi|met(?:er|re)s|m|yards|leagues)\b\.?"
_COMPASS = r"(?:north|south|east|west)(?:[-\s]?(?:north|south|east|west)){0,2}(?:wards?)?"
_NOUN = (
    r"(?:towns?|villages?|city|cities|suburbs?|camps?|(?:air)?bases?|airfields?|airports?|districts?|areas?|hamlets?|ports?"
    r"|resorts?|junctions?|crossings?|settlements?|communes?|municipality|municipalities|places?|posts?|checkpoints?"
    r"|islands?|neighbou?rhoods?|quarters?|sectors?|(?:oil|gas)?fields?|refinery|bridges?|dams?|mines?|farms?|heights?|hills?)"
)
_KIND = r"(?:city|town|village|capital|port|hub|settlement|stronghold|commune|municipality|suburb)"
# No word of these is part of a name's description.
_WORD = (
    r"(?!(?:an?|the|and|or|but|in|on|at|by|to|with|for|from|into|where|which|that|who|whose|when|while|as|after|before"
    r"|is|was|were|are|had|has|have|near|of)\b)[\w'’-]+"
)
# From the end of the nearer name up to what says where it lies.
_LEAD = (
    rf"['’]?s?(?:(?:\s?{_WORD})?\s?\b{_NOUN}\b)?(?:\s?\([^()]{{1,40}}\))?\s?[,(\[–—-]{{0,3}}\s?"
    rf"(?P<phrase>(?:an?|the|its|another)\s(?:{_WORD}\s){{0,4}}?{_NOUN}\s(?:of\s{_WORD}\s(?:{_WORD}\s)?)?)?"
    r"(?:(?:which|that)\s(?:is|lies|was|stands|sits)\s|(?:is|lies|was)\s)?(?:(?:located|situated|lying|lies|set)\s)?"
)
# From there to the beginning of the name that it lies near to.
_BASE = (
    r"(?:the\s?|(?:the\s)?(?:\w+ern|central|nearby|neighbou?ring|occupied|besieged|[\w-]+-(?:held|controlled|occupied))"
    r"|(?:the\s)?(?:\w+\s)?bank\sof(?:\sthe)?|(?:the\s)?(?:\w+\s)?(?:border|frontier)\s(?:with|of)(?:\sthe)?"
    rf"|(?:the\s)?(?:{_WORD}\s){{0,3}}{_KIND}(?:\sof)?,?)?"
)
_ABOUT = (
    r"(?:(?:about|around|some|just|roughly|approximately|nearly|almost|barely|only|more\sthan|less\sthan|over|under|at|up\sto"
    r"|within|well|an\sestimated|not)\s){0,3}"
)
_AND = r"(?:(?:and|or|but)\s)?"
_DISTANCE = re.compile(
    rf"{_LEAD}{_AND}{_ABOUT}{_NUMBER}[\s-]?{_UNIT}(?:\s?\([^()]{{1,40}}\))?(?:\sby\s\w+|\sas\sthe\scrow\sflies)?"
    rf"(?:\s(?:to\sthe\s)?(?:(?:due|just)\s)?(?P<direction>{_COMPASS})|\s(?:inland|away|upstream|downstream))?"
    rf"\s(?:of|from|outside|off)\s?{_BASE}",
    re.I,
)
_NEAR = re.compile(
    rf"{_LEAD}(?:(?:very|just|right)\s)?(?:near(?:\sto)?|close\sto|outside|not\sfar\sfrom|next\sto|beside|alongside)\s?{_BASE}",
    re.I,
)
_TOWARDS = re.compile(
    rf"{_LEAD}(?:(?P<closely>just|immediately|directly)\s|(?:further|far|well|also)\s)?(?:to\sthe\s)?"
    rf"(?P<direction>{_COMPASS})\sof\s?{_BASE}",
    re.I,
)
_PATTERNS: tuple[tuple[How, re.Pattern[str]], ...] = (
    ("distance", _DISTANCE), ("near", _NEAR), ("towards", _TOWARDS),
)  # fmt: skip
_MOST = 130  # letters between the two
_NEW_LINE = re.compile(r"\n\s*(?:\n|[^\W\d_a-z]|[•▪*–—-])")  # a heading, a list, another paragraph


def told_from(text: str, end: int, start: int, *, chained: bool = False) -> Told | None:
    """Return how the name that ends at `end` is told from the one that begins at `start`.

    None: what stands between says something else. `chained`: the first only tells where another lies
    itself, and the second may go on from it ('and 880 km south of Manila').
    """
    between = text[end:start]
    if not 0 < len(between) <= _MOST or _NEW_LINE.search(text, end, min(len(text), start + 1)):
        return None
    if not between[0].isspace() and between[0] not in ",(['’–—-":
        return None
    told = " ".join(between.split())
    for how, pattern in _PATTERNS:
        match = pattern.fullmatch(told)
        if match is None:
            continue
        groups = match.groupdict()
        if how == "distance" and not chained and re.search(r"(?:^|,\s)(?:and|or|but)\b", told):
            return None
        return Told(
            how,
            groups.get("number"),
            groups.get("unit"),
            groups.get("direction"),
            groups.get("closely") is not None,
            groups["phrase"] is not None,
        )
    return None

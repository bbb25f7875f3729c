"""Whether a date says when something was said, not when it happened."""

from __future__ import annotations

import re

from geomap.reader.speech_words import SPEAKING

_SPOKE_ON = re.compile(
    rf"\b(?:{SPEAKING})(?:\s+(?!that\b)[\w'’-]+){{0,4}}?\s*,?\s*(?:on\s+|late\s+|early\s+|in\s+(?:a\s+)?)*$",
    re.I,
)
_ON_SPOKE = re.compile(rf"^\s*,?\s*(?:\w+ly\s+)?(?:{SPEAKING})\b", re.I)
_RELATIVE = re.compile(r",\s(?:which|who|whose|that)\s[^,;]*$")
_MADE_KNOWN = re.compile(
    r"\b(?:was|were|been|is|are)\s+(?:\w+ly\s+)?(?:declared|announced)\b[^,;.]{0,40}$"
)  # what is declared free or agreed, is so from that day
_FELT_ON = re.compile(
    r"\b(?:concerns?|fears?|alarm|worry|worries|anger|outrage|pressure|hopes?|calls|tensions?|criticism|doubts?)"
    r"\s+(?:was|were|has|had)?\s*(?:mounted|mounting|grew|grown|growing|rose|rising|spread|deepened|surfaced)"
    r"\s+(?:on\s+|late\s+|early\s+)*$",
    re.I,
)
_IN_WORDS = re.compile(
    r"\b(?:comments|remarks|statement|interview|briefing|report|speech|address|post|video|message"
    r"|telegram|letter|conference)\s+(?:(?:released|published|issued|made|aired|given|posted|broadcast"
    r"|carried|delivered|dated|shared)\s+)?(?:on\s+|late\s+|early\s+)*$",
    re.I,
)
_PAPER = re.compile(
    r"^['’]s?\s+(?:statement|announcement|remarks|speech|report|interview|comments|decision)\b"
    r"|^\s+(?:statement|announcement|report|interview|briefing|news conference|press conference)\b",
    re.I,
)


def is_day_of_speech(sentence: str, start: int, end: int) -> bool:
    """Return whether the date sentence[start:end] says when something was said, not when it happened."""
    before = sentence[max(0, start - 60) : start]
    after = sentence[end : end + 40]
    if _PAPER.match(after):
        return True
    if _ON_SPOKE.match(after) and not re.search(r"[,;]\s*$", before):
        # "the army, which took Ansel in May, said": the clause before the comma is another's
        return re.match(r"\s*,", after) is None or _RELATIVE.search(before) is None
    if _FELT_ON.search(before) or _IN_WORDS.search(before):
        return True
    return _SPOKE_ON.search(before) is not None and _MADE_KNOWN.search(before) is None

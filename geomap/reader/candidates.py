"""Places that a sentence weighs as a venue: 'rejected Trinidad as the venue', 'Oslo would do for the talks'.

A government is no venue: 'Tehran has proposed itself'. Stadiums and courts have venues of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from geomap.reader.decode import Read

Range = tuple[int, int]
_REACH = 160  # code points of the sentence before or after a name
_MEETING = r"(?:talks?|summits?|negotiations?|meetings?|rounds?|signing|conference|dialogue|parley|consultations|encounter|mediation)"
_TALKS = re.compile(
    rf"\b(?:{_MEETING}|venues?|(?:somewhere|where|a\splace|anywhere)\sto\s(?:meet|talk|negotiate))\b",
    re.I,
)
_NOT_TALKS = re.compile(
    r"\b(?:concerts?|match(?:es)?|games?|final|tournament|olympics?|cup|festival|wedding|trial|race|grand\sprix|film|bouts?|championships?"
    r"|expo|firms?|company|shareholders|investors?|fair|court|hearing|tourists?|holiday|league|title|players?|congress|university"
    r"|pay|wage|merger|coalition|party|union)\b",
    re.I,
)
_FOR = rf"\sfor\s(?:(?:the|a|any|such|these|those|all|new|fresh|next)\s)?(?:(?!(?:its|their|his|her)\b)[\w'’-]+\s){{0,3}}?{_MEETING}\b"
_FOR_TALKS = re.compile(_FOR)
_OF = rf"\sof\s(?:(?:the|a|any|these|those|such)\s)?(?:[\w'’-]+\s){{0,2}}?{_MEETING}\b"
_VENUE = (
    rf"(?:\sas\s(?:the|an?|its|their|another|one)\s(?:[\w-]+\s){{0,2}}?(?:venue\b|(?:site|place|setting|location)(?={_FOR}|{_OF}|\s*(?:[.,;]|$)))"
    rf"|\sas\s(?:the|an?\s)?(?:[\w-]+\s)?host(?={_FOR}))"
)
_AS_VENUE = re.compile(_VENUE)
_WHERE_TO_MEET = re.compile(
    r"[^;.!?]{0,80}\b(?:somewhere|where|a\splace|anywhere)\sto\s(?:meet|talk|negotiate)\b"
)
_REFUSES = (
    r"(?:reject(?:s|ed|ing)?|refus(?:es?|ed|ing)|rul(?:es?|ed|ing)\sout|oppos(?:es?|ed|ing)|veto(?:es|ed|ing)?|turn(?:s|ed|ing)?\sdown|exclud(?:es?|ed|ing)"
    r"|dismiss(?:es|ed|ing)?|object(?:s|ed|ing)?\sto|will\snot\saccept|not\saccept)"
)
_OFFERS = (
    r"(?:propos(?:es?|ed|ing)|suggest(?:s|ed|ing)?|offer(?:s|ed|ing)?|favou?r(?:s|ed|ing)?|prefer(?:s|red|ring)?|push(?:es|ed|ing)?\sfor"
    r"|promot(?:es?|ed|ing)|float(?:s|ed|ing)?|tout(?:s|ed|ing)?|pitch(?:es|ed|ing)?)"
)
# A government too is backed, wanted or mentioned for talks.
_NAMES_IT = r"(?:mention(?:s|ed|ing)?|recommend(?:s|ed|ing)?|want(?:s|ed|ing)?|back(?:s|ed|ing)?)"
_REFUSED = re.compile(rf"\b{_REFUSES}\s(?:the\s(?:choice|idea|offer)\sof\s)?(?:the\s)?$")
_OFFERED = re.compile(rf"\b{_OFFERS}\s(?:the\s(?:choice|idea)\sof\s)?(?:the\s)?$")
_NAMED = re.compile(rf"\b{_NAMES_IT}\s(?:the\s(?:choice|idea)\sof\s)?(?:the\s)?$")
_CHOICE = re.compile(r"\b(?:choice|selection|idea)\sof\s(?:the\s)?$")
# 'Chile favours A for the talks, and Peru favours |B.', '…, and Peru for |B.'
_AND_ANOTHER = re.compile(
    rf"\b{_OFFERS}\s[A-Z][^;.!?]{{2,40}}?(?:{_FOR}|{_VENUE})[^;.!?]{{0,30}}?(?:,\s(?:and|while|but)|\sand|;)\s"
    rf"(?:(?:[\w'’-]+\s){{1,4}}?(?:would\s)?{_OFFERS}|(?:the\s)?[A-Z][\w'’-]*\s(?:[A-Z][\w'’-]*\s)?for)\s$"
)
_ENDS = re.compile(r"\s*(?:[.,;)]|$)")
_NAMES = r"(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)(?:even\s|perhaps\s|also\s)?[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,2}){0,3}"
_WOULD_DO = re.compile(
    rf"{_NAMES}\s(?:would|might|could|may)\s(?:also\s|just\s|equally\s)?do(?=\s*(?:[.,;)]|$|\sfor\b|\sas\swell\b|\sinstead\b|\stoo\b))"
)
# 'asked what Iran would do', 'more than Iran and Oman could do'
_HOW = re.compile(
    r"\b(?:[Ww]hat(?:ever)?|[Aa]s|than|[Hh]ow|much|little|more|less|[Aa]ll|everything|anything|nothing|something|best|least|most|worst)"
    r",?\s(?:that\s)?(?:the\s)?(?:[A-Z][\w'’-]*,?\s(?:(?:and|or)\s)?){0,4}$"
)
_IN_RESERVE = re.compile(
    rf"{_NAMES}\s(?:remains?|stays?|is|are|was|were)\s(?:(?:held|kept)\s)?(?:(?:still|now)\s)?"
    r"(?:in\sreserve|(?:the|an?|its)\s(?:fall-?back|back-?up|reserve)(?:\s(?:venue|option|choice))?)\b"
)
# 'troops of X remain in reserve'
_HANGS = re.compile(r"\b(?:of|in|at|from|to|near|by|with|for)\s(?:the\s)?$")


class _Told(NamedTuple):
    """A name in its sentence: the words before and after it, and the sentence with some of the text before."""

    before: str
    after: str
    sentence: str
    around: str


def candidates_told(text: str, reads: Sequence[Read], sentences: Sequence[Range]) -> list[Read]:
    """Return the reads, as venues those that their sentence weighs; `sentences` are the ranges they stand in."""
    return [
        _as_venue(read, _told(text, read, sentence)) if _may_be_venue(read) else read
        for read, sentence in zip(reads, sentences, strict=True)
    ]


def _may_be_venue(read: Read) -> bool:
    """Return whether a place or a government is meant that isn't read as a site yet."""
    usage, site = read.best("usage"), read.best("site")
    return (usage == "metonymic" and site != "battlefield") or (
        usage == "literal" and site == "none"
    )


def _told(text: str, read: Read, sentence: Range) -> _Told:
    start, end = sentence
    return _Told(
        text[max(start, read.start - _REACH) : read.start],
        text[read.end : min(end, read.end + _REACH)],
        text[start:end],
        text[max(0, start - _REACH) : end],
    )


def _as_venue(read: Read, told: _Told) -> Read:
    if not _TALKS.search(told.around) or _NOT_TALKS.search(told.sentence):
        return read
    status = _status(told, may_act=read.best("usage") == "metonymic")
    if status is None:
        return read
    venue = read.ruled("usage", "literal").ruled("site", "diplomatic")
    return venue if status == "" else venue.ruled("status", status)


def _status(told: _Told, *, may_act: bool) -> str | None:
    """Return the status of the venue that is weighed: '' where the words don't tell it, None where none is.

    `may_act`: the name may stand for a government, which is backed or wanted as well.
    """
    is_venue = _AS_VENUE.match(told.after) is not None
    for_talks = is_venue or _FOR_TALKS.match(told.after) is not None
    if is_venue and _REFUSED.search(told.before):
        return "ruled_out"
    if _OFFERED.search(told.before) and (for_talks or _WHERE_TO_MEET.match(told.after)):
        return "proposed"
    if (is_venue or (for_talks and not may_act)) and _NAMED.search(told.before):
        return "proposed"
    if for_talks and _CHOICE.search(told.before):
        return ""
    if _ENDS.match(told.after) and _AND_ANOTHER.search(told.before):
        return "proposed"
    would_do = _WOULD_DO.match(told.after) and not _HOW.search(told.before)
    if (would_do or _IN_RESERVE.match(told.after)) and not _HANGS.search(told.before):
        return "proposed"
    return None

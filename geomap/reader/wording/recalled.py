"""What a sentence recalls beside its event: 'shells hit X, where 46 people were killed in January 2023'."""

from __future__ import annotations

import re

from geomap.reader.wording import cues

_WHERE = re.compile(
    r"[^;,.]{0,60}(?:,\s+(?:(?:a|the|its)\s+(?:[\w-]{1,30}\s+){1,3})?|\s)where\b"
    r"(?P<told>(?:[^;,]|,(?!\s+(?:on|late|early|overnight|and|[a-z]+ing)\b))*)"
)
_PAST = re.compile(
    r"\b(?:was|were|had|fell|left|lost|shot|fought|broke|began|took|held|blew|met|overran|struck|hit|swept|[a-z]{2,20}ed)\b"
)
_OF_A_YEAR = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b(?!-\d)|\b(?:years?|decades?)\s+(?:ago|earlier|before)\b|\b(?:weeks?|months?)\s+(?:ago|earlier|before)\b|\blast\s+(?:month|year)\b"
)
# 'Velmar, captured by the separatists in 2014 and retaken since, was shelled again'
_PARTICIPLE = re.compile(
    r",\s+(?:(?:\w+ly|once|first|long|also)\s+)?(?P<told>(?:[a-z]{2,20}ed|taken|lost|held|overrun|won|hit|struck|built|rebuilt"
    r"|(?:the\s+)?(?:host|scene|site|venue|setting)\s+(?:of|to|for))\b"
    r"[^,;]*),\s+(?=[a-z])"
)


def recalled(
    sentence: str, mention: tuple[int, int], trigger: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return where it is told what once happened at the place; None where nothing is recalled.

    Its clause opens with 'where', after the event's own words, or with a participle before them, and
    says how long ago.
    """
    aside = _PARTICIPLE.match(sentence, mention[1])
    if aside is not None and _OF_A_YEAR.search(aside["told"]):
        told_of = cues.cue_spans(sentence, "battlefield", faint=False)
        if any(start >= aside.end() for start, _ in told_of):
            return aside.span("told")
    if trigger is None or trigger[1] > mention[0]:
        return None
    aside = _WHERE.match(sentence, mention[1])
    if aside is None or not _PAST.search(aside["told"]) or not _OF_A_YEAR.search(aside["told"]):
        return None
    return aside.span("told")

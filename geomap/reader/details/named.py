"""Where they stand of whom the network has heard a few words."""

from __future__ import annotations

import re

from geomap.reader.grammar.phrases import parsed

_WORDS = re.compile(r"[^\W_](?:.*[^\W_])?", re.S)
_OWNERS_S = re.compile(r"(?<=['’])s\s+")  # the s of "the agency's director"


def trimmed(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return sentence[start:end] less what isn't of its words; an empty range where nothing is left."""
    owners = _OWNERS_S.match(sentence, start)
    words = _WORDS.search(sentence, owners.end() if owners else start, end)
    return words.span() if words else (end, end)


def whole(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return where the phrase stands of which sentence[start:end] holds a word; that range, trimmed, outside phrases."""
    start, end = trimmed(sentence, start, end)
    for phrase in parsed(sentence)[1]:
        if phrase.start < end and start < phrase.end:
            return phrase.start, phrase.end
    return start, end

"""Whether an article takes itself back: by its headline, or by a header `Status: retracted`."""

from __future__ import annotations

import re

_TAKEN = r"(?:withdrawn|retracted)"
_ITEM = r"(?:story|article|report|item|piece|post|dispatch|column|page|text|video)s?"
_HEADLINE = re.compile(
    rf"\W*(?:retract(?:ed|ion)\b\s*(?:[:\]|)–—-]|$)"
    # Withdrawn: the last troops in a town. Only capitals and brackets are surely the newspaper's.
    rf"|[\[(]\s*withdrawn\s*[\])]|(?-i:WITHDRAWN)\s*(?:[:\]|)–—-]|$)|withdrawn\s*$"
    # As wires say it to their customers, and newspapers of a piece of theirs.
    r"|(?-i:MANDATORY KILL)\b"
    rf"|(?:story|article)\s+(?:(?:is|was|has been)\s+)?{_TAKEN}\s*(?:[:\]|)–—-]|$)"
    rf"|(?:correction|editor['’]s note|notice)\b(?:[^.]{{0,60}}?\b(?:this|the|our|an?)\s(?:\w+\s)?{_ITEM}\b"
    rf"(?:(?!\b(?:that|said|says|how|which|who)\b)[^.]){{0,40}}?\b{_TAKEN}\b|[^.]{{0,120}}?\b(?:{_TAKEN}|retraction)\b(?=\s*(?:[:)\]]|\.?\s*$))))",
    re.IGNORECASE,
)
# At its end: 'Blast at the refinery [RETRACTED]'.
_BEHIND = re.compile(rf"[\[(]\s*(?:{_TAKEN}|retraction)\s*[\])]\W*$", re.IGNORECASE)
_STATUS = re.compile(r"\s*(?:retracted|withdrawn|retraction)\s*", re.IGNORECASE)


def retraction(title: str | None, status: str | None) -> str | None:
    """Return the words by which an article takes itself back; None for one that stands.

    'Army withdraws' and 'Ambassador retracts a claim' take nothing back: the word must stand before
    a colon, in brackets, there also at its end, or be said of a story, or at the end, after 'Correction'. Troops are
    withdrawn as well: of that word capitals or brackets are asked before a colon.
    """
    if status is not None and _STATUS.fullmatch(status):
        return f"Status: {status.strip()}"
    if title is not None and (found := _HEADLINE.match(title) or _BEHIND.search(title)):
        return found[0].strip(" \t:–—-|")[:80]
    return None

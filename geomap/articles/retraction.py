"""Whether an article takes itself back: by its headline, or by a header `Status: retracted`."""

from __future__ import annotations

import re

_HEADLINE = re.compile(
    r"\W*(?:(?P<plain>retract(?:ed|ion)|withdrawn)\b\s*(?:[:\]|)–—-]|$)"
    r"|(?:correction|editor['’]s note|notice)\b[^.]{0,120}?\b(?P<later>withdrawn|retracted|retraction)\b)",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\s*(?:retracted|withdrawn|retraction)\s*", re.IGNORECASE)


def retraction(title: str | None, status: str | None) -> str | None:
    """Return the words by which an article takes itself back; None for one that stands.

    'Army withdraws' and 'Ambassador retracts a claim' take nothing back: the word must stand before
    a colon, in brackets, or after 'Correction'.
    """
    if status is not None and _STATUS.fullmatch(status):
        return f"Status: {status.strip()}"
    if title is not None and (found := _HEADLINE.match(title)):
        return found[0].strip(" \t:–—-|")[:80]
    return None

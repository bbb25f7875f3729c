"""Pages that stand before an article or for one that isn't there: consent, a check, a log-in."""

from __future__ import annotations

import re

_REFRESH = re.compile(rb"<meta[^>]{0,200}?http-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
_TITLE = re.compile(
    r"\s*(?:just a moment|before you continue|attention required|one moment, please"
    r"|checking your browser|are you a robot\??|security check|cookie consent|redirecting"
    r"|(?:error )?404(?: error)?|(?:404[\s:|–—-]{1,3})?(?:page |article |file )?not found"
    r"|(?:please )?(?:log|sign) ?in|subscribe to (?:read|continue))"
    r"(?: to \w+)?[\s.…!]*(?:[|–—-].*)?$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:enable|turn on|allow) (?:javascript|cookies)\b"
    r"|\bchecking (?:your browser|if the site connection is secure)\b"
    r"|\bverify(?:ing)? (?:that )?you(?: are|['’]re) (?:a )?(?:human|not a robot)\b"
    r"|\bunusual traffic from your\b"
    r"|\b(?:store|access|process)\b[^.\n]{0,60}\bon (?:a|your) device\b"
    r"|\bwe (?:value|respect|care about) your privacy\b"
    r"|\b(?:accept|reject) (?:all )?cookies\b|\bclick accept\b"
    r"|\bnous respectons votre vie privée\b|\bwir (?:schätzen|respektieren) ihre privatsphäre\b",
    re.IGNORECASE,
)
_SHORT = 300  # characters: no article has so few
_LONGEST = 2_000  # of a wall


def is_wall(page: bytes, *, title: str | None = None, text: str = "") -> bool:
    """Say whether a page is no article but what stands before one.

    `title` and `text` are what was taken for the article's; empty where nothing was.
    """
    if len(text) > _LONGEST:
        return False
    if len(text) < _SHORT and _REFRESH.search(page[:16_384]):
        return True
    if title and _TITLE.match(title):
        return True
    lines = text.splitlines()
    left = [line for line in lines if not _WORDS.search(line)]
    return len(left) < len(lines) and sum(map(len, left)) < _SHORT

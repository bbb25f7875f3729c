"""Whether a verb that may tell of saying or denying does so where it stands."""

from __future__ import annotations

import re

from geomap.reader.wording.actor_words import word_set
from geomap.reader.wording.cues import is_cue
from geomap.reader.wording.speech_words import FALSE, THEIR_WORD

_NUMBER = (
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds"
    r"|thousands|several|many|about|around|nearly|almost|over|at\s+least|patients|casualties)"
)
_NOT = re.compile(r"\b(?:not|never|no\s+longer)\b|n['’]t\b", re.I)
_ITS_LIVES = re.compile(r"\s+(?:[\w,-]+\s+){1,5}?lives\b|\s+(?:the\s+)?(?:life|lives)\b")
_ORDERED = re.compile(r"(?:\s+(?!that\b|how\b|of\b)[\w'’-]+){1,4}?\s+(?:not\s+)?to\s+[a-z]+\b")
_A_THING = re.compile(
    r"\s+(?:of|by|from|about|is|are|was|were|has|have|had|will|would|may|might|could|should)\b"
)
_THINGS = word_set("reports claims report claim estimates")
# "men accused of bombing X", "charged with the attack": who is accused speaks not
_OF_WHAT = re.compile(r"\s+(?:of|with|over|in)\b")
# "two rebels confirmed dead in X"
_FATE = re.compile(
    r"\s+(?:dead|missing|killed|wounded|injured)(?=\s*(?:[.,;:]|$)|\s+(?:and|or|in|after|when|near|at|on|following|during"
    r"|by|as|from|since|is|are|was|were)\b)"
)
# What follows such a verb where it tells of words: "that", a quotation, nothing, or a clause.
_WORDS_FOLLOW = re.compile(
    r"\s*(?:[,.:;\"“”‘)\]—]|$)|\s+(?:that|how|to\s+(?:reporters|journalists))\b"
    r"|\s+(?:on|to|via)\s+(?:X|Telegram|Twitter|Facebook|Instagram|YouTube|TikTok|Weibo|VK|WhatsApp|social\s+media"
    r"|(?:its|his|her|their)\s+(?:[\w'’-]+\s+)?(?:channel|account|page|website|feed))\b"
    r"|\s+(?:(?!(?:of|in|on|at|to|for|with|from|by|and|or|but|who|which|that|as|after|when|near)\s)[\w.'’-]+\s+){1,5}?"
    r"(?:had|has|have|was|were|would|is|are|will|could|can|did|does|hit|struck|took|left|fell|[a-z]{3,30}ed)\b"
)
_ONLY_WITH_WORDS = word_set(
    "maintained maintains maintain added adds posted charged vowed pledged promised alleged"
)
_VOWS = word_set("vowed pledged promised")
_TO_DO = re.compile(r"\s+(?:not\s+)?to\s+(?:\w+ly\s+)?\w+")
_ADMITS = word_set("admitted admits admit")
_PATIENTS = re.compile(rf"\s+{_NUMBER}\b")
_WHAT_IS_SAID = rf"(?:{THEIR_WORD}|ideas?|notions?|theory|theories|narratives?|stor(?:y|ies)|findings?|insinuations?)"
_SAID_BEFORE = re.compile(
    rf"\s+(?:as\s+[\"“'‘]?[\w-]+(?:\s+and\s+[\w-]+)?[\"”'’]?,?\s+)?(?:that\b"
    rf"|(?:(?!(?:of|in|on|at|to|for|with|from|by|and|or|but|as|after|amid|over|before|while)\s)[\w.'’-]+\s+){{0,4}}?{_WHAT_IS_SAID}\b)",
    re.I,
)
_REFUSES_TOO = re.compile(r"reject|dismiss|contest|refus")
_ITS_OBJECT = re.compile(
    r"\s+(?:it|this|that|them|so|(?:(?:the|this|that|these|those|such|any|all|both)\s+(?:\w+\s+)?)?"
    rf"(?:{THEIR_WORD}|intrusion|incident|attack|strike|raid))"
    r"(?=\s*(?:[.,;:]|and\b|but\b|as\b|saying\b|on\s+(?:\w+day\b(?!\s+that)|state|social|Telegram|Twitter|Facebook|X)\b|$))"
)
# Who denies a part in an event doesn't deny the event.
_ITS_PART = re.compile(
    r"\s+(?:(?:any|all|having|its|their|his|her|direct)\s+)*(?:\w+\s+)?(?:involvement|responsibility|role|part|links?"
    r"|connection|knowledge|guilt|blame|carrying|being|supplying|arming|backing|supporting|sending|doing|done)\b"
)
_AS_FALSE = re.compile(rf"\s+as\s+[\"“'‘]?(?:an?\s+)?{FALSE}[\"”'’]?\s*(?:[.,;]|$)")
_IN_OTHER_WORDS = re.compile(
    r"\s+(?:that\s+)?(?:the|its|their|his|her)\s+(?:[a-z][\w-]*\s+){1,3}?(?:had|has|have|was|were)\s[^A-Z]*$"
)
_CLAIM = re.compile(rf"\b{_WHAT_IS_SAID}\b|^\W*(?:it|this|that)\b", re.I)


def is_negated(auxiliaries: str) -> bool:
    """Return whether nothing is said: 'did not say', 'has never denied'."""
    return _NOT.search(auxiliaries) is not None


def is_saying(verb: str, after: str, *, closes: bool) -> bool:
    """Return whether `verb` tells of words, as what follows it in its clause shows.

    `closes`: it ends a clause, and what it may tell stands before it: "..., he added on Monday".
    """
    if verb in _THINGS and _A_THING.match(after):
        return False  # "Russian reports of ..." are things
    if verb in ("told", "tells") and _ORDERED.match(after):
        return False  # "has told its citizens to leave"
    if verb.startswith("claim") and _ITS_LIVES.match(after):
        return False  # "the blast claimed 12 lives"
    if verb in ("accused", "charged") and _OF_WHAT.match(after):
        return False
    if verb in ("confirmed", "reported", "declared") and _FATE.match(after):
        return False
    if verb in _ADMITS and _PATIENTS.match(after) and not _WORDS_FOLLOW.match(after):
        return False  # "hospitals admitted 30 people"
    return closes or verb not in _ONLY_WITH_WORDS or _WORDS_FOLLOW.match(after) is not None


def vowed(verb: str, after: str) -> int:
    """Return the length of `after` that is vowed, in 'vowed to attack X' the verb alone; 0 where none is."""
    match = _TO_DO.match(after) if verb in _VOWS else None
    return match.end() if match else 0


def is_denial(verb: str, after: str) -> bool:
    """Return whether `verb` denies what was said, and no offer, deal or general is rejected."""
    if denies_part(after):
        return False
    if not _REFUSES_TOO.match(verb):
        return True
    return denies_before(after) or _SAID_BEFORE.match(after) is not None


def denies_part(after: str) -> bool:
    """Return whether who denies denies a part in an event alone: 'denied responsibility'."""
    return _ITS_PART.match(after) is not None


def denies_before(after: str) -> bool:
    """Return whether what is denied was named before: 'denies it', 'rejected the claim', 'rejected as a lie'."""
    if _ITS_OBJECT.match(after) or _AS_FALSE.match(after):
        return True
    return not any(char.isalnum() for char in after)


def denies_anew(after: str) -> bool:
    """Return whether what is denied was told before, in other words: 'denied that the town had fallen'."""
    return _IN_OTHER_WORDS.match(after) is not None and is_cue(after, "battlefield")


def is_claim(verb: str, before: str) -> bool:
    """Return whether what is `verb` by somebody was said: 'the claim was rejected by'."""
    return not _REFUSES_TOO.match(verb) or _CLAIM.search(before) is not None

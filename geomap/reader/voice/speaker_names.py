"""The name of who speaks, cut out of the words around a verb of saying."""

from __future__ import annotations

import re

from geomap.reader.voice.speaker_words import speaking_nouns
from geomap.reader.wording.actor_words import lexicon
from geomap.reader.wording.grammar_words import AUX, SAYS
from geomap.reader.wording.speech_words import DEED, FULL_STOP, THEIR_WORD

# A speaker's words are cut off here.
_LEFT_EDGE = re.compile(
    rf",(?!\d)|[;()\"“”—]|:(?!\d)|\s[-–]\s|(?:[!?…]|{FULL_STOP})\s|(?<![\w-])(?:and|but|while|whereas|that|which|as|when|where|after|before|although"
    r"|though|because|if|however|meanwhile|whom|or|until|since|than|what|how)(?![\w-])",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:and|but|yet|so|still|also|then|now|here|there|however|meanwhile|later|earlier|separately|elsewhere|overnight|yesterday"
    r"|(?:on|late|early)\s+(?:on\s+)?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|\d{1,2}[:.]\d\d|[-•*]|\d+\.)\s+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?<!familiar)\s+(?:on(?!\s+human\s+rights)|in\s+a|in\s+an"
    r"|in\s+the(?!\s+(?:capital|city|town|village|area|region|province|district|camp|field|country|north|south|east|west)"
    r"|\s+(?:\w+\s+)?(?:army|military|government|police|ministry|presidency|security\s+(?:forces|services)))"
    r"|late|early|at\s+a|as|who|which|that|where|when|during|after|before|while|via|reached|visiting|leaked|quoted|speaking|close\s+to|reporting"
    r"|by\s+(?:telephone|phone)|told|said|has|had|have|was|were|is|are|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|yesterday|today|this\s+week|last\s+week|to\s+(?:reporters|be|have)|and\s+(?:\w+\s+)?(?:said|added|was|were|that)"
    r"|but|although|though|with)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# 'a charge Belgrade denies'
_OBJECT_FIRST = re.compile(
    rf"^(?:something|(?:an?|the|this)\s+(?:\w+\s+)?(?:{THEIR_WORD}|{DEED}))\s+(?:that\s+|which\s+)?(?=[A-Z]|(?:the|its|his|her|their)\s)"
)
# 'the Northern Relief Network (NRN) | said'
_ACRONYM = re.compile(r"(?<=\w)\s?\([\w .&/’'-]{2,40}\)$")
_UNNAMED = re.compile(
    r"\s+who\s+(?:asked|declined|requested|wished|preferred|refused|spoke|was\s+not|were\s+not|is\s+not)\b[^,;.]*$"
)
WHICH = re.compile(r",\s+(?:which|who)$")
_A_NAME = re.compile(
    r"\s*(?:(?:[Tt]he\s+)?(?:[A-Z][\w.'’-]*\s*){1,4}"
    r"|(?:the|an?|two|three|four|several|many|some)\s+[\w-]+\s*)"
)
_TIE = re.compile(r"\s(?:of|in|for|from|at|with|near)\s")
# A noun where a verb may stand: 'a UN report found', 'the claim that'.
_NOUN_HERE = re.compile(
    r"\b(?:the|an?|this|that|any|its|their|his|her|these|those|will|would|may|might|could|should|must|can|to|wouldn['’]t|won['’]t)$",
    re.I,
)
_NO_SPEAKER = re.compile(
    r"^(?:the|a|an|its|his|her|their|these|those|any|no|new|more)$|^no\s"
    r"|^(?:as|for|to|in|at|of|by|with|from|on|whatever|whoever|what|how|why|if)(?![\w-])"
    r"|^(?-i:[Ii]|[Ww]e|[Yy]ou|[Hh]e|[Ss]he|[Ii]t|[Tt]hey)(?:['’]|\s(?-i:(?![A-Z])))",
    re.IGNORECASE,
)


# 'In the north | the rebels said', 'By evening | officials said'
_OPENING = re.compile(
    r"(?:in|at|by|near|across|around|on|from|outside|inside|within|along)\s", re.IGNORECASE
)
_SUBJECT_HERE = re.compile(
    r"(?<=\w)\s(?=(?P<article>the|an?|its|their|his|her|local|several|two|three|some|many)\s|(?P<noun>[a-z]{4,20})\b)"
)


def _past_opening(text: str) -> int:
    """Return where the subject begins after a phrase without a comma: 'In Kyiv | the air force'; 0 where there is none."""
    if not _OPENING.match(text):
        return 0
    for match in _SUBJECT_HERE.finditer(text):
        if _TIED.search(text[: match.start()].lower()):
            continue
        if match["article"] or (match["noun"] in speaking_nouns() and match["noun"].endswith("s")):
            return match.end()
        if match["noun"] in ("police", "army", "people"):
            return match.end()
    return 0


def named(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range without what leads up to the name or trails it; None when no name is left."""
    text = sentence[start:end]
    lead = len(text) - len(text.lstrip(" \t'‘’\"“”[("))
    text = text[lead:]
    match = _LEADING.match(text)
    if match:
        lead += match.end()
        text = text[match.end() :]
    text = _TRAILING.sub("", text).rstrip(" \t'‘’\"“”])")
    if not any(char.isalpha() for char in text) or len(text) > 90 or _NO_SPEAKER.match(text):
        return None
    if text.endswith(("'s", "’s")):
        return None  # "Moscow's claim": a thing
    if _NOUN_HERE.search(text):
        return None
    if (first := _OBJECT_FIRST.match(text)) is not None:
        lead += first.end()
        text = text[first.end() :]
    return start + lead, start + lead + len(text)


_NEXT = re.compile(
    r"\s(?=(?:the|an?|this|these|its|their|his|her|several|some|many|at\sleast|more\sthan|dozens|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|twenty|\d[\d,]*)\s|[A-Z][\w'’-]{1,30}\s(?:was|were|had|has|have|is|are|would|will)\s"
    r"|(?P<head>[a-z]{3,20}(?:s|men))\s(?:\w{2,20}ed|was|were|had|have|are|shot|took|struck|hit)\s)"
)
_TIED = re.compile(
    r"\b(?:of|in|for|from|at|with|near|and|or|to|by|on|around|across|outside|inside|between|both|all|close|as)$"
)
_MANY = re.compile(r"(?:s|police|radio|television|media|people)$")


def first_named(sentence: str, start: int, end: int) -> int:
    """Return where the first noun phrase of sentence[start:end] ends: 'the army | five soldiers were killed'."""
    for match in _NEXT.finditer(sentence, start + 1, end):
        before = sentence[start : match.start()]
        if _TIED.search(before):
            continue
        if sentence[match.end()].isdigit() and before.split()[-1][0].isupper():
            continue  # "Channel 4"
        if match["head"] and not (match["head"] in lexicon().heads and _MANY.search(before)):
            continue
        return match.start()
    return end


def subject(sentence: str, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends at `end`, the subject of the verb that follows."""
    low = max(0, end - 160)
    text = _ACRONYM.sub("", WHICH.sub("", sentence[low:end]))
    text = _UNNAMED.sub("", text)
    if text.endswith(","):
        # "Ihor K., the mayor, said": the name stands before the apposition
        inner = text[:-1].rfind(",")
        if inner <= 0:
            return None
        text = text[:inner]
    edges = list(_LEFT_EDGE.finditer(text))
    start = edges[-1].end() if edges else 0
    joined = False
    while edges and (edges[-1].group().lower() == "and" or (joined and edges[-1].group() == ",")):
        # "Moscow and Minsk said": both, where what stands before is a name alone
        earlier = edges[-2].end() if len(edges) > 1 else 0
        before = text[earlier : edges[-1].start()]
        is_listed = not joined and text[:earlier].endswith(",")
        is_name = _A_NAME.fullmatch(before) is not None and (
            not joined or before.split()[0] not in lexicon().not_names
        )
        if not is_name and not _speak(before, is_listed=is_listed):
            break
        joined = True
        start = earlier
        edges.pop()
    lead = len(text[start:]) - len(text[start:].lstrip())
    start += lead + _past_opening(text[start + lead :])
    return named(sentence, low + start, low + len(text))


def _speak(text: str, *, is_listed: bool) -> bool:
    """Return whether `text` names some who may speak, with no verb: 'local officials in the north'.

    Where a comma stands before it (`is_listed`), any plural may.
    """
    words = text.lower().split()
    noun = _TIE.split(text.lower(), maxsplit=1)[0].split()
    return (
        0 < len(noun) <= len(words) <= 7
        and (noun[-1] in speaking_nouns() or (is_listed and noun[-1].endswith("s")))
        and not any(_is_verb(word) for word in words)
    )


def _is_verb(word: str) -> bool:
    words = lexicon()
    if word in AUX or word in SAYS or (word.endswith("ed") and word not in words.inside):
        return True
    return word not in words.nouns and any(word in forms for forms in words.verbs.values())

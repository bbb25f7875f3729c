"""Whether a sentence leaves open what happened: 'has not confirmed that it struck X' denies nothing."""

from __future__ import annotations

import re
from functools import lru_cache

_NOT = r"(?:\b(?:not|never|no\s+longer)|n['’]t|\bcannot)"
_HOW = r"(?:yet|\w{3,20}ly|publicly\s+or\s+privately)"
_WONDER = r"(?:whether|if|who|what|where|when|why|how|which|exactly)"
_VERB = (
    r"(?:confirm(?:ed|s)?|verif(?:y|ied|ies)|corroborated?|authenticated?|acknowledged?|admit(?:ted)?"
    r"|den(?:y|ied|ies)|comment(?:ed)?|respond(?:ed)?|independently\s+establish(?:ed)?"
    rf"|(?:say|said|specif(?:y|ied)|disclosed?|reveal(?:ed)?|know|tell|clear|known|certain|sure)\s+{_WONDER})"
)
_REFUSES = (
    r"(?:rul(?:e|ed|es|ing)\s+out|exclud(?:e|ed|es|ing)|reject(?:ed|s|ing)?|refus(?:e|ed|es|ing))"
)
_RESPONSIBILITY = r"claim(?:ed|s)?\s+(?:immediate\s+)?responsibility"
# What opens the words whose truth is left open.
_OPENS = re.compile(
    rf"{_NOT}\s+(?:{_HOW}\s+){{0,2}}(?:be(?:en)?\s+)?(?:able\s+to\s+)?(?:{_HOW}\s+)?(?:{_VERB}|{_RESPONSIBILITY}|{_REFUSES})\b"
    rf"|\b(?:nobody|no\s+one|nothing|neither(?:\s+\w+){{0,2}})\s+(?:(?:has|have|had|is|was|will|would)\s+)?(?:been\s+)?{_REFUSES}\b"
    r"|\bneither\s+confirm(?:ed|s|ing)?\s+nor\s+den(?:y|ied|ies|ying)\b"
    rf"|\b(?:yet|declin(?:ed|es|ing)|refus(?:ed|es|ing)|unable|fail(?:ed|s|ing)|impossible)\s+to\s+(?:{_HOW}\s+)?"
    rf"{_VERB}\b"
    r"|\b(?:without|short\s+of|instead\s+of)\s+(?:confirming|verifying|acknowledging|saying\s+whether)\b"
    r"|\bno\s+(?:\w{3,20}\s+){0,2}?(?:confirmation|verification|comment|word|claims?\s+of\s+responsibility)\b"
    rf"|\bno\s+(?:one|group|party|faction|organi[sz]ation)\s+(?:has|had|have)?\s*(?:\w{{3,20}}\s+)?{_RESPONSIBILITY}\b"
    rf"|\bunclear\s+{_WONDER}\b",
    re.I,
)
# ... and what closes them: 'reports that X fell could not be verified'
_CLOSES = re.compile(
    r"\b(?:(?:could|can|was|were|is|are|has|have|had|remain(?:ed|s)?)(?:\s+not|n['’]t)|cannot)"
    rf"\s+(?:{_HOW}\s+){{0,2}}(?:be(?:en)?\s+)?(?:{_HOW}\s+)?(?:verified|confirmed|corroborated|authenticated)\b"
    r"|,\s(?:which|an?\s(?:claim|report|charge|statement)(?:\s(?:that|which))?)\s[^,;.]{2,40}?\s(?:(?:was|were|is|are)\s(?:unable|not\sable)\sto"
    r"|could\snot|cannot|can\snot)\s(?:independently\s)?(?:verify|confirm|corroborate|authenticate)\b"
    rf"|\b(?:is|are|was|were|proved?|remain(?:s|ed)?)\s+(?:impossible|difficult|hard)\s+to\s+(?:{_HOW}\s+)?"
    r"(?:verify|confirm|corroborate|authenticate)\b"
    r"|\b(?:(?:remain(?:s|ed)?|(?:is|are|was|were)(?:\s+still)?)\s+)un(?:confirmed|verified)\b",
    re.I,
)
# Alternatives for a regular expression, whatever the case: what negates or denies.
NEGATES = (
    r"\b(?:no|not|never|none|nothing|nobody|neither|nor|without|false|untrue|fake)\b|n['’]t\b"
    r"|\b(?:denied|denies|deny|denying|rejected|dismissed|refuted)\b"
)
_NEGATES = re.compile(NEGATES, re.I)
_TURNS = re.compile(
    r";|,\s+(?:but|while|although|though|whereas)\b|\bbut\b|,\s+and\s+(?:that\s+)?no\b"
)
# What is known not to have been, whatever is left open of it: 'did not say why the cancelled talks in X ...'
_CANCELLED = re.compile(
    r"\b(?:cancel+\w*|call(?:ed)?\s+off|scrapped|abandoned|fell\s+through|(?:is|was|were)\s+off|failed\s+attempt|foiled|thwarted|no\s+such"
    r"|refus(?:ed|al)\s+to\s+(?:meet|attend|go|travel|receive|talk)|turned\s+down|pull(?:ed|ing)?\s+out\s+of|boycott\w*"
    r"|never\s+(?:took|happened|met|held|materiali[sz]ed))\b",
    re.I,
)
_FAR = 160  # code points


@lru_cache(maxsize=64)  # several rules ask it of one mention
def left_open(
    sentence: str, mention: tuple[int, int], trigger: tuple[int, int] | None = None
) -> str | None:
    """Return the words of `sentence` that leave open whether the event happened; None: there are none.

    `mention` and `trigger` are ranges of it. Nothing is left open where something else negates.
    """
    if _CANCELLED.search(sentence):
        return None
    first = min(mention[0], trigger[0] if trigger else mention[0])
    last = max(mention[1], trigger[1] if trigger else mention[1])
    for match in _OPENS.finditer(sentence, max(0, first - _FAR), first):
        told = sentence[match.end() : last]
        if not (_NEGATES.search(told) or _TURNS.search(told)):
            return match.group()
    closing = _CLOSES.search(sentence, last, last + _FAR)
    if closing is None or _TURNS.search(sentence, last, closing.start()):
        return None
    return None if _NEGATES.search(sentence, 0, closing.start()) else closing.group()

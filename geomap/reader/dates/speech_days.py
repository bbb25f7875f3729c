"""Whether a date says when something was said, not when it happened."""

from __future__ import annotations

import re

from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.wording.speech_words import SPEAKING

# 'Port Said', 'Edward Said': no verb
_NO_NAME = r"(?!(?-i:(?<=[A-Za-z][\s-])Said\b))"
_SPOKE_ON = re.compile(
    rf"\b{_NO_NAME}(?P<verb>{SPEAKING})(?P<between>(?:\s+(?!that\b)[\w'’-]+){{0,4}}?)\s*,?\s*"
    r"(?:on\s+|late\s+|early\s+|in\s+(?:a\s+)?)*$",
    re.I,
)
# 'the accused shelled', 'the reported attack': such a word speaks not
_NO_SPEAKER = re.compile(r"\b(?:the|an?|these|those|its|their|his|main|prime|chief)\s+$", re.I)
# 'said the overnight shooting', 'announced after the May attacks': the event's own day
_OF_AN_EVENT = re.compile(rf"\s+(?:[\w-]{{1,30}}\s+){{0,2}}?{EVENT_NOUN}\b")
_DETERMINED = re.compile(r"(?<!in )(?<!at )(?<!during )\b(?:the|an?|that|this|its|their)\s+$", re.I)
# 'beheadings were reported in X in April'
# 'says envoys meet in X in two days': counted from what was said, so never its day
_IN_SO_LONG = re.compile(r"in\s+(?:[\w-]+\s+){1,3}(?:days?|weeks?|fortnight|months?|years?)", re.I)
_WERE_REPORTED = re.compile(
    r"(?<!\b[Ii]t )\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?reported\s+"
    r"(?:(?:in|at|near|on|around|outside|from|over)\s+(?:[\w'’-]+\s+){1,4})?(?:on|in|late|early)?\s*$"
)
_PARTICIPLE = re.compile(r"(?!told|said)\w*(?:ed|d)$", re.I)
_VERB = (
    r"(?:[a-z]{2,}ed|hit|struck|took|fell|shot|fought|left|led|blew|broke|began|came|went|flew|met|saw|sent|drove|ran"
    r"|overran|lost|won|sank|held|set|hurt|burnt|laid|withdrew|swept|beat|bore|made|gave|died|was|were|is|are|has|have"
    r"|had|will|would|could|may|might|did|does|do|can|must|should)"
)
# 'the lake states met', 'whom the army said was hit on Monday': no day of speech
_ITS_OWN_VERB = re.compile(rf"\s+(?:\w+ly\s+)?{_VERB}(?![\w'’-])")
# What is told in so few words, its verb behind its subject: 'said shells hit X', 'says it took X'.
_TOLD = re.compile(
    r"\s(?!(?:an?|the|his|its|her|their|in|on|at|by|with|of|after|from|as|\w+ly)\s)[\w'’-]+\s+(?:\w+ly\s+)?"
    rf"{_VERB}(?![\w'’-])"
)
# 'accused them of bombing X', 'denied shelling X'
_ACT_TOLD = re.compile(rf"\sof\s+(?:[a-z]+ing\b|(?:an?\s+)?{EVENT_NOUN}\b)|^\s+[a-z]+ing\s+[A-Z]")
_TO_DO = re.compile(r"\s+to\s+[a-z]+\s")  # 'had promised to visit X in May'
_UP_TO = re.compile(r"\b(?:before|by|until|till)(?:\s+the)?$")  # 'vowed to take X before'
_REPORTED = re.compile(
    rf"^\s+(?:(?:an?|the|heavy|new|more|fresh|air)\s+){{0,3}}{EVENT_NOUN}\s+(?:on|in|at|near)\b"
)
_SUBJECT = re.compile(
    r"\s+(?!(?:in|on|at|by|to|from|late|early|earlier|again|here|via|after|during|yesterday)\b)\S+(?:\s\S+){0,2}"
)
_ITS_VERB = re.compile(rf"\s+(?:\w+ly\s+)?{_VERB}\s")
_ON_SPOKE = re.compile(rf"^\s*,?\s*(?:\w+ly\s+)?{_NO_NAME}(?:{SPEAKING})\b", re.I)
# 'shells hit X on Monday, said the mayor'; not 'the army, on Monday, said X had fallen'
_SAID_WHO = re.compile(
    rf"\s*,\s+(?:{SPEAKING})\s+(?!that\b)(?:(?!{_VERB}\b)[\w'’.-]+\s*){{1,8}}?(?:[,;]|\.?\W*$)"
)
_RELATIVE = re.compile(r",\s(?:which|who|whose|that)\s(?:[^,;]|,\s(?:on\s)?(?=[A-Z]|$))*$")
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
# 'blamed its neighbour on Friday for the collapse of talks'
_JUDGED, _FOR_WHAT = (
    re.compile(
        r"\b(?:blam|critici[sz]|prais|denounc|thank)(?:ed|es|s)\s+(?:the\s+|its\s+)?[\w'’-]+(?:\s+[A-Z][\w'’-]*)?\s+(?:late\s+|early\s+)?on\s+$"
    ),
    re.compile(r"\s+(?:for|over)\b"),
)
# 'signed a joint statement on Tuesday'
_SIGNED = re.compile(r"\bsign(?:s|ed|ing)\s+(?:an?|the|their|its)\s+(?:[\w-]+\s+){0,3}$")
_WORDED = re.compile(r"\s+(?:welcom|condemn|call|urg|demand|prais|support)\w*ing\b")
_PAPER = re.compile(
    r"^['’]s?\s+(?:statement|announcement|remarks|speech|report|interview|comments|decision)\b"
    r"|^\s+(?:statement|announcement|report|interview|briefing|news conference|press conference)\b",
    re.I,
)


def is_day_of_speech(sentence: str, start: int, end: int) -> bool:
    """Return whether the date sentence[start:end] says when something was said, not when it happened."""
    if _IN_SO_LONG.fullmatch(sentence, start, end):
        return False
    before = sentence[max(0, start - 60) : start]
    after = sentence[end : end + 40]
    if _PAPER.match(after):
        return True
    is_spoken = _ON_SPOKE.match(after) and _SAID_WHO.match(sentence, end) is None
    if is_spoken and not re.search(r"[,;]\s*$", before):
        # "the army, which took Ansel in May, said": the clause before the comma is another's
        told = sentence[max(0, start - 160) : start]
        return re.match(r"\s*,", after) is None or _RELATIVE.search(told) is None
    words = _IN_WORDS.search(before)
    if words and _SIGNED.search(before, 0, words.start()) and not _WORDED.match(after):
        words = None
    if _FELT_ON.search(before) or words or (_JUDGED.search(before) and _FOR_WHAT.match(after)):
        return True
    if _WERE_REPORTED.search(before) or (_DETERMINED.search(before) and _OF_AN_EVENT.match(after)):
        return False
    return _spoke_on(before, after) and _MADE_KNOWN.search(before) is None


def _spoke_on(before: str, after: str) -> bool:
    """Return whether a verb of speech reaches up to the end of `before`, with no clause between."""
    match = _SPOKE_ON.search(before)
    while match is not None:
        if not (_is_no_speech(match, before) or _tells_between(match, after)):
            return True
        match = _SPOKE_ON.search(before, match.start("between"))
    return False


def _is_no_speech(match: re.Match[str], before: str) -> bool:
    if _ITS_OWN_VERB.match(match["between"]):
        return True
    if _TO_DO.match(match["between"]) and before.endswith("in "):
        return True
    return (
        _PARTICIPLE.match(match["verb"]) is not None
        and _NO_SPEAKER.search(before, 0, match.start()) is not None
    )


def _tells_between(match: re.Match[str], after: str) -> bool:
    """Return whether what was said stands between the verb and the date: 'said shells hit X on'."""
    between, verb = match["between"], match["verb"].lower()
    if _TOLD.search(between) or _ACT_TOLD.search(between) or _UP_TO.search(between):
        return True
    if verb.startswith("report") and _REPORTED.match(between):
        return True
    # "said rebels on Monday attacked X"
    return (
        not verb.startswith("t")
        and _SUBJECT.fullmatch(between) is not None
        and _ITS_VERB.match(after) is not None
    )

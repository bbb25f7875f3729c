"""What was only thought of, or came to nothing, or took place elsewhere: words that plainly say so."""

from __future__ import annotations

import re
from collections.abc import Callable

Range = tuple[int, int]
Rule = Callable[[str, Range, int], str | None]  # sentence, mention, where the cue starts -> words

HAPPENED = ("occurred", "ongoing")
MAY_BE = (*HAPPENED, "planned", "proposed")

# 'Had they met in X in May, it would have ended'; not 'had the raid on X failed', nor 'asked if they had met in X'
_DONE = r"(?:\w+ed|met|hit|struck|taken|gone|come|sat|begun|fought|held|shot|won|sent)"
_SUBJECT = r"(?:the|an?|they|he|she|it|we|his|its|their|[A-Z][\w'’-]*)"
_HAD = re.compile(
    rf"(?:^|[,;:]\s(?:and\s|but\s)?|[“\"‘])[Hh]ad\s{_SUBJECT}\s(?:(?!(?:on|in|at|near|from|not|never)\s)[\w'’-]+\s){{0,5}}?{_DONE}\s"
    r"|(?<!as\s)(?<!even\s)(?<!ask\s)(?<!asked\s)(?<!know\s)(?<!unclear\s)(?<!doubt\s)\b[Ii]f\s(?:only\s)?(?:[\w'’-]+\s){1,8}?had\s(?!been\b)"
)
_WOULD_HAVE = re.compile(r"\b(?:would|could|might)(?:n['’]t)?\s(?:\w+\s){0,2}?have\b|['’]d\shave\b")
_OTHER_CLAUSE = re.compile(
    r",|;|\b(?:that|which|who|whose|where|after|before|when|since|while|not|never)\b|n['’]t\b"
)
# 'He wished he had bombed |', 'came close to meeting in |'
_WISHED = re.compile(r"\bwish(?:es|ed|ing)?\s(?:that\s)?(?:[\w'’-]+\s){1,4}?had\s(?:\w+\s)?$")
_CLOSE_TO = re.compile(
    r"\b(?:came|come|comes|was|were|been)\s(?:(?:very|so|within\s\w+\sof|perilously|dangerously)\s)?"
    r"(?:close|near)\sto\s(?:(?:an?|the|holding|signing|attending|their|its)\s)?(?:\w+\s)?$"
)
# 'nearly hit X'; 'nearly hit a school in X' fell in X
_NEARLY = re.compile(
    r"\b(?:nearly|almost|narrowly)\s(?:(?:hit|struck|bombed|shelled|attacked|visited)\s(?:the\s)?|(?:met|signed)\s(?:[\w'’-]+\s){0,3}(?:in|at)\s(?:the\s)?)$"
)
_AIMING = re.compile(
    r"(?:meet|hit|strik|sign|bomb|shell|visit|talk|go)\w*|meeting|summit|deal|agreement|truce|cease-?fire"
)
_INSTEAD_OF = re.compile(
    r"\b(?:[Ii]nstead\sof|[Ii]n\splace\sof|[Rr]ather\sthan)\s(?:in\s|at\s|to\s)?(?:the\s)?$"
)
_NOT = re.compile(r"(?:^|[,;]\s|\b(?:was|were|is|are)\s)[Nn]ot\s(?:in\s|at\s|to\s)?(?:the\s)?$")
_BUT = re.compile(r",?\sbut\s(?:in\s|at\s|to\s)?(?:the\s)?[A-Z]")
MOVED_AWAY = r"(?:moved|shifted|switched|relocated|transferred)"
# 'The talks were moved from X to Y'; 'the talks moved from X to Y' went on
_MOVED = re.compile(
    rf"\b(?:talks?|negotiations|summit|meeting|round|conference|ceremony|signing|venue|session)\b(?:(?!\b(?:wounded|soldiers|troops|prisoners|people|patients|refugees|fighters)\b)[^,;.]){{0,60}}?\b(?:was|were|been|be|being|is|are)\s(?:\w+ly\s)?{MOVED_AWAY}\s(?:away\s)?from\s(?:the\s)?$"
)
_TO = re.compile(r"(?:,\s[A-Z][\w'’-]+,?)?\s(?:on\s\w+\s)?to\s")
_NEVER_CAME = re.compile(
    r"\b(?:(?:did\snot|didn['’]t|failed\sto|has\snot|have\snot|had\snot)\s(?:materiali[sz]ed?|happen(?:ed)?|taken?\splace)"
    r"|never\s(?:materiali[sz]ed|happened|took\splace)|nothing\s(?:of\sthe\skind\s)?happened)\b"
)
_CLAUSE = re.compile(r"[;.!?]\s|,\s(?:and|while|whereas)\s")

_UNSURE = r"(?:unclear|uncertain|in\s(?:\w+\s)?doubt|up\sin\sthe\sair)"
_IN_DOUBT = re.compile(
    rf"\s(?:(?!before|after|since|was|were|had|and|but)[\w'’-]+\s){{0,4}}?(?:(?:is|are|remains?|looks?)\s(?:now\s|still\s)?{_UNSURE}\b|hangs?\sin\sthe\sbalance\b)"
)
# 'The deal signed in X is in doubt': it was signed
_IS_OVER = re.compile(
    r"\b(?:signed|agreed|reached|brokered|struck|concluded|sealed|ended|began|begun|held|forged|negotiated)\b"
)
_WHETHER = re.compile(
    r"\b(?:unclear|uncertain|not\s(?:yet\s)?(?:clear|certain|known)|remains\sto\sbe\sseen|depends\son)\s(?:if|whether)\s(?:(?!had\s|has\s|have\s|was\s|were\s|attend|travel|join|stay|go\s)[\w'’-]+\s){1,10}$",
    re.I,
)
_WHETHER_FIRST = re.compile(r"^\W*Whether\s(?:(?!had\s|has\s|have\s|was\s|were\s)[\w'’-]+\s){1,8}$")
_TAKES_PLACE = re.compile(
    r"\s(?:\w+\s){0,2}?(?:takes?\splace|goes?\sahead|happens?|comes?\soff|(?:will|can|is\sto)\s(?:now\s|still\s)?(?:take|go|be\sheld|happen))\b"
)
_ONLY_IF = re.compile(r"(?:\s(?!and\b|but\b)[\w'’-]+){0,5}?,?\sonly\s(?:if|when|once)\b")
_NO_DATE = re.compile(
    r"[^.;!?]{0,40}?\b(?:no|without\sa|not\sset\sa|yet\sto\sset\sa)\s(?:(?:firm|exact|new|fixed)\s)?(?:date|day|time)\b"
)
_AGREED = re.compile(
    r"(?<!not\s)(?<!never\s)(?<!n't\s)(?<!n’t\s)(?<!has\s)\b(?:agreed|agrees?|decided)\s(?:in\sprinciple\s)?to\s(?:(?:hold|meet|convene|visit|return|travel|go|send|gather|resume|reopen|open)\b)[^.;!?,]{0,60}$"
)
_OFF_TABLE = re.compile(
    r"\b(?:not|no\slonger|never)\son\sthe\stable\b"
    r"|(?<!not\s)(?<!never\s)(?<!n't\s)(?<!n’t\s)(?<!means\s)(?<!nor\s)(?<!entirely\s)\boff\sthe\stable\b"
)
_FLOATED = re.compile(
    r"\b(?:float(?:ed|s|ing)|moot(?:ed|s|ing)|push(?:ed|es|ing)\sfor|lobb(?:ied|ies|ying)\sfor|promot(?:ed|es|ing))\s"
    r"(?:(?!which|that|who|after|before|agreed|planned|due|to\sbe|will|would|in\s|at\s)[\w'’-]+\s){0,6}(?:in\s(?:the\s)?)?$"
)
_FAVOURITE = re.compile(
    r"(?:,?\s(?:is|was|remains)|,)\s(?:[\w'’-]+\s){0,4}?(?:preferred|favou?red|likeliest|most\slikely|favou?rite)\s(?:(?:venue|host|choice|place|site|city|option)\b|for\sthe\b)"
)
_SET = re.compile(r"\bwill\b|\bon\s[A-Z]\w+day\b|\bdue\b|\bto\sbe\sheld\b")
# 'rejected X and prefers Y'
_PREFERS = re.compile(
    r"(?<!not\s)(?<!longer\s)(?<!never\s)\b(?:prefer(?:s|red|ring)?|favou?r(?:s|ed|ing)|wants?|wanted|propos(?:es|ed|ing)|suggest(?:s|ed|ing)"
    r"|offer(?:s|ed|ing)|insist(?:s|ed|ing)\son|push(?:es|ed|ing)\sfor|leaning\stowards?|leans?\stowards?)\s(?:to\s(?:meet|go)\s(?:in|to)\s)?(?:the\s)?$"
)
_REFUSAL = re.compile(
    r"\b(?:reject|refus|rul(?:ed|ing|es)\sout|turn(?:ed|ing|s)\sdown|declin|spurn|dismiss|veto)\w*\b"
)
_THE_CHOICE = re.compile(
    r"\b(?:denounc|criticis|criticiz|condemn|deplor|attack|object\w*\sto|protest\w*\s(?:at|against))\w*\s(?:the\s)?choice\sof\s(?:the\s)?$"
)
# 'In X, envoys invited both sides to resume talks on July 23'
_IN = re.compile(r"^\W*(?:In|At)\s(?:the\s)?$")
_INVITED = re.compile(
    r",\s(?!after|where|when|who|which)(?:[\w'’.-]+,?\s){1,9}?(?:invited|asked|urged|called(?:\son)?|summoned)\s(?:[\w'’-]+\s){1,6}?"
    r"(?:to\s(?:resume|return|come\sback|meet|sit\sdown|gather|reconvene|attend)|(?:back|to)\s(?:for\s)?an?\s(?:\w+\s)?(?:round|meeting|session|summit|conference))\b"
    r"(?![^.;]{0,60}\bin\s(?!January|February|March|April|May|June|July|August|September|October|November|December)[A-Z])"
    r"(?=[^.;]{0,40}\b(?:on|next|by|in)\s(?:[A-Z]|\d|week|month|early|late|mid|the))"
)

# 'X cancels trip to Y'; not 'threatened to cancel', 'has not cancelled'
_CALLED_OFF = re.compile(
    r"(?<!not\s)(?<!never\s)(?<!n['’]t\s)(?<!if\she\s)(?<!\ba\s)(?<!\bthe\s)\b(?:cancel(?:s|l?ed)|call(?:s|ed)\soff|scrap(?:s|ped)|abandon(?:s|ed)|axe[sd])\s"
    r"(?:[\w'’-]+\s){0,4}?(?:trip|visit|journey)\s(?:to|in)\s(?:the\s)?$",
    re.I,
)
# 'Leaders confer in X on Saturday': told in the present of a day to come; not 'saw them meet', 'usually meet'
_NOT_SO = (
    r"(?:saw|sees?|seen|watch\w*|help\w*|ma[dk]e|had|ha[vs]e|lets?|did|do|does|to|will|would|can|could|may|might|must|should|shall|not|never|usually|often|always"
    r"|regularly|as|when|if|that|who|whose|where|after|before|while|once|until|since)"
)
_MEET = re.compile(
    rf"(?:^\W*|[;:]\s|,\s(?:and|but)\s)(?:(?!{_NOT_SO}\b|\d)[\w'’-]+,?\s){{1,8}}(?:re)?(?:meet|confer|gather|convene|assemble)\s(?:again\s)?(?:in|at)\s(?:the\s)?$",
    re.I,
)
_A_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_ON_A_DAY = re.compile(
    r",?\s(?:on\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z][a-z]+\s\d|\d{1,2}\s[A-Z])|next\s|tomorrow\b|this\s(?:weekend|Mon|Tue|Wed|Thu|Fri|Sat|Sun))"
)
# 'has already been to X and Y and will end his trip in Z'
_HAS_BEEN = re.compile(
    r"\b(?:has|have)\s(?:already\s|also\s|just\s|recently\s)?(?:been\s(?:to|in)|visited|travelled\sto|flown\sto)\s(?:the\s)?"
    r"(?:[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?(?:,\s|\sand\s))*$"
)
_STOPS = re.compile(
    r"\W*$|[,.;)]|\s(?:and\b(?!\s[A-Z]\w+\s(?:is|are|will|would))|on|for|this|last|before|to)\b"
)
_NOT_YET = re.compile(
    r"\b(?:no|none|neither|nor|few|nobody|nothing|once|after|until|till|if|when|by|will|would|may|might|never|not|before)\b",
    re.I,
)
# 'could not accept X under any conditions'; not 'unless'
_NOT_THERE = re.compile(
    r"\b(?:could|can|would|will|did|does|do)(?:\s?not|n['’]t|\snever)\s(?:accept|agree\sto|consider)\s(?:the\s)?$"
)
_ON_NO_TERMS = re.compile(
    r"(?=\W*$|[.;”\"]|,?\s(?:as|under\sany|in\sany|at\sall|whatever)\b)(?![^.;!?]{0,80}?\b(?:unless|until|before|if|but|without|except|now)\b)"
)
_NOT_THE_CASE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|not\strue|untrue|no\sreason|why|whether|at\sfirst|initially)\b"
)
# 'was criticised for not cancelling his trip to X'
_NOT_CANCELLED = re.compile(
    r"\b(?:not|without|rather\sthan)\s(?:having\s)?cancel+(?:ed|ing)\s(?:[\w'’-]+\s){0,4}?(?:trip|visit|journey|talks|meeting)\s(?:to|in|with|at)\s(?:the\s)?$"
)


def called_off(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which a trip to `mention` was called off."""
    return _of_a_trip(_CALLED_OFF, sentence, mention)


def _not_cancelled(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which a trip to `mention` was not called off."""
    return _of_a_trip(_NOT_CANCELLED, sentence, mention)


def _of_a_trip(pattern: re.Pattern[str], sentence: str, mention: Range) -> str | None:
    found = pattern.search(sentence, max(0, mention[0] - 200), mention[0])
    return found.group().strip() if found else None


def _meet_on(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which a meeting at `mention` lies ahead, told of in the present."""
    day = _ON_A_DAY.match(sentence, mention[1])
    if day is None or _A_YEAR.search(sentence) or "?" in sentence:
        return None
    found = _MEET.search(sentence[max(0, mention[0] - 160) : mention[0]])
    return day.group().strip(" ,") if found else None


def _has_been(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which a stop of a trip is behind."""
    found = _HAS_BEEN.search(sentence, max(0, mention[0] - 120), mention[0])
    if found is None or not _STOPS.match(sentence, mention[1]):
        return None
    return None if _NOT_YET.search(sentence[: found.start()][-60:]) else found.group().strip()


def _not_accepted(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which a venue at `mention` is refused, whatever the terms."""
    found = _NOT_THERE.search(sentence, max(0, mention[0] - 60), mention[0])
    if found is None or not _ON_NO_TERMS.match(sentence, mention[1]):
        return None
    return None if _NOT_THE_CASE.search(sentence[: found.start()][-80:]) else found.group().strip()


def _never_was(sentence: str, mention: Range, start: int) -> str | None:
    """Return the words by which an event was only thought of or nearly came; `start`: where its cue does."""
    for match in _HAD.finditer(sentence, 0, mention[0]):
        if _OTHER_CLAUSE.search(sentence, match.end(), mention[0]):
            continue
        last, first = _WOULD_HAVE.search(sentence, mention[1]), _WOULD_HAVE.search(sentence)
        if last or (first and first.end() <= match.start()):
            return match.group().strip(' ,;:“"‘')
    before = sentence[max(0, start - 80) : start]
    thought = _WISHED.search(before)
    if thought is None and _AIMING.match(sentence, start):
        thought = _CLOSE_TO.search(before)
    if thought:
        return thought.group().strip()
    nearly = _NEARLY.search(sentence[max(0, mention[0] - 80) : mention[0]])
    return nearly.group() if nearly else None


def _elsewhere(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which another place than `mention` had the event."""
    before = sentence[max(0, mention[0] - 80) : mention[0]]
    if match := _INSTEAD_OF.search(before):
        return match.group().strip()
    if (moved := _MOVED.search(before)) and _TO.match(sentence, mention[1]):
        return moved.group().strip()
    negated = _NOT.search(before)
    if negated and _BUT.match(sentence, mention[1]):
        return negated.group().strip(" ,;")
    return None


def _came_to_nothing(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words that say, in the clause of `mention`, that what was feared did not come."""
    match = _NEVER_CAME.search(sentence)
    if match is None:
        return None
    low, high = min(match.end(), mention[1]), max(match.start(), mention[0])
    return None if _CLAUSE.search(sentence, low, high) else match.group()


def _in_doubt(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words that leave open whether what is planned at `mention` will take place."""
    before = sentence[: mention[0]][-120:]
    found = (
        _IN_DOUBT.match(sentence, mention[1])
        or _ONLY_IF.match(sentence, mention[1])
        or _WHETHER.search(before)
        or (_TAKES_PLACE.match(sentence, mention[1]) and _WHETHER_FIRST.search(before))
    )
    return found.group().strip(" ,") if found else None


def _hangs(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which a meeting named at `mention` is itself in doubt."""
    found = _IN_DOUBT.match(sentence, mention[1])
    done = _IS_OVER.search(sentence, max(0, mention[0] - 60), mention[0])
    return found.group().strip() if found and not done else None


def _agreed_undated(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which it is agreed, though its day is not."""
    undated = _NO_DATE.match(sentence, mention[1])
    agreed = _AGREED.search(sentence, max(0, mention[0] - 120), mention[0])
    return undated.group().strip(" ,") if undated and agreed else None


def _off_the_table(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which what is told of `mention` is not considered."""
    found = _OFF_TABLE.search(sentence[mention[1] : mention[1] + 60].split(";", 1)[0])
    return found.group() if found else None


def _only_suggested(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which a venue is wished for by somebody, no more."""
    found = _FLOATED.search(sentence, max(0, mention[0] - 120), mention[0])
    if found is None and not _SET.search(sentence, 0, mention[0]):
        found = _FAVOURITE.match(sentence, mention[1])
    return found.group().strip(" ,") if found else None


def _preferred(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which a venue is preferred to the one refused before it."""
    found = _PREFERS.search(sentence, max(0, mention[0] - 60), mention[0])
    return found.group().strip() if found and _REFUSAL.search(sentence, 0, found.start()) else None


def _chosen(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which a choice that is made is only criticised."""
    found = _THE_CHOICE.search(sentence, max(0, mention[0] - 60), mention[0])
    return found.group().strip() if found else None


def _invited(sentence: str, mention: Range, _: int) -> str | None:
    """Return the words by which a meeting at `mention` is only called for: 'In X, envoys invited both to ...'."""
    if not _IN.match(sentence[: mention[0]]):
        return None
    found = _INVITED.match(sentence, mention[1])
    return found.group().strip(" ,") if found else None


# Answers of the network that a rule mends, the class it is for (None: either), and what it makes of them.
RULES: tuple[tuple[tuple[str, ...], str | None, Rule, tuple[str, ...]], ...] = (
    ((*MAY_BE, "ruled_out"), None, _never_was, ("did_not_occur",)),
    (MAY_BE, "diplomatic", _elsewhere, ("ruled_out",)),
    (MAY_BE, "battlefield", _elsewhere, ("did_not_occur",)),
    (("ruled_out", "proposed"), "battlefield", _came_to_nothing, ("did_not_occur",)),
    (("ruled_out",), "diplomatic", _preferred, ("proposed",)),
    (("ruled_out",), "diplomatic", _not_cancelled, ("occurred", "planned")),
    (("ruled_out",), "diplomatic", _chosen, ("planned",)),
    (HAPPENED, "diplomatic", _meet_on, ("planned",)),
    (("planned", "proposed"), "diplomatic", _has_been, ("occurred",)),
    (("proposed", "planned"), "diplomatic", _not_accepted, ("ruled_out",)),
    (("occurred",), "diplomatic", _invited, ("proposed",)),
    (HAPPENED, "diplomatic", _hangs, ("proposed",)),
    (("planned",), "diplomatic", _in_doubt, ("proposed",)),
    (("planned",), "diplomatic", _only_suggested, ("proposed",)),
    (("proposed", "ruled_out"), "diplomatic", _agreed_undated, ("planned",)),
    (("proposed",), None, _off_the_table, ("ruled_out",)),
)

"""Whether what is told of happened: the network's answer, and phrases that plainly say otherwise.

Each rule names the answers that it mends, the words that it looks for, and what these make of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from geomap.reader import unreal
from geomap.reader.decode import Read
from geomap.reader.labels import STATUS
from geomap.reader.unreal import HAPPENED, MAY_BE, called_off
from geomap.reader.voice.denials import only_disputed
from geomap.reader.voice.left_open import NEGATES, left_open
from geomap.reader.wording.cues import Cue, cue_spans

Range = tuple[int, int]
_NOT_SO = ("did_not_occur", "ruled_out")

_REFUSED = re.compile(r"rul\w*\sout|exclud|reject|refus", re.I)

_HARM = r"(?:casualt(?:y|ies)|injur(?:y|ies)|deaths?|fatalit(?:y|ies)|victims?|damage|bodies|loss\sof\slife|wounded)"
_HURT = r"(?:hurt|killed|injured|wounded|harmed|died?)"
_NO_HARM = re.compile(
    rf"\b(?:no|without|nor\sany|not\sany)\s(?:\w+\s){{0,3}}?{_HARM}(?:\s(?:or|and|nor)\s(?:\w+\s)?{_HARM})?"
    rf"(?:\s(?:were|was|have\sbeen|are|is)\s(?:\w+\s)?(?:reported|caused|recorded|known))?"
    rf"|\b(?:no\sone|nobody|none|no\s\w+(?:\s\w+)?)\s(?:\w+\s)?(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen|has|had)?\s?(?:\w+\s)?{_HURT}"
    rf"|\b(?:not|n['’]t)\s(?:kill|hurt|injure|wound|harm|cause)\w*\s(?:any(?:one|body)|any\s{_HARM})",
    re.I,
)
_NEGATES = re.compile(rf"{NEGATES}|\b(?:hoax|staged|fabricated|averted|foiled|thwarted)\b", re.I)
# 'denied that its leader was killed in Monday's strike on X': the strike is taken for granted
_DENIED_PART = re.compile(
    r"\bden(?:ied|ies|y|ying)\b[^;.!?]{0,100}\b(?:in|during|after|from|by|for|behind)\s"
    r"(?:the|that|this|its|their|those|these|[A-Z]\w+day['’]s|(?:last|this)\s\w+['’]s|[A-Z][\w-]*['’]s|yesterday['’]s)"
    r"\s(?:(?!alleged|supposed|purported|reported|rumou?red|claimed|planned|secret)[\w-]+\s){0,3}$"
)
# 'denied that its aircraft had taken off from the base at X': no such thing is taken for granted
_SENT_FROM = re.compile(
    r"\b(?:taken\soff|flown|launched|fired|come|set\sout|operated)\s(?:\w+\s)?from\s(?:the|its|their|this|that|an?)\s?(?:[\w-]+\s?){0,3}$"
)
_CLAIM = r"(?:reports?|claims?|rumou?rs?|suggestions?|allegations?|assertions?|stor(?:y|ies)|accounts?|speculation)"
_IN_WHICH = r"(?:in|during|after|from|by|for|behind)\s(?:the|this|that|its|their|those|these)\s"
_DENIED_CLAIM = re.compile(
    r"\b(?:dismiss(?:ed|es|ing)?|reject(?:ed|s|ing)?|den(?:ied|ies|ying)|refut(?:ed|es)|disput(?:ed|es)"
    r"|(?:described|dismissed|branded)\s\w*\s?as\s(?:an?\s)?\w+|called?)\b(?:\s(?:as\s)?[\w'’-]+){0,4}?"
    rf"\s{_CLAIM}\s(?:in\s[^;.!?]{{1,40}}\s)?that\s[^;.!?]{{1,80}}?\b(?:had|has|have|was|were)\s(?:(?!left|quit|walked|withdrawn|pulled)(?!{_IN_WHICH})[\w-]+\s){{0,8}}$",
    re.I,
)
_WAS_TO_HAVE = re.compile(
    r"\b(?:(?:was|were)\s(?:\w+\s)?to\shave\s(?:been\s)?|had\s(?:\w+\s)?been\s(?:due|set|scheduled|supposed|slated|meant|booked)\s(?:to\s|in\s|at\s|for\s)"
    r"|had\s(?:\w+\s)?(?:planned|intended|hoped|meant)\sto\s|(?:was|were)\s(?:supposed|meant)\sto\s(?:have\s)?)(?:[\w-]+\s){0,4}$",
    re.I,
)
_DUE_TO_HAVE = re.compile(r"\b(?<!been\s)(?:was|were)\s(?:due|set|scheduled|expected)\sto\shave$")
_MEETING = re.compile(
    r"(?:peace\s)?(?:talks|meetings?|discussions?|negotiations|consultations|summit|session)", re.I
)
# 'had been due to meet in X on Monday but gathered there a day late'
_DID_SO = re.compile(
    r"\b(?:but|and)\s(?:then\s|finally\s|instead\s)?(?:gathered|met|arrived|spoke|began|came|(?:will|would)\s(?:now\s)?(?:meet|gather|convene|be\sheld))\b"
)
_TURNS = re.compile(r";|,\s(?:and|but|while|as|though|although|whereas)\s")
# done, not urged, feared or negated: 'urged it to drop plans', 'has not dropped plans'
_DROPPED = re.compile(
    r"(?<!not\s)(?<!never\s)(?<!n['’]t\s)\b(?:dropp(?:ed|ing)|abandon(?:ed|ing)|shelv(?:ed|ing)|scrapp(?:ed|ing)|g(?:ave|iven|iving)\sup"
    r"|call(?:ed|ing)\soff|back(?:ed|ing)\saway\sfrom|cancel+(?:ed|ing))\s(?:[\w'’-]+\s){0,2}?(?:plans?|ideas?|intentions?|notion|threats?|preparations?)\s"
    r"(?:to|of|for)\s(?:[\w'’-]+\s){0,3}$",
    re.I,
)
_FOILED = re.compile(
    r"\b(?:foil(?:ed|s|ing)?|thwart(?:ed|s|ing)?|avert(?:ed|s|ing)?)\s(?:[\w'’-]+\s){0,6}$", re.I
)
# What an army foils was begun: it tells of a fight.
_BEGUN = re.compile(
    r"\b(?:army|troops|forces|soldiers|military|commandos|air\sdefen[cs]es?|border\sguards?|fighters|kill\w*|dead|died|wound\w*|injur\w+"
    r"|breakthrough|crossing|advance|offensive|infiltrat\w+|shrapnel|clash\w*|repel\w+|repuls\w+|shot|destroy\w*|intercept\w*"
    r"|drones?|missiles?|rockets?)\b",
    re.I,
)
_IS_SHOT = re.compile(r"(?:drone|missile|rocket)s?", re.I)
_PLOT = re.compile(r"\b(?:plots?|plotted|plans?|planned|attempts?|attempted|conspir\w+)\b", re.I)
_HEARD = re.compile(
    r"\b(?:gun)?(?:fire|shots?|shooting|explosions?|blasts?|shelling|artillery|booms?|fighting|shells|mortars|clashes)\s"
    r"(?:[\w-]+\s){0,3}?(?:could|can)\s(?:\w+\s)?be\s(?:heard|seen|felt)\b",
    re.I,
)
_DEMANDED = re.compile(
    r"\b(?:demand(?:ed|s|ing)?|ask(?:ed|s|ing)?|request(?:ed|s|ing)?|order(?:ed|s|ing)?)\sthat\s"
    r"(?:[\w-]+\s){0,3}?(?!(?:the|an?|its|his|her|their|our|this|that|no|any)\s)[\w-]*[^s\s]\s$",
    re.I,
)
_AIMED_AT = re.compile(r"\s(?:the\s)?")
_NEW_DAY = re.compile(
    r"\b(?:postponed|put\soff|delayed|pushed\sback|deferred|rescheduled|moved)\b(?:\s[\w'’-]+){0,5}?\s(?:until|till|to|by|for)\s"
    r"(?:an?\s(?:day|week|fortnight|month|year)|(?:one|two|three|four|several|\d+)\s(?:day|week|month)|next\s|later\s|early\s|mid-?|late\s|the\s(?:spring|summer|autumn|fall|winter|\d)"
    r"|\d{1,2}\s[A-Z]|[A-Z]\w+day|(?:January|February|March|April|May|June|July|August|September|October|November|December))"
)
_CANCELLED = re.compile(
    r"\b(?:cancel\w*|call(?:ed|ing)?\soff|scrapp\w+|dropp\w+|abandon\w+|suspend\w*)\b", re.I
)
_AGREED_IN = re.compile(
    r"(?<!not )(?<!never )(?<!be )(?<!been )(?<!being )(?<!was )(?<!were )\b(?:agreed|negotiated|drawn\sup|reached|brokered|concluded|hammered\sout|signed|drafted|sealed|struck|initialled|initialed|worked\sout)"
    r"\s(?:\w+\s)?(?:in|at)\s(?:the\s)?$"
)
_NO_DEAL = re.compile(
    r"\b(?:no|nothing|neither|nor|without|false|den(?:y|ies|ied|ying)|would|hop(?:e|es|ed|ing))\b[^;.!?]{0,60}$",
    re.I,
)
_FAILED = re.compile(
    r"[^;.!?]{0,60}?\b(?:failed(?!\sto\s(?:take\splace|materiali|happen|convene|get|open|go|be\s))|broke\s(?:up|down)|ended\s(?:without|with))\b"
)
_ONLY_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned)?|efforts?|attempts?|hopes?|propos\w+|bids?|ideas?|invitations?)\b", re.I
)
_ENTERS = re.compile(
    r"(?:(?!\b(?:as|when|while|before|after|since|and)\b)[^,;.!?]){0,40}?\benter(?:ed|s|ing)\s(?:its|their|a|the)\s[\w-]+\s(?:day|week|month|year)\b"
)
_PLAIN_PAST = re.compile(
    r"(?:re)?(?:took|captured|seized|overran|conquered|stormed|liberated)\b|recaptured\b", re.I
)
# From a verb to its object: 'captured the town of X'
_OBJECT = re.compile(
    r"\s(?:of\s)?(?:the\s)?(?:(?:[\w-]+\s)?(?:town|city|village|port|base)\s(?:of\s|at\s)?)?"
)
_PASSIVE = re.compile(r"\b(?:be|being|is|are|to)\s(?:\w+\s)?$")


# 'Rebels take X': told in a headline's tense
_PLAIN_PRESENT = re.compile(r"(?:re)?(?:takes?|captures?|seizes?|overruns?|storms?)\b", re.I)
_IF = re.compile(
    r"\b(?:to|will|would|could|may|might|can|must|should|shall|not|never|n['’]t|did|does|do|if|unless|until|when|before|let|help|helps)\s"
    r"(?:[\w’'-]+\s){0,2}$",
    re.I,
)
_NO_END = re.compile(
    r"\bno\s(?:let-?up|respite|end(?:\sin\ssight)?|lull|(?:sign|hint)s?\sof\s(?:an?\s)?(?:end|let-?up|easing|slowing|abating))\s(?:[\w'’-]+\s){0,5}$",
    re.I,
)
# 'Saturday's attack on X had been planned abroad'
_BY_ITS_DAY = re.compile(
    r"\b(?:last\s(?:week|month|year|night|[A-Z]?\w+day)|yesterday|[A-Z]\w+day)['’]s\s"
    r"(?:(?!planned|threatened|possible|expected|alleged|supposed|reported|claimed|scheduled)[\w-]+\s){0,3}$"
)
_ON_IT = re.compile(r"\s(?:on|in|at|against|near|outside)\s(?:the\s)?(?:[\w'’-]+\s){0,2}")
# 'He is also to open the consulate in X'
_IS_TO = re.compile(
    r"\b(?:is|are)\s(?:also\s|now\s|then\s)?(?:due\s|set\s|scheduled\s)?to\s(?:cut|re-?open|inaugurate|close|shut|sign|meet|visit|hold|host|attend"
    r"|travel|fly|gather|convene|receive|discuss|begin|start|resume)\s"
    r"(?:(?!who|which|that|where|after|before|since|following|but|and|agreed|reached|signed|brokered|negotiated|struck|results?\b"
    r"|outcome|last\b|from\b)[\w’'-]+\s){0,9}$"
)
_COMES = re.compile(
    r"\b(?:will|would|plan\w*|may|might|could|intend\w*|prepar\w*|going\sto)\b", re.I
)


class Told(NamedTuple):
    """A sentence with its place and its cue: sentence[start:end] each."""

    sentence: str
    mention: Range
    cue: Cue | None
    site: str
    following: Sequence[str] = ()

    @property
    def start(self) -> int:
        """Return where the cue starts, or the place where there is none."""
        return self.cue.start if self.cue else self.mention[0]

    def before(self, pattern: re.Pattern[str], at: int | None = None) -> str | None:
        """Return what of `pattern` stands just before the cue, or before `at`."""
        end = self.start if at is None else at
        match = pattern.search(self.sentence[max(0, end - 200) : end])
        return match.group().strip() if match else None

    def after(self, pattern: re.Pattern[str]) -> str | None:
        """Return what of `pattern` follows the place."""
        match = pattern.match(self.sentence, self.mention[1])
        return match.group().strip() if match else None


def _open(told: Told) -> str | None:
    return left_open(told.sentence, told.mention, told.cue.span if told.cue else None)


# What is left open by its tense: 'declined to say whether they had met', 'not confirmed that they will meet'
_PAST = re.compile(
    r"\b(?:took\splace|happened|occurred|(?:was|were|(?:had|has|have)\sbeen)\sheld|(?:had|have|has)\s"
    r"(?:met|held|struck|hit|taken|(?!(?:agreed|accepted|invited|offered|threatened|decided|asked|refused|turned)\b)\w+ed))\b",
    re.I,
)
_AHEAD = re.compile(r"\bwill\b", re.I)


def _open_past(told: Told) -> str | None:
    return _open_in(told, _PAST)


def _open_ahead(told: Told) -> str | None:
    return _open_in(told, _AHEAD)


def _open_in(told: Told, tense: re.Pattern[str]) -> str | None:
    """Return the words that leave the event open, where what follows them is told in that tense."""
    words = _open(told)
    if words is None or _REFUSED.search(words):
        return None
    begin = told.sentence.find(words) + len(words)
    return words if tense.search(told.sentence, begin, max(begin, told.mention[1])) else None


def _not_refused(told: Told) -> str | None:
    words = _open(told)
    return words if words and _REFUSED.search(words) else None


def _unharmed(told: Told) -> str | None:
    """'No one was hurt in the attack on X' negates no attack."""
    match = _NO_HARM.search(told.sentence)
    if match is None:
        return None
    rest = told.sentence[: match.start()] + " - " + told.sentence[match.end() :]
    spans = cue_spans(told.sentence, told.site)
    another = any(end <= match.start() or start >= match.end() for start, end in spans)
    return match.group() if another and not _NEGATES.search(rest) else None


def _denied_part(told: Told) -> str | None:
    words = told.before(_DENIED_PART) if told.cue else None
    return None if words and _SENT_FROM.search(words) else words


def _was_to_have(told: Told) -> str | None:
    if told.site != "diplomatic" or _DID_SO.search(told.sentence, told.mention[1]):
        return None
    words = told.before(_WAS_TO_HAVE)
    # 'was due to have talks in X': no perfect
    owned = words and _DUE_TO_HAVE.search(words) and told.cue and _MEETING.fullmatch(told.cue.text)
    return None if owned and not _CANCELLED.search(told.sentence) else words


def _failed(told: Told) -> str | None:
    planned = _ONLY_PLANNED.search(told.sentence, 0, told.mention[0])
    return told.after(_FAILED) if told.site == "diplomatic" and not planned else None


def _agreed_in(told: Told) -> str | None:
    """'The deal agreed in X was rejected': it was agreed."""
    start = told.mention[0]
    words = told.before(_AGREED_IN, start)
    return None if _NO_DEAL.search(told.sentence, max(0, start - 120), start) else words


def _foiled(told: Told) -> str | None:
    words = told.before(_FOILED)
    begun = _BEGUN.search(told.sentence)
    if words and begun and not (_IS_SHOT.fullmatch(begun.group()) and _PLOT.search(words)):
        return None  # shot down on its way, unless a plot to fire it was foiled
    return words


def _new_day(told: Told) -> str | None:
    match = _NEW_DAY.search(told.sentence)
    return match.group() if match and not _CANCELLED.search(told.sentence) else None


def _heard(told: Told) -> str | None:
    match = _HEARD.search(told.sentence)
    if match is None:
        return None
    low, high = min(match.end(), told.mention[1]), max(match.start(), told.mention[0])
    return None if _TURNS.search(told.sentence, low, high) else match.group()


def _demanded(told: Told) -> str | None:
    cue = told.cue
    if cue is None or cue.text.lower().endswith(("ed", "ing", "s")):
        return None
    aimed = _AIMED_AT.fullmatch(told.sentence, cue.end, max(cue.end, told.mention[0]))
    return told.before(_DEMANDED) if aimed else None


def _taken(told: Told) -> str | None:
    """'Troops captured X', 'Troops take X': it is over, whatever goes on elsewhere."""
    cue = told.cue
    if cue is None:
        return None
    present = _PLAIN_PRESENT.fullmatch(cue.text) and not told.before(_IF)
    if not (present or _PLAIN_PAST.match(cue.text)):
        return None
    own = _OBJECT.fullmatch(told.sentence, cue.end, max(cue.end, told.mention[0]))
    return cue.text if own and not told.before(_PASSIVE) else None


def _is_to(told: Told) -> str | None:
    return told.before(_IS_TO, told.mention[0]) if told.site == "diplomatic" else None


def _by_its_day(told: Told) -> str | None:
    if told.site != "battlefield" or not told.cue:
        return None
    own = _ON_IT.fullmatch(told.sentence, told.cue.end, max(told.cue.end, told.mention[0]))
    return told.before(_BY_ITS_DAY) if own else None


def _unverified(told: Told) -> str | None:
    """'A mortar hit X, which could not be verified': it was not refused."""
    words = _open(told)
    if words is None or told.site != "battlefield":
        return None
    closes = told.sentence.find(words, told.mention[1]) >= 0
    return words if closes and not _COMES.search(told.sentence, 0, told.mention[0]) else None


def _neutralised(told: Told) -> str | None:
    hit = told.cue is not None and re.match(r"neutrali[sz]", told.cue.text, re.I)
    return told.cue.text if told.cue and hit and not _NEGATES.search(told.sentence) else None


def _at(site: str | None, rule: unreal.Rule) -> Callable[[Told], str | None]:
    """Return `rule` for events of class `site` alone; None: of either."""
    return lambda told: (
        rule(told.sentence, told.mention, told.start) if site in (None, told.site) else None
    )


_RULES: tuple[tuple[tuple[str, ...], Callable[[Told], str | None], tuple[str, ...]], ...] = (
    (("proposed", *_NOT_SO), _open_ahead, ("planned",)),
    (("proposed", *_NOT_SO), _open_past, ("occurred",)),
    (_NOT_SO, _not_refused, ("proposed", "planned")),
    (("proposed", "planned"), _by_its_day, ("occurred",)),
    (HAPPENED, _is_to, ("planned",)),
    (("ruled_out",), _unverified, ("occurred",)),
    (("did_not_occur",), lambda told: told.before(_NO_END, told.mention[0]), ("ongoing",)),
    (("occurred", "ongoing", "planned", "proposed"), _at("diplomatic", called_off), ("ruled_out",)),
    (("ruled_out",), _open, ("proposed", "planned")),  # what lies ahead
    (("did_not_occur",), _open, MAY_BE),
    (("did_not_occur",), _unharmed, HAPPENED),
    (("did_not_occur",), _denied_part, HAPPENED),
    (("did_not_occur",), _neutralised, HAPPENED),
    (("did_not_occur",), lambda told: only_disputed(*told), HAPPENED),
    (_NOT_SO, _agreed_in, HAPPENED),
    (("ruled_out",), _failed, ("occurred",)),
    (("ruled_out",), _new_day, ("planned",)),
    (("proposed",), _heard, HAPPENED),
    (("occurred", "ruled_out"), lambda told: told.before(_DENIED_CLAIM), ("did_not_occur",)),
    (("occurred", "planned", "proposed"), _was_to_have, ("ruled_out",)),
    (("proposed", "planned", "did_not_occur"), lambda told: told.before(_DROPPED), ("ruled_out",)),
    (("occurred",), _foiled, ("did_not_occur",)),
    (("occurred",), _demanded, ("proposed",)),
    (("occurred",), lambda told: told.after(_ENTERS), ("ongoing",)),
    (("ongoing",), _taken, ("occurred",)),
    *((mended, _at(site, rule), others) for mended, site, rule, others in unreal.RULES),
)


def status_of(
    read: Read,
    sentence: str,
    mention: Range,
    *,
    cue: Cue | None,
    site: str,
    following: Sequence[str] = (),
) -> tuple[str, float, str | None]:
    """Return the status, its probability, and the words that overruled the network, if some did."""
    best = read.best("status")
    p = read.probability("status", best)
    told = Told(sentence, mention, cue, site, following)
    for mended, rule, others in _RULES:
        if best in mended and (words := rule(told)):
            found = max(others, key=lambda one: read.probability("status", one))
            rest = sum(read.probability("status", one) for one in STATUS if one not in mended)
            return found, min(1.0, read.probability("status", found) / max(rest, 1e-6)), words
    return best, p, None


_DENYING = re.compile(
    r"\b(?:no|not|never|nobody|none|declin\w*|den(?:y|ied|ies)|refus\w*)\b|n['’]t\b", re.I
)


def told_why(status: str, words: str | None) -> str:
    """Return a status in words, with those of the text that decided it."""
    said = f"status {status.replace('_', ' ')}"
    if words is None:
        return said
    if status not in _NOT_SO and _DENYING.search(words):
        return f"{said}: {words!r} does not rule it out"
    return f"{said}: {words!r}"

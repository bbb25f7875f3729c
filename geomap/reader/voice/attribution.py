"""On whose word an event stands: who says it, what kind of speaker that is, and who denies it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from geomap.model import Attribution, ByRole, Voice
from geomap.reader.grammar.phrases import parsed
from geomap.reader.voice.denials import (
    accused,
    asserted_by,
    denied_after,
    denies_help,
    is_same,
    told_of,
)
from geomap.reader.voice.left_open import left_open
from geomap.reader.voice.speaker_words import speakers
from geomap.reader.voice.speech import Saying, sayings
from geomap.reader.wording.actor_words import lexicon
from geomap.reader.wording.cues import is_cue
from geomap.reader.wording.sentences import split
from geomap.reader.wording.speech_words import FALSE
from geomap.reader.wording.tokens import listed, tokens

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_NOT_SO = ("did_not_occur", "ruled_out")
_ROLES: tuple[ByRole, ...] = ("media", "monitor", "belligerent", "witness", "official")
_NEGATED = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|neither|nor|false|untrue|fake|lie|wrong)\b|n['’]t\b",
    re.I,
)
# What is said ends here: '|X had fallen|, but Kyiv said that was not true'
_SAID_TO = re.compile(r",?\s(?:but|which|though|although|while|and|that)\s|;|,\s(?:a|an)\s|\x00")
_LONGEST = 300  # code points of it that are looked at
_TURN = re.compile(r",\s(?:but|which|though|although)\s")
_WAS_NOT = re.compile(
    r"^\W*(?:that\s)?(?:no|not\s(?:a|one)|none\sof|nobody|nothing|never)\s"
    r"(?![^,;]{0,60}\b(?:hurt|injur\w*|killed|wounded|casualt\w*|damage\w*|threat|deaths?|victims|survivors|choice|comment)\b)"
    rf"|\b(?:was|were|is|are|has|have|had|did|does|do)\s?(?:not|never|n['’]t)\b|\b(?:was|were|is|are)\s(?:\w+\s)?{FALSE}\b"
    r"|\bstill\s(?:in|under)\s(?:our|its|their)\b",
    re.I,
)
_BREAK = re.compile(r"\n\s*\n")
_STATE = re.compile(r"^the\s+")
_A_GROUP = re.compile(r"(?:group|movement|organi[sz]ation|outfit|faction|alliance)")
_OPENS_QUOTE = ('"', "“", "‘", "'", "«")


def attribution(
    sentence: str,
    *,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None = None,
    voice: str,
    site: str | None = None,
    status: str | None = None,
    context_before: str = "",
    following: Sequence[str] = (),
) -> Attribution:
    """Return on whose word the event of `mention` stands.

    `voice` is the model's reading; "narrator" becomes "attributed" where a verb of saying governs
    the event; the other way round only where no speaker can be named, here or just before. `mention` and `trigger` are ranges of `sentence`;
    `context_before` is text before it, in which "he" and an open quotation find their speaker;
    `following` are the next sentences, where they name no other place.
    """
    event = trigger or mention
    if _taken_for_granted(sentence, event, mention) or (
        voice == "narrator" and _recalled(sentence, mention)
    ):
        return Attribution(voice="narrator", by=None, by_role=None, denied_by=())
    if ";" in sentence[min(event[0], mention[0]) : max(event[1], mention[1])]:
        event = mention
    found = sayings(sentence)
    event = told_of(found, event, mention)
    said = [item for item in found if item.holds(event) or item.holds(mention)]
    claims = [item for item in said if not item.denies]
    denials = [item for item in said if item.denies and not denies_help(item, sentence)]
    claims.sort(key=lambda item: (not item.holds(event), _gap(item, event)))
    speaker = _name(claims[0], found, context_before) if claims else None
    names = [_denier(item, found, sentence, speaker, context_before) for item in denials]
    names += denied_after(
        sentence, event, mention, following, site=site or "battlefield", claimant=speaker
    )
    refused = site == "diplomatic" and status == "ruled_out"  # who says no, refuses
    if voice == "narrator" and not refused:
        if claims and claims[0].holds(event):
            voice = "attributed"
        elif denials and denials[0].holds(event):
            voice = "denied"
    if voice == "denied" and not denials and left_open(sentence, mention, trigger):
        voice = "attributed" if claims else "narrator"
    if voice == "denied" and status not in _NOT_SO and asserted_by(sentence, mention, trigger):
        voice = "attributed"
    if (
        voice == "attributed"
        and claims
        and status == "did_not_occur"
        and (_is_denied(sentence) or (site == "battlefield" and _says_no(claims[0], sentence)))
    ):
        voice = "denied"
    if (
        voice == "denied"
        and not denials
        and speaker
        and (_NEGATED.search(_TURN.split(sentence, 1)[0]) or _says_no(claims[0], sentence))
    ):
        names, speaker = [speaker], None  # "the army said no shot was fired"
    if voice == "attributed" and claims and not speaker:
        speaker = claims[0].by  # "he", and nobody before whom it could mean
    if voice == "attributed" and not speaker:
        speaker = (
            _still_speaking(sentence, context_before)
            or (_spoke_just_before(context_before) if _GOES_ON.search(sentence) else None)
            or _headed(sentence, mention)
        )
        if speaker is None:
            voice = "narrator"  # nobody is named whose word it could be
    if voice not in {"attributed", "denied"}:
        speaker = None
    return Attribution(
        voice=cast(Voice, voice),
        by=speaker,
        by_role=_role(speaker, sentence, event, context_before),
        denied_by=tuple(dict.fromkeys(name for name in names if name)),
    )


# 'a clock that survived |', 'a man wounded in |': what came before the event told of
_LIVED_THROUGH = re.compile(
    r"\b(?:(?:that|who|which)\s(?:had\s)?(?:survived|escaped|witnessed|endured|weathered|(?:fought|served|took\spart)\sin"
    r"|lost\s[\w ]{1,30}\sin)|(?:wounded|injured|hurt|maimed|blinded|crippled|widowed|orphaned|convicted)\s(?:in|by|over|of))"
    r"\s(?:the\s)?(?:[\w-]{1,20}\s){0,2}$"
)
# '... in 1940 was stolen': long ago, or what comes of it much later
_THEN = re.compile(
    r"[^;]{0,30}?\bin\s(?:1[89]|20)\d\d\b[^;]{0,40}?\b(?:was|were|is|are|has|have|had|will|would)\b"
    r"|[^;,]{0,30}?\b(?:was|were|is|are|has|have|had|will|would)\s(?:be\s|been\s)?(?:fined|jailed|sentenced|convicted|acquitted"
    r"|charged|sued|stolen|sold|auctioned|restored|honoured|honored|awarded|knighted|elected|pardoned)\b"
)


def _taken_for_granted(sentence: str, event: tuple[int, int], mention: tuple[int, int]) -> bool:
    """Return whether the event only tells whom the sentence is about: 'A man wounded in the bombing of X was fined, police said'."""
    through = _LIVED_THROUGH.search(sentence, max(0, event[0] - 90), event[0])
    return (
        through is not None
        and event[0] < mention[0]
        and _THEN.match(sentence, mention[1]) is not None
        and _SAID_LAST.search(sentence, mention[1]) is not None
    )


_NOUN = (
    r"(?:accords?|agreements?|deals?|truces?|cease-?fires?|treat(?:y|ies)|pacts?|talks|negotiations|summits?|meetings?|rounds?"
    r"|conferences?|sessions?|declarations?|communiqu[eé]s?|understandings?|commitments?)"
)
_TO_COME = r"(?:was|were|is|are|be|been|had|has|have|will|would|to|could|should|that|which)"
# 'the accord forged in |', 'last month's summit in |'
_KNOWN_OF = re.compile(
    rf"\b{_NOUN}\s(?:(?!{_TO_COME}\s)[\w'’-]+\s){{0,6}}?(?:forged|signed|reached|agreed|brokered|held|announced|sealed|struck"
    r"|negotiated|initialled|initialed|concluded|hosted|adopted|drafted)\s(?:(?:last|this|earlier\sthis)\s\w+\s)?(?:in|at)\s(?:the\s)?$"
    r"|\b(?:(?:last|this)\s(?:week|month|year|summer|spring|autumn|winter)|yesterday|[A-Z]\w+day)['’]s"
    r"\s(?:[\w-]+\s){1,5}(?:in|at|on|near|against|outside)\s(?:the\s)?$"
)
_CLAIMED = re.compile(r"\b(?:claim|admit|den[iy]|reject|acknowledg|confess|boast)", re.I)
_LONG_AGO = (
    r"\b(?:last\s(?:week|month|year|\w+day|[A-Z]\w+|spring|summer|autumn|winter)|(?:days|weeks?|fortnight|months?|years?|decades?)\s(?:ago|earlier|before)"
    r"|in\s(?:19|20)\d\d)\b"
)
_ITS_SAYING = (
    r"\b(?:said|says?|told|stated?|claim\w*|report\w*|den\w+|will|would|may|could|might)\b"
)
# ', who gathered in | last week,', ', where 72 people were killed in | a year ago'
_ASIDE = re.compile(rf",\s(?:who|where|whose|when|which)\s(?:(?!{_ITS_SAYING})[^,;])*$")
_DATED = re.compile(rf"[^,;]{{0,30}}?{_LONG_AGO}")
_HAS_DATE = re.compile(_LONG_AGO)


def _recalled(sentence: str, mention: tuple[int, int]) -> bool:
    """Return whether the event is known already where somebody speaks: 'said the accord signed in X was dead'."""
    before = sentence[max(0, mention[0] - 160) : mention[0]]
    if _KNOWN_OF.search(before):
        return _CLAIMED.search(before) is None
    aside = _ASIDE.search(before)
    if aside is None:
        return False
    return (
        _HAS_DATE.search(before, aside.start()) is not None
        or _DATED.match(sentence, mention[1]) is not None
    )


_OWN_NO = re.compile(
    r"\b(?:sa(?:id|ys?)|insist(?:s|ed)?|maintain(?:s|ed)?|stress(?:es|ed)?|assert(?:s|ed)?|state[sd]?)\s(?:that\s)?(?:[\w'’-]+\s){0,3}?"
    r"(?:no|not\sone|never|none|nobody|nothing|had\snot|has\snot|have\snot|did\snot|does\snot|do\snot|(?:had|has|have|did|does|do)n['’]t)\b",
    re.I,
)


def _is_denied(sentence: str) -> bool:
    """Return whether who speaks says that it was not so: 'Mesk says it never strikes X'."""
    return _OWN_NO.search(sentence) is not None


def _says_no(item: Saying, sentence: str) -> bool:
    """Return whether what is said is that it was not so: '"X was not hit," the rebels replied'."""
    said = (_SAID_TO.split(sentence[start:end], 1)[0] for start, end in item.covers)
    return any(_WAS_NOT.search(told[:_LONGEST]) for told in said)


_SAID_LAST = re.compile(r",\s[^,;]{2,60}\s(?:said|say|says|reported|announced)\b[^,;]{0,30}$")


def speaker(sentence: str, span: tuple[int, int], *, context_before: str = "") -> str | None:
    """Return on whose word `span` of `sentence` stands, as the text names them; None: the narrator's."""
    found = sayings(sentence)
    said = [item for item in found if not item.denies and item.holds(span)]
    said.sort(key=lambda item: _gap(item, span))
    return _name(said[0], found, context_before) if said else None


def _gap(item: Saying, event: tuple[int, int]) -> int:
    """Return how many code points lie between a speaker and the event."""
    return max(item.by_span[0] - event[1], event[0] - item.by_span[1], 0)


def _name(item: Saying, others: Sequence[Saying], context: str) -> str | None:
    """Return who speaks, for a pronoun the one who spoke last before; None when that is nobody.

    `others` are the sayings of the same sentence.
    """
    if not item.pronoun:
        return item.by
    before = [o.by for o in others if not o.pronoun and o.by_span[1] <= item.by_span[0]]
    found = before[-1] if before else _last_speaker(context)
    return found or (_person_before(context) if item.by.lower() in ("he", "she") else None)


def _denier(
    item: Saying, others: Sequence[Saying], sentence: str, claimant: str | None, context: str
) -> str | None:
    """Return who denies; for 'they' who deny what was told before the accused, and never the claimant."""
    if not item.pronoun or item.covers[0][0] > 0:
        return _name(item, others, context)
    name = accused(sentence) or _name(item, others, context)
    return None if name is None or is_same(name, claimant) else name


# 'General Orlov briefed reporters.': who 'he' is in the sentence after it
_SUBJECT = re.compile(
    r"((?:[A-Z][\w'’.-]+|al-\w+)(?:\s+(?:[A-Z][\w'’.-]+|al-\w+|bin|van|von|de)){1,4})(?:,[^,;]{2,60},)?\s+[a-z]+(?:s|ed)\b"
)


def _person_before(context: str) -> str | None:
    """Return the person of whom the sentence just before tells; None where its subject is none."""
    sentences = split(context)
    subject = _SUBJECT.match(context[slice(*sentences[-1])]) if sentences else None
    return subject[1] if subject else None


def _last_speaker(context: str) -> str | None:
    for start, end in reversed(split(context)):
        named = [item for item in sayings(context[start:end]) if not item.pronoun]
        if named:
            return named[-1].by
    return None


# Whose word the sentence before was still speaks: 'X was hit too', 'Another rocket had fallen on X'
_GOES_ON = re.compile(
    r"\b(?:also|too|as\swell|another|others?|further|more|again|had|would|might|could|allegedly|reportedly|supposedly"
    r"|apparently|purported(?:ly)?|alleged|reported|may|we|our|us)\b"
    r"|n['’]t\b|[\"“”]|^\W*(?:Most|Some|Many|Several|None|Both|Neither|All|[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\b"
)


def _spoke_just_before(context: str) -> str | None:
    """Return who spoke last in the two sentences before, where they are of the same paragraph."""
    paragraph = _BREAK.split(context)[-1]
    for start, end in reversed(split(paragraph)[-2:]):
        said = [item for item in sayings(paragraph[start:end]) if not item.pronoun]
        if claims := [item for item in said if not item.denies]:
            return claims[-1].by
    return None


# '@rebels: the town is ours', 'Army: convoy ambushed near X'
_HEADED = re.compile(r"\W{0,3}(?P<by>@\w{2,30}|[A-Z][^:.,;!?()“”\"\d]{1,40}):\s")
_LABEL = re.compile(
    r"(?:title|headline|subject|summary|topic|tags?|updated?|breaking|exclusive|correction|photos?|pictures?|caption|video|watch|read|related|analysis"
    r"|opinion|explainer|live|news|note|fact\s?box)(?:\s\w+)?",
    re.I,
)


def _headed(sentence: str, mention: tuple[int, int]) -> str | None:
    """Return who stands before a colon at the head of the sentence; None for the place itself."""
    head = _HEADED.match(sentence)
    if head is None or head.end("by") > mention[0] or head["by"].count(" ") > 3:
        return None
    return None if _LABEL.fullmatch(head["by"]) else head["by"]


def _still_speaking(sentence: str, context: str) -> str | None:
    """Return who spoke before, where the sentence goes on with a quotation."""
    open_before = context.count("“") > context.count("”") or context.count('"') % 2 == 1
    if open_before or sentence.startswith(_OPENS_QUOTE) or context.rstrip().endswith(":"):
        return _last_speaker(context)
    return None


def _role(name: str | None, sentence: str, event: tuple[int, int], context: str) -> ByRole | None:
    """Return what kind of speaker `name` is; None when nothing tells.

    Where the name itself doesn't tell, the words beside it may: an apposition here, or a title
    with which the text named the same person before. A state is a party where it speaks of war.
    """
    if name is None:
        return None
    role = _kind_of(name)
    if role is not None:
        return role
    bare = _STATE.sub("", name.lower()).rstrip(".")
    single, phrases = speakers()["states"]
    if bare in single or bare in phrases:
        return "belligerent" if is_cue(sentence[event[0] : event[1]], "battlefield") else "official"
    if _A_GROUP.fullmatch(bare) and any(p.kind == "group" for p in parsed(sentence)[1]):
        return "belligerent"
    beside = re.search(re.escape(name) + r",\s+([^,;.]{3,60})[,;.]", sentence)
    if beside and (role := _kind_of(beside[1])):
        return role
    surname = re.escape(name.split()[-1])
    for match in re.finditer(rf"((?:[\w'’-]+\s+){{1,5}}){surname}\b", f"{context} {sentence}"):
        if role := _kind_of(match[1]):
            return role
    return None


def _names_group(name: str) -> bool:
    """Return whether an armed group is named in `name`, by the list of them: 'the ABC spokesman'."""
    toks, words = tokens(name), lexicon()
    return any(
        (found := listed(toks, at, words)) and found[1] == "group" for at in range(len(toks))
    )


def _kind_of(words_of_name: str) -> ByRole | None:
    words = [match.group().lower().rstrip(".") for match in _WORD.finditer(words_of_name)]
    padded = f" {' '.join(words)} "
    table = speakers()
    if any(word in table["parties"][0] for word in words):
        return "belligerent"
    for role in _ROLES:
        if role == "witness" and _names_group(words_of_name):
            return "belligerent"
        single, phrases = table[role]
        if any(word in single for word in words) or any(
            f" {phrase} " in padded for phrase in phrases
        ):
            return role
    return None

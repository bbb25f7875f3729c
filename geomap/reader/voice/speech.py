"""Who says what in a sentence: each speaker where it stands, and the words it answers for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from geomap.reader.voice.speaker_names import WHICH, first_named, named, subject
from geomap.reader.voice.speaker_words import speaking_nouns
from geomap.reader.voice.speech_senses import (
    denies_anew,
    denies_before,
    is_claim,
    is_denial,
    is_negated,
    is_saying,
    vowed,
)
from geomap.reader.wording.speech_words import AUX, DENIES, NAME, ON_DAY, SAYING, SAYS, WHEN

_VERB = re.compile(
    rf"(?P<aux>{AUX}{WHEN})\s{{1,4}}(?P<verb>(?P<says>{SAYS})|(?P<denies>{DENIES})"
    rf"|(?:is|are|was|were|been)\s{{1,4}}(?:{SAYING})|quoted\s{{1,4}}as\s{{1,4}}saying)\b"
)
_PARTICIPLE = re.compile(
    rf",\s{{1,4}}(?P<verb>(?:{SAYING})|(?P<denies>denying|rejecting|dismissing))\b"
)
_INVERTED = re.compile(
    rf"(?:,[\"”’']?|[\"”’'],?|\?[\"”’']?|,)\s{{1,4}}(?P<verb>{SAYS})\s{{1,4}}(?P<by>{NAME}{{2,80}})"
)
_ACCORDING = re.compile(
    r"(?:\b(?:[Aa]ccording\s{1,4}to|[Aa]s\s{1,4}(?:reported|claimed|confirmed|stated)\s{1,4}by|[Cc]iting)|,\s{1,4}(?:as\s{1,4})?per(?=\s{1,4}(?:the\s|[A-Z])))"
    rf"\s{{1,4}}(?P<by>{NAME}{{2,80}})"
)
# 'confirmed by the army'; who claims an attack says that it was theirs
_SAID_BY = re.compile(
    r"\b(?:is|are|was|were|been|being)\s{1,4}(?:\w{2,20}ly\s{1,4})?"
    r"(?:reported|said|confirmed|announced|described|declared|stated|alleged|documented|recorded|verified)"
    rf"\s{{1,4}}by\s{{1,4}}(?P<by>{NAME}{{2,60}})"
)
# 'Attack on X kills nine - ministry'
_DASHED = re.compile(r"(?<=\w)(?:\s[-–—]|:)\s(?P<by>(?:[a-z][\w'’-]*\s?){1,3})$")
# 'Jets hit targets in X: Ministry'
# ... or 'Three killed in X: Delta Radio correspondent', 'Bomb hits X – SANA'
_HEADED_LAST = re.compile(
    r"(?<=\w)(?:\s[-–—]|:)\s(?P<by>[A-Z][\w.'’]{1,20}(?:\s[\w.'’]{1,20}){0,4})$"
)
_HEADLINE = re.compile(
    r",\s{1,4}(?P<by>[^,;:\"“”]{2,60}?)\s{1,4}(?:Says?|Said|Claims?|Reports?|Confirms?|Warns?)\s*$"
)
# 'by the army's count': on its word alone
_BY_COUNT = re.compile(
    rf"\b[Bb]y\s{{1,4}}(?P<by>{NAME}{{2,60}}?)['’]s?\s{{1,4}}(?:own\s{{1,4}})?"
    r"(?:count|account|estimates?|reckoning|tally|telling)\b"
)
_BY_PASSIVE = re.compile(
    rf"\b(?P<denies>denied|rejected|dismissed|disputed|refuted|contradicted|refused)\s{{1,4}}by\s{{1,4}}(?P<by>{NAME}{{2,60}})"
)
_DENIES_IT = re.compile(rf"\b(?:{DENIES}|denying|rejecting|dismissing)\s$")
# 'denied looting and also said |'
_AND_SAID = re.compile(r"\b(?:and|but|then)\s(?:[\w'’]+\s){0,4}[\w'’]+$")
_DENYING = re.compile(rf"\b(?:{DENIES})\s")
_A_CLAIM = re.compile(r"claim|statement|report|allegation|assertion|account|announcement", re.I)
_CLAIM_OF = re.compile(
    r"(?<![\w.-])(?P<by>(?:[Tt]he\s{1,4})?(?:[\w.-]{1,30}\s{1,4}){0,4}[\w.-]{1,30})['’]s?\s{1,4}(?:claims?|statements?|reports?|allegations?|assertions?|accounts?|announcements?)\s{1,4}(?:that|of|to)\b"
)
_CLAIM_BY = re.compile(
    rf"\b(?:[Cc]laims?|[Rr]eports?|[Aa]llegations?|[Ss]tatements?|[Aa]ssertions?|[Aa]nnouncements?)\s{{1,4}}(?:by|from)\s{{1,4}}(?P<by>{NAME}{{2,60}}?)(?=\s{{1,4}}that\b|[,;.]|\s{{1,4}}(?:is|are|was|were)\b|$)"
)
# 'an army statement that ...'
_CLAIM_MADE = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hat)\s{1,4}(?P<by>(?:(?!(?:an?|the|\w{2,20}ed|said|says)\s)[\w.-]{1,30}\s{1,4}){1,4})"
    r"(?:claim|statement|report|allegation|assertion|announcement)\s{1,4}(?:that|of)\b"
)
_COUNTED = re.compile(
    r"\b(?:(?i:two|three|four|five|six|seven|eight|nine|ten|both|many|several|few|all|other)|[a-z]{3,14}ed)$"
)
_TELLS_OF = re.compile(r"(?:tells|told)\s+of\b")
_A_WORK = re.compile(r"(?i:it|this|that)")
_NOUNS_TOO = frozenset(("states", "reports", "claims", "estimates", "notes"))
_SOME_DO = re.compile(r"\s(?:are|were|have|had|will|would|of)\b")
_IS_TOLD = re.compile(r"\b(?:is|are|was|were|be|been|being)(?:\s+(?:\w+ly|also|now))*\s*$")
_ONE = re.compile(r"(?:an?|one|this|that|its|their|his|her)\s", re.I)
_AN_ARTICLE = re.compile(r"\b(?:in|the|an?|its|their|his|her|these|those|any)$", re.I)
# 'an offer Kyiv | rejected': nothing was said that it could deny
_AN_OFFER = re.compile(
    r",\s(?:an?|the)\s(?:[\w-]{1,20}\s)?(?:offer|proposal|idea|invitation|venue|plan|suggestion|demand|request|condition)"
    r"\s(?:that\s|which\s)?[^,;.]{1,40}$"
)
_BASE_FORMS = frozenset(("report", "claim", "estimate", "dispute", "contest", "suggest"))
_NEITHER = re.compile(r"\b(?:neither|nor)$", re.I)
_NOT_INVERTED = re.compile(r"\s+(?:was|were|is|are|has|have|had|will|would|could)\b")
_FOLLOWED_BY_VERB = re.compile(rf"\s{{1,4}}(?:{SAYS})\b")
_LISTENER = re.compile(
    r"(?:\s+(?!(?:that|how|of|it|he|she|they|there|about)\b)[\w'’-]+){1,6}?"
    r"(?:\s+on\s+condition\s+of\s+anonymity)?\s*(?:[,.)\]\"”]|$)"
)
# '..., hours after a rocket hit X': what follows is no part of what is said
_HOURS_AFTER = re.compile(
    r",\s(?:(?:just|only|barely|less\sthan|more\sthan|a\sfew|several|some|an?|one|two|three|four|five|six|\d{1,2})\s){0,3}"
    r"(?:minutes?|hours?|days?|weeks?|months?)\s(?:after|before)\b"
)
# '..., officials said, a day before envoys meet in X', '..., as rebels closed in on X': told beside
_BESIDE = re.compile(
    rf"(?:{_HOURS_AFTER.pattern}|,\s(?:(?:shortly|soon|the\sday)\s(?:after|before)|(?:as|while)(?!\s(?:well|part|if|though)\b))\s)"
)
# ', fired from X according to trackers, fell in Y': only where it was fired from is on their word
_ASIDE = re.compile(
    r",\s(?:which\s|said\s|(?:launched|fired|sent|shot|flown|driven|taken|thought|\w{2,15}ed)\s)[^,;]{0,80}$"
)
_GOES_ON = re.compile(
    r",\s(?:\w{2,15}ly\s)?(?:was|were|had|has|have|is|are|hit|struck|fell|landed|came|went|killed|blew|flew|[a-z]{3,15}ed)\s"
)
# What is told to come is one thing, what happens 'as' or 'after' it another.
_TO_COME = re.compile(
    r"\s+(?:that\s+)?(?:\w+\s+){1,3}?(?:would|will)\b.*?(?=\s(?:even\s)?(?:as|while|after)\s"
    r"|,\s(?:whom?|which|where)\s(?!(?:\w+\s){0,3}?(?:would|will|could|may|might|can)\b)"
    # 'it would build a plant in X, and Poland took delivery'
    r"|,\sand\s(?:the\s)?[A-Z][\w'’-]{1,20}\s(?:[\w'’-]{1,20}\s){0,3}?(?:took|began|got|was|were|[a-z]{2,14}ed)\s)",
    re.DOTALL,
)
_PRONOUNS = frozenset(
    ("he", "she", "it", "they", "we", "i", "you", "who", "one", "some", "many", "others", "both")
) | {"this", "that", "there"}


class Saying(NamedTuple):
    """That somebody says something: who, and which ranges of the sentence it covers."""

    by: str  # as in the text
    by_span: tuple[int, int]
    denies: bool
    covers: tuple[tuple[int, int], ...]
    pronoun: bool

    def holds(self, span: tuple[int, int]) -> bool:
        """Return whether `span` is among what is said, and not part of the speaker's name."""
        if self.by_span[0] <= span[0] < self.by_span[1]:
            return False
        return any(start <= span[0] and span[1] <= end for start, end in self.covers)


# A sentence is looked at for each of its mentions, and as context of those that follow.
@lru_cache(maxsize=256)
def sayings(sentence: str) -> tuple[Saying, ...]:
    """Return who says what in `sentence`, by where the speaker stands."""
    found = [
        *_by_subject(sentence),
        *_by_name_after(sentence),
        *_by_claim(sentence),
    ]
    found = [_until_asserted(sentence, item, found) for item in found]
    found.sort(key=lambda item: (item.by_span, item.denies))
    found.extend(_by_participle(sentence, found))
    return tuple(found)


def _until_asserted(sentence: str, item: Saying, found: Sequence[Saying]) -> Saying:
    """Return a denial as far as its speaker goes on to assert: 'denied looting | and said it had entered X'."""
    if not item.denies:
        return item
    asserted = [
        start
        for other in found
        if not other.denies and other.by_span == item.by_span
        for start, _ in other.covers
        if _AND_SAID.search(sentence, max(0, start - 60), start)
    ]
    covers = tuple(
        (start, min([end, *(at for at in asserted if at > start)])) for start, end in item.covers
    )
    return item._replace(covers=covers)


def _clause(sentence: str, at: int) -> tuple[int, int]:
    """Return the range between semicolons that holds `at`."""
    start = max(sentence.rfind(";", 0, at), -1) + 1
    end = sentence.find(";", at)
    return start, len(sentence) if end < 0 else end


def _saying(
    sentence: str, name: tuple[int, int], *, denies: bool, covers: tuple[tuple[int, int], ...]
) -> Saying:
    by = sentence[name[0] : name[1]]
    return Saying(by, name, denies, covers, by.lower() in _PRONOUNS)


def _by_subject(sentence: str) -> Iterator[Saying]:
    """'The army said that ...', '..., the army said', 'Kyiv denied it'."""
    last: tuple[int, int] | None = None
    verb_before = -1
    for match in _VERB.finditer(sentence):
        if not match["aux"] and _AN_ARTICLE.search(
            sentence, max(0, match.start() - 6), match.start()
        ):
            continue  # "commented on the alleged raid"
        if _IS_TOLD.search(match["aux"]) and match["verb"][:6] != "quoted":
            continue  # "it was reported", by whom?
        if _NEITHER.search(sentence, max(0, match.start() - 12), match.start()):
            continue  # "would neither confirm nor deny"
        name = subject(sentence, match.start())
        if name is None and re.search(
            r"\b(?:and|but|then)$", sentence[max(0, match.start() - 8) : match.start()]
        ):
            name = last  # "Kyiv denied it and said ..."
        last = name
        if name is None or name[0] <= verb_before < name[1]:
            continue  # "rejected media reports that ...", "rejected reports that ..."
        if _TELLS_OF.match(sentence, match.start("verb")) and _A_WORK.fullmatch(sentence, *name):
            continue  # "It tells of the bombing of X": a book, a show
        if match["verb"] in _NOUNS_TOO and (
            _COUNTED.search(sentence, *name) or _SOME_DO.match(sentence, match.end())
        ):
            continue  # "the two states", "the two sides signed reports", "leaders of the BRICS states are"
        clause = _clause(sentence, match.start())
        after = sentence[match.end() : clause[1]]
        if match["verb"] in _BASE_FORMS and (
            _ONE.match(sentence, *name) or _FOLLOWED_BY_VERB.match(after)
        ):
            continue  # "A UN report found"
        verb_before = match.start("verb")
        if WHICH.search(sentence, max(0, match.start() - 12), match.start()) and "," in after:
            after = after[: after.index(",")]  # "Belgrade, which denies shelling X, has ..."
            clause = (clause[0], match.end() + len(after))
        if is_negated(match["aux"]):
            continue  # "did not say", "has not denied"
        if match["denies"]:
            if not is_denial(match["verb"], after) or _AN_OFFER.search(
                sentence, max(0, match.start() - 80), match.start()
            ):
                continue
            if denies_before(after):
                yield _saying(sentence, name, denies=True, covers=((0, name[0]),))
            else:
                told = ((match.end(), clause[1]),)
                before_too = ((0, name[0]),) if name[0] > 12 and denies_anew(after) else ()
                yield _saying(sentence, name, denies=True, covers=(*before_too, *told))
            continue
        if length := vowed(match["verb"], after):
            act = (match.start("verb"), match.end() + length)
            yield _saying(sentence, name, denies=False, covers=(act,))
            continue
        if later := _HOURS_AFTER.search(after, 0, 300):
            clause = (clause[0], match.end() + later.start())
        before = sentence[clause[0] : name[0]]
        comes_after = (
            re.search(r"[,\"”’'?]\s*(?:but\s+|and\s+|(?:or\s+)?so\s+|as\s+)?$", before[-40:])
            is not None
            and len(before.strip()) > 12
        )
        ends = re.match(
            rf"(?:\s+(?:reporters|journalists|AFP|Reuters|AP|the\s+\w+|in\s+an?\s+[\w\s-]{{2,70}}|(?:on|via)\s+(?:the\s+)?[A-Z]\w*|(?:on|via|over)\s+(?:[a-z-]+\s+){{0,2}}(?:radio|television|TV|media|channels?|website)|by\s+\w+|on\s+(?:its|his|her|their)\s+[\w\s-]{{2,30}}|in\s+[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){{0,2}}|(?:at|during|from)\s+(?:an?|the)\s+[\w\s-]{{2,40}}|here|there|again|earlier|later)|{ON_DAY})*\s*(?:[,.)\]\"”]|$)",
            after,
        )
        if match["verb"] in ("told", "tells") and _LISTENER.match(after):
            ends = _LISTENER.match(after)
        closes = comes_after and ends is not None
        if not is_saying(match["verb"], after, closes=closes):
            continue
        to_come = _TO_COME.match(after)
        right = (match.end(), match.end() + to_come.end() if to_come else clause[1])
        left = (clause[0], name[0])
        if comes_after and (ends or not re.match(r"\s+(?:that|it|he|she|they|\w+)\b", after)):
            parenthetical = (
                ends is not None
                and ends.group().rstrip().endswith(",")
                and _BESIDE.match(after, len(ends.group().rstrip()) - 1) is None
            )
            yield _saying(
                sentence, name, denies=False, covers=(left, right) if parenthetical else (left,)
            )
        else:
            yield _saying(sentence, name, denies=False, covers=(right,))


def _by_name_after(sentence: str) -> Iterator[Saying]:
    """'..., said the governor', 'according to witnesses'."""
    for match in _INVERTED.finditer(sentence):
        name = named(sentence, *match.span("by"))
        if name is not None and _NOT_INVERTED.match(sentence, name[1]):
            continue  # "X, asked again, said the truce was dead"
        if name is not None and not re.match(
            r"(?:that|in|on|at|he|she|it|they|there)\b", match["by"]
        ):
            yield _saying(
                sentence,
                name,
                denies=False,
                covers=((_clause(sentence, match.start())[0], match.start()),),
            )
    for match in _ACCORDING.finditer(sentence):
        name = named(sentence, match.start("by"), first_named(sentence, *match.span("by")))
        if name is not None:
            clause = _clause(sentence, match.start())
            covers: tuple[tuple[int, int], ...] = (
                (clause[0], match.start()),
                (name[1], clause[1]),
            )
            aside = _ASIDE.search(sentence, max(clause[0], match.start() - 120), match.start())
            if aside and _GOES_ON.match(sentence, name[1]):
                covers = ((aside.start() + 1, match.start()),)
            yield _saying(sentence, name, denies=False, covers=covers)
    for match in (*_BY_COUNT.finditer(sentence), *_SAID_BY.finditer(sentence)):
        name = named(sentence, *match.span("by"))
        if name is not None:
            clause = _clause(sentence, match.start())
            outside = ((clause[0], match.start()), (name[1], clause[1]))
            yield _saying(sentence, name, denies=False, covers=outside)
    headed = [m for m in _HEADED_LAST.finditer(sentence) if _may_speak(m["by"])]
    for match in (*_HEADLINE.finditer(sentence), *_DASHED.finditer(sentence), *headed):
        if (name := named(sentence, *match.span("by"))) is not None:
            yield _saying(sentence, name, denies=False, covers=((0, match.start()),))
    for match in _BY_PASSIVE.finditer(sentence):
        name = named(sentence, *match.span("by"))
        before = sentence[_clause(sentence, match.start())[0] : match.start()][-200:]
        if name is not None and is_claim(match["denies"], before):
            yield _saying(sentence, name, denies=True, covers=((0, match.start()),))


def _may_speak(name: str) -> bool:
    """Return whether a name at a headline's end is one of somebody who speaks: 'Ministry', 'Army Chief'."""
    return name.rsplit(maxsplit=1)[-1].lower().rstrip(".") in speaking_nouns()


def _by_claim(sentence: str) -> Iterator[Saying]:
    """'Moscow's claim that ...', 'reports by residents that ...'."""
    if not _A_CLAIM.search(sentence):
        return
    made = [
        match
        for match in _CLAIM_MADE.finditer(sentence)
        if _may_speak(match["by"].rstrip())
        and not _DENIES_IT.search(sentence, max(0, match.start() - 20), match.start())
    ]
    for match in (*_CLAIM_OF.finditer(sentence), *_CLAIM_BY.finditer(sentence), *made):
        start, end = match.start("by"), first_named(sentence, *match.span("by"))
        for verb in _DENYING.finditer(sentence, start, end):
            start = verb.end()  # "Kyiv rejected Moscow's claim"
        name = named(sentence, start, end)
        if name is not None:
            clause = _clause(sentence, match.start())
            yield _saying(sentence, name, denies=False, covers=((match.end(), clause[1]),))


def _by_participle(sentence: str, found: list[Saying]) -> Iterator[Saying]:
    """'..., adding that ...': the speaker is the one who spoke before."""
    for match in _PARTICIPLE.finditer(sentence):
        earlier = [item for item in found if item.by_span[1] <= match.start()]
        clause = _clause(sentence, match.start())
        after = sentence[match.end() : clause[1]]
        if earlier and (not match["denies"] or is_denial(match["verb"], after)):
            yield earlier[-1]._replace(
                denies=match["denies"] is not None, covers=((match.end(), clause[1]),)
            )

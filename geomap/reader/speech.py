"""Who says what in a sentence: each speaker where it stands, and the words it answers for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Alternatives for a regular expression, without groups; case matters ("the United States").
_SAYS = (
    r"said|says|say|told|tells|announced|announces|reported|reports|report|claimed|claims|claim"
    r"|stated|states|declared|declares|confirmed|confirms|confirm|added|adds|noted|notes|warned|warns"
    r"|warn|insisted|insists|insist|alleged|alleges|allege|asserted|asserts|wrote|writes|tweeted|posted"
    r"|acknowledged|acknowledges|admitted|admits|admit|conceded|concedes|explained"
    r"|argued|argues|recalled|recalls|testified|estimated|estimates|estimate|maintained|maintains"
    r"|revealed|disclosed|vowed|pledged|promised|suggested|suggests|suggest|believes|believe|thinks|think"
    r"|stressed|emphasised|emphasized|reiterated|indicated|informed|boasted|predicted|cautioned"
    r"|complained|complains|reminds|quipped|contended|contends|charged|accused|accuses|hinted"
    r"|documented|documents|recorded|counted|verified|assessed|assesses|assess"
    r"|acknowledge|concede|contend|maintain|argue|affirmed|affirms|affirm|confessed|confesses|confess|assured"
    r"|assures|announce|declare|testify|recall(?=\s{1,4}(?:that|how)\b)|explain|reveal|disclose|assert|boasts"
    r"|(?:described|describes|describe)(?![^,;.]{0,120}\sas\s)|(?:speaks?|spoke|tells?|told)\s{1,4}of"
    r"|(?:found|finds|find|concluded|concludes|swears|swore)(?=\s{1,4}that\b)|found(?=\.?$)"
    r"|puts?(?=\s{1,4}(?:the|its|their)\s{1,4}(?:\w{2,12}\s{1,4})?(?:toll|number|figure|dead|losses)\b)"
)
_SAYING = (
    r"saying|telling|announcing|reporting|claiming|stating|declaring|confirming|adding|noting|warning"
    r"|insisting|alleging|asserting|acknowledging|admitting"
)
_THEIR_WORD = (
    r"(?:claims?|reports?|allegations?|accusations?|charges?|statements?|accounts?|assertions?|figures?"
    r"|version|rumou?rs?|suggestions?)"
)
_DENIES = (
    rf"call(?:ed|s)?\s{{1,4}}(?:it|this|that|them|(?:the|this|that|these|those)\s{{1,4}}{_THEIR_WORD})\s{{1,4}}"
    r"(?:a\s{1,4}lie|lies|a\s{1,4}fabrication|fabricated|false|untrue|fake|baseless|groundless|unfounded"
    r"|propaganda|disinformation|nonsense)"
    r"|denied|denies|deny|rejected|rejects|reject|dismissed|dismisses|dismiss|refuted|refutes|disputed"
    r"|disputes|dispute|disavowed|rebutted|contradicted|contests|contested"
)
SPEAKING = (
    rf"{_SAYS}|{_SAYING}|{_DENIES}|denying|rejecting|dismissing|released|published|spoke|speaking"
)

_AUX = (
    r"(?:\s{1,4}(?:has|have|had|would|should|can|is|was|were|are|also|later|again|then|earlier|now|repeatedly|previously"
    r"|initially|immediately|separately|subsequently|promptly|still|flatly|meanwhile|\w{2,20}ly|did|does|do"
    r"|not|never|since|quoted\s{1,4}as|being|been|quickly))*"
)
_ON_DAY = (
    r"\s{1,4}(?:(?:on|late|early|in|at|this|last|earlier|yesterday|today|overnight)\s{1,4})*"
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s{1,4}(?:morning|afternoon|evening|night))?"
)
_WHEN = rf"(?:{_ON_DAY})?"
_VERB = re.compile(
    rf"(?P<aux>{_AUX}{_WHEN})\s{{1,4}}(?P<verb>(?P<says>{_SAYS})|(?P<denies>{_DENIES})"
    rf"|(?:is|are|was|were|been)\s{{1,4}}(?:{_SAYING})|quoted\s{{1,4}}as\s{{1,4}}saying)\b"
)
_PARTICIPLE = re.compile(
    rf",\s{{1,4}}(?P<verb>(?:{_SAYING})|(?P<denies>denying|rejecting|dismissing))\b"
)
_INVERTED = re.compile(
    rf"(?:,[\"”’']?|[\"”’'],?|\?[\"”’']?|,)\s{{1,4}}(?P<verb>{_SAYS})\s{{1,4}}(?P<by>[^,;.:\"“”()—]{{2,80}})"
)
_ACCORDING = re.compile(
    r"(?:\b(?:[Aa]ccording\s{1,4}to|[Aa]s\s{1,4}(?:reported|claimed|confirmed|stated)\s{1,4}by|[Cc]iting)|,\s{1,4}(?:as\s{1,4})?per(?=\s{1,4}(?:the\s|[A-Z])))"
    r"\s{1,4}(?P<by>[^,;.:\"“”()—]{2,80})"
)
# 'confirmed by the army'; who claims an attack says that it was theirs
_SAID_BY = re.compile(
    r"\b(?:is|are|was|were|been|being)\s{1,4}(?:\w{2,20}ly\s{1,4})?"
    r"(?:reported|said|confirmed|announced|described|declared|stated|alleged|documented|recorded|verified)"
    r"\s{1,4}by\s{1,4}(?P<by>[^,;.:\"“”()—]{2,60})"
)
# 'Attack on X kills nine - ministry'
_DASHED = re.compile(r"(?<=\w)(?:\s[-–—]|:)\s(?P<by>(?:[a-z][\w'’-]*\s?){1,3})$")
_HEADLINE = re.compile(
    r",\s{1,4}(?P<by>[^,;:\"“”]{2,60}?)\s{1,4}(?:Says?|Said|Claims?|Reports?|Confirms?|Warns?)\s*$"
)
# 'by the army's count': on its word alone
_BY_COUNT = re.compile(
    r"\b[Bb]y\s{1,4}(?P<by>[^,;.:\"“”()—]{2,60}?)['’]s?\s{1,4}(?:own\s{1,4})?"
    r"(?:count|account|estimates?|reckoning|tally|telling)\b"
)
_BY_PASSIVE = re.compile(
    r"\b(?P<denies>denied|rejected|dismissed|disputed|refuted|contradicted|refused)\s{1,4}by\s{1,4}(?P<by>[^,;.:\"“”()—]{2,60})"
)
_A_CLAIM = re.compile(r"claim|statement|report|allegation|assertion|account|announcement", re.I)
_CLAIM_OF = re.compile(
    r"(?<![\w.-])(?P<by>(?:[Tt]he\s{1,4})?(?:[\w.-]{1,30}\s{1,4}){0,4}[\w.-]{1,30})['’]s?\s{1,4}(?:claims?|statements?|reports?|allegations?|assertions?|accounts?|announcements?)\s{1,4}(?:that|of|to)\b"
)
_CLAIM_BY = re.compile(
    r"\b(?:[Cc]laims?|[Rr]eports?|[Aa]llegations?|[Ss]tatements?|[Aa]ssertions?|[Aa]nnouncements?)\s{1,4}(?:by|from)\s{1,4}(?P<by>[^,;.:\"“”()—]{2,60}?)(?=\s{1,4}that\b|[,;.]|\s{1,4}(?:is|are|was|were)\b|$)"
)
_ITS_OBJECT = re.compile(
    r"\s+(?:it|this|that|them|so|(?:the|this|that|these|those|such|any|all|both)\s+(?:\w+\s+)?"
    rf"(?:{_THEIR_WORD}|intrusion|incident|attack|strike|raid))"
    r"(?=\s*(?:[.,;:]|and\b|but\b|as\b|saying\b|on\b|$))"
)

_ITS_LIVES = re.compile(r"\s+(?:[\w,-]+\s+){1,5}?lives\b|\s+(?:the\s+)?(?:life|lives)\b")
# Who denies a part in an event doesn't deny the event.
_ITS_PART = re.compile(
    r"\s+(?:(?:any|all|having|its|their|his|her|direct)\s+)*(?:\w+\s+)?(?:involvement|responsibility|role|part|links?"
    r"|connection|knowledge|guilt|blame|carrying|being|supplying|arming|backing|supporting|sending|doing|done)\b"
)
# A speaker's words are cut off here.
_LEFT_EDGE = re.compile(
    r"[,;()\"“”—]|:(?!\d)|\s[-–]\s|[.!?…]\s|(?<![\w-])(?:and|but|while|whereas|that|which|as|when|where|after|before|although"
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
    r"(?<!familiar)\s+(?:on|in\s+a|in\s+an"
    r"|in\s+the(?!\s+(?:capital|city|town|village|area|region|province|district|camp|field|country|north|south|east|west))"
    r"|late|early|at\s+a|as|who|which|that|where|when|during|after|before|while|via|reached|visiting|leaked|quoted|speaking|close\s+to|reporting"
    r"|by\s+(?:telephone|phone)|told|said|has|had|have|was|were|is|are|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|yesterday|today|this\s+week|last\s+week|to\s+(?:reporters|be|have)|and\s+(?:\w+\s+)?(?:said|added|was|were|that)"
    r"|but|although|though|with)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# 'a charge Belgrade denies'
_OBJECT_FIRST = re.compile(
    rf"^(?:an?|the|this)\s+(?:\w+\s+)?{_THEIR_WORD}\s+(?:that\s+|which\s+)?(?=[A-Z]|(?:the|its|his|her|their)\s)"
)
_UNNAMED = re.compile(
    r"\s+who\s+(?:asked|declined|requested|wished|preferred|refused|spoke|was\s+not|were\s+not|is\s+not)\b[^,;.]*$"
)
_WHICH = re.compile(r",\s+(?:which|who)$")
_IS_TOLD = re.compile(r"\b(?:is|are|was|were|be|been|being)(?:\s+(?:\w+ly|also|now))*\s*$")
# A noun where a verb may stand: 'a UN report found', 'the claim that'.
_NOUN_HERE = re.compile(
    r"\b(?:the|an?|this|that|any|its|their|his|her|these|those|will|would|may|might|could|should|must|can|to|wouldn['’]t|won['’]t)$",
    re.I,
)
_ONE = re.compile(r"(?:an?|one|this|that|its|their|his|her)\s", re.I)
_BASE_FORMS = frozenset(("report", "claim", "estimate", "dispute", "contest", "suggest"))
_NEITHER = re.compile(r"\b(?:neither|nor)$", re.I)
_ORDERED = re.compile(r"(?:\s+(?!that\b|how\b|of\b)[\w'’-]+){1,4}?\s+(?:not\s+)?to\s+[a-z]+\b")
_NOT_INVERTED = re.compile(r"\s+(?:was|were|is|are|has|have|had|will|would|could)\b")
_FOLLOWED_BY_VERB = re.compile(rf"\s{{1,4}}(?:{_SAYS})\b")
_LISTENER = re.compile(
    r"(?:\s+(?!(?:that|how|of|it|he|she|they|there|about)\b)[\w'’-]+){1,6}?"
    r"(?:\s+on\s+condition\s+of\s+anonymity)?\s*(?:[,.)\]\"”]|$)"
)
# What is told to come is one thing, what happens 'as' or 'after' it another.
_TO_COME = re.compile(
    r"\s+(?:that\s+)?(?:\w+\s+){1,3}?(?:would|will)\b.*?(?=\s(?:even\s)?(?:as|while|after)\s)",
    re.DOTALL,
)
_PRONOUNS = frozenset(
    ("he", "she", "it", "they", "we", "i", "you", "who", "one", "some", "many", "others", "both")
) | {"this", "that", "there"}
_NO_SPEAKER = re.compile(
    r"^(?:the|a|an|its|his|her|their|these|those|any|no|new|more)$|^no\s"
    r"|^(?:for|to|in|at|of|by|with|from|on|whatever|whoever|what|how|why|if)\b",
    re.IGNORECASE,
)


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
    found.sort(key=lambda item: (item.by_span, item.denies))
    found.extend(_by_participle(sentence, found))
    return tuple(found)


def _clause(sentence: str, at: int) -> tuple[int, int]:
    """Return the range between semicolons that holds `at`."""
    start = max(sentence.rfind(";", 0, at), -1) + 1
    end = sentence.find(";", at)
    return start, len(sentence) if end < 0 else end


def _named(sentence: str, start: int, end: int) -> tuple[int, int] | None:
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


def _saying(
    sentence: str, name: tuple[int, int], *, denies: bool, covers: tuple[tuple[int, int], ...]
) -> Saying:
    by = sentence[name[0] : name[1]]
    return Saying(by, name, denies, covers, by.lower() in _PRONOUNS)


def _by_subject(sentence: str) -> Iterator[Saying]:
    """'The army said that ...', '..., the army said', 'Kyiv denied it'."""
    last: tuple[int, int] | None = None
    for match in _VERB.finditer(sentence):
        if _IS_TOLD.search(match["aux"]) and match["verb"][:6] != "quoted":
            continue  # "it was reported", by whom?
        if _NEITHER.search(sentence, 0, match.start()):
            continue  # "would neither confirm nor deny"
        name = _subject(sentence, match.start())
        if name is None and re.search(r"\b(?:and|but|then)$", sentence[: match.start()]):
            name = last  # "Kyiv denied it and said ..."
        last = name
        if name is None:
            continue
        clause = _clause(sentence, match.start())
        after = sentence[match.end() : clause[1]]
        if match["verb"] in _BASE_FORMS and (
            _ONE.match(sentence, *name) or _FOLLOWED_BY_VERB.match(after)
        ):
            continue  # "A UN report found"
        if _WHICH.search(sentence, 0, match.start()) and "," in after:
            after = after[: after.index(",")]  # "Belgrade, which denies shelling X, has ..."
            clause = (clause[0], match.end() + len(after))
        if re.match(r"\s+(?:of|by|from|about)\b", after) and match["verb"] in {
            "reports",
            "claims",
            "report",
            "claim",
            "estimates",
        }:
            continue  # "Russian reports of ..." are things
        if match["verb"] in ("told", "tells") and _ORDERED.match(after):
            continue  # "has told its citizens to leave"
        if match["verb"].startswith("claim") and _ITS_LIVES.match(after):
            continue  # "the blast claimed 12 lives"
        if match["denies"]:
            if _ITS_PART.match(after):
                continue
            if _ITS_OBJECT.match(after) or not re.search(r"\w", after):
                yield _saying(sentence, name, denies=True, covers=((0, name[0]),))
            else:
                yield _saying(sentence, name, denies=True, covers=((match.end(), clause[1]),))
            continue
        before = sentence[clause[0] : name[0]]
        comes_after = (
            re.search(r"[,\"”’'?]\s*(?:but\s+|and\s+|(?:or\s+)?so\s+|as\s+)?$", before) is not None
            and len(before.strip()) > 12
        )
        ends = re.match(
            rf"(?:\s+(?:reporters|journalists|AFP|Reuters|AP|the\s+\w+|in\s+an?\s+[\w\s-]{{2,40}}|(?:on|via)\s+(?:the\s+)?[A-Z]\w*|by\s+\w+|on\s+(?:its|his|her|their)\s+[\w\s-]{{2,30}}|here|there|again|earlier|later)|{_ON_DAY})*\s*(?:[,.)\]\"”]|$)",
            after,
        )
        if match["verb"] in ("told", "tells") and _LISTENER.match(after):
            ends = _LISTENER.match(after)
        to_come = _TO_COME.match(after)
        right = (match.end(), match.end() + to_come.end() if to_come else clause[1])
        left = (clause[0], name[0])
        if comes_after and (ends or not re.match(r"\s+(?:that|it|he|she|they|\w+)\b", after)):
            parenthetical = ends is not None and ends.group().rstrip().endswith(",")
            yield _saying(
                sentence, name, denies=False, covers=(left, right) if parenthetical else (left,)
            )
        else:
            yield _saying(sentence, name, denies=False, covers=(right,))


def _subject(sentence: str, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends at `end`, the subject of the verb that follows."""
    low = max(0, end - 160)
    text = _WHICH.sub("", sentence[low:end])
    text = _UNNAMED.sub("", text)
    if text.endswith(","):
        # "Ihor K., the mayor, said": the name stands before the apposition
        inner = text[:-1].rfind(",")
        if inner <= 0:
            return None
        text = text[:inner]
    edges = list(_LEFT_EDGE.finditer(text))
    start = edges[-1].end() if edges else 0
    while edges and edges[-1].group().lower() == "and":
        # "Moscow and Minsk said": both, where what stands before is a name alone
        earlier = edges[-2].end() if len(edges) > 1 else 0
        if not re.fullmatch(
            r"\s*(?:(?:[Tt]he\s+)?(?:[A-Z][\w.'’-]*\s*){1,4}"
            r"|(?:the|an?|two|three|four|several|many|some)\s+[\w-]+\s*)",
            text[earlier : edges[-1].start()],
        ):
            break
        start = earlier
        edges.pop()
    return _named(sentence, low + start, low + len(text))


def _by_name_after(sentence: str) -> Iterator[Saying]:
    """'..., said the governor', 'according to witnesses'."""
    for match in _INVERTED.finditer(sentence):
        name = _named(sentence, *match.span("by"))
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
        name = _named(sentence, *match.span("by"))
        if name is not None:
            clause = _clause(sentence, match.start())
            yield _saying(
                sentence,
                name,
                denies=False,
                covers=((clause[0], match.start()), (name[1], clause[1])),
            )
    for match in (*_BY_COUNT.finditer(sentence), *_SAID_BY.finditer(sentence)):
        name = _named(sentence, *match.span("by"))
        if name is not None:
            clause = _clause(sentence, match.start())
            outside = ((clause[0], match.start()), (name[1], clause[1]))
            yield _saying(sentence, name, denies=False, covers=outside)
    for match in (*_HEADLINE.finditer(sentence), *_DASHED.finditer(sentence)):
        if (name := _named(sentence, *match.span("by"))) is not None:
            yield _saying(sentence, name, denies=False, covers=((0, match.start()),))
    for match in _BY_PASSIVE.finditer(sentence):
        name = _named(sentence, *match.span("by"))
        if name is not None:
            yield _saying(sentence, name, denies=True, covers=((0, match.start()),))


def _by_claim(sentence: str) -> Iterator[Saying]:
    """'Moscow's claim that ...', 'reports by residents that ...'."""
    if not _A_CLAIM.search(sentence):
        return
    for match in (*_CLAIM_OF.finditer(sentence), *_CLAIM_BY.finditer(sentence)):
        name = _named(sentence, *match.span("by"))
        if name is not None:
            clause = _clause(sentence, match.start())
            yield _saying(sentence, name, denies=False, covers=((match.end(), clause[1]),))


def _by_participle(sentence: str, found: list[Saying]) -> Iterator[Saying]:
    """'..., adding that ...': the speaker is the one who spoke before."""
    for match in _PARTICIPLE.finditer(sentence):
        earlier = [item for item in found if item.by_span[1] <= match.start()]
        if earlier:
            clause = _clause(sentence, match.start())
            yield earlier[-1]._replace(
                denies=match["denies"] is not None, covers=((match.end(), clause[1]),)
            )

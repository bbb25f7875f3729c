"""Who denies what a sentence tells: later in it, after a semicolon, or in the sentences that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.reader.voice.left_open import NEGATES
from geomap.reader.voice.speaker_names import named, subject
from geomap.reader.voice.speech import Saying, sayings
from geomap.reader.voice.speech_senses import denies_part
from geomap.reader.wording import cues
from geomap.reader.wording.actor_words import word_set
from geomap.reader.wording.grammar_words import AUX, DETERMINERS, PREPOSITIONS, PRONOUNS
from geomap.reader.wording.speech_words import DENIES, FALSE, THEIR_WORD

Range = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_HOLDING = ("capture", "occupation")
# What is said of any event: 'denied that its forces had fired on the town on Monday'.
_OF_ANY_EVENT = (
    AUX
    | DETERMINERS
    | PREPOSITIONS
    | PRONOUNS
    | word_set(
        """that any such all no none having own there we us them one ones
        town city village area place site post base position positions territory building buildings target targets
        vessel ship aircraft plane force forces troops soldiers fighters men gunmen jets planes drones guns artillery units
        army military rebels taken took carried carrying out launched launching conducted conducting staged made making done fallen
        monday tuesday wednesday thursday friday saturday sunday yesterday today night morning day week overnight last"""
    )
)
# Whom it hurt, or was aimed at, is not whether it happened.
_HURT = re.compile(r"\b(?:hurt|harmed|wounded|injur|casualt|killed|died)", re.I)
_AIMED = re.compile(r"\b(?:target|deliberate|intention|indiscriminat)", re.I)
_WHOSE = re.compile(r"^(?=[A-Z])(?:\w+(?:an|i|ish|ese|ch)|[A-Z]{2,8})$")  # 'Russian', 'RSF'
_FIGURES = re.compile(r"\b(?:figures?|tolls?|numbers?|counts?|estimates?|losses)\b", re.I)
_CLAUSE_ENDS = re.compile(r"[,;:—“”\"]|\s(?:and|but|while|because|since|saying|adding|insisting)\s")
_DENYING = re.compile(rf"\b(?:{DENIES})")
_DENIED = re.compile(
    r"\s(?:(?:has|have|had|also|again|later|[a-z]{2,16}ly)\s){0,3}(?:denied|denies|deny)\b"
)
_REFUSES = re.compile(r"reject|dismiss|contest|refus")
_CLAIM = re.compile(rf"\b{THEIR_WORD}|\b{FALSE}\b", re.I)
# 'Israel said they had not', 'said it had not done so'
_HAD_NOT = re.compile(
    r"\W*(?:that\s)?(?:(?:its|the|their)\s\w+(?:\s\w+)?|it|they|he|she|we)\s(?:had|has|have|did|was|were)"
    r"(?:\snot|n['’]t)(?:\sdone\s(?:so|it|that))?\W*"
)
_WHAT_WAS_SAID = (
    rf"(?:this|that|it|(?:the|this|that|these|those|such)\s(?:\w{{2,20}}\s)?{THEIR_WORD})"
)
# not 'this is false economy'
_ALONE = r"(?!\s(?!claim|report|news|information|propaganda|rumou?r|story|allegation|because|since|that\b)[a-z]{4,})"
_UNTRUE = re.compile(
    rf"\b{_WHAT_WAS_SAID}\s(?:(?:is|are|was|were|had\sbeen)\s(?:\w+ly\s|all\s|just\s)?(?:an?\s)?(?:{FALSE}{_ALONE}|not\strue|incorrect)"
    r"|(?:never|did\snot|didn['’]t|had\snot)\s(?:happen(?:ed)?|(?:take|took|taken)\splace))\b",
    re.I,
)
_NO_SUCH = re.compile(
    r"\b(?:nothing\sof|no|not\sof)\s(?:any\s)?such\s(?:an?\s)?(?!(?:thing|place|person)\sas\b)(?P<what>\w+)"
)
_THING = word_set("thing event incident")
# 'no ship had been hit', 'it had not fired on the town', 'the town had not fallen'
_NOT_SO = re.compile(
    r"\W*(?:that\s)?(?:(?:no|none\sof)\s[^,;.]{2,40}?\s(?:had|has|was|were|took|[a-z]{2,14}ed|flew|fell|hit)\b[^,;.]{0,40}"
    r"|[^,;.]{2,40}?\s(?:had|has|have|did|was|were)(?:\s(?:not|never)|n['’]t)\s[^,;.]{2,60})"
)
# 'no troops had been captured', 'no one was hit': whether the town was is left open
_UNHURT = re.compile(
    r"\W*(?:that\s)?(?:(?:no\s?one|nobody|none\sof\s[^,;.]{2,30}?)|[^,;.]{0,30}?\b(?:troops|soldiers|servicem[ae]n|personnel|fighters"
    r"|civilians|people|workers|staff|residents|villagers|children|prisoners|men|crew))\s(?:(?:had|has|have)(?:\snot|\snever|n['’]t)?\sbeen"
    r"|(?:was|were)(?:\snot|\snever|n['’]t)?)\s(?:captured|hit|taken|struck|shot|seized|targeted|attacked|surrounded)\b"
)
_HELPED_BY = (
    r"(?:backed|supported|armed|supplied|funded|financed|aided|helped|sponsored|trained|equipped)"
)
_HELPING = r"(?:backing|supporting|arming|supplying|funding|financing|aiding|helping|sponsoring|training|equipping)"
_HELPS = r"(?:backs|supports|arms|supplies|funds|finances|aids|helps|sponsors|trains|equips)"
_HELP = r"(?:arms|weapons|aid|money|help|support|supplies|backing|funding|training)"
_NAMES = r"(?:the\s)?[A-Z][\w’'.-]*(?:\s(?:and\s)?(?:the\s)?[A-Z][\w’'.-]*){0,3}"
# Who only helps those who did it denies that: 'The rebels, backed by Dolna, took Kelm. Dolna denies it.'
_HELPED = re.compile(
    rf"\b{_HELPED_BY}\sby\s{_NAMES}|\b[A-Z][\w’'.]{{1,30}}-{_HELPED_BY}\b|\b{_HELP}\s(?:from|of)\s{_NAMES}"
    rf"|\b[A-Z]\w{{1,30}}['’]s?\s(?:help|support|aid|backing|funding)\b"
    rf"|\b[A-Z]\w{{1,30}}(?:,\swhich)?\s(?:\w+ly\s|also\s)?(?:{_HELPS}|{_HELPED_BY}(?!\sby\b)|(?:of|is|was)\s{_HELPING})\b"
)
_ACCUSED = re.compile(
    r"\b(?:accus(?:ed|es|e|ing)|blam(?:ed|es|e|ing))\s(?P<by>[^,;.]{2,60}?)\s(?:of|for)\b"
)
_NOT_DONE = re.compile(
    rf"{NEGATES}|\b(?:hoax|staged|fabricated|averted|foiled|thwarted|failed|abort|cancel|prevent|plot|almost|nearly|rumou?r"
    r"|if|would|could)",
    re.I,
)
_MARKS = " \"“”‘’',"
_SHORT = 40  # code points that may stand before who denies 'it': 'In a statement on Monday, '
# 'Dolna, accused of arming them, denies it': that is something else
_CHARGED = re.compile(r"\b(?:accused|charged|blamed|suspected)\s(?:by|of|with|in|for)\b")
_IN_COURT = re.compile(r"\b(?:accused|defendants?|suspects?)$")


class _Denial(NamedTuple):
    """Who denies, None for a pronoun; and what, None where that is what was told before."""

    by: str | None
    what: str | None


def denied_after(
    sentence: str,
    event: Range,
    mention: Range,
    following: Sequence[str],
    *,
    site: str,
    claimant: str | None = None,
) -> tuple[str, ...]:
    """Return who denies afterwards what `sentence` tells at `event`, but for the `claimant`.

    `following` are the next sentences, as far as they name no other place.
    """
    said = [one for one in sayings(sentence) if not one.denies]
    told_last = not said or said[-1].holds(event) or said[-1].holds(mention)
    first, *own = sentence[max(event[1], mention[1]) :].split(";")
    before = sentence[: max(event[1], mention[1])] + first
    parts = [(part, True) for part in own]
    parts += [(part, False) for told in following for part in told.split(";")]
    found: list[str] = []
    follows = told_last  # whether 'it' means the event
    for part, is_own in parts:
        denied_here = False
        for denial in _denials(part, sentence):
            is_meant = (
                follows
                if denial.what is None
                else _is_told(denial.what, before, event, site=site, may_name=not is_own)
            )
            by = denial.by or accused(sentence)
            if denial.what is None and by:
                is_meant = is_meant and not _only_helps(by, before)
            if is_meant and by and not (is_same(by, claimant) or _IN_COURT.search(by)):
                found.append(by)
                denied_here = True
        follows = follows and denied_here
    return tuple(found)


def accused(sentence: str) -> str | None:
    """Return who is accused or blamed in `sentence`: 'they' who deny it; None where nobody is."""
    match = _ACCUSED.search(sentence)
    name = named(sentence, *match.span("by")) if match else None
    return sentence[slice(*name)] if name else None


def denies_help(one: Saying, sentence: str) -> bool:
    """Return whether who denies 'it' in `sentence` is told of there as one who only helps those who act."""
    end = one.by_span[0]
    return one.covers[0] == (0, end) and not one.pronoun and _only_helps(one.by, sentence[:end])


def _only_helps(by: str, told: str) -> bool:
    """Return whether `told` names `by` as one who helps those who act, and nowhere else."""
    helping = _starts(" ".join(_HELPED.findall(told)))
    words = [word for word in _WORD.findall(by) if word.lower() not in DETERMINERS]
    names = [word for word in words if word[0].isupper()] or words
    only = helping - _starts(_HELPED.sub(" ", told))
    return not only.isdisjoint(_starts(" ".join(names)))


def _starts(words: str) -> set[str]:
    """Return how the words begin: 'Dolna' and 'Dolnan' alike."""
    return {word.lower()[:4] for word in _WORD.findall(words)}


def is_same(name: str, other: str | None) -> bool:
    """Return whether both are one speaker: 'The army' and 'the army'."""
    return other is not None and _bare(name) == _bare(other)


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ")


def asserted_by(sentence: str, mention: Range, trigger: Range | None) -> Saying | None:
    """Return the saying by which somebody claims that the event happened; None where none does.

    What is denied before it in the sentence, or negated in what is claimed, is claimed by nobody.
    """
    found = sayings(sentence)
    event = told_of(found, trigger or mention, mention)
    denials = [one for one in found if one.denies]
    if any(one.holds(event) and one.by_span[0] < event[0] for one in denials):
        return None
    last = max(event[1], mention[1])
    for one in found:
        if one.denies or not (one.holds(event) and one.holds(mention)):
            continue
        start, end = one.covers[0][0], one.covers[-1][1]
        if denials:
            own = _DENYING.search(sentence, last, end)
            end = min(
                [
                    own.start() if own else end,
                    *(d.by_span[0] for d in denials if d.by_span[0] > last),
                ]
            )
        if not _NOT_DONE.search(sentence, start, end):
            return one
    return None


def told_of(found: Sequence[Saying], event: Range, mention: Range) -> Range:
    """Return `event`, or the mention where that word is a speaker's or of what its speaker denies beside it."""
    if any(one.by_span[0] <= event[0] < one.by_span[1] for one in found):
        return mention  # "the militia said"
    denied = any(one.denies and one.holds(event) and not one.holds(mention) for one in found)
    claimed = any(one.holds(mention) and not one.holds(event) for one in found if not one.denies)
    return mention if denied and claimed else event


def only_disputed(
    sentence: str, mention: Range, cue: cues.Cue | None, site: str, following: Sequence[str]
) -> str | None:
    """Return who claims the event where another denies it: 'the rebels said they had taken X, which the army denied'.

    So too where the same speaker denied something else before.
    """
    trigger = cue.span if cue else None
    claim = asserted_by(sentence, mention, trigger)
    if claim is None:
        return None
    disputed = any(one.denies for one in sayings(sentence)) or denied_after(
        sentence, trigger or mention, mention, following, site=site, claimant=claim.by
    )
    return claim.by if disputed else None


def _denials(part: str, sentence: str) -> Iterator[_Denial]:
    """Yield who denies in `part`, and what, in the order of the text."""
    found = sayings(part)
    for at, one in enumerate(found):
        quoted = not one.denies and one.covers[0][0] == 0
        opens = at == 0 and (one.by_span[0] <= _SHORT or quoted) and not _CHARGED.search(part)
        by = None if one.pronoun else one.by
        if one.denies:
            yield from _denial_by_verb(part, one, by, opens=opens)
        else:
            for start, end in one.covers:
                yield from _denial_in_words(part[start:end].strip(_MARKS), by, opens=opens)
    for match in _DENIED.finditer(part):
        name = subject(part, match.start())
        if name and denies_part(part[match.end() : match.end() + _SHORT]):
            by = part[slice(*name)]
            if by.split()[-1].lower() in _WORD.findall(sentence.lower()):
                yield _Denial(by, None)  # the one whose deed it is said to be


def _denial_by_verb(part: str, one: Saying, by: str | None, *, opens: bool) -> Iterator[_Denial]:
    """Yield what is denied by a verb: 'denied it', 'denied the attack', 'denied that the town had fallen'."""
    verb = _DENYING.search(part, one.by_span[1])
    if verb is None:
        return
    what = _clause(part[verb.end() :])
    if _REFUSES.match(verb.group()) and not _CLAIM.search(part, verb.start()):
        return  # an offer, a deal
    if _FIGURES.search(what):
        return
    bare = one.covers[0] == (0, one.by_span[0])
    if not bare or (cues.is_cue(what, "battlefield") and not _CLAIM.search(what)):
        yield _Denial(by, what)
    elif opens:
        yield _Denial(by, None)


def _denial_in_words(said: str, by: str | None, *, opens: bool) -> Iterator[_Denial]:
    """Yield what is denied by what is said: 'they had not', 'that is a lie', 'no ship had been hit'."""
    if _HAD_NOT.fullmatch(_clause(said)) or _UNTRUE.search(said):
        if opens:
            yield _Denial(by, None)
    elif such := _NO_SUCH.search(said):
        yield _Denial(by, None if such["what"] in _THING else such["what"])
    elif (negated := _NOT_SO.match(_clause(said))) and not (
        _HURT.search(negated.group()) or _UNHURT.match(negated.group())
    ):
        yield _Denial(by, re.sub(r"\b(?:not|never)\b|n['’]t\b", "", negated.group()))


def _clause(text: str) -> str:
    """Return `text` up to where its first clause ends."""
    end = _CLAUSE_ENDS.search(text)
    return text[: end.start()] if end else text


def _is_told(what: str, sentence: str, event: Range, *, site: str, may_name: bool) -> bool:
    """Return whether `what` is the event told at `event` of `sentence`, and nothing beside it.

    `may_name`: it may name who acts ('that Russian jets had hit it').
    """
    if _AIMED.search(what):
        return False
    spans = cues.cue_spans(what, site)
    own = sentence[slice(*event)]
    sure = cues.cue_spans(what, site, faint=False)  # not 'denied the two were fighters'
    if not any(_holds(what[slice(*span)]) == _holds(own) for span in sure):
        return False
    told = {_stem(word) for word in _WORD.findall(sentence.lower())}
    for match in _WORD.finditer(what):
        word = match.group()
        if word.lower() in _OF_ANY_EVENT or _stem(word.lower()) in told:
            continue
        if any(start <= match.start() < end for start, end in spans):
            continue
        if not (may_name and _WHOSE.search(word)):
            return False
    return True


def _stem(word: str) -> str:
    return word[:5].rstrip("s")


def _holds(words: str) -> bool:
    """Return whether the cue tells who holds a place, not that it was attacked: 'captured', 'entered'."""
    found = cues.find(words, mention=(0, 0), site="battlefield")
    return found is not None and (
        found.event_type in _HOLDING or found.text.lower().startswith("enter")
    )

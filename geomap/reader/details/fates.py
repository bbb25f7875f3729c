"""What a sentence says became of the people it counts: killed, wounded, missing, captured, displaced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.model import CasualtyKind
from geomap.reader.details.casualty_words import casualty_words
from geomap.reader.details.counted import AFTER_NUMBER, THINGS, WORD, Count, skip
from geomap.reader.details.tolls import first_part, is_unreal
from geomap.reader.voice.speaker_names import subject
from geomap.reader.wording.actor_words import lexicon, word_set
from geomap.reader.wording.numbers import NUMBER

# Between a number of people and the word that says what became of them.
_BETWEEN = re.compile(
    # 'eight soldiers | and policemen were', 'three observers | of the United Nations were'
    r"(?:\s+(?:(?:and|or)\s+(?:[a-z-]+\s+)?[a-z]{2,20}(?:s|men|women)|(?:of|from)\s+(?:the\s+)?[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,2})"
    r"(?=\s+(?:were|have)\b))?"
    r"(?:\s+(?:(?:was|were|is|are|have|has|had|been|being|be|also|reportedly|later|still|left|feared|confirmed"
    r"|presumed|believed|more|others|other|them|on|board|who|already|now|all|reported|said|to|thought|listed|as"
    r"|instantly|immediately|and|or|either|lay|lying|remain|remained|got|taken)\b|\w+ly\b))*\s*[\"“‘]?"
)
# 'sustained splinter injuries'
_HURT = re.compile(
    r"(?:sustained|suffered|received)\s+(?:(?:[\w-]{3,20}|\w{3,20}\sand)\s+){0,3}?(?:injur(?:y|ies)|wounds?|burns|fractures)\b"
)
_ASIDE = re.compile(
    r"\s*(?:,?\s*aged\s+\d{1,3}\b(?:\s+and\s+\d{1,3}\b)?,?"
    r"|,\s*(?:including|among\s+them|mostly|(?:[\w-]{1,15}\s+){1,4}?of\s+(?:them|whom))\b[^,;.]{1,80},"
    r"|,\s*(?:all|both|most|many|mostly|some|one|almost\s+all|nearly\s+all)\s[^,;.\d]{1,60},(?=\s+(?:was|were|have|had|died)\b)"
    r"|,\s(?!(?:an?|the)\s)[^,;.\d]{1,90},(?=\s+(?:were|have\s+been|had\s+been)\s+(?:\w+ly\s+)?(?:killed|wounded|injured|hurt|captured|taken|shot\s+dead)\b)"
    r"|\s+in\s+all|\s*\([^()]{1,60}\))"
)
_AND = re.compile(
    r"\s*(?:,|,?\s*and|,?\s*or|,?\s*as\s+well\s+as|\bor)\s*(?:(?:also|injuring|his|her|their)\s+)?"
)
_VERB_BEFORE = re.compile(
    r"([^\W\d_]+)\s+(?:(?:dead|down|off|up|away|again|him|in\s+all|to\s+death|alive)\s+)?(?:(?:the|its|their|his|her)\s+)?(?:bodies\s+of\s+)?(?:a\s+(?:\w+\s+)?family\s+of\s+)?[\"'“‘]?$"
)
_TOLL = re.compile(
    r"\b(?P<what>(?:death\s+|casualty\s+)?toll|number\s+of\s+(?:dead|deaths|wounded|injured)|(?:dead|wounded)\s+at)\b"
    r"(?:\s+[\w'’-]+){0,12}?\s+(?:to|at|of|is|was|reached|passed|stands\s+at|exceeded|as\s+(?:high|low)\s+as)\s*$"
)
# 'the mayor spoke of |', 'police gave a lower figure of |': of those counted before
_A_FIGURE = re.compile(
    r"(?P<gives>(?:\s+(?:has|have|had|also|later|at\s+first|initially))*\s+(?:(?:spoke|spoken|speaks?|talked)\s+of"
    r"|(?:g[ai]ven?|gives|offered|issued)\s+(?:an?|its\s+own|their\s+own)\s+(?:[\w-]{1,20}\s+){0,3}?"
    r"(?:figure|toll|count|tally|number|estimate|total)\s+of))\s+$"
    r"|\bputs?\s+(?:it|the\s+(?:figure|number|total|count))\s+(?:at|as\s+(?:high|low)\s+as)\s+$"
    r"|(?<!population\s)(?<!head\s)\b(?:figure|count|tally|total)\s+(?:is|was|stands\s+at|stood\s+at|of)\s+$"
)
_ALONE = re.compile(
    r"\s*(?:$|[,.;:)”\"]|(?:dead|killed|victims|deaths|bodies|casualties|and|but|while|in|on|at|after)\b)"
)
# 'the killing of |': done to so many people
_DEEDS: dict[str, CasualtyKind] = {
    **dict.fromkeys(
        ("killing", "massacre", "murder", "slaughter", "execution", "death", "beheading"), "killed"
    ),
    **dict.fromkeys(("kidnapping", "abduction"), "captured"),
    **dict.fromkeys(("wounding",), "wounded"),
    **dict.fromkeys(("disappearance",), "missing"),
    **dict.fromkeys(("displacement",), "displaced"),
}
_LIVES_OF = re.compile(
    r"\b(?:cost|claim(?:ed|s|ing)|took|taking|taken)\s+the\s+lives\s+of\s+$"
)  # 'the attack cost the lives of |'
_DEED_OF = re.compile(rf"\b((?:{'|'.join(_DEEDS)})s?)\s+of\s+$", re.I)
_LEFT = re.compile(r"\b(?:leaving|left|leaves|with)\s*$", re.IGNORECASE)
# What happened to those counted, whatever follows.
_OWN = word_set(
    """dead died die dies perished missing fled flee fleeing drowned
    hostage prisoner captive homeless vanished disappeared"""
)
_LIST = 20  # numbers: a list that is longer is no list of people

_Kind = tuple[CasualtyKind | None]  # a kind that may be None, to tell it from no kind found


def kinds(
    sentence: str, counts: Sequence[Count], before: CasualtyKind | None = None
) -> list[_Kind | None]:
    """Return what became of each of `counts`, in order; None where the sentence doesn't say.

    `before` is what became of those counted in the sentence before it.
    """
    found = [_kind_before(sentence, counts, i) for i in range(len(counts))]
    last: _Kind | None = (before,) if before else None
    for i, count in enumerate(counts):
        if found[i] is None:
            found[i] = _kind_after(sentence, counts, i)
        if found[i] is None and i and found[i - 1] and _goes_on(sentence, counts[i - 1], count):
            found[i] = found[i - 1]
        if found[i] is None and last and _is_figure(sentence, count):
            found[i] = last
        last = found[i] or last
    return found


def _is_figure(sentence: str, count: Count) -> bool:
    """Return whether a number without a noun is given as the figure: 'the mayor spoke of nine.'"""
    if count.noun or not _ALONE.match(sentence, count.end):
        return False
    return _A_FIGURE.search(sentence, max(0, count.start - 120), count.start) is not None


def giver(sentence: str, span: tuple[int, int]) -> str | None:
    """Return who gives the number at `span` as a figure: 'police gave a toll of nine'; None where nobody is named."""
    figure = _A_FIGURE.search(sentence, max(0, span[0] - 120), span[0])
    if figure is None or not figure["gives"]:
        return None
    name = subject(sentence, figure.start())
    return sentence[slice(*name)] if name else None


_AND_THERE = re.compile(
    r"(?:\s+(?:was|were|have|been|died|killed|wounded|injured|captured|dead|missing|hurt|more|others|people)){0,4}"
    r"\s+(?:in|at|near)\s+[^;.,]{1,60}(?:,[^;.,]{1,60})?(?:,?\s+and|,)\s+"
)
_IN = re.compile(
    r"(?:\s+(?:more|others))?\s+(?:in|at|near)\s+(?:the\s+)?[A-Z][\w'’-]{1,30}(?:\s+[A-Z][\w'’-]{1,30}){0,3}"
    r"(?:\s+(?:region|province|oblast|district|state|county))?\s*(?:[.,;:)]|$|\b(?:on|when|as|after|during|while|and)\b)"
)


_FROM = re.compile(r"\s+(?:in|at|near|from)\s+(?:the\s+)?[A-Z]")
# 'killed 16 people| since Wednesday, |12 of them in X'
_OF_ALL = re.compile(
    r"(?:\s+(?:were|was|have|had|been|killed|wounded|injured|died|dead|missing|left|their|homes|today|yesterday|overnight|"
    r"(?:since|on|in|across|over|during)\s(?:the\s)?[\w’'-]+(?:\s[A-Z]\w+)?)){0,5},\s+(?:including\s+)?(?:at\s+least\s+)?"
)


def _goes_on(sentence: str, earlier: Count, count: Count) -> bool:
    """Return whether a number only repeats the one before elsewhere: '8 were killed in X and 5 in Y'."""
    if count.noun == "them" and _FROM.match(sentence, count.end):  # 'killed 16, 12 of them in X'
        return _OF_ALL.fullmatch(sentence[earlier.end : count.start]) is not None
    if count.noun == THINGS or _IN.match(sentence, count.end) is None:
        return False
    if first_part(sentence, earlier.end) == count.start:
        return True
    return _AND_THERE.fullmatch(sentence, earlier.end, count.start) is not None


def _kind_before(sentence: str, counts: Sequence[Count], index: int) -> _Kind | None:
    """Return what the verb before a number says became of so many; None when it says nothing."""
    words = casualty_words()
    for earlier in range(index, max(-1, index - _LIST), -1):
        at = counts[earlier].start
        before = sentence[max(0, at - 200) : at]
        match = _VERB_BEFORE.search(sentence, max(0, at - 80), at)
        if match and (kind := words.before.get(match[1].lower())):
            if is_unreal(sentence, match.start()):
                return None
            is_dead = match.group().split()[1:2] == ["dead"]
            is_dead = is_dead or match.group().rstrip().endswith(("to death", "alive"))
            verb = "killed" if is_dead else match[1].lower()  # "shot dead twelve people"
            return _fitting(sentence, counts[index], kind, verb)
        if deed := _DEED_OF.search(before):
            return (_DEEDS[deed[1].lower().rstrip("s")],)
        if (taken := _LIVES_OF.search(sentence, max(0, at - 40), at)) is not None:
            return None if is_unreal(sentence, taken.start()) else ("killed",)
        if _TOLL.search(before):
            return ("wounded",) if re.search(r"wounded|injured", before[-60:]) else ("killed",)
        if earlier and not _AND.fullmatch(sentence, counts[earlier - 1].end, counts[earlier].start):
            return None
    return None


_TO_DEATH = re.compile(r"\s+(?:[\w-]{1,20}\s+){0,2}?(?:to\s+death|alive)\b")


def _fitting(sentence: str, count: Count, kind: CasualtyKind, verb: str) -> _Kind | None:
    """Return `kind` where the number can be one of people it happened to."""
    after = sentence[count.end : count.end + 40]
    if verb.startswith("claim"):
        return ("killed",) if count.noun == "lives" else None
    if verb.startswith("los"):
        return ("killed",) if count.noun in casualty_words().lost else None
    if verb in casualty_words().deadly:
        return ("killed",) if _TO_DEATH.match(after) else None
    if verb in ("whisked", "carted", "spirited", "bundled", "marched", "carried"):
        is_off = re.search(
            r"\baway\s+\W?$|\boff\s+\W?$", sentence[max(0, count.start - 20) : count.start]
        )
        return ("captured",) if is_off and count.noun not in casualty_words().counts else None
    if verb.startswith(("neutrali", "eliminat", "liquidat", "martyr")):
        return ("killed",) if count.noun else None
    if verb == "shot":
        return ("killed",) if re.match(r"\s+dead\b", after) else None
    if kind == "captured":
        if verb.startswith("t"):
            is_taken = re.match(r"\s+(?:prisoners?|hostages?|captives?)\b", after)
            return (
                ("captured",)
                if is_taken or count.noun.startswith(("prisoner", "hostage", "captive"))
                else None
            )
        return (
            ("captured",)
            if count.noun or verb.startswith(("captured", "kidnap", "abduct"))
            else None
        )
    if verb.startswith(("forc", "dr", "sen")):
        is_out = re.match(
            r"\s+(?:to\s+(?:flee|leave|abandon|seek)|from\s+their|out|fleeing)\b", after
        )
        return ("displaced",) if is_out else None
    return (kind,)


def _kind_after(sentence: str, counts: Sequence[Count], index: int) -> _Kind | None:
    """Return what the words after a number say became of so many."""
    words = casualty_words()
    count = counts[index]
    if count.noun in words.counts:
        own = words.counts[count.noun]
        if count.noun in ("bodies", "corpses", "lives") and count.low == 0:
            return None
        return (own,)
    if count.low == 1 and _HEAD_OF.search(sentence[max(0, count.start - 20) : count.start]):
        follows = WORD.match(sentence, skip(sentence, count.end))
        if follows and follows.group() in ("were", "have", "are"):
            return None  # "nine people from one family were killed"
    at = count.end
    last = index
    while True:
        if (aside := _ASIDE.match(sentence, at)) is not None:
            at = aside.end()
            if aside.group().endswith(",") and _HEAD_OF.search(sentence, 0, count.start):
                return None  # 'bodyguards of the two ministers, who were unhurt, were killed'
        between = _BETWEEN.match(sentence, at)
        assert between is not None
        for pattern, kind in words.phrases:
            if pattern.match(sentence, at):
                return (kind,)
        if _HURT.match(sentence, between.end()):
            return ("wounded",)
        word = WORD.match(sentence, between.end())
        if word is None or word.group().lower() not in words.after:
            past = _past_modifier(sentence, at, count)
            for pattern, kind in words.phrases:
                if past and pattern.match(sentence, past.start() - 1):
                    return (kind,)
            word = past or word
        if word is not None and (kind_found := words.after.get(word.group().lower())):
            if word.group().lower() == "captured" and _is_set_free(sentence, count, word):
                return None
            return _plausible(sentence, count, kind_found, word)
        last += 1
        if last >= min(len(counts), index + _LIST) or not _AND.fullmatch(
            sentence, at, counts[last].start
        ):
            return _fronted(sentence, counts, index)
        at = counts[last].end


# 'captured in May | went home': taken before, whatever is told of them now
_SET_FREE = re.compile(
    r"(?:\s+(?!and\b|but\b)[\w-]{1,20}){1,6}?\s+(?:(?:went|came|returned|sent|flown)\s+home|(?:are|were|is|was|have|has|had)\s+"
    r"(?:(?:still|now|been|being|also|to\s+be|set)\s+){0,3}(?:held|home|back|freed?|released|exchanged|swapped|returned|sent"
    r"|handed|flown|repatriated))\b"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being)\b")


def _is_set_free(sentence: str, count: Count, word: re.Match[str]) -> bool:
    """Return whether 'captured' only tells of whom the sentence is: 'nine men captured in May went home'."""
    if _PASSIVE.search(sentence, count.end, word.start()):
        return False
    return _SET_FREE.match(sentence, word.end()) is not None


# 'from the 5th Brigade', 'in a car', 'guarding the bank', 'dressed in black'
_MODIFIER = re.compile(
    r"\s+(?:who\s+(?:was|were|had\s+been)\s+[a-z]{2,15}ing|from|of|in|at|with|aboard|inside|near|for|on\s+(?:a|an|the|board|their|his|patrol|foot|duty)|under|behind|outside|loyal\s+to"
    r"|[a-z]{2,15}ing(?<!being)(?<!during)|armed|dressed|clad|disguised|accused|suspected|known|described|identified|attached|belonging)"
    r"(?P<rest>(?:\s+[\w'’-]{1,30}){1,9}?)(?:,\s+(?:including|among\s+them|all|both|most)\s[^,;.]{1,60},)?\s+(?P<aux>was|were|have\s+been|had\s+been|are\s+feared|are\s+(?:reported|confirmed))\s+"
    r"(?:(?:also|reportedly|later|all|both|then|being|[a-z]{3,15}ly)\s+)?(?P<fate>[a-z-]{3,20})\b"
)
# What no modifier holds: it begins a clause of its own, or another subject.
_CLAUSE = word_set(
    """was were is are has have had and or but who whom which that when where while after before as because since said
    says told if than then will would not by"""
)
_HEAD_OF = re.compile(r"\b(?:from|of|in|with|near|at|by|for)\s+(?:the\s+)?(?:same\s+)?$")


def _past_modifier(sentence: str, at: int, count: Count) -> re.Match[str] | None:
    """Return the word for what became of people after what only describes them: 'two men in a car were | killed'."""
    match = _MODIFIER.match(sentence, at) if count.noun else None
    if match is None or (match["aux"] == "was" and count.low != 1):
        return None
    inside = match["rest"].lower().split()
    if _CLAUSE & set(inside) or any(_is_finite(word) for word in inside):
        return None
    if count.low == 1 and match["aux"] == "were":
        return None
    return WORD.match(sentence, match.start("fate"))


def _is_finite(word: str) -> bool:
    """Return whether `word` reads as a verb with a subject of its own: 'attacked', 'fled'."""
    words = lexicon()
    if word in words.nouns or word in words.inside or word in words.things:
        return False
    return word.endswith("ed") or any(
        word in forms for forms in words.verbs.values() if not word.endswith(("s", "ing"))
    )


_AT_A_TIME = re.compile(
    r"(?:last|this|that|late|early|every)\s(?:on\s)?(?:day|night|week|weekend|month|morning|evening|afternoon|year|spring|summer"
    r"|autumn|winter|[A-Z]\w+day)\b"
)
# Behind the fate of those counted: when, where and by whom.
_THEN_WHERE = word_set(
    """by in when yesterday today tonight earlier overnight there here outside inside along across under before between"""
)


def _plausible(
    sentence: str, count: Count, kind: CasualtyKind, word: re.Match[str]
) -> _Kind | None:
    """Leave out 'fighters killed a guard', where the number is the killers'."""
    between = sentence[count.end : word.start()]
    lower = word.group().lower()
    is_passive = re.search(r"\b(?:was|were|been|being|be|is|are|feared|left|got)\b", between)
    is_own = lower in _OWN
    if is_passive or is_own or _LEFT.search(sentence[max(0, count.start - 20) : count.start]):
        return (kind,)
    after = skip(sentence, word.end())
    others = NUMBER.match(sentence, after)
    if others and (others["low"] or others["high"]):
        return None  # 'a bomber killed at least nine'
    following = WORD.match(sentence, after)
    ends = (
        _AT_A_TIME.match(sentence, after) is not None
        or following is None
        or following.group().lower() in AFTER_NUMBER
        or not following.group()[0].isalnum()
    )
    return (kind,) if ends or (following and following.group().lower() in _THEN_WHERE) else None


def _fronted(sentence: str, counts: Sequence[Count], index: int) -> _Kind | None:
    """Read 'Killed in the ambush were four soldiers and ...'."""
    words = casualty_words()
    first = index
    while first > max(0, index - _LIST) and _AND.fullmatch(
        sentence, counts[first - 1].end, counts[first].start
    ):
        first -= 1
    match = re.match(r"\W*(\w+)\b[^,;.]{0,60}\b(?:was|were)\s+$", sentence[: counts[first].start])
    if match and (kind := words.after.get(match[1].lower())):
        return (kind,)
    return None

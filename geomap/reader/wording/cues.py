"""The words by which a sentence says that something happened at a place, and what it was.

`find` takes the cue of the right class that is nearest to the place, counted in clauses before
letters: strong words before weak ones.
"""

from __future__ import annotations

import re

from geomap.reader.wording.clauses import apart
from geomap.reader.wording.cue_kinds import sharpened
from geomap.reader.wording.lexicon import COSTS, Cue, cues_in, inflected

__all__ = ["Cue", "cue_spans", "find", "inflected", "is_cue"]

_TOO_FAR = 160.0
_GENERIC = 6.0  # what one costs that leaves the kind open


def find(
    sentence: str,
    *,
    mention: tuple[int, int],
    site: str,
    status: str | None = None,
    role: str | None = None,
) -> Cue | None:
    """Return the trigger of the event of class `site` at `mention`; None when no word tells.

    `mention` is a range of `sentence`; so is the cue, and it never overlaps the mention.
    """
    if site == "none":
        return None
    is_subject = _BEGINS.search(sentence, max(0, mention[0] - 20), mention[0]) is not None
    aside = _ASIDE.match(sentence, mention[1]) if is_subject else None
    is_sought = status in {"proposed", "ruled_out"}
    is_ahead = is_sought or status == "planned"
    best: tuple[float, int, Cue] | None = None
    for cue, word_cost in cues_in(sentence, site):
        if cue.start < mention[1] and mention[0] < cue.end:
            continue
        if cue.start == mention[1] + 1 and cue.text.lower() in ("mine", "mines"):
            continue  # "the Lipova mine"
        says = is_ahead if cue.event_type == "venue" else word_cost < COSTS["faint"]
        beyond = aside if says and aside and cue.start > aside.end() else None
        named = (mention[0], beyond.end()) if beyond else mention
        cost = apart(sentence, cue.span, named)
        if cost > _TOO_FAR:
            continue
        fits = _fits(sentence, cue, named)
        cost -= fits
        if not aside:
            cost += _elsewhere(sentence, cue, word_cost, mention, status)
        cost += word_cost + _GENERIC * (cue.event_type == "attack")
        cost -= 0.4 * (cue.end - cue.start)  # a longer phrase says more
        if not is_sought and cue.event_type == "venue":
            cost += 15
        is_told = fits and cue.text.endswith("ed") and cue.end < mention[0]  # 'a pact signed in X'
        cost += 40 * (_is_topic(sentence, cue) and not is_told)
        if best is None or (cost, cue.start) < best[:2]:
            best = (cost, cue.start, cue)
    if best is None:
        return None
    return sharpened(sentence, best[2], mention, status, role)


_TOPICS = frozenset({"exchange", "ceasefire", "signing"})
# 'met to discuss a prisoner |', 'talks on a |': what is talked of is not done yet
_TALKED_OF = re.compile(
    r"\b(?:discuss(?:es|ed|ing)?|negotiat(?:es?|ed|ing)|to\s(?:rescue|save|salvage|revive|secure|seek|broker|mediate|shore\sup)"
    r"|fail(?:s|ed|ing)?\sto\s(?:agree\son|reach|sign|secure|broker)"
    r"|(?:talks?|talked|discussions?|negotiations?|consultations?|meetings?|dialogue|met|meet|conferred)"
    r"\s(?:[\w’'-]{1,20}\s){0,4}?(?:on|about|over|regarding|concerning|towards?|aimed\sat))"
    r"\s(?:[\w’'-]{1,20},?\s){0,4}$"
)


def _is_topic(sentence: str, cue: Cue) -> bool:
    """Return whether the cue only says what others talk of, or try for."""
    if cue.event_type not in _TOPICS:
        return False
    return _TALKED_OF.search(sentence, max(0, cue.start - 90), cue.start) is not None


# 'X, which rebels captured in 2017': told of X itself
_OF_IT = re.compile(r",?\s(?:which|where|in\swhich)\s(?:[\w’'-]+\s){0,6}?")
_BEGINS = re.compile(r"(?:^|[;:.,“”\"—–-]\s?|\b(?:and|but|that|while)\s)$")
# 'X, which rebels captured in 2017,| was shelled on Monday'
_ASIDE = re.compile(
    r",\s(?:which|where|whose|in\swhich)\s[^,;:.]{1,120},"
    r"(?=\s(?:was|were|is|are|has|have|had|came|will|would|could|fell|saw|remains?)(?:n['’]t)?\b)"
)
# 'killed six, a doctor said by phone |from X': where a speaker stands
_SPEAKS = re.compile(
    r".{0,160}?,\s(?:(?:\w+\s){0,5}?(?:said|told)\s(?:\w+\s){0,5}?(?:from|in|at)|said\s(?:\w+\s){1,4}?(?:reached|contacted)?\s?(?:from|in|at))\s",
    re.I,
)
# 'the army, which |lost X in April, recaptured Y'
_WHICH = re.compile(r",\s(?:which|who)\s(?:(?:had|has|have|also|later|\w+ly)\s){0,2}$")
_PAST = re.compile(r"\w+ed|met|held|sat|struck|won", re.I)
# 'destroyed launchers in a part of X held by rebels': whose it is
_WHOSE = re.compile(r"(?:\s\w+)?,?\s")
_HELD_BY = re.compile(r"(?:held|controlled|ruled)\sby\b|under\sthe\scontrol\b", re.I)


def _elsewhere(
    sentence: str, cue: Cue, word_cost: float, mention: tuple[int, int], status: str | None
) -> float:
    """Return what the clause costs that a cue stands in; less than nothing where it tells of the place itself."""
    if cue.end <= mention[0]:
        if cue.end == mention[0] - 1 and _WHICH.search(sentence, max(0, cue.start - 30), cue.start):
            return -40.0
        return 20.0 if _SPEAKS.fullmatch(sentence, cue.end, mention[0]) else 0.0
    if _HELD_BY.match(cue.text) and _WHOSE.fullmatch(sentence, mention[1], cue.start):
        return 45.0
    if _OF_IT.fullmatch(sentence, mention[1], cue.start) is None or word_cost > COSTS["weak"]:
        return 0.0
    is_vague = cue.event_type == "attack" and word_cost > 0  # 'where two were hit'
    is_recalled = status in {"proposed", "ruled_out"} or (
        status == "planned" and _PAST.fullmatch(cue.text) is not None
    )
    return 0.0 if is_vague or is_recalled else -40.0


def is_cue(words: str, site: str) -> bool:
    """Return whether `words` hold a cue of class `site`, weak ones included."""
    return bool(cues_in(words, site))


def cue_spans(words: str, site: str, *, faint: bool = True) -> list[tuple[int, int]]:
    """Return where the cues of class `site` stand in `words`, weak ones included.

    `faint`: those too that hardly tell of an event, as 'troops' do.
    """
    return [cue.span for cue, cost in cues_in(words, site) if faint or cost < COSTS["faint"]]


_BY_PREPOSITION = re.compile(
    r"\s+(?:(?:in|on|at|of|near|over|against|across|around|outside|inside|from|to|into|towards?|for|"
    r"along|between|off|with|through)\s+)?(?:(?:the|its|his|a|an|their)\s+)?(?:[\w'’-]+\s+){0,3}?",
    re.I,
)
_PASSIVE = re.compile(
    r"\s+(?:(?:was|were|is|are|has|have|had|been|being|came|come|will|would|to|be|also|again|itself|"
    r"could|may|might|remained|remains)\s+)+(?:\w+\s+){0,2}",
    re.I,
)


def _fits(sentence: str, cue: Cue, mention: tuple[int, int]) -> float:
    """Return how much the words between cue and place speak for their belonging together."""
    if cue.end <= mention[0]:
        return 12.0 if _BY_PREPOSITION.fullmatch(sentence, cue.end, mention[0]) else 0.0
    between = sentence[mention[1] : cue.start]
    if re.fullmatch(r"(?:['’]s?)?\s+(?:[\w-]+\s+)?", between):
        return 10.0  # "the Mombasa attack"
    return 12.0 if _PASSIVE.fullmatch(between) else 0.0

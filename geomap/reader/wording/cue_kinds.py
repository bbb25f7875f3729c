"""What a cue says of the kind of event, beside the other words of its sentence."""

from __future__ import annotations

import re

from geomap.model import EventType
from geomap.reader.wording.clauses import apart
from geomap.reader.wording.lexicon import WORD, Cue, cues_in, is_no_cue, lexicon

_MOVABLE = frozenset({"attack", "ground_fighting", "bombing"})


def sharpened(
    sentence: str, cue: Cue, mention: tuple[int, int], status: str | None, role: str | None
) -> Cue:
    """Name the kind of an attack by the weapon in its clause, a possible seat of talks a venue."""
    if cue.event_type == "capture" and cue.text.lower() in _FALLS:
        weapon = _fallen(sentence, cue)
        return cue._replace(event_type=weapon) if weapon else cue
    downed = _intercepted(sentence, cue, mention) if role != "origin" else None
    if downed is not None:
        return downed
    if _is_from_the_air(sentence, cue, mention):
        cue = cue._replace(event_type="air_strike")
    is_open = cue.event_type in _MOVABLE or _POUNDS.fullmatch(cue.text) is not None
    if is_open and not _BY_HAND.match(cue.text):
        kinds = lexicon().weapons
        near = [
            (apart(sentence, match.span(), cue.span), kinds[match.group().lower()])
            for match in WORD.finditer(sentence)
            if match.group().lower() in kinds
            and (match.end() <= mention[0] or match.start() >= mention[1])
            and not is_no_cue(sentence, *match.span())
            and _OWN_SUBJECT.fullmatch(sentence, match.end(), cue.start) is None
        ]
        if (
            near
            and min(near)[0] < (45 if cue.event_type == "attack" else 32)
            and not _names_kind(cue)
        ):
            return cue._replace(event_type=min(near)[1])
    if status not in {"proposed", "ruled_out"} and cue.text.lower() in _HOSTS:
        met = _PARTIES.match(sentence, cue.end) or _ROUND.match(sentence, cue.end)
        kind: EventType = "talks" if met else "visit"
        return cue._replace(event_type=kind)
    if cue.event_type == "talks" and _OF_HEADS.search(
        sentence, max(0, cue.start - 90), cue.end + 90
    ):
        return cue._replace(event_type="summit")
    if cue.event_type == "visit" and _FOR_TALKS.match(sentence, cue.end):
        return cue._replace(event_type="talks")
    if cue.event_type == "visit" and _FOR_EXCHANGE.match(sentence, cue.end):
        return cue._replace(event_type="exchange")
    if status in {"proposed", "ruled_out"} and cue.event_type in {"talks", "summit"}:
        for other, word_cost in cues_in(sentence, "diplomatic"):
            same_clause = apart(sentence, other.span, cue.span) < 40
            if other.event_type == "venue" and word_cost == 0 and same_clause and role != "near":
                return cue._replace(event_type="venue")
    return cue


# 'jets bomb X', 'the bombing of X', 'guided bombs'; no 'bomb on a bus', 'militants bombed a gym', 'the bombing of a mosque'
_BOMBED = re.compile(r"bomb(?:s|ed|ing)?", re.I)
_OF_IT = re.compile(r"\s(?:of\s)?(?:the\s)?(?:(?:town|city|village|port|capital)\sof\s)?")
_WERE_HIT = re.compile(r"\b(?:was|were|been|being|is|are)\s(?:\w+\s)?$")
_DROPPED = re.compile(
    r"\b(?:guided|glide|gliding|cluster|barrel|aerial|[\d-]+-?(?:kg|pound|lb)|dropped|drops?|fell|falls?|falling|rain\w*|air\s?force|(?<!on\s)planes|warplanes?|aircraft|jets)\b",
    re.I,
)
_BY_FIGHTERS = re.compile(
    r"\b(?:militants?|insurgents?|rebels?|group|terrorists?|guerrillas?|attackers?|fighters|extremists?|gunmen|jihadists?|Islamic\sState|IRA|ETA|ISIS|IS|al[\s-]Qaeda|Boko\sHaram|al[\s-]Shabaab)\b",
    re.I,
)
_PLANTED = re.compile(
    r"\b(?:suicide|(?:car|truck|lorry|van|motorcycle|bicycle|roadside|nail|parcel|letter|pipe|petrol|fire|time)[\s-]?bomb\w*|planted|devices?|explosives"
    r"|detonat\w*|explo\w+|went\soff|blasts?|bombers?|belt|vest|grenades?|mines?|IEDs?|terror\w*)\b",
    re.I,
)
_POUNDS = re.compile(r"(?:pound|batter)\w*", re.I)  # from the air or with guns
# 'Artillery fired at X, and snipers |wounded': what the other clause tells of
_OWN_SUBJECT = re.compile(
    r"[^,;]{0,120},\s(?:and|but|while)\s(?!(?:(?:has|had|have|later|then|also|again|\w+ly)\s){0,5}$)(?![^,;]{0,60}\b(?:was|were|been)\b)[^,;]{1,40}\s"
)


def _is_from_the_air(sentence: str, cue: Cue, mention: tuple[int, int]) -> bool:
    """Return whether a bomb is dropped, not laid or carried there."""
    if not _BOMBED.fullmatch(cue.text) or _PLANTED.search(sentence):
        return False
    if _DROPPED.search(sentence, max(0, cue.start - 60), cue.end + 40):
        return True
    is_passive = _WERE_HIT.search(sentence, max(0, cue.start - 20), cue.start)
    doers = (cue.end, cue.end + 60) if is_passive else (max(0, cue.start - 60), cue.start)
    if _BY_FIGHTERS.search(sentence, *doers):
        return False
    told = cue.text.lower()
    is_of_it = _OF_IT.fullmatch(sentence, cue.end, max(cue.end, mention[0])) is not None
    return told == "bombed" or (told != "bombs" and is_of_it)


# Who sit together at a summit; no 'foreign ministers', no 'vice presidents'.
_OF_HEADS = re.compile(
    r"\b(?:(?:heads\sof\s(?:state|government))|(?:two|three|four|five|six|seven|eight|all|both|their|[\w-]+an|[\w-]+ese|[\w-]+ish)\s(?:presidents|prime\sministers|premiers)"
    r"|(?<!deputy )(?<!vice )(?<!vice-)(?:presidents|prime\sministers|premiers|kings)\s(?:of\s|meet|met|hold|held|gather|sat|[A-Z][\w’'-]+\sand\s[A-Z])"
    r"|[Pp]resident\s(?:[A-Z][\w’'-]+\s){1,2}(?:(?:and|met|meets|with|told)\s)(?:[\w’'-]+\s){0,3}?(?:[Pp]resident|[Pp]rime\s[Mm]inister|[Cc]hancellor|[Kk]ing)\b)"
)
_FOR_TALKS = re.compile(
    r"[^,;.]{0,60}?\b(?:for|to\s(?:hold|resume|open|begin|attend|join)|ahead\sof)\s(?:[\w’'-]+\s){0,4}?(?:talks|negotiations|round|consultations|discussions)\b"
)


_ROUND = re.compile(r"(?:\s[\w’'-]+){0,4}?\s(?:rounds?|talks|negotiations|sessions?)\b")
_HOSTS = frozenset(("host", "hosts", "hosted", "hosting"))
_PARTIES = re.compile(r"(?:(?!\s(?:in|at|on)\s)[^,;.]){1,80}\sand\s")  # hosted more than one
_FALLS = frozenset(("fall", "falls", "fell", "fallen", "falling"))
_FALLEN = re.compile(
    r"\b(?P<what>[\w-]{2,20})\s+(?:(?:fired|launched|shot|lobbed|aimed|sent|dropped)\s+(?:[\w’'-]+\s+){1,8}?)?"
    r"(?:(?:that|which|also|again|have|has|had|were|was|are|is|reportedly|then|later)\s+){0,3}$"
)
_TO_GROUND = re.compile(
    r"\s(?:harmlessly\b|in(?:to|side)?\s(?:an?\s|the\s)?(?:open|empty|uninhabited|sea|fields?|desert|farmland|orchards?|(?:[A-Z]\w+\s)?(?:Sea|Ocean))\b)"
)
_TOWNS = frozenset(
    (
        "town",
        "city",
        "village",
        "capital",
        "base",
        "fort",
        "fortress",
        "outpost",
        "garrison",
        "stronghold",
    )
)
_SOME = frozenset(("one", "two", "three", "both", "some", "several", "it", "they"))
_PIECES = frozenset(("shrapnel", "debris", "fragments", "wreckage", "splinters"))
# What is done by hand, whatever weapon the sentence names beside it.
_BY_HAND = re.compile(
    r"(?:sh(?:oo|o)t(?:ing|s)?\s+dead|gun(?:ned|ning)?\s+down|machine-gun\w*|behead\w*|stab\w*|kidnap\w*|abduct\w*"
    r"|lynch\w*|execut\w*|loot\w*|ransack\w*|hijack\w*|knife\s)",
    re.I,
)


# 'landed in X as part of a prisoner swap'
_FOR_EXCHANGE = re.compile(
    r"[^,;.]{0,60}?\b(?:as\s+part\s+of|under|for|in)\s+(?:an?|the|this|that)\s+(?:[\w-]{1,20}\s+){0,2}?(?:exchange|swap)\b"
    r"(?!\s+(?:of\s+(?!prison|capt|host|bod|detain)|rate|programme|program))"
)


def _fallen(sentence: str, cue: Cue) -> EventType | None:
    """Return what it was that fell, 'shells' in 'shells fell on X', as an event; None for a town."""
    found = _FALLEN.search(sentence, max(0, cue.start - 100), cue.start)
    what = found["what"].lower() if found else ""
    if what not in _PIECES:
        kind = lexicon().weapons.get(what)
        is_thing = found is not None and (found["what"].islower() or what in _SOME)
        falls = kind is None and is_thing and what not in _TOWNS
        return "attack" if falls and _TO_GROUND.match(sentence, cue.end) else kind
    told = {other.event_type for other, _ in cues_in(sentence, "battlefield")}
    return "interception" if "interception" in told else "attack"


_FIRED = re.compile(r"(?:fired|launched|aimed)\b", re.I)
# 'shot down', 'intercepted'; no 'interceptor', no 'air defences'
_DOWNS = re.compile(
    r"(?:intercept(?:s|ed|ing)?\b|sh[oo]\w*|br[io]\w*|down|destroy|neutrali|repel|fend)", re.I
)
# 'shot down an Ethiopian |helicopter gunship', 'intercepted a missile |fired at X'
_ITS_OBJECT = re.compile(
    r"(?:\s(?!(?:as|when|while|after|before|that|which|who|in|on|at|over|near|but|from|to)\b)[\w’'-]+){0,8}\s",
    re.I,
)
_HITS = re.compile(
    r"\s(?:\w+ly\s|also\s|then\s|still\s)?(?:hit|struck|killed|wounded|landed|fell|slammed|crashed|exploded|damaged|set)\b"
)
_WERE = re.compile(r"(?:\s[\w-]+){0,3}?\s(?:was|were|been|being)\s(?:\w+ly\s|all\s|both\s)?")


def _intercepted(sentence: str, cue: Cue, mention: tuple[int, int]) -> Cue | None:
    """Return the cue that says that the weapon told of by `cue` was brought down; None: it wasn't."""
    weapons = lexicon().weapons
    is_fired = _FIRED.match(cue.text) is not None
    if cue.event_type not in {"air_strike", "shelling", "attack"}:
        return None
    if not is_fired and not any(word in weapons for word in cue.text.lower().split()):
        return None
    for other, word_cost in cues_in(sentence, "battlefield"):
        if other.event_type != "interception" or word_cost or not _DOWNS.match(other.text):
            continue
        if other.end < cue.start:
            named = _ITS_OBJECT.fullmatch(sentence, other.end, cue.start)
            is_object = named and not (is_fired and " and " in named.group())
            if is_object and not _HITS.match(sentence, cue.end):
                return other
        elif cue.end < mention[0] and _WERE.fullmatch(sentence, mention[1], other.start):
            return other
    return None


def _names_kind(cue: Cue) -> bool:
    """Return whether the cue's own words name what happened, so that no weapon changes it."""
    if cue.event_type == "attack" or _POUNDS.fullmatch(cue.text):
        return False
    return cue.text.lower().split()[-1] not in {
        "raid",
        "raids",
        "assault",
        "assaults",
        "bombing",
        "bombed",
    }

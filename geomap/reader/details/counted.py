"""Whom a sentence counts: each number that may be one of people, with the word for them."""

from __future__ import annotations

import re
from typing import NamedTuple

from geomap.reader.details.casualty_words import casualty_words
from geomap.reader.wording.actor_words import lexicon, word_set
from geomap.reader.wording.numbers import NUMBER, quantity

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d,]*-year-olds?|\S")
_AGED = re.compile(
    r"\b(?:(?:aged?|ages)\s+(?:between\s+)?(?:\d{1,3}(?:,|\s+and|\s+to|\s+or)?\s+){0,4}"
    r"|(?:girl|boy|child|man|woman|men|women|children|youth|student|son|daughter|pupil|widow|pensioner|mother|father)s?\s+of\s+(?:[\w-]+\s+and\s+)?)$",
    re.I,
)
_IN_TEN = re.compile(r"\b(?:one|two|three|four|\d+)\s+(?:[\w-]+\s+)?(?:in|out\s+of)\s+$", re.I)
AFTER_NUMBER = word_set(
    """, . ; : ) and or in at on by when after as were was are is have has had dead killed
    wounded injured hurt missing captured displaced others more of them from near during while
    fled who whose which feared died sustained suffered received to with since taken " ” ’ — – hostage prisoner captive been lost -"""
)
THINGS = "things"
_NO_DEATHS = word_set("toll tolls sentence squad threat penalty row")  # 'a death toll'


class Count(NamedTuple):
    start: int
    end: int
    low: int | None
    high: int | None
    noun: str  # what is counted, "" for a number alone


# 'one of eight men killed in X' tells of eight
_ONE_OF = re.compile(r"\s+of\s+(?:the\s+)?(?=\w)")
_SO_ALL = re.compile(r"\s+(?:(?:who|that)\s+(?:were|have\s+been)\s+)?(?P<fate>[a-z]{3,20})\b")
# 'a family of five': five
_OF_SO_MANY = re.compile(
    r"\s+of\s+(?:at\s+least\s+|about\s+)?(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
# 'two soldiers and | a bystander | were': whoever is named in one breath with people
_JOINED = re.compile(r",?\s+and\s+")
_GUEST = re.compile(
    r"\s+(?:[a-z][\w-]{1,20}\s+){0,2}?(?P<who>[a-z][\w-]{1,20})(?=\s+(?:were|have\s+been|had\s+been|died)\b)"
)


# 'a man | and his daughter': two
_KIN = re.compile(
    r"\s+and\s+(?:his|her|their)\s+(?:[\w-]{1,20}\s+){0,2}?(?:(?:grand|step)?(?:son|daughter|mother|father|child)|wife|husband"
    r"|brother|sister|baby|niece|nephew|cousin|uncle|aunt|fianc[eé]e?|driver|bodyguard|neighbou?r|friend)\b"
    r"(?=\s*(?:$|[,.;:()]|(?:in|at|on|near|when|and|as|after|by|outside|inside|from|while|during|with|aged|aboard|under|before|to\s+death"
    r"|early|late|overnight|yesterday|dead|were|died|both|have\s+been|had\s+been|(?:also|later|reportedly)\s+(?:were|died))\b"
    r"|(?:killed|wounded|injured|missing)(?:\s+(?:in|by|when|on|after|at|near|as)\b|[,.;]|$)))"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|Mar|April|Apr|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
# 'the truce of March | 9 died', but not 'in March 9 died'
_OF_MONTH = re.compile(rf"(?<!\b[Ii]n\s)(?<!\b[Ss]ince\s)\b{_MONTH}\s+$")
_YEAR, _OF_TIME = (
    re.compile(r"(?:1[6-9]|20)\d\d"),
    re.compile(
        r"(?<!toll )(?<!number )(?<!total )(?<!lives )(?<!figure )\b(?:of|in|since|from|until)\s+$",
        re.I,
    ),
)
_AFTER_MONTH = re.compile(rf"\b{_MONTH}\s+$|\b(?:[Ii]n|[Ss]ince|[Oo]f|[Uu]ntil)\s+$")
_BEFORE_MONTH = re.compile(rf"\s+{_MONTH}\b")
_TIME = r"days|hours|weeks|months|years|minutes"
_WORDS = (
    r"(?:\s+(?!(?:of|in|on|at|and|or|for|to|the|with|by|from|after|when|as|during|since|while|then|across|ago|later|earlier|before"
    rf"|{_TIME}|{_MONTH})\b)[A-Za-z][\w'’-]*){{0,3}}?"
)
# 'travellers', 'supporters': who does what; a paper, a tower or a tiger ends alike
_WHO = rf"{_WORDS}\s+(?P<noun>[a-z]{{2,18}}(?:[a-z](?:ers|ors|ists|ees)))"
_IS_HURT = r"(?:killed|wounded|injured|murdered|kidnapped|abducted|beheaded|shot\s+dead|gunned\s+down|taken\s+hostage)"
# 'five beekeepers | were killed'
_WERE_HURT = re.compile(
    rf"{_WHO}(?=\s+(?:who\s+)?(?:were|have\s+been|had\s+been)\s+(?:\w+ly\s+)?{_IS_HURT}\b)"
)
# 'killed | two football supporters |'
_HURTS = re.compile(
    r"\b(?:kill(?:ed|ing|s)|wound(?:ed|ing)|injur(?:ed|ing)|murder(?:ed|ing)|kidnapp(?:ed|ing)|abduct(?:ed|ing)|behead(?:ed|ing))\s+"
    r"(?:(?:some|about|around|nearly|over)\s+)?$"
)
_ARE_HURT = re.compile(
    rf"{_WHO}(?=\s+(?:in|at|near|on|when|and|outside|during|by|from|as|inside|along|who)\b|[,.;)]|$)"
)
_NO_PEOPLE = word_set(
    """fingers shoulders careers towers letters papers flowers rivers trailers helicopters computers tankers freighters steamers bombers cruisers
    destroyers trawlers oysters tigers beavers spiders deers orders numbers matters offers powers quarters corners borders winters summers
    metres meters kilometres kilometers centers motors doors floors colors harbors errors tractors reactors factors trees bees knees coffees committees
    lists twists"""
)
_HOW = re.compile(r"\bhow\s+$", re.I)


def _guest(sentence: str, found: list[Count], match: re.Match[str]) -> re.Match[str] | None:
    """Return the noun of 'a bystander' in 'two soldiers and a bystander were killed'; None for a thing."""
    if not found or found[-1].noun in ("", THINGS):
        return None
    if not _JOINED.fullmatch(sentence, found[-1].end, match.start()):
        return None
    guest = _GUEST.match(sentence, match.end())
    return None if guest is None or guest["who"] in casualty_words().things else guest


def _is_one_of(sentence: str, match: re.Match[str]) -> bool:
    """Return whether a number only picks from another: 'one of eight men killed in X'."""
    link = _ONE_OF.match(sentence, match.end())
    whole = NUMBER.match(sentence, link.end()) if link else None
    if whole is None or not (whole["exact"] or whole["vague"]):
        return False
    end, noun = _noun(sentence, whole.end())
    fate = _SO_ALL.match(sentence, end) if noun else None
    return fate is not None and fate["fate"] in casualty_words().after


def counts(sentence: str) -> list[Count]:
    """Return the numbers that may count people, with what is counted."""
    words = casualty_words()
    found: list[Count] = []
    past = 0
    for match in NUMBER.finditer(sentence):
        if match.start() < past:
            continue
        low, high = quantity(match)
        if _is_one_of(sentence, match) or _is_date_before(sentence, match):
            continue
        end, noun = _noun(sentence, match.end())
        if not (noun or match["single"] or match["none"] or _is_time(sentence, match)):
            end, noun = _hurt(sentence, match) or (end, noun)
        if match["single"] and noun == "family" and _OF_SO_MANY.match(sentence, end):
            continue
        guest = _guest(sentence, found, match) if match["single"] and not noun else None
        if guest is not None:
            end, noun = guest.end(), guest["who"]
        if _AGED.search(sentence, max(0, match.start() - 40), match.start()):
            continue
        if match["vague"] and _HOW.search(sentence, max(0, match.start() - 8), match.start()):
            continue
        if match["single"] and noun and (kin := _KIN.match(sentence, end)):
            end, low, high = kin.end(), 2, 2
        thing = WORD.match(sentence, skip(sentence, end)) if noun else None
        if thing is not None and thing.group() in _NO_DEATHS and noun.lower() == "death":
            continue
        if thing is not None and thing.group().lower() in words.things and _modifies(noun):
            past = thing.end()
            found.append(Count(match.start(), past, low, high, THINGS))
            continue
        lower = noun.lower()
        if not noun:
            if match["single"] or (match["none"] and match["none"].lower() == "no"):
                continue
            if _IN_TEN.search(sentence[max(0, match.start() - 40) : match.start()]):
                continue
            if _is_time(sentence, match):
                continue
            following = WORD.match(sentence, skip(sentence, match.end()))
            word = following.group().lower() if following else "."
            if word not in AFTER_NUMBER and not word.endswith("ly"):
                continue
        if match["single"] and lower.endswith("s") and lower not in words.counts:
            continue
        past = end
        found.append(Count(match.start(), end, low, high, lower))
    return found


def _is_date_before(sentence: str, match: re.Match[str]) -> bool:
    """Return whether a number is the day or the year before what is counted: 'On April 28 eight soldiers'."""
    if not match.group().isdigit():
        return False
    if int(match.group()) <= 31 and _BEFORE_MONTH.match(sentence, match.end()):
        return True  # 'On 3 May eight soldiers'
    if NUMBER.match(sentence, skip(sentence, match.end())) is None:
        return False
    before = _AFTER_MONTH.search(sentence, max(0, match.start() - 20), match.start())
    is_year = _YEAR.fullmatch(match.group()) is not None
    return before is not None and (is_year or before.group()[0].isupper())


def _hurt(sentence: str, match: re.Match[str]) -> tuple[int, str] | None:
    """Return the phrase of a number of those, whoever they are, to whom only people are subject: 'five travellers were killed'."""
    found = _WERE_HURT.match(sentence, match.end())
    if found is None and _HURTS.search(sentence, max(0, match.start() - 40), match.start()):
        found = _ARE_HURT.match(sentence, match.end())
    if found is None or found["noun"] in casualty_words().things | _NO_PEOPLE:
        return None
    return found.end(), found["noun"]


def _is_time(sentence: str, match: re.Match[str]) -> bool:
    """Return whether a number is a day or a year, and counts no one."""
    return match.group().isdigit() and (_is_day(sentence, match) or _is_year(sentence, match))


def _is_day(sentence: str, match: re.Match[str]) -> bool:
    """Return whether a number is the day of the month that stands before it: 'signed on March 9'."""
    return (
        int(match.group()) <= 31
        and _OF_MONTH.search(sentence[max(0, match.start() - 40) : match.start()]) is not None
    )


def _is_year(sentence: str, match: re.Match[str]) -> bool:
    """Return whether a number is a year: 'the killings of 1992'."""
    return _YEAR.fullmatch(match.group()) is not None and (
        _OF_TIME.search(sentence, max(0, match.start() - 20), match.start()) is not None
    )


def _modifies(noun: str) -> bool:
    """Return whether `noun` may stand before what is counted: 'police' and 'Hamas', but not 'rebels'."""
    return noun[0].isupper() or not (noun.endswith("s") or noun in casualty_words().lost)


def skip(sentence: str, at: int) -> int:
    while at < len(sentence) and sentence[at].isspace():
        at += 1
    return at


def _noun(sentence: str, at: int) -> tuple[int, str]:
    """Return where the phrase of a number that ends at `at` ends, and whom it counts."""
    words = casualty_words()
    end, noun = at, ""
    step, word = at, ""
    for index in range(6):
        match = WORD.match(sentence, skip(sentence, step))
        if match is None or not match.group()[0].isalnum():
            break
        word_before, word = word, match.group()
        lower = word.lower()
        if word.isdigit() or (
            word[0].isdigit() and sentence[match.end() : match.end() + 1].isdigit()
        ):
            break
        if index == 0 and lower in ("more", "others", "other"):
            end = match.end()
            if lower == "others":
                return end, "others"
        elif lower == "of":
            if index > 1 or noun:
                break
            following = WORD.match(sentence, skip(sentence, match.end()))
            if following and following.group().lower() == "them":
                return following.end(), "them"
        elif noun and lower in ("hostage", "prisoner", "captive"):
            break
        elif not noun and lower in _HURT_ALREADY | _MOVED and (who := _next(sentence, match)):
            end, noun = who.end(), "wounded" if lower in _HURT_ALREADY else who.group()
            break
        elif lower in words.people or _is_people(sentence, match):
            end, noun = match.end(), word
            if lower in words.counts or lower in ("people", "lives"):
                break
        elif index == 1 and word_before.istitle() and _AND_OTHER.match(sentence, match.start()):
            pass  # 'Uzbek and other fighters'
        elif noun or lower in words.after or lower in words.before or lower in AFTER_NUMBER:
            break
        step = match.end()
    return end, noun


_AND_OTHER = re.compile(r"and\s+(?:other|foreign|allied|local)\s+[a-z]")

# 'four wounded residents' are wounded, 'three displaced people' whatever is told of them.
_HURT_ALREADY, _MOVED = word_set("wounded injured"), word_set("displaced captured")


def _next(sentence: str, match: re.Match[str]) -> re.Match[str] | None:
    """Return the word behind the one matched where it counts people and no more is said of them."""
    who = WORD.match(sentence, skip(sentence, match.end()))
    return who if who is not None and who.group().lower() in casualty_words().people else None


_AGE = re.compile(r"[\w,-]*-year-olds?", re.I)
# 'watchmen', 'florist', 'beekeepers': who does what, whatever it is
_DOER = re.compile(
    r"(?!(?:as|con|per|re|in|de|sub)sists?$)[a-z]{2,20}(?:m[ae]n|wom[ae]n|[a-z]{2}ists?|icians?|keepers?|workers?)"
)


def _is_people(sentence: str, match: re.Match[str]) -> bool:
    """Return whether the word matched counts people without standing in a list of who may."""
    word = match.group()
    if _AGE.fullmatch(word) or (word[0].isupper() and word.endswith("ese")):
        following = WORD.match(sentence, skip(sentence, match.end()))
        return following is None or following.group().lower() in AFTER_NUMBER
    if word[0].islower():
        return _DOER.fullmatch(word) is not None
    if not word.endswith("s"):
        return False
    names = lexicon().names
    return any(
        len(parts) == 1 and (table in ("demonym", "people") or (table == "group" and form == word))
        for form in (word, word[:-1])
        for parts, table in names.get(form.lower(), ())
    )

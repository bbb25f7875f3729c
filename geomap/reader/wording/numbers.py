"""Numbers of people as a text gives them: 'at least 12', 'two dozen', 'between 20 and 30', 'scores'."""

from __future__ import annotations

import re
from typing import NamedTuple

_ONES = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
# The fewest that the plural allows: two dozen, two score ...
_PLURALS = {f"{word}s": 2 * size for word, size in _SCALES.items()}
_FEW = {"several": 3, "a few": 3, "a handful": 3, "handful": 3, "few": 3}

_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(list(_ONES)[1:10])}))?|{'|'.join(reversed(_ONES))})"
# '1 200', but not 'on May 12 200 people'
_NO_MONTH = "".join(
    f"(?<!{name} )"
    for name in (
        *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
        *("October", "November", "December"),
    )
)
_FIGURES = rf"(?:\d{{1,3}}(?:,\d{{3}}(?!\d)){{1,3}}|(?=\d){_NO_MONTH}\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}}(?!\d)){{1,3}}|\d{{1,9}}(?:\.\d{{1,2}}(?=\s+million))?)"
_SCALE = rf"(?:{'|'.join(_SCALES)})"
_HUNDREDS = rf"(?:a|{_SMALL}|{_FIGURES})\s+(?:hundred|dozen|score)(?:\s+(?:and\s+)?{_SMALL})?"
_BELOW = rf"(?:{_HUNDREDS}|{_SMALL})"
_EXACT = (
    rf"(?:half\s+a\s+(?:dozen|million)|(?:several|a\s+few)\s+{_SCALE}"
    rf"|(?:{_HUNDREDS}|a|{_SMALL}|{_FIGURES})\s+million(?:\s+(?:and\s+)?{_BELOW}\s+thousand)?(?:\s+(?:and\s+)?{_BELOW})?"
    rf"|(?:{_HUNDREDS}|a|{_SMALL}|{_FIGURES})\s+thousand(?:\s+(?:and\s+)?{_BELOW})?"
    rf"|{_HUNDREDS}|{_SMALL}|{_FIGURES})"
)
_VAGUE = (
    r"(?:tens\s+of\s+thousands|hundreds\s+of\s+thousands|dozens|scores|hundreds|thousands|millions"
    r"|several|a\s+handful|a\s+few|a\s+couple|many)"
)
_LOW = r"at\s+least|more\s+than|over|no\s+fewer\s+than|no\s+less\s+than|upwards\s+of|a\s+minimum\s+of|in\s+excess\s+of|well\s+over"
_HIGH = r"up\s+to|as\s+many\s+as|at\s+most|no\s+more\s+than|fewer\s+than|less\s+than|a\s+maximum\s+of|under|nearly|almost|just\s+under"
_ABOUT = r"about|around|some|roughly|approximately|an\s+estimated|close\s+to|all|another|a\s+further|a\s+total\s+of|estimated|only|just"
NUMBER = re.compile(
    rf"(?<![\w$€£.,:/-])(?:(?:(?P<low>{_LOW})|(?P<high>{_HIGH})|(?:{_ABOUT}))\s+)?"
    rf"(?:between\s+(?P<a>{_EXACT})\s+and\s+(?P<b>{_EXACT})"
    rf"|(?P<c>{_EXACT})\s+(?:to|or)\s+(?P<d>{_EXACT})"
    rf"|(?P<e>{_FIGURES})\s*[-–]\s*(?P<f>{_FIGURES})"
    rf"|(?P<vague>{_VAGUE})(?!\s+{_SCALE}\b)|(?P<exact>{_EXACT})(?:\s+or\s+(?P<about>more|so)\b)?"
    rf"|(?P<none>no\s+one|nobody|no-one|none|no)"
    r"|(?P<single>an?(?=\s)(?!\s+(?:number|group|crowd|majority|lot|team|pair|series)\s+of\b)|another))"
    rf"(?![\w%°]|[-–][^\W\d]|[.,:/]\d|\s*(?:%|per\s+cent|percent))",
    re.IGNORECASE,
)


class Quantity(NamedTuple):
    """How many; None where the text gives no such bound."""

    low: int | None
    high: int | None


def quantity(match: re.Match[str]) -> Quantity:
    """Return the bounds that a match of NUMBER states."""
    for first, second in (("a", "b"), ("c", "d"), ("e", "f")):
        if match[first]:
            low, high = spelled(match[first]), spelled(match[second])
            return Quantity(min(low, high), max(low, high))
    if match["none"]:
        return Quantity(0, 0)
    if match["single"]:
        return Quantity(1, 1)
    if match["vague"]:
        words = " ".join(match["vague"].lower().split())
        if words == "a couple":
            return Quantity(2, 2)
        return Quantity(_vague(words), None)
    number = spelled(match["exact"])
    if re.match(r"several|a\s+few", match["exact"], re.IGNORECASE):
        return Quantity(number, None)
    if match["low"] or (match["about"] or "").lower() == "more":
        return Quantity(number, None)
    return Quantity(None if match["high"] else number, number)


def _vague(words: str) -> int | None:
    if words.startswith("tens of"):
        return 20_000
    if words.startswith("hundreds of"):
        return 200_000
    return _PLURALS.get(words, _FEW.get(words))


def spelled(text: str) -> int:
    """Return the number that `text` spells in figures or words."""
    total, current = 0.0, 0.0
    for word in re.split(r"[-\s]+", re.sub(r"(?<=\d)[,\s](?=\d{3}(?!\d))", "", text.lower())):
        if word in ("and", "a"):
            current = current or (1.0 if word == "a" else 0.0)
        elif word in ("several", "few"):
            current = 3.0
        elif word == "half":
            current = 0.5
        elif word in ("thousand", "million"):
            total, current = total + (current or 1.0) * _SCALES[word], 0.0
        elif word in _SCALES:
            current = (current or 1.0) * _SCALES[word]
        elif word in _ONES:
            current += _ONES[word]
        elif word in _TENS:
            current += _TENS[word]
        else:
            current += float(word)
    return round(total + current)

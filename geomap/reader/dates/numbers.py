"""The numbers that count days, months and years: in figures, or in words up to the hundreds."""

from __future__ import annotations

from geomap.reader.wording import numbers

_UNITS = r"zero|one|two|three|four|five|six|seven|eight|nine"
_TEENS = r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"

# Alternatives for a regular expression, without groups.
NUMBER_WORD = rf"(?:(?:{_TENS})(?:[-\s](?:{_UNITS}))?|{_TEENS}|{_UNITS})"
# No part of a longer number: 'thirty-four' is no four.
NUMBER = (
    rf"(?<![-\d.,])(?:\d{{1,3}}|(?:a|{NUMBER_WORD})[-\s]hundred(?:\s+(?:and\s+)?{NUMBER_WORD})?"
    rf"|{NUMBER_WORD}|a\s+couple\s+of|an?)"
)


_ORDINALS = {
    "first": "one",
    "second": "two",
    "third": "three",
    "fifth": "five",
    "eighth": "eight",
    "ninth": "nine",
    "twelfth": "twelve",
}
# 'tenth', '75th', 'twenty-fifth'
ORDINAL = (
    rf"(?<![-\d.,])(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{_TENS})[-\s])?(?:{'|'.join(_ORDINALS)}|fourth|sixth|seventh)"
    rf"|tenth|eleventh|(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:{_TENS.replace('y', 'ieth')})"
    r"|(?:one[-\s]|two[-\s])?hundredth)"
)


# The fourth day of a month and those after it, in words; the first three are said of much else.
LATER_DAY = rf"(?!\d|(?:first|second|third)\b){ORDINAL}"


def number(words: str) -> int:
    """Return the number that `words` or digits name."""
    words = " ".join(words.lower().split())
    if words == "a couple of":
        return 2
    return 1 if words in {"a", "an", "the"} else numbers.spelled(words)


def ordinal_number(words: str) -> int:
    """Return the number whose place in order `words` or digits name."""
    words = words.lower()
    if words[0].isdigit():
        return int(words[:-2])
    *before, last = words.replace("-", " ").split()
    plain = _ORDINALS.get(last) or last.removesuffix("th")
    plain = f"{plain[:-2]}y" if plain.endswith("ie") else plain
    return numbers.spelled(" ".join((*before, plain)))

"""Which of GeoNames' untagged alternate names are worth keeping."""

from __future__ import annotations

import re
import unicodedata

_CODE = re.compile(r"^[A-Z0-9]{1,4}$")
_LATIN_RUN = re.compile(r"[A-Za-z]")
# Scripts that news or its readers use for place names; the rest costs more than it finds.
_KEPT = ("LATIN", "CYRILLIC", "ARABIC", "HEBREW", "CJK", "HANGUL", "GREEK", "KATAKANA", "HIRAGANA")
_LOCAL = {"GEORGIAN": "GE", "ARMENIAN": "AM", "ETHIOPIC": "ET ER", "MYANMAR": "MM"}
_EAST_ASIAN = {"HANGUL": "KR KP", "KATAKANA": "JP", "HIRAGANA": "JP"}


def useful(name: str, country: str) -> bool:
    """Return whether an alternate name of a place in `country` can be met in news.

    Dropped: airport and railway codes ("DOK"), machine romanisations, which GeoNames writes
    in lower case ("dun nie ci ke"), links, and scripts foreign to the place that no article
    in a language geomap reads would use.
    """
    if len(name) < 2 or _CODE.match(name) or "//" in name or len(name) > 60:
        return False
    script = script_of(name)
    if script == "LATIN":
        return not name[0].islower() or any(letter.isupper() for letter in name[1:3])
    if script in _LOCAL:
        return country in _LOCAL[script].split()
    if script in _EAST_ASIAN:
        return country in _EAST_ASIAN[script].split()
    return script in _KEPT


def script_of(name: str) -> str:
    """Return the script of the first letter of `name`, as Unicode names it; "" for none."""
    first = name[:1]
    if first.isascii() and first.isalpha():
        return "LATIN"  # nearly all; a dump has millions
    for letter in name:
        if letter.isalpha():
            if letter.isascii():
                return "LATIN"
            return unicodedata.name(letter, "").split(" ")[0]
    return ""

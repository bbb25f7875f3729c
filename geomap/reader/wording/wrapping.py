"""A text's lines, those joined into one over which a hard-wrapped sentence runs.

PDF, e-mail and agency wires break every line at one width, before a name as before any other word.
That width is found once, for the whole text or for the lines that stand together, by lines that
end where no headline or item does. Lists, tables, captions and headlines stay apart.
"""

from __future__ import annotations

import re
from itertools import pairwise

from geomap.reader.wording.sentence_words import (
    CLOSERS,
    DOTTED,
    NEVER_LAST,
    TITLES,
    begins_sentence,
    word_before,
)

Range = tuple[int, int]

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WIDEST, _NARROWEST = 120, 18  # code points of a line
_NARROW = 45  # in narrower columns lists look much like sentences
_FULL = 0.65  # of the width: a shorter line ends its paragraph
_TAKEN = 0.8  # of the width: with the next word before it, a wrapped line takes so much
_STOPS = ".?!:;…。！？"
_ITEM = re.compile(r"[-–—•▪◦●‣■►*·|]\s|\(?(?:\d{1,3}|[a-z])[.)]\s")
_CELLS = re.compile(r"\t|\s{3}|\|")
_CREDIT = re.compile(r"\b(?:Photo|Picture|Image|Credit|Source)s?:")
_INNER_STOP = re.compile(r"[.?!,]\s")


def joined_lines(text: str) -> list[Range]:
    """Return the lines of `text`, wrapped ones joined, trimmed, without empty ones."""
    blocks = _blocks(text)
    together = [line for block in blocks if len(block) > 1 for line in block]
    width = _width(text, [pair for block in blocks for pair in pairwise(block)], together)
    found: list[Range] = []
    for block in blocks:
        pairs = list(pairwise(block))
        own = width
        if len(pairs) >= 3 and (width is None or not any(_runs_on(text, *one) for one in pairs)):
            own = _width(text, pairs, block)
        found.append(block[0])
        for line, following in pairs:
            if _wraps(text, line, following, own):
                found[-1] = (found[-1][0], following[1])
            else:
                found.append(following)
    return found


def trim(text: str, start: int, end: int) -> Range | None:
    """Return (start, end) without white space at either end; None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _blocks(text: str) -> list[list[Range]]:
    """Return the lines that stand together, with no empty line between."""
    blocks: list[list[Range]] = []
    last_end = -1
    for match in _LINE.finditer(text):
        trimmed = trim(text, match.start(), match.end())
        if trimmed is None:
            continue
        if blocks and text[last_end : match.start()] in ("\n", "\r\n", "\r"):
            blocks[-1].append(trimmed)
        else:
            blocks.append([trimmed])
        last_end = match.end()
    return blocks


def _width(text: str, pairs: list[tuple[Range, Range]], lines: list[Range]) -> int | None:
    """Return the width at which `lines` were wrapped; None where nothing shows that they were."""
    if len(pairs) < 2:
        return None
    lengths = sorted(end - start for start, end in lines)
    width = lengths[int(len(lengths) * 0.95)]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    open_ended = [pair for pair in pairs if text[pair[0][1] - 1] not in _STOPS + CLOSERS]
    running = sum(_runs_on(text, *pair) for pair in open_ended)
    if not running or running < len(open_ended) / 3:
        return None
    if width < _NARROW:
        full = sum(line[1] - line[0] >= _FULL * width for line, _ in open_ended)
        punctuated = sum(_INNER_STOP.search(text, *line) is not None for line in lines)
        if len(pairs) < 3 or full < 0.75 * len(open_ended) or punctuated < len(lines) / 8:
            return None
    return width


def _runs_on(text: str, line: Range, following: Range) -> bool:
    """Return whether `line` ends as a headline or an item never does, or the next begins so."""
    if text[following[0]].islower() and _ITEM.match(text, following[0]) is None:
        return True
    word = word_before(text, *line).lower()
    return word in NEVER_LAST or word == "on"


def _wraps(text: str, line: Range, following: Range, width: int | None) -> bool:
    """Return whether the sentence of `line` runs on in the next line; `width`: of wrapped ones."""
    start, end = line
    at = following[0]
    word = word_before(text, start, end)
    bare = word.rstrip(".").lower()
    if word.endswith("."):
        if bare in TITLES:
            return True
        return bool(DOTTED.fullmatch(word)) and not begins_sentence(text, at)
    lower = text[at].islower() and _ITEM.match(text, at) is None
    if lower and text[end - 1] in "-\u2010\u00ad" and text[end - 2 : end - 1].isalpha():
        return True  # a word broken at the end of its line
    if width is not None and _fills(text, line, following, width, lower=lower):
        return True
    if not (word[-1].isalnum() or word[-1] == ","):
        return False
    if bare.rstrip(",") in NEVER_LAST and end - start >= 20:
        return True
    # A list of short items in lower case is no wrapped sentence.
    return lower and end - start > _NARROW


def _fills(text: str, line: Range, following: Range, width: int, *, lower: bool) -> bool:
    """Return whether a line of a text wrapped at `width` is full and goes on in the next."""
    start, end = line
    length, last = end - start, text[end - 1]
    if length > 2 * width or last in _STOPS:
        return False
    at = word = following[0]
    while word < following[1] and word - at < width and not text[word].isspace():
        word += 1
    taken = length + 1 + word - at
    if length < _FULL * width and taken < width:
        return False
    if last in CLOSERS:
        return lower and text[end - 2] not in _STOPS
    if lower:
        return True
    if _ITEM.match(text, at) or _CELLS.search(text, start, end) or _CREDIT.search(text, start, end):
        return False
    return taken >= _TAKEN * width and not text[start:end].isupper()

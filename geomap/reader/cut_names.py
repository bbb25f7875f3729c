"""Names that the network cut: 'Oddar' of 'Oddar Meanchey', 'Pag' of 'Pag-asa', 'Wad' and 'Madani' apart.

A name is taken whole where the gazetteer knows the whole and not the part, or where the text has it
whole somewhere else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

Range = tuple[int, int]
_WORD = r"[^\W\d_a-z][\w’'-]*\w"
_NEXT = re.compile(rf"\s{_WORD}")
_LAST = re.compile(rf"(?<![\w'’-]){_WORD}\s$")
_TAIL = re.compile(r"-[^\W\d_]{2,}(?!-)\b")
_REACH = 40  # code points


def uncut(text: str, spans: Iterable[Range], *, is_named: Callable[[str], bool]) -> list[Range]:
    """Return the spans by offset, cut ones whole; `is_named`: the gazetteer has a place of that name."""
    given = list(spans)
    by_first: dict[str, set[str]] = defaultdict(set)
    for start, end in given:
        first, blank, _ = text[start:end].partition(" ")
        if blank:
            by_first[first].add(text[start:end])
    found: list[Range] = []
    for start, end in given:
        if found and start < found[-1][1]:  # the other half of what was taken whole
            found[-1] = (found[-1][0], max(found[-1][1], end))
            continue
        whole = _elsewhere(text, (start, end), by_first) or _known(text, (start, end), is_named)
        if found and whole[0] < found[-1][1]:
            whole = (start, end)
        found.append(whole)
    return found


def _elsewhere(text: str, span: Range, by_first: dict[str, set[str]]) -> Range | None:
    """Return the longer name that begins with text[span] and was found whole elsewhere."""
    start, end = span
    for name in sorted(by_first.get(text[start:end], ()), key=lambda one: (-len(one), one)):
        stop = start + len(name)
        if text.startswith(name, start) and not text[stop : stop + 1].isalnum():
            return start, stop
    return None


def _known(text: str, span: Range, is_named: Callable[[str], bool]) -> Range:
    """Return text[span], longer by a word that the gazetteer knows as one name with it."""
    start, end = span
    tail = _TAIL.match(text, end, min(len(text), end + _REACH))
    if tail and is_named(text[start : tail.end()]):
        return start, tail.end()
    if " " in text[start:end] or is_named(text[start:end]):
        return span
    after = _NEXT.match(text, end, min(len(text), end + _REACH))
    if after and is_named(text[start : after.end()]):
        return start, after.end()
    low = max(0, start - _REACH)
    before = _LAST.search(text[low:start])
    if before and is_named(text[low + before.start() : end]):
        return low + before.start(), end
    return span

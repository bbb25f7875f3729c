"""Names found once, wherever else they stand.

In bare lists and tables, where no sentence helps, the network misses repeats of a name that it
read elsewhere in the article. In running text what it leaves out is mostly no name: adding every
repeat there cost 2 points of exact F1 on texts it never saw.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"\w+")
_RUNNING = re.compile(r"\b[^\W\d_A-Z]{2,}\b")  # a word in lower case: the sentence is one
_DASH = re.compile(r"(?<=\w)\s[-–—]{1,2}\s(?=\w)")
_LEAST = 4  # letters: shorter names are too often something else


def parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return text[start:end], in its words where one word is said again and again: no 'Walla Walla'.

    Parted at a dash between blanks, too: no name goes on after that of a dateline.
    """
    if dash := _DASH.search(text, start, end):
        return [(start, dash.start()), *parted(text, dash.end(), end)]
    words = text[start:end].split()
    if len(words) < 2 or len(set(words)) > 1:
        return [(start, end)]
    length = len(words[0])
    around = (
        text[max(0, start - length - 1) : start].strip(),
        text[end : end + length + 1].strip(),
    )
    if words[0] not in around:
        return [(start, end)]
    found = re.finditer(re.escape(words[0]), text[start:end])
    return [(start + word.start(), start + word.end()) for word in found]


def repeats(
    text: str,
    found: Sequence[tuple[int, int]],
    names: Iterable[str],
    sentences: Iterable[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Return where else `names` stand, written the same, in those of `sentences` without a verb.

    None overlaps one of `found`, which is sorted as `sentences` are. A name beside another capitalised word may be part of a longer one, and is
    left alone; beside itself it is not.
    """
    by_first: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in sorted(set(names), key=len, reverse=True):  # "Sumy Oblast" before "Sumy"
        first = _WORD.match(name)
        if first and len(name) >= _LEAST and name[0].isupper():
            by_first[first[0]][len(name)].add(name)
    if not by_first:
        return []
    more: list[tuple[int, int]] = []
    at = 0
    past = 0
    bare = (span for span in sentences if not _RUNNING.search(text, *span))
    for word in (word for span in bare for word in _WORD.finditer(text, *span)):
        start = word.start()
        if start < past or word[0] not in by_first:
            continue
        while at < len(found) and found[at][1] <= start:
            at += 1
        for length, of_length in by_first[word[0]].items():
            end = start + length
            name = text[start:end]
            if name not in of_length or text[end : end + 1].isalnum():
                continue
            if at < len(found) and found[at][0] < end:
                break
            if not _inside_a_longer_name(text, start, end, name):
                more.append((start, end))
                past = end
            break
    return more


def _inside_a_longer_name(text: str, start: int, end: int, name: str) -> bool:
    before = re.search(r"(\w+)[ -]$", text[max(0, start - 40) : start])
    after = re.match(r"[ -](\w+)", text[end : end + 40])
    return any(
        beside is not None and beside[1][0].isupper() and beside[1] not in name
        for beside in (before, after)
    )

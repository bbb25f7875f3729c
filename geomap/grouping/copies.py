"""Which reports repeat another's sentence, and how many sources are left."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from geomap.model import Sighting

# A sentence is a copy when this share of its four-word runs stands in one earlier article.
_COPIED_SHARE = 0.7
_SHINGLE_WORDS = 4
_OWNERS = 20  # a run of words in more texts than this tells nothing, and costs time


class Copies:
    """Which sentences were seen before, by the four-word runs they share."""

    def __init__(self) -> None:
        self._owners: dict[Hashable, set[int]] = defaultdict(set)

    def add(self, reports: Iterable[Sighting], owner: int) -> None:
        for report in reports:
            for shingle in _shingles(report.sentence):
                owners = self._owners[shingle]
                if len(owners) < _OWNERS:
                    owners.add(owner)

    def original(self, sentence: str) -> int | None:
        """Return the owner that holds most of `sentence`, or None when it is no copy."""
        shingles = _shingles(sentence)
        held = Counter(owner for s in shingles for owner in self._owners.get(s, ()))
        if not held:
            return None
        owner, count = min(held.items(), key=lambda item: (-item[1], item[0]))
        return owner if count >= _COPIED_SHARE * len(shingles) else None


@lru_cache(maxsize=4096)
def _shingles(sentence: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of four words; none for a sentence too short to tell a copy from chance."""
    words = re.findall(r"\w+", sentence.casefold())
    runs = range(len(words) - _SHINGLE_WORDS + 1)
    return frozenset(tuple(words[i : i + _SHINGLE_WORDS]) for i in runs)


def sources(reports: Sequence[Sighting]) -> tuple[int, int]:
    """Return how many articles speak for themselves, and how many repeat one of these.

    One publisher is one source, and so is a sentence that several print.
    """
    by_article: dict[str, list[Sighting]] = defaultdict(list)
    for report in reports:
        by_article[report.article.id].append(report)
    publishers: set[str] = set()
    seen = Copies()
    independent = 0
    for number, (article_id, members) in enumerate(by_article.items()):
        publisher = _publisher(members[0]) or article_id
        copied = all(seen.original(report.sentence) is not None for report in members)
        if publisher not in publishers and not copied:
            independent += 1
        publishers.add(publisher)
        seen.add(members, number)
    return independent, len(by_article) - independent


def _publisher(report: Sighting) -> str | None:
    """Return the publisher as the article names it, else the host of its address."""
    if report.article.publisher:
        return report.article.publisher.casefold().strip()
    host = urlsplit(report.article.url or "").hostname
    return host.removeprefix("www.") if host else None

"""Which reports repeat another's sentence, and which sources are left."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from geomap.model import ArticleRef, Sighting, Source

# A sentence is a copy when this share of its four-word runs stands in one earlier article.
_COPIED_SHARE = 0.7
_SHINGLE_WORDS = 4
_WORD = re.compile(r"\w+")
_OWNERS = 20  # a run of words in more texts than this tells nothing, and costs time


class Copies:
    """Which sentences were seen before, by the four-word runs they share."""

    def __init__(self) -> None:
        self._owners: dict[Hashable, tuple[int, ...]] = {}

    def add(self, reports: Iterable[Sighting], owner: int) -> None:
        alone = (owner,)
        for report in reports:
            for shingle in _shingles(report.sentence):
                owners = self._owners.setdefault(shingle, alone)
                if owner not in owners and len(owners) < _OWNERS:
                    self._owners[shingle] = (*owners, owner)

    def original(self, sentence: str) -> int | None:
        """Return the owner that holds most of `sentence`, or None when it is no copy."""
        shingles = _shingles(sentence)
        held = [owners for s in shingles if (owners := self._owners.get(s))]
        if len(held) < max(1, _COPIED_SHARE * len(shingles)):
            return None
        counted = Counter(owner for owners in held for owner in owners)
        owner, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
        return owner if count >= _COPIED_SHARE * len(shingles) else None


@lru_cache(maxsize=4096)
def _shingles(sentence: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of four words; none for a sentence too short to tell a copy from chance."""
    words = _WORD.findall(sentence.casefold())
    return frozenset(zip(*(words[at:] for at in range(_SHINGLE_WORDS)), strict=False))


def sources(reports: Sequence[Sighting], stories: Mapping[str, str]) -> tuple[Source, ...]:
    """Return who speaks for themselves, each with the articles that only repeat them.

    One publisher is one source; so are the outlets of one story (`stories`: article -> story), and
    those that print one sentence.
    """
    if len({report.article.id for report in reports}) == 1:
        return (_source(reports[:1], stories),)
    by_article: dict[str, list[Sighting]] = defaultdict(list)
    for report in reports:
        by_article[report.article.id].append(report)
    publishers: dict[str, int] = {}
    told: dict[str, int] = {}
    seen = Copies()
    found: list[list[Sighting]] = []
    for article_id, members in by_article.items():
        publisher = publisher_of(members[0]) or article_id
        story = stories.get(article_id, article_id)
        originals = [seen.original(report.sentence) for report in members]
        source = told.get(story, publishers.get(publisher))
        if source is None:
            source = originals[0] if None not in originals else None
        if source is None:
            source = len(found)
            found.append([])
        found[source].append(members[0])
        publishers.setdefault(publisher, source)
        told.setdefault(story, source)
        seen.add(members, source)
    return tuple(_source(articles, stories) for articles in found)


def _source(articles: Sequence[Sighting], stories: Mapping[str, str]) -> Source:
    first = articles[0].article
    return Source(
        story=stories.get(first.id, ""),
        outlets=tuple(dict.fromkeys(outlet(one) for one in articles)),
        articles=len(articles),
        grade=first.grade,
    )


def outlet(report: Sighting) -> str:
    """Return who printed the article: its publisher as named, its host, or its file."""
    return report.article.publisher or publisher_of(report) or report.article.source


def publisher_of(report: Sighting) -> str | None:
    return publisher(report.article)


def publisher(article: ArticleRef) -> str | None:
    """Return the publisher as the article names it, else the host of its address."""
    if article.publisher:
        return article.publisher.casefold().strip()
    return host_of(article.url)


def host_of(url: str | None) -> str | None:
    """Return whose page an address is, without 'www.'; None: it is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # 'https://[wire': no address
        return None
    return host.removeprefix("www.") if host else None

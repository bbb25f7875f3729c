"""Which articles tell one story: copies of one another, whole or cut, under whatever headline.

Articles are compared by the sentences of their records, so that `geomap render` finds what
`geomap map` does: what names no place isn't compared, and makes no report either.

Candidates are found by MinHash and locality-sensitive hashing (datasketch), which finds what is
much alike, and by long sentences that two articles share, which finds a paragraph printed alone.
A candidate is one story with another when the runs of three words of the shorter stand in the
longer to `CONTAINED` at least. An article joins the one story that holds most of it: a roundup of
two wires doesn't make these one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

from geomap.grouping.order import digest
from geomap.model import Sighting

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from datasketch import MinHash, MinHashLSH

CONTAINED = 0.6
_RUN = 3  # words
_LEAST = 9  # runs: a shorter text can't be told from chance
_LONG = 8  # words: shorter sentences recur in honest prose
_PERMUTATIONS = 64
# Articles that share 60 % of the shorter, each with some text of its own, are alike to a third.
_ALIKE = 0.35
_MOST = 20  # articles with one sentence: more tell nothing new
_NEARLY_ALL = 0.9  # what a story holds to this part is found by the others
_WORD = re.compile(r"\w+")
_PRIMES = (2654435761, 2246822519, 3266489917)

Runs: TypeAlias = "npt.NDArray[np.uint64]"
Texts: TypeAlias = Mapping[str, Sequence[str]]  # by name: sentences, in order
Begin: TypeAlias = Callable[[Texts], Callable[[], Mapping[str, str]]]  # gives what waits for it


def begin_here(texts: Texts) -> Callable[[], Mapping[str, str]]:
    """Return what does as `firsts` when it is waited for."""
    return partial(firsts, texts)


def stories(
    sightings: Iterable[Sighting], begin: Begin = begin_here
) -> Callable[[], dict[str, str]]:
    """Return what waits for the story of each article, by its id; alone, an article is its own.

    A story's id is made of its first article's: by date of publication, then source. `begin` begins
    with what `firsts` does.
    """
    sentences: dict[str, dict[str, None]] = defaultdict(dict)
    order: dict[str, tuple[str, str, str]] = {}
    for sighting in sightings:
        article = sighting.article
        order.setdefault(
            article.id,
            (
                article.published.isoformat() if article.published else "~",
                article.source,
                article.id,
            ),
        )
        if sighting.section == "body":
            sentences[article.id][sighting.sentence] = None
    texts = {one: list(sentences[one]) for one in sorted(order, key=order.__getitem__)}
    waiting = begin(texts)
    return lambda: {one: digest("n", first) for one, first in waiting().items()}


def firsts(texts: Texts) -> dict[str, str]:
    """Return the first text of the story that each tells."""
    found: dict[str, str] = {}
    index = _Index()
    for name, sentences in texts.items():
        runs = word_runs(sentences)
        if len(runs) < _LEAST:
            found[name] = name
            continue
        signature = _signature(runs)
        first, share = index.best(runs, signature, sentences)
        found[name] = first or name
        if share < _NEARLY_ALL:
            index.add(found[name], runs, signature, sentences)
    return found


def get_ready() -> None:
    """Import what `firsts` needs of many articles: it takes half a second."""
    import datasketch  # noqa: F401


class _Index:
    """The articles that others may be copies of."""

    def __init__(self) -> None:
        self._shared: dict[str, list[int]] = defaultdict(list)
        self._held: list[tuple[str, Runs]] = []

    @cached_property
    def _alike(self) -> MinHashLSH:
        from datasketch import MinHashLSH  # see `get_ready`: many a corpus is all short notes

        return MinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS)

    def add(self, story: str, runs: Runs, signature: MinHash, sentences: Sequence[str]) -> None:
        number = len(self._held)
        self._held.append((story, runs))
        self._alike.insert(number, signature)
        for sentence in _long(sentences):
            if len(self._shared[sentence]) < _MOST:
                self._shared[sentence].append(number)

    def best(
        self, runs: Runs, signature: MinHash, sentences: Sequence[str]
    ) -> tuple[str | None, float]:
        """Return the story that holds most of the text, and how much; None for none."""
        candidates = set(self._alike.query(signature))
        for sentence in _long(sentences):
            candidates.update(self._shared.get(sentence, ()))
        best: tuple[float, int] = (0.0, 0)
        for number in sorted(candidates):
            share = contained(runs, self._held[number][1])
            if share >= CONTAINED and (share, -number) > best:
                best = (share, -number)
        return (self._held[-best[1]][0], best[0]) if best[0] else (None, 0.0)


def contained(one: Runs, other: Runs) -> float:
    """Return how much of the shorter stands in the longer, from 0 to 1."""
    import numpy as np

    least = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / least if least else 0.0


def word_runs(sentences: Iterable[str]) -> Runs:
    """Return a number for each different run of three words inside a sentence, sorted."""
    import numpy as np

    parts = []
    for sentence in sentences:
        words = [_number(word) for word in _WORD.findall(sentence.casefold())]
        if len(words) < _RUN:
            continue
        told = np.array(words, dtype=np.uint64)
        count = len(told) - _RUN + 1
        hashed = np.zeros(count, dtype=np.uint64)
        for at, prime in enumerate(_PRIMES):
            hashed = (hashed ^ told[at : at + count]) * np.uint64(prime)
            hashed ^= hashed >> np.uint64(29)
        parts.append(hashed)
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.uint64)


@lru_cache(maxsize=1 << 17)
def _number(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))


def _signature(runs: Runs) -> MinHash:
    import numpy as np

    made = _empty().copy()
    made.update_batch((runs & np.uint64(0xFFFFFFFF)).tolist())
    return made


@lru_cache(maxsize=1)
def _empty() -> MinHash:
    """Return a signature of nothing; copies of it share its permutations, which are slow to make."""
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, hashfunc=int)


def _long(sentences: Iterable[str]) -> list[str]:
    told = (" ".join(_WORD.findall(sentence.casefold())) for sentence in sentences)
    return [sentence for sentence in told if sentence.count(" ") + 1 >= _LONG]

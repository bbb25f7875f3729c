"""geomap's own passages: inline marks -> text and mentions with exact offsets.

A header line: `=== id | style | publication date` (date `-` when the passage has none).
A mention: `[[surface|words|Canonical name, CC]]`; see corpus/README.md.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from geomap.model import Mention
from geomap.reader.labels import ROLE, SITE, STATUS, USAGE, VOICE

FOLDER = Path(__file__).parent / "corpus"
SECTION = ("body", "teaser", "boilerplate", "related_article", "duplicate")
_LISTS = {
    "usage": USAGE,
    "site": SITE,
    "status": STATUS,
    "role": ROLE,
    "voice": VOICE,
    "section": SECTION,
    "background": ("background",),
}
_KIND = {word: kind for kind, words in _LISTS.items() for word in words if word != "none"}


class CorpusError(Exception):
    """A passage is marked wrongly: which, where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention as it is marked: text[start:end] is the surface."""

    start: int
    end: int
    labels: dict[str, str]
    name: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the corpus."""

    id: str
    style: str
    published: str | None
    text: str
    mentions: list[Marked] = field(default_factory=list)


def passages(path: Path) -> Iterator[Passage]:
    """Yield the passages of one file.

    Raises CorpusError: an unknown word, an unclosed mark, a class on a mention that is not literal.
    """
    source = path.read_text(encoding="utf-8")
    for block in re.split(r"^=== ", source, flags=re.M)[1:]:
        head, _, body = block.partition("\n")
        ident, style, day = [part.strip() for part in [*head.split("|"), "", ""][:3]]
        text, mentions = _unmark(body.strip("\n"), f"{path.name} {ident}")
        yield Passage(ident, style, None if day in ("", "-") else day, text, mentions)


def sentence_start(text: str, one: Mention) -> int:
    """Return where the sentence of a mention that was read in `text` starts."""
    return text.rindex(one.sentence, 0, one.start + len(one.sentence))


def dated(path: Path) -> dict[tuple[str, int], tuple[str | None, ...]]:
    """Return the right dates of each event of a file, by the article's id and the mention's start.

    A line is the article's id, the start, the name and the dates, separated by tabs; any of the
    dates, separated by ' | ', is right.
    """
    found: dict[tuple[str, int], tuple[str | None, ...]] = {}
    for line in path.read_text("utf-8").splitlines():
        article, start, _, given = line.split("\t")
        dates = given.split(" | ")
        found[article, int(start)] = tuple(None if one == "null" else one for one in dates)
    return found


def by_kind(words: list[str]) -> dict[str, str]:
    """Return the words of a mark by what each says.

    Raises ValueError: a word is unknown, or two are of one kind.
    """
    labels: dict[str, str] = {}
    for word in words:
        kind = _KIND.get(word)
        if kind is None or kind in labels:
            raise ValueError(f"{word!r} is unknown or of a kind named twice.")
        labels[kind] = word
    return labels


def _unmark(body: str, where: str) -> tuple[str, list[Marked]]:
    text = ""
    at = 0
    mentions = []
    for mark in re.finditer(r"\[\[(.+?)\]\]", body, re.S):
        text += body[at : mark.start()]
        at = mark.end()
        surface, *rest = mark[1].split("|")
        try:
            labels = by_kind(rest[0].split() if rest else [])
        except ValueError as error:
            raise CorpusError(f"{where}: in [[{mark[1]}]] {error}") from None
        if "usage" not in labels:
            raise CorpusError(
                f"{where}: [[{mark[1]}]] has no usage. Add one of {', '.join(USAGE)}."
            )
        if "site" in labels and labels["usage"] != "literal":
            raise CorpusError(f"{where}: [[{mark[1]}]] has a class but is not literal.")
        if ("site" in labels) != ("status" in labels):
            raise CorpusError(f"{where}: [[{mark[1]}]]: class and status go together.")
        name = country = None
        if len(rest) > 1 and rest[1].strip():
            name, _, country = (part.strip() for part in rest[1].rpartition(","))
            if not name:
                name, country = rest[1].strip(), None
        mentions.append(Marked(len(text), len(text) + len(surface), labels, name, country))
        text += surface
    text += body[at:]
    if "[[" in text or "]]" in text:
        raise CorpusError(f"{where}: an unclosed mark.")
    return text, mentions


def counts(files: list[Path]) -> dict[str, object]:
    """Return how much the passages hold and how varied they are.

    `repeated_4grams`: the share of runs of four words that occur more than once.

    Raises CorpusError: a passage is marked wrongly, or two have one id.
    """
    seen: set[str] = set()
    grams: Counter[tuple[str, ...]] = Counter()
    labels: Counter[str] = Counter()
    words = mentions = 0
    for path in files:
        for passage in passages(path):
            if passage.id in seen:
                raise CorpusError(f"{path.name} {passage.id}: an id used before. Give it another.")
            seen.add(passage.id)
            tokens = passage.text.lower().split()
            words += len(tokens)
            grams.update(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))
            mentions += len(passage.mentions)
            for m in passage.mentions:
                labels.update(f"{kind} {label}" for kind, label in m.labels.items())
    total = max(1, sum(grams.values()))
    return {
        "passages": len(seen),
        "words": words,
        "mentions": mentions,
        "mentions_per_passage": round(mentions / max(1, len(seen)), 1),
        "repeated_4grams": round(sum(n for n in grams.values() if n > 1) / total, 4),
        "labels": dict(sorted(labels.items())),
    }


if __name__ == "__main__":
    print(json.dumps(counts(sorted(FOLDER.glob("*.txt"))), indent=1))

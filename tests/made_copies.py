"""Articles and known copies of them, made from the passages of the reader's corpus.

What is compared is what records hold: the sentences in which a place is named.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

from geomap.reader.wording.sentences import split
from geomap.training.corpus import FOLDER, passages

ARTICLES = Path(__file__).parent / "articles"
# kind -> how much of the original is kept, at least
KEPT = {"whole": 1.0, "lead": 1.0, "edited": 0.9, "most": 0.8, "part": 0.6}
SHORTER = {"truncated": 0.4, "paragraph": 0.0}


class Made(NamedTuple):
    """Sentences by article, and for each copy its original and its kind."""

    texts: dict[str, list[str]]
    copies: dict[str, tuple[str, str]]


def make(count: int, *, seed: int = 20_250_821) -> Made:
    """Return the corpus' articles with `count` copies of each kind."""
    chance = random.Random(seed)
    originals = {ident: found for ident, found in _articles() if len(found) >= 3}
    names = sorted(originals)
    texts = {name: originals[name] for name in names}
    copies: dict[str, tuple[str, str]] = {}
    for kind in (*KEPT, *SHORTER):
        for number, name in enumerate(chance.sample(names, count)):
            # Of the original; a sentence of the outlet's own leads in.
            made = _copied(originals[name], kind, chance)
            if kind not in ("whole", *SHORTER):
                made = [_lead(chance), *made]
            texts[f"{name} {kind} {number}"] = made
            copies[f"{name} {kind} {number}"] = (name, kind)
    return Made(texts, copies)


def _articles() -> list[tuple[str, list[str]]]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for passage in passages(path):
            sentences = [
                passage.text[start:end]
                for start, end in split(passage.text)
                if any(start <= mention.start < end for mention in passage.mentions)
            ]
            found.append((passage.id, sentences))
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found.append((path.name, [text[start:end] for start, end in split(text)]))
    return found


def _copied(sentences: list[str], kind: str, chance: random.Random) -> list[str]:
    if kind == "edited":  # one word in twelve is another
        return [_edited(sentence, chance) for sentence in sentences]
    if kind in ("most", "part"):
        return _kept(sentences, KEPT[kind], chance)
    if kind == "truncated":
        total = sum(map(_size, sentences))
        kept: list[str] = []
        for sentence in sentences:
            if kept and sum(map(_size, kept)) >= SHORTER[kind] * total:
                break
            kept.append(sentence)
        return kept
    if kind == "paragraph":
        at = chance.randrange(len(sentences))
        return sentences[at : at + 1]
    return list(sentences)


def _kept(sentences: list[str], least: float, chance: random.Random) -> list[str]:
    """Return the sentences without some: what is left has `least` of the words or more."""
    total = sum(map(_size, sentences))
    kept = list(range(len(sentences)))
    for at in chance.sample(kept, len(kept)):
        left = [one for one in kept if one != at]
        if sum(_size(sentences[one]) for one in left) >= least * total:
            kept = left
    return [sentences[at] for at in kept]


def _edited(sentence: str, chance: random.Random) -> str:
    words = sentence.split(" ")
    for at in range(chance.randrange(12), len(words), 12):
        words[at] = "reportedly" if words[at] != "reportedly" else "apparently"
    return " ".join(words)


def _size(sentence: str) -> int:
    return len(sentence.split())


def _lead(chance: random.Random) -> str:
    """Return a sentence that only this outlet prints."""
    who = chance.choice(["readers", "a colleague", "two neighbours", "our stringer", "a teacher"])
    what = chance.choice(
        ["the square", "the ferry", "the mill", "an orchard", "the old post office"]
    )
    when = chance.choice(
        ["at breakfast", "after the rain", "before the shops opened", "by torchlight"]
    )
    return f"In our own town {who} spoke of it by {what} {when}, number {chance.randrange(10_000)}."

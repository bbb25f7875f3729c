"""The words of casualties.toml: who is counted, and what became of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

from geomap.model import CasualtyKind
from geomap.reader.wording.actor_words import lexicon, word_set


class CasualtyWords(NamedTuple):
    """casualties.toml, as it is looked up."""

    people: frozenset[str]
    before: dict[str, CasualtyKind]
    after: dict[str, CasualtyKind]
    phrases: tuple[tuple[re.Pattern[str], CasualtyKind], ...]
    counts: dict[str, CasualtyKind | None]
    things: frozenset[str]
    lost: frozenset[str]
    deadly: frozenset[str]
    any_word: re.Pattern[str]


# Without one of these, or of the words listed, a sentence tells no number of people.
_TELLING = word_set(
    "toll lost driven left taken death martyrdom shahadat laid lay alive away action massacre murder slaughter execution abduction disappearance"
)


@cache
def casualty_words() -> CasualtyWords:
    """Read casualties.toml."""
    source = files("geomap.reader.details").joinpath("casualties.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(source)
    heads = {word for word, kind in lexicon().heads.items() if kind != "any"}
    counts: dict[str, CasualtyKind | None] = dict.fromkeys(table["counts_any"].split())
    counts |= dict.fromkeys(table["counts_killed"].split(), "killed")
    counts |= dict.fromkeys(table["counts_wounded"].split(), "wounded")
    people = heads | set(table["people"].split()) | set(counts) | {"members", "member"}
    people -= word_set("dead killed injured wounded government governments fleet")
    before = {w: kind for kind, listed in table["before"].items() for w in listed.split()}
    after = {w: kind for kind, listed in table["after"].items() for w in listed.split()}
    before |= dict.fromkeys(table["deadly"].split(), "killed")
    phrases = tuple(
        (_phrases(listed.split(",")), cast(CasualtyKind, kind))
        for kind, listed in table["phrases"].items()
    )
    any_word = re.compile(
        rf"\b(?:{'|'.join(sorted({*before, *after, *counts, *_TELLING}))})\b",
        re.IGNORECASE,
    )
    return CasualtyWords(
        people=frozenset(people),
        before=before,
        after=after,
        phrases=phrases,
        counts=counts,
        things=frozenset(table["things"].split()),
        lost=frozenset(table["lost"].split()),
        deadly=frozenset(table["deadly"].split()),
        any_word=any_word,
    )


def _phrases(phrases: list[str]) -> re.Pattern[str]:
    """Return what matches any of `phrases`, with the auxiliaries before it."""
    either = "|".join(r"\s+".join(phrase.split()) for phrase in phrases)
    return re.compile(
        rf"(?:\s+(?:was|were|have|has|had|been|of|them|people|being))*\s+(?:{either})\b"
    )

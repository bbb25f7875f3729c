"""The words of casualties.toml: who is counted, and what became of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from geomap.model import CasualtyKind
from geomap.reader.actor_words import lexicon, word_set


class CasualtyWords(NamedTuple):
    """casualties.toml, as it is looked up."""

    people: frozenset[str]
    before: dict[str, CasualtyKind]
    after: dict[str, CasualtyKind]
    phrases: tuple[tuple[re.Pattern[str], CasualtyKind], ...]
    counts: dict[str, CasualtyKind | None]
    things: frozenset[str]
    lost: frozenset[str]
    any_word: re.Pattern[str]


@cache
def casualty_words() -> CasualtyWords:
    """Read casualties.toml."""
    source = files("geomap.reader").joinpath("casualties.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(source)
    heads = {word for word, kind in lexicon().heads.items() if kind != "any"}
    counts: dict[str, CasualtyKind | None] = dict.fromkeys(table["counts_any"].split())
    counts |= dict.fromkeys(table["counts_killed"].split(), "killed")
    counts |= dict.fromkeys(table["counts_wounded"].split(), "wounded")
    people = heads | set(table["people"].split()) | set(counts) | {"members", "member"}
    people -= word_set("dead killed injured wounded government governments fleet")
    before = {w: kind for kind, listed in table["before"].items() for w in listed.split()}
    after = {w: kind for kind, listed in table["after"].items() for w in listed.split()}
    phrases = tuple(
        (
            re.compile(
                r"(?:\s+(?:was|were|have|has|had|been|of|them|people|being))*\s+"
                + r"\s+".join(phrase.split())
                + r"\b"
            ),
            kind,
        )
        for kind, listed in table["phrases"].items()
        for phrase in listed.split(",")
    )
    any_word = re.compile(
        rf"\b(?:{'|'.join(sorted({*before, *after, *counts, 'toll', 'lost', 'driven', 'left', 'taken'}))})\b",
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
        any_word=any_word,
    )

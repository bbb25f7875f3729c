"""The names and words of actors.toml, as they are looked up."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

from geomap.reader.wording.cues import inflected

_TABLE_FRAMES = ("meet", "host", "mediate")


class Words(NamedTuple):
    """actors.toml, as it is looked up."""

    names: dict[str, list[tuple[tuple[str, ...], str]]]  # first word -> words and list
    heads: dict[str, str]  # head word -> state, group, any, body, civilians, office
    inside: frozenset[str]
    things: frozenset[str]
    before_things: frozenset[str]
    titles: frozenset[str]
    not_names: frozenset[str]
    gatherings: frozenset[str]
    buildings: frozenset[str]
    verbs: dict[str, dict[str, str]]  # class of the event -> form -> frame
    nouns: dict[str, str]


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


@cache
def lexicon() -> Words:
    """Read actors.toml."""
    source = files("geomap.reader.wording").joinpath("actors.toml").read_text(encoding="utf-8")
    table = cast("dict[str, dict[str, str]]", tomllib.loads(source))
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, listed in table["names"].items():
        for name in listed.split(","):
            parts = tuple(name.split())
            names.setdefault(parts[0].lower(), []).append((parts, kind))
    irregular = {verb: forms.split() for verb, forms in table["irregular"].items()}
    verbs: dict[str, dict[str, str]] = {"battlefield": {}, "diplomatic": {}}
    for frame, listed in table["verbs"].items():
        forms = verbs["diplomatic" if frame in _TABLE_FRAMES else "battlefield"]
        forms.update(
            (form, frame) for verb in listed.split() for form in inflected(verb, irregular)
        )
    heads = {word: kind for kind, listed in table["heads"].items() for word in listed.split()}
    some = {key: frozenset(listed.split()) for key, listed in table["words"].items()}
    nouns = {noun: frame for frame, listed in table["nouns"].items() for noun in listed.split()}
    return Words(names, heads, verbs=verbs, nouns=nouns, **some)


def is_armed_group(name: str) -> bool:
    """Return whether a name with the Arabic article is a listed group's, not a town's: 'al-Shabab'."""
    lower = name.lower()
    if not lower.startswith("al-"):
        return False
    listed = lexicon().names.get(lower, ())
    return any(len(parts) == 1 and kind == "group" for parts, kind in listed)

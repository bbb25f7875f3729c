"""The words of speakers.toml: by which kind of speaker they name."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import cast


@cache
def speakers() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Read speakers.toml: for each kind its words and its phrases."""
    source = files("geomap.reader.voice").joinpath("speakers.toml").read_text(encoding="utf-8")
    table: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}
    for kind, words in cast("dict[str, str]", tomllib.loads(source)).items():
        phrases = tuple(re.findall(r"'([^']+)'", words))
        table[kind] = (frozenset(re.sub(r"'[^']+'", " ", words).split()), phrases)
    return table


@cache
def speaking_nouns() -> frozenset[str]:
    """Return the common nouns among them: 'residents', 'spokesman'."""
    kinds = ("media", "monitor", "belligerent", "witness", "official")
    return frozenset(word for kind in kinds for word in speakers()[kind][0])

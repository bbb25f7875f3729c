"""What the network is taken to have heard, for tests of what is made of it."""

from __future__ import annotations

import re

import numpy as np

from geomap.reader.answers import Heard
from geomap.reader.labels import Asked


def heard_in(sentence: str, asked: Asked, those: dict[str, str]) -> Heard:
    """Return what is heard where the words of `sentence` under each name are surely of it, and no others."""
    words = [match.span() for match in re.finditer(r"\w+|[^\w\s]", sentence)]
    worths = np.full((len(words), len(asked.names)), -8.0, np.float32)
    for name, part in those.items():
        start = sentence.index(part)
        for at, (first, _) in enumerate(words):
            if start <= first < start + len(part):
                worths[at, asked.names.index(name)] = 8.0
    return Heard(words, worths)

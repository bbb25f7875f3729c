"""What a teacher answers to whole texts, kept on disk: it teaches more than one network."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from geomap.reader.sentences import split
from geomap.training.network import Network
from geomap.training.preparing import Prepared
from geomap.training.score import scores_of_all


def taught(items: Sequence[Prepared], teacher: Network, kept: Path) -> list[Prepared]:
    """Return `items` with what `teacher` answers to each whole text: (pieces, labels.WIDTH) floats.

    The file `kept` is read where it holds the answers to these texts, and written where it doesn't.
    """
    digest = _digest(items)
    if kept.exists() and str((held := np.load(kept))["digest"]) == digest:
        ends = np.cumsum([len(item.pieces) for item in items])
        answers = np.split(held["answers"], ends[:-1])
    else:
        texts = [(item.pieces, split(item.example.text)) for item in items]
        answers = [found.astype(np.float16) for found in scores_of_all(teacher, texts)]
        part = kept.with_suffix(".part.npz")
        np.savez(part, digest=digest, answers=np.concatenate(answers))
        part.replace(kept)
    return [
        replace(item, answers=answer.astype(np.float32))
        for item, answer in zip(items, answers, strict=True)
    ]


def _digest(items: Sequence[Prepared]) -> str:
    """Return the digest of the texts, in their order."""
    digest = hashlib.sha256()
    for item in items:
        digest.update(hashlib.sha256(item.example.text.encode()).digest())
    return digest.hexdigest()

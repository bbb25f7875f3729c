"""`python -m geomap.training.likeness`: make geomap/grouping/likeness.npz again.

Each word of the encoder's vocabulary is read by itself by all-MiniLM-L6-v2 (Apache-2.0); the words
of one stem share the mean of their vectors, cut to the directions in which they differ most. How
much a stem says is how rare it is in geomap's own passages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from geomap.grouping import wording
from geomap.training.corpus import FOLDER

INTO = Path(__file__).parents[1] / "grouping" / "likeness.npz"
_WIDTH = 48
_LEAST = 30  # characters of a sentence
_MARK = re.compile(r"\[\[\*?([^|\]]+)\|[^\]]*\]\]")
_ENDS = re.compile(r"(?<=[.!?])\s+")


def main() -> None:
    """Read the vocabulary, and write the table."""
    words = list(vocabulary())
    np.savez_compressed(INTO, **table(words, encoded(words), sentences()))
    print(f"{INTO}: {INTO.stat().st_size:,} bytes")


def vocabulary() -> Iterator[str]:
    """Yield the whole words of the encoder's vocabulary."""
    from geomap.training.network import starting_point

    text = (starting_point() / "vocab.txt").read_text(encoding="utf-8")
    yield from (word for word in text.splitlines() if re.fullmatch(r"[a-zé']{2,}", word))


def sentences() -> Iterator[str]:
    """Yield the sentences of geomap's own passages, without marks."""
    for path in sorted(FOLDER.glob("*.txt")):
        plain = _MARK.sub(r"\1", path.read_text(encoding="utf-8"))
        for sentence in (s for line in plain.splitlines() for s in _ENDS.split(line)):
            if len(sentence) >= _LEAST:
                yield sentence


def table(
    words: Sequence[str], vectors: npt.NDArray[np.float32], told: Iterable[str]
) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays of the file: stems, weights in hundredths, vectors of length 127."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = (unit - unit.mean(axis=0)).astype(np.float64)
    _, directions = np.linalg.eigh(centred.T @ centred)
    cut = centred @ directions[:, ::-1][:, :_WIDTH]
    cut /= np.linalg.norm(cut, axis=1, keepdims=True)
    of_stem: dict[str, list[int]] = defaultdict(list)
    for row, word in enumerate(words):
        of_stem[wording.stem(word)].append(row)
    often: Counter[str] = Counter()
    count = 0
    for sentence in told:
        count += 1
        often.update(wording.words(sentence).content)
    stems = sorted({*of_stem, *(stem for stem, n in often.items() if n > 1)})
    held = np.zeros((len(stems), _WIDTH), np.int8)
    weights = np.zeros(len(stems), np.uint8)
    for at, stem in enumerate(stems):
        rare = np.log((count + 1) / (often[stem] + 2)) / np.log(count / 4)
        weights[at] = round(100 * min(1.0, float(rare)))
        if stem in of_stem:
            mean = cut[of_stem[stem]].mean(axis=0)
            held[at] = np.rint(127 * mean / np.linalg.norm(mean))
    return {
        "stems": np.frombuffer("\n".join(stems).encode(), np.uint8),
        "weights": weights,
        "vectors": held,
    }


def encoded(words: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return the encoder's mean vector of each word."""
    import torch
    from tokenizers import Tokenizer

    from geomap.training.network import Network, starting_point

    net = Network(dropout=0.0)
    net.load_pretrained()
    net.eval()
    tokenizer = Tokenizer.from_file(str(starting_point() / "tokenizer.json"))
    tokenizer.no_padding()
    by_length: dict[int, list[int]] = defaultdict(list)
    pieces = [tokenizer.encode(word).ids for word in words]
    for row, ids in enumerate(pieces):
        by_length[len(ids)].append(row)
    out = np.zeros((len(words), net.words.embedding_dim), np.float32)
    with torch.no_grad():
        for length, rows in by_length.items():
            for start in range(0, len(rows), 512):
                batch = rows[start : start + 512]
                ids = torch.tensor([pieces[row] for row in batch])
                x = net.norm(net.words(ids) + net.positions.weight[:length])
                for layer in net.layers:
                    x = layer(x, torch.zeros(1))
                out[batch] = x.mean(dim=1).numpy()
    return out


if __name__ == "__main__":
    main()

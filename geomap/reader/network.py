"""The reader's network as it ships: ONNX, run on the processor, opened once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from geomap.errors import ReaderError
from geomap.reader.decode import Floats
from geomap.reader.encoding import Pieces, Window, batches, encode, pad
from geomap.reader.labels import HEADS, WIDTH

SHIPPED = Path(__file__).parent / "weights"
_MEND = "Reinstall conflict-geomap, or make the weights again (python -m geomap.training)."


class Network:
    """Word pieces -> scores, by the weights in `folder`.

    Raises ReaderError: a file is missing or damaged, or was made for other labels.
    """

    def __init__(self, folder: Path = SHIPPED) -> None:
        try:
            card = (folder / "reader.json").read_text("utf-8")
            weights = (folder / "reader.onnx").read_bytes()
            vocabulary = (folder / "tokenizer.json").read_text("utf-8")
            self.card: dict[str, Any] = dict(json.loads(card))
        except (OSError, ValueError, TypeError) as error:
            raise ReaderError(
                f"The reader's model in {folder} can't be read: {error}. {_MEND}"
            ) from None
        if self.card.get("heads") != {name: list(labels) for name, labels in HEADS.items()}:
            raise ReaderError(f"The reader's model in {folder} was made for other labels. {_MEND}")
        # The card's temperatures and thresholds change the reading as much as the weights do.
        digest = hashlib.sha256(weights)
        digest.update(card.encode())
        digest.update(vocabulary.encode())
        self.version = digest.hexdigest()[:16]
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 2
        try:
            self._session = onnxruntime.InferenceSession(
                weights, options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_str(vocabulary)
        except Exception as error:  # onnxruntime raises its own kinds for a damaged file
            raise ReaderError(
                f"The reader's model in {folder} is damaged: {error}. {_MEND}"
            ) from None

    def encode(self, text: str) -> Pieces:
        """Return the word pieces of `text`."""
        return encode(text, self._tokenizer)

    def scores(self, pieces: Pieces, cuts: Sequence[Window]) -> Floats:
        """Return scores (pieces, labels.WIDTH); zero for pieces that no window's core holds."""
        found = np.zeros((len(pieces), WIDTH), np.float32)
        for group in batches(cuts):
            chosen = [cuts[i] for i in group]
            out = self._session.run(None, pad(pieces, chosen))[0]
            for row, w in enumerate(chosen):
                at = w.core - w.first + 1
                found[w.core : w.core_end] = out[row, at : at + w.core_end - w.core]
        return found

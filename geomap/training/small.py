"""The small network that `--fast` reads with: the reader's inputs and answers, some twenty times as fast.

Convolutions over the starting point's word embeddings, brought down to fewer dimensions by their
principal components; each is a product with three rows of words, which int8 makes cheap. It sees
34 pieces to each side and no more, and is taught by the reader's answers to whole texts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from geomap.reader.encoding import CASINGS
from geomap.reader.labels import WIDTH
from geomap.reader.wording.sentences import split
from geomap.training.network import HIDDEN, Network, dropped, starting_point
from geomap.training.preparing import Prepared
from geomap.training.score import scores_of

WORDS, CASE, INNER = 96, 16, 192
_DILATIONS = (1, 2, 4, 8, 16, 2, 1)


class Small(nn.Module):
    """Word pieces (batch, time) -> scores (batch, time, labels.WIDTH)."""

    OUTPUTS: ClassVar[tuple[str, ...]] = ("scores",)
    WINDOW: ClassVar[dict[str, int]] = {
        "core": 168,
        "before": sum(_DILATIONS),
        "after": sum(_DILATIONS),
    }

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WORDS)
        self.casing = nn.Embedding(len(CASINGS), CASE)
        self.mention_in = nn.Linear(WORDS + CASE, INNER)
        self.mention_layers = nn.ModuleList(nn.Linear(3 * INNER, INNER) for _ in _DILATIONS)
        self.mention_norms = nn.ModuleList(nn.LayerNorm(INNER) for _ in _DILATIONS)
        self.mention_out = nn.Linear(INNER, WIDTH)
        self.dropout = dropout

    def forward(self, input_ids: Tensor, casing: Tensor, attention_mask: Tensor) -> Tensor:
        p = self.dropout if self.training else 0.0
        x = torch.cat([self.words(input_ids), self.casing(casing)], dim=-1)
        x = F.gelu(self.mention_in(dropped(x, p)))
        shown = attention_mask[..., None].to(x.dtype)
        time = x.shape[1]
        for far, layer, norm in zip(
            _DILATIONS, self.mention_layers, self.mention_norms, strict=True
        ):
            wide = F.pad(x * shown, (0, 0, far, far))
            three = [wide[:, :time], wide[:, far : far + time], wide[:, 2 * far : 2 * far + time]]
            x = norm(x + dropped(F.relu(layer(torch.cat(three, dim=-1))), p))
        scores: Tensor = self.mention_out(dropped(x, p))
        return scores

    def load_pretrained(self) -> None:
        """Take the words' principal components from the package that holds them."""
        given = load_file(starting_point() / "model.safetensors")
        words = given["embeddings.word_embeddings.weight"]
        centred = words - words.mean(0)
        assert words.shape[1] == HIDDEN
        _, _, axes = torch.linalg.svd(centred[::4], full_matrices=False)
        reduced = centred @ axes[:WORDS].T
        self.words.weight.copy_(reduced / reduced.std())


def taught(items: list[Prepared], teacher: Network) -> list[Prepared]:
    """Return `items` with what `teacher` answers to each whole text."""
    teacher.eval()
    return [
        replace(item, answers=scores_of(teacher, item.pieces, split(item.example.text)))
        for item in items
    ]

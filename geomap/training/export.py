"""Weights -> the files that ship: reader.onnx (int8), tokenizer.json, reader.json."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from geomap.reader.labels import HEADS
from geomap.training.network import Network
from geomap.training.preparing import tokenizer
from geomap.training.small import Small

INPUTS = ("input_ids", "casing", "attention_mask")


def export(network: Network, into: Path, *, card: dict[str, object]) -> Path:
    """Write the network to `into` as int8 ONNX with its tokenizer; return the model's path.

    `card` is kept in reader.json: temperatures, thresholds, the digest of the training data.
    """
    network.eval()
    into.mkdir(parents=True, exist_ok=True)
    target = into / "reader.onnx"
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "fp32.onnx"
        _to_onnx(network, whole)
        quantize_dynamic(
            whole,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
    saved = into / "tokenizer.json"
    tokenizer().save(str(saved))
    saved.write_text(json.dumps(json.loads(saved.read_text("utf-8")), ensure_ascii=False), "utf-8")
    card = {"heads": {k: list(v) for k, v in HEADS.items()}, **card}
    (into / "reader.json").write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", "utf-8")
    return target


def export_small(network: Small, into: Path, figures: dict[str, dict[str, float]]) -> Path:
    """Write the small network beside the other; `figures` are kept in reader.json."""
    network.eval()
    target = into / "small.onnx"
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "fp32.onnx"
        _to_onnx(network, whole)
        quantize_dynamic(
            whole, target, weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"]
        )
    path = into / "reader.json"
    card = {**json.loads(path.read_text("utf-8")), "small": figures}
    path.write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", "utf-8")
    return target


def _to_onnx(network: torch.nn.Module, target: Path) -> None:
    example = tuple(torch.ones(2, 7, dtype=torch.long) for _ in INPUTS)
    batch, time = torch.export.Dim("batch"), torch.export.Dim("time", max=512)
    torch.onnx.export(
        network,
        example,
        str(target),
        dynamo=True,
        external_data=False,
        input_names=list(INPUTS),
        output_names=["scores"],
        opset_version=20,
        dynamic_shapes=tuple({0: batch, 1: time} for _ in INPUTS),
    )


def load(checkpoint: Path) -> Network:
    """Return the network of a training checkpoint."""
    network = Network()
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["mean"])
    return network.eval()

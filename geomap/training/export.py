"""Weights -> the files that ship: reader.onnx (int8), tokenizer.json, reader.json."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from geomap.reader.labels import ON_CARD
from geomap.reader.network import Network as Shipped
from geomap.training.calibrate import calibrate_both
from geomap.training.datasets import Example
from geomap.training.network import Network
from geomap.training.preparing import tokenizer
from geomap.training.score import as_shipped, quick
from geomap.training.small import Small

INPUTS = ("input_ids", "casing", "attention_mask")


def export(network: Network, into: Path, *, card: dict[str, object]) -> Path:
    """Write the network to `into` as int8 ONNX with its tokenizer; return the model's path.

    `card` is kept in reader.json: temperatures, thresholds, the digest of the training data.
    """
    into.mkdir(parents=True, exist_ok=True)
    target = _quantized(network, into / "reader.onnx")
    saved = into / "tokenizer.json"
    tokenizer().save(str(saved))
    saved.write_text(json.dumps(json.loads(saved.read_text("utf-8")), ensure_ascii=False), "utf-8")
    path = into / "reader.json"
    before = json.loads(path.read_text("utf-8")) if path.exists() else {}
    kept = {k: before[k] for k in ("small", "both") if k in before}  # made apart: `export_small`
    _write(path, {**ON_CARD, **kept, **card})
    return target


def export_small(
    network: Small, into: Path, *, card: dict[str, object], held_out: Sequence[Example]
) -> Path:
    """Write the small network beside the other; its `card` becomes a part of reader.json.

    Another part, `both`, says how the two read `held_out` together.
    """
    target = _quantized(network, into / "small.onnx", ["Gather", "MatMul"])
    path = into / "reader.json"
    _write(path, {**json.loads(path.read_text("utf-8")), "small": card})
    heard_together(into, held_out)
    return target


def heard_together(into: Path, held_out: Sequence[Example]) -> None:
    """Write into the card of the weights in `into` how its two networks read `held_out` together."""
    path = into / "reader.json"
    card = json.loads(path.read_text("utf-8"))
    card.pop("both", None)
    _write(path, card)
    shipped = Shipped(into)
    figures = quick(None, held_out, as_shipped(shipped))
    _write(path, {**card, "both": {**calibrate_both(shipped, held_out), "held_out": figures}})


def _write(path: Path, card: dict[str, object]) -> None:
    path.write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", "utf-8")


def _quantized(network: Network | Small, target: Path, kinds: list[str] | None = None) -> Path:
    """Write the network to `target` as int8 ONNX: its operators of `kinds`, None: all that can be."""
    network.eval()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "fp32.onnx"
        _to_onnx(network, whole)
        quantize_dynamic(
            whole,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=kinds,
            extra_options={"MatMulConstBOnly": True},
        )
    _bare(target)
    return target


def _bare(path: Path) -> None:
    """Take out of a model what says where and by which lines it was made: it computes the same."""
    model = onnx.load(path)
    model.doc_string = ""
    del model.metadata_props[:]
    graph = model.graph
    told = [graph, *graph.node, *graph.value_info, *graph.input, *graph.output]
    for function in model.functions:
        told += [function, *function.node, *function.value_info]
    for part in told:
        part.doc_string = ""
        del part.metadata_props[:]
    onnx.save(model, path)


def _to_onnx(network: Network | Small, target: Path) -> None:
    example = tuple(torch.ones(2, 7, dtype=torch.long) for _ in INPUTS)
    batch, time = torch.export.Dim("batch"), torch.export.Dim("time", max=512)
    torch.onnx.export(
        network,
        example,
        str(target),
        dynamo=True,
        external_data=False,
        input_names=list(INPUTS),
        output_names=list(network.OUTPUTS),
        opset_version=20,
        dynamic_shapes=tuple({0: batch, 1: time} for _ in INPUTS),
    )


def load(checkpoint: Path) -> Network:
    """Return the network of a training checkpoint."""
    network = Network()
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["mean"])
    return network.eval()

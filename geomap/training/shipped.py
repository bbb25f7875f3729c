"""The large network that ships, as one to train on: its bytes as numbers again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from geomap.training.network import Linked

_BIAS = ".bias"


def shipped(folder: Path) -> Linked:
    """Return the network of `reader.onnx` in `folder`; what int8 rounded stays rounded.

    What it hasn't learnt of events begins anew.
    """
    graph = onnx.load(folder / "reader.onnx").graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    made_by = {name: node for node in graph.node for name in node.output}

    def whole(name: str) -> np.ndarray:
        in_bytes, zero = held[f"{name}_quantized"], held[f"{name}_zero_point"]
        return (in_bytes.astype(np.float32) - zero.astype(np.float32)) * held[f"{name}_scale"]

    found = {name: whole(name) for name in ("words.weight", "casing.weight")}
    for node in graph.node:  # a product in bytes, brought to numbers, and the bias that names it
        bias = next((name for name in node.input if name in held and name.endswith(_BIAS)), None)
        if node.op_type != "Add" or bias is None:
            continue
        product = made_by[next(name for name in node.input if name != bias)]
        while product.op_type != "MatMulInteger":
            product = made_by[product.input[0]]
        weight = product.input[1].removesuffix("_quantized")
        found[f"{bias.removesuffix(_BIAS)}.weight"] = whole(weight).T
    network = Linked()
    own = network.state_dict()
    given = {name: found.get(name, held.get(name)) for name in own}
    told = {k: torch.from_numpy(np.array(v)) for k, v in given.items() if v is not None}
    network.load_state_dict({**own, **told})
    return network

"""The network's products of bytes are the same on every processor."""

from __future__ import annotations

import numpy as np

from geomap.reader.network import SHIPPED, Network


def test_products_of_bytes_do_not_overflow_where_a_processor_has_none_of_its_own():
    """Where they do (AVX2 without VNNI, by onnxruntime's default), the second row was off by .13 to .23 with earlier weights."""
    network = Network(SHIPPED)
    pieces = network.encode("Russian gunners shelled Nikopol overnight while envoys met in Geneva.")
    rows = network.small_scores(pieces)[2:12:3, :5]
    expected = [
        [9.733, -6.218, -8.946, 1.42, 0.61],
        [-1.233, -4.419, 6.123, 5.448, -1.744],
        [9.461, -6.109, -8.443, 1.252, -1.069],
        [9.391, -6.547, -9.168, 1.272, -0.401],
    ]
    assert np.allclose(rows, expected, atol=0.06)

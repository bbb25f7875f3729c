"""The network's products of bytes are the same on every processor."""

from __future__ import annotations

import numpy as np

from geomap.reader.network import SHIPPED, Network


def test_products_of_bytes_do_not_overflow_where_a_processor_has_none_of_its_own():
    """Where they do (AVX2 without VNNI, by onnxruntime's default), the second row is off by .13 to .23."""
    network = Network(SHIPPED)
    pieces = network.encode("Russian gunners shelled Nikopol overnight while envoys met in Geneva.")
    rows = network.small_scores(pieces)[2:12:3, :5]
    expected = [
        [9.09, -6.164, -9.82, 2.362, -0.739],
        [-2.311, -2.849, 5.847, 5.209, -1.808],
        [9.298, -6.287, -9.766, 0.18, -0.918],
        [9.585, -6.781, -9.913, 0.918, 0.312],
    ]
    assert np.allclose(rows, expected, atol=0.06)

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
        [8.823, -6.116, -8.073, 0.945, -0.049],
        [-3.83, 0.463, 3.9, 5.318, -2.341],
        [9.292, -6.423, -8.783, -0.321, -1.039],
        [7.42, -5.648, -7.592, 1.027, 0.709],
    ]
    assert np.allclose(rows, expected, atol=0.06)

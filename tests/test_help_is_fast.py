"""`geomap --help` stays fast because it imports next to nothing; what it imports is counted.

The time itself is in the benchmarks: a timed test would fail on a busy machine.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "branca",
    "charset_normalizer",
    "dask",
    "dateparser",
    "distributed",
    "folium",
    "geopandas",
    "geopy",
    "lxml",
    "numpy",
    "onnxruntime",
    "pandas",
    "pyarrow",
    "rapidfuzz",
    "shapely",
    "tokenizers",
    "torch",
    "trafilatura",
    "warcio",
}


def imported(*words: str) -> set[str]:
    """Return the packages that `geomap WORDS` imports, by -X importtime."""
    program = "from geomap.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", program, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("map", "--help"),
        ("geocode", "--help"),
        ("gazetteer", "--help"),
        ("--version",),
    ],
    ids=" ".join,
)
def test_help_imports_nothing_heavy(words: tuple[str, ...]):
    found = imported(*words)
    assert {"geomap", "typer"} <= found  # else the importtime lines were not understood
    assert not found & HEAVY

"""corrections.toml: what a person found wrong, or right, applied to records at every making.

The format is written down in geomap/export/corrections_format.md.
"""

from geomap.corrections.applying import Applied, Verdict, apply, shown
from geomap.corrections.gold import gold_rows, text_name
from geomap.corrections.reading import load_corrections
from geomap.corrections.values import CORRECTIONS_FILE, Correction, Pointer

__all__ = [
    "CORRECTIONS_FILE",
    "Applied",
    "Correction",
    "Pointer",
    "Verdict",
    "apply",
    "gold_rows",
    "load_corrections",
    "shown",
    "text_name",
]

"""A notebook in which a map shows itself, run from its first cell to its last."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECORDS = ROOT / "outputs" / "demonstration" / "sightings.jsonl"

CELLS = (
    f"""
import geomap
from pathlib import Path

lines = Path({str(RECORDS)!r}).read_text(encoding="utf-8").splitlines()
sightings = [geomap.Sighting.model_validate_json(line) for line in lines]
len(sightings)
""",
    "geomap.sites(sightings).head(3)",
    """
import folium

made = geomap.make_map(sightings)
folium.Marker([48.5, 37.5], popup="a place of my own").add_to(made)
made
""",
)


def test_a_notebook_runs_and_its_last_cell_shows_the_map(tmp_path: Path):
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in CELLS],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbclient.NotebookClient(
        notebook,
        timeout=600,
        startup_timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(ROOT)}},
    ).execute()
    first, table, shown = (cell.outputs[-1]["data"] for cell in notebook.cells)
    assert int(first["text/plain"]) == len(RECORDS.read_text(encoding="utf-8").splitlines())
    assert "<table" in table["text/html"]
    html = shown["text/html"]
    assert "<iframe" in html
    assert "geomap-data" in html
    assert "a place of my own" in html

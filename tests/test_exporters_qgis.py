"""The GeoPackage in a real QGIS: Debian's, where it is installed."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from map_cases import varied

from geomap.days import interval
from geomap.export.geopackage import GeoPackageExporter

PYTHON = Path("/usr/bin/python3")
SCRIPT = Path(__file__).with_name("qgis_opens.py")


@cache
def missing() -> str:
    """Return why QGIS can't be asked; empty when it can."""
    if not PYTHON.exists():
        return "there is no /usr/bin/python3"
    asked = [str(PYTHON), "-c", "import qgis.core"]
    done = subprocess.run(asked, capture_output=True, check=False)
    return "" if done.returncode == 0 else "QGIS is not installed (apt-get install python3-qgis)"


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_qgis_draws_every_event_by_class_and_status_and_on_its_days(
    tmp_path: Path, zone: str
) -> None:
    if why := missing():
        pytest.skip(why)
    cases, day = varied(), date(2025, 8, 20)
    path = tmp_path / "events.gpkg"
    GeoPackageExporter().write(*cases.parts, str(path))
    shown = _shown(path, day, zone)
    assert all(layer["valid"] for layer in shown.values())
    drawn = {**shown["points"]["symbols"], **shown["areas"]["symbols"]}
    assert {e.id for e in cases.events if not e.background} == {
        event for event, symbol in drawn.items() if symbol
    }
    assert {symbol for symbol in drawn.values() if symbol} == {"SimpleMarker", "LinePatternFill"}
    that_day = {*shown["points"]["that_day"], *shown["areas"]["that_day"]}
    expected = set()
    for event in cases.events:
        first, last = interval(event.event_date)
        if first <= day <= last:
            expected.add(event.id)
    assert that_day == expected
    for name in ("points", "areas"):
        assert shown[name]["renderer"] == "categorizedSymbol"
        assert "diplomatic ruled_out" in shown[name]["categories"]
        assert shown[name]["temporal"]


def _shown(path: Path, day: date, zone: str) -> dict[str, Any]:
    done = subprocess.run(
        [str(PYTHON), str(SCRIPT), str(path), day.isoformat()],
        env={**os.environ, "TZ": zone, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return shown

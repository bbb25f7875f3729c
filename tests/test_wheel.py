"""The wheel holds all that geomap needs, and does the main job where there is no checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
HELD = (
    "geomap/py.typed",
    "geomap/_gazetteer/MANIFEST.toml",
    "geomap/_gazetteer/geonames-settlements.tsv.xz",
    "geomap/_gazetteer/overlay.tsv.xz",
    "geomap/_gazetteer/basemap.json.gz",
    "geomap/_gazetteer/boundaries.json.gz",
    "geomap/articles/furniture.toml",
    "geomap/reader/wording/cues.toml",
    "geomap/reader/dates/dates.toml",
    "geomap/reader/slavic/slavic.toml",
    "geomap/reader/voice/speakers.toml",
    "geomap/reader/weights/reader.json",
    "geomap/reader/weights/reader.onnx",
    "geomap/reader/weights/tokenizer.json",
    "geomap/export/web/shell.html",
    "geomap/export/web/page.css",
    "geomap/export/web/main.js",
    "geomap/export/vendor/leaflet/leaflet.js",
    "geomap/export/vendor/leaflet/LICENSE",
    "geomap/export/schema/events.schema.json",
    "geomap/export/schema/sites.schema.json",
    "geomap/export/schema/sightings.schema.json",
    "geomap/run/run.schema.json",
)
ARTICLES = {
    "front.txt": "Title: A night of fire\nDate: 2025-08-20\n\n"
    "Russian artillery shelled Nikopol overnight, and two people were killed. "
    "Kyiv wants more air defence.\n",
    "talks.txt": "Date: 2025-08-21\n\nThe two foreign ministers met in Geneva on Wednesday for "
    "talks on a ceasefire.\n",
}


class Installed(NamedTuple):
    """A fresh environment that geomap was installed into, and a folder away from everything."""

    python: Path
    folder: Path

    def run(self, *words: str, expect: int = 0) -> str:
        """Run a program of the environment in the folder and return its standard output."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV_"))}
        done = subprocess.run(
            [str(self.python.with_name(words[0])), *words[1:]],
            cwd=self.folder,
            env={**kept, "GEOMAP_CACHE": str(self.folder.parent / "cache")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == expect, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel as the checkout builds it now."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel: pip install -e .[test]")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("conflict_geomap-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Return an environment with the wheel and what it declares to need, and nothing else."""
    away = tmp_path_factory.mktemp("away")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(away / "env")], check=True)
    python = away / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    ask = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    site = subprocess.run([str(python), "-c", ask], check=True, capture_output=True, text=True)
    lend(required("conflict-geomap"), Path(site.stdout.strip()))
    (away / "elsewhere").mkdir()
    for name, text in ARTICLES.items():
        (away / "elsewhere" / name).write_text(text, encoding="utf-8")
    return Installed(python, away / "elsewhere")


def required(name: str) -> Iterator[Distribution]:
    """Yield the distributions that `name` requires without its extras, and those they require."""
    from packaging.requirements import Requirement

    seen, waiting = set(), [Requirement(name)]
    while waiting:
        wanted = waiting.pop()
        extras = {"", *wanted.extras}
        known = (wanted.name.lower(), *sorted(extras))
        if known in seen:
            continue
        seen.add(known)
        found = distribution(wanted.name)
        if wanted.name != name:
            yield found
        for line in found.requires or ():
            needed = Requirement(line)
            if not needed.marker or any(needed.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(needed)


def lend(distributions: Iterator[Distribution], site: Path) -> None:
    """Link what is installed here into `site`, so that nothing is fetched."""
    for lent in distributions:
        for top in sorted({file.parts[0] for file in lent.files or ()} - {"..", "__pycache__"}):
            source, link = Path(str(lent.locate_file(top))), site / top
            if source.exists() and not link.exists():
                link.symlink_to(source, target_is_directory=source.is_dir())


def test_the_wheel_holds_data_model_and_page_and_no_training(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    assert not set(HELD) - set(names)
    assert not [
        name for name in names if name.startswith(("geomap/training", "gazetteer", "tests"))
    ]
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {"geomap"}
    licences = {Path(name).name for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-DATA", "LICENSE-APACHE", "LICENSE-UNICODE"}


def test_the_wheel_holds_every_file_of_the_package_that_is_no_training(wheel: Path):
    held = set(zipfile.ZipFile(wheel).namelist())
    there = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "geomap").rglob("*")
        if path.is_file() and not {"__pycache__", "training"} & set(path.parts)
    }
    data = {f"geomap/_gazetteer/{path.name}" for path in (ROOT / "gazetteer" / "data").iterdir()}
    assert not (there | data) - held


def test_an_environment_with_the_wheel_draws_a_map_away_from_the_checkout(installed: Installed):
    origin = installed.run("python", "-c", "import geomap; print(geomap.__file__)")
    assert Path(origin).is_relative_to(installed.python.parents[1])

    assert "gazetteer" in installed.run("geomap", "check")
    wrote = installed.run("geomap", "map", "front.txt", "talks.txt", "-o", "drawn").split()
    names = ["map.html", "events.geojson", "sites.geojson", "sightings.jsonl", "run.json"]
    assert sorted(Path(path).name for path in wrote) == sorted(names)
    assert all((installed.folder / path).stat().st_size for path in wrote)

    sites = json.loads((installed.folder / "drawn" / "sites.geojson").read_text("utf-8"))
    found = {feature["properties"]["place"]["id"]: feature for feature in sites["features"]}
    nikopol, geneva = found["geonames:700051"], found["geonames:2660646"]
    assert nikopol["properties"]["site"] == "battlefield"
    assert nikopol["geometry"]["coordinates"] == pytest.approx([34.4, 47.57], abs=0.05)
    assert geneva["properties"]["site"] == "diplomatic"
    page = (installed.folder / "drawn" / "map.html").read_text("utf-8")
    assert "Nikopol" in page

    mentions = json.loads((installed.folder / "drawn" / "run.json").read_text())["counts"][
        "mentions"
    ]
    assert mentions["total"] == mentions["on_map"] + sum(mentions["not_on_map"].values())
    installed.run("geomap", "regenerate", "drawn", "--check")
    assert not list(installed.folder.glob("**/[!.]*.sqlite"))  # the index is in the cache, not here

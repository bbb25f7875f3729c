"""The whole program in a process of its own, with a reader that a stranger registered."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from cli_cases import bytes_of

from geomap.names.build import write_index
from geomap.names.rows import Entry

READERS = '''
import re, time
from pathlib import Path
from geomap.model import Mention


class Words:
    """Takes every capitalised word that ends in -ov or -sk for a shelled town."""

    version = "1"

    def __init__(self, settings):
        pass

    def mentions(self, article, *, spans=None):
        return [
            Mention(
                text=found[0], start=found.start(), end=found.end(), sentence=article.text.strip(),
                section="body", usage="literal", site="battlefield", status="occurred",
                event_type="shelling",
            )
            for found in re.finditer(r"[A-Z]\\w+(ov|sk)\\b", article.text)
        ]


class Slow(Words):
    def mentions(self, article, *, spans=None):
        Path("reading").touch()
        time.sleep(60)
        return []
'''
TOWNS = {"Testov": (30.5, 50.5), "Probensk": (31.5, 49.5)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a stranger's package, a small gazetteer and two articles."""
    stranger = tmp_path / "site" / "stranger-1.dist-info"
    stranger.mkdir(parents=True)
    (stranger / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1\n")
    (stranger / "entry_points.txt").write_text(
        "[geomap.readers]\nwords = stranger:Words\nslow = stranger:Slow\n"
    )
    (tmp_path / "site" / "stranger.py").write_text(READERS)
    entries = [
        Entry(
            id=f"geonames:{number}",
            name=name,
            kind="city",
            country="UA",
            admin1="",
            lon=lon,
            lat=lat,
            radius_m=3_000,
            population=2_000_000,
            feature="PPLC",
            seat=2,
            note="",
            names=f"+{name}",
            source="geonames",
        )
        for number, (name, (lon, lat)) in enumerate(TOWNS.items(), start=1)
    ]
    write_index(entries, tmp_path / "small.sqlite", meta={"version": "small", "base": "small"})
    (tmp_path / "geomap.toml").write_text('reader = "words"\ngazetteer = "small.sqlite"\n')
    (tmp_path / "a.txt").write_text("Guns fired on Testov all night.")
    (tmp_path / "b.txt").write_text("Guns fired on Probensk, and Nichtsov burnt.")
    return tmp_path


def arguments(folder: Path, *words: str) -> dict[str, Any]:
    root = Path(__file__).parents[1]
    return {
        "args": [sys.executable, "-c", "from geomap.cli import main; main()", *words],
        "cwd": folder,
        "env": {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "site"), str(root)])},
        # Whoever runs the tests in the background has had interrupts ignored, for its children too.
        "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
        "encoding": "utf-8",
    }


def program(folder: Path, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(**arguments(folder, *words), input=stdin, check=False)


def test_a_strangers_reader_is_found_and_the_whole_way_is_gone(folder: Path):
    done = program(folder, "map", "a.txt", "b.txt")
    assert done.returncode == 0
    sites, read = done.stderr.splitlines()
    assert sites == "2 sites from 2 mentions; 1 mention not on the map: 1 unplaced."
    assert read.startswith("2 articles, 3 mentions, 2 events, skipped: none; ")
    assert program(folder, "regenerate", "--check").returncode == 0
    extracted = program(folder, "extract", "a.txt", "b.txt").stdout
    assert program(folder, "render", "-", "-o", "again", stdin=extracted).returncode == 0
    for name in ("map.html", "sites.geojson", "events.geojson"):
        assert (folder / "outputs" / name).read_bytes() == (folder / "again" / name).read_bytes()


def test_the_same_articles_give_the_same_bytes_but_for_the_time(folder: Path):
    for out in ("one", "two"):
        assert program(folder, "map", "a.txt", "-o", out).returncode == 0
    one, two = bytes_of(folder / "one"), bytes_of(folder / "two")
    runs = [json.loads(files.pop("run.json")) for files in (one, two)]
    for run in runs:
        del run["timestamps"]
    assert one == two
    assert runs[0] == runs[1]


def test_ctrl_c_in_the_middle_ends_with_130_and_leaves_no_half_written_file(folder: Path):
    assert program(folder, "map", "a.txt").returncode == 0
    before = bytes_of(folder / "outputs")
    with subprocess.Popen(**arguments(folder, "map", "b.txt", "--reader", "slow")) as process:
        for _ in range(300):
            if (folder / "reading").exists():
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert bytes_of(folder / "outputs") == before


def test_a_reader_that_nobody_registered_is_told_with_those_there_are(folder: Path):
    done = program(folder, "map", "a.txt", "--reader", "nobody")
    assert done.returncode == 2
    assert "No reader called 'nobody'. Available: " in done.stderr
    assert "slow, words" in done.stderr


@pytest.mark.parametrize("content", [None, b"", b"no index at all" * 1000])
def test_a_missing_or_damaged_gazetteer_is_told_and_nothing_is_written(
    folder: Path, content: bytes | None
):
    if content is None:
        (folder / "small.sqlite").unlink()
    else:
        (folder / "small.sqlite").write_bytes(content)
    done = program(folder, "map", "a.txt")
    assert done.returncode == 1
    assert done.stderr.startswith("geomap: ")
    assert "small.sqlite" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "outputs").exists()


def test_a_closed_pipe_loses_no_file(folder: Path):
    (folder / "long.txt").write_text("Guns fired on Testov. " * 30)
    with subprocess.Popen(
        **arguments(folder, "map", "long.txt", "--to", "events.csv", "--to", "events.gpkg")
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert "Traceback" not in said
    assert (folder / "events.csv").is_file()
    assert (folder / "events.gpkg").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", [["extract", "long.txt"], ["map", "long.txt"], ["--help"]])
def test_a_full_disk_behind_standard_output_is_told(folder: Path, command: list[str]):
    (folder / "long.txt").write_text("Guns fired on Testov. " * 300)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(**{**arguments(folder, *command), "stdout": full}, check=False)
    assert done.returncode == 1
    assert "Standard output can't be written: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_streams_that_are_closed_from_the_start_end_no_run(folder: Path):
    (folder / "long.txt").write_text("Guns fired on Testov.")
    command = shlex.join([*arguments(folder)["args"], "map", "long.txt"])
    told = {key: value for key, value in arguments(folder).items() if key != "args"}
    done = subprocess.run(["sh", "-c", f"{command} <&- >&- 2>&-"], **told, check=False)
    assert done.returncode == 0
    assert (folder / "outputs" / "map.html").is_file()


@pytest.mark.parametrize("command", [["extract", "long.txt"], ["explain", "outputs"]])
def test_a_closed_pipe_ends_quietly(folder: Path, command: list[str]):
    (folder / "long.txt").write_text("Guns fired on Testov. " * 300)
    if command[0] == "explain":
        assert program(folder, "map", "long.txt").returncode == 0
    with subprocess.Popen(**arguments(folder, *command)) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, "")

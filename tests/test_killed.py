"""A run that is killed: nothing is lost, nothing finished is read twice."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from cli_cases import FILES, OUT, Geomap, but_for_time

from geomap import run
from geomap.run import record as run_record

pytestmark = pytest.mark.usefixtures("plain_map")

# --- kill -9 --------------------------------------------------------------------------------

# A run in a process of its own with the tests' reader, which notes what it finished reading.
WORKER = """
import sys, time, pathlib
sys.path[:0] = [{tests!r}, {root!r}]
import conftest
from geomap import run, stages
from geomap.run import Part, Parts

class Slow(conftest.WordReader):
    def mentions(self, article, *, spans=None):
        found = super().mentions(article, spans=spans)
        time.sleep(0.004)
        return found

parts = Parts(geomap="1", reader=Part(name="words", version="1"),
              geocoder=Part(name="table", version="1"), gazetteer="1")
made = stages.Stages(Slow(), conftest.TableGeocoder(), parts)
stages.Stages.open = lambda settings, *, progress=False: made
stages.locate = conftest.table_locate
put = run.Store.put
def noted(store, article, sightings):
    reading = put(store, article, sightings)
    with open("finished.log", "a") as log:
        log.write(article.source + "\\n")
    return reading
run.Store.put = noted
print("ready", flush=True)
from geomap.cli import main
main(["map", "news", "-o", "outputs"])
"""


@pytest.mark.slow
def test_killed_at_twenty_moments_the_same_command_gives_the_outputs_of_an_undisturbed_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    news = Path("news")
    news.mkdir()
    for number in range(150):
        text = f"Date: 2025-08-20\n\nTroops shelled Izium on day {number}. Kyiv wants peace.\n"
        (news / f"{number:03}.txt").write_text(text)
    root = Path(__file__).parents[1]
    worker = Path("worker.py")
    worker.write_text(WORKER.format(tests=str(root / "tests"), root=str(root)))

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(worker)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    whole = start()
    assert whole.stdout is not None
    whole.stdout.readline()
    began = time.monotonic()
    assert whole.wait() == 0
    lasted = time.monotonic() - began
    undisturbed = but_for_time(OUT)
    assert sorted(undisturbed) == FILES
    shutil.rmtree(OUT)
    Path("finished.log").unlink()

    moments = random.Random(6)
    kills = 0
    for _ in range(20):
        process = start()
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.uniform(0, lasted / 6))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
    last = start()
    assert last.wait() == 0, last.stderr and last.stderr.read()
    assert kills >= 15
    assert but_for_time(OUT) == undisturbed
    finished = Path("finished.log").read_text().splitlines()
    assert len(finished) == len(set(finished))
    # One article a kill may have been kept and not noted yet.
    assert 150 - kills <= len(finished) <= 150
    left = [path.name for path in OUT.iterdir() if path.name not in FILES]
    assert left == [run.STORE_FILE]


def test_what_a_killed_run_left_half_written_is_cleared_away(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    (OUT / ".geomap-x1y2-map.html").write_text("half")
    geomap_("map", "news")
    assert sorted(path.name for path in OUT.iterdir()) == sorted([*FILES, run.STORE_FILE])


def test_the_schema_of_run_json_knows_corrections():
    assert "corrections" in run_record.run_schema()["properties"]

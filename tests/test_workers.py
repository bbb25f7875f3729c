"""Workers of one machine: the same results in the same order, whatever happens to a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_cases import OUT, Geomap, bytes_of
from conftest import make_sighting
from worker_cases import PARTS, alone, of_another_geomap, read_words, rows

from geomap import run
from geomap.articles import Row
from geomap.errors import GazetteerError, GeomapError, OutputError
from geomap.model import Article, ArticleRef, Sighting
from geomap.run import Worked, worked
from geomap.settings import Settings
from geomap.workers import KILLED, Processes

ROOT = Path(__file__).parents[1]
TEXTS = [f"Report {number} of shells." for number in range(12)]


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody's edit of geomap, while a test runs, make another epoch of what it keeps."""
    monkeypatch.setattr("geomap.run.epoch._code", lambda: "the code")


def read(*texts: str, count: int = 2, work: Any = read_words) -> list[Any]:
    """Return what workers make of a row of each text."""
    crew = Processes(Settings(), PARTS, count, work=work)
    return list(crew.ordered(rows(*texts)))


def test_workers_give_what_one_process_gives_in_the_same_order():
    texts = [*TEXTS[:5], "", *TEXTS[5:]]
    assert read(*texts) == alone(*texts)


def test_a_worker_that_is_killed_is_replaced_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GEOMAP_TEST_MARKS", str(tmp_path))
    texts = [*TEXTS[:4], "This kills once.", *TEXTS[4:]]
    found = read(*texts)
    assert (tmp_path / "killed").exists()
    assert found == alone(*texts)


def test_an_article_that_kills_its_worker_is_counted_with_the_reason_and_the_others_are_read():
    found = read(*TEXTS[:4], "This kills always.", *TEXTS[4:])
    bad = found[4]
    assert bad.skipped.source == "a.jsonl#5"
    assert bad.skipped.cause == KILLED
    assert "its worker was killed, 2 times" in bad.skipped.reason
    before, after = alone(*TEXTS[:4]), alone(*["x"] * 5, *TEXTS[4:])[5:]
    assert [*found[:4], *found[5:]] == [*before, *after]


def test_an_article_that_brings_up_a_fault_is_counted_with_the_fault():
    found = read(TEXTS[0], "This is a fault.", TEXTS[1], count=1)
    assert "made the reader fail: ZeroDivisionError: by nothing" in found[1].skipped.reason
    assert [one.mentions for one in found] == [1, 0, 1]


def test_what_no_worker_can_do_without_stops_the_run():
    with pytest.raises(GazetteerError, match="Build it"):
        read(TEXTS[0], "There is no gazetteer.", count=1)


def test_a_worker_of_another_geomap_is_refused():
    with pytest.raises(OutputError, match="another geomap"):
        read(TEXTS[0], count=1, work=of_another_geomap)


def test_workers_that_are_killed_again_and_again_stop_the_run():
    with pytest.raises(GeomapError, match="one after another"):
        read(*["It kills always."] * 20, count=1)


def test_only_so_many_rows_are_under_way():
    taken = 0

    def counted() -> Iterator[Row]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield Row(f"a#{number}", {"text": f"Report {number}."})

    crew = Processes(Settings(), PARTS, 1, work=read_words)
    found = crew.ordered(counted())
    assert isinstance(next(found), Worked)
    assert taken <= 40
    found.close()  # type: ignore[attr-defined]


def test_workers_end_with_the_process_that_began_them(tmp_path: Path):
    program = (
        "import os, sys\n"
        "from worker_cases import PARTS, read_words, rows\n"
        "from geomap.settings import Settings\n"
        "from geomap.workers import Processes\n"
        "if __name__ == '__main__':\n"
        "    crew = Processes(Settings(), PARTS, 1, work=read_words)\n"
        "    found = crew.ordered(rows('One.', 'Two.'))\n"
        "    next(found)\n"
        "    (pool,) = [seat._pool for seat in crew._seats]\n"
        "    print(*pool._processes, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    (tmp_path / "begin.py").write_text(program)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    done = subprocess.run(
        [sys.executable, str(tmp_path / "begin.py")],
        env=environment, stdout=subprocess.PIPE, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    worker = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{worker}/status").exists() or "Z" in _state(worker):
            return
        time.sleep(0.1)
    raise AssertionError("the worker is still there")


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return "Z"


# --- the commands --------------------------------------------------------------------------------


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of three articles, one of them twice; the current folder is above it."""
    folder = tmp_path / "news"
    folder.mkdir()
    for path in sorted((ROOT / "tests" / "articles").glob("*.txt"))[:2]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "z.txt").write_bytes((folder / path.name).read_bytes())
    (folder / "bad.json").write_text("{")
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_map_by_two_workers_is_the_map_of_one_process(few: Path, geomap_: Geomap):
    one = geomap_("map", "news", "-o", "one")
    two = geomap_("map", "news", "-o", "two", "--workers", "2")
    assert (one.code, two.code) == (0, 0), two.err
    first, second = bytes_of(Path("one")), bytes_of(Path("two"))
    runs = [json.loads(found.pop("run.json")) for found in (first, second)]
    for one_run in runs:
        del one_run["timestamps"]
    assert first == second
    assert runs[0] == runs[1]
    # What the workers read was kept: nothing is read again.
    assert "nothing read anew" in geomap_("map", "news", "-o", "two", "--workers", "2").err


def test_what_is_read_for_a_run_that_keeps_nothing_is_the_same(few: Path, geomap_: Geomap):
    two = geomap_("extract", "news", "--workers", "2")
    assert two.code == 0, two.err
    assert two.out == geomap_("extract", "news").out
    (row, *_) = rows("Shells fell.")
    kept, told = (worked(row, Settings(), _sightings, keep=keep) for keep in (True, False))
    assert kept._replace(packed=b"", brief=b"") == told
    first, second = (run.Store().take_in(one) for one in (kept, told))
    assert (first.sightings, first.brief) == (second.sightings, second.brief)


def _sightings(article: Article) -> list[Sighting]:
    ref = ArticleRef(id=article.id, source=article.source, published=article.published)
    return [make_sighting("Shells").model_copy(update={"article": ref})]


def test_parts_hold_the_lines_that_extract_prints(few: Path, geomap_: Geomap):
    from geomap.export.sighting_parts import part_lines

    done = geomap_("extract", "news", "--into", "parts")
    assert done.out.splitlines() == ["parts/part-00000.parquet"]
    lines = [line.decode() for line in part_lines(Path("parts"))]
    assert geomap_("extract", "news").out.splitlines() == lines
    assert geomap_("map", "news", "-o", "one").code == 0
    assert geomap_("render", "parts", "-o", "two").code == 0
    first, second = bytes_of(Path("one")), bytes_of(Path("two"))
    assert first["map.html"] == second["map.html"]
    assert first["events.geojson"] == second["events.geojson"]


def test_a_second_extract_reads_only_what_is_new(news: Path, stages: Any, geomap_: Geomap):
    assert geomap_("extract", "news", "--into", "parts").code == 0
    before = list(stages.reader.read)
    (news / "new.txt").write_text("Guns shelled Kyiv.")
    assert geomap_("extract", "news", "--into", "parts").code == 0
    assert len(stages.reader.read) == len(before) + 1


def test_a_run_ends_with_a_line_of_what_it_read(news: Path, stages: Any, geomap_: Geomap):
    (news / "bad.json").write_text("{")
    last = geomap_("map", "news").err.splitlines()[-1]
    assert last.startswith("2 articles, 4 mentions, 2 events, skipped: 1 unreadable; 23 words read")


def test_talk_in_json_is_json_and_carries_the_numbers(news: Path, stages: Any, geomap_: Geomap):
    (news / "bad.json").write_text("{")
    done = geomap_("map", "news", "--log", "json")
    said = [json.loads(line) for line in done.err.splitlines()]
    assert [one["level"] for one in said] == ["warning", "info", "info"]
    assert "skipped news/bad.json" in said[0]["message"]
    metrics = said[-1]["metrics"]
    assert metrics["articles"] == 2
    assert metrics["skipped"] == {"unreadable": 1}
    assert metrics["events"] == 2
    assert geomap_("map", "news").err.startswith("geomap: skipped news/bad.json")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--workers", "2", "--dask", "tcp://localhost:1"], "Leave out either"),
        (["--dask", "localhost"], "no scheduler's address"),
    ],
)
def test_wrong_workers_are_told_before_anything_is_read(
    news: Path, stages: Any, geomap_: Geomap, arguments: list[str], said: str
):
    pytest.importorskip("distributed")
    done = geomap_("map", "news", *arguments)
    assert done.code == 2
    assert said in done.err
    assert not OUT.exists()

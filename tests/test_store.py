"""What was read is kept: nothing is read twice, nothing is lost, whatever happens on the way."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_cases import OUT, Geomap, but_for_time, bytes_of
from conftest import make_place, make_sighting

from geomap import run
from geomap.model import Attribution, Candidate, Corrected, Scores, Span
from geomap.run.packing import Unpacker, pack
from geomap.run.reading import Brief
from geomap.stages import Stages

STORE = OUT / run.STORE_FILE


pytestmark = pytest.mark.usefixtures("plain_map")

# --- records come back as they were ---------------------------------------------------------


def test_packed_sightings_come_back_equal_and_with_the_same_lines():
    rival = Candidate(
        **make_place().model_dump(exclude={"status_note"}), score=0.5, why=("a rival", "far off")
    )
    sightings = [
        make_sighting(text="Kyiv\u2028", sentence="“Ω”\t\x1b🙂", place=None),
        make_sighting(
            start=3,
            attribution=Attribution(voice="denied", by="A", denied_by=("B", "C")),
            trigger=Span(start=1, end=2, text="x"),
            score=Scores(usage=0.5, place=1.0),
            why=("one", "two"),
            rivals=(rival, rival),
            corrected=(Corrected(field="hide", who="R.", when="2025-08-22"),),
        ),
        make_sighting(start=9, published=None, url="https://a.example/x"),
    ]
    sightings[2] = sightings[2].model_copy(update={"article": sightings[0].article})
    back = Unpacker().sightings(pack(sightings))
    assert back == sightings
    assert run.records(back) == run.records(sightings)
    assert back[1].model_copy(update={"text": "other"}).text == "other"
    assert back[1].place is back[2].place


# --- nothing is read twice ------------------------------------------------------------------


def test_the_same_command_again_reads_nothing(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    before = but_for_time(OUT)
    stages.reader.read.clear()
    assert geomap_("map", "news").code == 0
    assert stages.reader.read == []
    assert but_for_time(OUT) == before
    assert f"{OUT} is fresh." in geomap_("regenerate").err


def test_a_day_more_reads_the_new_article_only_and_gives_the_bytes_of_a_run_from_scratch(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    stages.reader.read.clear()
    (news / "a-new-one.txt").write_text("Guns shelled Kyiv.", encoding="utf-8")
    geomap_("regenerate")
    assert stages.reader.read == ["news/a-new-one.txt"]
    geomap_("map", "news", "-o", "scratch")
    assert but_for_time(OUT) == but_for_time(Path("scratch"))


def test_a_row_that_changed_is_read_and_the_rows_behind_it_are_not(
    news: Path, stages: Any, geomap_: Geomap
):
    rows = [f"Guns shelled Kyiv on day {day}." for day in range(20)]

    def write(texts: list[str]) -> None:
        Path("rows.jsonl").write_text("".join(json.dumps({"text": t}) + "\n" for t in texts))

    write(rows)
    geomap_("map", "rows.jsonl")
    stages.reader.read.clear()
    write(["Troops shelled Izium first.", *rows])
    geomap_("map", "rows.jsonl")
    assert stages.reader.read == ["rows.jsonl#1"]
    geomap_("map", "rows.jsonl", "-o", "scratch")
    assert but_for_time(OUT) == but_for_time(Path("scratch"))


def test_an_article_that_was_renamed_is_not_read_again_and_its_records_name_the_new_file(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    stages.reader.read.clear()
    (news / "south.txt").rename(news / "west.txt")
    geomap_("regenerate")
    assert stages.reader.read == []
    assert b"news/west.txt" in (OUT / "sightings.jsonl").read_bytes()
    geomap_("map", "news", "-o", "scratch")
    assert but_for_time(OUT) == but_for_time(Path("scratch"))


def test_another_date_for_the_undated_reads_these_alone(news: Path, stages: Any, geomap_: Geomap):
    (news / "undated.txt").write_text("Guns shelled Kyiv.")
    geomap_("map", "news")
    for day in ("2025-09-01", "2025-09-02"):
        stages.reader.read.clear()
        geomap_("map", "news", "--published", day)
        assert stages.reader.read == ["news/undated.txt"]
        assert f'"published": "{day}"'.encode() in (OUT / "sightings.jsonl").read_bytes()


def test_what_is_said_of_an_article_is_said_again_when_it_is_not_read_again(
    news: Path, stages: Any, geomap_: Geomap
):
    (news / "odd.txt").write_text("Date: some day\n\nGuns shelled Kyiv.")
    assert "names no day" in geomap_("map", "news").err
    stages.reader.read.clear()
    assert "names no day" in geomap_("map", "news").err
    assert stages.reader.read == []


def test_articles_of_a_run_before_last_are_forgotten(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    geomap_("map", "news/north.txt")
    with sqlite3.connect(STORE) as store:
        assert store.execute("SELECT count(*) FROM reading").fetchone() == (1,)
        assert store.execute("SELECT count(*) FROM made").fetchone() == (1,)


def test_no_store_lies_in_a_folder_for_the_public(news: Path, stages: Any, geomap_: Geomap):
    Path("public").mkdir()
    Path("public", run.STORE_FILE).write_bytes(b"of a run that was killed")
    assert geomap_("map", "news", "-o", "public", "--publish").code == 0
    assert not list(Path("public").glob(".*"))


def test_a_check_keeps_nothing(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    before = STORE.read_bytes()
    (news / "south.txt").write_text("Guns shelled Kyiv.", encoding="utf-8")
    assert geomap_("regenerate", "--check").code == 1
    assert STORE.read_bytes() == before


def test_without_a_store_the_records_beside_run_json_are_readings(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    STORE.unlink()
    stages.reader.read.clear()
    assert geomap_("regenerate", "--check").code == 0
    assert geomap_("regenerate").code == 0
    assert stages.reader.read == []
    assert STORE.is_file()


# --- faults ---------------------------------------------------------------------------------


def test_a_store_of_another_version_is_begun_anew_and_that_is_said(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    with sqlite3.connect(STORE) as store:
        store.execute("PRAGMA user_version = 99")
    store.close()
    stages.reader.read.clear()
    done = geomap_("map", "news")
    assert "was written by another version of geomap (schema 99, not 2): every article" in done.err
    assert len(stages.reader.read) == 2
    assert "another version" not in geomap_("map", "news").err


def test_what_another_reader_read_is_read_again_and_that_is_said(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    geomap_("map", "news")
    parts = stages.parts.model_copy(update={"gazetteer": "2"})
    other = Stages(stages.reader, stages.geocoder, parts)
    monkeypatch.setattr(Stages, "open", lambda settings, *, progress=False: other)
    stages.reader.read.clear()
    done = geomap_("map", "news")
    assert "holds what was read with other gazetteer: every article is read again" in done.err
    assert len(stages.reader.read) == 2


def test_a_command_that_is_refused_or_stopped_before_it_reads_costs_nothing_of_what_was_read(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    geomap_("map", "news")
    before = STORE.read_bytes()
    refused = geomap_("map", "news", "--column", "foo=bar")
    assert (refused.code, STORE.read_bytes()) == (2, before)
    assert "'foo' is nothing that articles have. Known: id, text" in refused.err

    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Stages, "sightings", stop)
        assert geomap_("map", "news", "--column", "text=body").code == 130
    stages.reader.read.clear()
    geomap_("map", "news")
    assert stages.reader.read == []


def test_other_code_reads_again_and_takes_nothing_from_the_records_beside(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    geomap_("map", "news")
    monkeypatch.setattr("geomap.run.epoch._code", lambda: "other")
    stages.reader.read.clear()
    assert geomap_("regenerate", "--check").code == 0
    assert len(stages.reader.read) == 2
    stages.reader.read.clear()
    assert "holds what was read with other code" in geomap_("regenerate").err
    assert len(stages.reader.read) == 2


@pytest.mark.parametrize("damage", ["cut", "overwritten", "no database", "a row"])
def test_a_damaged_store_costs_a_reading_and_nothing_else(
    news: Path, stages: Any, geomap_: Geomap, damage: str
):
    geomap_("map", "news")
    before = but_for_time(OUT)
    content = STORE.read_bytes()
    if damage == "cut":
        STORE.write_bytes(content[: len(content) // 2])
    elif damage == "overwritten":
        STORE.write_bytes(content[:4096] + bytes(len(content) - 4096))
    elif damage == "no database":
        STORE.write_bytes(b"Dear diary")
    else:
        with sqlite3.connect(STORE) as store:
            store.execute("UPDATE reading SET brief = x'28b52ffd00' WHERE source LIKE '%north%'")
        store.close()
    stages.reader.read.clear()
    done = geomap_("map", "news")
    assert done.code == 0
    assert stages.reader.read == ["news/north.txt"] + (
        ["news/south.txt"] if damage != "a row" else []
    )
    assert ("is damaged" in done.err) == (damage != "a row")
    assert but_for_time(OUT) == before


def test_of_damaged_records_the_lines_are_taken(news: Path, stages: Any, geomap_: Geomap):
    Path("graded.toml").write_text('sources = { "The Wire" = "B" }')
    for path in news.iterdir():
        path.write_text(f"Source: The Wire\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    geomap_("map", "news")
    geomap_("map", "news", "-o", "scratch", "--config", "graded.toml")
    with sqlite3.connect(STORE) as store:
        store.execute("UPDATE reading SET packed = x'28b52ffd00'")
    store.close()
    stages.reader.read.clear()
    geomap_("map", "news", "--config", "graded.toml")
    assert stages.reader.read == []
    assert but_for_time(OUT) == but_for_time(Path("scratch"))


def test_what_a_map_needs_of_an_article_comes_back_as_it_was():
    rival = Candidate(**make_place().model_dump(exclude={"status_note"}), score=0.5)
    sightings = [
        make_sighting(place=None, on_map=False, off_map_reason="unplaced", why=("a\n", "“b”")),
        make_sighting(start=3, rivals=(rival.model_copy(update={"source": "photon"}),)),
        make_sighting(
            start=9, status="did_not_occur", on_map=False, off_map_reason="did_not_occur"
        ),
    ]
    told = Brief.of(sightings)
    assert (told.numbers, told.sightings) == ([1, 2], sightings[1:])
    back = Brief.unpacked(told.packed(), Unpacker())
    assert (list(back.numbers), back.sightings) == (told.numbers, told.sightings)
    assert back.part is not None
    assert back.part.values() == told.part.values()  # type: ignore[union-attr]
    assert back.part.off["why"] == told.part.off["why"]  # type: ignore[union-attr]
    assert set(back.part.sources) == {"geonames", "photon"}
    assert Brief.unpacked(Brief.of([]).packed(), Unpacker()) == ([], [], None, None)
    assert dict(back.names()) == {one.id: one.text for one in sightings}


def test_two_at_once_in_one_folder_are_told_apart(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    before = bytes_of(OUT)
    with run.locked(OUT):
        for command in (["map", "news"], ["regenerate"], ["regenerate", "--check"]):
            done = geomap_(*command)
            assert done.code == 1
            assert "Another geomap is at work in outputs. Nothing in it was changed." in done.err
    assert bytes_of(OUT) == before
    with run.locked(OUT, alone=False):
        assert geomap_("regenerate", "--check").code == 0
    assert geomap_("regenerate").code == 0


def test_a_folder_that_was_made_for_nothing_goes_again(news: Path, stages: Any, geomap_: Geomap):
    Path("empty.txt").write_text("")
    assert geomap_("map", "empty.txt", "-o", "new/deep").code == 1
    assert not Path("new").exists()


def test_a_clock_that_jumps_changes_nothing_and_no_run_ends_before_it_began(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    geomap_("map", "news")
    times = iter(["2031-01-01T00:00:00+00:00", "1999-01-01T00:00:00+00:00"] * 9)
    monkeypatch.setattr("geomap.pipeline.now", lambda: next(times))
    os.utime(STORE, (0, 0))
    for path in news.iterdir():
        os.utime(path, (2**32, 2**32))
    stages.reader.read.clear()
    assert f"{OUT} is fresh." in geomap_("regenerate").err
    # The same size and, by the clock, older than what was read: it is read all the same.
    text = (news / "south.txt").read_text(encoding="utf-8")
    (news / "south.txt").write_text(text.replace("Geneva", "Vienna"), encoding="utf-8")
    os.utime(news / "south.txt", (0, 0))
    geomap_("regenerate")
    assert stages.reader.read == ["news/south.txt"]
    told = json.loads((OUT / "run.json").read_text())["timestamps"]
    assert told["started"] <= told["finished"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_told_and_what_stood_there_still_does(
    news: Path, stages: Any, geomap_: Geomap, small_disk: Path
):
    out = small_disk / "out"
    assert geomap_("map", "news", "-o", str(out)).code == 0
    before = bytes_of(out)
    for number in range(400):
        (news / f"{number}.txt").write_text(f"Guns shelled Kyiv {number} times. " * 9)
    done = geomap_("map", "news", "-o", str(out))
    assert done.code == 1
    assert "can't be written" in done.err
    assert "Make room there" in done.err
    assert "Traceback" not in done.err
    assert bytes_of(out) == before
    # With room made, what was read before the disk was full is not read again.
    subprocess.run(["mount", "-o", "remount,size=16m", str(small_disk)], check=True)
    stages.reader.read.clear()
    assert geomap_("map", "news", "-o", str(out)).code == 0
    assert 0 < len(stages.reader.read) < 400
    geomap_("map", "news", "-o", "scratch")
    assert bytes_of(out)["sightings.jsonl"] == bytes_of(Path("scratch"))["sightings.jsonl"]

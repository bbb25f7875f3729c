"""Making a folder again: quickly, from what was read, and never of what wasn't."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from cli_cases import FILES, OUT, Geomap, but_for_time
from map_cases import DONETSK, POKROVSK, assemble, report

from geomap import run
from geomap.articles import reading
from geomap.export.geojson import events_geojson, geojson_bytes
from geomap.run import comparing

STORE = OUT / run.STORE_FILE


@pytest.fixture
def no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no page: it has tests of its own."""
    monkeypatch.setattr("geomap.export.page.map_html", lambda *_, **__: "<html>")


@pytest.mark.usefixtures("stages", "no_page")
def test_the_digests_of_inputs_are_those_of_the_files(news: Path, geomap_: Geomap):
    geomap_("map", "news")
    (news / "north.txt").write_text("Guns shelled Kyiv.", encoding="utf-8")
    for _ in range(2):
        assert geomap_("regenerate").code == 0
        kept = json.loads((OUT / "run.json").read_text())["inputs"]
        assert {(OUT / one["path"]).name: (one["sha256"], one["bytes"]) for one in kept} == {
            path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
            for path in news.iterdir()
        }


@pytest.mark.usefixtures("no_page")
def test_a_file_that_changes_while_it_is_read_is_not_taken_for_what_it_was(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    geomap_("map", "news")
    first, second = "Guns shelled Kyiv.", "Troops shelled Izium."
    changing = news / "north.txt"
    changing.write_text(first, encoding="utf-8")
    read = reading.file_rows

    def changed_meanwhile(file: Any, *args: Any, **how: Any) -> Any:
        if file.path.name == changing.name:
            changing.write_text(second, encoding="utf-8")
        return read(file, *args, **how)

    with monkeypatch.context() as patch:
        patch.setattr(reading, "file_rows", changed_meanwhile)
        geomap_("regenerate")
    assert geomap_("regenerate", "--check").code == 0
    changing.write_text(first, encoding="utf-8")
    stages.reader.read.clear()
    geomap_("regenerate")
    assert stages.reader.read == ["news/north.txt"]
    assert first.encode() in (OUT / "sightings.jsonl").read_bytes()


@pytest.mark.usefixtures("stages")
def test_a_page_that_fails_leaves_what_stood_there_and_nothing_else(
    news: Path, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        patch.setattr("geomap.export.page.map_html", lambda *_, **__: "<html>")
        geomap_("map", "news")
    before = but_for_time(OUT)

    def fails(*_: Any, **__: Any) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("geomap.export.page.map_html", fails)
    (news / "north.txt").write_text("Guns shelled Kyiv.", encoding="utf-8")
    assert geomap_("regenerate").code == 130
    assert but_for_time(OUT) == before
    assert sorted(path.name for path in OUT.iterdir()) == sorted([*FILES, run.STORE_FILE])


@pytest.mark.usefixtures("no_page")
@pytest.mark.parametrize("damage", ["a page of readings", "what it was read with"])
def test_a_store_that_is_damaged_further_in_is_closed_and_begun_anew(
    news: Path, stages: Any, geomap_: Geomap, damage: str
):
    geomap_("map", "news")
    before = but_for_time(OUT)
    with sqlite3.connect(STORE) as store:
        if damage == "a page of readings":
            (page,) = store.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'reading'"
            ).fetchone()
            (size,) = store.execute("PRAGMA page_size").fetchone()
        else:
            store.execute("UPDATE epoch SET value = '{oops' WHERE name = 'parts'")
    store.close()
    if damage == "a page of readings":
        content = STORE.read_bytes()
        at = (page - 1) * size
        STORE.write_bytes(content[:at] + b"\xff" * size + content[at + size :])
    stages.reader.read.clear()
    done = geomap_("map", "news")
    assert done.code == 0
    assert "every article is read again" in done.err
    assert len(stages.reader.read) == 2
    assert but_for_time(OUT) == before


def test_of_two_maps_only_the_lines_that_differ_are_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    old, new = (
        geojson_bytes(
            events_geojson(assemble([[report(DONETSK), report(POKROVSK, status=status)]]).events)
        )
        for status in ("occurred", "ongoing")
    )
    assert comparing.FEATURE in old
    assert comparing.FEATURE in new
    (tmp_path / "events.geojson").write_bytes(old)
    parsed: list[Any] = []
    loads = json.loads
    monkeypatch.setattr(comparing.json, "loads", lambda text: parsed.append(text) or loads(text))
    assert run.changes(tmp_path, {"events.geojson": new}) == {"events.geojson": "1 event changed"}
    assert len(parsed) == 2

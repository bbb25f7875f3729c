"""A conflict desk's week, played through: by the week's own reader, and by the one that ships."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import week
from cli_cases import OUT, Geomap, but_for_time
from conftest import Done, table_locate

from geomap import pipeline, run
from geomap.corrections import CORRECTIONS_FILE
from geomap.model import Sighting

ROOT = Path(__file__).parents[1]
MAKE = ("map", "news", "--config", "geomap.toml")
Crash = Callable[[], None]


class Desk:
    """The desk's folder, and what it does there."""

    def __init__(self, geomap: Geomap) -> None:
        self.geomap = geomap
        self.corrections = ""
        Path("news").mkdir()
        Path("geomap.toml").write_text('sources = "sources.toml"\n')
        Path("sources.toml").write_text('[sources]\n"North Wire" = "B2"\n')

    def morning(self, day: str) -> None:
        """Put the day's articles beside the others, and keep yesterday's map."""
        for name, text in week.WEEK[day].items():
            Path("news", name).write_text(text, encoding="utf-8")
        if OUT.is_dir():
            shutil.rmtree("yesterday", ignore_errors=True)
            shutil.copytree(OUT, "yesterday")

    def make(self) -> None:
        done = self.geomap(*MAKE)
        assert done.code == 0, done.err
        counts = json.loads((OUT / "run.json").read_text())["counts"]
        mentions = counts["mentions"]
        assert mentions["total"] == mentions["on_map"] + sum(mentions["not_on_map"].values())
        assert counts["articles_read"] == len(list(Path("news").iterdir()))

    def correct(self, field: str, about: Sighting, why: str, **values: str) -> None:
        """Write down a correction and make the map again."""
        told = "".join(f"{name} = {value}\n" for name, value in values.items())
        self.corrections = self.corrections or 'schema = "geomap/corrections/1"\n'
        self.corrections += (
            f'\n[[correction]]\nfield = "{field}"\n{told}who = "D. Desk"\nwhen = 2025-08-26\n'
            f'why = "{why}"\n[[correction.mention]]\nid = "{about.id}"\n'
            f'source = "{about.article.source}"\nstart = {about.start}\nend = {about.end}\n'
            f'text = "{about.text}"\n'
        )
        (OUT / CORRECTIONS_FILE).write_text(self.corrections, encoding="utf-8")
        done = self.geomap("regenerate")
        assert done.code == 0, done.err
        held = json.loads((OUT / "run.json").read_text())["corrections"]
        assert held["applied"] == held["total"] == self.corrections.count("[[correction]]")
        assert held["unmatched"] == held["stale"] == 0

    def news(self) -> dict[tuple[str, str, str | None], dict[str, Any]]:
        """Return what `geomap diff` tells since yesterday, by place, class and date."""
        told = json.loads(self.geomap("diff", "yesterday", str(OUT), "--json").out)
        return {(one["name"], one["site"], one["event_date"]): one for one in told["changes"]}

    def records(self) -> list[Sighting]:
        return run.load_records(OUT / "sightings.jsonl")

    def record(self, source: str, text: str) -> Sighting:
        """Return the last record of a name in an article: earlier ones may be of its headline."""
        return [s for s in self.records() if (s.article.source, s.text) == (source, text)][-1]

    def event(self, source: str, text: str) -> dict[str, Any]:
        """Return what events.geojson says of the event that the article reports."""
        wanted = self.record(source, text).id
        features = json.loads((OUT / "events.geojson").read_text())["features"]
        (found,) = [
            feature["properties"]
            for feature in features
            if wanted in {report["id"] for report in feature["properties"]["reports"]}
        ]
        return dict(found)

    def close(self) -> None:
        """From scratch the map is the same, nothing is stale, and nothing is amiss."""
        Path("scratch").mkdir()
        shutil.copy(OUT / CORRECTIONS_FILE, "scratch")
        assert self.geomap(*MAKE, "-o", "scratch").code == 0
        assert but_for_time(OUT) == but_for_time(Path("scratch"))
        assert self.geomap("regenerate", "--check").code == 0
        assert f"{OUT} is fresh." in self.geomap("regenerate").err
        checked = self.geomap("check")
        assert checked.code == 0, checked.out + checked.err


@pytest.fixture
def in_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, geomap_: Geomap
) -> tuple[Desk, pipeline.Stages]:
    """Return a desk whose runs are in this process and read by the week's reader."""
    monkeypatch.chdir(tmp_path)
    made = week.stages()
    monkeypatch.setattr(pipeline.Stages, "open", lambda settings, *, progress=False: made)
    monkeypatch.setattr("geomap.stages.locate", table_locate)
    return Desk(geomap_), made


def test_a_desks_week_told_day_by_day(in_process: tuple[Desk, pipeline.Stages]):
    desk, stages = in_process
    read: list[str] = stages.reader.read  # type: ignore[attr-defined]

    desk.morning("monday")
    desk.make()
    depot = desk.event("news/mon-wire.txt", "Izium")
    assert (depot["sources_independent"], depot["sources_copies"]) == (1, 1)
    assert [sorted(one["outlets"]) for one in depot["sources"]] == [["Harbour Post", "North Wire"]]
    assert desk.event("news/mon-gazette.txt", "Geneva")["status"] == "proposed"

    desk.morning("tuesday")
    read.clear()
    desk.make()
    assert read == [f"news/{name}" for name in sorted(week.WEEK["tuesday"])]
    news = desk.news()
    talks = news.pop(("Geneva", "diplomatic", "2025-08-29"))
    assert (talks["kinds"], talks["status_was"], talks["status"]) == (
        ["status"], "proposed", "planned"
    )  # fmt: skip
    assert news.pop(("Izium", "battlefield", "2025-08-25"))["kinds"] == ["new"]
    copied = news.pop(("Izium", "battlefield", "2025-08-24"))
    assert (copied["sources_added"], copied["sources_independent"]) == (["Valley Courier"], 1)
    assert not news
    desk.correct("hide", desk.record("news/mon-screen.txt", "Geneva"), "It is a film.")
    shown = desk.record("news/mon-screen.txt", "Geneva")
    assert (shown.off_map_reason, shown.corrected[0].who) == ("hidden", "D. Desk")
    assert desk.news()["Geneva", "battlefield", "2025-08-24"]["reason"] == (
        "taken off the map by a person"
    )

    desk.morning("wednesday")
    desk.make()
    news = desk.news()
    caller = news.pop(("Kyiv", "battlefield", "2025-08-24"))
    assert (caller["kinds"], caller["reason"]) == (["withdrawn"], "taken back by its source")
    assert not news  # another version of an article that says the same is no news
    last = desk.record("news/0-wire.json", "Izium")
    assert last.on_map
    assert (last.article.earlier, last.article.grade) == (("news/mon-wire.txt",), "B2")
    assert desk.record("news/mon-wire.txt", "Izium").off_map_reason == "superseded"

    desk.morning("thursday")
    killed = subprocess.run(
        [sys.executable, str(Path(week.__file__)), *MAKE],
        env={**os.environ, "PYTHONPATH": str(ROOT), week.DIE_AT: "news/thu-2.txt"},
        capture_output=True, check=False,
    )  # fmt: skip
    assert killed.returncode == -9, killed.stderr
    assert but_for_time(OUT) == but_for_time(Path("yesterday"))
    read.clear()
    desk.make()
    assert read == ["news/thu-2.txt", "news/thu-3.txt"]  # thu-1 was read before the crash
    desk.correct(
        "date", desk.record("news/tue-monitor.txt", "Izium"), "It began before midnight.",
        old='"2025-08-25"', new='"2025-08-25/2025-08-26"',
    )  # fmt: skip
    news = desk.news()
    assert [one["kinds"] for one in news.values()].count(["new"]) == 3
    moved = news["Izium", "battlefield", "2025-08-25/2025-08-26"]
    assert (moved["kinds"], moved["date_was"]) == (["date"], "2025-08-25")
    assert len(news) == 4

    desk.morning("friday")
    desk.make()
    (held,) = desk.news().values()
    assert (held["status_was"], held["status"], held["site"]) == (
        "planned", "occurred", "diplomatic"
    )  # fmt: skip
    table = desk.geomap("diff", "yesterday", str(OUT), "--map", "changes.html")
    assert "planned → held" in table.out
    assert Path("changes.html").is_file()
    history = desk.event("news/fri-gazette.txt", "Geneva")["history"]
    assert [step["status"] for step in history] == ["proposed", "planned", "occurred"]
    desk.close()


@pytest.mark.slow
def test_the_same_week_with_the_reader_that_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    command = [sys.executable, "-c", "from geomap.cli import main; main()"]
    told = {**os.environ, "PYTHONPATH": str(ROOT)}

    def geomap(*arguments: str) -> Done:
        done = subprocess.run(
            [*command, *arguments], env=told, capture_output=True, text=True, check=False
        )
        return Done(done.returncode, done.stdout, done.stderr)

    desk = Desk(geomap)
    for day in week.WEEK:
        desk.morning(day)
        if day == "thursday":
            before = but_for_time(OUT)
            store = OUT / f"{run.STORE_FILE}-wal"
            process = subprocess.Popen([*command, *MAKE], env=told, stderr=subprocess.DEVNULL)
            # Killed when a first article has been kept, or when it was too quick for us.
            while process.poll() is None and not (store.is_file() and store.stat().st_size):
                time.sleep(0.002)
            process.kill()
            process.wait()
            assert process.returncode == 0 or but_for_time(OUT) == before
        desk.make()
        if day == "tuesday":
            desk.correct("hide", desk.record("news/mon-screen.txt", "Geneva"), "It is a film.")
        if day == "wednesday":
            kyiv = [s for s in desk.records() if s.article.source == "news/mon-star.txt"]
            assert not any(one.on_map for one in kyiv)
        if day == "thursday":
            about = desk.record("news/tue-monitor.txt", "Izium")
            old = {"old": f'"{about.event_date}"'} if about.event_date else {}
            desk.correct("date", about, "After midnight.", **old, new='"2025-08-26"')
    geneva = desk.event("news/fri-gazette.txt", "Geneva")
    assert geneva["status"] == "occurred"
    assert "planned" in {step["status"] for step in geneva["history"]}
    assert any("status" in one["kinds"] for one in desk.news().values())
    desk.close()

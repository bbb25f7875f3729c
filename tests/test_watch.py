"""`geomap watch`: the map again whenever something is new, whatever went wrong before."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_cases import OUT, Geomap

from geomap import pipeline


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody's edit of geomap, while a test runs, make another epoch of what it keeps."""
    monkeypatch.setattr("geomap.run.epoch._code", lambda: "the code")


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[float]]:
    """Return a function that says what is done between the rounds; after the last, Ctrl-C."""

    def set_up(*between: Callable[[], Any]) -> list[float]:
        left = list(between)
        slept: list[float] = []

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            if not left:
                raise KeyboardInterrupt
            left.pop(0)()

        monkeypatch.setattr(time, "sleep", sleep)
        return slept

    return set_up


def test_a_new_article_is_on_the_map_after_the_next_round_and_only_it_is_read(
    news: Path, stages: Any, geomap_: Geomap, rounds: Callable[..., list[float]]
):
    def publish() -> None:
        (news / "new.txt").write_text("Guns shelled Kyiv.")

    slept = rounds(lambda: None, publish)
    done = geomap_("watch", "news", "--every", "10m")
    assert done.code == 130
    assert done.err.count("Nothing new.") == 1
    assert stages.reader.read == ["news/north.txt", "news/south.txt", "news/new.txt"]
    assert len(json.loads((OUT / "run.json").read_text())["articles"]) == 3
    assert all(0 < seconds <= 600 for seconds in slept)


def test_a_round_that_fails_is_told_and_the_next_one_tries_again(
    news: Path, stages: Any, geomap_: Geomap, rounds: Callable[..., list[float]]
):
    texts = {path: path.read_text() for path in news.iterdir()}
    for path in texts:
        path.write_text("")

    def mend() -> None:
        for path, text in texts.items():
            path.write_text(text)

    rounds(mend)
    done = geomap_("watch", "news")
    assert "No article could be read" in done.err
    assert (OUT / "map.html").is_file()


@pytest.mark.parametrize("how", ["in the folder", "by the settings", "settings"])
def test_what_is_corrected_or_set_between_two_rounds_is_on_the_next_map(
    news: Path, stages: Any, geomap_: Geomap, rounds: Callable[..., list[float]], how: str
):
    schema = 'schema = "geomap/corrections/1"\n'
    saved = OUT / "corrections.toml" if how == "in the folder" else Path("own.toml")
    Path("set.toml").write_text('corrections = "own.toml"\n' if how == "by the settings" else "")

    def save() -> None:
        if how == "settings":
            Path("set.toml").write_text("strict = true\n")
        else:
            saved.write_text(f"{schema}# looked through\n")

    saved.parent.mkdir(exist_ok=True)
    if how == "by the settings":
        saved.write_text(schema)
    rounds(lambda: None, save)
    done = geomap_("watch", "news", "--config", "set.toml")
    assert done.err.count("Nothing new.") == 1
    assert done.out.count("map.html") == 2


def test_a_fault_of_geomaps_own_ends_the_round_and_not_the_watch(
    news: Path,
    stages: Any,
    geomap_: Geomap,
    rounds: Callable[..., list[float]],
    monkeypatch: pytest.MonkeyPatch,
):
    calls: list[int] = []
    make = pipeline.make

    def fault(*given: Any, **told: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("a screw is loose")
        return make(*given, **told)

    monkeypatch.setattr(pipeline, "make", fault)
    rounds(lambda: None)
    done = geomap_("watch", "news")
    assert "RuntimeError: a screw is loose" in done.err
    assert (OUT / "map.html").is_file()


def test_once_looks_once_and_ends_as_the_map_ended(news: Path, stages: Any, geomap_: Geomap):
    assert geomap_("watch", "news", "--once").code == 0
    assert (OUT / "map.html").is_file()
    for path in news.iterdir():
        path.unlink()
    assert geomap_("watch", "news", "--once").code == 2


@pytest.mark.parametrize("every", ["soon", "0s", "-5m"])
def test_a_time_that_is_none_is_told(news: Path, stages: Any, geomap_: Geomap, every: str):
    done = geomap_("watch", "news", "--every", every)
    assert done.code == 2
    assert "is no time" in done.err

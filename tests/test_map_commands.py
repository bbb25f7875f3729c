"""The options of the page on the command line: what is written, refused and said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_cases import FILES, OUT, Geomap, bytes_of
from test_map_page import _data

from geomap.export import snapshot

PUBLIC = ["embed.html", "events.geojson", "map.html", "run.json", "sites.geojson"]


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "browser", lambda: None)


def publish(geomap_: Geomap, small: Path, *more: str) -> Any:
    return geomap_("map", "news", "--gazetteer", str(small), "--publish", *more)


def test_a_published_folder_holds_no_records_and_can_be_made_again(
    news: Path, stages: Any, geomap_: Geomap, small: Path
):
    done = publish(geomap_, small, "--delay", "1", "--embed")
    assert done.code == 0, done.err
    assert sorted(bytes_of(OUT)) == PUBLIC
    assert "yours, not for the web" in done.err
    assert 'sandbox="allow-scripts allow-popups"' in done.err
    counts = json.loads((OUT / "run.json").read_text())["counts"]["mentions"]
    assert counts["on_map"] == 1
    assert counts["not_on_map"]["held_back"] == 1
    assert _data((OUT / "map.html").read_text())["as_of"] == "2025-08-20"
    before = bytes_of(OUT)
    assert geomap_("regenerate", "--check").code == 0
    assert bytes_of(OUT) == before


def test_a_published_map_is_not_written_beside_whole_records(
    news: Path, stages: Any, geomap_: Geomap, small: Path
):
    assert geomap_("map", "news").code == 0
    before = bytes_of(OUT)
    done = publish(geomap_, small)
    assert done.code == 2
    assert "not for anyone" in done.err
    assert bytes_of(OUT) == before


def test_render_publishes_too_and_says_the_same(
    news: Path, stages: Any, geomap_: Geomap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from geomap.names import Names

    class NoDistricts:
        def districts(self, country: str) -> list[Any]:
            return []

    assert geomap_("map", "news").code == 0
    monkeypatch.setattr(Names, "open", lambda *given, **told: NoDistricts())
    done = geomap_("render", "outputs/sightings.jsonl", "-o", "public", "--publish", "--borders", "none")  # fmt: skip
    assert done.code == 0, done.err
    assert sorted(bytes_of(Path("public"))) == [name for name in PUBLIC if name != "embed.html"]
    assert "take no side" in _data(Path("public/map.html").read_text())["borders"]
    assert geomap_("regenerate", "public", "--check").code == 0


def test_without_a_chromium_the_files_are_there_the_picture_is_not_and_the_code_is_1(
    news: Path, stages: Any, geomap_: Geomap
):
    done = geomap_("map", "news", "--png")
    assert done.code == 1
    assert "no Chromium was found" in done.err
    assert sorted(bytes_of(OUT)) == FILES


def test_a_picture_stands_beside_the_files_and_is_none_that_regenerate_checks(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(snapshot, "map_png", lambda page: b"\x89PNG")
    done = geomap_("map", "news", "--png")
    assert done.code == 0
    assert str(OUT / "map.png") in done.out
    assert sorted(bytes_of(OUT)) == sorted([*FILES, "map.png"])
    assert geomap_("regenerate", "--check").code == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--delay", "3"), "Add --publish"),
        (("--borders", "in"), "'un' or 'none'"),
        (("--tiles", "http://x.example/{z}/{x}/{y}"), "https://tiles.example.org"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_read(
    news: Path, stages: Any, geomap_: Geomap, given: tuple[str, ...], said: str
):
    done = geomap_("map", "news", *given)
    assert done.code == 2
    assert said in done.err
    assert not OUT.exists()


def test_tiles_and_borders_may_stand_in_the_settings(news: Path, stages: Any, geomap_: Geomap):
    (news / "geomap.toml").write_text(
        'borders = "none"\ntiles = "https://tiles.example.org/{z}/{x}/{y}.png"\n'
        'tiles_attribution = "Example"\n'
    )
    assert geomap_("map", "news").code == 0
    html = (OUT / "map.html").read_text()
    assert "https://tiles.example.org;" in html[:2000]
    assert _data(html)["tiles"][1] == "Example"

"""Bad input all the way: a clear word on standard error, and nothing else is lost."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_cases import Geomap
from conftest import Done


def texts(done: Done) -> list[str]:
    return [json.loads(line)["text"] for line in done.out.splitlines()]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b" \n\t\n", ""),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 20, ""),
        (b"Kyiv. " * 1_000_000, "6"),
        (b"<div><p></p><br/></div>", ""),
    ],
    ids=["empty", "blank", "binary", "over 5 MB", "only markup"],
)
def test_what_is_no_article_is_told_with_its_name_and_the_others_are_read(
    news: Path, stages: Any, geomap_: Geomap, content: bytes, told: str
):
    (news / "bad.txt").write_bytes(content)
    done = geomap_("extract", "news")
    assert done.code == 0
    assert texts(done) == ["Izium", "Kyiv", "Geneva", "Nowhereville"]
    line, _ = done.err.splitlines()
    assert line.startswith("geomap: skipped news/bad.txt: ")
    assert told in line
    assert geomap_("extract", "news/bad.txt").code == 1


def test_a_larger_article_is_read_where_the_settings_allow_it(
    news: Path, stages: Any, geomap_: Geomap
):
    (news / "long.txt").write_bytes(b"In Kyiv. " + b"Nothing else was told. " * 300_000)
    Path("own.toml").write_text("max_article_bytes = 10_000_000")
    done = geomap_("extract", "news/long.txt", "--config", "own.toml")
    assert (done.code, texts(done)) == (0, ["Kyiv"])


def test_of_twenty_lines_with_a_malformed_seventh_nineteen_are_read(
    stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    lines = [json.dumps({"text": f"Report {n}: guns shelled Izium."}) for n in range(1, 21)]
    lines[6] = '{"text": "Report 7'
    Path("news.jsonl").write_text("\n".join(lines))
    done = geomap_("map", "news.jsonl")
    assert done.code == 0
    (said,) = [line for line in done.err.splitlines() if "skipped news" in line]
    assert "news.jsonl#7" in said
    counts = json.loads(Path("outputs/run.json").read_text())["counts"]
    assert (counts["articles_read"], counts["articles_skipped"]) == (19, 1)
    assert geomap_("map", "news.jsonl", "--strict").code == 1
    assert geomap_("regenerate").code == 1


def test_a_date_that_is_none_costs_no_article(news: Path, stages: Any, geomap_: Geomap):
    (news / "odd.txt").write_text("Date: 2025-02-31\n\nGuns shelled Kyiv.\n")
    done = geomap_("extract", "news/odd.txt")
    assert (done.code, texts(done)) == (0, ["Kyiv"])
    assert "2025-02-31" in done.err


@pytest.mark.parametrize(
    "text",
    [
        "\u200fقصفت القوات مدينة Izium shelled.",
        "\U0001f1fa\U0001f1e6\U0001f4a5 Guns shelled Izium \U0001f468\u200d\U0001f469\u200d\U0001f467.",
        "Guns fired.\r\n\r\nThey shelled Izium.\r\n",
    ],
    ids=["right to left", "emoji", "CRLF"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_offsets_count_code_points_of_the_text_as_given(
    stages: Any,
    geomap_: Geomap,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    text: str,
    encoding: str,
):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(text.encode(encoding))
    done = geomap_("extract", "a.txt")
    (record,) = (json.loads(line) for line in done.out.splitlines())
    assert text[record["start"] : record["end"]] == record["text"] == "Izium"


def test_ten_thousand_place_names_in_one_article_are_one_site(
    stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("".join(f"On day {n} guns shelled Izium. " for n in range(10_000)))
    done = geomap_("map", "a.txt")
    assert done.code == 0
    summed, read = done.err.splitlines()
    assert summed == "1 site from 10000 mentions; no mention is off the map."
    assert read.startswith("1 article, 10,000 mentions, 1 event, skipped: none; 60,000 words read")


def test_a_text_without_a_place_gives_an_empty_map_and_says_so(
    stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Nothing happened anywhere, and nobody said where.")
    done = geomap_("map", "a.txt")
    assert done.code == 0
    assert done.err.startswith("0 sites from 0 mentions; no mention is off the map.\n")
    assert json.loads(Path("outputs/sites.geojson").read_text())["features"] == []


def test_a_file_name_of_no_encoding_can_be_read_recorded_and_read_again(
    news: Path, stages: Any, geomap_: Geomap
):
    try:
        with open(b"news/\xff\x1b[31m.txt", "wb") as file:  # noqa: PTH123
            file.write(b"Guns shelled Kyiv.")
    except OSError:
        pytest.skip("this file system takes names of UTF-8 only")
    assert geomap_("map", "news").code == 0
    json.loads(Path("outputs/run.json").read_text(encoding="utf-8"))
    done = geomap_("regenerate", "--check")
    assert done.code == 0
    assert done.err.startswith("outputs is fresh.\n")


def test_bytes_of_no_encoding_among_names_to_geocode_end_no_run(
    stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\nIzium\n")))
    assert [len(json.loads(line)) for line in geomap_("geocode", "-").out.splitlines()] == [0, 1]

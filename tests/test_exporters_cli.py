"""`--to` on the command line."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from cli_cases import FILES, OUT, Geomap, bytes_of, give_stdin


def names(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return sorted(row["name"] for row in csv.DictReader(stream))


def test_map_writes_each_target_too_and_prints_it(news: Path, stages: Any, geomap_: Geomap):
    done = geomap_("map", "news", "--to", "deep/events.csv", "--to", "events.gpkg")
    assert done.code == 0
    assert done.out.splitlines()[-2:] == ["deep/events.csv", "events.gpkg"]
    assert sorted(bytes_of(OUT)) == FILES
    assert names(Path("deep/events.csv")) == ["Geneva", "Izium"]
    assert Path("events.gpkg").read_bytes().startswith(b"SQLite format 3")


def test_map_regenerate_and_render_write_the_same_target(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news", "--to", "a.csv")
    fresh = geomap_("regenerate", "--to", "b.csv")
    assert (fresh.code, fresh.out) == (0, "b.csv\n")
    assert fresh.err.startswith("outputs is fresh.\n")
    assert geomap_("render", "outputs/sightings.jsonl", "-o", "again", "--to", "c.csv").code == 0
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes() == Path("c.csv").read_bytes()


def test_run_json_and_the_other_files_do_not_depend_on_targets(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news", "-o", "plain")
    geomap_("map", "news", "-o", "more", "--to", "more/events.csv", "--to", "more/e.parquet")
    assert geomap_("regenerate", "more", "--check").code == 0
    for name in FILES:
        if name != "run.json":
            assert Path("plain", name).read_bytes() == Path("more", name).read_bytes()


def test_a_byte_order_mark_is_written_when_asked_and_needs_a_csv(
    news: Path, stages: Any, geomap_: Geomap
):
    assert geomap_("map", "news", "--to", "a.csv", "--to", "a.parquet", "--bom").code == 0
    assert Path("a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    done = geomap_("map", "news", "--to", "a.parquet", "--bom")
    assert done.code == 2
    assert "--to FILE.csv" in done.err


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("events.docx", "Nothing writes events.docx. Name a file that ends in"),
        ("events", "Nothing writes events."),
        ("mysql://me:secret@host/db", "Nothing writes mysql://me:***@host/db."),
        ("news/north.txt/a.csv", "news/north.txt/a.csv can't be written: Not a directory"),
        ("folder.gpkg", "folder.gpkg is a folder. Name a file in it"),
        ("postgresql://me:secret@localhost:1/db", "postgresql://me:***@localhost:1/db can't be"),
        ("postgresql://me:se@cret@localhost/db", "holds more than one @. Write %40"),
        ("postgresql://me:secret@localhost:port/db", "can't be understood"),
        ("postgresql://me:1/secret@localhost/db", "can't be understood"),
        ("postgresql://me:se/secret@localhost/db", "can't be understood"),
        ("postgresql://localhost/db?colour=secret", "can't be understood"),
        ("postgresql://me@localhost:1/db?schema=", "the schema '' is no name"),
    ],
)
def test_a_wrong_target_is_told_before_anything_is_read(
    news: Path, stages: Any, geomap_: Geomap, target: str, words: str
):
    if target.startswith("postgresql"):
        pytest.importorskip("psycopg", reason="needs psycopg (the extra postgis)")
    Path("folder.gpkg").mkdir()
    for command in (("map", "news"), ("render", "-"), ("regenerate", "nowhere")):
        done = geomap_(*command, "--to", target)
        assert done.code == 2
        assert words in done.err
        assert "secret" not in done.err.replace("colour=secret", "")
        assert "cret@" not in done.err
        assert done.out == ""
    assert not OUT.exists()
    assert stages.reader.read == []


def test_without_psycopg_a_server_is_refused_with_what_to_install(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    import sys

    monkeypatch.setitem(sys.modules, "psycopg", None)
    done = geomap_("map", "news", "--to", "postgresql://localhost/db")
    assert done.code == 2
    assert "pip install 'conflict-geomap[postgis]'" in done.err


def test_check_writes_nothing_so_it_takes_no_target(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    done = geomap_("regenerate", "--check", "--to", "a.csv")
    assert done.code == 2
    assert "--check writes nothing" in done.err
    assert not Path("a.csv").exists()


def test_render_takes_lines_from_standard_input_to_a_target(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    lines = geomap_("extract", "news").out
    give_stdin(monkeypatch, lines.encode())
    assert geomap_("render", "-", "--to", "a.csv").code == 0
    assert names(Path("a.csv")) == ["Geneva", "Izium"]


def test_what_is_for_anyone_is_so_in_a_target_too(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    class NoNames:
        @staticmethod
        def open(*_: Any, **__: Any) -> None:
            return None

    monkeypatch.setattr("geomap.run.rendering.Names", NoNames)
    long = f"Troops shelled Izium {'and the road beside it ' * 30}overnight."
    (news / "north.txt").write_text(f"Date: 2025-08-20\n\n{long}\n")
    for words, most in (((), len(long)), (("--publish",), 200)):
        done = geomap_("map", "news", *words, "-o", f"out{most}", "--to", f"{most}.csv")
        assert done.code == 0, done.err
        with Path(f"{most}.csv").open(encoding="utf-8", newline="") as stream:
            told = max(len(row["evidence"]) for row in csv.DictReader(stream))
        assert most - 40 <= told <= most

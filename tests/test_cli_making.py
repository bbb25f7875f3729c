"""The commands that make: data to standard output, talk to standard error, the right exit code."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import pytest
from cli_cases import FILES, OUT, Geomap, bytes_of, give_stdin

from geomap.errors import GazetteerError
from geomap.model import Sighting

# --- map ---------------------------------------------------------------------------------------


def test_map_prints_the_paths_it_wrote_and_says_the_rest(news: Path, stages: Any, geomap_: Geomap):
    done = geomap_("map", "news")
    assert done.code == 0
    assert sorted(done.out.split()) == [str(OUT / name) for name in FILES]
    assert sorted(bytes_of(OUT)) == FILES
    summed, read = done.err.splitlines()
    assert summed == "2 sites from 2 mentions; 2 mentions not on the map: 1 metonymic, 1 no event."
    assert read.startswith("2 articles, 4 mentions, 2 events, skipped: none; 23 words read, ")


def test_map_writes_where_it_is_told(news: Path, stages: Any, geomap_: Geomap):
    assert geomap_("map", "news/north.txt", "-o", "deep/one").code == 0
    assert sorted(bytes_of(Path("deep/one"))) == FILES


def test_published_dates_the_articles_that_carry_no_date(news: Path, stages: Any, geomap_: Geomap):
    (news / "undated.txt").write_text("Guns shelled Kyiv.")
    done = geomap_("extract", "news", "--published", "2025-09-01")
    dates = {json.loads(line)["article"]["published"] for line in done.out.splitlines()}
    assert dates == {"2025-08-20", "2025-08-21", "2025-09-01"}


def test_map_reads_standard_input(
    stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    give_stdin(monkeypatch, b"Troops shelled Izium.")
    assert geomap_("map", "-").code == 0
    assert geomap_("regenerate", "--check").code == 0


def test_an_unreadable_article_is_told_and_the_others_are_mapped(
    news: Path, stages: Any, geomap_: Geomap
):
    (news / "empty.txt").write_text("")
    done = geomap_("map", "news")
    assert done.code == 0
    assert "geomap: skipped news/empty.txt: " in done.err
    assert "2 sites" in done.err


def test_strict_ends_with_1_when_an_article_was_skipped(news: Path, stages: Any, geomap_: Geomap):
    (news / "empty.txt").write_text("")
    done = geomap_("map", "news", "--strict")
    assert done.code == 1
    assert sorted(bytes_of(OUT)) == FILES
    assert geomap_("extract", "news", "--strict").code == 1


def test_an_article_met_twice_is_no_failure_under_strict(news: Path, stages: Any, geomap_: Geomap):
    (news / "twin.txt").write_bytes((news / "north.txt").read_bytes())
    done = geomap_("map", "news", "--strict")
    assert done.code == 0
    assert json.loads((OUT / "run.json").read_text())["counts"]["articles_repeated"] == 1


def test_when_no_article_can_be_read_the_old_map_stays(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    before = bytes_of(OUT)
    Path("empty.txt").write_text("")
    done = geomap_("map", "empty.txt")
    assert done.code == 1
    assert "No article could be read" in done.err
    assert bytes_of(OUT) == before
    assert geomap_("extract", "empty.txt").code == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["map", "gone.txt"], "gone.txt"),
        (["map", "hollow"], "folder without articles"),
        (["map", "https://example.org/a.html"], "URL"),
        (["map", "news", "--published", "31 June"], "published = '31 June'"),
        (["map", "news", "--published", "20250821"], "Write it as 2025-08-21"),
        (["map", "news", "--published", "1755734400"], "Write it as 2025-08-21"),
        (["map", "news", "--delay", "3"], "for a published map"),
        (["map", "news", "--since", "2025-09-01", "--until", "2025-08-01"], "Change them over"),
        (["map", "news", "--config", "gone.toml"], "gone.toml can't be read"),
        (["map", "news", "--column", "text"], "--column 'text' is not NAME=COLUMN"),
        (["map"], "Missing argument"),
        (["map", "news", "--no-such-option"], "No such option"),
        (["no-such-command"], "No such command"),
        (["regenerate", "hollow"], "holds no run.json"),
        (["render", "gone.jsonl"], "gone.jsonl can't be read"),
        (["explain", "hollow"], "can't be read"),
        (["geocode", "Izium", "--country", "UKR"], "'UKR', not the two letters"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_was_wrong(
    news: Path, stages: Any, geomap_: Geomap, arguments: list[str], told: str
):
    Path("hollow").mkdir()
    done = geomap_(*arguments)
    assert done.code == 2
    assert told in done.err
    assert done.out == ""
    assert "Traceback" not in done.err


def test_an_output_folder_that_can_not_be_written_is_told_before_reading(
    news: Path, stages: Any, geomap_: Geomap
):
    Path("file").write_text("")
    done = geomap_("map", "news", "-o", "file/out")
    assert done.code == 1
    assert "can't be written" in done.err
    assert stages.reader.read == []


def test_an_error_of_geomaps_becomes_a_message_and_1(
    news: Path, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    def missing(settings: Any, *, progress: bool = False) -> None:
        raise GazetteerError("The gazetteer is missing. Install it again.")

    monkeypatch.setattr("geomap.stages.Stages.open", missing)
    done = geomap_("map", "news")
    assert (done.code, done.err) == (1, "geomap: The gazetteer is missing. Install it again.\n")


def test_an_interrupt_ends_with_130_and_leaves_the_old_map(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    geomap_("map", "news")
    before = bytes_of(OUT)

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(stages.reader, "mentions", interrupted)
    (news / "new.txt").write_text("Guns shelled Kyiv.")
    assert geomap_("map", "news").code == 130
    assert bytes_of(OUT) == before


def test_a_fault_of_geomaps_own_keeps_its_traceback(
    news: Path, stages: Any, monkeypatch: pytest.MonkeyPatch
):
    from geomap.cli import main

    monkeypatch.setattr(stages.reader, "mentions", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["map", "news"])


# --- settings ----------------------------------------------------------------------------------


def test_settings_are_flags_over_the_file_beside_the_inputs_over_defaults(
    news: Path, stages: Any, geomap_: Geomap
):
    (news / "geomap.toml").write_text('published = 2025-01-01\nstrict = true\nreader = "x"\n')
    geomap_("map", "news", "--reader", "y")
    settings = json.loads((OUT / "run.json").read_text())["settings"]
    assert (settings["published"], settings["strict"]) == ("2025-01-01", True)
    assert (settings["reader"], settings["geocoder"]) == ("y", "gazetteer")


def test_a_settings_file_by_option_is_taken_instead_of_the_one_beside(
    news: Path, stages: Any, geomap_: Geomap
):
    (news / "geomap.toml").write_text('reader = "x"\n')
    Path("own.toml").write_text("strict = true\n")
    geomap_("map", "news/north.txt", "--config", "own.toml")
    settings = json.loads((OUT / "run.json").read_text())["settings"]
    assert (settings["reader"], settings["strict"]) == ("model", True)


def test_two_settings_files_are_not_guessed_between(news: Path, stages: Any, geomap_: Geomap):
    (news / "geomap.toml").write_text("")
    Path("geomap.toml").write_text("")
    Path("a.txt").write_text("Kyiv.")
    done = geomap_("map", "news", "a.txt")
    assert done.code == 2
    assert "news/geomap.toml and geomap.toml" in done.err
    assert "--config" in done.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("readr = 'x'", "readr is no setting. Is it reader? Known: published"),
        ("published = 'soon'", "soon"),
        ("published = 20250821", "Write it as 2025-08-21"),
        ("= 1", "no valid TOML"),
        ("columns = { foo = 'bar' }", "'foo' is nothing that articles have"),
        ("[sources]\n'The Courier' = 'Z9'", "grades are A1 to F6"),
    ],
)
def test_a_wrong_setting_is_told_with_file_and_value(
    news: Path, stages: Any, geomap_: Geomap, content: str, told: str
):
    (news / "geomap.toml").write_text(content)
    done = geomap_("map", "news")
    assert done.code == 2
    assert "news/geomap.toml" in done.err
    assert told in done.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("delay = 3", "A delay of 3 days is for a published map"),
        (
            "since = 2025-09-01\nuntil = 2025-08-01",
            "since 2025-09-01 is after its until 2025-08-01",
        ),
    ],
)
def test_settings_that_a_flag_may_not_have_are_refused_in_the_file_too(
    news: Path, stages: Any, geomap_: Geomap, content: str, told: str
):
    (news / "geomap.toml").write_text(content)
    done = geomap_("map", "news")
    assert (done.code, stages.reader.read) == (2, [])
    assert told in done.err


def test_a_delay_in_the_file_goes_with_a_flag_that_publishes(
    news: Path, stages: Any, geomap_: Geomap
):
    (news / "geomap.toml").write_text("publish = true")
    assert geomap_("map", "news", "--delay", "1").code == 0


def test_a_wrong_grade_is_told_with_the_file_that_it_stands_in(
    news: Path, stages: Any, geomap_: Geomap
):
    (news / "geomap.toml").write_text("sources = 'grades.toml'")
    (news / "grades.toml").write_text("[sources]\n'The Courier' = 'b2'")
    done = geomap_("map", "news")
    assert done.code == 2
    assert "news/grades.toml: sources.The Courier = 'b2': grades are A1 to F6" in done.err
    assert "^" not in done.err


def test_a_settings_file_may_begin_with_a_byte_order_mark(news: Path, stages: Any, geomap_: Geomap):
    (news / "geomap.toml").write_bytes(b"\xef\xbb\xbfstrict = true\n")
    assert geomap_("map", "news").code == 0
    assert json.loads((OUT / "run.json").read_text())["settings"]["strict"] is True


# --- regenerate --------------------------------------------------------------------------------


def test_check_tells_fresh_from_stale_and_writes_nothing(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    fresh = geomap_("regenerate", "--check")
    assert (fresh.code, fresh.out) == (0, "")
    assert fresh.err.startswith("outputs is fresh.\n")
    (news / "east.txt").write_text("Guns shelled Kyiv.")
    before = bytes_of(OUT)
    stale = geomap_("regenerate", "outputs", "--check")
    assert stale.code == 1
    assert stale.err.startswith("geomap: outputs/sites.geojson is stale: 1 site added; ")
    assert stale.err.endswith("Run `geomap regenerate`.\n")
    assert stale.out == ""
    assert bytes_of(OUT) == before


def test_regenerate_prints_what_changed_and_then_nothing_is_stale(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    (news / "south.txt").unlink()
    done = geomap_("regenerate")
    assert done.code == 0
    assert "outputs/sites.geojson: 1 site removed" in done.out.splitlines()
    again = geomap_("regenerate")
    assert (again.code, again.out) == (0, "")
    assert again.err.startswith("outputs is fresh.\n")


def test_regenerate_tells_of_a_folder_that_can_not_be_written_before_it_reads(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    stages.reader.read.clear()
    (OUT / ".geomap-readings.sqlite").unlink()

    def refuse(**_: Any) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tempfile.TemporaryFile", refuse)
        done = geomap_("regenerate")
        assert geomap_("regenerate", "--check").code == 0
    assert done.code == 1
    assert "can't be written: Read-only file system" in done.err
    assert "Let files be made there, or name another folder." in done.err


def test_regenerate_restores_a_file_that_was_lost_or_edited(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    before = bytes_of(OUT)
    (OUT / "map.html").unlink()
    (OUT / "sites.geojson").write_text("{}")
    assert geomap_("regenerate", "--check").code == 1
    assert geomap_("regenerate").code == 0
    assert bytes_of(OUT) == before


# --- extract and render ------------------------------------------------------------------------


def test_extract_writes_a_record_a_line_by_article_then_offset(
    news: Path, stages: Any, geomap_: Geomap
):
    done = geomap_("extract", "news")
    records = [Sighting.model_validate_json(line) for line in done.out.splitlines()]
    assert [(one.article.source, one.text) for one in records] == [
        ("news/north.txt", "Izium"),
        ("news/north.txt", "Kyiv"),
        ("news/south.txt", "Geneva"),
        ("news/south.txt", "Nowhereville"),
    ]
    (read,) = done.err.splitlines()
    assert read.startswith("2 articles, 4 mentions, skipped: none; 23 words read, ")


def test_extract_then_render_gives_what_map_gives(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    geomap_("map", "news")
    lines = geomap_("extract", "news").out
    give_stdin(monkeypatch, lines.encode())
    piped = geomap_("render", "-", "-o", "piped")
    assert sorted(piped.out.split()) == [str(Path("piped") / name) for name in FILES]
    Path("lines.jsonl").write_text(lines, encoding="utf-8")
    assert geomap_("render", "lines.jsonl", "-o", "filed").code == 0
    for name in ("map.html", "sites.geojson", "events.geojson", "sightings.jsonl"):
        assert (OUT / name).read_bytes() == (Path("piped") / name).read_bytes()
        assert (OUT / name).read_bytes() == (Path("filed") / name).read_bytes()
    assert geomap_("regenerate", "piped", "--check").code == 0
    assert geomap_("regenerate", "filed", "--check").code == 0


@pytest.mark.parametrize("command", ["file", "standard input"])
def test_no_records_replace_no_map(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, command: str
):
    geomap_("map", "news")
    before = bytes_of(OUT)
    Path("none.jsonl").write_text("")
    give_stdin(monkeypatch, b"")
    done = geomap_("render", "none.jsonl" if command == "file" else "-")
    assert (done.code, done.out) == (1, "")
    assert "holds no record; nothing was written" in done.err
    assert bytes_of(OUT) == before


def test_render_names_the_line_that_is_no_record(
    geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    give_stdin(monkeypatch, b'{"id": 1}\n')
    done = geomap_("render", "-")
    assert done.code == 2
    assert "Standard input line 1 is no geomap record" in done.err
    assert list(tmp_path.iterdir()) == []

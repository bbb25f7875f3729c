"""The command line: data to standard output, talk to standard error, and the right exit code."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Done

from geomap import run
from geomap.cli import talk
from geomap.errors import GazetteerError, GeomapError
from geomap.model import Sighting

Geomap = Callable[..., Done]
OUT = Path("outputs")
FILES = ["events.geojson", "map.html", "run.json", "sightings.jsonl", "sites.geojson"]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def give_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


# --- map ------------------------------------------------------------------------------------


def test_map_prints_the_paths_it_wrote_and_says_the_rest(news: Path, stages: Any, geomap_: Geomap):
    done = geomap_("map", "news")
    assert done.code == 0
    assert sorted(done.out.split()) == [str(OUT / name) for name in FILES]
    assert sorted(bytes_of(OUT)) == FILES
    assert done.err == (
        "2 sites from 2 mentions; 2 mentions not on the map: 1 metonymic, 1 no event.\n"
    )


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

    monkeypatch.setattr("geomap.pipeline.Stages.open", missing)
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
    assert geomap_("map", "news").code == 130
    assert bytes_of(OUT) == before


def test_a_fault_of_geomaps_own_keeps_its_traceback(
    news: Path, stages: Any, monkeypatch: pytest.MonkeyPatch
):
    from geomap.cli import main

    monkeypatch.setattr(stages.reader, "mentions", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["map", "news"])


# --- settings -------------------------------------------------------------------------------


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
    [("readr = 'x'", "readr"), ("published = 'soon'", "soon"), ("= 1", "no valid TOML")],
)
def test_a_wrong_setting_is_told_with_file_and_value(
    news: Path, stages: Any, geomap_: Geomap, content: str, told: str
):
    (news / "geomap.toml").write_text(content)
    done = geomap_("map", "news")
    assert done.code == 2
    assert "news/geomap.toml" in done.err
    assert told in done.err


# --- regenerate -----------------------------------------------------------------------------


def test_check_tells_fresh_from_stale_and_writes_nothing(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    fresh = geomap_("regenerate", "--check")
    assert (fresh.code, fresh.out, fresh.err) == (0, "", "outputs is fresh.\n")
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
    assert (again.code, again.out, again.err) == (0, "", "outputs is fresh.\n")


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


# --- extract and render ---------------------------------------------------------------------


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
    assert done.err == ""


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


def test_render_names_the_line_that_is_no_record(
    geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    give_stdin(monkeypatch, b'{"id": 1}\n')
    done = geomap_("render", "-")
    assert done.code == 2
    assert "Standard input line 1 is no geomap record" in done.err
    assert list(tmp_path.iterdir()) == []


# --- geocode --------------------------------------------------------------------------------

CANDIDATE = ["id", "name", "kind", "country", "admin1", "lon", "lat", "radius_m", "source"]


def test_geocode_shows_a_table_or_json(stages: Any, geomap_: Geomap):
    shown = geomap_("geocode", "Izium")
    assert "geonames:707753" in shown.out
    done = geomap_("geocode", "Izium", "--json")
    (candidate,) = json.loads(done.out)
    assert sorted(candidate) == sorted([*CANDIDATE, "score", "why"])


def test_geocode_reads_a_name_a_line_and_answers_an_array_a_line(
    stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    give_stdin(monkeypatch, b"Izium\n\nNowhereville\n Geneva ")
    done = geomap_("geocode", "-")
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [[one["name"] for one in found] for found in answers] == [["Izium"], [], [], ["Geneva"]]


def test_geocode_narrows_by_country_and_says_when_there_is_none(stages: Any, geomap_: Geomap):
    assert json.loads(geomap_("geocode", "Geneva", "--country", "ch", "--json").out)
    done = geomap_("geocode", "Geneva", "--country", "UA")
    assert (done.code, done.out) == (0, "")
    assert "No place called 'Geneva'" in done.err


# --- explain --------------------------------------------------------------------------------


def test_explain_says_why_for_what_is_on_the_map_and_what_is_not(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    done = geomap_("explain", "outputs")
    on_map, off_map = done.out.split("Not on the map")
    assert "Izium" in on_map
    assert "a word of the sentence" in on_map
    assert "stands for a government or people" in off_map
    assert "Nowhereville" in off_map


def test_explain_keeps_to_one_place_by_name_or_id(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    for wanted in ("izium", "geonames:707753"):
        done = geomap_("explain", "outputs", wanted)
        assert "Izium" in done.out
        assert "Geneva" not in done.out
    unknown = geomap_("explain", "outputs", "Atlantis")
    assert unknown.code == 2
    assert "'Atlantis'" in unknown.err
    assert "Geneva, Izium, Kyiv" in unknown.err


def test_a_hostile_sentence_can_neither_drive_the_terminal_nor_be_taken_for_markup(
    news: Path, stages: Any, geomap_: Geomap
):
    (news / "hostile.txt").write_text(
        "\x1b]0;owned\x07[bold]They[/bold] shelled \u202eKyiv\x9b31m {{ 7*7 }}.", encoding="utf-8"
    )
    geomap_("map", "news")
    done = geomap_("explain", "outputs", "Kyiv")
    assert not set("\x1b\x07\x9b\u202e") & set(done.out)
    assert "[bold]They[/bold]" in done.out


# --- check ----------------------------------------------------------------------------------


def test_check_lists_every_part_and_how_to_mend_what_fails(
    geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    done = geomap_("check", "--reader", "nobody", "--gazetteer", "gone.sqlite")
    assert done.code == 1
    lines = {line.split()[1]: line for line in done.out.splitlines() if len(line.split()) > 2}
    assert {"settings", "gazetteer", "geocoder", "reader", "licences"} <= set(lines)
    assert "FAILS" in lines["reader"]
    assert "Available:" in done.out
    assert "FAILS" in lines["gazetteer"]


def test_check_is_content_when_all_is_in_place(
    stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    Path("geomap.toml").write_text("strict = true")
    monkeypatch.setattr("geomap.cli.checks.Names.open", lambda path: FewNames())
    parts = {"readers": lambda settings: stages.reader, "geocoders": lambda names: stages.geocoder}
    monkeypatch.setattr("geomap.seams.load", lambda group, name: parts[group])
    monkeypatch.setattr("geomap.cli.checks._LICENCES", ())
    done = geomap_("check")
    assert done.code == 0
    assert "strict = True" in done.out
    assert "version 7; places: 3" in done.out
    assert "model, version words-1" in done.out
    assert "FAILS" not in done.out


def test_check_stops_at_settings_that_are_wrong(
    geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    Path("geomap.toml").write_text("no_such = 1")
    done = geomap_("check")
    assert done.code == 1
    assert "no_such" in done.out
    assert "reader" not in done.out.replace("Known settings", "").split("no_such")[0]


# --- evaluate -------------------------------------------------------------------------------


def test_evaluate_shows_figures_with_their_n_or_json(
    geomap_: Geomap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    results = {
        "gold": {"digest": "d", "texts": 3, "figures": {"literal F1": {"value": 0.75, "n": 8}}}
    }
    monkeypatch.setattr("geomap.evaluate.main", lambda paths, *, settings, progress: results)
    shown = geomap_("evaluate", "gold.jsonl").out
    assert "gold, 3 texts" in shown
    assert "0.75" in shown
    assert json.loads(geomap_("evaluate", "gold.jsonl", "--json").out) == results


# --- gazetteer ------------------------------------------------------------------------------


class FewNames:
    version = "7"

    def info(self) -> dict[str, object]:
        return {"places": 3, "by_source": {"geonames": 2, "overlay": 1}, "attribution": ["A", "B"]}


def test_gazetteer_info_tells_what_it_holds_and_from_whom(
    geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("geomap.names.Names.open", lambda path, *, progress=False: FewNames())
    shown = geomap_("gazetteer", "info").out
    assert "by_source geonames" in shown
    assert "attribution" in shown
    assert json.loads(geomap_("gazetteer", "info", "--json").out)["places"] == 3
    built = geomap_("gazetteer", "build")
    assert (built.code, built.out) == (0, "")
    assert "version 7" in built.err


def test_gazetteer_import_tells_what_it_took_in_and_how_to_use_it(
    geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    from geomap.names import ImportReport

    def take(path: Path, into: Path, *, progress: bool = False) -> ImportReport:
        return ImportReport(into, 2, 1, (f"line 3 of {path}: latitude is 91",))

    monkeypatch.setattr("geomap.names.import_places", take)
    done = geomap_("gazetteer", "import", "mine.csv", "--gazetteer", "mine.sqlite")
    assert done.out.split()[-3:] == ["mine.csv", "2", "1"]
    assert "latitude is 91" in done.err
    assert 'gazetteer = "mine.sqlite"' in done.err


# --- talk -----------------------------------------------------------------------------------


def test_progress_draws_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with talk.progress("Reading articles") as advance:
            advance("[bold]a.txt\x1b[31m")
        assert bool(stream.getvalue()) is drawn
        assert "\x1b[31ma" not in stream.getvalue()


# --- the whole program ----------------------------------------------------------------------


def program(*arguments: str, **how: Any) -> subprocess.CompletedProcess[str]:
    code = "from geomap.cli import main; main()"
    return subprocess.run(
        [sys.executable, *how.pop("flags", ()), "-c", code, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **how,
    )


def test_help_names_every_command_and_imports_nothing_heavy():
    done = program("--help", flags=("-X", "importtime"))
    assert done.returncode == 0
    for command in [
        "map",
        "regenerate",
        "extract",
        "render",
        "geocode",
        "explain",
        "evaluate",
        "gazetteer",
        "check",
    ]:
        assert f"\n  {command} " in done.stdout
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    heavy = "pydantic folium geopandas geopy shapely onnxruntime pyarrow dateparser numpy pandas"
    assert imported.isdisjoint([*heavy.split(), "trafilatura", "rich", "sqlite3"])
    assert "geomap.cli" in imported


@pytest.mark.parametrize(
    "command", ["map", "regenerate", "extract", "render", "geocode", "explain", "evaluate", "check"]
)
def test_every_commands_help_has_an_example(command: str, geomap_: Geomap):
    done = geomap_(command, "--help")
    assert done.code == 0
    assert f"geomap {command} " in done.out.split("Example")[1] or command in (
        "regenerate",
        "check",
    )


def test_version_is_told(geomap_: Geomap):
    done = geomap_("--version")
    assert (done.code, done.out) == (0, f"geomap {run.geomap_version()}\n")


def test_the_program_called_with_nothing_shows_its_help(geomap_: Geomap):
    done = geomap_()
    assert "Commands:" in done.out + done.err


def test_shell_completion_knows_the_commands():
    environment = {
        **os.environ,
        "_GEOMAP_COMPLETE": "complete_bash",
        "COMP_WORDS": "geomap re",
        "COMP_CWORD": "1",
    }
    done = program(env=environment)
    assert set(done.stdout.split()) == {"regenerate", "render"}


def test_whoever_stops_reading_standard_output_gets_no_traceback(tmp_path: Path):
    code = (
        "import sys\n"
        "from geomap.cli.talk import close_quietly, out\n"
        "for n in range(100_000): out('x' * 80)\n"
        "close_quietly()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_every_error_of_geomaps_is_one_kind():
    assert issubclass(GazetteerError, GeomapError)

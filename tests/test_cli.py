"""The commands that ask, and the program as a whole."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from cli_cases import Geomap, give_stdin

from geomap import run
from geomap.cli import talk
from geomap.errors import GazetteerError, GeomapError

# --- geocode -----------------------------------------------------------------------------------

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


# --- explain -----------------------------------------------------------------------------------


def test_explain_says_why_for_what_is_on_the_map_and_what_is_not(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    done = geomap_("explain", "outputs")
    on_map, off_map = done.out.split("Not on the map")
    assert "Izium" in on_map
    assert "a word of the sentence" in on_map
    assert "stands for a government, people or team" in off_map
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


def test_explain_names_what_is_spelt_alike_where_a_place_is_not_mentioned(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    done = geomap_("explain", "outputs", "Genva")
    assert (done.code, "No mention is of 'Genva'. Is it Geneva?" in done.err) == (2, True)
    geomap_("map", "news", "-o", "public", "--publish")
    done = geomap_("explain", "public", "Geneva")
    assert (done.code, "wrote without --publish" in done.err) == (2, True)


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


# --- check -------------------------------------------------------------------------------------


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
    Path("geomap.toml").write_text(
        'strict = true\ngeocoder = "atlas"\n[services.atlas]\napi_key = "hush"\nlang = "en"\n'
    )
    monkeypatch.setattr("geomap.names.Names.open", lambda path, **_: FewNames())
    told: list[Any] = []

    def service(names: Any, options: Any) -> Any:
        told.append(options)
        return stages.geocoder

    parts = {"readers": lambda settings: stages.reader, "geocoders": service}
    monkeypatch.setattr("geomap.seams.load", lambda group, name: parts[group])
    monkeypatch.setattr("geomap.cli.checks._LICENCES", ())
    done = geomap_("check")
    assert done.code == 0
    assert "strict = True" in done.out
    assert told == [{"api_key": "hush", "lang": "en"}]
    assert "hush" not in done.out
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


# --- evaluate ----------------------------------------------------------------------------------


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


# --- gazetteer ---------------------------------------------------------------------------------


class FewNames:
    version = "7"

    def info(self) -> dict[str, object]:
        return {"places": 3, "by_source": {"geonames": 2, "overlay": 1}, "attribution": ["A", "B"]}


def test_gazetteer_info_tells_what_it_holds_and_from_whom(
    geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("geomap.names.Names.open", lambda path, **_: FewNames())
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


# --- talk --------------------------------------------------------------------------------------


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


def test_progress_shows_what_is_newest_whenever_it_draws(monkeypatch: pytest.MonkeyPatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "120")
    with talk.progress("Reading articles") as advance:
        for number in range(5_000):
            advance.reach(number + 1, 5_000)
            advance(f"a{number}.txt")
        time.sleep(0.3)
        drawn = terminal.getvalue()
    assert "5,000" in drawn
    assert "a4999.txt" in drawn


# --- the whole program -------------------------------------------------------------------------


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
        "watch",
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
    "command",
    ["map", "watch", "regenerate", "extract", "render", "geocode", "explain", "evaluate", "check"],
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
        "from geomap.cli.talk import flush, out\n"
        "for n in range(100_000): out('x' * 80)\n"
        "flush()\n"
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

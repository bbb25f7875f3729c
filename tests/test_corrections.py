"""corrections.toml: what a person decided holds at every making, is shown, and is never lost."""

from __future__ import annotations

import json
import time
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from cli_cases import OUT, Geomap, bytes_of
from conftest import make_place, make_sighting
from correction_cases import HEAD, applied, toml

from geomap import run
from geomap.corrections import CORRECTIONS_FILE, gold_rows, load_corrections
from geomap.corrections.applying import off_map_reason
from geomap.corrections.toml_lines import find_lines
from geomap.errors import UsageError
from geomap.evaluate.gold import load_gold
from geomap.evaluate.lists import is_list
from geomap.grouping import group_events
from geomap.locate.placing import _off_map
from geomap.model import SectionKind, Sighting, Status, Usage

pytestmark = pytest.mark.usefixtures("plain_map")

# --- what is wrong is told with its line and the mend ---------------------------------------

ONE = make_sighting()


@pytest.mark.parametrize(
    ("wrong", "line", "told"),
    [
        ('schema = "geomap/corrections/9"\n', 1, "Write schema ="),
        (HEAD + "colour = 1\n", 2, "'colour' is unknown"),
        (HEAD + toml("colour", ONE), 4, "field is 'colour'. Write one of: confirm, hide"),
        (HEAD + toml("status", ONE, new='"happened"'), 5, "'happened', which is no status"),
        (HEAD + toml("status", ONE), 4, "there is no new"),
        (HEAD + toml("confirm", ONE, new='"yes"'), 5, "Delete the line"),
        (HEAD + toml("confirm", ONE, who='"  "'), 5, "Say who corrects"),
        (HEAD + toml("confirm", ONE, when='"yesterday"'), 6, "when = 2025-08-22"),
        (HEAD + toml("confirm", ONE, when="2025-08-22T10:00:00"), 6, "without its offset"),
        (HEAD + toml("confirm"), 3, "names no mention. Add [[correction.mention]]"),
        (HEAD + toml("place", ONE, new="{ lon = 48.1, lat = 137.7 }"), 5, "lon, then lat"),
        (HEAD + toml("place", ONE, new="{ lon = 48.1 }"), 5, "has no lat"),
        (HEAD + toml("place", ONE, new='{ lon = 1, lat = 2, kind = "pub" }'), 5, "Known: city"),
        (HEAD + toml("date", ONE, new='"last week"'), 5, "no EDTF date"),
        (HEAD + toml("date", ONE, new='"2025-13-45"'), 5, "no EDTF date"),
        (HEAD + toml("date", ONE, new="2025-08-21"), 5, "Write a text"),
        (HEAD + toml("date", ONE, new='"2025-08-21/2025-08-19"'), 5, "the first day first"),
        (HEAD + toml("place", ONE, new="{ lon = 1, lat = 2, radius_m = nan }"), 5, "is nan"),
        (HEAD + toml("place", ONE, new="{ lon = 1, lat = 2, radius_m = inf }"), 5, "Write metres"),
        (
            HEAD + 'correction = [\n  { field = "hide" },\n  { field = "x}" },\n]\n',
            3,
            "there is no who",
        ),
        (HEAD + "correction = 7\n", 2, "is no list of tables"),
        (HEAD + toml("merge", ONE, new='"s:1"'), 5, "Write the id of an event"),
        (HEAD + toml("confirm", ONE).replace("start = 40", "start = -1"), 10, "start is -1"),
        (HEAD + toml("confirm", ONE).replace("sha256:", "md5:"), 13, "sha256: and 64 digits"),
        (HEAD + toml("confirm", ONE).replace("  end", "  ende"), 7, "the mention has 'ende'"),
        (HEAD + toml("confirm", ONE) + toml("hid", ONE), 16, "field is 'hid'"),
        (HEAD + '[[correction]]\nwhy = """\nfield = "no"\n"""\nfield = "x"\n', 6, "field is 'x'"),
        (HEAD + '[[correction]]\nfield = "confirm\n', 3, "on one line: who ="),
        ("", 1, "there is no schema"),
        (HEAD + toml("confirm", ONE) + HEAD + toml("hide", ONE), 14, "stands once, at the top"),
        (HEAD + toml("hide", ONE).replace("[[correction]]", "[correction]"), 3, "before each"),
        (
            HEAD + toml("hide", ONE).replace("[[correction.mention]]", "[correction.mention]"),
            7,
            "mention is one table. Write [[correction.mention]]",
        ),
        (
            HEAD + toml("hide", ONE).replace("correction.mention", "correction.mentions"),
            7,
            "'mentions' is no key",
        ),
        (
            HEAD + toml("hide", ONE).replace("when =", "# when ="),
            3,
            "there is no when. Write a day",
        ),
        (HEAD + toml("hide", ONE, when="10:15:00"), 6, "when is '10:15:00'. Write a day"),
        (HEAD + toml("hide", ONE, who="“O. Reader”"), 5, "in straight"),
        (HEAD + toml("hide", ONE, when="22.08.2025"), 6, "when is 22.08.2025. Write a day"),
        (HEAD + toml("hide", ONE, when="2025-08-32"), 6, "when is 2025-08-32. Write a day"),
        (HEAD + toml("hide", ONE).replace("news/", "news\\t"), 9, "source is 'news\\t"),
        (HEAD + toml("hide", ONE, why='"C:\\Users"'), 5, "Write a backslash twice"),
        (HEAD + toml("hide", ONE, why='"a"\nwhy = "b"'), 6, "A key stands once"),
    ],
)
def test_an_error_is_told_with_its_line_and_the_mend(
    tmp_path: Path, wrong: str, line: int, told: str
):
    path = tmp_path / CORRECTIONS_FILE
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        load_corrections(path)
    assert f"corrections.toml line {line}" in str(error.value)
    assert told in str(error.value)


def test_an_error_in_line_12_stops_before_anything_is_read_or_written(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    before = bytes_of(OUT)
    stages.reader.read.clear()
    wrong = HEAD + toml("confirm", ONE).lstrip("\n").replace("sha256:", "md5:")
    assert wrong.splitlines()[11].startswith("  sentence = ")
    (OUT / CORRECTIONS_FILE).write_text(wrong)
    (news / "south.txt").write_text("Guns shelled Kyiv.")
    for command in (["map", "news"], ["regenerate"], ["regenerate", "--check"]):
        done = geomap_(*command)
        assert done.code == 2
        assert "corrections.toml line 12: sentence is 'md5:" in done.err
        assert "Write sha256: and 64 digits, or leave it out." in done.err
    assert stages.reader.read == []
    (OUT / CORRECTIONS_FILE).unlink()
    assert bytes_of(OUT) == before


@pytest.mark.parametrize("text", ['"' * 20_000, '\\"' * 20_000, "{[" * 20_000, "'\"" * 20_000])
def test_however_long_a_line_of_quotes_and_brackets_its_lines_are_found_at_once(text: str):
    started = time.perf_counter()
    find_lines(f"correction = [\n{text}\n{text} # {text}\n]\n")
    assert time.perf_counter() - started < 2


def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path: Path):
    path = tmp_path / CORRECTIONS_FILE
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + toml("hide", ONE)).replace("\n", "\r\n").encode())
    [one] = load_corrections(path)
    assert (one.field, one.line) == ("hide", 3)


# --- what is applied ------------------------------------------------------------------------


def test_each_field_is_applied_and_the_record_says_by_whom(tmp_path: Path):
    before = make_sighting(event_date="2025-08-20")
    [after] = applied(
        tmp_path,
        [before],
        toml("date", before, new='"2025-08-21"', why='"Said in line 3."'),
        toml("status", before, new='"ongoing"'),
        toml("place", before, new='{ lon = 30.5, lat = 50.45, name = "Kyiv", country = "UA" }'),
        toml("class", before, new='"diplomatic"'),
    )
    assert (after.site, after.status, after.event_type) == ("diplomatic", "ongoing", None)
    assert (after.event_date, after.date_basis) == ("2025-08-21", "stated")
    assert after.place is not None
    assert (after.place.id, after.place.name, after.place.kind) == (
        "own:30.50000,50.45000",
        "Kyiv",
        "city",
    )
    assert [mark.field for mark in after.corrected] == ["place", "class", "status", "date"]
    assert "date corrected by O. Reader, 2025-08-22, to 2025-08-21: Said in line 3." in after.why
    assert after.score.place is after.score.site is after.score.status is None
    assert after.on_map
    assert Sighting.model_validate_json(run.record_line(after)) == after


@pytest.mark.parametrize(
    ("corrections", "reason"),
    [
        ([("hide", {})], "hidden"),
        ([("hide", {}), ("confirm", {})], None),
        ([("confirm", {}), ("hide", {})], "hidden"),
        ([("class", {"new": '"none"'})], "no_event"),
        ([("usage", {"new": '"metonymic"'})], "metonymic"),
        ([("status", {"new": '"did_not_occur"'})], "did_not_occur"),
        ([("usage", {"new": '"metonymic"'}), ("usage", {"new": '"literal"'})], None),
    ],
)
def test_what_is_corrected_stands_on_the_map_or_off_it_as_it_should(
    tmp_path: Path, corrections: list[tuple[str, dict[str, str]]], reason: str | None
):
    before = make_sighting()
    [after] = applied(tmp_path, [before], *(toml(name, before, **m) for name, m in corrections))
    assert (after.on_map, after.off_map_reason) == (reason is None, reason)
    assert len(after.corrected) == 1


def test_a_name_that_was_read_as_no_event_can_be_brought_onto_the_map(tmp_path: Path):
    before = make_sighting(
        usage="metonymic", site="none", status=None, event_type=None, on_map=False,
        off_map_reason="metonymic",
    )  # fmt: skip
    [after] = applied(
        tmp_path,
        [before],
        toml("usage", before, new='"literal"'),
        toml("class", before, new='"battlefield"'),
    )
    assert (after.on_map, after.status) == (True, "occurred")
    assert len(group_events([after])) == 1


def test_what_its_source_took_back_stays_off_the_map_whatever_is_corrected(tmp_path: Path):
    before = make_sighting(on_map=False, off_map_reason="retracted")
    [after] = applied(tmp_path, [before], toml("status", before, new='"ongoing"'))
    assert (after.on_map, after.off_map_reason, after.status) == (False, "retracted", "ongoing")


def test_what_is_off_the_map_is_so_by_the_rule_of_locate():
    class Row:
        pass

    sections, usages, statuses = map(get_args, (SectionKind, Usage, Status))
    for section, usage, status, site, row in product(
        sections, usages, (*statuses, None), ("battlefield", "none"), (Row(), None)
    ):
        if (status is None) != (site == "none"):
            continue
        place = make_place() if row else None
        one = make_sighting(section=section, usage=usage, status=status, site=site, place=place)
        assert off_map_reason(one) == _off_map(one, row), one  # type: ignore[arg-type]


# --- from the command line ------------------------------------------------------------------


def record(text: str) -> Sighting:
    [found] = [s for s in run.load_records(OUT / "sightings.jsonl") if s.text == text]
    return found


def correct(*corrections: str) -> None:
    (OUT / CORRECTIONS_FILE).write_text(HEAD + "".join(corrections), encoding="utf-8")


def counts() -> dict[str, Any]:
    told = json.loads((OUT / "run.json").read_text())["corrections"]
    return {key: value for key, value in told.items() if key != "files"}


def test_a_correction_survives_a_new_reading_by_a_newer_model_of_an_edited_article(
    news: Path, stages: Any, geomap_: Geomap, monkeypatch: pytest.MonkeyPatch
):
    geomap_("map", "news")
    machine = record("Izium")
    correct(toml("status", machine, old='"occurred"', new='"ongoing"'))
    assert geomap_("regenerate", "--check").code == 1
    geomap_("regenerate")
    assert record("Izium").status == "ongoing"
    assert geomap_("regenerate", "--check").code == 0
    text = (news / "north.txt").read_text(encoding="utf-8")
    (news / "north.txt").write_text(text.replace("\n\nTroops", "\n\nNews first. Troops"))
    monkeypatch.setattr(stages.reader, "version", "words-2")
    geomap_("regenerate")
    again = record("Izium")
    assert again.id != machine.id
    assert (again.status, again.corrected[0].who) == ("ongoing", "O. Reader")
    assert counts() == {
        "total": 1, "applied": 1, "agreed": 0, "stale": 0, "overridden": 0, "no_effect": 0,
        "unmatched": 0,
    }  # fmt: skip
    geomap_("map", "news", "-o", "scratch", "--corrections", str(OUT / CORRECTIONS_FILE))
    assert bytes_of(OUT)["sightings.jsonl"] == bytes_of(Path("scratch"))["sightings.jsonl"]


def test_render_of_corrected_records_gives_the_same_events(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    correct(toml("hide", record("Geneva")))
    geomap_("regenerate")
    assert geomap_("render", str(OUT / "sightings.jsonl"), "-o", "again").code == 0
    for name in ("events.geojson", "sites.geojson", "sightings.jsonl"):
        assert (OUT / name).read_bytes() == Path("again", name).read_bytes()


def test_taking_a_correction_back_gives_what_the_machine_read(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    before = bytes_of(OUT)["sightings.jsonl"]
    correct(toml("hide", record("Izium")))
    geomap_("regenerate")
    (OUT / run.STORE_FILE).unlink()  # then what is corrected is read again, and nothing else
    (OUT / CORRECTIONS_FILE).unlink()
    stages.reader.read.clear()
    geomap_("regenerate")
    assert stages.reader.read == ["news/north.txt"]
    assert bytes_of(OUT)["sightings.jsonl"] == before


def test_a_correction_that_matches_nothing_is_reported_and_counted(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    correct(toml("hide", record("Izium")), toml("confirm", make_sighting("gone")))
    done = geomap_("regenerate")
    assert done.code == 0
    assert (
        "corrections.toml line 15 matches nothing any more: there is no record of an article"
        in done.err
    )
    assert counts()["unmatched"] == 1
    done = geomap_("corrections", "check")
    assert done.code == 1
    assert "2 corrections: 1 matches nothing, 0 stale." in done.err


def test_corrections_are_listed_with_what_became_of_them(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    izium, geneva = record("Izium"), record("Geneva")
    correct(
        toml("status", izium, old='"occurred"', new='"ongoing"', why='"It goes on."'),
        toml("date", geneva, old='"2025-01-01"', new='"2025-08-25"'),
    )
    geomap_("regenerate")
    done = geomap_("corrections", "list")
    assert done.code == 0
    assert "occurred" in done.out
    assert "It goes on." in done.out
    told = json.loads(geomap_("corrections", "list", "--json").out)
    assert [(one["field"], one["state"], one["line"]) for one in told] == [
        ("status", "applied", 3),
        ("date", "stale", 18),
    ]
    assert geomap_("corrections", "check").code == 0
    assert geomap_("corrections", "list", "news").code == 2


def test_what_is_exported_is_annotation_that_evaluate_reads(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    assert geomap_("corrections", "export", "-o", "gold").code == 2
    correct(
        toml("status", record("Izium"), new='"ongoing"', why='"It goes on."'),
        toml("confirm", record("Geneva")),
    )
    geomap_("regenerate")
    done = geomap_("corrections", "export", "-o", "gold")
    assert (done.code, done.out) == (0, "gold/corrections.jsonl\n")
    rows = [json.loads(line) for line in Path("gold/corrections.jsonl").read_text().splitlines()]
    assert [(r["surface"], r["status"], r["judged"]) for r in rows] == [
        ("Izium", "ongoing", ["status"]),
        ("Geneva", "planned", [
            "event_date", "map_default", "place", "site_class", "status", "usage",
        ]),
    ]  # fmt: skip
    assert not is_list(Path("gold/corrections.jsonl"))
    gold = load_gold(Path("gold/corrections.jsonl"))
    assert [len(text.mentions) for text in gold.texts] == [1, 1]
    assert not gold.spans_complete
    izium = next(m for text in gold.texts for m in text.mentions if m.surface == "Izium")
    assert (izium.status, izium.site, izium.lat) == (frozenset({"ongoing"}), None, None)
    (news / "south.txt").write_text("Something else.")
    done = geomap_("corrections", "export", "-o", "gold")
    assert done.code == 1
    assert "left out 'Geneva' in news/south.txt" in done.err


def test_who_corrected_is_nobodys_business_on_a_map_for_anyone(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    correct(toml("status", record("Izium"), new='"ongoing"', why='"A source of mine."'))
    path = str(OUT / CORRECTIONS_FILE)
    geomap_("map", "news", "-o", "public", "--publish", "--corrections", path)
    told = Path("public/events.geojson").read_text(encoding="utf-8")
    assert "corrected by an editor" in told
    assert "O. Reader" not in told
    assert "A source of mine" not in told


def test_a_file_that_is_named_and_not_there_is_told(news: Path, stages: Any, geomap_: Geomap):
    done = geomap_("map", "news", "--corrections", "gone.toml")
    assert done.code == 2
    assert "gone.toml isn't there" in done.err


def test_what_is_no_literal_place_is_exported_without_a_class(tmp_path: Path):
    one = make_sighting()
    [row] = gold_rows(applied(tmp_path, [one], toml("usage", one, new='"metonymic"')))
    assert (row["usage"], row["site_class"], row["status"]) == ("metonymic", "none", None)
    assert row["judged"] == ["map_default", "site_class", "usage"]


def test_what_was_rendered_is_not_corrected_and_says_so(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    geomap_("render", str(OUT / "sightings.jsonl"), "-o", "rendered")
    Path("rendered", CORRECTIONS_FILE).write_text(HEAD + toml("hide", record("Izium")))
    assert "corrections.toml is not applied" in geomap_("regenerate", "rendered").err
    done = geomap_("corrections", "check", "rendered")
    assert (done.code, "was rendered from" in done.err) == (2, True)


def test_a_folder_for_the_public_says_that_it_has_no_records(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    hidden = toml("hide", record("Izium"))
    geomap_("map", "news", "-o", "public", "--publish")
    Path("public", CORRECTIONS_FILE).write_text(HEAD + hidden)
    for command in (["list", "public"], ["check", "public"], ["export", "public", "-o", "gold"]):
        done = geomap_("corrections", *command)
        assert (done.code, "made with --publish" in done.err) == (2, True)

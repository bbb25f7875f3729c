"""What changed between two maps: told once, in words, and shown in the map's list."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_cases import OUT, Geomap, bytes_of
from conftest import make_place, make_sighting

from geomap import run
from geomap.export.geojson import events_geojson, geojson_bytes
from geomap.grouping import group_events
from geomap.model import Attribution, Casualties, Sighting
from geomap.run import differing

GENEVA = make_place("geonames:2660646", "Geneva", country="CH", lon=6.15, lat=46.2)


def talks(article: str, day: int, **facts: Any) -> Sighting:
    values = {"site": "diplomatic", "event_type": "talks", "place": GENEVA, "text": "Geneva"}
    return make_sighting(article, date(2025, 8, day), **{**values, **facts})


def changes(tmp_path: Path, old: list[Sighting], new: list[Sighting]) -> list[run.Change]:
    for name, sightings in (("old", old), ("new", new)):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        made = events_geojson(group_events(sightings))
        (folder / "events.geojson").write_bytes(geojson_bytes(made))
        (folder / "sightings.jsonl").write_bytes(run.records(sightings))
        articles = [{"id": s.article.id, "source": s.article.source} for s in sightings]
        (folder / "run.json").write_text(json.dumps({"articles": articles}))
    return list(run.diff(tmp_path / "old", tmp_path / "new").changes)


def test_nothing_changed_between_a_map_and_itself(tmp_path: Path):
    assert changes(tmp_path, [make_sighting()], [make_sighting()]) == []


def test_a_meeting_that_was_proposed_and_is_held_is_one_event_that_changed(tmp_path: Path):
    before = talks("a", 20, status="proposed", event_date="2025-08-22")
    after = talks("b", 22, status="occurred", event_date="2025-08-22")
    [change] = changes(tmp_path, [before], [before, after])
    assert change.kinds == ("status", "sources")
    assert change.words == "proposed → held; new copy: news/b.txt"
    assert (change.sources_independent_was, change.sources_independent) == (1, 1)  # a copy


def test_what_speaks_for_itself_is_a_new_source_and_what_repeats_is_a_copy(tmp_path: Path):
    said = "Shells fell on the {} of Izium on Thursday, and {} were taken to the hospital."
    one = make_sighting("a", sentence=said.format("market", "nine people"), publisher="Wire")
    copy = make_sighting("b", sentence=one.sentence, publisher="Post")
    own = make_sighting(
        "c", sentence="Nine were wounded by shells at Izium's market.", publisher="Mail"
    )
    [change] = changes(tmp_path, [one], [one, copy])
    assert change.words == "new copy: Post"
    [change] = changes(tmp_path, [one], [one, copy, own])
    assert change.words == "new sources: Mail, Post (2 independent, 1 before)"


def test_a_new_event_and_one_that_its_source_took_back_are_told(tmp_path: Path):
    one, two = make_sighting("a"), talks("b", 21)
    taken = one.model_copy(update={"on_map": False, "off_map_reason": "retracted"})
    new, gone = changes(tmp_path, [one], [taken, two])
    assert (new.kinds, new.was, new.words) == (("new",), None, "new: held")
    assert (gone.kinds, gone.words) == (("withdrawn",), "withdrawn: taken back by its source")


def test_an_event_is_gone_with_its_article_or_because_it_says_so_no_more(tmp_path: Path):
    one, two = make_sighting("a"), talks("b", 21)
    [gone] = changes(tmp_path, [one, two], [two])
    assert gone.reason == "its articles are gone"
    other = make_sighting("a", start=3, on_map=False, off_map_reason="no_event", sentence="No.")
    [gone] = changes(tmp_path, [one, two], [other, two])
    assert gone.reason == "its articles don't say so any more"


def test_files_that_move_and_rows_that_move_up_are_no_news_but_their_being_gone_is(tmp_path: Path):
    def row(name: str, source: str) -> Sighting:
        one = make_sighting(name, place=make_place(f"geonames:{name}", name))
        return one.model_copy(update={"article": one.article.model_copy(update={"source": source})})

    assert changes(tmp_path, [row("1", "news/1.txt")], [row("1", "news/old/1.txt")]) == []
    before = [row("1", "a.jsonl#1"), row("2", "a.jsonl#2")]
    [gone] = changes(tmp_path, before, [row("2", "a.jsonl#1")])
    assert (gone.name, gone.reason) == ("1", "its articles are gone")


def test_where_the_new_map_tells_nothing_of_an_event_that_is_all_that_is_said(tmp_path: Path):
    changes(tmp_path, [make_sighting("a"), talks("b", 21)], [talks("b", 21)])
    for name in ("run.json", "sightings.jsonl"):
        (tmp_path / "new" / name).unlink()
    [gone] = run.diff(tmp_path / "old", tmp_path / "new").changes
    assert gone.words == "withdrawn: not in the new map"
    (tmp_path / "new/run.json").write_text('{"articles": [{"id": "sha256:b", "source": "b"}]}')
    [gone] = run.diff(tmp_path / "old", tmp_path / "new").changes
    assert gone.reason == "its articles are gone"


def test_a_denial_a_toll_that_rises_and_more_reports_are_news(tmp_path: Path):
    def toll(killed: int) -> dict[str, Any]:
        told = {"text": f"{killed}", "start": 0, "end": 1, "low": killed, "high": killed}
        return {"casualties": (Casualties(**told, kind="killed", said_by=None),)}

    def report(name: str, **facts: Any) -> Sighting:
        return make_sighting(name, event_date="2025-08-20", publisher="The Wire", **facts)

    first = report("a", **toll(3))
    [change] = changes(tmp_path, [first], [first, report("b", **toll(5))])
    assert change.words == "killed, the most told: 3 → 5"
    at_least = Casualties(
        text="at least 9", start=0, end=1, low=9, high=None, kind="killed", said_by=None
    )
    [change] = changes(tmp_path, [first], [first, report("b", casualties=(at_least,))])
    assert change.words == "killed, the most told: 3 → 9"
    [change] = changes(tmp_path, [first], [first, report("b", **toll(3))])
    assert (change.kinds, change.words) == (("reports",), "1 new report")
    denied = report(
        "b", status="did_not_occur", on_map=False, off_map_reason="did_not_occur",
        attribution=Attribution(voice="denied", by="the army"),
    )  # fmt: skip
    [change] = changes(tmp_path, [first], [first, denied])
    assert (change.kinds, change.words) == (("denied",), "now denied by the army")


def test_an_earlier_report_that_gives_an_event_a_new_id_makes_no_new_event(tmp_path: Path):
    before = make_sighting("b", date(2025, 8, 21), event_date="2025-08-20")
    earlier = make_sighting("a", date(2025, 8, 20), event_date="2025-08-20")
    [was] = group_events([before])
    [change] = changes(tmp_path, [before], [earlier, before])
    assert change.kinds == ("sources",)
    assert change.was == was.id != change.event


def test_an_article_that_was_edited_tells_of_the_same_event(tmp_path: Path):
    before = make_sighting(status="planned", event_date="2025-08-24")
    ref = before.article.model_copy(update={"id": "sha256:other"})
    after = before.model_copy(
        update={"id": "m:00000000000000aa", "article": ref, "event_date": "2025-08-25"}
    )
    [change] = changes(tmp_path, [before], [after])
    assert (change.kinds, change.words) == (("date",), "2025-08-24 → 2025-08-25")


def test_events_that_are_joined_and_split_off_are_no_news_of_their_own(tmp_path: Path):
    def report(name: str, place: Any) -> Sighting:
        return make_sighting(name, event_date="2025-08-20", place=place)

    one, two = (report(name, make_place(f"geonames:{name}", name)) for name in ("1", "2"))
    same = [one, two.model_copy(update={"place": one.place})]
    assert len(group_events(same)) == 1
    words = {change.kinds: change.words for change in changes(tmp_path, [one, two], same)}
    assert words["joined",] == "joined to 1, air strike, 2025-08-20"
    words = {change.kinds: change.words for change in changes(tmp_path, same, [one, two])}
    assert words["split",] == "split off from 1, air strike, 2025-08-20"
    assert not any("new" in kinds for kinds in words)


def test_the_published_schema_is_that_of_a_diff_and_a_diff_fits_it(tmp_path: Path):
    path = Path(differing.__file__).with_name("diff.schema.json")
    assert json.loads(path.read_text(encoding="utf-8")) == differing.diff_schema(), (
        "The diff changed. If that is right, write diff_schema() to diff.schema.json."
    )
    jsonschema = pytest.importorskip("jsonschema")
    changes(tmp_path, [make_sighting("a")], [talks("b", 21)])
    found = json.loads(run.diff(tmp_path / "old", tmp_path / "new").model_dump_json())
    jsonschema.Draft202012Validator(differing.diff_schema()).validate(found)


# --- from the command line ------------------------------------------------------------------


def test_a_day_more_is_told_as_a_table_as_json_and_on_a_page(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news", "-o", "monday")
    assert geomap_("diff", "monday", "monday").err == "Nothing changed.\n"
    (news / "new.txt").write_text("Date: 2025-08-22\n\nGuns shelled Kyiv.")
    (news / "north.txt").unlink()
    geomap_("map", "news", "-o", "tuesday")
    done = geomap_("diff", "monday", "tuesday", "--map", "tuesday/changes.html")
    assert done.code == 0
    assert "Kyiv" in done.out
    assert "withdrawn: its articles are gone" in done.out
    assert "Events: 1 new, 1 withdrawn." in done.err
    assert Path("tuesday/changes.html").is_file()
    told = json.loads(geomap_("diff", "monday", "tuesday/events.geojson", "--json").out)
    assert (told["schema"], told["counts"]) == ("geomap/diff/1", {"new": 1, "withdrawn": 1})


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("outputs", "--map outputs is a folder. Name a file in it: --map outputs/changes.html."),
        ("outputs/map.html", "would be lost. Name another: --map outputs/changes.html."),
        ("outputs/events.geojson", "would be lost"),
    ],
)
def test_a_page_of_changes_takes_the_place_of_no_map(
    news: Path, stages: Any, geomap_: Geomap, page: str, told: str
):
    geomap_("map", "news")
    before = bytes_of(OUT)
    done = geomap_("diff", str(OUT), str(OUT), "--map", page)
    assert done.code == 2
    assert told in done.err
    assert bytes_of(OUT) == before


@pytest.mark.parametrize("old", ["nowhere", "news", "run.json"])
def test_what_is_no_map_is_told(news: Path, stages: Any, geomap_: Geomap, old: str):
    geomap_("map", "news")
    Path("run.json").write_text("{}")
    done = geomap_("diff", old, str(OUT))
    assert done.code == 2
    assert "Traceback" not in done.err

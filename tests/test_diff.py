"""What changed between two maps: told once, in words, and shown in the map's list."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_cases import OUT, Geomap
from conftest import make_place, make_sighting

from geomap import run
from geomap.export.geojson import events_geojson, geojson_bytes
from geomap.grouping import group_events
from geomap.model import Sighting
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
        articles = [{"source": s.article.source} for s in sightings]
        (folder / "run.json").write_text(json.dumps({"articles": articles}))
    return list(run.diff(tmp_path / "old", tmp_path / "new").changes)


def test_nothing_changed_between_a_map_and_itself(tmp_path: Path):
    assert changes(tmp_path, [make_sighting()], [make_sighting()]) == []


def test_a_meeting_that_was_proposed_and_is_held_is_one_event_that_changed(tmp_path: Path):
    before = talks("a", 20, status="proposed", event_date="2025-08-22")
    after = talks("b", 22, status="occurred", event_date="2025-08-22")
    [change] = changes(tmp_path, [before], [before, after])
    assert change.kinds == ("status", "sources")
    assert change.words == "proposed → held; new source: news/b.txt"
    assert (change.sources_independent_was, change.sources_independent) == (1, 1)  # a copy


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
    kinds = [change.kinds for change in changes(tmp_path, [one, two], same)]
    assert ("joined",) in kinds
    kinds = [change.kinds for change in changes(tmp_path, same, [one, two])]
    assert ("split",) in kinds
    assert not any("new" in kind for kind in kinds)


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


@pytest.mark.parametrize("old", ["nowhere", "news", "run.json"])
def test_what_is_no_map_is_told(news: Path, stages: Any, geomap_: Geomap, old: str):
    geomap_("map", "news")
    Path("run.json").write_text("{}")
    done = geomap_("diff", old, str(OUT))
    assert done.code == 2
    assert "Traceback" not in done.err

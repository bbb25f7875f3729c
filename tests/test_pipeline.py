"""The stages follow each other, and what was read once is not read again."""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import folium
import pytest

import geomap
from geomap import pipeline, run
from geomap.errors import UsageError
from geomap.settings import Settings
from geomap.stages import Stages

OUT = Path("out")


pytestmark = pytest.mark.usefixtures("plain_map")


def make(*inputs: str, **facts: Any) -> run.Run:
    made, files = pipeline.make(inputs, OUT, settings=Settings(), **facts)
    run.write_files(OUT, {**files, "run.json": made.dump()})
    return made


def remake() -> tuple[run.Run, dict[str, bytes], list[run.Reading]]:
    seen: list[Any] = []
    made, files = pipeline.remake(OUT, watch=seen.append)
    return made, files, [one for one in seen if isinstance(one, run.Reading)]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_run_writes_every_file_and_its_counts_balance(news: Path, stages: Any):
    made = make("news")
    assert sorted(bytes_of(OUT)) == [
        "events.geojson",
        "map.html",
        "run.json",
        "sightings.jsonl",
        "sites.geojson",
    ]
    mentions = made.counts.mentions
    assert (mentions.total, mentions.on_map) == (4, 2)
    assert mentions.not_on_map == {"metonymic": 1, "no_event": 1}
    assert (made.counts.events, made.counts.sites_by_class) == (
        2,
        {"battlefield": 1, "diplomatic": 1},
    )
    assert [article.source for article in made.articles] == ["news/north.txt", "news/south.txt"]
    assert [kept.path for kept in made.inputs] == ["../news/north.txt", "../news/south.txt"]
    assert made.files["sites.geojson"] == run.sha256((OUT / "sites.geojson").read_bytes())


def test_geojson_has_a_feature_a_line(news: Path, stages: Any):
    make("news")
    text = (OUT / "sites.geojson").read_text(encoding="utf-8")
    assert len(json.loads(text)["features"]) == 2
    assert len(text.splitlines()) == 4


def test_regenerating_reads_nothing_again_and_gives_the_same_bytes(news: Path, stages: Any):
    make("news")
    before = bytes_of(OUT)
    stages.reader.read.clear()
    made, files, readings = remake()
    assert stages.reader.read == []
    assert [reading.again for reading in readings] == [False, False]
    assert {**files, "run.json": made.dump()} == before


def test_only_the_article_that_changed_is_read_again(news: Path, stages: Any):
    make("news")
    stages.reader.read.clear()
    (news / "south.txt").write_text("Guns shelled Kyiv.", encoding="utf-8")
    made, _, _ = remake()
    assert stages.reader.read == ["news/south.txt"]
    assert made.counts.mentions.on_map == 2
    assert made.counts.sites_by_class == {"battlefield": 2}


def test_an_article_that_was_renamed_is_not_read_again_and_its_records_name_its_source(
    news: Path, stages: Any
):
    make("news")
    stages.reader.read.clear()
    (news / "south.txt").rename(news / "west.txt")
    made, files, _ = remake()
    assert stages.reader.read == []
    assert [article.source for article in made.articles] == ["news/north.txt", "news/west.txt"]
    assert b"news/south.txt" not in files["sightings.jsonl"]


def test_another_version_of_a_part_reads_everything_again(
    news: Path, stages: Any, monkeypatch: pytest.MonkeyPatch
):
    make("news")
    stages.reader.read.clear()
    parts = stages.parts.model_copy(update={"gazetteer": "2"})
    other = Stages(stages.reader, stages.geocoder, parts)
    monkeypatch.setattr(Stages, "open", lambda settings, *, progress=False: other)
    made, _, _ = remake()
    assert len(stages.reader.read) == 2
    assert made.parts == parts


def test_records_that_someone_edited_are_not_taken_for_readings(news: Path, stages: Any):
    make("news")
    stages.reader.read.clear()
    path = OUT / "sightings.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("Izium", "Iziom"), encoding="utf-8")
    _, files, _ = remake()
    assert len(stages.reader.read) == 2
    assert b"Iziom" not in files["sightings.jsonl"]


def test_outputs_are_made_again_from_another_folder(
    news: Path, stages: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    make("news")
    before = bytes_of(OUT)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    made, files = pipeline.remake(Path("../out"))
    assert {**files, "run.json": made.dump()} == before


def test_an_input_that_is_gone_is_skipped_with_its_articles(news: Path, stages: Any):
    make("news/north.txt", "news/south.txt")
    (news / "south.txt").unlink()
    made, files, _ = remake()
    assert [article.source for article in made.articles] == ["news/north.txt"]
    assert [(one.source, one.reason[:7]) for one in made.skipped] == [("news/south.txt", "is gone")]
    assert made.arguments == ("news/north.txt", "news/south.txt")
    assert b"news/south.txt" not in files["sightings.jsonl"]


def test_when_every_input_is_gone_it_is_told_and_nothing_is_made(news: Path, stages: Any):
    make("news/south.txt")
    (news / "south.txt").unlink()
    with pytest.raises(UsageError, match=r"there any more: news/south\.txt\. Put it back"):
        remake()


def test_an_absolute_input_is_kept_relative(news: Path, stages: Any):
    made = make(str(news))
    assert made.arguments == ("news",)
    assert made.articles[0].source == "news/north.txt"


def test_outputs_from_standard_input_are_made_again_from_their_records(
    news: Path, stages: Any, monkeypatch: pytest.MonkeyPatch
):
    stdin = io.TextIOWrapper(io.BytesIO(b"Troops shelled Izium."))
    monkeypatch.setattr(sys, "stdin", stdin)
    make("news/south.txt", "-", "news/north.txt")
    before = bytes_of(OUT)
    stages.reader.read.clear()
    made, files, _ = remake()
    assert stages.reader.read == []
    assert {**files, "run.json": made.dump()} == before


def test_standard_input_can_not_be_read_again_by_another_reader(
    stages: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Troops shelled Izium.")))
    make("-")
    other = Stages(
        stages.reader, stages.geocoder, stages.parts.model_copy(update={"gazetteer": "2"})
    )
    monkeypatch.setattr(Stages, "open", lambda settings, *, progress=False: other)
    with pytest.raises(UsageError, match="standard input, which can't be read again"):
        remake()


def test_records_give_the_same_files_as_the_articles_they_are_of(news: Path, stages: Any):
    _, files = pipeline.make(["news"], OUT, settings=Settings())
    sightings = list(run.parse_records(files["sightings.jsonl"].splitlines(), origin="test"))
    made, again = pipeline.make_from_records(sightings, "-", OUT)
    assert again == files
    assert made.counts.articles_read == 2


def test_rendered_outputs_are_made_again_from_their_records(news: Path, stages: Any):
    _, files = pipeline.make(["news"], OUT, settings=Settings())
    Path("records.jsonl").write_bytes(files["sightings.jsonl"])
    sightings = run.load_records(Path("records.jsonl"))
    made, again = pipeline.make_from_records(sightings, "records.jsonl", OUT)
    run.write_files(OUT, {**again, "run.json": made.dump()})
    made_again, files_again = pipeline.remake(OUT)
    assert (made_again, files_again) == (made, again)


def test_one_unreadable_article_does_not_stop_the_run(news: Path, stages: Any):
    (news / "empty.txt").write_text("")
    made = make("news")
    assert made.counts.articles_read == 2
    assert [skip.source for skip in made.skipped] == ["news/empty.txt"]
    assert made.counts.articles_found == 3


# --- the public functions -------------------------------------------------------------------


def test_read_article_gives_every_place_name_with_its_offsets(stages: Any, fresh_api: None):
    text = "Troops shelled Izium. Kyiv wants an answer."
    found = geomap.read_article(text, published="2025-08-21", title="A title")
    assert [text[one.start : one.end] for one in found] == ["Izium", "Kyiv"]
    assert [one.on_map for one in found] == [True, False]
    assert str(found[0].article.published) == "2025-08-21"
    assert found[0].article.title == "A title"


def test_read_article_gives_one_sighting_for_each_span_in_its_order(stages: Any, fresh_api: None):
    text = "Troops shelled Izium. Kyiv wants an answer."
    found = geomap.read_article(text, spans=[(22, 26), (15, 20), (22, 26)])
    assert [one.text for one in found] == ["Kyiv", "Izium", "Kyiv"]


@pytest.mark.parametrize("day", ["2025-08-20", date(2025, 8, 20), datetime(2025, 8, 20, 9, 30)])
def test_a_day_may_come_as_text_as_a_date_or_with_its_hour(stages: Any, fresh_api: None, day: Any):
    (found,) = geomap.read_article("Guns shelled Kyiv.", published=day)
    assert found.article.published == date(2025, 8, 20)


def test_what_is_no_day_is_told(stages: Any, fresh_api: None):
    with pytest.raises(UsageError, match="published is 20, which is no date"):
        geomap.read_article("Guns shelled Kyiv.", published=20)  # type: ignore[arg-type]


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (5, 2), (0, 100)])
def test_a_span_outside_the_text_is_told(stages: Any, fresh_api: None, span: tuple[int, int]):
    with pytest.raises(UsageError, match="is empty or outside the text of 7"):
        geomap.read_article("In Kyiv", spans=[span])


def test_a_date_that_is_none_is_told_with_its_value(stages: Any, fresh_api: None):
    with pytest.raises(UsageError, match="'last Friday', which is no date"):
        geomap.read_article("In Kyiv", published="last Friday")


def test_read_yields_sightings_and_warns_of_what_it_can_not_read(
    news: Path, stages: Any, fresh_api: None
):
    (news / "empty.txt").write_text("")
    with pytest.warns(UserWarning, match=r"skipped news/empty\.txt"):
        found = list(geomap.read("news"))
    assert [one.text for one in found] == ["Izium", "Kyiv", "Geneva", "Nowhereville"]


def test_frames_and_map_come_of_sightings(stages: Any, fresh_api: None):
    found = geomap.read_article("Troops shelled Izium. Envoys met for talks in Geneva.")
    assert sorted(geomap.sites(found)["name"]) == ["Geneva", "Izium"]
    assert len(geomap.events(found)) == 2
    assert isinstance(geomap.make_map(found), folium.Map)


def test_the_shipped_reader_and_gazetteer_read_and_place_an_article(fresh_api: None):
    text = "Russian missiles struck the port of Odesa on Tuesday, the regional governor said."
    found = {one.text: one for one in geomap.read_article(text, published="2025-08-21")}
    assert found["Odesa"].place is not None
    assert found["Odesa"].place.id == "geonames:698740"
    assert found["Russian"].usage == "demonym"
    (given,) = geomap.read_article(text, spans=[(36, 41)])
    assert given.text == "Odesa"


def test_the_public_names_are_these_and_each_can_be_had():
    assert geomap.__all__ == [
        "Article",
        "Attribution",
        "Candidate",
        "Event",
        "Mention",
        "Place",
        "Settings",
        "Sighting",
        "Site",
        "events",
        "make_map",
        "read",
        "read_article",
        "sites",
        "weigh",
    ]
    for name in [*geomap.__all__, "__version__"]:
        assert getattr(geomap, name) is not None
        assert name in dir(geomap)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        geomap.nothing  # noqa: B018

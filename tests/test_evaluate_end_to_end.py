"""`geomap evaluate` on files of both formats, with a reader of which all is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_cases import Geomap

from geomap.errors import UsageError
from geomap.evaluate import main
from geomap.evaluate.gold import load_gold
from geomap.settings import Settings

TEXT = "Troops shelled Izium overnight. Envoys will meet for talks in Geneva. Kyiv wants an answer."


def toponym(surface: str, **given: Any) -> dict[str, Any]:
    start = TEXT.index(surface)
    return {"start": start, "end": start + len(surface), "surface": surface, **given}


def mention(surface: str, **given: Any) -> dict[str, Any]:
    """Return a row of the gold format, of what stands on no map unless `given` says so."""
    row = {"doc": "mine/a", "usage": "literal", "site_class": "none", "map_default": False}
    return {**toponym(surface), **row, **given}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a folder with one text, annotated in both formats."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    rows = [
        mention("Izium", site_class="battlefield", status="occurred", map_default=True)
        | {"kind": "city", "lon": 37.26, "lat": 49.21, "tolerance_km": 15},
        mention("Geneva", site_class="diplomatic", status="ruled_out", map_default=True),
        mention("Kyiv", usage="metonymic"),
    ]
    (folder / "mine.jsonl").write_text("\n".join(map(json.dumps, rows)))
    marked = [
        toponym("Izium", lon=37.26, lat=49.21, geonames_id=707753, type="lit"),
        toponym("Geneva", lon=6.15, lat=47.2, literal=True),
        toponym("Kyiv", lon=30.52, lat=50.45, geonames_id="703448", literal=False),
    ]
    document = {"doc_id": 7, "title": "", "text": TEXT, "toponyms": marked}
    (folder / "points.jsonl").write_text(json.dumps(document))
    return folder


def test_every_file_of_a_folder_is_measured_by_its_format(gold: Path, stages: Any):
    results = main([gold], settings=Settings())
    assert sorted(results) == ["mine", "points"]
    mine = {name: figure["value"] for name, figure in results["mine"]["figures"].items()}
    assert mine["exact F1"] == mine["usage accuracy"] == mine["map F1"] == 1.0
    assert mine["status accuracy"] == 0.5  # planned talks that the annotation calls ruled out
    assert mine["map place hit"] == 1.0

    points = results["points"]["figures"]
    assert points["exact F1"] == {"value": 1.0, "n": 3}
    # Geneva is annotated 111 km off, which is inside the 161 km and outside the 20 km.
    assert points["accuracy within 161 km, spans given"]["value"] == 1.0
    assert points["accuracy within 20 km, spans given"]["value"] == pytest.approx(2 / 3, abs=1e-3)


def test_the_digest_is_that_of_annotations_and_texts(gold: Path):
    before = load_gold(gold / "mine.jsonl").digest
    assert load_gold(gold / "mine.jsonl").digest == before
    (gold / "a.txt").write_text(TEXT + " And so on.")
    assert load_gold(gold / "mine.jsonl").digest != before


def test_the_command_shows_each_corpus_with_its_n(gold: Path, stages: Any, geomap_: Geomap):
    done = geomap_("evaluate", str(gold))
    assert done.code == 0
    assert "mine" in done.out and "points" in done.out
    as_json = json.loads(geomap_("evaluate", str(gold / "mine.jsonl"), "--json").out)
    assert as_json["mine"]["figures"]["exact F1"] == {"value": 1.0, "n": 3}


def test_a_text_that_lies_beside_no_annotation_is_told(gold: Path):
    (gold / "a.txt").unlink()
    with pytest.raises(UsageError, match=r"no text for 'mine/a'\. Put a\.txt beside"):
        load_gold(gold / "mine.jsonl")


def test_texts_may_lie_in_a_folder_of_the_annotations_name(gold: Path):
    (gold / "mine").mkdir()
    (gold / "a.txt").rename(gold / "mine" / "a.txt")
    assert load_gold(gold / "mine.jsonl").texts[0].text == TEXT


def test_annotations_that_are_not_there_are_told(tmp_path: Path, geomap_: Geomap):
    done = geomap_("evaluate", str(tmp_path / "gone.jsonl"))
    assert done.code == 2
    assert "gone.jsonl" in done.err


def test_two_files_of_one_name_have_a_table_each(gold: Path, stages: Any, geomap_: Geomap):
    other = gold / "other"
    other.mkdir()
    for name in ("mine.jsonl", "a.txt"):
        (other / name).write_bytes((gold / name).read_bytes())
    found = json.loads(geomap_("evaluate", str(gold), "--json").out)
    assert {str(gold / "mine.jsonl"), str(other / "mine.jsonl")} <= set(found)


def test_a_folder_without_annotations_is_told(tmp_path: Path, geomap_: Geomap):
    (tmp_path / "a.txt").write_text("Shells fell.")
    done = geomap_("evaluate", str(tmp_path))
    assert done.code == 2
    assert "no annotated data there" in done.err


def test_the_settings_beside_the_annotations_count(gold: Path, stages: Any, geomap_: Geomap):
    (gold / "geomap.toml").write_text("readr = 1")
    done = geomap_("evaluate", str(gold / "mine.jsonl"))
    assert done.code == 2
    assert "geomap.toml: readr" in done.err

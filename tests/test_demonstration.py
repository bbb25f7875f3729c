"""The committed demonstration is what geomap makes of tests/articles today, and it is whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Done

from geomap.export.formats import json_schema

ROOT = Path(__file__).parents[1]
DEMONSTRATION = ROOT / "outputs" / "demonstration"

pytestmark = pytest.mark.skipif(
    not (DEMONSTRATION / "run.json").is_file(),
    reason="outputs/demonstration is not there: `make demonstration` makes it",
)


def content(name: str) -> Any:
    return json.loads((DEMONSTRATION / name).read_text(encoding="utf-8"))


def records() -> list[dict[str, Any]]:
    lines = (DEMONSTRATION / "sightings.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_demonstration_is_fresh(geomap_: Callable[..., Done], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    done = geomap_("regenerate", "outputs/demonstration", "--check")
    assert done.code == 0, f"{done.err}\nIf that is right, `make demonstration` and read the diff."


def test_the_demonstration_reads_every_article_and_its_counts_balance():
    counts = content("run.json")["counts"]
    assert counts["articles_read"] >= 10
    assert counts["articles_skipped"] == 0
    mentions = counts["mentions"]
    assert mentions["total"] == mentions["on_map"] + sum(mentions["not_on_map"].values())
    found = records()
    assert mentions["total"] == len(found)
    assert mentions["on_map"] == sum(record["on_map"] for record in found)
    assert all(record["why"] for record in found if not record["on_map"])
    assert counts["events"] == len(content("events.geojson")["features"])
    assert counts["sites"] == len(content("sites.geojson")["features"])


def test_the_demonstration_shows_several_wars_and_several_tables_of_diplomacy():
    countries: dict[str, set[str]] = {"battlefield": set(), "diplomatic": set()}
    for feature in content("sites.geojson")["features"]:
        countries[feature["properties"]["site"]].add(feature["properties"]["place"]["country"])
    assert len(countries["battlefield"]) >= 5
    assert len(countries["diplomatic"]) >= 5


@pytest.mark.parametrize("name", ["events.geojson", "sites.geojson", "sightings.jsonl", "run.json"])
def test_the_demonstration_fits_the_published_schemas(name: str):
    jsonschema = pytest.importorskip("jsonschema")
    if name == "run.json":
        schema = json.loads((ROOT / "geomap/run/run.schema.json").read_text(encoding="utf-8"))
    else:
        schema = json_schema(name)
    check = jsonschema.Draft202012Validator(schema)
    for value in records() if name == "sightings.jsonl" else [content(name)]:
        check.validate(value)


def test_the_demonstration_names_no_path_outside_the_checkout():
    run = content("run.json")
    assert run["base"] == "../.."
    assert all(part["path"].startswith("../../tests/articles/") for part in run["inputs"])

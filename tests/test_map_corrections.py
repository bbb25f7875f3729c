"""What the map's review saves: the format as it is written down, and its schema."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import geomap.export
from geomap.export.formats import json_schema

DOCUMENT = Path(geomap.export.__file__).parent / "corrections_format.md"
MENTION = {"id": "m:1", "source": "a.txt", "start": 0, "end": 4, "text": "Kyiv"}


def as_json(content: str) -> Any:
    """Return the TOML as the schema sees it: dates as text."""
    values = tomllib.loads(content)
    return json.loads(json.dumps(values, default=lambda value: value.isoformat()))


def correction(field: str, **more: Any) -> dict[str, Any]:
    values = {"field": field, "who": "R.", "when": "2025-08-22", "mention": [MENTION], **more}
    return {"schema": "geomap/corrections/1", "correction": [values]}


def check(value: Any) -> bool:
    jsonschema = pytest.importorskip("jsonschema")
    return bool(jsonschema.Draft202012Validator(json_schema("corrections.toml")).is_valid(value))


def test_the_example_in_the_format_fits_the_schema():
    [example] = re.findall(r"(?s)```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"))
    found = as_json(example)
    assert len(found["correction"]) == 2
    assert check(found)


@pytest.mark.parametrize(
    "given",
    [
        correction("confirm"),
        correction("hide", why="a film"),
        correction("place", new={"lon": 30.5, "lat": 50.4}),
        correction("class", old="battlefield", new="none"),
        correction("status", new="did_not_occur"),
        correction("date", old="2025-08", new="../2025-08-21"),
        correction("date", new=""),
        correction("usage", old="literal", new="metonymic"),
        correction("merge", old="e:1", new="e:2"),
        correction("split", old="e:1"),
        {"schema": "geomap/corrections/1"},
        correction("confirm", when="2025-08-22T10:15:00+00:00"),
    ],
)
def test_what_the_format_allows_fits_the_schema(given: dict[str, Any]):
    assert check(given)


@pytest.mark.parametrize(
    "given",
    [
        correction("colour", new="red"),
        correction("confirm", new="yes"),
        correction("place", new={"lon": 30.5}),
        correction("place", new={"lon": 50.4, "lat": 130.5}),
        correction("status", new="happened"),
        correction("status"),
        correction("confirm", who=""),
        correction("confirm", when="yesterday"),
        correction("confirm", mention=[]),
        correction("confirm", colour="red"),
        correction("confirm", mention=[{**MENTION, "sentence": "Kyiv was hit."}]),
        correction("date", new="last week"),
        {"correction": []},
    ],
)
def test_what_the_format_does_not_allow_is_refused(given: dict[str, Any]):
    assert not check(given)


def test_every_field_of_the_schema_is_written_down():
    text = DOCUMENT.read_text(encoding="utf-8")
    defs = json_schema("corrections.toml")["$defs"]
    for field in defs["Correction"]["properties"]["field"]["enum"]:
        assert f"| `{field}` |" in text, field
    for key in (*defs["Mention"]["properties"], *defs["Correction"]["properties"]):
        assert f"`{key}`" in text, key


def test_a_date_in_toml_is_the_schemas_date():
    assert as_json("when = 2025-08-22") == {"when": date(2025, 8, 22).isoformat()}

"""The JSON Schemas of geomap's files, as they are published in the package."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from geomap.errors import UsageError
from geomap.model import Sighting

# File's name -> the schema of one line of it, or of all of it.
PUBLISHED = {
    "sightings.jsonl": "sightings.schema.json",
    "events.geojson": "events.schema.json",
    "sites.geojson": "sites.schema.json",
    "corrections.toml": "corrections.schema.json",  # with its dates as ISO 8601 text
}


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of the file called `name` (for `sightings.jsonl`: of one line).

    Raises UsageError: geomap has no file of that name, or publishes no schema of it here.
    """
    if name not in PUBLISHED:
        raise UsageError(f"No schema of {name!r}. Published: {', '.join(sorted(PUBLISHED))}.")
    text = files("geomap.export").joinpath("schema", PUBLISHED[name]).read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def sighting_schema() -> dict[str, Any]:
    """Return the schema of a record as the model gives it: what is published must equal it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Sighting.model_json_schema(mode="serialization"),
        "title": "A line of geomap's sightings.jsonl: a place name where it stands in an article",
    }

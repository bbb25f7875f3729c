"""What a map owes to those who know where its places lie stands on the map and in run.json."""

from __future__ import annotations

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest

from geomap import pipeline
from geomap.export.credits import GAZETTEER, credits
from geomap.model import SERVICE_ATTRIBUTION, Sighting
from tests.map_cases import GENEVA, POKROVSK, article, report

ODBL = SERVICE_ATTRIBUTION["nominatim"]


def seen(**more: Any) -> Sighting:
    return report(POKROVSK.model_copy(update=more), source=article("a.txt"))


def test_a_map_of_the_gazetteers_places_owes_it_alone():
    assert credits([seen()]) == [GAZETTEER]
    assert credits([]) == [GAZETTEER]


@pytest.mark.parametrize("service", ["nominatim", "photon"])
def test_openstreetmaps_licence_is_told_where_its_places_are_shown(service: str):
    assert credits([seen(), seen(source=service), seen(source=service)]) == [GAZETTEER, ODBL]


def test_a_rival_that_a_service_gave_counts_too():
    rival = dict(GENEVA.model_dump(exclude={"status_note"}), source="photon", score=0.2)
    sighting = seen().model_copy(update={"rivals": (rival_of(rival),)})
    assert credits([sighting]) == [GAZETTEER, ODBL]


def rival_of(values: dict[str, Any]) -> Any:
    from geomap.model import Candidate

    return Candidate(**values)


def test_a_service_without_known_terms_is_named():
    assert credits([seen(source="arcgis")]) == [GAZETTEER, "Places found by arcgis"]


def test_map_and_run_json_carry_the_attribution(tmp_path: Path):
    lines = [seen(source="nominatim").model_dump_json(by_alias=True)]
    (tmp_path / "s.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    from geomap.run import load_records

    sightings = load_records(tmp_path / "s.jsonl")
    run, files = pipeline.make_from_records(sightings, "s.jsonl", tmp_path, base=tmp_path)
    assert run.attribution == (GAZETTEER, ODBL)
    assert ODBL in told_on(files["map.html"].decode())


def told_on(page: str) -> list[str]:
    """Return the attribution lines of the data inside a page."""
    for packed in re.findall(r'"(H4sI[A-Za-z0-9+/=]+)"', page) or re.findall(
        r">(H4sI[A-Za-z0-9+/=\s]+)<", page
    ):
        data = json.loads(zlib.decompress(base64.b64decode(packed), 31))
        if "attribution" in data:
            return list(data["attribution"])
    raise AssertionError("no packed data in the page")

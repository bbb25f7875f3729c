"""Lists of names with their points: what is found at all, and what is found first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_gazetteer import small_geocoder

from geomap.errors import UsageError
from geomap.evaluate.lists import is_list, load_list, score

HEADER = "name,kind,lat,lon,country\n"


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def test_a_list_tells_what_is_found_and_what_comes_first(tmp_path: Path):
    path = written(
        tmp_path,
        "names.csv",
        HEADER
        + "Bakhmut,town,48.6,38.0,UA\n"
        + "Paris,city,33.66,-95.55,US\n"
        + "Qwzrt,village,0,0,UA\n",
    )
    result = score(load_list(path), small_geocoder().candidates)
    assert result["figures"]["names found"] == {"value": 0.6667, "n": 3}
    assert result["figures"]["names first"] == {"value": 0.3333, "n": 3}
    assert result["figures"]["town first"] == {"value": 1.0, "n": 1}
    assert result["countries"]["UA"] == {"n": 2, "found": 1, "first": 1, "missed": ["Qwzrt"]}
    assert result["countries"]["US"]["missed"] == ["Paris"]


def test_a_country_may_lie_further_off_than_a_town(tmp_path: Path):
    path = written(
        tmp_path, "n.csv", HEADER + "Ukraine,country,50.5,30.5,UA\nIzium,town,50.5,30.5,UA\n"
    )
    figures = score(load_list(path), small_geocoder().candidates)["figures"]
    assert (figures["country first"]["value"], figures["town first"]["value"]) == (1.0, 0.0)


def test_of_ucdps_events_only_exact_places_count(tmp_path: Path):
    rows = [
        {"place": "Bakhmut town", "lat": 48.6, "lon": 38.0, "country": "Ukraine", "where_prec": 1},
        {
            "place": "Donetsk oblast",
            "lat": 48.0,
            "lon": 37.8,
            "country": "Ukraine",
            "where_prec": 4,
        },
    ]
    path = written(tmp_path, "ged.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    assert is_list(path)
    names = load_list(path)
    assert [row.name for row in names.rows] == ["Bakhmut town"]
    assert score(names, small_geocoder().candidates)["figures"]["names first"]["value"] == 1.0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", HEADER + "Bakhmut,town,north,38,UA\n", "line 2 has no name or no point"),
        ("a.csv", HEADER, "holds no name"),
        ("a.csv", HEADER + "Bakhmut,town,148.85,38,UA\n", "line 2: lat is 148.85.* may be swapped"),
        ("a.csv", HEADER + "Bakhmut,town,nan,38,UA\n", "line 2: lat is nan"),
        ("a.jsonl", '{"place": "A", "lat": 1, "lon": 2}\n{"place"\n', "line 2 is no JSON"),
    ],
)
def test_a_wrong_list_is_told(tmp_path: Path, name: str, content: str, told: str):
    with pytest.raises(UsageError, match=told):
        load_list(written(tmp_path, name, content))

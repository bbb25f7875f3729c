"""Counting rules, on texts and records made here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geomap.errors import UsageError
from geomap.evaluate import evaluate_corpus, figures
from geomap.evaluate.gold import load_gold
from geomap.model import Actor, ArticleRef, Attribution, Casualties, Place, Scores, Sighting

TEXT = "Shells fell on Nikopol while Kyiv wanted talks in Geneva."


def record(start: int, end: int, **given: object) -> Sighting:
    values: dict[str, object] = {
        "id": f"m:{start}", "article": ArticleRef(id="sha256:0", source="a.txt"), "start": start,
        "end": end, "text": TEXT[start:end], "sentence": TEXT, "section": "body",
        "usage": "literal", "place": None, "site": "none", "status": None, "role": None,
        "event_type": None, "trigger": None, "attribution": Attribution(), "event_date": None,
        "date_text": None, "date_basis": None, "background": False, "on_map": False,
        "off_map_reason": "no_event", "score": Scores(), "why": (), **given,
    }  # fmt: skip
    return Sighting.model_validate(values)


def place(lon: float, lat: float, kind: str = "city", ident: str = "geonames:1") -> Place:
    return Place(id=ident, name="x", kind=kind, lon=lon, lat=lat, radius_m=5000, source="geonames")


def gold_row(surface: str, **given: object) -> dict[str, object]:
    start = TEXT.index(surface)
    return {
        "doc": "mine/01", "start": start, "end": start + len(surface), "surface": surface,
        "section": "body", "usage": "literal", "is_place": True, "kind": "city", "lat": None,
        "lon": None, "tolerance_km": 15, "site_class": "none", "status": None, "status_alt": None,
        "event_date": None, "map_default": False, **given,
    }  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path):
    (tmp_path / "01.txt").write_text(TEXT, encoding="utf-8")
    rows = [
        gold_row("Nikopol", site_class="battlefield", status="occurred", map_default=True, lon=34.4, lat=47.57),
        gold_row("Kyiv", usage="metonymic"),
        gold_row("Geneva", site_class="diplomatic", status="proposed", map_default=True, lon=6.15, lat=46.2),
    ]  # fmt: skip
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    return load_gold(path)


def measured(corpus, records, given=None):
    def read(article, spans):
        if spans is None:
            return records
        return given or [record(s, e) for s, e in spans]

    return {k: v.value for k, v in figures(evaluate_corpus(corpus, read)).items()}


def on_map(start: int, end: int, site: str, status: str, at: Place) -> Sighting:
    return record(start, end, site=site, status=status, on_map=True, off_map_reason=None, place=at)


def test_a_whole_reading_scores_one(corpus):
    records = [
        on_map(15, 22, "battlefield", "occurred", place(34.4, 47.57)),
        record(29, 33, usage="metonymic"),
        on_map(50, 56, "diplomatic", "proposed", place(6.15, 46.2)),
    ]
    figure = measured(corpus, records)
    for name in (
        "exact F1",
        "usage accuracy",
        "site macro-F1",
        "map F1",
        "status accuracy",
        "map place hit",
    ):
        assert figure[name] == 1.0, name


def test_a_record_that_overlaps_no_gold_mention_counts_against_its_class(corpus):
    records = [on_map(0, 6, "battlefield", "occurred", place(1, 1))]
    figure = measured(corpus, records)
    assert figure["battlefield P"] == 0.0
    assert figure["map P"] == 0.0


def test_the_same_span_is_preferred_to_another_that_overlaps(corpus):
    records = [
        record(8, 22, usage="metonymic"),
        on_map(15, 22, "battlefield", "occurred", place(34.4, 47.57)),
    ]
    assert measured(corpus, records)["battlefield R"] == 1.0


def test_of_a_row_that_says_what_was_judged_nothing_else_counts(tmp_path):
    (tmp_path / "01.txt").write_text(TEXT, encoding="utf-8")
    rows = [
        gold_row("Nikopol", site_class="battlefield", status="ongoing", judged=["status"], lon=1, lat=1),
        gold_row("Kyiv", usage="metonymic", judged=["site_class", "usage"]),
        gold_row("Geneva", event_date=None, map_default=True, judged=["event_date", "map_default"]),
    ]  # fmt: skip
    path = tmp_path / "corrections.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    given = [
        on_map(15, 22, "battlefield", "occurred", place(34.4, 47.57)),
        record(29, 33, usage="metonymic"),
        on_map(50, 56, "diplomatic", "proposed", place(6.15, 46.2)),
    ]
    assert measured(load_gold(path), [], given) == {
        "usage accuracy, spans given": 1.0,
        "status accuracy, spans given": 0.0,
        "event date, spans given": 1.0,
        "on the map, spans given": 1.0,
    }


def test_details_count_where_the_class_is_right_and_what_is_open_counts_neither_way(tmp_path):
    (tmp_path / "01.txt").write_text(TEXT, encoding="utf-8")
    told = {
        "event_type": ["shelling", "attack"],
        "actors": [
            {"text": "the Russian army", "role": ["initiator"]},
            {"text": "villagers", "role": ["target"], "open": True},
            {"text": "the garrison", "role": ["target"]},
        ],
        "casualties": [
            {"text": "two men", "kind": "killed", "low": 2, "high": 2},
            {"text": "no child", "kind": None, "low": 0, "high": 0},
        ],
        "by": [{"text": "the mayor"}],
    }
    rows = [
        gold_row("Nikopol", site_class="battlefield", status="occurred", **told),
        gold_row("Geneva", site_class="diplomatic", status="proposed", **told),
    ]
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    read = on_map(15, 22, "battlefield", "occurred", place(1, 1)).model_copy(
        update={
            "event_type": "attack",
            "actors": tuple(
                Actor(text=text, start=0, end=1, role="target")
                for text in ("Russian army's", "the villagers", "Kyiv")
            ),
            "casualties": tuple(
                Casualties(text="", start=0, end=1, low=n, high=n, kind=kind, said_by=None)
                for n, kind in ((0, "wounded"), (2, "wounded"))
            ),
            "attribution": Attribution(voice="attributed", by="Nikopol's mayor"),
        }
    )
    figure = measured(load_gold(path), [read, record(50, 56)])
    assert (figure["event type"], figure["actor role"]) == (1.0, 0.0)
    assert (figure["actors P"], figure["actors R"]) == (
        0.5,
        0.5,
    )  # Kyiv is none, the garrison missed
    assert (figure["casualties P"], figure["casualties R"]) == (0.5, 0.5)
    assert figure["speakers F1"] == 1.0
    assert "stances F1" not in figure


@pytest.mark.parametrize(
    "told",
    [
        {"event_type": "shelling"},
        {"event_type": ["shelling"], "actors": [{"text": "the army"}]},
        {"event_type": ["shelling"], "casualties": ["two men"]},
        {"event_type": ["shelling"], "by": "the mayor"},
        {"event_type": ["bombardment"]},
        {"event_type": ["shelling"], "actors": [{"text": "the army", "role": "initiator"}]},
        {"event_type": ["shelling"], "actors": [{"text": None, "role": ["target"]}]},
    ],
)
def test_details_of_another_form_are_refused_with_the_row_that_has_them(tmp_path, told):
    (tmp_path / "01.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(gold_row("Nikopol", **told)), encoding="utf-8")
    with pytest.raises(UsageError, match=r"mine/01: a row lacks or misstates"):
        load_gold(path)


def test_a_missed_mention_counts_against_usage(corpus):
    assert measured(corpus, [])["usage accuracy"] == 0.0


def test_an_oblast_is_missed_by_a_city_however_near(corpus, tmp_path):
    row = gold_row("Nikopol", kind="admin1", lon=34.4, lat=47.57, tolerance_km=150)
    (tmp_path / "one.jsonl").write_text(json.dumps(row), encoding="utf-8")
    gold = load_gold(tmp_path / "one.jsonl")
    hit = measured(gold, [record(15, 22, place=place(34.4, 47.57, kind="admin1"))])
    miss = measured(gold, [record(15, 22, place=place(34.4, 47.57, kind="city"))])
    assert (hit["place hit"], miss["place hit"]) == (1.0, 0.0)


def test_not_a_place_is_no_prediction_and_demonyms_count_where_the_corpus_has_them(tmp_path):
    def load(name: str):
        toponym = {
            "start": 50,
            "end": 56,
            "surface": "Geneva",
            "lat": 46.2,
            "lon": 6.15,
            "geonames_id": "7",
        }
        row = {"doc_id": "a", "title": "", "text": TEXT, "toponyms": [toponym]}
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps(row), encoding="utf-8")
        return load_gold(path)

    records = [
        record(0, 6, usage="not_a_place"),
        record(29, 33, usage="demonym"),
        record(50, 56, place=place(0, 0, ident="geonames:7")),
    ]
    assert measured(load("tudloc"), records)["exact P"] == 1.0
    other = measured(load("lgl"), records)
    assert other["exact P"] == 0.5
    assert other["end to end F1 (161 km)"] == pytest.approx(
        2 / 3, abs=0.001
    )  # the same id is enough


def test_a_line_separator_inside_a_text_ends_no_row(tmp_path):
    row = {"doc_id": "a", "title": "", "text": "One\u2028two in Kyiv\x85.", "toponyms": []}
    path = tmp_path / "odd.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    assert [text.text for text in load_gold(path).texts] == [row["text"]]


def test_an_offset_that_misses_its_surface_is_told_with_what_stands_there(tmp_path):
    row = {
        "doc_id": "a",
        "title": "",
        "text": TEXT,
        "toponyms": [{"start": 1, "end": 4, "surface": "Kyiv"}],
    }
    (tmp_path / "bad.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(UsageError, match="'hel' does"):
        load_gold(tmp_path / "bad.jsonl")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds no annotation"),
        ("{nonsense", "line 1 is no JSON"),
        ('{"a": 1}', "neither format"),
    ],
)
def test_a_file_in_no_known_format_is_refused_with_its_name(tmp_path, content, said):
    path = tmp_path / "x.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        load_gold(path)

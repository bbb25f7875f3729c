"""A map for anyone: short evidence, sensitive places by their district, no last days, no records."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_cases import GENEVA, KYIV, POKROVSK, article, place, report
from test_map_page import _data

from geomap import pipeline, run
from geomap.errors import UsageError
from geomap.export.publishing import EVIDENCE, HELD_BACK, excerpt, publish, sensitive
from geomap.model import Actor, Place, Sighting
from geomap.names import Match, Names, Row
from geomap.settings import Settings, load_settings

HOSPITAL = place("Saint Hedwig hospital", "facility", 37.19417, 48.29531, 200, "UA", admin1="Donetsk Oblast")  # fmt: skip
CAMP = place("Abu Shouk camp", "facility", 25.34, 13.67, 1_500, "SD", admin1="North Darfur")
BASE = place("Millerovo air base", "facility", 40.3, 48.95, 2_500, "RU", admin1="Rostov Oblast")
CAMP_DAVID = place("Camp David", "facility", -77.46, 39.65, 500, "US", admin1="Maryland")
MILL = place("Novak mill", "facility", 37.2, 48.3, 300, "UA", admin1="Donetsk Oblast")


class Districts:
    """Two districts of Ukraine and none of any other country."""

    def districts(self, country: str) -> list[Row]:
        if country != "UA":
            return []
        rows = [
            ("geonames:900", "Pokrovsk Raion", 37.2, 48.25, 30_000.0, "Donetsk Oblast"),
            ("geonames:901", "Far Raion", 31.0, 50.0, 30_000.0, "Kyiv Oblast"),
        ]
        return [
            Row(i, name, "admin2", "UA", admin1, None, lon, lat, radius, 0, "ADM2", 0, "t", None)
            for i, name, lon, lat, radius, admin1 in rows
        ]


def shown(*sightings: Sighting, **told: Any) -> list[Sighting]:
    return publish(sightings, Districts(), **told).sightings  # type: ignore[arg-type]


def test_a_hospital_is_shown_by_its_district_and_what_would_give_it_away_is_not():
    rivals = report(KYIV).rivals
    [made] = shown(report(HOSPITAL, sentence="A shell hit the {}.", why=("at 37.19417, 48.29531",)))
    assert made.place is not None
    assert (made.place.name, made.place.kind) == ("Pokrovsk Raion", "admin2")
    assert made.place.radius_m >= 10_000
    assert made.rivals == rivals == ()
    assert "37.19417" not in made.model_dump_json(exclude={"sentence"})


@pytest.mark.parametrize(
    ("sighting", "kind"),
    [
        (report(HOSPITAL), "hospital"),
        (report(CAMP), "camp"),
        (report(place("Лікарня № 4", "facility", 30, 50, 100, "UA")), "hospital"),
        (report(place("مستشفى الشفاء", "facility", 34.44, 31.52, 200, "PS")), "hospital"),
        (report(place("School 5 shelter", "facility", 30, 50, 100, "UA")), "shelter"),
        (report(place("house of the Koval family", "facility", 30, 50, 100, "UA")), "home"),
        (report(BASE), "troops"),
        (report(POKROVSK, event_type="build_up"), "troops"),
        (report(POKROVSK, sentence="A shell hit a maternity hospital in {}."), "hospital"),
        (report(POKROVSK, sentence="Rockets struck a refugee camp near {}."), "camp"),
        (report(POKROVSK, sentence="They burned his home in {}."), "home"),
        (report(POKROVSK, sentence="Снаряд попал в больницу в {}."), "hospital"),
        (report(POKROVSK, sentence="{} was quiet all day until a field clinic near {} was shelled."), "hospital"),
        (report(POKROVSK, sentence="A shelter in {} was hit; of all that fell that week, most fell on {}."), "shelter"),
        (report(POKROVSK, sentence="Roads out of {} were shelled, and roads into {} were mined."), None),
        (report(POKROVSK), None),
        (report(CAMP_DAVID, "diplomatic"), None),
        (report(MILL), None),
        (report(POKROVSK, sentence="The hospital said on Tuesday that after all it had heard, {} was hit."), None),
        (report(place("Donetsk Oblast", "admin1", 37, 48, 1e5, "UA"), event_type="build_up"), None),
    ],
)  # fmt: skip
def test_what_is_sensitive_is_known_by_its_name_or_by_the_words_beside_it(
    sighting: Sighting, kind: str | None
):
    assert sensitive(sighting) == kind


class Peoples:
    """Names of two countries, their peoples and a capital."""

    KNOWN: ClassVar = {
        "Russian": ("Russia", "country", "RU"), "Russia": ("Russia", "country", "RU"),
        "Ukrainian": ("Ukraine", "country", "UA"), "Kyiv": ("Kyiv", "city", "UA"),
        "Wagner": ("Wagner", "city", "BR"),
    }  # fmt: skip

    def lookup(self, name: str) -> list[Match]:
        if name not in self.KNOWN:
            return []
        name, kind, country = self.KNOWN[name]
        row = Row("x:1", name, kind, country, None, None, 30.0, 50.0, 1e4, 0, "X", 0, "t", None)
        return [Match(row, "primary", "")]


def test_whoever_strikes_a_place_is_not_who_stands_there():
    struck = Actor(text="Russian missiles", start=0, end=16, role="initiator")
    standing = Actor(text="Russian troops", start=0, end=14, role="target")
    names = cast("Names", Peoples())
    told = report(BASE, sentence="Missiles hit {}.", actors=(struck,))
    assert sensitive(told, ["UA"], names) == "troops"
    told = report(BASE, sentence="Missiles hit {}.", actors=(standing,))
    assert sensitive(told, ["UA"], names) is None


@pytest.mark.parametrize(
    ("where", "sentence", "who", "own", "shown_exactly"),
    [
        (BASE, "Russian troops massed at {}.", ["Russian troops"], ["UA"], True),
        (BASE, "Russian troops massed at {}.", ["Russian troops"], ["RU", "BY"], False),
        (BASE, "Ukrainian troops massed at {}.", ["Ukrainian troops"], ["UA"], False),
        (BASE, "Soldiers of the 9th brigade massed at {}.", ["Soldiers"], ["UA"], False),
        (BASE, "Russian shells hit a brigade massed at {}.", ["Russian", "a brigade"], ["UA"], False),
        (BASE, "Russia said that Kyiv had massed troops at {}.", ["Russia"], ["UA"], False),
        (BASE, "Wagner fighters massed at {}.", ["Wagner fighters"], ["UA"], False),
        (BASE, "Troops were seen massed at {}.", [], ["UA"], False),
        (POKROVSK, "Russian troops massed at {}.", ["Russian troops"], ["UA"], False),
    ],
)  # fmt: skip
def test_with_own_troops_named_only_what_is_surely_anothers_is_shown_exactly(
    where: Place, sentence: str, who: list[str], own: list[str], shown_exactly: bool
):
    actors = tuple(Actor(text=text, start=0, end=len(text), role="initiator") for text in who)
    told = report(where, sentence=sentence, event_type="build_up", actors=actors)
    names = cast("Names", Peoples())
    assert sensitive(told, own, names) == (None if shown_exactly else "troops")
    assert sensitive(told, own) == "troops"


@pytest.mark.parametrize("wrong", ["UKR", "Ukraine", "ZZ", "UK", ""])
def test_a_country_of_own_troops_that_is_none_is_refused(tmp_path: Path, wrong: str):
    (tmp_path / "geomap.toml").write_text(f'own_troops = ["{wrong}"]\n')
    with pytest.raises(UsageError, match=r'own_troops.* = .*ISO 3166-1 alpha-2.*\["UA"\]'):
        load_settings(tmp_path / "geomap.toml")


def test_a_country_of_own_troops_may_be_in_small_letters(tmp_path: Path):
    (tmp_path / "geomap.toml").write_text('own_troops = ["ua"]\n')
    assert load_settings(tmp_path / "geomap.toml").own_troops == ("UA",)


def test_without_a_district_a_sensitive_place_is_somewhere_in_half_a_degree():
    [made] = shown(report(CAMP))
    assert made.place is not None
    assert (made.place.lon, made.place.lat) == (25.25, 13.75)
    assert made.place.kind == "region"
    assert made.place.radius_m >= 30_000
    assert "Abu Shouk" not in made.place.model_dump_json()


@given(st.text(min_size=1, max_size=900), st.integers(0, 899), st.integers(0, 60))
def test_evidence_is_never_longer_than_allowed_and_holds_its_cue(text: str, at: int, long: int):
    at = min(at, len(text) - 1)
    end = min(len(text), at + long)
    made = excerpt(text, at, end)
    assert len(made) <= EVIDENCE
    assert text[at:end] in made
    assert made.strip("…") in text or len(text) <= EVIDENCE


def test_a_long_sentence_is_cut_between_words_around_cue_and_name():
    words = " ".join(f"word{n}" for n in range(60))
    [made] = shown(report(KYIV, sentence=f"{words} shells fell on {{}} at night {words}.", cue="shells fell"))  # fmt: skip
    assert len(made.sentence) <= EVIDENCE
    assert "shells fell on Kyiv at night" in made.sentence
    assert made.sentence.startswith("…word")
    assert made.sentence.endswith("…")


def test_a_delay_shows_the_map_of_so_many_days_ago():
    old = article("old.txt", day=date(2025, 8, 17))
    new = article("new.txt", day=date(2025, 8, 21))
    undated = article("undated.txt", day=None)
    sightings = [
        report(KYIV, source=old, event_date="2025-08-16"),
        report(POKROVSK, source=new, event_date="2025-08-10"),
        report(POKROVSK, source=undated, event_date="2025-08-01"),
        report(KYIV, source=old, event_date="2025-08-20", sentence="Shells will have hit {}."),
        report(GENEVA, "diplomatic", source=old, event_date="2025-08-30", status="planned"),
    ]
    public = publish(sightings, None, delay_days=3)
    assert public.as_of == date(2025, 8, 18)
    assert [s.on_map for s in public.sightings] == [True, False, False, False, True]
    assert {s.off_map_reason for s in public.sightings if not s.on_map} == {HELD_BACK}
    assert all(s.on_map for s in publish(sightings, None).sightings)


def test_a_delay_holds_everything_back_when_nothing_has_a_date():
    undated = article("undated.txt", day=None)
    public = publish([report(KYIV, source=undated), report(POKROVSK, source=undated)], None, delay_days=3)  # fmt: skip
    assert public.as_of is None
    assert [s.off_map_reason for s in public.sightings] == [HELD_BACK] * 2


def test_the_words_beside_a_name_are_found_in_time_in_a_sentence_of_names():
    assert sensitive(report(POKROVSK, sentence="{} " * 20_000)) is None


DAYS = {
    "a later version fetched meanwhile": (
        [("v1", date(2025, 2, 1), "02-01"), ("v2", date(2025, 2, 1), "02-05")],
        "v1",
    ),
    "a story published again meanwhile": (
        [("v1", date(2025, 1, 20), "01-20"), ("v2", date(2025, 2, 6), "02-06")],
        "v1",
    ),
    "a later version fetched in time": (
        [("v1", date(2025, 2, 1), "02-01"), ("v2", date(2025, 2, 1), "02-02")],
        "v2",
    ),
    "an old story that was fetched today": ([("v1", date(2025, 2, 1), "02-06")], "v1"),
}


@pytest.mark.parametrize(("versions", "left"), DAYS.values(), ids=DAYS)
def test_a_delay_shows_the_version_that_was_there_on_its_day(
    versions: list[tuple[str, date, str]], left: str
):
    newest = report(KYIV, source=article("newest.txt", day=date(2025, 2, 6)), event_date="2025-02-06")  # fmt: skip
    sightings = [newest] + [
        report(
            POKROVSK,
            source=article(
                name, day=day, url="https://example.org/a", retrieved_at=f"2025-{got}T06:00:00Z"
            ),
            event_date="2025-01-18",
        )
        for name, day, got in versions
    ]
    settings = Settings(publish=True, delay=3)
    weighed, _ = run.weigh(sightings, settings)
    seen, as_of = run.shown(weighed, settings)
    assert as_of == date(2025, 2, 3)
    assert [s.article.source for s in seen if s.on_map] == [left]
    everything, _ = run.weigh(sightings, Settings())
    assert [s.article.source for s in everything if s.on_map] == ["newest.txt", versions[-1][0]]


def test_what_was_taken_back_meanwhile_is_not_shown_for_a_delay():
    page = {"url": "https://example.org/a"}
    sightings = [
        report(POKROVSK, source=article("v1", day=date(2025, 2, 1), **page)),
        report(POKROVSK, source=article("v2", day=date(2025, 2, 6), retraction="Retracted", **page)),
    ]  # fmt: skip
    weighed, _ = run.weigh(sightings, Settings(publish=True, delay=3))
    assert not any(s.on_map for s in weighed)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("home/anna/desk/secret/b.txt", "b.txt"),
        ("C:\\Users\\anna\\b.txt", "b.txt"),
        ("https://example.org/news/b", "https://example.org/news/b"),
    ],
)
def test_a_file_is_named_without_its_folders_and_so_are_its_earlier_versions(
    source: str, told: str
):
    earlier = ("home/anna/a.txt", "https://example.org/news/a")
    [made] = shown(report(KYIV, source=article(source, earlier=earlier)))
    assert made.article.source == told
    assert made.article.earlier == ("a.txt", "https://example.org/news/a")


@pytest.fixture
def made() -> dict[str, bytes]:
    """Return the files of a published map: a hospital, a long sentence, a late report, one off it."""
    words = " ".join(f"word{n}" for n in range(60))
    sightings = [
        report(HOSPITAL, sentence=f"Before dawn a shell hit the {{}}. {words}", cue="hit"),
        report(POKROVSK, sentence="Shells fell on {}.", source=article("b.txt", day=date(2025, 9, 9))),
        report(KYIV, "none", status=None, usage="metonymic", off_map_reason="metonymic", sentence="{} wants this kept whole."),
    ]  # fmt: skip
    settings = Settings(publish=True, delay=3, embed=True)
    public = publish(sightings, Districts(), delay_days=3)  # type: ignore[arg-type]
    events, sites = pipeline.group(public.sightings)
    with run.begin_rendering(
        public.sightings, events, sites, settings=settings, as_of=public.as_of
    ) as rendered:
        return rendered.files()


def test_published_files_hold_no_records_no_whole_sentences_and_no_exact_place(
    made: dict[str, bytes],
):
    assert sorted(made) == ["embed.html", "events.geojson", "map.html", "sites.geojson"]
    for name in ("events.geojson", "sites.geojson"):
        text = made[name].decode()
        assert "37.19417" not in text
        assert "word55" not in text
        [feature] = json.loads(text)["features"]
        assert feature["properties"]["name"] == "Pokrovsk Raion"
    for name in ("map.html", "embed.html"):
        data = _data(made[name].decode())
        assert data["off"]["id"] == []
        assert data["off_counts"] == {"metonymic": 1, "held_back": 1}
        assert data["review"] is False
        assert data["as_of"] == "2025-09-06"
        text = json.dumps(data, ensure_ascii=False)
        assert "kept whole" not in text
        assert "word55" not in text
        assert "37.19417" not in text
        assert [name for _, name, *_ in data["places"]] == ["Pokrovsk Raion"]
        assert "own:" not in text


def test_reports_from_one_district_become_one_event_there():
    other = place("Second clinic", "facility", 37.22, 48.2, 200, "UA", admin1="Donetsk Oblast")
    sightings = shown(report(HOSPITAL), report(other, sentence="Shells fell on {} too."))
    events, sites = pipeline.group(sightings)
    assert len(events) == len(sites) == 1


def test_records_beside_a_published_map_are_refused(tmp_path: Path):
    from geomap.cli.looks import check_look

    (tmp_path / "sightings.jsonl").write_text("")
    with pytest.raises(UsageError, match="not for anyone"):
        check_look(Settings(publish=True), tmp_path)
    check_look(Settings(), tmp_path)


def test_a_delay_without_publishing_is_refused(tmp_path: Path):
    from geomap.cli.looks import check_look

    with pytest.raises(UsageError, match="Add --publish"):
        check_look(Settings(delay=3), tmp_path)

"""The name index: what a name finds, what it must not find, and what bad input does."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.names import Match, Names, build_index, data, normalise, skeleton
from geomap.names.build import cached, version_of, write_index


@pytest.fixture(scope="module")
def names() -> Iterator[Names]:
    """The shipped gazetteer, its index built once into the user's cache."""
    opened = Names.open()
    yield opened
    opened.close()


def first(matches: list[Match]) -> tuple[str, str | None, str]:
    row = matches[0].row
    return row.name, row.country, row.kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Donets'k", "Donetsk"),
        ("Deir ez-Zor", "deir ez zor"),
        ("St. Petersburg", "Saint Petersburg"),
        ("U.S.", "US"),
        ("Washington, D.C.", "Washington DC"),
        ("The Hague", "Hague"),
        ("Zürich", "Zurich"),
        ("Kraków", "Krakow"),
        ("Łódź", "Lodz"),
        ("Sana’a", "Sanaa"),
        ("  Khan   Younis ", "Khan Younis"),
        ("Артёмовск", "Артемовск"),
        ("Кам'янка", "Камʼянка"),
        ("أبوظبي", "ابوظبي"),
        ("Mt. Hermon", "Mount Hermon"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("ZAPORIZHZHIA", "Zaporizhzhia"),
        ("Jisr al-Shughur", "Jisr ash Shughūr"),
        ("Al-Raqqah", "Ar-Raqqah"),
    ],
)
def test_spellings_that_differ_in_form_share_a_key(one: str, other: str) -> None:
    assert normalise(one) == normalise(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Kiev", "Kyiv"), ("Бахмут", "Бахмуті"), ("Київ", "Киів"), ("Goma", "Gomma")]
)
def test_spellings_that_differ_in_letters_do_not(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_a_name_that_is_no_name_has_no_key_and_finds_nothing(names: Names) -> None:
    for nothing in ("", "   ", "...", "—", "'", "\x00"):
        assert normalise(nothing) == ""
        assert names.lookup(nothing) == []
        assert names.fuzzy(nothing) == []
        assert nothing not in names
    assert names.lookup("x" * 10_000) == []


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Kyiv", ("Kyiv", "UA", "city")),
        ("Kiev", ("Kyiv", "UA", "city")),
        ("Gao", ("Gao", "ML", "city")),
        ("Beni", ("Beni", "CD", "city")),
        ("Pokrovsk", ("Pokrovsk", "UA", "city")),
        ("Washington", ("Washington", "US", "city")),
        ("Odessa", ("Odesa", "UA", "city")),
        ("Moscow", ("Moscow", "RU", "city")),
        ("Artemivsk", ("Bakhmut", "UA", "city")),
        ("Saigon", ("Ho Chi Minh City", "VN", "city")),
        ("Stalingrad", ("Volgograd", "RU", "city")),
        ("Burma", ("Myanmar", "MM", "country")),
        ("U.S.", ("United States", "US", "country")),
        ("UK", ("United Kingdom", "GB", "country")),
        ("Palestine", ("Palestine", "PS", "country")),
        ("Donetsk region", ("Donetsk Oblast", "UA", "admin1")),
        ("Донецька область", ("Donetsk Oblast", "UA", "admin1")),
        ("Crimea", ("Crimea", "UA", "admin1")),
        ("Alaska", ("Alaska", "US", "admin1")),
        ("Texas", ("Texas", "US", "admin1")),
        ("Ky.", ("Kentucky", "US", "admin1")),
        ("Calif.", ("California", "US", "admin1")),
        ("Ont.", ("Ontario", "CA", "admin1")),
        ("Idlib province", ("Idlib Governorate", "SY", "admin1")),
        ("Los Angeles County", ("Los Angeles County", "US", "admin2")),
        ("Хартум", ("Khartoum", "SD", "city")),
        ("الخرطوم", ("Khartoum", "SD", "city")),
        ("غزة", ("Gaza", "PS", "city")),
        ("חיפה", ("Haifa", "IL", "city")),
        ("北京", ("Beijing", "CN", "city")),
        ("Ukraine's", ("Ukraine", "UA", "country")),
        ("Genf", ("Geneva", "CH", "city")),
        ("Varsovie", ("Warsaw", "PL", "city")),
        ("Hodeidah", ("Hodeidah", "YE", "city")),
        ("Hudaydah", ("Hodeidah", "YE", "city")),
        ("Middle East", ("Middle East", None, "region")),
        ("Lachin", ("Lachin", "AZ", "city")),
        ("Bande de Gaza", ("Gaza Strip", "PS", "admin1")),
    ],
)
def test_a_name_of_the_news_finds_its_place_first(
    names: Names, name: str, wanted: tuple[str, str | None, str]
) -> None:
    assert first(names.lookup(name)) == wanted


@pytest.mark.parametrize(
    ("name", "country"),
    [("Ukrainian", "UA"), ("Russians", "RU"), ("Houthis", "YE"), ("Tigrayan", "ET"),
     ("Rohingya", "MM"), ("Palestinians", "PS"), ("Chechen", "RU"), ("Sudanese", "SD")],
)  # fmt: skip
def test_a_people_leads_to_its_place_as_a_demonym(names: Names, name: str, country: str) -> None:
    match = names.lookup(name)[0]
    assert (match.quality, match.row.country) == ("demonym", country)


@pytest.mark.parametrize("name", ["Benin", "Cuba", "Georgia", "Jordan", "Chad", "Mali", "Oman"])
def test_no_town_elsewhere_takes_a_country_name_by_an_untagged_alternate(
    names: Names, name: str
) -> None:
    matches = names.lookup(name)
    assert matches[0].row.kind == "country"
    assert not [m for m in matches if m.row.kind == "city" and m.quality == "alternate"]


def test_airport_codes_find_nothing(names: Names) -> None:
    assert not [m for m in names.lookup("DOK") if m.row.name == "Donetsk"]
    assert not [m for m in names.lookup("KRT") if m.row.name == "Khartoum"]


def test_a_village_of_unknown_place_says_that_it_is_approximate(names: Names) -> None:
    matches = names.lookup("Stepove")
    assert len(matches) > 30
    vague = [match for match in matches if match.quality == "approximate"]
    assert vague
    assert all(m.row.radius_m >= 12_000 and m.row.source == "katottg" for m in vague)


def test_a_row_is_complete(names: Names) -> None:
    row = names.place("geonames:709717")
    assert row is not None
    assert (row.name, row.kind, row.country, row.admin1_code) == ("Donetsk", "city", "UA", "UA.05")
    assert row.admin1 == "Donetsk Oblast"
    assert row.feature == "PPLA"
    assert row.seat == 3  # of a first-order unit, and told of
    assert row.is_told_of
    assert (round(row.lon), round(row.lat)) == (38, 48)
    assert row.population > 500_000
    assert row.status_note is not None
    assert "occup" in row.status_note or "held by Russia" in row.status_note
    assert names.place("geonames:1") is None
    assert names.place("overlay:no-such-place") is None
    assert names.place("geonames:" + "9" * 30) is None


def test_places_of_every_scheme_are_found_by_their_id(names: Names) -> None:
    for matches in (names.lookup("Stepove"), names.lookup("Middle East"), names.lookup("Ituri")):
        for match in matches:
            assert names.place(match.row.id) == match.row


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Hulyaipole", "Huliaipole"),
        ("Huliajpole", "Huliaipole"),
        ("Гуляй-Поле", "Huliaipole"),
        ("Zaporizhzha", "Zaporizhzhia"),
        ("Khartum", "Khartoum"),
        ("Avdiyivka", "Avdiivka"),
        ("Slovyansk", "Sloviansk"),
        ("Mikolaiv", "Mykolaiv"),
        ("Al-Hudaidah", "Hodeidah"),
    ],
)
def test_a_near_spelling_is_found_where_no_exact_one_is(
    names: Names, name: str, wanted: str
) -> None:
    matches = names.lookup(name) or names.fuzzy(name)
    assert wanted in [match.row.name for match in matches[:3]]


@pytest.mark.parametrize(
    "name", ["Grblzmpf", "Xqzt", "Ministry of Truth", "Ab", "Zzyzxqville", "The Bloomsday Accord"]
)
def test_a_name_like_nothing_is_not_guessed(names: Names, name: str) -> None:
    assert names.fuzzy(name) == []


def test_skeletons_keep_consonants_and_fold_near_sounds() -> None:
    assert skeleton("huliaipole") == skeleton("hulyaypole") == skeleton("гуляйполе") != ""
    assert skeleton("al hudaydah") == skeleton("hodeidah") == skeleton("hudaida")
    assert skeleton("kobani") != skeleton("komani") != ""
    assert skeleton("a") == ""


def test_info_counts_what_is_there_and_names_whom_to_thank(names: Names) -> None:
    facts = names.info()
    assert facts["places"] == sum(facts["by_kind"].values())  # type: ignore[attr-defined]
    assert "GeoNames (geonames.org), CC BY 4.0" in facts["attribution"]  # type: ignore[operator]
    assert facts["version"] == names.version


def test_the_index_is_small(names: Names) -> None:
    assert names.path.stat().st_size <= 60_000_000


def test_the_index_says_what_each_name_is(small: Path) -> None:
    names = Names.open(small)
    assert [m.quality for m in names.lookup("Kamenka")] == ["former"]
    assert [(m.quality, m.lang) for m in names.lookup("Кам'янка")] == [("official", "uk")]
    assert [m.quality for m in names.lookup("Lisne")] == ["approximate"]
    assert [m.row.source for m in names.lookup("Staryi Mlyn")] == ["geonames"]
    assert "Old Mill" in names
    assert "New Mill" not in names


def test_an_index_that_is_missing_damaged_or_old_says_how_to_mend_it(
    tmp_path: Path, small: Path
) -> None:
    with pytest.raises(GazetteerError, match=r"no such file.*geomap gazetteer import"):
        Names.open(tmp_path / "none.sqlite")
    (tmp_path / "text.sqlite").write_text("no database " * 1_000)
    with pytest.raises(GazetteerError, match=r"damaged.*geomap gazetteer import"):
        Names.open(tmp_path / "text.sqlite")
    cut = tmp_path / "cut.sqlite"
    cut.write_bytes(small.read_bytes()[:5_000])
    with pytest.raises(GazetteerError, match="damaged"):
        Names.open(cut).lookup("Kamianka")
    base = sqlite3.connect(small)
    base.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    base.commit()
    base.close()
    with pytest.raises(GazetteerError, match="schema 0"):
        Names.open(small)


@pytest.mark.parametrize("table", ["place", "other_id"])
def test_an_index_damaged_inside_says_so_when_that_part_is_read(small: Path, table: str) -> None:
    base = sqlite3.connect(small)
    base.execute(f"DROP TABLE {table}")
    base.commit()
    base.close()
    names = Names.open(small)
    with pytest.raises(GazetteerError, match=r"is damaged: .*Delete it"):
        names.lookup("Kamianka")
        names.lookup("Lisne")
        names.info()


def small_data(folder: Path) -> Path:
    """Return a copy of the data's smallest file with a MANIFEST of it alone."""
    folder.mkdir()
    source = data.folder()
    shutil.copy(source / "countries.tsv.xz", folder)
    kept = data.manifest(source)["files"]["countries.tsv.xz"]
    lines = ["format = 1", '[files."countries.tsv.xz"]']
    lines += [f"{key} = {json.dumps(value)}" for key, value in kept.items()]
    (folder / "MANIFEST.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_damaged_data_are_refused_with_the_file_named(tmp_path: Path) -> None:
    folder = small_data(tmp_path / "data")
    build_index(tmp_path / "index.sqlite", folder=folder)
    assert first(Names.open(tmp_path / "index.sqlite").lookup("Ukraine")) == (
        "Ukraine", "UA", "country",
    )  # fmt: skip
    path = folder / "countries.tsv.xz"
    path.write_bytes(path.read_bytes()[:-10])
    before = (tmp_path / "index.sqlite").read_bytes()
    with pytest.raises(GazetteerError, match=r"countries.tsv.xz is damaged.*Install geomap again"):
        build_index(tmp_path / "index.sqlite", folder=folder)
    assert (tmp_path / "index.sqlite").read_bytes() == before
    path.unlink()
    with pytest.raises(GazetteerError, match="can't be read"):
        build_index(tmp_path / "index.sqlite", folder=folder)
    (folder / "MANIFEST.toml").write_text("format = 99", encoding="utf-8")
    with pytest.raises(GazetteerError, match="format 99"):
        build_index(tmp_path / "index.sqlite", folder=folder)


def test_the_same_data_give_the_same_index(tmp_path: Path) -> None:
    folder = small_data(tmp_path / "data")
    one = build_index(tmp_path / "one.sqlite", folder=folder)
    two = build_index(tmp_path / "two.sqlite", folder=folder)
    assert one.read_bytes() == two.read_bytes()


def test_two_may_build_at_once_and_nothing_half_done_is_left(tmp_path: Path) -> None:
    folder = small_data(tmp_path / "data")
    target = tmp_path / "cache" / "index.sqlite"
    builders = [
        threading.Thread(target=build_index, args=(target,), kwargs={"folder": folder})
        for _ in range(3)
    ]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert [path.name for path in target.parent.iterdir()] == ["index.sqlite"]
    assert Names.open(target).lookup("France")


def test_the_cache_can_be_put_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path))
    assert cached("abc") == tmp_path / "names-abc.sqlite"
    assert version_of(data.folder()) == version_of(data.folder())


def test_a_cache_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="GEOMAP_CACHE"):
        write_index([], tmp_path / "file" / "index.sqlite", meta={"version": "x", "base": "x"})

"""A house style (`names` in geomap.toml) decides how places are shown, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geomap.cli import main
from geomap.errors import UsageError
from geomap.locate import GazetteerGeocoder, locate
from geomap.model import Article, Mention
from geomap.names import Names
from geomap.settings import load_settings

STYLE = {
    "Turkey": "Turkey (as we write it)",
    "geonames:703448": "Kiev",
    "Donetsk Oblast": "Donetsk region",
    "Persian Gulf": "the Gulf",
}


@pytest.fixture(scope="module")
def styled() -> Names:
    return Names.open(shown=STYLE)


def test_a_place_is_shown_by_the_name_that_the_house_gives_it(styled: Names):
    geocoder = GazetteerGeocoder(styled)
    assert geocoder.candidates("Kyiv")[0].name == "Kiev"
    assert geocoder.candidates("Türkiye")[0].name == "Turkey (as we write it)"
    assert geocoder.candidates("Persian Gulf")[0].name == "the Gulf"


def test_the_places_of_a_unit_are_shown_with_its_name_in_the_house_style(styled: Names):
    assert GazetteerGeocoder(styled).candidates("Pokrovsk")[0].admin1 == "Donetsk region"


def test_a_name_that_only_the_house_uses_is_found_too(styled: Names):
    (match,) = styled.lookup("Turkey (as we write it)")
    assert match.row.id == "geonames:298795"


def test_a_house_style_changes_neither_what_is_chosen_nor_what_is_quoted(styled: Names):
    text = "Shells hit Kyiv, and a village 20 km south of Kyiv. Ankara and Turkey protested."
    spans = [(text.index(name), len(name)) for name in ("Kyiv", "Ankara", "Turkey")]
    mentions = [
        Mention(
            text=text[start : start + size], start=start, end=start + size, sentence=text,
            section="body", usage="literal",
        )
        for start, size in spans
    ]  # fmt: skip
    article = Article(id="sha256:style", text=text, source="style.txt")
    own = locate(article, mentions, GazetteerGeocoder(styled))
    plain = locate(article, mentions, GazetteerGeocoder(Names.open()))
    assert [s.place and s.place.id for s in own] == [s.place and s.place.id for s in plain]
    assert [s.score for s in own] == [s.score for s in plain]
    assert [s.text for s in own] == ["Kyiv", "Ankara", "Turkey"]
    assert {s.sentence for s in own} == {text}
    assert own[0].place is not None
    assert own[0].place.name == "Kiev"


def test_another_house_style_is_another_version(styled: Names):
    assert styled.version != Names.open().version
    assert styled.version == Names.open(shown=dict(reversed(STYLE.items()))).version


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ({"Atlantis Minor": "A"}, "no place is called 'Atlantis Minor'"),
        ({"Turkey": "A", "Türkiye": "B"}, "are one place, geonames:298795"),
        ({"Turkey": "…"}, "is no name"),
    ],
)
def test_a_style_that_names_nothing_is_told(shown: dict[str, str], told: str):
    with pytest.raises(UsageError, match=told):
        Names.open(shown=shown)


def test_the_settings_take_a_table_or_a_file_beside_them(tmp_path: Path):
    (tmp_path / "names.toml").write_text('[names]\n"Turkey" = "Türkiye"\n', "utf-8")
    (tmp_path / "geomap.toml").write_text('names = "names.toml"\n', "utf-8")
    (tmp_path / "other.toml").write_text('[names]\n"Turkey" = "Türkiye"\n', "utf-8")
    for name in ("geomap.toml", "other.toml"):
        assert load_settings(tmp_path / name).names == {"Turkey": "Türkiye"}


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ('"Turkey" = "T"\n', "one table, \\[names\\]"),
        ("[names]\nTurkey = 3\n", "is no text"),
        ("[names\n", "no valid TOML"),
    ],
)
def test_a_wrong_names_file_is_told(tmp_path: Path, held: str, told: str):
    (tmp_path / "names.toml").write_text(held, "utf-8")
    (tmp_path / "geomap.toml").write_text('names = "names.toml"\n', "utf-8")
    with pytest.raises(UsageError, match=told):
        load_settings(tmp_path / "geomap.toml")


def test_geocode_shows_the_house_style(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "geomap.toml").write_text('[names]\n"Kyiv" = "Kiev"\n', "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["geocode", "Kyiv", "--json", "--config", str(tmp_path / "geomap.toml")])
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "Kiev"


def test_the_base_map_is_written_in_the_house_style():
    from geomap.export import boundaries, ground
    from geomap.run.rendering import house_labels
    from geomap.settings import Settings

    drawn = ground.build({}, labels=house_labels(Settings(names=STYLE))).world
    plain = boundaries.basemap()
    towns = {label[2] for label in drawn["labels"]}
    assert "Kiev" in towns
    assert "Kyiv" not in towns
    assert len(drawn["labels"]) == len(plain["labels"])
    changed = [
        (now["code"], now["name"])
        for now, before in zip(drawn["countries"], plain["countries"], strict=True)
        if now != before
    ]
    assert changed == [("TR", "Turkey (as we write it)")]

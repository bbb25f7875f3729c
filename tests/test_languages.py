"""Articles that are not English: Ukrainian and Russian read by rules, others that say so."""

from __future__ import annotations

import json
import time
import tomllib
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cli_cases import Geomap
from hypothesis import given, settings
from hypothesis import strategies as st

import geomap
from geomap.articles import article_from_text
from geomap.articles.language import language
from geomap.errors import LanguageError, UnsupportedLanguageWarning
from geomap.locate import GazetteerGeocoder, locate
from geomap.model import Sighting
from geomap.names import Names
from geomap.reader import ModelReader, languages
from geomap.reader.scripts import foreign_names
from geomap.reader.slavic.morphology import installed
from geomap.reader.slavic.words import words

CASES = Path(__file__).parent / "cases"
NEWS = "Russian artillery shelled Nikopol overnight, and two people were killed."
FRENCH = "Des obus sont tombés sur le port et le gouverneur est parti pour Genève avec les autres."
ARABIC = "سقطت قذائف على الميناء يوم الخميس وقال المحافظ في بيان إن ثلاثة أشخاص قتلوا."
CHINESE = "炮弹周四落在港口，三人死亡，省长说。谈判将继续。"
UKRAINIAN = "Під Авдіївкою тривають бої, а переговори відбудуться у Женеві."

needs_slavic = pytest.mark.skipif(
    not installed(), reason="reads Ukrainian and Russian: pip install 'conflict-geomap[slavic]'"
)


@pytest.fixture(scope="module")
def read() -> Any:
    reader, geocoder = ModelReader(), GazetteerGeocoder(Names.open())

    def sightings(text: str, told: str | None = None) -> list[Sighting]:
        article = article_from_text(text)
        if told is not None:
            article = article.model_copy(update={"language": told})
        return locate(article, reader.mentions(article), geocoder)

    return sightings


def cases(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"])


# --- how well ---------------------------------------------------------------------------------


def measured(read: Any, name: str) -> Counter[str]:
    """Return how many of the names of a file are found, placed, and read as it says."""
    tally: Counter[str] = Counter()
    for case in cases(name):
        found = {one.text: one for one in read(case["text"], case["language"])}
        tally["found"] += len(found)
        for wanted in case["expect"]:
            tally["wanted"] += 1
            one = found.get(wanted["text"])
            if one is None:
                continue
            tally["spans"] += 1
            tally["places"] += one.place is not None and one.place.id == wanted["place"]
            tally["usages"] += one.usage == wanted["usage"]
            tally["sites"] += one.site == wanted["site"]
            if "status" in wanted:
                tally["statuses wanted"] += 1
                tally["statuses"] += one.status == wanted["status"]
    return tally


@needs_slavic
@pytest.mark.parametrize("name", ["slavic.toml", "slavic_measured.toml"])
def test_the_names_of_ukrainian_and_russian_sentences_are_found_placed_and_read(
    read: Any, name: str
) -> None:
    tally = measured(read, name)
    assert tally["spans"] / tally["wanted"] >= 0.95
    assert tally["spans"] / tally["found"] >= 0.95
    for what in ("places", "usages", "sites"):
        assert tally[what] / tally["wanted"] >= 0.9, (what, tally)
    assert tally["statuses"] / tally["statuses wanted"] >= 0.9


@needs_slavic
def test_the_rules_say_that_they_are_rules_and_score_low(read: Any) -> None:
    for one in read(UKRAINIAN):
        assert one.why[0] == "read by rules, not by the trained reader"
        assert one.score.usage is not None and one.score.usage <= 0.6
        assert one.score.site is not None and one.score.site <= 0.5


@needs_slavic
@pytest.mark.parametrize(
    "text",
    [
        "Олександр Петренко приїхав до Полтавенка у гості.",
        "Роман Львов и Надежда Мирова спорили весь вечер.",
        "Мали намір виступити, але Рада перенесла розгляд.",
        "Владимир Корвинский обстрелян критикой, а Владимир Залецкий молчал.",
        "В Раде спорили о бюджете, а Свобода слова никого не волновала.",
    ],
)
def test_persons_and_words_that_are_also_villages_are_no_places(read: Any, text: str) -> None:
    assert [one.text for one in read(text)] == []


@needs_slavic
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Окупанти вдарили по Харкову, троє загинули.", {"Харкову": "occurred"}),
        ("Ворог вдарив по Одесі дронами.", {"Одесі": "occurred"}),
        # what is denied, and what only sounds so
        ("ВСУ не наносили удар по Белгороду.", {"Белгороду": "did_not_occur"}),
        ("Войска не смогли захватить Торецк.", {"Торецк": "did_not_occur"}),
        ("Наші війська не змогли захопити Торецьк.", {"Торецьк": "did_not_occur"}),
        ("У Генштабі заперечили захоплення Куп'янська.", {"Куп'янська": "did_not_occur"}),
        ("В столице отрицают обстрел Донецка.", {"Донецка": "did_not_occur"}),
        ("Атака на Сумы отбита.", {"Сумы": "occurred"}),
        ("Атаку на Суми відбито.", {"Суми": "occurred"}),
        ("Войска не только обстреляли Херсон.", {"Херсон": "occurred"}),
        ("Гарнизон не остановил атаку на Херсон.", {"Херсон": "occurred"}),
        ("Войска не прекращают обстрелы Херсона.", {"Херсона": "ongoing"}),
        ("Утром войска не спали. Обстрелян Херсон.", {"Херсон": "occurred"}),
        # where those sit who speak of it
        (
            "Минобороны в Москве отрицает удар по Одессе.",
            {"Москве": None, "Одессе": "did_not_occur"},
        ),
        ("МЗС у Варшаві засудило обстріл Харкова.", {"Варшаві": None, "Харкова": "occurred"}),
        ("Посольство в Анкаре обстреляно.", {"Анкаре": "occurred"}),
        # who arrives
        ("Літак з Варшави прибув до Львова.", {"Варшави": None, "Львова": None}),
        ("Беженцы из Мариуполя прибыли в Краснодар.", {"Мариуполя": None, "Краснодар": None}),
        ("В пятницу Корвинский прибыл в Варшаву.", {"Варшаву": "occurred"}),
        ("Делегація прибула до Женеви.", {"Женеви": "occurred"}),
    ],
)
def test_what_happened_where_in_ukrainian_and_russian(
    read: Any, text: str, expected: dict[str, str | None]
) -> None:
    language = "uk" if set(text.lower()) & set("іїєґ") else "ru"
    assert {one.text: one.status for one in read(text, language)} == expected


@needs_slavic
def test_two_countries_in_one_adjective_have_a_record_each(read: Any) -> None:
    found = read("Російсько-український кордон закрито від учора, повідомили в області.")
    assert [(one.text, one.usage) for one in found] == [
        ("Російсько", "demonym"),
        ("український", "demonym"),
    ]


@needs_slavic
def test_stress_marks_parted_letters_and_characters_of_no_width_hide_no_name(read: Any) -> None:
    for name in ("Ки\u0301єві", "Ки\u200bє\u00adві"):
        text = f"Зустріч у {name} завершилася вчора ввечері."
        (one,) = read(text, "uk")
        assert text[one.start : one.end] == name
        assert one.place is not None and one.place.name == "Kyiv"


# --- several languages and scripts in one article ---------------------------------------------


def test_a_name_in_another_script_in_english_text_has_a_record_and_a_place(read: Any) -> None:
    text = f"{NEWS} Shells fell on the city of Бахмут too. Talks in 日内瓦 were called off."
    found = {one.text: one for one in read(text)}
    assert found["Бахмут"].place is not None and found["Бахмут"].place.name == "Bakhmut"
    assert found["日内瓦"].place is not None and found["日内瓦"].place.name == "Geneva"
    assert found["Бахмут"].usage == "literal"


def test_english_with_foreign_quotations_is_read_as_english(read: Any) -> None:
    text = f"{NEWS} « Nous sommes partis dans la nuit », said Marie. The talks in Geneva go on."
    found = {one.text: one for one in read(text)}
    assert {"Russian", "Nikopol", "Geneva"} <= set(found)
    assert "trained" not in " ".join(found["Nikopol"].why)


@needs_slavic
def test_a_russian_quotation_in_english_and_english_in_ukrainian_are_each_read_as_they_are(
    read: Any,
) -> None:
    quoted = {one.text: one for one in read(f"{NEWS} Он сказал: бои идут под Купянском и Изюмом.")}
    assert quoted["Купянском"].site == "battlefield"
    assert quoted["Nikopol"].site == "battlefield"
    mixed = {one.text: one for one in read(f"{UKRAINIAN} {UKRAINIAN}\n\n{NEWS}")}
    assert {"Авдіївкою", "Женеві", "Nikopol"} <= set(mixed)


def test_names_of_other_scripts_are_found_with_their_offsets() -> None:
    text = "The city of غزة (Gaza), Бахмут and 东京都 北京 met; קייב too."
    found = foreign_names(text, [(0, len(text))], Names.open())
    assert {text[start:end] for start, end in found} >= {"غزة", "Бахмут", "北京", "קייב"}


# --- what isn't read says so ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"), [(FRENCH, "fr"), (ARABIC, "ar"), (CHINESE, "zh")], ids=["fr", "ar", "zh"]
)
def test_a_text_in_a_language_that_is_not_read_warns_and_gives_nothing(
    text: str, code: str
) -> None:
    with pytest.warns(UnsupportedLanguageWarning, match=rf"\({code}\), which geomap doesn't read"):
        assert geomap.read_article(text) == []


def test_spans_given_in_such_a_text_are_taken_as_places_and_nothing_else_is_claimed() -> None:
    at = FRENCH.index("Genève")
    (one,) = geomap.read_article(FRENCH, spans=[(at, at + 6)])
    assert one.place is not None and one.place.name == "Geneva"
    assert (one.usage, one.site, one.score.usage) == ("literal", "none", None)
    assert "language fr not supported" in one.why[0]


def test_a_run_counts_what_it_could_not_read_by_language_and_names_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, geomap_: Geomap
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"a": NEWS, "b": FRENCH, "c": f"{FRENCH} Oui.", "d": ARABIC, "e": ""}.items():
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
    done = geomap_("map", "a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "-o", "out")
    assert done.code == 0
    counts = json.loads(Path("out/run.json").read_text(encoding="utf-8"))["counts"]
    assert counts["articles_read"] == 1
    assert counts["articles_skipped_by_reason"] == {
        "language ar not supported": 1,
        "language fr not supported": 2,
        "unreadable": 1,
    }
    said = [line for line in done.err.splitlines() if line.startswith("geomap: skipped")]
    assert len(said) == 3
    assert any("2 articles (language fr not supported): b.txt, c.txt." in line for line in said)
    assert all("Translate it" in line for line in said if "geomap doesn't read" in line)


def test_a_run_of_nothing_that_is_read_ends_with_1_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, geomap_: Geomap
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("b.txt").write_text(FRENCH, encoding="utf-8")
    done = geomap_("map", "b.txt", "-o", "out")
    assert (done.code, Path("out").exists()) == (1, False)
    assert "No article could be read" in done.err
    done = geomap_("extract", "b.txt")
    assert (done.code, done.out) == (1, "")
    assert done.err.count("b.txt") == 1


def test_without_the_extra_ukrainian_says_how_to_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, geomap_: Geomap
) -> None:
    monkeypatch.setattr(languages, "installed", lambda: False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LanguageError, match=r"pip install 'conflict-geomap\[slavic\]'"):
        ModelReader().mentions(article_from_text(UKRAINIAN))
    assert "conflict-geomap[slavic]" in languages.state()
    Path("a.txt").write_text(UKRAINIAN, encoding="utf-8")
    done = geomap_("map", "a.txt", "-o", "out")
    assert done.code == 1
    assert "pip install 'conflict-geomap[slavic]'" in done.err


# --- which language it is ---------------------------------------------------------------------

SHORT = {
    "uk": ["Удар по Харкову: двоє загиблих", "Зеленський зустрівся з Макроном"],
    "ru": ["Переговоры в Женеве завершены", "Армия Судана вернула аэропорт"],
    "fr": ["Des frappes touchent la ville cette nuit", "Combats dans le nord, selon les secours"],
    "de": ["Die Gespräche sind ohne Einigung beendet", "Granaten treffen die Stadt in der Nacht"],
    "es": [
        "El ejército recupera el aeropuerto de la capital",
        "Dos muertos en un ataque con drones",
    ],
    "pl": ["Rozmowy kończą się bez porozumienia", "Dwie osoby zginęły w ataku na port"],
    "ar": ["قصف على المدينة خلال الليل", "معارك قرب غوما"],
    "zh": ["日内瓦会谈未达成协议", "苏丹军队夺回机场"],
}


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, ts in SHORT.items() for t in ts])
def test_a_headline_is_of_its_language_or_of_none_that_is_told(code: str, text: str) -> None:
    assert language(text) in (code, None)


@pytest.mark.parametrize(
    "text",
    [
        "Port Sudan, Omdurman, Khartoum, El Fasher, Nyala",
        "Santa Cruz de la Sierra blockade enters second week",
        "Le Monde reported from Port-au-Prince",
        "Mexico City – Sinaloa cartel war: Culiacán, Mazatlán, Los Mochis",
        "Des Moines mayor visits Paris",
        "Jabhat al-Nusra and Ahrar al-Sham took a checkpoint south of Aleppo, Al-Jazeera said.",
    ],
)
def test_english_full_of_foreign_names_is_never_taken_for_another_language(text: str) -> None:
    assert language(text) in ("en", None)


# --- bad input --------------------------------------------------------------------------------

_SCRIPTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("аеиіїєґыэёБХКУВ' -.,\n\u0301\u200b\u00ad"),
        st.characters(),
    ),
    max_size=200,
)


@given(text=_SCRIPTS)
def test_words_stand_where_they_say(text: str) -> None:
    past = 0
    for word in words(text):
        assert past <= word.start < word.end <= len(text)
        assert text[word.start : word.end][0].isalnum()
        past = word.end


@settings(deadline=None, max_examples=25)
@given(text=_SCRIPTS)
def test_offsets_are_exact_in_any_text_of_any_script(read: Any, text: str) -> None:
    for told in ("en", "uk", "ru") if installed() else ("en",):
        for one in read(f"У Києві. {text}" if told != "en" else f"In Kyiv. {text}", told):
            full = f"У Києві. {text}" if told != "en" else f"In Kyiv. {text}"
            assert full[one.start : one.end] == one.text
            assert one.sentence in full


BAD = {
    "no sentences": "У Бахмуті тривають бої під Авдіївкою біля Покровська ",
    "capitals": "БАХМУТ ",
    "one word": "Б",
    "no width": "Ба\u200bх\u0301мут у Ки\u0301єві\u200d ",
    "a table": "Бахмут | 12 | Суми\t7\n",
    "code": "Бахмут = {'Суми': [0, 1]}; ",
    "mixed scripts": "Shells fell on Бахмут and 日内瓦 near غزة ",
}


@needs_slavic
@pytest.mark.parametrize("name", BAD)
def test_bad_input_has_exact_offsets_and_takes_linear_time(read: Any, name: str) -> None:
    took = []
    for size in (1_500, 6_000) if name == "mixed scripts" else (5_000, 20_000):
        text = BAD[name] * (size // len(BAD[name]))
        before = time.process_time()
        mentions = ModelReader.mentions(
            _reader(),
            article_from_text(text).model_copy(
                update={"language": "en" if name == "mixed scripts" else "uk"}
            ),
        )
        took.append(time.process_time() - before)
        assert all(text[one.start : one.end] == one.text for one in mentions)
    assert took[1] < 8 * took[0] + 1.0


_READERS: list[ModelReader] = []


def _reader() -> ModelReader:
    if not _READERS:
        _READERS.append(ModelReader())
    return _READERS[0]


def test_an_english_reading_is_without_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnsupportedLanguageWarning)
        assert geomap.read_article(NEWS)

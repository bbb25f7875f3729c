"""Ukrainian and Russian as outlets write it: who says so, days, lists, units, offices, visits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geomap.articles import article_from_text
from geomap.articles.language import language
from geomap.locate import GazetteerGeocoder, locate
from geomap.names import Names
from geomap.reader import ModelReader
from geomap.reader.slavic.morphology import installed

pytestmark = pytest.mark.skipif(not installed(), reason="needs the extra slavic")
PUBLISHED = date(2025, 8, 21)  # a Thursday


@pytest.fixture(scope="module")
def read() -> Any:
    """Return a function that reads and places a text in uk or ru; records by their text."""
    reader, geocoder = ModelReader(), GazetteerGeocoder(Names.open())

    def records(text: str) -> dict[str, Any]:
        told = "uk" if set(text.lower()) & set("іїєґ") else "ru"
        article = article_from_text(text).model_copy(
            update={"language": told, "published": PUBLISHED}
        )
        return {one.text: one for one in locate(article, reader.mentions(article), geocoder)}

    return records


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Губернатор Іван Рудик повідомив про удар по Полтаві.", "Губернатор Іван Рудик"),
        ("Мінооборони заявило, що під Лиманом тривають бої.", "Мінооборони"),
        ("Бои идут под Купянском, заявили в штабе.", "штабе"),
        ("Обстрелян Херсон, сообщает агентство Зенит со ссылкой на жителей.", "агентство Зенит"),
        ("Обстріляно Херсон, пише Зеніт.", "Зеніт"),
    ],
)
def test_who_says_so_is_no_part_of_what_is_said(read: Any, text: str, by: str) -> None:
    assert {one.attribution.by for one in read(text).values() if one.site != "none"} == {by}


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("Внаслідок обстрілу Нікополя 7 серпня загинула жінка.", "2025-08-07", "7 серпня"),
        ("Харьков обстреляли 30 декабря.", "2024-12-30", "30 декабря"),
        ("Саммит в Будапеште состоится 3 сентября.", "2025-09-03", "3 сентября"),
        ("У вівторок обстріляли Суми.", "2025-08-19", "У вівторок"),
        ("Переговоры в Анкаре пройдут в понедельник.", "2025-08-25", "в понедельник"),
        ("Вчора росіяни вдарили по Одесі.", "2025-08-20", "Вчора"),
        ("Ночью обстрелян Херсон.", "2025-08-20/2025-08-21", "Ночью"),
        ("Зустріч у Варшаві відбудеться наступного тижня.", "2025-08-25/2025-08-31", "наступного тижня"),
        ("Місто Бахмут окуповане з травня 2023 року.", "2023-05/..", "з травня 2023"),
        # what is no day of it
        ("Обстріляно Херсон 45 разів.", "../2025-08-21", None),
        ("Херсон обстреляли 31 ноября.", "../2025-08-21", None),
    ],
)  # fmt: skip
def test_the_day_that_the_sentence_gives_is_the_event_s(
    read: Any, text: str, day: str, words: str | None
) -> None:
    (one,) = (one for one in read(text).values() if one.site != "none")
    assert (one.event_date, one.date_text) == (day, words)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Над Ростовской, Курской и Воронежской областями сбиты дроны.",
            {"Ростовской": "Rostov Oblast", "Курской": "Kursk Oblast", "Воронежской областями": "Voronezh Oblast"},
        ),
        ("У Київській області збито дрон.", {"Київській області": "Kyiv Oblast"}),
        (
            "Бої йдуть на Лиманському та Куп'янському напрямках.",
            {"Лиманському": "Lyman front", "Куп'янському напрямках": "Kupiansk front"},
        ),
        ("Саміт проведуть у Женеві або Відні.", {"Женеві": "Geneva", "Відні": "Vienna"}),
        (
            "Вибухи чули у Вінниці, Рівному, Луцьку та Житомирі.",
            {"Вінниці": "Vinnytsia", "Рівному": "Rivne", "Луцьку": "Lutsk", "Житомирі": "Zhytomyr"},
        ),
        ("Дрон ударил по Крымскому мосту.", {"Крымскому мосту": "Crimean Bridge"}),
        ("Президент прибыл в Эр-Рияд.", {"Эр-Рияд": "Riyadh"}),
        ("Ракеты запустили с территории Белоруссии.", {"Белоруссии": "Belarus"}),
    ],
)  # fmt: skip
def test_names_that_share_a_noun_or_a_list_are_each_placed_and_told_of(
    read: Any, text: str, names: dict[str, str]
) -> None:
    found = {t: one.place.name for t, one in read(text).items() if one.site != "none"}
    assert found == names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # a ministry, a council, troops of 'defence'
        ("Міністр оборони Іван Рудик приїхав до Варшави.", {"Варшави": "visit"}),
        ("Рада нацбезпеки й оборони зібралася в Полтаві.", {"Полтаві": None}),
        ("Оборона Бахмута тривала рік.", {"Бахмута": "ground_fighting"}),
        # a minister flies in, a rocket too
        ("Глава МИД прилетел в Брюссель.", {"Брюссель": "visit"}),
        ("Ракета прилетела в Одессу.", {"Одессу": "air_strike"}),
        ("Министр вылетел из Киева.", {"Киева": None}),
        # whom one frees
        ("Отряд освободил город Лиман.", {"Лиман": "capture"}),
        ("Отряд освободил пятерых заложников в Лимане.", {"Лимане": None}),
        ("Президент звільнив посла у Варшаві.", {"Варшаві": None}),
        # what is prevented, prepared or called for
        ("Спецслужбы предотвратили теракт в Туле.", {"Туле": "bombing"}),
        # who enters
        ("Войска вошли в Эль-Фашир.", {"Эль-Фашир": "ground_fighting"}),
        ("Вошли в Полтаву и туристы.", {"Полтаву": None}),
        # why one meets elsewhere
        ("Послы собрались в Вене после удара по Сумам.", {"Вене": None, "Сумам": "attack"}),
        # a street and a quarter
        ("На Ленинском проспекте в Москве раздался взрыв.", {"Москве": "bombing"}),
        ("Дрон влучив в Індустріальний район Харкова.", {"Харкова": "air_strike"}),
        # a town called as a drone
        ("Ворог атакував Дронівку.", {"Дронівку": "attack"}),
    ],
)
def test_a_word_of_war_or_of_visits_that_means_something_else_tells_nothing(
    read: Any, text: str, told: dict[str, str | None]
) -> None:
    assert {t: one.event_type for t, one in read(text).items()} == told


@pytest.mark.parametrize(
    ("text", "usages"),
    [
        ("Голова уряду відвідає Київ у вересні.", {"Київ": "literal"}),
        ("Переговоры США и Китая прошли в Вене.", {"США": "metonymic", "Китая": "metonymic", "Вене": "literal"}),
        ("Кремль исключил встречу в Вене.", {"Кремль": "metonymic", "Вене": "literal"}),
        ("Обмін полоненими відбувся на кордоні з Польщею.", {"Польщею": "literal"}),
        ("Мінські угоди не виконали.", {"Мінські": "name_part"}),
        ("Харьковский суд закрыт.", {"Харьковский": "org_part"}),
        ("Уряд запропонував Анкару як майданчик для переговорів.", {"Анкару": "literal"}),
        ("Ракета упала близ Тель-Авива.", {"Тель-Авива": "literal"}),
        ("Президент Володимир Рудницький мовчав.", {}),
        ("На вулиці Хрещатик тихо.", {}),
        ("Лінія фронту не змінилася.", {}),
        ("Об этом пишет Al Jazeera.", {}),
    ],
)  # fmt: skip
def test_what_a_name_stands_for(read: Any, text: str, usages: dict[str, str]) -> None:
    assert {t: one.usage for t, one in read(text).items()} == usages


def test_fire_comes_from_where_it_is_told_to_come_from(read: Any) -> None:
    found = read("Окупанти з Енергодара обстріляли Марганець.")
    assert {t: one.role for t, one in found.items()} == {
        "Енергодара": "origin",
        "Марганець": "target",
    }


def test_talks_that_somebody_calls_for_are_proposed_and_shelling_is_not(read: Any) -> None:
    assert read("ООН призвала к переговорам в Джидде.")["Джидде"].status == "proposed"
    assert read("ООН призвала прекратить обстрелы Херсона.")["Херсона"].status != "proposed"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Взрывы слышны в Днепре.", {"Днепре": "city"}),
        ("Мэр Днепра молчит.", {"Днепра": "city"}),
        ("Войска переправились через Днепр.", {"Днепр": "natural"}),
    ],
)
def test_a_town_called_as_its_river(read: Any, text: str, places: dict[str, str]) -> None:
    assert {t: one.place.kind for t, one in read(text).items()} == places


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("В Ереване и Баку отвергли обвинения в обстреле Джермука.",
         {"Ереване": None, "Баку": None, "Джермука": "did_not_occur"}),
        ("Войска отказались прекратить обстрелы Херсона.", {"Херсона": "occurred"}),
        ("Стороны отказались от встречи в Вене.", {"Вене": "ruled_out"}),
    ],
)  # fmt: skip
def test_what_is_refused_or_rejected(read: Any, text: str, statuses: dict[str, str | None]) -> None:
    assert {t: one.status for t, one in read(text).items()} == statuses


def test_a_text_without_a_ukrainian_letter_is_not_ukrainian() -> None:
    text = (
        "Землетрясение произошло у берегов Камчатки, в Петропавловске пострадавших нет. "
        "Угроза цунами на берегах Сахалина и у соседей не подтвердилась."
    )
    assert language(text) != "uk"
    assert language("Речник заявив про захоплення Часового Яру, у штабі це спростували.") != "sr"

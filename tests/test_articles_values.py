"""The parts of reading that take one value: encodings, dates, languages, names on a terminal."""

from __future__ import annotations

import codecs
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.articles import shown
from geomap.articles.dates import article_date
from geomap.articles.encoding import decode
from geomap.articles.language import language
from geomap.errors import ArticleError

RUSSIAN = "Войска обстреляли порт в четверг, погибли три человека, сообщил губернатор. Это не всё."
UKRAINIAN = (
    "Війська обстріляли порт у четвер, загинули троє людей, повідомив голова області. Це не все."
)
FRENCH = "Des obus sont tombés sur le port – déjà détruit –, a déclaré l’envoyé spécial à Genève."
GERMAN = "Granaten trafen den Hafen, wie der Gouverneur für die Küste am späten Abend bestätigte."
POLISH = "Pociski spadły na port, zginęły trzy osoby, powiedział wojewoda, a łódź zatonęła później. To nie jest koniec."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (UKRAINIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-32"),
        (UKRAINIAN, "utf-8"),
        (UKRAINIAN, "utf-8-sig"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=300)
)
def test_utf_8_is_decoded_as_it_stands(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()) == text


def test_newlines_and_unicode_forms_are_left_alone() -> None:
    text = "a\r\nb\rc\nde\u0301f\u2028\u00e9\ufb01"
    assert decode(text.encode()) == text


def test_a_few_broken_bytes_do_not_make_another_encoding() -> None:
    data = (UKRAINIAN * 20).encode()
    broken = data[:101] + b"\xff" + data[101:-1]
    assert decode(broken).replace("\ufffd", "").startswith(UKRAINIAN[:40])


def test_a_declared_encoding_is_believed_when_the_bytes_allow_it() -> None:
    assert decode("Граница".encode("cp866"), declared="ibm866") == "Граница"
    assert decode("Граница".encode(), declared="cp866") == "Граница"
    assert decode(FRENCH.encode("cp1252"), declared="no-such-code") == FRENCH


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (bytes(range(256)) * 4, "binary"),
        (b"%PDF-1.7\n1 0 obj\n<<>>", "PDF"),
        (b"PK\x03\x04" + b"\0" * 60, "zip"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "image"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"\x1b[31m\x07\x07\x08\x08" * 20, "binary"),
    ],
)
def test_what_is_no_text_says_what_it_is(data: bytes, what: str) -> None:
    with pytest.raises(ArticleError, match=what):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_article_error(data: bytes) -> None:
    try:
        decode(data).encode("utf-8")
    except ArticleError as error:
        assert "Save the article's text" in str(error)


@pytest.mark.parametrize(
    "value",
    [
        "2025-08-21", "2025-08-21T23:30:00-05:00", "2025-08-21 10:00:00", "20250821", "2025/8/21",
        "21 August 2025", "Aug. 21, 2025", "August 21, 2025", "21.08.2025", "8/21/2025", "21/08/2025",
        "Thu, 21 Aug 2025 14:00:00 GMT", "Thursday 21 August 2025", "21 серпня 2025",
        "21 августа 2025 г.", "21. August 2025", "21 août 2025", "21 de agosto de 2025",
        "2025年8月21日", 20250821, date(2025, 8, 21), datetime(2025, 8, 21, 23, 59),
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_common_forms(value: object) -> None:
    assert article_date(value) == date(2025, 8, 21)


@pytest.mark.parametrize(
    "value",
    [
        "may", "May 2025", "2025", "yesterday", "Thursday", "soon", "", "3/4/2025", "2025-02-31",
        "31.02.2025", "1755734400", 1755734400, 17.5, True, None, [], "x" * 500, "21 August",
        "9999999999999999", "2025-13-01", "two weeks ago", "\x00",
    ],
)  # fmt: skip
def test_what_names_no_whole_day_is_none(value: object) -> None:
    assert article_date(value) is None


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats()))
def test_any_value_is_a_day_or_none(value: object) -> None:
    assert article_date(value) is None or isinstance(article_date(value), date)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Shells fell on the port on Thursday and the envoy said that talks will go on.", "en"),
        (RUSSIAN, "ru"),
        (UKRAINIAN, "uk"),
        (FRENCH, "fr"),
        ("Granaten trafen den Hafen, und der Gouverneur ist mit dem Zug nach Genf gereist.", "de"),
        (
            "Los proyectiles cayeron sobre el puerto y la mediadora no quiso hablar con los medios.",
            "es",
        ),
        (POLISH, "pl"),
        ("سقطت قذائف على الميناء يوم الخميس وقال المحافظ في بيان إن ثلاثة أشخاص قتلوا.", "ar"),
        ("گلوله‌ها به بندر برخورد کرد و استاندار گفت که سه نفر در این حمله کشته شدند.", "fa"),
        ("פגזים נפלו על הנמל ביום חמישי, אמר המושל.", "he"),
        ("炮弹周四落在港口，三人死亡，省长说。谈判将继续。", "zh"),
        ("木曜日に港に砲弾が落ち、三人が死亡したと知事が述べた。", "ja"),
        ("목요일 항구에 포탄이 떨어져 세 명이 숨졌다고 주지사가 말했다.", "ko"),
    ],
)
def test_the_language_is_told_by_script_and_common_words(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    "text", ["", "Kyiv", "12345 67890", "Port Belgard Sarn Tolvik Orm Ask", "🙂🙂"]
)
def test_a_text_that_does_not_tell_has_no_language(text: str) -> None:
    assert language(text) is None


def test_a_hostile_name_is_shown_escaped() -> None:
    assert shown("a\nb\x1b[2J\u202etxt.exe\udcff") == "a\\nb\\x1b[2J\\u202etxt.exe\\udcff"
    assert shown("Київ 🙂.txt") == "Київ 🙂.txt"


@given(st.text(alphabet=st.characters()))
def test_what_is_shown_prints(name: str) -> None:
    assert shown(name).isprintable()

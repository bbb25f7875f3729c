"""Texts that are no articles, for the reader: offsets stay exact, and twice the text is twice the time.

Where the network itself isn't asked, a stand-in takes every capitalised word for a place where
something happened: the most that the rules after it can ever be given to do.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geomap
from geomap.articles import article_from_text
from geomap.model import Article, Mention
from geomap.reader import ModelReader
from geomap.reader.dates.links import LINKS, Links
from geomap.reader.encoding import Pieces, Window, encode, windows
from geomap.reader.event_types import EventTypes
from geomap.reader.evidence import LONGEST
from geomap.reader.labels import HEADS, TYPES, WIDTH, slices
from geomap.reader.network import SHIPPED, Said

PUBLISHED = date(2025, 8, 21)


def words(text: str) -> list[str]:
    return text.split()


PLACES = words("Donetsk Geneva Kharkiv Sumy Gaza Doha Cairo Homs Aleppo Mosul Kyiv Paris Juba Goma")
WORDS = words(
    "shells fell on the town and troops took talks in after said near while forces army that was "
    "struck by drones killed two people on when officials from denied it claimed their"
)


class EveryCapital:
    """The network's stand-in: every capitalised word is a place, and a site of some kind."""

    version = "every-capital"

    def __init__(self) -> None:
        from tokenizers import Tokenizer

        self.card: dict[str, Any] = {}
        self._tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))

    def encode(self, text: str) -> Pieces:
        return encode(text, self._tokenizer)

    def windows(self, pieces: Pieces, sentences: Sequence[tuple[int, int]]) -> list[Window]:
        return windows(pieces, sentences, heading=24)

    def read(self, pieces: Pieces, cuts: Sequence[Window]) -> Said:
        scores = np.zeros((len(pieces), WIDTH), np.float32)
        capital = (pieces.casing >= 2) & (pieces.casing <= 4)

        def says(where: Any, head: str, label: str) -> None:
            scores[where, slices()[head].start + HEADS[head].index(label)] = 9.0

        says(~capital, "span", "O")
        says(capital & pieces.word_start, "span", "B")
        says(capital & ~pieces.word_start, "span", "I")
        says(slice(None), "usage", "literal")
        says(slice(None), "voice", "attributed")
        for kind, label in enumerate(("battlefield", "diplomatic")):
            says((pieces.start // 100) % 2 == kind, "site", label)
        for kind, label in enumerate(("occurred", "ongoing", "proposed")):
            says((pieces.start // 7) % 3 == kind, "status", label)
        vectors = np.full((len(pieces), LINKS), 0.1, np.float16)
        types = np.full((len(pieces), len(TYPES)), 0.1, np.float16)
        return Said(scores, Links(pieces, vectors, {"day.event": 1.0}), EventTypes(pieces, types))


@pytest.fixture(scope="module")
def every_capital() -> ModelReader:
    reader = ModelReader()
    reader.__dict__["_network"] = EveryCapital()  # what its cached property would hold
    read(reader, "Shells fell on Sumy. Київ.")  # opens what is opened once
    return reader


def english(text: str) -> Article:
    """Return `text` as an article in English, whatever it is."""
    article = article_from_text(text, published=PUBLISHED)
    return article.model_copy(update={"language": "en"})


def read(reader: ModelReader, text: str) -> list[Mention]:
    return reader.mentions(english(text))


# --- offsets --------------------------------------------------------------------------------

NASTY = st.sampled_from(
    [
        *PLACES, *WORDS, *words("Київ Донецьк Москва الخرطوم 北京 ירושלים Αθήνα 서울 ქალაქი"),
        *("\u200b", "\u200d", "\ufeff", "\u0301", "\u0327", "\u202e", "\u2066", "\x00", "\x1f", "\ud7ff"),
        *("\n", "\r\n", "\u2028", "\t", "\u00a0", "\x0b", ".", "...", "!", "?", ";", ":", ",", "—", "-"),
        *("“", "”", '"', "'", "’s", "«", "(", ")", "[", "|", "{", "}", "<b>", "</p>", "&amp;", "#", "@"),
        *("ﬁ", "ß", "İ", "ı", "ſ", "Ǆ", "e\u0301", "🇺🇦", "👨\u200d👩", "ＦＵＬＬ", "KYIV", "U.S.", "Gen.", "A" * 130),
        *("Monday", "on 3 May", "2014", "31", "overnight", "two days after", "said", "denies", "killed 12"),
    ]
)  # fmt: skip


@given(
    st.lists(NASTY | st.text(max_size=3), max_size=60), st.sampled_from(["", " ", " ", "\u200b"])
)
@settings(max_examples=120, deadline=None)
def test_every_offset_of_every_part_of_a_record_is_exact_in_any_text(
    every_capital: ModelReader, parts: list[str], glue: str
) -> None:
    article = english(glue.join(parts))
    text = article.text
    past = 0
    for one in every_capital.mentions(article):
        assert text[one.start : one.end] == one.text
        assert past <= one.start < one.end
        past = one.end
        assert one.text in one.sentence and one.sentence in text
        told = [one.trigger, *one.actors, *one.casualties]
        for part in (part for part in told if part is not None):
            assert text[part.start : part.end] == part.text
            assert part.text in one.sentence
            assert part.end <= one.start or one.end <= part.start


@pytest.mark.parametrize("name", ["Donetsk", "DONETSK"])
def test_of_a_line_without_a_stop_the_words_around_a_name_are_its_evidence(
    every_capital: ModelReader, name: str
) -> None:
    words = " ".join(f"word{number}" for number in range(2_000))
    text = words.replace("word1000 ", f"word1000 shells fell on {name} while ", 1)
    (one,) = read(every_capital, text)
    assert len(one.sentence) <= LONGEST + 2 * len(name)
    assert f"shells fell on {name} while" in one.sentence
    assert text[text.index(one.sentence) - 1] == " "
    assert text[text.index(one.sentence) + len(one.sentence)] == " "


def test_a_sentence_of_ordinary_length_is_shown_whole(every_capital: ModelReader) -> None:
    sentence = f"Shells fell on Sumy, {'and nobody slept, ' * 30}they said."
    assert len(sentence) < LONGEST
    found = read(every_capital, f"It rained. {sentence} It was cold.")
    assert {one.sentence for one in found if one.text == "Sumy"} == {sentence}


@pytest.mark.parametrize("letter", ["A", "Б", "É", "a\u0301"])
def test_what_is_longer_than_any_name_is_taken_for_none(
    every_capital: ModelReader, letter: str
) -> None:
    assert read(every_capital, letter * 100_000) == []


# --- time -----------------------------------------------------------------------------------

Make = Callable[[random.Random], str]
TEXTS: dict[str, Make] = {
    "no name": lambda r: r.choice(WORDS),
    "names among words": lambda r: r.choice(PLACES) if r.random() < 0.06 else r.choice(WORDS),
    "names alone": lambda r: r.choice(PLACES) + r.choice([",", " and", ""]),
    "all in capitals": lambda r: r.choice(WORDS + PLACES).upper(),
    "several scripts": lambda r: r.choice([*WORDS, *PLACES, "Харків", "الخرطوم", "北京", "город"]),
    "no width": lambda r: "".join(c + r.choice(["", "\u200b", "\u0301"]) for c in r.choice(PLACES)),
    "a table": lambda r: f"{r.choice(PLACES)}\t|\t{r.randrange(999)}" + r.choice([" ", "\n"]),
    "code": lambda r: r.choice(["def Homs(x):", "return {", "};\n", "Foo.Bar()", "</div>", '"K":']),
    "stops": lambda r: r.choice(["...", "?!", "Mr.", "U.S.", "Sumy.", "a.", '"', "a b. c.\n"]),
    "quotes": lambda r: r.choice(['"said', 'Kyiv"', "that", ")", "he said", "“we", "denied", ","]),
    "numbers": lambda r: r.choice(["12", "killed", "3,000", "May", "2014", "two", "in Sumy", "days"]),
    "clauses": lambda r: r.choice(["the army said", "Kyiv denied", "and", "which", ", as", "after"]),
}  # fmt: skip


def made(kind: str, size: int) -> str:
    """Return `size` code points of a kind of text, the same each time."""
    source = random.Random(kind)
    words: list[str] = []
    length = 0
    while length < size:
        words.append(TEXTS[kind](source))
        length += len(words[-1]) + 1
    return " ".join(words)[:size]


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the least of three tries: what else the machine does can only add."""
    tries = []
    for _ in range(3):
        start = time.process_time()
        work()
        tries.append(time.process_time() - start)
    return min(tries)


@pytest.mark.parametrize("kind", TEXTS)
def test_four_times_the_text_takes_about_four_times_the_time(
    every_capital: ModelReader, kind: str
) -> None:
    small, large = made(kind, 800), made(kind, 3_200)
    before = cpu_seconds(lambda: read(every_capital, small))
    after = cpu_seconds(lambda: read(every_capital, large))
    assert after < 7 * before + 0.1, (before, after)


@pytest.mark.parametrize("kind", ["several scripts", "no width", "a table"])
def test_four_times_the_text_takes_about_four_times_the_time_through_the_network_too(
    kind: str,
) -> None:
    def whole(text: str) -> None:
        found = geomap.read_article(text, published=PUBLISHED)
        assert all(text[one.start : one.end] == one.text for one in found)

    whole("Shells fell on Sumy. Київ")  # opens what is opened once
    small, large = made(kind, 1_000), made(kind, 4_000)
    before = cpu_seconds(lambda: whole(small))
    after = cpu_seconds(lambda: whole(large))
    assert after < 7 * before + 0.2, (before, after)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["no name", "names among words"])
def test_one_line_of_five_megabytes_is_read_at_the_pace_of_a_short_one(
    every_capital: ModelReader, kind: str
) -> None:
    short, long = made(kind, 50_000), made(kind, 50_000) * 100
    before = cpu_seconds(lambda: read(every_capital, short))
    start = time.process_time()
    found = read(every_capital, long)
    assert time.process_time() - start < 100 * 1.5 * before + 1
    assert all(long[one.start : one.end] == one.text for one in found)
    assert all(len(one.sentence) <= LONGEST + 240 for one in found)


@pytest.mark.slow
def test_one_line_of_five_megabytes_with_a_name_here_and_there_goes_through_the_network() -> None:
    text = f"{made('no name', 100_000)} shells fell on Sumy and " * 50
    start = time.process_time()
    found = geomap.read_article(text, published=PUBLISHED)
    assert time.process_time() - start < 300
    assert "Sumy" in {one.text for one in found}
    assert all(text[one.start : one.end] == one.text for one in found)

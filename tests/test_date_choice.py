"""Events as their whole text dates them: the day it tells, where that is rather sure."""

from __future__ import annotations

import math
import re
import time
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from geomap.articles import article_from_text
from geomap.model import Mention
from geomap.reader import network
from geomap.reader.dates.choice import Signs, likeliest, undated
from geomap.reader.dates.links import LINKS, RANK, Links
from geomap.reader.dates.options import KINDS, Option
from geomap.reader.encoding import Pieces
from geomap.reader.model_reader import ModelReader
from geomap.reader.wording.sentences import split
from geomap.training.corpus import FOLDER, dated, passages
from geomap.training.dating import DATED, Case, told
from tests.accuracy.measuring import COMPOSED

EDTF = re.compile(r"\d{4}(-\d\d){0,2}(/(\.\.|\d{4}(-\d\d){0,2}))?|\.\./\d{4}(-\d\d){0,2}")
DAY = date(2025, 6, 19)


@pytest.fixture(scope="module")
def reader() -> ModelReader:
    return ModelReader()


def read(reader: ModelReader, text: str, name: str, published: date | None = DAY) -> Mention:
    """Return the last mention of `name` in `text`."""
    start = text.rindex(name)
    found = reader.mentions(article_from_text(text, published=published), spans=None)
    return next(one for one in found if one.start <= start < one.end)


def test_what_a_story_adds_is_of_the_day_it_tells(reader: ModelReader):
    text = (
        "Missile kills nine in Dnipro\n\nA Russian missile struck a bus station in Dnipro on Tuesday, killing nine "
        "people, the governor said.\n\nA second missile hit a grain store in Synelnykove, where two people died."
    )
    second = read(reader, text, "Synelnykove")
    assert (second.event_date, second.date_basis) == ("2025-06-17", "relative")
    assert second.date_text == "Tuesday"


@pytest.mark.parametrize(
    ("text", "name", "when"),
    [
        (
            "Twelve soldiers died in an attack at Kandadji, the junta said on Monday. The raid took place on Friday "
            "morning.",
            "Kandadji",
            "2025-06-13",
        ),
        (
            "Eleven policemen were killed in a blast in Bannu, officials said on Wednesday. The assault happened late "
            "on Sunday.",
            "Bannu",
            "2025-06-15",
        ),
        (
            "The army confirmed on Tuesday it had lost Babanusa. It fell on June 4.",
            "Babanusa",
            "2025-06-04",
        ),
        (
            "They have agreed to hold talks in August. Muscat is the likeliest host.",
            "Muscat",
            "2025-08",
        ),
        (
            "Shells fell on Bannu on Monday. The first raid took place on June 3.",
            "Bannu",
            "2025-06-16",
        ),
    ],
)
def test_the_sentence_beside_may_say_when_an_event_was(
    reader: ModelReader, text: str, name: str, when: str | None
):
    assert read(reader, text, name).event_date == when


@pytest.mark.parametrize(
    "text",
    [
        "The committee holds its session on Friday. Muscat would host a summit of the presidents.",
        "They have agreed to cut duties in August. Muscat is the likeliest host of the next round.",
    ],
)
def test_by_rules_the_day_of_something_else_dates_no_venue(text: str):
    by_rules = ModelReader(weigher=Signs({"rule": 1.0}))  # the links date the second to August
    assert read(by_rules, text, "Muscat").event_date is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Envoys met in Muscat to discuss the raid. The attack took place on Thursday.", "Muscat"),
        ("Shells hit Bannu.\n\nThe attack took place on Thursday.", "Bannu"),
        ("Shells hit Bannu. The raid took place on Thursday near Kohat.", "Bannu"),
        ("Soldiers retook Babanusa. It was captured on June 4 by rebels.", "Babanusa"),
        ("Gunmen killed nine people in Bannu. The deadliest attack took place on June 3.", "Bannu"),
        ("Gunmen killed nine people in Bannu. The other attack took place on June 3.", "Bannu"),
    ],
)
def test_no_rule_dates_an_event_by_a_sentence_of_another_one(
    reader: ModelReader, text: str, name: str
):
    assert not any("dated by the sentence" in line for line in read(reader, text, name).why)


def test_a_day_goes_on_or_does_not_about_as_often_as_when_it_was_measured(reader: ModelReader):
    cases = tomllib.loads(
        (Path(__file__).parent / "cases" / "dates_around.toml").read_text("utf-8")
    )
    right = dict.fromkeys(("goes on", "doesn't"), 0)
    for case in cases["case"]:
        text = f"{case['context']} {case['text']}"
        found = read(reader, text, case["place"], case["published"])
        kind = "doesn't" if case["expect"] == f"{case['published']:%Y-%m}" else "goes on"
        right[kind] += found.event_date == case["expect"]
    assert right["goes on"] >= 9  # of 12
    assert (
        right["doesn't"] >= 4
    )  # of 14; with the weights before those that learnt with words hidden, 5


def test_what_was_told_of_once_keeps_its_bound(reader: ModelReader):
    text = (
        "Envoys meet on grain\n\nOfficials from both countries met in Istanbul on Tuesday to talk about grain ships.\n\n"
        "The port of Izmail had been shelled again and again in the years before, a witness recalled."
    )
    assert read(reader, text, "Izmail").event_date == "../2025-06-19"


def test_an_entry_of_a_live_page_is_of_its_day_and_says_by_which_words(reader: ModelReader):
    text = (
        "Ukraine war live\n\n18:40\nA drone has hit a pharmacy in Beryslav.\n\n18:05\nShells fell on Kherson; two people "
        "were hurt.\n\n17:30\nMortars struck Stanislav.\n\n16:10\nA guided bomb fell on Zmiivka."
    )
    found = read(reader, text, "Zmiivka")
    assert (found.event_date, found.date_basis) == ("2025-06-19", "relative")
    assert found.date_text and found.date_text in text
    assert any("dated by the text around it" in line for line in found.why)


def test_an_article_without_a_day_gets_none_from_the_weights(reader: ModelReader):
    text = "Shells fell on Kherson in 2023.\n\nA drone hit a pharmacy in Beryslav."
    assert read(reader, text, "Beryslav", None).event_date is None


def test_a_bold_date_is_taken_only_where_it_is_rather_sure():
    bold = Option("2025-06-17", "relative", "Tuesday", {"day.event": 1.0}, bold=True)
    plain = Option("2025-06", "bounded_by_publication", None, {"rule": 1.0}, bold=False)
    assert likeliest([plain, bold], [0.0, 0.3], bold_from=0.7) is plain
    assert likeliest([plain, bold], [0.0, 1.0], bold_from=0.7) is bold
    assert likeliest([plain, bold], [0.0, 0.3], bold_from=0.5) is bold


class ByEdtf:
    """Finds the option of one date likely."""

    def __init__(self, edtf: str) -> None:
        self._edtf = edtf

    def worths(self, event: Mention, found: Sequence[Option]) -> list[float]:
        return [9.0 * (one.edtf == self._edtf) for one in found]


@pytest.mark.parametrize(
    ("edtf", "words", "basis", "why"),
    [
        ("2025-06-16", "Monday", "relative", "dated by the text around it: 'Monday'"),
        (
            "2025-06-19",
            None,
            "bounded_by_publication",
            "told as news of the day on which it was published",
        ),
    ],
)
def test_a_date_that_its_sentence_does_not_tell_says_why(
    edtf: str, words: str | None, basis: str, why: str
):
    text = "Talks failed on Monday.\n\nShells hit Kherson."
    found = ModelReader(weigher=ByEdtf(edtf)).mentions(article_from_text(text, published=DAY))
    (kherson,) = [one for one in found if one.text == "Kherson"]
    assert (kherson.event_date, kherson.date_text) == (edtf, words)
    assert (kherson.date_basis, kherson.why[-1]) == (basis, why)


def test_days_claimed_are_counted_apart_and_a_dated_event_keeps_its_own():
    event = Mention(text="Kyiv", start=0, end=4, sentence="Kyiv", section="body", usage="literal")
    dated_event = event.model_copy(update={"date_text": "Monday"})
    bold = Option("2025-06-17", "relative", "Tuesday", {"day.event": 1.0}, bold=True)
    plain = Option("2025-06", "bounded_by_publication", None, {}, bold=False)
    data = [
        Case("a", event, [plain, bold], [False, True], as_read=False),
        Case("a", event, [plain, bold], [True, False], as_read=True),
        Case("b", dated_event, [plain, bold], [False, False], as_read=True),
    ]
    signs = Signs({"day.event": 1.0})
    assert told(data, lambda _: signs) == (3, 2, 2, 1)
    assert told(data, lambda _: signs, bold_from=0.9) == (3, 2, 0, 0)


def test_links_weigh_what_event_and_date_say_of_each_other_and_what_their_signs_are_worth():
    pieces = Pieces(
        ids=np.arange(3),
        start=np.array([0, 5, 10]),
        end=np.array([4, 9, 14]),
        casing=np.zeros(3, np.int64),
        word_start=np.ones(3, dtype=bool),
    )
    vectors = np.zeros((3, LINKS), np.float16)
    vectors[0, 0] = 2.0  # the event asks
    vectors[2, RANK] = 3.0  # the date answers
    vectors[0, 2 * RANK + KINDS.index("month")] = 0.25
    links = Links(pieces, vectors, {"day.event": 0.5})
    event = Mention(text="Kyiv", start=0, end=4, sentence="Kyiv", section="body", usage="literal")
    told = Option(None, None, None, {"day.event": 1.0}, bold=True, kinds=("day",), told_at=(10, 14))
    month = Option(None, None, None, {"other": 1.0}, bold=False, kinds=("month",))
    assert links.worths(event, [told, month]) == pytest.approx([0.5 + 6 / math.sqrt(RANK), 0.25])


def test_a_text_too_long_to_keep_its_links_is_dated_by_signs(
    reader: ModelReader, monkeypatch: pytest.MonkeyPatch
):
    text = "Envoys met in Istanbul on Tuesday.\n\nThe port of Izmail was shelled."
    whole = [
        (one.start, one.site) for one in reader.mentions(article_from_text(text, published=DAY))
    ]
    monkeypatch.setattr(network, "_LINKED", 5)
    found = reader.mentions(article_from_text(text, published=DAY))
    assert [(one.start, one.site) for one in found] == whole
    assert all(one.event_date for one in found if one.site != "none")


def test_options_say_what_they_rest_on_and_where_the_text_tells_them(reader: ModelReader):
    text = (
        "Since Tuesday guns had been silent. Shells fell on Kherson again, two days after a truce."
    )
    found = reader.mentions(article_from_text(text, published=DAY))
    told = undated(text, split(text), found, published_at=lambda _: DAY, dated_too=True)
    made = {event.text: options for event, options in told}["Kherson"]
    assert all(option.kinds and set(option.kinds) <= set(KINDS) for option in made)
    since = {option.edtf: option.told_at and text[slice(*option.told_at)] for option in made}
    assert since["2025-06-17"] == "Tuesday" and since["../2025-06-19"] is None


def options_of(reader: ModelReader, text: str, name: str) -> dict[str | None, Option]:
    found = reader.mentions(article_from_text(text, published=DAY))
    told = undated(text, split(text), found, published_at=lambda _: DAY, dated_too=True)
    return {option.edtf: option for option in {e.text: made for e, made in told}[name]}


def test_a_day_told_near_may_open_or_close_a_stretch(reader: ModelReader):
    text = "The truce ended on Tuesday. Shells have been falling on Kherson."
    made = options_of(reader, text, "Kherson")
    kinds = {"2025-06-17/2025-06-19": "since", "2025-06-17/..": "onward", "../2025-06-17": "until"}
    for edtf, kind in kinds.items():
        assert made[edtf].kinds == (kind,) and made[edtf].text == "Tuesday" and made[edtf].bold


def test_what_the_lead_dates_is_an_option_however_far_below(reader: ModelReader):
    between = "\n\n".join(f"Paragraph {n} tells of the harvest and of prices." for n in range(12))
    text = f"Report of the army, 19 June 2025\n\n{between}\n\nShells fell on Kherson."
    made = options_of(reader, text, "Kherson")
    assert made["2025-06-19"].text == "19 June 2025"
    assert any(sign.startswith("day.titled") for sign in made["2025-06-19"].signs)


def test_a_year_told_before_is_one_reading_and_the_year_of_publication_another(reader: ModelReader):
    text = "In 1938 nobody was shelled in his cellar. The guns opened up on 7 June. Shells fell on Kherson."
    made = options_of(reader, text, "Kherson")
    assert "2025-06-07" in made


def test_a_meeting_told_as_it_goes_on_may_be_of_the_day_of_publication(reader: ModelReader):
    text = "Envoys from both countries are meeting in Geneva to discuss a truce."
    made = options_of(reader, text, "Geneva")
    assert made["2025-06-19"].kinds[0] == "publication" and made["2025-06-19"].text in text


def test_weights_that_know_fewer_kinds_think_nothing_of_new_ones():
    pieces = Pieces(
        ids=np.arange(1),
        start=np.array([0]),
        end=np.array([4]),
        casing=np.zeros(1, np.int64),
        word_start=np.ones(1, dtype=bool),
    )
    vectors = np.ones((1, LINKS - 1), np.float16)
    event = Mention(text="Kyiv", start=0, end=4, sentence="Kyiv", section="body", usage="literal")
    options = [Option(kind, None, None, {}, bold=True, kinds=(kind,)) for kind in KINDS[-2:]]
    assert Links(pieces, vectors, {}).worths(event, options) == [1.0, 0.0]


def test_a_long_text_is_dated_in_linear_time(reader: ModelReader):
    part = "Shells fell on Kherson on Monday. A drone hit Beryslav. Mortars struck Stanislav.\n\n"

    def seconds(times: int) -> float:
        article = article_from_text(part * times, published=DAY)
        begin = time.process_time()  # what else the machine does doesn't count
        reader.mentions(article)
        return time.process_time() - begin

    seconds(5)
    assert seconds(240) < 8 * max(seconds(60), 0.2)


@pytest.mark.parametrize(
    ("folder", "number"),
    [*zip([DATED, *COMPOSED.values()], [25_328, 851, 76, 498], strict=True)],
)
def test_each_dated_event_is_one_that_the_articles_mark(folder: Path, number: int):
    files = sorted(DATED.glob("*.tsv")) if folder is DATED else [folder / "dates.tsv"]
    articles = FOLDER if folder is DATED else folder
    marked = {
        (passage.id, mention.start): mention.labels.get("site", "none")
        for path in articles.glob("*.txt")
        for passage in passages(path)
        for mention in passage.mentions
    }
    count = 0
    for path in files:
        for event, dates in dated(path).items():
            count += 1
            assert marked.get(event, "none") != "none", event
            assert all(one is None or EDTF.fullmatch(one) for one in dates), (event, dates)
    assert count == number

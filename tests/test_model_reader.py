"""The shipped reader: its files, its seam, and texts at its edges. How well it reads: test_accuracy."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from geomap import seams
from geomap.articles import article_from_text
from geomap.errors import ReaderError, UsageError
from geomap.model import Mention
from geomap.reader import ModelReader
from geomap.reader.network import SHIPPED, Network
from geomap.reader.wording.sentences import split
from geomap.settings import Settings

NEWS = (
    "Russian artillery shelled Nikopol overnight. Kyiv wants talks, which may be held in Geneva "
    "in September, officials said."
)


@pytest.fixture(scope="module")
def reader() -> ModelReader:
    return ModelReader(Settings())


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "weights"))


def read(
    reader: ModelReader, text: str, spans: list[tuple[int, int]] | None = None
) -> list[Mention]:
    return reader.mentions(article_from_text(text, published=date(2025, 8, 21)), spans=spans)


# --- its files ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reader.json", "reader.onnx", "tokenizer.json"])
def test_a_missing_file_is_told_with_its_mend(weights: Path, name: str):
    (weights / name).unlink()
    with pytest.raises(ReaderError, match=rf"{name}.*Reinstall conflict-geomap"):
        read(ModelReader(weights=weights), NEWS)


@pytest.mark.parametrize("name", ["reader.json", "reader.onnx", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["empty", "cut", "other bytes"])
def test_a_damaged_file_is_told_with_its_mend(weights: Path, name: str, damage: str):
    whole = (weights / name).read_bytes()
    cut = {"empty": b"", "cut": whole[: len(whole) // 2], "other bytes": b"\xff\x00" * 500}
    (weights / name).write_bytes(cut[damage])
    with pytest.raises(ReaderError, match="Reinstall conflict-geomap"):
        read(ModelReader(weights=weights), NEWS)


@pytest.mark.parametrize("card", [{"heads": {"usage": ["literal"]}}, {}, [], None])
def test_weights_made_for_other_labels_are_refused(weights: Path, card: object):
    (weights / "reader.json").write_text(json.dumps(card))
    with pytest.raises(ReaderError, match=r"Reinstall conflict-geomap"):
        read(ModelReader(weights=weights), NEWS)


@pytest.mark.parametrize("dating", [None, 3, {}, {"signs": 3}, {"signs": {"day.event": None}}])
def test_weights_that_weigh_no_dates_are_refused(weights: Path, dating: object):
    card = json.loads((weights / "reader.json").read_text())
    (weights / "reader.json").write_text(json.dumps({**card, "dating": dating}))
    with pytest.raises(ReaderError, match=r"Reinstall conflict-geomap"):
        read(ModelReader(weights=weights), NEWS)


def test_other_weights_settings_or_cards_are_another_version(reader: ModelReader, weights: Path):
    assert ModelReader(Settings()).version == reader.version
    assert ModelReader(Settings(fast=True)).version != reader.version
    same = ModelReader(weights=weights)
    assert same.version == reader.version


def test_the_card_changes_the_version_since_it_changes_the_reading(
    reader: ModelReader, weights: Path
):
    card = json.loads((weights / "reader.json").read_text())
    card["temperatures"]["site"] += 1.0
    (weights / "reader.json").write_text(json.dumps(card))
    assert ModelReader(weights=weights).version != reader.version


@pytest.mark.parametrize("heading", [0, 5])
def test_windows_are_shown_as_the_weights_were_taught_to_see_them(weights: Path, heading: int):
    card = json.loads((weights / "reader.json").read_text())
    card["recipe"]["heading"] = heading
    (weights / "reader.json").write_text(json.dumps(card))
    network = Network(weights)
    text = "Shells fell on the market of the town. " + f"{NEWS} " * 40
    cuts = network.windows(network.encode(text), split(text))
    assert [cuts[0].heading, cuts[-1].heading] == [0, heading]


# --- its seam -------------------------------------------------------------------------------


def test_the_reader_is_found_like_a_strangers():
    assert seams.load("readers", "model") is ModelReader


def test_a_part_that_nobody_registered_is_told_with_those_there_are():
    with pytest.raises(UsageError, match=r"No reader called 'oracle'\. Available: .*model"):
        seams.load("readers", "oracle")
    with pytest.raises(UsageError, match=r"No geocoder called ''\. Available: .*gazetteer"):
        seams.load("geocoders", "")


# --- its texts ------------------------------------------------------------------------------


def test_mentions_come_by_offset_with_their_sentence_and_reasons(reader: ModelReader):
    found = read(reader, NEWS)
    assert [one.text for one in found] == ["Russian", "Nikopol", "Kyiv", "Geneva"]
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert NEWS[one.start : one.end] == one.text
        assert one.text in one.sentence and one.sentence in NEWS
        assert one.why
        assert one.score.usage is not None and 0 <= one.score.usage <= 1
    russian, nikopol, kyiv, geneva = found
    assert (russian.usage, kyiv.usage) == ("demonym", "metonymic")
    assert (nikopol.site, nikopol.status) == ("battlefield", "occurred")
    assert nikopol.event_date == "2025-08-20/2025-08-21"
    assert nikopol.trigger is not None and nikopol.trigger.text == "shelled"
    assert geneva.site == "diplomatic" and geneva.role == "venue"
    for off in (russian, kyiv):
        assert (off.site, off.status, off.role, off.event_date) == ("none", None, None, None)


def test_the_same_text_is_read_the_same_again(reader: ModelReader):
    assert read(reader, NEWS) == read(reader, NEWS)


def test_what_stands_far_away_does_not_change_how_a_sentence_is_read(reader: ModelReader):
    padding = "Nothing else was told by the paper that day, and nobody asked. " * 200
    alone, among = read(reader, NEWS), read(reader, f"{NEWS}\n\n{padding}")
    assert [(one.text, one.usage, one.site) for one in among] == [
        (one.text, one.usage, one.site) for one in alone
    ]


def test_given_spans_are_taken_as_given_one_mention_each_in_their_order(reader: ModelReader):
    at = NEWS.index("Nikopol")
    spans = [(at, at + 7), (0, 7), (at, at + 7), (8, 17), (0, len(NEWS)), (7, 8), (5, 5)]
    found = read(reader, NEWS, spans)
    assert [(one.start, one.end) for one in found] == spans
    assert found[0] == found[2]
    assert found[0].site == "battlefield"
    assert read(reader, NEWS, []) == []


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b", "....", "\ufeff"])
def test_a_text_of_no_words_has_no_mentions_and_takes_spans_all_the_same(
    reader: ModelReader, text: str
):
    assert read(reader, text) == []
    (given,) = read(reader, text, [(0, len(text))])
    assert (given.text, given.site) == (text, "none")


def test_a_text_of_lower_case_words_is_not_run_and_names_nothing(reader: ModelReader):
    assert read(reader, "the shells fell all night and nobody slept. it was cold." * 50) == []


@pytest.mark.parametrize(
    ("above", "named"),
    [
        ("Source: Al Jazeera", []),
        ("By John Smith", []),
        ("War in the Middle East", ["Middle East"]),
        ("North Kivu\n- Minova", ["North Kivu", "Minova"]),
    ],
)
def test_a_line_above_is_no_part_of_the_name_below(
    reader: ModelReader, above: str, named: list[str]
):
    article = article_from_text(f"{above}\n\nGoma fell to the rebels on Monday.")
    assert [mention.text for mention in reader.mentions(article)] == [*named, "Goma"]


def test_names_in_capitals_are_read(reader: ModelReader):
    found = read(reader, "RUSSIA SHELLS KHARKIV OVERNIGHT\n\nShells fell on Kharkiv on Monday.")
    assert "Kharkiv" in [one.text for one in found]
    assert "KHARKIV" in [one.text for one in found]


def test_a_part_of_a_country_is_one_name_however_many_directions_it_has(reader: ModelReader):
    for part in ("eastern and southern Ukraine", "northern, eastern and southern Syria"):
        assert [one.text for one in read(reader, f"Fighting spread to {part} on Monday.")] == [part]


def test_a_given_span_across_two_sentences_gets_both(reader: ModelReader):
    text = "Shells fell on Sumy. Kyiv was quiet."
    (found,) = read(reader, text, [(15, 25)])
    assert found.sentence == text


def test_the_section_is_that_of_the_article(reader: ModelReader):
    text = "Shells fell on Nikopol on Monday.\n\nAlso read: Shells fall on Kherson again\n"
    sections = {one.text: one.section for one in read(reader, text)}
    assert sections == {"Nikopol": "body", "Kherson": "teaser"}


def test_an_armed_group_is_no_town_of_its_name(reader: ModelReader):
    found = read(reader, "Kenyan troops battled al-Shabab near Kismayo. Others shelled al-Bab.")
    assert [m.text for m in found] == ["Kenyan", "Kismayo", "al-Bab"]

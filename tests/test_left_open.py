"""What is not confirmed is not denied. Sentences are invented."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.articles import article_from_text
from geomap.reader import ModelReader
from geomap.reader.voice.left_open import left_open


def spans(sentence: str, name: str, cue: str) -> tuple[tuple[int, int], tuple[int, int]]:
    at, told = sentence.index(name), sentence.index(cue)
    return (at, at + len(name)), (told, told + len(cue))


@pytest.mark.parametrize(
    ("sentence", "name", "cue", "words"),
    [
        ("The army has not confirmed that it struck Yarsk.", "Yarsk", "struck", "not confirmed"),
        (
            "The army did not immediately say whether it had shelled Yarsk.",
            *("Yarsk", "shelled", "not immediately say whether"),
        ),
        ("The army has yet to confirm the raid on Yarsk.", "Yarsk", "raid", "yet to confirm"),
        ("Both declined to say if they met in Yarsk.", "Yarsk", "met", "declined to say if"),
        (
            "The army neither confirmed nor denied a strike on Yarsk.",
            *("Yarsk", "strike", "neither confirmed nor denied"),
        ),
        (
            "Reports that Yarsk was captured could not be independently verified.",
            *("Yarsk", "captured", "could not be independently verified"),
        ),
        ("The army didn't deny shelling Yarsk.", "Yarsk", "shelling", "n't deny"),
        (
            "No group has claimed responsibility for the bombing in Yarsk.",
            *("Yarsk", "bombing", "No group has claimed responsibility"),
        ),
    ],
)
def test_what_is_not_confirmed_is_left_open(sentence: str, name: str, cue: str, words: str):
    assert left_open(sentence, *spans(sentence, name, cue)) == words


@pytest.mark.parametrize(
    ("sentence", "name", "cue"),
    [
        ("The army denied that it struck Yarsk.", "Yarsk", "struck"),
        ("The army did not strike Yarsk.", "Yarsk", "strike"),
        ("The army said it had not struck Yarsk.", "Yarsk", "struck"),
        ("Nobody could confirm a toll, but Yarsk was not attacked.", "Yarsk", "attacked"),
        ("The army did not confirm the raid; no strike hit Yarsk.", "Yarsk", "strike"),
        ("No strike on Yarsk was confirmed.", "Yarsk", "strike"),
        ("It did not say why the talks in Yarsk were called off.", "Yarsk", "talks"),
        ("No word has come on when the cancelled talks in Yarsk would be held.", "Yarsk", "talks"),
        ("The claim that it hit Yarsk was not confirmed: no such raid was found.", "Yarsk", "hit"),
    ],
)
def test_what_is_negated_itself_is_not_left_open(sentence: str, name: str, cue: str):
    assert left_open(sentence, *spans(sentence, name, cue)) is None


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Israel has not confirmed that it struck Isfahan.", "occurred"),
        ("Officials declined to say whether a meeting took place in Doha.", "occurred"),
        ("It has not confirmed that talks will take place in Muscat.", "planned"),
        ("The army denied that it had struck Rafah.", "did_not_occur"),
    ],
)
def test_the_reader_denies_nothing_for_it(sentence: str, status: str):
    article = article_from_text(sentence, published=date(2025, 8, 21))
    told = [m for m in ModelReader().mentions(article) if m.site != "none"]
    assert [m.status for m in told] == [status]
    assert [m.attribution.voice == "denied" for m in told] == [status == "did_not_occur"]

"""The words by which a sentence says what happened: cases in cases/cues.toml, and properties."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.model import EventType
from geomap.reader.wording import cues
from geomap.reader.wording.lexicon import lexicon

CASES = [
    case
    for name in ("cues.toml", "cues_worded.toml", "cues_beside.toml")
    for case in tomllib.loads((Path(__file__).parent / "cases" / name).read_text("utf-8"))["case"]
]
TYPES = get_args(EventType)
DIPLOMATIC = TYPES[TYPES.index("summit") :]


@pytest.mark.parametrize("case", CASES, ids=[f"{c['place']}: {c['text'][:40]}" for c in CASES])
def test_the_cue_is_the_word_that_tells_what_happened_there(case: dict[str, Any]) -> None:
    start = case["text"].index(case["place"])
    cue = cues.find(
        case["text"],
        mention=(start, start + len(case["place"])),
        site=case.get("site", "battlefield"),
        status=case.get("status", "occurred"),
        role=case.get("role"),
    )
    assert cue is not None
    assert cue.event_type == case["type"]
    assert case["text"][cue.start : cue.end] == cue.text
    assert cue.text == case.get("cue", cue.text)


def test_a_mention_of_no_event_has_no_cue() -> None:
    assert (
        cues.find("Lipova was shelled.", mention=(0, 6), site="none", status=None, role=None)
        is None
    )


def test_a_word_inside_the_name_itself_is_no_cue() -> None:
    text = "He was born in Battle Creek."
    start = text.index("Battle")
    assert cues.find(text, mention=(start, len(text) - 1), site="battlefield") is None


def test_every_verb_of_the_lexicon_is_inflected() -> None:
    for word in (
        "shelled",
        "shelling",
        "struck",
        "fought",
        "withdrew",
        "besieging",
        "occupied",
        "swapped",
    ):
        assert cues.is_cue(word, "battlefield") or cues.is_cue(word, "diplomatic"), word


def test_the_lexicon_loads_fast() -> None:
    times = []
    for _ in range(5):
        lexicon.cache_clear()
        before = time.process_time()
        lexicon()
        times.append(time.process_time() - before)
    assert min(times) < 0.1  # some 0.015 s on an idle machine


@given(
    text=st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            ("shot", "down", "the", "talks", "met", "fire", "took", "control", "of", ",", "X", "’s")
        ),
        max_size=40,
    ).map(" ".join),
    cut=st.tuples(st.integers(0, 200), st.integers(0, 200)),
    site=st.sampled_from(("battlefield", "diplomatic", "none")),
    status=st.sampled_from((None, "occurred", "proposed", "ruled_out")),
)
@settings(max_examples=200, deadline=None)
def test_a_cue_lies_inside_its_sentence_outside_the_mention_and_fits_the_class(
    text: str, cut: tuple[int, int], site: str, status: str | None
) -> None:
    start, end = sorted(min(at, len(text)) for at in cut)
    cue = cues.find(text, mention=(start, end), site=site, status=status, role=None)
    if cue is None:
        return
    assert 0 <= cue.start < cue.end <= len(text)
    assert text[cue.start : cue.end] == cue.text
    assert cue.end <= start or cue.start >= end
    assert (cue.event_type in DIPLOMATIC) == (site == "diplomatic")


@pytest.mark.parametrize(
    "piece",
    ["shot ", "took * ", "A", "drone, ", "- ", "shot down a drone, and ", "hit, a man said from "],
)
def test_a_long_sentence_takes_time_in_line_with_its_length(piece: str) -> None:
    text = (piece * 40_000)[:40_000]
    before = time.process_time()
    cues.find(text, mention=(0, 1), site="battlefield", status="occurred", role=None)
    assert time.process_time() - before < 3


@pytest.mark.parametrize(
    "text",
    [
        "The choir took part in a parade in Velmar.",
        "The pair took photographs in Velmar.",
        "The Red Cross opened an office in Velmar.",
        "The car broke down in Velmar.",
        "The two sides exchanged prisoners of war in Velmar.",
    ],
)
def test_words_of_a_phrase_that_tells_of_no_event_are_no_cue(text: str) -> None:
    start = text.index("Velmar")
    assert cues.find(text, mention=(start, start + 6), site="battlefield") is None


@pytest.mark.parametrize(
    "words", ["took part of gold mine ", "pulled out of as it train ", "fell "]
)
def test_a_long_text_of_such_phrases_is_read_in_no_time(words: str) -> None:
    text = words * (100_000 // len(words))
    started = time.perf_counter()
    cues.find(text, mention=(0, 4), site="battlefield")
    assert time.perf_counter() - started < 5

"""Who takes part where a sentence tells of several events, of leaving, in asides and in lists."""

from __future__ import annotations

import time
from typing import Any

import pytest
from detail_cases import load

from geomap.reader.details import actors
from geomap.reader.wording import cues


def _span(text: str, name: str) -> tuple[int, int]:
    """Return where `name` first stands in `text`."""
    start = text.index(name)
    return start, start + len(name)


@pytest.mark.parametrize(
    "case", load("actors_told.toml"), ids=lambda c: f"{c['place']}: {c['text'][:50]}"
)
def test_the_actors_are_those_of_the_places_own_event(case: dict[str, Any]) -> None:
    text, site = case["text"], case.get("site", "battlefield")
    mention = _span(text, case["place"])
    cue = cues.find(text, mention=mention, site=site, status="occurred", role=None)
    found = actors.find(
        text,
        mention=mention,
        trigger=cue.span if cue else None,
        site=site,
        places=[_span(text, name) for name in case.get("others", ())],
    )
    assert {f"{a.role}: {text[a.start : a.end]}" for a in found} == set(case["actors"])


@pytest.mark.parametrize("words", ["met and ", "met and they ", "shelled X and "])
@pytest.mark.parametrize("site", ["diplomatic", "battlefield"])
def test_many_verbs_in_one_sentence_are_read_in_no_time(words: str, site: str) -> None:
    text = "Zed was shelled by rebels, killing nine, " + words * (10_000 // len(words))
    started = time.perf_counter()
    actors.find(text, mention=(0, 3), trigger=None, site=site)
    assert time.perf_counter() - started < 5

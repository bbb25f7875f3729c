"""On whose word events stand, in the ways that news of many kinds says so."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geomap.model import Attribution
from geomap.reader.voice.attribution import attribution
from geomap.reader.wording import cues


def cases(name: str) -> list[dict[str, Any]]:
    text = (Path(__file__).parent / "cases" / f"{name}.toml").read_text("utf-8")
    return list(tomllib.loads(text)["case"])


CASES = [
    case
    for name in ("attribution_varied", "attribution_worded", "attribution_denied")
    for case in cases(name)
]


def read(case: dict[str, Any]) -> Attribution:
    text = case["text"]
    start = text.rindex(case["place"])
    mention = (start, start + len(case["place"]))
    site = case.get("site", "battlefield")
    cue = cues.find(text, mention=mention, site=site, status="occurred")
    return attribution(
        text,
        mention=mention,
        trigger=(cue.start, cue.end) if cue else None,
        voice=case.get("read", "narrator"),
        site=site,
        status=case.get("status"),
        context_before=case.get("context", ""),
        following=case.get("following", []),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:70] for case in CASES])
def test_an_event_stands_on_the_word_of_whoever_the_text_names(case: dict[str, Any]) -> None:
    told = read(case)
    assert told.voice == case["voice"]
    assert told.by == case.get("by")
    assert list(told.denied_by) == case.get("denied_by", [])
    assert told.by_role == case.get("by_role", told.by_role)


def test_sentences_written_after_the_rules_are_read_as_often_as_when_they_were_measured() -> None:
    kept = cases("attribution_measured")
    right = [
        case
        for case in kept
        if (told := read(case)).voice == case["voice"]
        and told.by == case.get("by")
        and list(told.denied_by) == case.get("denied_by", [])
    ]
    assert len(kept) == 29
    assert len(right) >= 25

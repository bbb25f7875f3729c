"""On whose word events stand, in the ways that news of many kinds says so."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geomap.model import Attribution
from geomap.reader import cues
from geomap.reader.attribution import attribution

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "attribution_varied.toml").read_text("utf-8")
)["case"]


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
        context_before=case.get("context", ""),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:70] for case in CASES])
def test_an_event_stands_on_the_word_of_whoever_the_text_names(case: dict[str, Any]) -> None:
    told = read(case)
    assert told.voice == case["voice"]
    assert told.by == case.get("by")
    assert list(told.denied_by) == case.get("denied_by", [])

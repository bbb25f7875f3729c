"""What a person is told of corrections that are gone, changed since, mistaken or not enough."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_cases import OUT, Geomap
from conftest import make_place, make_sighting
from correction_cases import HEAD, load, states, toml

from geomap import run
from geomap.corrections import CORRECTIONS_FILE, apply, gold_rows
from geomap.grouping import event_id
from geomap.model import Sighting

pytestmark = pytest.mark.usefixtures("plain_map")


def record(text: str) -> Sighting:
    return next(s for s in run.load_records(OUT / "sightings.jsonl") if s.text == text)


def correct(*corrections: str, path: Path = OUT / CORRECTIONS_FILE) -> None:
    path.write_text(HEAD + "".join(corrections), encoding="utf-8")


def test_corrections_that_a_map_was_made_with_do_not_vanish_unsaid(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    correct(toml("hide", record("Izium")))
    geomap_("regenerate")
    (OUT / CORRECTIONS_FILE).rename("elsewhere.toml")
    told = (
        "outputs/corrections.toml was applied when outputs was made, and is not now: 1 correction"
    )
    assert told in geomap_("corrections", "export", "-o", "gold").err
    assert told in geomap_("regenerate", "--check").err
    assert f"{told} without it. Put it back" in geomap_("map", "news").err
    assert "was applied" not in geomap_("map", "news").err  # once: it is not this map's any more

    geomap_("map", "news", "--corrections", "elsewhere.toml")
    assert "Name it with --corrections" in geomap_("map", "news").err


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_corrections_that_are_no_file_are_told_and_not_passed_over(
    news: Path, stages: Any, geomap_: Geomap, kind: str
):
    geomap_("map", "news")
    path = OUT / CORRECTIONS_FILE
    path.mkdir() if kind == "folder" else path.symlink_to("gone.toml")
    done = geomap_("regenerate")
    assert done.code == 2
    assert "outputs/corrections.toml" in done.err


def test_corrections_among_the_articles_are_told_and_settings_there_are_no_news(
    news: Path, stages: Any, geomap_: Geomap
):
    (news / "geomap.toml").write_text("")
    (news / "sources.toml").write_text("[sources]\n")
    assert "left out" not in geomap_("map", "news").err
    correct(toml("hide", record("Izium")), path=news / CORRECTIONS_FILE)
    told = "news/corrections.toml is applied only from the folder of outputs"
    assert told in geomap_("map", "news").err


def test_corrections_that_are_not_on_the_map_yet_are_told(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    izium, geneva = record("Izium"), record("Geneva")
    correct(toml("hide", izium))
    told = "corrections.toml is not on the map as it is now"
    assert told in geomap_("corrections", "list").err
    geomap_("regenerate")
    for command in (["list"], ["check"], ["export", "-o", "gold"]):
        assert told not in geomap_("corrections", *command).err
    correct(toml("hide", izium), toml("confirm", geneva))
    for command in (["list"], ["check"], ["export", "-o", "gold"]):
        assert told in geomap_("corrections", *command).err


def test_corrections_saved_while_a_map_is_made_are_not_those_it_was_made_with(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    izium, geneva = record("Izium"), record("Geneva")
    correct(toml("hide", izium))
    applied = run.Edits.apply

    def save_meanwhile(self: run.Edits, *given: Any, **told: Any) -> Any:
        correct(toml("hide", geneva))
        return applied(self, *given, **told)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(run.Edits, "apply", save_meanwhile)
        geomap_("regenerate")
    assert "is not on the map as it is now" in geomap_("corrections", "list").err


def test_an_id_that_was_copied_from_another_record_corrects_nothing_there(tmp_path: Path):
    one = make_sighting("a", text="Izium", sentence="Guns shelled Izium on the ninth of the month.")
    other = make_sighting("b", text="Nikopol", start=3)
    mixed = toml("hide", one).replace(one.id, other.id)
    found = apply(load(tmp_path, mixed), [one, other], event_id=event_id)
    assert [found.changed[0].off_map_reason, 1 in found.changed] == ["hidden", False]
    lost = mixed.replace('text = "Izium"', 'text = "Lyman"')
    [verdict] = apply(load(tmp_path, lost), [one, other], event_id=event_id).verdicts
    assert verdict.state == "unmatched"
    assert str(verdict.reason).startswith(f"{other.id} is 'Nikopol' in news/b.txt, not 'Lyman'")


def test_a_report_that_is_joined_to_an_event_far_away_is_joined_and_that_is_told(tmp_path: Path):
    one = make_sighting("a")
    far = make_sighting("b", place=make_place("geonames:1", "Goma", country="CD", admin1="Kivu"))
    near = make_sighting("c", event_type="capture")
    for other, told in ((far, "joins a report of Goma to an event at Izium"), (near, None)):
        merge = toml("merge", other, new=f'"{event_id(one.id)}"')
        [verdict] = apply(load(tmp_path, merge), [one, other], event_id=event_id).verdicts
        assert (verdict.state, verdict.reason) == ("applied", told)


@pytest.mark.parametrize(
    ("field", "new", "told"),
    [
        (
            "class",
            '"battlefield"',
            "stands for a government, people or team; correct its usage too",
        ),
        ("class", '"none"', None),
        ("usage", '"literal"', "no battle or diplomacy is reported; correct its class too"),
    ],
)
def test_what_a_correction_alone_does_not_bring_onto_the_map_is_told(
    tmp_path: Path, field: str, new: str, told: str | None
):
    one = make_sighting(
        usage="metonymic", site="none", status=None, on_map=False, off_map_reason="metonymic"
    )
    [verdict] = apply(load(tmp_path, toml(field, one, new=new)), [one], event_id=event_id).verdicts
    assert (verdict.reason or "").endswith(told or "")
    assert (verdict.reason is None) == (told is None)
    both = [toml("usage", one, new='"literal"'), toml("class", one, new='"battlefield"')]
    assert states(tmp_path, [one], *both) == ["applied", "applied"]
    verdicts = apply(load(tmp_path, *both), [one], event_id=event_id).verdicts
    assert [verdict.reason for verdict in verdicts] == [None, None]


def test_a_class_that_the_machines_usage_hides_is_no_judgement_that_there_is_none(tmp_path: Path):
    one = make_sighting(
        usage="metonymic", site="none", status=None, on_map=False, off_map_reason="metonymic"
    )
    corrections = load(tmp_path, toml("class", one, new='"battlefield"'))
    found = apply(corrections, [one], event_id=event_id)
    assert gold_rows(found.changed.values()) == []


def test_an_export_of_texts_that_are_gone_leaves_the_one_that_was_made(
    news: Path, stages: Any, geomap_: Geomap
):
    geomap_("map", "news")
    correct(toml("hide", record("Izium")))
    geomap_("regenerate")
    assert "1 mention of 1 article." in geomap_("corrections", "export", "-o", "gold").err
    before = Path("gold/corrections.jsonl").read_bytes()
    news.rename("moved")
    done = geomap_("corrections", "export", "-o", "gold")
    assert done.code == 2
    assert "nothing was written. Put them back" in done.err
    assert Path("gold/corrections.jsonl").read_bytes() == before


def test_corrections_are_counted_as_they_are_spoken_of(news: Path, stages: Any, geomap_: Geomap):
    geomap_("map", "news")
    correct(toml("hide", make_sighting("gone")))
    done = geomap_("corrections", "check")
    assert done.code == 1
    assert "there is no record of an article news/gone.txt" in done.err
    assert "1 correction: 1 matches nothing, 0 stale." in done.err
    assert "copy its mention anew from sightings.jsonl" in done.err
    assert json.loads(geomap_("corrections", "list", "--json").out)[0]["state"] == "unmatched"

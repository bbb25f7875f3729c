"""Corrections find their mentions again, or say that they don't, and join and split events."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from conftest import make_place, make_sighting
from correction_cases import applied, load, states, toml

from geomap.corrections import apply
from geomap.grouping import event_id, group_events, standing
from geomap.model import Candidate, Event, Sighting

# --- how it is found again ------------------------------------------------------------------


def test_a_mention_is_found_by_its_id_else_by_its_sentence_else_by_where_it_stands(tmp_path: Path):
    before = make_sighting()
    moved = before.model_copy(update={"id": "m:new", "start": 400, "end": 405})
    twin = moved.model_copy(update={"id": "m:twin", "start": 90, "end": 95})
    elsewhere = make_sighting("b")
    other = make_sighting(sentence="Another sentence about Izium.", start=7)
    assert states(tmp_path, [before], toml("hide", before)) == ["applied"]
    after = applied(tmp_path, [moved, twin, elsewhere, other], toml("hide", before))
    assert [one.on_map for one in after] == [True, False, True, True]  # the nearest in its source
    assert applied(tmp_path, [elsewhere], toml("hide", before))[0].off_map_reason == "hidden"
    assert states(tmp_path, [other], toml("hide", before)) == ["unmatched"]
    at = before.model_copy(update={"id": "m:new"})
    assert states(tmp_path, [at], toml("hide", before, digest=False)) == ["applied"]
    assert states(tmp_path, [moved], toml("hide", before, digest=False)) == ["unmatched"]


def test_a_correction_holds_for_the_later_version_of_its_article_that_says_the_same(tmp_path: Path):
    page = {"url": "https://n.example/1", "event_date": "2025-08-20"}
    first = make_sighting("1", **page)
    second = make_sighting("2", date(2025, 8, 22), start=90, **page)
    now, _ = standing([first, second])
    after = applied(tmp_path, now, toml("hide", first))
    assert [one.off_map_reason for one in after] == ["superseded", "hidden"]
    [verdict] = apply(load(tmp_path, toml("hide", first)), now, event_id=event_id).verdicts
    assert verdict.elsewhere == ["also in news/2.txt, a later version"]
    other, _ = standing([first, second.model_copy(update={"sentence": "Another one of Izium."})])
    [verdict] = apply(load(tmp_path, toml("hide", first)), other, event_id=event_id).verdicts
    assert verdict.state == "unmatched"
    assert verdict.reason == "a later version of news/1.txt no longer says 'Izium' so"
    # Nor does a correction bring back what stood in the earlier one.
    meant = first.model_copy(update={"usage": "metonymic", "on_map": False})
    meant = meant.model_copy(update={"off_map_reason": "metonymic"})
    now, _ = standing([meant, first.model_copy(update={"id": "m:1"}), second])
    assert not applied(tmp_path, now, toml("usage", meant, new='"literal"'))[0].on_map


TWICE = "Drones flew past Izium and a missile hit Izium on Sunday, killing four, the mayor said."


def twice(start: int, version: str, article: str = "a") -> list[Sighting]:
    """Return two records of one name in one sentence, which begins at `start` - 17."""
    return [
        make_sighting(article, start=at, id=f"m:{version}{at}", sentence=TWICE)
        for at in (start, start + 24)
    ]


@pytest.mark.parametrize(
    ("corrected", "moved", "hidden"),
    [
        ([1], 0, [1]),  # what was edited stands behind it
        ([0, 1], 70, [0, 1]),
        ([1], 70, []),  # it can't be told which
        ([0], 24, [0]),  # the second stands where the first stood: another article's id, one place
    ],
)
def test_of_two_names_in_one_sentence_the_right_one_is_corrected_or_none(
    tmp_path: Path, corrected: list[int], moved: int, hidden: list[int]
):
    before, now = twice(40, "old"), twice(40 + moved, "new")
    if moved == 24:  # as much as lies between the two: the rest of the article tells
        other = make_sighting("a", start=600, sentence="Shells fell on Izium again at night.")
        now.append(other.model_copy(update={"id": "m:1", "start": 624, "end": 629}))
        told = [toml("confirm", other), toml("hide", *(before[n] for n in [0, 1]))]
        hidden = [0, 1]
    else:
        told = [toml("hide", *(before[n] for n in corrected))]
    after = applied(tmp_path, now, *told)
    assert [n for n, one in enumerate(after) if one.off_map_reason == "hidden"] == hidden


def test_lost_mentions_of_a_sentence_that_is_printed_everywhere_are_found_at_once(tmp_path: Path):
    before = [make_sighting(f"old{n}", start=n) for n in range(2_000)]
    now = [make_sighting(f"new{n}", start=n) for n in range(20_000)]
    told = load(
        tmp_path, toml("hide", *before[:1_000]), *(toml("hide", one) for one in before[1_000:])
    )
    started = time.perf_counter()
    found = apply(told, now, event_id=event_id)
    assert time.perf_counter() - started < 10
    assert {verdict.state for verdict in found.verdicts} == {"applied"}


def test_another_correction_in_the_article_tells_how_far_a_name_moved(tmp_path: Path):
    before, now = twice(40, "old"), twice(140, "new")
    other = make_sighting("a", start=600, sentence="Shells fell on Izium again at night.")
    there = other.model_copy(update={"id": "m:1", "start": 700, "end": 705})
    after = applied(tmp_path, [*now, there], toml("confirm", other), toml("hide", before[1]))
    assert [one.on_map for one in after] == [True, False, True]
    told = apply(load(tmp_path, toml("hide", before[1])), now, event_id=event_id).verdicts
    assert "it can't be told which of 2 'Izium'" in str(told[0].reason)


def test_a_short_sentence_is_not_looked_for_in_another_paper(tmp_path: Path):
    short = "Fighting also raged in Izium."
    before, other = make_sighting("a", sentence=short), make_sighting("b", sentence=short)
    assert states(tmp_path, [other], toml("hide", before)) == ["unmatched"]
    long = make_sighting("b")
    [verdict] = apply(
        load(tmp_path, toml("hide", make_sighting("a"))), [long], event_id=event_id
    ).verdicts
    assert (verdict.state, verdict.elsewhere) == ("applied", ["found in news/b.txt:40"])


def test_two_who_decide_the_same_override_nobody(tmp_path: Path):
    one = make_sighting()
    assert states(tmp_path, [one], toml("confirm", one), toml("confirm", one)) == ["applied"] * 2


def test_what_a_later_correction_overrides_or_what_has_no_effect_is_told(tmp_path: Path):
    one = make_sighting()
    none = make_sighting("n", site="none", status=None, on_map=False, off_map_reason="no_event")
    told = [
        toml("hide", one),
        toml("confirm", one),
        toml("class", one, new='"none"'),
        toml("class", one, new='"diplomatic"'),
        toml("status", none, new='"planned"'),
        toml("split", none),
    ]
    found = apply(load(tmp_path, *told), [one, none], event_id=event_id)
    assert [(v.state, v.reason) for v in found.verdicts] == [
        ("overridden", "by line 15"),
        ("applied", None),
        ("overridden", "by line 40"),
        ("applied", None),
        ("no effect", "its class is none, which has no status"),
        ("no effect", "it is not on the map"),
    ]
    assert not any(mark.field == "status" for mark in found.changed[1].corrected)


def test_a_place_that_the_record_weighed_is_of_the_kind_it_weighed(tmp_path: Path):
    oblast = Candidate(
        id="geonames:9", name="Izium Oblast", kind="admin1", country="UA", lon=37, lat=49,
        radius_m=90_000, source="geonames", score=0.2,
    )  # fmt: skip
    one = make_sighting(rivals=(oblast,))
    told = toml("place", one, new='{ id = "geonames:9", lon = 37, lat = 49 }')
    [after] = applied(tmp_path, [one], told)
    assert after.place is not None
    assert (after.place.kind, after.place.radius_m, after.place.country) == ("admin1", 90_000, "UA")


def test_a_correction_whose_machine_says_something_else_by_now_is_applied_and_stale(
    tmp_path: Path,
):
    before = make_sighting(status="planned")
    told = toml("status", before, old='"planned"', new='"occurred"')
    assert states(tmp_path, [before], told) == ["applied"]
    other = before.model_copy(update={"status": "proposed"})
    assert states(tmp_path, [other], told) == ["stale"]
    assert applied(tmp_path, [other], told)[0].status == "occurred"
    right = before.model_copy(update={"status": "occurred"})
    assert states(tmp_path, [right], told) == ["agrees"]


# --- events ---------------------------------------------------------------------------------


def holding(events: list[Event], sighting: Sighting) -> Event:
    [found] = [event for event in events if sighting.id in {one.id for one in event.reports}]
    return found


def test_two_events_can_be_joined_and_the_one_they_are_joined_to_keeps_its_id(tmp_path: Path):
    one = make_sighting("a", event_date="2025-08-20")
    two = make_sighting("b", event_date="2025-08-02", place=make_place("geonames:1", "Elsewhere"))
    apart = group_events([one, two])
    assert len(apart) == 2
    target = holding(apart, one)
    after = applied(tmp_path, [one, two], toml("merge", two, new=f'"{target.id}"'))
    [joined] = group_events(after)
    assert (joined.id, joined.place.name) == (target.id, "Izium")
    assert {report.id for report in joined.reports} == {one.id, two.id}
    assert states(tmp_path, [two], toml("merge", two, new=f'"{target.id}"')) == ["unmatched"]


def test_a_report_can_be_split_off_and_makes_an_event_of_its_own(tmp_path: Path):
    one, two = (make_sighting(name, event_date="2025-08-20") for name in "ab")
    [both] = group_events([one, two])
    assert len(both.reports) == 2
    after = applied(tmp_path, [one, two], toml("split", two, old=f'"{both.id}"'))
    events = group_events(after)
    assert len(events) == 2
    assert [report.id for report in holding(events, two).reports] == [two.id]
    # Of merge and split the last one counts.
    again = applied(
        tmp_path, [one, two], toml("split", two), toml("merge", two, new=f'"{both.id}"')
    )
    assert len(group_events(again)) == 1


def three() -> list[Sighting]:
    """Return the reports of three events."""
    return [
        make_sighting(
            name, event_date=f"2025-08-0{n}", place=make_place(f"geonames:{n}", name),
            sentence=f"Guns shelled {name} through the whole of the night before last.",
        )
        for n, name in enumerate("abc", 1)
    ]  # fmt: skip


def event_of(sighting: Sighting) -> str:
    return f'"{event_id(sighting.id)}"'


def test_merges_are_followed_to_their_end_and_one_that_closes_a_circle_is_told(tmp_path: Path):
    a, b, c = three()
    chain = [toml("merge", a, new=event_of(b)), toml("merge", b, new=event_of(c))]
    [all_one] = group_events(applied(tmp_path, [a, b, c], *chain))
    assert (all_one.id, len(all_one.reports)) == (event_id(c.id), 3)
    swap = [toml("merge", a, new=event_of(b)), toml("merge", b, new=event_of(a))]
    assert states(tmp_path, [a, b, c], *swap) == ["applied", "unmatched"]
    assert len(group_events(applied(tmp_path, [a, b, c], *swap))) == 2
    assert states(tmp_path, [a], toml("merge", a, new=event_of(a))) == ["no effect"]


def test_mentions_can_be_joined_to_an_event_that_a_split_made(tmp_path: Path):
    one, two = (make_sighting(name, event_date="2025-08-20") for name in "ab")
    a, _, _ = three()
    told = [toml("split", two), toml("merge", a, new=event_of(two))]
    events = group_events(applied(tmp_path, [one, two, a], *told))
    assert len(events) == 2
    assert {report.id for report in holding(events, two).reports} == {two.id, a.id}
    assert holding(events, two).id == event_id(two.id)
    assert len({event.id for event in events}) == 2


def test_nothing_is_joined_to_what_is_not_on_the_map_nor_lost_where_it_lives_on(tmp_path: Path):
    a, b, c = three()
    told = [toml("hide", b), toml("merge", a, new=event_of(b))]
    found = apply(load(tmp_path, *told), [a, b, c], event_id=event_id)
    assert found.verdicts[1].state == "unmatched"
    assert "is on the map: taken off the map by a person" in str(found.verdicts[1].reason)
    # The article of the first report is gone; another correction tells what was in its event.
    told = [toml("confirm", c, event=event_of(b)), toml("merge", a, new=event_of(b))]
    after = applied(tmp_path, [a, c], *told)
    assert len(group_events(after)) == 1
    # The first report stands in a later version now.
    page = {"url": "https://n.example/1", "event_date": "2025-08-20"}
    old, new = make_sighting("1", **page), make_sighting("2", date(2025, 8, 22), **page)
    now, _ = standing([old, new, a])
    assert len(group_events(applied(tmp_path, now, toml("merge", a, new=event_of(old))))) == 1

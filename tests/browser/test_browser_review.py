"""Review by keyboard: decisions, undo, and the corrections.toml that is saved."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile_cases import PAYLOADS, hostile
from map_cases import KYIV, POKROVSK, article, assemble, report, varied

from geomap.corrections.finding import sentence_digest
from geomap.export.formats import json_schema
from geomap.export.looks import Look
from geomap.export.page import map_html

Open = Callable[..., Any]


def start(opened: Any, who: str = "O. Reader") -> None:
    opened.page.locator("#gm-review").click()
    opened.page.keyboard.type(who)
    opened.page.keyboard.press("Enter")


def press(opened: Any, *keys: str) -> None:
    for key in keys:
        opened.page.keyboard.press(key)


def saved(opened: Any) -> dict[str, Any]:
    """Return corrections.toml as it is saved by key, checked against its schema."""
    with opened.page.expect_download() as waiting:
        press(opened, "s")
    assert waiting.value.suggested_filename == "corrections.toml"
    values = tomllib.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    jsonschema = pytest.importorskip("jsonschema")
    plain = json.loads(json.dumps(values, default=lambda value: value.isoformat()))
    jsonschema.Draft202012Validator(json_schema("corrections.toml")).validate(plain)
    return values


def title(opened: Any) -> str:
    return str(opened.page.locator("#gm-review-title").inner_text())


def test_an_event_is_accepted_by_one_key_and_the_next_one_comes(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file)
    start(opened)
    assert title(opened) == "Pokrovsk"
    press(opened, "a")
    assert "1 reviewed" in opened.page.locator("#gm-review-count").inner_text()
    first = opened.js("[...geomap.decisions.keys()][0].id")
    [one] = saved(opened)["correction"]
    assert (one["field"], one["event"], one["who"]) == ("confirm", first, "O. Reader")
    assert one["when"].tzinfo is not None
    assert len(one["mention"]) == 3
    assert opened.watch.quiet(), opened.watch


def test_a_mention_is_named_by_id_source_offsets_text_and_its_sentences_digest(
    open_map: Open,
) -> None:
    made = report(KYIV, sentence="A 💥 hit “{}” again.")
    opened = open_map(map_html(*assemble([[made]]).parts))
    start(opened)
    press(opened, "a")
    [mention] = saved(opened)["correction"][0]["mention"]
    assert mention == {
        "id": made.id, "source": made.article.source, "start": made.start, "end": made.end,
        "text": "Kyiv", "sentence": "sha256:" + hashlib.sha256(made.sentence.encode()).hexdigest(),
    }  # fmt: skip


def test_without_a_name_nothing_is_decided_and_the_page_asks_for_it(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file)
    start(opened, who=" ")
    press(opened, "a")
    assert opened.js("geomap.decisions.size") == 0
    assert opened.js("document.activeElement.id") == "gm-review-who"


def test_a_rival_is_chosen_by_its_figure(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    start(opened)
    press(opened, "w", "1")
    [one] = saved(opened)["correction"]
    assert one["field"] == "place"
    assert one["old"] == {
        "id": POKROVSK.id, "name": "Pokrovsk", "country": "UA", "lon": POKROVSK.lon, "lat": POKROVSK.lat,
    }  # fmt: skip
    assert one["new"]["id"] == "geonames:1"
    assert (one["new"]["lon"], one["new"]["lat"]) == (129.1, 61.5)


def test_a_point_is_chosen_on_the_map_by_keyboard(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    start(opened)
    press(opened, "w", "m")
    assert opened.js("document.activeElement.classList.contains('folium-map')")
    opened.js("geomap.map.setView([50.5, 30.25], 8, {animate: false})")
    press(opened, "Enter")
    press(opened, "Enter")  # on 'It is at this point'
    [one] = saved(opened)["correction"]
    assert one["new"] == {"lon": 30.25, "lat": 50.5}


def test_a_point_is_chosen_by_a_click_and_escape_leaves_the_choice(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file)
    start(opened)
    press(opened, "w", "m", "Escape")
    assert not opened.js("document.body.classList.contains('gm-picking')")
    press(opened, "m")
    box = opened.page.locator(".folium-map").bounding_box()
    opened.page.mouse.click(box["x"] + 300, box["y"] + 200)
    expected = opened.js("(() => { const p = geomap.map.containerPointToLatLng([300, 200]); return [p.lng, p.lat]; })()")  # fmt: skip
    got = [float(opened.page.locator(f"#gm-review-{key}").input_value()) for key in ("lon", "lat")]
    assert got == pytest.approx(expected, abs=0.01)
    assert opened.page.locator(".gm-card").count() == 0
    opened.page.locator("#gm-review-name").fill("The mill")
    press(opened, "Enter")
    assert opened.js("[...geomap.decisions.values()][0][0].new.name") == "The mill"


@pytest.mark.parametrize(("lon", "lat"), [("", ""), ("200", "10"), ("10", "91")])
def test_a_point_outside_the_world_is_refused(
    open_map: Open, varied_file: Path, lon: str, lat: str
) -> None:
    opened = open_map(varied_file)
    start(opened)
    press(opened, "w")
    opened.page.locator("#gm-review-lon").fill(lon)
    opened.page.locator("#gm-review-lat").fill(lat)
    opened.page.locator("#gm-review-point").click()
    assert opened.js("geomap.decisions.size") == 0
    assert "longitude" in opened.page.locator("#gm-status").inner_text()


def test_class_status_and_date_are_corrected_together_with_a_reason(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file)
    start(opened)
    press(opened, "c")
    assert opened.js("document.activeElement.id") == "gm-review-class"
    opened.page.locator("#gm-review-class").select_option("none")
    opened.page.locator("#gm-review-status").select_option("did_not_occur")
    opened.page.locator("#gm-review-date").fill("last week")
    opened.page.locator("#gm-review-apply").click()
    assert "date is none" in opened.page.locator("#gm-status").inner_text()
    opened.page.locator("#gm-review-date").fill("2025-08")
    opened.page.locator("#gm-review-why").fill('He says "no" \\ twice')
    opened.page.locator("#gm-review-apply").click()
    found = {one["field"]: one for one in saved(opened)["correction"]}
    assert (found["class"]["old"], found["class"]["new"]) == ("battlefield", "none")
    assert (found["status"]["old"], found["status"]["new"]) == ("occurred", "did_not_occur")
    assert (found["date"]["old"], found["date"]["new"]) == ("2025-08-20", "2025-08")
    assert {one["why"] for one in found.values()} == {'He says "no" \\ twice'}


def test_one_report_of_several_can_be_corrected_alone(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    start(opened)
    opened.page.locator("#gm-review-scope").select_option("1")
    press(opened, "Escape")
    opened.page.locator("#gm-review-title").focus()
    press(opened, "h")
    [one] = saved(opened)["correction"]
    assert len(one["mention"]) == 1
    assert one["mention"][0]["source"] == "made/b.html"
    assert opened.js("geomap.hiddenEvents.size") == 0  # the event has two reports left


def test_a_hidden_event_leaves_the_map_and_undo_brings_it_back(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file)
    before = opened.counts()
    start(opened)
    press(opened, "h")
    assert opened.counts()[1] == before[1] - 1
    press(opened, "a", "u", "u")
    assert opened.counts() == before
    assert title(opened) == "Pokrovsk"
    press(opened, "u", "s")
    assert "nothing to save" in opened.page.locator("#gm-status").inner_text()


def test_a_later_decision_takes_the_place_of_an_earlier_one(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file)
    start(opened)
    press(opened, "a", "k", "w", "1")
    fields = [one["field"] for one in saved(opened)["correction"]]
    assert fields == ["place"]
    press(opened, "k", "h")
    assert [one["field"] for one in saved(opened)["correction"]] == ["hide"]


def test_j_and_k_go_through_what_passes_the_filters_least_sure_first(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(
        varied_file, link="#off=mark.attack,mark.origin,mark.build_up,mark.interception"
    )
    start(opened)
    names = [title(opened)]
    for _ in range(9):
        press(opened, "j")
        names.append(title(opened))
    assert names[0] == names[-1]
    assert len(set(names[:-1])) == 9
    press(opened, "k")
    assert title(opened) == names[-2]


def test_letters_typed_into_the_search_are_no_decisions(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file)
    start(opened)
    opened.page.locator("#gm-search").focus()
    opened.page.keyboard.type("hahaha")
    assert opened.js("geomap.decisions.size") == 0
    opened.page.locator("#gm-review").click()
    opened.page.locator("#gm-title").click()
    press(opened, "a")
    assert opened.js("geomap.decisions.size") == 0


def test_a_card_leads_to_its_events_review_and_tells_what_was_decided(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file)
    start(opened)
    card = opened.open_place(KYIV.id)
    card.locator("button", has_text="Review this event").first.click()
    assert title(opened) == "Kyiv"
    press(opened, "a")
    assert "Your review: accepted" in opened.open_place(KYIV.id).inner_text()


def test_a_page_for_the_public_has_no_review(open_map: Open) -> None:
    opened = open_map(map_html(*varied().parts, look=Look(public=True)))
    assert not opened.page.locator("#gm-review").is_visible()
    press(opened, "a")
    assert opened.js("geomap.decisions.size") == 0


def test_of_an_event_with_many_reports_a_correction_names_every_one(open_map: Open) -> None:
    reports = [report(KYIV, sentence=f"Shells “{n}” fell on {{}}.", source=article(f"made/{n}.txt")) for n in range(55)]  # fmt: skip
    other = [report(POKROVSK, sentence=f"Shells fell on {{}}, {n}.") for n in range(52)]
    cases = assemble([reports, other])
    opened = open_map(map_html(*cases.parts, look=Look(most_reports=50)))
    start(opened)
    opened.js("geomap.reviewEvent(geomap.events[0])")
    pane = opened.page.locator("#gm-review-event")
    assert "all 55 reports" in pane.inner_text()
    assert "35 more reports" in pane.inner_text()
    press(opened, "h")
    assert opened.counts() == (1, 1)
    opened.js("geomap.reviewEvent(geomap.events[1])")
    press(opened, "a")
    hidden, accepted = saved(opened)["correction"]
    assert [one["id"] for one in hidden["mention"]] == [one.id for one in reports]
    assert [one["id"] for one in accepted["mention"]] == [one.id for one in other]
    for mention, one in zip(hidden["mention"], reports, strict=True):
        assert (mention["source"], mention["start"], mention["end"]) == (one.article.source, one.start, one.end)  # fmt: skip
        assert mention["sentence"] == sentence_digest(one)
    card = opened.open_place(POKROVSK.id)
    assert "2 more reports are in events.geojson" in card.inner_text()


def test_what_hostile_texts_say_comes_out_of_the_saved_file_as_it_was(open_map: Open) -> None:
    cases = hostile()
    opened = open_map(map_html(*cases.parts))
    start(opened, who='"""\\u0000 O’Reader {{7*7}}')
    opened.js(
        """() => {
          for (const event of geomap.events) {
            const reports = geomap.reportsOf(event);
            geomap.decide(event, [{ field: "place", old: { name: event.place.name },
              new: { name: reports[0].rivals[0].name, lon: 1, lat: 2 } }], reports, event.place.name.trim() || "x", event.place.name);
          }
        }"""
    )
    found = saved(opened)["correction"]
    assert len(found) == len(PAYLOADS)
    for one, payload in zip(found, PAYLOADS, strict=True):
        assert one["new"]["name"] == payload
        assert one["why"] == payload
        assert one["mention"][0]["text"] == payload
    assert opened.js("window.__ran") is None
    assert opened.watch.quiet(), opened.watch


def test_the_review_pane_shows_hostile_texts_as_text(open_map: Open) -> None:
    opened = open_map(map_html(*hostile().parts))
    start(opened)
    bad = opened.js(
        """() => {
          const bad = [];
          for (const event of geomap.events) {
            geomap.reviewEvent(event);
            const pane = document.querySelector("#gm-pane-review");
            document.querySelector("[data-review=place]").click();
            if (document.querySelector("#gm-review-title").textContent !== event.place.name) bad.push(event.id);
            if (!pane.querySelector(".gm-choice").textContent.includes(geomap.reportsOf(event)[0].rivals[0].name)) bad.push(event.id);
            if (pane.querySelector("script, img, svg, iframe, object, style, a")) bad.push(event.id);
          }
          return bad;
        }"""
    )
    assert bad == []
    assert opened.js("window.__ran") is None
    assert opened.watch.quiet(), opened.watch
